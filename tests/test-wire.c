/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client on a bad line: cuts, silence, portals, errors of every kind, cancelling. Nothing counts
 * as sent.
 */

#include "config.h"

#include "client-fixture.h"
#include "pantau-backoff.h"

#include <string.h>

#include "test-util.h"
#include "wire-kept.h"

#define HTML       "Content-Type: text/html; charset=utf-8\r\n"
#define JSON       "Content-Type: application/json\r\n"
#define LOGIN_PAGE "<!DOCTYPE html><html><body>Selamat datang di Wi-Fi</body></html>"

/* The next byte to cut at, up to the last one, @end; under a sanitizer every seventh. */
static gsize
next_cut (gsize at, gsize end)
{
  return MIN (at + (TEST_SHARE > 1 ? 7 : 1), MAX (at + 1, end));
}

/* Cuts a true answer after each of its bytes; only the whole one is a receipt. */
static void
test_cut_answer (PantauFixture *f, gconstpointer data)
{
  pantau_fixture_log_in (f);

  for (gsize n = 0;; n = next_cut (n, pantau_mock_get_answer_length (f->mock)))
    {
      g_autoptr (PantauReceipt) receipt = NULL;
      g_autoptr (GError) error = NULL;

      pantau_mock_add_receipt (f->mock);
      pantau_mock_cut_answer (f->mock, n);
      receipt = pantau_fixture_push (f, NULL, &error);
      if (receipt != NULL)
        {
          g_assert_cmpuint (n, ==, pantau_mock_get_answer_length (f->mock));
          break;
        }
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
      g_assert_cmpuint (n, <, pantau_mock_get_answer_length (f->mock));
    }
}

/* The same where no length is told, and the end of the connection is the end of the answer. */
static void
test_cut_unframed (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines =
      g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\nPantau-Cursor: c3\r\n\r\n");

  pantau_fixture_log_in (f);
  for (guint i = 0; i < f->entries->len; i++)
    {
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;

      g_string_append_printf (lines, "%u\t", i + 1);
      pantau_entry_append_line (f->entries->pdata[i], lines);
      pantau_mock_add_raw (f->mock, lines->str, (gssize) lines->len);
      page = pantau_client_pull (f->client, "", 500, 0, TRUE, NULL, &error);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
}

/*
 * An answer in chunks, cut after each of its bytes. It never counts, not even whole: libsoup 3.2
 * takes a cut between two chunks for the end, and a page without its last lines but with its cursor
 * would lose them for ever.
 */
static void
test_cut_chunked (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) answer =
      g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\nPantau-Cursor: c3\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n");

  for (guint i = 0; i < f->entries->len; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      g_string_append_printf (line, "%u\t", i + 1);
      pantau_entry_append_line (f->entries->pdata[i], line);
      g_string_append_printf (answer, "%zx\r\n%s\r\n", line->len, line->str);
    }
  g_string_append (answer, "0\r\n\r\n");

  pantau_fixture_log_in (f);
  for (gsize n = 0; n <= answer->len; n = next_cut (n, answer->len))
    {
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;

      pantau_mock_add_raw (f->mock, answer->str, (gssize) n);
      page = pantau_client_pull (f->client, "", 500, 0, TRUE, NULL, &error);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
}

/* Hangs up while the request is on its way: at once, in its head, in its body, at its last byte. */
static void
test_cut_request (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauReceipt) receipt = NULL;
  gsize length;

  pantau_fixture_log_in (f);
  pantau_mock_add_receipt (f->mock);
  receipt = pantau_fixture_push (f, NULL, NULL);
  g_assert_nonnull (receipt);
  length = pantau_mock_get_request (f->mock, 2)->body->len;

  for (gsize n = 0; n < 300 + length; n += n < 400 ? 23 : 101)
    {
      pantau_mock_add_receipt (f->mock);
      pantau_mock_cut_request (f->mock, n);
      pantau_fixture_assert_push_fails (f, PANTAU_ERROR_UNREACHABLE);
    }
}

