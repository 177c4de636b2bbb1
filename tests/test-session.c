/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauSession: a home behind a window, with the real province where one is needed. No display. */

#include "config.h"

#include "pantau-check.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-session.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "trip-fixture.h"
#include "tus-fixture.h"

static gint64 end;

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until @condition; so the test names what did not come. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint ticking = g_timeout_add (50, wake_up, NULL);                                             \
    end = g_get_monotonic_time () + 60 * TRIP_SLOWNESS * G_TIME_SPAN_SECOND;                       \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > end)                                                         \
          g_error ("%s never came", #condition);                                                   \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (ticking);                                                                     \
  }                                                                                                \
  G_STMT_END

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static PantauSession *
open_session (const char *path, gboolean create, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pantau_session_open (path, create, NULL, take_result, &result);
  wait_until (result != NULL);

  return pantau_session_open_finish (result, error);
}

static void
keep_sentence (const char *sentence, gpointer data)
{
  g_ptr_array_add (data, g_strdup (sentence));
}

static gpointer
create_record (PantauHome *home, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *region = NULL, *record_class = NULL;

  g_assert_true (g_main_context_get_thread_default () == NULL);
  body = pantau_check_record (pantau_home_get_reference (home), "risk", data, strlen (data),
                              g_get_real_time () / G_USEC_PER_SEC, NULL, &region, &record_class,
                              faults);
  g_assert_nonnull (body);

  return pantau_edit_create (home, "risk", region, TRUE, body, NULL, error);
}

static char *
record (PantauSession *session, const char *title)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  pantau_session_write (session, create_record, record_json (title, "16.13.04"), g_free, g_free,
                        take_result, &result);
  wait_until (result != NULL);
  id = pantau_session_write_finish (session, result, &error);
  g_assert_no_error (error);

  return id;
}

static gpointer
read_title (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauRecord) found = pantau_store_get (store, data, error);

  return found != NULL ? g_strdup (pantau_record_get_title (found)) : NULL;
}

static char *
title_of (PantauSession *session, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pantau_session_read (session, read_title, g_strdup (id), g_free, g_free, G_PRIORITY_DEFAULT, NULL,
                       take_result, &result);
  wait_until (result != NULL);

  return pantau_session_read_finish (session, result, error);
}

static void
count (PantauSession *session, gpointer data)
{
  ++*(guint *) data;
}

static void
test_first_start (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "new", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSession) session = open_session (path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_false (pantau_session_is_enrolled (session));
  g_assert_false (pantau_session_is_practice (session));
  g_assert_cmpint (pantau_session_get_phase (session), ==, PANTAU_PHASE_ALONE);
  g_assert_cmpstr (pantau_session_get_person (session), ==, "");
  g_assert_null (pantau_session_get_sync_fault (session));
  g_assert_cmpint (pantau_session_get_last_contact (session), ==, 0);
}

static void
test_missing_home (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "none", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSession) session = open_session (path, FALSE, &error);

  g_assert_null (session);
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_home_in_use (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSession) first = open_session (dir, TRUE, NULL);
  g_autoptr (PantauSession) second = open_session (dir, TRUE, &error);

  g_assert_nonnull (first);
  g_assert_null (second);
  test_assert_error (error, PANTAU_ERROR_BUSY);
}

static void
test_write_is_read (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autofree char *id = record (session, "Banjir di Pauh");
  g_autofree char *title = title_of (session, id, NULL);

  g_assert_cmpstr (title, ==, "Banjir di Pauh");
  g_assert_cmpint (pantau_session_get_waiting (session), ==, 1);
}

static void
test_changed_is_gathered (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  guint changes = 0;
  gint64 began = g_get_monotonic_time ();
  guint most;

  g_signal_connect (session, "changed", G_CALLBACK (count), &changes);
  for (guint i = 0; i < 40; i++)
    g_free (record (session, "Banjir"));
  wait_until (changes > 0);

  /* One at the beginning, one each 200 ms, one after the end. */
  most = 2 + (guint) ((g_get_monotonic_time () - began) / (200 * 1000));
  g_assert_cmpuint (changes, <=, most);
  g_assert_cmpint (pantau_session_get_waiting (session), ==, 40);
}

