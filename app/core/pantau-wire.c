/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One HTTP exchange with the province over a bad line. The only file of the client
 * that includes libsoup. What a failure means is said in pantau-verdict.c.
 *
 * A call blocks, but inside runs libsoup's asynchronous half in a main context of its own: so one
 * clock bounds name lookup, connecting, TLS, sending and reading together, and cancelling works at
 * each of those moments.
 */

#include "config.h"

#include "pantau-wire.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "pantau-address.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-verdict.h"

#define TOTAL_MS (60 * 1000)
#define IDLE_MS  (20 * 1000)
#define UPLOAD_MS                                                                                  \
  (120 * 1000) /* the most that a body adds to the limits, 1 s for each KiB (a 2G line) */
#define CHUNK           (32 * 1024)
#define PROBLEM_LIMIT   (16 * 1024)
#define PROBLEM_PREFIX  "urn:pantau:problem:"
#define RETRY_AFTER_MAX (60 * 60) /* seconds; beyond that a server is mistaken, or its clock is */

struct _PantauWire
{
  GThread *owner;
  GMainContext *context;
  SoupSession *session;
  char *base; /* scheme, host, port and path prefix without a final slash */

  guint total_ms;
  guint idle_ms;

  /* Of the last answer. */
  char *problem;     /* (nullable) */
  gint64 not_before; /* monotonic µs: its Retry-After; 0 for none */
};

/* One question on its way. */
typedef struct
{
  /* Input. */
  const PantauCall *call;
  GMainContext *context; /* (borrowed) */
  guint idle_ms;

  /* In progress. */
  SoupMessage *message;      /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled in this thread only */
  GSource *total;            /* (owned) */
  GSource *idle;             /* (owned) */
  GInputStream *stream;      /* (owned) (nullable): the answer's body */
  gint64 sent;               /* monotonic µs */
  gint64 answered;           /* monotonic µs; 0 until the headers are here */
  gint64 answered_real;      /* µs since 1970 */
  gint is_cancelled;         /* (atomic): the caller's, set by another thread */
  gboolean is_late;
  gboolean done;

  /* Output. */
  GByteArray *body; /* (owned) */
  gboolean is_cut;  /* longer than wanted */
  GError *error;    /* (owned) (nullable) */
} Exchange;

static void
exchange_clear (Exchange *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

void
pantau_answer_free (PantauAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->cursor);
  g_free (self->etag);
  g_free (self);
}

