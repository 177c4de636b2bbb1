/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in the store of the province: verified, scrubbed, and swept of what no line names. */

#include "config.h"

#include "tus-tests.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-blob.h"
#include "test-util.h"

/* The path of a file of the province. (transfer full) */
static char *
blob_path (TusFixture *f, const char *hash)
{
  g_autofree char *name = g_strdup_printf ("blobs/%.2s/%s", hash, hash);

  return trip_province_path (f->trip, name);
}

/* What is damaged in the store is found by verify. */
static void
test_verify (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *name = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Ran) clean = NULL, spoilt = NULL;

  tus_assert (tus_post (f->field, hash, 3000, bytes, 3000), 201, NULL);
  trip_stop (f->trip);
  clean = trip_province (f->trip, "verify", NULL);
  g_assert_cmpint (clean->status, ==, 0);

  name = g_strdup_printf ("blobs/%.2s/%s", hash, hash);
  path = trip_province_path (f->trip, name);
  g_chmod (path, 0600);
  test_file_write (path, bytes, 2999);
  spoilt = trip_province (f->trip, "verify", NULL);
  g_assert_cmpint (spoilt->status, ==, 1);
  name[strlen ("blobs/ab/") + 12] = '\0';
  g_assert_nonnull (strstr (spoilt->err, name + strlen ("blobs/ab/")));

  test_file_write (path, bytes, 3000);
  trip_start (f->trip);
}

/* Beside a serving province: what is damaged and what is missing, by name and record, and nothing of it is touched. */
static void
test_scrub (TusFixture *f, gconstpointer data)
{
  g_autofree char *good = NULL, *bad = NULL, *lost = NULL, *bad_path = NULL, *lost_path = NULL,
                  *clean = NULL, *named = NULL;
  g_autofree guint8 *one = tus_new_file (f, 3000, &good), *two = tus_new_file (f, 3001, &bad),
                    *three = tus_new_file (f, 3002, &lost), *four = tus_new_file (f, 70, &named);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) faults = NULL;
  g_autofree char *damaged = NULL, *missing = NULL;

  tus_assert (tus_post (f->field, good, 3000, one, 3000), 201, NULL);
  tus_assert (tus_post (f->field, bad, 3001, two, 3001), 201, NULL);
  tus_assert (tus_post (f->field, lost, 3002, three, 3002), 201, NULL);
  clean = trip_province_ok (f->trip, "verify", "--files", "--json", NULL);
  g_assert_cmpstr (clean, ==, "{\"intact\":3,\"damaged\":0,\"missing\":0,\"bytes\":9003}");

  /* Of the same length, so that only its hash tells. */
  bad_path = blob_path (f, bad);
  lost_path = blob_path (f, lost);
  two[1500] ^= 1;
  g_chmod (bad_path, 0600);
  test_file_write (bad_path, two, 3001);
  g_assert_cmpint (g_unlink (lost_path), ==, 0);
  ran = trip_province (f->trip, "verify", "--files", "--json", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_cmpstr (ran->out, ==, "{\"intact\":1,\"damaged\":1,\"missing\":1,\"bytes\":6001}\n");
  faults = ran_faults (ran);
  g_assert_cmpuint (g_strv_length (faults), ==, 2);
  damaged = g_strconcat ("damaged ", bad, NULL);
  missing = g_strconcat ("missing ", lost, NULL);
  g_assert_true (g_strv_contains ((const char *const *) faults, damaged));
  g_assert_true (g_strv_contains ((const char *const *) faults, missing));
  g_assert_true (g_file_test (bad_path, G_FILE_TEST_EXISTS));

  two[1500] ^= 1;
  test_file_write (bad_path, two, 3001);
  tus_assert (tus_post (f->field, lost, 3002, three, 3002), 201, NULL);
}

/* As slowly as it was told: 6,000 bytes at 10,000 a second take more than half a second on any machine. */
static void
test_scrub_speed (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *said = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 6000, &hash);
  gint64 start;

  tus_assert (tus_post (f->field, hash, 6000, bytes, 6000), 201, NULL);
  start = g_get_monotonic_time ();
  said = trip_province_ok (f->trip, "verify", "--files", "--speed", "10000", NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC / 2);
}

