/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer: from what a person types to a value, back to text, and what is wrong with it. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-words-list.h"
#include "pantau-words.h"

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
pantau_is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

/* What nobody would call an answer: a blank text, an empty list. */
static gboolean
is_nothing (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) == 0;

  return JSON_NODE_HOLDS_NULL (node) ||
         (is_text (node) && pantau_is_blank (json_node_get_string (node)));
}

gboolean
pantau_answer_is_given (const PantauAnswer *self)
{
  if (self->typed == NULL && self->value != NULL && pantau_answer_is_list (self))
    return !pantau_form_is_list_blank (self);

  return self->typed != NULL || (self->value != NULL && !is_nothing (self->value));
}

gboolean
pantau_answer_equal (JsonNode *left, JsonNode *right)
{
  g_autofree char *a = NULL, *b = NULL;

  if (left == NULL || right == NULL)
    return left == right;

  a = pantau_json_canonical (left);
  b = pantau_json_canonical (right);

  return g_str_equal (a, b);
}

/* The value in its one writing, or NULL and at least one fault in @faults. */
static JsonNode *
check (PantauForm *self, const PantauAnswer *answer, GPtrArray *faults)
{
  JsonNode *normalised = NULL;

  /* What may be chosen was offered by whoever asks (pantau_form_offer()), who checks it too. */
  if (answer->question->field != NULL && answer->question->field->choices == NULL &&
      answer->question->field->type == PANTAU_FIELD_CHOICES)
    return json_node_copy (answer->value);

  if (answer->list != NULL)
    pantau_check_value (self->reference, answer->question->field, answer->question->name,
                        answer->value, pantau_form_now (self), &normalised, faults);
  else
    pantau_check_field (self->reference, self->kind, answer->question->name, answer->value,
                        pantau_form_now (self), &normalised, faults);

  return normalised;
}

JsonNode *
pantau_form_normalise (PantauForm *self, const PantauAnswer *answer)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  if (answer->typed != NULL || !pantau_answer_is_given (answer))
    return NULL;

  return check (self, answer, faults);
}

/* FALSE for a day. */
static gboolean
asks_time (const PantauQuestion *question)
{
  return question->field != NULL
             ? question->field->type == PANTAU_FIELD_DATETIME
             : g_str_equal (question->name, "occurred") || g_str_equal (question->name, "known");
}

/* (transfer full) */
static char *
unread_text (PantauForm *self, const PantauAnswer *answer)
{
  gboolean has_time;
  gint64 when;

  if (asks_time (answer->question) &&
      pantau_format_read_time (answer->typed, pantau_form_now (self), &when, &has_time) &&
      !has_time)
    return g_strdup (_ ("Add the time of day, such as 16.30; a rough one will do"));

  return pantau_form_unread_text (answer->question);
}

char *
pantau_form_find_fault (PantauForm *self, const PantauAnswer *answer)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (JsonNode) normalised = NULL;

  if (answer->question == NULL)
    return NULL;
  if (answer->typed != NULL)
    return unread_text (self, answer);
  if (!pantau_answer_is_given (answer))
    return NULL;

  faults = pantau_faults_new ();
  /* What is wrong with a list was found before: pantau_form_find_list_fault(). */
  normalised = !pantau_answer_is_list (answer) ? check (self, answer, faults) : NULL;
  if (faults->len > 0)
    return pantau_form_fault_text (self, answer->question, g_ptr_array_index (faults, 0));

  return pantau_form_find_breach (self, answer->question);
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* @text without the unit at its end: "80 cm". (transfer full) */
static char *
without_unit (const char *text, const char *unit)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize length = strlen (trimmed), unit_length = unit != NULL ? strlen (unit) : 0;

  if (unit_length > 0 && length > unit_length &&
      g_ascii_strcasecmp (trimmed + length - unit_length, unit) == 0)
    trimmed[length - unit_length] = '\0';

  return g_strstrip (g_steal_pointer (&trimmed));
}

static JsonNode *
read_integer (const char *text, const char *unit)
{
  g_autofree char *bare = without_unit (text, unit);
  gint64 value;

  return pantau_format_read_integer (bare, &value) ? json_node_init_int (json_node_alloc (), value)
                                                   : NULL;
}

static JsonNode *
read_number (const char *text, const char *unit)
{
  g_autofree char *bare = without_unit (text, unit);
  double value;

  return pantau_format_read_number (bare, &value)
             ? json_node_init_double (json_node_alloc (), value)
             : NULL;
}

/*
 * A day as YYYY-MM-DD, or a moment as RFC 3339 in WIB. A moment's value has no way to leave the time of day out (protocol.md, “Values of fields”), and
 * midnight would be a time that nobody told: a day alone is none yet.
 */