PantauWire *
pantau_wire_new (const char *url, GError **error)
{
  g_autofree char *base = NULL;
  PantauWire *self;

  g_return_val_if_fail (url != NULL, NULL);

  base = pantau_address_read (url, error);
  if (base == NULL)
    return NULL;

  self = g_new0 (PantauWire, 1);
  self->owner = g_thread_self ();
  self->base = g_steal_pointer (&base);
  self->total_ms = TOTAL_MS;
  self->idle_ms = IDLE_MS;
  self->context = g_main_context_new ();

  /* No time-out of libsoup's: it knows sockets only, and a parked request is silent for good
   * reason. */
  g_main_context_push_thread_default (self->context);
  self->session =
      soup_session_new_with_options ("timeout", 0, "idle-timeout", IDLE_MS / 1000, NULL);
  soup_session_set_user_agent (self->session, "Pantau/" PANTAU_VERSION);
  soup_session_set_proxy_resolver (self->session, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  g_main_context_pop_thread_default (self->context);

  return self;
}

/* Lets libsoup close what is finished; nobody else turns this context. */
static void
settle (PantauWire *self)
{
  for (guint i = 0; i < 100 && g_main_context_iteration (self->context, FALSE); i++)
    ;
}

void
pantau_wire_free (PantauWire *self)
{
  if (self == NULL)
    return;

  g_main_context_push_thread_default (self->context);
  soup_session_abort (self->session);
  settle (self);
  g_object_unref (self->session);
  settle (self);
  g_main_context_pop_thread_default (self->context);

  g_main_context_unref (self->context);
  g_free (self->base);
  g_free (self->problem);
  g_free (self);
}

void
pantau_wire_set_time_limits (PantauWire *self, guint total_ms, guint idle_ms)
{
  self->total_ms = total_ms;
  self->idle_ms = idle_ms;
}

/* Something moved: the idle clock starts again. */
static void
touch (Exchange *self)
{
  g_source_set_ready_time (self->idle,
                           g_get_monotonic_time () + self->idle_ms * G_GINT64_CONSTANT (1000));
}

/* Before the answer begins silence may be longer: the request is parked, or its body still in the
 * kernel's hands. */
static void
touch_asking (Exchange *self, guint extra_ms)
{
  g_source_set_ready_time (self->idle,
                           g_get_monotonic_time () +
                               (self->idle_ms + (gint64) extra_ms) * G_GINT64_CONSTANT (1000));
}

/* What the size of the body adds to the limits. */
static guint
get_upload_ms (const PantauCall *call)
{
  gsize size = call->body != NULL ? g_bytes_get_size (call->body) : 0;

  return (guint) MIN (size * 1000 / 1024, UPLOAD_MS);
}

static gboolean
late_cb (gpointer user_data)
{
  Exchange *self = user_data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/*
 * In the thread of whoever cancels. It only leaves word: GLib 2.74 leaks the sources that wait for a cancellable
 * when another thread than theirs cancels it.
 */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Exchange *self = user_data;

  g_atomic_int_set (&self->is_cancelled, TRUE);
  g_main_context_wakeup (self->context);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  touch (user_data);
}

static void
wrote_body_data_cb (SoupMessage *message, guint chunk_size, gpointer user_data)
{
  touch (user_data);
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->sent = g_get_monotonic_time ();
  touch_asking (self, self->call->wait * 1000 + get_upload_ms (self->call));
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->answered = g_get_monotonic_time ();
  self->answered_real = g_get_real_time ();
  touch (self);
}

/* How much of the answer is worth reading: all that was wanted, or enough to know what went wrong.
 */
static gsize
get_read_limit (Exchange *self)
{
  return soup_message_get_status (self->message) == SOUP_STATUS_OK ? self->call->limit
                                                                   : PROBLEM_LIMIT;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &self->error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (size == 0)
    {
      self->done = TRUE;
      return;
    }

  touch (self);
  g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL), (guint) size);
  if (self->body->len > get_read_limit (self))
    {
      self->is_cut = TRUE;
      self->done = TRUE;
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &self->error);
  if (self->stream == NULL)
    {
      self->done = TRUE;
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static SoupMessage *
make_message (PantauWire *self, const PantauCall *call)
{
  g_autofree char *url = g_strconcat (self->base, call->path, NULL);
  SoupMessage *message = soup_message_new (call->method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (!call->once)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);

  soup_message_headers_replace (headers, "Accept-Encoding", call->takes_zstd ? "zstd" : "identity");
  if (call->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", call->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (call->nonce != NULL)
    soup_message_headers_replace (headers, "Pantau-Nonce", call->nonce);
  if (call->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", call->etag);
  if (call->body != NULL)
    {
      soup_message_set_request_body_from_bytes (message, call->content_type, call->body);
      if (call->coding != PANTAU_CODING_IDENTITY)
        soup_message_headers_replace (headers, "Content-Encoding",
                                      pantau_coding_get_name (call->coding));
    }

  return message;
}

/* Sends and reads until done, cancelled or late. */
static void
run (PantauWire *self, Exchange *exchange, GCancellable *cancellable)
{
  guint extra_ms = exchange->call->wait * 1000 + get_upload_ms (exchange->call);
  gulong handler = 0;

  g_main_context_push_thread_default (self->context);

  exchange->context = self->context;
  exchange->idle_ms = self->idle_ms;
  exchange->sent = g_get_monotonic_time ();
  exchange->message = make_message (self, exchange->call);
  exchange->cancellable = g_cancellable_new ();
  exchange->body = g_byte_array_new ();
  exchange->total = g_timeout_source_new (self->total_ms + extra_ms);
  exchange->idle = g_timeout_source_new (self->idle_ms);
  g_source_set_callback (exchange->total, late_cb, exchange, NULL);
  g_source_set_callback (exchange->idle, late_cb, exchange, NULL);
  g_source_attach (exchange->total, self->context);
  g_source_attach (exchange->idle, self->context);

  g_signal_connect (exchange->message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (exchange->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb),
                    exchange);
  g_signal_connect (exchange->message, "wrote-body", G_CALLBACK (wrote_body_cb), exchange);
  g_signal_connect (exchange->message, "got-headers", G_CALLBACK (got_headers_cb), exchange);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), exchange, NULL);

  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, sent_cb, exchange);
  while (!exchange->done)
    {
      g_main_context_iteration (self->context, TRUE);
      if (g_atomic_int_get (&exchange->is_cancelled))
        g_cancellable_cancel (exchange->cancellable);
    }

  g_cancellable_disconnect (cancellable, handler);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_source_destroy (exchange->total);
  g_source_destroy (exchange->idle);
  g_clear_pointer (&exchange->total, g_source_unref);
  g_clear_pointer (&exchange->idle, g_source_unref);
  g_clear_object (
      &exchange->stream); /* libsoup hangs up on an answer that was not read to its end */
  settle (self);

  g_main_context_pop_thread_default (self->context);
}

