/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a courier file: first what is small and precious, then the question, then what is carried for others, then files. So of several parts the first has all
 * that somebody waits for.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-codec.h"
#include "pantau-courier-out.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-parcels.h"

/* zstd's: a file is made once and read once. */
#define LEVEL 9

G_STATIC_ASSERT (PANTAU_COURIER_LEAST >= 2 * PANTAU_PARCEL_LIMIT);

void
pantau_out_clear (PantauOut *self)
{
  g_clear_pointer (&self->writers, g_ptr_array_unref);
  g_clear_pointer (&self->head.made, g_free);
  g_clear_pointer (&self->own_rows, g_array_unref);
  g_free (self->ask);
}

/* "stick.pantau", "stick-2.pantau", … */
static char *
part_path (const char *path, guint n)
{
  gsize length = strlen (path), suffix = strlen (PANTAU_COURIER_SUFFIX);

  if (n == 1)
    return g_strdup (path);
  if (!g_str_has_suffix (path, PANTAU_COURIER_SUFFIX))
    return g_strdup_printf ("%s-%u", path, n);

  return g_strdup_printf ("%.*s-%u" PANTAU_COURIER_SUFFIX, (int) (length - suffix), path, n);
}

static PantauCourierWriter *
begin_part (PantauOut *self, GError **error)
{
  g_autofree char *path = part_path (self->path, self->writers->len + 1);
  PantauCourierWriter *writer =
      pantau_courier_writer_new (path, self->options->replace, &self->head, error);

  if (writer != NULL)
    g_ptr_array_add (self->writers, writer);

  return writer;
}

static PantauCourierWriter *
get_writer (PantauOut *self, goffset size, GError **error)
{
  PantauCourierWriter *writer =
      self->writers->len > 0 ? g_ptr_array_index (self->writers, self->writers->len - 1) : NULL;

  if (writer != NULL && pantau_courier_writer_get_size (writer) + size <= self->most)
    return writer;
  if (writer != NULL && !pantau_courier_writer_finish (writer, error))
    return NULL;

  return begin_part (self, error);
}

gboolean
pantau_out_add (PantauOut *self, PantauParcel *parcel, GError **error)
{
  goffset size = (goffset) g_bytes_get_size (parcel->frame);
  PantauCourierWriter *writer = get_writer (self, size, error);

  if (writer == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !pantau_courier_writer_add (writer, parcel, error))
    return FALSE;
  self->summary->parcels++;
  self->done += size;
  if (self->options->progress != NULL)
    self->options->progress (self->done, MAX (self->total, self->done), self->options->data);

  return TRUE;
}

gboolean
pantau_out_seal (
    PantauOut *self, JsonObject *content, GBytes *payload, const char *key, GError **error)
{
  const char *const keys[] = { key, NULL };
  g_autoptr (PantauParcel) parcel = NULL;

  parcel = pantau_parcel_seal (content, payload, key != NULL ? keys : NULL,
                               key != NULL ? NULL : self->invite, NULL, error);
  if (parcel == NULL)
    return FALSE;
  if (g_strcmp0 (pantau_json_string (content, "kind"), PANTAU_PARCEL_ASK) == 0)
    self->ask = g_strdup (parcel->id);

  return pantau_out_add (self, parcel, error);
}

JsonObject *
pantau_out_content (PantauOut *self, const char *kind)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", kind);
  json_object_set_string_member (content, "from", pantau_home_get_device (self->home));

  return content;
}

GBytes *
pantau_courier_pack (GPtrArray *entries)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    pantau_entry_append_line (g_ptr_array_index (entries, i), text);

  return pantau_codec_encode (PANTAU_CODING_ZSTD, LEVEL, text->str, text->len);
}

/* ---- Lines ---- */

static gboolean
seal_lines (PantauOut *self, GPtrArray *entries, GError **error)
{
  g_autoptr (JsonObject) content = pantau_out_content (self, PANTAU_PARCEL_LINES);
  g_autoptr (GBytes) payload = NULL;

  if (entries->len == 0)
    return TRUE;
  if (self->join != NULL)
    json_object_set_string_member (content, "enroll", self->join);
  payload = pantau_courier_pack (entries);
  if (!pantau_out_seal (self, content, payload, self->head.province, error))
    return FALSE;
  self->summary->lines += entries->len;
  g_ptr_array_set_size (entries, 0);

  return TRUE;
}

