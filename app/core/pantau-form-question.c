/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions a form has, for whom and in which order, and which of them are asked just now. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

/* What every record is asked, in the order in which it stands where a kind does not ask it first. */
static const struct
{
  const char *name;
  const char *hint;
} standard[] = {
  { "places",
    N_ ("Villages and polling stations as you would say them, such as “rawas ilir pauh tps 2-4”") },
  { "occurred", N_ ("When it happened: “14-02-2024 16.30”, “kemarin 16.30”, “jam 2 siang”") },
  { "title", N_ ("One line that says what and where") },
  { "narrative",
    N_ ("What happened, one thing after the other: what, where, when and how. No names "
        "of reporters or witnesses") },
  { "severity", N_ ("How much it endangers voting or the rights of voters") },
  { "known", N_ ("When you came to know of it; the time limits count from here") },
  { NULL, NULL }, /* here come the fields of the kind */
  { "heard_from", N_ ("The code of the colleague who told you, never a name") },
};

static gboolean
is_first (const PantauKind *kind, const char *name)
{
  return g_strv_contains ((const char *const *) kind->first, name);
}

static gboolean
is_needed (const PantauKind *kind, const char *name)
{
  for (guint i = 0; i < kind->needs->len; i++)
    if (g_str_equal (((const PantauNeed *) g_ptr_array_index (kind->needs, i))->field, name))
      return TRUE;

  return FALSE;
}

/* A desk of Bawaslu; before enrolment, and as the government's team, one is asked what the field is asked. */
static gboolean
is_desk (const char *role)
{
  return g_strcmp0 (role, "desk") == 0 || g_strcmp0 (role, "identity") == 0;
}

static void
add_standard (GPtrArray *questions, const PantauKind *kind, guint i)
{
  PantauQuestion *question = g_new0 (PantauQuestion, 1);

  question->name = standard[i].name;
  question->label = pantau_words_field (NULL, kind->code, standard[i].name);
  question->hint = _ (standard[i].hint);
  question->first = is_first (kind, standard[i].name);
  question->required = is_needed (kind, standard[i].name);
  g_ptr_array_add (questions, question);
}

void
pantau_form_describe (PantauQuestion *question, const PantauField *field)
{
  question->label = pantau_label_get (&field->label, pantau_locale_get ());
  question->hint = pantau_label_get (&field->hint, pantau_locale_get ());
  question->field = field;
  question->required = field->required;
}

static void
add_field (GPtrArray *questions, const PantauKind *kind, const PantauField *field)
{
  PantauQuestion *question = g_new0 (PantauQuestion, 1);

  pantau_form_describe (question, field);
  question->name = field->name;
  question->first = field->first;
  question->required |= is_needed (kind, field->name);
  g_ptr_array_add (questions, question);
}

static void
add_named (GPtrArray *questions, const PantauKind *kind, const char *name)
{
  const PantauField *field = pantau_kind_field (kind, name);

  if (field != NULL)
    add_field (questions, kind, field);
  for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
    if (field == NULL && g_strcmp0 (standard[i].name, name) == 0)
      add_standard (questions, kind, i);
}

GPtrArray *
pantau_form_questions_new (const PantauKind *kind, const char *role)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; kind->first[i] != NULL; i++)
    add_named (questions, kind, kind->first[i]);

  for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
    {
      if (standard[i].name != NULL)
        {
          if (!is_first (kind, standard[i].name))
            add_standard (questions, kind, i);
          continue;
        }
      for (guint j = 0; j < kind->fields->len; j++)
        {
          const PantauField *field = g_ptr_array_index (kind->fields, j);

          if (!field->first && !field->retired && (!field->of_desk || is_desk (role)))
            add_field (questions, kind, field);
        }
    }

  return questions;
}

GPtrArray *
pantau_form_fields_new (const PantauKind *kind)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < kind->fields->len; i++)
    add_field (questions, kind, g_ptr_array_index (kind->fields, i));

  return questions;
}

/* Whether @value is one of the codes ("true" and "false" too), or a list with one of them; any answer where @codes is NULL. */
static gboolean
has_code (JsonNode *value, const char *const *codes)
{
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_NONE;

  if (codes == NULL)
    return value != NULL && !JSON_NODE_HOLDS_NULL (value);

  if (value != NULL && JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (has_code (json_array_get_element (array, i), codes))
          return TRUE;
      return FALSE;
    }

  if (type == G_TYPE_BOOLEAN)
    return g_strv_contains (codes, json_node_get_boolean (value) ? "true" : "false");

  return type == G_TYPE_STRING && g_strv_contains (codes, json_node_get_string (value));
}

/* What only other answers are missing for is an answer too, else nobody could be asked for them. */
static gboolean
is_well_alone (PantauForm *self, const PantauAnswer *answer)
{
  g_autoptr (JsonNode) normalised =
      answer->fault != NULL ? pantau_form_normalise (self, answer) : NULL;

  return answer->fault == NULL || normalised != NULL;
}

