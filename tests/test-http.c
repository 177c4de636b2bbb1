/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Behind the province's door: bodies and their limits, deadlines, and what every answer carries. */

#include "config.h"

#include "http.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "door-fixture.h"
#include "pantau-codec.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define POST      "POST /echo HTTP/1.1\r\nHost: x\r\n"

/* Posts @body to /echo under @coding (nullable). (transfer full) */
static char *
post (Door *door, const char *coding, GBytes *body)
{
  g_autofree char *field =
      coding != NULL ? g_strconcat ("Content-Encoding: ", coding, "\r\n", NULL) : NULL;
  g_autofree char *head = g_strdup_printf (POST "%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           field != NULL ? field : "", g_bytes_get_size (body));
  int fd = door_connect (door);
  char *response;

  raw_send (fd, head, -1);
  if (g_bytes_get_size (body) > 0)
    raw_try_send (fd, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  response = raw_receive (fd);
  close (fd);

  return response;
}

static GBytes *
zeros (gsize size)
{
  return g_bytes_new_take (g_malloc0 (size), size);
}

static GBytes *
letters (gsize size)
{
  return g_bytes_new_take (g_strnfill (size, 'x'), size);
}

/*
 * Every answer, whoever writes it, ends the connection and says that it is nobody else's business.
 */
static void
test_fixed_headers (void)
{
  static const struct
  {
    guint status;
    const char *request;
  } cases[] = {
    { 200, GET ("/text") },
    { 200, "GET /text HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n" },
    { 200, "GET /text HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" },
    { 200, "GET /text HTTP/1.1\r\nHost: x\r\nRange: bytes=1-\r\n\r\n" },
    { 200, "HEAD /text HTTP/1.1\r\nHost: x\r\n\r\n" },
    { 200, GET ("/thread") },
    { 200, POST "Content-Length: 1\r\n\r\na" },
    { 400, GET ("/text?a=%ff") },
    { 400, GET ("/text?a=%00") },
    { 400, GET ("/text%zz") },
    { 400, POST "Content-Length: 1\r\nContent-Encoding: gzip\r\n\r\na" },
    { 400, "no request at all\r\n\r\n" },
    { 404, GET ("/") },
    { 404, GET ("/text/") },
    { 404, "HEAD /nothing HTTP/1.1\r\nHost: x\r\n\r\n" },
    { 405, "POST /text HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na" },
    { 405, GET ("/echo") },
    { 413, POST "Content-Length: 1000000000000\r\n\r\n" },
    { 413, "GET /text HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na" },
    { 415, POST "Content-Length: 1\r\nContent-Encoding: br\r\n\r\na" },
    { 415, POST "Content-Length: 1\r\nContent-Encoding: gzip, gzip\r\n\r\na" },
    { 417, "GET /text HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n" },
  };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *response = door_ask (door, cases[i].request);

      g_test_message ("%s → %s", cases[i].request, response);
      assert_status (response, cases[i].status);
      g_assert_nonnull (strstr (response, "\r\nConnection: close\r\n"));
      g_assert_nonnull (strstr (response, "\r\nCache-Control: no-store\r\n"));
      g_assert_nonnull (strstr (response, "\r\nX-Content-Type-Options: nosniff\r\n"));
      g_assert_null (strstr (response, "keep-alive"));
    }
}

/* ---- Connections that are kept ---- */

#define KEEP     "Keep-Alive: timeout=5\r\n"
#define GET_KEPT "GET /text HTTP/1.1\r\nHost: x\r\n" KEEP "\r\n"

/* One answer that counts its bytes, of a connection that goes on. (transfer full) */
static char *
ask_on (int fd, const char *request)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  const char *end = NULL, *length;
  gsize whole = G_MAXSIZE;
  char byte;

  raw_send (fd, request, -1);
  while (answer->len < whole && recv (fd, &byte, 1, 0) == 1)
    {
      g_string_append_c (answer, byte);
      if (end == NULL && g_str_has_suffix (answer->str, "\r\n\r\n"))
        {
          end = answer->str;
          length = strstr (answer->str, "Content-Length: ");
          whole = answer->len + (length != NULL ? strtoul (length + 16, NULL, 10) : 0);
        }
    }

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static void
assert_ended (int fd)
{
  char byte;

  g_assert_cmpint (recv (fd, &byte, 1, 0), <=, 0);
  close (fd);
}

/* Who asks for it may put one question after the other; each is as if it came alone. */
static void
test_kept (void)
{
  static const char *const requests[] = {
    "GET /text HTTP/1.1\r\nHost: x\r\n" KEEP "\r\n",
    "GET /text HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n" KEEP "\r\n",
    POST KEEP "Content-Length: 3\r\n\r\nabc",
    POST KEEP "\r\n",
    "GET /thread HTTP/1.1\r\nHost: x\r\n" KEEP "\r\n",
  };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  PantauListenerStatistics statistics;
  int fd = door_connect (door);

  for (guint i = 0; i < 60; i++)
    {
      const char *request = requests[i % G_N_ELEMENTS (requests)];
      g_autofree char *answer = NULL;

      answer = ask_on (fd, request);
      assert_status (answer, 200);
      g_assert_null (strstr (answer, "Connection: close"));
      g_assert_nonnull (strstr (answer, "\r\nKeep-Alive: timeout="));
      g_assert_cmpint (strstr (request, "abc") != NULL, ==,
                       g_str_has_suffix (answer, "\r\n\r\nabc"));
    }
  door_statistics (door, &statistics, NULL);
  g_assert_cmpuint (statistics.accepted, ==, 1);
  g_assert_cmpuint (door_open (door), ==, 1);

  /* The client leaves between two of them, and nothing of it stays. */
  close (fd);
  WAIT_UNTIL (door_open (door) == 0);
  g_assert_cmpuint (door_open (door), ==, 0);
}

/* What cannot be told apart from what follows it, or must not, is the last of its connection. */
static void
test_not_kept (void)
{
  static const char *const requests[] = {
    "GET /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" KEEP "\r\n",
    "GET /text HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Close\r\n" KEEP "\r\n",
    "GET /text HTTP/1.0\r\nHost: x\r\n" KEEP "\r\n",
    "GET /nothing HTTP/1.1\r\nHost: x\r\n" KEEP "\r\n",
    POST KEEP "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "GET /text HTTP/1.1\r\nHost: x\r\nKeep-Alive : x\r\n\r\n",
  };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      int fd = door_connect (door);
      g_autofree char *before = ask_on (fd, GET_KEPT), *answer = NULL;

      assert_status (before, 200);
      answer = ask_on (fd, requests[i]);
      g_test_message ("%s → %s", requests[i], answer);
      g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
      g_assert_null (strstr (answer, "\r\nKeep-Alive:"));
      assert_ended (fd);
    }
  WAIT_UNTIL (door_open (door) == 0);
}

