/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads kinds.json. What the program relies on (a list exists, at most six questions first, a question does not hang on
 * itself) is checked here once.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-kind-private.h"
#include "pantau-rule.h"

#define MAX_FIRST     6
#define DEFAULT_ITEMS 20

static const char *const type_names[] = {
  [PANTAU_FIELD_TEXT] = "text",       [PANTAU_FIELD_LONGTEXT] = "longtext",
  [PANTAU_FIELD_CHOICE] = "choice",   [PANTAU_FIELD_CHOICES] = "choices",
  [PANTAU_FIELD_INTEGER] = "integer", [PANTAU_FIELD_NUMBER] = "number",
  [PANTAU_FIELD_MONEY] = "money",     [PANTAU_FIELD_DATETIME] = "datetime",
  [PANTAU_FIELD_DATE] = "date",       [PANTAU_FIELD_BOOLEAN] = "boolean",
  [PANTAU_FIELD_REGION] = "region",   [PANTAU_FIELD_MATRIX] = "matrix",
  [PANTAU_FIELD_PEOPLE] = "people",   [PANTAU_FIELD_LIST] = "list",
};

/* Members of a record that stand beside its fields; a field may not bear one of their names. */
static const char *const top_level[] = { "election", "places",    "occurred", "known",
                                         "title",    "narrative", "severity", "heard_from",
                                         "fields",   "blobs",     "salt",     "region",
                                         "class",    "status",    "kind",     NULL };

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
read_form (PantauDocument *document, JsonObject *object, PantauField *field)
{
  const char *name = pantau_json_string (object, "form");

  if (name == NULL)
    return;
  field->is_link = g_str_equal (name, "url");
  if (field->is_link && field->type == PANTAU_FIELD_TEXT)
    return;
  if (!pantau_number_form_from_name (name, &field->form) || field->type != PANTAU_FIELD_TEXT)
    pantau_document_fail (document, _ ("“%s” is not a form of texts"), name);
}

static void
read_choices_of (PantauKinds *self,
                 PantauDocument *document,
                 JsonObject *object,
                 PantauField *field)
{
  gboolean wanted = field->type == PANTAU_FIELD_CHOICE || field->type == PANTAU_FIELD_CHOICES ||
                    field->type == PANTAU_FIELD_PEOPLE;

  if (!wanted)
    return;

  field->choices = g_strdup (pantau_document_string (document, object, "choices"));
  if (!g_hash_table_contains (self->choices, field->choices))
    pantau_document_fail (document, _ ("no list of choices is called “%s”"), field->choices);
}

/* What a field and a cell of a list have in common. (transfer full) */
static PantauField *
read_common (PantauKinds *self, PantauDocument *document, JsonObject *object)
{
  PantauField *field = g_new0 (PantauField, 1);
  double length;

  field->name = g_strdup (pantau_document_code (document, object, "name"));
  field->type = read_type (document, object);
  pantau_document_label (document, object, "label", TRUE, &field->label);
  pantau_document_label (document, object, "hint", FALSE, &field->hint);
  field->required = pantau_json_boolean (object, "required");
  field->personal = pantau_json_boolean (object, "personal");
  field->ahead = pantau_json_boolean (object, "ahead");
  read_form (document, object, field);
  field->has_min = read_limit (document, object, "min", &field->min);
  field->has_max = read_limit (document, object, "max", &field->max);
  field->max_length = field->type == PANTAU_FIELD_LONGTEXT ? 5000 : 200;
  if (read_limit (document, object, "max_length", &length))
    field->max_length = (guint) CLAMP (length, 1, 20000);
  field->unit = g_strdup (pantau_json_string (object, "unit"));
  read_choices_of (self, document, object, field);

  return field;
}

/* What a row may hold: one line each, and nothing that is a form of its own. */
static gboolean
is_item_type (PantauFieldType type)
{
  switch (type)
    {
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
    case PANTAU_FIELD_CHOICE:
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_DATE:
    case PANTAU_FIELD_DATETIME:
    case PANTAU_FIELD_BOOLEAN:
    case PANTAU_FIELD_REGION:
      return TRUE;
    case PANTAU_FIELD_CHOICES:
    case PANTAU_FIELD_NUMBER:
    case PANTAU_FIELD_MONEY:
    case PANTAU_FIELD_MATRIX:
    case PANTAU_FIELD_PEOPLE:
    case PANTAU_FIELD_LIST:
    default:
      return FALSE;
    }
}

