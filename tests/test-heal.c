/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole trips through trouble: answers that get lost, a province that was restored from an old
 * copy, a laptop whose database is damaged. Nothing is lost and nothing doubled, and nobody has to
 * repair anything by hand.
 */

#include "config.h"

#include <string.h>

#include "pantau-home.h"
#include "pantau-json.h"
#include "proxy.h"
#include "trip-fixture.h"

#define KABUPATEN "16.13"
#define RAWAS     "16.13.04"

/* ---- A line that cuts answers off ---- */

/* The answer to the @n-th request from now on, from 1, ends after @bytes. */
static void
cut_answer (Proxy *line, guint n, gsize bytes)
{
  proxy_set_nth (line, n - 1, &(ProxyStep){ .fault = PROXY_CUT_DOWN, .n = bytes });
}

static void
test_lost_grant (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), 1);
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *devices = NULL, *lines = NULL;
  Synced synced;

  trip_home (trip, "field");
  for (guint after = 0; after < 1000; after += 300)
    {
      g_autoptr (Ran) ran = NULL;

      cut_answer (line, 1, after);
      ran = ctl (trip, "field", "--json", "enroll", "--server", proxy_url (line), code, NULL);
      ran_assert_fault (ran, 75, "unreachable", NULL);
    }

  proxy_set_chooser (line, NULL, NULL);
  ctl_do (trip, "field", "enroll", "--server", proxy_url (line), code, NULL);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.sent, ==, 1);
  devices = trip_province_ok (trip, "devices", "--json", NULL);
  g_assert_null (strchr (devices, '\n'));
  lines = trip_province_ok (trip, "stats", "--json", NULL);
  g_assert_nonnull (strstr (lines, "\"index\":2,")); /* one join, one grant */
}

/* The next sync begins as the first of all does: it asks for a challenge. */
static void
forget_challenge (Trip *trip, const char *home)
{
  g_autofree char *path = trip_path (trip, home);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) opened = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (pantau_home_set_setting (opened, "next-challenge", NULL, &error));
}

/* How many syncs failed that were cut at each of their answers, three ways each; the next one finishes each of them. */
static guint
lose_answers (Trip *trip, Proxy *line, gboolean is_first, GHashTable *ids)
{
  static const guint after[] = { 0, 150, 400 };
  guint failed = 0;

  for (guint connection = 1; connection <= 6; connection++)
    for (guint i = 0; i < G_N_ELEMENTS (after); i++)
      {
        g_autofree char *title = g_strdup_printf ("%u %u", connection, after[i]);
        g_autofree char *json = record_json (title, RAWAS), *state = NULL;
        char *record = ctl_record (trip, "field", "risk", json);
        g_autoptr (Ran) ran = NULL;
        Synced synced;

        g_hash_table_add (ids, record);
        if (is_first)
          forget_challenge (trip, "field");
        cut_answer (line, connection, after[i]);
        ran = ctl (trip, "field", "--json", "sync", NULL);
        if (ran->status != 0)
          {
            ran_assert_fault (ran, 75, "unreachable", NULL);
            failed++;
          }
        proxy_set_chooser (line, NULL, NULL);
        synced = ctl_sync (trip, "field");
        g_assert_cmpuint (synced.waiting, ==, 0);
        state = ctl_state (trip, "field", record);
        g_assert_cmpstr (state, ==, "received");
      }

  return failed;
}

/* A sync that is cut at any of its answers is finished by the next one. */
static void
test_lost_answers (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), 1);
  g_autofree char *code = trip_invite (trip, "field", RAWAS);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         there = NULL;

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", proxy_url (line), code, NULL);
  /* Challenge, session with the head, push, pull; and where the last session gave the challenge, one less. */
  g_assert_cmpuint (lose_answers (trip, line, TRUE, ids), >=, 11);
  g_assert_cmpuint (lose_answers (trip, line, FALSE, ids), >=, 8);
  trip_stop (trip);
  there = trip_set (trip, PROVINCE, "SELECT record FROM entry WHERE type = 'record.create'");
  g_assert_cmpint (
      trip_number (trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'record.create'"), ==,
      g_hash_table_size (ids));
  trip_assert_holds (there, ids);
  trip_start (trip);
  ctl_verify (trip, "field");
}