/* Two at once: the second is answered or hung up on, never taken for a part of the first, and the door goes on. */
static void
test_kept_pipelined (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  int fd = door_connect (door);
  g_autofree char *answers = NULL, *after = NULL;

  raw_send (fd, GET_KEPT GET_KEPT POST KEEP "Content-Length: 3\r\n\r\nabc", -1);
  shutdown (fd, SHUT_WR);
  answers = raw_receive (fd);
  assert_status (answers, 200);
  g_assert_null (strstr (answers, " 400 "));
  close (fd);
  after = door_ask (door, GET ("/text"));
  assert_status (after, 200);
  WAIT_UNTIL (door_open (door) == 0);
}

/* Nobody keeps one for ever by asking nothing, nor by beginning to ask. */
static void
test_kept_too_long (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *answer = NULL, *late = NULL;
  int fd;

  limits.connection.keep_timeout = 300;
  limits.connection.head_timeout = 300;
  door = door_new (NULL, &limits, NULL);
  fd = door_connect (door);
  answer = ask_on (fd, GET_KEPT);
  assert_status (answer, 200);
  assert_ended (fd); /* without a word */

  fd = door_connect (door);
  g_free (answer);
  answer = ask_on (fd, GET_KEPT);
  late = ask_on (fd, "GET /text HTTP/1.1\r\n");
  assert_status (late, 408);
  close (fd);
  WAIT_UNTIL (door_open (door) == 0);
}