static void
test_nobody_there (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauMock) gone = pantau_mock_new (f->province);
  g_autofree char *url = g_strdup (pantau_mock_get_url (gone));
  g_autoptr (PantauClient) client = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&gone, pantau_mock_free);
  client = pantau_client_new (url, f->device, pantau_keypair_get_name (f->province), NULL);
  g_assert_false (pantau_client_open_session (client, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
}

/*
 * Each status, with nothing but itself, with a JSON body, and (where gateways do so) with a page.
 */
static void
test_statuses (PantauFixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    PantauError bare;
    PantauError page;
  } statuses[] = {
    { 201, PANTAU_ERROR_MALFORMED, PANTAU_ERROR_PORTAL },
    { 204, PANTAU_ERROR_MALFORMED, PANTAU_ERROR_PORTAL },
    { 206, PANTAU_ERROR_MALFORMED, PANTAU_ERROR_PORTAL },
    { 300, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 301, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 302, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 303, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 307, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 308, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 400, PANTAU_ERROR_REFUSED, PANTAU_ERROR_PORTAL },
    { 403, PANTAU_ERROR_REFUSED, PANTAU_ERROR_PORTAL },
    { 404, PANTAU_ERROR_REFUSED, PANTAU_ERROR_PORTAL },
    { 408, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 409, PANTAU_ERROR_REFUSED, PANTAU_ERROR_PORTAL },
    { 413, PANTAU_ERROR_TOO_LARGE, PANTAU_ERROR_TOO_LARGE },
    { 429, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 500, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 501, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 502, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 503, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 504, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 507, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
    { 511, PANTAU_ERROR_PORTAL, PANTAU_ERROR_PORTAL },
    { 599, PANTAU_ERROR_OVERLOADED, PANTAU_ERROR_OVERLOADED },
  };

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_test_message ("status %u", statuses[i].status);
      pantau_mock_add_reply (f->mock, statuses[i].status, "Location: http://127.0.0.1:9/login\r\n",
                             "");
      pantau_fixture_assert_push_fails (f, statuses[i].bare);
      pantau_mock_add_reply (f->mock, statuses[i].status, JSON, "{\"ok\":true}");
      pantau_fixture_assert_push_fails (f, statuses[i].bare);
      pantau_mock_add_reply (f->mock, statuses[i].status, HTML, LOGIN_PAGE);
      pantau_fixture_assert_push_fails (f, statuses[i].page);
    }
}

static void
test_portal (PantauFixture *f, gconstpointer data)
{
  g_autofree char *long_page = g_strnfill (3 * 1024 * 1024, ' ');

  memcpy (long_page, LOGIN_PAGE, strlen (LOGIN_PAGE));
  pantau_fixture_log_in (f);

  pantau_mock_add_reply (f->mock, 200, HTML, LOGIN_PAGE);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 200, HTML, long_page);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 200, HTML, "");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 200, JSON,
                         "\xef\xbb\xbf\r\n  " LOGIN_PAGE); /* says JSON, is none */
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
  pantau_mock_add_raw (f->mock, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" LOGIN_PAGE,
                       -1);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
}

/* Looks like JSON, is not from the province. */
static void
test_look_alikes (PantauFixture *f, gconstpointer data)
{
  static const char *const bodies[] = {
    "",
    "{}",
    "{\"ok\":true}",
    "{\"text\":\"{}\",\"signature\":\"\"}",
    "{\"text\":1,\"signature\":2}",
    "[]",
    "null",
    "{\"text\":\"{}\",\"text\":\"{}\"}",
    "\xff\xfe",
    "{\"a\":",
  };
  g_autofree char *deep = g_strnfill (50 * 1024, '[');
  g_autofree char *signature = g_strnfill (86, 'A');
  g_autofree char *unsigned_text =
      g_strdup_printf ("{\"text\":\"{\\\"v\\\":1}\",\"signature\":\"%s==\"}", signature);

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      pantau_mock_add_reply (f->mock, 200, JSON, bodies[i]);
      g_assert_null (pantau_fixture_push (f, NULL, &error));
      if (!g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE))
        g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
    }
  pantau_mock_add_reply (f->mock, 200, JSON, unsigned_text);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_reply (f->mock, 200, JSON, deep);
  g_assert_null (pantau_fixture_push (f, NULL, NULL));
}

