/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form without widgets: questions, what was answered, and who is told when that changes. Answers are kept as people gave them and looked at
 * anew with each change; the record is made of them once, at the end.
 */

#include "config.h"

#include "pantau-form.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"

enum
{
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
  PROP_COMPLETENESS,
  PROP_IS_EMPTY,
  N_PROPS,
};

enum
{
  CHANGED,
  PENDING,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PantauForm, pantau_form, G_TYPE_OBJECT)

void
pantau_form_answer_free (gpointer data)
{
  PantauAnswer *self = data;

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->before, json_node_unref);
  g_free (self->typed);
  g_free (self->pending);
  g_free (self->fault);
  g_free (self->warning);
  g_free (self);
}

PantauAnswer *
pantau_form_answer (PantauForm *self, const char *name)
{
  PantauAnswer *answer = name != NULL ? g_hash_table_lookup (self->answers, name) : NULL;

  return answer != NULL || name == NULL ? answer : pantau_form_find_cell (self, name);
}

/* The same for questions alone. */
static PantauAnswer *
question_answer (PantauForm *self, const char *name)
{
  PantauAnswer *answer = pantau_form_answer (self, name);

  return answer != NULL && answer->question != NULL ? answer : NULL;
}

gint64
pantau_form_now (PantauForm *self)
{
  gint64 passed = g_get_real_time () - self->started;

  /* A clock that was set back does not make what was true false. */
  return self->now + MAX (passed, 0) / G_USEC_PER_SEC;
}

gboolean
pantau_form_is_changed (PantauForm *self, const PantauAnswer *answer)
{
  g_autoptr (JsonNode) value = NULL;

  if (answer->typed != NULL || answer->pending != NULL)
    return TRUE;
  if (answer->question == NULL || answer->fault != NULL)
    return !pantau_answer_equal (answer->value, answer->before);
  if (pantau_answer_is_list (answer) && pantau_form_has_pending_cell (self, answer))
    return TRUE;
  value = pantau_form_normalise (self, answer);
  /* A row that lacks something is no fault yet, but has no one writing either. */
  if (value == NULL && pantau_answer_is_given (answer))
    return !pantau_answer_equal (answer->value, answer->before);

  return !pantau_answer_equal (value, answer->before);
}

/* Whether any answer is another than the one that the form began with. */
static gboolean
has_changes (PantauForm *self, gboolean with_class)
{
  GHashTableIter iter;
  gpointer answer;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    if ((with_class || ((PantauAnswer *) answer)->question != NULL) &&
        pantau_form_is_changed (self, answer))
      return TRUE;

  return FALSE;
}

void
pantau_form_emit_changed (PantauForm *self, const char *name)
{
  g_signal_emit (self, signals[CHANGED], 0, name);
}

static void
tell_properties (PantauForm *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETENESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EMPTY]);
}

gboolean
pantau_form_look_for_fault (PantauForm *self, PantauAnswer *answer)
{
  const char *cell = NULL;
  g_autofree char *fault =
      pantau_answer_is_list (answer) && answer->typed == NULL && pantau_answer_is_given (answer)
          ? pantau_form_find_list_fault (self, answer, &cell)
          : NULL;

  if (fault == NULL)
    fault = pantau_form_find_fault (self, answer);
  if (g_strcmp0 (fault, answer->fault) == 0 && answer->faulty_cell == cell)
    return FALSE;
  answer->faulty_cell = cell;
  g_free (answer->fault);
  answer->fault = g_steal_pointer (&fault);

  return TRUE;
}

/* Which questions are asked, as a bit or byte each in their order. (transfer full) */
static GByteArray *
list_asked (PantauForm *self)
{
  GByteArray *asked = g_byte_array_sized_new (self->questions->len);

  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      guint8 is_asked = pantau_form_is_asked (self, question->name);

      g_byte_array_append (asked, &is_asked, 1);
    }

  return asked;
}