/* Where it is crowded nobody holds a place without asking. */
static void
test_kept_crowded (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *first = NULL, *second = NULL;
  int fds[3];

  limits.max_connections = 4;
  door = door_new (NULL, &limits, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = door_connect (door);
  WAIT_UNTIL (door_open (door) == 3);
  first = ask_on (fds[0], GET_KEPT);
  assert_status (first, 200);
  g_assert_nonnull (strstr (first, "\r\nConnection: close\r\n"));
  assert_ended (fds[0]);
  WAIT_UNTIL (door_open (door) == 2);
  second = ask_on (fds[1], GET_KEPT);
  g_assert_null (strstr (second, "\r\nConnection: close\r\n"));
  close (fds[1]);
  close (fds[2]);
  WAIT_UNTIL (door_open (door) == 0);
}

static void
test_problem (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *missing = door_ask (door, GET ("/nothing"));
  g_autofree char *method = door_ask (door, "DELETE /text HTTP/1.1\r\nHost: x\r\n\r\n");
  g_autofree char *head = door_ask (door, "HEAD /nothing HTTP/1.1\r\nHost: x\r\n\r\n");

  g_assert_nonnull (strstr (missing, "\r\nContent-Type: application/problem+json\r\n"));
  g_assert_true (g_str_has_suffix (missing, "\r\n\r\n{\"type\":\"urn:pantau:problem:not-found\","
                                            "\"title\":\"There is nothing here\",\"status\":404}"));
  g_assert_nonnull (strstr (method, "\r\nAllow: GET, HEAD\r\n"));
  g_assert_true (g_str_has_suffix (head, "\r\n\r\n"));
}

static void
test_getters (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *full =
      door_ask (door, "GET /info?a=b%20c%26&a2=x HTTP/1.1\r\nHost: x\r\n"
                      "Authorization: bearer aZ0-._~+/==\r\nPantau-Nonce: n\r\n\r\n");
  g_autofree char *bare = door_ask (door, "HEAD /info HTTP/1.1\r\nHost: x\r\n\r\n");
  g_autofree char *basic =
      door_ask (door, "GET /info HTTP/1.1\r\nHost: x\r\nAuthorization: Basic aaa\r\n"
                      "Pantau-Nonce: \377\r\n\r\n");
  g_autofree char *spaced =
      door_ask (door, "GET /info HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a b\r\n\r\n");

  g_assert_true (
      g_str_has_suffix (full, "GET /info a=b c& bearer=aZ0-._~+/== nonce=n from=127.0.0.1\n"));
  g_assert_nonnull (strstr (full, "\r\nPantau-Cursor: 7\r\n"));
  assert_status (bare, 200);
  g_assert_true (g_str_has_suffix (bare, "\r\n\r\n"));
  g_assert_nonnull (strstr (bare, "\r\nContent-Length: "));
  g_assert_null (strstr (bare, "\r\nContent-Length: 0\r\n"));
  g_assert_nonnull (strstr (basic, " bearer=(null) "));
  g_assert_true (g_utf8_validate (basic, -1, NULL));
  g_assert_nonnull (strstr (spaced, " bearer=(null) "));
}

static void
test_bodies (void)
{
  static const char *const names[] = { NULL, "gzip", "zstd" };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *chunked =
      door_ask (door, POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  g_autofree char *empty = door_ask (door, POST "Content-Length: 0\r\n\r\n");
  g_autoptr (GBytes) text = letters (ECHO_LIMIT);

  g_assert_true (g_str_has_suffix (chunked, "\r\n\r\nabcde"));
  assert_status (empty, 200);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      PantauCoding coding;
      g_autoptr (GBytes) encoded = NULL;
      g_autofree char *response = NULL;

      g_assert_true (pantau_coding_from_name (names[i], &coding));
      encoded = pantau_codec_encode (coding, 3, g_bytes_get_data (text, NULL), ECHO_LIMIT);
      response = post (door, names[i], encoded);
      assert_status (response, 200);
      g_assert_cmpuint (strlen (strstr (response, "\r\n\r\n") + 4), ==, ECHO_LIMIT);
    }
}

/* 100 Continue comes alone, and only where the body is wanted. */
static void
test_expect (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *refused =
      door_ask (door, POST "Content-Length: 65537\r\nExpect: 100-continue\r\n\r\n");
  g_autofree char *rest = NULL;
  int fd = door_connect (door);
  char interim[64] = "";

  assert_status (refused, 413);
  raw_send (fd, POST "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", -1);
  g_assert_cmpint (TEMP_FAILURE_RETRY (recv (fd, interim, sizeof interim - 1, 0)), >, 0);
  g_assert_cmpstr (interim, ==, "HTTP/1.1 100 Continue\r\n\r\n");
  raw_send (fd, "abc", -1);
  rest = raw_receive (fd);
  close (fd);
  assert_status (rest, 200);
  g_assert_nonnull (strstr (rest, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (rest, "\r\nDate: "));
  g_assert_true (g_str_has_suffix (rest, "\r\n\r\nabc"));
}

/*
 * One byte too many, announced: the answer comes before the body. Not announced: as soon as it is
 * there.
 */
static void
test_oversized (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *announced = door_ask (door, POST "Content-Length: 65537\r\n\r\n");
  g_autofree char *chunk = g_strnfill (0x1000, 'x'), *response = NULL, *late = NULL;
  g_autoptr (GBytes) large = letters (4 * 1024 * 1024);
  int fd = door_connect (door), late_fd;

  assert_status (announced, 413);

  raw_send (fd, POST "Transfer-Encoding: chunked\r\n\r\n", -1);
  for (guint i = 0; i < 17; i++)
    {
      raw_send (fd, "1000\r\n", -1);
      raw_send (fd, chunk, -1);
      raw_send (fd, "\r\n", -1);
    }
  response = raw_receive_clean (fd); /* without having ended the body */
  close (fd);
  assert_status (response, 413);

  /* a client that reads only once it has written everything gets its answer too */
  late_fd = door_connect (door);
  raw_send (late_fd, POST "Content-Length: 4194304\r\n\r\n", -1);
  raw_send (late_fd, g_bytes_get_data (large, NULL), g_bytes_get_size (large));
  late = raw_receive_clean (late_fd);
  close (late_fd);
  assert_status (late, 413);
  g_assert_cmpuint (door_served (door), ==, 0);
}

/* Who goes on sending for ever is not listened to for ever. */
static void
test_endless (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *chunk = g_strnfill (0x10000, 'x');
  gboolean open = TRUE;
  int fd;

  limits.connection.linger_bytes = 1024 * 1024;
  door = door_new (NULL, &limits, NULL);
  fd = door_connect (door);
  raw_send (fd, POST "Transfer-Encoding: chunked\r\n\r\n", -1);
  for (guint i = 0; i < 1024 && open; i++)
    open = raw_try_send (fd, "10000\r\n", 7) && raw_try_send (fd, chunk, 0x10000) &&
           raw_try_send (fd, "\r\n", 2);
  g_assert_false (open);
  close (fd);
}

static gint64
read_peak (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));

  return g_ascii_strtoll (strstr (text, "VmHWM:") + 6, NULL, 10) * 1024;
}

