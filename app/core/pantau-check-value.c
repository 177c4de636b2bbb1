/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single values as people give them: checked, and brought into one writing, so that equal values
 * are equal bytes and two people who typed the same thing do not seem to differ.
 */

#include "config.h"

#include "pantau-check-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-json.h"

#define DAY_SECONDS (24 * 3600)
#define YEAR_2000   G_GINT64_CONSTANT (946659600) /* 2000-01-01T00:00:00+07:00 */
#define MAX_CHOICES 32
#define MAX_CODE    64 /* characters of a person code */
#define MAX_PEOPLE  10000000

/*
 * The earliest that "now" can be: this edition was made after it. A laptop whose clock fell back to
 * 2015 must not refuse what really happened today; its clock is measured and noted at the next sync
 * instead.
 */
#define EARLIEST_NOW G_GINT64_CONSTANT (1767200400) /* 2026-01-01T00:00:00+07:00 */

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/*
 * One writing for what looks the same: NFC, LF at line ends, no other control characters and no
 * signs that turn the direction of text, no spaces around. (transfer full)
 */
static char *
clean_text (const char *text, gboolean several_lines)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *out = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);

      if (c == '\n' || c == '\t')
        g_string_append_c (out, several_lines ? (char) c : ' ');
      else if (!turns && !g_unichar_iscntrl (c))
        g_string_append_unichar (out, c);
    }

  return g_strstrip (g_string_free (out, FALSE));
}

JsonNode *
pantau_check_text (
    PantauCheck *self, const char *field, JsonNode *node, guint max_length, gboolean several_lines)
{
  g_autofree char *text = NULL;
  glong length;

  if (!is_text (node))
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a text"), field);

  text = clean_text (json_node_get_string (node), several_lines);
  length = g_utf8_strlen (text, -1);
  if (length > (glong) max_length)
    return pantau_check_fault (self, "too-long", field,
                               _ ("“%s” has %ld characters; at most %u are taken"), field, length,
                               max_length);

  return text_node (text);
}

char *
pantau_check_note (const char *text, GError **error)
{
  g_autofree char *note = NULL;
  glong length;

  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the note is not UTF-8"));

  note = clean_text (text, TRUE);
  length = g_utf8_strlen (note, -1);
  if (length == 0)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the note is empty"));
  if (length > PANTAU_CHECK_MAX_NARRATIVE)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("the note has %ld characters; at most %d are taken"), length,
                              PANTAU_CHECK_MAX_NARRATIVE);

  return g_steal_pointer (&note);
}

static gboolean
read_number (JsonNode *node, double *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (type == G_TYPE_INT64)
    *value = (double) json_node_get_int (node);
  else if (type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  else
    return FALSE;

  return isfinite (*value);
}

JsonNode *
pantau_check_integer (PantauCheck *self, const char *field, JsonNode *node, double min, double max)
{
  double value;

  if (!read_number (node, &value) || value != floor (value))
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a whole number"), field);

  if (value < min || value > max)
    return pantau_check_fault (self, "out-of-range", field,
                               _ ("“%s” must lie between %.0f and %.0f"), field, min, max);

  return json_node_init_int (json_node_alloc (), (gint64) value);
}

static JsonNode *
check_number (PantauCheck *self, const PantauField *definition, const char *field, JsonNode *node)
{
  double value;

  if (!read_number (node, &value))
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a number"), field);

  if ((definition->has_min && value < definition->min) ||
      (definition->has_max && value > definition->max))
    return pantau_check_fault (self, "out-of-range", field, _ ("“%s” must lie between %g and %g"),
                               field, definition->has_min ? definition->min : -INFINITY,
                               definition->has_max ? definition->max : INFINITY);

  if (value == floor (value) && fabs (value) <= (double) PANTAU_JSON_MAX_INTEGER)
    return json_node_init_int (json_node_alloc (), (gint64) value);

  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
check_time (PantauCheck *self, const char *field, JsonNode *node, gint64 *when)
{
  g_autofree char *normalised = NULL;
  g_autofree char *shown = NULL;

  if (!is_text (node))
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be a time, such as 2024-11-27T08:30:00+07:00"), field);

  if (!pantau_check_time (json_node_get_string (node), &normalised, when))
    {
      shown = pantau_check_shown (json_node_get_string (node));
      return pantau_check_fault (
          self, "bad-date", field,
          _ ("“%s” in “%s” is not a time, such as 2024-11-27T08:30:00+07:00"), shown, field);
    }

  return text_node (normalised);
}

JsonNode *
pantau_check_event_time (PantauCheck *self, const char *field, JsonNode *node, gint64 *when)
{
  gint64 time = 0;
  g_autoptr (JsonNode) value = check_time (self, field, node, &time);

  if (value == NULL)
    return NULL;

  if (time > MAX (self->now, EARLIEST_NOW) + DAY_SECONDS)
    return pantau_check_fault (self, "in-future", field, _ ("“%s” lies in the future: %s"), field,
                               json_node_get_string (value));

  if (time < YEAR_2000)
    return pantau_check_fault (self, "too-early", field, _ ("“%s” lies before the year 2000: %s"),
                               field, json_node_get_string (value));

  if (when != NULL)
    *when = time;

  return g_steal_pointer (&value);
}

static JsonNode *
check_date (PantauCheck *self, const char *field, JsonNode *node)
{
  g_autofree char *normalised = NULL;
  g_autofree char *shown = NULL;
  const char *text = is_text (node) ? json_node_get_string (node) : NULL;
  gint64 when;

  if (text == NULL)
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be a date, such as 2024-11-27"), field);

  if (strlen (text) != 10 || !pantau_check_time (text, &normalised, &when))
    {
      shown = pantau_check_shown (text);
      return pantau_check_fault (self, "bad-date", field,
                                 _ ("“%s” in “%s” is not a date, such as 2024-11-27"), shown,
                                 field);
    }

  return text_node (text);
}

static JsonNode *
check_boolean (PantauCheck *self, const char *field, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be true or false"), field);

  return json_node_copy (node);
}

/* The code that @node means in the list of @definition, or NULL after a fault. (transfer none) */
static const char *
find_choice (PantauCheck *self, const PantauField *definition, const char *field, JsonNode *node)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  const PantauChoice *choice;
  g_autofree char *number = NULL;
  g_autofree char *shown = NULL;
  const char *text = NULL;

  /* Lists of grades have digits for codes; who writes the number means the same. */
  if (is_text (node))
    text = json_node_get_string (node);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    text = number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  if (text == NULL)
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be a code of the list “%s”"), field,
                               definition->choices);

  choice = pantau_kinds_choice (kinds, definition->choices, text);
  if (choice != NULL)
    return choice->code;

  shown = pantau_check_shown (text);

  return pantau_check_fault (self, "unknown-choice", field,
                             _ ("“%s” is not in the list “%s” of “%s”"), shown, definition->choices,
                             field);
}

