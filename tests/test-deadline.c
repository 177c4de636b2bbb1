/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clocks: examples counted by hand on a calendar of the wall, and a second counting that walks the lines of libur.csv day by day and
 * shares no code with the first.
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-reference.h"

#define N_RANDOM 6000

static PantauReference *reference;
static PantauDeadlines *deadlines;

/* "2024-11-27 16:05:00" in WIB. */
static gint64
at (const char *text)
{
  g_autofree char *iso = g_strconcat (text, "+07:00", NULL);
  g_autoptr (GDateTime) time = NULL;

  iso[10] = 'T';
  time = g_date_time_new_from_iso8601 (iso, NULL);
  g_assert_nonnull (time);

  return g_date_time_to_unix (time);
}

static char *
text_of (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) wib = g_date_time_add_hours (utc, 7);

  return g_date_time_format (wib, "%Y-%m-%d %H:%M:%S");
}

static PantauFacts *
facts_of (const char *kind, const char *regime)
{
  const PantauElection *election =
      pantau_elections_lookup (pantau_reference_get_elections (reference),
                               g_strcmp0 (regime, "pilkada") == 0 ? "pilkada-2024" : "pemilu-2024");

  return pantau_facts_new (kind, regime, &election->voting_day);
}

/* The clock of @rule, which must have begun. (transfer full) */
static PantauClock *
clock_of (PantauFacts *facts, const char *rule)
{
  g_autoptr (GPtrArray) clocks = pantau_deadlines_count (deadlines, facts);

  for (guint i = 0; i < clocks->len; i++)
    if (g_str_equal (((PantauClock *) g_ptr_array_index (clocks, i))->rule->code, rule))
      return g_ptr_array_steal_index (clocks, i);
  g_error ("no clock %s", rule);
}

static gboolean
has_clock (PantauFacts *facts, const char *rule)
{
  g_autoptr (GPtrArray) clocks = pantau_deadlines_count (deadlines, facts);

  for (guint i = 0; i < clocks->len; i++)
    if (g_str_equal (((PantauClock *) g_ptr_array_index (clocks, i))->rule->code, rule))
      return TRUE;

  return FALSE;
}

/* @other: NULL where nothing is disputed */
static void
assert_due (const PantauClock *clock, const char *due, const char *other)
{
  g_autofree char *got = text_of (clock->due), *got_other = text_of (clock->other_due);

  g_assert_cmpstr (got, ==, due);
  g_assert_true (clock->is_disputed == (other != NULL));
  if (other != NULL)
    g_assert_cmpstr (got_other, ==, other);
  else
    g_assert_cmpint (clock->other_due, ==, 0);
}

typedef struct
{
  const char *regime, *rule, *event, *when, *due, *other;
} Example;

static void
check_examples (const Example *examples, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const Example *example = &examples[i];
      g_autoptr (PantauFacts) facts = facts_of ("neutrality", example->regime);
      g_autoptr (PantauClock) clock = NULL;

      if (g_str_has_prefix (example->rule, "temuan"))
        pantau_facts_add_value (facts, "case_origin", "temuan");
      pantau_facts_add_event (facts, example->event, at (example->when));
      clock = clock_of (facts, example->rule);
      assert_due (clock, example->due, example->other);
      g_assert_false (clock->is_estimate);
      g_assert_cmpstr (clock->event, ==, example->event);
    }
}

static void
test_lebaran (void)
{
  static const Example examples[] = {
    /* 5 April is the last working day before it; the next is the 16th. */
    { "pemilu", "lapor-pemilu", "known", "2024-04-05 10:00:00", "2024-04-23 23:59:59",
      "2024-04-24 23:59:59" },
    /* Known on a day off: day 1 is the 16th in either way of counting. */
    { "pemilu", "lapor-pemilu", "known", "2024-04-06 10:00:00", "2024-04-24 23:59:59", NULL },
    { "pemilu", "lapor-pemilu", "known", "2024-04-15 23:30:00", "2024-04-24 23:59:59", NULL },
  };

  check_examples (examples, G_N_ELEMENTS (examples));
}

