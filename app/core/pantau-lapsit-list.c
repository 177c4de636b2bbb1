/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened in the period of a situation report. Which records it may be is told by the sheet of the situation, which knows days, or by the lines that came
 * since the last cut; the hour is read of these few.
 */

#include "config.h"

#include "pantau-lapsit-count.h"

#include <string.h>

#include "pantau-claim-label.h"
#include "pantau-entry.h"
#include "pantau-json.h"
#include "pantau-situation-item.h"

#define DAY     86400
#define HOAX    "hoax"
#define PEMPROV "pemprov"
#define REPLY   "reply"
#define TREATED "treatment"

/* A record as its row and its first line have it. */
typedef struct
{
  gint64 n;
  char *id;
  char *kind;
  char *region;
  char *status;
  gboolean is_open;
  int severity;
  gint64 recorded; /* Unix seconds, by the clock of who wrote */
  gboolean in_quarantine;
  gboolean counts; /* in any figure */
} Facts;

static void
facts_clear (Facts *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->status);
  memset (self, 0, sizeof *self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static gint64
unix_time (const char *time)
{
  g_autoptr (GDateTime) moment = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/* @facts->id NULL where there is no such record. */
static gboolean
read_facts (PantauLapsitWork *work, gint64 n, Facts *facts, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      work->db,
      "SELECT r.id, r.kind, r.region, r.status, r.open, coalesce (r.severity, 0), e.header ->> 'time', "
      "r.quarantine IS NOT NULL, EXISTS (SELECT 1 FROM moment WHERE record = r.n) "
      "FROM record AS r JOIN entry AS e ON e.n = r.n WHERE r.n = ?1",
      "i", n);

  facts_clear (facts);
  if (pantau_stmt_next (stmt))
    *facts = (Facts){ .n = n,
                      .id = g_strdup (pantau_stmt_text (stmt, 0)),
                      .kind = g_strdup (pantau_stmt_text (stmt, 1)),
                      .region = g_strdup (pantau_stmt_text (stmt, 2)),
                      .status = g_strdup (pantau_stmt_text (stmt, 3)),
                      .is_open = pantau_stmt_integer (stmt, 4) != 0,
                      .severity = (int) pantau_stmt_integer (stmt, 5),
                      .recorded = unix_time (pantau_stmt_text (stmt, 6)),
                      .in_quarantine = pantau_stmt_integer (stmt, 7) != 0,
                      .counts = pantau_stmt_integer (stmt, 8) != 0 };

  return pantau_stmt_finish (stmt, error);
}

/* Pemprov is told of cases by the province's totals alone: the few that are open would look like all of them. */
static gboolean
is_told (const PantauLapsit *report, const char *kind)
{
  PantauSituationKind number = pantau_situation_kind (kind);

  return !g_str_equal (report->role, PEMPROV) ||
         (number != PANTAU_SITUATION_NEUTRALITY && number != PANTAU_SITUATION_OTHER);
}

static gboolean
is_in_period (const PantauLapsit *report, gint64 when)
{
  return when > report->from && when <= report->until;
}

/* Of the report's region and election, by what it names. A record that counts nowhere names nothing: its own region stands for it. */
static gboolean
is_asked_for (PantauLapsitWork *work, const Facts *facts, gboolean *asked, GError **error)
{
  const PantauLapsit *report = work->report;
  PantauStmt *stmt = pantau_db_query (
      work->db, "SELECT DISTINCT region, election FROM place WHERE record = ?1", "i", facts->n);
  gboolean named = FALSE;

  *asked = FALSE;
  while (pantau_stmt_next (stmt))
    {
      named = TRUE;
      *asked |= pantau_region_covers (report->region, pantau_stmt_text (stmt, 0)) &&
                (report->election == NULL ||
                 g_strcmp0 (report->election, pantau_stmt_text (stmt, 1)) == 0);
    }
  if (!named)
    *asked = pantau_region_covers (report->region, facts->region);

  return pantau_stmt_finish (stmt, error);
}

static PantauLapsitItem *
new_item (const Facts *facts, const char *what, gint64 at)
{
  PantauLapsitItem *item = g_new0 (PantauLapsitItem, 1);

  item->record = g_strdup (facts->id);
  item->kind = g_strdup (facts->kind);
  item->region = g_strdup (facts->region);
  item->is_open = facts->is_open;
  item->what = g_strdup (what);
  item->at = at;
  item->severity = facts->severity;

  return item;
}

static void
add_item (PantauLapsitWork *work, PantauLapsitListName list, PantauLapsitItem *item)
{
  work->report->lists[list].total++;
  g_ptr_array_add (work->report->lists[list].items, item);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PantauLapsitItem *left = *(PantauLapsitItem *const *) a,
                         *right = *(PantauLapsitItem *const *) b;

  if (left->severity != right->severity)
    return right->severity - left->severity;
  if (left->at != right->at)
    return left->at < right->at ? 1 : -1;

  return strcmp (left->record, right->record) != 0 ? strcmp (left->record, right->record)
                                                   : strcmp (left->what, right->what);
}

/* What waits longest comes first. */
static int
compare_due (gconstpointer a, gconstpointer b)
{
  const PantauLapsitItem *left = *(PantauLapsitItem *const *) a,
                         *right = *(PantauLapsitItem *const *) b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;

  return compare_items (a, b);
}

/* The gravest first; what is too many is only counted. */
static void
settle_list (PantauLapsitList *list, GCompareFunc compare)
{
  g_ptr_array_sort (list->items, compare);
  if (list->items->len > PANTAU_LAPSIT_MAX_ITEMS)
    g_ptr_array_set_size (list->items, PANTAU_LAPSIT_MAX_ITEMS);
}

/* The records of a figure, as the sheet has them: of one day, or @exactly of one moment. */
static GArray *
records_of (PantauLapsitWork *work,
            PantauSituationMeasure measure,
            gint64 at,
            gboolean exactly,
            GError **error)
{
  const PantauSituationQuery query = { .region = work->report->region,
                                       .election = work->report->election,
                                       .now = work->report->until,
                                       .at = at,
                                       .exactly = exactly };
  const PantauSituationFigure figure = { .measure = measure };

  return pantau_situation_records (work->sheet, &query, &figure, error);
}

typedef gboolean (*EachFunc) (PantauLapsitWork *work, const Facts *facts, gpointer data, GError **error);

/* Of each day that a period touches; a record is told once. */
static gboolean
each_of_days (PantauLapsitWork *work,
              PantauSituationMeasure measure,
              gint64 from,
              gint64 until,
              EachFunc each,
              gpointer data,
              GError **error)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  guint last = pantau_situation_day (until);

  for (guint day = pantau_situation_day (from); day <= last; day++)
    {
      g_autoptr (GArray) records =
          records_of (work, measure, pantau_situation_day_end (day) - 1, FALSE, error);

      for (guint i = 0; records != NULL && i < records->len; i++)
        {
          guint32 n = g_array_index (records, guint32, i);
          g_auto (Facts) facts = { 0 };

          if (!g_hash_table_add (told, GUINT_TO_POINTER (n)))
            continue;
          if (!read_facts (work, n, &facts, error))
            return FALSE;
          if (facts.id != NULL && is_told (work->report, facts.kind) &&
              !each (work, &facts, data, error))
            return FALSE;
        }
      if (records == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Of kinds that our edition does not know no figure is kept. */
static gint64 *
count_of (gint64 counts[PANTAU_N_LAPSIT_KINDS], const char *kind)
{
  PantauSituationKind number = pantau_situation_kind (kind);

  return number < PANTAU_N_LAPSIT_KINDS ? &counts[number] : NULL;
}

/* --- New --- */

/* The rows in which the record is, each once. */
static gboolean
count_rows (PantauLapsitWork *work, gint64 n, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  PantauStmt *stmt =
      pantau_db_query (work->db, "SELECT DISTINCT region FROM place WHERE record = ?1", "i", n);

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *code = g_strdup (pantau_stmt_text (stmt, 0));
      PantauLapsitRow *row;

      while (code != NULL && pantau_region_level (code) > work->row_level)
        {
          char *above = pantau_region_parent (code);

          g_free (code);
          code = above;
        }
      row = code != NULL ? g_hash_table_lookup (work->row_of, code) : NULL;
      if (row != NULL && g_hash_table_add (seen, row))
        row->figures[PANTAU_LAPSIT_NEW]++;
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
take_new (PantauLapsitWork *work, const Facts *facts, gpointer data, GError **error)
{
  gint64 *count = count_of (work->report->fresh, facts->kind);

  if (!is_in_period (work->report, facts->recorded) || count == NULL)
    return TRUE;
  (*count)++;
  work->report->total->figures[PANTAU_LAPSIT_NEW]++;
  add_item (work, PANTAU_LAPSIT_LIST_NEW, new_item (facts, facts->status, facts->recorded));

  return count_rows (work, facts->n, error);
}

/* --- Decided --- */

static const PantauStatus *
status_of (PantauLapsitWork *work, const char *kind, const char *code)
{
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (work->reference), kind);

  return known != NULL && code != NULL
             ? pantau_statuses_lookup (pantau_reference_get_statuses (work->reference),
                                       known->status_table, code)
             : NULL;
}

/* The last step of a record that ended it, and was taken after @from and no later than @until; @when 0: none. */
static gboolean
find_end (PantauLapsitWork *work,
          const Facts *facts,
          gint64 from,
          gint64 until,
          char **status,
          gint64 *when,
          GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      work->db,
      "SELECT e.header ->> 'time', b.json ->> 'status' FROM entry AS e JOIN body AS b ON b.entry = e.n "
      "WHERE e.record = ?1 AND e.type = 'status.set' AND b.json IS NOT NULL "
      "AND e.n NOT IN (SELECT entry FROM lapsed WHERE record = ?1) ORDER BY e.id",
      "s", facts->id);

  *when = 0;
  while (pantau_stmt_next (stmt))
    {
      gint64 at = unix_time (pantau_stmt_text (stmt, 0));
      const PantauStatus *to = status_of (work, facts->kind, pantau_stmt_text (stmt, 1));

      if (to == NULL || !to->ended || at <= from || at > until || at < *when)
        continue;
      *when = at;
      g_free (*status);
      *status = g_strdup (to->code);
    }

  return pantau_stmt_finish (stmt, error);
}

/* A claim is decided by a verdict; what has one and ended too is told once. */
static gboolean
take_verdicts (PantauLapsitWork *work, GHashTable *told, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt = pantau_db_query (
      work->db,
      "SELECT r.n, v.value, e.header ->> 'time' FROM claim_verdict AS v JOIN entry AS e ON e.n = v.entry "
      "JOIN record AS r ON r.id = v.record WHERE v.counts = 1 AND v.value NOT IN (?1, ?2) "
      "ORDER BY r.n, e.id",
      "ss", PANTAU_VERDICT_NONE, PANTAU_VERDICT_PENDING);

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0), at = unix_time (pantau_stmt_text (stmt, 2));

      if (!is_in_period (work->report, at))
        continue;
      g_array_append_val (found, n);
      g_array_append_val (times, at);
      g_ptr_array_add (values, g_strdup (pantau_stmt_text (stmt, 1)));
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      g_auto (Facts) facts = { 0 };
      gboolean asked;

      if (!read_facts (work, g_array_index (found, gint64, i), &facts, error))
        return FALSE;
      if (facts.id == NULL || !facts.counts)
        continue;
      if (!is_asked_for (work, &facts, &asked, error))
        return FALSE;
      if (!asked || !g_hash_table_add (told, g_strdup (facts.id)))
        continue;
      (*count_of (work->report->ended, HOAX))++;
      add_item (work, PANTAU_LAPSIT_LIST_DECIDED,
                new_item (&facts, g_ptr_array_index (values, i), g_array_index (times, gint64, i)));
    }

  return TRUE;
}

