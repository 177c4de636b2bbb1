/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The province's door: who gets in, who is turned away and how, and that it never falls shut. */

#include "config.h"

#include "listener.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "door-fixture.h"
#include "join-rate.h"
#include "head.h"
#include "pantau-error.h"

#define GET_TEXT "GET /text HTTP/1.1\r\nHost: x\r\n\r\n"

/* 3,000 requests leave the process with as many descriptors as before. */
static void
test_descriptors (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *first = door_ask (door, GET_TEXT);
  guint before;

  assert_status (first, 200);
  WAIT_UNTIL (door_open (door) == 0);
  before = count_descriptors ();

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *response = NULL;

      switch (i % 4)
        {
        case 0:
          response = door_ask (door, GET_TEXT);
          assert_status (response, 200);
          break;
        case 1:
          response =
              door_ask (door, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
          g_assert_true (g_str_has_suffix (response, "\r\n\r\nabc"));
          break;
        case 2:
          response = door_ask (door, "GET /nothing HTTP/1.0\r\n\r\n");
          assert_status (response, 404);
          break;
        default: /* says it keeps the connection, and leaves */
          {
            int fd = door_connect (door);

            raw_send (fd, "GET /text HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", -1);
            close (fd);
          }
        }
    }

  WAIT_UNTIL (door_open (door) == 0);
  g_assert_cmpuint (count_descriptors (), ==, before);
}

/* With no descriptor left, one client hears so; once there are some, the next is served. */
static void
test_exhausted (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autoptr (GArray) fillers = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *before = door_ask (door, GET_TEXT), *refused = NULL, *after = NULL;
  PantauListenerStatistics statistics;
  struct rlimit old, low;
  int fd, client;

  assert_status (before, 200);
  WAIT_UNTIL (door_open (door) == 0);

  getrlimit (RLIMIT_NOFILE, &old);
  low = old;
  low.rlim_cur = count_descriptors () + 10;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &low), ==, 0);

  while ((fd = fcntl (0, F_DUPFD_CLOEXEC, 3)) >= 0)
    g_array_append_val (fillers, fd);
  close (g_array_index (fillers, int, 0));
  client = door_connect (door); /* takes the last one */
  raw_send (client, GET_TEXT, -1);
  refused = raw_receive (client);
  assert_status (refused, 503);
  door_statistics (door, &statistics, NULL);
  g_assert_cmpuint (statistics.refused[PANTAU_REFUSAL_DESCRIPTORS], ==, 1);
  g_assert_cmpuint (statistics.accept_errors, >=, 1);

  close (client);
  for (guint i = 1; i < fillers->len; i++)
    close (g_array_index (fillers, int, i));
  after = door_ask (door, GET_TEXT);
  assert_status (after, 200);
  setrlimit (RLIMIT_NOFILE, &old);
}

typedef struct
{
  const char *name;
  guint status;
  const char *request;
  gsize length; /* 0: to the NUL */
} Refused;

#define HEAD    "POST /echo HTTP/1.1\r\nHost: x\r\n"
#define RAW(s)  s, sizeof (s) - 1
#define TEXT(s) s, 0

