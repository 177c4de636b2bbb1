/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to the province: what a question looks like on one, to whom it may go, how far that is, and the next one, made ahead. */

#include "config.h"

#include "pantau-wire-private.h"

/*
 * How long a connection that nobody uses is believed in: less than the province keeps it, and than any box on the way that forgets it without a word. A question
 * to a dead one costs more than a new one.
 */
#define KEPT_SECONDS 5

/* How long anybody waits for a connection before there is a question for it, ms. */
#define WARM_MS 5000

/* A connection that is made for the next question. */
struct _PantauAhead
{
  PantauWire *wire;          /* (unowned) (nullable): NULL where that has gone */
  SoupMessage *message;      /* (owned): is never sent */
  GCancellable *cancellable; /* (owned) */
};

SoupMessage *
pantau_wire_make_message (PantauWire *self, const PantauCall *call)
{
  g_autofree char *url = g_strconcat (self->base, call->path, NULL);
  SoupMessage *message = soup_message_new (call->method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (!call->once)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);

  /* Whoever is asked who he is says so with each connection anew. */
  if (!self->trusts_anybody)
    soup_message_headers_replace (headers, "Keep-Alive", "timeout=" G_STRINGIFY (KEPT_SECONDS));
  soup_message_headers_replace (headers, "Accept-Encoding", call->takes_zstd ? "zstd" : "identity");
  if (call->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", call->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  for (gsize i = 0; call->headers != NULL && call->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, call->headers[i], call->headers[i + 1]);
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

void
pantau_wire_note_way (PantauWire *self, GSocketClientEvent event, GIOStream *connection)
{
  gint64 now = g_get_monotonic_time ();

  if (event == G_SOCKET_CLIENT_CONNECTING)
    self->connecting = now;
  else if (event == G_SOCKET_CLIENT_CONNECTED && self->connecting != 0)
    {
      gint64 way = MAX (now - self->connecting, 1);

      self->way = self->way == 0 ? way : MIN (self->way, way);
      self->connecting = 0;
      if (G_IS_SOCKET_CONNECTION (connection))
        g_set_object (&self->latest,
                      g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
    }
}

PantauTlsFault
pantau_wire_judge (PantauWire *self,
                   SoupMessage *message,
                   GTlsCertificate *certificate,
                   GCancellable *cancellable)
{
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (g_uri_get_host (uri), 443);

  return self->trusts_anybody ? PANTAU_TLS_FINE
                              : pantau_tls_judge (certificate, identity, self->pins, cancellable);
}

/* ---- Those that are left open ---- */

void
pantau_wire_drop_kept (PantauWire *self)
{
  gint64 age = g_get_monotonic_time () - self->kept;

  if (!self->is_stale && (self->kept == 0 || age <= KEPT_SECONDS * G_USEC_PER_SEC))
    return;

  pantau_wire_forget_ahead (self);
  soup_session_abort (self->session);
  pantau_wire_settle (self);
  g_hash_table_remove_all (self->sockets);
  self->is_stale = FALSE;
}

void
pantau_wire_note_kept (PantauWire *self, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  self->kept = g_get_monotonic_time ();
  self->keeps = soup_message_get_http_version (message) != SOUP_HTTP_1_0 &&
                !soup_message_headers_header_contains (headers, "Connection", "close");
}

GSocket *
pantau_wire_get_socket (PantauWire *self, SoupMessage *message)
{
  gpointer id = (gpointer) (guintptr) soup_message_get_connection_id (message);
  GSocket *socket = g_hash_table_lookup (self->sockets, id);

  /* A new one: it was the last that was made. */
  if (socket == NULL && id != NULL && self->latest != NULL)
    {
      socket = self->latest;
      g_hash_table_insert (self->sockets, id, g_object_ref (socket));
    }

  return socket;
}

/* ---- The next connection ---- */

static void
ahead_event_cb (SoupMessage *message,
                GSocketClientEvent event,
                GIOStream *connection,
                gpointer user_data)
{
  PantauAhead *self = user_data;

  if (self->wire != NULL)
    pantau_wire_note_way (self->wire, event, connection);
}

/* Whom we would not speak to is not connected to either; the next question finds out why. */
static gboolean
ahead_certificate_cb (SoupMessage *message,
                      GTlsCertificate *certificate,
                      GTlsCertificateFlags flags,
                      gpointer user_data)
{
  PantauAhead *self = user_data;

  return self->wire != NULL &&
         pantau_wire_judge (self->wire, message, certificate, self->cancellable) == PANTAU_TLS_FINE;
}

static void
warm_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;

  soup_session_preconnect_finish (SOUP_SESSION (source), result, NULL);
  *done = TRUE;
}

static gboolean
warm_late_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* In the thread of whoever cancels: it only leaves word. */
static void
warm_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_main_context_wakeup (user_data);
}

void
pantau_wire_warm (PantauWire *self, GCancellable *cancellable)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GSource) late = g_timeout_source_new (WARM_MS);
  PantauAhead ahead = { .wire = self };
  gboolean done = FALSE;
  gulong handler = 0;

  g_return_if_fail (self->owner == g_thread_self ());

  g_main_context_push_thread_default (self->context);
  pantau_wire_drop_kept (self);
  ahead.cancellable = own;
  ahead.message =
      pantau_wire_make_message (self, &(PantauCall){ .method = "GET", .path = "/healthz" });
  g_source_set_callback (late, warm_late_cb, own, NULL);
  g_source_attach (late, self->context);
  g_signal_connect (ahead.message, "network-event", G_CALLBACK (ahead_event_cb), &ahead);
  g_signal_connect (ahead.message, "accept-certificate", G_CALLBACK (ahead_certificate_cb), &ahead);
  soup_session_preconnect_async (self->session, ahead.message, G_PRIORITY_DEFAULT, own, warm_cb,
                                 &done);
  if (cancellable != NULL)
    handler =
        g_cancellable_connect (cancellable, G_CALLBACK (warm_cancelled_cb), self->context, NULL);
  while (!done)
    {
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (own);
      g_main_context_iteration (self->context, TRUE);
    }
  g_cancellable_disconnect (cancellable, handler);
  g_signal_handlers_disconnect_by_data (ahead.message, &ahead);
  g_object_unref (ahead.message);
  g_source_destroy (late);
  self->kept = g_get_monotonic_time ();
  pantau_wire_settle (self);
  g_main_context_pop_thread_default (self->context);
}

