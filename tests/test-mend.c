/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is damaged on a disk, here or at the province, comes again from the other side; until then nobody is given its bytes. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "client-fixture.h"
#include "home-fixture.h"
#include "pantau-client-held.h"
#include "pantau-connect.h"
#include "pantau-filecheck.h"
#include "pantau-files-rule.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "pantau-uploads.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "tus-fixture.h"

#define SIZE 3000

static gboolean
is_settled (PantauHome *home, gboolean compares, PantauSyncResult *result)
{
  PantauSyncOptions options = { .reconcile = compares };
  g_autoptr (GError) error = NULL;

  pantau_sync_run (home, &options, result, NULL, &error);
  g_assert_no_error (error);

  return TRUE;
}

static PantauSyncResult
compare_now (PantauHome *home)
{
  PantauSyncResult result;

  g_assert_true (is_settled (home, TRUE, &result));

  return result;
}

/* A file in a record of its own, which names it from its first line on. (transfer full) */
static char *
add_file (PantauHome *home, guint8 seed)
{
  char *hash = transfer_put (home, SIZE, seed);
  g_autofree char *json = g_strdup_printf ("{\"blobs\":[\"%s\"]}", hash),
                  *record = pantau_uuid_new (), *now = pantau_home_now ();
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = TRANSFER_REGION,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);

  return hash;
}

/* The path of a file of the province. (transfer full) */
static char *
province_path (TransferFixture *f, const char *hash)
{
  g_autofree char *name = g_strdup_printf ("blobs/%.2s/%s", hash, hash);

  return trip_province_path (f->trip, name);
}

static char *
home_path (PantauHome *home, const char *hash)
{
  g_autofree char *name = g_strdup_printf ("%.2s/%s", hash, hash);

  return g_build_filename (pantau_blobs_get_directory (pantau_home_get_blobs (home)), name, NULL);
}

/* Another byte in the middle: of the same length, so that only the hash tells. */
static void
spoil (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  test_file_write (path, bytes, length);
}

static gboolean
is_aside (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (name, ".rusak-", NULL);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *found;

  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (found, prefix))
      return TRUE;

  return FALSE;
}

static gint64
number (TransferFixture *f, const char *sql)
{
  return trip_number (f->trip, PROVINCE, sql);
}

static PantauClient *
client_of (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  PantauClient *client = pantau_home_connect (home, &error);

  g_assert_no_error (error);
  pantau_client_open_session (client, NULL, &error);
  g_assert_no_error (error);

  return client;
}

static gboolean
fetch (PantauHome *home, const char *hash, GError **error)
{
  g_autoptr (PantauClient) client = client_of (home);

  return pantau_transfer_fetch (home, client, hash, NULL, NULL, NULL, error);
}

static void
assert_whole_there (TransferFixture *f, const char *hash)
{
  g_autofree char *directory = trip_province_path (f->trip, "blobs");
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (directory);
  g_autoptr (GError) error = NULL;

  pantau_blobs_check (blobs, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number (f, "SELECT count(*) FROM lost"), ==, 0);
}

/* The operator need not wait for a round. */
static void
mend_by_hand (TransferFixture *f)
{
  g_autoptr (Ran) ran = trip_province (f->trip, "verify", "--files", "--mend", NULL);

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strchr (ran->out, '\n'));
}

/* The serving province finds it by itself, says no more that it holds it, and has it again after the next comparison. */
static void
test_round (TransferFixture *f, gconstpointer data)
{
  g_autofree char *good = add_file (f->field, 1), *bad = add_file (f->field, 2),
                  *gone = add_file (f->field, 3), *path = province_path (f, bad),
                  *gone_path = province_path (f, gone);
  PantauSyncResult result;

  transfer_sync (f->field);
  trip_stop (f->trip);
  spoil (path);
  g_assert_cmpint (g_unlink (gone_path), ==, 0);
  trip_sql (f->trip, PROVINCE, "DELETE FROM setting WHERE name LIKE 'mend-%'");
  trip_start (f->trip);
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM lost") == 2);
  g_assert_true (is_aside (path));
  g_assert_false (tus_stored (f->trip, bad));
  g_assert_true (tus_stored (f->trip, good));

  result = compare_now (f->field);
  g_assert_cmpuint (result.differences, ==, 2);
  g_assert_cmpuint (result.files_sent, ==, 2);
  assert_whole_there (f, bad);
  assert_whole_there (f, gone);
}

