/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files by their SHA-256: whole under their name or not there at all, whoever dies and whatever a name looks like. */

#include "config.h"

#include "pantau-blob.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "pantau-blob-part.h"
#include "pantau-crypto.h"
#include "test-util.h"

/* A store in a directory that goes away. */
typedef struct
{
  char *dir;
  char *path;
  PantauBlobs *blobs;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = test_dir_new ();
  f->path = g_build_filename (f->dir, "blobs", NULL);
  f->blobs = pantau_blobs_new (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  pantau_blobs_free (f->blobs);
  g_free (f->path);
  test_dir_remove (f->dir);
}

static char *
put (Fixture *f, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *hash = NULL;

  pantau_blobs_put_bytes (f->blobs, bytes, &hash, &error);
  g_assert_no_error (error);

  return hash;
}

static char *
path_of (Fixture *f, const char *hash)
{
  return g_strdup_printf ("%s/%.2s/%s", f->path, hash, hash);
}

/* What lies in tmp/. */
static guint
count_temporary (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->path, "tmp", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
spoil (Fixture *f, const char *hash)
{
  g_autofree char *path = path_of (f, hash);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  test_file_write (path, "andere", 6);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "surat tugas"), *path = path_of (f, hash);
  g_autofree char *expected = pantau_sha256_text ("surat tugas", 11);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_cmpstr (hash, ==, expected);
  g_assert_true (pantau_blobs_has (f->blobs, hash));
  g_assert_cmpint (pantau_blobs_get_size (f->blobs, hash), ==, 11);
  bytes = pantau_blobs_get_bytes (f->blobs, hash, 11, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "surat tugas", 11);

  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0400);
  g_assert_cmpuint (count_temporary (f), ==, 0);
}

static void
test_stream (Fixture *f, gconstpointer data)
{
  gsize length = 700 * 1000;
  g_autofree guint8 *bytes = g_malloc (length);
  g_autofree char *expected = NULL, *hash = NULL;
  g_autoptr (GInputStream) stream = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  guint8 first[4];

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (i * 31 >> 3);
  expected = pantau_sha256_text (bytes, length);
  stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  pantau_blobs_put_stream (f->blobs, stream, (goffset) length, &hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hash, ==, expected);

  back = pantau_blobs_open (f->blobs, hash, &error);
  g_assert_no_error (error);
  g_assert_true (g_input_stream_read_all (back, first, sizeof first, NULL, NULL, NULL));
  g_assert_cmpmem (first, sizeof first, bytes, sizeof first);
  g_assert_true (pantau_blobs_check (f->blobs, hash, NULL, &error));
}

/* One byte more than is allowed, and nothing of it stays. */
static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("12345", 5, NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_blobs_put_stream (f->blobs, stream, 4, NULL, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  list = pantau_blobs_list (f->blobs, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (count_temporary (f), ==, 0);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("12345", 5, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (pantau_blobs_put_stream (f->blobs, stream, 9, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_temporary (f), ==, 0);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (hash, ==, TEST_SHA256_EMPTY);
  bytes = pantau_blobs_get_bytes (f->blobs, hash, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
}

/* Names that are none, for every function that takes one from outside. */
static void
test_names (Fixture *f, gconstpointer data)
{
  static const char *const names[] = {
    "",
    "ab",
    "..",
    "../../etc/passwd",
    "tmp/x",
    "/etc/passwd",
    "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
    "..b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "../../../../../../../../../../../../../../../../../../etc/passwd",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\n",
  };
  g_autofree char *hash = put (f, "");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) opened = NULL, read = NULL, checked = NULL, removed = NULL, aside = NULL;

      g_assert_false (pantau_blobs_has (f->blobs, names[i]));
      g_assert_cmpint (pantau_blobs_get_size (f->blobs, names[i]), ==, -1);
      g_assert_null (pantau_blobs_open (f->blobs, names[i], &opened));
      test_assert_error (opened, PANTAU_ERROR_INVALID);
      g_assert_null (pantau_blobs_get_bytes (f->blobs, names[i], 10, &read));
      test_assert_error (read, PANTAU_ERROR_INVALID);
      g_assert_false (pantau_blobs_check (f->blobs, names[i], NULL, &checked));
      test_assert_error (checked, PANTAU_ERROR_INVALID);
      g_assert_false (pantau_blobs_remove (f->blobs, names[i], &removed));
      test_assert_error (removed, PANTAU_ERROR_INVALID);
      g_assert_false (pantau_blobs_set_aside (f->blobs, names[i], &aside));
      test_assert_error (aside, PANTAU_ERROR_INVALID);
    }
}

static void
test_part_names (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "", "..", "a/b", "../x", "a.b", "a\n", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_blob_part_open (f->blobs, names[i], &error));
      test_assert_error (error, PANTAU_ERROR_INVALID);
      g_assert_cmpint (pantau_blob_part_look (f->blobs, names[i], NULL), ==, -1);
    }
}

static void
test_not_here (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_blobs_open (f->blobs, TEST_SHA256_EMPTY, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_assert_true (pantau_blobs_remove (f->blobs, TEST_SHA256_EMPTY, NULL));
}

static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "satu");
  g_autoptr (GError) read = NULL, checked = NULL;

  spoil (f, hash);
  g_assert_null (pantau_blobs_get_bytes (f->blobs, hash, 100, &read));
  test_assert_error (read, PANTAU_ERROR_DAMAGED);
  g_assert_false (pantau_blobs_check (f->blobs, hash, NULL, &checked));
  test_assert_error (checked, PANTAU_ERROR_DAMAGED);
}

