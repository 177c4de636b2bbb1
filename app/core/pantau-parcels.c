/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is carried for others: bytes first, then the row that names them, so that a crash leaves no row without its bytes. */

#include "config.h"

#include "pantau-parcels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-format.h"

#define DAY G_GINT64_CONSTANT (86400)

void
pantau_kept_free (PantauKept *self)
{
  g_free (self->hash);
  g_free (self->id);
  g_free (self->addressee);
  g_free (self->re);
  g_free (self);
}

/* The same store as that of files: whole and durable under its hash, or not at all. */
static PantauBlobs *
open_store (PantauHome *home)
{
  g_autofree char *path = g_build_filename (pantau_home_get_path (home), "parcels", NULL);

  return pantau_blobs_new (path);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

GStrv
pantau_parcels_province_ids (PantauHome *home)
{
  g_autofree char *keys = pantau_home_dup_province_keys (home);
  GStrv ids = g_strsplit (keys, " ", -1);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *key = ids[i];

      ids[i] = pantau_parcel_key_id (key);
    }

  return ids;
}

static gboolean
check_room (PantauHome *home, goffset size, GError **error)
{
  g_autofree char *limit = NULL;
  gint64 held;

  if (!pantau_db_integer (pantau_home_get_db (home), 0, &held, error,
                          "SELECT coalesce (sum (size), 0) FROM parcel WHERE state = 'waiting'",
                          ""))
    return FALSE;
  if (held + size <= PANTAU_PARCELS_LIMIT)
    return TRUE;
  limit = pantau_format_bytes ((guint64) PANTAU_PARCELS_LIMIT);

  return pantau_throw (
      error, PANTAU_ERROR_FULL,
      _ ("this laptop already carries %s for others; bring that to the province first"), limit);
}

gboolean
pantau_parcels_keep (
    PantauHome *home, PantauParcel *parcel, const char *addressee, gboolean *is_new, GError **error)
{
  g_autoptr (PantauBlobs) store = open_store (home);
  PantauDb *db = pantau_home_get_db (home);
  gsize size = g_bytes_get_size (parcel->frame);
  gint64 known;

  if (is_new != NULL)
    *is_new = FALSE;
  if (addressee == NULL)
    addressee = g_ptr_array_index (parcel->keys->len > 0 ? parcel->keys : parcel->invites, 0);
  /* Nor is a question taken along whose answer is here already. */
  if (!pantau_db_integer (db, 0, &known, error,
                          "SELECT count(*) FROM parcel WHERE hash = ?1 OR (?3 AND answers = ?2)",
                          "ssi", parcel->hash, parcel->id, (gint64) (parcel->re == NULL)))
    return FALSE;
  if (known > 0)
    return TRUE;

  if (!check_room (home, (goffset) size, error) ||
      !pantau_blobs_put_bytes (store, parcel->frame, NULL, error) ||
      !pantau_db_run (
          db, error,
          "INSERT INTO parcel (hash, id, addressee, answers, size, received, place, state) "
          "SELECT ?1, ?2, ?3, ?4, ?5, ?6, coalesce (max (place), 0) + 1, 'waiting' "
          "FROM parcel WHERE true ON CONFLICT DO NOTHING",
          "ssssii", parcel->hash, parcel->id, addressee, parcel->re, (gint64) size, now ()))
    return FALSE;
  if (is_new != NULL)
    *is_new = TRUE;

  return TRUE;
}

GPtrArray *
pantau_parcels_list (PantauHome *home, const char *addressee, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_kept_free);
  g_autofree char *own = pantau_parcel_key_id (pantau_home_get_device (home));
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (home),
      "SELECT hash, id, addressee, answers, size, received FROM parcel WHERE state = 'waiting' AND "
      "CASE WHEN ?1 IS NULL THEN addressee <> ?2 ELSE addressee = ?1 END AND "
      "(addressee = ?2 OR received > CASE WHEN answers IS NULL THEN ?3 ELSE ?4 END) "
      "ORDER BY place, hash",
      "ssii", addressee, own, now () - PANTAU_PARCELS_DAYS * DAY,
      now () - PANTAU_PARCELS_ANSWER_DAYS * DAY);

  while (pantau_stmt_next (stmt))
    {
      PantauKept *kept = g_new0 (PantauKept, 1);

      kept->hash = g_strdup (pantau_stmt_text (stmt, 0));
      kept->id = g_strdup (pantau_stmt_text (stmt, 1));
      kept->addressee = g_strdup (pantau_stmt_text (stmt, 2));
      kept->re = g_strdup (pantau_stmt_text (stmt, 3));
      kept->size = pantau_stmt_integer (stmt, 4);
      kept->received = pantau_stmt_integer (stmt, 5);
      g_ptr_array_add (list, kept);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

PantauParcel *
pantau_parcels_load (PantauHome *home, const char *hash, GError **error)
{
  g_autoptr (PantauBlobs) store = open_store (home);
  g_autoptr (GBytes) frame = pantau_blobs_get_bytes (store, hash, PANTAU_PARCEL_LIMIT, error);

  return frame != NULL ? pantau_parcel_read (frame, error) : NULL;
}

static gboolean
take_bytes_away (PantauHome *home, GPtrArray *hashes, GError **error)
{
  g_autoptr (PantauBlobs) store = open_store (home);

  for (guint i = 0; i < hashes->len; i++)
    if (!pantau_blobs_remove (store, g_ptr_array_index (hashes, i), error))
      return FALSE;

  return TRUE;
}

static GPtrArray *
take_hashes (PantauStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&hashes) : NULL;
}

gboolean
pantau_parcels_set_passed (PantauHome *home, const char *id, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GPtrArray) hashes = take_hashes (
      pantau_db_query (
          db, "SELECT hash FROM parcel WHERE id = ?1 AND answers IS NULL AND state = 'waiting'",
          "s", id),
      error);

  if (hashes == NULL)
    return FALSE;

  return hashes->len == 0 ||
         (pantau_db_run (db, error,
                         "UPDATE parcel SET state = 'passed' WHERE id = ?1 AND answers IS NULL",
                         "s", id) &&
          take_bytes_away (home, hashes, error));
}

gboolean
pantau_parcels_drop (PantauHome *home, const char *hash, GError **error)
{
  g_autoptr (PantauBlobs) store = open_store (home);

  return pantau_db_run (pantau_home_get_db (home), error, "DELETE FROM parcel WHERE hash = ?1", "s",
                        hash) &&
         pantau_blobs_remove (store, hash, error);
}

gboolean
pantau_parcels_sweep (PantauHome *home, guint *gone, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 oldest = now () - PANTAU_PARCELS_DAYS * DAY, unanswered;
  g_autoptr (GPtrArray) hashes = NULL;

  *gone = 0;
  if (!pantau_db_integer (
          db, 0, &unanswered, error,
          "SELECT count(*) FROM parcel WHERE received <= ?1 AND state = 'waiting' AND "
          "answers IS NULL",
          "i", oldest))
    return FALSE;
  hashes = take_hashes (
      pantau_db_query (db, "SELECT hash FROM parcel WHERE received <= ?1", "i", oldest), error);
  if (hashes == NULL)
    return FALSE;
  *gone = (guint) unanswered;

  if (!pantau_db_run (db, error, "DELETE FROM answered WHERE at <= ?1", "i", oldest))
    return FALSE;

  return hashes->len == 0 ||
         (pantau_db_run (db, error, "DELETE FROM parcel WHERE received <= ?1", "i", oldest) &&
          take_bytes_away (home, hashes, error));
}
