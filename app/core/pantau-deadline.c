/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of time limits, read from data: laws change, and the desk must be able to read and mend them. So reading checks that a rule names only
 * what there is; a misspelt status would make a clock that never ends.
 */

#include "config.h"

#include "pantau-deadline-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-json.h"

#define MAX_N 400 /* days or hours: more is a slip of the pen */

static const char *const units[] = {
  [PANTAU_UNIT_WORKING_DAYS] = "hari-kerja",
  [PANTAU_UNIT_DAYS] = "hari",
  [PANTAU_UNIT_HOURS] = "jam",
};

/* What a rule is checked against while it is read. */
typedef struct
{
  PantauDocument *document;
  PantauKinds *kinds;
  PantauStatuses *statuses;
  PantauAgencies *agencies;
} Reading;

static void
condition_free (gpointer data)
{
  PantauDeadlineCondition *self = data;

  g_free (self->field);
  g_strfreev (self->values);
  g_free (self);
}

static void
rule_free (gpointer data)
{
  PantauDeadline *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->note);
  g_free (self->basis);
  g_strfreev (self->kinds);
  g_free (self->regime);
  g_strfreev (self->from);
  g_strfreev (self->ends);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  g_free (self->extension_field);
  g_free (self->extension_basis);
  g_free (self);
}

const char *
pantau_event_after (const char *event, const char *prefix)
{
  return g_str_has_prefix (event, prefix) ? event + strlen (prefix) : NULL;
}

static PantauUnit
read_unit (Reading *reading, JsonObject *object, const char *name)
{
  const char *text = pantau_document_string (reading->document, object, name);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i], text))
      return (PantauUnit) i;
  pantau_document_fail (reading->document, _ ("the unit “%s” is none of hari-kerja, hari and jam"),
                        text);

  return PANTAU_UNIT_DAYS;
}

static int
read_n (Reading *reading, JsonObject *object)
{
  gint64 n = pantau_json_integer (object, "n", 0);

  if (n < 1 || n > MAX_N)
    pantau_document_fail (reading->document, _ ("“%s” is not a number from 1 to %d"), "n", MAX_N);

  return (int) CLAMP (n, 1, MAX_N);
}

