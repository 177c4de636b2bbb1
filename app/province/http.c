/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between SoupServer and the handlers. SoupServer would take a body of any size into memory and
 * answers nothing before it has all of it; so bodies are counted as they come, and who is refused
 * before the end of his request is taken away from SoupServer ("stolen", as it does itself for
 * WebSockets) and answered by his connection directly.
 */

#include "config.h"

#include "http.h"

#include "pantau-codec.h"
#include "pantau-error.h"
#include "request-private.h"

/* SoupServer keeps its clients in a list and walks through it for each that goes: thousands wait, so they are dealt out to several. */
#define SERVERS 32

/* Threads that read files, which wait for the disk most of the time. */
#define READERS 2

struct _PantauHttp
{
  PantauHttpState state;
  SoupServer *servers[SERVERS]; /* (owned) */
  guint next;                   /* of them */
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
  *limits = (PantauHttpLimits){
    .max_in_flight = 64, .patience = 10 * 1000, .max_parked = 256, .body_budget = 64 * 1024 * 1024
  };
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

static PantauRequest *
find_request (PantauHttp *self, SoupServerMessage *message)
{
  return g_hash_table_lookup (self->open, message);
}

/* Between head and body. */
static void
start (PantauRequest *request, gboolean expects_continue)
{
  g_autoptr (PantauRequest) alive = pantau_request_ref (request);

  if (request->route->stream != NULL)
    request->route->stream->begin (request, request->route->data);
  if (request->message != NULL && expects_continue)
    pantau_request_clear_headers (request);
}

static void
got_headers_cb (SoupServerMessage *message, PantauHttp *self)
{
  PantauRequest *request = find_request (self, message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  guint status = soup_server_message_get_status (message);

  /* SoupServer's own refusals: it would read the body to its end before it told anybody. */
  if (status != 0)
    pantau_request_refuse (request, status, "malformed", NULL, NULL);
  else if (pantau_request_admit (request, self->routes))
    start (request,
           (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE) != 0);
}

static void
take_chunk (PantauRequest *request, GBytes *chunk, gsize size)
{
  g_autoptr (PantauRequest) alive = pantau_request_ref (request);

  if (size > request->route->body_limit - (gsize) request->taken)
    {
      pantau_request_refuse (request, 413, "too-large", "the body is too large", NULL);
      return;
    }
  request->taken += (goffset) size;
  request->route->stream->chunk (request, chunk, request->route->data);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, PantauHttp *self)
{
  PantauRequest *request = find_request (self, message);
  gsize size = g_bytes_get_size (chunk);

  self->state.statistics.received += size;

  if (request->route->stream != NULL)
    {
      take_chunk (request, chunk, size);
      return;
    }
  if (size > request->route->body_limit - request->held)
    {
      pantau_request_refuse (request, 413, "too-large", "the body is too large", NULL);
      return;
    }
  if (!request->route->exempt && self->state.held + size > self->state.limits.body_budget)
    {
      pantau_request_send_away (request, 0, "there are too many requests");
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
        pantau_request_refuse (request, 413, "too-large", "the body unpacks to too much", NULL);
      else
        pantau_request_refuse (request, 400, "malformed", "the compressed body is damaged", NULL);
      return FALSE;
    }

  g_bytes_unref (request->body);
  request->body = body;
  pantau_request_hold (request, g_bytes_get_size (body));

  return TRUE;
}

static void
hand_over (PantauHttp *self, PantauRequest *request)
{
  if (!decode_body (self, request))
    return;

  request->handed = TRUE;
  pantau_request_set_in_flight (request, TRUE);
  request->route->handler (request, request->route->data);
}

/* Of those who wait for a place. */
static void
turn_cb (gpointer who, PantauTurn turn, gpointer data)
{
  g_autoptr (PantauRequest) request = pantau_request_ref (who);

  pantau_request_end_turn (request);
  if (turn == PANTAU_TURN_NOW)
    hand_over (data, request);
  else
    pantau_request_send_away (request, 0, "there are too many requests");
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

  if (request->lane == NULL || pantau_turns_is_free (request->lane))
    {
      hand_over (self, request);
      if (!request->replied && request->message != NULL)
        {
          request->paused = TRUE;
          soup_server_message_pause (message);
        }
    }
  else if (pantau_request_has_room (request))
    pantau_request_wait_turn (request);
  else
    pantau_request_send_away (request, 0, "there are too many requests");
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
  PantauRequest *request = find_request (self, message);

  request->written = TRUE;
  pantau_connection_set_answered (request->connection);
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
  self->state.readers = g_thread_pool_new (pantau_request_read_piece, NULL, READERS, FALSE, NULL);
  self->state.turns =
      pantau_turns_new (self->state.limits.max_in_flight, self->state.limits.max_waiting,
                        self->state.limits.patience * G_GINT64_CONSTANT (1000), turn_cb, self);
  self->state.polls = pantau_turns_new (MAX (self->state.limits.max_in_flight / 4, 1),
                                        self->state.limits.max_parked, -1, turn_cb, self);
  self->state.appointments = pantau_appointments_new ();
  self->open = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pantau_request_unref);
  self->nowhere = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  for (guint i = 0; i < SERVERS; i++)
    {
      self->servers[i] = soup_server_new (NULL, NULL);
      soup_server_add_handler (self->servers[i], NULL, handle_cb, self, NULL);
      g_signal_connect (self->servers[i], "request-started", G_CALLBACK (request_started_cb), self);
    }

  return self;
}

void
pantau_http_free (PantauHttp *self)
{
  if (self->drain_source != NULL)
    g_source_destroy (self->drain_source);
  g_clear_pointer (&self->drain_source, g_source_unref);
  self->drained = NULL;

  for (guint i = 0; i < SERVERS; i++)
    soup_server_disconnect (self->servers[i]); /* ends all that is open */
  g_assert (g_hash_table_size (self->open) == 0);
  g_thread_pool_free (self->state.readers, FALSE, TRUE);
  while (g_main_context_iteration (self->context, FALSE))
    ; /* what the threads read last */
  for (guint i = 0; i < SERVERS; i++)
    g_clear_object (&self->servers[i]);
  g_clear_object (&self->nowhere);
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->state.owners);
  pantau_turns_free (self->state.turns);
  pantau_turns_free (self->state.polls);
  pantau_appointments_free (self->state.appointments);
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
                     &(PantauRoute){ .body_limit = body_limit,
                                     .decoded_limit = decoded_limit,
                                     .handler = handler,
                                     .data = data });
}

