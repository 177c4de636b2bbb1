/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules between the values of a record: more ballots wet and usable than there are, an event that was known before it
 * happened. They are data, so that a new count brings its rule along; one function judges them for files, changes and forms.
 */

#include "config.h"

#include "pantau-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

#define WIB_SECONDS (7 * 3600)
#define DAY_SECONDS (24 * 3600)

static const char *const type_names[] = {
  [PANTAU_RULE_AT_MOST] = "at-most",   [PANTAU_RULE_NOT_BEFORE] = "not-before",
  [PANTAU_RULE_NOT_PAST] = "not-past", [PANTAU_RULE_NEEDS] = "needs",
  [PANTAU_RULE_FORM] = "form",
};

void
pantau_rule_free (gpointer data)
{
  PantauRule *self = data;

  g_strfreev (self->fields);
  g_strfreev (self->when.values);
  g_free (self->other);
  pantau_label_clear (&self->why);
  g_free (self);
}

static gboolean
is_number (const PantauKind *kind, const char *name)
{
  const PantauField *field = pantau_kind_field (kind, name);

  return field != NULL && (field->type == PANTAU_FIELD_INTEGER ||
                           field->type == PANTAU_FIELD_NUMBER || field->type == PANTAU_FIELD_MONEY);
}

static gboolean
is_time (const PantauKind *kind, const char *name)
{
  const PantauField *field = pantau_kind_field (kind, name);

  if (field == NULL)
    return g_str_equal (name, "occurred") || g_str_equal (name, "known");

  return field->type == PANTAU_FIELD_DATE || field->type == PANTAU_FIELD_DATETIME;
}

/* A rule about what is not there, or is of another type, would silently never speak. */
static void
check_name (PantauDocument *document,
            const PantauKind *kind,
            const PantauRule *rule,
            const char *name)
{
  gboolean fits = FALSE;

  switch (rule->type)
    {
    case PANTAU_RULE_AT_MOST:
      fits = is_number (kind, name);
      break;
    case PANTAU_RULE_NOT_BEFORE:
    case PANTAU_RULE_NOT_PAST:
      fits = is_time (kind, name);
      break;
    case PANTAU_RULE_NEEDS:
    case PANTAU_RULE_FORM:
      fits = pantau_kind_field (kind, name) != NULL;
      break;
    }

  if (!fits)
    pantau_document_fail (document, _ ("the rule “%s” cannot be about “%s”"),
                          type_names[rule->type], name);
}

/* Which form, and for which answers to `other`. */
static void
read_form (PantauDocument *document, JsonObject *object, PantauRule *rule)
{
  const char *name = pantau_document_string (document, object, "form");

  if (!pantau_number_form_from_name (name, &rule->form))
    pantau_document_fail (document, _ ("“%s” is not a form of texts"), name);
  rule->when.field = rule->other;
  rule->when.values = pantau_document_strings (document, object, "in");
}

static PantauRule *
read_rule (PantauDocument *document, JsonObject *object, const PantauKind *kind)
{
  PantauRule *rule = g_new0 (PantauRule, 1);
  const char *name = pantau_document_string (document, object, "rule");
  guint type = 0;

  while (type < G_N_ELEMENTS (type_names) && !g_str_equal (type_names[type], name))
    type++;
  if (type == G_N_ELEMENTS (type_names))
    {
      pantau_document_fail (document, _ ("“%s” is not a rule"), name);
      type = PANTAU_RULE_NEEDS;
    }

  rule->type = (PantauRuleType) type;
  rule->fields = pantau_document_strings (document, object, "fields");
  if (rule->type != PANTAU_RULE_NOT_PAST)
    rule->other = g_strdup (pantau_document_string (document, object, "other"));
  if (rule->type == PANTAU_RULE_FORM)
    read_form (document, object, rule);
  pantau_document_label (document, object, "why", FALSE, &rule->why);

  if (rule->fields[0] == NULL || (rule->fields[1] != NULL && rule->type != PANTAU_RULE_AT_MOST))
    pantau_document_fail (document, _ ("the rule “%s” names too few or too many fields"), name);
  for (guint i = 0; rule->fields[i] != NULL; i++)
    check_name (document, kind, rule, rule->fields[i]);
  if (rule->other != NULL)
    check_name (document, kind, rule, rule->other);

  return rule;
}

