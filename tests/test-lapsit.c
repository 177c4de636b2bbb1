/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Situation reports: what is new, late and corrected, told a second time by looking at every line of ledgers as chance makes them; and what a report says in its
 * files, its message and its page.
 */

#include "config.h"

#include <string.h>

#include "chronicle-fixture.h"
#include "pantau-json.h"
#include "pantau-lapsit-count.h"
#include "pantau-lapsit-document.h"
#include "pantau-lapsit-paper.h"
#include "pantau-situation-item.h"
#include "test-util.h"

#define NOW 1732690000 /* 27 November 2024, 13:46 WIB: where chronicles end */
#define DAY 86400

static PantauLapsit *
make (Desk *desk, const PantauLapsitOrder *given)
{
  g_autoptr (GError) error = NULL;
  PantauLapsitOrder order = *given;
  PantauLapsit *report;

  if (order.now == 0)
    order.now = order.until;
  if (order.region == NULL)
    order.region = "16";
  if (order.role == NULL)
    order.role = "desk";
  order.office = "16";
  desk_catch_up (desk);
  report = pantau_lapsit_count (desk->store, desk->db, store_reference (), &order, &error);
  g_assert_no_error (error);
  report->id = g_strdup_printf ("harian-%" G_GINT64_FORMAT, order.until);

  return report;
}

static gint64
time_of (const PantauEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (entry->time, NULL);

  return g_date_time_to_unix (time);
}

static gboolean
is_create (const PantauEntry *entry)
{
  return g_str_equal (entry->type, "record.create");
}

/* What figures leave out: void, and in quarantine. */
static gboolean
counts (Desk *desk, const char *record)
{
  gint64 n = 0;
  g_autoptr (GError) error = NULL;

  pantau_db_integer (desk->db, 0, &n, &error,
                     "SELECT count (*) FROM moment JOIN record ON n = moment.record WHERE moment.id = ?1",
                     "s", record);
  g_assert_no_error (error);

  return n > 0;
}

static gboolean
has_item (const PantauLapsit *report, PantauLapsitListName list, const char *record)
{
  for (guint i = 0; i < report->lists[list].items->len; i++)
    if (g_str_equal (
            ((const PantauLapsitItem *) g_ptr_array_index (report->lists[list].items, i))->record,
            record))
      return TRUE;

  return FALSE;
}

/* New are the records of the hours, kind by kind, each told from its own first line. */
static void
test_new (void)
{
  g_autoptr (GRand) rand = test_rand_new (301);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 300 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < 12; i++)
    {
      gint64 until = NOW - i * DAY - g_rand_int_range (rand, 0, DAY);
      g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = until, .now = NOW });
      gint64 expected[PANTAU_N_LAPSIT_KINDS] = { 0 }, sum = 0;

      for (guint j = 0; j < chronicle->all->len; j++)
        {
          const PantauEntry *entry = g_ptr_array_index (chronicle->all, j);
          PantauSituationKind kind = pantau_situation_kind (entry->kind);

          if (!is_create (entry) || kind >= PANTAU_N_LAPSIT_KINDS || time_of (entry) > until ||
              time_of (entry) <= until - DAY || !counts (&desk, entry->record))
            continue;
          expected[kind]++;
          sum++;
        }
      for (guint kind = 0; kind < PANTAU_N_LAPSIT_KINDS; kind++)
        g_assert_cmpint (report->fresh[kind], ==, expected[kind]);
      g_assert_cmpuint (report->lists[PANTAU_LAPSIT_LIST_NEW].total, ==, sum);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_NEW], ==, sum);
      g_assert_cmpuint (report->rows->len, ==, 17);
    }
}

