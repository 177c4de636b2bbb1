/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From answers to what pantau-edit.h takes. The check of records has the last word, so that a window lets nothing through that a file may not have. */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-json.h"

static void
add_fault (GPtrArray *faults, const char *code, const char *field, const char *message)
{
  PantauFault *fault = g_new0 (PantauFault, 1);

  fault->code = g_strdup (code);
  fault->field = g_strdup (field);
  fault->message = g_strdup (message);
  g_ptr_array_add (faults, fault);
}

/* The faults that the form shows beside its questions, or beside those of @names. FALSE where there are some. */
static gboolean
take_faults (PantauForm *self, const char *const *names, GPtrArray *faults)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      const PantauAnswer *answer = pantau_form_answer (self, question->name);

      if (!pantau_form_is_asked (self, question->name) ||
          (names != NULL && !g_strv_contains (names, question->name)))
        continue;
      /* Of a list every cell that hinders is told, those that were left empty too. */
      if (pantau_form_tell_list_faults (self, answer, faults))
        continue;
      if (answer->fault != NULL)
        add_fault (faults, "malformed", question->name, answer->fault);
    }

  return faults->len == 0;
}

/* "fields.hazard" and "places[1].tps" are of the questions hazard and places; a cell is one itself. */
static char *
question_of (PantauForm *self, const char *field)
{
  const char *name = g_str_has_prefix (field, "fields.") ? field + strlen ("fields.") : field;
  g_autofree char *bare = g_strndup (name, strcspn (name, "[."));

  if (pantau_form_answer (self, name) != NULL)
    return g_strdup (name);

  return g_strdup (pantau_form_answer (self, bare) != NULL ? bare : "");
}

void
pantau_form_tell_faults (PantauForm *self, GPtrArray *found, GPtrArray *faults)
{
  for (guint i = 0; i < found->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (found, i);
      /* A record without a region is one without a place. */
      g_autofree char *name = g_str_equal (fault->field, "region")
                                  ? g_strdup ("places")
                                  : question_of (self, fault->field);
      g_autofree char *message =
          pantau_form_fault_text (self, pantau_form_get_question (self, name), fault);

      add_fault (faults, fault->code, name, message);
    }
}

/* The answers as a record that pantau_check_record() reads. (transfer full) */
static char *
collect (PantauForm *self)
{
  g_autoptr (JsonObject) record = json_object_new ();
  JsonObject *fields = json_object_new ();
  const char *record_class = pantau_form_get_class (self);
  g_autofree char *title = NULL;

  json_object_set_object_member (record, "fields", fields);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      JsonNode *value =
          pantau_form_is_asked (self, question->name)
              ? pantau_form_normalise (self, pantau_form_answer (self, question->name))
              : NULL;

      if (value != NULL)
        json_object_set_member (question->field != NULL ? fields : record, question->name, value);
    }
  if (*record_class != '\0')
    json_object_set_string_member (record, "class", record_class);
  if (!json_object_has_member (record, "title"))
    {
      title = pantau_form_suggest_title (self);
      if (*title != '\0')
        json_object_set_string_member (record, "title", title);
    }

  return pantau_json_object_text (record);
}

JsonObject *
pantau_form_finish (
    PantauForm *self, gint64 now, char **region, char **record_class, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = pantau_faults_new ();
  g_autofree char *text = NULL;
  JsonObject *body;

  if (!take_faults (self, NULL, faults))
    return NULL;

  text = collect (self);
  body = pantau_check_record (self->reference, self->kind->code, text, strlen (text), now,
                              self->region, region, record_class, found);
  if (body == NULL)
    pantau_form_tell_faults (self, found, faults);

  return body;
}

/* The value that an answer of a change gives its field; NULL where it stays as it is. (transfer full) (nullable) */
static JsonNode *
changed_value (PantauForm *self, const PantauAnswer *answer)
{
  g_autoptr (JsonNode) value = NULL;

  /* What was asked before and is senseless now is taken away; what nobody saw is left alone. */
  if (pantau_form_is_asked (self, answer->question->name))
    value = pantau_form_normalise (self, answer);
  else if (!pantau_form_was_asked (self, answer->question->name))
    return NULL;

  if (pantau_answer_equal (value, answer->before))
    return NULL;

  return value != NULL ? g_steal_pointer (&value) : json_node_init_null (json_node_alloc ());
}

/* What changed, as it is written; what is wrong with it goes to @faults. (transfer full) */
static JsonObject *
collect_changes (PantauForm *self, gint64 now, GPtrArray *faults)
{
  JsonObject *values = json_object_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      g_autoptr (JsonNode) value = changed_value (self, pantau_form_answer (self, question->name));
      g_autoptr (JsonNode) normalised = NULL;
      g_autoptr (GPtrArray) found = pantau_faults_new ();

      if (value == NULL)
        continue;
      if (pantau_check_field (self->reference, self->kind, question->name, value, now, &normalised,
                              found))
        json_object_set_member (values, question->name, g_steal_pointer (&normalised));
      else
        pantau_form_tell_faults (self, found, faults);
    }

  return values;
}

JsonObject *
pantau_form_finish_change (PantauForm *self, gint64 now, GPtrArray *faults)
{
  g_autoptr (JsonObject) values = NULL;

  if (!take_faults (self, NULL, faults))
    return NULL;
  values = collect_changes (self, now, faults);

  return faults->len == 0 ? g_steal_pointer (&values) : NULL;
}

JsonObject *
pantau_form_finish_some (PantauForm *self, const char *const *names, gint64 now, GPtrArray *faults)
{
  take_faults (self, names, faults);

  return collect_changes (self, now, faults);
}
