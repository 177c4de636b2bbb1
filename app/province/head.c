/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judges the head of a request before SoupServer sees it. What is not written exactly as RFC 9112
 * lets a sender write it is refused: a proxy in front and SoupServer behind would otherwise be two
 * readers who may understand two different requests, and whoever can make them disagree gets past
 * the proxy's rules.
 */

#include "config.h"

#include "head.h"

#include <string.h>

static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

/* A field that may come only once, and where it was found. */
enum
{
  FIELD_HOST,
  FIELD_CONTENT_LENGTH,
  FIELD_TRANSFER_ENCODING,
  FIELD_AUTHORIZATION,
  FIELD_CONTENT_ENCODING,
  FIELD_EXPECT,
  N_FIELDS,
};

static const char *const single_fields[N_FIELDS] = {
  [FIELD_HOST] = "Host",
  [FIELD_CONTENT_LENGTH] = "Content-Length",
  [FIELD_TRANSFER_ENCODING] = "Transfer-Encoding",
  [FIELD_AUTHORIZATION] = "Authorization",
  [FIELD_CONTENT_ENCODING] = "Content-Encoding",
  [FIELD_EXPECT] = "Expect",
};

typedef struct
{
  const char *text; /* borrowed, not ended by NUL; NULL where absent */
  gsize length;
} Span;

/* The largest body length that no reader rounds (2^53). */
#define MAX_CONTENT_LENGTH G_GINT64_CONSTANT (9007199254740992)

static gboolean
span_is (Span span, const char *text)
{
  return span.length == strlen (text) && memcmp (span.text, text, span.length) == 0;
}

static gboolean
span_is_caseless (Span a, const char *text, gsize length)
{
  return a.length == length && g_ascii_strncasecmp (a.text, text, length) == 0;
}

static PantauHttpHeadResult
refuse (const char **why, PantauHttpHeadResult result, const char *reason)
{
  if (why != NULL)
    *why = reason;

  return result;
}

/* tchar of RFC 9110 section 5.6.2. */
static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

/* Letters of a host name, of an IP literal, and the port. */
static gboolean
is_authority (Span span)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isalnum (span.text[i]) &&
        (span.text[i] == '\0' || strchr (".-_:[]", span.text[i]) == NULL))
      return FALSE;

  return span.length > 0;
}

/* Cuts @rest at the first space; FALSE where there is none. */
static gboolean
cut_word (Span *rest, Span *word)
{
  const char *space = memchr (rest->text, ' ', rest->length);

  if (space == NULL)
    return FALSE;

  *word = (Span){ rest->text, (gsize) (space - rest->text) };
  rest->length -= word->length + 1;
  rest->text = space + 1;

  return TRUE;
}

static PantauHttpHeadResult
check_request_line (Span line, PantauHttpHead *head, Span *authority, const char **why)
{
  Span method, target;
  gboolean known = FALSE;

  *authority = (Span){ NULL, 0 };

  if (!cut_word (&line, &method) || !cut_word (&line, &target) || method.length == 0)
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                   "the request line is not METHOD TARGET HTTP/1.1");
  for (gsize i = 0; i < method.length; i++)
    if (!is_token_char (method.text[i]))
      return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "the method is not a token");

  if (span_is (line, "HTTP/1.1"))
    head->minor = 1;
  else if (span_is (line, "HTTP/1.0"))
    head->minor = 0;
  else if (line.length == 8 && memcmp (line.text, "HTTP/", 5) == 0 && line.text[6] == '.')
    return refuse (why,
                   span_is (method, "PRI") ? PANTAU_HTTP_HEAD_MALFORMED : PANTAU_HTTP_HEAD_VERSION,
                   "only HTTP/1.1 and HTTP/1.0 are spoken here");
  else
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                   "the request line is not METHOD TARGET HTTP/1.1");

  if (target.length > PANTAU_HTTP_HEAD_MAX_TARGET)
    return refuse (why, PANTAU_HTTP_HEAD_TARGET, "the request target is too long");
  for (gsize i = 0; i < target.length; i++)
    if (!g_ascii_isgraph (target.text[i]) || target.text[i] == '#')
      return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                     "the request target has a character that must be escaped");

  if (target.length > 7 && g_ascii_strncasecmp (target.text, "http://", 7) == 0)
    {
      const char *end = memchr (target.text + 7, '/', target.length - 7);

      *authority = (Span){ target.text + 7,
                           end == NULL ? target.length - 7 : (gsize) (end - target.text - 7) };
    }
  else if (target.length == 0 || target.text[0] != '/')
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "the request target is not a path");

  /* SoupServer keeps each method's name that it ever saw, so it is shown the usual ones only. */
  for (guint i = 0; i < G_N_ELEMENTS (methods) && !known; i++)
    known = span_is (method, methods[i]);
  if (!known)
    return refuse (why, PANTAU_HTTP_HEAD_METHOD, "no such method is known here");
  memcpy (head->method, method.text, method.length);

  return PANTAU_HTTP_HEAD_OK;
}

/* What is said of the connection itself. */
static void
note_connection (Span name, Span value, PantauHttpHead *head)
{
  if (span_is_caseless (name, "Keep-Alive", strlen ("Keep-Alive")))
    head->keeps = TRUE;
  if (!span_is_caseless (name, "Connection", strlen ("Connection")))
    return;

  for (gsize i = 0; i + strlen ("close") <= value.length; i++)
    head->closes =
        head->closes || g_ascii_strncasecmp (value.text + i, "close", strlen ("close")) == 0;
}

