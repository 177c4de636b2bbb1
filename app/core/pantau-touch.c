/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lines say was done with files: read with care, since another program may have written it, and written in one way. */

#include "config.h"

#include "pantau-touch.h"

#include "pantau-crypto.h"
#include "pantau-json.h"

/* Append only. */
static const char *const names[] = {
  [PANTAU_TOUCH_EXPORT] = "export",
  [PANTAU_TOUCH_PRINT] = "print",
  [PANTAU_TOUCH_FORWARD] = "forward",
  [PANTAU_TOUCH_HAND_OVER] = "hand-over",
};

const char *
pantau_touch_get_name (PantauTouchWhat what)
{
  return names[what];
}

gboolean
pantau_touch_from_name (const char *name, PantauTouchWhat *what)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *what = (PantauTouchWhat) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
pantau_touch_needs_to (PantauTouchWhat what)
{
  return what == PANTAU_TOUCH_FORWARD || what == PANTAU_TOUCH_HAND_OVER;
}

void
pantau_touch_free (PantauTouch *self)
{
  g_strfreev (self->targets);
  g_free (self->to);
  g_free (self->note);
  g_free (self);
}

/* (transfer full) (nullable) */
static GStrv
read_targets (JsonObject *body)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = pantau_json_array (body, "targets");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n == 0 || n > PANTAU_TOUCH_MAX_TARGETS)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *hash = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (!pantau_is_hash (hash) || !g_hash_table_add (seen, (char *) hash))
        return NULL;
      g_strv_builder_add (builder, hash);
    }

  return g_strv_builder_end (builder);
}

/* A member that may be missing: FALSE where it is there and no text of 1 to @limit characters. @text: (transfer full) (nullable) */
static gboolean
read_text (JsonObject *body, const char *name, glong limit, char **text)
{
  const char *said;

  *text = NULL;
  if (!json_object_has_member (body, name))
    return TRUE;
  said = pantau_json_string (body, name);
  if (said == NULL || *said == '\0' || g_utf8_strlen (said, -1) > limit)
    return FALSE;
  *text = g_strdup (said);

  return TRUE;
}

PantauTouch *
pantau_touch_read (JsonObject *body)
{
  g_autoptr (PantauTouch) self = g_new0 (PantauTouch, 1);

  if (body == NULL || json_object_has_member (body, "blobs") ||
      !pantau_touch_from_name (pantau_json_string (body, "what"), &self->what) ||
      !read_text (body, "to", PANTAU_TOUCH_MAX_TO, &self->to) ||
      !read_text (body, "note", PANTAU_TOUCH_MAX_NOTE, &self->note) ||
      (self->to == NULL && pantau_touch_needs_to (self->what)))
    return NULL;
  self->targets = read_targets (body);

  return self->targets != NULL ? g_steal_pointer (&self) : NULL;
}

JsonObject *
pantau_touch_body (PantauTouchWhat what,
                   const char *const *targets,
                   const char *to,
                   const char *note)
{
  JsonObject *body = json_object_new ();
  JsonArray *array = json_array_new ();

  for (gsize i = 0; targets[i] != NULL; i++)
    json_array_add_string_element (array, targets[i]);
  json_object_set_string_member (body, "what", names[what]);
  json_object_set_array_member (body, "targets", array);
  if (to != NULL)
    json_object_set_string_member (body, "to", to);
  if (note != NULL)
    json_object_set_string_member (body, "note", note);

  return body;
}