/* The cells of a list's rows. */
static void
read_items (PantauKinds *self, PantauDocument *document, JsonObject *object, PantauField *field)
{
  JsonArray *items = pantau_document_objects (document, object, "items");
  double most;

  field->items = g_ptr_array_new_with_free_func (pantau_field_free);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      PantauField *item = read_common (self, document, json_array_get_object_element (items, i));

      if (!is_item_type (item->type))
        pantau_document_fail (document, _ ("“%s” cannot be a cell of a list"), item->name);
      if (pantau_field_item (field, item->name) != NULL)
        pantau_document_fail (document, _ ("the field “%s” is given twice"), item->name);
      g_ptr_array_add (field->items, item);
    }
  if (field->items->len == 0)
    pantau_document_fail (document, _ ("the list “%s” has no cells"), field->name);

  field->max_items = DEFAULT_ITEMS;
  if (read_limit (document, object, "max_items", &most))
    field->max_items = (guint) CLAMP (most, 1, PANTAU_KIND_MAX_ITEMS);
  pantau_document_label (document, object, "item_name", TRUE, &field->item_name);
}

static PantauField *
read_field (PantauKinds *self, PantauDocument *document, JsonObject *object)
{
  PantauField *field = read_common (self, document, object);
  const char *asked = pantau_document_string (document, object, "asked");

  if (g_strv_contains (top_level, field->name))
    pantau_document_fail (document, _ ("“%s” is taken by the record itself"), field->name);
  field->of_desk = g_str_equal (asked, "desk");
  field->retired = g_str_equal (asked, "nobody");
  if (!field->of_desk && !field->retired && !g_str_equal (asked, "field"))
    pantau_document_fail (document, _ ("“%s” is none of field, desk and nobody"), asked);

  field->counted = pantau_json_boolean (object, "counted");
  if (field->counted && field->type != PANTAU_FIELD_INTEGER)
    pantau_document_fail (document, "%s", _ ("only an integer can be counted"));
  field->when = pantau_conditions_read (document, object);
  if (field->type == PANTAU_FIELD_LIST)
    read_items (self, document, object, field);

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
}

/* Whether a question, whatever is answered, hangs on itself; @depth is how far it was followed. */
static gboolean
depends_on_itself (const PantauKind *kind, const PantauField *field, guint depth)
{
  if (depth > kind->fields->len)
    return TRUE;

  for (guint i = 0; field != NULL && field->when != NULL && i < field->when->len; i++)
    {
      const PantauCondition *condition = g_ptr_array_index (field->when, i);

      if (depends_on_itself (kind, pantau_kind_field (kind, condition->field), depth + 1))
        return TRUE;
    }

  return FALSE;
}

/* What a question or a need depends on is there, and each code in a list of choices too. */
static void
check_when (PantauKinds *self, PantauDocument *document, const PantauKind *kind, GPtrArray *when)
{
  for (guint i = 0; when != NULL && i < when->len; i++)
    {
      const PantauCondition *condition = g_ptr_array_index (when, i);
      const PantauField *above = pantau_kind_field (kind, condition->field);

      if (above == NULL)
        pantau_document_fail (document, _ ("there is no field “%s”"), condition->field);
      for (guint j = 0; above != NULL && above->choices != NULL && condition->values != NULL &&
                        condition->values[j] != NULL;
           j++)
        if (*condition->values[j] != '\0' &&
            pantau_kinds_choice (self, above->choices, condition->values[j]) == NULL)
          pantau_document_fail (document, _ ("the list “%s” has no “%s”"), above->choices,
                                condition->values[j]);
    }
}

static void
check_conditions (PantauKinds *self, PantauDocument *document, const PantauKind *kind)
{
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);

      pantau_document_at (document, kind->code, field->name);
      check_when (self, document, kind, field->when);
      if (depends_on_itself (kind, field, 0))
        pantau_document_fail (document, _ ("the field “%s” depends on itself"), field->name);
    }
}

