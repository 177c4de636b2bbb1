/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The serving province as a stranger meets it: raw HTTP, right and wrong, much and little of it;
 * and as its operator does.
 */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pantau-codec.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "raw-device.h"

#define RAWAS "16.13.04"

#define assert_reply(reply, code, name)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (Reply) reply_ = (reply);                                                            \
    g_assert_cmpuint (reply_->status, ==, code);                                                   \
    g_assert_cmpstr (reply_->problem, ==, name);                                                   \
  }                                                                                                \
  G_STMT_END

static guint
descriptors (Trip *trip)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", trip_pid (trip));
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* KiB of memory that the province holds. */
static gint64
memory (Trip *trip)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", trip_pid (trip)), *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, "VmRSS:");

  return g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10);
}

static gboolean
is_healthy (Trip *trip)
{
  g_autoptr (Reply) reply = raw_ask (trip, "GET", "/healthz", NULL, NULL, 0);

  return reply->status == 200 && g_str_equal (reply->body, "ok\n");
}

static void
test_descriptors (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  guint before;

  g_assert_true (is_healthy (trip));
  before = descriptors (trip);
  for (guint i = 0; i < 1000; i++)
    {
      int fd;

      /* Kept alive by the client's wish, wrong, and left before its answer. */
      assert_reply (raw_ask (trip, "GET", "/healthz", "Connection: keep-alive\r\n", NULL, 0), 200,
                    NULL);
      assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, "{}", 2), 400, "malformed");
      fd = trip_connect (trip);
      send (fd, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 35, MSG_NOSIGNAL);
      close (fd);
    }
  TRIP_WAIT_UNTIL (descriptors (trip) <= before);
  g_assert_cmpint (trip_metric (trip, "requests_in_flight"), <=, 1);
}

static void
test_exhausted (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  struct rlimit few = { 48, 48 };
  int idle[64];
  gint64 errors;

  g_assert_cmpint (prlimit (trip_pid (trip), RLIMIT_NOFILE, &few, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    idle[i] = trip_connect (trip);
  TRIP_WAIT_UNTIL (descriptors (trip) == few.rlim_cur);
  g_usleep (300 * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    close (idle[i]);

  TRIP_WAIT_UNTIL (is_healthy (trip));
  errors = trip_metric (trip, "accept_errors_total");
  g_test_message ("%" G_GINT64_FORMAT " failed accept() calls", errors);
  g_assert_cmpint (errors, >, 0);
}

static void
test_refusals (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *bearer = g_strdup_printf ("Authorization: Bearer %s\r\n", device->token);
  g_autofree char *short_nonce = g_strconcat (bearer, "Pantau-Nonce: abc\r\n", NULL);
  g_autofree char *bytes_nonce =
      g_strconcat (bearer,
                   "Pantau-Nonce: \xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe"
                   "\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\r\n",
                   NULL);
  g_autoptr (PantauEntry) entry = raw_device_write (device, RAWAS);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *garbage = NULL;
  static const char *const wrong[] = { "",
                                       "{",
                                       "[]",
                                       "{\"device\":1,\"nonce\":\"x\"}",
                                       "{\"device\":\"x\",\"nonce\":\"y\"}",
                                       "{\"nonce\":\"y\",\"nonce\":\"y\"}",
                                       "\xff" };

  pantau_entry_append_line (entry, line);
  assert_reply (raw_ask (trip, "GET", "/", NULL, NULL, 0), 404, "not-found");
  assert_reply (raw_ask (trip, "GET", "/v1/entries/", bearer, NULL, 0), 404, "not-found");
  assert_reply (raw_ask (trip, "GET", "/v1/join", NULL, NULL, 0), 405, "method");
  assert_reply (raw_ask (trip, "DELETE", "/v1/entries", NULL, NULL, 0), 405, "method");
  assert_reply (raw_ask (trip, "POST", "/v1/entries", "Pantau-Nonce: " RAW_NONCE "\r\n", line->str,
                         line->len),
                401, "token");
  assert_reply (raw_ask (trip, "GET", "/v1/entries", NULL, NULL, 0), 401, "token");
  assert_reply (raw_ask (trip, "GET", "/v1/entries", "Authorization: Bearer x\r\n", NULL, 0), 401,
                "token");
  assert_reply (raw_ask (trip, "GET", "/v1/head", NULL, NULL, 0), 401, "token");
  assert_reply (raw_ask (trip, "POST", "/v1/entries", bearer, line->str, line->len), 400,
                "malformed");
  assert_reply (raw_ask (trip, "POST", "/v1/entries", short_nonce, line->str, line->len), 400,
                "malformed");
  assert_reply (raw_ask (trip, "POST", "/v1/entries", bytes_nonce, line->str, line->len), 400,
                "malformed");
  assert_reply (raw_device_push (device, NULL, "", 0), 400, "malformed");
  assert_reply (raw_device_push (device, "Content-Encoding: br\r\n", line->str, line->len), 415,
                "unsupported-encoding");
  assert_reply (raw_device_push (device, "Content-Encoding: zstd\r\n", line->str, line->len), 400,
                "malformed");
  assert_reply (raw_device_push (device, "Content-Encoding: gzip\r\n", line->str, line->len), 400,
                "malformed");
  assert_reply (raw_ask (trip, "POST", "/v1/join", NULL, line->str, line->len), 400, "malformed");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, wrong[i], strlen (wrong[i])), 400,
                  "malformed");

  /* No stranger's key is challenged. */
  garbage = g_strdup_printf ("{\"device\":\"%s\",\"nonce\":\"" RAW_NONCE "\"}",
                             "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, garbage, strlen (garbage)), 403,
                "unknown-device");
}

static void
test_queries (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (Reply) epoch = raw_device_get (device, "/v1/entries?after=elsewhere.1.1");
  g_autoptr (JsonObject) problem = NULL;
  static const char *const wrong[] = {
    "after=x",   "after=a.b.c",  "after=a.1",
    "after=..",  "after=a.-1.2", "after=a.1.99999999999999999999",
    "limit=0",   "limit=501",    "limit=x",
    "limit=-1",  "wait=61",      "wait=-1",
    "own=2",     "own=",         "after=%00",
    "after=%ff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/entries?", wrong[i], NULL);

      g_test_message ("%s", path);
      assert_reply (raw_device_get (device, path), 400, "malformed");
    }

  assert_reply (raw_device_get (device, "/v1/head?at=99"), 404, "not-found");
  assert_reply (raw_device_get (device, "/v1/head?at=-1"), 400, "malformed");
  assert_reply (raw_device_get (device, "/v1/head?device=x"), 400, "malformed");
  g_assert_cmpuint (epoch->status, ==, 409);
  g_assert_cmpstr (epoch->problem, ==, "epoch");
  problem = pantau_json_parse (epoch->body, epoch->length, 4096, NULL);
  g_assert_nonnull (pantau_json_string (problem, "epoch"));
}

