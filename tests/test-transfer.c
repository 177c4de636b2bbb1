/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files between homes and the real province, over lines that break. */

#include "config.h"

#include "pantau-transfer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "client-fixture.h"
#include "pantau-access-blob.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "tus-fixture.h"
#include "pantau-blob-part.h"
#include "world-fixture.h"

static void
assert_fetched (PantauHome *home, const char *hash)
{
  g_autoptr (GError) error = NULL;

  pantau_sync_fetch_blob (home, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_blobs_check (pantau_home_get_blobs (home), hash, NULL, NULL));
}

static void
assert_not_fetched (PantauHome *home, const char *hash, PantauError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_sync_fetch_blob (home, hash, NULL, &error));
  test_assert_error (error, code);
  g_assert_false (pantau_blobs_has (pantau_home_get_blobs (home), hash));
}

static void
test_round (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *large = transfer_add (f->field, 900 * 1000, 1),
                  *small = transfer_add (f->field, 3000, 2), *empty = transfer_add (f->field, 0, 3);
  PantauSyncResult first = transfer_sync (f->field), second = transfer_sync (f->field);

  g_assert_cmpuint (first.files_sent, ==, 3);
  g_assert_cmpint (first.files_waiting, ==, 0);
  g_assert_cmpuint (second.files_sent, ==, 0);
  g_assert_true (tus_stored (f->trip, large));

  transfer_sync (desk);
  assert_fetched (desk, large);
  assert_fetched (desk, small);
  assert_fetched (desk, empty);
}

/* More small files than requests that a device may make at once: the sync takes its time, and ends well. */
static void
test_many (TransferFixture *f, gconstpointer data)
{
  const guint n = 260;
  PantauSyncResult result;

  for (guint i = 0; i < n; i++)
    g_free (transfer_add (f->field, 1000 + i, (guint8) i));
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_sent, ==, n);
  g_assert_cmpint (result.files_waiting, ==, 0);
}

/* Cut while it is sent: all arrives, and little is sent twice. */
static void
test_cut_up (TransferFixture *f, gconstpointer data)
{
  gboolean is_long = g_getenv ("PANTAU_TEST_LONG") != NULL;
  gsize size = is_long ? 50 * 1024 * 1024 : 6 * 1000 * 1000;
  guint cuts = is_long ? 100 : 30;
  g_autofree char *hash = transfer_add (f->field, size, 1);
  guint64 before, sent;
  gboolean ok = FALSE;

  before = proxy_get_bytes (f->line, TRUE);
  proxy_cut_some (f->line, cuts, 300 * 1000, TRUE);
  for (guint i = 0; i < 200 && !ok; i++)
    {
      g_autoptr (GError) error = NULL;
      PantauSyncResult result;

      ok = pantau_sync_run (f->field, NULL, &result, NULL, &error);
      if (!ok)
        g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
  g_assert_true (ok);
  g_assert_true (tus_stored (f->trip, hash));
  g_assert_cmpuint (proxy_get_cuts (f->line), ==, cuts);
  sent = proxy_get_bytes (f->line, TRUE) - before;
  g_test_message ("%" G_GUINT64_FORMAT " bytes for a file of %" G_GSIZE_FORMAT
                  ", cut %u times: %.3f",
                  sent, size, cuts, (double) sent / (double) size);
  /* Heads of requests, and what was in the kernel's hands at each cut. */
  g_assert_cmpuint (sent, <, size + size / 5);
}

/* Cut while it is fetched. */
static void
test_cut_down (TransferFixture *f, gconstpointer data)
{
  const gsize size = 3 * 1000 * 1000;
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *hash = transfer_add (f->field, size, 1);
  gboolean ok = FALSE;
  guint64 before;

  transfer_sync (f->field);
  transfer_sync (desk);
  before = proxy_get_bytes (f->line, FALSE);
  proxy_cut_some (f->line, 20, 200 * 1000, FALSE);
  for (guint i = 0; i < 100 && !ok; i++)
    {
      g_autoptr (GError) error = NULL;

      ok = pantau_sync_fetch_blob (desk, hash, NULL, &error);
      if (!ok)
        g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
  assert_fetched (desk, hash);
  g_assert_cmpuint (proxy_get_cuts (f->line), >, 5);
  g_assert_cmpuint (proxy_get_bytes (f->line, FALSE) - before, <, size + size / 5);
}

static gpointer
sync_thread (gpointer data)
{
  PantauSyncResult result;

  pantau_sync_run (data, NULL, &result, NULL, NULL);

  return NULL;
}

/* The province is killed in the middle, and goes on after it is back; so does the home after its own restart. */
static void
test_killed (TransferFixture *f, gconstpointer data)
{
  const gsize size = 40 * 1000 * 1000 / TEST_SHARE;
  g_autofree char *hash = transfer_add (f->field, size, 1), *path = NULL;
  guint64 before = proxy_get_bytes (f->line, TRUE), at;
  GThread *thread = g_thread_new ("sync", sync_thread, f->field);
  g_autoptr (GError) error = NULL;

  TRIP_WAIT_UNTIL (proxy_get_bytes (f->line, TRUE) - before > size / 4);
  trip_kill (f->trip);
  g_thread_join (thread);
  at = proxy_get_bytes (f->line, TRUE) - before;
  g_assert_cmpuint (at, <, size);

  path = g_strdup (pantau_home_get_path (f->field));
  g_clear_pointer (&f->field, pantau_home_close);
  f->field = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  trip_start (f->trip);
  g_assert_cmpuint (transfer_sync (f->field).files_sent, ==, 1);
  g_assert_true (tus_stored (f->trip, hash));
  /* What the province had on its disk was not sent again; a piece or two may have been in the kernel's hands. */
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE) - before, <, size + 10 * 1000 * 1000);
}

