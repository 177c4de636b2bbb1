/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread that syncs, on lines as they are: portals of every kind (T10), a province that is busy, another network, a verdict that is awaited; and
 * clocks that are wrong (T8). The province is the real one, behind the bad line.
 */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "pantau-files-thread.h"
#include "pantau-sync-thread.h"
#include "test-pace.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define SECOND G_TIME_SPAN_SECOND

/* What a person may have to wait for the truth. */
#define SOON (5 * TRIP_SLOWNESS * SECOND)

/* A machine that left one of the programs alone meanwhile says nothing of that: the best of some tries counts. */
#define TIMES 4

#define JSON_HEAD "Content-Type: application/json\r\nConnection: close\r\n"
#define HTML_HEAD "Content-Type: text/html\r\nConnection: close\r\n"
#define PAGE      "<!DOCTYPE html><html><body>Selamat datang, silakan masuk</body></html>"

/* A field home whose thread runs, and what it last told. */
typedef struct
{
  TransferFixture line;
  PantauFilesThread *files;
  PantauSyncThread *thread;

  PantauPhase phase;
  PantauPhase failed; /* what was told with the last error; it may try again by now */
  GError *error;      /* (owned) (nullable) */
  gint64 next;
  guint news;
  guint failures;
} Pace;

static void
told (const PantauSyncNews *news, gpointer data)
{
  Pace *self = data;

  self->phase = news->phase;
  self->next = news->next;
  self->news += news->news;
  self->failures += news->error != NULL;
  if (news->phase == PANTAU_PHASE_RUNNING)
    return;
  g_clear_error (&self->error);
  self->error = news->error != NULL ? g_error_copy (news->error) : NULL;
  if (news->error != NULL)
    self->failed = news->phase;
}

static void
files_told (const PantauFilesNews *news, gpointer data)
{
}

static void
begin (Pace *self)
{
  self->phase = PANTAU_PHASE_ALONE;
  self->thread = pantau_sync_thread_new (
      self->line.field, pantau_files_thread_get_transfer (self->files), told, self);
}

static void
end (Pace *self)
{
  g_clear_pointer (&self->thread, pantau_sync_thread_free);
  g_clear_error (&self->error);
}

static void
pace_set_up (Pace *self, gconstpointer data)
{
  transfer_set_up (&self->line, NULL);
  self->files = pantau_files_thread_new (self->line.field, files_told, self);
}

static void
pace_tear_down (Pace *self, gconstpointer data)
{
  end (self);
  pantau_files_thread_free (self->files);
  transfer_tear_down (&self->line, NULL);
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until @condition; so the test names what did not come. Returns how long it took. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint ticking = g_timeout_add (20, wake_up, NULL);                                             \
    gint64 give_up = g_get_monotonic_time () + 60 * TRIP_SLOWNESS * SECOND;                        \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > give_up)                                                     \
          g_error ("%s never came", #condition);                                                   \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (ticking);                                                                     \
  }                                                                                                \
  G_STMT_END

static gint64
unsent (Pace *self)
{
  gint64 count = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (self->line.field), 0, &count, NULL,
                                    "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry "
                                    "WHERE device = ?1",
                                    "s", pantau_home_get_device (self->line.field)));

  return count;
}

static gint64
covered (Pace *self)
{
  gint64 count = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (self->line.field), 0, &count, NULL,
                                    "SELECT count(DISTINCT entry) FROM covered", ""));

  return count;
}

static void
say (Pace *self, const char *text)
{
  ProxyStep step = { .fault = PROXY_SAY, .text = text };

  proxy_set_step (self->line.line, &step, NULL);
}

static void
pass (Pace *self)
{
  proxy_set_chooser (self->line.line, NULL, NULL);
}

/* ---- Portals ---- */