static void
test_too_much (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (GString) many = g_string_new (NULL);
  gsize large = 2 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (large);

  for (guint i = 0; i < 501; i++)
    g_string_append (many, "x\n");
  assert_reply (raw_device_push (device, NULL, many->str, many->len), 413, "too-large");
  assert_reply (raw_device_push (device, NULL, zeros, large), 413, "too-large");
  assert_reply (raw_ask (trip, "POST", "/v1/join", NULL, zeros, large), 413, "too-large");
  assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, zeros, large), 413, "too-large");
  g_assert_true (is_healthy (trip));
}

static void
test_bombs (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  gsize large = 64 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (large);
  g_autoptr (GBytes) zstd = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, zeros, large);
  g_autoptr (GBytes) gzip = pantau_codec_encode (PANTAU_CODING_GZIP, 3, zeros, large);
  gint64 before = 0;

  for (guint i = 0; i < 20; i++)
    {
      assert_reply (raw_device_push (device, "Content-Encoding: zstd\r\n",
                                     g_bytes_get_data (zstd, NULL), g_bytes_get_size (zstd)),
                    413, "too-large");
      assert_reply (raw_device_push (device, "Content-Encoding: gzip\r\n",
                                     g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip)),
                    413, "too-large");
      if (i == 0)
        before = memory (trip);
    }
  g_test_message ("%" G_GINT64_FORMAT " KiB more", memory (trip) - before);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (memory (trip) - before, <, 8 * 1024);
#endif
  g_assert_true (is_healthy (trip));
}

static void
assert_fate (PantauReceipt *receipt, guint i, PantauFate fate, const char *reason)
{
  PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);

  g_assert_cmpint (line->fate, ==, fate);
  g_assert_cmpstr (line->reason, ==, reason);
}

