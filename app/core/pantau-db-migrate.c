/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered scripts: what brings a database from the version that it has to the one that this program knows. */

#include "config.h"

#include "pantau-db-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-resource.h"

/* "PANT": file(1) and we ourselves know our databases by it. */
#define APPLICATION_ID 0x50414e54

/* Is there a script of @part for @version? Most versions change one part only. */
static GBytes *
find_script (const char *part, int version)
{
  g_autofree char *path = g_strdup_printf ("sql/%s-%03d.sql", part, version);

  return pantau_resource_lookup (path, NULL);
}

int
pantau_db_newest_version (void)
{
  static const char *const all[] = { "facts", "local", "province" };
  int version = 0;
  gboolean is_there = TRUE;

  while (is_there)
    {
      is_there = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (all) && !is_there; i++)
        {
          g_autoptr (GBytes) script = find_script (all[i], version + 1);

          is_there = script != NULL;
        }
      version += is_there ? 1 : 0;
    }

  return version;
}

/* Refuses what is not ours to touch, without writing a byte. */
static gboolean
check_version (PantauDb *self, gint64 *version, GError **error)
{
  gint64 application = 0, objects = 0;

  if (!pantau_db_integer (self, 0, version, error, "PRAGMA user_version", "") ||
      !pantau_db_integer (self, 0, &application, error, "PRAGMA application_id", "") ||
      !pantau_db_integer (self, 0, &objects, error, "SELECT count(*) FROM sqlite_schema", ""))
    return FALSE;

  /* Ours, or a new and empty file; a version is never set without our mark. */
  if (application != APPLICATION_ID && (application != 0 || objects != 0 || *version != 0))
    {
      pantau_db_leave_alone (self);
      return pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the file is not a database of Pantau"));
    }

  if (*version > pantau_db_newest_version ())
    {
      pantau_db_leave_alone (self);
      return pantau_throw (
          error, PANTAU_ERROR_NEWER,
          _ ("the data were written by a newer Pantau (version %d of the database, this "
             "program knows %d); they were left alone; please install the newer program"),
          (int) *version, pantau_db_newest_version ());
    }

  return TRUE;
}

static gboolean
migrate_to (PantauDb *self, const char *const *parts, int version, GError **error)
{
  g_autofree char *pragma = g_strdup_printf (
      "PRAGMA user_version = %d; PRAGMA application_id = %d;", version, APPLICATION_ID);

  if (!pantau_db_begin (self, PANTAU_DB_DURABLE, error))
    return FALSE;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("sql/%s-%03d.sql", parts[i], version);
      g_autoptr (GBytes) script = pantau_resource_lookup (path, NULL);

      if (script != NULL && !pantau_db_script (self, g_bytes_get_data (script, NULL), error))
        {
          g_prefix_error (error, "%s: ", path);
          pantau_db_rollback (self);
          return FALSE;
        }
    }

  if (!pantau_db_script (self, pragma, error))
    {
      pantau_db_rollback (self);
      return FALSE;
    }

  return pantau_db_commit (self, error);
}

gboolean
pantau_db_migrate (PantauDb *self, const char *const *parts, GError **error)
{
  gint64 version;

  if (!check_version (self, &version, error))
    return FALSE;

  if (pantau_db_is_read_only (self))
    return version == pantau_db_newest_version () ||
           pantau_throw (error, PANTAU_ERROR_BUSY,
                         _ ("the database must first be opened for writing once"));

  if (!pantau_db_is_writable (self))
    return pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the database is damaged: %s"),
                         "write version");

  /* WAL survives kill -9 in the middle of anything, and readers never wait for the writer. */
  if (!pantau_db_script (self, "PRAGMA journal_mode = WAL;", error))
    return FALSE;

  for (int next = (int) version + 1; next <= pantau_db_newest_version (); next++)
    if (!migrate_to (self, parts, next, error))
      return FALSE;

  return TRUE;
}
