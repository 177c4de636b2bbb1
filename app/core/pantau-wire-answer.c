/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back: whose it is, whether it is whole, and what it says. Nobody has checked a signature yet. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-wire-private.h"

#define PROBLEM_PREFIX  "urn:pantau:problem:"
#define RETRY_AFTER_MAX (60 * 60) /* seconds; beyond that a server is mistaken, or its clock is */

void
pantau_answer_free (PantauAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->cursor);
  g_free (self->stem);
  g_free (self->etag);
  g_free (self->location);
  g_free (self->stored);
  g_free (self->taken);
  g_free (self);
}

gboolean
pantau_exchange_is_page (PantauExchange *exchange)
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

char *
pantau_exchange_read_problem (PantauExchange *exchange)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (exchange->message), NULL);
  g_autoptr (JsonObject) object = NULL;
  const char *name;

  if (g_strcmp0 (type, "application/problem+json") != 0)
    return NULL;

  object = pantau_json_parse ((const char *) exchange->body->data, exchange->body->len,
                              PANTAU_PROBLEM_LIMIT, NULL);
  name = object != NULL ? pantau_json_string (object, "type") : NULL;
  if (name == NULL || !g_str_has_prefix (name, PROBLEM_PREFIX))
    return NULL;

  return g_strdup (name + strlen (PROBLEM_PREFIX));
}

/*
 * Retry-After, in both its forms. A date is compared with the answer's own Date: laptops' clocks
 * are wrong, the difference of two times of one clock is not.
 */
gint64
pantau_exchange_read_retry_after (PantauExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
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
is_whole (PantauExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         length != NULL && *length != '\0' && strspn (length, "0123456789") == strlen (length) &&
         soup_message_headers_get_content_length (headers) ==
             (goffset) exchange->body->len + exchange->taken;
}

static GBytes *
read_body (PantauExchange *exchange, GError **error)
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

PantauAnswer *
pantau_exchange_read_start (PantauExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *stem = soup_message_headers_get_one (headers, "Pantau-Cursor-Stem");
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCoding coding;

  if (!exchange->call->takes_start || stem == NULL || exchange->is_cut ||
      exchange->body->len == 0 || pantau_exchange_is_page (exchange) ||
      soup_message_get_status (exchange->message) != SOUP_STATUS_OK ||
      !pantau_coding_from_name (soup_message_headers_get_list (headers, "Content-Encoding"),
                                &coding))
    return NULL;

  answer = g_new0 (PantauAnswer, 1);
  answer->status = SOUP_STATUS_OK;
  answer->body = pantau_codec_decode_start (coding, (const char *) exchange->body->data,
                                            exchange->body->len, exchange->call->limit);
  answer->size = exchange->body->len;
  answer->stem = g_strdup (stem);

  return g_steal_pointer (&answer);
}

PantauAnswer *
pantau_exchange_read_answer (PantauExchange *exchange, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (PantauAnswer) answer = g_new0 (PantauAnswer, 1);
  const char *offset = soup_message_headers_get_one (headers, "Upload-Offset");

  answer->status = soup_message_get_status (exchange->message);
  if (exchange->call->sink != NULL)
    {
      if (pantau_exchange_get_file_start (exchange) < 0)
        return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                                  _ ("the answer is not the file that was asked for"));
      if (!is_whole (exchange))
        return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                                  _ ("the answer was cut, or does not tell its length"));
    }
  else if (answer->status == SOUP_STATUS_OK)
    {
      answer->body = read_body (exchange, error);
      if (answer->body == NULL)
        return NULL;
    }

  answer->size = exchange->body->len + (gsize) exchange->taken;
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->stored = g_strdup (soup_message_headers_get_one (headers, "Pantau-Stored"));
  answer->taken = g_strdup (soup_message_headers_get_one (headers, "Pantau-Taken"));
  answer->offset =
      offset != NULL && *offset != '\0' && strspn (offset, "0123456789") == strlen (offset)
          ? g_ascii_strtoll (offset, NULL, 10)
          : -1;
  answer->cursor = g_strdup (soup_message_headers_get_one (headers, "Pantau-Cursor"));
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->more = g_strcmp0 (soup_message_headers_get_one (headers, "Pantau-More"), "1") == 0;
  answer->our_time = exchange->answered_real - (exchange->answered - exchange->sent) / 2;

  return g_steal_pointer (&answer);
}
