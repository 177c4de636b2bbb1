/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a record's files, and which of them a desk released. */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-evidence.h"
#include "pantau-file-type.h"
#include "pantau-json.h"
#include "pantau-uploads.h"

gboolean
pantau_projection_clear_evidence (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM evidence WHERE record = ?1", "s", record);
}

/*
 * Of two lines that bring one file, that with the smaller id has the row: the same in every home. But a line that brings its bytes goes before one that says
 * they are kept elsewhere, or whoever says so could keep others from fetching it.
 */
static gboolean
write_file (PantauProjection *self,
            const char *record,
            gint64 row,
            guint place,
            const PantauAttachment *file,
            const char *note,
            gboolean is_silent,
            GError **error)
{
  g_autofree char *claims = is_silent ? NULL : pantau_file_claims_to_text (file->claims);

  return pantau_db_run (
      self->db, error,
      "INSERT INTO evidence (record, hash, entry, place, name, size, type, received, picture, "
      "masks, note, claims, origin, stripped, medium, released) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0) "
      "ON CONFLICT (record, hash) DO UPDATE SET entry = ?3, place = ?4, name = ?5, size = ?6, "
      "type = ?7, received = ?8, picture = ?9, masks = ?10, note = ?11, claims = ?12, "
      "origin = ?13, stripped = ?14, medium = ?15 "
      "WHERE (?15 IS NOT NULL, (SELECT id FROM entry WHERE entry.n = ?3)) < "
      "(evidence.medium IS NOT NULL, (SELECT id FROM entry WHERE entry.n = evidence.entry))",
      "ssiisississssss", record, file->hash, row, (gint64) place, file->name, (gint64) file->size,
      file->type, file->received, (gint64) file->picture, file->masks, note, claims, file->origin,
      file->stripped, file->medium);
}

static gboolean
write_added (PantauProjection *self,
             const PantauEntry *entry,
             gint64 row,
             gboolean is_silent,
             GError **error)
{
  g_autoptr (JsonObject) body = pantau_entry_parse_body (entry, NULL);
  g_autoptr (GPtrArray) files = pantau_evidence_read (body);
  const char *note = pantau_json_string (body, "note");

  for (guint i = 0; i < files->len; i++)
    if (!write_file (self, entry->record, row, i, g_ptr_array_index (files, i), note, is_silent,
                     error))
      return FALSE;

  return TRUE;
}

/* What a record was created with names its files and says no more of them. */
static gboolean
write_named (PantauProjection *self, const PantauEntry *entry, gint64 row, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_entry_get_blobs (entry);

  for (guint i = 0; i < names->len; i++)
    {
      const PantauAttachment file = { .hash = g_ptr_array_index (names, i),
                                      .name = (char *) "",
                                      .size = -1,
                                      .type = (char *) pantau_file_type_guess (NULL, 0) };

      if (!write_file (self, entry->record, row, i, &file, NULL, TRUE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_released (PantauProjection *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonObject) body = pantau_entry_parse_body (entry, NULL);
  g_auto (GStrv) targets = pantau_evidence_read_release (body);

  for (gsize i = 0; targets[i] != NULL; i++)
    if (!pantau_db_run (self->db, error,
                        "UPDATE evidence SET released = 1 WHERE record = ?1 AND hash = ?2", "ss",
                        entry->record, targets[i]))
      return FALSE;

  return TRUE;
}

/* Whether @entry is of @type, and has what it says. */
static gboolean
says (const PantauEntry *entry, const char *type)
{
  return entry->body != NULL && g_str_equal (entry->type, type);
}

/* What is closed from its first line on was never anybody's to release; the province sets such a line aside. */
static gboolean
may_be_released (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->type, PANTAU_TYPE_CREATE) && !entry->is_open)
        return FALSE;
    }

  return TRUE;
}

/* Another program may have written what files say of themselves into lines of a hoax all the same: it is shown to nobody. */
static gboolean
is_silent (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (pantau_evidence_is_silent (((const PantauEntry *) g_ptr_array_index (entries, i))->kind))
      return TRUE;

  return FALSE;
}

gboolean
pantau_projection_take_evidence (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error)
{
  gboolean silent = is_silent (entries);

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);
      gint64 row = g_array_index (rows, gint64, i);

      if ((says (entry, PANTAU_TYPE_EVIDENCE) && !write_added (self, entry, row, silent, error)) ||
          (says (entry, PANTAU_TYPE_CREATE) && !write_named (self, entry, row, error)))
        return FALSE;
    }

  /* A release may stand before what it releases. */
  for (guint i = 0; may_be_released (entries) && i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      if (says (entry, PANTAU_TYPE_DISCLOSE) && entry->is_open &&
          !write_released (self, entry, error))
        return FALSE;
    }

  return TRUE;
}