void
pantau_http_route_stream (PantauHttp *self,
                          const char *method,
                          const char *path,
                          gsize body_limit,
                          const PantauHttpStream *stream,
                          PantauHttpHandler handler,
                          gpointer data)
{
  pantau_routes_add (
      self->routes, method, path,
      &(PantauRoute){
          .body_limit = body_limit, .handler = handler, .data = data, .stream = stream });
}

void
pantau_http_route_headers (PantauHttp *self, const char *path, const PantauAnswerHeader *headers)
{
  pantau_routes_set_headers (self->routes, path, headers);
}

void
pantau_http_exempt (PantauHttp *self, const char *path)
{
  pantau_routes_exempt (self->routes, path);
}

void
pantau_http_set_patient (PantauHttp *self, const char *path, PantauHttpPatientFunc is_patient)
{
  pantau_routes_set_patient (self->routes, path, is_patient);
}

void
pantau_http_take (PantauConnection *connection, gpointer data)
{
  PantauHttp *self = data;

  self->connection = connection;
  self->next = (self->next + 1) % SERVERS;
  soup_server_accept_iostream (self->servers[self->next], G_IO_STREAM (connection), self->nowhere,
                               self->nowhere, NULL);
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
  PantauTurnsLoad load;

  *statistics = self->state.statistics;
  statistics->open = g_hash_table_size (self->open);
  pantau_turns_get_load (self->state.turns, &load);
  statistics->waiting = load.waiting;
  statistics->appointments = pantau_appointments_get_size (self->state.appointments);
}