static gboolean
take_ended (PantauLapsitWork *work, const Facts *facts, gpointer told, GError **error)
{
  gint64 *count = count_of (work->report->ended, facts->kind);
  g_autofree char *status = NULL;
  gint64 when;

  if (count == NULL ||
      !find_end (work, facts, work->report->from, work->report->until, &status, &when, error))
    return count == NULL;
  if (when == 0 || !g_hash_table_add (told, g_strdup (facts->id)))
    return TRUE;
  (*count)++;
  add_item (work, PANTAU_LAPSIT_LIST_DECIDED, new_item (facts, status, when));

  return TRUE;
}

/* --- Overdue --- */

/* Before which moment a time limit ended, as the figure has it: that of a moment counts its second, that of a day all of it. */
static gint64
bound_of (const PantauLapsitWork *work)
{
  const PantauLapsit *report = work->report;

  if (report->state == PANTAU_LAPSIT_AT_MOMENT)
    return report->until + 1;

  return work->at == 0 ? report->until : pantau_situation_day_end (pantau_situation_day (work->at));
}

/* @sql: rows of (what, due) of a record (?1) that should have ended before ?2, which is @bound. */
static gboolean
add_due (PantauLapsitWork *work,
         const Facts *facts,
         const char *what,
         gint64 bound,
         const char *sql,
         GError **error)
{
  PantauStmt *stmt = pantau_db_query (work->db, sql, "si", facts->id, bound);

  while (pantau_stmt_next (stmt))
    add_item (work, PANTAU_LAPSIT_LIST_OVERDUE,
              new_item (facts, what != NULL ? what : pantau_stmt_text (stmt, 0),
                        pantau_stmt_integer (stmt, 1)));

  return pantau_stmt_finish (stmt, error);
}

