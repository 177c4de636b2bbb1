/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: elections, and what the checklists of an activity open. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-checklist.h"
#include "pantau-console.h"
#include "pantau-edit-checklist.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-words.h"

static void
set_day (JsonObject *object, const char *name, const GDate *day)
{
  char text[16];

  if (!g_date_valid (day))
    {
      json_object_set_null_member (object, name);
      return;
    }
  g_snprintf (text, sizeof text, "%04u-%02u-%02u", g_date_get_year (day), g_date_get_month (day),
              g_date_get_day (day));
  json_object_set_string_member (object, name, text);
}

static void
set_count (JsonObject *object, const char *name, gint64 count)
{
  if (count >= 0)
    json_object_set_int_member (object, name, count);
  else
    json_object_set_null_member (object, name);
}

static JsonArray *
stages_array (const PantauElection *election)
{
  JsonArray *stages = json_array_new ();

  for (guint i = 0; i < election->stages->len; i++)
    {
      const PantauStage *stage = g_ptr_array_index (election->stages, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "code", stage->code);
      json_object_set_string_member (object, "name", stage->name);
      set_day (object, "start", &stage->start);
      set_day (object, "end", &stage->end);
      json_array_add_object_element (stages, object);
    }

  return stages;
}

static void
print_election_json (const PantauElection *election, const GDate *today, gboolean is_current)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *countdown = pantau_election_countdown (election, today);
  const PantauStage *stage = pantau_election_stage_at (election, today);
  int days;

  json_object_set_string_member (object, "code", election->code);
  json_object_set_string_member (object, "name", election->name);
  json_object_set_string_member (object, "regime", election->regime);
  set_day (object, "voting_day", &election->voting_day);
  if (pantau_election_days_to (election, today, &days))
    json_object_set_int_member (object, "days", days);
  else
    json_object_set_null_member (object, "days");
  ctl_set_text_or_null (object, "countdown", countdown);
  json_object_set_boolean_member (object, "current", is_current);
  set_count (object, "tps", election->tps);
  set_count (object, "dpt", election->dpt);
  json_object_set_string_member (object, "basis", election->basis);
  json_object_set_string_member (object, "regions", election->wilayah_edition);
  ctl_set_text_or_null (object, "stage", stage != NULL ? stage->code : NULL);
  json_object_set_array_member (object, "stages", stages_array (election));
  ctl_print_object (object);
}

static void
print_election_line (const PantauElection *election, const GDate *today, gboolean is_current)
{
  g_autofree char *countdown = pantau_election_countdown (election, today);
  g_autofree char *tps = election->tps >= 0 ? pantau_format_integer (election->tps) : NULL;

  printf ("%s %-12s  %-10s  %-8s  %s%s%s  (%s; %s)\n", is_current ? "*" : " ", election->code,
          countdown != NULL ? countdown : "–", election->regime, election->name,
          tps != NULL ? ", TPS: " : "", tps != NULL ? tps : "", election->basis,
          election->wilayah_edition);
}

int
ctl_elections (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  PantauElections *elections;
  const PantauElection *current;
  GPtrArray *list;
  GDate today;

  if (!ctl_check_arguments (argc, argv, 0, 0, "elections", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;

  elections = pantau_reference_get_elections (pantau_home_get_reference (home));
  today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC);
  current = pantau_elections_default (elections, &today);
  list = pantau_elections_list (elections);
  for (guint i = 0; i < list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (list, i);

      if (options->json)
        print_election_json (election, &today, election == current);
      else
        print_election_line (election, &today, election == current);
    }

  return PANTAU_EXIT_OK;
}

static void
print_shortfall (const PantauShortfall *one, GStrv opened, gboolean as_json)
{
  gboolean is_new = g_strv_contains ((const char *const *) opened, one->risk);
  g_autoptr (JsonObject) object = NULL;

  if (!as_json)
    {
      /* Translators: the answer to a question of a checklist; %s is the question */
      g_autofree char *answer = g_strdup_printf (_ ("%s: no"), one->label);

      printf ("%s  %s%s\n", one->risk, answer, is_new ? "" : _ ("  [opened before]"));
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "item", one->item);
  json_object_set_string_member (object, "question", one->label);
  json_object_set_string_member (object, "risk", one->risk);
  json_object_set_boolean_member (object, "new", is_new);
  ctl_print_object (object);
}

int
ctl_checklist (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) shortfalls = NULL;
  g_autofree char *warning = NULL;
  g_auto (GStrv) opened = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "checklist UUID", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  opened = home != NULL ? pantau_edit_open_risks (home, argv[1], &warning, error) : NULL;
  if (opened == NULL)
    return -1;

  shortfalls = pantau_checklist_shortfalls (pantau_home_get_store (home),
                                            pantau_home_get_reference (home), argv[1], error);
  for (guint i = 0; shortfalls != NULL && i < shortfalls->len; i++)
    print_shortfall (g_ptr_array_index (shortfalls, i), opened, options->json);
  fflush (stdout);
  if (warning != NULL)
    pantau_console_fault ("quarantine", NULL, warning);

  return shortfalls != NULL ? PANTAU_EXIT_OK : -1;
}
