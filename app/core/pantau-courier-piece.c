/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of files that come by courier, from another laptop or from the province: each at its place, and the whole compared with its name. */

#include "config.h"

#include "pantau-blob-part.h"
#include "pantau-courier-in.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-uploads.h"

/* The line here that brings the file; 0 where none does: then nobody may fill this disk with it. */
static gboolean
find_line (PantauIn *self, const char *hash, gint64 *n, GError **error)
{
  return pantau_db_integer (pantau_home_get_db (self->home), 0, n, error,
                            "SELECT entry FROM evidence WHERE hash = ?1 UNION ALL "
                            "SELECT entry FROM upload WHERE hash = ?1 UNION ALL "
                            "SELECT entry FROM identity WHERE blob = ?1 LIMIT 1",
                            "s", hash);
}

/* It goes on to the province with the line, which may be as new here. */
static gboolean
offer_file (PantauIn *self, gint64 n, GError **error)
{
  PantauDb *db = pantau_home_get_db (self->home);
  g_autoptr (PantauEntry) entry = NULL;
  gint64 waits;

  if (!pantau_db_integer (db, 0, &waits, error, "SELECT count(*) FROM unsent WHERE entry = ?1", "i",
                          n))
    return FALSE;
  if (waits == 0)
    return TRUE;
  entry = pantau_ledger_get (pantau_home_get_ledger (self->home), n, error);
  if (entry == NULL || !pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_uploads_note (db, pantau_home_get_blobs (self->home), entry, n, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}

/* One piece at its place. @fate says whether it waits for the one before it. */
static gboolean
add_piece (PantauIn *self,
           const char *hash,
           goffset size,
           goffset offset,
           GBytes *piece,
           PantauInFate *fate,
           GError **error)
{
  g_autofree char *name = g_strconcat ("kurir-", hash, NULL);
  g_autoptr (PantauBlobPart) part =
      pantau_blob_part_open (pantau_home_get_blobs (self->home), name, error);
  g_autoptr (GError) local_error = NULL;
  goffset have, end = offset + (goffset) g_bytes_get_size (piece);
  const guint8 *bytes = g_bytes_get_data (piece, NULL);

  if (part == NULL)
    return FALSE;
  have = pantau_blob_part_get_size (part);
  if (have < offset)
    {
      *fate = PANTAU_IN_WAITS;
      return TRUE;
    }
  if (have < end &&
      (!pantau_blob_part_append (part, bytes + (have - offset), (gsize) (end - have), error) ||
       !pantau_blob_part_sync (part, error)))
    return FALSE;
  if (pantau_blob_part_get_size (part) < size)
    return TRUE;

  if (pantau_blob_part_finish (part, hash, self->cancellable, &local_error))
    {
      self->summary->files++;
      return TRUE;
    }
  if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* Somebody's piece was false: the file comes again, from another hand or by the network. */
  *fate = PANTAU_IN_USELESS;

  return TRUE;
}

gboolean
pantau_in_file (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  const char *hash = pantau_json_string (content->json, "hash");
  goffset size = pantau_json_integer (content->json, "size", -1);
  goffset offset = pantau_json_integer (content->json, "offset", -1);
  goffset length = (goffset) g_bytes_get_size (content->payload);
  gint64 n;

  *fate = PANTAU_IN_USELESS;
  if (!pantau_is_hash (hash) || size < 0 || size > PANTAU_BLOB_LIMIT || offset < 0 ||
      length > PANTAU_PARCEL_PIECE || offset > size - length || (length == 0 && size > 0))
    return TRUE;

  *fate = PANTAU_IN_DONE;
  if (pantau_blobs_has (pantau_home_get_blobs (self->home), hash))
    return TRUE;
  if (!find_line (self, hash, &n, error))
    return FALSE;
  if (n == 0)
    {
      *fate = PANTAU_IN_WAITS;
      return TRUE;
    }

  return add_piece (self, hash, size, offset, content->payload, fate, error) &&
         (!pantau_blobs_has (pantau_home_get_blobs (self->home), hash) ||
          offer_file (self, n, error));
}