static gboolean
take_overdue (PantauLapsitWork *work, PantauSituationMeasure measure, GError **error)
{
  const PantauLapsit *report = work->report;
  /* What waits for a reply or a treatment has no clock: it is of now. */
  gint64 at = measure == PANTAU_SITUATION_OVERDUE ? work->at : 0;
  g_autoptr (GArray) records =
      records_of (work, measure, at, report->state == PANTAU_LAPSIT_AT_MOMENT, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_auto (Facts) facts = { 0 };
      gboolean ok = read_facts (work, g_array_index (records, guint32, i), &facts, error);

      if (ok && facts.id != NULL && !is_told (report, facts.kind))
        continue;
      if (ok && facts.id != NULL && measure == PANTAU_SITUATION_OVERDUE)
        ok = at == 0
                 ? add_due (work, &facts, NULL, bound_of (work),
                            "SELECT rule, due_at FROM clock WHERE record = ?1 AND due_at < ?2 "
                            "AND ended_at IS NULL",
                            error)
                 : add_due (work, &facts, NULL, bound_of (work),
                            "SELECT rule, due_at FROM clock WHERE record = ?1 AND due_at < ?2 "
                            "AND (ended_at IS NULL OR ended_at >= ?2)",
                            error);
      else if (ok && facts.id != NULL && measure == PANTAU_SITUATION_REPLIES)
        ok = add_due (work, &facts, REPLY, report->until,
                      "SELECT '', due_at FROM forward WHERE record = ?1 AND waits = 1 AND due_at < ?2",
                      error);
      else if (ok && facts.id != NULL)
        ok = add_due (work, &facts, TREATED, report->until,
                      "SELECT '', due_at FROM treatment WHERE record = ?1 AND waits = 1 AND due_at < ?2",
                      error);
      if (!ok)
        return FALSE;
    }

  return records != NULL;
}

