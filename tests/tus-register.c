/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One upload for a device and a file: begun again, brought by others, taken back, expired, forgotten. */

#include "config.h"

#include "tus-tests.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "test-util.h"

/* One upload for a device and a file, however often it is begun. */
static void
test_begun_twice (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *again = NULL, *other = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) reply = NULL;

  path = tus_begin (f->field, hash, 3000);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 1200), 204, NULL);
  reply = tus_post (f->field, hash, 3000, NULL, 0);
  again = tus_location (reply);
  g_assert_cmpstr (again, ==, path);
  tus_assert_header (reply, "Upload-Offset", "1200");

  /* Of another size it is another one, and the first is no more. */
  other = tus_begin (f->field, hash, 2000);
  g_assert_cmpstr (other, !=, path);
  tus_assert (tus_ask (f->field, "HEAD", path, NULL, NULL, 0), 410, NULL);
  g_assert_cmpint (trip_metric (f->trip, "uploads"), ==, 1);
}

/* One of several who bring the same file at the same moment. */
typedef struct
{
  RawDevice *device;
  const char *hash;
  const guint8 *bytes;
  Reply *reply;
} Bringer;

#define TOGETHER 3000

static gpointer
bring (gpointer data)
{
  Bringer *self = data;

  self->reply = tus_post (self->device, self->hash, TOGETHER, self->bytes, TOGETHER);

  return NULL;
}

/*
 * A connection died, the same creation comes over another one, and the province still works on the first: all of them are answered, and the file is
 * there once.
 */
static void
test_begun_at_once (TusFixture *f, gconstpointer data)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autofree char *hash = NULL;
      g_autofree guint8 *bytes = tus_bytes (TOGETHER, (guint8) (50 + round), &hash);
      Bringer bringers[6];
      GThread *threads[G_N_ELEMENTS (bringers)];

      tus_name (f->field, TUS_REGION, hash);
      for (guint i = 0; i < G_N_ELEMENTS (bringers); i++)
        {
          bringers[i] = (Bringer){ f->field, hash, bytes, NULL };
          threads[i] = g_thread_new ("bring", bring, &bringers[i]);
        }
      for (guint i = 0; i < G_N_ELEMENTS (bringers); i++)
        {
          g_thread_join (threads[i]);
          g_assert_cmpuint (bringers[i].reply->status, !=, 0);
          reply_free (bringers[i].reply);
        }
      tus_assert (tus_post (f->field, hash, TOGETHER, bytes, TOGETHER), 201, NULL);
      g_assert_true (tus_stored (f->trip, hash));
    }
}

/* Two devices bring the same file; whoever is last has nothing to bring any more. */
static void
test_two_devices (TusFixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autofree char *hash = NULL, *mine = NULL, *theirs = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);

  mine = tus_begin (f->field, hash, 3000);
  theirs = tus_begin (desk, hash, 3000);
  g_assert_cmpstr (mine, !=, theirs);
  tus_assert (tus_patch (desk, theirs, 0, NULL, bytes, 1000), 204, NULL);
  tus_assert (tus_patch (f->field, mine, 0, NULL, bytes, 3000), 204, NULL);

  g_assert_cmpint (tus_offset (desk, theirs), ==, 3000);
  tus_assert (tus_patch (desk, theirs, 1000, NULL, bytes + 1000, 2000), 409, "offset");
  TRIP_WAIT_UNTIL (tus_count_parts (f->trip) == 0);
  g_assert_cmpint (trip_metric (f->trip, "uploads_finished_total"), ==, 1);
}

static void
test_known (TusFixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) first = tus_post (f->field, hash, 3000, bytes, 3000);
  g_autoptr (Reply) second = tus_post (desk, hash, 3000, NULL, 0);
  g_autoptr (Reply) third = tus_post (desk, hash, 3000, bytes, 3000);

  tus_assert_header (second, "Upload-Offset", "3000");
  tus_assert_header (third, "Upload-Offset", "3000");
  path = tus_location (second);
  g_assert_cmpint (tus_offset (desk, path), ==, 3000);
  g_assert_cmpint (trip_metric (f->trip, "uploads_known_total"), ==, 2);
}

/* An upload's address helps nobody but the device that began it; neither does the hash, to who may read no line that names it. */
static void
test_others (TusFixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (RawDevice) pemprov = raw_device_enrolled (f->trip, "pemprov", "16");
  g_autofree char *hash = NULL, *path = NULL, *secret = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash), *closed = tus_bytes (2000, 3, &secret);

  path = tus_begin (f->field, hash, 3000);
  tus_assert (tus_ask (desk, "HEAD", path, NULL, NULL, 0), 404, NULL);
  tus_assert (tus_patch (desk, path, 0, NULL, bytes, 3000), 404, "not-found");
  tus_assert (tus_ask (desk, "DELETE", path, NULL, NULL, 0), 404, "not-found");
  g_assert_cmpint (tus_offset (f->field, path), ==, 0);

  tus_name_closed (f->field, TUS_REGION, "evidence.add", secret);
  tus_assert (tus_post (pemprov, secret, 2000, NULL, 0), 403, "not-named");
  tus_assert (tus_post (f->field, secret, 2000, closed, 2000), 201, NULL);
  tus_assert (tus_post (pemprov, secret, 2000, NULL, 0), 403, "not-named");
}

