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
 * Connection: close where a client did not ask for another (pantau_request_set_fixed_headers()); the others because no cache and
 * no browser has any business with what is said here.
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
  { "parcel", "The parcel is not for this province, or is damaged" },
  { "unsupported-type", "The type of the body is not understood" },
  { "version", "Another version of tus is spoken here" },
  { "not-known", "The lines that these follow are not here" },
  { "not-named", "No line that may be read names this file" },
  { "not-here", "The file has not been brought yet" },
  { "sealed", "Sealed identities are for their officers alone" },
  { "held", "No desk has released this file yet" },
  { "offset", "The upload stands at another byte" },
  { "checksum", "The bytes are not those that were announced" },
  { "gone", "The upload has ended" },
  { "range", "The file has no such bytes" },
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
  { "role", "This is not for the role of the device" },
  { "epoch", "The province has begun a new epoch" },
  { "rate", "Too many requests" },
  { "uploads", "Too many uploads are under way" },
  { "quota", "No more files today" },
  { "size", "The file has another length" },
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

  return pantau_answer_get_phrase (status);
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

const char *
pantau_answer_get_phrase (guint status)
{
  switch (status)
    {
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 460:
      return "Checksum Mismatch"; /* tus 1.0.0, extension checksum */
    default:
      return soup_status_get_phrase (status);
    }
}

char *
pantau_answer_date (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time);

  return soup_date_time_to_string (moment, SOUP_DATE_HTTP);
}

GBytes *
pantau_answer_raw (
    guint status, const char *name, const char *detail, const char *allow, gboolean without_body)
{
  return pantau_answer_raw_with (status, name, detail, allow, NULL, without_body);
}

GBytes *
pantau_answer_raw_with (guint status,
                        const char *name,
                        const char *detail,
                        const char *allow,
                        const char *more,
                        gboolean without_body)
{
  g_autoptr (GBytes) body = pantau_answer_problem (status, name, detail, NULL, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  GString *text = g_string_new (NULL);
  gsize size;
  const char *bytes = g_bytes_get_data (body, &size);

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\nDate: %s\r\n", status,
                          pantau_answer_get_phrase (status), date);
  for (guint i = 0; i < G_N_ELEMENTS (pantau_answer_headers); i++)
    g_string_append_printf (text, "%s: %s\r\n", pantau_answer_headers[i].name,
                            pantau_answer_headers[i].value);
  if (more != NULL)
    g_string_append (text, more);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE &&
      (more == NULL || strstr (more, "Retry-After: ") == NULL))
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
