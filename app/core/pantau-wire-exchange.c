/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One HTTP exchange over a bad line: what is sent, what comes back, and how long anybody waits for it.
 *
 * A call blocks, but inside runs libsoup's asynchronous half in a main context of its own: so one
 * clock bounds name lookup, connecting, TLS, sending and reading together, and cancelling works at
 * each of those moments.
 */

#include "config.h"

#include "pantau-wire-private.h"

#define UPLOAD_MS                                                                                  \
  (120 * 1000) /* the most that a body adds to the limits, 1 s for each KiB (a 2G line) */
#define CHUNK            (32 * 1024)
#define PATIENCE_MS      2000 /* with a connection that stands still; see pantau-revival.h */
#define LONG_PATIENCE_MS 8000 /* where all of the body would have to go again */

void
pantau_exchange_clear (PantauExchange *self)
{
  g_clear_pointer (&self->line, pantau_revival_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_error (&self->error);
}

/* Something moved: the idle clock starts again. */
static void
touch (PantauExchange *self)
{
  g_source_set_ready_time (self->idle,
                           g_get_monotonic_time () + self->idle_ms * G_GINT64_CONSTANT (1000));
}

/* Before the answer begins silence may be longer: the request is parked, or its body still in the
 * kernel's hands. */
static void
touch_asking (PantauExchange *self, guint extra_ms)
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
  PantauExchange *self = user_data;

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
  PantauExchange *self = user_data;

  g_atomic_int_set (&self->is_cancelled, TRUE);
  g_main_context_wakeup (self->context);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  PantauExchange *self = user_data;

  touch (self);
  pantau_wire_note_way (self->wire, event, connection);
}

/* In the handshake: nothing of ours has been said yet. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       gpointer user_data)
{
  PantauExchange *self = user_data;
  PantauWire *wire = self->wire;

  touch (self);
  g_clear_pointer (&wire->peer, g_free);
  self->fault = pantau_wire_judge (wire, message, certificate, self->cancellable);
  if (wire->trusts_anybody || self->fault == PANTAU_TLS_UNPINNED)
    wire->peer = pantau_spki_of_certificate (certificate);

  return self->fault == PANTAU_TLS_FINE;
}

static void
wrote_body_data_cb (SoupMessage *message, guint chunk_size, gpointer user_data)
{
  touch (user_data);
}

/* ---- A line that comes back ---- */

static gboolean
watch_cb (gpointer user_data)
{
  PantauExchange *self = user_data;

  if (self->line == NULL || !pantau_revival_look (self->line))
    return G_SOURCE_CONTINUE;

  self->has_revived = TRUE;
  pantau_revival_give_up (self->line);
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* The connection is there: from here on it is known whether it moves. */
static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  PantauExchange *self = user_data;
  PantauWire *wire = self->wire;
  GSocket *socket;

  g_clear_pointer (&self->line, pantau_revival_free);
  socket = pantau_wire_get_socket (wire, message);
  if (socket == NULL || !pantau_wire_is_far (wire))
    return;
  self->line =
      pantau_revival_new (socket, wire->way, self->call->resumes ? PATIENCE_MS : LONG_PATIENCE_MS);
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  PantauExchange *self = user_data;

  self->sent = g_get_monotonic_time ();
  if (self->call->goes_on)
    pantau_wire_connect_ahead (self->wire);
  touch_asking (self, self->call->wait * 1000 + get_upload_ms (self->call));
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  PantauExchange *self = user_data;

  self->answered = g_get_monotonic_time ();
  self->answered_real = g_get_real_time ();
  touch (self);

  /* libsoup 3.2 takes an answer that has no body and no length for one that ends with its connection, and hangs up. */
  if (soup_message_get_status (message) == SOUP_STATUS_NO_CONTENT)
    soup_message_headers_set_encoding (soup_message_get_response_headers (message),
                                       SOUP_ENCODING_NONE);
}

/* ---- The answer ---- */

/* How much of the answer is worth reading: all that was wanted, or enough to know what went wrong.
 */
static gsize
get_read_limit (PantauExchange *self)
{
  return soup_message_get_status (self->message) == SOUP_STATUS_OK ? self->call->limit
                                                                   : PANTAU_PROBLEM_LIMIT;
}

goffset
pantau_exchange_get_file_start (PantauExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);
  goffset start, end, total;

  if (g_strcmp0 (soup_message_headers_get_one (headers, "ETag"), self->call->sink_etag) != 0)
    return -1;
  if (status == SOUP_STATUS_OK)
    return 0;

  return status == SOUP_STATUS_PARTIAL_CONTENT &&
                 soup_message_headers_get_content_range (headers, &start, &end, &total) &&
                 start >= 0
             ? start
             : -1;
}

/* TRUE where the chunk belongs to a file and went where it goes. */
static gboolean
take_into_file (PantauExchange *self, GBytes *chunk)
{
  goffset start = self->call->sink != NULL ? pantau_exchange_get_file_start (self) : -1;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (chunk, &size);

  if (start < 0)
    return FALSE;

  if (!self->call->sink (start + self->taken, bytes, size, self->call->sink_data, &self->error))
    self->done = TRUE;
  self->taken += (goffset) size;

  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PantauExchange *self = user_data;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &self->error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (size == 0)
    {
      self->done = TRUE;
      return;
    }

  touch (self);
  if (!take_into_file (self, chunk))
    {
      g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL), (guint) size);
      self->is_cut = self->body->len > get_read_limit (self);
      self->done = self->is_cut;
    }
  if (self->done)
    return;

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PantauExchange *self = user_data;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &self->error);
  if (self->stream == NULL)
    {
      self->done = TRUE;
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

void
pantau_exchange_run (PantauExchange *exchange, PantauWire *self, GCancellable *cancellable)
{
  guint extra_ms = exchange->call->wait * 1000 + get_upload_ms (exchange->call);
  gulong handler = 0;

  g_main_context_push_thread_default (self->context);

  pantau_wire_drop_kept (self);
  exchange->wire = self;
  exchange->context = self->context;
  exchange->idle_ms = self->idle_ms;
  exchange->sent = g_get_monotonic_time ();
  exchange->message = pantau_wire_make_message (self, exchange->call);
  exchange->cancellable = g_cancellable_new ();
  exchange->body = g_byte_array_new ();
  exchange->total = g_timeout_source_new (self->total_ms + extra_ms);
  exchange->idle = g_timeout_source_new (self->idle_ms);
  g_source_set_callback (exchange->total, late_cb, exchange, NULL);
  g_source_set_callback (exchange->idle, late_cb, exchange, NULL);
  g_source_attach (exchange->total, self->context);
  g_source_attach (exchange->idle, self->context);
  exchange->watch = g_timeout_source_new (PANTAU_REVIVAL_LOOK_MS);
  g_source_set_callback (exchange->watch, watch_cb, exchange, NULL);
  g_source_attach (exchange->watch, self->context);

  g_signal_connect (exchange->message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (exchange->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                    exchange);
  g_signal_connect (exchange->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
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
  g_source_destroy (exchange->watch);
  g_clear_pointer (&exchange->watch, g_source_unref);
  g_clear_pointer (&exchange->total, g_source_unref);
  g_clear_pointer (&exchange->idle, g_source_unref);
  g_clear_object (
      &exchange->stream); /* libsoup hangs up on an answer that was not read to its end */
  pantau_wire_settle (self);
  if (exchange->error != NULL)
    self->is_stale = TRUE;
  else
    pantau_wire_note_kept (self, exchange->message);

  g_main_context_pop_thread_default (self->context);
}
