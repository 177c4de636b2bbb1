/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference pack: {"v":1, "province", "files": {NAME: TEXT}} under the province's signature. */

#include "config.h"

#include "reference.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-signed.h"

/* What homes read (app/core/pantau-reference.c); examples are not among it. */
static const char *const files[] = { "wilayah.csv", "alias.csv",      "kecamatan.csv",
                                     "libur.csv",   "tps_khusus.csv", "pemilihan.csv",
                                     "tahapan.csv", "kinds.json",     "choices.json",
                                     "status.json" };

struct _PantauReferencePack
{
  GBytes *body;
  char *etag;
};

PantauReferencePack *
pantau_reference_pack_new (PantauProvince *province, GError **error)
{
  g_autoptr (PantauReferencePack) self = g_new0 (PantauReferencePack, 1);
  g_autoptr (JsonObject) pack = json_object_new ();
  JsonObject *texts = json_object_new ();
  g_autofree char *content = NULL, *hash = NULL;
  char *sealed;

  json_object_set_int_member (pack, "v", 1);
  json_object_set_string_member (pack, "province", pantau_province_get_name (province));
  json_object_set_object_member (pack, "files", texts);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file =
          pantau_reference_read (pantau_province_get_reference (province), files[i], error);
      g_autofree char *text = NULL;

      if (file == NULL)
        return NULL;
      text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      json_object_set_string_member (texts, files[i], text);
    }

  content = pantau_json_object_text (pack);
  hash = pantau_sha256_text (content, strlen (content));
  self->etag = g_strdup_printf ("\"%.32s\"", hash);
  sealed = pantau_signed_seal (pantau_province_get_key (province), PANTAU_PURPOSE_REFERENCE, pack);
  self->body = g_bytes_new_take (sealed, strlen (sealed));

  return g_steal_pointer (&self);
}

void
pantau_reference_pack_free (PantauReferencePack *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self);
}

void
pantau_reference_pack_handle (PantauRequest *request, gpointer data)
{
  PantauReferencePack *self = data;
  const char *known = pantau_request_get_header (request, "If-None-Match");

  pantau_request_set_header (request, "ETag", self->etag);
  if (g_strcmp0 (known, self->etag) == 0)
    pantau_request_reply (request, 304, NULL, NULL);
  else
    pantau_request_reply_encoded (request, 200, "application/json", self->body);
}
