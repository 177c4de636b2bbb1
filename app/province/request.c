/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request and its answer. What handlers see is copied out of SoupServer's message once, so that
 * a request can be read in any thread and outlive its message; the message itself is touched in the
 * main thread only and let go of when SoupServer is done with it, however that came about.
 */

#include "config.h"

#include "request.h"

#include <string.h>

#include "answer.h"
#include "request-private.h"

#define ZSTD_LEVEL 3

/* However many wait, somebody who is sent away may come again after half as much again: µs. */
#define LONGEST_WAIT G_TIME_SPAN_MINUTE

PantauRequest *
pantau_request_new (PantauHttpState *state,
                    SoupServerMessage *message,
                    PantauConnection *connection)
{
  PantauRequest *self = g_new0 (PantauRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->state = state;
  self->message = g_object_ref (message);
  self->connection = g_object_ref (connection);
  self->context = g_main_context_ref_thread_default ();
  self->since = g_get_monotonic_time ();
  self->method = "";
  self->address = g_strdup (pantau_connection_get_address (connection));
  self->body = g_bytes_new_static ("", 0);

  return self;
}

PantauRequest *
pantau_request_ref (PantauRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_request_unref (PantauRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (self->message == NULL); /* PantauHttp holds a reference until then */
  g_clear_pointer (&self->incoming, g_byte_array_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_bytes_unref (self->body);
  g_main_context_unref (self->context);
  g_free (self->path);
  g_free (self->address);
  g_free (self->bearer);
  g_free (self->accept);
  g_free (self);
}

/* What was set for the answer, but what every raw answer has anyway. (transfer full) */
static char *
list_headers (PantauRequest *self)
{
  GString *lines = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_server_message_get_response_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      gboolean is_fixed = g_ascii_strcasecmp (name, "Date") == 0;

      for (guint i = 0; i < G_N_ELEMENTS (pantau_answer_headers); i++)
        is_fixed = is_fixed || g_ascii_strcasecmp (name, pantau_answer_headers[i].name) == 0;
      if (!is_fixed)
        g_string_append_printf (lines, "%s: %s\r\n", name, value);
    }

  return g_string_free (lines, FALSE);
}

void
pantau_request_refuse (
    PantauRequest *self, guint status, const char *name, const char *detail, const char *allow)
{
  g_autoptr (PantauRequest) alive = pantau_request_ref (self);
  g_autoptr (PantauConnection) connection = g_object_ref (self->connection);
  g_autofree char *headers = list_headers (self);
  g_autoptr (GBytes) answer = pantau_answer_raw_with (
      status, name, detail, allow, headers,
      g_str_equal (pantau_connection_get_head (connection)->method, "HEAD"));
  PantauRequestFunc gone = g_steal_pointer (&self->gone_func);
  GIOStream *stream;

  self->state->statistics.by_status[status]++;
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    self->state->statistics.busy++;

  self->replied = self->written = TRUE;
  stream = soup_server_message_steal_connection (self->message); /* emits "disconnected" */
  g_clear_object (&stream);
  pantau_connection_answer (connection, answer);

  if (gone != NULL)
    gone (self, self->gone_data);
}

static void
set_route_headers (PantauRequest *self, SoupMessageHeaders *headers)
{
  const PantauAnswerHeader *more = self->route != NULL ? self->route->headers : NULL;

  for (; more != NULL && more->name != NULL; more++)
    soup_message_headers_replace (headers, more->name, more->value);
}

void
pantau_request_set_fixed_headers (PantauRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  set_route_headers (self, headers);

  for (guint i = 0; i < G_N_ELEMENTS (pantau_answer_headers); i++)
    soup_message_headers_replace (headers, pantau_answer_headers[i].name,
                                  pantau_answer_headers[i].value);
}

/* The last word about the connection, with the answer. */
static void
settle_connection (PantauRequest *self, SoupMessageHeaders *headers)
{
  gboolean keeps = !self->state->draining && pantau_connection_may_keep (self->connection);

  pantau_connection_set_keeps (self->connection, keeps);
  if (!keeps)
    return;

  soup_message_headers_remove (headers, "Connection");
  soup_message_headers_replace (headers, "Keep-Alive",
                                "timeout=" G_STRINGIFY (PANTAU_KEEP_SECONDS));
}

void
pantau_request_clear_headers (PantauRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_message_headers_remove (headers, "Date");
  for (guint i = 0; i < G_N_ELEMENTS (pantau_answer_headers); i++)
    soup_message_headers_remove (headers, pantau_answer_headers[i].name);
  for (const PantauAnswerHeader *more = self->route->headers; more != NULL && more->name != NULL;
       more++)
    soup_message_headers_remove (headers, more->name);
}

void
pantau_request_hold (PantauRequest *self, gsize bytes)
{
  if (self->state == NULL)
    return;
  self->state->held = self->state->held - self->held + bytes;
  self->held = bytes;
}

void
pantau_request_set_in_flight (PantauRequest *self, gboolean in_flight)
{
  if (self->in_flight == in_flight)
    return;

  self->in_flight = in_flight;
  if (in_flight)
    self->state->statistics.in_flight++;
  else
    self->state->statistics.in_flight--;
  if (self->lane != NULL && in_flight)
    pantau_turns_take (self->lane);
  else if (self->lane != NULL)
    pantau_turns_give_back (self->lane);
}

static void
set_parked (PantauRequest *self, gboolean parked)
{
  if (self->parked == parked)
    return;

  self->parked = parked;
  if (parked)
    self->state->statistics.parked++;
  else
    self->state->statistics.parked--;
  pantau_connection_set_parked (self->connection, parked);
}

void
pantau_request_wait_turn (PantauRequest *self)
{
  self->paused = TRUE;
  soup_server_message_pause (self->message);
  self->turn = pantau_turns_wait (self->lane, self);
  if (self->lane == self->state->polls)
    set_parked (self, TRUE);
}

void
pantau_request_end_turn (PantauRequest *self)
{
  self->turn = NULL;
  set_parked (self, FALSE);
}

void
pantau_request_send_away (PantauRequest *self, gint64 wait, const char *detail)
{
  PantauTurnsLoad load = { 0 };

  if (wait == 0 && self->lane != NULL)
    pantau_turns_get_load (self->lane, &load);
  /* Some of them later than others, so that they do not come together. */
  if (load.delay > 0)
    wait = MIN (load.delay, LONGEST_WAIT) * g_random_int_range (1, 4) / 2;
  if (wait > 0)
    {
      gint64 seconds = MAX ((wait + g_random_int_range (0, G_USEC_PER_SEC)) / G_USEC_PER_SEC, 1);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

      pantau_request_set_header (self, "Retry-After", text);
    }
  if (self->handed && self->state != NULL)
    self->state->statistics.busy++; /* others are counted where they are refused */
  pantau_request_problem (self, 503, "busy", detail);
}

gboolean
pantau_request_may_visit (PantauRequest *self, const char *device)
{
  PantauTurnsLoad load;
  gint64 wait;

  if (self->state == NULL || self->state->limits.max_waiting == 0)
    return TRUE;
  pantau_turns_get_load (self->state->turns, &load);
  if (pantau_appointments_ask (self->state->appointments, device, &load, g_get_monotonic_time (),
                               &wait))
    return TRUE;
  pantau_request_send_away (self, wait, "there are too many at once; come when you are told");

  return FALSE;
}

void
pantau_request_set_gone (PantauRequest *self)
{
  PantauRequestFunc gone = g_steal_pointer (&self->gone_func);

  if (self->replied || self->gone)
    return;

  self->gone = TRUE;
  if (gone != NULL)
    gone (self, self->gone_data);
}

gboolean
pantau_request_claim (PantauRequest *self, const char *owner, guint max)
{
  guint n;

  g_return_val_if_fail (self->owner == NULL, FALSE);

  if (self->state == NULL)
    return TRUE;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->state->owners, owner));
  if (n >= max)
    return FALSE;

  g_hash_table_insert (self->state->owners, g_strdup (owner), GUINT_TO_POINTER (n + 1));
  self->owner = g_strdup (owner);

  return TRUE;
}

