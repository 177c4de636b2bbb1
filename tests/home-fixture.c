/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of homes share: places to have one, records in it, and the ways of a dying disk.
 */

#include "config.h"

#include "home-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "test-util.h"

Place
place_new (void)
{
  Place self = { .dir = test_dir_new () };
  g_autoptr (GError) error = NULL;

  self.path = g_build_filename (self.dir, "home", NULL);
  pantau_home_create (self.path, FALSE, &error);
  g_assert_no_error (error);

  return self;
}

void
place_clear (Place *self)
{
  g_free (self->path);
  test_dir_remove (self->dir);
}

char *
place_file (const Place *place, const char *name)
{
  return g_build_filename (place->path, name, NULL);
}

PantauHome *
place_open (const Place *place)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (place->path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);

  return home;
}

guint
place_count_files (const Place *place, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (place->path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);

  return n;
}

char *
home_try_record_in (PantauHome *home, const char *region, gsize size, GError **error)
{
  g_autofree char *id = pantau_uuid_new (), *now = pantau_home_now (),
                  *text = g_strnfill (size, 'x');
  g_autoptr (JsonObject) body = json_object_new ();
  PantauDraft draft = { .record = id,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", "Banjir");
  json_object_set_string_member (body, "narrative", text);

  return pantau_home_write (home, &draft, NULL, error) ? g_steal_pointer (&id) : NULL;
}

char *
home_try_record (PantauHome *home, gsize size, GError **error)
{
  return home_try_record_in (home, "16.06.01", size, error);
}

char *
home_record (PantauHome *home)
{
  return home_record_in (home, "16.06.01");
}

char *
home_record_in (PantauHome *home, const char *region)
{
  g_autoptr (GError) error = NULL;
  char *id = home_try_record_in (home, region, 200, &error);

  g_assert_no_error (error);

  return id;
}

void
home_record_many (PantauHome *home, guint n)
{
  home_record_many_in (home, "16.06.01", n);
}

void
home_record_many_in (PantauHome *home, const char *region, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (home_record_in (home, region));
}

gint64
home_count (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_ledger_count (pantau_home_get_ledger (home), &n, &error);
  g_assert_no_error (error);

  return n;
}

gboolean
home_has_record (PantauHome *home, const char *id)
{
  g_autoptr (PantauRecord) found = pantau_store_get (pantau_home_get_store (home), id, NULL);

  return found != NULL;
}

guint
home_count_faults (PantauHome *home)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!pantau_ledger_verify (pantau_home_get_ledger (home), faults, NULL, NULL, &error) ||
      !pantau_db_check (pantau_home_get_db (home), FALSE, &error))
    g_ptr_array_add (faults, g_strdup (error->message));
  for (guint i = 0; i < faults->len && i < 3; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));

  return faults->len;
}

void
home_assert_chain (PantauHome *home, gint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL, *next = NULL;
  gint64 seq;

  g_assert_cmpint (home_count (home), ==, n);
  pantau_ledger_chain_contiguous (pantau_home_get_ledger (home), pantau_home_get_device (home),
                                  &seq, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (seq, ==, n);
  next = home_record (home);
  g_assert_true (home_has_record (home, next));
  g_assert_cmpint (home_count (home), ==, n + 1);
  g_assert_cmpuint (home_count_faults (home), ==, 0);
}

void
file_overwrite (const char *path, gsize offset, const void *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, (off_t) offset), ==, (gssize) length);
  g_assert_cmpint (close (fd), ==, 0);
}

void
file_zero_header (const char *db)
{
  const guint8 zeros[100] = { 1 };

  file_overwrite (db, 0, zeros, sizeof zeros);
}

gsize
file_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return (gsize) info.st_size;
}
