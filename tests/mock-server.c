/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripted peer: see its header. One connection at a time, one request on each. */

#include "config.h"

#include "mock-server.h"

#include <string.h>

#include "pantau-codec.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-receipt.h"
#include "pantau-signed.h"

#define EPOCH "mock-epoch"
#define TOKEN "mock-token"

typedef struct
{
  PantauMockHandler handler; /* (nullable): `raw` otherwise */
  gpointer data;
  GString *raw; /* (owned) (nullable) */
  gsize cut_answer;
  gsize cut_request;
  gsize hold;
  guint drip_ms;
  guint delay_ms;
  gboolean repeat;
} Step;

struct _PantauMock
{
  PantauKeypair *province;
  GSocket *listener;
  GCancellable *stop;
  GThread *thread;
  char *url;

  GMutex lock;
  GCond held;
  GQueue script;       /* of Step */
  GPtrArray *requests; /* of PantauMockRequest */
  guint n_connections;
  guint n_held;
  guint n_unexpected;
  gsize answer_length;
};

static void
step_free (Step *self)
{
  if (self->raw != NULL)
    g_string_free (self->raw, TRUE);
  g_free (self);
}

static void
request_free (PantauMockRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

/* The bytes before the empty line, taken apart. */
static void
parse_head (PantauMockRequest *self, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_auto (GStrv) first = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", 3);

  g_assert_cmpuint (g_strv_length (first), ==, 3);
  self->method = g_strdup (first[0]);
  self->path = g_strdup (first[1]);
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) pair = g_strsplit (*line, ": ", 2);

      g_hash_table_insert (self->headers, g_ascii_strdown (pair[0], -1), g_strdup (pair[1]));
    }
}

/* NULL where the client went away, or where the step says that we do. */
static PantauMockRequest *
read_request (PantauMock *self, GSocket *socket, const Step *step)
{
  PantauMockRequest *request = g_new0 (PantauMockRequest, 1);
  gsize total = 0, head = 0, length = 0;

  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  request->body = g_byte_array_new ();

  while (total < step->cut_request && (head == 0 || request->body->len < length))
    {
      char chunk[4096];
      gsize want = MIN (sizeof chunk, step->cut_request - total);
      gssize n = g_socket_receive (socket, chunk, want, self->stop, NULL);

      if (n <= 0)
        break;
      total += (gsize) n;
      g_byte_array_append (request->body, (guint8 *) chunk, (guint) n);

      if (head == 0)
        {
          g_autofree char *text = g_strndup ((char *) request->body->data, request->body->len);
          char *end = strstr (text, "\r\n\r\n");
          const char *value;

          if (end == NULL)
            continue;
          *end = '\0';
          head = (gsize) (end + 4 - text);
          parse_head (request, text);
          g_byte_array_remove_range (request->body, 0, (guint) head);
          value = g_hash_table_lookup (request->headers, "content-length");
          length = value != NULL ? (gsize) g_ascii_strtoull (value, NULL, 10) : 0;
        }
    }

  if (head == 0 || request->body->len < length || step->cut_request != G_MAXSIZE)
    g_clear_pointer (&request, request_free);

  return request;
}

static gboolean
send_bytes (PantauMock *self, GSocket *socket, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = g_socket_send (socket, bytes, length, self->stop, NULL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Until the client hangs up, or for a while. */
static void
wait_for_end (PantauMock *self, GSocket *socket)
{
  char byte;

  while (g_socket_receive (socket, &byte, 1, self->stop, NULL) > 0)
    ;
}

/* Sleeps unless the mock is being stopped. */
static void
pause_ms (PantauMock *self, guint ms)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (self->stop, &fd))
    {
      g_poll (&fd, 1, (int) ms);
      g_cancellable_release_fd (self->stop);
    }
}

