/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on raw sockets. */

#include "config.h"

#include "tus-fixture.h"

#include <string.h>
#include <unistd.h>

#include "pantau-blob.h"
#include "pantau-crypto.h"
#include "pantau-home.h"
#include "pantau-json.h"

guint8 *
tus_bytes (gsize length, guint8 seed, char **hash)
{
  guint8 *bytes = g_malloc (length + 1);
  guint32 state = seed;

  for (gsize i = 0; i < length; i++)
    {
      state = state * 1664525u + 1013904223u;
      bytes[i] = (guint8) (state >> 24);
    }
  if (hash != NULL)
    *hash = pantau_sha256_text (bytes, length);

  return bytes;
}

/* Pushes lines, all of which must be accepted. */
static void
push (RawDevice *device, PantauEntry *const *entries, gsize n)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree const char **ids = g_new0 (const char *, n);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (Reply) reply = NULL;

  for (gsize i = 0; i < n; i++)
    {
      pantau_entry_append_line (entries[i], lines);
      ids[i] = entries[i]->id;
    }
  reply = raw_device_push (device, "Content-Type: text/plain\r\n", lines->str, lines->len);
  receipt = raw_receipt (device, reply, ids, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, i).fate, ==,
                     PANTAU_FATE_ACCEPTED);
}

static JsonObject *
body_naming (const char *hash)
{
  JsonObject *body = json_object_new ();
  JsonArray *names = json_array_new ();

  json_array_add_string_element (names, hash);
  json_object_set_array_member (body, "blobs", names);

  return body;
}

void
tus_name (RawDevice *device, const char *region, const char *hash)
{
  g_autoptr (JsonObject) body = body_naming (hash);
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };
  g_autoptr (PantauEntry) entry = raw_device_sign (device, &draft);

  push (device, &entry, 1);
}

void
tus_name_closed (RawDevice *device, const char *region, const char *type, const char *hash)
{
  g_autoptr (JsonObject) create = json_object_new (), body = body_naming (hash);
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  PantauDraft draft = { .record = record,
                        .kind = "neutrality",
                        .is_open = FALSE,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = create };
  g_autoptr (PantauEntry) first = NULL, second = NULL;
  PantauEntry *entries[2];

  entries[0] = first = raw_device_sign (device, &draft);
  draft.type = type;
  draft.body = body;
  entries[1] = second = raw_device_sign (device, &draft);
  push (device, entries, 2);
}

Reply *
tus_ask (RawDevice *device,
         const char *method,
         const char *path,
         const char *headers,
         const void *body,
         gsize length)
{
  g_autofree char *all = g_strdup_printf ("Authorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\n%s",
                                          device->token, headers != NULL ? headers : "");

  return raw_ask (device->trip, method, path, all, body, length);
}

Reply *
tus_post (RawDevice *device, const char *hash, goffset size, const void *body, gsize length)
{
  g_autofree char *value = g_base64_encode ((const guchar *) hash, strlen (hash));
  g_autofree char *headers = g_strdup_printf (
      "Upload-Length: %" G_GOFFSET_FORMAT "\r\nUpload-Metadata: filename eA==,hash %s\r\n%s", size,
      value, body != NULL ? "Content-Type: application/offset+octet-stream\r\n" : "");

  return tus_ask (device, "POST", "/v1/blobs", headers, body, length);
}

char *
tus_location (Reply *reply)
{
  g_autofree char *location = reply_header (reply, "Location");

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_true (g_str_has_prefix (location, "blobs/uploads/"));

  return g_strconcat ("/v1/", location, NULL);
}

char *
tus_begin (RawDevice *device, const char *hash, goffset size)
{
  g_autoptr (Reply) reply = tus_post (device, hash, size, NULL, 0);
  g_autofree char *offset = reply_header (reply, "Upload-Offset");

  g_assert_cmpstr (offset, ==, "0");

  return tus_location (reply);
}

Reply *
tus_patch (RawDevice *device,
           const char *path,
           goffset offset,
           const char *headers,
           const void *body,
           gsize length)
{
  g_autofree char *all = g_strdup_printf ("Content-Type: application/offset+octet-stream\r\n"
                                          "Upload-Offset: %" G_GOFFSET_FORMAT "\r\n%s",
                                          offset, headers != NULL ? headers : "");

  return tus_ask (device, "PATCH", path, all, body, length);
}

goffset
tus_offset (RawDevice *device, const char *path)
{
  g_autoptr (Reply) reply = tus_ask (device, "HEAD", path, NULL, NULL, 0);
  g_autofree char *offset = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  offset = reply_header (reply, "Upload-Offset");
  g_assert_nonnull (offset);

  return g_ascii_strtoll (offset, NULL, 10);
}

void
tus_patch_cut (RawDevice *device,
               const char *path,
               goffset offset,
               gsize announced,
               const void *body,
               gsize length)
{
  g_autoptr (GString) request = g_string_new (NULL);
  int fd = trip_connect (device->trip);

  g_string_printf (request,
                   "PATCH %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                   "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
                   "Upload-Offset: %" G_GOFFSET_FORMAT "\r\nContent-Length: %" G_GSIZE_FORMAT
                   "\r\n\r\n",
                   path, device->token, offset, announced);
  g_string_append_len (request, body, (gssize) length);
  for (gsize at = 0; at < request->len;)
    {
      gssize n = TEMP_FAILURE_RETRY (write (fd, request->str + at, request->len - at));

      g_assert_cmpint (n, >, 0);
      at += (gsize) n;
    }
  close (fd);
}

Reply *
tus_get (RawDevice *device, const char *hash, const char *headers)
{
  g_autofree char *path = g_strconcat ("/v1/blobs/", hash, NULL);
  g_autofree char *all = g_strdup_printf ("Authorization: Bearer %s\r\n%s", device->token,
                                          headers != NULL ? headers : "");

  return raw_ask (device->trip, "GET", path, all, NULL, 0);
}

void
tus_assert (Reply *reply, guint status, const char *problem)
{
  g_autoptr (Reply) own = reply;

  g_assert_cmpuint (own->status, ==, status);
  if (problem != NULL)
    g_assert_cmpstr (own->problem, ==, problem);
}

gboolean
tus_stored (Trip *trip, const char *hash)
{
  g_autofree char *path = trip_province_path (trip, "blobs");
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (path);

  return pantau_blobs_has (blobs, hash) && pantau_blobs_check (blobs, hash, NULL, NULL);
}

guint
tus_count_parts (Trip *trip)
{
  g_autofree char *path = trip_province_path (trip, "blobs/tmp");
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

void
tus_set_up (TusFixture *f, gconstpointer data)
{
  f->trip = trip_new (TRUE);
  f->field = raw_device_enrolled (f->trip, "field", TUS_REGION);
}

void
tus_tear_down (TusFixture *f, gconstpointer data)
{
  raw_device_free (f->field);
  trip_free (f->trip);
}

guint8 *
tus_new_file (TusFixture *f, gsize length, char **hash)
{
  guint8 *bytes = tus_bytes (length, 7, hash);

  tus_name (f->field, TUS_REGION, *hash);

  return bytes;
}

void
tus_assert_header (Reply *reply, const char *name, const char *value)
{
  g_autofree char *found = reply_header (reply, name);

  g_assert_cmpstr (found, ==, value);
}