static PantauNeed *
read_need (PantauKinds *self, PantauDocument *document, const PantauKind *kind, JsonObject *object)
{
  static const char *const asked[] = { "places",    "occurred", "known",      "title",
                                       "narrative", "severity", "heard_from", NULL };
  PantauNeed *need = g_new0 (PantauNeed, 1);
  const char *group;

  need->field = g_strdup (pantau_document_string (document, object, "field"));
  if (g_str_equal (need->field, PANTAU_NEED_REPORTER))
    need->parts = pantau_document_strings (document, object, "parts");
  else if (pantau_kind_field (kind, need->field) == NULL && !g_strv_contains (asked, need->field))
    pantau_document_fail (document, _ ("there is no field “%s”"), need->field);
  if (json_object_has_member (object, "or"))
    need->others = pantau_document_strings (document, object, "or");
  for (guint i = 0; need->others != NULL && need->others[i] != NULL; i++)
    if (pantau_kind_field (kind, need->others[i]) == NULL)
      pantau_document_fail (document, _ ("there is no field “%s”"), need->others[i]);

  group = pantau_document_string (document, object, "group");
  need->formal = g_str_equal (group, "formal");
  if (!need->formal && !g_str_equal (group, "material"))
    pantau_document_fail (document, _ ("“%s” is neither formal nor material"), group);

  pantau_document_label (document, object, "why", TRUE, &need->why);
  need->weight = (guint) CLAMP (pantau_json_integer (object, "weight", 1), 1, 10);
  need->stations = pantau_json_boolean (object, "stations");
  need->when = pantau_conditions_read (document, object);
  check_when (self, document, kind, need->when);

  return need;
}

static void
read_needs (PantauKinds *self, PantauDocument *document, PantauKind *kind, JsonObject *object)
{
  JsonArray *needs;

  /* An edition of a province may be older than the list. */
  if (!json_object_has_member (object, "completeness"))
    return;

  needs = pantau_document_objects (document, object, "completeness");
  for (guint i = 0; i < json_array_get_length (needs); i++)
    {
      JsonObject *member = json_array_get_object_element (needs, i);

      pantau_document_at (document, kind->code, pantau_json_string (member, "field"));
      g_ptr_array_add (kind->needs, read_need (self, document, kind, member));
    }
}

static void
add_field (PantauDocument *document, PantauKind *kind, PantauField *field)
{
  if (pantau_kind_field (kind, field->name) != NULL)
    pantau_document_fail (document, _ ("the field “%s” is given twice"), field->name);
  g_ptr_array_add (kind->fields, field);
}

/* The fields; {"checklist": true} among them is where the questions of the checklists stand. */
static void
read_fields (PantauKinds *self, PantauDocument *document, PantauKind *kind, JsonObject *object)
{
  JsonArray *fields = pantau_document_objects (document, object, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *member = json_array_get_object_element (fields, i);

      pantau_document_at (document, kind->code, pantau_json_string (member, "name"));
      if (!pantau_json_boolean (member, "checklist"))
        add_field (document, kind, read_field (self, document, member));
      else
        for (guint j = 0; j < self->checklist->len; j++)
          add_field (document, kind, pantau_field_copy (g_ptr_array_index (self->checklist, j)));
    }
}

static PantauKind *
read_kind (PantauKinds *self, PantauDocument *document, JsonObject *object)
{
  PantauKind *kind = g_new0 (PantauKind, 1);
  const char *class_name, *code = pantau_json_string (object, "code");

  pantau_document_at (document, code, NULL);
  kind->fields = g_ptr_array_new_with_free_func (pantau_field_free);
  kind->needs = g_ptr_array_new_with_free_func (pantau_need_free);
  kind->code = g_strdup (pantau_document_code (document, object, "code"));
  pantau_document_label (document, object, "name", TRUE, &kind->name);
  pantau_document_label (document, object, "short", FALSE, &kind->short_name);
  class_name = pantau_document_string (document, object, "class");
  kind->closed = g_str_equal (class_name, "closed");
  if (!kind->closed && !g_str_equal (class_name, "open"))
    pantau_document_fail (document, _ ("the class “%s” is neither open nor closed"), class_name);
  kind->class_fixed = pantau_json_boolean (object, "class_fixed");
  kind->in_queue =
      !json_object_has_member (object, "queue") || pantau_json_boolean (object, "queue");
  kind->status_table = g_strdup (pantau_document_string (document, object, "statuses"));
  kind->first = pantau_document_strings (document, object, "first");

  read_fields (self, document, kind, object);
  check_first (document, kind);
  check_conditions (self, document, kind);
  read_needs (self, document, kind, object);
  kind->rules = pantau_rules_read (document, object, kind);

  return kind;
}

gboolean
pantau_kinds_read_kinds (PantauKinds *self, GBytes *bytes, GError **error)
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
