/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON read and written by json-glib, and what it does wrongly made good. What reaches it is checked in pantau-json-scan.c. */

#include "config.h"

#include "pantau-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"

JsonObject *
pantau_json_parse (const char *text, gsize length, gsize limit, GError **error)
{
  g_autofree char *copy = NULL;

  if (!pantau_json_scan (text, length, limit, error))
    return NULL;

  copy = g_strndup (text, length);

  return pantau_json_parse_known (copy, error);
}

JsonObject *
pantau_json_parse_known (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, -1, &local_error))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not valid JSON: %s"),
                              local_error->message);

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not valid JSON: %s"),
                              _ ("it does not begin with “{”"));

  return json_object_ref (json_node_get_object (root));
}

/*
 * Mends what json-glib 1.6.6 writes wrongly: it adds ".0" to every number that has no point, and so makes "1e+20.0" of
 * 1e+20, and it forgets to escape U+001F. Neither is JSON. (transfer full)
 */
static char *
mended (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 1);
  gboolean in_string = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *start = p;

      if (*p == '"')
        in_string = !in_string;

      if (in_string && *p == '\x1f')
        {
          g_string_append (out, "\\u001f");
          p++;
        }
      else if (in_string && *p == '\\')
        {
          g_string_append_len (out, p, 2);
          p += 2;
        }
      else if (!in_string && *p == 'e' && (p[1] == '+' || p[1] == '-'))
        {
          p += 2 + strspn (p + 2, "0123456789");
          g_string_append_len (out, start, p - start);
          if (g_str_has_prefix (p, ".0"))
            p += 2;
        }
      else
        {
          g_string_append_c (out, *p++);
        }
    }

  return g_string_free (out, FALSE);
}

char *
pantau_json_node_text (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return mended (text);
}

char *
pantau_json_object_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);

  return pantau_json_node_text (node);
}

/* Depth is bounded: every node here came through the scanner or was built by us. */
static JsonNode *
sorted (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (JsonObject) result = json_object_new ();
      g_autoptr (GList) members = json_object_get_members (object);
      JsonNode *out = json_node_alloc ();

      members = g_list_sort (members, (GCompareFunc) strcmp);
      for (GList *l = members; l != NULL; l = l->next)
        json_object_set_member (result, l->data, sorted (json_object_get_member (object, l->data)));

      return json_node_init_object (out, result);
    }

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      g_autoptr (JsonArray) result = json_array_new ();
      JsonNode *out = json_node_alloc ();

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (result, sorted (json_array_get_element (array, i)));

      return json_node_init_array (out, result);
    }

  return json_node_copy (node);
}

char *
pantau_json_canonical (JsonNode *node)
{
  g_autoptr (JsonNode) result = sorted (node);

  return pantau_json_node_text (result);
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static const char *
string_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

const char *
pantau_json_string (JsonObject *object, const char *name)
{
  return string_of (member (object, name));
}

const char *
pantau_json_string_at (JsonArray *array, guint i)
{
  return string_of (json_array_get_element (array, i));
}

gint64
pantau_json_integer (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;

  return json_node_get_int (node);
}

gboolean
pantau_json_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

JsonObject *
pantau_json_object (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
pantau_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

void
pantau_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}