/* Putting the true bytes once more heals it. */
static void
test_healed (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "satu"), *again = NULL;
  g_autoptr (GError) error = NULL;

  spoil (f, hash);
  again = put (f, "satu");
  g_assert_cmpstr (again, ==, hash);
  g_assert_true (pantau_blobs_check (f->blobs, hash, NULL, &error));
}

/* Damage is kept for a person to look at, and makes room. */
static void
test_set_aside (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "satu"), *path = path_of (f, hash);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  spoil (f, hash);
  g_assert_true (pantau_blobs_set_aside (f->blobs, hash, NULL));
  g_assert_false (pantau_blobs_has (f->blobs, hash));
  dir = g_dir_open (parent, 0, NULL);
  name = g_dir_read_name (dir);
  g_assert_nonnull (name);
  g_assert_nonnull (strstr (name, ".rusak-"));
}

/* A link in the place of a file or a directory leads nowhere. */
static void
test_links (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f, "satu"), *path = path_of (f, hash);
  g_autofree char *outside = g_build_filename (f->dir, "outside", NULL);
  g_autofree char *directory = g_build_filename (f->path, "e3", NULL);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GError) opened = NULL, written = NULL;

  test_file_write (outside, "satu", 4);
  g_unlink (path);
  g_assert_cmpint (symlink (outside, path), ==, 0);
  g_assert_false (pantau_blobs_has (f->blobs, hash));
  g_assert_null (pantau_blobs_open (f->blobs, hash, &opened));
  test_assert_error (opened, PANTAU_ERROR_IO);

  g_assert_cmpint (symlink (f->dir, directory), ==, 0);
  g_assert_false (pantau_blobs_put_bytes (f->blobs, empty, NULL, &written));
  test_assert_error (written, PANTAU_ERROR_IO);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autofree char *one = put (f, "satu"), *two = put (f, "dua");
  g_autofree char *stranger = g_build_filename (f->path, "e3", NULL);
  g_autoptr (GPtrArray) list = NULL;

  g_mkdir (stranger, 0700);
  list = pantau_blobs_list (f->blobs, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (list->pdata[0], <, list->pdata[1]);
  g_assert_true (pantau_blobs_remove (f->blobs, one, NULL));
  g_ptr_array_unref (list);
  list = pantau_blobs_list (f->blobs, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (list->pdata[0], ==, two);
}

/* Killed at any moment of many writes: what has its name is whole, and the rest is swept. */
static void
test_killed (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = test_rand_new (5);
  guint rounds = test_rounds (15);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GPtrArray) list = NULL;
      pid_t pid = fork ();

      if (pid == 0)
        for (guint n = 0;; n++)
          {
            g_autofree char *text = g_strnfill (200 * 1000 + n, (char) ('a' + n % 26));
            g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

            pantau_blobs_put_bytes (f->blobs, bytes, NULL, NULL);
          }

      g_usleep ((gulong) g_rand_int_range (rand, 2000, 40000));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);

      list = pantau_blobs_list (f->blobs, NULL);
      for (guint k = 0; k < list->len; k++)
        {
          g_autoptr (GError) error = NULL;

          pantau_blobs_check (f->blobs, list->pdata[k], NULL, &error);
          g_assert_no_error (error);
          pantau_blobs_remove (f->blobs, list->pdata[k], NULL);
        }
      pantau_blobs_sweep (f->blobs, 7);
      g_assert_cmpuint (count_temporary (f), ==, 0);
    }
}

static PantauBlobPart *
open_part (Fixture *f, const char *name)
{
  g_autoptr (GError) error = NULL;
  PantauBlobPart *part = pantau_blob_part_open (f->blobs, name, &error);

  g_assert_no_error (error);

  return part;
}

