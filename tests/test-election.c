/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elections: the built-in ones, the one that fits a day, damaged tables. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-reference.h"

static PantauReference *reference;
static PantauElections *elections;

static GDate
day (guint y, guint m, guint d)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);

  return date;
}

static void
test_known (void)
{
  const PantauElection *pemilu = pantau_elections_lookup (elections, "pemilu-2024");
  const PantauElection *pilkada = pantau_elections_lookup (elections, "pilkada-2024");
  const PantauElection *next = pantau_elections_lookup (elections, "pemilu-2029");
  GDate voting = day (2024, 11, 27);

  g_assert_nonnull (pemilu);
  g_assert_nonnull (pilkada);
  g_assert_nonnull (next);
  g_assert_cmpstr (pemilu->regime, ==, "pemilu");
  g_assert_cmpstr (pilkada->regime, ==, "pilkada");
  g_assert_cmpint (pemilu->tps, ==, 25985);
  g_assert_cmpint (pilkada->tps, ==, 13206);
  g_assert_cmpint (g_date_compare (&pilkada->voting_day, &voting), ==, 0);
  g_assert_false (g_date_valid (&next->voting_day));
  g_assert_null (pantau_elections_lookup (elections, "pemilu-1955"));
}

static void
test_default (void)
{
  const struct
  {
    GDate today;
    const char *code;
  } cases[] = {
    { day (2024, 2, 13), "pemilu-2024" },   { day (2024, 2, 14), "pemilu-2024" },
    { day (2024, 3, 20), "pemilu-2024" },   { day (2024, 10, 25), "pilkada-2024" },
    { day (2024, 11, 27), "pilkada-2024" }, { day (2025, 2, 1), "pilkada-2024" },
    { day (2027, 1, 1), "pemilu-2029" },    { day (2015, 1, 1), "pemilu-2024" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (pantau_elections_default (elections, &cases[i].today)->code, ==,
                     cases[i].code);
}

static void
test_stages (void)
{
  const PantauElection *election = pantau_elections_lookup (elections, "pilkada-2024");
  GDate quiet = day (2024, 11, 25), campaign = day (2024, 10, 25), later = day (2025, 6, 1);

  g_assert_cmpstr (pantau_election_stage_at (election, &quiet)->code, ==, "masa-tenang");
  g_assert_cmpstr (pantau_election_stage_at (election, &campaign)->code, ==, "kampanye");
  g_assert_null (pantau_election_stage_at (election, &later));
  g_assert_cmpstr (pantau_election_stage (election, "rekapitulasi")->name, ==,
                   "Rekapitulasi hasil");
  g_assert_null (pantau_election_stage (election, "x"));
}

static void
test_days_to (void)
{
  const PantauElection *pilkada = pantau_elections_lookup (elections, "pilkada-2024");
  const PantauElection *next = pantau_elections_lookup (elections, "pemilu-2029");
  const struct
  {
    GDate today;
    int days;
    const char *words;
  } cases[] = {
    { day (2024, 11, 15), 12, "D-12" },      { day (2024, 11, 26), 1, "D-1" },
    { day (2024, 11, 27), 0, "Voting day" }, { day (2024, 11, 30), -3, "D+3" },
    { day (2023, 11, 28), 365, "D-365" }, /* 2024 has a 29 February */
  };
  int days;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = pantau_election_countdown (pilkada, &cases[i].today);

      g_assert_true (pantau_election_days_to (pilkada, &cases[i].today, &days));
      g_assert_cmpint (days, ==, cases[i].days);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
  g_assert_false (pantau_election_days_to (next, &cases[0].today, &days));
  g_assert_null (pantau_election_countdown (next, &cases[0].today));
}

/* The day begins at midnight in WIB, seven hours before it does in UTC. */
static void
test_day_of (void)
{
  GDate before = pantau_election_day_of (G_GINT64_CONSTANT (1732640399)), /* 23.59.59 WIB */
      after = pantau_election_day_of (G_GINT64_CONSTANT (1732640400));
  GDate eve = day (2024, 11, 26), voting = day (2024, 11, 27);

  g_assert_cmpint (g_date_compare (&before, &eve), ==, 0);
  g_assert_cmpint (g_date_compare (&after, &voting), ==, 0);
}

/* A record may say any stage of an election. */
static void
test_stages_are_choices (void)
{
  GPtrArray *list = pantau_elections_list (elections);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (list, i);

      g_assert_cmpuint (election->stages->len, >, 0);
      for (guint j = 0; j < election->stages->len; j++)
        {
          const PantauStage *stage = g_ptr_array_index (election->stages, j);

          g_assert_nonnull (
              pantau_kinds_choice (pantau_reference_get_kinds (reference), "stage", stage->code));
        }
    }
}

static void
assert_damaged (const char *pemilihan, const char *tahapan, const char *part)
{
  g_autofree char *text =
      g_strconcat ("code,name,regime,voting_day,tps,dpt,basis,wilayah_edition\n", pemilihan, NULL);
  g_autofree char *stages = g_strconcat ("election,code,name,start,end\n", tahapan, NULL);
  g_autoptr (GBytes) first = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) second = g_bytes_new (stages, strlen (stages));
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_elections_new (first, second, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not name “%s”", error->message, part);
}

static void
test_damaged (void)
{
  const char *good = "a,A,pemilu,2024-02-14,1,1,x,y\n";

  assert_damaged ("a,A,pemilu,2024-02-30,1,1,x,y\n", "", "pemilihan.csv, line 2");
  assert_damaged ("a,A,pemilu,14/2/2024,1,1,x,y\n", "", "pemilihan.csv, line 2");
  assert_damaged ("a,A,pilpres,,1,1,x,y\n", "", "pemilihan.csv, line 2");
  assert_damaged ("a,A,pemilu,,many,1,x,y\n", "", "pemilihan.csv, line 2");
  assert_damaged ("", "", "pemilihan.csv");
  assert_damaged (good, "b,k,K,,\n", "tahapan.csv, line 2");
  assert_damaged (good, "a,k,K,2024-02-02,2024-02-01\n", "tahapan.csv, line 2");
  assert_damaged (good, "a,k,K,,\na,k,K,,\n", "tahapan.csv, line 3");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  elections = pantau_reference_get_elections (reference);

  g_test_add_func ("/election/known", test_known);
  g_test_add_func ("/election/default", test_default);
  g_test_add_func ("/election/days-to", test_days_to);
  g_test_add_func ("/election/day-of", test_day_of);
  g_test_add_func ("/election/stages", test_stages);
  g_test_add_func ("/election/stages-are-choices", test_stages_are_choices);
  g_test_add_func ("/election/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