/* The province is asked before anything of a large file is sent. */
static void
test_known (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) other = transfer_home (f, "other", "field", TRANSFER_REGION);
  g_autofree char *mine = transfer_add (f->field, 500 * 1000, 1),
                  *theirs = transfer_add (other, 500 * 1000, 1);
  guint64 before;

  g_assert_cmpstr (mine, ==, theirs);
  transfer_sync (f->field);
  before = proxy_get_bytes (f->line, TRUE);
  g_assert_cmpuint (transfer_sync (other).files_sent, ==, 1);
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE) - before, <, 50 * 1000);
}

static void
test_refused (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autoptr (PantauHome) officer = transfer_home (f, "officer", "identity", "16.13");
  g_autoptr (GBytes) envelope =
      g_bytes_new_static (PANTAU_ENVELOPE_MAGIC "x", sizeof PANTAU_ENVELOPE_MAGIC);
  g_autofree char *hash = NULL, *unknown = g_strnfill (64, 'a'), *named = NULL;

  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (f->field), envelope, &hash, NULL));
  transfer_name (f->field, hash, "neutrality", PANTAU_TYPE_SEAL);
  g_free (tus_bytes (77, 7, &named));
  transfer_name (f->field, named, "risk", "evidence.add");
  transfer_sync (f->field);

  assert_fetched (officer, hash);
  assert_not_fetched (desk, hash, PANTAU_ERROR_REFUSED);
  assert_not_fetched (desk, unknown, PANTAU_ERROR_NOT_FOUND);
  assert_not_fetched (desk, named, PANTAU_ERROR_NOT_FOUND);
}

/* A file that is damaged here is put aside and told; the others go. */
static void
test_damaged (TransferFixture *f, gconstpointer data)
{
  g_autofree char *bad = transfer_add (f->field, 3000, 1), *good = transfer_add (f->field, 4000, 2);
  g_autofree char *path = g_strdup_printf (
      "%s/%.2s/%s", pantau_blobs_get_directory (pantau_home_get_blobs (f->field)), bad, bad);
  g_autofree char *other = g_strnfill (3000, 'x');
  PantauSyncResult result;

  g_chmod (path, 0600);
  test_file_write (path, other, 3000);
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.files_sent, ==, 1);
  g_assert_cmpint (result.files_missing, ==, 1);
  g_assert_cmpint (result.files_waiting, ==, 1);
  g_assert_true (tus_stored (f->trip, good));
  g_assert_false (tus_stored (f->trip, bad));

  /* Once it is here again it goes too. */
  g_free (transfer_put (f->field, 3000, 1));
  g_assert_cmpint (transfer_sync (f->field).files_waiting, ==, 0);
  g_assert_true (tus_stored (f->trip, bad));
}

/* A damaged copy of a fetched file is fetched anew. */
static void
test_healed (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = transfer_add (f->field, 3000, 1);
  g_autofree char *path = g_strdup_printf (
      "%s/%.2s/%s", pantau_blobs_get_directory (pantau_home_get_blobs (f->field)), hash, hash);

  transfer_sync (f->field);
  g_chmod (path, 0600);
  test_file_write (path, "x", 1);
  assert_fetched (f->field, hash);
}

