/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What law says of a case: the sentences and the days between which they hold are data, since courts change them. A rule is told
 * where all it asks for is answered; the table of acts is told by stage, because the same act is ethics before candidates are
 * set and discipline after.
 */

#include "config.h"

#include "pantau-consequence.h"

#include <glib/gi18n-lib.h>

#include "pantau-check.h"
#include "pantau-consequence-private.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-reference.h"

typedef struct
{
  PantauReference *reference;
  PantauConsequenceRules *rules;
  const char *kind;
  JsonObject *fields;
  GDate event; /* by whose law it is judged */
  const char *regime;
  GPtrArray *lines;
  GPtrArray *tracks; /* of char *, borrowed of the rules */
  GPtrArray *agencies;
} Asking;

static void
line_free (gpointer data)
{
  PantauConsequenceLine *self = data;

  g_free (self->code);
  g_free (self->text);
  g_free (self->basis);
  g_free (self);
}

void
pantau_consequence_free (PantauConsequence *self)
{
  g_ptr_array_unref (self->lines);
  g_strfreev (self->tracks);
  g_strfreev (self->agencies);
  g_free (self);
}

static const char *
text_of (const PantauLabel *label)
{
  return pantau_label_get (label, pantau_locale_get ());
}

/* @text (transfer full) */
static void
add_line (Asking *self,
          PantauConsequencePart part,
          const char *code,
          char *text,
          const char *basis,
          gboolean unsure)
{
  PantauConsequenceLine *line = g_new0 (PantauConsequenceLine, 1);

  line->part = part;
  line->code = g_strdup (code);
  line->text = text;
  line->basis = g_strdup (basis);
  line->unsure = unsure;
  g_ptr_array_add (self->lines, line);
}

static gboolean
has_value (Asking *self, const char *field, const char *code)
{
  char *codes[] = { (char *) code, NULL };
  PantauCondition condition = { (char *) field, codes };

  return pantau_condition_takes (&condition, json_object_get_member (self->fields, field));
}

/* The day of the event, and which law of elections is that of this case. */
static void
find_law (Asking *self, const GDate *day)
{
  PantauElections *elections = pantau_reference_get_elections (self->reference);
  const char *occurred = pantau_json_string (self->fields, "occurred");
  const char *code = pantau_json_string (self->fields, "election");
  const PantauElection *election = code != NULL ? pantau_elections_lookup (elections, code) : NULL;
  g_autofree char *normalised = NULL;
  gint64 when;

  self->event = *day;
  if (occurred != NULL && pantau_check_time (occurred, &normalised, &when))
    self->event = pantau_election_day_of (when);
  if (election == NULL)
    election = pantau_elections_default (elections, &self->event);
  self->regime = election->regime;
}

/* "Before candidates are set: …" where nobody said which stage it was; else the text alone. (transfer full) */
static char *
by_stage (const char *text, gboolean before, gboolean is_known)
{
  if (is_known)
    return g_strdup (text);

  return before ? g_strdup_printf (_ ("Before candidates are set: %s"), text)
                : g_strdup_printf (_ ("After candidates are set: %s"), text);
}

/* One line of the table of acts, for what it is before or after candidates are set. */
static void
tell_class (Asking *self, const PantauActLaw *act, gboolean before, gboolean is_known)
{
  const PantauSanctionClass *found = pantau_consequence_rules_class (
      self->rules, before && act->ethics ? self->rules->ethics : act->discipline);

  add_line (self, PANTAU_CONSEQUENCE_NATURE, found->code,
            by_stage (text_of (&found->name), before, is_known),
            before && act->ethics ? found->basis : act->basis, act->unsure);
  add_line (self, PANTAU_CONSEQUENCE_SANCTION, found->code,
            by_stage (text_of (&found->sanction), before, is_known), found->basis,
            found->unsure || act->unsure);
}

/* The table is of civil servants; of the others the rules tell. */
static void
tell_act (Asking *self, const PantauActLaw *act)
{
  PantauConsequenceRules *rules = self->rules;
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  gboolean before = has_value (self, rules->stage_field, rules->before);
  gboolean after = has_value (self, rules->stage_field, rules->after);
  gboolean is_theirs = FALSE;

  if (!has_value (self, rules->act_field, act->code))
    return;

  add_line (self, PANTAU_CONSEQUENCE_ACT, act->code,
            g_strdup (pantau_kinds_choice_label (kinds, rules->act_list, act->code,
                                                 pantau_locale_get ())),
            act->basis, act->unsure);
  for (guint i = 0; rules->act_categories[i] != NULL; i++)
    is_theirs |= has_value (self, rules->category_field, rules->act_categories[i]);
  if (!is_theirs)
    return;

  /* What is discipline at any time need not be told twice. */
  if (!act->ethics)
    tell_class (self, act, FALSE, TRUE);
  else if (before != after)
    tell_class (self, act, before, TRUE);
  else
    {
      tell_class (self, act, TRUE, FALSE);
      tell_class (self, act, FALSE, FALSE);
    }
}