void
pantau_form_put (PantauForm *self, PantauAnswer *answer, JsonNode *value, char *typed)
{
  g_autoptr (GByteArray) before = list_asked (self), after = NULL;
  const char *name = answer->question != NULL ? answer->question->name : answer->name;
  gboolean is_ruled, named = pantau_form_names_person (self);
  g_autoptr (JsonNode) replaced = g_steal_pointer (&answer->value);
  g_autoptr (GPtrArray) cells = NULL;

  g_free (answer->typed);
  answer->value = value;
  answer->typed = typed;
  if (pantau_answer_is_list (answer))
    cells = pantau_form_split_list (self, answer, replaced);
  pantau_form_look_for_fault (self, answer);

  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  after = list_asked (self);
  /* What is not asked any more is no part of a rule either. */
  is_ruled =
      pantau_form_is_ruled (self, name) || memcmp (before->data, after->data, before->len) != 0;
  pantau_form_emit_changed (self, name);
  for (guint i = 0; cells != NULL && i < cells->len; i++)
    pantau_form_emit_changed (
        self, ((const PantauAnswer *) g_ptr_array_index (cells, i))->question->name);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      gboolean other_fault =
          is_ruled && pantau_form_is_ruled (self, question->name) &&
          pantau_form_look_for_fault (self, pantau_form_answer (self, question->name));

      if ((before->data[i] != after->data[i] || other_fault) && !g_str_equal (question->name, name))
        pantau_form_emit_changed (self, question->name);
    }
  if (named != pantau_form_names_person (self))
    pantau_form_emit_changed (self, PANTAU_FORM_CLASS);
  tell_properties (self);
  g_object_thaw_notify (G_OBJECT (self));
  g_object_unref (self);
}

void
pantau_form_changed_all (PantauForm *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      PantauAnswer *answer = pantau_form_answer (self, question->name);

      if (pantau_answer_is_list (answer))
        g_ptr_array_unref (pantau_form_split_list (self, answer, NULL));
      pantau_form_look_for_fault (self, answer);
    }
  pantau_form_emit_changed (self, "");
  tell_properties (self);
}

static void
pantau_form_finalize (GObject *object)
{
  PantauForm *self = PANTAU_FORM (object);

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->offered, g_hash_table_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_free (self->record);
  g_free (self->role);
  g_free (self->region);
  g_strfreev (self->reporter_has);

  G_OBJECT_CLASS (pantau_form_parent_class)->finalize (object);
}

static void
pantau_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PantauForm *self = PANTAU_FORM (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->n_done > 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->n_done < self->steps->len);
      break;
    case PROP_COMPLETENESS:
      g_value_set_uint (value, pantau_form_get_completeness (self));
      break;
    case PROP_IS_EMPTY:
      g_value_set_boolean (value, self->record == NULL && !has_changes (self, FALSE));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pantau_form_class_init (PantauFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pantau_form_finalize;
  object_class->get_property = pantau_form_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETENESS] = g_param_spec_uint ("completeness", NULL, NULL, 0, 100, 0, flags);
  properties[PROP_IS_EMPTY] = g_param_spec_boolean ("is-empty", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
      g_signal_new ("changed", PANTAU_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[PENDING] =
      g_signal_new ("pending", PANTAU_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
pantau_form_init (PantauForm *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pantau_form_answer_free);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pantau_form_cell_free);
  self->offered =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_form_step_free);
}

PantauForm *
pantau_form_new_asking (PantauReference *reference,
                        const PantauKind *kind,
                        GPtrArray *questions,
                        const char *record,
                        const char *role,
                        const char *region,
                        gint64 now)
{
  PantauForm *self = g_object_new (PANTAU_TYPE_FORM, NULL);
  PantauAnswer *of_class = g_new0 (PantauAnswer, 1);

  self->reference = pantau_reference_ref (reference);
  self->kind = kind;
  self->record = g_strdup (record);
  self->role = g_strdup (role);
  self->region = g_strdup (region);
  self->now = now;
  self->started = g_get_real_time ();
  self->questions = questions;
  for (guint i = 0; i < self->questions->len; i++)
    {
      PantauQuestion *question = g_ptr_array_index (self->questions, i);
      PantauAnswer *answer = g_new0 (PantauAnswer, 1);

      answer->question = question;
      g_hash_table_insert (self->answers, (gpointer) question->name, answer);
    }
  of_class->name = PANTAU_FORM_CLASS;
  g_hash_table_insert (self->answers, (gpointer) PANTAU_FORM_CLASS, of_class);
  pantau_form_claim_begin (self);

  return self;
}

