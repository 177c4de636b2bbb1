/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON from outside, checked before it is parsed. The scanner is a loop over bytes with a fixed stack, so that
 * no input can make it recurse; see the header for what it refuses and why.
 */

#include "config.h"

#include "pantau-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-error.h"

/* Objects of ours have a dozen keys. */
#define FEW_KEYS 24

/* Characters of a number. */
#define NUMBER_LIMIT 40

typedef enum
{
  WANT_VALUE,        /* a value must come */
  WANT_FIRST,        /* just after '[': a value or ']' */
  WANT_FIRST_KEY,    /* just after '{': a key or '}' */
  WANT_KEY,          /* after ',' in an object */
  WANT_COLON,        /* after a key */
  WANT_COMMA_OR_END, /* after a value in a container */
  WANT_NOTHING,      /* after the outermost value */
} Want;

typedef struct
{
  const guchar *at;
  const guchar *end;

  guint depth;
  gboolean is_object[PANTAU_JSON_MAX_DEPTH];

  /* The keys of the open objects: the first few as they stand in the text, which costs nothing to compare; from
   * then on, or once one of them has an escape, all of them decoded in a table. */
  struct
  {
    const char *text;
    gsize length;
  } few[PANTAU_JSON_MAX_DEPTH][FEW_KEYS];
  guint n_few[PANTAU_JSON_MAX_DEPTH];
  GHashTable *keys[PANTAU_JSON_MAX_DEPTH]; /* (owned) (nullable) */
} Scanner;

static void
scanner_clear (Scanner *self)
{
  for (guint i = 0; i < PANTAU_JSON_MAX_DEPTH; i++)
    g_clear_pointer (&self->keys[i], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scanner, scanner_clear)

static gboolean
malformed (GError **error, const char *what)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is not valid JSON: %s"), what);
}

static gboolean
scan_hex4 (Scanner *self, guint *value)
{
  *value = 0;

  if (self->end - self->at < 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) *self->at++);

      if (digit < 0)
        return FALSE;
      *value = *value * 16 + (guint) digit;
    }

  return TRUE;
}

/* After the 'u' of an escape. A NUL and half a surrogate pair have no place in any text of ours. */
static gboolean
scan_unicode_escape (Scanner *self, GString *decoded, GError **error)
{
  guint value, low;

  if (!scan_hex4 (self, &value) || value == 0)
    return malformed (error, _ ("a wrong \\u escape"));

  if (value >= 0xdc00 && value <= 0xdfff)
    return malformed (error, _ ("half a surrogate pair"));

  if (value >= 0xd800 && value <= 0xdbff)
    {
      if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
        return malformed (error, _ ("half a surrogate pair"));
      self->at += 2;
      if (!scan_hex4 (self, &low) || low < 0xdc00 || low > 0xdfff)
        return malformed (error, _ ("half a surrogate pair"));
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    }

  if (decoded != NULL)
    g_string_append_unichar (decoded, value);

  return TRUE;
}

/* After the opening quote. @decoded is given for keys only: values need no copy. */
static gboolean
scan_string (Scanner *self, GString *decoded, GError **error)
{
  while (self->at < self->end)
    {
      guchar c = *self->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20)
        return malformed (error, _ ("a control character in a text"));

      if (c != '\\')
        {
          if (decoded != NULL)
            g_string_append_c (decoded, (char) c);
          continue;
        }

      if (self->at == self->end)
        break;

      c = *self->at++;
      if (c == 'u')
        {
          if (!scan_unicode_escape (self, decoded, error))
            return FALSE;
        }
      else if (c != '\0' && strchr ("\"\\/bfnrt", c) != NULL)
        {
          /* Two spellings of one key are told apart by nobody: any escape but these stands for itself. */
          static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
          const char *found = strchr (from, c);

          if (decoded != NULL)
            g_string_append_c (decoded, found != NULL ? to[found - from] : (char) c);
        }
      else
        {
          return malformed (error, _ ("an unknown escape in a text"));
        }
    }

  return malformed (error, _ ("a text without an end"));
}

static gboolean
scan_digits (Scanner *self)
{
  const guchar *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > start;
}

static gboolean
scan_number (Scanner *self, GError **error)
{
  const guchar *start = self->at, *digits;
  gboolean is_integer = TRUE;

  if (*self->at == '-')
    self->at++;

  digits = self->at;
  if (!scan_digits (self) || (*digits == '0' && self->at - digits > 1))
    return malformed (error, _ ("a wrong number"));

  if (self->at < self->end && *self->at == '.')
    {
      is_integer = FALSE;
      self->at++;
      if (!scan_digits (self))
        return malformed (error, _ ("a wrong number"));
    }

  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      is_integer = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (!scan_digits (self))
        return malformed (error, _ ("a wrong number"));
    }

  if (self->at - start > NUMBER_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number has too many digits"));

  if (is_integer)
    {
      guint64 value = 0;

      for (const guchar *p = digits; p < self->at; p++)
        if (!g_uint64_checked_mul (&value, value, 10) ||
            !g_uint64_checked_add (&value, value, (guint64) (*p - '0')) ||
            value > (guint64) PANTAU_JSON_MAX_INTEGER)
          return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number is larger than 2^53"));
    }
  else
    {
      char number[NUMBER_LIMIT + 1] = "";

      /* Beyond a double it would be read as infinite, which JSON cannot write. */
      memcpy (number, start, (gsize) (self->at - start));
      if (isinf (g_ascii_strtod (number, NULL)))
        return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number is too large"));
    }

  return TRUE;
}

static gboolean
scan_word (Scanner *self, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return malformed (error, _ ("an unknown word"));
  self->at += length;

  return TRUE;
}

