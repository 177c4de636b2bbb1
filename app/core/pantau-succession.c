/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which key of a province follows which, by the word of the recovery key. */

#include "config.h"

#include "pantau-succession.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"

#define LIMIT (64 * 1024)

void
pantau_succession_free (PantauSuccession *self)
{
  g_free (self->fingerprint);
  g_free (self);
}

char *
pantau_succession_sign (
    PantauRecovery *recovery, const char *old, const char *new, gint64 serial, const char *time)
{
  const PantauRecoveryPublic *public = pantau_recovery_get_public (recovery);
  g_autoptr (JsonObject) content = json_object_new ();
  JsonObject *by = json_object_new ();

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "old", old);
  json_object_set_string_member (content, "new", new);
  json_object_set_int_member (content, "serial", serial);
  json_object_set_string_member (content, "time", time);
  json_object_set_string_member (by, "sign", public->sign);
  json_object_set_string_member (by, "seal", public->seal);
  json_object_set_object_member (content, "recovery", by);

  return pantau_signed_seal (pantau_recovery_get_sign_key (recovery), PANTAU_PURPOSE_SUCCESSION,
                             content);
}

static gpointer
not_well_formed (GError **error)
{
  return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                            _ ("this is no statement about the province's next key"));
}

/* Who claims to have signed it, read before it is known that this is so. */
static gboolean
read_public (const char *bytes, gsize length, PantauRecoveryPublic *public)
{
  g_autoptr (JsonObject) outer = pantau_json_parse (bytes, length, LIMIT, NULL);
  const char *text = pantau_json_string (outer, "text");
  g_autoptr (JsonObject) content =
      text != NULL ? pantau_json_parse (text, strlen (text), LIMIT, NULL) : NULL;
  JsonObject *by = pantau_json_object (content, "recovery");

  return by != NULL && pantau_recovery_public_set (public, pantau_json_string (by, "sign"),
                                                   pantau_json_string (by, "seal"));
}

PantauSuccession *
pantau_succession_open (const char *bytes, gsize length, GError **error)
{
  g_autoptr (PantauSuccession) self = NULL;
  g_autoptr (JsonObject) content = NULL;
  PantauRecoveryPublic public;
  const char *old, *new;

  if (!read_public (bytes, length, &public))
    return not_well_formed (error);
  content =
      pantau_signed_open (public.sign, PANTAU_PURPOSE_SUCCESSION, bytes, length, NULL, NULL, error);
  if (content == NULL)
    return NULL;

  old = pantau_json_string (content, "old");
  new = pantau_json_string (content, "new");
  if (!pantau_key_is_valid (old) || !pantau_key_is_valid (new) || g_str_equal (old, new) ||
      pantau_json_integer (content, "serial", 0) < 1)
    return not_well_formed (error);

  self = g_new0 (PantauSuccession, 1);
  g_strlcpy (self->old, old, sizeof self->old);
  g_strlcpy (self->new, new, sizeof self->new);
  self->serial = pantau_json_integer (content, "serial", 0);
  self->fingerprint = pantau_recovery_fingerprint (&public);

  return g_steal_pointer (&self);
}

char *
pantau_succession_list (JsonArray *statements)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_array_member (object, "statements", json_array_ref (statements));

  return pantau_json_object_text (object);
}

/* Those that are statements at all; of PantauSuccession. */
static GPtrArray *
read_all (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_succession_free);
  g_autoptr (JsonObject) object = pantau_json_parse (bytes, length, LIMIT, error);
  JsonArray *statements = pantau_json_array (object, "statements");

  if (object == NULL)
    return NULL;
  if (statements == NULL)
    return not_well_formed (error);

  for (guint i = 0; i < MIN (json_array_get_length (statements), PANTAU_SUCCESSION_MOST); i++)
    {
      JsonNode *node = json_array_get_element (statements, i);
      g_autofree char *text = JSON_NODE_HOLDS_OBJECT (node)
                                  ? pantau_json_object_text (json_node_get_object (node))
                                  : g_strdup ("");
      PantauSuccession *one = pantau_succession_open (text, strlen (text), NULL);

      if (one != NULL)
        g_ptr_array_add (all, one);
    }

  return g_steal_pointer (&all);
}

/* Of what follows @known, what the right recovery key said last. @stranger: another one did. */
static const PantauSuccession *
find_next (GPtrArray *all, const char *known, const char *fingerprint, gboolean *stranger)
{
  const PantauSuccession *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const PantauSuccession *one = g_ptr_array_index (all, i);

      if (!g_str_equal (one->old, known))
        continue;
      if (g_strcmp0 (one->fingerprint, fingerprint) != 0)
        *stranger = TRUE;
      else if (best == NULL || one->serial > best->serial)
        best = one;
    }

  return best;
}

gboolean
pantau_succession_follow (const char *bytes,
                          gsize length,
                          const char *known,
                          const char *fingerprint,
                          GStrv *path,
                          GError **error)
{
  g_autoptr (GPtrArray) all = read_all (bytes, length, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const PantauSuccession *next;
  const char *key = known;
  gboolean stranger = FALSE;

  if (all == NULL)
    return FALSE;

  /* A ring leads nowhere: each key is passed once. */
  while (g_hash_table_add (seen, (gpointer) key) &&
         (next = find_next (all, key, fingerprint, &stranger)) != NULL &&
         !g_hash_table_contains (seen, next->new))
    {
      key = next->new;
      g_strv_builder_add (builder, key);
    }

  if (key == known && stranger && fingerprint == NULL)
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("the province says that it has a new key, and this home knows no "
                            "recovery key to judge that by; please ask the province for the "
                            "letters of the recovery key (pantauctl enroll --recovery LETTERS)"));
  if (key == known && stranger)
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("somebody says that the province has a new key, and it is not signed "
                            "by the recovery key that this home knows; nothing is sent there"));
  if (key == known)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         _ ("the province's answer is not signed by the key that this home knows"));

  *path = g_strv_builder_end (builder);

  return TRUE;
}
