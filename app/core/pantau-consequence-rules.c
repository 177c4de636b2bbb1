/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads netralitas.json. A rule about a field or a code that is not there would silently never speak, so it is a fault. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-consequence-private.h"
#include "pantau-json.h"

static const char *const part_names[] = {
  [PANTAU_CONSEQUENCE_ACT] = "act",           [PANTAU_CONSEQUENCE_NATURE] = "nature",
  [PANTAU_CONSEQUENCE_SANCTION] = "sanction", [PANTAU_CONSEQUENCE_TRACK] = "track",
  [PANTAU_CONSEQUENCE_AGENCY] = "agency",     [PANTAU_CONSEQUENCE_NOTE] = "note",
  [PANTAU_CONSEQUENCE_GAP] = "gap",
};

/* The file while it is read. */
typedef struct
{
  PantauConsequenceRules *rules;
  PantauDocument *document;
  PantauKinds *kinds;
} Reading;

const char *
pantau_consequence_part_get_name (PantauConsequencePart part)
{
  return part_names[part];
}

static void
class_free (gpointer data)
{
  PantauSanctionClass *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->sanction);
  g_free (self->basis);
  g_free (self);
}

static void
act_free (gpointer data)
{
  PantauActLaw *self = data;

  g_free (self->code);
  g_free (self->discipline);
  g_free (self->basis);
  g_free (self);
}

static void
rule_free (gpointer data)
{
  PantauLawRule *self = data;

  g_free (self->code);
  g_strfreev (self->kinds);
  g_free (self->regime);
  g_clear_pointer (&self->when, g_ptr_array_unref);
  pantau_label_clear (&self->text);
  g_free (self->basis);
  g_free (self->track);
  g_free (self);
}

void
pantau_consequence_rules_free (PantauConsequenceRules *self)
{
  g_strfreev (self->kinds);
  g_free (self->act_kind);
  g_free (self->act_field);
  g_free (self->act_list);
  g_free (self->category_field);
  g_strfreev (self->act_categories);
  g_free (self->stage_field);
  g_free (self->before);
  g_free (self->after);
  g_free (self->ethics);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

const PantauSanctionClass *
pantau_consequence_rules_class (PantauConsequenceRules *self, const char *code)
{
  for (guint i = 0; i < self->classes->len; i++)
    {
      const PantauSanctionClass *one = g_ptr_array_index (self->classes, i);

      if (g_str_equal (one->code, code))
        return one;
    }

  return NULL;
}

static void
read_day (Reading *self, JsonObject *object, const char *name, GDate *day)
{
  const char *text = pantau_json_string (object, name);
  guint y, m, d;
  int end = 0;

  if (!json_object_has_member (object, name))
    return;
  if (text != NULL && sscanf (text, "%4u-%2u-%2u%n", &y, &m, &d, &end) == 3 && end == 10 &&
      strlen (text) == 10 && m >= 1 && m <= 12 &&
      g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    g_date_set_dmy (day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  else
    pantau_document_fail (self->document, _ ("“%s” is not a date (YYYY-MM-DD)"),
                          text != NULL ? text : name);
}

/* Whether @kind has @field, and the list of its choices each of @codes. */
static void
check_codes (Reading *self, const char *kind_code, const char *field_name, char **codes)
{
  const PantauKind *kind = pantau_kinds_lookup (self->kinds, kind_code);
  const PantauField *field = kind != NULL ? pantau_kind_field (kind, field_name) : NULL;

  if (kind == NULL)
    pantau_document_fail (self->document, _ ("“%s” is not a kind of record"), kind_code);
  else if (field == NULL)
    pantau_document_fail (self->document, _ ("there is no field “%s”"), field_name);

  for (guint i = 0; field != NULL && field->choices != NULL && codes != NULL && codes[i] != NULL;
       i++)
    if (*codes[i] != '\0' && pantau_kinds_choice (self->kinds, field->choices, codes[i]) == NULL)
      pantau_document_fail (self->document, _ ("the list “%s” has no “%s”"), field->choices,
                            codes[i]);
}

static void
read_classes (Reading *self, JsonObject *root)
{
  JsonArray *array = pantau_document_objects (self->document, root, "classes");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauSanctionClass *one = g_new0 (PantauSanctionClass, 1);

      pantau_document_at (self->document, pantau_json_string (object, "code"), NULL);
      one->code = g_strdup (pantau_document_code (self->document, object, "code"));
      pantau_document_label (self->document, object, "name", TRUE, &one->name);
      pantau_document_label (self->document, object, "sanction", TRUE, &one->sanction);
      one->basis = g_strdup (pantau_document_string (self->document, object, "basis"));
      one->unsure = pantau_json_boolean (object, "gk");
      if (pantau_consequence_rules_class (self->rules, one->code) != NULL)
        pantau_document_fail (self->document, _ ("the code %s is given twice"), one->code);
      g_ptr_array_add (self->rules->classes, one);
    }
}

static void
check_class (Reading *self, const char *code)
{
  if (pantau_consequence_rules_class (self->rules, code) == NULL)
    pantau_document_fail (self->document, _ ("there is no class of sanctions “%s”"), code);
}

static void
read_acts (Reading *self, JsonObject *root)
{
  JsonArray *array = pantau_document_objects (self->document, root, "acts");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauActLaw *act = g_new0 (PantauActLaw, 1);
      char *codes[] = { NULL, NULL };

      pantau_document_at (self->document, pantau_json_string (object, "code"), NULL);
      act->code = g_strdup (pantau_document_code (self->document, object, "code"));
      act->ethics = pantau_json_boolean (object, "ethics");
      act->discipline = g_strdup (pantau_document_code (self->document, object, "discipline"));
      act->basis = g_strdup (pantau_document_string (self->document, object, "basis"));
      act->unsure = pantau_json_boolean (object, "gk");
      codes[0] = act->code;
      check_codes (self, self->rules->act_kind, self->rules->act_field, codes);
      check_class (self, act->discipline);
      g_ptr_array_add (self->rules->acts, act);
      if (!g_hash_table_add (seen, act->code))
        pantau_document_fail (self->document, _ ("the code %s is given twice"), act->code);
    }
}

static PantauConsequencePart
read_part (Reading *self, JsonObject *object)
{
  const char *name = pantau_document_string (self->document, object, "part");

  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if (g_str_equal (part_names[i], name))
      return (PantauConsequencePart) i;
  pantau_document_fail (self->document, _ ("“%s” is not a part of a consequence"), name);

  return PANTAU_CONSEQUENCE_NOTE;
}

static void
read_rule (Reading *self, JsonObject *object)
{
  PantauLawRule *rule = g_new0 (PantauLawRule, 1);

  rule->code = g_strdup (pantau_document_code (self->document, object, "code"));
  rule->part = read_part (self, object);
  rule->kinds = pantau_document_strings (self->document, object, "kinds");
  rule->regime = g_strdup (pantau_json_string (object, "regime"));
  rule->when = pantau_conditions_read (self->document, object);
  rule->of_today = pantau_json_boolean (object, "today");
  read_day (self, object, "valid_from", &rule->valid_from);
  read_day (self, object, "valid_to", &rule->valid_to);
  pantau_document_label (self->document, object, "text", TRUE, &rule->text);
  rule->basis = g_strdup (pantau_document_string (self->document, object, "basis"));
  rule->unsure = pantau_json_boolean (object, "gk");
  rule->track = g_strdup (pantau_json_string (object, "track"));
  g_ptr_array_add (self->rules->rules, rule);

  for (guint i = 0; rule->kinds[i] != NULL; i++)
    for (guint j = 0; rule->when != NULL && j < rule->when->len; j++)
      {
        const PantauCondition *condition = g_ptr_array_index (rule->when, j);

        check_codes (self, rule->kinds[i], condition->field, condition->values);
      }
}

static void
read_rules (Reading *self, JsonObject *root)
{
  JsonArray *array = pantau_document_objects (self->document, root, "rules");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      pantau_document_at (self->document, pantau_json_string (object, "code"), NULL);
      read_rule (self, object);
      if (!g_hash_table_add (seen,
                             ((PantauLawRule *) g_ptr_array_index (self->rules->rules, i))->code))
        pantau_document_fail (self->document, _ ("the code %s is given twice"),
                              pantau_json_string (object, "code"));
    }
}