/* A province of before has no door for files: they wait, which is said, and lines go on. */
static void
test_no_door (void)
{
  static const char *const answer =
      "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
      "Content-Length: 52\r\n\r\n"
      "{\"type\":\"urn:pantau:problem:not-found\",\"status\":404}";
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), 1);
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *photo = trip_path (trip, "foto.jpg");
  g_autofree char *json = record_json ("Banjir", RAWAS), *first = NULL, *id = NULL;
  g_autoptr (Ran) ran = NULL, again = NULL;
  Synced synced;

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", proxy_url (line), code, NULL);
  id = ctl_record (trip, "field", "risk", json);
  g_assert_true (g_file_set_contents (photo, "bukan foto", -1, NULL));
  ctl_do (trip, "field", "attach", id, photo, NULL);
  proxy_set_step (line, &(ProxyStep){ .fault = PROXY_SAY, .text = answer }, "/v1/blobs");
  ran = ctl (trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->err, "does not take files yet"));
  first = ctl_state (trip, "field", id);
  g_assert_cmpstr (first, ==, "received");

  g_free (ctl_record (trip, "field", "risk", json));
  again = ctl (trip, "field", "--json", "sync", NULL);
  ran_assert_fault (again, 1, "refused", NULL);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM unsent"), ==, 0);

  proxy_set_chooser (line, NULL, NULL);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.waiting, ==, 0);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM upload WHERE state = 'sent'"),
                   ==, 1);
}

/* ---- A province restored from an old copy ---- */

static GHashTable *
entries (Trip *trip, const char *home)
{
  return trip_set (trip, home, "SELECT lower(hex(id)) FROM entry");
}

/* The stopped province as it was when it was copied to "copy". */
static void
restore (Trip *trip, gboolean renews_epoch)
{
  trip_copy (trip, "copy", PROVINCE);
  if (renews_epoch)
    trip_sql (trip, PROVINCE,
              "UPDATE setting SET value = 'restored-' || hex(randomblob(4)) WHERE name = 'epoch'");
}

static void
keep_copy (Trip *trip)
{
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "copy");
  trip_start (trip);
}

static void
record_and_sync (Trip *trip, const char *home, const char *title)
{
  g_autofree char *json = record_json (title, RAWAS);

  g_free (ctl_record (trip, home, "risk", json));
  ctl_sync (trip, home);
}

static void
check_restored (gboolean renews_epoch)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Sebelum", RAWAS), *id = NULL, *status = NULL, *told = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL, field = NULL, desk = NULL, list = NULL;
  g_autoptr (Ran) ran = NULL;
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  keep_copy (trip);

  record_and_sync (trip, "field", "Sesudah 1");
  record_and_sync (trip, "desk", "Sesudah 2");
  ctl_do (trip, "desk", "status", id, "diverifikasi", NULL);
  ctl_sync (trip, "desk");
  record_and_sync (trip, "field", "Sesudah 3");

  trip_stop (trip);
  before = entries (trip, PROVINCE);
  restore (trip, renews_epoch);
  trip_start (trip);

  /*
   * Somebody who has lost nothing writes first: the lost numbers are given again, to other lines.
   */
  record_and_sync (trip, "desk", "Sesudah 4");
  ran = ctl (trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->err, "restored"));
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  synced = ctl_sync (trip, "desk");
  g_assert_cmpuint (synced.sent + synced.received + synced.waiting, ==, 0);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.sent + synced.received + synced.waiting, ==, 0);

  trip_stop (trip);
  after = entries (trip, PROVINCE);
  trip_assert_holds (after, before);
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before) + 1);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 0);
  field = entries (trip, "field");
  desk = entries (trip, "desk");
  trip_assert_holds (after, field);
  trip_assert_holds (after, desk);

  list = ctl_list (trip, "field");
  g_assert_cmpuint (g_hash_table_size (list), ==, 5);
  status = ctl_values (trip, "field", id, "status");
  g_assert_cmpstr (status, ==, "\"diverifikasi\"");
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
  trip_start (trip);
}

static void
test_restored (void)
{
  check_restored (TRUE);
}

/* Whoever restored it forgot to say so: the heads tell. */
static void
test_restored_silently (void)
{
  check_restored (FALSE);
}

/*
 * The verdicts and revocations that a province forgot come back with the lines that they are about.
 */
