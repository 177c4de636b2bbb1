/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference pack (pantau-reference-pack.h) under the province's signature. */

#include "config.h"

#include "reference.h"

#include <string.h>

#include "pantau-reference-pack.h"
#include "pantau-signed.h"

struct _PantauReferencePack
{
  GBytes *body;
  char *etag;
};

/* Those that lie beside the database: there they are the operator's own. */
static GStrv
list_replaced (PantauProvince *province)
{
  const char *const *files = pantau_reference_pack_list ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path =
          g_build_filename (pantau_province_get_path (province), "reference", files[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_strv_builder_add (builder, files[i]);
    }

  return g_strv_builder_end (builder);
}

PantauReferencePack *
pantau_reference_pack_new (PantauProvince *province, GError **error)
{
  g_autoptr (PantauReferencePack) self = g_new0 (PantauReferencePack, 1);
  g_auto (GStrv) replaced = list_replaced (province);
  g_autoptr (JsonObject) pack = pantau_reference_pack_make (
      pantau_province_get_reference (province), pantau_province_get_name (province),
      (const char *const *) replaced, &self->etag, error);
  char *sealed;

  if (pack == NULL)
    return NULL;

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
