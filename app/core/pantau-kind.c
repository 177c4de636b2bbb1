/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of records and what they ask, read from data: a form that the law changes is a new edition
 * of a file, not of the program. What the program relies on (a list exists, at most six questions
 * first) is checked here once.
 */

#include "config.h"

#include "pantau-kind.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"

#define MAX_FIRST 6

struct _PantauKinds
{
  gatomicrefcount ref_count;
  GPtrArray *list;
  GHashTable *choices; /* name of list → GPtrArray of PantauChoice */
};

static const char *const type_names[] = {
  [PANTAU_FIELD_TEXT] = "text",       [PANTAU_FIELD_LONGTEXT] = "longtext",
  [PANTAU_FIELD_CHOICE] = "choice",   [PANTAU_FIELD_CHOICES] = "choices",
  [PANTAU_FIELD_INTEGER] = "integer", [PANTAU_FIELD_NUMBER] = "number",
  [PANTAU_FIELD_MONEY] = "money",     [PANTAU_FIELD_DATETIME] = "datetime",
  [PANTAU_FIELD_DATE] = "date",       [PANTAU_FIELD_BOOLEAN] = "boolean",
  [PANTAU_FIELD_REGION] = "region",
};

/* Members of a record that stand beside its fields; a field may not bear one of their names. */
static const char *const top_level[] = { "election", "places",    "occurred", "known",
                                         "title",    "narrative", "severity", "heard_from",
                                         "fields",   "blobs",     "salt",     "region",
                                         "class",    "status",    "kind",     NULL };

static void
field_free (gpointer data)
{
  PantauField *self = data;

  g_free (self->name);
  pantau_label_clear (&self->label);
  pantau_label_clear (&self->hint);
  g_free (self->choices);
  g_free (self->unit);
  g_free (self->when_field);
  g_strfreev (self->when_values);
  g_free (self);
}

static void
kind_free (gpointer data)
{
  PantauKind *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  g_free (self->status_table);
  g_strfreev (self->first);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static void
choice_free (gpointer data)
{
  PantauChoice *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  g_free (self->basis);
  g_free (self);
}

static PantauFieldType
read_type (PantauDocument *document, JsonObject *object)
{
  const char *name = pantau_document_string (document, object, "type");

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_str_equal (type_names[i], name))
      return (PantauFieldType) i;

  pantau_document_fail (document, _ ("“%s” is not a type of field"), name);

  return PANTAU_FIELD_TEXT;
}

static gboolean
read_limit (PantauDocument *document, JsonObject *object, const char *name, double *limit)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  if (node == NULL)
    return FALSE;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    {
      pantau_document_fail (document, _ ("“%s” is not a number"), name);
      return FALSE;
    }

  *limit = type == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);

  return TRUE;
}

static void
read_choices_of (PantauKinds *self,
                 PantauDocument *document,
                 JsonObject *object,
                 PantauField *field)
{
  gboolean wanted = field->type == PANTAU_FIELD_CHOICE || field->type == PANTAU_FIELD_CHOICES;

  if (!wanted)
    return;

  field->choices = g_strdup (pantau_document_string (document, object, "choices"));
  if (!g_hash_table_contains (self->choices, field->choices))
    pantau_document_fail (document, _ ("no list of choices is called “%s”"), field->choices);
}