static void
test_errors_come_back (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = title_of (session, "00000000-0000-4000-8000-000000000000", &error);

  g_assert_null (title);
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

/* What was asked for is done, though nobody waits any more. */
static void
test_close_finishes_writes (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autoptr (PantauSession) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    pantau_session_write (session, create_record, record_json ("Longsor", "16.13.04"), g_free,
                          g_free, NULL, NULL);
  pantau_session_close (session);

  again = open_session (dir, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pantau_session_get_waiting (again), ==, 20);
}

static void
test_closed_session_answers (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  pantau_session_close (session);
  title = title_of (session, "x", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  pantau_session_close (session);
}

/* A disk that takes its time, as long as the test holds the lock. */
static GMutex slow_disk;

static gpointer
create_slowly (PantauHome *home, gpointer data, GError **error)
{
  g_mutex_lock (&slow_disk);
  g_mutex_unlock (&slow_disk);

  return create_record (home, data, error);
}

/* Another window shares the main loop: it goes on while what was asked for is still being written, and that is there in the end. */
static void
test_close_waits_elsewhere (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autoptr (PantauSession) again = NULL;
  g_autoptr (GAsyncResult) written = NULL, closed = NULL, twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *id = NULL;

  g_mutex_lock (&slow_disk);
  pantau_session_write (session, create_slowly, record_json ("Longsor", "16.13.04"), g_free, g_free,
                        take_result, &written);
  pantau_session_close_async (session, take_result, &closed);
  title = title_of (session, "x", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_null (written);
  g_assert_null (closed);
  g_mutex_unlock (&slow_disk);

  wait_until (written != NULL && closed != NULL);
  id = pantau_session_write_finish (session, written, NULL);
  g_assert_nonnull (id);
  pantau_session_close_async (session, take_result, &twice);
  wait_until (twice != NULL);

  again = open_session (dir, FALSE, NULL);
  g_assert_cmpint (pantau_session_get_waiting (again), ==, 1);
}

static void
test_settings (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir, TRUE, NULL);
  g_autoptr (PantauSession) again = NULL;

  g_assert_null (pantau_session_get_setting (session, "sort"));
  pantau_session_set_setting (session, "sort", "time");
  pantau_session_set_setting (session, "sort", "title");
  g_assert_cmpstr (pantau_session_get_setting (session, "sort"), ==, "title");
  pantau_session_close (session);

  again = open_session (dir, FALSE, NULL);
  g_assert_cmpstr (pantau_session_get_setting (again, "sort"), ==, "title");
}

static gboolean
enroll (PantauSession *session, const char *server, const char *code, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pantau_session_enroll (session, server, code, NULL, NULL, TRUE, NULL, take_result, &result);
  wait_until (result != NULL);

  return pantau_session_enroll_finish (session, result, error);
}

/* Recorded before anybody knew of a province, and received by it. */
static void
test_enroll_and_sync (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13");
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSession) session = open_session (path, TRUE, &error);
  g_autofree char *id = record (session, "Banjir sebelum terdaftar");

  g_assert_true (enroll (session, trip_url (trip), code, &error));
  g_assert_no_error (error);
  g_assert_true (pantau_session_is_enrolled (session));
  g_assert_true (pantau_session_is_practice (session));
  g_assert_cmpstr (pantau_session_get_role (session), ==, "field");
  g_assert_cmpstr (pantau_session_get_region (session), ==, "16.13");

  wait_until (pantau_session_get_waiting (session) == 0);
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING);
  g_assert_cmpint (pantau_session_get_last_contact (session), >, 0);
  g_assert_null (pantau_session_get_sync_fault (session));

  pantau_session_close (session);
}

/* Real records go to no practice province unasked; the same code works after the answer. */
static void
test_real_records_stay (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13");
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  g_autofree char *id = record (session, "Sungguh terjadi");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pantau_session_enroll (session, trip_url (trip), code, NULL, NULL, FALSE, NULL, take_result,
                         &result);
  wait_until (result != NULL);
  g_assert_false (pantau_session_enroll_finish (session, result, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
  g_assert_true (pantau_session_enroll_was_practice (session, result));
  g_assert_false (pantau_session_is_practice (session));
  g_assert_false (pantau_session_is_enrolled (session));

  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  g_assert_true (pantau_session_is_practice (session));

  pantau_session_close (session);
}

/* A parked request must not hold up what was just recorded. */
static void
test_record_wakes_sync (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13");
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  g_autofree char *id = NULL;
  gint64 began;

  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING &&
              pantau_session_get_waiting (session) == 0);

  began = g_get_monotonic_time ();
  id = record (session, "Longsor di jalan");
  wait_until (pantau_session_get_waiting (session) == 0);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_TIME_SPAN_SECOND);

  pantau_session_close (session);
}

static gpointer
attach_file (PantauHome *home, gpointer data, GError **error)
{
  return transfer_add (home, 300 * 1000, 1);
}

/* A file follows its line by itself; while files are paused the line goes all the same, and the session says what is still here. */
static void
test_files_follow (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", TRANSFER_REGION);
  g_autofree char *path = trip_path (trip, "laptop"), *hash = NULL;
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  guint moves = 0;

  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  g_signal_connect (session, "files-moved", G_CALLBACK (count), &moves);
  pantau_session_pause_files (session, TRUE);
  pantau_session_write (session, attach_file, NULL, NULL, g_free, take_result, &result);
  wait_until (result != NULL);
  hash = pantau_session_write_finish (session, result, NULL);
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING &&
              pantau_session_get_waiting (session) == 0);
  g_assert_cmpint (pantau_session_get_files (session), ==, 1);
  g_assert_nonnull (strstr (pantau_session_get_sync_text (session), "still on this laptop"));
  g_assert_false (tus_stored (trip, hash));

  pantau_session_pause_files (session, FALSE);
  wait_until (pantau_session_get_files (session) == 0);
  g_assert_true (tus_stored (trip, hash));
  g_assert_cmpuint (moves, >, 0);
  g_assert_null (pantau_session_get_files_error (session));
  g_assert_cmpuint (pantau_session_get_moving (session)->n_moving, ==, 0);

  pantau_session_close (session);
}

