/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reference data travel, and how they are called. */

#include "config.h"

#include "pantau-reference-pack.h"

#include <string.h>

#include "pantau-crypto.h"
#include "pantau-json.h"

/* What homes read (pantau-reference.c); examples are not among it. */
static const char *const files[] = { "wilayah.csv",         "alias.csv",      "kecamatan.csv",
                                     "libur.csv",           "tps_khusus.csv", "pemilihan.csv",
                                     "tahapan.csv",         "kinds.json",     "choices.json",
                                     "status.json",         "matriks.json",   "tenggat.json",
                                     "daftar-periksa.json", "instansi.json",  "peringatan.json",
                                     NULL };

const char *const *
pantau_reference_pack_list (void)
{
  return files;
}

JsonObject *
pantau_reference_pack_make (PantauReference *reference,
                            const char *province,
                            const char *const *replaced,
                            char **etag,
                            GError **error)
{
  g_autoptr (JsonObject) pack = json_object_new ();
  JsonObject *texts = json_object_new ();
  JsonArray *names = json_array_new ();
  g_autofree char *content = NULL, *hash = NULL;

  json_object_set_int_member (pack, "v", 1);
  json_object_set_string_member (pack, "province", province);
  json_object_set_object_member (pack, "files", texts);
  json_object_set_array_member (pack, "replaced", names);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GBytes) file = pantau_reference_read (reference, files[i], error);
      g_autofree char *text = NULL;

      if (file == NULL)
        return NULL;
      text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      json_object_set_string_member (texts, files[i], text);
    }
  for (guint i = 0; replaced != NULL && replaced[i] != NULL; i++)
    json_array_add_string_element (names, replaced[i]);

  content = pantau_json_object_text (pack);
  hash = pantau_sha256_text (content, strlen (content));
  *etag = g_strdup_printf ("\"%.32s\"", hash);

  return g_steal_pointer (&pack);
}