/* The key comes from outside: in a sentence it is cut between two characters, and what cannot be printed is "?". */
static gboolean
twice (GError **error, const char *key, gsize length)
{
  g_autoptr (GString) shown = g_string_sized_new (64);

  for (const char *p = key; p < key + length && shown->len < 64; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_isprint (c) ? c : '?');
    }

  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the key “%s” is given twice"),
                       shown->str);
}

/* From now on the object's keys are kept decoded. */
static GHashTable *
start_table (Scanner *self, guint level)
{
  self->keys[level] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n_few[level]; i++)
    g_hash_table_add (self->keys[level],
                      g_strndup (self->few[level][i].text, self->few[level][i].length));

  return self->keys[level];
}

static gboolean
scan_key (Scanner *self, GError **error)
{
  guint level = self->depth - 1;
  const guchar *start = self->at;
  g_autoptr (GString) decoded = NULL;
  const guchar *end;

  /* A plain key: up to its quote without an escape. */
  for (end = start; end < self->end && *end != '"' && *end != '\\' && *end >= 0x20;)
    end++;

  if (end < self->end && *end == '"' && self->keys[level] == NULL && self->n_few[level] < FEW_KEYS)
    {
      gsize length = (gsize) (end - start);

      for (guint i = 0; i < self->n_few[level]; i++)
        if (self->few[level][i].length == length &&
            memcmp (self->few[level][i].text, start, length) == 0)
          return twice (error, (const char *) start, length);
      self->few[level][self->n_few[level]].text = (const char *) start;
      self->few[level][self->n_few[level]++].length = length;
      self->at = end + 1;

      return TRUE;
    }

  decoded = g_string_sized_new (16);
  if (!scan_string (self, decoded, error))
    return FALSE;
  if (!g_hash_table_add (self->keys[level] != NULL ? self->keys[level] : start_table (self, level),
                         g_strdup (decoded->str)))
    return twice (error, decoded->str, decoded->len);

  return TRUE;
}

static gboolean
scanner_open (Scanner *self, gboolean is_object, GError **error)
{
  if (self->depth == PANTAU_JSON_MAX_DEPTH)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("JSON nested more than %d levels deep"),
                         PANTAU_JSON_MAX_DEPTH);

  self->n_few[self->depth] = 0;
  self->is_object[self->depth++] = is_object;

  return TRUE;
}

static Want
scanner_close (Scanner *self)
{
  self->depth--;
  g_clear_pointer (&self->keys[self->depth], g_hash_table_unref);

  return self->depth == 0 ? WANT_NOTHING : WANT_COMMA_OR_END;
}

/* One value, or the opening of one. */
static gboolean
scan_value (Scanner *self, Want *want, GError **error)
{
  guchar c = *self->at;

  *want = WANT_COMMA_OR_END;

  switch (c)
    {
    case '{':
      self->at++;
      *want = WANT_FIRST_KEY;
      return scanner_open (self, TRUE, error);
    case '[':
      self->at++;
      *want = WANT_FIRST;
      return scanner_open (self, FALSE, error);
    case '"':
      self->at++;
      return scan_string (self, NULL, error);
    case 't':
      return scan_word (self, "true", error);
    case 'f':
      return scan_word (self, "false", error);
    case 'n':
      return scan_word (self, "null", error);
    default:
      if (c == '-' || g_ascii_isdigit (c))
        return scan_number (self, error);
      return malformed (error, _ ("a value is missing"));
    }
}

static gboolean
scanner_run (Scanner *self, GError **error)
{
  Want want = WANT_VALUE;

  for (; self->at < self->end;)
    {
      guchar c = *self->at;
      gboolean in_object = self->depth > 0 && self->is_object[self->depth - 1];

      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        {
          self->at++;
          continue;
        }

      switch (want)
        {
        case WANT_FIRST:
        case WANT_FIRST_KEY:
        case WANT_COMMA_OR_END:
          if (c == (in_object ? '}' : ']'))
            {
              self->at++;
              want = scanner_close (self);
              continue;
            }
          if (want == WANT_COMMA_OR_END)
            {
              if (c != ',')
                return malformed (error, _ ("a comma or a bracket is missing"));
              self->at++;
              want = in_object ? WANT_KEY : WANT_VALUE;
              continue;
            }
          if (want == WANT_FIRST)
            break;
          G_GNUC_FALLTHROUGH;
        case WANT_KEY:
          if (c != '"')
            return malformed (error, _ ("a key is missing"));
          self->at++;
          if (!scan_key (self, error))
            return FALSE;
          want = WANT_COLON;
          continue;
        case WANT_COLON:
          if (c != ':')
            return malformed (error, _ ("a colon is missing"));
          self->at++;
          want = WANT_VALUE;
          continue;
        case WANT_NOTHING:
          return malformed (error, _ ("something follows after its end"));
        case WANT_VALUE:
        default:
          break;
        }

      if (self->depth == 0 && c != '{')
        return malformed (error, _ ("it does not begin with “{”"));
      if (!scan_value (self, &want, error))
        return FALSE;
    }

  if (want != WANT_NOTHING)
    return malformed (error, _ ("it ends too early"));

  return TRUE;
}

gboolean
pantau_json_scan (const char *text, gsize length, gsize limit, GError **error)
{
  g_auto (Scanner) scanner;

  /* Not by an initialiser: the arrays of keys need no clearing. */
  scanner.at = (const guchar *) text;
  scanner.end = (const guchar *) text + length;
  scanner.depth = 0;
  memset (scanner.keys, 0, sizeof scanner.keys);

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > limit)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the text is %zu bytes long; at most %zu are taken"), length, limit);
  if (length == 0)
    return malformed (error, _ ("it is empty"));
  if (!g_utf8_validate_len (text, length, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));

  return scanner_run (&scanner, error);
}

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