static void
unclaim (PantauRequest *self)
{
  guint n;

  if (self->owner == NULL)
    return;

  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->state->owners, self->owner));
  if (n > 1)
    g_hash_table_insert (self->state->owners, g_strdup (self->owner), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (self->state->owners, self->owner);
  g_clear_pointer (&self->owner, g_free);
}

void
pantau_request_end (PantauRequest *self)
{
  unclaim (self);
  if (self->turn != NULL)
    pantau_turns_leave (self->lane, g_steal_pointer (&self->turn));
  set_parked (self, FALSE);
  pantau_request_set_in_flight (self, FALSE);
  pantau_request_hold (self, 0);
  pantau_connection_set_gone_func (self->connection, NULL, NULL);
  pantau_request_set_user (self, NULL, NULL);
  g_clear_pointer (&self->incoming, g_byte_array_unref);

  self->state = NULL;
  self->lane = NULL;
  g_clear_object (&self->message);
  g_clear_object (&self->connection);
}

const char *
pantau_request_get_method (PantauRequest *self)
{
  return self->method;
}

const char *
pantau_request_get_path (PantauRequest *self)
{
  return self->path;
}

const char *
pantau_request_get_address (PantauRequest *self)
{
  return self->address;
}

gint64
pantau_request_get_since (PantauRequest *self)
{
  return self->since;
}