static JsonNode *
check_choices (PantauCheck *self, const PantauField *definition, const char *field, JsonNode *node)
{
  g_autoptr (JsonArray) codes = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;

  if (n > MAX_CHOICES)
    return pantau_check_fault (self, "too-many", field,
                               _ ("“%s” has %u values; at most %d are taken"), field, n,
                               MAX_CHOICES);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = array != NULL ? json_array_get_element (array, i) : node;
      const char *code = find_choice (self, definition, field, element);

      if (code == NULL)
        return NULL;
      if (g_hash_table_add (seen, (gpointer) code))
        json_array_add_string_element (codes, code);
    }

  return json_node_init_array (json_node_alloc (), codes);
}

static JsonNode *
check_region (PantauCheck *self, const char *field, JsonNode *node)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  g_autoptr (GError) error = NULL;
  const PantauRegion *region;

  if (!is_text (node))
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be the code or the name of a region"), field);

  region = pantau_regions_match (regions, json_node_get_string (node), NULL, &error);
  if (region == NULL)
    return pantau_check_fault (self, "unknown-region", field, "%s", error->message);

  return text_node (region->code);
}

/* The members of an object are all in @known. */
static gboolean
check_members (PantauCheck *self, const char *field, JsonObject *object, const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *shown = pantau_check_shown (l->data);

      if (!g_strv_contains (known, l->data))
        return pantau_check_fault (self, "unknown-field", field, _ ("“%s” has no “%s”"), field,
                                   shown) != NULL;
    }

  return TRUE;
}

static JsonNode *
check_matrix (PantauCheck *self, const char *field, JsonNode *node)
{
  static const char *const members[] = { "likelihood", "impact", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (JsonObject) cell = json_object_new ();

  if (object == NULL)
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be an object with likelihood and impact"), field);
  if (!check_members (self, field, object, members))
    return NULL;

  /* Both grades are looked at: whoever mends one wants to know of the other. */
  for (guint i = 0; members[i] != NULL; i++)
    {
      JsonNode *grade = json_object_get_member (object, members[i]), *normalised;
      g_autofree char *at = g_strconcat (field, ".", members[i], NULL);

      if (grade == NULL || JSON_NODE_HOLDS_NULL (grade))
        {
          pantau_check_fault (self, "missing", at, _ ("“%s” has no “%s”"), field, members[i]);
          continue;
        }
      normalised = pantau_check_integer (self, at, grade, 1, PANTAU_MATRIX_GRADES);
      if (normalised != NULL)
        json_object_set_member (cell, members[i], normalised);
    }

  return json_object_get_size (cell) == 2
             ? json_node_init_object (json_node_alloc (), g_steal_pointer (&cell))
             : NULL;
}

/* Counts in the order of the list, so that equal counts are equal bytes. */
static JsonNode *
check_people (PantauCheck *self, const PantauField *definition, const char *field, JsonNode *node)
{
  GPtrArray *groups =
      pantau_kinds_choices (pantau_reference_get_kinds (self->reference), definition->choices);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (JsonObject) counts = json_object_new ();

  if (object == NULL)
    return pantau_check_fault (self, "wrong-type", field,
                               _ ("“%s” must be an object that counts people by group"), field);

  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (codes, ((const PantauChoice *) g_ptr_array_index (groups, i))->code);
  g_ptr_array_add (codes, NULL);
  if (!check_members (self, field, object, (const char *const *) codes->pdata))
    return NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      const char *code = g_ptr_array_index (codes, i);
      JsonNode *count = json_object_get_member (object, code), *normalised;

      if (count == NULL || JSON_NODE_HOLDS_NULL (count))
        continue;
      normalised = pantau_check_integer (self, field, count, 0,
                                         definition->has_max ? definition->max : MAX_PEOPLE);
      if (normalised == NULL)
        return NULL;
      json_object_set_member (counts, code, normalised);
    }

  return json_node_init_object (json_node_alloc (), counts);
}