/* --- Late --- */

/* Here since the last cut, and recorded before its hour: in no report yet. */
static gboolean
take_late (PantauLapsitWork *work, GError **error)
{
  const PantauLapsit *report = work->report;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt;

  if (report->previous == NULL)
    return TRUE;
  stmt = pantau_db_query (work->db, "SELECT n FROM record WHERE n > ?1 ORDER BY n", "i",
                          report->previous_rows);
  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (found, n);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      g_auto (Facts) facts = { 0 };
      gboolean asked = FALSE;

      if (!read_facts (work, g_array_index (found, gint64, i), &facts, error))
        return FALSE;
      if (facts.id == NULL || !facts.counts || facts.recorded > report->from ||
          !is_told (report, facts.kind))
        continue;
      if (!is_asked_for (work, &facts, &asked, error))
        return FALSE;
      if (asked)
        add_item (work, PANTAU_LAPSIT_LIST_LATE, new_item (&facts, facts.status, facts.recorded));
    }

  return TRUE;
}

/* --- Corrected --- */

/* A value by which figures come out otherwise. */
static gboolean
is_counted (PantauLapsitWork *work, const char *kind, const char *name)
{
  static const char *const top[] = { "places", "election", "occurred", "outcome", NULL };
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (work->reference), kind);
  const PantauField *field = known != NULL ? pantau_kind_field (known, name) : NULL;

  return g_strv_contains (top, name) ||
         (field != NULL && (field->counted || field->type == PANTAU_FIELD_MATRIX));
}

