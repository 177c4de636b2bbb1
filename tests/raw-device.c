/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests byte by byte, and a device that sends them. */

#include "config.h"

#include "raw-device.h"

#include <string.h>

#include "pantau-home.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-signed.h"

void
reply_free (Reply *self)
{
  g_free (self->head);
  g_free (self->body);
  g_free (self->problem);
  g_free (self);
}

char *
reply_header (Reply *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->head, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0 && lines[i][strlen (name)] == ':')
      return g_strstrip (g_strdup (lines[i] + strlen (name) + 1));

  return NULL;
}

/* Every refusal is a document that a program can read. */
static char *
read_problem (Reply *self)
{
  g_autofree char *type = reply_header (self, "Content-Type");
  g_autoptr (JsonObject) object = NULL;
  const char *name;

  g_assert_nonnull (type);
  g_assert_true (g_str_has_prefix (type, "application/problem+json"));
  object = pantau_json_parse (self->body, self->length, 64 * 1024, NULL);
  g_assert_nonnull (object);
  g_assert_cmpint (pantau_json_integer (object, "status", 0), ==, self->status);
  g_assert_nonnull (pantau_json_string (object, "title"));
  name = pantau_json_string (object, "type");
  g_assert_true (g_str_has_prefix (name, "urn:pantau:problem:"));

  return g_strdup (name + strlen ("urn:pantau:problem:"));
}

static Reply *
reply_new (char *response, gsize length, gboolean has_body)
{
  g_autofree char *own = response, *connection = NULL;
  const char *end = g_strstr_len (response, (gssize) length, "\r\n\r\n");
  Reply *self = g_new0 (Reply, 1);

  if (end == NULL || !g_str_has_prefix (response, "HTTP/1."))
    return self;

  self->status = (guint) g_ascii_strtoull (response + strlen ("HTTP/1.1 "), NULL, 10);
  self->head = g_strndup (response, (gsize) (end + 4 - response));
  self->length = length - strlen (self->head);
  self->body = g_malloc (self->length + 1);
  memcpy (self->body, end + 4, self->length);
  self->body[self->length] = '\0';

  connection = reply_header (self, "Connection");
  g_assert_cmpstr (connection, ==, "close");
  if (self->status >= 400 && has_body)
    self->problem = read_problem (self);

  return self;
}

Reply *
raw_ask (Trip *trip,
         const char *method,
         const char *path,
         const char *headers,
         const char *body,
         gsize length)
{
  g_autoptr (GString) request = g_string_new (NULL);
  gsize response_length;
  char *response;

  g_string_printf (request, "%s %s HTTP/1.1\r\nHost: localhost\r\n%s", method, path,
                   headers != NULL ? headers : "");
  if (body != NULL)
    g_string_append_printf (request, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append_len (request, body, (gssize) length);
  response = trip_raw (trip, request->str, (gssize) request->len, &response_length);

  return reply_new (response, response_length, !g_str_equal (method, "HEAD"));
}

RawDevice *
raw_device_new (Trip *trip)
{
  RawDevice *self = g_new0 (RawDevice, 1);

  self->trip = trip;
  self->key = pantau_keypair_new ();
  self->prev = g_strdup ("");

  return self;
}

void
raw_device_free (RawDevice *self)
{
  pantau_keypair_free (self->key);
  g_free (self->prev);
  g_free (self->province);
  g_free (self->token);
  g_free (self);
}

PantauEntry *
raw_device_sign (RawDevice *self, const PantauDraft *draft)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *entry = pantau_entry_sign (self->key, draft, self->seq + 1, self->prev, &error);

  g_assert_no_error (error);
  self->seq++;
  g_free (self->prev);
  self->prev = g_strdup (entry->id);

  return entry;
}

PantauEntry *
raw_device_write (RawDevice *self, const char *region)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", "Air naik");

  return raw_device_sign (self, &draft);
}

