/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of what was done with a record's files: brought, opened to Pemprov, handed on. Only of files that the record has, so what another line says of
 * them counts whenever that comes.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-custody.h"
#include "pantau-evidence.h"
#include "pantau-json.h"
#include "pantau-uploads.h"

gboolean
pantau_projection_clear_custody (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM custody WHERE record = ?1", "s", record);
}

/* A step of one line, which the rest of it is the same for. */
typedef struct
{
  const PantauEntry *entry;
  gint64 row;
  const char *what;
  const char *to;
  const char *note;
} Step;

static gboolean
write_step (PantauProjection *self,
            const Step *step,
            const char *hash,
            guint place,
            const char *received,
            const char *origin,
            GError **error)
{
  return pantau_db_run (
      self->db, error,
      "INSERT INTO custody (record, hash, entry, place, what, received, origin, recipient, note) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 "
      "WHERE EXISTS (SELECT 1 FROM evidence WHERE record = ?1 AND hash = ?2) "
      "ON CONFLICT DO NOTHING",
      "ssiisssss", step->entry->record, hash, step->row, (gint64) place, step->what, received,
      origin, step->to, step->note);
}

static gboolean
take_import (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error)
{
  g_autoptr (JsonObject) body = pantau_entry_parse_body (entry, NULL);
  g_autoptr (GPtrArray) files = pantau_evidence_read (body);
  const Step step = { entry, row, pantau_custody_get_name (PANTAU_CUSTODY_IMPORT), NULL,
                      pantau_json_string (body, "note") };

  for (guint i = 0; i < files->len; i++)
    {
      const PantauAttachment *file = g_ptr_array_index (files, i);

      if (!write_step (self, &step, file->hash, i, file->received, file->origin, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_named (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_entry_get_blobs (entry);
  const Step step = { entry, row, pantau_custody_get_name (PANTAU_CUSTODY_IMPORT), NULL, NULL };

  for (guint i = 0; i < names->len; i++)
    if (!write_step (self, &step, g_ptr_array_index (names, i), i, NULL, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
take_targets (PantauProjection *self, const Step *step, GStrv targets, GError **error)
{
  for (guint i = 0; targets[i] != NULL; i++)
    if (!write_step (self, step, targets[i], i, NULL, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
take_release (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error)
{
  g_autoptr (JsonObject) body = pantau_entry_parse_body (entry, NULL);
  g_auto (GStrv) targets = pantau_evidence_read_release (body);
  const Step step = { entry, row, pantau_custody_get_name (PANTAU_CUSTODY_RELEASE), NULL,
                      pantau_json_string (body, "reason") };

  return take_targets (self, &step, targets, error);
}

static gboolean
take_touch (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error)
{
  g_autoptr (JsonObject) body = pantau_entry_parse_body (entry, NULL);
  g_autoptr (PantauTouch) touch = pantau_touch_read (body);

  if (touch == NULL)
    return TRUE;

  return take_targets (
      self,
      &(const Step){ entry, row, pantau_touch_get_name (touch->what), touch->to, touch->note },
      touch->targets, error);
}

gboolean
pantau_projection_take_custody (PantauProjection *self,
                                GPtrArray *entries,
                                GArray *rows,
                                GError **error)
{
  static const struct
  {
    const char *type;
    gboolean (*take) (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error);
  } types[] = {
    { PANTAU_TYPE_EVIDENCE, take_import },
    { PANTAU_TYPE_CREATE, take_named },
    { PANTAU_TYPE_DISCLOSE, take_release },
    { PANTAU_TYPE_TOUCH, take_touch },
  };

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      for (guint k = 0; entry->body != NULL && k < G_N_ELEMENTS (types); k++)
        if (g_str_equal (types[k].type, entry->type) &&
            !types[k].take (self, entry, g_array_index (rows, gint64, i), error))
          return FALSE;
    }

  return TRUE;
}