/* Answers with what the form begins with: @value (transfer full). */
static void
begin_with (PantauForm *self, const char *name, JsonNode *value)
{
  PantauAnswer *answer = pantau_form_answer (self, name);

  if (answer == NULL || answer->value != NULL)
    {
      json_node_unref (value);
      return;
    }
  answer->value = value;
  answer->before = json_node_copy (value);
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
pantau_form_time_node (gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when + 7 * 3600);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:00+07:00");

  return text_node (text);
}

void
pantau_form_begin_with_time (PantauForm *self, const char *name)
{
  begin_with (self, name, pantau_form_time_node (self->now));
}

PantauForm *
pantau_form_new (
    PantauReference *reference, const char *kind, const char *role, const char *region, gint64 now)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  PantauForm *self;

  g_return_val_if_fail (found != NULL, NULL);

  self = pantau_form_new_asking (reference, found, pantau_form_questions_new (found, role), NULL,
                                 role, region, now);
  pantau_form_begin_with_time (self, "occurred");
  if (!found->class_fixed)
    begin_with (self, PANTAU_FORM_CLASS, text_node (pantau_kind_class (found)));

  return self;
}

PantauForm *
pantau_form_new_for_record (PantauReference *reference,
                            PantauRecord *record,
                            const char *role,
                            const char *region,
                            gint64 now)
{
  const PantauKind *found =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  GPtrArray *values = pantau_record_get_values (record);
  PantauForm *self;

  g_return_val_if_fail (found != NULL && values != NULL, NULL);

  self = pantau_form_new_asking (reference, found, pantau_form_questions_new (found, role),
                                 pantau_record_get_id (record), role, region, now);
  self->is_open = pantau_record_get_is_open (record);
  /* Sorted by field, then by the entry's id: the first of a field is what lists show. */
  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      JsonNode *node = json_from_string (value->value, NULL);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        begin_with (self, value->field, g_steal_pointer (&node));
      g_clear_pointer (&node, json_node_unref);
    }
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);

      pantau_form_look_for_fault (self, pantau_form_answer (self, question->name));
    }

  return self;
}

const char *
pantau_form_get_kind (PantauForm *self)
{
  return self->kind->code;
}

const char *
pantau_form_get_record (PantauForm *self)
{
  return self->record;
}

PantauReference *
pantau_form_get_reference (PantauForm *self)
{
  return self->reference;
}

const char *
pantau_form_get_region (PantauForm *self)
{
  return self->region;
}

GPtrArray *
pantau_form_get_questions (PantauForm *self)
{
  return self->questions;
}

JsonNode *
pantau_form_get (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = question_answer (self, name);

  return answer != NULL ? answer->value : NULL;
}

void
pantau_form_take (
    PantauForm *self, const char *name, PantauAnswer *answer, JsonNode *value, char *typed)
{
  if (pantau_answer_equal (value, answer->value) && g_strcmp0 (typed, answer->typed) == 0)
    {
      g_clear_pointer (&value, json_node_unref);
      g_free (typed);
      return;
    }
  if (answer->list != NULL)
    {
      pantau_form_put_cell (self, answer, value, typed);
      return;
    }

  pantau_form_note_step (self, name, answer, value, typed);
  pantau_form_put (self, answer, value, typed);
}

/* Texts, those of rows too, stay as they are typed, blanks and all; what is not typed letter by letter gets its one writing at once. */
static gboolean
is_typed_text (const PantauQuestion *question)
{
  static const char *const texts[] = { "title", "narrative", "heard_from", NULL };

  return question->field != NULL ? question->field->type == PANTAU_FIELD_TEXT ||
                                       question->field->type == PANTAU_FIELD_LONGTEXT ||
                                       question->field->type == PANTAU_FIELD_LIST
                                 : g_strv_contains (texts, question->name);
}