static void
test_one_bad_bit (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (PantauEntry) first = raw_device_write (device, RAWAS),
                          second = raw_device_write (device, RAWAS);
  g_autoptr (PantauEntry) third = raw_device_write (device, RAWAS);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;
  const char *ids[] = { first->id, NULL, third->id, NULL, NULL, NULL };
  gsize from;

  pantau_entry_append_line (first, body);
  from = body->len;
  pantau_entry_append_line (second, body);
  body->str[from + 20] ^= 1; /* in the signature */
  pantau_entry_append_line (third, body);
  g_string_append (body, "garbage\n\n\xff\xfe\t{\t{}\n");
  reply = raw_device_push (device, NULL, body->str, body->len);
  receipt = raw_receipt (device, reply, ids, G_N_ELEMENTS (ids));
  assert_fate (receipt, 0, PANTAU_FATE_ACCEPTED, NULL);
  assert_fate (receipt, 2, PANTAU_FATE_ACCEPTED, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (ids); i++)
    if (i != 2)
      g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, i).fate, ==,
                       PANTAU_FATE_REFUSED);
  assert_fate (receipt, 3, PANTAU_FATE_REFUSED, "malformed");
}

static void
test_twice (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (PantauReceipt) receipt = NULL, again = NULL;
  g_autoptr (PantauEntry) entry = raw_device_write (device, RAWAS);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL, second = NULL;
  const char *ids[] = { entry->id, entry->id };
  g_autoptr (GBytes) zstd = NULL;

  pantau_entry_append_line (entry, body);
  pantau_entry_append_line (entry, body);
  reply = raw_device_push (device, NULL, body->str, body->len);
  receipt = raw_receipt (device, reply, ids, 2);
  assert_fate (receipt, 0, PANTAU_FATE_ACCEPTED, NULL);
  assert_fate (receipt, 1, PANTAU_FATE_ACCEPTED, NULL);
  g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, 0).index, ==,
                   g_array_index (receipt->lines, PantauReceiptLine, 1).index);

  /* And in another request, another coding. */
  zstd = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, body->str, body->len);
  second = raw_device_push (device, "Content-Encoding: zstd\r\n", g_bytes_get_data (zstd, NULL),
                            g_bytes_get_size (zstd));
  again = raw_receipt (device, second, ids, 2);
  g_assert_cmpint (again->index, ==, receipt->index);
  g_assert_cmpstr (again->head, ==, receipt->head);
}

/* A carrier brings what another wrote, its join last of all. */
static void
test_carried_join (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) carrier = raw_device_enrolled (trip, "field", RAWAS),
                        other = raw_device_new (trip);
  g_autoptr (RawDevice) stranger = raw_device_new (trip);
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *devices = NULL;
  g_autoptr (PantauEntry) record = raw_device_write (other, RAWAS),
                          join = raw_device_join (other, code);
  g_autoptr (PantauEntry) unknown = raw_device_write (stranger, RAWAS);
  g_autoptr (PantauEntry) useless =
      raw_device_join (stranger, "0000-0000-0000-0000-0000-0000-0000");
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;
  const char *ids[] = { record->id, unknown->id, join->id, useless->id };

  pantau_entry_append_line (record, body);
  pantau_entry_append_line (unknown, body);
  pantau_entry_append_line (join, body);
  pantau_entry_append_line (useless, body);
  reply = raw_device_push (carrier, NULL, body->str, body->len);
  receipt = raw_receipt (carrier, reply, ids, 4);
  assert_fate (receipt, 0, PANTAU_FATE_ACCEPTED, NULL);
  assert_fate (receipt, 1, PANTAU_FATE_REFUSED, "unknown-device");
  assert_fate (receipt, 2, PANTAU_FATE_ACCEPTED, NULL);
  assert_fate (receipt, 3, PANTAU_FATE_REFUSED, "invitation-unknown");
  devices = trip_province_ok (trip, "devices", "--json", NULL);
  g_assert_nonnull (strstr (devices, pantau_keypair_get_name (other->key)));
  g_assert_null (strstr (devices, pantau_keypair_get_name (stranger->key)));

  other->province = g_strdup (carrier->province);
  raw_device_open (other);
}

