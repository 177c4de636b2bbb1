/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing and fetching files. That a file has arrived is believed by the province's signature alone. */

#include "config.h"

#include "pantau-client-blob.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-error.h"

#define TYPE     "application/offset+octet-stream"
#define LOCATION "blobs/uploads/"

void
pantau_blob_status_clear (PantauBlobStatus *self)
{
  g_clear_pointer (&self->id, g_free);
  self->offset = 0;
  self->is_stored = FALSE;
}

char *
pantau_blob_stored_text (const char *epoch, const char *hash, goffset size)
{
  return g_strdup_printf ("%s\n%s\n%" G_GOFFSET_FORMAT, epoch, hash, size);
}

static gboolean
not_well_formed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the province's answer is not well-formed"));
}

/* How far it came, by what the answer says. */
static gboolean
read_status (PantauClient *self,
             const PantauAnswer *answer,
             const char *hash,
             goffset size,
             PantauBlobStatus *status,
             GError **error)
{
  g_autofree char *text = NULL;

  if (answer->offset < 0 || answer->offset > size)
    return not_well_formed (error);
  status->offset = answer->offset;
  status->is_stored = FALSE;
  if (answer->offset < size)
    return TRUE;

  text = pantau_blob_stored_text (pantau_client_get_epoch (self), hash, size);
  if (answer->stored == NULL || strlen (answer->stored) != PANTAU_SIGNATURE_TEXT ||
      !pantau_key_verify (pantau_client_get_province (self), PANTAU_PURPOSE_STORED, text,
                          strlen (text), answer->stored))
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("whoever says that the file has arrived is not the province"));
  status->is_stored = TRUE;

  return TRUE;
}

/* The last part of where the upload is; it will stand in a path of ours. NULL where it is none. */
static const char *
read_id (const char *location)
{
  const char *id = location != NULL ? strstr (location, LOCATION) : NULL;

  if (id == NULL)
    return NULL;
  id += strlen (LOCATION);

  return *id != '\0' && strlen (id) <= 64 &&
                 strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
                     strlen (id)
             ? id
             : NULL;
}

static char *
checksum_of (GBytes *bytes)
{
  guint8 hash[PANTAU_SHA256_SIZE];
  g_autofree char *base64 = NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  pantau_sha256 (data, length, hash);
  base64 = g_base64_encode (hash, sizeof hash);

  return g_strconcat ("sha256 ", base64, NULL);
}

gboolean
pantau_client_blob_begin (PantauClient *self,
                          const char *hash,
                          goffset size,
                          GBytes *first,
                          PantauBlobStatus *status,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *length = g_strdup_printf ("%" G_GOFFSET_FORMAT, size);
  g_autofree char *base64 = g_base64_encode ((const guchar *) hash, strlen (hash));
  g_autofree char *metadata = g_strconcat ("hash ", base64, NULL);
  g_autofree char *checksum = first != NULL ? checksum_of (first) : NULL;
  const char *const headers[] = { "Tus-Resumable",
                                  "1.0.0",
                                  "Upload-Length",
                                  length,
                                  "Upload-Metadata",
                                  metadata,
                                  checksum != NULL ? "Upload-Checksum" : NULL,
                                  checksum,
                                  NULL };
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "POST",
                      .path = "/v1/blobs",
                      .headers = headers,
                      .content_type = first != NULL ? TYPE : NULL,
                      .body = first,
                      .takes_success = TRUE,
                      .goes_on = TRUE };
  const char *id;

  pantau_blob_status_clear (status);
  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  if (answer == NULL)
    return FALSE;

  id = read_id (answer->location);
  if (answer->status != 201 || id == NULL)
    return not_well_formed (error);
  status->id = g_strdup (id);

  return read_status (self, answer, hash, size, status, error);
}

gboolean
pantau_client_blob_send (PantauClient *self,
                         const char *hash,
                         goffset size,
                         GBytes *bytes,
                         PantauBlobStatus *status,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/" LOCATION, status->id, NULL);
  g_autofree char *offset = g_strdup_printf ("%" G_GOFFSET_FORMAT, status->offset);
  g_autofree char *checksum = checksum_of (bytes);
  const char *const headers[] = {
    "Tus-Resumable", "1.0.0", "Upload-Offset", offset, "Upload-Checksum", checksum, NULL
  };
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "PATCH",
                      .path = path,
                      .headers = headers,
                      .content_type = TYPE,
                      .body = bytes,
                      .takes_success = TRUE,
                      .resumes = TRUE,
                      .goes_on = TRUE };
  goffset expected = status->offset + (goffset) g_bytes_get_size (bytes);

  g_return_val_if_fail (status->id != NULL, FALSE);

  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  if (answer == NULL)
    return FALSE;
  if (answer->status != 204 || answer->offset != expected)
    return not_well_formed (error);

  return read_status (self, answer, hash, size, status, error);
}

gboolean
pantau_client_blob_fetch (PantauClient *self,
                          const char *hash,
                          goffset from,
                          PantauBlobSink sink,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/blobs/", hash, NULL);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", hash);
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GOFFSET_FORMAT "-", from);
  const char *const headers[] = { from > 0 ? "Range" : NULL, range, NULL };
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "GET",
                      .path = path,
                      .headers = headers,
                      .takes_success = TRUE,
                      .sink = sink,
                      .sink_data = data,
                      .sink_etag = etag };

  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);

  return answer != NULL;
}