static void
test_joint_leave (void)
{
  static const Example examples[] = {
    /* 9 May a holiday, 10 May cuti bersama: 8, 13, 14, 15, 16, 17, 20. */
    { "pemilu", "lapor-pemilu", "known", "2024-05-08 09:00:00", "2024-05-20 23:59:59",
      "2024-05-21 23:59:59" },
    { "pemilu", "kajian-awal-pemilu", "field:report_received", "2024-05-08 09:00:00",
      "2024-05-13 23:59:59", "2024-05-14 23:59:59" },
  };

  check_examples (examples, G_N_ELEMENTS (examples));
}

static void
test_new_year (void)
{
  static const Example examples[] = {
    /* 23, 24, 27, 30, 31 December, 2, 3 January; the next is Monday the 6th. */
    { "pemilu", "lapor-pemilu", "known", "2024-12-23 08:00:00", "2025-01-03 23:59:59",
      "2025-01-06 23:59:59" },
    { "pilkada", "temuan-pilkada", "known", "2024-12-28 08:00:00", "2025-01-03 23:59:59",
      "2025-01-04 23:59:59" },
  };

  check_examples (examples, G_N_ELEMENTS (examples));
}

/* Both regimes on the days of voting; under Pilkada a report must be brought before the office closes. */
static void
test_voting_day (void)
{
  static const Example examples[] = {
    { "pemilu", "lapor-pemilu", "known", "2024-02-14 13:00:00", "2024-02-23 23:59:59", NULL },
    { "pilkada", "lapor-pilkada", "known", "2024-11-27 16:05:00", "2024-12-03 16:00:00",
      "2024-12-04 16:00:00" },
  };

  check_examples (examples, G_N_ELEMENTS (examples));
}

/* The law says “hari” where the rule of thumb is working days: of four dates the earliest, and the latest beside it. */
static void
test_finding (void)
{
  static const Example examples[] = {
    { "pemilu", "temuan-pemilu", "known", "2024-12-02 08:00:00", "2024-12-08 23:59:59",
      "2024-12-11 23:59:59" },
  };

  check_examples (examples, G_N_ELEMENTS (examples));
}

static void
test_sbt (void)
{
  static const Example examples[] = {
    { "pilkada", "sbt-verifikasi", "field:sbt_received", "2024-12-02 08:00:00",
      "2024-12-08 23:59:59", "2024-12-09 23:59:59" },
    { "pilkada", "sbt-validasi", "field:sbt_verified", "2024-12-06 08:00:00", "2024-12-10 23:59:59",
      "2024-12-11 23:59:59" },
  };
  g_autoptr (PantauFacts) soldier = facts_of ("neutrality", "pilkada");
  g_autoptr (PantauFacts) earlier = facts_of ("neutrality", "pilkada");

  check_examples (examples, G_N_ELEMENTS (examples));

  /* SBT is for civil servants, and there was none before 24 August 2024. */
  pantau_facts_add_value (soldier, "party_category", "tni");
  pantau_facts_add_event (soldier, "field:sbt_received", at ("2024-12-02 08:00:00"));
  g_assert_false (has_clock (soldier, "sbt-verifikasi"));
  pantau_facts_add_event (earlier, "field:sbt_received", at ("2024-08-23 08:00:00"));
  g_assert_false (has_clock (earlier, "sbt-verifikasi"));
}