/* The challenge is good for one answer, of one key. */
static void
test_challenge_once (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS),
                        other = raw_device_enrolled (trip, "field", RAWAS);
  const char *name = pantau_keypair_get_name (device->key);
  g_autofree char *question =
      g_strdup_printf ("{\"device\":\"%s\",\"nonce\":\"" RAW_NONCE "\"}", name);
  g_autofree char *challenge = NULL, *text = NULL, *wrong = NULL, *right = NULL, *bad = NULL,
                  *good = NULL;
  g_autoptr (Reply) first =
      raw_ask (trip, "POST", "/v1/session", NULL, question, strlen (question));
  g_autoptr (JsonObject) outer = pantau_json_parse (first->body, first->length, 8192, NULL);
  const char *inner_text = pantau_json_string (outer, "text");
  g_autoptr (JsonObject) inner = pantau_json_parse (inner_text, strlen (inner_text), 8192, NULL);

  challenge = g_strdup (pantau_json_string (inner, "challenge"));
  text = g_strjoin ("\n", device->province, challenge, name, NULL);
  wrong = pantau_keypair_sign (other->key, PANTAU_PURPOSE_SESSION, text, strlen (text));
  right = pantau_keypair_sign (device->key, PANTAU_PURPOSE_SESSION, text, strlen (text));
  bad = g_strdup_printf ("{\"device\":\"%s\",\"challenge\":\"%s\",\"signature\":\"%s\"}", name,
                         challenge, wrong);
  good = g_strdup_printf ("{\"device\":\"%s\",\"challenge\":\"%s\",\"signature\":\"%s\"}", name,
                          challenge, right);
  assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, bad, strlen (bad)), 403, "bad-answer");
  assert_reply (raw_ask (trip, "POST", "/v1/session", NULL, good, strlen (good)), 403,
                "bad-answer");
}

/* One question and its answer. (transfer full) */
static JsonObject *
open_with (RawDevice *device, RawDevice *signer, const char *challenge, const char *more)
{
  const char *name = pantau_keypair_get_name (device->key);
  g_autofree char *text = g_strjoin ("\n", device->province, challenge, name, NULL);
  g_autofree char *signature =
      pantau_keypair_sign (signer->key, PANTAU_PURPOSE_SESSION, text, strlen (text));
  g_autofree char *body =
      g_strdup_printf ("{\"device\":\"%s\",\"challenge\":\"%s\",\"signature\":\"%s\"%s}", name,
                       challenge, signature, more);
  g_autoptr (Reply) reply =
      raw_ask (device->trip, "POST", "/v1/session", NULL, body, strlen (body));

  if (reply->status != 200)
    {
      g_assert_cmpstr (reply->problem, ==, "bad-answer");
      return NULL;
    }

  return pantau_json_parse (reply->body, reply->length, 8192, NULL);
}

/* A first challenge; what comes @more with the session. (transfer full) */
static JsonObject *
open_first (RawDevice *device, const char *more)
{
  g_autofree char *question = g_strdup_printf ("{\"device\":\"%s\",\"nonce\":\"" RAW_NONCE "\"}",
                                               pantau_keypair_get_name (device->key));
  g_autoptr (Reply) first =
      raw_ask (device->trip, "POST", "/v1/session", NULL, question, strlen (question));
  g_autoptr (JsonObject) content = pantau_signed_open (
      device->province, PANTAU_PURPOSE_CHALLENGE, first->body, first->length, NULL, NULL, NULL);

  return open_with (device, device, pantau_json_string (content, "challenge"), more);
}

/* What is signed in member @name of @session. (transfer full) (nullable) */
static JsonObject *
signed_member (RawDevice *device, JsonObject *session, const char *name, PantauPurpose purpose)
{
  JsonObject *outer = pantau_json_object (session, name);
  g_autofree char *bytes = outer != NULL ? pantau_json_object_text (outer) : NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *content;

  if (bytes == NULL)
    return NULL;
  content =
      pantau_signed_open (device->province, purpose, bytes, strlen (bytes), NULL, NULL, &error);
  g_assert_no_error (error);

  return content;
}

/* The next challenge opens one session more, by its device's key alone and once; a later one takes its place. */
static void
test_next_challenge (void)
{
  const char again[] = ",\"again\":\"" RAW_NONCE "\"";
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS),
                        other = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (JsonObject) plain = open_first (device, ""), first = open_first (device, again),
                         next = signed_member (device, first, "next", PANTAU_PURPOSE_CHALLENGE),
                         second = NULL, third = NULL;
  const char *challenge;

  g_assert_false (json_object_has_member (plain, "next"));
  g_assert_cmpstr (pantau_json_string (next, "nonce"), ==, RAW_NONCE);
  g_assert_cmpstr (pantau_json_string (next, "epoch"), ==, pantau_json_string (first, "epoch"));
  challenge = pantau_json_string (next, "challenge");

  g_assert_null (open_with (other, other, challenge, again)); /* another's */
  second = open_with (device, device, challenge, again);
  g_assert_nonnull (second);
  g_assert_cmpstr (pantau_json_string (second, "token"), !=, pantau_json_string (first, "token"));
  g_assert_null (open_with (device, device, challenge, again)); /* used */

  json_object_unref (next);
  next = signed_member (device, second, "next", PANTAU_PURPOSE_CHALLENGE);
  third = open_first (device, again);
  g_assert_null (
      open_with (device, device, pantau_json_string (next, "challenge"), again)); /* replaced */

  json_object_unref (next);
  next = signed_member (device, third, "next", PANTAU_PURPOSE_CHALLENGE);
  g_assert_null (open_with (device, other, pantau_json_string (next, "challenge"),
                            again)); /* forged: and used up */
  g_assert_null (open_with (device, device, pantau_json_string (next, "challenge"), again));
}

