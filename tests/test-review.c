/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a review found: a device that wears out the province for the others, rights that outlive a revocation, an
 * administrator who reaches beyond the own region, and what a province forgets or never finishes.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "book.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-words.h"
#include "raw-device.h"
#include "test-util.h"

#define RAWAS "16.13.03"

/* ---- A served province ---- */

static int
send_get (RawDevice *device, const char *path)
{
  g_autofree char *request = g_strdup_printf (
      "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", path, device->token);
  int fd = trip_connect (device->trip);

  g_assert_cmpint (send (fd, request, strlen (request), MSG_NOSIGNAL), ==,
                   (gssize) strlen (request));

  return fd;
}

/* The status of what comes back on @fd, which is closed. */
static guint
take_status (int fd)
{
  char answer[13] = "";

  g_assert_cmpint (recv (fd, answer, 12, MSG_WAITALL), ==, 12);
  close (fd);

  return (guint) g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

/* The path that waits for what comes after all that the device has seen. */
static char *
waiting_path (RawDevice *device)
{
  g_autoptr (Reply) reply = raw_device_get (device, "/v1/entries");
  g_autofree char *cursor = reply_header (reply, "Pantau-Cursor");

  return g_strdup_printf ("/v1/entries?wait=60&after=%s", cursor);
}

static void
push_one (RawDevice *device, PantauEntry *entry)
{
  g_autofree char *line = test_entry_line (entry);
  g_autoptr (Reply) reply = raw_device_push (device, NULL, line, strlen (line));

  g_assert_cmpuint (reply->status, ==, 200);
}

/* Whoever closes the own side of a question keeps no place among those in flight. */
static void
test_half_closed_read (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  int fds[12];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = send_get (device, "/v1/entries");
      shutdown (fds[i], SHUT_WR);
    }
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_in_flight") <= 1);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

/* One device's sessions push out its own old ones, nobody else's. */
static void
test_sessions (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) other = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (Reply) others = NULL, newest = NULL, oldest = NULL;
  g_autofree char *first = g_strdup (device->token);

  for (guint i = 0; i < 20; i++)
    raw_device_open (device);
  g_assert_cmpint (trip_metric (trip, "sessions"), <=, 9);

  others = raw_device_get (other, "/v1/head");
  g_assert_cmpuint (others->status, ==, 200);
  newest = raw_device_get (device, "/v1/head");
  g_assert_cmpuint (newest->status, ==, 200);
  g_free (device->token);
  device->token = g_steal_pointer (&first);
  oldest = raw_device_get (device, "/v1/head");
  g_assert_cmpstr (oldest->problem, ==, "token");
}

/* One device cannot hold all the places of a province, and has its own again once it lets go. */
static void
test_many_at_once (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (RawDevice) other = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *path = waiting_path (device);
  g_autoptr (Reply) more = NULL, others = NULL, again = NULL;
  int fds[16];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = send_get (device, path);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == G_N_ELEMENTS (fds));

  more = raw_device_get (device, "/v1/head");
  g_assert_cmpuint (more->status, ==, 429);
  others = raw_device_get (other, "/v1/head");
  g_assert_cmpuint (others->status, ==, 200);

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 0);
  again = raw_device_get (device, "/v1/head");
  g_assert_cmpuint (again->status, ==, 200);
}

/* A request that was parked before the revocation brings nothing any more. */
static void
test_revoked_while_parked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (RawDevice) other = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (PantauEntry) entry = raw_device_write (other, RAWAS);
  g_autofree char *path = waiting_path (device);
  int fd = send_get (device, path);

  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);
  g_free (trip_province_ok (trip, "revoke", pantau_keypair_get_name (device->key), NULL));
  push_one (other, entry);
  g_assert_cmpuint (take_status (fd), ==, 403);
}

/* Whatever somebody writes about a join, its answer is the province's grant. */
static void
test_grant_of_join (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_new (trip);
  g_autoptr (RawDevice) hostile = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *line = NULL,
                  *now = pantau_home_now ();
  g_autoptr (PantauEntry) join = raw_device_join (device, code);
  g_autoptr (PantauEntry) forged = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (Reply) first = NULL, second = NULL;
  const char *base[] = { join->id, NULL };
  PantauDraft draft = { .record = join->record,
                        .kind = "device",
                        .region = RAWAS,
                        .type = PANTAU_TYPE_GRANT,
                        .time = now,
                        .base = base,
                        .body = body };

  line = test_entry_line (join);
  first = raw_ask (trip, "POST", "/v1/join", NULL, line, strlen (line));
  g_assert_cmpuint (first->status, ==, 200);
  forged = raw_device_sign (hostile, &draft);
  push_one (hostile, forged);
  second = raw_ask (trip, "POST", "/v1/join", NULL, line, strlen (line));
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (second->body, ==, first->body);
}