/* Figures of the state are those of the situation, of the moment or of now. */
static void
test_state (void)
{
  g_autoptr (GRand) rand = test_rand_new (302);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  const gint64 moments[] = { NOW, NOW - 3 * DAY, NOW - 5 * 3600 };

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (PantauLapsit) report =
          make (&desk, &(PantauLapsitOrder){ .until = moments[i], .now = NOW });
      g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (desk.store, NULL, &error);
      const PantauSituationQuery query = { .region = "16",
                                           .now = moments[i],
                                           .at = i == 0 ? 0 : moments[i],
                                           .exactly = TRUE };
      g_autoptr (PantauSituation) situation = pantau_situation_count (sheet, &query, &error);

      g_assert_no_error (error);
      g_assert_true (report->is_at_cut == (i != 1));
      g_assert_cmpint (report->state, ==, i == 0 ? PANTAU_LAPSIT_AT_CUT : PANTAU_LAPSIT_AT_MOMENT);
      g_assert_true ((report->total->figures[PANTAU_LAPSIT_REPLIES] != PANTAU_LAPSIT_NO_FIGURE) ==
                     report->is_at_cut);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_RISKS], ==, situation->total->risks);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_HIGH], ==,
                       situation->total->levels[4] + situation->total->levels[5]);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_CASES], ==, situation->total->cases);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_OVERDUE], ==, situation->total->overdue);
      /* And each of them stands in the list. */
      g_assert_cmpint (report->lists[PANTAU_LAPSIT_LIST_OVERDUE].total, ==,
                       situation->total->overdue +
                           (report->is_at_cut ? report->total->figures[PANTAU_LAPSIT_REPLIES] +
                                                    report->total->figures[PANTAU_LAPSIT_TREATMENTS]
                                              : 0));
      for (guint j = 0; j < 17; j++)
        {
          const PantauSituationRow *expected = g_ptr_array_index (situation->areas, j);
          const PantauLapsitRow *row = g_ptr_array_index (report->rows, j);

          g_assert_cmpstr (row->code, ==, expected->code);
          g_assert_cmpint (row->figures[PANTAU_LAPSIT_TPS], ==, expected->tps);
          g_assert_cmpint (row->figures[PANTAU_LAPSIT_BURDEN], ==, expected->burden);
        }
    }
}

/* What an older program counted is counted again by its own rule, and a file of one says so. */
static void
test_state_of_old (void)
{
  g_autoptr (GRand) rand = test_rand_new (310);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  const gint64 moments[] = { NOW - 5 * 3600, NOW - 3 * DAY };

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (PantauLapsit) report = make (
          &desk, &(PantauLapsitOrder){ .until = moments[i], .now = NOW, .as_of_old = TRUE });
      g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (desk.store, NULL, &error);
      const PantauSituationQuery query = { .region = "16",
                                           .now = moments[i],
                                           .at = i == 0 ? 0 : moments[i] - 1 };
      g_autoptr (PantauSituation) situation = pantau_situation_count (sheet, &query, &error);
      g_autofree char *text = pantau_lapsit_counted_text (report);

      g_assert_no_error (error);
      g_assert_cmpint (report->state, ==, PANTAU_LAPSIT_OF_OLD);
      g_assert_null (strstr (text, "\"exact\""));
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_RISKS], ==, situation->total->risks);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_CASES], ==, situation->total->cases);
      g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_OVERDUE], ==, situation->total->overdue);
    }
}

static gboolean
is_end (const char *kind, const char *status)
{
  PantauReference *reference = store_reference ();
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  const PantauStatus *found =
      known != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                              known->status_table, status)
                    : NULL;

  return found != NULL && found->ended;
}

static gboolean
is_lapsed (Desk *desk, const PantauEntry *entry)
{
  gint64 n = 0;

  pantau_db_integer (desk->db, 0, &n, NULL,
                     "SELECT count (*) FROM lapsed JOIN entry ON entry.n = lapsed.entry WHERE id = ?1", "x",
                     entry->id);

  return n > 0;
}

/* The records that were decided in the hours, told from their steps and from the desks' verdicts. (transfer full): UUIDs */
static GHashTable *
decided_between (Desk *desk, Chronicle *chronicle, gint64 from, gint64 until)
{
  GHashTable *decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt = pantau_db_query (
      desk->db,
      "SELECT v.record FROM claim_verdict AS v JOIN entry AS e ON e.n = v.entry WHERE v.counts = 1 "
      "AND v.value IN ('hoaks', 'benar', 'tak-terverifikasi') "
      "AND unixepoch (e.header ->> 'time') > ?1 AND unixepoch (e.header ->> 'time') <= ?2",
      "ii", from, until);

  while (pantau_stmt_next (stmt))
    g_hash_table_add (decided, g_strdup (pantau_stmt_text (stmt, 0)));
  g_assert_true (pantau_stmt_finish (stmt, NULL));
  for (guint i = 0; i < chronicle->all->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (chronicle->all, i);
      g_autoptr (JsonObject) body = NULL;

      if (!g_str_equal (entry->type, "status.set") || time_of (entry) <= from ||
          time_of (entry) > until || is_lapsed (desk, entry))
        continue;
      body = pantau_json_parse_known (entry->body, NULL);
      if (is_end (entry->kind, pantau_json_string (body, "status")))
        g_hash_table_add (decided, g_strdup (entry->record));
    }

  return decided;
}