/* A province that was restored from a copy gets the files again. */
static void
test_restored (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autofree char *stale = NULL, *path = NULL;

  trip_stop (f->trip);
  trip_copy (f->trip, PROVINCE, "copy");
  trip_start (f->trip);
  hash = transfer_add (f->field, 30000, 1);
  g_assert_cmpuint (transfer_sync (f->field).files_sent, ==, 1);

  trip_stop (f->trip);
  trip_copy (f->trip, "copy", PROVINCE);
  trip_start (f->trip);
  g_assert_false (tus_stored (f->trip, hash));
  g_assert_cmpuint (transfer_sync (f->field).files_sent, ==, 1);
  g_assert_true (tus_stored (f->trip, hash));
}

/* 0 where all is there, 1 where a person is needed, 75 where there is no line. */
static void
test_ctl (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = transfer_add (f->field, 3000, 1), *missing = NULL;
  g_autoptr (Ran) all = NULL, lacking = NULL, offline = NULL, clean = NULL;

  g_clear_pointer (&f->field, pantau_home_close);
  all = ctl (f->trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (all->status, ==, 0);
  g_assert_nonnull (strstr (all->out, "sent 1, waiting 0\n"));
  clean = ctl (f->trip, "field", "verify", NULL);
  g_assert_cmpint (clean->status, ==, 0);

  {
    g_autofree char *path = trip_path (f->trip, "field");
    g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);

    g_free (tus_bytes (77, 7, &missing));
    transfer_name (home, missing, "risk", "evidence.add");
    hash = (g_free (hash), transfer_add (home, 4000, 2));
  }
  lacking = ctl (f->trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (lacking->status, ==, 1);
  g_assert_nonnull (strstr (lacking->out, "sent 1, waiting 1\n"));

  trip_stop (f->trip);
  offline = ctl (f->trip, "field", "sync", NULL);
  g_assert_cmpint (offline->status, ==, 75);
  trip_start (f->trip);
}

/* From now on the peak is that of what follows (proc(5)). */
static void
forget_peak (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", pid);

  int fd = g_open (path, O_WRONLY, 0);

  g_assert_cmpint (write (fd, "5", 1), ==, 1);
  close (fd);
}

/* Peak of a process in KiB. */
static gint64
peak_of (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid), *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

/* A file of the home that never stood in memory. (transfer full) */
static char *
put_large (TransferFixture *f, gsize size)
{
  g_autofree char *path = trip_path (f->trip, "large");
  g_autofree guint8 *piece = tus_bytes (1024 * 1024, 9, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) out =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL));
  g_autoptr (GInputStream) in = NULL;
  char *hash = NULL;

  for (gsize at = 0; at < size; at += 1024 * 1024)
    {
      memcpy (piece, &at, sizeof at);
      g_assert_true (g_output_stream_write_all (out, piece, 1024 * 1024, NULL, NULL, NULL));
    }
  g_output_stream_close (out, NULL, NULL);
  in = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_assert_true (pantau_blobs_put_stream (pantau_home_get_blobs (f->field), in, PANTAU_BLOB_LIMIT,
                                          &hash, NULL, NULL));
  transfer_name (f->field, hash, "risk", "evidence.add");

  return hash;
}

/* A file far larger than what either side may hold of it. */
static void
test_memory (TransferFixture *f, gconstpointer data)
{
  gboolean is_long = g_getenv ("PANTAU_TEST_LONG") != NULL;
  gsize size = (is_long ? 100 : 48) * 1024 * 1024;
  g_autoptr (PantauHome) desk = NULL;
  g_autofree char *small = NULL, *hash = NULL;
  gint64 ours, theirs;

  if (TEST_SHARE > 1)
    {
      g_test_skip ("a sanitizer's own memory makes measuring meaningless");
      return;
    }

  desk = transfer_home (f, "desk", "desk", "16.13");
  small = transfer_add (f->field, 3000, 1);
  transfer_sync (f->field);
  transfer_sync (desk);
  assert_fetched (desk, small);
  hash = put_large (f, size);
  forget_peak (getpid ());
  forget_peak (trip_pid (f->trip));
  ours = peak_of (getpid ());
  theirs = peak_of (trip_pid (f->trip));

  transfer_sync (f->field);
  transfer_sync (desk);
  assert_fetched (desk, hash);
  g_test_message ("%" G_GSIZE_FORMAT " bytes: %" G_GINT64_FORMAT " KiB more here, %" G_GINT64_FORMAT
                  " KiB more at the province",
                  size, peak_of (getpid ()) - ours, peak_of (trip_pid (f->trip)) - theirs);
  g_assert_cmpint (peak_of (getpid ()) - ours, <, 32 * 1024);
  g_assert_cmpint (peak_of (trip_pid (f->trip)) - theirs, <, 32 * 1024);
}