GBytes *
pantau_request_get_body (PantauRequest *self)
{
  return self->body;
}

const char *
pantau_request_get_query (PantauRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

const char *
pantau_request_get_bearer (PantauRequest *self)
{
  return self->bearer;
}

const char *
pantau_request_get_header (PantauRequest *self, const char *name)
{
  const char *value;

  if (self->message == NULL)
    return NULL;

  value =
      soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);

  return value != NULL && g_utf8_validate (value, -1, NULL) ? value : NULL;
}

gboolean
pantau_request_accepts (PantauRequest *self, PantauCoding coding)
{
  const char *wanted = pantau_coding_get_name (coding);
  g_auto (GStrv) items = NULL;

  if (wanted == NULL)
    return TRUE;
  if (self->accept == NULL)
    return FALSE;

  items = g_strsplit (self->accept, ",", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      char *parameters = strchr (items[i], ';'), *weight;

      if (parameters != NULL)
        *parameters++ = '\0';
      if (g_ascii_strcasecmp (g_strstrip (items[i]), wanted) != 0)
        continue;

      weight = parameters != NULL ? strchr (parameters, '=') : NULL;

      return weight == NULL || g_ascii_strtod (weight + 1, NULL) > 0.0;
    }

  return FALSE;
}

void
pantau_request_set_header (PantauRequest *self, const char *name, const char *value)
{
  g_return_if_fail (strpbrk (value, "\r\n") == NULL);
  g_return_if_fail (!self->replied);

  if (self->message != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                  value);
}

/* SoupServer sets it, and clears it again with an interim answer. */
static void
set_date (SoupMessageHeaders *headers)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *date = NULL;

  if (soup_message_headers_get_one (headers, "Date") != NULL)
    return;

  now = g_date_time_new_now_utc ();
  date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  soup_message_headers_replace (headers, "Date", date);
}

void
pantau_request_reply (PantauRequest *self, guint status, const char *content_type, GBytes *body)
{
  SoupMessageHeaders *headers;
  SoupMessageBody *response;

  g_return_if_fail (status >= 200 && status < 600);
  g_return_if_fail (!self->replied);
  g_return_if_fail (self->handed);

  self->gone_func = NULL;
  if (self->message == NULL || self->gone)
    {
      self->replied = TRUE;
      return;
    }

  set_parked (self, FALSE);
  pantau_request_set_in_flight (self, FALSE);
  self->replied = TRUE;

  headers = soup_server_message_get_response_headers (self->message);
  response = soup_server_message_get_response_body (self->message);
  soup_server_message_set_status (self->message, status, pantau_answer_get_phrase (status));
  pantau_request_set_fixed_headers (self);
  settle_connection (self, headers);
  set_date (headers);

  /* SoupServer cuts Range out of any body that it accumulates; ours are not made for that. */
  soup_message_body_set_accumulate (response, FALSE);
  if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED)
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_NONE);
  else if (body != NULL)
    {
      if (content_type != NULL)
        soup_message_headers_replace (headers, "Content-Type", content_type);
      if (g_bytes_get_size (body) > 0)
        soup_message_body_append_bytes (response, body);
      pantau_request_hold (self, g_bytes_get_size (body));
    }

  if (self->paused)
    soup_server_message_unpause (self->message);
}

void
pantau_request_reply_text (PantauRequest *self,
                           guint status,
                           const char *content_type,
                           const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  pantau_request_reply (self, status, content_type, body);
}

/* @part: 0, or of how many bytes each part is. */
static void
reply_encoded (
    PantauRequest *self, guint status, const char *content_type, GBytes *body, gsize part)
{
  g_autoptr (GBytes) encoded = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  pantau_request_set_header (self, "Vary", "Accept-Encoding");
  if (!pantau_request_accepts (self, PANTAU_CODING_ZSTD) || g_bytes_get_size (body) == 0)
    {
      pantau_request_reply (self, status, content_type, body);
      return;
    }

  encoded = part > 0 ? pantau_codec_encode_parts (ZSTD_LEVEL, bytes, length, part)
                     : pantau_codec_encode (PANTAU_CODING_ZSTD, ZSTD_LEVEL, bytes, length);
  pantau_request_set_header (self, "Content-Encoding", pantau_coding_get_name (PANTAU_CODING_ZSTD));
  pantau_request_reply (self, status, content_type, encoded);
}