static PantauHttpHeadResult
check_field (Span line, Span found[N_FIELDS], PantauHttpHead *head, const char **why)
{
  const char *colon = memchr (line.text, ':', line.length);
  Span name, value;

  if (line.text[0] == ' ' || line.text[0] == '\t')
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "a header field is folded");
  if (colon == NULL || colon == line.text)
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "a header field has no name");

  name = (Span){ line.text, (gsize) (colon - line.text) };
  for (gsize i = 0; i < name.length; i++)
    if (!is_token_char (name.text[i]))
      return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "the name of a header field is not a token");

  value = (Span){ colon + 1, line.length - name.length - 1 };
  for (gsize i = 0; i < value.length; i++)
    if (g_ascii_iscntrl (value.text[i]) && value.text[i] != '\t')
      return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "a header field has a control character");
  while (value.length > 0 && (value.text[0] == ' ' || value.text[0] == '\t'))
    value = (Span){ value.text + 1, value.length - 1 };
  while (value.length > 0 && strchr (" \t", value.text[value.length - 1]) != NULL)
    value.length--;

  note_connection (name, value, head);

  for (guint i = 0; i < N_FIELDS; i++)
    if (span_is_caseless (name, single_fields[i], strlen (single_fields[i])))
      {
        if (found[i].text != NULL)
          return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "a header field is given twice");
        found[i] = value;
      }

  return PANTAU_HTTP_HEAD_OK;
}

static PantauHttpHeadResult
check_framing (const Span found[N_FIELDS], PantauHttpHead *head, const char **why)
{
  Span length = found[FIELD_CONTENT_LENGTH], coding = found[FIELD_TRANSFER_ENCODING];

  head->content_length = -1;

  if (coding.text != NULL)
    {
      if (length.text != NULL)
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                       "Content-Length and Transfer-Encoding contradict each other");
      if (head->minor == 0 || !span_is (coding, "chunked"))
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                       "the only Transfer-Encoding understood here is chunked");
      head->chunked = TRUE;
    }

  if (length.text != NULL)
    {
      if (length.length == 0 || length.length > 16)
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "Content-Length is not a number");

      head->content_length = 0;
      for (gsize i = 0; i < length.length; i++)
        {
          if (!g_ascii_isdigit (length.text[i]))
            return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "Content-Length is not a number");
          head->content_length = head->content_length * 10 + (length.text[i] - '0');
        }
      if (head->content_length > MAX_CONTENT_LENGTH)
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "Content-Length is not a number");
    }

  return PANTAU_HTTP_HEAD_OK;
}

static PantauHttpHeadResult
check_host (Span host, Span authority, PantauHttpHead *head, const char **why)
{
  if (host.text == NULL)
    {
      if (head->minor == 1 || authority.text != NULL)
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "there is no Host");
      return PANTAU_HTTP_HEAD_OK;
    }

  if (!is_authority (host))
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "Host is not a host name");
  if (authority.text != NULL && !span_is_caseless (authority, host.text, host.length))
    return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                   "the request target names another host than Host");

  return PANTAU_HTTP_HEAD_OK;
}

/* The whole head, whose line ends are known to be CR LF. */
static PantauHttpHeadResult
check_lines (const char *text, PantauHttpHead *head, const char **why)
{
  Span found[N_FIELDS] = { 0 }, authority = { 0 };
  PantauHttpHeadResult result;
  const char *line = text, *end = text + head->size - 2; /* the empty line */
  guint n = 0;

  for (const char *next; line < end; line = next + 2, n++)
    {
      next = memchr (line, '\r', (gsize) (end - line));
      g_assert (next != NULL);

      if (n == 0)
        result = check_request_line ((Span){ line, (gsize) (next - line) }, head, &authority, why);
      else if (n > PANTAU_HTTP_HEAD_MAX_FIELDS)
        return refuse (why, PANTAU_HTTP_HEAD_TOO_LARGE, "there are too many header fields");
      else
        result = check_field ((Span){ line, (gsize) (next - line) }, found, head, why);

      if (result != PANTAU_HTTP_HEAD_OK)
        return result;
    }

  head->keeps = head->keeps && !head->closes && head->minor == 1;
  result = check_framing (found, head, why);
  if (result == PANTAU_HTTP_HEAD_OK)
    result = check_host (found[FIELD_HOST], authority, head, why);

  return result;
}

PantauHttpHeadResult
pantau_http_head_check (
    const guint8 *bytes, gsize length, gsize *from, PantauHttpHead *head, const char **why)
{
  gsize limit = MIN (length, PANTAU_HTTP_HEAD_MAX_SIZE);

  /*
   * A byte is judged once its follower is known, so that CR at the end of what is here waits for
   * its LF.
   */
  for (; *from < limit; (*from)++)
    {
      gsize i = *from;

      if (bytes[i] == '\0')
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "the head has a NUL");
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
        return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "a line of the head does not end in CR LF");
      if (bytes[i] == '\r')
        {
          if (i + 1 == length)
            break;
          if (bytes[i + 1] != '\n')
            return refuse (why, PANTAU_HTTP_HEAD_MALFORMED,
                           "a line of the head does not end in CR LF");
          if (i == 0)
            return refuse (why, PANTAU_HTTP_HEAD_MALFORMED, "the head begins with an empty line");
        }
      if (bytes[i] == '\n' && i >= 3 && bytes[i - 2] == '\n')
        {
          memset (head, 0, sizeof *head);
          head->size = i + 1;
          return check_lines ((const char *) bytes, head, why);
        }
    }

  return length >= PANTAU_HTTP_HEAD_MAX_SIZE
             ? refuse (why, PANTAU_HTTP_HEAD_TOO_LARGE, "the head is too large")
             : PANTAU_HTTP_HEAD_MORE;
}