static void
append (PantauBlobPart *part, const char *text)
{
  g_assert_true (pantau_blob_part_append (part, text, strlen (text), NULL));
}

/* In pieces, over several openings. */
static void
test_part (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = pantau_sha256_text ("satu dua tiga", 13);
  g_autoptr (PantauBlobPart) part = open_part (f, "x");
  g_autoptr (GError) error = NULL;

  append (part, "satu ");
  g_assert_true (pantau_blob_part_sync (part, NULL));
  g_clear_pointer (&part, pantau_blob_part_close);
  g_assert_cmpint (pantau_blob_part_look (f->blobs, "x", NULL), ==, 5);

  part = open_part (f, "x");
  g_assert_cmpint (pantau_blob_part_get_size (part), ==, 5);
  append (part, "dua xxxx");
  g_assert_true (pantau_blob_part_cut (part, 9, NULL));
  append (part, "tiga");
  pantau_blob_part_finish (part, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_blobs_check (f->blobs, hash, NULL, NULL));
  g_assert_cmpuint (count_temporary (f), ==, 0);
}

/*
 * Whoever died just before its end left it read-only. Root may write to what is read-only, so another user tries, where there is one to become.
 */
static void
test_part_read_only (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = pantau_sha256_text ("satu", 4);
  g_autofree char *path = g_build_filename (f->path, "tmp", "x.part", NULL);
  PantauBlobPart *part = open_part (f, "x");
  int status;
  pid_t pid;

  append (part, "satu");
  pantau_blob_part_close (part);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  if (getuid () == 0)
    {
      const char *own[] = { "chown", "-R", "65534", f->dir, NULL };

      g_assert_cmpint (test_run (own, NULL, NULL), ==, 0);
    }

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (getuid () == 0 && setuid (65534) != 0)
        _exit (2);
      part = pantau_blob_part_open (f->blobs, "x", NULL);
      _exit (part != NULL && pantau_blob_part_get_size (part) == 4 &&
                     pantau_blob_part_finish (part, hash, NULL, NULL)
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_true (pantau_blobs_check (f->blobs, hash, NULL, NULL));
}

/* Other bytes than announced: nothing of them stays, neither under the name nor as a beginning. */
static void
test_part_wrong (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = pantau_sha256_text ("satu", 4);
  g_autoptr (PantauBlobPart) part = open_part (f, "x");
  g_autoptr (GError) error = NULL;

  append (part, "dua");
  g_assert_false (pantau_blob_part_finish (part, hash, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_DAMAGED);
  g_assert_false (pantau_blobs_has (f->blobs, hash));
  g_assert_cmpuint (count_temporary (f), ==, 0);
}

/* A transfer goes on after a restart, but not for ever; everything else in tmp/ is of nobody. */
static void
test_sweep (Fixture *f, gconstpointer data)
{
  g_autofree char *stray = g_build_filename (f->path, "tmp", "stray", NULL);
  g_autofree char *old = g_build_filename (f->path, "tmp", "old.part", NULL);
  struct utimbuf long_ago = { .actime = 1, .modtime = time (NULL) - 8 * 24 * 3600 };

  pantau_blob_part_close (open_part (f, "new"));
  pantau_blob_part_close (open_part (f, "old"));
  g_assert_cmpint (utime (old, &long_ago), ==, 0);
  test_file_write (stray, "x", 1);

  pantau_blobs_sweep (f->blobs, 7);
  g_assert_cmpint (pantau_blob_part_look (f->blobs, "new", NULL), ==, 0);
  g_assert_cmpint (pantau_blob_part_look (f->blobs, "old", NULL), ==, -1);
  g_assert_cmpuint (count_temporary (f), ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/blob/round-trip", test_round_trip);
  ADD ("/blob/stream", test_stream);
  ADD ("/blob/limit", test_limit);
  ADD ("/blob/cancelled", test_cancelled);
  ADD ("/blob/empty", test_empty);
  ADD ("/blob/names", test_names);
  ADD ("/blob/part-names", test_part_names);
  ADD ("/blob/not-here", test_not_here);
  ADD ("/blob/damaged", test_damaged);
  ADD ("/blob/healed", test_healed);
  ADD ("/blob/set-aside", test_set_aside);
  ADD ("/blob/links", test_links);
  ADD ("/blob/list", test_list);
  ADD ("/blob/killed", test_killed);
  ADD ("/blob/part", test_part);
  ADD ("/blob/part-read-only", test_part_read_only);
  ADD ("/blob/part-wrong", test_part_wrong);
  ADD ("/blob/sweep", test_sweep);

  return g_test_run ();
}