/* ---- The book by itself ---- */

typedef struct
{
  TestDir *dir;
  char *path;
  PantauProvince *province; /* (nullable) while it is closed */
  PantauBook *book;
} Desk;

static void
desk_open (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->province = pantau_province_open (self->path, &error);
  g_assert_no_error (error);
  self->book = pantau_book_new (self->province);
}

static void
desk_close (Desk *self)
{
  g_clear_pointer (&self->book, pantau_book_free);
  g_clear_pointer (&self->province, pantau_province_close);
}

static void
desk_init (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->dir = test_dir_new ();
  self->path = g_build_filename (self->dir, "province", NULL);
  pantau_province_create (self->path, TRUE, &error);
  g_assert_no_error (error);
  desk_open (self);
}

static void
desk_clear (Desk *self)
{
  desk_close (self);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->dir, test_dir_remove);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* Grants as an invitation would have; known from the next opening on. */
static void
desk_grant (Desk *self, PantauKeypair *key, const char *role, const char *region)
{
  g_autoptr (GError) error = NULL;

  pantau_db_run (
      pantau_province_get_db (self->province), &error,
      "INSERT INTO device (key, person, role, region, granted) VALUES (?1, 'P-' || ?3, ?2, ?3, 1)",
      "sss", pantau_keypair_get_name (key), role, region);
  g_assert_no_error (error);
}

/* Stores one line; what became of it. */
static PantauFate
desk_store (Desk *self, PantauEntry *entry)
{
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
  g_autoptr (GError) error = NULL;
  PantauIncoming line = { entry, NULL };

  g_assert_true (pantau_book_begin (self->book, &error));
  pantau_book_store (self->book, &line, 1, FALSE, receipt, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_book_commit (self->book, NULL, &error));

  return g_array_index (receipt->lines, PantauReceiptLine, 0).fate;
}

static gint64
desk_number (Desk *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  pantau_db_integer (pantau_province_get_db (self->province), -1, &value, &error, sql, "");
  g_assert_no_error (error);

  return value;
}

/* An administrator's line about @about's device. */
static PantauEntry *
about_device (PantauKeypair *admin,
              gint64 seq,
              const char *prev,
              const char *type,
              const char *region,
              PantauKeypair *about,
              const char *code)
{
  g_autofree char *json = g_strdup_printf (
      "{\"device\":\"%s\",\"role\":\"field\",\"region\":\"%s\",\"person\":{\"code\":\"%s\"}}",
      pantau_keypair_get_name (about), region, code);

  return test_entry_new_full (admin, type, seq, prev, NULL, "device", FALSE, region, NULL, json);
}

static void
test_admin_region (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (PantauKeypair) admin = test_key_new (1), near = test_key_new (2),
                            far = test_key_new (3), fresh = test_key_new (4),
                            other = test_key_new (7);
  g_autoptr (PantauEntry) revoke_far = NULL, grant_far = NULL, revoke_near = NULL,
                          grant_fresh = NULL, grant_other = NULL;
  g_autoptr (PantauDevice) of_far = NULL, of_near = NULL, of_fresh = NULL, of_other = NULL;

  desk_init (&desk);
  desk_grant (&desk, admin, "admin", "16.13");
  desk_grant (&desk, near, "desk", RAWAS);
  desk_grant (&desk, far, "desk", "16.71");
  desk_close (&desk);
  desk_open (&desk);

  revoke_far = about_device (admin, 1, "", PANTAU_TYPE_REVOKE, "16.13", far, "X");
  grant_far = about_device (admin, 2, revoke_far->id, PANTAU_TYPE_GRANT, RAWAS, far, "X");
  revoke_near = about_device (admin, 3, grant_far->id, PANTAU_TYPE_REVOKE, "16.13", near, "X");
  grant_fresh =
      about_device (admin, 4, revoke_near->id, PANTAU_TYPE_GRANT, RAWAS, fresh, "P-" RAWAS);
  grant_other =
      about_device (admin, 5, grant_fresh->id, PANTAU_TYPE_GRANT, RAWAS, other, "P-16.71");
  desk_store (&desk, revoke_far);
  desk_store (&desk, grant_far);
  desk_store (&desk, revoke_near);
  desk_store (&desk, grant_fresh);
  desk_store (&desk, grant_other);

  of_far = pantau_province_get_device (desk.province, pantau_keypair_get_name (far));
  g_assert_cmpint (of_far->revoked, ==, 0);
  g_assert_cmpstr (of_far->region, ==, "16.71");
  of_near = pantau_province_get_device (desk.province, pantau_keypair_get_name (near));
  g_assert_cmpint (of_near->revoked, >, 0);
  of_fresh = pantau_province_get_device (desk.province, pantau_keypair_get_name (fresh));
  g_assert_nonnull (of_fresh);
  /* Whoever had the code of somebody in 16.71 would read what that person recorded. */
  of_other = pantau_province_get_device (desk.province, pantau_keypair_get_name (other));
  g_assert_null (of_other);
}