/* Not HTTP at all, or a broken kind of it. */
static void
test_garbage (PantauFixture *f, gconstpointer data)
{
  static const char *const answers[] = {
    "SSH-2.0-OpenSSH_9.2p1\r\n",
    "\x15\x03\x01\x00\x02\x02\x28", /* a TLS alert */
    "HTTP/1.1 200\r\n",
    "HTTP/1.1 abc OK\r\n\r\n",
    "HTTP/9.9 200 OK\r\n\r\n",
    "\r\n\r\n\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: br\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: zstd\r\n\r\n{}",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
  };

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("garbage %u", i);
      pantau_mock_add_raw (f->mock, answers[i], i == 1 ? 7 : -1);
      g_assert_null (pantau_fixture_push (f, NULL, &error));
      if (!g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED))
        g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
}

/* Bodies and heads without an end: stopped by size, long before the clock. */
static void
test_endless (PantauFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *head;
    int filler;
  } answers[] = {
    { "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n", 'x' },
    { "HTTP/1.1 200 OK\r\n\r\n", 'x' },
    { "HTTP/1.1 503 Busy\r\nContent-Length: 9000000000\r\n\r\n", 'x' },
    { "HTTP/1.1 200 OK\r\nX-Filler: ", 'x' },
    { "", 'x' },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", '1' },
  };
  gint64 start = g_get_monotonic_time ();

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *filler = g_strnfill (4096, (char) answers[i].filler);
      g_autofree char *answer = g_strconcat (answers[i].head, filler, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("endless %u", i);
      pantau_mock_add_raw (f->mock, answer, -1);
      pantau_mock_repeat (f->mock);
      g_assert_null (pantau_fixture_push (f, NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_TIME_SPAN_SECOND);
}

static void
assert_late (PantauFixture *f, guint at_most_ms)
{
  gint64 start = g_get_monotonic_time ();

  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_UNREACHABLE);
  g_assert_cmpint ((g_get_monotonic_time () - start) / 1000, <, at_most_ms);
}

/* Something moves all the time, but too slowly: the clock over everything ends it. */
static void
test_drip (PantauFixture *f, gconstpointer data)
{
  pantau_fixture_log_in (f);
  pantau_client_set_time_limits (f->client, 100, 5000);
  pantau_mock_add_receipt (f->mock);
  pantau_mock_drip (f->mock, 5);
  assert_late (f, 4000); /* 100 ms, and up to 2 s for the body sent */
}

/* Nothing moves: before the answer, in its head, in its body. */
static void
test_silence (PantauFixture *f, gconstpointer data)
{
  static const gsize said[] = { 0, 20, 150 };

  pantau_fixture_log_in (f);
  pantau_client_set_time_limits (f->client, 20000, 100);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      pantau_mock_add_receipt (f->mock);
      pantau_mock_hold (f->mock, said[i]);
      assert_late (f, 4000);
    }
}

/* A parked request may be silent for as long as it asked for, though not for ever. */
static void
test_parked (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (PantauPage) page = NULL, late = NULL;
  g_autoptr (GError) error = NULL;

  pantau_fixture_log_in (f);
  pantau_client_set_time_limits (f->client, 20000, 300);

  pantau_mock_add_page (f->mock, none, 1, "Pantau-Cursor: c\r\n");
  pantau_mock_delay (f->mock, 600);
  page = pantau_client_pull (f->client, "c", 500, 1, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->entries->len, ==, 0);

  pantau_mock_add_page (f->mock, none, 1, "Pantau-Cursor: c\r\n");
  pantau_mock_hold (f->mock, 0);
  late = pantau_client_pull (f->client, "c", 500, 1, FALSE, NULL, &error);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
}