/* Puts a file into the store that no line names. (transfer full) */
static char *
put_orphan (TusFixture *f, gsize length)
{
  g_autofree char *directory = trip_province_path (f->trip, "blobs");
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (directory);
  g_autoptr (GBytes) bytes = g_bytes_new_take (tus_bytes (length, 99, NULL), length);
  char *hash = NULL;

  g_assert_true (pantau_blobs_put_bytes (blobs, bytes, &hash, NULL));

  return hash;
}

/* Of a province that does not serve. */
static void
age_orphans (TusFixture *f, guint days)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE orphan SET since = since - %u * 86400", days);

  trip_sql (f->trip, PROVINCE, sql);
}

static void
assert_swept (TusFixture *f, gboolean is_dry, const char *hash, const char *state)
{
  g_autofree char *out =
      trip_province_ok (f->trip, "sweep", "--json", is_dry ? "--dry-run" : NULL, NULL);
  g_autofree char *tail = state != NULL ? g_strdup_printf ("\"state\":\"%s\"}", state) : NULL;

  if (state == NULL)
    {
      g_assert_cmpstr (out, ==, "");
      return;
    }
  g_assert_nonnull (strstr (out, hash));
  g_assert_true (g_str_has_suffix (out, tail));
  g_assert_null (strchr (out, '\n'));
}

/* What no line names goes once it has been so for 30 days, and not before; what a line names stays, however old. */
static void
test_orphans (TusFixture *f, gconstpointer data)
{
  g_autofree char *orphan = put_orphan (f, 500), *named = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &named);
  gint64 rows;

  tus_assert (tus_post (f->field, named, 3000, bytes, 3000), 201, NULL);
  assert_swept (f, TRUE, orphan, "noted");
  assert_swept (f, FALSE, orphan, "noted");
  trip_stop (f->trip);
  age_orphans (f, 29);
  assert_swept (f, FALSE, orphan, "noted");
  age_orphans (f, 1);
  assert_swept (f, TRUE, orphan, "due");
  g_assert_true (tus_stored (f->trip, orphan));
  assert_swept (f, FALSE, orphan, "removed");
  g_assert_false (tus_stored (f->trip, orphan));
  assert_swept (f, FALSE, orphan, NULL);
  rows = trip_number (f->trip, PROVINCE, "SELECT count(*) FROM orphan");
  g_assert_cmpint (rows, ==, 0);
  g_assert_true (tus_stored (f->trip, named));
  trip_start (f->trip);
}

/* A line that comes meanwhile saves its file, and its days begin anew. */
static void
test_orphan_named (TusFixture *f, gconstpointer data)
{
  g_autofree char *orphan = put_orphan (f, 500);

  assert_swept (f, FALSE, orphan, "noted");
  tus_name (f->field, TUS_REGION, orphan);
  trip_stop (f->trip);
  age_orphans (f, 400);
  assert_swept (f, FALSE, orphan, NULL);
  g_assert_true (tus_stored (f->trip, orphan));

  /* The table forgot it, its line did not. */
  trip_sql (f->trip, PROVINCE, "DELETE FROM named");
  trip_sql (f->trip, PROVINCE,
            "INSERT INTO orphan SELECT hash, 500, 1 FROM (SELECT hash FROM blob)");
  assert_swept (f, FALSE, orphan, NULL);
  g_assert_true (tus_stored (f->trip, orphan));
  trip_start (f->trip);
}

/* The serving province does so by itself; a clock that was in the future makes nothing due. */
static void
test_orphans_served (TusFixture *f, gconstpointer data)
{
  g_autofree char *orphan = put_orphan (f, 500), *path = blob_path (f, orphan);

  assert_swept (f, FALSE, orphan, "noted");
  trip_stop (f->trip);
  trip_sql (f->trip, PROVINCE, "UPDATE orphan SET since = 99999999999");
  assert_swept (f, FALSE, orphan, "noted");
  g_assert_cmpint (trip_number (f->trip, PROVINCE, "SELECT since > unixepoch() FROM orphan"), ==,
                   0);
  age_orphans (f, 31);
  trip_start (f->trip);
  TRIP_WAIT_UNTIL (!g_file_test (path, G_FILE_TEST_EXISTS));
}

void
tus_add_store_tests (void)
{
  TUS_ADD ("/tus/verify", test_verify);
  TUS_ADD ("/tus/scrub", test_scrub);
  TUS_ADD ("/tus/scrub-speed", test_scrub_speed);
  TUS_ADD ("/tus/orphans", test_orphans);
  TUS_ADD ("/tus/orphan-named", test_orphan_named);
  TUS_ADD ("/tus/orphans-served", test_orphans_served);
}