static const Refused refused[] = {
  { "two-lengths", 400, TEXT (HEAD "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd") },
  { "two-equal-lengths", 400, TEXT (HEAD "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc") },
  { "list-of-lengths", 400, TEXT (HEAD "Content-Length: 3, 3\r\n\r\nabc") },
  { "length-and-chunked", 400,
    TEXT (HEAD "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
  { "signed-length", 400, TEXT (HEAD "Content-Length: +3\r\n\r\nabc") },
  { "negative-length", 400, TEXT (HEAD "Content-Length: -1\r\n\r\nabc") },
  { "hex-length", 400, TEXT (HEAD "Content-Length: 0x3\r\n\r\nabc") },
  { "spaced-length", 400, TEXT (HEAD "Content-Length: 3 4\r\n\r\nabc") },
  { "empty-length", 400, TEXT (HEAD "Content-Length:\r\n\r\n") },
  { "huge-length", 400, TEXT (HEAD "Content-Length: 9007199254740993\r\n\r\n") },
  { "overflowing-length", 400, TEXT (HEAD "Content-Length: 18446744073709551619\r\n\r\nabc") },
  { "gzip-chunked", 400, TEXT (HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") },
  { "chunked-identity", 400, TEXT (HEAD "Transfer-Encoding: identity\r\n\r\n") },
  { "two-codings", 400,
    TEXT (HEAD "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
  { "tab-chunked", 400, TEXT (HEAD "Transfer-Encoding: \013chunked\r\n\r\n0\r\n\r\n") },
  { "chunked-1.0", 400,
    TEXT ("POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
  { "no-host", 400, TEXT ("GET /text HTTP/1.1\r\n\r\n") },
  { "two-hosts", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n") },
  { "empty-host", 400, TEXT ("GET /text HTTP/1.1\r\nHost: \r\n\r\n") },
  { "bad-host", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x/y@z\r\n\r\n") },
  { "bare-lf", 400, TEXT ("GET /text HTTP/1.1\nHost: x\n\n") },
  { "one-bare-lf", 400, TEXT ("GET /text HTTP/1.1\r\nA: b\nHost: x\r\n\r\n") },
  { "bare-cr", 400, TEXT ("GET /text HTTP/1.1\r\nA: b\rc\r\nHost: x\r\n\r\n") },
  { "cr-cr-lf", 400, TEXT ("GET /text HTTP/1.1\r\r\nHost: x\r\n\r\n") },
  { "folded", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n") },
  { "folded-first", 400, TEXT ("GET /text HTTP/1.1\r\n Host: x\r\n\r\n") },
  { "nul", 400, RAW ("GET /text HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n") },
  { "control", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x\r\nA: b\001c\r\n\r\n") },
  { "space-before-colon", 400, TEXT (HEAD "Content-Length : 3\r\n\r\nabc") },
  { "no-colon", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x\r\nA\r\n\r\n") },
  { "no-name", 400, TEXT ("GET /text HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n") },
  { "http2", 400, TEXT ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") },
  { "tls", 400, RAW ("\026\003\001\002\000\001\000\001\374\003\003") },
  { "http-0.9", 400, TEXT ("GET /text\r\n\r\n") },
  { "http-1.2", 505, TEXT ("GET /text HTTP/1.2\r\nHost: x\r\n\r\n") },
  { "lower-case-version", 400, TEXT ("GET /text http/1.1\r\nHost: x\r\n\r\n") },
  { "two-spaces", 400, TEXT ("GET  /text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "tab-for-space", 400, TEXT ("GET\t/text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "space-after-version", 400, TEXT ("GET /text HTTP/1.1 \r\nHost: x\r\n\r\n") },
  { "leading-empty-line", 400, TEXT ("\r\nGET /text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "other-authority", 400, TEXT ("GET http://y/text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "user-authority", 400, TEXT ("GET http://y@x/text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "https-target", 400, TEXT ("GET https://x/text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "asterisk", 400, TEXT ("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "connect", 400, TEXT ("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n") },
  { "fragment", 400, TEXT ("GET /text#a HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "eight-bit-target", 400, TEXT ("GET /text\303\251 HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "unknown-method", 405, TEXT ("BREW /text HTTP/1.1\r\nHost: x\r\n\r\n") },
  { "two-authorizations", 400,
    TEXT ("GET /text HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer "
          "b\r\n\r\n") },
  { "bad-escape", 400, TEXT ("GET /text%zz HTTP/1.1\r\nHost: x\r\n\r\n") },
};

/*
 * Whatever two readers could understand in two ways reaches no handler; it gets an answer and an
 * end.
 */
static void
test_refused (gconstpointer data)
{
  const Refused *item = data;
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  int fd = door_connect (door);
  g_autofree char *response = NULL;

  raw_send (fd, item->request, item->length > 0 ? (gssize) item->length : -1);
  response = raw_receive (fd);
  close (fd);

  assert_status (response, item->status);
  g_assert_nonnull (strstr (response, "\r\nConnection: close\r\n"));
  g_assert_cmpuint (door_served (door), ==, 0);
}

/* What is unusual but clear gets in. */
static void
test_accepted (void)
{
  static const char *const requests[] = {
    "GET /text HTTP/1.0\r\n\r\n",
    "GET /text HTTP/1.0\r\nHost: x\r\n\r\n",
    "GET http://x:80/text HTTP/1.1\r\nHost: X:80\r\n\r\n",
    "GET /text?a=b HTTP/1.1\r\nhOsT:x\r\nA:\r\nB: \t c \t\r\nC: \303\251\r\n\r\n",
    "GET /text HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 0\r\n\r\n",
    "GET /%74ext HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, "
    "HTTP2-Settings\r\n\r\n",
  };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *response = door_ask (door, requests[i]);

      assert_status (response, 200);
    }
}

/* However the bytes are cut, the head is understood the same. */
static void
test_byte_by_byte (void)
{
  static const char request[] = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);

  for (gsize cut = 1; cut < sizeof request - 1; cut += 7)
    {
      int fd = door_connect (door);
      g_autofree char *response = NULL;

      raw_send (fd, request, (gssize) cut);
      g_usleep (1000);
      raw_send (fd, request + cut, -1);
      response = raw_receive (fd);
      close (fd);
      assert_status (response, 200);
      g_assert_true (g_str_has_suffix (response, "\r\n\r\nhello"));
    }
}

/* Any prefix of a good head wants more, any change of it is judged without harm. */
static void
test_head_fuzz (void)
{
  static const char good[] = "POST /echo?a=b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                             "Content-Encoding: gzip\r\nExpect: 100-continue\r\n\r\nhello";
  const gsize whole = sizeof good - 1 - 5;
  PantauHttpHead head;

  for (gsize n = 0; n <= whole; n++)
    {
      g_autofree guint8 *copy = g_memdup2 (good, MAX (n, 1)); /* exact, for the sanitizer */
      gsize from = 0;

      g_assert_cmpint (pantau_http_head_check (copy, n, &from, &head, NULL), ==,
                       n < whole ? PANTAU_HTTP_HEAD_MORE : PANTAU_HTTP_HEAD_OK);
    }
  g_assert_cmpint (head.content_length, ==, 5);
  g_assert_cmpuint (head.size, ==, whole);
  g_assert_cmpstr (head.method, ==, "POST");

  for (guint i = 0; i < 200000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (good, whole);
      gsize from = 0, step = (gsize) g_test_rand_int_range (1, (gint32) whole + 1);

      for (gint k = g_test_rand_int_range (1, 4); k > 0; k--)
        copy[g_test_rand_int_range (0, (gint32) whole)] =
            (guint8) "\r\n\0 :\tA9\377,/#"[g_test_rand_int_range (0, 12)];
      if (pantau_http_head_check (copy, step, &from, &head, NULL) == PANTAU_HTTP_HEAD_MORE)
        pantau_http_head_check (copy, whole, &from, &head, NULL);
      g_assert_cmpuint (from, <=, whole);
    }
}

static void
test_too_large (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *padding = g_strnfill (PANTAU_HTTP_HEAD_MAX_SIZE, 'a');
  g_autofree char *one =
      g_strconcat ("GET /text HTTP/1.1\r\nHost: x\r\nA: ", padding, "\r\n\r\n", NULL);
  g_autofree char *long_target =
      g_strdup_printf ("GET /%.5000s HTTP/1.1\r\nHost: x\r\n\r\n", padding);
  g_autoptr (GString) many = g_string_new ("GET /text HTTP/1.1\r\nHost: x\r\n");
  g_autofree char *a = door_ask (door, one), *b = door_ask (door, long_target), *c = NULL;

  for (guint i = 0; i < PANTAU_HTTP_HEAD_MAX_FIELDS; i++)
    g_string_append (many, "A: b\r\n");
  c = door_ask (door, g_string_append (many, "\r\n")->str);

  assert_status (a, 431);
  assert_status (b, 414);
  assert_status (c, 431);
}

/* A head that does not come, or comes byte by byte, ends at the deadline. */
static void
test_slow_head (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *silent_answer = NULL, *slow_answer = NULL;
  PantauListenerStatistics statistics;
  gint64 begin = g_get_monotonic_time (), end;
  int silent, slow;

  limits.connection.head_timeout = 400;
  limits.connection.linger_timeout = 200;
  door = door_new (NULL, &limits, NULL);
  silent = door_connect (door);
  slow = door_connect (door);
  for (guint i = 0; i < 40 && raw_try_send (slow, "G", 1); i++)
    g_usleep (50 * 1000);
  silent_answer = raw_receive (silent);
  slow_answer = raw_receive (slow);
  end = g_get_monotonic_time ();
  close (silent);
  close (slow);

  assert_status (silent_answer, 408);
  g_assert_cmpint (end - begin, >=, 400 * 1000);
  g_assert_cmpint (end - begin, <, 30 * G_TIME_SPAN_SECOND);
  door_statistics (door, &statistics, NULL);
  g_assert_cmpuint (statistics.refused[PANTAU_REFUSAL_SLOW], ==, 2);
}

/* Beyond the cap in all: 503, and room again as soon as one leaves. */
static void
test_cap (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *over = NULL, *again = NULL;
  PantauListenerStatistics statistics;
  const char *retry;
  int fds[4];

  limits.max_connections = G_N_ELEMENTS (fds);
  door = door_new (NULL, &limits, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = door_connect (door);
  WAIT_UNTIL (door_open (door) == 4);

  over = door_ask (door, GET_TEXT);
  assert_status (over, 503);
  retry = strstr (over, "\r\nRetry-After: ");
  g_assert_nonnull (retry);
  g_assert_cmpint (retry[15], >=, '1');
  g_assert_cmpint (retry[15], <=, '5');
  door_statistics (door, &statistics, NULL);
  g_assert_cmpuint (statistics.refused[PANTAU_REFUSAL_FULL], ==, 1);

  close (fds[0]);
  WAIT_UNTIL (door_open (door) == 3);
  again = door_ask (door, GET_TEXT);
  assert_status (again, 200);
  for (guint i = 1; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

/* One address cannot take the place of the others. */
static void
test_cap_of_address (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *over = NULL, *other = NULL;
  PantauListenerStatistics statistics;
  int fds[2], fd;

  limits.max_per_address = 2;
  door = door_new (NULL, &limits, NULL);
  fds[0] = door_connect (door);
  fds[1] = door_connect (door);
  over = door_ask (door, GET_TEXT);
  fd = door_connect_from (door, "127.0.0.2");
  raw_send (fd, GET_TEXT, -1);
  other = raw_receive (fd);
  close (fd);

  assert_status (over, 503);
  assert_status (other, 200);
  door_statistics (door, &statistics, NULL);
  g_assert_cmpuint (statistics.refused[PANTAU_REFUSAL_ADDRESS], ==, 1);
  close (fds[0]);
  close (fds[1]);
}

/* A flood beyond all caps is not answered one by one for ever, and leaves nothing behind. */
static void
test_flood (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *after = NULL;
  int fds[150];

  limits.max_connections = 8;
  limits.connection.linger_timeout = 500;
  door = door_new (NULL, &limits, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = door_connect (door);
  g_assert_cmpuint (door_open (door), <=, 8 + 32);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  WAIT_UNTIL (door_open (door) == 0);
  after = door_ask (door, GET_TEXT);
  assert_status (after, 200);
}

static void
test_unix (void)
{
  g_autofree char *dir = g_dir_make_tmp ("pantau-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "socket", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (guint i = 0; i < 2; i++)
    {
      Door *door = door_new (path, NULL, NULL);
      g_autofree char *response = door_ask (door, "GET /info HTTP/1.1\r\nHost: x\r\n\r\n");
      g_autofree char *old = door_ask (door, "GET /info HTTP/1.0\r\n\r\n");

      assert_status (response, 200);
      assert_status (old, 200);
      g_assert_nonnull (strstr (response, " from=unix\n"));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0660);

      /* a second server does not take the place of one that lives */
      g_assert_null (pantau_listener_new (path, NULL, pantau_http_take, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_BUSY);
      g_clear_error (&error);
      door_free (door);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

      if (i == 0) /* what a killed server leaves behind */
        {
          g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
          g_autoptr (GSocket) stale =
              g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

          g_assert_true (g_socket_bind (stale, address, FALSE, NULL));
        }
    }

  g_assert_true (g_file_set_contents (path, "precious", -1, NULL));
  g_assert_null (pantau_listener_new (path, NULL, pantau_http_take, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_unlink (path);
  g_rmdir (dir);
}

static void
test_address (void)
{
  static const char *const wrong[] = { "",
                                       "127.0.0.1",
                                       "127.0.0.1:",
                                       "127.0.0.1:65536",
                                       "127.0.0.1:-1",
                                       "localhost:80",
                                       "127.0.0.1:8x",
                                       ":80",
                                       "[::1]",
                                       "relative/path" };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (pantau_listener_new (wrong[i], NULL, pantau_http_take, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_null (pantau_listener_new (door_uri (door) + strlen ("http://"), NULL, pantau_http_take,
                                      NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_BUSY);
}

/* Joins come from who is not known yet: an address, and all together, have a burst and then a pace. */
static void
test_join_rate (void)
{
  g_autoptr (PantauJoinRate) rate = pantau_join_rate_new ();
  gint64 now = G_USEC_PER_SEC;

  for (guint i = 0; i < PANTAU_JOIN_ADDRESS_BURST; i++)
    g_assert_true (pantau_join_rate_take (rate, "192.0.2.1", now));
  g_assert_false (pantau_join_rate_take (rate, "192.0.2.1", now));
  g_assert_true (pantau_join_rate_take (rate, "192.0.2.2", now));
  now += PANTAU_JOIN_ADDRESS_PERIOD * G_USEC_PER_SEC;
  g_assert_true (pantau_join_rate_take (rate, "192.0.2.1", now));
  g_assert_false (pantau_join_rate_take (rate, "192.0.2.1", now));

  /* Who has no address of its own is held by the limit of all alone. */
  for (guint i = 0; i < 10 * PANTAU_JOIN_BURST; i++)
    pantau_join_rate_take (rate, NULL, now);
  g_assert_false (pantau_join_rate_take (rate, NULL, now));
  g_assert_false (pantau_join_rate_take (rate, "192.0.2.3", now));
  now += G_USEC_PER_SEC;
  for (guint i = 0; i < PANTAU_JOIN_PER_SECOND; i++)
    g_assert_true (pantau_join_rate_take (rate, NULL, now));
  g_assert_false (pantau_join_rate_take (rate, NULL, now));
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/listener/descriptors", test_descriptors);
  g_test_add_func ("/listener/exhausted", test_exhausted);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *name = g_strconcat ("/listener/refused/", refused[i].name, NULL);

      g_test_add_data_func (name, &refused[i], test_refused);
    }
  g_test_add_func ("/listener/accepted", test_accepted);
  g_test_add_func ("/listener/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/listener/head-fuzz", test_head_fuzz);
  g_test_add_func ("/listener/too-large", test_too_large);
  g_test_add_func ("/listener/slow-head", test_slow_head);
  g_test_add_func ("/listener/cap", test_cap);
  g_test_add_func ("/listener/cap-of-address", test_cap_of_address);
  g_test_add_func ("/listener/flood", test_flood);
  g_test_add_func ("/listener/unix", test_unix);
  g_test_add_func ("/listener/address", test_address);

  g_test_add_func ("/listener/join-rate", test_join_rate);

  return g_test_run ();
}
