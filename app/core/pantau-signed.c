/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The envelope around everything that the province signs but does not write into the ledger. */

#include "config.h"

#include "pantau-signed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

char *
pantau_signed_seal (PantauKeypair *key, PantauPurpose purpose, JsonObject *content)
{
  g_autofree char *text = pantau_json_object_text (content);
  g_autofree char *signature = pantau_keypair_sign (key, purpose, text, strlen (text));
  g_autoptr (JsonObject) outer = json_object_new ();

  json_object_set_string_member (outer, "text", text);
  json_object_set_string_member (outer, "signature", signature);

  return pantau_json_object_text (outer);
}

JsonObject *
pantau_signed_open (const char *key,
                    PantauPurpose purpose,
                    const char *bytes,
                    gsize length,
                    char **text,
                    char **signature,
                    GError **error)
{
  g_autoptr (JsonObject) outer = pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, error);
  g_autoptr (JsonObject) content = NULL;
  const char *inner, *proof;

  if (outer == NULL)
    return NULL;

  inner = pantau_json_string (outer, "text");
  proof = pantau_json_string (outer, "signature");
  if (inner == NULL || proof == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("the answer is not a signed one"));
  if (!pantau_key_verify (key, purpose, inner, strlen (inner), proof))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the answer is not signed by the province"));

  content = pantau_json_parse (inner, strlen (inner), PANTAU_SIGNED_LIMIT, error);
  if (content == NULL)
    return NULL;

  if (text != NULL)
    *text = g_strdup (inner);
  if (signature != NULL)
    *signature = g_strdup (proof);

  return g_steal_pointer (&content);
}