typedef struct
{
  PantauMock *mock;
  guint held; /* answers that are held when it is time */
  GCancellable *cancellable;
} Cancel;

static gpointer
cancel_when_held (gpointer data)
{
  Cancel *self = data;

  g_assert_true (pantau_mock_wait_for_hold (self->mock, self->held));
  g_cancellable_cancel (self->cancellable);

  return NULL;
}

/* Before anything, before the answer, within its head, within its body. */
static void
test_cancel (PantauFixture *f, gconstpointer data)
{
  static const gsize said[] = { 0, 20, 150 };
  g_autoptr (GCancellable) early = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before;

  pantau_fixture_log_in (f);
  before = pantau_mock_count (f->mock);
  g_cancellable_cancel (early);
  g_assert_null (pantau_fixture_push (f, early, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pantau_mock_count (f->mock), ==, before);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Cancel cancel = { f->mock, i + 1, cancellable };
      g_autoptr (GError) local_error = NULL;
      GThread *thread;

      pantau_mock_add_receipt (f->mock);
      pantau_mock_hold (f->mock, said[i]);
      thread = g_thread_new ("cancel", cancel_when_held, &cancel);
      g_assert_null (pantau_fixture_push (f, cancellable, &local_error));
      g_assert_error (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }

  /* And the client is still good. */
  pantau_mock_add_receipt (f->mock);
  g_clear_error (&error);
  {
    g_autoptr (PantauReceipt) receipt = pantau_fixture_push (f, NULL, &error);

    g_assert_no_error (error);
  }
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Failed and good exchanges alike leave no descriptor behind. */
static void
test_descriptors (PantauFixture *f, gconstpointer data)
{
  guint before = 0;

  pantau_fixture_log_in (f);
  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (PantauReceipt) receipt = NULL;

      if (i == 20)
        before = count_descriptors ();
      pantau_mock_add_receipt (f->mock);
      if (i % 3 == 1)
        pantau_mock_cut_answer (f->mock, 200);
      if (i % 3 == 2)
        pantau_mock_cut_request (f->mock, 10);
      receipt = pantau_fixture_push (f, NULL, NULL);
      g_assert_true ((receipt != NULL) == (i % 3 == 0));
    }
  g_assert_cmpuint (count_descriptors (), <=,
                    before + 1); /* the mock may still be closing its last */
}

/* ---- Trying again ---- */

static gint64
get_delay (PantauFixture *f, PantauError code, guint attempt)
{
  g_autoptr (GError) error = g_error_new_literal (PANTAU_ERROR, (int) code, "scripted");
  gint64 delay = -1;

  return pantau_client_should_retry (f->client, error, attempt, &delay) ? delay : -1;
}

static void
test_what_is_retried (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "scripted");
  gint64 delay;

  for (int code = PANTAU_ERROR_FAILED; code <= PANTAU_ERROR_CONFLICT; code++)
    g_assert_true ((get_delay (f, (PantauError) code, 0) >= 0) ==
                   (code == PANTAU_ERROR_UNREACHABLE || code == PANTAU_ERROR_PORTAL ||
                    code == PANTAU_ERROR_OVERLOADED));
  g_assert_false (pantau_client_should_retry (f->client, cancelled, 0, &delay));
}

/* Doubles up to five minutes, and is spread over the whole of it. */
static void
test_backoff (PantauFixture *f, gconstpointer data)
{
  for (guint attempt = 0; attempt < 40; attempt++)
    {
      const gint64 most = MIN (1 << MIN (attempt, 10), 300) * 1000;
      gint64 low = G_MAXINT64, high = 0;

      for (guint i = 0; i < 200; i++)
        {
          gint64 delay = get_delay (f, PANTAU_ERROR_UNREACHABLE, attempt);

          low = MIN (low, delay);
          high = MAX (high, delay);
        }
      g_assert_cmpint (high, <=, most);
      g_assert_cmpint (high, >, most * 3 / 4);
      g_assert_cmpint (low, <, most / 4);
    }
}

