/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what was done about records, what is due of it, and who could be asked. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-words-act.h"
#include "pantau-words.h"

static JsonObject *
reply_object (gconstpointer item, gpointer data)
{
  const PantauReply *reply = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", reply->entry);
  ctl_set_time (object, "when", reply->when);
  json_object_set_string_member (object, "text", reply->text);
  ctl_set_text (object, "person", reply->person);
  json_object_set_string_member (object, "device", reply->device);
  ctl_set_text (object, "author", reply->author);

  return object;
}

JsonObject *
ctl_forward_object (gconstpointer item, gpointer data)
{
  const PantauForward *forward = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", forward->entry);
  json_object_set_string_member (object, "agency", forward->agency);
  ctl_set_text (object, "channel", forward->channel);
  ctl_set_text (object, "person", forward->person);
  ctl_set_texts (object, "copies", forward->copies);
  ctl_set_text (object, "letter", forward->letter);
  ctl_set_time (object, "when", forward->when);
  ctl_set_time (object, "reply_due", forward->reply_due);
  ctl_set_text (object, "note", forward->note);
  if (forward->without_review)
    json_object_set_boolean_member (object, "without_review", TRUE);
  json_object_set_string_member (object, "device", forward->device);
  ctl_set_text (object, "author", forward->author);
  ctl_set_objects (object, "replies", forward->replies, reply_object, NULL);

  return object;
}

static JsonObject *
step_object (gconstpointer item, gpointer data)
{
  const PantauTreatmentStep *step = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", step->entry);
  json_object_set_string_member (object, "state", step->state);
  ctl_set_time (object, "when", step->when);
  ctl_set_text (object, "text", step->text);
  json_object_set_string_member (object, "device", step->device);
  ctl_set_text (object, "author", step->author);
  json_object_set_boolean_member (object, "current", step->is_current);

  return object;
}

static JsonObject *
treatment_object (gconstpointer item, gpointer data)
{
  const PantauTreatment *treatment = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", treatment->entry);
  json_object_set_string_member (object, "what", treatment->what);
  ctl_set_text (object, "text", treatment->text);
  ctl_set_text (object, "person", treatment->person);
  ctl_set_time (object, "due", treatment->due);
  if (treatment->aid != NULL)
    json_object_set_object_member (object, "aid", json_object_ref (treatment->aid));
  json_object_set_string_member (object, "state", treatment->state);
  json_object_set_boolean_member (object, "differs", treatment->differs);
  json_object_set_string_member (object, "device", treatment->device);
  ctl_set_text (object, "author", treatment->author);
  ctl_set_objects (object, "steps", treatment->steps, step_object, NULL);

  return object;
}

static JsonObject *
link_object (gconstpointer item, gpointer home)
{
  const PantauLink *link = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", link->entry);
  json_object_set_string_member (object, "rel", link->rel);
  json_object_set_string_member (object, "direction", link->is_incoming ? "from" : "to");
  json_object_set_string_member (object, "record", link->record);
  ctl_set_text (object, "kind", link->kind);
  ctl_set_text (object, "title", link->title);
  ctl_add_label (object, home, link->kind, link->record);

  return object;
}

gboolean
ctl_add_acts (JsonObject *object, PantauHome *home, PantauRecord *record, GError **error)
{
  g_autoptr (GPtrArray) forwards = pantau_forwards_new (record);
  g_autoptr (GPtrArray) treatments = pantau_treatments_new (record);
  g_autoptr (GPtrArray) links =
      pantau_store_links (pantau_home_get_store (home), pantau_record_get_id (record), error);

  if (links == NULL)
    return FALSE;

  ctl_set_objects (object, "forwards", forwards, ctl_forward_object, NULL);
  ctl_set_objects (object, "treatments", treatments, treatment_object, NULL);
  ctl_add_reviews (object, record);
  ctl_set_objects (object, "links", links, link_object, home);

  return TRUE;
}

/* What a list of all records says of one of them. */
static void
print_due_json (JsonObject *given,
                PantauHome *home,
                const char *what,
                const char *record,
                const char *title,
                const char *kind,
                const char *region,
                gint64 due,
                gint64 now)
{
  g_autoptr (JsonObject) object = given;

  json_object_set_string_member (object, "waits", what);
  json_object_set_string_member (object, "record", record);
  ctl_set_text (object, "kind", kind);
  ctl_set_text (object, "region", region);
  ctl_set_text (object, "title", title);
  ctl_add_label (object, home, kind, record);
  json_object_set_boolean_member (object, "overdue", due < now);
  ctl_print_object (object);
}

static void
print_due_line (const char *said, const char *record, const char *title, gint64 due, gint64 now)
{
  g_autofree char *time = pantau_format_time (due);

  printf ("%s  %s  %s  %s%s\n", record, time, said, title, due < now ? _ ("  [overdue]") : "");
}

