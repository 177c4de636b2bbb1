/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The homes of those who share a laptop. */

#include "config.h"

#include "pantau-profile.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-db.h"
#include "pantau-home.h"
#include "pantau-homefile.h"

#define LONGEST_NAME 40

void
pantau_profile_free (PantauProfile *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->person);
  g_free (self->position);
  g_free (self->role);
  g_free (self->region);
  g_free (self);
}

/* Who it is, from the projections as they are: a home that is damaged or of another edition is shown without. */
static void
read_person (PantauProfile *self, const char *device)
{
  g_autofree char *path = g_build_filename (self->path, PANTAU_HOME_DATABASE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = NULL;
  PantauStmt *stmt;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  db = pantau_db_open (path, PANTAU_DB_READ_ONLY, &error);
  if (db == NULL)
    {
      g_message ("%s", error->message);
      return;
    }

  stmt = pantau_db_query (db, "SELECT name, position, role, region FROM person WHERE device = ?1",
                          "s", device);
  if (pantau_stmt_next (stmt))
    {
      self->person = g_strdup (pantau_stmt_text (stmt, 0));
      self->position = g_strdup (pantau_stmt_text (stmt, 1));
      self->role = g_strdup (pantau_stmt_text (stmt, 2));
      self->region = g_strdup (pantau_stmt_text (stmt, 3));
    }
  if (!pantau_stmt_finish (stmt, &error))
    g_message ("%s: %s", path, error->message);
}

/* A commit is in the log first, and reaches the database later. */
static gint64
last_writing (const char *home)
{
  static const char *const names[] = { PANTAU_HOME_DATABASE, PANTAU_HOME_DATABASE "-wal" };
  gint64 newest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);
      GStatBuf about;

      if (g_stat (path, &about) == 0)
        newest = MAX (newest, (gint64) about.st_mtime);
    }

  return newest;
}

static PantauProfile *
read_profile (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (PantauHomefile) file = pantau_homefile_load (path, NULL);
  g_autoptr (PantauProfile) self = NULL;

  if (file == NULL)
    return NULL;

  self = g_new0 (PantauProfile, 1);
  self->name = g_strdup (name);
  self->path = g_steal_pointer (&path);
  self->practice = file->practice;
  self->enrolled = file->province != NULL;
  self->used = last_writing (self->path);
  if (self->enrolled)
    read_person (self, file->device);

  return g_steal_pointer (&self);
}

static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  const PantauProfile *first = *(PantauProfile *const *) a, *second = *(PantauProfile *const *) b;

  if (first->used != second->used)
    return first->used > second->used ? -1 : 1;

  return strcmp (first->name, second->name);
}

GPtrArray *
pantau_profile_list (const char *directory)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_profile_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      PantauProfile *profile =
          pantau_profile_name_is_valid (name) ? read_profile (directory, name) : NULL;

      if (profile != NULL)
        g_ptr_array_add (list, profile);
    }
  g_ptr_array_sort (list, compare_profiles);

  return list;
}

gboolean
pantau_profile_name_is_valid (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= LONGEST_NAME &&
         strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == length;
}

char *
pantau_profile_new_name (const char *directory)
{
  for (guint n = 2;; n++)
    {
      g_autofree char *name = g_strdup_printf ("pengguna-%u", n);
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}
