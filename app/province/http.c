/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between SoupServer and the handlers. SoupServer would take a body of any size into memory and
 * answers nothing before it has all of it; so bodies are counted as they come, and who is refused
 * before the end of his request is taken away from SoupServer ("stolen", as it does itself for
 * WebSockets) and answered by his connection directly.
 */

#include "config.h"

#include "http.h"

#include <string.h>

#include "answer.h"
#include "pantau-codec.h"
#include "pantau-error.h"
#include "request-private.h"

struct _PantauHttp
{
  PantauHttpState state;
  SoupServer *server; /* (owned) */
  GMainContext *context;
  PantauRoutes *routes; /* (owned) */
  GHashTable *open; /* (owned): SoupServerMessage (held by the request) → PantauRequest (owned) */

  GSocketAddress *nowhere; /* (owned): SoupServer wants addresses, and takes any for an inet one */
  PantauConnection *connection; /* (nullable): the one just being given to SoupServer */

  GSource *drain_source;       /* (owned) (nullable): the drain's deadline */
  PantauHttpDrainFunc drained; /* (nullable) */
  gpointer drained_data;
};

void
pantau_http_limits_init (PantauHttpLimits *limits)
{
  *limits =
      (PantauHttpLimits){ .max_in_flight = 64, .max_parked = 256, .body_budget = 64 * 1024 * 1024 };
}

static gboolean
drained_cb (gpointer data)
{
  PantauHttp *self = data;
  PantauHttpDrainFunc drained = g_steal_pointer (&self->drained);

  g_source_destroy (self->drain_source);
  g_clear_pointer (&self->drain_source, g_source_unref);
  drained (self, g_hash_table_size (self->open) == 0, self->drained_data);

  return G_SOURCE_REMOVE;
}

/* Answers without SoupServer; @request has ended afterwards. */
static void
refuse (PantauHttp *self,
        PantauRequest *request,
        guint status,
        const char *name,
        const char *detail,
        const char *allow)
{
  g_autoptr (PantauConnection) connection = g_object_ref (request->connection);
  g_autoptr (GBytes) answer =
      pantau_answer_raw (status, name, detail, allow,
                         g_str_equal (pantau_connection_get_head (connection)->method, "HEAD"));
  GIOStream *stream;

  self->state.statistics.by_status[status]++;
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    self->state.statistics.busy++;

  request->replied = request->written = TRUE;
  stream = soup_server_message_steal_connection (request->message); /* emits "disconnected" */
  g_clear_object (&stream);
  pantau_connection_answer (connection, answer);
}

/* RFC 6750 section 2.1. (transfer full) (nullable) */
static char *
parse_bearer (const char *value)
{
  const char *token;
  gsize length;

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;

  token = value + 7 + strspn (value + 7, " ");
  length = strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");
  length += strspn (token + length, "=");

  return length > 0 && token[length] == '\0' ? g_strdup (token) : NULL;
}