/* Reports are taken from 08.00 to 16.00: the one of 16.05 is of the next working day, or of voting day. */
static void
test_intake (void)
{
  static const struct
  {
    const char *came, *start, *due;
  } cases[] = {
    { "2024-11-22 16:00:00", "2024-11-22 16:00:00", "2024-11-23 23:59:59" },
    { "2024-11-22 16:00:01", "2024-11-25 08:00:00", "2024-11-26 23:59:59" },
    { "2024-11-22 16:05:00", "2024-11-25 08:00:00", "2024-11-26 23:59:59" },
    { "2024-11-26 16:05:00", "2024-11-27 08:00:00", "2024-11-28 23:59:59" },
    { "2024-12-24 16:05:00", "2024-12-27 08:00:00", "2024-12-28 23:59:59" },
    { "2024-11-25 07:10:00", "2024-11-25 08:00:00", "2024-11-26 23:59:59" },
    { "2024-11-27 10:00:00", "2024-11-27 10:00:00", "2024-11-28 23:59:59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauFacts) facts = facts_of ("other", "pilkada");
      g_autoptr (PantauClock) clock = NULL;
      g_autofree char *start = NULL, *due = NULL;

      pantau_facts_add_event (facts, "field:report_received", at (cases[i].came));
      clock = clock_of (facts, "kajian-awal-pilkada");
      start = text_of (clock->start);
      due = text_of (clock->due);
      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpstr (due, ==, cases[i].due);
      g_assert_cmpint (clock->event_at, ==, at (cases[i].came));
    }
}

static void
test_extension (void)
{
  static const struct
  {
    const char *regime, *rule, *event, *when, *due, *other, *longer, *longer_other;
  } cases[] = {
    /* Nyepi and its cuti bersama on 11 and 12 March. */
    { "pemilu", "tindak-lanjut-pemilu", "status:diregistrasi", "2024-03-04 09:00:00",
      "2024-03-14 23:59:59", "2024-03-15 23:59:59", "2024-03-25 23:59:59", "2024-03-26 23:59:59" },
    { "pilkada", "tindak-lanjut-pilkada", "field:report_received", "2024-12-02 10:00:00",
      "2024-12-04 23:59:59", "2024-12-05 23:59:59", "2024-12-06 23:59:59", "2024-12-07 23:59:59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauFacts) facts = facts_of ("neutrality", cases[i].regime);
      g_autoptr (PantauClock) before = NULL, after = NULL, doubtful = NULL;

      pantau_facts_add_event (facts, cases[i].event, at (cases[i].when));
      before = clock_of (facts, cases[i].rule);
      assert_due (before, cases[i].due, cases[i].other);
      g_assert_false (before->is_extended);

      pantau_facts_add_value (facts, "follow_up_extended", "true");
      after = clock_of (facts, cases[i].rule);
      assert_due (after, cases[i].longer, cases[i].longer_other);
      g_assert_true (after->is_extended);

      /* Somebody says that it is not: until that is settled, the shorter time. */
      pantau_facts_add_value (facts, "follow_up_extended", "false");
      doubtful = clock_of (facts, cases[i].rule);
      assert_due (doubtful, cases[i].due, cases[i].other);
    }
}

/* Hours go on over midnight, holidays and the year's end. */
static void
test_hours (void)
{
  g_autoptr (PantauFacts) risk = facts_of ("risk", "pilkada"), crime = facts_of ("other", "pemilu");
  g_autoptr (PantauClock) on_site = NULL, meeting = NULL;

  pantau_facts_add_event (risk, "forward:bpbd", at ("2024-12-31 23:10:00"));
  on_site = clock_of (risk, "bpbd-lokasi");
  assert_due (on_site, "2025-01-01 01:10:00", NULL);

  pantau_facts_add_event (crime, "field:gakkumdu_received", at ("2024-02-14 22:30:00"));
  meeting = clock_of (crime, "gakkumdu-pertama");
  assert_due (meeting, "2024-02-15 22:30:00", NULL);
}

/* What rests on days that no decree has settled is an estimate; days of the calendar never are. */
static void
test_estimate (void)
{
  g_autoptr (PantauFacts) working = facts_of ("other", "pemilu");
  g_autoptr (PantauFacts) calendar = facts_of ("other", "pilkada");
  g_autoptr (PantauFacts) late = facts_of ("other", "pilkada");
  g_autoptr (PantauClock) one = NULL, two = NULL, three = NULL;

  pantau_facts_add_event (working, "known", at ("2027-03-03 08:00:00"));
  one = clock_of (working, "lapor-pemilu");
  g_assert_true (one->is_estimate);
  pantau_facts_add_event (calendar, "known", at ("2027-03-03 08:00:00"));
  two = clock_of (calendar, "lapor-pilkada");
  g_assert_false (two->is_estimate);
  /* The next working day decides the start. */
  pantau_facts_add_event (late, "field:report_received", at ("2027-03-03 17:00:00"));
  three = clock_of (late, "kajian-awal-pilkada");
  g_assert_true (three->is_estimate);
}

/* Not of the event, where it is said when it became known; the earlier where people differ. */
static void
test_start (void)
{
  g_autoptr (PantauFacts) facts = facts_of ("other", "pilkada");
  g_autoptr (PantauClock) of_event = NULL, of_known = NULL, of_earlier = NULL;

  pantau_facts_add_event (facts, "occurred", at ("2024-11-20 08:00:00"));
  of_event = clock_of (facts, "lapor-pilkada");
  g_assert_cmpstr (of_event->event, ==, "occurred");
  pantau_facts_add_event (facts, "known", at ("2024-11-25 08:00:00"));
  of_known = clock_of (facts, "lapor-pilkada");
  assert_due (of_known, "2024-12-01 16:00:00", "2024-12-02 16:00:00");
  pantau_facts_add_event (facts, "known", at ("2024-11-24 08:00:00"));
  of_earlier = clock_of (facts, "lapor-pilkada");
  assert_due (of_earlier, "2024-11-30 16:00:00", "2024-12-01 16:00:00");
}

static void
test_states (void)
{
  g_autoptr (PantauFacts) facts = facts_of ("other", "pilkada");
  g_autoptr (PantauClock) running = NULL, met = NULL, late = NULL, stopped = NULL;

  pantau_facts_add_event (facts, "field:told_at", at ("2024-12-02 10:00:00"));
  running = clock_of (facts, "lengkapi-pilkada");
  assert_due (running, "2024-12-03 16:00:00", "2024-12-04 16:00:00");
  g_assert_cmpint (pantau_clock_state (running, running->due), ==, PANTAU_CLOCK_RUNNING);
  g_assert_cmpint (pantau_clock_state (running, running->due + 1), ==, PANTAU_CLOCK_MISSED);

  pantau_facts_close (facts, at ("2024-12-02 11:00:00"));
  stopped = clock_of (facts, "lengkapi-pilkada");
  g_assert_cmpint (pantau_clock_state (stopped, running->due + 1), ==, PANTAU_CLOCK_STOPPED);

  /* Of an earlier round: it ends nothing that began later. */
  pantau_facts_add_event (facts, "status:diregistrasi", at ("2024-12-01 10:00:00"));
  pantau_facts_add_event (facts, "field:completed_at", at ("2024-12-03 15:00:00"));
  met = clock_of (facts, "lengkapi-pilkada");
  g_assert_cmpint (pantau_clock_state (met, running->due + 1), ==, PANTAU_CLOCK_MET);
  g_assert_cmpstr (met->ended_by, ==, "field:completed_at");

  /* Another says that it was the day after: disputed, so it does not pass for early. */
  pantau_facts_add_event (facts, "field:completed_at", at ("2024-12-04 15:00:00"));
  late = clock_of (facts, "lengkapi-pilkada");
  g_assert_cmpint (pantau_clock_state (late, 0), ==, PANTAU_CLOCK_LATE);
}

static void
test_regimes (void)
{
  g_autoptr (PantauFacts) pemilu = facts_of ("other", "pemilu");
  g_autoptr (PantauFacts) unknown = facts_of ("other", NULL);
  g_autoptr (PantauFacts) hoax = facts_of ("hoax", "pemilu");

  pantau_facts_add_event (pemilu, "known", at ("2024-12-02 10:00:00"));
  g_assert_true (has_clock (pemilu, "lapor-pemilu"));
  g_assert_false (has_clock (pemilu, "lapor-pilkada"));
  pantau_facts_add_event (unknown, "known", at ("2024-12-02 10:00:00"));
  g_assert_false (has_clock (unknown, "lapor-pemilu"));
  pantau_facts_add_event (hoax, "known", at ("2024-12-02 10:00:00"));
  g_assert_false (has_clock (hoax, "lapor-pemilu"));
}

static void
test_data (void)
{
  GPtrArray *rules = pantau_deadlines_list (deadlines);

  g_assert_cmpuint (rules->len, >=, 20);
  for (guint i = 0; i < rules->len; i++)
    {
      const PantauDeadline *rule = g_ptr_array_index (rules, i);

      g_assert_cmpstr (rule->basis, !=, "");
      g_assert_cmpstr (rule->name.id, !=, "");
      g_assert_cmpstr (rule->name.en, !=, "");
      /* What is not sourced says so, in the text that is shown and in the flag. */
      g_assert_true (rule->unsure == (strstr (rule->basis, "(GK)") != NULL));
    }
}

/* The second counting: days as texts, holidays as lines of the file. */
typedef struct
{
  GHashTable *off;       /* "2024-04-10" → status of the line that is surest */
  GHashTable *doubtful;  /* "2027": not all decreed */
  GHashTable *tabulated; /* "2024" */
} Table;

static void
table_read (Table *self)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, "libur.csv", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->off = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->doubtful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tabulated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *status = strrchr (lines[i], ',');
      const char *known;
      g_autofree char *date = NULL;

      if (!g_ascii_isdigit (lines[i][0]))
        continue;
      date = g_strndup (lines[i], 10);
      known = g_hash_table_lookup (self->off, date);
      g_hash_table_add (self->tabulated, g_strndup (date, 4));
      if (!g_str_equal (status, ",resmi"))
        g_hash_table_add (self->doubtful, g_strndup (date, 4));
      if (known == NULL || g_str_equal (known, ",perkiraan"))
        g_hash_table_insert (self->off, g_strdup (date), g_strdup (status));
    }
}