/* One round a day: what was compared today is not read again because the province started anew. */
static void
test_round_once (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);

  transfer_sync (f->field);
  trip_stop (f->trip);
  trip_sql (f->trip, PROVINCE, "DELETE FROM setting WHERE name LIKE 'mend-%'");
  trip_start (f->trip);
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM setting WHERE name = 'mend-began'") == 1);
  trip_stop (f->trip);
  spoil (path);
  trip_start (f->trip);
  /* It ends only once its jobs have. */
  trip_stop (f->trip);
  g_assert_cmpint (number (f, "SELECT count(*) FROM lost"), ==, 0);
  spoil (path); /* twice is whole */
  trip_start (f->trip);
}

/* Whoever asks for a damaged file is told that it is not there, and gets no byte of it; then it comes again. */
static void
test_fetch (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);
  PantauHome *desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *here = home_path (desk, hash), *part = NULL, *part_path = NULL;
  g_autoptr (GError) error = NULL;

  transfer_sync (f->field);
  transfer_sync (desk);
  spoil (path);
  g_assert_false (fetch (desk, hash, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (here, G_FILE_TEST_EXISTS));
  part = g_strconcat (hash, ".part", NULL);
  part_path = g_build_filename (pantau_blobs_get_directory (pantau_home_get_blobs (desk)), "tmp",
                                part, NULL);
  if (g_file_test (part_path, G_FILE_TEST_EXISTS))
    {
      GStatBuf info;

      g_assert_cmpint (g_stat (part_path, &info), ==, 0);
      g_assert_cmpint (info.st_size, ==, 0);
    }
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM lost") == 1);
  g_assert_true (is_aside (path));

  compare_now (f->field);
  assert_whole_there (f, hash);
  g_clear_error (&error);
  fetch (desk, hash, &error);
  g_assert_no_error (error);
  pantau_home_close (desk);
}

/* The laptop that brought it is gone: a desk that has it brings it, and who may have it stays as it was. */
static void
test_another (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);
  g_autofree char *of_field = NULL;
  PantauHome *desk = transfer_home (f, "desk", "desk", "16.13");
  g_autoptr (GError) error = NULL;
  PantauSyncResult result;

  transfer_sync (f->field);
  transfer_sync (desk);
  fetch (desk, hash, &error);
  g_assert_no_error (error);
  spoil (path);
  mend_by_hand (f);
  g_assert_cmpint (number (f, "SELECT count(*) FROM lost"), ==, 1);

  result = compare_now (desk);
  g_assert_cmpuint (result.files_sent, ==, 1);
  assert_whole_there (f, hash);
  of_field = g_strdup_printf ("SELECT count(*) FROM blob WHERE device = '%s'",
                              pantau_home_get_device (f->field));
  g_assert_cmpint (number (f, of_field), ==, 1);
  pantau_home_close (desk);
}

/* A copy that is damaged too is not offered in its place. */
static void
test_another_damaged (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);
  PantauHome *desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *here = home_path (desk, hash);
  PantauUploadState state;
  gboolean found;
  PantauSyncResult result;

  transfer_sync (f->field);
  transfer_sync (desk);
  g_assert_true (fetch (desk, hash, NULL));
  spoil (path);
  spoil (here);
  g_assert_false (fetch (desk, hash, NULL));
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM lost") == 1);

  result = compare_now (desk);
  g_assert_cmpuint (result.files_sent, ==, 0);
  g_assert_true (pantau_uploads_get_state (pantau_home_get_db (desk), hash, &state, &found, NULL));
  g_assert_false (found);
  g_assert_cmpint (number (f, "SELECT count(*) FROM lost"), ==, 1);
  pantau_home_close (desk);
  compare_now (f->field);
  assert_whole_there (f, hash);
}