static JsonNode *
read_time (PantauForm *self, const char *text, gboolean is_day)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *written = NULL;
  gint64 when;
  gboolean has_time;

  /* Of a mere time of day it is not known which day was meant. */
  if (!pantau_format_read_time (text, pantau_form_now (self), &when, &has_time) ||
      is_day == has_time)
    return NULL;

  time = g_date_time_new_from_unix_utc (when + 7 * 3600);
  if (time == NULL)
    return NULL;
  written = g_date_time_format (time, is_day ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S+07:00");

  return text_node (written);
}

static JsonNode *
read_severity (PantauForm *self, const char *text)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  const PantauChoice *choice = pantau_kinds_choice (kinds, "severity", text);

  return read_integer (choice != NULL ? choice->code : text, NULL);
}

JsonNode *
pantau_form_read_text (PantauForm *self, const PantauQuestion *question, const char *text)
{
  const PantauField *field = question->field;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  JsonNode *parsed;

  if (field == NULL)
    {
      if (g_str_equal (question->name, "occurred") || g_str_equal (question->name, "known"))
        return read_time (self, trimmed, FALSE);
      if (g_str_equal (question->name, "severity"))
        return read_severity (self, trimmed);
      if (g_str_equal (question->name, "places"))
        return pantau_check_parse_value (self->kind, question->name, trimmed);
      return text_node (text);
    }

  switch (field->type)
    {
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
      return text_node (text);
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_MONEY:
      return read_integer (trimmed, field->unit);
    case PANTAU_FIELD_NUMBER:
      return read_number (trimmed, field->unit);
    case PANTAU_FIELD_DATE:
    case PANTAU_FIELD_DATETIME:
      return read_time (self, trimmed, field->type == PANTAU_FIELD_DATE);
    case PANTAU_FIELD_CHOICE:
    case PANTAU_FIELD_CHOICES:
    case PANTAU_FIELD_BOOLEAN:
    case PANTAU_FIELD_REGION:
    case PANTAU_FIELD_MATRIX:
    case PANTAU_FIELD_PEOPLE:
    case PANTAU_FIELD_LIST:
    default:
      parsed = pantau_check_parse_text (field, trimmed);
      if (field->type == PANTAU_FIELD_BOOLEAN && is_text (parsed))
        g_clear_pointer (&parsed, json_node_unref);
      return parsed;
    }
}

/* (transfer full) (nullable): NULL where @value is no moment */
static char *
write_time (JsonNode *value, gboolean is_day)
{
  g_autofree char *normalised = NULL;
  gint64 when;

  if (!is_text (value) || !pantau_check_time (json_node_get_string (value), &normalised, &when))
    return NULL;

  return is_day ? pantau_format_write_date (when) : pantau_format_write_time (when);
}

static char *
write_number (JsonNode *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_NONE;

  if (type == G_TYPE_INT64)
    return pantau_format_integer (json_node_get_int (value));

  return type == G_TYPE_DOUBLE ? pantau_format_number (json_node_get_double (value)) : NULL;
}

/* NULL where words say it better. (transfer full) (nullable) */
static char *
write_by_type (const PantauQuestion *question, JsonNode *value)
{
  const PantauField *field = question->field;

  if (field == NULL)
    return g_str_equal (question->name, "occurred") || g_str_equal (question->name, "known")
               ? write_time (value, FALSE)
           : is_text (value) ? g_strdup (json_node_get_string (value))
                             : NULL;

  switch (field->type)
    {
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
      return is_text (value) ? g_strdup (json_node_get_string (value)) : NULL;
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_MONEY:
    case PANTAU_FIELD_NUMBER:
      return write_number (value);
    case PANTAU_FIELD_DATE:
    case PANTAU_FIELD_DATETIME:
      return write_time (value, field->type == PANTAU_FIELD_DATE);
    case PANTAU_FIELD_CHOICE:
    case PANTAU_FIELD_CHOICES:
    case PANTAU_FIELD_BOOLEAN:
    case PANTAU_FIELD_REGION:
    case PANTAU_FIELD_MATRIX:
    case PANTAU_FIELD_PEOPLE:
    case PANTAU_FIELD_LIST:
    default:
      return NULL;
    }
}

char *
pantau_form_write_text (PantauForm *self, const PantauAnswer *answer)
{
  g_autofree char *json = NULL;
  char *text;

  if (answer->typed != NULL)
    return g_strdup (answer->typed);
  if (answer->value == NULL || answer->question == NULL)
    return g_strdup ("");

  text = write_by_type (answer->question, answer->value);
  if (text != NULL)
    return text;
  if (answer->list != NULL)
    return pantau_words_cell (self->reference, answer->question->field, answer->value);
  json = pantau_json_canonical (answer->value);

  return pantau_words_value (self->reference, self->kind->code, answer->question->name, json);
}