PantauEntry *
raw_device_join (RawDevice *self, const char *code)
{
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now (), *mac = NULL;
  PantauDraft draft = { .record = record,
                        .kind = "device",
                        .is_open = FALSE,
                        .region = "16",
                        .type = PANTAU_TYPE_JOIN,
                        .time = now,
                        .body = body };

  pantau_invite_parse (code, bytes, &error);
  g_assert_no_error (error);
  invite = pantau_invite_new (bytes);
  mac = pantau_invite_join_mac (invite, pantau_keypair_get_name (self->key));
  json_object_set_string_member (body, "invite", pantau_invite_get_id (invite));
  json_object_set_string_member (body, "mac", mac);
  json_object_set_boolean_member (body, "practice", TRUE);

  return raw_device_sign (self, &draft);
}

void
raw_device_open (RawDevice *self)
{
  const char *device = pantau_keypair_get_name (self->key), *challenge;
  g_autofree char *question = NULL, *text = NULL, *signature = NULL, *answer = NULL;
  g_autoptr (JsonObject) content = NULL, object = NULL;
  g_autoptr (Reply) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  question = g_strdup_printf ("{\"device\":\"%s\",\"nonce\":\"%s\"}", device, RAW_NONCE);
  first = raw_ask (self->trip, "POST", "/v1/session", NULL, question, strlen (question));
  g_assert_cmpuint (first->status, ==, 200);
  content = pantau_signed_open (self->province, PANTAU_PURPOSE_CHALLENGE, first->body,
                                first->length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_json_string (content, "nonce"), ==, RAW_NONCE);
  challenge = pantau_json_string (content, "challenge");

  text = g_strjoin ("\n", self->province, challenge, device, NULL);
  signature = pantau_keypair_sign (self->key, PANTAU_PURPOSE_SESSION, text, strlen (text));
  answer = g_strdup_printf ("{\"device\":\"%s\",\"challenge\":\"%s\",\"signature\":\"%s\"}", device,
                            challenge, signature);
  second = raw_ask (self->trip, "POST", "/v1/session", NULL, answer, strlen (answer));
  g_assert_cmpuint (second->status, ==, 200);
  object = pantau_json_parse (second->body, second->length, 4096, &error);
  g_assert_no_error (error);
  g_free (self->token);
  self->token = g_strdup (pantau_json_string (object, "token"));
}

void
raw_device_enroll_with (RawDevice *self, const char *code)
{
  g_autoptr (PantauEntry) join = raw_device_join (self, code);
  g_autoptr (PantauEntry) grant = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reply) reply = NULL;
  const char *text;

  pantau_entry_append_line (join, line);
  reply = raw_ask (self->trip, "POST", "/v1/join", NULL, line->str, line->len);
  g_assert_cmpuint (reply->status, ==, 200);
  object = pantau_json_parse (reply->body, reply->length, 128 * 1024, &error);
  g_assert_no_error (error);
  text = pantau_json_string (object, "grant");
  grant = pantau_entry_decode (text, strlen (text), &error);
  g_assert_no_error (error);
  self->province = g_strdup (grant->device);
  raw_device_open (self);
}

void
raw_device_enroll (RawDevice *self, const char *role, const char *region)
{
  g_autofree char *code = trip_invite (self->trip, role, region);

  raw_device_enroll_with (self, code);
}

RawDevice *
raw_device_enrolled (Trip *trip, const char *role, const char *region)
{
  RawDevice *self = raw_device_new (trip);

  raw_device_enroll (self, role, region);

  return self;
}

Reply *
raw_device_get (RawDevice *self, const char *path)
{
  g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\n", self->token);

  return raw_ask (self->trip, "GET", path, headers, NULL, 0);
}

Reply *
raw_device_push (RawDevice *self, const char *headers, const char *body, gsize length)
{
  g_autofree char *all =
      g_strdup_printf ("Authorization: Bearer %s\r\nPantau-Nonce: " RAW_NONCE "\r\n%s", self->token,
                       headers != NULL ? headers : "");

  return raw_ask (self->trip, "POST", "/v1/entries", all, body, length);
}

PantauReceipt *
raw_receipt (RawDevice *self, Reply *reply, const char *const *ids, gsize n)
{
  g_autoptr (GError) error = NULL;
  PantauReceipt *receipt;

  g_assert_cmpuint (reply->status, ==, 200);
  receipt =
      pantau_receipt_open (self->province, RAW_NONCE, ids, n, reply->body, reply->length, &error);
  g_assert_no_error (error);

  return receipt;
}
