/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device may bring, and what files leave of the disk: lines go on, whatever becomes of files. */

#include "config.h"

#include "tus-tests.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "test-util.h"

/* `limits` of the serving province. */
static void
set_limit (TusFixture *f, const char *option, const char *value)
{
  g_free (trip_province_ok (f->trip, "limits", option, value, NULL));
}

static gint64
retry_after (Reply *reply)
{
  g_autofree char *text = reply_header (reply, "Retry-After");

  g_assert_nonnull (text);

  return g_ascii_strtoll (text, NULL, 10);
}

/* A line is taken, whatever becomes of files. */
static void
assert_text_goes_on (TusFixture *f)
{
  g_autofree char *any = g_strnfill (64, 'b');

  tus_name (f->field, TUS_REGION, any);
}

/* A device that has brought as much as it may on one day brings lines, and nothing else until the next; others are not concerned. */
static void
test_quota (TusFixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autofree char *one = NULL, *two = NULL, *path = NULL, *other = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 9000, &one), *more = tus_new_file (f, 9001, &two);
  g_autoptr (Reply) refused = NULL, known = NULL;

  set_limit (f, "--per-day", "10000");
  path = tus_begin (f->field, one, 9000);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 5000), 204, NULL);

  /* A piece that would be too much is refused before a byte of it; a smaller one goes. */
  other = tus_begin (f->field, two, 9001);
  refused = tus_patch (f->field, other, 0, NULL, more, 5001);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (refused->problem, ==, "quota");
  g_assert_cmpint (retry_after (refused), >, 0);
  g_assert_cmpint (retry_after (refused), <=, 3600);
  g_assert_cmpint (tus_offset (f->field, other), ==, 0);
  tus_assert (tus_patch (f->field, path, 5000, NULL, bytes + 5000, 4000), 204, NULL);
  g_assert_true (tus_stored (f->trip, one));
  tus_assert (tus_patch (f->field, other, 0, NULL, more, 1000), 204, NULL);
  tus_assert (tus_patch (f->field, other, 1000, NULL, more + 1000, 1), 429, "quota");

  /* Neither what is known nor lines nor other devices. */
  known = tus_post (f->field, one, 9000, NULL, 0);
  tus_assert_header (known, "Upload-Offset", "9000");
  assert_text_goes_on (f);
  tus_assert (tus_post (desk, two, 9001, more, 9001), 201, NULL);
  g_assert_true (tus_stored (f->trip, two));
}

/* Our own client: its lines arrive on the day when no more of its files do, it says why, and the files go on. */
static void
test_quota_client (TusFixture *f, gconstpointer data)
{
  g_autofree char *path = trip_path (f->trip, "foto.bin"), *hash = NULL, *json = NULL, *id = NULL,
                  *other = NULL, *state = NULL, *late = NULL;
  g_autofree guint8 *bytes = tus_bytes (60 * 1000, 5, NULL);
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (f->trip, "laptop", "field", TUS_REGION);
  json = record_json ("Banjir di TPS", TUS_REGION);
  id = ctl_record (f->trip, "laptop", "risk", json);
  test_file_write (path, bytes, 60 * 1000);
  hash = ctl_ok (f->trip, "laptop", "attach", id, path, NULL);
  set_limit (f, "--per-day", "1000");
  ran = ctl (f->trip, "laptop", "sync", "--json", NULL);
  ran_assert_fault (ran, 75, "overloaded", NULL);
  state = ctl_state (f->trip, "laptop", id);
  g_assert_cmpstr (state, ==, "received");
  g_assert_false (tus_stored (f->trip, hash));

  other = ctl_record (f->trip, "laptop", "risk", json);
  ran_free (ctl (f->trip, "laptop", "sync", NULL));
  late = ctl_state (f->trip, "laptop", other);
  g_assert_cmpstr (late, ==, "received");

  set_limit (f, "--per-day", "0");
  ctl_sync (f->trip, "laptop");
  g_assert_true (tus_stored (f->trip, hash));
}

/* What was thrown away has been brought all the same; and a new start is no new day. */
static void
test_quota_kept (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *again = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 6000, &hash), *lie = g_malloc0 (6000);

  set_limit (f, "--per-day", "10000");
  path = tus_begin (f->field, hash, 6000);
  tus_assert (tus_patch (f->field, path, 0, NULL, lie, 6000), 460, "checksum");
  trip_stop (f->trip);
  g_assert_cmpint (trip_number (f->trip, PROVINCE, "SELECT sum (bytes) FROM taken"), ==, 6000);
  trip_start (f->trip);
  raw_device_open (f->field);
  again = tus_begin (f->field, hash, 6000);
  tus_assert (tus_patch (f->field, again, 0, NULL, bytes, 6000), 429, "quota");

  /* Of another day nothing counts. */
  trip_stop (f->trip);
  trip_sql (f->trip, PROVINCE, "UPDATE taken SET day = day - 1");
  trip_start (f->trip);
  raw_device_open (f->field);
  tus_assert (tus_patch (f->field, again, 0, NULL, bytes, 6000), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* Bodies at once get no more than one after another. */
static void
test_quota_at_once (TusFixture *f, gconstpointer data)
{
  g_autofree char *one = NULL, *two = NULL, *first = NULL, *second = NULL, *head = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 6000, &one), *more = tus_new_file (f, 6001, &two);
  int fd = trip_connect (f->trip);
  gint64 before;

  set_limit (f, "--per-day", "10000");
  first = tus_begin (f->field, one, 6000);
  second = tus_begin (f->field, two, 6001);
  before = trip_metric (f->trip, "received_bytes_total");
  head = g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                          "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                          "Content-Type: application/offset+octet-stream\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
                          first, f->field->token);
  g_assert_cmpint (write (fd, head, strlen (head)), ==, strlen (head));
  TRIP_WAIT_UNTIL (trip_metric (f->trip, "received_bytes_total") > before);
  tus_assert (tus_patch (f->field, second, 0, NULL, more, 6001), 429, "quota");

  /* Of what was cut off only what came counts. */
  close (fd);
  TRIP_WAIT_UNTIL (tus_offset (f->field, first) == 1);
  tus_assert (tus_patch (f->field, second, 0, NULL, more, 6001), 204, NULL);
}

