/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the "no" answers of an activity to risks of their own. */

#include "config.h"

#include "pantau-edit-checklist.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-checklist.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"

/* A draft, and what it borrows. */
typedef struct
{
  PantauDraft draft;
  char *record;
  char *kind;
  char *region;
  char *time;
  JsonObject *body;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->record);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->time);
  json_object_unref (self->body);
  g_free (self);
}

/* @body (transfer full) */
static Line *
line_new (const char *record,
          const char *kind,
          const char *region,
          gboolean is_open,
          const char *type,
          JsonObject *body)
{
  Line *self = g_new0 (Line, 1);

  self->record = g_strdup (record);
  self->kind = g_strdup (kind);
  self->region = g_strdup (region);
  self->time = pantau_home_now ();
  self->body = body;
  self->draft = (PantauDraft){ .record = self->record,
                               .kind = self->kind,
                               .is_open = is_open,
                               .region = self->region,
                               .type = type,
                               .time = self->time,
                               .body = self->body };

  return self;
}

static gboolean
has_checklist (const PantauKind *kind)
{
  for (guint i = 0; kind != NULL && i < kind->fields->len; i++)
    if (((const PantauField *) g_ptr_array_index (kind->fields, i))->opens != NULL)
      return TRUE;

  return FALSE;
}

/* The lines that record what @item opens, and its UUID (transfer full); NULL with an error. */
static char *
open_one (PantauHome *home,
          PantauRecord *activity,
          const PantauField *item,
          GPtrArray *lines,
          char **warning,
          GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (JsonObject) given = pantau_checklist_record (reference, activity, item->name);
  g_autoptr (JsonObject) link = json_object_new ();
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *text = pantau_json_object_text (given), *region = NULL, *record_class = NULL;
  g_autofree char *id = pantau_uuid_new ();
  gboolean is_open;

  body = pantau_check_record (reference, item->opens->kind, text, strlen (text),
                              g_get_real_time () / G_USEC_PER_SEC,
                              pantau_record_get_region (activity), &region, &record_class, faults);
  if (body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              ((const PantauFault *) g_ptr_array_index (faults, 0))->message);

  is_open = g_str_equal (record_class, "open");
  json_object_set_string_member (link, "rel", "same-event");
  json_object_set_string_member (link, "to", pantau_record_get_id (activity));
  g_ptr_array_add (lines, line_new (id, item->opens->kind, region, is_open, PANTAU_TYPE_CREATE,
                                    g_steal_pointer (&body)));
  g_ptr_array_add (lines, line_new (id, item->opens->kind, region, is_open, PANTAU_TYPE_LINK,
                                    g_steal_pointer (&link)));
  if (warning != NULL && *warning == NULL)
    *warning = pantau_edit_warn (home, item->opens->kind, region, is_open);

  return g_steal_pointer (&id);
}

GStrv
pantau_edit_open_risks (PantauHome *home, const char *id, char **warning, GError **error)
{
  PantauStore *store = pantau_home_get_store (home);
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (PantauRecord) activity = pantau_store_get (store, id, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) shortfalls = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const PantauKind *kind;

  if (activity == NULL)
    return NULL;
  kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference),
                              pantau_record_get_kind (activity));
  if (!has_checklist (kind))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the record has no checklist"));

  shortfalls = pantau_checklist_shortfalls (store, reference, id, error);
  for (guint i = 0; shortfalls != NULL && i < shortfalls->len; i++)
    {
      const PantauShortfall *one = g_ptr_array_index (shortfalls, i);
      g_autofree char *opened = NULL;

      if (one->risk != NULL)
        continue;
      opened =
          open_one (home, activity, pantau_kind_field (kind, one->item), lines, warning, error);
      if (opened == NULL)
        return NULL;
      g_strv_builder_add (ids, opened);
    }
  if (shortfalls == NULL || (lines->len > 0 && !pantau_home_write_many (home, lines, error)))
    return NULL;

  return g_strv_builder_end (ids);
}