/* Of what somebody may not read they are not even told that it is lost. */
static void
test_strangers (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);
  PantauHome *stranger = transfer_home (f, "stranger", "desk", "16.71");
  g_autoptr (PantauClient) asking = NULL, owner = NULL;
  g_autoptr (PantauHeld) nothing = NULL, own = NULL;

  transfer_sync (f->field);
  spoil (path);
  mend_by_hand (f);
  asking = client_of (stranger);
  owner = client_of (f->field);
  nothing = pantau_client_held_wanted (asking, NULL, NULL, NULL);
  own = pantau_client_held_wanted (owner, NULL, NULL, NULL);
  g_assert_cmpuint (nothing->wanted->len, ==, 0);
  g_assert_cmpuint (own->wanted->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (own->wanted, 0), ==, hash);
  g_assert_cmpint (own->files, ==, 0);
  pantau_home_close (stranger);
  compare_now (f->field);
  assert_whole_there (f, hash);
}

/* What was put aside by mistake and back by hand is asked for no more once it was looked at. */
static void
test_put_back (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash);
  g_autofree char *away = g_strconcat (path, ".away", NULL);

  transfer_sync (f->field);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  mend_by_hand (f);
  g_assert_cmpint (number (f, "SELECT count(*) FROM lost"), ==, 1);
  trip_stop (f->trip);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  trip_sql (f->trip, PROVINCE, "DELETE FROM setting WHERE name LIKE 'mend-%'");
  trip_start (f->trip);
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM lost") == 0);
}

/* No stick carries its bytes either. */
static void
test_courier (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = province_path (f, hash),
                  *asked = trip_path (f->trip, "asked.pantau"),
                  *first = trip_path (f->trip, "first.pantau"),
                  *second = trip_path (f->trip, "second.pantau"), *whole = NULL, *damaged = NULL;

  pantau_home_close (transfer_home (f, "desk", "desk", "16.13"));
  transfer_sync (f->field);
  g_free (ctl_ok (f->trip, "desk", "courier", "out", asked, NULL));
  whole = trip_province_ok (f->trip, "courier", asked, "--out", first, "--json", NULL);
  g_assert_nonnull (strstr (whole, "\"given\":1"));
  spoil (path);
  damaged = trip_province_ok (f->trip, "courier", asked, "--out", second, "--json", NULL);
  g_assert_nonnull (strstr (damaged, "\"given\":0"));
  TRIP_WAIT_UNTIL (number (f, "SELECT count(*) FROM lost") == 1);
  compare_now (f->field);
  assert_whole_there (f, hash);
}

/* ---- At home ---- */

static void
check_files (PantauHome *home, guint changed)
{
  g_autoptr (PantauFilecheckResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pantau_filecheck_run (home, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->changed + result->missing, ==, changed);
}

/* A file of this home that was found damaged is there again after the next sync, and the damaged one beside it. */
static void
test_home (TransferFixture *f, gconstpointer data)
{
  g_autofree char *bad = add_file (f->field, 1), *gone = add_file (f->field, 2),
                  *path = home_path (f->field, bad), *gone_path = home_path (f->field, gone);
  PantauSyncResult result;

  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_mended, ==, 0);
  spoil (path);
  g_assert_cmpint (g_unlink (gone_path), ==, 0);
  check_files (f->field, 2);
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_mended, ==, 2);
  g_assert_true (is_aside (path));
  check_files (f->field, 0);
}