/* The challenge for the session after one that is opened now. (transfer full) */
static char *
next_of (RawDevice *device)
{
  g_autoptr (JsonObject) session = open_first (device, ",\"again\":\"" RAW_NONCE "\""),
                         next = signed_member (device, session, "next", PANTAU_PURPOSE_CHALLENGE);

  return g_strdup (pantau_json_string (next, "challenge"));
}

static gboolean
opens (RawDevice *device, const char *challenge)
{
  g_autoptr (JsonObject) session =
      open_with (device, device, challenge, ",\"again\":\"" RAW_NONCE "\"");

  return session != NULL;
}

static void
restart (Trip *trip, gboolean well)
{
  if (well)
    trip_stop (trip);
  else
    trip_kill (trip);
  trip_start (trip);
}

/* It outlives a restart, or several, and is good for one answer all the same; where the program was killed it is forgotten. */
static void
test_next_after_restart (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS),
                        other = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *used = next_of (device), *of_other = next_of (other), *killed = NULL;

  restart (trip, TRUE);
  g_assert_false (opens (other, used));
  g_assert_true (opens (device, used));
  g_assert_false (opens (device, used));
  restart (trip, TRUE);
  g_assert_false (opens (device, used));
  g_assert_true (opens (other, of_other));

  killed = next_of (device);
  restart (trip, FALSE);
  g_assert_false (opens (device, killed));
  restart (trip, TRUE);
  g_assert_false (opens (device, killed));
}

/*
 * A directory that was put back, with or without a new epoch, as it stood while the province did not run: what was answered since is not answered again. A
 * program that is killed before it has served leaves nothing of it either.
 */
static void
test_next_after_rollback (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *first = next_of (device), *second = NULL, *file = NULL;

  trip_stop (trip);
  file = trip_province_path (trip, "challenges");
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  trip_copy (trip, PROVINCE, "copy");
  trip_start (trip);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (opens (device, first));

  trip_stop (trip);
  trip_copy (trip, "copy", PROVINCE);
  trip_start (trip);
  g_assert_false (opens (device, first));

  second = next_of (device);
  trip_stop (trip);
  trip_sql (trip, PROVINCE, "UPDATE setting SET value = 'restored' WHERE name = 'epoch'");
  trip_start (trip);
  g_assert_false (opens (device, second));
}

/* The signed head comes with the session where the ledger is that long, and without a word where not. */
static void
test_head_with_session (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (JsonObject) one = open_first (device, ",\"head\":1"),
                         beyond = open_first (device, ",\"head\":1000"),
                         wrong = open_first (device, ",\"head\":-3"),
                         head = signed_member (device, one, "head", PANTAU_PURPOSE_HEAD);
  g_autoptr (Reply) asked = raw_device_get (device, "/v1/head?at=1");
  g_autoptr (JsonObject) same = pantau_signed_open (device->province, PANTAU_PURPOSE_HEAD,
                                                    asked->body, asked->length, NULL, NULL, NULL);

  g_assert_cmpint (pantau_json_integer (head, "index", 0), ==, 1);
  g_assert_cmpstr (pantau_json_string (head, "head"), ==, pantau_json_string (same, "head"));
  g_assert_nonnull (pantau_json_string (beyond, "token"));
  g_assert_false (json_object_has_member (beyond, "head"));
  g_assert_nonnull (pantau_json_string (wrong, "token"));
  g_assert_false (json_object_has_member (wrong, "head"));
}

