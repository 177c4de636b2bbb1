/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: early warnings of other agencies, and risks that are opened for them. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-warning-open.h"
#include "pantau-words-warning.h"
#include "pantau-words.h"

#define USAGE                                                                                      \
  "alerts [list] | alerts fetch [URL] | alerts read FILE|DIR … | alerts show ID | "              \
  "alerts open ID [KECAMATAN …]"
#define MOST 100 /* listed where nobody says how many */

static char *
clean (const char *text)
{
  return pantau_words_clean_lines (text);
}

static void
set_hits (JsonObject *object, GPtrArray *hits)
{
  JsonArray *codes = json_array_new ();

  for (guint i = 0; i < hits->len; i++)
    json_array_add_string_element (codes, ((PantauWarningHit *) g_ptr_array_index (hits, i))->code);
  json_object_set_array_member (object, "kecamatan", codes);
}

/* (transfer full) */
static JsonObject *
describe (const PantauWarningItem *item)
{
  const PantauWarning *warning = item->warning;
  const PantauWarningInfo *info = pantau_warning_get_info (warning, pantau_locale_get ());
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", item->id);
  json_object_set_string_member (object, "identifier", warning->identifier);
  json_object_set_string_member (object, "sender", warning->sender);
  ctl_set_time (object, "sent", warning->sent);
  json_object_set_string_member (object, "status", pantau_warning_status_name (warning->status));
  json_object_set_string_member (object, "type", pantau_warning_type_name (warning->type));
  json_object_set_string_member (object, "state", pantau_warning_state_name (item->state));
  ctl_set_text (object, "by", item->by);
  ctl_set_time (object, "begin", pantau_warning_get_begin (warning));
  ctl_set_time (object, "end", pantau_warning_get_end (warning));
  json_object_set_string_member (object, "title",
                                 pantau_warning_get_title (warning, pantau_locale_get ()));
  if (info != NULL)
    {
      json_object_set_string_member (object, "event", info->event);
      json_object_set_string_member (object, "severity", info->severity);
      json_object_set_string_member (object, "urgency", info->urgency);
      json_object_set_string_member (object, "certainty", info->certainty);
    }
  ctl_set_text (object, "source", *item->source != '\0' ? item->source : NULL);
  set_hits (object, item->hits);

  return object;
}

static void
print_item (const PantauWarningItem *item, gint64 now)
{
  g_autofree char *title = clean (pantau_warning_get_title (item->warning, pantau_locale_get ()));
  g_autofree char *time = pantau_words_warning_time (item, now),
                  *hits = pantau_words_warning_hits (item->hits->len);

  printf ("%.8s  %s · %s · %s · %s\n", item->id, pantau_words_warning_state (item->state), title,
          time, hits);
}

static int
list (const CtlOptions *options, PantauHome *home, PantauWarningMatcher *matcher, GError **error)
{
  gint64 now = pantau_home_clock (home);
  g_autoptr (GPtrArray) items =
      pantau_warnings_list (pantau_home_get_db (home), matcher, now,
                            options->limit > 0 ? (guint) options->limit : MOST, error);

  if (items == NULL)
    return -1;
  for (guint i = 0; i < items->len; i++)
    {
      const PantauWarningItem *item = g_ptr_array_index (items, i);

      if (options->json)
        {
          g_autoptr (JsonObject) object = describe (item);

          ctl_print_object (object);
        }
      else
        print_item (item, now);
    }
  if (!options->json)
    {
      g_autofree char *source = pantau_words_warning_source (pantau_home_get_reference (home));

      printf ("%s%s\n", items->len == 0 ? _ ("No early warning is here yet.\n") : "", source);
    }

  return PANTAU_EXIT_OK;
}