static void
table_clear (Table *self)
{
  g_hash_table_unref (self->off);
  g_hash_table_unref (self->doubtful);
  g_hash_table_unref (self->tabulated);
}

/* The @n-th day as text, walking by noon of each day. */
static char *
walk (const Table *table, gint64 when, gboolean included, int n, gboolean working, gboolean *guess)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_identifier ("+07");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, wib);
  int counted = 0;

  for (gboolean first = TRUE;; first = FALSE)
    {
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      g_autofree char *year = g_strndup (date, 4);
      const char *off = g_hash_table_lookup (table->off, date);
      GDateTime *next;

      if (!first || included)
        {
          gboolean weekend = g_date_time_get_day_of_week (day) > 5;

          if (working && !weekend &&
              (off != NULL ? g_str_equal (off, ",perkiraan")
                           : g_hash_table_contains (table->doubtful, year) ||
                                 !g_hash_table_contains (table->tabulated, year)))
            *guess = TRUE;
          if (!working || (!weekend && off == NULL))
            counted++;
          if (counted == n)
            return g_steal_pointer (&date);
        }
      next = g_date_time_add_days (day, 1);
      g_date_time_unref (day);
      day = next;
    }
}

static void
test_second_counting (void)
{
  static const struct
  {
    const char *regime, *rule, *event, *end;
    int n;
    gboolean working;
  } rules[] = {
    { "pemilu", "lapor-pemilu", "known", "23:59:59", 7, TRUE },
    { "pilkada", "lapor-pilkada", "known", "16:00:00", 7, FALSE },
    { "pemilu", "kajian-awal-pemilu", "field:report_received", "23:59:59", 2, TRUE },
    { "pemilu", "tindak-lanjut-pemilu", "field:registered_at", "23:59:59", 7, TRUE },
    { "pilkada", "penyidikan-pilkada", "field:police_received", "23:59:59", 14, TRUE },
    { "pilkada", "lengkapi-pilkada", "field:told_at", "16:00:00", 2, FALSE },
  };
  gint64 first = at ("2022-01-01 00:00:00"), last = at ("2029-12-31 23:59:59");
  guint estimates = 0, disputes = 0;
  Table table;

  table_read (&table);
  g_assert_cmpuint (g_hash_table_size (table.off), >, 80);
  for (guint i = 0; i < N_RANDOM; i++)
    {
      guint at_rule = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (rules));
      gint64 when = first + (gint64) (g_test_rand_double () * (double) (last - first));
      g_autoptr (PantauFacts) facts = facts_of ("neutrality", rules[at_rule].regime);
      g_autoptr (PantauClock) clock = NULL;
      g_autofree char *with = NULL, *without = NULL, *due = NULL, *other = NULL;
      gboolean guess = FALSE;

      with = walk (&table, when, TRUE, rules[at_rule].n, rules[at_rule].working, &guess);
      without = walk (&table, when, FALSE, rules[at_rule].n, rules[at_rule].working, &guess);
      due = g_strconcat (with, " ", rules[at_rule].end, NULL);
      other = g_strconcat (without, " ", rules[at_rule].end, NULL);

      pantau_facts_add_event (facts, rules[at_rule].event, when);
      clock = clock_of (facts, rules[at_rule].rule);
      assert_due (clock, due, g_str_equal (due, other) ? NULL : other);
      g_assert_true (clock->is_estimate == guess);
      estimates += guess;
      disputes += clock->is_disputed;
    }
  table_clear (&table);

  /* Or it would not have been worth it. */
  g_assert_cmpuint (estimates, >, N_RANDOM / 20);
  g_assert_cmpuint (disputes, >, N_RANDOM / 2);
  g_assert_cmpuint (disputes, <, N_RANDOM);
}