static void
test_rate (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS),
                        other = raw_device_enrolled (trip, "field", RAWAS);
  g_autofree char *after = NULL;
  g_autoptr (Reply) reply = NULL;

  for (guint i = 0; i < 2000 && (reply == NULL || reply->status == 200); i++)
    {
      g_clear_pointer (&reply, reply_free);
      reply = raw_device_get (device, "/v1/head");
    }
  g_assert_cmpuint (reply->status, ==, 429);
  g_assert_cmpstr (reply->problem, ==, "rate");
  after = reply_header (reply, "Retry-After");
  g_assert_cmpint (g_ascii_strtoll (after, NULL, 10), >, 0);

  /* The others do not suffer. */
  assert_reply (raw_device_get (other, "/v1/head"), 200, NULL);
}

/* One page of @lines lines behind @cursor; then @cursor (transfer full) is where it ended. The status. */
static guint
read_page (RawDevice *device, char **cursor, guint lines)
{
  g_autofree char *path = g_strdup_printf ("/v1/entries?after=%s&limit=%u", *cursor, lines);
  g_autoptr (Reply) reply = raw_device_get (device, path);

  if (reply->status == 200)
    {
      g_free (*cursor);
      *cursor = reply_header (reply, "Pantau-Cursor");
    }

  return reply->status;
}

/*
 * Who goes on where the line was cut is not sent away, however small the pages are that come through; who asks for the same again, or for a line at a time, has
 * the budget of all others.
 */
static void
test_goes_on (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) writer = raw_device_enrolled (trip, "field", RAWAS),
                        reader = raw_device_enrolled (trip, "desk", "16");
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *cursor = g_strdup (""), *again = g_strdup ("");
  guint status = 200;

  for (guint i = 0; i < 360; i++)
    {
      g_autoptr (PantauEntry) entry = raw_device_write (writer, RAWAS);

      pantau_entry_append_line (entry, lines);
    }
  assert_reply (raw_device_push (writer, NULL, lines->str, lines->len), 200, NULL);

  for (guint i = 0; i < 2000 && status == 200; i++)
    status = read_page (reader, &again, 1);
  g_assert_cmpuint (status, ==, 429);
  while (read_page (reader, &cursor, 12) == 429)
    g_usleep (G_USEC_PER_SEC / 10);
  for (guint i = 0; i < 29; i++)
    g_assert_cmpuint (read_page (reader, &cursor, 12), ==, 200);

  status = 200;
  for (guint i = 0; i < 2000 && status == 200; i++)
    {
      g_free (cursor);
      cursor = g_strdup ("");
      status = read_page (reader, &cursor, 12);
    }
  g_assert_cmpuint (status, ==, 429);
}

/* Parked in vain: ends with the province, soon, and with an answer. */
static void
test_end_while_parked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (Reply) reply = raw_device_get (device, "/v1/entries");
  g_autofree char *cursor = reply_header (reply, "Pantau-Cursor"), *request = NULL;
  char answer[13] = "";
  int fds[5];

  request = g_strdup_printf (
      "GET /v1/entries?wait=60&after=%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
      cursor, device->token);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = trip_connect (trip);
      g_assert_cmpint (send (fds[i], request, strlen (request), MSG_NOSIGNAL), ==,
                       (gssize) strlen (request));
    }
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == G_N_ELEMENTS (fds));

  g_assert_cmpint (trip_stop (trip), <, TRIP_ENDS);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_cmpint (TEMP_FAILURE_RETRY (recv (fds[i], answer, 12, MSG_WAITALL)), ==, 12);
      g_assert_cmpstr (answer, ==, "HTTP/1.1 503");
      close (fds[i]);
    }
  trip_start (trip);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/province/descriptors", test_descriptors);
  g_test_add_func ("/province/exhausted", test_exhausted);
  g_test_add_func ("/province/refusals", test_refusals);
  g_test_add_func ("/province/queries", test_queries);
  g_test_add_func ("/province/too-much", test_too_much);
  g_test_add_func ("/province/bombs", test_bombs);
  g_test_add_func ("/province/one-bad-bit", test_one_bad_bit);
  g_test_add_func ("/province/twice", test_twice);
  g_test_add_func ("/province/carried-join", test_carried_join);
  g_test_add_func ("/province/challenge-once", test_challenge_once);
  g_test_add_func ("/province/next-challenge", test_next_challenge);
  g_test_add_func ("/province/next-after-restart", test_next_after_restart);
  g_test_add_func ("/province/next-after-rollback", test_next_after_rollback);
  g_test_add_func ("/province/head-with-session", test_head_with_session);
  g_test_add_func ("/province/rate", test_rate);
  g_test_add_func ("/province/goes-on", test_goes_on);
  g_test_add_func ("/province/end-while-parked", test_end_while_parked);

  return g_test_run ();
}
