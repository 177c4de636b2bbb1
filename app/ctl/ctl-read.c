/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: commands that show. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-courier.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-story.h"
#include "pantau-words.h"

static void
set_index (JsonObject *object, gint64 index)
{
  if (index > 0)
    json_object_set_int_member (object, "index", index);
  else
    json_object_set_null_member (object, "index");
}

static void
set_label (JsonObject *object, PantauRecord *record)
{
  if (g_str_equal (pantau_record_get_kind (record), "hoax"))
    ctl_set_label (object, pantau_record_get_label (record));
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
  ctl_set_text_or_null (object, "occurred", pantau_record_get_occurred (record));
  set_index (object, pantau_record_get_index (record));
  if (pantau_record_get_quarantine (record) != NULL)
    json_object_set_string_member (object, "quarantine", pantau_record_get_quarantine (record));
  if (pantau_record_get_is_erased (record))
    json_object_set_boolean_member (object, "erased", TRUE);
  set_label (object, record);
  ctl_print_object (object);
}

static void
print_record_line (PantauRecord *record, PantauReference *reference)
{
  const char *language = pantau_locale_get (), *kind = pantau_record_get_kind (record);
  g_autofree char *title = pantau_words_clean (pantau_record_title_words (record));
  g_autofree char *status = pantau_words_clean (
      pantau_reference_status_label (reference, kind, pantau_record_get_status (record), language));
  g_autofree char *day =
      pantau_entry_time_is_valid (pantau_record_get_occurred (record))
          ? g_strndup (pantau_record_get_occurred (record), strlen ("YYYY-MM-DD"))
          : g_strdup ("          ");
  const char *label = pantau_claim_label_text (pantau_record_get_label (record));

  printf ("%s  %s  %-13s  %s  %s  %s%s%s%s\n", pantau_record_get_id (record), day,
          pantau_record_get_region (record),
          pantau_reference_kind_label (reference, kind, language), status,
          label != NULL ? label : "", label != NULL ? "  " : "", title,
          pantau_record_get_quarantine (record) != NULL ? _ ("  [quarantine]")
          : pantau_record_get_differences (record) > 0  ? _ ("  [values differ]")
                                                        : "");
}

void
ctl_print_records (const CtlOptions *options, PantauHome *home, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) == NULL)
      continue; /* gone in between */
    else if (options->json)
      print_record_json (g_ptr_array_index (records, i));
    else
      print_record_line (g_ptr_array_index (records, i), pantau_home_get_reference (home));
  if (records->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("no records"));
}

char *
ctl_search_text (const CtlOptions *options)
{
  const struct
  {
    const char *key, *value;
  } filters[] = { { "jenis", options->kind },
                  { "wilayah", options->region },
                  { "status", options->status } };
  char *text = g_strdup (options->search != NULL ? options->search : "");

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].value != NULL)
      {
        char *longer = pantau_query_with (text, filters[i].key, filters[i].value);

        g_free (text);
        text = longer;
      }

  return text;
}

static GPtrArray *
search (PantauHome *home, const CtlOptions *options, GError **error)
{
  PantauStore *store = pantau_home_get_store (home);
  g_autofree char *text = ctl_search_text (options);
  g_autoptr (PantauQuery) query = pantau_query_new (pantau_home_get_reference (home), text);
  g_autoptr (GArray) rows = NULL;

  if (pantau_query_get_problem (query) != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", pantau_query_get_problem (query));
  rows = pantau_store_find (store, query, PANTAU_SORT_TIME, TRUE, (guint) MAX (options->limit, 0),
                            NULL, error);

  return rows != NULL
             ? pantau_store_rows (store, (const guint32 *) (void *) rows->data, rows->len, error)
             : NULL;
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
                            "list [--search TEXT] [--kind KIND] [--region CODE] [--status STATUS] "
                            "[--limit N]",
                            error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL)
    records = options->search != NULL
                  ? search (home, options, error)
                  : pantau_store_list (pantau_home_get_store (home), &filter, error);
  if (records == NULL)
    return -1;

  ctl_print_records (options, home, records);

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
      if (event->erased)
        json_object_set_boolean_member (object, "erased", TRUE);
      json_array_add_object_element (timeline, object);
    }

  return timeline;
}

static gboolean
show_json (PantauRecord *record, PantauHome *home, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *carried = NULL;

  json_object_set_string_member (object, "id", pantau_record_get_id (record));
  json_object_set_string_member (object, "kind", pantau_record_get_kind (record));
  json_object_set_string_member (object, "class",
                                 pantau_record_get_is_open (record) ? "open" : "closed");
  json_object_set_string_member (object, "region", pantau_record_get_region (record));
  json_object_set_string_member (object, "state",
                                 pantau_state_get_name (pantau_record_get_state (record)));
  if (!pantau_courier_get_carried (pantau_home_get_db (home), pantau_record_get_id (record),
                                   &carried, error))
    return FALSE;
  ctl_set_text (object, "carried", carried);
  set_label (object, record);
  json_object_set_object_member (object, "fields", fields_object (record));
  json_object_set_array_member (object, "timeline", timeline_array (record));
  if (!ctl_add_evidence (object, home, pantau_record_get_id (record), error) ||
      !ctl_add_acts (object, home, record, error))
    return FALSE;
  ctl_print_object (object);

  return TRUE;
}

/* A note or a change, indented below what it belongs to. */
static void
print_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    printf ("      %s\n", lines[i]);
}

static void
print_event (const PantauStoryItem *item)
{
  printf ("  %s · %s\n    %s\n", item->when, item->where, item->sentence);
  for (guint i = 0; i < item->changes->len; i++)
    {
      const PantauStoryChange *change = g_ptr_array_index (item->changes, i);

      printf ("      %s: %s%s%s\n", change->label, change->before != NULL ? change->before : "",
              change->before != NULL ? " → " : "", change->after);
    }
  if (item->text != NULL)
    print_lines (item->text);
  if (item->warning != NULL)
    print_lines (item->warning);
}

static gboolean
show_text (PantauRecord *record, PantauHome *home, GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autofree char *carried = NULL;
  g_autofree char *text = pantau_record_text (reference, record, pantau_home_is_practice (home));
  g_autoptr (GPtrArray) story = pantau_story_new (reference, record, pantau_home_get_device (home));

  printf ("%s%s\n", text, pantau_record_get_id (record));
  if (!pantau_courier_get_carried (pantau_home_get_db (home), pantau_record_get_id (record),
                                   &carried, error))
    return FALSE;
  if (carried != NULL)
    {
      g_autofree char *words = pantau_courier_carried_words (carried);

      printf ("%s\n", words);
    }
  if (!ctl_print_evidence (home, pantau_record_get_id (record), error))
    return FALSE;
  printf ("\n%s:\n", _ ("History"));
  for (guint i = 0; i < story->len; i++)
    print_event (g_ptr_array_index (story, i));

  return TRUE;
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
    return show_json (record, home, error) ? PANTAU_EXIT_OK : -1;

  return show_text (record, home, error) ? PANTAU_EXIT_OK : -1;
}