/* Decided is what ended within the hours, and what claim was. */
static void
test_decided (void)
{
  g_autoptr (GRand) rand = test_rand_new (309);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 300 / TEST_SHARE, FALSE);
  g_auto (Desk) desk = desk_new ();
  guint all = 0;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < 10; i++)
    {
      gint64 until = NOW - i * DAY - g_rand_int_range (rand, 0, DAY);
      g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = until, .now = NOW });
      g_autoptr (GHashTable) decided = decided_between (&desk, chronicle, until - DAY, until);
      GHashTableIter iter;
      gpointer record;
      guint expected = 0;

      g_hash_table_iter_init (&iter, decided);
      while (g_hash_table_iter_next (&iter, &record, NULL))
        expected += counts (&desk, record);
      g_assert_cmpuint (report->lists[PANTAU_LAPSIT_LIST_DECIDED].total, ==, expected);
      g_assert_cmpint (pantau_lapsit_sum_ended (report), ==, expected);
      all += expected;
    }
  g_assert_cmpuint (all, >, 0);
}

/* Between two reports each record is new in one of them, or late in the second: never in two, never in none. */
static void
test_late (void)
{
  g_autoptr (GRand) rand = test_rand_new (303);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 300 / TEST_SHARE, FALSE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PantauLapsit) before = NULL, report = NULL;
  gint64 first = NOW - DAY;
  guint n_late = 0;

  /* Some laptops had no signal. */
  for (guint i = 0; i < chronicle->records->len; i += 7)
    g_hash_table_add (held, g_ptr_array_index (chronicle->records, i));
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < chronicle->all->len; i++)
        {
          PantauEntry *entry = g_ptr_array_index (chronicle->all, i);
          gboolean is_first = time_of (entry) <= first && !g_hash_table_contains (held, entry->record);

          if (is_first == (pass == 0))
            desk_store (&desk, entry);
        }
      desk_catch_up (&desk);
      if (pass == 0)
        before = make (&desk, &(PantauLapsitOrder){ .until = first });
    }
  report = make (&desk, &(PantauLapsitOrder){ .until = NOW, .previous = before });

  g_assert_cmpint (report->from, ==, before->until);
  for (guint i = 0; i < chronicle->all->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (chronicle->all, i);
      gint64 when = time_of (entry);

      if (is_create (entry) && counts (&desk, entry->record) && when <= first &&
          g_hash_table_contains (held, entry->record))
        n_late++;
    }
  g_assert_cmpuint (n_late, >, 0);
  g_assert_cmpuint (report->lists[PANTAU_LAPSIT_LIST_LATE].total, ==, n_late);
}

/* What the report before said of its new records is told again as it is known now. */
static void
test_revisions (void)
{
  g_autoptr (GRand) rand = test_rand_new (304);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 100 / TEST_SHARE, FALSE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) before = NULL, report = NULL;
  gint64 said, now;

  chronicle_take (chronicle, &desk, NOW - DAY, NULL, 0);
  before = make (&desk, &(PantauLapsitOrder){ .until = NOW - DAY, .period = PANTAU_LAPSIT_WEEKLY });
  said = before->fresh[PANTAU_SITUATION_RISK] + 2;
  now = before->fresh[PANTAU_SITUATION_RISK];
  before->fresh[PANTAU_SITUATION_RISK] = said;
  report = make (&desk, &(PantauLapsitOrder){
                            .until = NOW, .period = PANTAU_LAPSIT_WEEKLY, .previous = before });

  g_assert_cmpuint (report->revisions->len, ==, 1);
  g_assert_cmpint (((PantauLapsitRevision *) report->revisions->pdata[0])->said, ==, said);
  g_assert_cmpint (((PantauLapsitRevision *) report->revisions->pdata[0])->now, ==, now);
}

#define RECORD STORE_RECORD (1)
#define RISK_AT(place, more)                                                                       \
  "{\"title\": \"Banjir di rumah Budi 081234567890\", \"narrative\": \"Rahasia dapur\", "         \
  "\"occurred\": \"2024-11-27\", \"places\": [{\"village\": \"" place "\"}], \"severity\": 4, "   \
  "\"fields\": {\"hazard\": \"banjir\"" more "}}"

static const About risk = { RECORD, "risk", FALSE, "16.72.01" };
static const About neutrality = { STORE_RECORD (2), "neutrality", TRUE, "16.72.01" };

/* The clock of writers stands at one moment. */
static gint64
written_at (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (9, all);

  return time_of (writer_add (&writer, &risk, "record.create", RISK_AT ("16.72.01.1001", ""), NULL, NULL));
}

