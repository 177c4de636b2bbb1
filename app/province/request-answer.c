/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answer to a request: with SoupServer's help where a handler gives it, without where it is refused before its end. Exactly one is
 * due, and nobody gets a second one.
 */

#include "config.h"

#include "request.h"

#include <string.h>

#include "answer.h"
#include "request-private.h"

#define ZSTD_LEVEL 3

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

  pantau_request_set_parked (self, FALSE);
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