/* A web page, by what it calls itself or by how it begins; nothing of ours begins with '<'. */
static gboolean
is_page (Exchange *exchange)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (exchange->message), NULL);
  const GByteArray *body = exchange->body;
  guint at = 0;

  if (type != NULL && (g_ascii_strcasecmp (type, "text/html") == 0 ||
                       g_ascii_strcasecmp (type, "application/xhtml+xml") == 0))
    return TRUE;

  if (body->len >= 3 && memcmp (body->data, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  while (at < body->len && g_ascii_isspace ((char) body->data[at]))
    at++;

  return at < body->len && body->data[at] == '<';
}

/* The stable name in a problem document (RFC 9457), or NULL. Its prose is English and not for
 * people here. */
static char *
read_problem (Exchange *exchange)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (exchange->message), NULL);
  g_autoptr (JsonObject) object = NULL;
  const char *name;

  if (g_strcmp0 (type, "application/problem+json") != 0)
    return NULL;

  object = pantau_json_parse ((const char *) exchange->body->data, exchange->body->len,
                              PROBLEM_LIMIT, NULL);
  name = object != NULL ? pantau_json_string (object, "type") : NULL;
  if (name == NULL || !g_str_has_prefix (name, PROBLEM_PREFIX))
    return NULL;

  return g_strdup (name + strlen (PROBLEM_PREFIX));
}

/*
 * Retry-After, in both its forms. A date is compared with the answer's own Date: laptops' clocks
 * are wrong, the difference of two times of one clock is not.
 */
static gint64
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  const char *now_text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) then = NULL, now = NULL;

  if (text == NULL)
    return 0;

  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    {
      guint64 seconds = g_ascii_strtoull (text, NULL, 10);

      return (gint64) MIN (seconds, RETRY_AFTER_MAX);
    }

  then = soup_date_time_new_from_http_string (text);
  now = now_text != NULL ? soup_date_time_new_from_http_string (now_text)
                         : g_date_time_new_now_utc ();
  if (then == NULL || now == NULL)
    return 0;

  return CLAMP (g_date_time_difference (then, now) / G_TIME_SPAN_SECOND, 0, RETRY_AFTER_MAX);
}

/*
 * Only an answer that counts its bytes is known to be whole. One that ends where the connection does could have
 * been cut anywhere without a trace; libsoup 3.2 also takes a cut between two chunks for the last one, a head
 * cut between two lines for a whole head, and an empty length for 0.
 */
static gboolean
is_whole (Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         length != NULL && *length != '\0' && strspn (length, "0123456789") == strlen (length) &&
         soup_message_headers_get_content_length (headers) == (goffset) exchange->body->len;
}

static GBytes *
read_body (Exchange *exchange, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  PantauCoding coding;

  if (exchange->is_cut)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                              _ ("the answer is longer than any of a province"));
  if (!is_whole (exchange))
    return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                              _ ("the answer was cut, or does not tell its length"));
  if (!pantau_coding_from_name (soup_message_headers_get_list (headers, "Content-Encoding"),
                                &coding))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the answer has a compression that nobody asked for"));

  return pantau_codec_decode (coding, (const char *) exchange->body->data, exchange->body->len,
                              exchange->call->limit, error);
}

static PantauAnswer *
read_answer (Exchange *exchange, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (PantauAnswer) answer = g_new0 (PantauAnswer, 1);

  if (soup_message_get_status (exchange->message) == SOUP_STATUS_OK)
    {
      answer->body = read_body (exchange, error);
      if (answer->body == NULL)
        return NULL;
    }

  answer->size = exchange->body->len;
  answer->cursor = g_strdup (soup_message_headers_get_one (headers, "Pantau-Cursor"));
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->more = g_strcmp0 (soup_message_headers_get_one (headers, "Pantau-More"), "1") == 0;
  answer->our_time = exchange->answered_real - (exchange->answered - exchange->sent) / 2;

  return g_steal_pointer (&answer);
}

PantauAnswer *
pantau_wire_send (PantauWire *self,
                  const PantauCall *call,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (Exchange) exchange = { .call = call };
  gint64 retry_after;
  guint status;

  g_return_val_if_fail (self->owner == g_thread_self (), NULL);

  g_clear_pointer (&self->problem, g_free);
  self->not_before = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  run (self, &exchange, cancellable);

  if (exchange.error != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (exchange.is_late)
        return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                                  _ ("the province did not answer in time"));
      pantau_verdict_throw (error, exchange.error, 0, NULL, FALSE);
      return NULL;
    }

  status = soup_message_get_status (exchange.message);
  if (!is_page (&exchange) &&
      (status == SOUP_STATUS_OK || (status == SOUP_STATUS_NOT_MODIFIED && call->etag != NULL)))
    return read_answer (&exchange, error);

  self->problem = read_problem (&exchange);
  retry_after = read_retry_after (soup_message_get_response_headers (exchange.message));
  if (retry_after > 0)
    self->not_before = g_get_monotonic_time () + retry_after * G_USEC_PER_SEC;
  pantau_verdict_throw (error, NULL, status, self->problem, is_page (&exchange));

  return NULL;
}

const char *
pantau_wire_get_problem (PantauWire *self)
{
  return self->problem;
}

gint64
pantau_wire_get_not_before (PantauWire *self)
{
  return self->not_before;
}