static const char *const portals[] = {
  "HTTP/1.1 200 OK\r\n" HTML_HEAD "Content-Length: 70\r\n\r\n" PAGE,
  "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE,
  "HTTP/1.1 301 Moved\r\nLocation: http://10.0.0.1/login\r\nContent-Length: 0\r\n"
  "Connection: close\r\n\r\n",
  "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/login\r\nContent-Length: 0\r\n"
  "Connection: close\r\n\r\n",
  "HTTP/1.1 303 See Other\r\nLocation: http://10.0.0.1/login\r\nContent-Length: 0\r\n"
  "Connection: close\r\n\r\n",
  "HTTP/1.1 307 Temporary Redirect\r\nLocation: /login\r\nContent-Length: 0\r\n"
  "Connection: close\r\n\r\n",
  "HTTP/1.1 308 Permanent Redirect\r\nLocation: /login\r\nContent-Length: 0\r\n"
  "Connection: close\r\n\r\n",
  "HTTP/1.1 511 Network Authentication Required\r\n" HTML_HEAD "Content-Length: 70\r\n\r\n" PAGE,
  "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\nConnection: "
  "close\r\n\r\n",
  "HTTP/1.1 403 Forbidden\r\n" HTML_HEAD "Content-Length: 70\r\n\r\n" PAGE,
  "HTTP/1.1 200 OK\r\n" JSON_HEAD "Content-Length: 70\r\n\r\n" PAGE,
  "HTTP/1.1 200 OK\r\n" HTML_HEAD "Content-Length: 0\r\n\r\n",
};

/* Whole answers that look like ours and are nobody's. */
static const char *const look_alikes[] = {
  "HTTP/1.1 200 OK\r\n" JSON_HEAD "Content-Length: 2\r\n\r\n{}",
  "HTTP/1.1 200 OK\r\n" JSON_HEAD "Content-Length: 11\r\n\r\n{\"ok\":true}",
  "HTTP/1.1 200 OK\r\n" JSON_HEAD
  "Content-Length: 30\r\n\r\n{\"text\":\"{}\",\"signature\":\"AAA\"}",
  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
  "7\r\n\r\nSuccess",
  "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
};

/*
 * Records one, meets @code at once, shows nothing as received, and has it received after the line is the province's again. TRUE where both
 * were soon.
 */
static gboolean
check_stranger (Pace *self, PantauError code)
{
  gint64 before = covered (self), began = test_time_awake (), waits;
  gboolean is_soon;

  home_record_many (self->line.field, 1);
  waits = unsent (self);
  begin (self);
  WAIT_UNTIL (self->error != NULL);
  is_soon = test_time_awake () - began < SOON;
  if (code != PANTAU_ERROR_FAILED)
    g_assert_error (self->error, PANTAU_ERROR, (int) code);
  g_assert_cmpint (self->failed, ==,
                   pantau_error_is_temporary (self->error) ? PANTAU_PHASE_OFFLINE
                                                           : PANTAU_PHASE_FAULT);
  g_assert_cmpint (unsent (self), ==, waits);
  g_assert_cmpint (covered (self), ==, before);

  began = test_time_awake ();
  pass (self);
  /* Who has logged in has another network; after any other answer somebody asks. */
  if (g_error_matches (self->error, PANTAU_ERROR, PANTAU_ERROR_PORTAL))
    g_object_notify (G_OBJECT (g_network_monitor_get_default ()), "connectivity");
  else
    pantau_sync_thread_ask (self->thread);
  WAIT_UNTIL (self->phase == PANTAU_PHASE_RESTING);
  is_soon = is_soon && test_time_awake () - began < SOON;
  g_assert_cmpint (unsent (self), ==, 0);
  end (self);

  return is_soon;
}

/* @path (nullable): of requests to it alone */
static void
meet (Pace *self, const ProxyStep *step, const char *path, PantauError code)
{
  for (guint i = 0; i < TIMES; i++)
    {
      proxy_set_step (self->line.line, step, path);
      if (check_stranger (self, code))
        return;
    }
  g_error ("the truth never came soon");
}

static void
meet_stranger (Pace *self, const char *text, PantauError code)
{
  meet (self, &(ProxyStep){ .fault = PROXY_SAY, .text = text }, NULL, code);
}