static PantauField *
read_field (PantauKinds *self, PantauDocument *document, JsonObject *object)
{
  PantauField *field = g_new0 (PantauField, 1);
  JsonObject *when = pantau_json_object (object, "when");
  const char *asked;
  double length;

  field->name = g_strdup (pantau_document_code (document, object, "name"));
  if (g_strv_contains (top_level, field->name))
    pantau_document_fail (document, _ ("“%s” is taken by the record itself"), field->name);

  field->type = read_type (document, object);
  pantau_document_label (document, object, "label", TRUE, &field->label);
  pantau_document_label (document, object, "hint", FALSE, &field->hint);

  asked = pantau_document_string (document, object, "asked");
  field->of_desk = g_str_equal (asked, "desk");
  if (!field->of_desk && !g_str_equal (asked, "field"))
    pantau_document_fail (document, _ ("“%s” is neither field nor desk"), asked);

  field->required = pantau_json_boolean (object, "required");
  field->has_min = read_limit (document, object, "min", &field->min);
  field->has_max = read_limit (document, object, "max", &field->max);
  field->max_length = field->type == PANTAU_FIELD_LONGTEXT ? 5000 : 200;
  if (read_limit (document, object, "max_length", &length))
    field->max_length = (guint) CLAMP (length, 1, 20000);
  field->unit = g_strdup (pantau_json_string (object, "unit"));
  read_choices_of (self, document, object, field);

  if (when != NULL)
    {
      field->when_field = g_strdup (pantau_document_string (document, when, "field"));
      field->when_values = pantau_document_strings (document, when, "in");
    }

  return field;
}

/* The questions asked first name fields and top-level members that people fill in. */
static void
check_first (PantauDocument *document, PantauKind *kind)
{
  pantau_document_at (document, kind->code, NULL);
  if (g_strv_length (kind->first) > MAX_FIRST)
    pantau_document_fail (document, _ ("more than %d questions come first"), MAX_FIRST);

  for (guint i = 0; kind->first[i] != NULL; i++)
    {
      PantauField *field = (PantauField *) pantau_kind_field (kind, kind->first[i]);

      if (field != NULL)
        field->first = TRUE;
      else if (!g_strv_contains (top_level, kind->first[i]))
        pantau_document_fail (document, _ ("there is no field “%s”"), kind->first[i]);
    }

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);

      if (field->when_field != NULL && pantau_kind_field (kind, field->when_field) == NULL)
        pantau_document_fail (document, _ ("there is no field “%s”"), field->when_field);
    }
}

static PantauKind *
read_kind (PantauKinds *self, PantauDocument *document, JsonObject *object)
{
  PantauKind *kind = g_new0 (PantauKind, 1);
  const char *class_name, *code = pantau_json_string (object, "code");
  JsonArray *fields;

  pantau_document_at (document, code, NULL);
  kind->fields = g_ptr_array_new_with_free_func (field_free);
  kind->code = g_strdup (pantau_document_code (document, object, "code"));
  pantau_document_label (document, object, "name", TRUE, &kind->name);
  class_name = pantau_document_string (document, object, "class");
  kind->closed = g_str_equal (class_name, "closed");
  if (!kind->closed && !g_str_equal (class_name, "open"))
    pantau_document_fail (document, _ ("the class “%s” is neither open nor closed"), class_name);
  kind->class_fixed = pantau_json_boolean (object, "class_fixed");
  kind->status_table = g_strdup (pantau_document_string (document, object, "statuses"));
  kind->first = pantau_document_strings (document, object, "first");

  fields = pantau_document_objects (document, object, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *member = json_array_get_object_element (fields, i);
      PantauField *field;

      pantau_document_at (document, code, pantau_json_string (member, "name"));
      field = read_field (self, document, member);
      if (pantau_kind_field (kind, field->name) != NULL)
        pantau_document_fail (document, _ ("the field “%s” is given twice"), field->name);
      g_ptr_array_add (kind->fields, field);
    }
  check_first (document, kind);

  return kind;
}

static gboolean
read_kinds (PantauKinds *self, GBytes *bytes, GError **error)
{
  g_autoptr (PantauDocument) document = pantau_document_new ("kinds.json", bytes);
  JsonArray *kinds = pantau_document_objects (document, pantau_document_root (document), "kinds");

  for (guint i = 0; i < json_array_get_length (kinds); i++)
    {
      PantauKind *kind = read_kind (self, document, json_array_get_object_element (kinds, i));

      if (pantau_kinds_lookup (self, kind->code) != NULL)
        pantau_document_fail (document, _ ("the kind “%s” is given twice"), kind->code);
      g_ptr_array_add (self->list, kind);
    }

  return pantau_document_finish (document, error);
}

