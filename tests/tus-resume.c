/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies that end early: cut, hung, slow, killed; an upload goes on from the last byte that arrived. */

#include "config.h"

#include "tus-tests.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "test-util.h"

/* Cut after so many bytes of a piece: the upload goes on from exactly there, over many connections. */
static void
test_cut (TusFixture *f, gconstpointer data)
{
  static const gsize cuts[] = { 0, 1, 2, 8191, 8192, 8193, 262143, 262144, 262145, 300000, 1 };
  const gsize size = 2 * 1000 * 1000;
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);
  goffset at = 0;
  gint64 before;

  path = tus_begin (f->field, hash, size);
  before = trip_metric (f->trip, "received_bytes_total");
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      tus_patch_cut (f->field, path, at, size - (gsize) at, bytes + at, cuts[i]);
      at += (goffset) cuts[i];
      /* Who asks before the other connection was read to its end ends it. */
      TRIP_WAIT_UNTIL (trip_metric (f->trip, "received_bytes_total") == before + at);
      g_assert_cmpint (tus_offset (f->field, path), ==, at);
    }
  tus_assert (tus_patch (f->field, path, at, NULL, bytes + at, size - (gsize) at), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* What came before the cut is kept, all of it, once the province has noticed. */
static void
test_cut_kept (TusFixture *f, gconstpointer data)
{
  const gsize size = 1000 * 1000;
  g_autofree char *hash = NULL, *path = NULL, *part = NULL, *name = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);
  struct stat info = { 0 };

  path = tus_begin (f->field, hash, size);
  tus_patch_cut (f->field, path, 0, size, bytes, 777777);
  name = g_strdup_printf ("blobs/tmp/%s.part", strrchr (path, '/') + 1);
  part = trip_province_path (f->trip, name);
  TRIP_WAIT_UNTIL (g_stat (part, &info) == 0 && info.st_size == 777777);
  g_assert_cmpint (tus_offset (f->field, path), ==, 777777);
}

/* Who is back at once after a cut finds all that had arrived, though the province had not read it yet. */
static void
test_cut_back (TusFixture *f, gconstpointer data)
{
  const gsize size = 3 * 1000 * 1000, piece = 500 * 1000;
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);
  goffset at = 0;

  path = tus_begin (f->field, hash, size);
  for (guint i = 0; i < 5; i++)
    {
      tus_patch_cut (f->field, path, at, size - (gsize) at, bytes + at, piece);
      at += (goffset) piece;
      g_assert_cmpint (tus_offset (f->field, path), ==, at);
    }
  tus_assert (tus_patch (f->field, path, at, NULL, bytes + at, size - (gsize) at), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* A connection that hangs in the middle of a piece gives way to the next one of its device. */
static void
test_superseded (TusFixture *f, gconstpointer data)
{
  const gsize size = 1000 * 1000;
  g_autofree char *hash = NULL, *path = NULL, *head = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);
  int fd = trip_connect (f->trip);
  goffset at;

  path = tus_begin (f->field, hash, size);
  head = g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                          "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                          "Content-Type: application/offset+octet-stream\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          path, f->field->token, size);
  g_assert_cmpint (write (fd, head, strlen (head)), ==, strlen (head));
  g_assert_cmpint (write (fd, bytes, 5000), ==, 5000);
  TRIP_WAIT_UNTIL (trip_metric (f->trip, "received_bytes_total") > 5000);

  at = tus_offset (f->field, path);
  g_assert_cmpint (at, ==, 5000);
  tus_assert (tus_patch (f->field, path, at, NULL, bytes + at, size - (gsize) at), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
  close (fd);
}

/* A slow client is waited for, byte by byte. */
static void
test_slow (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *head = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 40, &hash);
  int fd = trip_connect (f->trip);
  char answer[16] = "";

  path = tus_begin (f->field, hash, 40);
  head = g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                          "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                          "Content-Type: application/offset+octet-stream\r\n"
                          "Content-Length: 40\r\n\r\n",
                          path, f->field->token);
  g_assert_cmpint (write (fd, head, strlen (head)), ==, strlen (head));
  for (guint i = 0; i < 40; i++)
    {
      g_usleep (3000);
      g_assert_cmpint (write (fd, bytes + i, 1), ==, 1);
    }
  g_assert_cmpint (TEMP_FAILURE_RETRY (read (fd, answer, sizeof answer - 1)), >, 12);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204"));
  g_assert_true (tus_stored (f->trip, hash));
  close (fd);
}

/* Killed in the middle of a piece, and started again: the same upload goes on. */
static void
test_killed (TusFixture *f, gconstpointer data)
{
  const gsize size = 3 * 1000 * 1000;
  g_autoptr (GRand) rand = test_rand_new (11);
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);
  goffset at = 0;

  path = tus_begin (f->field, hash, size);
  for (guint i = 0; i < 4; i++)
    {
      gsize rest = size - (gsize) at;

      tus_patch_cut (f->field, path, at, rest, bytes + at,
                     (gsize) g_rand_int_range (rand, 1, (gint32) MIN (rest, 800 * 1000)));
      trip_kill (f->trip);
      trip_start (f->trip);
      raw_device_open (f->field);
      at = tus_offset (f->field, path);
      g_assert_cmpint (at, <, size);
    }
  tus_assert (tus_patch (f->field, path, at, NULL, bytes + at, size - (gsize) at), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* A client that stops in the middle keeps nobody from ending; what came is kept. */
static void
test_stopped (TusFixture *f, gconstpointer data)
{
  const gsize size = 100 * 1000;
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, size, &hash);

  path = tus_begin (f->field, hash, size);
  tus_patch_cut (f->field, path, 0, size, bytes, 30000);
  TRIP_WAIT_UNTIL (trip_metric (f->trip, "received_bytes_total") > 30000);
  g_assert_cmpint (trip_stop (f->trip), <, 30 * 1000);
  trip_start (f->trip);
  raw_device_open (f->field);
  g_assert_cmpint (tus_offset (f->field, path), ==, 30000);
}

void
tus_add_resume_tests (void)
{
  TUS_ADD ("/tus/cut", test_cut);
  TUS_ADD ("/tus/cut-kept", test_cut_kept);
  TUS_ADD ("/tus/cut-back", test_cut_back);
  TUS_ADD ("/tus/superseded", test_superseded);
  TUS_ADD ("/tus/slow", test_slow);
  TUS_ADD ("/tus/killed", test_killed);
  TUS_ADD ("/tus/stopped", test_stopped);
}