/* A mistake, a move and a changed figure of what an earlier report had are corrections; a step that was taken since is none. */
static void
test_corrected (void)
{
  static const struct
  {
    const char *type, *json, *why;
  } cases[] = {
    { "status.set", "{\"status\": \"salah-catat\", \"reason\": \"x\"}", PANTAU_LAPSIT_VOID },
    { "record.set", "{\"fields\": {\"voters_affected\": 7}}", PANTAU_LAPSIT_CHANGED },
    { "record.set", "{\"fields\": {\"narrative\": \"lain\"}}", NULL },
    { "note.add", "{\"text\": \"x\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = written_at ();
      g_autoptr (GPtrArray) all = store_entries ();
      g_auto (Writer) writer = writer_new (1, all);
      g_auto (Desk) desk = desk_new ();
      g_autoptr (PantauLapsit) before = NULL, report = NULL;
      PantauEntry *create =
          writer_add (&writer, &risk, "record.create", RISK_AT ("16.72.01.1001", ""), NULL, NULL);
      PantauEntry *then = writer_add (&writer, &risk, cases[i].type, cases[i].json, create->id, NULL);
      const PantauLapsitList *list;

      desk_take (&desk, create);
      before = make (&desk, &(PantauLapsitOrder){ .until = at });
      desk_take (&desk, then);
      report = make (&desk, &(PantauLapsitOrder){ .until = at + DAY, .previous = before });
      list = &report->lists[PANTAU_LAPSIT_LIST_CORRECTED];
      g_assert_cmpuint (list->total, ==, cases[i].why != NULL ? 1 : 0);
      if (cases[i].why != NULL)
        g_assert_cmpstr (((PantauLapsitItem *) list->items->pdata[0])->what, ==, cases[i].why);
    }
}

/* The order in which lines came is nothing to what is counted. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = test_rand_new (305);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 120 / TEST_SHARE, TRUE);
  g_autofree guint *order = chronicle_shuffle (chronicle);
  g_auto (Desk) straight = desk_new ();
  g_auto (Desk) mixed = desk_new ();
  g_autoptr (PantauLapsit) one = NULL, other = NULL;
  g_autofree char *left = NULL, *right = NULL;

  chronicle_take (chronicle, &straight, 0, NULL, 0);
  chronicle_take (chronicle, &mixed, 0, order, 17);
  one = make (&straight, &(PantauLapsitOrder){ .until = NOW, .period = PANTAU_LAPSIT_WEEKLY });
  other = make (&mixed, &(PantauLapsitOrder){ .until = NOW, .period = PANTAU_LAPSIT_WEEKLY });
  left = pantau_lapsit_counted_text (one);
  right = pantau_lapsit_counted_text (other);

  g_assert_cmpstr (left, ==, right);
}

/* What is written is read again, and its hash tells one changed figure. */
static void
test_json (void)
{
  g_autoptr (GRand) rand = test_rand_new (306);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 60, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) before = NULL, report = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *second = NULL;

  chronicle_take (chronicle, &desk, NOW - DAY, NULL, 0);
  before = make (&desk, &(PantauLapsitOrder){ .until = NOW - DAY });
  report = make (&desk, &(PantauLapsitOrder){ .until = NOW, .previous = before });
  text = pantau_lapsit_to_json (report);
  again = pantau_lapsit_from_json (text, strlen (text), &error);
  g_assert_no_error (error);
  second = pantau_lapsit_to_json (again);

  g_assert_cmpstr (text, ==, second);
  g_assert_true (pantau_lapsit_is_intact (again));
  again->total->figures[PANTAU_LAPSIT_RISKS]++;
  g_assert_false (pantau_lapsit_is_intact (again));
}

/* Bytes that are none of ours are refused with a sentence. */
static void
test_malformed (void)
{
  static const char *const texts[] = { "", "{}", "{\"v\":1,\"id\":\"a\",\"report\":{}}",
                                       "{\"v\":2,\"id\":\"a\",\"report\":{\"period\":\"daily\"}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_lapsit_from_json (texts[i], strlen (texts[i]), &error));
      g_assert_nonnull (error);
    }
}

static PantauLapsitDocument *
document_of (Desk *desk, const PantauLapsit *report, const PantauLapsit *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) titles = pantau_lapsit_titles (desk->db, report, &error);
  PantauLapsitDocument *document =
      pantau_lapsit_document_new (report, before, titles, store_reference (), &error);

  g_assert_no_error (error);

  return document;
}

