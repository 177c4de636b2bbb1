/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads daftar-periksa.json: what is looked at in each stage, as questions that are answered with yes or no, and what a "no" opens. They
 * become fields like all others, so a new question is a line of that file.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-kind-private.h"

static PantauOpens *
read_opens (PantauDocument *document, JsonObject *object)
{
  PantauOpens *opens = g_new0 (PantauOpens, 1);
  JsonObject *fields = pantau_json_object (object, "fields");

  opens->kind = g_strdup (pantau_document_string (document, object, "kind"));
  pantau_document_label (document, object, "title", TRUE, &opens->title);
  opens->severity = (int) CLAMP (pantau_json_integer (object, "severity", 0), 0, 5);
  if (fields == NULL)
    pantau_document_fail (document, _ ("“%s” is missing"), "fields");
  opens->fields = fields != NULL ? pantau_json_object_text (fields) : g_strdup ("{}");

  return opens;
}

static PantauField *
read_item (PantauDocument *document, JsonObject *object)
{
  PantauField *field = g_new0 (PantauField, 1);
  PantauCondition *condition = g_new0 (PantauCondition, 1);
  JsonObject *opens = pantau_json_object (object, "opens");

  field->name = g_strdup (pantau_document_code (document, object, "code"));
  field->type = PANTAU_FIELD_BOOLEAN;
  pantau_document_label (document, object, "question", TRUE, &field->label);
  pantau_document_label (document, object, "hint", FALSE, &field->hint);
  condition->field = g_strdup ("stage");
  condition->values = pantau_document_strings (document, object, "stages");
  if (condition->values[0] == NULL)
    pantau_document_fail (document, _ ("“%s” is missing"), "stages");
  field->when = g_ptr_array_new_with_free_func (pantau_condition_free);
  g_ptr_array_add (field->when, condition);
  field->opens = opens != NULL ? read_opens (document, opens) : NULL;

  return field;
}

static void
label_copy (const PantauLabel *from, PantauLabel *to)
{
  to->id = g_strdup (from->id);
  to->en = g_strdup (from->en);
}

PantauField *
pantau_field_copy (const PantauField *self)
{
  PantauField *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  label_copy (&self->label, &copy->label);
  label_copy (&self->hint, &copy->hint);
  copy->choices = g_strdup (self->choices);
  copy->unit = g_strdup (self->unit);
  copy->when = self->when != NULL ? g_ptr_array_new_with_free_func (pantau_condition_free) : NULL;
  for (guint i = 0; self->when != NULL && i < self->when->len; i++)
    {
      const PantauCondition *condition = g_ptr_array_index (self->when, i);
      PantauCondition *other = g_new0 (PantauCondition, 1);

      other->field = g_strdup (condition->field);
      other->values = g_strdupv (condition->values);
      g_ptr_array_add (copy->when, other);
    }
  if (self->opens != NULL)
    {
      copy->opens = g_memdup2 (self->opens, sizeof *self->opens);
      copy->opens->kind = g_strdup (self->opens->kind);
      label_copy (&self->opens->title, &copy->opens->title);
      copy->opens->fields = g_strdup (self->opens->fields);
    }

  return copy;
}

/* The questions as a list of choices: by it a record says which of them opened it. */
static void
add_list (PantauKinds *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (pantau_choice_free);

  for (guint i = 0; i < self->checklist->len; i++)
    {
      const PantauField *field = g_ptr_array_index (self->checklist, i);
      PantauChoice *choice = g_new0 (PantauChoice, 1);

      choice->code = g_strdup (field->name);
      label_copy (&field->label, &choice->name);
      g_ptr_array_add (list, choice);
    }
  g_hash_table_replace (self->choices, g_strdup (PANTAU_KINDS_CHECKLIST), list);
}

gboolean
pantau_kinds_read_checklist (PantauKinds *self, GBytes *bytes, GError **error)
{
  g_autoptr (PantauDocument) document = pantau_document_new ("daftar-periksa.json", bytes);
  JsonArray *items = pantau_document_objects (document, pantau_document_root (document), "items");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *object = json_array_get_object_element (items, i);
      PantauField *field;

      pantau_document_at (document, pantau_json_string (object, "code"), NULL);
      field = read_item (document, object);
      g_ptr_array_add (self->checklist, field);
      if (!g_hash_table_add (seen, field->name))
        pantau_document_fail (document, _ ("the code %s is given twice"), field->name);
    }
  add_list (self);

  return pantau_document_finish (document, error);
}

/* A value of a choice must be in its list; what else may be wrong is for pantau_check_record() to say. */
static void
check_value (PantauKinds *self,
             PantauDocument *document,
             const PantauKind *kind,
             JsonObject *fields,
             const char *name)
{
  const PantauField *field = pantau_kind_field (kind, name);
  const char *code = pantau_json_string (fields, name);

  if (field == NULL)
    pantau_document_fail (document, _ ("there is no field “%s”"), name);
  else if (field->type == PANTAU_FIELD_CHOICE &&
           (code == NULL || pantau_kinds_choice (self, field->choices, code) == NULL))
    pantau_document_fail (document, _ ("the list “%s” has no “%s”"), field->choices,
                          code != NULL ? code : name);
}

/* What a "no" to @field opens. */
static void
check_opens (PantauKinds *self, PantauDocument *document, const PantauField *field)
{
  const PantauKind *opened = pantau_kinds_lookup (self, field->opens->kind);
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (GList) names = NULL;

  pantau_document_at (document, field->name, NULL);
  if (opened == NULL)
    {
      pantau_document_fail (document, _ ("“%s” is not a kind of record"), field->opens->kind);
      return;
    }
  fields = pantau_json_parse_known (field->opens->fields, NULL);
  names = json_object_get_members (fields);
  for (GList *l = names; l != NULL; l = l->next)
    check_value (self, document, opened, fields, l->data);
}

gboolean
pantau_kinds_check_opens (PantauKinds *self, GBytes *bytes, GError **error)
{
  g_autoptr (PantauDocument) document = pantau_document_new ("daftar-periksa.json", bytes);

  /* Kinds of an older edition ask none of these questions; then nothing has to fit. */
  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (self->list, i);

      for (guint j = 0; j < kind->fields->len; j++)
        {
          const PantauField *field = g_ptr_array_index (kind->fields, j);

          if (field->opens != NULL)
            check_opens (self, document, field);
        }
    }

  return pantau_document_finish (document, error);
}