static gboolean
is_in_force (const PantauLawRule *rule, const GDate *day)
{
  return (!g_date_valid (&rule->valid_from) || g_date_compare (day, &rule->valid_from) >= 0) &&
         (!g_date_valid (&rule->valid_to) || g_date_compare (day, &rule->valid_to) <= 0);
}

static void
tell_rule (Asking *self, const PantauLawRule *rule, const GDate *today)
{
  if (!g_strv_contains ((const char *const *) rule->kinds, self->kind) ||
      (rule->regime != NULL && !g_str_equal (rule->regime, self->regime)) ||
      !is_in_force (rule, rule->of_today ? today : &self->event) ||
      !pantau_conditions_hold (rule->when, self->fields))
    return;

  add_line (self, rule->part, rule->code, g_strdup (text_of (&rule->text)), rule->basis,
            rule->unsure);
  if (rule->track != NULL &&
      !g_ptr_array_find_with_equal_func (self->tracks, rule->track, g_str_equal, NULL))
    g_ptr_array_add (self->tracks, rule->track);
}

/* "BKN Pusat (SBT), copy to BKN Kanreg VII Palembang" (transfer full) */
static char *
agency_text (Asking *self, const PantauAgency *agency, gint64 when)
{
  g_autoptr (GPtrArray) copies =
      pantau_agency_copies (agency, pantau_reference_get_agencies (self->reference), when);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < copies->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            text_of (&((const PantauAgency *) copies->pdata[i])->name));
  if (names->len == 0)
    return g_strdup (text_of (&agency->name));

  /* Translators: an agency, then those that get a copy (tembusan). */
  return g_strdup_printf (_ ("%s, copy to %s"), text_of (&agency->name), names->str);
}

static gboolean
takes_case (Asking *self, const PantauAgency *agency, gint64 when)
{
  return pantau_agency_is_valid (agency, when) &&
         pantau_agency_fit_fields (agency, self->kind, self->fields) >= 2;
}

/* Whether it gets a copy of what goes to another one anyway. */
static gboolean
is_copied (Asking *self, const PantauAgency *agency, gint64 when)
{
  GPtrArray *list = pantau_agencies_list (pantau_reference_get_agencies (self->reference));

  for (guint i = 0; i < list->len; i++)
    {
      const PantauAgency *other = g_ptr_array_index (list, i);

      if (g_strv_contains ((const char *const *) other->copies, agency->code) &&
          takes_case (self, other, when))
        return TRUE;
    }

  return FALSE;
}

static void
tell_agencies (Asking *self, const GDate *day)
{
  PantauAgencies *agencies = pantau_reference_get_agencies (self->reference);
  g_autoptr (GDateTime) noon = g_date_time_new_utc (
      g_date_get_year (day), (int) g_date_get_month (day), g_date_get_day (day), 5, 0, 0);
  gint64 when = g_date_time_to_unix (noon);
  GPtrArray *list = pantau_agencies_list (agencies);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (list, i);

      if (!takes_case (self, agency, when) || is_copied (self, agency, when))
        continue;
      add_line (self, PANTAU_CONSEQUENCE_AGENCY, agency->code, agency_text (self, agency, when),
                agency->basis, FALSE);
      g_ptr_array_add (self->agencies, agency->code);
    }
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const PantauConsequenceLine *left = *(gconstpointer const *) a;
  const PantauConsequenceLine *right = *(gconstpointer const *) b;

  return (int) left->part - (int) right->part;
}

/* (transfer full) */
static char **
codes_of (GPtrArray *codes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < codes->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (codes, i));

  return g_strv_builder_end (builder);
}

PantauConsequence *
pantau_consequence_new (PantauReference *reference,
                        const char *kind,
                        JsonObject *fields,
                        const GDate *day)
{
  PantauConsequence *self = g_new0 (PantauConsequence, 1);
  PantauConsequenceRules *rules = pantau_reference_get_consequences (reference);
  g_autoptr (GPtrArray) tracks = g_ptr_array_new (), agencies = g_ptr_array_new ();
  Asking asking = { .reference = reference,
                    .rules = rules,
                    .kind = kind,
                    .fields = fields,
                    .tracks = tracks,
                    .agencies = agencies };

  self->lines = asking.lines = g_ptr_array_new_with_free_func (line_free);
  if (g_strv_contains ((const char *const *) rules->kinds, kind))
    {
      find_law (&asking, day);
      for (guint i = 0; g_str_equal (kind, rules->act_kind) && i < rules->acts->len; i++)
        tell_act (&asking, g_ptr_array_index (rules->acts, i));
      for (guint i = 0; i < rules->rules->len; i++)
        tell_rule (&asking, g_ptr_array_index (rules->rules, i), day);
      tell_agencies (&asking, day);
      /* Stable, so each part keeps the order of the data. */
      g_ptr_array_sort (self->lines, compare_parts);
    }
  self->tracks = codes_of (tracks);
  self->agencies = codes_of (agencies);

  return self;
}

PantauConsequence *
pantau_consequence_new_for_record (PantauReference *reference,
                                   PantauRecord *record,
                                   const GDate *day)
{
  g_autoptr (JsonObject) fields = pantau_condition_values (record);

  return pantau_consequence_new (reference, pantau_record_get_kind (record), fields, day);
}