static gboolean
changes_figures (PantauLapsitWork *work, const char *kind, const char *json)
{
  g_autoptr (JsonObject) body = json != NULL ? pantau_json_parse_known (json, NULL) : NULL;
  JsonObject *fields = body != NULL ? pantau_json_object (body, "fields") : NULL;
  g_autoptr (GList) names = fields != NULL ? json_object_get_members (fields) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (is_counted (work, kind, name->data))
      return TRUE;

  return FALSE;
}

/* Why a line makes a record of an earlier report count otherwise; NULL: it does not. A step that was taken since then is news, no correction. */
static const char *
reason_of (PantauLapsitWork *work, const char *kind, const char *type, gint64 when, const char *json)
{
  if (g_str_equal (type, PANTAU_TYPE_MOVE))
    return PANTAU_LAPSIT_MOVED;
  if (g_str_equal (type, PANTAU_TYPE_SET))
    return changes_figures (work, kind, json) ? PANTAU_LAPSIT_CHANGED : NULL;
  if (g_str_equal (type, PANTAU_TYPE_STATUS) && when <= work->report->from)
    return PANTAU_LAPSIT_LATE_STEP;

  return NULL;
}

/* A record, and why. */
typedef struct
{
  gint64 n;
  const char *why;
  gint64 when;
} Corrected;