/* What a line costs does not grow with the verdicts that were given: a stolen laptop could stop a province by it. */
static void
test_many_verdicts (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (PantauKeypair) key = test_key_new (5);
  g_autoptr (GError) error = NULL;
  g_autofree char *prev = g_strdup ("");
  gint64 took[8] = { 0 };
  gint64 seq = 0;

  desk_init (&desk);
  desk_grant (&desk, key, "field", RAWAS);
  desk_close (&desk);
  desk_open (&desk);

  for (guint round = 0; round < G_N_ELEMENTS (took); round++)
    {
      g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
      PantauIncoming lines[500] = { 0 };
      gint64 start;

      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        {
          lines[i].entry = test_entry_new (key, "review.add", ++seq, prev, NULL);
          g_free (prev);
          prev = g_strdup (lines[i].entry->id);
        }
      start = test_time_computed ();
      g_assert_true (pantau_book_begin (desk.book, &error));
      pantau_book_store (desk.book, lines, G_N_ELEMENTS (lines), FALSE, receipt, &error);
      g_assert_no_error (error);
      g_assert_true (pantau_book_commit (desk.book, NULL, &error));
      took[round] = test_time_computed () - start;

      g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, 0).fate, ==,
                       PANTAU_FATE_QUARANTINED);
      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        pantau_incoming_clear (&lines[i]);
    }
  g_test_message ("500 lines: %" G_GINT64_FORMAT " µs at first, %" G_GINT64_FORMAT " µs at last",
                  took[0], took[G_N_ELEMENTS (took) - 1]);
  g_assert_cmpint (took[G_N_ELEMENTS (took) - 1], <, 5 * took[0]);
}

/* The line whose row is the answer to @sql, which gives its number in the ledger. */
static PantauEntry *
desk_entry (Desk *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *entry = pantau_ledger_get (pantau_province_get_ledger (self->province),
                                          desk_number (self, sql), &error);

  g_assert_no_error (error);

  return entry;
}

/* A restored province gets its verdict back first: the line that it is about is not judged again, also after a restart. */
static void
test_returned_verdict (void)
{
  static const char *const count = "SELECT count(*) FROM entry WHERE type = 'entry.quarantine'";

  for (guint restart = 0; restart < 2; restart++)
    {
      g_auto (Desk) desk = { 0 };
      g_autoptr (PantauKeypair) key = test_key_new (6);
      g_autoptr (PantauEntry) line = test_entry_new (key, "review.add", 1, "", NULL),
                              verdict = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *copy = NULL, *db = NULL, *wal = NULL, *shm = NULL;

      desk_init (&desk);
      desk_grant (&desk, key, "field", RAWAS);
      copy = g_build_filename (desk.dir, "copy.db", NULL);
      pantau_db_copy (pantau_province_get_db (desk.province), copy, &error);
      g_assert_no_error (error);
      desk_close (&desk);
      desk_open (&desk);
      g_assert_cmpint (desk_store (&desk, line), ==, PANTAU_FATE_QUARANTINED);
      verdict = desk_entry (&desk, "SELECT n FROM entry WHERE type = 'entry.quarantine'");
      desk_close (&desk);

      db = g_build_filename (desk.path, "province.db", NULL);
      wal = g_strconcat (db, "-wal", NULL);
      shm = g_strconcat (db, "-shm", NULL);
      g_unlink (wal);
      g_unlink (shm);
      g_assert_cmpint (g_rename (copy, db), ==, 0);
      desk_open (&desk);
      g_assert_cmpint (desk_store (&desk, verdict), ==, PANTAU_FATE_ACCEPTED);
      if (restart == 1)
        {
          desk_close (&desk);
          desk_open (&desk);
        }
      g_assert_cmpint (desk_store (&desk, line), ==, PANTAU_FATE_QUARANTINED);
      g_assert_cmpint (desk_number (&desk, count), ==, 1);
    }
}

