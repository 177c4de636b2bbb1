/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole trips through trouble: answers that get lost, a province that was restored from an old
 * copy, a laptop whose database is damaged. Nothing is lost and nothing doubled, and nobody has to
 * repair anything by hand.
 */

#include "config.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pantau-json.h"
#include "trip-fixture.h"

#define KABUPATEN "16.13"
#define RAWAS     "16.13.04"

/* ---- A line that cuts answers off ---- */

/*
 * Between homes and province: passes all on, but for one connection, whose answer ends after some
 * bytes.
 */
typedef struct
{
  Trip *trip;
  int fd;
  char *url;
  GThread *thread;
  int connection; /* atomic: counted since the last cutter_cut() */
  int cut_at;     /* atomic: which connection, from 1; 0: none */
  int cut_after;  /* atomic: bytes of its answer that come through */
} Cutter;

static gboolean
pass (int from, int to, gssize *left)
{
  char chunk[16 * 1024];
  gssize n = recv (from, chunk, sizeof chunk, 0);

  if (n <= 0)
    return FALSE;
  if (left != NULL && *left >= 0)
    {
      n = MIN (n, *left);
      *left -= n;
    }
  for (gssize sent = 0, m; sent < n; sent += m)
    {
      m = send (to, chunk + sent, (gsize) (n - sent), MSG_NOSIGNAL);
      if (m <= 0)
        return FALSE;
    }

  return TRUE;
}

/*
 * Reads the answer to its end even where it passes nothing on: the province has done its work then.
 */
static void
carry (Cutter *self, int client)
{
  int server = trip_connect (self->trip);
  gboolean is_cut = g_atomic_int_add (&self->connection, 1) + 1 == g_atomic_int_get (&self->cut_at);
  gssize left = is_cut ? g_atomic_int_get (&self->cut_after) : -1;
  struct pollfd fds[] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };

  while (poll (fds, 2, 20000) > 0)
    {
      if ((fds[0].revents != 0 && !pass (client, server, NULL)) ||
          (fds[1].revents != 0 && !pass (server, client, &left)))
        break;
    }
  close (server);
  close (client);
}

static gpointer
cutter_main (gpointer data)
{
  Cutter *self = data;
  int client;

  while ((client = accept (self->fd, NULL, NULL)) >= 0)
    carry (self, client);

  return NULL;
}

static Cutter *
cutter_new (Trip *trip)
{
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  Cutter *self = g_new0 (Cutter, 1);
  socklen_t length = sizeof in;

  self->trip = trip;
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->fd, (struct sockaddr *) &in, sizeof in), ==, 0);
  g_assert_cmpint (listen (self->fd, 8), ==, 0);
  g_assert_cmpint (getsockname (self->fd, (struct sockaddr *) &in, &length), ==, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", ntohs (in.sin_port));
  self->thread = g_thread_new ("cutter", cutter_main, self);

  return self;
}

static void
cutter_free (Cutter *self)
{
  shutdown (self->fd, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->fd);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cutter, cutter_free)

static void
cutter_cut (Cutter *self, int connection, int after)
{
  g_atomic_int_set (&self->connection, 0);
  g_atomic_int_set (&self->cut_after, after);
  g_atomic_int_set (&self->cut_at, connection);
}

static void
test_lost_grant (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Cutter) cutter = cutter_new (trip);
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *devices = NULL, *lines = NULL;
  Synced synced;

  trip_home (trip, "field");
  for (int after = 0; after < 1000; after += 300)
    {
      g_autoptr (Ran) ran = NULL;

      cutter_cut (cutter, 1, after);
      ran = ctl (trip, "field", "--json", "enroll", "--server", cutter->url, code, NULL);
      ran_assert_fault (ran, 75, "unreachable", NULL);
    }

  cutter_cut (cutter, 0, 0);
  ctl_do (trip, "field", "enroll", "--server", cutter->url, code, NULL);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.sent, ==, 1);
  devices = trip_province_ok (trip, "devices", "--json", NULL);
  g_assert_null (strchr (devices, '\n'));
  lines = trip_province_ok (trip, "stats", "--json", NULL);
  g_assert_nonnull (strstr (lines, "\"index\":2,")); /* one join, one grant */
}

/* A sync that is cut at any of its answers is finished by the next one. */
static void
test_lost_answers (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Cutter) cutter = cutter_new (trip);
  g_autofree char *code = trip_invite (trip, "field", RAWAS);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         there = NULL;
  static const int after[] = { 0, 150, 400 };
  guint failed = 0;

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", cutter->url, code, NULL);
  for (int connection = 1; connection <= 6; connection++)
    for (guint i = 0; i < G_N_ELEMENTS (after); i++)
      {
        g_autofree char *title = g_strdup_printf ("%d %d", connection, after[i]);
        g_autofree char *json = record_json (title, RAWAS), *state = NULL;
        char *record = ctl_record (trip, "field", "risk", json);
        g_autoptr (Ran) ran = NULL;
        Synced synced;

        g_hash_table_add (ids, record);
        cutter_cut (cutter, connection, after[i]);
        ran = ctl (trip, "field", "--json", "sync", NULL);
        if (ran->status != 0)
          {
            ran_assert_fault (ran, 75, "unreachable", NULL);
            failed++;
          }
        cutter_cut (cutter, 0, 0);
        synced = ctl_sync (trip, "field");
        g_assert_cmpuint (synced.waiting, ==, 0);
        state = ctl_state (trip, "field", record);
        g_assert_cmpstr (state, ==, "received");
      }

  /* Session, its answer, head, push, pull: five answers could be lost, three ways each. */
  g_assert_cmpuint (failed, >=, 12);
  trip_stop (trip);
  there = trip_set (trip, PROVINCE, "SELECT record FROM entry WHERE type = 'record.create'");
  g_assert_cmpint (
      trip_number (trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'record.create'"), ==,
      g_hash_table_size (ids));
  trip_assert_holds (there, ids);
  trip_start (trip);
  ctl_verify (trip, "field");
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
  g_test_add_func ("/heal/restored", test_restored);
  g_test_add_func ("/heal/restored-silently", test_restored_silently);
  g_test_add_func ("/heal/restored-judgements", test_restored_judgements);
  g_test_add_func ("/heal/restored-before-enrolment", test_restored_before_enrolment);
  g_test_add_func ("/heal/damaged-home", test_damaged_home);
  g_test_add_func ("/heal/garbage-before-enrolment", test_garbage_before_enrolment);

  return g_test_run ();
}