static GPtrArray *
read_list (PantauDocument *document, JsonObject *object)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (choice_free);
  const char *name = pantau_json_string (object, "list");
  JsonArray *choices = pantau_document_objects (document, object, "choices");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonObject *member = json_array_get_object_element (choices, i);
      PantauChoice *choice = g_new0 (PantauChoice, 1);

      pantau_document_at (document, name, pantau_json_string (member, "code"));
      choice->code = g_strdup (pantau_document_code (document, member, "code"));
      pantau_document_label (document, member, "name", TRUE, &choice->name);
      choice->basis = g_strdup (pantau_json_string (member, "basis"));
      choice->above = pantau_json_boolean (member, "above");
      g_ptr_array_add (list, choice);
      if (!g_hash_table_add (seen, choice->code))
        pantau_document_fail (document, _ ("the code %s is given twice"), choice->code);
    }

  return list;
}

static gboolean
read_choices (PantauKinds *self, GBytes *bytes, GError **error)
{
  g_autoptr (PantauDocument) document = pantau_document_new ("choices.json", bytes);
  JsonArray *lists = pantau_document_objects (document, pantau_document_root (document), "lists");

  for (guint i = 0; i < json_array_get_length (lists); i++)
    {
      JsonObject *object = json_array_get_object_element (lists, i);
      const char *name;

      pantau_document_at (document, pantau_json_string (object, "list"), NULL);
      name = pantau_document_code (document, object, "list");
      if (g_hash_table_contains (self->choices, name))
        pantau_document_fail (document, _ ("the list “%s” is given twice"), name);
      g_hash_table_insert (self->choices, g_strdup (name), read_list (document, object));
    }

  return pantau_document_finish (document, error);
}

PantauKinds *
pantau_kinds_new (GBytes *kinds, GBytes *choices, GError **error)
{
  g_autoptr (PantauKinds) self = g_new0 (PantauKinds, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (kind_free);
  self->choices =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  if (!read_choices (self, choices, error) || !read_kinds (self, kinds, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauKinds *
pantau_kinds_ref (PantauKinds *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_kinds_unref (PantauKinds *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->choices);
  g_free (self);
}

GPtrArray *
pantau_kinds_list (PantauKinds *self)
{
  return self->list;
}

const PantauKind *
pantau_kinds_lookup (PantauKinds *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (self->list, i);

      if (g_str_equal (kind->code, code))
        return kind;
    }

  return NULL;
}

GPtrArray *
pantau_kinds_choices (PantauKinds *self, const char *list)
{
  return list != NULL ? g_hash_table_lookup (self->choices, list) : NULL;
}

static gboolean
same_text (const char *left, const char *right)
{
  g_autofree char *a = g_utf8_casefold (left, -1);
  g_autofree char *b = g_utf8_casefold (right, -1);

  return g_str_equal (a, b);
}

const PantauChoice *
pantau_kinds_choice (PantauKinds *self, const char *list, const char *text)
{
  GPtrArray *choices = pantau_kinds_choices (self, list);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (g_ascii_strcasecmp (choice->code, text) == 0)
        return choice;
    }

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (same_text (choice->name.id, text) || same_text (choice->name.en, text))
        return choice;
    }

  return NULL;
}

const char *
pantau_kinds_choice_label (PantauKinds *self,
                           const char *list,
                           const char *code,
                           const char *language)
{
  const PantauChoice *choice = pantau_kinds_choice (self, list, code);

  return choice != NULL ? pantau_label_get (&choice->name, language) : code;
}

const char *
pantau_kind_class (const PantauKind *self)
{
  return self->closed ? "closed" : "open";
}

const PantauField *
pantau_kind_field (const PantauKind *self, const char *name)
{
  for (guint i = 0; name != NULL && i < self->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->name, name))
        return field;
    }

  return NULL;
}