static void
send_answer (PantauMock *self, GSocket *socket, const Step *step, const GString *answer)
{
  gsize length = MIN (answer->len, MIN (step->cut_answer, step->hold));

  pause_ms (self, step->delay_ms);

  for (gsize i = 0; step->drip_ms > 0 && i < length; i++)
    {
      if (!send_bytes (self, socket, answer->str + i, 1))
        return;
      pause_ms (self, step->drip_ms);
    }
  if (step->drip_ms == 0 && !send_bytes (self, socket, answer->str, length))
    return;

  while (step->repeat &&
         send_bytes (self, socket, answer->str + answer->len - MIN (answer->len, 1024),
                     MIN (answer->len, 1024)))
    ;
  if (step->hold == G_MAXSIZE)
    return;

  g_mutex_lock (&self->lock);
  self->n_held++;
  g_cond_broadcast (&self->held);
  g_mutex_unlock (&self->lock);
  wait_for_end (self, socket);
}

static void
serve (PantauMock *self, GSocket *socket)
{
  PantauMockRequest *request;
  GString *answer;
  Step *step;

  g_mutex_lock (&self->lock);
  step = g_queue_pop_head (&self->script);
  if (step == NULL)
    self->n_unexpected++;
  g_mutex_unlock (&self->lock);
  if (step == NULL)
    return;

  request = read_request (self, socket, step);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, request);
  self->n_connections++;
  g_mutex_unlock (&self->lock);

  if (request != NULL)
    {
      answer = step->handler != NULL ? step->handler (self, request, step->data)
                                     : g_string_new_len (step->raw->str, (gssize) step->raw->len);
      g_mutex_lock (&self->lock);
      self->answer_length = answer->len;
      g_mutex_unlock (&self->lock);
      send_answer (self, socket, step, answer);
      g_string_free (answer, TRUE);
    }

  step_free (step);
}

static gpointer
run (gpointer data)
{
  PantauMock *self = data;

  for (;;)
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->stop, NULL);

      if (socket == NULL)
        return NULL;
      g_socket_set_timeout (socket, 60);
      serve (self, socket);
      g_socket_close (socket, NULL);
    }
}

PantauMock *
pantau_mock_new (PantauKeypair *province)
{
  PantauMock *self = g_new0 (PantauMock, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autoptr (GError) error = NULL;

  self->province = province;
  self->stop = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->held);
  g_queue_init (&self->script);

  self->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, any_port, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);

  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("mock", run, self);

  return self;
}

void
pantau_mock_free (PantauMock *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);

  g_assert_cmpuint (g_queue_get_length (&self->script), ==, 0);
  g_assert_cmpuint (self->n_unexpected, ==, 0);

  g_ptr_array_unref (self->requests);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->held);
  g_free (self->url);
  g_free (self);
}

const char *
pantau_mock_get_url (PantauMock *self)
{
  return self->url;
}

PantauKeypair *
pantau_mock_get_province (PantauMock *self)
{
  return self->province;
}

static Step *
add_step (PantauMock *self, PantauMockHandler handler, gpointer data, GString *raw)
{
  Step *step = g_new0 (Step, 1);

  step->handler = handler;
  step->data = data;
  step->raw = raw;
  step->cut_answer = step->cut_request = step->hold = G_MAXSIZE;

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->script, step);
  g_mutex_unlock (&self->lock);

  return step;
}

/*
 * The client asks only after the script is written, so the last step is still there to be changed.
 */
static Step *
last_step (PantauMock *self)
{
  Step *step;

  g_mutex_lock (&self->lock);
  step = g_queue_peek_tail (&self->script);
  g_mutex_unlock (&self->lock);
  g_assert_nonnull (step);

  return step;
}

GString *
pantau_mock_answer (guint status, const char *headers, const char *body, gssize length)
{
  GString *answer = g_string_new (NULL);

  if (length < 0)
    length = (gssize) strlen (body);
  g_string_append_printf (
      answer, "HTTP/1.1 %u Scripted\r\nConnection: close\r\nContent-Length: %zd\r\n%s\r\n", status,
      length, headers != NULL ? headers : "");
  g_string_append_len (answer, body, length);

  return answer;
}

void
pantau_mock_add_raw (PantauMock *self, const char *bytes, gssize length)
{
  add_step (self, NULL, NULL, g_string_new_len (bytes, length));
}