/* Everything in it. (transfer full) */
static char *
text_of (const PantauLapsitDocument *document)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const PantauLapsitBlock *block = g_ptr_array_index (document->blocks, i);

      g_string_append_printf (text, "%s\n", block->text != NULL ? block->text : "");
      for (guint j = 0; block->rows != NULL && j < block->rows->len; j++)
        {
          g_autofree char *line = g_strjoinv ("|", g_ptr_array_index (block->rows, j));

          g_string_append_printf (text, "%s\n", line);
        }
    }

  return g_string_free (text, FALSE);
}

static void
take_two (Desk *desk)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);

  desk_store (desk, writer_add (&writer, &risk, "record.create", RISK_AT ("16.72.01.1001", ""), NULL, NULL));
  desk_store (desk,
              writer_add (&writer, &neutrality, "record.create",
                          "{\"title\": \"Camat Slamet berkampanye\", \"narrative\": \"Rahasia dapur\", "
                          "\"occurred\": \"2024-11-27\", \"places\": [{\"village\": "
                          "\"16.72.01.1001\"}], \"severity\": 3, \"fields\": {}}",
                          NULL, NULL));
  desk_catch_up (desk);
}

/* A report keeps nothing that somebody wrote; it shows titles of open records alone, and no number of a person in them. */
static void
test_secrets (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = NULL;
  g_autoptr (PantauLapsitDocument) document = NULL;
  g_autofree char *json = NULL, *text = NULL;

  take_two (&desk);
  report = make (&desk, &(PantauLapsitOrder){ .until = written_at () });
  g_assert_true (has_item (report, PANTAU_LAPSIT_LIST_NEW, STORE_RECORD (2)));
  json = pantau_lapsit_to_json (report);
  g_assert_null (strstr (json, "Banjir di"));
  g_assert_null (strstr (json, "Slamet"));
  g_assert_null (strstr (json, "dapur"));

  document = document_of (&desk, report, NULL);
  text = text_of (document);
  g_assert_nonnull (strstr (text, "Banjir di rumah Budi"));
  g_assert_null (strstr (text, "081234567890"));
  g_assert_null (strstr (text, "Slamet"));
  g_assert_null (strstr (text, "dapur"));
}

/* Pemprov is told no figure of cases, and no list names one, not even an open one. */
static void
test_pemprov (void)
{
  static const About other = { STORE_RECORD (3), "other", FALSE, "16.72.01" };
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = NULL;
  g_autoptr (PantauLapsitDocument) document = NULL;
  g_autofree char *text = NULL;

  take_two (&desk);
  desk_take (&desk, writer_add (&writer, &other, "record.create",
                                "{\"title\": \"Politik uang\", \"occurred\": \"2024-11-27\", \"places\": "
                                "[{\"village\": \"16.72.01.1001\"}], \"fields\": {}}",
                                NULL, NULL));
  report = make (&desk, &(PantauLapsitOrder){ .until = written_at (), .role = "pemprov" });
  document = document_of (&desk, report, NULL);
  text = text_of (document);

  g_assert_true (has_item (report, PANTAU_LAPSIT_LIST_NEW, STORE_RECORD (1)));
  g_assert_false (has_item (report, PANTAU_LAPSIT_LIST_NEW, STORE_RECORD (2)));
  g_assert_false (has_item (report, PANTAU_LAPSIT_LIST_NEW, STORE_RECORD (3)));
  g_assert_cmpint (pantau_lapsit_sum_fresh (report), ==, 1);
  g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_CASES], ==, PANTAU_LAPSIT_NO_FIGURE);
  g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_OVERDUE], ==, PANTAU_LAPSIT_NO_FIGURE);
  g_assert_null (strstr (text, "Kasus"));
  g_assert_nonnull (strstr (text, "PEMERINTAH PROVINSI SUMATERA SELATAN"));
}

/* A day on which nothing happened says so in a sentence, and has all its rows. */
static void
test_nihil (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = NOW });
  g_autoptr (PantauLapsitDocument) document = document_of (&desk, report, NULL);
  g_autofree char *text = text_of (document), *message = NULL;

  message = pantau_lapsit_message (report, NULL, store_reference (), NULL);
  g_assert_true (pantau_lapsit_is_nihil (report));
  g_assert_cmpuint (report->rows->len, ==, 17);
  g_assert_nonnull (strstr (text, "NIHIL: tidak ada catatan baru"));
  g_assert_nonnull (strstr (text, "Kota Prabumulih|0|0"));
  g_assert_nonnull (strstr (message, "NIHIL: tidak ada catatan baru"));
}

