/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One GET to a public server. Beside pantau-wire.c the only file of ours that is a client of libsoup: there the peer is a province by its pinned key, here
 * anybody whom the system's authorities vouch for.
 */

#include "config.h"

#include "pantau-warning-http.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-xml.h"

#define IDLE            20 /* seconds without a byte */
#define TOTAL           60 /* seconds in all */
#define MAX_REDIRECTION 3
#define MAX_URL         2000

struct _PantauWarningHttp
{
  SoupSession *session;
};

/* Ends a GET that takes too long, from a thread of GLib's own. */
typedef struct
{
  GMutex lock;
  GCond cond;
  GThread *thread;
  GCancellable *cancellable; /* (owned): of the exchange */
  gint64 until;
  gboolean is_done;
  gboolean is_late;
} Limit;

void
pantau_warning_reply_free (PantauWarningReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self->url);
  g_free (self);
}

PantauWarningHttp *
pantau_warning_http_new (void)
{
  PantauWarningHttp *self = g_new0 (PantauWarningHttp, 1);

  self->session =
      soup_session_new_with_options ("timeout", IDLE, "idle-timeout", IDLE, "max-conns", 1, NULL);
  soup_session_set_user_agent (self->session, "Pantau/" PANTAU_VERSION);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);

  return self;
}

void
pantau_warning_http_free (PantauWarningHttp *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self);
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

gboolean
pantau_warning_http_check (const char *url, GError **error)
{
  g_autoptr (GUri) uri =
      strlen (url) <= MAX_URL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean is_https = uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https");
  gboolean is_http = uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http");

  if (host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL &&
      g_uri_get_fragment (uri) == NULL && (is_https || (is_http && is_this_machine (host))))
    return TRUE;

  return pantau_throw (
      error, PANTAU_ERROR_INVALID,
      _ ("“%s” is no address that early warnings are fetched from: it has to begin "
         "with https://"),
      url);
}

static gpointer
watch (gpointer data)
{
  Limit *self = data;

  g_mutex_lock (&self->lock);
  while (!self->is_done && !self->is_late)
    self->is_late = !g_cond_wait_until (&self->cond, &self->lock, self->until) && !self->is_done;
  g_mutex_unlock (&self->lock);
  if (self->is_late)
    g_cancellable_cancel (self->cancellable);

  return NULL;
}

static void
limit_begin (Limit *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->cancellable = g_cancellable_new ();
  self->until = g_get_monotonic_time () + TOTAL * G_TIME_SPAN_SECOND;
  self->thread = g_thread_new ("warning-limit", watch, self);
}

/* TRUE where the time was over. */
static gboolean
limit_end (Limit *self)
{
  g_mutex_lock (&self->lock);
  self->is_done = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_object_unref (self->cancellable);

  return self->is_late;
}

static void
cancel_other (GCancellable *cancellable, gpointer other)
{
  g_cancellable_cancel (other);
}

static gpointer
throw_status (guint status, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", status);

  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == 429)
    return pantau_throw_null (error, PANTAU_ERROR_OVERLOADED,
                              _ ("the agency's server asks to be left alone for a while"));

  return pantau_throw_null (error, PANTAU_ERROR_REFUSED,
                            _ ("the agency's server answered with status %s"), number);
}

static void
throw_transport (const GError *reason, GError **error)
{
  if (reason->domain == PANTAU_ERROR)
    g_propagate_error (error, g_error_copy (reason));
  else if (reason->domain == G_TLS_ERROR)
    pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                  _ ("the agency's server cannot prove who it is; a Wi-Fi may stand between, or "
                     "this laptop's clock is wrong"));
  else
    pantau_throw (error, PANTAU_ERROR_UNREACHABLE, _ ("the agency's server cannot be reached"));
}

static char *
dup_header (SoupMessage *message, const char *name)
{
  const char *value =
      soup_message_headers_get_one (soup_message_get_response_headers (message), name);

  return g_strdup (value != NULL && strlen (value) <= MAX_URL ? value : "");
}