static void
print_forward (const PantauForward *forward, PantauHome *home, gboolean json, gint64 now)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autofree char *agency = NULL, *said = NULL, *title = NULL;

  if (json)
    {
      print_due_json (ctl_forward_object (forward, NULL), home, "reply", forward->record,
                      forward->title, forward->kind, forward->region, forward->reply_due, now);
      return;
    }
  agency = pantau_words_agency (reference, forward->agency, forward->region);
  said = g_strdup_printf (_ ("reply of %s"), agency);
  title = ctl_title (home, forward->kind, forward->record, forward->title);
  print_due_line (said, forward->record, title, forward->reply_due, now);
}

static void
print_treatment (const PantauTreatment *treatment, PantauHome *home, gboolean json, gint64 now)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autofree char *what = NULL, *state = NULL, *said = NULL, *title = NULL;

  if (json)
    {
      g_autoptr (JsonObject) object = treatment_object (treatment, NULL);

      json_object_remove_member (object, "steps"); /* they are not read for a list */
      print_due_json (g_steal_pointer (&object), home, "treatment", treatment->record,
                      treatment->title, treatment->kind, treatment->region, treatment->due, now);
      return;
    }
  what = pantau_words_choice (reference, "treatment", treatment->what);
  state = pantau_words_treatment_state (reference, treatment);
  said = g_strdup_printf ("%s (%s)", what, state);
  title = ctl_title (home, treatment->kind, treatment->record, treatment->title);
  print_due_line (said, treatment->record, title, treatment->due, now);
}

int
ctl_due (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauDueFilter filter = { .region = options->region,
                             .kind = options->kind,
                             .until = G_MAXINT64,
                             .limit = (guint) MAX (options->limit, 0) };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) forwards = NULL, treatments = NULL;
  g_autofree char *written = NULL;
  gint64 now;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "due [--until TIME] [--region CODE] [--kind KIND] [--limit N] [--json]",
                            error))
    return -1;
  if (options->until != NULL && !pantau_check_time (options->until, &written, &filter.until))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a time such as 2024-02-14T16:30"),
                    options->until);
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL)
    forwards = pantau_store_forwards_due (pantau_home_get_store (home), &filter, error);
  if (forwards != NULL)
    treatments = pantau_store_treatments_due (pantau_home_get_store (home), &filter, error);
  if (treatments == NULL)
    return -1;

  now = pantau_home_clock (home);
  for (guint i = 0; i < forwards->len; i++)
    print_forward (g_ptr_array_index (forwards, i), home, options->json, now);
  for (guint i = 0; i < treatments->len; i++)
    print_treatment (g_ptr_array_index (treatments, i), home, options->json, now);
  if (forwards->len + treatments->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("nothing is due"));

  return 0;
}

static void
print_agency_json (const PantauAgency *agency, gboolean is_valid)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *language = pantau_locale_get ();

  json_object_set_string_member (object, "code", agency->code);
  json_object_set_string_member (object, "group", agency->group);
  json_object_set_string_member (object, "name", pantau_label_get (&agency->name, language));
  json_object_set_string_member (object, "full_name",
                                 pantau_label_get (&agency->full_name, language));
  json_object_set_string_member (object, "level", pantau_agency_level_get_name (agency->level));
  json_object_set_string_member (object, "basis", agency->basis);
  if (agency->reply_hours > 0)
    json_object_set_int_member (object, "reply_hours", agency->reply_hours);
  if (agency->is_pemprov)
    json_object_set_boolean_member (object, "pemprov", TRUE);
  if (agency->copies[0] != NULL)
    {
      JsonArray *copies = json_array_new ();

      for (guint i = 0; agency->copies[i] != NULL; i++)
        json_array_add_string_element (copies, agency->copies[i]);
      json_object_set_array_member (object, "copies", copies);
    }
  if (agency->hint.id != NULL)
    json_object_set_string_member (object, "hint", pantau_label_get (&agency->hint, language));
  ctl_set_text (object, "valid_from", agency->valid_from);
  ctl_set_text (object, "valid_to", agency->valid_to);
  json_object_set_boolean_member (object, "valid", is_valid);
  ctl_print_object (object);
}

int
ctl_agencies (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) fitting = NULL;
  GPtrArray *list;
  gint64 now;

  if (!ctl_check_arguments (argc, argv, 0, 1, "agencies [UUID] [--kind KIND] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;

  now = pantau_home_clock (home);
  list = pantau_agencies_list (pantau_reference_get_agencies (pantau_home_get_reference (home)));
  if (argc > 1)
    {
      record = pantau_store_get (pantau_home_get_store (home), argv[1], error);
      if (record == NULL)
        return -1;
      fitting = pantau_agencies_for (
          pantau_reference_get_agencies (pantau_home_get_reference (home)), record, now);
      list = fitting;
    }

  for (guint i = 0; i < list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (list, i);
      gboolean is_valid = pantau_agency_is_valid (agency, now);

      if (options->kind != NULL && !pantau_agency_serves (agency, options->kind))
        continue;
      if (options->json)
        print_agency_json (agency, is_valid);
      else if (is_valid)
        printf ("%-20s %s\n", agency->code, pantau_label_get (&agency->name, pantau_locale_get ()));
    }

  return 0;
}