/* A message is one screen however much there is to say. */
static void
test_message (void)
{
  g_autoptr (GRand) rand = test_rand_new (307);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) before = NULL, report = NULL;
  g_autofree char *message = NULL, *long_text = g_strnfill (7000, 'x');

  chronicle_take (chronicle, &desk, NOW - DAY, NULL, 0);
  before = make (&desk, &(PantauLapsitOrder){ .until = NOW - DAY });
  chronicle_take (chronicle, &desk, 0, NULL, 0);
  report = make (&desk, &(PantauLapsitOrder){ .until = NOW, .previous = before });
  report->practice = TRUE;
  for (guint i = 0; i < PANTAU_N_LAPSIT_FIGURES; i++)
    report->total->figures[i] = 123456789;
  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    report->fresh[i] = report->ended[i] = 1234567;
  g_free (report->texts.recommendations);
  report->texts.recommendations = g_steal_pointer (&long_text);
  message = pantau_lapsit_message (report, before, store_reference (), NULL);

  g_assert_cmpint (g_utf8_strlen (message, -1), <=, PANTAU_LAPSIT_MESSAGE);
  g_assert_nonnull (strstr (message, "Sejak laporan sebelumnya"));
  g_assert_nonnull (strstr (message, "*Rekomendasi*\nxxx"));
  g_assert_nonnull (strstr (message, "Risiko terbuka: 123.456.789 (+"));
}

/* The difference is against what the report before said. */
static void
test_difference (void)
{
  g_autofree char *more = pantau_lapsit_say_change (3, 1205), *less = pantau_lapsit_say_change (5, 3),
                  *same = pantau_lapsit_say_change (4, 4), *unknown = pantau_lapsit_say_change (-1, 4);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) before = make (&desk, &(PantauLapsitOrder){ .until = NOW - DAY }), report = NULL;
  g_autoptr (PantauLapsitDocument) document = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (more, ==, "+1.202");
  g_assert_cmpstr (less, ==, "−2");
  g_assert_cmpstr (same, ==, "tetap");
  g_assert_cmpstr (unknown, ==, "–");
  before->total->figures[PANTAU_LAPSIT_RISKS] = 3;
  report = make (&desk, &(PantauLapsitOrder){ .until = NOW, .previous = before });
  document = document_of (&desk, report, before);
  text = text_of (document);
  g_assert_nonnull (strstr (text, "Risiko terbuka|3|0|−3"));
}

/* Hours are WIB, and midnight ends the day before. */
static void
test_hours (void)
{
  g_autofree char *noon = pantau_lapsit_say_hour (1732690000), *midnight = pantau_lapsit_say_hour (1732640400),
                  *brief = pantau_lapsit_say_brief (1732640400), *day = pantau_lapsit_say_day (1732640400);

  g_assert_cmpstr (noon, ==, "Rabu, 27 November 2024 pukul 13.46 WIB");
  g_assert_cmpstr (midnight, ==, "Selasa, 26 November 2024 pukul 24.00 WIB");
  g_assert_cmpstr (brief, ==, "26 Nov 2024 24.00");
  g_assert_cmpstr (day, ==, "26 November 2024");
}

