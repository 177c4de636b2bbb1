/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a copy of a province again, all of it: a copy that nobody has read is a hope. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "commands.h"
#include "copy.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "scrub.h"

void
pantau_copy_faults_free (PantauCopyFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->damaged);
  g_free (self);
}

static PantauCopyFaults *
faults_new (void)
{
  PantauCopyFaults *self = g_new0 (PantauCopyFaults, 1);

  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->damaged = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_scrub_fault_free);

  return self;
}

static void
check_file (PantauCopyFaults *self, const char *path, const char *hash, gint64 size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gint64 length = -1;

  found = pantau_copy_hash_file (path, &length, &error);
  if (found == NULL)
    g_ptr_array_add (self->faults, g_strdup (error->message));
  else if (length != size || !g_str_equal (found, hash))
    g_ptr_array_add (
        self->faults,
        g_strdup_printf (
            _ ("“%s” is not what the MANIFEST says: it is damaged, or of another copy"), path));
}

static void
check_reference (PantauCopyFaults *self, const PantauCopy *copy, const char *path)
{
  for (guint i = 0; i < copy->reference->len; i++)
    {
      const PantauCopyFile *file = g_ptr_array_index (copy->reference, i);
      g_autofree char *kept = pantau_copy_reference_name (file->name, file->hash);
      g_autofree char *name = g_build_filename (path, "reference", kept, NULL);

      check_file (self, name, file->hash, file->size);
    }
}

/* What the database says of itself is what the manifest says of it. */
static gboolean
check_end (PantauCopyFaults *self, const PantauCopy *copy, PantauDb *db, GError **error)
{
  g_autofree char *epoch = NULL, *head = NULL;
  gint64 index = 0;
  PantauStmt *stmt;

  if (!pantau_db_text (db, &epoch, error, "SELECT value FROM setting WHERE name = 'epoch'", ""))
    return FALSE;
  stmt = pantau_db_query (db, "SELECT idx, head FROM number ORDER BY idx DESC LIMIT 1", "");
  if (pantau_stmt_next (stmt))
    {
      index = pantau_stmt_integer (stmt, 0);
      head = pantau_stmt_hex (stmt, 1);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  if (g_strcmp0 (epoch, copy->epoch) != 0 || index != copy->index ||
      (index > 0 && g_strcmp0 (head, copy->head) != 0))
    g_ptr_array_add (self->faults,
                     g_strdup (_ ("the database ends elsewhere than the MANIFEST says")));

  return TRUE;
}

/* What stands in the database, and then the files that it knows. Damage is told, and so is what cannot be read. */
static gboolean
check_contents (PantauCopyFaults *self,
                const PantauCopy *copy,
                const char *path,
                PantauProgress progress,
                gpointer data,
                GError **error)
{
  g_autofree char *name = g_build_filename (path, copy->database, NULL),
                  *blobs_path = g_build_filename (path, "blobs", NULL);
  g_autoptr (PantauDb) db = pantau_db_open (name, PANTAU_DB_READ_ONLY, error);
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (blobs_path);
  g_autoptr (GPtrArray) copied = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauLedger) ledger = NULL;
  PantauScrubCounts counts;

  if (db == NULL || !pantau_db_check (db, FALSE, error))
    return FALSE;
  ledger = pantau_ledger_new (db);

  return check_end (self, copy, db, error) &&
         pantau_command_verify_ledger (db, ledger, self->faults, copied, progress, data, error) &&
         pantau_scrub_run (db, blobs, 0, self->damaged, &counts, progress, data, NULL, error);
}

PantauCopyFaults *
pantau_copy_verify (
    const char *path, PantauCopy **copy, PantauProgress progress, gpointer data, GError **error)
{
  g_autoptr (PantauCopy) read = pantau_copy_read (path, error);
  g_autoptr (PantauCopyFaults) self = faults_new ();
  g_autofree char *database = NULL;
  g_autoptr (GError) local_error = NULL;

  if (read == NULL)
    return NULL;

  database = g_build_filename (path, read->database, NULL);
  check_file (self, database, read->db_hash, read->db_size);
  check_reference (self, read, path);

  /* A database of other bytes may say anything: it is not opened at all. */
  if (self->faults->len == 0 && !check_contents (self, read, path, progress, data, &local_error))
    g_ptr_array_add (self->faults, g_strdup (local_error->message));
  if (copy != NULL)
    *copy = g_steal_pointer (&read);

  return g_steal_pointer (&self);
}