/* Of each record that was here at the last cut: what came of it since then. The last reason stands for all. */
static gboolean
find_corrected (PantauLapsitWork *work, GArray *found, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (
      work->db,
      "SELECT r.n, e.type, e.header ->> 'time', b.json, e.kind, r.quarantine IS NOT NULL, r.status "
      "FROM entry AS e JOIN record AS r ON r.id = e.record LEFT JOIN body AS b ON b.entry = e.n "
      "WHERE e.n > ?1 AND e.n <= ?2 AND r.n <= ?1 ORDER BY e.n",
      "ii", work->report->previous_rows, work->report->cut.rows);

  while (pantau_stmt_next (stmt))
    {
      Corrected one = { .n = pantau_stmt_integer (stmt, 0),
                        .when = unix_time (pantau_stmt_text (stmt, 2)) };
      const char *kind = pantau_stmt_text (stmt, 4), *type = pantau_stmt_text (stmt, 1);
      const PantauStatus *status = status_of (work, kind, pantau_stmt_text (stmt, 6));
      gpointer place;

      one.why = reason_of (work, kind, type, one.when, pantau_stmt_text (stmt, 3));
      if (pantau_stmt_integer (stmt, 5) != 0)
        one.why = PANTAU_LAPSIT_QUARANTINE;
      else if (status != NULL && status->is_void && g_str_equal (type, PANTAU_TYPE_STATUS))
        one.why = PANTAU_LAPSIT_VOID;
      if (one.why == NULL)
        continue;
      if (g_hash_table_lookup_extended (places, &one.n, NULL, &place))
        {
          /* What takes it out of all figures is more than what changed it before. */
          if (!g_str_equal (g_array_index (found, Corrected, GPOINTER_TO_UINT (place)).why,
                            PANTAU_LAPSIT_VOID))
            g_array_index (found, Corrected, GPOINTER_TO_UINT (place)) = one;
          continue;
        }
      g_ptr_array_add (keys, g_memdup2 (&one.n, sizeof one.n));
      g_hash_table_insert (places, g_ptr_array_index (keys, keys->len - 1),
                           GUINT_TO_POINTER (found->len));
      g_array_append_val (found, one);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
take_corrected (PantauLapsitWork *work, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Corrected));

  if (work->report->previous == NULL)
    return TRUE;
  if (!find_corrected (work, found, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      const Corrected *one = &g_array_index (found, Corrected, i);
      g_auto (Facts) facts = { 0 };
      gboolean asked = FALSE;

      if (!read_facts (work, one->n, &facts, error))
        return FALSE;
      /* What was recorded after the hour of that report was not in it, though it was here. */
      if (facts.id == NULL || facts.recorded > work->report->from ||
          !is_told (work->report, facts.kind))
        continue;
      if (!is_asked_for (work, &facts, &asked, error))
        return FALSE;
      if (asked)
        add_item (work, PANTAU_LAPSIT_LIST_CORRECTED, new_item (&facts, one->why, one->when));
    }

  return TRUE;
}

/* --- What the report before said --- */

typedef struct
{
  const PantauLapsit *before;
  gint64 fresh[PANTAU_N_LAPSIT_KINDS];
  gint64 ended[PANTAU_N_LAPSIT_KINDS];
} Again;

static gboolean
count_new_again (PantauLapsitWork *work, const Facts *facts, gpointer data, GError **error)
{
  Again *again = data;
  gint64 *count = count_of (again->fresh, facts->kind);

  if (count != NULL && is_in_period (again->before, facts->recorded))
    (*count)++;

  return TRUE;
}

static void
add_revisions (PantauLapsitWork *work, const gint64 *said, const gint64 *now, gboolean is_ended)
{
  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    {
      PantauLapsitRevision *revision;

      if (said[i] == now[i])
        continue;
      revision = g_new0 (PantauLapsitRevision, 1);
      revision->is_ended = is_ended;
      revision->kind = g_strdup (pantau_situation_kind_code ((PantauSituationKind) i));
      revision->said = said[i];
      revision->now = now[i];
      g_ptr_array_add (work->report->revisions, revision);
    }
}

/* What was new in the period before, as it is known now. */
static gboolean
take_revisions (PantauLapsitWork *work, GError **error)
{
  Again again = { .before = work->order->previous };

  if (again.before == NULL)
    return TRUE;
  if (!each_of_days (work, PANTAU_SITUATION_NEW, again.before->from, again.before->until,
                     count_new_again, &again, error))
    return FALSE;
  add_revisions (work, again.before->fresh, again.fresh, FALSE);

  return TRUE;
}

gboolean
pantau_lapsit_fill_lists (PantauLapsitWork *work, GError **error)
{
  PantauLapsit *report = work->report;
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!each_of_days (work, PANTAU_SITUATION_NEW, report->from, report->until, take_new, NULL,
                     error) ||
      !take_verdicts (work, told, error) ||
      !each_of_days (work, PANTAU_SITUATION_ENDED, report->from, report->until, take_ended, told,
                     error) ||
      !take_overdue (work, PANTAU_SITUATION_OVERDUE, error) ||
      (report->is_at_cut && (!take_overdue (work, PANTAU_SITUATION_REPLIES, error) ||
                             !take_overdue (work, PANTAU_SITUATION_TREATMENTS, error))) ||
      !take_late (work, error) || !take_corrected (work, error) || !take_revisions (work, error))
    return FALSE;

  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    settle_list (&report->lists[i],
                 i == PANTAU_LAPSIT_LIST_OVERDUE ? compare_due : compare_items);

  return TRUE;
}
