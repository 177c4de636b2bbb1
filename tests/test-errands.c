/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A machine that is slow to answer keeps nothing else waiting, and nobody who closes. No display. */

#include "config.h"

#include "mock-server.h"
#include "pantau-error.h"
#include "pantau-session.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-work.h"
#include "test-util.h"
#include "trip-fixture.h"
#include "warning-fixture.h"

/* Below what a server is waited for without a byte (20 s), so that it is seen who waited for it. */
#define SOON (10 * G_TIME_SPAN_SECOND)

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint ticking = g_timeout_add (50, wake_up, NULL);                                             \
    gint64 end = g_get_monotonic_time () + 60 * TRIP_SLOWNESS * G_TIME_SPAN_SECOND;                \
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
open_session (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PantauSession *session;

  pantau_session_open (path, TRUE, NULL, take_result, &result);
  wait_until (result != NULL);
  session = pantau_session_open_finish (result, &error);
  g_assert_no_error (error);

  return session;
}

static void
assert_cancelled (PantauSession *session, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_session_write_finish (session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Tells that it began, and comes back only once it is called off. */
static gpointer
hang (PantauHome *home, gpointer data, GCancellable *cancellable, GError **error)
{
  GPollFD fd = { .fd = -1 };

  g_atomic_int_inc ((gint *) data);
  g_assert_true (g_cancellable_make_pollfd (cancellable, &fd));
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_cancellable_set_error_if_cancelled (cancellable, error);

  return NULL;
}

static gpointer
do_nothing (PantauHome *home, gpointer data, GError **error)
{
  return NULL;
}

/* An errand that is asked for now is done, while @waiting is not. */
static void
assert_errand (PantauSession *session, GAsyncResult **waiting)
{
  g_autoptr (GAsyncResult) result = NULL;

  pantau_session_send (session, do_nothing, NULL, NULL, NULL, take_result, &result);
  wait_until (result != NULL);
  g_assert_null (*waiting);
}

/* Neither an errand nor one peer waits for the other; who closes calls both off. */
static void
test_peers_are_apart (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir);
  g_autoptr (GAsyncResult) agency = NULL, province = NULL, closed = NULL;
  gint begun = 0;

  pantau_session_fetch (session, PANTAU_PEER_AGENCY, hang, &begun, NULL, NULL, NULL, take_result,
                        &agency);
  pantau_session_fetch (session, PANTAU_PEER_PROVINCE, hang, &begun, NULL, NULL, NULL, take_result,
                        &province);
  wait_until (g_atomic_int_get (&begun) == 2);
  assert_errand (session, &agency);
  g_assert_null (province);

  pantau_session_close_async (session, take_result, &closed);
  wait_until (closed != NULL && agency != NULL && province != NULL);
  assert_cancelled (session, agency);
  assert_cancelled (session, province);
}

/* Who asked may call it off, also before its turn; the next one has its turn then. */
static void
test_call_off (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauSession) session = open_session (dir);
  g_autoptr (GCancellable) first = g_cancellable_new (), second = g_cancellable_new ();
  g_autoptr (GAsyncResult) one = NULL, two = NULL;
  gint begun = 0;

  pantau_session_fetch (session, PANTAU_PEER_AGENCY, hang, &begun, NULL, NULL, first, take_result,
                        &one);
  pantau_session_fetch (session, PANTAU_PEER_AGENCY, hang, &begun, NULL, NULL, second, take_result,
                        &two);
  wait_until (g_atomic_int_get (&begun) == 1);
  g_cancellable_cancel (second);
  g_cancellable_cancel (first);
  wait_until (one != NULL && two != NULL);
  assert_cancelled (session, one);
  assert_cancelled (session, two);
}

/* A server that begins an answer and says no more. */
static void
fetch_from_silent (PantauSession *session, PantauMock *mock, GAsyncResult **result)
{
  g_autofree char *url = g_strconcat (pantau_mock_get_url (mock), "/index.xml", NULL);
  g_autoptr (GAsyncResult) kept = NULL;

  pantau_mock_add_reply (mock, 200, "Content-Type: application/xml\r\n", "<rss></rss>");
  pantau_mock_hold (mock, 20);
  pantau_session_set_setting (session, PANTAU_SETTING_WARNINGS_URL, url);
  /* Another thread keeps it. */
  pantau_session_ask (session, do_nothing, NULL, NULL, NULL, take_result, &kept);
  wait_until (kept != NULL);
  pantau_warning_work_fetch (session, NULL, take_result, result);
  g_assert_true (pantau_mock_wait_for_hold (mock, 1));
}

/* An agency that does not answer keeps neither an errand waiting nor a file that somebody brings; who closes waits for neither. */
static void
test_silent_agency (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (PantauMock) mock = pantau_mock_new (key);
  g_autoptr (PantauSession) session = open_session (dir);
  g_autoptr (GAsyncResult) fetched = NULL, read = NULL, closed = NULL;
  g_autofree char *path = g_build_filename (dir, "satu.xml", NULL);
  g_autofree char *text = warning_text (&(WarningText){ 0 }), *told = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  gint64 before;

  fetch_from_silent (session, mock, &fetched);
  assert_errand (session, &fetched);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  pantau_warning_work_read (session, file, NULL, take_result, &read);
  wait_until (read != NULL);
  told = pantau_warning_work_finish (session, read, &error);
  g_assert_no_error (error);
  g_assert_null (fetched);

  before = g_get_monotonic_time ();
  pantau_session_close_async (session, take_result, &closed);
  wait_until (closed != NULL && fetched != NULL);
  g_assert_cmpint (g_get_monotonic_time () - before, <, SOON);
  assert_cancelled (session, fetched);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/errands/peers-are-apart", test_peers_are_apart);
  g_test_add_func ("/errands/call-off", test_call_off);
  g_test_add_func ("/errands/silent-agency", test_silent_agency);

  return g_test_run ();
}