JsonNode *
pantau_check_kind_value (PantauCheck *self,
                         const PantauField *definition,
                         const char *field,
                         JsonNode *node)
{
  double min = definition->has_min ? definition->min : -(double) PANTAU_JSON_MAX_INTEGER;
  double max = definition->has_max ? definition->max : (double) PANTAU_JSON_MAX_INTEGER;
  gint64 when;

  switch (definition->type)
    {
    case PANTAU_FIELD_CHOICE:
      {
        const char *code = find_choice (self, definition, field, node);

        return code != NULL ? text_node (code) : NULL;
      }
    case PANTAU_FIELD_CHOICES:
      return check_choices (self, definition, field, node);
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_MONEY:
      return pantau_check_integer (self, field, node, min, max);
    case PANTAU_FIELD_NUMBER:
      return check_number (self, definition, field, node);
    case PANTAU_FIELD_DATETIME:
      return check_time (self, field, node, &when);
    case PANTAU_FIELD_DATE:
      return check_date (self, field, node);
    case PANTAU_FIELD_BOOLEAN:
      return check_boolean (self, field, node);
    case PANTAU_FIELD_REGION:
      return check_region (self, field, node);
    case PANTAU_FIELD_MATRIX:
      return check_matrix (self, field, node);
    case PANTAU_FIELD_PEOPLE:
      return check_people (self, definition, field, node);
    case PANTAU_FIELD_LIST:
      return pantau_check_list (self, definition, field, node);
    case PANTAU_FIELD_TEXT:
      return pantau_check_form (self, definition, field, node);
    case PANTAU_FIELD_LONGTEXT:
    default:
      return pantau_check_text (self, field, node, definition->max_length, TRUE);
    }
}

JsonNode *
pantau_check_election (PantauCheck *self, const char *field, JsonNode *node)
{
  PantauElections *elections = pantau_reference_get_elections (self->reference);
  g_autofree char *shown = NULL;

  if (!is_text (node))
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a text"), field);

  if (pantau_elections_lookup (elections, json_node_get_string (node)) != NULL)
    return json_node_copy (node);

  shown = pantau_check_shown (json_node_get_string (node));

  return pantau_check_fault (self, "unknown-election", field, _ ("no election has the code “%s”"),
                             shown);
}

/* A code, so that nobody's name slips in where everybody of the region reads it. */
JsonNode *
pantau_check_person_code (PantauCheck *self, const char *field, JsonNode *node)
{
  g_autoptr (JsonNode) code = pantau_check_text (self, field, node, MAX_CODE, FALSE);

  for (const char *p = code != NULL ? json_node_get_string (code) : ""; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_./:", *p) == NULL)
      return pantau_check_fault (
          self, "malformed", field,
          _ ("“%s” must be a person’s code of letters, digits and hyphens, not a name"), field);

  return g_steal_pointer (&code);
}

JsonNode *
pantau_check_blobs (PantauCheck *self, const char *field, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (JsonArray) blobs = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (array == NULL)
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a list"), field);
  if (json_array_get_length (array) > PANTAU_CHECK_MAX_BLOBS)
    return pantau_check_fault (self, "too-many", field,
                               _ ("“%s” has %u values; at most %d are taken"), field,
                               json_array_get_length (array), PANTAU_CHECK_MAX_BLOBS);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *hash = is_text (element) ? json_node_get_string (element) : "";

      if (!pantau_is_hash (hash))
        return pantau_check_fault (self, "malformed", field,
                                   _ ("“%s” must list SHA-256 hashes of 64 small hex digits"),
                                   field);
      if (g_hash_table_add (seen, (gpointer) hash))
        json_array_add_string_element (blobs, hash);
    }

  return json_node_init_array (json_node_alloc (), blobs);
}