static gboolean
condition_holds (PantauForm *self, const PantauCondition *condition)
{
  const PantauAnswer *answer = pantau_form_answer (self, condition->field);
  gboolean is_asked = answer != NULL && pantau_form_is_asked (self, condition->field);

  if (condition->values != NULL && g_strv_contains ((const char *const *) condition->values, "") &&
      (!is_asked || !pantau_answer_is_given (answer)))
    return TRUE;

  /* What depends on a question that is not asked is not asked either. */
  return is_asked && answer->typed == NULL && pantau_answer_is_given (answer) &&
         is_well_alone (self, answer) &&
         has_code (answer->value, (const char *const *) condition->values);
}

gboolean
pantau_form_holds (PantauForm *self, GPtrArray *when)
{
  for (guint i = 0; when != NULL && i < when->len; i++)
    if (condition_holds (self, g_ptr_array_index (when, i)))
      return TRUE;

  return when == NULL;
}

gboolean
pantau_form_was_asked (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);
  const PantauField *field =
      answer != NULL && answer->question != NULL ? answer->question->field : NULL;

  if (field == NULL || field->when == NULL)
    return answer != NULL;

  for (guint i = 0; i < field->when->len; i++)
    {
      const PantauCondition *condition = g_ptr_array_index (field->when, i);
      const PantauAnswer *above = pantau_form_answer (self, condition->field);

      if (condition->values != NULL && above != NULL && above->before == NULL &&
          g_strv_contains ((const char *const *) condition->values, ""))
        return TRUE;
      if (above != NULL && has_code (above->before, (const char *const *) condition->values) &&
          pantau_form_was_asked (self, condition->field))
        return TRUE;
    }

  return FALSE;
}

const PantauQuestion *
pantau_form_get_question (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);

  return answer != NULL ? answer->question : NULL;
}

gboolean
pantau_form_is_asked (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);
  const PantauQuestion *question = answer != NULL ? answer->question : NULL;

  if (question == NULL)
    return FALSE;
  if (answer->list != NULL)
    return pantau_form_is_asked (self, answer->list->question->name);

  return question->field == NULL || pantau_form_holds (self, question->field->when);
}

/* The day by which law is asked: when it happened, as far as the form knew when it began. */
static GDate
day_of_law (PantauForm *self)
{
  const PantauAnswer *occurred = pantau_form_answer (self, "occurred");
  g_autofree char *normalised = NULL;
  gint64 when = self->now;

  if (occurred != NULL && occurred->before != NULL && JSON_NODE_HOLDS_VALUE (occurred->before) &&
      json_node_get_value_type (occurred->before) == G_TYPE_STRING)
    pantau_check_time (json_node_get_string (occurred->before), &normalised, &when);

  return pantau_election_day_of (when);
}

/* Whether the form began with @code as the answer; of a cell, in any row, since rows come and go. */
static gboolean
had_before (const PantauAnswer *answer, const char *code)
{
  const char *const codes[] = { code, NULL };
  JsonNode *rows = answer->list != NULL ? answer->list->before : NULL;
  JsonArray *array =
      rows != NULL && JSON_NODE_HOLDS_ARRAY (rows) ? json_node_get_array (rows) : NULL;

  if (answer->list == NULL)
    return has_code (answer->before, codes);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *row = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (row) &&
          g_strcmp0 (pantau_json_string (json_node_get_object (row), answer->question->field->name),
                     code) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What is offered of @list for @name: what is in force, and what the record had before. NULL where that is all of it. */
static GPtrArray *
offered_new (PantauForm *self, const char *name, GPtrArray *list)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();
  GDate day = day_of_law (self);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (list, i);

      if (pantau_choice_is_offered (choice, &day) || had_before (answer, choice->code))
        g_ptr_array_add (offered, (gpointer) choice);
    }

  return offered->len < list->len ? g_steal_pointer (&offered) : NULL;
}

void
pantau_form_offer (PantauForm *self, const char *name, GPtrArray *choices)
{
  const PantauQuestion *question = pantau_form_get_question (self, name);

  g_return_if_fail (question != NULL);

  g_hash_table_replace (self->offered, (gpointer) question->name, g_ptr_array_ref (choices));
}

GPtrArray *
pantau_form_get_choices (PantauForm *self, const char *name)
{
  const PantauQuestion *question = pantau_form_get_question (self, name);
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  GPtrArray *list, *offered;

  if (question == NULL)
    return NULL;
  offered = g_hash_table_lookup (self->offered, question->name);
  if (offered != NULL)
    return offered;

  list = pantau_kinds_choices (kinds, question->field != NULL          ? question->field->choices
                                      : g_str_equal (name, "severity") ? "severity"
                                                                       : NULL);
  if (list == NULL)
    return NULL;
  offered = offered_new (self, name, list);
  if (offered == NULL)
    offered = g_ptr_array_ref (list);
  g_hash_table_insert (self->offered, (gpointer) question->name, offered);

  return offered;
}