/* Each sort of office has its letterhead. */
static void
test_templates (void)
{
  static const struct
  {
    const char *role, *office, *code, *line;
  } offices[] = {
    { "desk", "16", "bawaslu-provinsi", "PROVINSI SUMATERA SELATAN" },
    { "desk", "16.06", "bawaslu-kabupaten", "KABUPATEN MUSI BANYUASIN" },
    { "desk", "16.71", "bawaslu-kabupaten", "KOTA PALEMBANG" },
    { "desk", "16.06.01", "bawaslu-kecamatan", "KECAMATAN SEKAYU" },
    { "pemprov", "16", "pemprov", "BADAN KESATUAN BANGSA DAN POLITIK" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauLapsitTemplate) template =
          pantau_lapsit_template_new (store_reference (), offices[i].role, offices[i].office, "weekly",
                                      offices[i].office, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (template->code, ==, offices[i].code);
      g_assert_cmpstr (template->title, ==, "LAPORAN SITUASI MINGGUAN");
      g_assert_cmpstr (template->letterhead[1], ==, offices[i].line);
      g_assert_null (strchr (template->position, '{'));
    }
}

/* An hour to come, and a region of others, are refused. */
static void
test_refused (void)
{
  g_auto (Desk) desk = desk_new ();
  const PantauLapsitOrder future = {
    .until = NOW + 1, .now = NOW, .region = "16", .role = "desk", .office = "16"
  };
  const PantauLapsitOrder elsewhere = {
    .until = NOW, .now = NOW, .region = "16.07", .role = "desk", .office = "16.06"
  };
  g_autoptr (GError) late = NULL, far = NULL;

  g_assert_null (pantau_lapsit_count (desk.store, desk.db, store_reference (), &future, &late));
  g_assert_error (late, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_assert_null (pantau_lapsit_count (desk.store, desk.db, store_reference (), &elsewhere, &far));
  g_assert_error (far, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

/* A report of a kabupaten has its kecamatan as rows, one of a kecamatan its villages. */
static void
test_levels (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) kabupaten = NULL, kecamatan = NULL;

  take_two (&desk);
  kabupaten = make (&desk, &(PantauLapsitOrder){ .until = written_at (), .region = "16.72" });
  kecamatan = make (&desk, &(PantauLapsitOrder){ .until = written_at (), .region = "16.72.01" });

  g_assert_cmpstr (((PantauLapsitRow *) kabupaten->rows->pdata[0])->code, ==, "16.72.01");
  g_assert_cmpint (((PantauLapsitRow *) kabupaten->rows->pdata[0])->figures[PANTAU_LAPSIT_NEW], ==, 2);
  g_assert_cmpstr (((PantauLapsitRow *) kecamatan->rows->pdata[0])->code, ==, "16.72.01.1001");
  g_assert_cmpint (((PantauLapsitRow *) kecamatan->rows->pdata[0])->figures[PANTAU_LAPSIT_NEW], ==, 2);
}

/* A PDF is made without a screen, the same again from the same report, on as many sheets as it says. */
static void
test_pdf (void)
{
  g_autoptr (GRand) rand = test_rand_new (308);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = NULL;
  g_autoptr (PantauLapsitDocument) document = NULL;
  g_autoptr (GBytes) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  report = make (&desk, &(PantauLapsitOrder){ .until = NOW, .period = PANTAU_LAPSIT_WEEKLY });
  document = document_of (&desk, report, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PantauLapsitPaper) paper =
          pantau_lapsit_paper_new (document, report, store_reference ());
      GBytes *pdf = pantau_lapsit_paper_pdf (paper, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (pantau_lapsit_paper_count_pages (paper), >=, 2);
      *(i == 0 ? &first : &second) = pdf;
    }

  g_assert_true (g_str_has_prefix (g_bytes_get_data (first, NULL), "%PDF-"));
  g_assert_true (g_bytes_equal (first, second));
}

/* The ink of the left half of a sheet, above its foot. */
static gboolean
has_text_at_left (PantauLapsitPaper *paper, guint page)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 260, 770);
  cairo_t *cr = cairo_create (surface);
  const guint8 *pixels;
  int stride;
  gboolean found = FALSE;

  pantau_lapsit_paper_draw (paper, cr, page);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < 770 && !found; y++)
    for (int x = 0; x < 260 && !found; x++)
      found = pixels[y * stride + x] != 0;
  cairo_surface_destroy (surface);

  return found;
}

/* Who signs never stands alone on a sheet, however long the text above is. */
static void
test_signature (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = NOW });
  g_autoptr (GString) lines = g_string_new ("baris");

  for (guint i = 0; i < 80; i++)
    {
      g_autoptr (PantauLapsitDocument) document = NULL;
      g_autoptr (PantauLapsitPaper) paper = NULL;

      g_string_append (lines, "\nbaris");
      g_free (report->texts.analysis);
      report->texts.analysis = g_strdup (lines->str);
      document = document_of (&desk, report, NULL);
      paper = pantau_lapsit_paper_new (document, report, store_reference ());
      g_assert_true (has_text_at_left (paper, pantau_lapsit_paper_count_pages (paper) - 1));
    }
}

static GBytes *
odt_of (const PantauLapsitDocument *document, const PantauLapsit *report)
{
  g_autoptr (PantauLapsitPaper) paper =
      pantau_lapsit_paper_new (document, report, store_reference ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) map = pantau_lapsit_paper_map (paper, &error);

  g_assert_no_error (error);

  return pantau_lapsit_odt (document, map);
}