/* ---- The store and what it shows ---- */

/* A record from a laptop that writes nonsense is shown as it is. */
static void
test_nonsense_shown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = pantau_words_value (
      reference, "risk", "places",
      "[{\"village\":\"x\",\"tps\":[{\"a\":1},[2],null,\"y\",3]},5,null,{\"tps\":7}]");
  g_assert_cmpstr (text, ==, "x: TPS {\"a\":1}, [2], null, \"y\", 3; 5; null; ?");
}

typedef struct
{
  PantauStore *store;
  int ended; /* atomic */
} Rebuilder;

static gpointer
rebuild_main (gpointer data)
{
  Rebuilder *self = data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200 / TEST_SHARE; i++)
    {
      pantau_store_rebuild (self->store, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_atomic_int_set (&self->ended, TRUE);

  return NULL;
}

/* One thread makes the projections anew while others write and catch up: none is left out. */
static void
test_rebuild_while_writing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL), *now = pantau_home_now ();
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  Rebuilder rebuilder = { NULL, FALSE };
  PantauFilter filter = { 0 };
  GThread *thread;
  gint64 left_out;
  guint n = 0;

  pantau_home_create (path, TRUE, &error);
  g_assert_no_error (error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  rebuilder.store = pantau_home_get_store (home);
  thread = g_thread_new ("rebuild", rebuild_main, &rebuilder);
  while (!g_atomic_int_get (&rebuilder.ended))
    {
      g_autofree char *record = pantau_uuid_new ();
      PantauDraft draft = { .record = record,
                            .kind = "risk",
                            .is_open = TRUE,
                            .region = RAWAS,
                            .type = PANTAU_TYPE_CREATE,
                            .time = now };

      pantau_home_write (home, &draft, NULL, &error);
      g_assert_no_error (error);
      n++;
      pantau_store_catch_up (rebuilder.store, &error);
      g_assert_no_error (error);
      pantau_db_integer (pantau_home_get_db (home), 0, &left_out, &error,
                         "SELECT last - (SELECT count(*) FROM record) FROM projected", "");
      g_assert_no_error (error);
      g_assert_cmpint (left_out, ==, 0);
    }
  g_thread_join (thread);

  records = pantau_store_list (rebuilder.store, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n);
}

/* After a crash the database is checked, also where the first opening failed before it came to that. */
static void
test_check_is_not_forgotten (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL), *lock = NULL, *reference = NULL;
  g_autofree char *kinds = NULL, *left = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;

  pantau_home_create (path, TRUE, &error);
  g_assert_no_error (error);
  lock = g_build_filename (path, "lock", NULL);
  test_file_write (lock, "pantauctl, 1\n", 13);
  reference = g_build_filename (path, "reference", NULL);
  g_assert_cmpint (g_mkdir (reference, 0700), ==, 0);
  kinds = g_build_filename (reference, "kinds.json", NULL);
  test_file_write (kinds, "{", 1);

  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_null (home);
  g_assert_true (g_file_get_contents (lock, &left, NULL, NULL));
  g_assert_cmpstr (left, !=, "");
}

/* An init that ended before its key was written can be had again. */
static void
test_init_again (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  desk_init (&desk);
  desk_close (&desk);
  key = g_build_filename (desk.path, "province.key", NULL);
  g_assert_cmpint (g_unlink (key), ==, 0);

  pantau_province_create (desk.path, FALSE, &error);
  g_assert_no_error (error);
  desk_open (&desk);
  g_assert_false (pantau_province_is_practice (desk.province));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/review/half-closed-read", test_half_closed_read);
  g_test_add_func ("/review/sessions", test_sessions);
  g_test_add_func ("/review/many-at-once", test_many_at_once);
  g_test_add_func ("/review/revoked-while-parked", test_revoked_while_parked);
  g_test_add_func ("/review/grant-of-join", test_grant_of_join);
  g_test_add_func ("/review/admin-region", test_admin_region);
  g_test_add_func ("/review/many-verdicts", test_many_verdicts);
  g_test_add_func ("/review/returned-verdict", test_returned_verdict);
  g_test_add_func ("/review/init-again", test_init_again);
  g_test_add_func ("/review/check-is-not-forgotten", test_check_is_not_forgotten);
  g_test_add_func ("/review/nonsense-shown", test_nonsense_shown);
  g_test_add_func ("/review/rebuild-while-writing", test_rebuild_while_writing);

  return g_test_run ();
}