/* FALSE where the query is not percent-encoded UTF-8 text. */
static gboolean
parse_query (PantauRequest *request, const char *query)
{
  GHashTableIter iter;
  gpointer name, value;

  if (query == NULL)
    return TRUE;

  /* It would end a value for us where it goes on for others. */
  if (strstr (query, "%00") != NULL)
    return FALSE;
  request->query = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (request->query == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;

  return TRUE;
}

/* What can be said before the body comes. TRUE where the request may go on. */
static gboolean
admit (PantauHttp *self, PantauRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  GUri *uri = soup_server_message_get_uri (request->message);
  const PantauHttpHead *head = pantau_connection_get_head (request->connection);
  g_autofree char *allow = NULL;
  const PantauRoute *route = NULL;

  switch (pantau_routes_find (self->routes, head->method, uri != NULL ? g_uri_get_path (uri) : "",
                              &route, &allow))
    {
    case PANTAU_ROUTES_NO_PATH:
      refuse (self, request, 404, "not-found", NULL, NULL);
      return FALSE;
    case PANTAU_ROUTES_NO_METHOD:
      refuse (self, request, 405, "method", NULL, allow);
      return FALSE;
    case PANTAU_ROUTES_FOUND:
    default:
      break;
    }

  request->method = g_intern_string (head->method); /* one of seven */
  request->path = g_strdup (g_uri_get_path (uri));
  request->bearer = parse_bearer (soup_message_headers_get_one (headers, "Authorization"));
  request->accept = g_strdup (soup_message_headers_get_list (headers, "Accept-Encoding"));
  request->route = route;

  if (!parse_query (request, g_uri_get_query (uri)))
    refuse (self, request, 400, "malformed", "the query is not understood", NULL);
  else if (!pantau_coding_from_name (soup_message_headers_get_list (headers, "Content-Encoding"),
                                     &request->coding))
    refuse (self, request, 415, "unsupported-encoding", "only zstd and gzip are understood here",
            NULL);
  else if (head->content_length > 0 && (guint64) head->content_length > request->route->body_limit)
    refuse (self, request, 413, "too-large", "the body is too large", NULL);
  else if (self->state.draining)
    refuse (self, request, 503, "busy", "the province is about to stop", NULL);
  else if (!request->route->exempt &&
           (self->state.statistics.in_flight >= self->state.limits.max_in_flight ||
            self->state.held > self->state.limits.body_budget))
    refuse (self, request, 503, "busy", "there are too many requests", NULL);
  else
    return TRUE;

  return FALSE;
}

static PantauRequest *
find_request (PantauHttp *self, SoupServerMessage *message)
{
  return g_hash_table_lookup (self->open, message);
}

static void
got_headers_cb (SoupServerMessage *message, PantauHttp *self)
{
  PantauRequest *request = find_request (self, message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  guint status = soup_server_message_get_status (message);

  /* SoupServer's own refusals: it would read the body to its end before it told anybody. */
  if (status != 0)
    refuse (self, request, status, "malformed", NULL, NULL);
  else if (admit (self, request) &&
           (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE) != 0)
    pantau_request_clear_headers (request);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, PantauHttp *self)
{
  PantauRequest *request = find_request (self, message);
  gsize size = g_bytes_get_size (chunk);

  self->state.statistics.received += size;

  if (size > request->route->body_limit - request->held)
    {
      refuse (self, request, 413, "too-large", "the body is too large", NULL);
      return;
    }
  if (!request->route->exempt && self->state.held + size > self->state.limits.body_budget)
    {
      refuse (self, request, 503, "busy", "there are too many requests", NULL);
      return;
    }

  if (request->incoming == NULL)
    request->incoming = g_byte_array_new ();
  g_byte_array_append (request->incoming, g_bytes_get_data (chunk, NULL), (guint) size);
  pantau_request_hold (request, request->incoming->len);
}

/* FALSE where the request was refused. */
static gboolean
decode_body (PantauHttp *self, PantauRequest *request)
{
  g_autoptr (GByteArray) encoded = g_steal_pointer (&request->incoming);
  g_autoptr (GError) error = NULL;
  GBytes *body;

  if (encoded == NULL)
    return TRUE;

  if (request->coding == PANTAU_CODING_IDENTITY && encoded->len <= request->route->decoded_limit)
    body = g_byte_array_free_to_bytes (g_steal_pointer (&encoded));
  else
    body = pantau_codec_decode (request->coding, (const char *) encoded->data, encoded->len,
                                request->route->decoded_limit, &error);
  if (body == NULL)
    {
      if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
        refuse (self, request, 413, "too-large", "the body unpacks to too much", NULL);
      else
        refuse (self, request, 400, "malformed", "the compressed body is damaged", NULL);
      return FALSE;
    }

  g_bytes_unref (request->body);
  request->body = body;
  pantau_request_hold (request, g_bytes_get_size (body));

  return TRUE;
}

/* The body is in. */
static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  PantauHttp *self = data;
  g_autoptr (PantauRequest) request = pantau_request_ref (find_request (self, message));

  pantau_request_set_fixed_headers (request);

  if (!request->route->exempt &&
      self->state.statistics.in_flight >= self->state.limits.max_in_flight)
    {
      refuse (self, request, 503, "busy", "there are too many requests", NULL);
      return;
    }
  if (!decode_body (self, request))
    return;

  request->handed = TRUE;
  pantau_request_set_in_flight (request, TRUE);
  request->route->handler (request, request->route->data);

  if (!request->replied && request->message != NULL)
    {
      request->paused = TRUE;
      soup_server_message_pause (message);
    }
}

static void
wrote_headers_cb (SoupServerMessage *message, PantauHttp *self)
{
  guint status = soup_server_message_get_status (message);

  if (status < G_N_ELEMENTS (self->state.statistics.by_status))
    self->state.statistics.by_status[status]++;
  pantau_connection_touch (find_request (self, message)->connection);
}

static void
wrote_body_data_cb (SoupServerMessage *message, guint size, PantauHttp *self)
{
  pantau_connection_touch (find_request (self, message)->connection);
}

static void
wrote_body_cb (SoupServerMessage *message, PantauHttp *self)
{
  find_request (self, message)->written = TRUE;
}

static void
disconnected_cb (SoupServerMessage *message, PantauHttp *self)
{
  g_autoptr (PantauRequest) request = NULL;

  if (!g_hash_table_steal_extended (self->open, message, NULL, (gpointer *) &request))
    return;

  g_signal_handlers_disconnect_by_data (message, self);
  if (!request->written)
    self->state.statistics.aborted++;
  pantau_request_set_gone (request);
  pantau_request_end (request);

  if (self->drained != NULL && g_hash_table_size (self->open) == 0)
    g_source_set_ready_time (self->drain_source, 0);
}

/*
 * Left while parked, or out of time. SoupServer may be waiting for us rather than for the socket.
 */
static void
connection_gone_cb (PantauConnection *connection, gpointer data)
{
  PantauRequest *request = data;
  g_autoptr (GIOStream) stream = NULL;

  pantau_request_set_gone (request);
  stream = soup_server_message_steal_connection (request->message); /* the request ends here */
  pantau_connection_abort (connection);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, PantauHttp *self)
{
  PantauRequest *request;

  g_return_if_fail (self->connection != NULL); /* one request a connection */

  request = pantau_request_new (&self->state, message, self->connection);
  g_hash_table_insert (self->open, message, request);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  pantau_request_set_fixed_headers (request);
  pantau_connection_set_gone_func (self->connection, connection_gone_cb, request);

  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (disconnected_cb), self);
}