/* A small body that unpacks to 64 MiB is refused, and the memory for it is never taken. */
static void
test_bombs (void)
{
  static const PantauCoding codings[] = { PANTAU_CODING_GZIP, PANTAU_CODING_ZSTD };
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autoptr (GBytes) huge = zeros (48 * 1024 * 1024), over = zeros (ECHO_DECODED + 1);
  gint64 before;

  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    {
      const char *name = pantau_coding_get_name (codings[i]);
      g_autoptr (GBytes) bomb = pantau_codec_encode (codings[i], 3, g_bytes_get_data (huge, NULL),
                                                     g_bytes_get_size (huge));
      g_autoptr (GBytes) slight = pantau_codec_encode (codings[i], 3, g_bytes_get_data (over, NULL),
                                                       g_bytes_get_size (over));
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (slight, 0, g_bytes_get_size (slight) - 1);
      g_autofree char *a = NULL, *b = NULL, *c = NULL;

      g_assert_cmpuint (g_bytes_get_size (bomb), <=, ECHO_LIMIT);
      before = read_peak ();
      a = post (door, name, bomb);
      b = post (door, name, slight);
      c = post (door, name, cut);
      assert_status (a, 413);
      assert_status (b, 413);
      g_assert_cmpuint (raw_status (c), >=, 400);
      if (!under_sanitizer ())
        g_assert_cmpint (read_peak () - before, <=, 10 * 1024 * 1024);
    }
  g_assert_cmpuint (door_served (door), ==, 0);
}

