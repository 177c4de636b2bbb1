/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values from a command line, where everything is text: what a person means by it depends on the
 * field. Nothing is refused here; pantau_check_field() does that, with a sentence.
 */

#include "config.h"

#include "pantau-check.h"

#include <string.h>

#include "pantau-json.h"

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/*
 * "1.500.000" and "Rp 1.500.000,00" are how Indonesian writes a million and a half; "1500000" is
 * well too.
 */
static JsonNode *
parse_integer (const char *text, gboolean is_money)
{
  g_autofree char *digits = NULL;
  gint64 value;

  if (g_ascii_string_to_signed (text, 10, -PANTAU_JSON_MAX_INTEGER, PANTAU_JSON_MAX_INTEGER, &value,
                                NULL))
    return json_node_init_int (json_node_alloc (), value);

  if (g_regex_match_simple (is_money ? "^(rp\\.? ?)?[0-9]{1,3}(\\.[0-9]{3})*(,00|,-)?$"
                                     : "^[0-9]{1,3}(\\.[0-9]{3})+$",
                            text, G_REGEX_CASELESS, 0))
    {
      GString *kept = g_string_new (NULL);

      for (const char *p = text; *p != '\0' && *p != ','; p++)
        if (g_ascii_isdigit (*p))
          g_string_append_c (kept, *p);
      digits = g_string_free (kept, FALSE);
      if (g_ascii_string_to_signed (digits, 10, 0, PANTAU_JSON_MAX_INTEGER, &value, NULL))
        return json_node_init_int (json_node_alloc (), value);
    }

  return text_node (text);
}

static JsonNode *
parse_number (const char *text)
{
  g_autofree char *point = g_strdelimit (g_strdup (text), ",", '.');
  char *end;
  double value = g_ascii_strtod (point, &end);

  if (end == point || *end != '\0')
    return text_node (text);

  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
parse_boolean (const char *text)
{
  static const char *const yes[] = { "ya", "y", "iya", "true", "yes", "1", NULL };
  static const char *const no[] = { "tidak", "t", "tdk", "false", "no", "n", "0", NULL };
  g_autofree char *small = g_ascii_strdown (text, -1);

  if (g_strv_contains (yes, small))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (no, small))
    return json_node_init_boolean (json_node_alloc (), FALSE);

  return text_node (text);
}

static JsonNode *
parse_choices (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 64);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);

  return json_node_init_array (json_node_alloc (), array);
}

/* An array as in a record, or what would be its only element; what is neither stays text. */
static JsonNode *
parse_rows (const char *text)
{
  g_autofree char *document =
      g_strdup_printf (*text == '[' ? "{\"rows\":%s}" : "{\"rows\":[%s]}", text);
  g_autoptr (JsonObject) object =
      *text == '[' || *text == '{'
          ? pantau_json_parse (document, strlen (document), PANTAU_CHECK_MAX_BYTES, NULL)
          : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "rows") : NULL;

  return node != NULL ? json_node_copy (node) : text_node (text);
}

/* JSON as in a record, or the code or name of one village. */
static JsonNode *
parse_places (const char *text)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonObject) place = NULL;

  if (*text == '[' || *text == '{')
    return parse_rows (text);

  place = json_object_new ();
  json_object_set_string_member (place, "village", text);
  json_array_add_object_element (array, g_steal_pointer (&place));

  return json_node_init_array (json_node_alloc (), array);
}

/* "2x5" or "2,5": likelihood and impact. */
static JsonNode *
parse_matrix (const char *text)
{
  g_autoptr (JsonObject) cell = json_object_new ();

  if (!g_regex_match_simple ("^[0-9] *(x|×|,) *[0-9]$", text, G_REGEX_CASELESS, 0))
    return text_node (text);

  json_object_set_int_member (cell, "likelihood", *text - '0');
  json_object_set_int_member (cell, "impact", text[strlen (text) - 1] - '0');

  return json_node_init_object (json_node_alloc (), cell);
}

/* "pemilih=120, lansia=4" */
static JsonNode *
parse_people (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 64);
  g_autoptr (JsonObject) counts = json_object_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL)
        return text_node (text);
      *equals = '\0';
      json_object_set_member (counts, g_strstrip (parts[i]),
                              parse_integer (g_strstrip (equals + 1), FALSE));
    }

  return json_node_init_object (json_node_alloc (), counts);
}

/* An object as in a record; NULL where it is none. */
static JsonNode *
parse_object (const char *text)
{
  g_autoptr (JsonObject) object = NULL;

  if (*text != '{')
    return NULL;
  object = pantau_json_parse (text, strlen (text), PANTAU_CHECK_MAX_BYTES, NULL);

  return object != NULL ? json_node_init_object (json_node_alloc (), object) : NULL;
}

JsonNode *
pantau_check_parse_text (const PantauField *field, const char *text)
{
  JsonNode *parsed;

  if (*text == '\0')
    return json_node_init_null (json_node_alloc ());

  switch (field->type)
    {
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_MONEY:
      return parse_integer (text, field->type == PANTAU_FIELD_MONEY);
    case PANTAU_FIELD_NUMBER:
      return parse_number (text);
    case PANTAU_FIELD_BOOLEAN:
      return parse_boolean (text);
    case PANTAU_FIELD_CHOICES:
      return parse_choices (text);
    case PANTAU_FIELD_MATRIX:
      parsed = parse_object (text);
      return parsed != NULL ? parsed : parse_matrix (text);
    case PANTAU_FIELD_PEOPLE:
      parsed = parse_object (text);
      return parsed != NULL ? parsed : parse_people (text);
    case PANTAU_FIELD_LIST:
      return parse_rows (text);
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
    case PANTAU_FIELD_CHOICE:
    case PANTAU_FIELD_DATETIME:
    case PANTAU_FIELD_DATE:
    case PANTAU_FIELD_REGION:
    default:
      return text_node (text);
    }
}

JsonNode *
pantau_check_parse_value (const PantauKind *kind, const char *name, const char *text)
{
  const PantauField *field = pantau_kind_field (kind, name);

  if (field != NULL)
    return pantau_check_parse_text (field, text);
  if (*text == '\0')
    return json_node_init_null (json_node_alloc ());
  if (g_str_equal (name, "severity"))
    return parse_integer (text, FALSE);

  return g_str_equal (name, "places") ? parse_places (text) : text_node (text);
}