/* Whoever says without the province's signature that a file has arrived is not believed. */
static void
test_no_proof (PantauFixture *f, gconstpointer data)
{
  g_autofree char *hash = g_strnfill (64, 'a'), *forged = g_strnfill (88, 'A'), *headers = NULL;
  g_auto (PantauBlobStatus) status = { 0 };
  g_autoptr (GError) missing = NULL, wrong = NULL, shapeless = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 201, "Location: blobs/uploads/x\r\nUpload-Offset: 10\r\n", "");
  g_assert_false (pantau_client_blob_begin (f->client, hash, 10, NULL, &status, NULL, &missing));
  test_assert_error (missing, PANTAU_ERROR_SIGNATURE);
  g_assert_false (status.is_stored);

  headers = g_strdup_printf (
      "Location: blobs/uploads/x\r\nUpload-Offset: 10\r\nPantau-Stored: %s\r\n", forged);
  pantau_mock_add_reply (f->mock, 201, headers, "");
  g_assert_false (pantau_client_blob_begin (f->client, hash, 10, NULL, &status, NULL, &wrong));
  test_assert_error (wrong, PANTAU_ERROR_SIGNATURE);

  pantau_mock_add_reply (f->mock, 201, "Location: ../../x\r\nUpload-Offset: 10\r\n", "");
  g_assert_false (pantau_client_blob_begin (f->client, hash, 10, NULL, &status, NULL, &shapeless));
  test_assert_error (shapeless, PANTAU_ERROR_MALFORMED);
}

static gboolean
never_cb (goffset at, const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

/* What answers in the province's place is not taken for a file. */
static void
test_other_file (PantauFixture *f, gconstpointer data)
{
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autoptr (GError) page = NULL, bare = NULL, other = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 200, "Content-Type: text/html\r\n", "<html>Wi-Fi</html>");
  g_assert_false (pantau_client_blob_fetch (f->client, hash, 0, never_cb, NULL, NULL, &page));
  test_assert_error (page, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 200, NULL, "hello");
  g_assert_false (pantau_client_blob_fetch (f->client, hash, 0, never_cb, NULL, NULL, &bare));
  test_assert_error (bare, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, "ETag: \"b\"\r\n", "hello");
  g_assert_false (pantau_client_blob_fetch (f->client, hash, 0, never_cb, NULL, NULL, &other));
  test_assert_error (other, PANTAU_ERROR_MALFORMED);
}

/* Bytes from far behind those that are here are not taken: the disk would be full of nothing, and hashing it would have no end. */
static void
test_beyond (PantauFixture *f, gconstpointer data)
{
  static const gint64 starts[] = { 1, G_GINT64_CONSTANT (1) << 40 };
  g_auto (World) world = world_new ();
  PantauBlobs *blobs = pantau_home_get_blobs (world.home);
  g_autofree char *hash = pantau_sha256_text ("0123456789", 10);

  pantau_fixture_log_in (f);
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *headers =
          g_strdup_printf ("ETag: \"%s\"\r\nContent-Range: bytes %" G_GINT64_FORMAT
                           "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "\r\n",
                           hash, starts[i], starts[i] + 9, starts[i] + 10);
      g_autoptr (GError) error = NULL;

      pantau_mock_add_reply (f->mock, 206, headers, "0123456789");
      g_assert_false (
          pantau_transfer_fetch (world.home, f->client, hash, NULL, NULL, NULL, &error));
      test_assert_error (error, PANTAU_ERROR_MALFORMED);
      g_assert_cmpint (pantau_blob_part_look (blobs, hash, NULL), <=, 0);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add (path, TransferFixture, NULL, transfer_set_up, function, transfer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/transfer/round", test_round);
  ADD ("/transfer/many", test_many);
  ADD ("/transfer/cut-up", test_cut_up);
  ADD ("/transfer/cut-down", test_cut_down);
  ADD ("/transfer/killed", test_killed);
  ADD ("/transfer/known", test_known);
  ADD ("/transfer/refused", test_refused);
  ADD ("/transfer/damaged", test_damaged);
  ADD ("/transfer/healed", test_healed);
  ADD ("/transfer/restored", test_restored);
  ADD ("/transfer/ctl", test_ctl);
  ADD ("/transfer/memory", test_memory);
  PANTAU_FIXTURE_TEST ("/transfer/no-proof", test_no_proof);
  PANTAU_FIXTURE_TEST ("/transfer/other-file", test_other_file);
  PANTAU_FIXTURE_TEST ("/transfer/beyond", test_beyond);

  return g_test_run ();
}