gboolean
pantau_out_batch (GPtrArray *batch, gsize *bytes, PantauEntry *entry)
{
  gsize size = PANTAU_SIGNATURE_TEXT + strlen (entry->header) +
               (entry->body != NULL ? strlen (entry->body) : 0) + 3;

  if (batch->len > 0 && (batch->len == PANTAU_OUT_LINES || *bytes + size > PANTAU_PARCEL_PIECE))
    return FALSE;
  if (batch->len == 0)
    *bytes = 0;
  *bytes += size;
  g_ptr_array_add (batch, pantau_entry_ref (entry));

  return TRUE;
}

/* The rows to send. (transfer full) */
static GArray *
find_rows (PantauOut *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauDb *db = pantau_home_get_db (self->home);
  PantauStmt *stmt =
      self->options->all
          ? pantau_db_query (db, "SELECT n FROM entry ORDER BY n", "")
          : pantau_db_query (db,
                             "SELECT entry FROM unsent WHERE entry NOT IN (SELECT entry FROM "
                             "refused WHERE reason <> 'unknown-device') ORDER BY entry",
                             "");

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

gboolean
pantau_out_write_lines (PantauOut *self, GError **error)
{
  g_autoptr (GArray) rows = find_rows (self, error);
  g_autoptr (GPtrArray) batch =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  gsize bytes = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 n = g_array_index (rows, gint64, i);
      g_autoptr (PantauEntry) entry =
          pantau_ledger_get (pantau_home_get_ledger (self->home), n, error);

      if (entry == NULL)
        return FALSE;
      if (!pantau_out_batch (batch, &bytes, entry))
        {
          if (!seal_lines (self, batch, error))
            return FALSE;
          pantau_out_batch (batch, &bytes, entry);
        }
      if (g_str_equal (entry->device, pantau_home_get_device (self->home)))
        {
          g_array_append_val (self->own_rows, n);
          self->summary->own_lines++;
        }
    }

  return rows != NULL && seal_lines (self, batch, error);
}

/* ---- What is carried ---- */

static gboolean
write_carried (PantauOut *self, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_parcels_list (self->home, NULL, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PantauKept *kept = g_ptr_array_index (list, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (PantauParcel) parcel = pantau_parcels_load (self->home, kept->hash, &local_error);

      if (parcel == NULL)
        {
          pantau_courier_say (self->summary,
                              _ ("A parcel that was carried for others is damaged here; whoever "
                                 "made it has to make it again."));
          pantau_parcels_drop (self->home, kept->hash, NULL);
          continue;
        }
      if (!pantau_out_add (self, parcel, error))
        return FALSE;
      self->summary->foreign++;
      self->summary->answers += kept->re != NULL;
    }

  return list != NULL;
}

/* ---- Files ---- */

gboolean
pantau_out_write_file (
    PantauOut *self, const char *hash, const char *record, const char *key, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autofree guint8 *piece = g_malloc (PANTAU_PARCEL_PIECE);
  goffset size = 0, offset = 0;
  int fd = pantau_blobs_open_fd (pantau_home_get_blobs (self->home), hash, &size, NULL);

  /* Gone meanwhile, or damaged: what of it is sent is for nothing, but it stops nothing else. */
  if (fd < 0)
    return TRUE;
  stream = pantau_courier_stream_new (fd);
  do
    {
      g_autoptr (JsonObject) content = pantau_out_content (self, PANTAU_PARCEL_FILE);
      g_autoptr (GBytes) payload = NULL;
      gsize n;

      if (!g_input_stream_read_all (stream, piece, PANTAU_PARCEL_PIECE, &n, self->cancellable,
                                    error))
        return FALSE;
      if (n == 0 && size > 0)
        break;
      payload = g_bytes_new (piece, n);
      json_object_set_string_member (content, "hash", hash);
      json_object_set_int_member (content, "size", size);
      json_object_set_int_member (content, "offset", offset);
      if (record != NULL)
        json_object_set_string_member (content, "record", record);
      if (!pantau_out_seal (self, content, payload, key, error))
        return FALSE;
      offset += (goffset) n;
    }
  while (offset < size);
  self->summary->files++;

  return TRUE;
}

/* Smaller files first, as over a line: of two parts the first has the more of them. */
static gboolean
write_files (PantauOut *self, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (self->home),
                       "SELECT hash, record, size FROM upload JOIN entry ON n = upload.entry "
                       "WHERE state = 'waiting' OR (?1 AND state IN ('sent', 'refused')) "
                       "ORDER BY size, hash",
                       "i", (gint64) self->options->all);

  while (pantau_stmt_next (stmt))
    {
      g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));
      g_ptr_array_add (records, g_strdup (pantau_stmt_text (stmt, 1)));
      self->total += pantau_stmt_integer (stmt, 2);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  self->total += self->done;

  for (guint i = 0; i < hashes->len; i++)
    if (!pantau_out_write_file (self, g_ptr_array_index (hashes, i), g_ptr_array_index (records, i),
                                self->head.province, error))
      return FALSE;

  return TRUE;
}