/* T10: twenty cases and more; a receipt of yesterday proves nothing of today. */
static void
test_portals (Pace *self, gconstpointer data)
{
  const ProxyStep replay = { .fault = PROXY_REPLAY };
  g_autofree char *huge = NULL, *body = g_strnfill (3 * 1024 * 1024, ' ');

  memcpy (body, PAGE, strlen (PAGE));
  huge =
      g_strdup_printf ("HTTP/1.1 200 OK\r\n" HTML_HEAD "Content-Length: 3145728\r\n\r\n%s", body);

  for (guint i = 0; i < G_N_ELEMENTS (portals); i++)
    {
      g_test_message ("portal %u", i);
      meet_stranger (self, portals[i], PANTAU_ERROR_PORTAL);
    }
  for (guint i = 0; i < PROXY_PORTALS; i++)
    {
      g_test_message ("portal of the line %u", i);
      meet_stranger (self, proxy_portal (i), PANTAU_ERROR_FAILED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (look_alikes); i++)
    {
      g_test_message ("look-alike %u", i);
      meet_stranger (self, look_alikes[i], PANTAU_ERROR_FAILED);
    }
  meet_stranger (self, huge, PANTAU_ERROR_PORTAL);

  meet (self, &replay, "/v1/entries", PANTAU_ERROR_FAILED);
  meet (self, &replay, "/v1/session", PANTAU_ERROR_FAILED);
}

/* Nobody tells that somebody has logged in: it is found out all the same. */
static void
test_logged_in (Pace *self, gconstpointer data)
{
  gint64 took = SOON;

  for (guint i = 0; i < TIMES && took >= SOON; i++)
    {
      gint64 began;

      home_record_many (self->line.field, 1);
      say (self, portals[0]);
      self->failures = 0;
      begin (self);
      WAIT_UNTIL (self->failures >= 1);
      began = test_time_awake ();
      pass (self);
      WAIT_UNTIL (self->phase == PANTAU_PHASE_RESTING);
      took = test_time_awake () - began;
      g_assert_cmpint (unsent (self), ==, 0);
      end (self);
    }
  g_assert_cmpint (took, <, SOON);
}

/* ---- A busy province ---- */

/* What is written waits for the time that it named, another network too; a person does not. */
static void
test_named_time (Pace *self, gconstpointer data)
{
  gint64 named;
  guint met;

  say (self, "HTTP/1.1 503 Busy\r\nRetry-After: 1800\r\nContent-Length: 0\r\nConnection: "
             "close\r\n\r\n");
  begin (self);
  WAIT_UNTIL (self->error != NULL);
  g_assert_error (self->error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED);
  g_assert_cmpint (self->phase, ==, PANTAU_PHASE_OFFLINE);
  named = self->next - g_get_monotonic_time ();
  g_assert_cmpint (named, >, 1790 * SECOND);
  g_assert_cmpint (named, <, 1800 * SECOND * 5 / 4 + 5 * SECOND);

  met = proxy_get_met (self->line.line, PROXY_SAY);
  home_record_many (self->line.field, 1);
  for (guint i = 0; i < 20; i++)
    pantau_sync_thread_wake (self->thread);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  for (guint i = 0; i < 20; i++)
    {
      g_usleep (10 * 1000);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (proxy_get_met (self->line.line, PROXY_SAY), ==, met);

  pass (self);
  pantau_sync_thread_ask (self->thread);
  WAIT_UNTIL (self->phase == PANTAU_PHASE_RESTING);
  g_assert_cmpint (unsent (self), ==, 0);
}

/* However often somebody writes and asks: four times in a minute. */
static void
test_four_a_minute (Pace *self, gconstpointer data)
{
  gint64 began = g_get_monotonic_time ();

  say (self, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  begin (self);
  while (self->failures < 4)
    {
      guint failures = self->failures;

      pantau_sync_thread_ask (self->thread);
      WAIT_UNTIL (self->failures > failures);
    }
  for (guint i = 0; i < 50; i++)
    {
      pantau_sync_thread_wake (self->thread);
      pantau_sync_thread_ask (self->thread);
      g_usleep (10 * 1000);
      g_main_context_iteration (NULL, FALSE);
    }
  if (g_get_monotonic_time () - began < 55 * SECOND)
    g_assert_cmpuint (proxy_get_met (self->line.line, PROXY_SAY), ==, 4);
  g_assert_cmpint (self->next, >=, began + 60 * SECOND);
}

/* ---- News ---- */

/* At rest it asks one question in a minute, and a desk's verdict is here seconds after it was given. */
static void
test_verdict_comes (Pace *self, gconstpointer data)
{
  g_autofree char *json = record_json ("Banjir di Rawas", TRANSFER_REGION), *id = NULL;
  gint64 given;
  guint before;

  g_clear_pointer (&self->files, pantau_files_thread_free);
  g_clear_pointer (&self->line.field, pantau_home_close);
  id = ctl_record (self->line.trip, "field", "risk", json);
  ctl_sync (self->line.trip, "field");
  trip_enrolled (self->line.trip, "desk", "desk", "16.13");
  ctl_sync (self->line.trip, "desk");
  ctl_do (self->line.trip, "desk", "status", id, "diverifikasi", NULL);

  {
    g_autofree char *path = trip_path (self->line.trip, "field");

    self->line.field = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
    g_assert_nonnull (self->line.field);
    self->files = pantau_files_thread_new (self->line.field, files_told, self);
  }
  begin (self);
  WAIT_UNTIL (self->phase == PANTAU_PHASE_RESTING &&
              trip_metric (self->line.trip, "requests_parked") == 1);

  before = self->news;
  ctl_sync (self->line.trip, "desk");
  given = test_time_awake ();
  WAIT_UNTIL (self->news > before);
  g_assert_cmpint (test_time_awake () - given, <, SOON);
  {
    g_autoptr (PantauRecord) record =
        pantau_store_get (pantau_home_get_store (self->line.field), id, NULL);

    g_assert_cmpstr (pantau_record_get_status (record), ==, "diverifikasi");
  }
}

/* Waiting for news again costs no session and no comparison: one question. */
static void
test_rests_cheaply (Pace *self, gconstpointer data)
{
  g_autoptr (PantauClient) client = pantau_sync_connect (self->line.field, NULL);
  PantauSyncOptions options = { .wait = 1, .no_files = TRUE, .client = client };
  const ProxyStep none = { .fault = PROXY_DELAY };
  PantauSyncResult result;
  guint64 up;

  g_assert_true (pantau_sync_run (self->line.field, &options, &result, NULL, NULL));
  proxy_set_step (self->line.line, &none, NULL);
  up = proxy_get_bytes (self->line.line, TRUE);
  g_assert_true (pantau_sync_run (self->line.field, &options, &result, NULL, NULL));
  g_assert_cmpuint (proxy_get_met (self->line.line, PROXY_DELAY), ==, 1);
  g_test_message ("%" G_GUINT64_FORMAT " bytes", proxy_get_bytes (self->line.line, TRUE) - up);

  /* What was written meanwhile goes all the same. */
  home_record_many (self->line.field, 1);
  g_assert_true (pantau_sync_run (self->line.field, &options, &result, NULL, NULL));
  g_assert_cmpuint (result.pushed, >=, 1);
}

/* ---- pantauctl sync --keep ---- */

static void
test_keep (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Dari lapangan", TRANSFER_REGION), *id = NULL;
  g_autoptr (GSubprocess) keeper = NULL;
  g_autoptr (GHashTable) list = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "field", "field", TRANSFER_REGION);
  trip_enrolled (trip, "desk", "desk", "16.13");
  ctl_sync (trip, "desk");
  keeper = ctl_start (trip, "desk", "sync", "--keep", NULL);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);

  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  do
    {
      g_clear_pointer (&list, g_hash_table_unref);
      list = ctl_list (trip, "desk");
    }
  while (!g_hash_table_contains (list, id));

  /* The province goes and comes back: it is still there. */
  trip_stop (trip);
  trip_start (trip);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);

  g_subprocess_send_signal (keeper, SIGTERM);
  ran = ran_finish (g_steal_pointer (&keeper));
  g_assert_cmpint (ran->status, ==, 0);
}

#define PACE(path, function) g_test_add (path, Pace, NULL, pace_set_up, function, pace_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PACE ("/pace/portals", test_portals);
  PACE ("/pace/logged-in", test_logged_in);
  PACE ("/pace/named-time", test_named_time);
  PACE ("/pace/four-a-minute", test_four_a_minute);
  PACE ("/pace/verdict-comes", test_verdict_comes);
  PACE ("/pace/rests-cheaply", test_rests_cheaply);
  g_test_add_func ("/pace/keep", test_keep);
  add_clock_tests ();

  return g_test_run ();
}