static void
print_fetched (const CtlOptions *options, const PantauWarningFetched *fetched)
{
  g_autoptr (JsonObject) object = NULL;

  if (!options->json)
    {
      g_autofree char *sentence = pantau_words_warning_fetched (fetched);

      printf ("%s\n", sentence);
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "added", fetched->added);
  json_object_set_int_member (object, "known", fetched->known);
  json_object_set_int_member (object, "elsewhere", fetched->elsewhere);
  json_object_set_int_member (object, "waiting", fetched->waiting);
  json_object_set_int_member (object, "unreadable", fetched->unreadable);
  json_object_set_boolean_member (object, "unchanged", fetched->unchanged);
  ctl_set_text (object, "fault", fetched->fault);
  ctl_print_object (object);
}

static int
fetch (const CtlOptions *options,
       PantauHome *home,
       PantauWarningMatcher *matcher,
       const char *url,
       GError **error)
{
  g_auto (PantauWarningFetched) fetched = { 0 };

  if (!pantau_warning_fetch (home, matcher, url, &fetched, NULL, error))
    return -1;
  print_fetched (options, &fetched);

  return PANTAU_EXIT_OK;
}

static int
read_files (const CtlOptions *options,
            PantauHome *home,
            PantauWarningMatcher *matcher,
            char **paths,
            GError **error)
{
  int status = PANTAU_EXIT_OK;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_auto (PantauWarningFetched) fetched = { 0 };
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (paths[i]);

      if (!pantau_warning_read (home, matcher, file, &fetched, NULL, error))
        return -1;
      print_fetched (options, &fetched);
      if (fetched.unreadable > 0)
        status = PANTAU_EXIT_FAILED;
    }

  return status;
}

/* (transfer full) */
static JsonObject *
describe_place (gconstpointer data, gpointer reference)
{
  const PantauWarningPlace *place = data;
  g_autofree char *name =
      pantau_regions_qualified (pantau_reference_get_regions (reference), place->hit.code);
  g_autofree char *by = pantau_words_warning_by (&place->hit);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "region", place->hit.code);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "by", by);
  json_object_set_boolean_member (object, "unsure", pantau_warning_hit_is_unsure (&place->hit));
  json_object_set_int_member (object, "tps", place->tps);
  if (place->voters >= 0)
    json_object_set_int_member (object, "voters", place->voters);
  json_object_set_int_member (object, "special", place->special);
  ctl_set_text (object, "sites", place->sites);
  json_object_set_int_member (object, "risks", place->risks);
  json_object_set_int_member (object, "stores", place->stores);
  ctl_set_text (object, "record", place->record);

  return object;
}

static void
print_place (const PantauWarningPlace *place, PantauReference *reference)
{
  g_autofree char *name =
      pantau_regions_qualified (pantau_reference_get_regions (reference), place->hit.code);
  g_autofree char *by = pantau_words_warning_by (&place->hit),
                  *tps = pantau_format_integer (place->tps),
                  *voters = pantau_words_warning_voters (place->voters);

  printf ("  %s  %s · %s TPS", place->hit.code, name, tps);
  if (voters != NULL)
    printf (" · %s", voters);
  if (place->sites != NULL)
    printf (" · %s", place->sites);
  printf (" · %s", by);
  if (place->record != NULL)
    printf (" · %s", place->record);
  printf ("\n");
}

static void
print_text (const char *text)
{
  g_autofree char *shown = text != NULL && *text != '\0' ? clean (text) : NULL;

  if (shown != NULL)
    printf ("%s\n", shown);
}