GPtrArray *
pantau_rules_read (PantauDocument *document, JsonObject *object, const PantauKind *kind)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func (pantau_rule_free);
  PantauRule *of_all = g_new0 (PantauRule, 1);
  JsonArray *array;

  of_all->type = PANTAU_RULE_NOT_BEFORE;
  of_all->fields = g_strsplit ("known", ",", -1);
  of_all->other = g_strdup ("occurred");
  g_ptr_array_add (rules, of_all);

  /* An edition of a province may be older than the rules. */
  pantau_document_at (document, kind->code, "rules");
  array = json_object_has_member (object, "rules")
              ? pantau_document_objects (document, object, "rules")
              : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (rules, read_rule (document, json_array_get_object_element (array, i), kind));

  return rules;
}

gboolean
pantau_rule_concerns (const PantauRule *self, const char *name)
{
  return g_strv_contains ((const char *const *) self->fields, name) ||
         g_strcmp0 (self->other, name) == 0;
}

/* The rule at work: on which values, and for whom its sentence is. */
typedef struct
{
  const PantauRule *rule;
  PantauReference *reference;
  const PantauKind *kind;
  PantauRuleValue value;
  gpointer data;
} Judge;

static JsonNode *
value_of (const Judge *self, const char *name, gboolean *unclear)
{
  JsonNode *node = self->value (name, unclear, self->data);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static const char *
label_of (const Judge *self, const char *name)
{
  return pantau_words_field (self->reference, self->kind->code, name);
}

/* @ours (transfer full), unless the rule has a sentence of its own. */
static PantauFault *
fault_new (const Judge *self, const char *code, const char *field, char *ours)
{
  const char *why = pantau_label_get (&self->rule->why, pantau_locale_get ());
  PantauFault *fault = g_new0 (PantauFault, 1);

  fault->code = g_strdup (code);
  fault->field = g_strdup (field);
  fault->message = why != NULL ? g_strdup (why) : g_steal_pointer (&ours);
  g_free (ours);

  return fault;
}

/* Whether a node is a number: what another program wrote may be anything. */
static gboolean
get_number (JsonNode *node, double *number)
{
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  *number = type == G_TYPE_INT64    ? (double) json_node_get_int (node)
            : type == G_TYPE_DOUBLE ? json_node_get_double (node)
                                    : 0;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

/* "“Surat suara basah” dan “Surat suara layak pakai”" */
static char *
join_labels (const Judge *self, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s“%s”",
                            i == 0 ? ""
                            : i + 1 < names->len
                                ? ", "
                                /* Translators: before the last of several names; with its blanks */
                                : _ (" and "),
                            label_of (self, g_ptr_array_index (names, i)));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static PantauFault *
judge_sum (const Judge *self)
{
  const PantauRule *rule = self->rule;
  g_autoptr (GPtrArray) counted = g_ptr_array_new ();
  g_autofree char *names = NULL, *total = NULL, *limit = NULL;
  gboolean unclear = FALSE, has_limit;
  double sum = 0, most, number;

  has_limit = get_number (value_of (self, rule->other, &unclear), &most);
  for (guint i = 0; rule->fields[i] != NULL; i++)
    if (get_number (value_of (self, rule->fields[i], &unclear), &number) && number > 0)
      {
        sum += number;
        g_ptr_array_add (counted, rule->fields[i]);
      }
  if (unclear || !has_limit || counted->len == 0 || sum <= most)
    return NULL;

  names = join_labels (self, counted);
  total = pantau_format_number (sum);
  limit = pantau_format_number (most);

  return fault_new (
      self, counted->len > 1 ? "sum-exceeds" : "exceeds",
      g_ptr_array_index (counted, counted->len - 1),
      counted->len > 1
          /* Translators: names of counts, their sum, then the name and number that they exceed. */
          ? g_strdup_printf (_ ("%s are %s together, more than “%s” (%s)"), names, total,
                             label_of (self, rule->other), limit)
          /* Translators: the name of a count and the count, then the name and number that it exceeds. */
          : g_strdup_printf (_ ("%s (%s) is more than “%s” (%s)"), names, total,
                             label_of (self, rule->other), limit));
}

/* Unix seconds; @is_day where the value has no time of day. FALSE where it is no time. */
static gboolean
get_time (JsonNode *node, gint64 *when, gboolean *is_day)
{
  g_autofree char *normalised = NULL;
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                             json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  *is_day = text != NULL && strlen (text) == strlen ("YYYY-MM-DD");

  return text != NULL && pantau_check_time (text, &normalised, when);
}

/* The first moment of the day in WIB. */
static gint64
day_of (gint64 when)
{
  gint64 local = when + WIB_SECONDS;
  gint64 within = ((local % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;

  return when - within;
}

static gboolean
is_before (gint64 when, gint64 than, gboolean as_days)
{
  return as_days ? day_of (when) < day_of (than) : when < than;
}

static PantauFault *
judge_order (const Judge *self)
{
  const char *name = self->rule->fields[0], *other = self->rule->other;
  gboolean unclear = FALSE, is_day, other_is_day;
  gint64 when, than;

  if (!get_time (value_of (self, name, &unclear), &when, &is_day) ||
      !get_time (value_of (self, other, &unclear), &than, &other_is_day) || unclear ||
      !is_before (when, than, is_day || other_is_day))
    return NULL;

  return fault_new (
      self, "wrong-order", name,
      g_strdup_printf (_ ("“%s” lies before “%s”"), label_of (self, name), label_of (self, other)));
}

static PantauFault *
judge_past (const Judge *self, gint64 now)
{
  const char *name = self->rule->fields[0];
  gboolean unclear = FALSE, is_day;
  gint64 when;

  if (!get_time (value_of (self, name, &unclear), &when, &is_day) || unclear ||
      !is_before (when, now, is_day))
    return NULL;

  return fault_new (self, "in-past", name,
                    g_strdup_printf (_ ("“%s” has already passed"), label_of (self, name)));
}

static PantauFault *
judge_need (const Judge *self)
{
  const char *name = self->rule->fields[0], *other = self->rule->other;
  gboolean unclear = FALSE;

  if (value_of (self, name, &unclear) == NULL || value_of (self, other, &unclear) != NULL ||
      unclear)
    return NULL;

  return fault_new (self, "incomplete", name,
                    g_strdup_printf (_ ("“%s” says nothing without “%s”"), label_of (self, name),
                                     label_of (self, other)));
}

static PantauFault *
judge_form (const Judge *self)
{
  const char *name = self->rule->fields[0];
  gboolean unclear = FALSE;
  JsonNode *node = value_of (self, name, &unclear);
  g_autofree char *number = NULL, *message = NULL;
  const char *code;

  if (node == NULL || unclear || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING ||
      !pantau_condition_takes (&self->rule->when, value_of (self, self->rule->other, &unclear)) ||
      unclear)
    return NULL;
  number = pantau_number_read (self->rule->form, json_node_get_string (node), &code, &message);

  return number == NULL ? fault_new (self, code, name, g_steal_pointer (&message)) : NULL;
}

PantauFault *
pantau_rule_judge (const PantauRule *self,
                   PantauReference *reference,
                   const PantauKind *kind,
                   gint64 now,
                   PantauRuleValue value,
                   gpointer data)
{
  Judge judge = { self, reference, kind, value, data };

  switch (self->type)
    {
    case PANTAU_RULE_AT_MOST:
      return judge_sum (&judge);
    case PANTAU_RULE_NOT_BEFORE:
      return judge_order (&judge);
    case PANTAU_RULE_NOT_PAST:
      return judge_past (&judge, now);
    case PANTAU_RULE_NEEDS:
      return judge_need (&judge);
    case PANTAU_RULE_FORM:
      return judge_form (&judge);
    }

  return NULL;
}
