/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Elections and their stages. Which regime an election has decides later which statutory clocks
 * apply, so it is data and never guessed from a date.
 */

#include "config.h"

#include "pantau-election.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-csv.h"
#include "pantau-error.h"

#define DAYS_OF_CASES 183 /* how long after a voting day its cases are the usual work (GK) */

struct _PantauElections
{
  gatomicrefcount ref_count;
  GPtrArray *list;
};

static void
stage_free (gpointer data)
{
  PantauStage *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

static void
election_free (gpointer data)
{
  PantauElection *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self->regime);
  g_free (self->basis);
  g_free (self->wilayah_edition);
  g_ptr_array_unref (self->stages);
  g_free (self);
}

/* YYYY-MM-DD or empty. */
static GDate
read_day (PantauCsv *csv, guint column)
{
  const char *text = pantau_csv_get (csv, column);
  GDate day;
  guint y, m, d;
  int end = 0;

  g_date_clear (&day, 1);
  if (*text == '\0')
    return day;

  if (strlen (text) == 10 && sscanf (text, "%4u-%2u-%2u%n", &y, &m, &d, &end) == 3 && end == 10 &&
      g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    g_date_set_dmy (&day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  else
    pantau_csv_fail (csv, _ ("“%s” is not a date (YYYY-MM-DD)"), text);

  return day;
}

static gint64
read_count (PantauCsv *csv, guint column)
{
  const char *text = pantau_csv_get (csv, column);
  gint64 value = -1;

  if (*text != '\0' && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &value, NULL))
    pantau_csv_fail (csv, _ ("“%s” is not a number"), text);

  return value;
}

static gboolean
read_elections (PantauElections *self, GBytes *bytes, GError **error)
{
  static const char *const columns[] = { "code", "name",  "regime",          "voting_day", "tps",
                                         "dpt",  "basis", "wilayah_edition", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("pemilihan.csv", bytes, columns);

  while (pantau_csv_next (csv))
    {
      PantauElection *election = g_new0 (PantauElection, 1);

      election->code = g_strdup (pantau_csv_get (csv, 0));
      election->name = g_strdup (pantau_csv_get (csv, 1));
      election->regime = g_strdup (pantau_csv_get (csv, 2));
      election->voting_day = read_day (csv, 3);
      election->tps = read_count (csv, 4);
      election->dpt = read_count (csv, 5);
      election->basis = g_strdup (pantau_csv_get (csv, 6));
      election->wilayah_edition = g_strdup (pantau_csv_get (csv, 7));
      election->stages = g_ptr_array_new_with_free_func (stage_free);

      if (*election->code == '\0' || *election->name == '\0')
        pantau_csv_fail (csv, "%s", _ ("code or name is missing"));
      if (pantau_elections_lookup (self, election->code) != NULL)
        pantau_csv_fail (csv, _ ("the code %s is given twice"), election->code);
      if (!g_str_equal (election->regime, "pemilu") && !g_str_equal (election->regime, "pilkada"))
        pantau_csv_fail (csv, _ ("the regime “%s” is neither pemilu nor pilkada"),
                         election->regime);

      g_ptr_array_add (self->list, election);
    }

  if (self->list->len == 0)
    pantau_csv_fail (csv, "%s", _ ("there is no election"));

  return pantau_csv_finish (csv, error);
}

static gboolean
read_stages (PantauElections *self, GBytes *bytes, GError **error)
{
  static const char *const columns[] = { "election", "code", "name", "start", "end", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("tahapan.csv", bytes, columns);

  while (pantau_csv_next (csv))
    {
      const PantauElection *election = pantau_elections_lookup (self, pantau_csv_get (csv, 0));
      PantauStage *stage;

      if (election == NULL)
        {
          pantau_csv_fail (csv, _ ("no election has the code “%s”"), pantau_csv_get (csv, 0));
          break;
        }

      stage = g_new0 (PantauStage, 1);
      stage->code = g_strdup (pantau_csv_get (csv, 1));
      stage->name = g_strdup (pantau_csv_get (csv, 2));
      stage->start = read_day (csv, 3);
      stage->end = read_day (csv, 4);
      if (pantau_election_stage (election, stage->code) != NULL)
        pantau_csv_fail (csv, _ ("the code %s is given twice"), stage->code);
      if (g_date_valid (&stage->start) && g_date_valid (&stage->end) &&
          g_date_compare (&stage->start, &stage->end) > 0)
        pantau_csv_fail (csv, "%s", _ ("the stage ends before it begins"));
      g_ptr_array_add (election->stages, stage);
    }

  return pantau_csv_finish (csv, error);
}

PantauElections *
pantau_elections_new (GBytes *pemilihan, GBytes *tahapan, GError **error)
{
  g_autoptr (PantauElections) self = g_new0 (PantauElections, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (election_free);

  if (!read_elections (self, pemilihan, error) || !read_stages (self, tahapan, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauElections *
pantau_elections_ref (PantauElections *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_elections_unref (PantauElections *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->list);
  g_free (self);
}

GPtrArray *
pantau_elections_list (PantauElections *self)
{
  return self->list;
}

const PantauElection *
pantau_elections_lookup (PantauElections *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (self->list, i);

      if (g_str_equal (election->code, code))
        return election;
    }

  return NULL;
}

const PantauElection *
pantau_elections_default (PantauElections *self, const GDate *today)
{
  const PantauElection *next = NULL, *undated = NULL, *last = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (self->list, i);
      const GDate *day = &election->voting_day;

      if (!g_date_valid (day))
        undated = undated != NULL ? undated : election;
      else if (g_date_compare (day, today) >= 0)
        next = next == NULL || g_date_compare (day, &next->voting_day) < 0 ? election : next;
      else
        last = last == NULL || g_date_compare (day, &last->voting_day) > 0 ? election : last;
    }

  if (last != NULL && g_date_days_between (&last->voting_day, today) <= DAYS_OF_CASES &&
      (next == NULL || g_date_days_between (today, &next->voting_day) > DAYS_OF_CASES))
    return last;

  return next != NULL ? next : undated != NULL ? undated : last;
}

const PantauStage *
pantau_election_stage (const PantauElection *self, const char *code)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      const PantauStage *stage = g_ptr_array_index (self->stages, i);

      if (g_str_equal (stage->code, code))
        return stage;
    }

  return NULL;
}

const PantauStage *
pantau_election_stage_at (const PantauElection *self, const GDate *day)
{
  for (guint i = self->stages->len; i > 0; i--)
    {
      const PantauStage *stage = g_ptr_array_index (self->stages, i - 1);

      if (g_date_valid (&stage->start) && g_date_valid (&stage->end) &&
          g_date_compare (&stage->start, day) <= 0 && g_date_compare (day, &stage->end) <= 0)
        return stage;
    }

  return NULL;
}

gboolean
pantau_election_days_to (const PantauElection *self, const GDate *day, int *days)
{
  if (!g_date_valid (&self->voting_day))
    return FALSE;
  *days = g_date_days_between (day, &self->voting_day);

  return TRUE;
}

char *
pantau_election_countdown (const PantauElection *self, const GDate *day)
{
  int days;

  if (!pantau_election_days_to (self, day, &days))
    return NULL;
  /* Translators: the day of voting itself; Indonesian: "Hari H" */
  if (days == 0)
    return g_strdup (C_ ("countdown", "Voting day"));
  /* Translators: so many days before the day of voting; Indonesian: "H-12" */
  if (days > 0)
    return g_strdup_printf (_ ("D-%d"), days);

  /* Translators: so many days after the day of voting; Indonesian: "H+3" */
  return g_strdup_printf (_ ("D+%d"), -days);
}

GDate
pantau_election_day_of (gint64 when)
{
  g_autoptr (GDateTime) wib = g_date_time_new_from_unix_utc (when + 7 * 3600);
  GDate day;

  g_date_clear (&day, 1);
  if (wib != NULL)
    g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (wib),
                    (GDateMonth) g_date_time_get_month (wib),
                    (GDateYear) g_date_time_get_year (wib));

  return day;
}