void
pantau_request_reply_encoded (PantauRequest *self,
                              guint status,
                              const char *content_type,
                              GBytes *body)
{
  reply_encoded (self, status, content_type, body, 0);
}

void
pantau_request_reply_in_parts (
    PantauRequest *self, guint status, const char *content_type, GBytes *body, gsize part)
{
  reply_encoded (self, status, content_type, body, part);
}

void
pantau_request_problem (PantauRequest *self, guint status, const char *name, const char *detail)
{
  pantau_request_problem_with (self, status, name, detail, NULL, NULL);
}

void
pantau_request_problem_with (PantauRequest *self,
                             guint status,
                             const char *name,
                             const char *detail,
                             const char *member,
                             const char *value)
{
  g_autoptr (GBytes) body = NULL;
  SoupMessageHeaders *headers;

  if (!self->handed)
    {
      if (self->message != NULL)
        pantau_request_refuse (self, status, name, detail, NULL);
      return;
    }
  body = pantau_answer_problem (status, name, detail, member, value);

  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE && self->message != NULL)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", pantau_answer_retry_after ());

      headers = soup_server_message_get_response_headers (self->message);
      if (soup_message_headers_get_one (headers, "Retry-After") == NULL)
        soup_message_headers_replace (headers, "Retry-After", seconds);
    }

  pantau_request_reply (self, status, PANTAU_PROBLEM_TYPE, body);
}

typedef struct
{
  PantauRequest *request; /* (owned) */
  PantauRequestFunc func;
  gpointer data;
  GDestroyNotify destroy; /* (nullable) */
} Invocation;

static gboolean
invoke_cb (gpointer data)
{
  Invocation *self = data;

  self->func (self->request, self->data);

  return G_SOURCE_REMOVE;
}

static void
invocation_free (gpointer data)
{
  Invocation *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  pantau_request_unref (self->request);
  g_free (self);
}

void
pantau_request_invoke (PantauRequest *self,
                       PantauRequestFunc func,
                       gpointer data,
                       GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Invocation *invocation = g_new (Invocation, 1);

  *invocation = (Invocation){ pantau_request_ref (self), func, data, destroy };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, invoke_cb, invocation, invocation_free);
  g_source_attach (source, self->context);
}

typedef struct
{
  guint status;
  char *content_type; /* (owned) (nullable) */
  GBytes *body;       /* (owned) (nullable) */
} Reply;

static void
reply_cb (PantauRequest *self, gpointer data)
{
  Reply *reply = data;

  pantau_request_reply (self, reply->status, reply->content_type, reply->body);
}

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->content_type);
  g_free (reply);
}

void
pantau_request_reply_from_thread (PantauRequest *self,
                                  guint status,
                                  const char *content_type,
                                  GBytes *body)
{
  Reply *reply = g_new (Reply, 1);

  *reply = (Reply){ status, g_strdup (content_type), body != NULL ? g_bytes_ref (body) : NULL };
  pantau_request_invoke (self, reply_cb, reply, reply_free);
}

gboolean
pantau_request_park (PantauRequest *self)
{
  g_return_val_if_fail (self->handed && !self->replied, FALSE);

  /* One who is gone already is parked as well as anybody: the gone function says so. */
  if (self->message == NULL || self->parked)
    return TRUE;
  if (self->state->draining || self->state->statistics.parked >= self->state->limits.max_parked)
    return FALSE;

  pantau_request_set_in_flight (self, FALSE);
  set_parked (self, TRUE);

  return TRUE;
}

void
pantau_request_unpark (PantauRequest *self)
{
  if (self->message == NULL || !self->parked)
    return;

  set_parked (self, FALSE);
  pantau_request_set_in_flight (self, TRUE);
}

gboolean
pantau_request_is_parked (PantauRequest *self)
{
  return self->parked;
}

gboolean
pantau_request_is_gone (PantauRequest *self)
{
  return self->gone || self->connection == NULL || pantau_connection_is_gone (self->connection);
}

void
pantau_request_set_gone_func (PantauRequest *self, PantauRequestFunc func, gpointer data)
{
  if (func != NULL && self->gone)
    {
      func (self, data);
      return;
    }

  self->gone_func = self->replied ? NULL : func;
  self->gone_data = data;
}