/* Any moment that a ledger may hold, however foolish. */
static void
test_far (void)
{
  const gint64 moments[] = { G_MININT64, at ("0001-01-01 08:00:00"), 0, at ("9999-12-31 23:59:59"),
                             G_MAXINT64 / 4 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (PantauFacts) facts = facts_of ("other", "pilkada");
      g_autoptr (GPtrArray) clocks = NULL;

      pantau_facts_add_event (facts, "field:report_received", moments[i]);
      pantau_facts_add_event (facts, "known", moments[i]);
      clocks = pantau_deadlines_count (deadlines, facts);
      g_assert_cmpuint (clocks->len, <=, 4);
    }
}

#define RULE(members)                                                                              \
  "{\"rules\": [\n{\"code\": \"x\", \"name\": {\"id\": \"x\", \"en\": \"x\"}, \"basis\": \"x\", "  \
  "\"kinds\": [\"other\"], \"regime\": \"any\", " members "}]}"

static void
test_damaged (void)
{
  static const char *const texts[] = {
    RULE ("\"from\": [\"knwon\"], \"ends\": [\"known\"], \"n\": 1, \"unit\": \"jam\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"status:slesai\"], \"n\": 1, \"unit\": \"jam\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"field:amount\"], \"n\": 1, \"unit\": \"jam\""),
    RULE ("\"from\": [\"forward:bpdb\"], \"ends\": [\"known\"], \"n\": 1, \"unit\": \"jam\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 0, \"unit\": \"jam\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 1, \"unit\": \"minggu\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 1, \"unit\": \"hari\""),
    RULE ("\"from\": [\"known\"], \"ends\": [], \"n\": 1, \"unit\": \"jam\""),
    RULE ("\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 1, \"unit\": \"jam\", "
          "\"valid_from\": \"2024-2-1\""),
    RULE (
        "\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 3, \"unit\": \"hari\", "
        "\"first_day\": \"included\", \"extension\": {\"field\": \"follow_up_extended\", \"n\": 3, "
        "\"basis\": \"x\"}"),
    RULE ("\"from\": [\"known\"], \"ends\": [\"known\"], \"n\": 3, \"unit\": \"hari\", "
          "\"first_day\": \"included\", \"hours\": {\"opens\": \"16.00\", \"closes\": \"08.00\", "
          "\"applies\": \"end\"}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauDeadlines) read = pantau_deadlines_new (
          bytes, pantau_reference_get_kinds (reference), pantau_reference_get_statuses (reference),
          pantau_reference_get_agencies (reference), pantau_reference_get_calendar (reference),
          &error);

      if (read != NULL)
        g_error ("taken: %s", texts[i]);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "tenggat.json, line 2"));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  deadlines = pantau_reference_get_deadlines (reference);

  g_test_add_func ("/deadline/lebaran", test_lebaran);
  g_test_add_func ("/deadline/joint-leave", test_joint_leave);
  g_test_add_func ("/deadline/new-year", test_new_year);
  g_test_add_func ("/deadline/voting-day", test_voting_day);
  g_test_add_func ("/deadline/finding", test_finding);
  g_test_add_func ("/deadline/sbt", test_sbt);
  g_test_add_func ("/deadline/intake", test_intake);
  g_test_add_func ("/deadline/extension", test_extension);
  g_test_add_func ("/deadline/hours", test_hours);
  g_test_add_func ("/deadline/estimate", test_estimate);
  g_test_add_func ("/deadline/start", test_start);
  g_test_add_func ("/deadline/states", test_states);
  g_test_add_func ("/deadline/regimes", test_regimes);
  g_test_add_func ("/deadline/data", test_data);
  g_test_add_func ("/deadline/second-counting", test_second_counting);
  g_test_add_func ("/deadline/far", test_far);
  g_test_add_func ("/deadline/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