static void
ahead_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PantauAhead *self = user_data;

  soup_session_preconnect_finish (SOUP_SESSION (source), result, NULL);
  if (self->wire != NULL)
    self->wire->ahead = NULL;
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
pantau_wire_connect_ahead (PantauWire *self)
{
  PantauAhead *ahead;

  if (self->ahead != NULL || self->keeps || !pantau_wire_is_far (self))
    return;

  ahead = g_new0 (PantauAhead, 1);
  ahead->wire = self;
  ahead->message =
      pantau_wire_make_message (self, &(PantauCall){ .method = "GET", .path = "/healthz" });
  ahead->cancellable = g_cancellable_new ();
  self->ahead = ahead;
  g_signal_connect (ahead->message, "network-event", G_CALLBACK (ahead_event_cb), ahead);
  g_signal_connect (ahead->message, "accept-certificate", G_CALLBACK (ahead_certificate_cb), ahead);
  soup_session_preconnect_async (self->session, ahead->message, G_PRIORITY_DEFAULT,
                                 ahead->cancellable, ahead_cb, ahead);
}

void
pantau_wire_forget_ahead (PantauWire *self)
{
  PantauAhead *ahead = g_steal_pointer (&self->ahead);

  if (ahead == NULL)
    return;

  /* It frees itself once it has ended. */
  ahead->wire = NULL;
  g_cancellable_cancel (ahead->cancellable);
}
