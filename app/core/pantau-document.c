/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reference files in JSON. json-glib forgets lines once it has parsed, so the line of a fault is
 * found again by looking for the names that were being read; that is exact enough for a person with
 * an editor.
 */

#include "config.h"

#include "pantau-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

/* Our own files are some 30 KB; a province's may grow, but not without end. */
#define LIMIT (4 * 1024 * 1024)

struct _PantauDocument
{
  char *name;
  char *text;
  JsonObject *root;
  JsonArray *empty; /* stands for arrays that are missing */
  char *outer;      /* (owned) (nullable) */
  char *inner;      /* (owned) (nullable) */
  char *fault;      /* (owned) (nullable) */
};

const char *
pantau_label_get (const PantauLabel *self, const char *language)
{
  return g_strcmp0 (language, "en") == 0 ? self->en : self->id;
}

void
pantau_label_clear (PantauLabel *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->en, g_free);
}

static guint
line_of (PantauDocument *self)
{
  const char *names[] = { self->outer, self->inner };
  const char *found = self->text;
  guint line = 1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *quoted = names[i] != NULL ? g_strdup_printf ("\"%s\"", names[i]) : NULL;
      const char *next = quoted != NULL ? strstr (found, quoted) : NULL;

      found = next != NULL ? next : found;
    }

  for (const char *p = self->text; p < found; p++)
    line += *p == '\n' ? 1 : 0;

  return line;
}

static void
fail_at (PantauDocument *self, guint line, const char *what)
{
  if (self->fault == NULL)
    self->fault = g_strdup_printf (_ ("%s, line %u: %s"), self->name, line, what);
}

void
pantau_document_fail (PantauDocument *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  fail_at (self, line_of (self), what);
}

static void
parse_error_cb (JsonParser *parser, gpointer reason, gpointer data)
{
  guint *line = data;

  *line = json_parser_get_current_line (parser);
}

/*
 * The line that json-glib stumbles over; its parser is only asked where the text is too shallow to
 * overflow it.
 */
static guint
damaged_line (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint depth = 0, deepest = 0, line = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      depth += *p == '{' || *p == '[' ? 1 : 0;
      depth -= (*p == '}' || *p == ']') && depth > 0 ? 1 : 0;
      deepest = MAX (deepest, depth);
    }

  if (deepest > 4 * PANTAU_JSON_MAX_DEPTH)
    return 1;

  /* It knows the line only while it parses. */
  g_signal_connect (parser, "error", G_CALLBACK (parse_error_cb), &line);
  json_parser_load_from_data (parser, text, -1, NULL);

  return MAX (line, 1);
}

PantauDocument *
pantau_document_new (const char *name, GBytes *bytes)
{
  PantauDocument *self = g_new0 (PantauDocument, 1);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  self->name = g_strdup (name);
  self->text = g_strndup (data != NULL ? data : "", length);
  self->empty = json_array_new ();
  self->root = pantau_json_parse (self->text, length, LIMIT, &error);

  if (self->root == NULL)
    {
      gboolean is_text = g_utf8_validate_len (self->text, length, NULL);

      fail_at (self, is_text ? damaged_line (self->text) : 1, error->message);
      self->root = json_object_new ();
    }

  return self;
}

void
pantau_document_free (PantauDocument *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self->outer);
  g_free (self->inner);
  g_free (self->fault);
  json_object_unref (self->root);
  json_array_unref (self->empty);
  g_free (self);
}

JsonObject *
pantau_document_root (PantauDocument *self)
{
  return self->root;
}

void
pantau_document_at (PantauDocument *self, const char *outer, const char *inner)
{
  g_free (self->outer);
  g_free (self->inner);
  self->outer = g_strdup (outer);
  self->inner = g_strdup (inner);
}

const char *
pantau_document_string (PantauDocument *self, JsonObject *object, const char *name)
{
  const char *value = pantau_json_string (object, name);

  if (value == NULL || *value == '\0')
    {
      pantau_document_fail (self, _ ("the text “%s” is missing"), name);
      return "";
    }

  return value;
}

const char *
pantau_document_code (PantauDocument *self, JsonObject *object, const char *name)
{
  const char *value = pantau_document_string (self, object, name);

  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && (p == value || (*p != '-' && *p != '_')))
      {
        pantau_document_fail (self, _ ("“%s” is not a code of small letters, digits and hyphens"),
                              value);
        return "";
      }

  return value;
}

void
pantau_document_label (PantauDocument *self,
                       JsonObject *object,
                       const char *name,
                       gboolean required,
                       PantauLabel *label)
{
  JsonObject *texts = pantau_json_object (object, name);

  if (texts == NULL)
    {
      if (required || json_object_has_member (object, name))
        pantau_document_fail (self, _ ("“%s” has no texts"), name);
      return;
    }

  label->id = g_strdup (pantau_document_string (self, texts, "id"));
  label->en = g_strdup (pantau_document_string (self, texts, "en"));
}

JsonArray *
pantau_document_objects (PantauDocument *self, JsonObject *object, const char *name)
{
  JsonArray *array = pantau_json_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      array = NULL;

  if (array == NULL)
    {
      pantau_document_fail (self, _ ("“%s” is not a list of objects"), name);
      return self->empty;
    }

  return array;
}

char **
pantau_document_strings (PantauDocument *self, JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *single = pantau_json_string (object, name);
  JsonArray *array = pantau_json_array (object, name);

  if (single != NULL)
    g_strv_builder_add (builder, single);
  else if (array == NULL && json_object_has_member (object, name))
    pantau_document_fail (self, _ ("“%s” is not a list of texts"), name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
      else
        pantau_document_fail (self, _ ("“%s” is not a list of texts"), name);
    }

  return g_strv_builder_end (builder);
}

gboolean
pantau_document_finish (PantauDocument *self, GError **error)
{
  if (self->fault != NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, "%s", self->fault);

  return TRUE;
}