/* ODF 1.2, part 3: the first member is `mimetype`, stored, without extra field; each part is XML that is well formed, whatever was written. */
static void
test_odt (void)
{
  static const char mime[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = NOW });
  g_autoptr (PantauLapsitDocument) document = NULL;
  g_autoptr (GBytes) odt = NULL;
  const guint8 *bytes;
  gsize length, at = 0;
  guint parts = 0;

  g_free (report->texts.analysis);
  report->texts.analysis = g_strdup ("a <b> & \"c\"\n\x01]]>\n\n\tlanjut");
  document = document_of (&desk, report, NULL);
  odt = odt_of (document, report);
  bytes = g_bytes_get_data (odt, &length);

  g_assert_cmpmem (bytes + 30, strlen (mime), mime, strlen (mime));
  g_assert_cmpuint (bytes[8], ==, 0);  /* stored */
  g_assert_cmpuint (bytes[28], ==, 0); /* no extra field */
  while (at + 30 < length && memcmp (bytes + at, "PK\3\4", 4) == 0)
    {
      guint32 size = (guint32) (bytes[at + 18] | bytes[at + 19] << 8 | bytes[at + 20] << 16);
      guint16 name = (guint16) (bytes[at + 26] | bytes[at + 27] << 8);
      g_autofree char *member = g_strndup ((const char *) bytes + at + 30, name),
                      *text = g_strndup ((const char *) bytes + at + 30 + name, size);

      if (g_str_has_suffix (member, ".xml"))
        {
          const GMarkupParser parser = { NULL };
          g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
          g_autoptr (GError) error = NULL;

          g_markup_parse_context_parse (context, text, -1, &error);
          g_assert_no_error (error);
          g_assert_true (g_markup_parse_context_end_parse (context, &error));
          parts++;
        }
      if (g_str_equal (member, "content.xml"))
        {
          g_assert_nonnull (strstr (text, "a &lt;b&gt; &amp; &quot;c&quot;"));
          /* What is above who signs goes with it. */
          g_assert_nonnull (strstr (text, "<text:p text:style-name=\"Penutup\">–</text:p>"
                                          "<text:p text:style-name=\"Penutup\"></text:p>"));
        }
      if (g_str_equal (member, "styles.xml"))
        g_assert_nonnull (strstr (text, document->foot));
      at += 30 + name + size;
    }
  g_assert_cmpuint (parts, ==, 4);
}

/* The map is in the ODT as a picture that the list of its parts names, with words for whoever does not see it; equal reports are equal files, and another map is another. */
static void
test_odt_map (void)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauLapsit) report = make (&desk, &(PantauLapsitOrder){ .until = NOW });
  g_autoptr (PantauLapsitDocument) document = document_of (&desk, report, NULL);
  g_autoptr (GBytes) first = odt_of (document, report), second = odt_of (document, report), other = NULL;
  const char *const wanted[] = { "xlink:href=\"Pictures/peta.png\"", "<svg:title>", "<svg:desc>",
                                 "full-path=\"Pictures/peta.png\" manifest:media-type=\"image/png\"" };
  gsize length;
  const char *bytes = g_bytes_get_data (first, &length), *picture;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (memmem (bytes, length, wanted[i], strlen (wanted[i])));
  picture = memmem (bytes, length, png, sizeof png);
  g_assert_nonnull (picture);
  g_assert_cmpmem (picture - strlen ("Pictures/peta.png"), strlen ("Pictures/peta.png"),
                   "Pictures/peta.png", strlen ("Pictures/peta.png"));
  g_assert_true (g_bytes_equal (first, second));

  g_hash_table_insert (report->map, g_strdup ("16.13.04"), GINT_TO_POINTER (5));
  other = odt_of (document, report);
  g_assert_false (g_bytes_equal (first, other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lapsit/new", test_new);
  g_test_add_func ("/lapsit/state", test_state);
  g_test_add_func ("/lapsit/state-of-old", test_state_of_old);
  g_test_add_func ("/lapsit/decided", test_decided);
  g_test_add_func ("/lapsit/late", test_late);
  g_test_add_func ("/lapsit/revisions", test_revisions);
  g_test_add_func ("/lapsit/corrected", test_corrected);
  g_test_add_func ("/lapsit/order", test_order);
  g_test_add_func ("/lapsit/json", test_json);
  g_test_add_func ("/lapsit/malformed", test_malformed);
  g_test_add_func ("/lapsit/secrets", test_secrets);
  g_test_add_func ("/lapsit/pemprov", test_pemprov);
  g_test_add_func ("/lapsit/nihil", test_nihil);
  g_test_add_func ("/lapsit/message", test_message);
  g_test_add_func ("/lapsit/difference", test_difference);
  g_test_add_func ("/lapsit/hours", test_hours);
  g_test_add_func ("/lapsit/templates", test_templates);
  g_test_add_func ("/lapsit/refused", test_refused);
  g_test_add_func ("/lapsit/levels", test_levels);
  g_test_add_func ("/lapsit/pdf", test_pdf);
  g_test_add_func ("/lapsit/signature", test_signature);
  g_test_add_func ("/lapsit/odt", test_odt);
  g_test_add_func ("/lapsit/odt-map", test_odt_map);

  return store_test_run ();
}