/* A body of a gigabyte, not announced, costs no memory either. */
static void
test_memory (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *chunk = g_strnfill (0x10000, 'x');
  gint64 before = read_peak ();

  for (guint i = 0; i < 20; i++)
    {
      int fd = door_connect (door);
      g_autofree char *response = NULL;

      raw_send (fd, POST "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n", -1);
      for (guint k = 0; k < 64; k++)
        if (!raw_try_send (fd, chunk, 0x10000))
          break;
      response = raw_receive (fd);
      close (fd);
      assert_status (response, 413);
    }
  if (!under_sanitizer ())
    g_assert_cmpint (read_peak () - before, <=, 8 * 1024 * 1024);
}

/* A body without progress, and one with too little of it, end at their deadlines. */
static void
test_slow_body (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  PantauListenerStatistics statistics;
  PantauHttpStatistics http;
  gint64 begin = g_get_monotonic_time ();
  gboolean open = TRUE;
  char byte;
  int silent, slow;

  limits.connection.idle_timeout = 3000; /* sixty pauses of the slow one: it may oversleep */
  limits.connection.total_timeout = 6000;
  door = door_new (NULL, &limits, NULL);
  silent = door_connect (door);
  slow = door_connect (door);
  raw_send (silent, POST "Content-Length: 100\r\n\r\nabc", -1);
  raw_send (slow, POST "Content-Length: 2000\r\n\r\n", -1);
  for (guint i = 0; i < 1000 && open; i++)
    {
      open = raw_try_send (slow, "x", 1);
      g_usleep (50 * 1000);
    }
  g_assert_false (open);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 5900 * 1000); /* progress had put it off */
  g_assert_cmpint (TEMP_FAILURE_RETRY (recv (silent, &byte, 1, 0)), <=, 0);
  close (silent);
  close (slow);

  door_statistics (door, &statistics, &http);
  g_assert_cmpuint (statistics.refused[PANTAU_REFUSAL_DEADLINE], ==, 2);
  g_assert_cmpuint (http.aborted, ==, 2);
  g_assert_cmpuint (door_served (door), ==, 0);
}