static void
test_restored_judgements (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *outside = record_json ("Di luar", "16.13.03"), *id = NULL, *accepted = NULL,
                  *late = NULL;
  g_autofree char *json = record_json ("Sah", RAWAS),
                  *after_revoke = record_json ("Terlambat", RAWAS);
  g_autofree char *devices = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL, quarantined = NULL, list = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (Ran) ran = NULL;
  const char *device;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  ctl_sync (trip, "desk");
  keep_copy (trip);

  id = ctl_record (trip, "field", "risk", outside);
  accepted = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  record = ctl_show (trip, "field", accepted);
  device = pantau_json_string (
      json_array_get_object_element (pantau_json_array (record, "timeline"), 0), "device");
  g_free (trip_province_ok (trip, "revoke", device, NULL));
  late = ctl_record (trip, "field", "risk", after_revoke);
  ran = ctl (trip, "field", "sync", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  ctl_sync (trip, "desk");

  trip_stop (trip);
  before = entries (trip, PROVINCE);
  restore (trip, TRUE);
  trip_start (trip);
  ctl_sync (trip, "desk");
  trip_stop (trip);

  after = entries (trip, PROVINCE);
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before));
  trip_assert_holds (after, before);
  quarantined = trip_set (trip, PROVINCE,
                          "SELECT record FROM quarantined JOIN entry ON n = quarantined.entry");
  g_assert_true (g_hash_table_contains (quarantined, id));
  g_assert_true (g_hash_table_contains (quarantined, late));
  g_assert_false (g_hash_table_contains (quarantined, accepted));
  trip_start (trip);
  devices = trip_province_ok (trip, "devices", "--json", NULL);
  g_assert_nonnull (strstr (devices, "\"revoked\":true"));
  ctl_verify (trip, "desk");
}

static gboolean
has_line (Trip *trip, const char *home, const char *record, const char *type)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM entry WHERE record = '%s' AND type = '%s'", record, type);

  return trip_number (trip, home, sql) > 0;
}

/*
 * Lines that come before their record are put aside, since the province does not know whose that is; once it does they count, for those too who had read past
 * them. The record was moved to another kabupaten, whose desk has no grant of its author.
 */
static void
test_restored_too_early (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Pindah", RAWAS), *id = NULL, *title = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL;
  gint64 now;

  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  trip_enrolled (trip, "other", "desk", "16.05");
  keep_copy (trip);
  trip_enrolled (trip, "field", "field", RAWAS);
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_do (trip, "desk", "move", id, "16.05.01", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "other");
  ctl_do (trip, "other", "set", id, "title=Sudah di sini", NULL);
  ctl_do (trip, "other", "move", id, "16.05.02", NULL);
  ctl_sync (trip, "other");

  trip_stop (trip);
  before = entries (trip, PROVINCE);
  restore (trip, TRUE);
  trip_start (trip);
  trip_enrolled (trip, "near", "field", "16.05.01");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  /* Receipts and verdicts are told apart by seconds: those of before are shown to no avail, while nobody knows the record. */
  now = g_get_real_time () / G_USEC_PER_SEC;
  TRIP_WAIT_UNTIL (g_get_real_time () / G_USEC_PER_SEC > now);
  ctl_sync (trip, "other");
  ctl_sync (trip, "other");
  ctl_sync (trip, "near");
  ctl_sync (trip, "pemprov");
  g_assert_cmpint (trip_number (trip, "other", "SELECT count(*) FROM verdict"), ==, 2);
  g_assert_false (has_line (trip, "near", id, "record.move"));
  g_assert_false (has_line (trip, "pemprov", id, "record.move"));

  ctl_sync (trip, "desk");
  ctl_sync (trip, "near");
  ctl_sync (trip, "pemprov");
  ctl_sync (trip, "other");
  ctl_sync (trip, "field");
  g_assert_true (has_line (trip, "near", id, "record.move"));
  g_assert_true (has_line (trip, "pemprov", id, "record.move"));
  g_assert_cmpint (trip_number (trip, "other", "SELECT count(*) FROM verdict"), ==, 0);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM verdict"), ==, 0);
  title = ctl_values (trip, "other", id, "title");
  g_assert_cmpstr (title, ==, "\"Sudah di sini\"");

  trip_stop (trip);
  after = entries (trip, PROVINCE);
  trip_assert_holds (after, before);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 0);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM admitted"), ==, 2);

  /* It forgets that too: its words come back with the lines, in whatever order, and nothing is judged another way. */
  restore (trip, TRUE);
  trip_start (trip);
  ctl_sync (trip, "other");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "other");
  ctl_sync (trip, "desk");
  trip_stop (trip);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 0);
  g_assert_cmpint (trip_number (trip, "other", "SELECT count(*) FROM verdict"), ==, 0);
  g_assert_cmpint (trip_number (trip, "desk", "SELECT count(*) FROM verdict"), ==, 0);
  trip_start (trip);
  ctl_verify (trip, "desk");
  ctl_verify (trip, "other");
}