static GDate
read_day (Reading *reading, JsonObject *object, const char *name)
{
  const char *text = pantau_json_string (object, name);
  guint y, m, d;
  int end = 0;
  GDate day;

  g_date_clear (&day, 1);
  if (!json_object_has_member (object, name))
    return day;
  if (text != NULL && strlen (text) == 10 &&
      sscanf (text, "%4u-%2u-%2u%n", &y, &m, &d, &end) == 3 && end == 10 &&
      g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    g_date_set_dmy (&day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  else
    pantau_document_fail (reading->document, _ ("“%s” is not a date (YYYY-MM-DD)"),
                          text != NULL ? text : name);

  return day;
}

/* HH.MM in seconds since midnight. */
static int
read_hour (Reading *reading, JsonObject *object, const char *name)
{
  const char *text = pantau_document_string (reading->document, object, name);
  guint hour, minute;
  int end = 0;

  if (strlen (text) == 5 && sscanf (text, "%2u.%2u%n", &hour, &minute, &end) == 2 && end == 5 &&
      hour < 24 && minute < 60)
    return (int) (hour * 60 + minute) * 60;
  pantau_document_fail (reading->document, _ ("“%s” is not a time of day (HH.MM)"), text);

  return 0;
}

/* A field that each of the rule's kinds has, of @type (-1: any). */
static void
check_field (Reading *reading, const PantauDeadline *rule, const char *name, int type)
{
  for (guint i = 0; rule->kinds[i] != NULL; i++)
    {
      const PantauKind *kind = pantau_kinds_lookup (reading->kinds, rule->kinds[i]);
      const PantauField *field = kind != NULL ? pantau_kind_field (kind, name) : NULL;

      if (kind != NULL && (field == NULL || (type >= 0 && field->type != (PantauFieldType) type)))
        pantau_document_fail (reading->document,
                              _ ("the kind “%s” has no field “%s” of the right type"), kind->code,
                              name);
    }
}

static void
check_status (Reading *reading, const PantauDeadline *rule, const char *status)
{
  for (guint i = 0; rule->kinds[i] != NULL; i++)
    {
      const PantauKind *kind = pantau_kinds_lookup (reading->kinds, rule->kinds[i]);

      if (kind != NULL &&
          pantau_statuses_lookup (reading->statuses, kind->status_table, status) == NULL)
        pantau_document_fail (reading->document, _ ("there is no status “%s”"), status);
    }
}

static void
check_group (Reading *reading, const char *group)
{
  GPtrArray *agencies = pantau_agencies_list (reading->agencies);

  for (guint i = 0; i < agencies->len; i++)
    if (g_strcmp0 (((const PantauAgency *) g_ptr_array_index (agencies, i))->group, group) == 0)
      return;
  pantau_document_fail (reading->document, _ ("no agency is of the group “%s”"), group);
}

static void
check_event (Reading *reading, const PantauDeadline *rule, const char *event)
{
  static const char *const of_record[] = { "known", "occurred", "recorded", NULL };
  const char *rest;

  if (g_strv_contains (of_record, event))
    return;
  if ((rest = pantau_event_after (event, PANTAU_EVENT_FIELD)) != NULL)
    check_field (reading, rule, rest, PANTAU_FIELD_DATETIME);
  else if ((rest = pantau_event_after (event, PANTAU_EVENT_SET)) != NULL)
    check_field (reading, rule, rest, -1);
  else if ((rest = pantau_event_after (event, PANTAU_EVENT_STATUS)) != NULL)
    check_status (reading, rule, rest);
  else if ((rest = pantau_event_after (event, PANTAU_EVENT_FORWARD)) != NULL ||
           (rest = pantau_event_after (event, PANTAU_EVENT_REPLY)) != NULL)
    check_group (reading, rest);
  else
    pantau_document_fail (reading->document, _ ("“%s” is not an event"), event);
}

static char **
read_events (Reading *reading, const PantauDeadline *rule, JsonObject *object, const char *name)
{
  char **events = pantau_document_strings (reading->document, object, name);

  if (events[0] == NULL)
    pantau_document_fail (reading->document, _ ("“%s” is missing"), name);
  for (guint i = 0; events[i] != NULL; i++)
    check_event (reading, rule, events[i]);

  return events;
}

static void
read_conditions (Reading *reading, PantauDeadline *rule, JsonObject *object)
{
  JsonArray *array;

  rule->conditions = g_ptr_array_new_with_free_func (condition_free);
  if (!json_object_has_member (object, "when"))
    return;

  array = pantau_document_objects (reading->document, object, "when");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *member = json_array_get_object_element (array, i);
      PantauDeadlineCondition *condition = g_new0 (PantauDeadlineCondition, 1);

      condition->field = g_strdup (pantau_document_string (reading->document, member, "field"));
      condition->values = pantau_document_strings (reading->document, member, "in");
      check_field (reading, rule, condition->field, -1);
      g_ptr_array_add (rule->conditions, condition);
    }
}

static void
read_first_day (Reading *reading, PantauDeadline *rule, JsonObject *object)
{
  const char *text;

  if (rule->unit == PANTAU_UNIT_HOURS)
    {
      if (rule->other_unit != PANTAU_UNIT_HOURS || json_object_has_member (object, "first_day"))
        pantau_document_fail (reading->document, "%s", _ ("hours are counted from the moment"));
      return;
    }

  text = pantau_document_string (reading->document, object, "first_day");
  rule->first_disputed = g_str_equal (text, "disputed");
  rule->first_included = g_str_equal (text, "included");
  if (!rule->first_disputed && !rule->first_included && !g_str_equal (text, "excluded"))
    pantau_document_fail (reading->document,
                          _ ("first_day “%s” is none of included, excluded and disputed"), text);
}

static void
read_extension (Reading *reading, PantauDeadline *rule, JsonObject *object)
{
  JsonObject *extension = pantau_json_object (object, "extension");

  if (extension == NULL)
    return;

  rule->extension_field = g_strdup (pantau_document_string (reading->document, extension, "field"));
  rule->extension_n = read_n (reading, extension);
  rule->extension_basis = g_strdup (pantau_document_string (reading->document, extension, "basis"));
  check_field (reading, rule, rule->extension_field, PANTAU_FIELD_BOOLEAN);
  if (rule->extension_n <= rule->n)
    pantau_document_fail (reading->document, "%s", _ ("the extension does not extend"));
}

static void
read_hours (Reading *reading, PantauDeadline *rule, JsonObject *object)
{
  JsonObject *hours = pantau_json_object (object, "hours");
  const char *applies;

  if (hours == NULL)
    return;

  applies = pantau_document_string (reading->document, hours, "applies");
  rule->hours_at_start = g_str_equal (applies, "start");
  rule->hours_at_end = g_str_equal (applies, "end");
  rule->opens = read_hour (reading, hours, "opens");
  rule->closes = read_hour (reading, hours, "closes");
  if (rule->opens >= rule->closes || rule->hours_at_start == rule->hours_at_end ||
      rule->unit == PANTAU_UNIT_HOURS)
    pantau_document_fail (reading->document, "%s", _ ("these office hours cannot be applied"));
}

static void
check_kinds (Reading *reading, const PantauDeadline *rule)
{
  if (rule->kinds[0] == NULL)
    pantau_document_fail (reading->document, _ ("“%s” is missing"), "kinds");
  for (guint i = 0; rule->kinds[i] != NULL; i++)
    if (pantau_kinds_lookup (reading->kinds, rule->kinds[i]) == NULL)
      pantau_document_fail (reading->document, _ ("there is no kind “%s”"), rule->kinds[i]);
}

static void
check_regime (Reading *reading, PantauDeadline *rule)
{
  if (g_str_equal (rule->regime, "any"))
    g_clear_pointer (&rule->regime, g_free);
  else if (!g_str_equal (rule->regime, "pemilu") && !g_str_equal (rule->regime, "pilkada"))
    pantau_document_fail (reading->document,
                          _ ("the regime “%s” is none of pemilu, pilkada and any"), rule->regime);
}

static PantauDeadline *
read_rule (Reading *reading, JsonObject *object)
{
  PantauDocument *document = reading->document;
  PantauDeadline *rule = g_new0 (PantauDeadline, 1);

  pantau_document_at (document, pantau_json_string (object, "code"), NULL);
  rule->code = g_strdup (pantau_document_code (document, object, "code"));
  pantau_document_label (document, object, "name", TRUE, &rule->name);
  pantau_document_label (document, object, "note", FALSE, &rule->note);
  rule->basis = g_strdup (pantau_document_string (document, object, "basis"));
  rule->unsure = pantau_json_boolean (object, "gk");
  rule->kinds = pantau_document_strings (document, object, "kinds");
  check_kinds (reading, rule);
  rule->regime = g_strdup (pantau_document_string (document, object, "regime"));
  check_regime (reading, rule);
  rule->valid_from = read_day (reading, object, "valid_from");
  rule->valid_to = read_day (reading, object, "valid_to");
  rule->n = read_n (reading, object);
  rule->unit = read_unit (reading, object, "unit");
  rule->other_unit = json_object_has_member (object, "other_unit")
                         ? read_unit (reading, object, "other_unit")
                         : rule->unit;
  read_first_day (reading, rule, object);
  rule->from = read_events (reading, rule, object, "from");
  rule->ends = read_events (reading, rule, object, "ends");
  read_conditions (reading, rule, object);
  read_extension (reading, rule, object);
  read_hours (reading, rule, object);

  return rule;
}

PantauDeadlines *
pantau_deadlines_new (GBytes *tenggat,
                      PantauKinds *kinds,
                      PantauStatuses *statuses,
                      PantauAgencies *agencies,
                      PantauCalendar *calendar,
                      GError **error)
{
  g_autoptr (PantauDeadlines) self = g_new0 (PantauDeadlines, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("tenggat.json", tenggat);
  Reading reading = { document, kinds, statuses, agencies };
  JsonArray *rules = pantau_document_objects (document, pantau_document_root (document), "rules");

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->calendar = pantau_calendar_ref (calendar);

  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      PantauDeadline *rule = read_rule (&reading, json_array_get_object_element (rules, i));

      if (pantau_deadlines_lookup (self, rule->code) != NULL)
        pantau_document_fail (document, _ ("the code %s is given twice"), rule->code);
      g_ptr_array_add (self->rules, rule);
    }

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauDeadlines *
pantau_deadlines_ref (PantauDeadlines *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_deadlines_unref (PantauDeadlines *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->rules);
  pantau_calendar_unref (self->calendar);
  g_free (self);
}

GPtrArray *
pantau_deadlines_list (PantauDeadlines *self)
{
  return self->rules;
}

const PantauDeadline *
pantau_deadlines_lookup (PantauDeadlines *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->rules->len; i++)
    {
      const PantauDeadline *rule = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->code, code))
        return rule;
    }

  return NULL;
}

gboolean
pantau_deadlines_concern (PantauDeadlines *self, const char *kind)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const PantauDeadline *rule = g_ptr_array_index (self->rules, i);

      if (g_strv_contains ((const char *const *) rule->kinds, kind))
        return TRUE;
    }

  return FALSE;
}