static int
show (const CtlOptions *options,
      PantauHome *home,
      PantauWarningMatcher *matcher,
      const char *name,
      GError **error)
{
  gint64 now = pantau_home_clock (home);
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (PantauWarningItem) item =
      pantau_warnings_get (pantau_home_get_db (home), matcher, name, now, error);
  g_autoptr (PantauWarningImpact) impact =
      item != NULL ? pantau_warning_impact (pantau_home_get_store (home), pantau_home_get_db (home),
                                            matcher, item, NULL, now, NULL, error)
                   : NULL;
  const PantauWarningInfo *info;
  g_autofree char *grade = NULL, *source = NULL;

  if (impact == NULL)
    return -1;
  info = pantau_warning_get_info (item->warning, pantau_locale_get ());
  if (options->json)
    {
      g_autoptr (JsonObject) object = describe (item);

      if (info != NULL)
        {
          json_object_set_string_member (object, "description", info->description);
          json_object_set_string_member (object, "instruction", info->instruction);
        }
      json_object_set_string_member (object, "election", impact->election);
      ctl_set_text (object, "countdown", impact->countdown);
      ctl_set_objects (object, "places", impact->places, describe_place, reference);
      ctl_print_object (object);
      return PANTAU_EXIT_OK;
    }

  print_item (item, now);
  grade = pantau_words_warning_grade (reference, item->warning);
  print_text (grade);
  if (info != NULL)
    {
      print_text (info->description);
      print_text (info->instruction);
    }
  if (impact->countdown != NULL)
    printf ("%s: %s\n", impact->election, impact->countdown);
  for (guint i = 0; i < impact->places->len; i++)
    print_place (g_ptr_array_index (impact->places, i), reference);
  source = pantau_words_warning_source (reference);
  printf ("%s\n", source);

  return PANTAU_EXIT_OK;
}

/* All that it surely hits in the person's own region, where nobody said which. (transfer full) */
static GStrv
choose (PantauHome *home, PantauWarningMatcher *matcher, const char *name, GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  g_autoptr (PantauWarningItem) item = pantau_warnings_get (pantau_home_get_db (home), matcher,
                                                            name, pantau_home_clock (home), error);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  if (item == NULL)
    return NULL;
  for (guint i = 0; i < item->hits->len; i++)
    {
      const PantauWarningHit *hit = g_ptr_array_index (item->hits, i);

      if (!pantau_warning_hit_is_unsure (hit) &&
          (person == NULL || pantau_region_covers (person->region, hit->code)))
        g_strv_builder_add (codes, hit->code);
    }

  return g_strv_builder_end (codes);
}

static int
open_risks (const CtlOptions *options,
            PantauHome *home,
            PantauWarningMatcher *matcher,
            const char *name,
            char **kecamatan,
            GError **error)
{
  g_auto (GStrv) chosen =
      kecamatan[0] != NULL ? g_strdupv (kecamatan) : choose (home, matcher, name, error);
  g_auto (GStrv) ids = NULL;
  g_autofree char *quarantine = NULL;

  if (chosen == NULL)
    return -1;
  ids = pantau_warning_open_risks (home, matcher, name, (const char *const *) chosen,
                                   pantau_home_clock (home), &quarantine, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; ids[i] != NULL; i++)
    printf ("%s\n", ids[i]);
  fflush (stdout);
  if (quarantine != NULL)
    pantau_console_fault ("quarantine", NULL, quarantine);

  return PANTAU_EXIT_OK;
}

int
ctl_alerts (const CtlOptions *options, int argc, char **argv, GError **error)
{
  const char *verb = argc > 1 ? argv[1] : "list";
  gboolean reads = g_str_equal (verb, "list") || g_str_equal (verb, "show");
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauWarningMatcher) matcher = NULL;

  if (!ctl_check_arguments (argc, argv, 0, G_MAXINT, USAGE, error))
    return -1;
  home = ctl_open (options, reads ? PANTAU_HOME_READ : PANTAU_HOME_WRITE, error);
  matcher =
      home != NULL ? pantau_warning_matcher_new (pantau_home_get_reference (home), error) : NULL;
  if (matcher == NULL)
    return -1;

  if (g_str_equal (verb, "list") && argc <= 2)
    return list (options, home, matcher, error);
  if (g_str_equal (verb, "fetch") && argc <= 3)
    return fetch (options, home, matcher, argc == 3 ? argv[2] : NULL, error);
  if (g_str_equal (verb, "read") && argc > 2)
    return read_files (options, home, matcher, argv + 2, error);
  if (g_str_equal (verb, "show") && argc == 3)
    return show (options, home, matcher, argv[2], error);
  if (g_str_equal (verb, "open") && argc > 2)
    return open_risks (options, home, matcher, argv[2], argv + 3, error);

  /* None of these: the same sentence as for a wrong number of arguments. */
  ctl_check_arguments (argc, argv, G_MAXINT, G_MAXINT, USAGE, error);

  return -1;
}