static gboolean
is_empty_value (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return json_object_get_size (json_node_get_object (value)) == 0;

  return JSON_NODE_HOLDS_NULL (value) || (json_node_get_value_type (value) == G_TYPE_STRING &&
                                          *json_node_get_string (value) == '\0');
}

void
pantau_form_set (PantauForm *self, const char *name, JsonNode *value)
{
  PantauAnswer *answer = question_answer (self, name);
  PantauAnswer fresh = { 0 };
  JsonNode *normalised = NULL;

  if (answer == NULL)
    return;
  if (value == NULL || is_empty_value (value))
    {
      pantau_form_take (self, answer->question->name, answer, NULL, NULL);
      return;
    }

  fresh.question = answer->question;
  fresh.list = answer->list;
  fresh.value = value;
  if (!is_typed_text (answer->question))
    normalised = pantau_form_normalise (self, &fresh);
  pantau_form_take (self, answer->question->name, answer,
                    normalised != NULL ? normalised : json_node_copy (value), NULL);
}

void
pantau_form_set_text (PantauForm *self, const char *name, const char *text)
{
  PantauAnswer *answer = question_answer (self, name);
  g_autofree char *shown = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (answer == NULL)
    return;
  shown = pantau_form_write_text (self, answer);
  if (g_str_equal (shown, text))
    return;

  value = *text != '\0' ? pantau_form_read_text (self, answer->question, text) : NULL;
  if (value != NULL || *text == '\0')
    pantau_form_set (self, name, value);
  else
    pantau_form_take (self, answer->question->name, answer, NULL, g_strdup (text));
}

char *
pantau_form_get_text (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = question_answer (self, name);

  return answer != NULL ? pantau_form_write_text (self, answer) : g_strdup ("");
}

void
pantau_form_set_pending (PantauForm *self, const char *name, const char *text)
{
  PantauAnswer *answer = question_answer (self, name);

  if (text != NULL && pantau_is_blank (text))
    text = NULL;
  if (answer == NULL || g_strcmp0 (answer->pending, text) == 0)
    return;

  g_free (answer->pending);
  answer->pending = g_strdup (text);
  g_signal_emit (self, signals[PENDING], 0, answer->question->name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EMPTY]);
}

const char *
pantau_form_get_pending (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = question_answer (self, name);

  return answer != NULL ? answer->pending : NULL;
}

const char *
pantau_form_get_fault (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = question_answer (self, name);

  return answer != NULL && answer->faulty_cell == NULL ? answer->fault : NULL;
}

const char *
pantau_form_get_first_fault (PantauForm *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      const PantauAnswer *answer = pantau_form_answer (self, question->name);

      if (answer->fault != NULL && pantau_form_is_asked (self, question->name))
        return answer->faulty_cell != NULL ? answer->faulty_cell : question->name;
    }

  return NULL;
}

guint
pantau_form_get_completeness (PantauForm *self)
{
  return pantau_form_count_completeness (self);
}

const char *
pantau_form_get_class (PantauForm *self)
{
  const PantauAnswer *answer = pantau_form_answer (self, PANTAU_FORM_CLASS);

  if (answer->value == NULL)
    return "";

  return pantau_form_names_person (self) ? "closed" : json_node_get_string (answer->value);
}

void
pantau_form_set_class (PantauForm *self, const char *record_class)
{
  PantauAnswer *answer = pantau_form_answer (self, PANTAU_FORM_CLASS);

  if (answer->value == NULL ||
      (!g_str_equal (record_class, "open") && !g_str_equal (record_class, "closed")))
    return;

  pantau_form_take (self, PANTAU_FORM_CLASS, answer, text_node (record_class), NULL);
}

gboolean
pantau_form_is_worth_keeping (PantauForm *self)
{
  return has_changes (self, TRUE);
}