/*
 * Whatever it says of Retry-After, a province that answers is asked at most four times in any
 * minute.
 */
static void
test_four_a_minute (PantauFixture *f, gconstpointer data)
{
  for (guint round = 0; round < 100; round++)
    {
      gint64 tries[12] = { 0 };

      for (guint i = 1; i < G_N_ELEMENTS (tries); i++)
        {
          gint64 delay = get_delay (f, PANTAU_ERROR_OVERLOADED, i - 1);

          g_assert_cmpint (delay, <=, 300 * 1000);
          tries[i] = tries[i - 1] + delay;
          if (i >= 4)
            g_assert_cmpint (tries[i] - tries[i - 4], >=, 60 * 1000);
        }
    }
}

/*
 * Both forms of Retry-After, true and mad; the date is measured by the answer's own clock, which is
 * not ours.
 */
static void
test_retry_after (PantauFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *headers;
    gint64 least; /* seconds */
  } answers[] = {
    { "", 0 },
    { "Retry-After: 7\r\n", 7 },
    { "Retry-After: 0\r\n", 0 },
    { "Retry-After: 99999999999999999999\r\n", 3600 },
    { "Retry-After: -5\r\n", 0 },
    { "Retry-After: soon\r\n", 0 },
    { "Retry-After: \r\n", 0 },
    { "Date: Wed, 14 Feb 2035 00:00:00 GMT\r\nRetry-After: Wed, 14 Feb 2035 00:00:30 GMT\r\n", 30 },
    { "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 1970 00:02:00 GMT\r\n",
      120 },
    { "Date: Wed, 14 Feb 2035 00:00:30 GMT\r\nRetry-After: Wed, 14 Feb 2035 00:00:00 GMT\r\n", 0 },
    { "Date: Wed, 14 Feb 2035 00:00:00 GMT\r\nRetry-After: Wednesday, 14-Feb-35 00:00:20 GMT\r\n",
      20 },
    { "Retry-After: Thu, 31 Dec 2099 00:00:00 GMT\r\n", 3600 },
  };

  pantau_fixture_log_in (f);
  for (guint status = 429; status <= 503; status += 503 - 429)
    for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
      {
        gint64 delay;

        pantau_mock_add_reply (f->mock, status, answers[i].headers, "");
        pantau_fixture_assert_push_fails (f, PANTAU_ERROR_OVERLOADED);
        delay = get_delay (f, PANTAU_ERROR_OVERLOADED, 0);
        g_assert_cmpint (delay, >, answers[i].least * 1000 - 500);
        g_assert_cmpint (delay, <=, answers[i].least * 1000 + 1000);
      }
}

/*
 * T11: every status of a province, of a gateway or of nobody, with each form of Retry-After: the right error, and the next try neither before the
 * time that was named nor much after it.
 */