static void
test_termination (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *again = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);

  path = tus_begin (f->field, hash, 3000);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 1000), 204, NULL);
  tus_assert (tus_ask (f->field, "DELETE", path, NULL, NULL, 0), 204, NULL);
  g_assert_cmpuint (tus_count_parts (f->trip), ==, 0);
  tus_assert (tus_ask (f->field, "HEAD", path, NULL, NULL, 0), 410, NULL);
  tus_assert (tus_patch (f->field, path, 1000, NULL, bytes, 10), 410, "gone");

  /* What is whole belongs to the lines that name it. */
  again = tus_begin (f->field, hash, 3000);
  tus_assert (tus_patch (f->field, again, 0, NULL, bytes, 3000), 204, NULL);
  tus_assert (tus_ask (f->field, "DELETE", again, NULL, NULL, 0), 403, "gone");
  g_assert_true (tus_stored (f->trip, hash));
}

/* Long after its last byte it is given up; nobody looks at clocks before. */
static void
test_expired (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *part = NULL, *name = NULL, *again = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  struct utimbuf before = { .actime = 1, .modtime = time (NULL) - 6 * 24 * 3600 };
  g_autoptr (Reply) fresh = NULL;
  g_autofree char *expires = NULL;

  path = tus_begin (f->field, hash, 3000);
  fresh = tus_patch (f->field, path, 0, NULL, bytes, 1000);
  expires = reply_header (fresh, "Upload-Expires");
  g_assert_true (g_str_has_suffix (expires, " GMT"));
  name = g_strdup_printf ("blobs/tmp/%s.part", strrchr (path, '/') + 1);
  part = trip_province_path (f->trip, name);

  trip_stop (f->trip);
  g_assert_cmpint (utime (part, &before), ==, 0);
  trip_start (f->trip);
  raw_device_open (f->field);
  g_assert_cmpint (tus_offset (f->field, path), ==, 1000);

  trip_stop (f->trip);
  before.modtime -= 2 * 24 * 3600;
  g_assert_cmpint (utime (part, &before), ==, 0);
  trip_start (f->trip);
  raw_device_open (f->field);
  tus_assert (tus_ask (f->field, "HEAD", path, NULL, NULL, 0), 410, NULL);
  g_assert_cmpuint (tus_count_parts (f->trip), ==, 0);
  again = tus_begin (f->field, hash, 3000);
  g_assert_cmpstr (again, !=, path);
}

/* A file that lost bytes on the province's disk is put aside and comes anew; one that did not has one length. */
static void
test_other_size (TusFixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autofree char *hash = NULL, *name = NULL, *path = NULL, *wrong = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) reply = NULL;

  wrong = tus_begin (desk, hash, 2999);
  tus_assert (tus_post (f->field, hash, 3000, bytes, 3000), 201, NULL);
  tus_assert (tus_post (f->field, hash, 2999, NULL, 0), 409, "size");
  g_assert_cmpint (tus_offset (desk, wrong), ==, 0);
  tus_assert (tus_patch (desk, wrong, 0, NULL, bytes, 2999), 460, "checksum");

  name = g_strdup_printf ("blobs/%.2s/%s", hash, hash);
  path = trip_province_path (f->trip, name);
  g_chmod (path, 0600);
  test_file_write (path, bytes, 2000);
  reply = tus_post (f->field, hash, 3000, bytes, 3000);
  tus_assert_header (reply, "Upload-Offset", "3000");
  g_assert_true (tus_stored (f->trip, hash));
}

/* Killed after the file has its name and before that was noted: the next question finds it, and notes it. */
static void
test_not_noted (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) again = NULL;

  tus_assert (tus_post (f->field, hash, 3000, bytes, 3000), 201, NULL);
  trip_stop (f->trip);
  trip_sql (f->trip, PROVINCE, "DELETE FROM blob");
  trip_sql (f->trip, PROVINCE, "UPDATE uploading SET ended = NULL, fate = NULL");
  trip_start (f->trip);
  raw_device_open (f->field);
  again = tus_post (f->field, hash, 3000, NULL, 0);
  tus_assert_header (again, "Upload-Offset", "3000");
  TRIP_WAIT_UNTIL (trip_metric (f->trip, "uploads") == 0);
  trip_stop (f->trip);
  g_assert_cmpint (trip_number (f->trip, PROVINCE, "SELECT count(*) FROM blob"), ==, 1);
  trip_start (f->trip);
}

/* Who begins and takes back without end is not remembered without end. */
static void
test_forgotten (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);

  path = tus_begin (f->field, hash, 3000);
  trip_stop (f->trip);
  trip_sql (f->trip, PROVINCE,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) "
            "INSERT INTO uploading (id, device, hash, size, began, ended, fate) "
            "SELECT 'x' || i, device, hash, 1, unixepoch (), unixepoch () - i, 'gone' "
            "FROM n, uploading");
  trip_start (f->trip);
  trip_stop (f->trip);
  g_assert_cmpint (trip_number (f->trip, PROVINCE, "SELECT count(*) FROM uploading"), ==, 2001);
  g_assert_cmpint (
      trip_number (f->trip, PROVINCE, "SELECT max (ended) FROM uploading WHERE id = 'x1'"), >, 0);
  trip_start (f->trip);
  raw_device_open (f->field);
  g_assert_cmpint (tus_offset (f->field, path), ==, 0);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 3000), 204, NULL);
}

void
tus_add_register_tests (void)
{
  TUS_ADD ("/tus/begun-twice", test_begun_twice);
  TUS_ADD ("/tus/begun-at-once", test_begun_at_once);
  TUS_ADD ("/tus/two-devices", test_two_devices);
  TUS_ADD ("/tus/known", test_known);
  TUS_ADD ("/tus/others", test_others);
  TUS_ADD ("/tus/termination", test_termination);
  TUS_ADD ("/tus/expired", test_expired);
  TUS_ADD ("/tus/other-size", test_other_size);
  TUS_ADD ("/tus/not-noted", test_not_noted);
  TUS_ADD ("/tus/forgotten", test_forgotten);
}
