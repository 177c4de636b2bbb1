/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a "no" in a checklist: the risk that is recorded without typing anything again. */

#include "config.h"

#include "pantau-checklist.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-place.h"
#include "pantau-store-checklist.h"

void
pantau_shortfall_free (PantauShortfall *self)
{
  g_free (self->item);
  g_free (self->label);
  g_free (self->opens);
  g_free (self->risk);
  g_free (self);
}

static const PantauKind *
kind_of (PantauReference *reference, PantauRecord *record)
{
  return pantau_kinds_lookup (pantau_reference_get_kinds (reference),
                              pantau_record_get_kind (record));
}

/* Where people differ, one no is enough: what may be a risk is looked at. */
static gboolean
is_short (PantauRecord *record, const char *item)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, item) && g_str_equal (value->value, "false"))
        return TRUE;
    }

  return FALSE;
}

GPtrArray *
pantau_checklist_shortfalls (PantauStore *store,
                             PantauReference *reference,
                             const char *id,
                             GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (store, id, error);
  g_autoptr (GHashTable) opened = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const PantauKind *kind;

  if (record == NULL)
    return NULL;
  opened = pantau_store_opened_by (store, id, error);
  if (opened == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_shortfall_free);
  kind = kind_of (reference, record);
  for (guint i = 0; kind != NULL && i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);
      PantauShortfall *one;

      if (field->opens == NULL || !is_short (record, field->name))
        continue;
      one = g_new0 (PantauShortfall, 1);
      one->item = g_strdup (field->name);
      one->label = g_strdup (pantau_label_get (&field->label, pantau_locale_get ()));
      one->opens = g_strdup (pantau_label_get (&field->opens->title, pantau_locale_get ()));
      one->risk = g_strdup (g_hash_table_lookup (opened, field->name));
      g_ptr_array_add (list, one);
    }

  return g_steal_pointer (&list);
}

/* The value of a field as lists show it. (transfer full) (nullable) */
static JsonNode *
value_of (PantauRecord *record, const char *name)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (JsonNode) node = NULL;

      if (!g_str_equal (value->field, name))
        continue;
      node = json_from_string (value->value, NULL);
      return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? g_steal_pointer (&node) : NULL;
    }

  return NULL;
}

/* "No power in Pauh, Rawas Ilir, TPS 2–4". (transfer full) */
static char *
title_of (PantauReference *reference, const PantauOpens *opens, JsonNode *places)
{
  const char *what = pantau_label_get (&opens->title, pantau_locale_get ());
  g_autofree char *where = places != NULL && JSON_NODE_HOLDS_ARRAY (places)
                               ? pantau_places_short (reference, json_node_get_array (places))
                               : g_strdup ("");
  g_autofree char *title = NULL;

  if (*where == '\0')
    return g_strdup (what);

  /* Translators: what happened, and where: “Flood in Pauh, Rawas Ilir, TPS 2–4”. */
  title = g_strdup_printf (_ ("%s in %s"), what, where);

  return g_utf8_strlen (title, -1) > PANTAU_CHECK_MAX_TITLE
             ? g_utf8_substring (title, 0, PANTAU_CHECK_MAX_TITLE)
             : g_steal_pointer (&title);
}

static void
copy_value (PantauRecord *record, const char *name, JsonObject *into)
{
  JsonNode *value = value_of (record, name);

  if (value != NULL)
    json_object_set_member (into, name, value);
}

JsonObject *
pantau_checklist_record (PantauReference *reference, PantauRecord *activity, const char *item)
{
  static const char *const kept[] = { "election", "places", "occurred", "known" };
  const PantauKind *kind = kind_of (reference, activity);
  const PantauField *field = kind != NULL ? pantau_kind_field (kind, item) : NULL;
  const PantauKind *opened;
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (JsonNode) places = NULL;
  g_autofree char *title = NULL;
  JsonObject *fields;

  if (field == NULL || field->opens == NULL)
    return NULL;

  record = json_object_new ();
  opened = pantau_kinds_lookup (pantau_reference_get_kinds (reference), field->opens->kind);
  json_object_set_string_member (record, "region", pantau_record_get_region (activity));
  /* What is closed does not become open by being recorded again. */
  if (opened != NULL && !opened->class_fixed)
    json_object_set_string_member (
        record, "class",
        pantau_record_get_is_open (activity) && !opened->closed ? "open" : "closed");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    copy_value (activity, kept[i], record);
  places = value_of (activity, "places");
  title = title_of (reference, field->opens, places);
  json_object_set_string_member (record, "title", title);
  if (field->opens->severity > 0)
    json_object_set_int_member (record, "severity", field->opens->severity);

  fields = pantau_json_parse_known (field->opens->fields, NULL);
  if (opened != NULL && pantau_kind_field (opened, "checklist_item") != NULL)
    json_object_set_string_member (fields, "checklist_item", item);
  if (opened != NULL && pantau_kind_field (opened, "stage") != NULL)
    copy_value (activity, "stage", fields);
  json_object_set_object_member (record, "fields", fields);

  return g_steal_pointer (&record);
}