/* What the province does not have either stays what it is, and is no failure. */
static void
test_home_nowhere (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = home_path (f->field, hash);
  PantauSyncOptions lines = { .no_files = TRUE };
  PantauSyncResult result;

  g_assert_true (pantau_sync_run (f->field, &lines, &result, NULL, NULL));
  spoil (path);
  check_files (f->field, 1);
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_mended, ==, 0);
  g_assert_true (is_aside (path));
  check_files (f->field, 1);
}

/* Somebody said that no file shall go over the line: that holds for these too. */
static void
test_home_paused (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = add_file (f->field, 1), *path = home_path (f->field, hash);
  PantauSyncResult result;

  transfer_sync (f->field);
  spoil (path);
  check_files (f->field, 1);
  g_assert_true (pantau_files_rule_set_paused (f->field, TRUE, NULL));
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_mended, ==, 0);
  g_assert_true (pantau_files_rule_set_paused (f->field, FALSE, NULL));
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_mended, ==, 1);
}

/* ---- On the wire ---- */

static char *
seal_held (const PantauHeld *held, PantauKeypair *province, const char *device)
{
  return pantau_held_seal (held, province, device, "0123456789abcdef");
}

static PantauHeld *
sample (void)
{
  PantauHeld *held = pantau_held_new ();

  held->epoch = g_strdup ("epoch");
  held->time = g_strdup ("2024-02-14T07:00:00+07:00");
  held->digest = pantau_sha256_text ("", 0);

  return held;
}

/* Where nothing is lost, a client of before gets what it always got; a way on that leads backwards is not taken. */
static void
test_statement (void)
{
  g_autoptr (PantauKeypair) province = pantau_keypair_new ();
  g_autoptr (PantauHeld) held = sample (), read = NULL, bad = NULL;
  g_autofree char *device = pantau_random_text (32), *low = pantau_sha256_text ("a", 1),
                  *high = pantau_sha256_text ("b", 1), *plain = NULL, *wanting = NULL,
                  *backwards = NULL;
  g_autoptr (GError) error = NULL;

  if (strcmp (low, high) > 0)
    {
      char *swap = g_steal_pointer (&low);

      low = g_steal_pointer (&high);
      high = swap;
    }
  plain = seal_held (held, province, device);
  g_assert_null (strstr (plain, "want"));

  held->wants = TRUE;
  g_ptr_array_add (held->wanted, g_strdup (low));
  held->wanted_next = g_strdup (high);
  wanting = seal_held (held, province, device);
  read = pantau_held_open (pantau_keypair_get_name (province), device, "0123456789abcdef", wanting,
                           strlen (wanting), &error);
  g_assert_no_error (error);
  g_assert_true (read->wants);
  g_assert_cmpstr (g_ptr_array_index (read->wanted, 0), ==, low);
  g_assert_cmpstr (read->wanted_next, ==, high);

  g_ptr_array_add (held->wanted, g_strdup (high));
  g_free (held->wanted_next);
  held->wanted_next = g_strdup (low);
  backwards = seal_held (held, province, device);
  bad = pantau_held_open (pantau_keypair_get_name (province), device, "0123456789abcdef", backwards,
                          strlen (backwards), &error);
  g_assert_null (bad);
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
}

#define REAL(path, function)                                                                       \
  g_test_add (path, TransferFixture, NULL, transfer_set_up, function, transfer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  REAL ("/mend/province/round", test_round);
  REAL ("/mend/province/round-once", test_round_once);
  REAL ("/mend/province/fetch", test_fetch);
  REAL ("/mend/province/another", test_another);
  REAL ("/mend/province/another-damaged", test_another_damaged);
  REAL ("/mend/province/strangers", test_strangers);
  REAL ("/mend/province/put-back", test_put_back);
  REAL ("/mend/province/courier", test_courier);
  REAL ("/mend/home/fetched", test_home);
  REAL ("/mend/home/nowhere", test_home_nowhere);
  REAL ("/mend/home/paused", test_home_paused);
  g_test_add_func ("/mend/statement", test_statement);

  return g_test_run ();
}