/* What another laptop recorded comes by itself, while nobody does anything here. */
static void
test_news_arrive (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "desk", "16");
  g_autofree char *path = trip_path (trip, "desk");
  g_autofree char *json = record_json ("Dari lapangan", "16.13.04");
  g_autofree char *id = NULL, *title = NULL;
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  guint changes = 0;

  trip_enrolled (trip, "field", "field", "16.13");
  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING &&
              pantau_session_get_waiting (session) == 0);

  g_signal_connect (session, "changed", G_CALLBACK (count), &changes);
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  while (title == NULL)
    {
      wait_until (changes > 0);
      changes = 0;
      title = title_of (session, id, NULL);
    }
  g_assert_cmpstr (title, ==, "Dari lapangan");

  pantau_session_close (session);
}

static void
test_offline (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13");
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  g_autofree char *id = NULL;

  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING);
  trip_stop (trip);
  id = record (session, "Tanpa sinyal");
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_OFFLINE);
  g_assert_nonnull (pantau_session_get_sync_fault (session));
  g_assert_cmpint (pantau_session_get_waiting (session), ==, 1);

  /* The signal comes back, and a person does not want to wait for the next try. */
  trip_start (trip);
  pantau_session_sync (session);
  wait_until (pantau_session_get_waiting (session) == 0);
  /* The lines went before the exchange was over. */
  wait_until (pantau_session_get_sync_fault (session) == NULL);

  pantau_session_close (session);
}

static void
test_wrong_code (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (enroll (session, trip_url (trip), "0123-4567", &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_assert_false (pantau_session_is_enrolled (session));
  g_assert_cmpint (pantau_session_get_phase (session), ==, PANTAU_PHASE_ALONE);
}

/* Ending in the middle of a parked request is quick. */
static void
test_close_is_quick (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13");
  g_autofree char *path = trip_path (trip, "laptop");
  g_autoptr (PantauSession) session = open_session (path, TRUE, NULL);
  gint64 began;

  g_assert_true (enroll (session, trip_url (trip), code, NULL));
  wait_until (pantau_session_get_phase (session) == PANTAU_PHASE_RESTING);
  began = g_get_monotonic_time ();
  pantau_session_close (session);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_TIME_SPAN_SECOND);
}

/* After an upgrade the projections are made again: whoever waits sees how far that is. */
static void
test_rebuild_is_told (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL), *id = NULL;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *database = g_build_filename (path, PANTAU_HOME_DATABASE, NULL);
  g_autoptr (PantauDb) db = NULL;

  session = open_session (path, TRUE, &error);
  g_assert_no_error (error);
  id = record (session, "Air naik");
  pantau_session_close (session);
  g_clear_object (&session);

  db = pantau_db_open (database, PANTAU_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_db_run (db, &error, "UPDATE projected SET edition = 0", ""));
  g_clear_pointer (&db, pantau_db_close);

  pantau_session_open_telling (path, FALSE, keep_sentence, told, NULL, take_result, &result);
  wait_until (result != NULL);
  session = pantau_session_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told->len, >=, 1); /* not more often than anybody can read */
  g_assert_nonnull (strstr (told->pdata[0], " 0%"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/first-start", test_first_start);
  g_test_add_func ("/session/missing-home", test_missing_home);
  g_test_add_func ("/session/home-in-use", test_home_in_use);
  g_test_add_func ("/session/write-is-read", test_write_is_read);
  g_test_add_func ("/session/changed-is-gathered", test_changed_is_gathered);
  g_test_add_func ("/session/errors-come-back", test_errors_come_back);
  g_test_add_func ("/session/close-finishes-writes", test_close_finishes_writes);
  g_test_add_func ("/session/closed-session-answers", test_closed_session_answers);
  g_test_add_func ("/session/close-waits-elsewhere", test_close_waits_elsewhere);
  g_test_add_func ("/session/settings", test_settings);
  g_test_add_func ("/session/enroll-and-sync", test_enroll_and_sync);
  g_test_add_func ("/session/real-records-stay", test_real_records_stay);
  g_test_add_func ("/session/record-wakes-sync", test_record_wakes_sync);
  g_test_add_func ("/session/files-follow", test_files_follow);
  g_test_add_func ("/session/news-arrive", test_news_arrive);
  g_test_add_func ("/session/offline", test_offline);
  g_test_add_func ("/session/wrong-code", test_wrong_code);
  g_test_add_func ("/session/close-is-quick", test_close_is_quick);
  g_test_add_func ("/session/rebuild-is-told", test_rebuild_is_told);

  return g_test_run ();
}