/* Where a redirection leads, checked. (transfer full) */
static char *
find_next (SoupMessage *message, GError **error)
{
  g_autofree char *location = dup_header (message, "Location");
  g_autoptr (GUri) uri = *location != '\0'
                             ? g_uri_parse_relative (soup_message_get_uri (message), location,
                                                     SOUP_HTTP_URI_FLAGS, NULL)
                             : NULL;
  g_autofree char *next = uri != NULL ? g_uri_to_string (uri) : NULL;

  if (next == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_REFUSED,
                              _ ("the agency's server leads to no address"));

  return pantau_warning_http_check (next, error) ? g_steal_pointer (&next) : NULL;
}

static SoupMessage *
make_message (const char *url, const char *etag, const char *modified)
{
  SoupMessage *message = soup_message_new (SOUP_METHOD_GET, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (headers, "Accept",
                               "application/cap+xml, application/rss+xml, application/atom+xml, "
                               "application/xml, text/xml");
  if (etag != NULL && *etag != '\0')
    soup_message_headers_append (headers, "If-None-Match", etag);
  if (modified != NULL && *modified != '\0')
    soup_message_headers_append (headers, "If-Modified-Since", modified);

  return message;
}

/* One answer. @next takes where a redirection leads; then the reply is NULL without an error. */
static PantauWarningReply *
exchange (PantauWarningHttp *self,
          const char *url,
          const char *etag,
          const char *modified,
          gsize limit,
          char **next,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (SoupMessage) message = make_message (url, etag, modified);
  g_autoptr (GInputStream) stream = soup_session_send (self->session, message, cancellable, error);
  g_autoptr (PantauWarningReply) reply = NULL;
  guint status;

  if (stream == NULL)
    return NULL;
  status = soup_message_get_status (message);
  if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    {
      *next = find_next (message, error);
      return NULL;
    }
  if (status != SOUP_STATUS_OK && status != SOUP_STATUS_NOT_MODIFIED)
    return throw_status (status, error);

  reply = g_new0 (PantauWarningReply, 1);
  reply->etag = dup_header (message, "ETag");
  reply->modified = dup_header (message, "Last-Modified");
  reply->url = g_strdup (url);
  if (status == SOUP_STATUS_OK)
    {
      reply->body = pantau_xml_read_stream (stream, limit, cancellable, error);
      if (reply->body == NULL)
        return NULL;
    }

  return g_steal_pointer (&reply);
}

PantauWarningReply *
pantau_warning_http_get (PantauWarningHttp *self,
                         const char *url,
                         const char *etag,
                         const char *modified,
                         gsize limit,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *at = g_strdup (url);
  g_autoptr (PantauWarningReply) reply = NULL;
  g_autoptr (GError) reason = NULL;
  Limit time = { 0 };
  gulong handler = 0;
  guint redirections = 0;

  if (!pantau_warning_http_check (url, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  limit_begin (&time);
  if (cancellable != NULL)
    handler =
        g_cancellable_connect (cancellable, G_CALLBACK (cancel_other), time.cancellable, NULL);
  while (reply == NULL && reason == NULL)
    {
      g_autofree char *next = NULL;

      reply = exchange (self, at, etag, modified, limit, &next, time.cancellable, &reason);
      if (next == NULL)
        continue;
      g_free (at);
      at = g_steal_pointer (&next);
      if (++redirections > MAX_REDIRECTION)
        pantau_throw (&reason, PANTAU_ERROR_REFUSED,
                      _ ("the agency's server leads from one address to the next without an end"));
    }
  g_cancellable_disconnect (cancellable, handler);
  if (limit_end (&time) && reply == NULL)
    {
      g_clear_error (&reason);
      pantau_throw (&reason, PANTAU_ERROR_UNREACHABLE,
                    _ ("the agency's server did not answer in time"));
    }
  if (reply == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    throw_transport (reason, error);

  return g_steal_pointer (&reply);
}