static void
test_matrix (PantauFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *headers;
    gint64 named; /* seconds */
  } forms[] = {
    { "", 0 },
    { "Retry-After: 7\r\n", 7 },
    { "Retry-After: 0\r\n", 0 },
    { "Retry-After: -1\r\n", 0 },
    { "Retry-After: 1.5\r\n", 0 },
    { "Retry-After: 99999999999999999999\r\n", 3600 },
    { "Retry-After: soon\r\n", 0 },
    { "Date: Wed, 14 Feb 2035 00:00:00 GMT\r\nRetry-After: Wed, 14 Feb 2035 00:00:30 GMT\r\n", 30 },
    { "Date: Wed, 14 Feb 2035 00:00:30 GMT\r\nRetry-After: Wed, 14 Feb 2035 00:00:00 GMT\r\n", 0 },
    { "Retry-After: Thu, 31 Dec 2099 00:00:00 GMT\r\n", 3600 },
  };

  pantau_fixture_log_in (f);
  for (guint status = 400; status <= 511; status++)
    {
      gboolean is_portal = status == 511;
      PantauError code = is_portal                                         ? PANTAU_ERROR_PORTAL
                         : status >= 500 || status == 408 || status == 429 ? PANTAU_ERROR_OVERLOADED
                         : status == 413                                   ? PANTAU_ERROR_TOO_LARGE
                                                                           : PANTAU_ERROR_REFUSED;

      /* 420 to 499 and the later 4xx are one kind; each form of each status would be a thousand. */
      if (status > 431 && status < 499)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        {
          g_autoptr (PantauReceipt) receipt = NULL;
          g_autoptr (GError) error = NULL;
          PantauBackoff backoff;
          gint64 now, pause;

          pantau_mock_add_reply (f->mock, status, forms[i].headers, "");
          if (status == 421) /* misdirected: libsoup asks once more by another connection */
            pantau_mock_add_reply (f->mock, status, forms[i].headers, "");
          receipt = pantau_fixture_push (f, NULL, &error);
          g_assert_null (receipt);
          if (!g_error_matches (error, PANTAU_ERROR, (int) code))
            g_error ("status %u: %s", status, error->message);

          now = g_get_monotonic_time ();
          pantau_backoff_init (&backoff, status * 100 + i + 1);
          pantau_backoff_begin (&backoff, now);
          pantau_backoff_fail (&backoff, error, now);
          pause = pantau_backoff_get_next (&backoff) - now;
          g_assert_cmpint (pause, >=, forms[i].named * G_USEC_PER_SEC - G_USEC_PER_SEC / 2);
          g_assert_cmpint (pause, <=, forms[i].named * G_USEC_PER_SEC * 5 / 4 + 4 * G_USEC_PER_SEC);
          pantau_backoff_clear (&backoff);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PANTAU_FIXTURE_TEST ("/wire/cut-answer", test_cut_answer);
  PANTAU_FIXTURE_TEST ("/wire/cut-chunked", test_cut_chunked);
  PANTAU_FIXTURE_TEST ("/wire/cut-unframed", test_cut_unframed);
  PANTAU_FIXTURE_TEST ("/wire/cut-request", test_cut_request);
  PANTAU_FIXTURE_TEST ("/wire/nobody-there", test_nobody_there);
  PANTAU_FIXTURE_TEST ("/wire/statuses", test_statuses);
  PANTAU_FIXTURE_TEST ("/wire/portal", test_portal);
  PANTAU_FIXTURE_TEST ("/wire/look-alikes", test_look_alikes);
  PANTAU_FIXTURE_TEST ("/wire/garbage", test_garbage);
  PANTAU_FIXTURE_TEST ("/wire/endless", test_endless);
  PANTAU_FIXTURE_TEST ("/wire/drip", test_drip);
  PANTAU_FIXTURE_TEST ("/wire/silence", test_silence);
  PANTAU_FIXTURE_TEST ("/wire/parked", test_parked);
  PANTAU_FIXTURE_TEST ("/wire/cancel", test_cancel);
  PANTAU_FIXTURE_TEST ("/wire/descriptors", test_descriptors);
  PANTAU_FIXTURE_TEST ("/wire/what-is-retried", test_what_is_retried);
  PANTAU_FIXTURE_TEST ("/wire/backoff", test_backoff);
  PANTAU_FIXTURE_TEST ("/wire/four-a-minute", test_four_a_minute);
  PANTAU_FIXTURE_TEST ("/wire/retry-after", test_retry_after);
  PANTAU_FIXTURE_TEST ("/wire/matrix", test_matrix);
  add_kept_tests ();

  return g_test_run ();
}