/* An answer that nobody fetches ends too, and so does a request that its handler forgets. */
static void
test_slow_answer (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  int reader, waiter, size = 4096;

  limits.connection.idle_timeout = 2000; /* both requests come before */
  door = door_new (NULL, &limits, NULL);
  reader = door_connect (door);
  waiter = door_connect (door);
  setsockopt (reader, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  raw_send (reader, GET ("/large"), -1);
  raw_send (waiter, GET ("/hold"), -1);
  WAIT_UNTIL (door_served (door) == 2);
  WAIT_UNTIL (door_open (door) == 0);
  g_assert_cmpuint (door_gone (door), ==, 1);
  close (reader);
  close (waiter);
}

static void
test_large_answer (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  int fd = door_connect (door);
  char chunk[65536];
  gsize total = 0;
  gssize n;

  raw_send (fd, GET ("/large"), -1);
  while ((n = TEMP_FAILURE_RETRY (recv (fd, chunk, sizeof chunk, 0))) > 0)
    total += (gsize) n;
  close (fd);
  g_assert_cmpuint (total, >, LARGE_SIZE);
  g_assert_cmpuint (total, <, LARGE_SIZE + 1024);
}

/*
 * A second request on one connection is not served, and takes nothing from the first one's answer.
 */
static void
test_pipelined (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autoptr (GString) many = g_string_new (POST "Content-Length: 3\r\n\r\nabc");
  g_autofree char *response = NULL;
  int fd = door_connect (door);

  for (guint i = 0; i < 2000; i++) /* more than one read takes */
    g_string_append (many, GET ("/text"));
  raw_send (fd, many->str, (gssize) many->len);
  response = raw_receive_clean (fd);
  close (fd);
  assert_status (response, 200);
  g_assert_true (g_str_has_suffix (response, "\r\n\r\nabc"));
  g_assert_null (strstr (response + 1, "HTTP/1.1"));
  WAIT_UNTIL (door_open (door) == 0);
  g_assert_cmpuint (door_served (door), ==, 1);
}

static void
test_encoded (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *plain = door_ask (door, GET ("/zstd"));
  g_autofree char *unwanted =
      door_ask (door, "GET /zstd HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, zstd;q=0\r\n\r\n");
  g_autofree char *wanted =
      door_ask (door, "GET /zstd HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, ZSTD;q=0.5\r\n\r\n");

  g_assert_null (strstr (plain, "Content-Encoding"));
  g_assert_nonnull (strstr (plain, "\r\nVary: Accept-Encoding\r\n"));
  g_assert_null (strstr (unwanted, "Content-Encoding"));
  g_assert_nonnull (strstr (wanted, "\r\nContent-Encoding: zstd\r\n"));
  g_assert_cmpuint (strlen (wanted), <, strlen (plain) - 3000);
}

/*
 * Requests with a few bytes changed: whatever comes of each, the server goes on and nothing stays
 * behind.
 */
static void
test_mutations (void)
{
  static const char *const good[] = {
    POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n",
    POST "Content-Length: 5\r\nContent-Encoding: gzip\r\nExpect: 100-continue\r\n\r\nabcde",
    "GET /info?a=%20b&c=d HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer abc\r\nAccept-Encoding: "
    "zstd\r\n\r\n",
    "GET /thread HTTP/1.0\r\nConnection: keep-alive\r\nRange: bytes=0-1\r\n\r\nGET /text "
    "HTTP/1.0\r\n\r\n",
  };
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *after = NULL;

  limits.connection.linger_timeout = 200;
  door = door_new (NULL, &limits, NULL);
  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *copy = g_strdup (good[i % G_N_ELEMENTS (good)]), *response = NULL;
      gsize length = strlen (copy);
      int fd = door_connect (door);

      for (gint k = g_test_rand_int_range (1, 4); k > 0; k--)
        copy[g_test_rand_int_range (0, (gint32) length)] =
            "\r\n\0 :;-fF09%\377A/"[g_test_rand_int_range (0, 15)];
      raw_try_send (fd, copy, length);
      shutdown (fd, SHUT_WR);
      response = raw_receive (fd);
      g_assert_true (*response == '\0' || g_str_has_prefix (response, "HTTP/1."));
      close (fd);
    }
  after = door_ask (door, GET ("/text"));
  assert_status (after, 200);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/fixed-headers", test_fixed_headers);
  g_test_add_func ("/http/kept", test_kept);
  g_test_add_func ("/http/not-kept", test_not_kept);
  g_test_add_func ("/http/kept-pipelined", test_kept_pipelined);
  g_test_add_func ("/http/kept-too-long", test_kept_too_long);
  g_test_add_func ("/http/kept-crowded", test_kept_crowded);
  g_test_add_func ("/http/problem", test_problem);
  g_test_add_func ("/http/getters", test_getters);
  g_test_add_func ("/http/bodies", test_bodies);
  g_test_add_func ("/http/expect", test_expect);
  g_test_add_func ("/http/oversized", test_oversized);
  g_test_add_func ("/http/endless", test_endless);
  g_test_add_func ("/http/bombs", test_bombs);
  g_test_add_func ("/http/memory", test_memory);
  g_test_add_func ("/http/slow-body", test_slow_body);
  g_test_add_func ("/http/slow-answer", test_slow_answer);
  g_test_add_func ("/http/large-answer", test_large_answer);
  g_test_add_func ("/http/pipelined", test_pipelined);
  g_test_add_func ("/http/encoded", test_encoded);
  g_test_add_func ("/http/mutations", test_mutations);

  return g_test_run ();
}
