/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From laptop to laptop: what somebody's role may read, sealed to his laptop. Who makes the file asks the table of access, and who reads it asks again, for
 * neither need believe the other.
 */

#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-courier-out.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-parcel.h"
#include "pantau-uploads.h"

GInputStream *
pantau_courier_stream_new (int fd)
{
  return g_unix_input_stream_new (fd, TRUE);
}

gboolean
pantau_courier_prepare (PantauHome *home, GError **error)
{
  g_autofree char *id = pantau_parcel_key_id (pantau_home_get_device (home));
  g_autofree char *known = pantau_home_get_setting (home, PANTAU_SETTING_COURIER_KEY);

  return pantau_store_catch_up (pantau_home_get_store (home), error) &&
         (g_strcmp0 (id, known) == 0 ||
          pantau_home_set_setting (home, PANTAU_SETTING_COURIER_KEY, id, error));
}

/* Who created the record, and his code. Both NULL where the record is not here. */
static gboolean
find_creator (PantauDb *db, const char *record, char **creator, char **code, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db, "SELECT creator, code FROM record LEFT JOIN person ON device = creator WHERE id = ?1",
      "s", record);

  if (pantau_stmt_next (stmt))
    {
      *creator = g_strdup (pantau_stmt_text (stmt, 0));
      *code = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_courier_may_read (PantauHome *home,
                         const PantauPerson *person,
                         const PantauEntry *entry,
                         const char *creator,
                         const char *creator_code,
                         gboolean *may,
                         GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  const char *regions[] = { entry->region, NULL };
  g_autofree char *found = NULL, *found_code = NULL;
  PantauLine line = {
    entry->type, entry->kind, entry->is_open, entry->region, entry->device, NULL
  };
  PantauActor actor = { .region = person->region,
                        .device = person->device,
                        .person = person->code };
  PantauRecordFacts record = { entry->kind, entry->is_open, NULL, NULL, regions };
  gint64 quarantined;

  *may = FALSE;
  if (!pantau_role_from_name (person->role, &actor.role))
    return TRUE;
  if (creator == NULL && !find_creator (db, entry->record, &found, &found_code, error))
    return FALSE;
  if (!pantau_db_integer (db, 0, &quarantined, error, "SELECT count(*) FROM verdict WHERE id = ?1",
                          "x", entry->id))
    return FALSE;
  record.device = creator != NULL ? creator : found;
  record.person = creator != NULL ? creator_code : found_code;
  if (record.person == NULL)
    record.person = "";
  *may = pantau_access_may_read (&actor, &line, record.device != NULL ? &record : NULL,
                                 quarantined != 0);

  return TRUE;
}

/* One card. */
typedef struct
{
  PantauOut *out;             /* (unowned) */
  const PantauPerson *person; /* (unowned) */
  GPtrArray *batch;           /* of PantauEntry */
  gsize bytes;
  GHashTable *authors; /* of the batch: devices, owned */
  GHashTable *files;   /* hash → record, both owned */
  guint lines;
} For;

static void
for_clear (For *self)
{
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->authors, g_hash_table_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (For, for_clear)

/* The grants of those who wrote the lines, as far as they are here: the reader knows authors by nothing else. */
static JsonArray *
find_grants (For *self)
{
  JsonArray *grants = json_array_new ();
  GHashTableIter iter;
  gpointer device;
  gsize size = 0;

  g_hash_table_iter_init (&iter, self->authors);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    {
      g_autoptr (PantauEntry) grant = pantau_courier_get_grant (self->out->home, device, NULL);
      g_autoptr (GString) line = g_string_new (NULL);

      if (grant == NULL)
        continue;
      pantau_entry_append_line (grant, line);
      size += line->len * 2;
      if (size > PANTAU_PARCEL_CONTENT_LIMIT / 2)
        break;
      json_array_add_string_element (grants, line->str);
    }

  return grants;
}

static gboolean
seal_batch (For *self, GError **error)
{
  g_autoptr (JsonObject) content = NULL;
  g_autoptr (GBytes) payload = NULL;

  if (self->batch->len == 0)
    return TRUE;
  content = pantau_out_content (self->out, PANTAU_PARCEL_LINES);
  json_object_set_array_member (content, "grants", find_grants (self));
  payload = pantau_courier_pack (self->batch);
  if (!pantau_out_seal (self->out, content, payload, self->person->device, error))
    return FALSE;
  self->lines += self->batch->len;
  g_ptr_array_set_size (self->batch, 0);
  g_hash_table_remove_all (self->authors);

  return TRUE;
}

static void
note_files (For *self, const PantauEntry *entry)
{
  g_autoptr (GPtrArray) names = NULL;

  /* Envelopes go to officers by the province alone; and of what is released the bytes come with the line that brought them. */
  if (g_str_equal (entry->type, PANTAU_TYPE_SEAL) ||
      g_str_equal (entry->type, PANTAU_TYPE_DISCLOSE))
    return;
  names = pantau_entry_get_blobs (entry);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (self->files, g_strdup (g_ptr_array_index (names, i)),
                         g_strdup (entry->record));
}

static gboolean
add_line (For *self, PantauEntry *entry, GError **error)
{
  gboolean may;

  if (!pantau_courier_may_read (self->out->home, self->person, entry, NULL, NULL, &may, error))
    return FALSE;
  /* His own lines he has; and what the province says of devices it says itself. */
  if (!may || g_str_equal (entry->device, self->person->device) ||
      g_str_has_prefix (entry->type, "device."))
    return TRUE;

  if (!pantau_out_batch (self->batch, &self->bytes, entry))
    {
      if (!seal_batch (self, error))
        return FALSE;
      pantau_out_batch (self->batch, &self->bytes, entry);
    }
  g_hash_table_add (self->authors, g_strdup (entry->device));
  note_files (self, entry);

  return TRUE;
}

static gboolean
add_lines (For *self, GError **error)
{
  PantauLedger *ledger = pantau_home_get_ledger (self->out->home);
  gint64 after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page =
          pantau_ledger_read_after (ledger, after, PANTAU_OUT_LINES, &after, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return seal_batch (self, error);
      for (guint i = 0; i < page->len; i++)
        if (!add_line (self, g_ptr_array_index (page, i), error))
          return FALSE;
    }
}

static gboolean
add_files (For *self, GError **error)
{
  GHashTableIter iter;
  gpointer hash, record;

  /* Of an open hoax Pemprov has a file only by a desk's release, which the province judges. */
  if (self->out->options->no_files ||
      g_str_equal (self->person->role, pantau_role_get_name (PANTAU_ROLE_PEMPROV)))
    return TRUE;
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &hash, &record))
    if (!pantau_out_write_file (self->out, hash, record, self->person->device, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_for (PantauOut *out, const PantauCard *card, GError **error)
{
  g_auto (For) self = { .out = out, .person = card->person };
  g_autofree char *sentence = NULL, *number = NULL;

  self.batch = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  self.authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!add_lines (&self, error) || !add_files (&self, error))
    return FALSE;

  number = pantau_format_integer (self.lines);
  /* Translators: %1$s is a person's name, %2$s a number. */
  sentence = g_strdup_printf (_ ("For %1$s: %2$s lines that this person may read."),
                              card->person->name, number);
  pantau_courier_say (out->summary, sentence);

  return TRUE;
}

gboolean
pantau_out_write_for_cards (PantauOut *self, GError **error)
{
  for (guint i = 0; self->options->cards != NULL && self->options->cards[i] != NULL; i++)
    {
      g_autoptr (PantauCard) card = pantau_card_read (self->options->cards[i], error);
      gint64 revoked;

      if (card == NULL)
        return FALSE;
      if (g_strcmp0 (card->province, self->head.province) != 0 ||
          card->practice != self->head.practice)
        return pantau_throw (error, PANTAU_ERROR_INVALID,
                             _ ("the card “%s” belongs to another province, or is for practice "
                                "where this laptop is not"),
                             self->options->cards[i]);
      if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &revoked, error,
                              "SELECT count(*) FROM revocation WHERE device = ?1 AND seq > ?2",
                              "si", card->person->device, card->grant->seq))
        return FALSE;
      if (revoked > 0)
        return pantau_throw (error, PANTAU_ERROR_REFUSED,
                             _ ("the laptop of the card “%s” was revoked by the province"),
                             self->options->cards[i]);
      if (!write_for (self, card, error))
        return FALSE;
    }

  return TRUE;
}