void
pantau_mock_add_reply (PantauMock *self, guint status, const char *headers, const char *body)
{
  add_step (self, NULL, NULL, pantau_mock_answer (status, headers, body, -1));
}

void
pantau_mock_add_problem (PantauMock *self, guint status, const char *name)
{
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"urn:pantau:problem:%s\",\"title\":\"A scripted problem\",\"status\":%u}", name,
      status);

  pantau_mock_add_reply (self, status, "Content-Type: application/problem+json\r\n", body);
}

void
pantau_mock_add_handler (PantauMock *self, PantauMockHandler handler, gpointer data)
{
  add_step (self, handler, data, NULL);
}

char *
pantau_mock_now (gint64 offset)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + offset);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static JsonObject *
parse_body (const PantauMockRequest *request)
{
  g_autofree char *text = g_strndup ((char *) request->body->data, request->body->len);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));

  return json_node_dup_object (node);
}

static GString *
challenge_cb (PantauMock *self, const PantauMockRequest *request, gpointer data)
{
  g_autoptr (JsonObject) asked = parse_body (request), content = json_object_new ();
  g_autofree char *now = pantau_mock_now (0), *sealed = NULL;

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province", pantau_keypair_get_name (self->province));
  json_object_set_string_member (content, "nonce", json_object_get_string_member (asked, "nonce"));
  json_object_set_string_member (content, "challenge", "mock-challenge");
  json_object_set_string_member (content, "time", now);
  json_object_set_string_member (content, "epoch", EPOCH);
  sealed = pantau_signed_seal (self->province, PANTAU_PURPOSE_CHALLENGE, content);

  return pantau_mock_answer (200, "Content-Type: application/json\r\n", sealed, -1);
}

/* Believes nobody either: the signature must be the device's over our challenge. */
static GString *
token_cb (PantauMock *self, const PantauMockRequest *request, gpointer data)
{
  g_autoptr (JsonObject) asked = parse_body (request);
  const char *device = json_object_get_string_member (asked, "device");
  g_autofree char *text =
      g_strjoin ("\n", pantau_keypair_get_name (self->province), "mock-challenge", device, NULL);
  g_autofree char *answer = NULL;

  g_assert_true (pantau_key_verify (device, PANTAU_PURPOSE_SESSION, text, strlen (text),
                                    json_object_get_string_member (asked, "signature")));

  answer = g_strdup_printf ("{\"token\":\"" TOKEN "\",\"expires_in\":3600,\"role\":\"field\","
                            "\"region\":\"16.13.03\",\"epoch\":\"" EPOCH "\",\"index\":7%s%s%s}",
                            data != NULL ? ",\"accepts\":[" : "",
                            data != NULL ? (const char *) data : "", data != NULL ? "]" : "");

  return pantau_mock_answer (200, "Content-Type: application/json\r\n", answer, -1);
}

void
pantau_mock_add_login (PantauMock *self)
{
  pantau_mock_add_login_taking (self, NULL);
}

void
pantau_mock_add_login_taking (PantauMock *self, const char *types)
{
  pantau_mock_add_handler (self, challenge_cb, NULL);
  pantau_mock_add_handler (self, token_cb, (gpointer) types);
}

/* Takes @bytes. Of what follows known lines only what names none. */
static GBytes *
unpack (GBytes *bytes, const char *type)
{
  g_autoptr (GBytes) packed = bytes;
  g_autoptr (GError) error = NULL;
  GBytes *lines;
  gsize length;
  const char *text = g_bytes_get_data (packed, &length);

  if (g_strcmp0 (type, PANTAU_PACK_AFTER_TYPE) == 0)
    lines = pantau_unpack_after (NULL, text, length, 2 * 1024 * 1024, &error);
  else if (g_strcmp0 (type, PANTAU_PACK_TYPE) == 0)
    lines = pantau_unpack (text, length, 2 * 1024 * 1024, &error);
  else
    return g_steal_pointer (&packed);
  g_assert_no_error (error);

  return lines;
}

