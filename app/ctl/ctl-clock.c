/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what is due. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-store-clock.h"
#include "pantau-words-clock.h"
#include "pantau-words.h"

#define USAGE                                                                                      \
  "clocks [UUID] [--overdue | --today | --soon DAYS] [--region CODE] [--kind KIND] [--limit N]"

#define MAX_DAYS 3650

static void
set_time (JsonObject *object, const char *name, gint64 when, gboolean is_set)
{
  g_autofree char *text = is_set ? pantau_check_write_time (when) : NULL;

  ctl_set_text_or_null (object, name, text);
}

static void
print_json (const PantauDue *due, PantauHome *home, gint64 now)
{
  const PantauClock *clock = due->clock;
  g_autoptr (JsonObject) object = json_object_new ();
  g_auto (GStrv) remarks = pantau_words_clock_remarks (clock);
  g_autofree char *length = pantau_words_clock_length (clock);
  JsonArray *sentences = json_array_new ();

  json_object_set_string_member (object, "record", due->record);
  json_object_set_string_member (object, "kind", due->kind);
  json_object_set_string_member (object, "region", due->region);
  json_object_set_string_member (object, "title", due->title);
  ctl_add_label (object, home, due->kind, due->record);
  json_object_set_string_member (object, "rule", clock->rule->code);
  json_object_set_string_member (object, "name",
                                 pantau_label_get (&clock->rule->name, pantau_locale_get ()));
  json_object_set_string_member (object, "basis", clock->rule->basis);
  json_object_set_string_member (object, "length", length);
  json_object_set_string_member (object, "event", clock->event);
  set_time (object, "event_at", clock->event_at, TRUE);
  set_time (object, "start", clock->start, TRUE);
  set_time (object, "due", clock->due, TRUE);
  set_time (object, "other_due", clock->other_due, clock->is_disputed);
  json_object_set_string_member (object, "state",
                                 pantau_clock_state_name (pantau_clock_state (clock, now)));
  set_time (object, "ended", clock->ended, clock->is_stopped || clock->ended_by != NULL);
  ctl_set_text_or_null (object, "ended_by", clock->ended_by);
  json_object_set_boolean_member (object, "disputed", clock->is_disputed);
  json_object_set_boolean_member (object, "estimate", clock->is_estimate);
  json_object_set_boolean_member (object, "extended", clock->is_extended);
  json_object_set_boolean_member (object, "unsure", clock->rule->unsure);
  for (guint i = 0; remarks[i] != NULL; i++)
    json_array_add_string_element (sentences, remarks[i]);
  json_object_set_array_member (object, "remarks", sentences);

  ctl_print_object (object);
}

static void
print_text (const PantauDue *due, PantauHome *home, gint64 now)
{
  const PantauClock *clock = due->clock;
  PantauReference *reference = pantau_home_get_reference (home);
  g_autofree char *title = ctl_title (home, due->kind, due->record, due->title);
  g_autofree char *event = pantau_words_clock_event (reference, due->kind, clock->event);
  g_autofree char *event_at = pantau_format_time (clock->event_at);
  g_autofree char *until = pantau_format_time (clock->due);
  g_autofree char *length = pantau_words_clock_length (clock);
  g_autofree char *state = pantau_words_clock_state (clock, now);
  g_auto (GStrv) remarks = pantau_words_clock_remarks (clock);

  printf ("%s  %s\n", due->record, title);
  printf ("  %s: %s – %s\n", pantau_label_get (&clock->rule->name, pantau_locale_get ()), until,
          state);
  printf ("  %s: %s\n", event, event_at);
  /* Translators: a time limit and the law it is of, such as “7 working days, UU 7/2017”. */
  printf (_ ("  %s, %s\n"), length, clock->rule->basis);
  for (guint i = 0; remarks[i] != NULL; i++)
    printf ("  · %s\n", remarks[i]);
}

/* All clocks of one record, with what the list knows of their records. */
static GPtrArray *
clocks_of (PantauHome *home, const char *id, GError **error)
{
  PantauStore *store = pantau_home_get_store (home);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_due_free);
  g_autoptr (PantauRecord) record = pantau_store_get (store, id, error);
  g_autoptr (GPtrArray) clocks = record != NULL ? pantau_store_clocks_of (store, id, error) : NULL;

  if (clocks == NULL)
    return NULL;

  g_ptr_array_set_free_func (clocks, NULL);
  for (guint i = 0; i < clocks->len; i++)
    {
      PantauDue *due = g_new0 (PantauDue, 1);

      due->clock = g_ptr_array_index (clocks, i);
      due->record = g_strdup (id);
      due->kind = g_strdup (pantau_record_get_kind (record));
      due->region = g_strdup (pantau_record_get_region (record));
      due->title = g_strdup (pantau_record_get_title (record));
      due->status = g_strdup (pantau_record_get_status (record));
      g_ptr_array_add (list, due);
    }

  return g_steal_pointer (&list);
}

/* The question that the options ask; of --overdue, --today and --soon only one. */
static gboolean
read_query (const CtlOptions *options, PantauClockQuery *query, GError **error)
{
  gboolean soon = options->soon >= 0;

  if (options->overdue + options->today + soon > 1)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("use only one of --overdue, --today and --soon"));
  if (soon && (options->soon < 1 || options->soon > MAX_DAYS))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("--soon takes 1 to %d days"), MAX_DAYS);

  query->which = options->overdue ? PANTAU_CLOCKS_OVERDUE
                 : options->today ? PANTAU_CLOCKS_TODAY
                 : soon           ? PANTAU_CLOCKS_SOON
                                  : PANTAU_CLOCKS_ALL;
  query->days = (guint) MAX (options->soon, 0);
  query->region = options->region;
  query->kind = options->kind;
  query->limit = (guint) MAX (options->limit, 0);

  return TRUE;
}

int
ctl_clocks (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) list = NULL;
  PantauClockQuery query = { 0 };

  if (!ctl_check_arguments (argc, argv, 0, 1, USAGE, error) || !read_query (options, &query, error))
    return -1;
  if (argc == 2 && query.which != PANTAU_CLOCKS_ALL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                    _ ("of one record all clocks are shown: leave --overdue, --today and --soon "
                       "out"));
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  query.now = pantau_home_clock (home);
  list = argc == 2 ? clocks_of (home, argv[1], error)
                   : pantau_store_clocks_due (pantau_home_get_store (home), &query, NULL, error);
  if (list == NULL)
    return -1;

  for (guint i = 0; i < list->len; i++)
    if (options->json)
      print_json (g_ptr_array_index (list, i), home, query.now);
    else
      print_text (g_ptr_array_index (list, i), home, query.now);
  if (list->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("no clock is running"));

  return 0;
}
