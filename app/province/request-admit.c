/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a request once its head is in, before any of its body is taken: is there such a thing, is it understood, is there room.
 */

#include "config.h"

#include "request-private.h"

#include <string.h>

#include "pantau-codec.h"
#include "pantau-crypto.h"

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
parse_query (PantauRequest *self, const char *query)
{
  GHashTableIter iter;
  gpointer name, value;

  if (query == NULL)
    return TRUE;

  /* It would end a value for us where it goes on for others. */
  if (strstr (query, "%00") != NULL)
    return FALSE;
  self->query = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (self->query == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;

  return TRUE;
}

/*
 * A POST may stand for a method that something between the client and us does not let through (tus 1.0.0, X-HTTP-Method-Override). For
 * no others: what only asks must not change anything.
 */
static const char *
get_method (const PantauHttpHead *head, SoupMessageHeaders *headers)
{
  static const char *const may[] = { "PATCH", "DELETE", "HEAD" };
  const char *wanted = soup_message_headers_get_one (headers, "X-HTTP-Method-Override");

  for (guint i = 0; wanted != NULL && g_str_equal (head->method, "POST") && i < G_N_ELEMENTS (may);
       i++)
    if (g_str_equal (wanted, may[i]))
      return may[i];

  return head->method;
}

/* Where requests like this one wait, and are counted; NULL: neither. */
static PantauTurns *
get_lane (PantauRequest *self)
{
  const PantauRoute *route = self->route;

  if (route->exempt)
    return NULL;

  return route->is_patient != NULL && route->is_patient (self) ? self->state->polls
                                                               : self->state->turns;
}

gboolean
pantau_request_has_room (PantauRequest *self)
{
  if (self->lane == NULL)
    return TRUE;
  if (self->lane == self->state->polls)
    return self->state->statistics.parked < self->state->limits.max_parked ||
           pantau_turns_is_free (self->lane);

  return !pantau_turns_is_full (self->lane);
}

/*
 * There is room, but it would wait for longer than anybody may. Who has been told a time, and comes then, takes its chance; others are told one. TRUE where it was
 * sent away.
 */
static gboolean
is_crowded (PantauRequest *self)
{
  g_autofree char *who = NULL; /* tokens are kept hashed */
  PantauTurnsLoad load;
  gint64 wait = 0;

  if (self->lane != self->state->turns)
    return FALSE;
  pantau_turns_get_load (self->lane, &load);
  if (load.delay <= self->state->limits.patience * G_GINT64_CONSTANT (1000))
    return FALSE;
  if (self->bearer != NULL)
    who = pantau_sha256_text (self->bearer, strlen (self->bearer));
  if (who != NULL && pantau_appointments_ask (self->state->appointments, who, &load,
                                              g_get_monotonic_time (), &wait))
    return FALSE;

  pantau_request_send_away (self, wait, "there are too many requests");

  return TRUE;
}

/* Before its body comes. FALSE where it was sent away. */
static gboolean
may_wait (PantauRequest *self)
{
  self->lane = get_lane (self);
  if (!pantau_request_has_room (self) ||
      (self->lane != NULL && self->state->held > self->state->limits.body_budget))
    {
      pantau_request_send_away (self, 0, "there are too many requests");
      return FALSE;
    }

  return !is_crowded (self);
}

gboolean
pantau_request_admit (PantauRequest *self, PantauRoutes *routes)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  GUri *uri = soup_server_message_get_uri (self->message);
  const PantauHttpHead *head = pantau_connection_get_head (self->connection);
  g_autofree char *allow = NULL;
  const PantauRoute *route = NULL;
  const char *method = get_method (head, headers);

  switch (
      pantau_routes_find (routes, method, uri != NULL ? g_uri_get_path (uri) : "", &route, &allow))
    {
    case PANTAU_ROUTES_NO_PATH:
      pantau_request_refuse (self, 404, "not-found", NULL, NULL);
      return FALSE;
    case PANTAU_ROUTES_NO_METHOD:
      pantau_request_refuse (self, 405, "method", NULL, allow);
      return FALSE;
    case PANTAU_ROUTES_FOUND:
    default:
      break;
    }

  self->method = g_intern_string (method); /* one of seven */
  self->path = g_strdup (g_uri_get_path (uri));
  self->bearer = parse_bearer (soup_message_headers_get_one (headers, "Authorization"));
  self->accept = g_strdup (soup_message_headers_get_list (headers, "Accept-Encoding"));
  self->route = route;
  pantau_request_set_fixed_headers (self);

  if (!parse_query (self, g_uri_get_query (uri)))
    pantau_request_refuse (self, 400, "malformed", "the query is not understood", NULL);
  else if (!pantau_coding_from_name (soup_message_headers_get_list (headers, "Content-Encoding"),
                                     &self->coding))
    pantau_request_refuse (self, 415, "unsupported-encoding",
                           "only zstd and gzip are understood here", NULL);
  else if (route->stream != NULL && self->coding != PANTAU_CODING_IDENTITY)
    pantau_request_refuse (self, 415, "unsupported-encoding", "a file is not compressed", NULL);
  else if (head->content_length > 0 && (guint64) head->content_length > self->route->body_limit)
    pantau_request_refuse (self, 413, "too-large", "the body is too large", NULL);
  else if (self->state->draining)
    pantau_request_refuse (self, 503, "busy", "the province is about to stop", NULL);
  else
    return may_wait (self);

  return FALSE;
}