/* Which fields and codes the table of acts is about. */
static void
read_table (Reading *self, JsonObject *root)
{
  PantauConsequenceRules *rules = self->rules;
  JsonObject *table = pantau_json_object (root, "table");
  g_autoptr (JsonObject) empty = json_object_new ();
  char *stages[] = { NULL, NULL, NULL };
  const PantauKind *kind;
  const PantauField *act;

  pantau_document_at (self->document, "table", NULL);
  if (table == NULL)
    table = empty;
  rules->kinds = pantau_document_strings (self->document, root, "kinds");
  rules->act_kind = g_strdup (pantau_document_string (self->document, table, "kind"));
  rules->act_field = g_strdup (pantau_document_string (self->document, table, "act"));
  rules->category_field = g_strdup (pantau_document_string (self->document, table, "category"));
  rules->act_categories = pantau_document_strings (self->document, table, "categories");
  rules->stage_field = g_strdup (pantau_document_string (self->document, table, "stage"));
  rules->before = g_strdup (pantau_document_string (self->document, table, "before"));
  rules->after = g_strdup (pantau_document_string (self->document, table, "after"));
  rules->ethics = g_strdup (pantau_document_string (self->document, table, "ethics"));

  stages[0] = rules->before;
  stages[1] = rules->after;
  check_codes (self, rules->act_kind, rules->act_field, NULL);
  check_codes (self, rules->act_kind, rules->category_field, rules->act_categories);
  check_codes (self, rules->act_kind, rules->stage_field, stages);
  kind = pantau_kinds_lookup (self->kinds, rules->act_kind);
  act = kind != NULL ? pantau_kind_field (kind, rules->act_field) : NULL;
  rules->act_list = g_strdup (act != NULL ? act->choices : NULL);
}

PantauConsequenceRules *
pantau_consequence_rules_new (GBytes *bytes, PantauKinds *kinds, GError **error)
{
  g_autoptr (PantauConsequenceRules) rules = g_new0 (PantauConsequenceRules, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("netralitas.json", bytes);
  Reading reading = { rules, document, kinds };
  JsonObject *root = pantau_document_root (document);

  rules->classes = g_ptr_array_new_with_free_func (class_free);
  rules->acts = g_ptr_array_new_with_free_func (act_free);
  rules->rules = g_ptr_array_new_with_free_func (rule_free);
  read_table (&reading, root);
  read_classes (&reading, root);
  pantau_document_at (document, "table", NULL);
  check_class (&reading, rules->ethics);
  read_acts (&reading, root);
  read_rules (&reading, root);

  return pantau_document_finish (document, error) ? g_steal_pointer (&rules) : NULL;
}