/* ---- All of it ---- */

/* Each file gets its name; where one cannot, none has it. */
static gboolean
publish (PantauOut *self, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (!pantau_courier_writer_finish (g_ptr_array_index (self->writers, self->writers->len - 1),
                                     error))
    return FALSE;
  for (guint i = 0; i < self->writers->len; i++)
    {
      PantauCourierWriter *writer = g_ptr_array_index (self->writers, i);

      if (!pantau_courier_writer_publish (writer, error))
        {
          for (guint j = 0; j < i; j++)
            g_remove (g_ptr_array_index (paths, j));
          return FALSE;
        }
      g_ptr_array_add (paths, g_strdup (pantau_courier_writer_get_path (writer)));
      self->summary->bytes += pantau_courier_writer_get_size (writer);
    }
  self->summary->hash =
      g_strdup (pantau_courier_writer_get_hash (g_ptr_array_index (self->writers, 0)));
  g_ptr_array_add (paths, NULL);
  self->summary->paths = (GStrv) g_ptr_array_free (g_steal_pointer (&paths), FALSE);

  return TRUE;
}

/* What left, in one transaction with the note that it did. */
static gboolean
note (PantauOut *self, GError **error)
{
  PantauDb *db = pantau_home_get_db (self->home);
  gboolean ok;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  ok = pantau_db_run (db, error,
                      "DELETE FROM carried WHERE entry NOT IN (SELECT entry FROM unsent)", "") &&
       pantau_courier_log (self->home, TRUE, self->summary, error);
  for (guint i = 0; ok && i < self->own_rows->len; i++)
    ok = pantau_db_run (db, error,
                        "INSERT INTO carried (entry, at) SELECT ?1, ?2 WHERE EXISTS "
                        "(SELECT 1 FROM unsent WHERE entry = ?1) "
                        "ON CONFLICT (entry) DO UPDATE SET at = ?2",
                        "is", g_array_index (self->own_rows, gint64, i), self->head.made);
  if (ok)
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

gboolean
pantau_out_begin (PantauOut *self,
                  PantauHome *home,
                  const char *path,
                  const PantauCourierOptions *options,
                  PantauCourierSummary *summary,
                  GCancellable *cancellable,
                  GError **error)
{
  static const PantauCourierOptions defaults = { 0 };

  self->home = home;
  self->path = path;
  self->options = options != NULL ? options : &defaults;
  self->summary = summary;
  self->cancellable = cancellable;
  self->most = self->options->most > 0 ? MIN (self->options->most, PANTAU_COURIER_MOST)
                                       : PANTAU_COURIER_MOST;
  self->writers = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_courier_writer_free);
  self->own_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->head.province = (char *) pantau_home_get_province (home);
  self->head.by = (char *) pantau_home_get_device (home);
  self->head.made = pantau_home_now ();
  self->head.practice = pantau_home_is_practice (home);

  pantau_courier_summary_begin (summary, path);
  summary->made = g_strdup (self->head.made);
  summary->by = g_strdup (self->head.by);
  summary->province = g_strdup (self->head.province);
  summary->practice = self->head.practice;

  if (self->most < PANTAU_COURIER_LEAST)
    {
      return pantau_throw (error, PANTAU_ERROR_INVALID,
                           _ ("a courier file cannot be split into parts of less than 4 MiB"));
    }

  return pantau_courier_prepare (home, error) && begin_part (self, error) != NULL;
}

gboolean
pantau_out_end (PantauOut *self, GError **error)
{
  return publish (self, error) && note (self, error);
}

gboolean
pantau_courier_write (PantauHome *home,
                      const char *path,
                      const PantauCourierOptions *options,
                      PantauCourierSummary *summary,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (PantauOut) self = { 0 };

  if (pantau_home_get_province (home) == NULL)
    {
      pantau_courier_summary_begin (summary, path);
      return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                           _ ("this home belongs to no province yet; it is enrolled first, which "
                              "a courier file can do too"));
    }

  return pantau_out_begin (&self, home, path, options, summary, cancellable, error) &&
         pantau_out_write_lines (&self, error) && pantau_out_write_ask (&self, error) &&
         pantau_out_write_for_cards (&self, error) && write_carried (&self, error) &&
         (self.options->no_files || write_files (&self, error)) && pantau_out_end (&self, error);
}
