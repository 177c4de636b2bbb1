/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: commands that show. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

static void
print_object (JsonObject *object)
{
  g_autofree char *text = pantau_json_object_text (object);

  printf ("%s\n", text);
}

static void
set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_index (JsonObject *object, gint64 index)
{
  if (index > 0)
    json_object_set_int_member (object, "index", index);
  else
    json_object_set_null_member (object, "index");
}

static void
print_record_json (PantauRecord *record)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "id", pantau_record_get_id (record));
  json_object_set_string_member (object, "kind", pantau_record_get_kind (record));
  json_object_set_string_member (object, "class",
                                 pantau_record_get_is_open (record) ? "open" : "closed");
  json_object_set_string_member (object, "region", pantau_record_get_region (record));
  json_object_set_string_member (object, "title", pantau_record_get_title (record));
  json_object_set_string_member (object, "status", pantau_record_get_status (record));
  set_text_or_null (object, "occurred", pantau_record_get_occurred (record));
  set_index (object, pantau_record_get_index (record));
  if (pantau_record_get_quarantine (record) != NULL)
    json_object_set_string_member (object, "quarantine", pantau_record_get_quarantine (record));
  print_object (object);
}

static void
print_record_line (PantauRecord *record, PantauReference *reference)
{
  const char *language = pantau_locale_get (), *kind = pantau_record_get_kind (record);
  g_autofree char *title = pantau_words_clean (pantau_record_get_title (record));
  g_autofree char *status = pantau_words_clean (
      pantau_reference_status_label (reference, kind, pantau_record_get_status (record), language));
  g_autofree char *day =
      pantau_entry_time_is_valid (pantau_record_get_occurred (record))
          ? g_strndup (pantau_record_get_occurred (record), strlen ("YYYY-MM-DD"))
          : g_strdup ("          ");

  printf ("%s  %s  %-13s  %s  %s  %s%s\n", pantau_record_get_id (record), day,
          pantau_record_get_region (record),
          pantau_reference_kind_label (reference, kind, language), status, title,
          pantau_record_get_quarantine (record) != NULL ? _ ("  [quarantine]")
          : pantau_record_get_differences (record) > 0  ? _ ("  [values differ]")
                                                        : "");
}

int
ctl_list (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauFilter filter = { .kind = options->kind,
                          .region = options->region,
                          .status = options->status,
                          .limit = (guint) MAX (options->limit, 0) };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "list [--kind KIND] [--region CODE] [--status STATUS] [--limit N]",
                            error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  records = home != NULL ? pantau_store_list (pantau_home_get_store (home), &filter, error) : NULL;
  if (records == NULL)
    return -1;

  for (guint i = 0; i < records->len; i++)
    if (options->json)
      print_record_json (g_ptr_array_index (records, i));
    else
      print_record_line (g_ptr_array_index (records, i), pantau_home_get_reference (home));
  if (records->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("no records"));

  return 0;
}

static JsonObject *
fields_object (PantauRecord *record)
{
  GPtrArray *values = pantau_record_get_values (record);
  JsonObject *fields = json_object_new ();

  for (guint i = 0; i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);
      JsonObject *field = pantau_json_object (fields, value->field), *object = json_object_new ();

      if (field == NULL)
        {
          field = json_object_new ();
          json_object_set_array_member (field, "values", json_array_new ());
          json_object_set_object_member (fields, value->field, field);
        }
      json_object_set_member (object, "value", json_from_string (value->value, NULL));
      json_object_set_string_member (object, "entry", value->entry);
      json_object_set_string_member (object, "device", value->device);
      json_object_set_string_member (object, "time", value->time);
      json_array_add_object_element (pantau_json_array (field, "values"), object);
    }

  return fields;
}

static JsonArray *
timeline_array (PantauRecord *record)
{
  GPtrArray *events = pantau_record_get_timeline (record);
  JsonArray *timeline = json_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      PantauEvent *event = g_ptr_array_index (events, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "entry", event->entry);
      json_object_set_string_member (object, "type", event->type);
      json_object_set_string_member (object, "device", event->device);
      json_object_set_string_member (object, "time", event->time);
      set_index (object, event->index);
      if (event->author != NULL)
        json_object_set_string_member (object, "author", event->author);
      if (event->verdict != NULL)
        json_object_set_string_member (object, "quarantine", event->verdict);
      if (event->lapsed)
        json_object_set_boolean_member (object, "lapsed", TRUE);
      json_array_add_object_element (timeline, object);
    }

  return timeline;
}

static void
show_json (PantauRecord *record)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "id", pantau_record_get_id (record));
  json_object_set_string_member (object, "kind", pantau_record_get_kind (record));
  json_object_set_string_member (object, "class",
                                 pantau_record_get_is_open (record) ? "open" : "closed");
  json_object_set_string_member (object, "region", pantau_record_get_region (record));
  json_object_set_string_member (object, "state",
                                 pantau_state_get_name (pantau_record_get_state (record)));
  json_object_set_object_member (object, "fields", fields_object (record));
  json_object_set_array_member (object, "timeline", timeline_array (record));
  json_object_set_array_member (object, "evidence", json_array_new ());
  print_object (object);
}

static const char *
state_sentence (PantauState state)
{
  switch (state)
    {
    case PANTAU_STATE_SENDING:
      return _ ("being sent");
    case PANTAU_STATE_RECEIVED:
      return _ ("received by the province");
    case PANTAU_STATE_SAVED:
    default:
      return _ ("saved on this laptop");
    }
}

static void
show_text (PantauRecord *record, PantauReference *reference)
{
  const char *kind = pantau_record_get_kind (record), *language = pantau_locale_get ();
  g_autofree char *title = pantau_words_clean (pantau_record_get_title (record));
  g_autofree char *place = pantau_regions_qualified (pantau_reference_get_regions (reference),
                                                     pantau_record_get_region (record));
  GPtrArray *values = pantau_record_get_values (record),
            *events = pantau_record_get_timeline (record);

  printf ("%s\n%s · %s · %s\n%s\n\n", title,
          pantau_reference_kind_label (reference, kind, language), place,
          state_sentence (pantau_record_get_state (record)), pantau_record_get_id (record));

  for (guint i = 0; i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);
      g_autofree char *label =
          pantau_words_clean (pantau_words_field (reference, kind, value->field));
      g_autofree char *text = pantau_words_value (reference, kind, value->field, value->value);

      printf ("  %s: %s\n", label, text);
    }
  printf ("\n");
  for (guint i = 0; i < events->len; i++)
    {
      PantauEvent *event = g_ptr_array_index (events, i);
      g_autofree char *author =
          pantau_words_clean (event->author != NULL ? event->author : event->device);

      printf ("  %s  %s  %s%s%s\n", event->time, pantau_words_event (event->type), author,
              event->verdict != NULL ? _ ("  [quarantine]") : "",
              event->lapsed ? _ ("  [not valid]") : "");
    }
}

int
ctl_show (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "show UUID", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  record = home != NULL ? pantau_store_get (pantau_home_get_store (home), argv[1], error) : NULL;
  if (record == NULL)
    return -1;

  if (options->json)
    show_json (record);
  else
    show_text (record, pantau_home_get_reference (home));

  return 0;
}