GPtrArray *
pantau_mock_read_lines (const PantauMockRequest *request)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  PantauCoding coding;

  g_assert_true (pantau_coding_from_name (
      g_hash_table_lookup (request->headers, "content-encoding"), &coding));
  plain = pantau_codec_decode (coding, (char *) request->body->data, request->body->len,
                               2 * 1024 * 1024, &error);
  g_assert_no_error (error);
  plain = unpack (g_steal_pointer (&plain), g_hash_table_lookup (request->headers, "content-type"));

  {
    gsize length;
    const char *bytes = g_bytes_get_data (plain, &length);
    g_autofree char *text = g_strndup (bytes, length);

    g_assert_true (g_str_has_suffix (text, "\n"));
    text[length - 1] = '\0';
    lines = g_strsplit (text, "\n", -1);
  }
  for (char **line = lines; *line != NULL; line++)
    {
      PantauEntry *entry = pantau_entry_decode (*line, strlen (*line), &error);

      g_assert_no_error (error);
      g_ptr_array_add (entries, entry);
    }

  return entries;
}

static GString *
receipt_cb (PantauMock *self, const PantauMockRequest *request, gpointer data)
{
  g_autoptr (GPtrArray) entries = pantau_mock_read_lines (request);
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
  g_autofree char *sealed = NULL;

  g_assert_cmpstr (g_hash_table_lookup (request->headers, "authorization"), ==, "Bearer " TOKEN);
  receipt->epoch = g_strdup (EPOCH);
  receipt->time = pantau_mock_now (0);
  receipt->nonce = g_strdup (g_hash_table_lookup (request->headers, "pantau-nonce"));
  receipt->index = 100 + entries->len;
  receipt->head = g_strnfill (PANTAU_SHA256_HEX, 'a');
  for (guint i = 0; i < entries->len; i++)
    pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, ((PantauEntry *) entries->pdata[i])->id,
                        101 + i, NULL);
  sealed = pantau_receipt_seal (receipt, self->province);

  return pantau_mock_answer (200, "Content-Type: application/json\r\n", sealed, -1);
}

void
pantau_mock_add_receipt (PantauMock *self)
{
  pantau_mock_add_handler (self, receipt_cb, NULL);
}

void
pantau_mock_add_page (PantauMock *self, GPtrArray *entries, gint64 first, const char *headers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT "\t", first + i);
      pantau_entry_append_line (entries->pdata[i], text);
    }
  pantau_mock_add_reply (self, 200, headers, text->str);
}

void
pantau_mock_cut_answer (PantauMock *self, gsize bytes)
{
  last_step (self)->cut_answer = bytes;
}

void
pantau_mock_cut_request (PantauMock *self, gsize bytes)
{
  last_step (self)->cut_request = bytes;
}

void
pantau_mock_drip (PantauMock *self, guint interval_ms)
{
  last_step (self)->drip_ms = interval_ms;
}

void
pantau_mock_delay (PantauMock *self, guint delay_ms)
{
  last_step (self)->delay_ms = delay_ms;
}

void
pantau_mock_hold (PantauMock *self, gsize bytes)
{
  last_step (self)->hold = bytes;
}

void
pantau_mock_repeat (PantauMock *self)
{
  last_step (self)->repeat = TRUE;
}

guint
pantau_mock_count (PantauMock *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_connections;
  g_mutex_unlock (&self->lock);

  return n;
}

const PantauMockRequest *
pantau_mock_get_request (PantauMock *self, guint n)
{
  const PantauMockRequest *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (n, <, self->requests->len);
  request = g_ptr_array_index (self->requests, n);
  g_mutex_unlock (&self->lock);

  return request;
}

gsize
pantau_mock_get_answer_length (PantauMock *self)
{
  gsize length;

  g_mutex_lock (&self->lock);
  length = self->answer_length;
  g_mutex_unlock (&self->lock);

  return length;
}

gboolean
pantau_mock_wait_for_hold (PantauMock *self, guint n)
{
  gint64 end = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  gboolean came = TRUE;

  g_mutex_lock (&self->lock);
  while (came && self->n_held < n)
    came = g_cond_wait_until (&self->held, &self->lock, end);
  g_mutex_unlock (&self->lock);

  return came;
}
