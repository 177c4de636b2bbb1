/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the province signs of a page that it cannot hand over itself. */

#include "config.h"

#include "pantau-news.h"

#include <string.h>

#include "pantau-json.h"

/* No part of it can have an LF: what was scanned may, so that it is looked for. NULL where a part is missing. */
static char *
signed_text (const char *device, JsonObject *content, GBytes *payload)
{
  const char *epoch = pantau_json_string (content, "epoch");
  const char *after = pantau_json_string (content, "after");
  const char *cursor = pantau_json_string (content, "cursor");
  g_autofree char *hash = NULL;
  gsize length;
  const void *bytes = g_bytes_get_data (payload, &length);

  if (epoch == NULL || after == NULL || cursor == NULL || strchr (epoch, '\n') != NULL ||
      strchr (after, '\n') != NULL || strchr (cursor, '\n') != NULL)
    return NULL;
  hash = pantau_sha256_text (bytes, length);

  return g_strdup_printf ("%s\n%s\n%s\n%s\n%d\n%s\n", device, epoch, after, cursor,
                          pantau_json_boolean (content, "more") ? 1 : 0, hash);
}

JsonObject *
pantau_news_new (PantauKeypair *province,
                 const char *device,
                 const char *epoch,
                 const char *after,
                 const char *cursor,
                 gboolean more,
                 GBytes *payload)
{
  JsonObject *content = json_object_new ();
  g_autofree char *text = NULL, *signature = NULL;

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_NEWS);
  json_object_set_string_member (content, "epoch", epoch);
  json_object_set_string_member (content, "after", after);
  json_object_set_string_member (content, "cursor", cursor);
  json_object_set_boolean_member (content, "more", more);
  text = signed_text (device, content, payload);
  g_return_val_if_fail (text != NULL, content);
  signature = pantau_keypair_sign (province, PANTAU_PURPOSE_NEWS, text, strlen (text));
  json_object_set_string_member (content, "signature", signature);

  return content;
}

gboolean
pantau_news_verify (const char *province, const char *device, JsonObject *content, GBytes *payload)
{
  g_autofree char *text = signed_text (device, content, payload);
  const char *signature = pantau_json_string (content, "signature");

  return text != NULL && signature != NULL && strlen (signature) == PANTAU_SIGNATURE_TEXT &&
         pantau_key_verify (province, PANTAU_PURPOSE_NEWS, text, strlen (text), signature);
}