PantauHttp *
pantau_http_new (const PantauHttpLimits *limits)
{
  PantauHttp *self = g_new0 (PantauHttp, 1);

  if (limits != NULL)
    self->state.limits = *limits;
  else
    pantau_http_limits_init (&self->state.limits);

  self->context = g_main_context_ref_thread_default ();
  self->routes = pantau_routes_new ();
  self->state.owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->open = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pantau_request_unref);
  self->nowhere = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);

  return self;
}

void
pantau_http_free (PantauHttp *self)
{
  if (self->drain_source != NULL)
    g_source_destroy (self->drain_source);
  g_clear_pointer (&self->drain_source, g_source_unref);
  self->drained = NULL;

  soup_server_disconnect (self->server); /* ends all that is open */
  g_assert (g_hash_table_size (self->open) == 0);
  g_clear_object (&self->server);
  g_clear_object (&self->nowhere);
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->state.owners);
  pantau_routes_free (self->routes);
  g_main_context_unref (self->context);
  g_free (self);
}

void
pantau_http_route (PantauHttp *self,
                   const char *method,
                   const char *path,
                   gsize body_limit,
                   gsize decoded_limit,
                   PantauHttpHandler handler,
                   gpointer data)
{
  pantau_routes_add (self->routes, method, path,
                     &(PantauRoute){ body_limit, decoded_limit, handler, data, FALSE });
}

void
pantau_http_exempt (PantauHttp *self, const char *path)
{
  pantau_routes_exempt (self->routes, path);
}

void
pantau_http_take (PantauConnection *connection, gpointer data)
{
  PantauHttp *self = data;

  self->connection = connection;
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), self->nowhere, self->nowhere,
                               NULL);
  self->connection = NULL;
}

void
pantau_http_drain (PantauHttp *self, guint timeout, PantauHttpDrainFunc done, gpointer data)
{
  g_autoptr (GPtrArray) parked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_request_unref);
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (!self->state.draining);

  self->state.draining = TRUE;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (pantau_request_is_parked (value))
      g_ptr_array_add (parked, pantau_request_ref (value));
  for (guint i = 0; i < parked->len; i++)
    {
      PantauRequest *request = g_ptr_array_index (parked, i);
      PantauRequestFunc gone = g_steal_pointer (&request->gone_func);

      if (gone != NULL)
        gone (request, request->gone_data);
      if (!request->replied)
        pantau_request_problem (request, 503, "busy", "the province is about to stop");
    }

  if (done == NULL)
    return;

  self->drained = done;
  self->drained_data = data;
  self->drain_source = g_timeout_source_new (timeout);
  g_source_set_callback (self->drain_source, drained_cb, self, NULL);
  g_source_attach (self->drain_source, self->context);
  if (g_hash_table_size (self->open) == 0)
    g_source_set_ready_time (self->drain_source, 0);
}

void
pantau_http_get_statistics (PantauHttp *self, PantauHttpStatistics *statistics)
{
  *statistics = self->state.statistics;
  statistics->open = g_hash_table_size (self->open);
}
