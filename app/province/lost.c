/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the province had and has no more; see lost.h. */

#include "config.h"

#include "lost.h"

#include "named.h"

gboolean
pantau_lost_note (PantauProvince *province, const char *hash, GError **error)
{
  /* Uploads end in the writer too, with their file in its place. */
  if (pantau_blobs_has (pantau_province_get_blobs (province), hash))
    return TRUE;

  return pantau_db_run (pantau_province_get_db (province), error,
                        "INSERT INTO lost (hash, since) SELECT hash, ?2 FROM blob WHERE hash = ?1 "
                        "ON CONFLICT DO NOTHING",
                        "si", hash, g_get_real_time () / G_USEC_PER_SEC);
}

typedef struct
{
  PantauProvince *province; /* (unowned) */
  char *hash;
} Note;

static gboolean
note_job (PantauBook *book, gpointer data, GError **error)
{
  Note *note = data;

  return pantau_lost_note (note->province, note->hash, error);
}

static void
noted_cb (gpointer data, const GError *error)
{
  Note *note = data;

  if (error != NULL)
    g_warning ("noting that a file is lost: %s", error->message);
  g_free (note->hash);
  g_free (note);
}

void
pantau_lost_submit (PantauProvince *province, PantauWriter *writer, const char *hash)
{
  Note *note = g_new (Note, 1);

  *note = (Note){ province, g_strdup (hash) };
  pantau_writer_submit (writer, note_job, noted_cb, note);
}

gboolean
pantau_lost_forget (PantauDb *db, const char *hash, GError **error)
{
  return pantau_db_run (db, error, "DELETE FROM lost WHERE hash = ?1", "s", hash);
}

gboolean
pantau_lost_any (PantauDb *db, gboolean *any, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (db, 0, &n, error,
                          "SELECT EXISTS (SELECT 1 FROM lost JOIN named USING (hash))", ""))
    return FALSE;
  *any = n != 0;

  return TRUE;
}

/* The next rows of the table, whoever may bring them. */
static GPtrArray *
read_rows (PantauDb *db, const char *after, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT hash FROM lost WHERE hash > ?1 ORDER BY hash LIMIT ?2", "si",
                       after, (gint64) PANTAU_LOST_LIMIT);

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (rows, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

gboolean
pantau_lost_list (PantauDb *db,
                  const PantauDevice *device,
                  const char *after,
                  GPtrArray *hashes,
                  char **next,
                  GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (db, after, error);

  *next = NULL;
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *hash = g_ptr_array_index (rows, i);
      gboolean may;

      if (!pantau_named_may_bring (db, device, hash, &may, error))
        return FALSE;
      if (may)
        g_ptr_array_add (hashes, g_strdup (hash));
    }
  if (rows->len == PANTAU_LOST_LIMIT)
    *next = g_strdup (g_ptr_array_index (rows, rows->len - 1));

  return TRUE;
}