/* A device that was granted after the copy was made: the code that it has answers again. */
static void
test_restored_before_enrolment (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", RAWAS);
  g_autoptr (GHashTable) before = NULL, after = NULL, list = NULL;
  g_autoptr (Ran) ran = NULL;
  Synced synced;

  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  keep_copy (trip);
  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  record_and_sync (trip, "field", "Sesudah");
  before = entries (trip, "field");

  trip_stop (trip);
  restore (trip, TRUE);
  trip_start (trip);
  ran = ctl (trip, "field", "--json", "sync", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.waiting, ==, 0);
  list = ctl_list (trip, "field");
  g_assert_cmpuint (g_hash_table_size (list), ==, 1);
  trip_stop (trip);
  after = entries (trip, PROVINCE);
  trip_assert_holds (after, before);
  trip_start (trip);
  ctl_verify (trip, "field");
}

/* ---- A damaged laptop ---- */

static void
truncate_file (Trip *trip, const char *home, const char *name, gsize length)
{
  g_autofree char *path = g_build_filename (home, name, NULL), *full = trip_path (trip, path);

  g_assert_cmpint (truncate (full, (off_t) length), ==, 0);
}

static void
test_damaged_home (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sent_json = record_json ("Terkirim", RAWAS),
                  *kept_json = record_json ("Belum", RAWAS);
  g_autofree char *next_json = record_json ("Berikut", RAWAS),
                  *desk_json = record_json ("Meja", RAWAS);
  g_autofree char *sent = NULL, *kept = NULL, *next = NULL, *theirs = NULL;
  g_autoptr (GHashTable) list = NULL, after = NULL, there = NULL;
  g_autoptr (Ran) ran = NULL;
  gint64 chain;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  theirs = ctl_record (trip, "desk", "risk", desk_json);
  ctl_sync (trip, "desk");
  sent = ctl_record (trip, "field", "risk", sent_json);
  ctl_sync (trip, "field");
  kept = ctl_record (trip, "field", "risk", kept_json);
  chain = trip_number (trip, "field", "SELECT seq FROM entry ORDER BY n DESC LIMIT 1");

  truncate_file (trip, "field", "pantau.db", 5000);
  ran = ctl_input (trip, "field", next_json, strlen (next_json), "--json", "record", "--kind",
                   "risk", "-", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->err, "\"repaired\""));
  next = g_strdup (g_strstrip (ran->out));
  list = ctl_list (trip, "field");
  g_assert_true (g_hash_table_contains (list, kept));
  g_assert_true (g_hash_table_contains (list, next));
  g_assert_cmpint (trip_number (trip, "field", "SELECT seq FROM entry ORDER BY n DESC LIMIT 1"), ==,
                   chain + 1);

  ctl_sync (trip, "field");
  ctl_sync (trip, "field");
  after = ctl_list (trip, "field");
  g_assert_cmpuint (g_hash_table_size (after), ==, 4);
  g_assert_true (g_hash_table_contains (after, sent));
  g_assert_true (g_hash_table_contains (after, theirs));
  ctl_verify (trip, "field");
  ctl_sync (trip, "desk");
  there = ctl_list (trip, "desk");
  g_assert_cmpuint (g_hash_table_size (there), ==, 4);
  ctl_verify (trip, "desk");
}

/* All files of a home but its key and its journal are lost, and nothing was sent yet. */
static void
test_garbage_before_enrolment (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Belum", RAWAS), *id = NULL, *path = NULL,
                  *noise = g_malloc (8192);
  g_autofree char *state = NULL, *code = trip_invite (trip, "field", RAWAS);
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "field");
  id = ctl_record (trip, "field", "risk", json);
  path = trip_path (trip, "field/pantau.db");
  memset (noise, 'x', 8192);
  g_assert_true (g_file_set_contents (path, noise, 8192, NULL));

  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "field");
  state = ctl_state (trip, "field", id);
  g_assert_cmpstr (state, ==, "received");
  ctl_verify (trip, "field");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/heal/lost-grant", test_lost_grant);
  g_test_add_func ("/heal/lost-answers", test_lost_answers);
  g_test_add_func ("/heal/no-door", test_no_door);
  g_test_add_func ("/heal/restored", test_restored);
  g_test_add_func ("/heal/restored-silently", test_restored_silently);
  g_test_add_func ("/heal/restored-judgements", test_restored_judgements);
  g_test_add_func ("/heal/restored-too-early", test_restored_too_early);
  g_test_add_func ("/heal/restored-before-enrolment", test_restored_before_enrolment);
  g_test_add_func ("/heal/damaged-home", test_damaged_home);
  g_test_add_func ("/heal/garbage-before-enrolment", test_garbage_before_enrolment);

  return g_test_run ();
}