/* So many at a time; what is known, or under way already, needs no place. */
static void
test_many (TusFixture *f, gconstpointer data)
{
  char *hashes[4] = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (Reply) refused = NULL, again = NULL;

  set_limit (f, "--uploads", "3");
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    g_free (tus_new_file (f, 100 + i, &hashes[i]));
  path = tus_begin (f->field, hashes[0], 100);
  g_free (tus_begin (f->field, hashes[1], 101));
  g_free (tus_begin (f->field, hashes[2], 102));
  refused = tus_post (f->field, hashes[3], 103, NULL, 0);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (refused->problem, ==, "uploads");
  g_assert_cmpint (retry_after (refused), >, 0);
  again = tus_post (f->field, hashes[1], 101, NULL, 0);
  g_assert_cmpuint (again->status, ==, 201);

  tus_assert (tus_ask (f->field, "DELETE", path, NULL, NULL, 0), 204, NULL);
  g_free (tus_begin (f->field, hashes[3], 103));
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    g_free (hashes[i]);
}

/* Where files would leave no room for lines no more of them come, and lines go on. */
static void
test_reserve (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *unborn = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash),
                    *other = tus_new_file (f, 3001, &unborn);
  g_autoptr (Reply) refused = NULL, begun = NULL;

  path = tus_begin (f->field, hash, 3000);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 1000), 204, NULL);
  set_limit (f, "--reserve", "8000000G");
  refused = tus_patch (f->field, path, 1000, NULL, bytes + 1000, 2000);
  g_assert_cmpuint (refused->status, ==, 507);
  g_assert_cmpstr (refused->problem, ==, "disk");
  g_assert_cmpint (retry_after (refused), >=, 60);
  begun = tus_post (f->field, unborn, 3001, NULL, 0);
  g_assert_cmpuint (begun->status, ==, 507);
  assert_text_goes_on (f);
  g_assert_cmpint (tus_offset (f->field, path), ==, 1000);

  set_limit (f, "--reserve", "0");
  tus_assert (tus_patch (f->field, path, 1000, NULL, bytes + 1000, 2000), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* A disk of 2 MB for the files that is full in the middle of one: nothing of it is lost, lines go on, and so does the file once there is room. */
static void
test_disk_full (TusFixture *f, gconstpointer data)
{
  const gsize size = 1200 * 1000;
  g_autofree char *one = NULL, *two = NULL, *three = NULL;
  g_autofree char *blobs = trip_province_path (f->trip, "blobs");
  g_autofree char *first = NULL, *second = NULL, *ballast = g_build_filename (blobs, "penuh", NULL);
  g_autofree guint8 *bytes = tus_new_file (f, size, &one),
                    *other = tus_new_file (f, size + 1, &two),
                    *third = tus_new_file (f, 1900 * 1000, &three);
  g_autoptr (Reply) refused = NULL, begun = NULL;
  goffset at;

  trip_stop (f->trip);
  g_mkdir (blobs, 0700);
  /* In a mount namespace of our own, so that nothing stays behind whatever happens. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", blobs, "tmpfs", 0, "size=2m") != 0)
    {
      trip_start (f->trip);
      g_test_skip ("no right to mount a small disk");
      return;
    }
  trip_start (f->trip);
  raw_device_open (f->field);

  /* Both have room when they begin, and together they have none. */
  first = tus_begin (f->field, one, size);
  second = tus_begin (f->field, two, size + 1);
  tus_assert (tus_patch (f->field, first, 0, NULL, bytes, 1000 * 1000), 204, NULL);
  test_file_write (ballast, other, 300 * 1000);
  refused = tus_patch (f->field, second, 0, NULL, other, size + 1);
  g_assert_cmpuint (refused->status, ==, 507);
  begun = tus_post (f->field, three, 1900 * 1000, NULL, 0);
  g_assert_cmpuint (begun->status, ==, 507);
  assert_text_goes_on (f);
  at = tus_offset (f->field, second);
  g_assert_cmpint (at, <, size);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  tus_assert (tus_patch (f->field, first, 1000 * 1000, NULL, bytes + 1000 * 1000, 200 * 1000), 204,
              NULL);
  g_assert_true (tus_stored (f->trip, one));
  tus_assert (tus_ask (f->field, "DELETE", second, NULL, NULL, 0), 204, NULL);
  trip_stop (f->trip);
  g_assert_cmpint (umount2 (blobs, MNT_DETACH), ==, 0);
  trip_sql (f->trip, PROVINCE, "DELETE FROM blob");
  trip_start (f->trip);
}

void
tus_add_quota_tests (void)
{
  TUS_ADD ("/tus/quota", test_quota);
  TUS_ADD ("/tus/quota-client", test_quota_client);
  TUS_ADD ("/tus/quota-kept", test_quota_kept);
  TUS_ADD ("/tus/quota-at-once", test_quota_at_once);
  TUS_ADD ("/tus/many", test_many);
  TUS_ADD ("/tus/reserve", test_reserve);
  TUS_ADD ("/tus/disk-full", test_disk_full); /* last: what it mounts is this process's alone */
}
