/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers that say no: problem documents, and whole responses for those who are turned away
 * early.
 */

#include "config.h"

#include "answer.h"

#include <libsoup/soup.h>
#include <string.h>

#include "pantau-json.h"

/*
 * Connection: close because SoupServer 3.2 leaks a descriptor for each connection kept alive that
 * its client closes; the others because no cache and no browser has any business with what is said
 * here.
 */
const PantauAnswerHeader pantau_answer_headers[3] = {
  { "Connection", "close" },
  { "Cache-Control", "no-store" },
  { "X-Content-Type-Options", "nosniff" },
};

/* Titles of the stable names; others get the phrase of their status. */
static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { "malformed", "The request is not understood" },
  { "too-large", "The request is too large" },
  { "unsupported-encoding", "The encoding of the body is not understood" },
  { "not-found", "There is nothing here" },
  { "method", "This method is not for this address" },
  { "timeout", "The request came too slowly" },
  { "token", "A new session is needed" },
  { "unknown-device", "The device was never granted access" },
  { "revoked", "The device's access was revoked" },
  { "expired", "The device's access has ended" },
  { "invitation-unknown", "The invitation is not known" },
  { "invitation-used", "The invitation was used already" },
  { "invitation-expired", "The invitation has expired" },
  { "practice", "Practice and real work do not mix" },
  { "bad-answer", "The answer to the challenge is wrong" },
  { "epoch", "The province has begun a new epoch" },
  { "rate", "Too many requests" },
  { "busy", "The province is busy" },
  { "disk", "The province's disk is full" },
  { "internal", "The province failed" },
};

static const char *
get_title (guint status, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, name))
      return titles[i].title;

  return soup_status_get_phrase (status);
}

GBytes *
pantau_answer_problem (
    guint status, const char *name, const char *detail, const char *member, const char *value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *type = g_strconcat ("urn:pantau:problem:", name, NULL);
  char *text;

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", get_title (status, name));
  json_object_set_int_member (object, "status", status);
  if (detail != NULL)
    json_object_set_string_member (object, "detail", detail);
  if (member != NULL && value != NULL)
    json_object_set_string_member (object, member, value);

  text = pantau_json_object_text (object);

  return g_bytes_new_take (text, strlen (text));
}

GBytes *
pantau_answer_raw (
    guint status, const char *name, const char *detail, const char *allow, gboolean without_body)
{
  g_autoptr (GBytes) body = pantau_answer_problem (status, name, detail, NULL, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  GString *text = g_string_new (NULL);
  gsize size;
  const char *bytes = g_bytes_get_data (body, &size);

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\nDate: %s\r\n", status,
                          soup_status_get_phrase (status), date);
  for (guint i = 0; i < G_N_ELEMENTS (pantau_answer_headers); i++)
    g_string_append_printf (text, "%s: %s\r\n", pantau_answer_headers[i].name,
                            pantau_answer_headers[i].value);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    g_string_append_printf (text, "Retry-After: %u\r\n", pantau_answer_retry_after ());
  if (allow != NULL)
    g_string_append_printf (text, "Allow: %s\r\n", allow);
  g_string_append_printf (text, "Content-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          PANTAU_PROBLEM_TYPE, size);
  if (!without_body)
    g_string_append_len (text, bytes, (gssize) size);

  return g_string_free_to_bytes (text);
}

guint
pantau_answer_retry_after (void)
{
  return (guint) g_random_int_range (1, 6);
}
