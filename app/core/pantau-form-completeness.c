/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of what a record needs is answered (kinds.json, "completeness"), and why the rest matters. It hinders nobody: a record is taken
 * without all of it, because what comes late is better than what never comes.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-form-private.h"
#include "pantau-json.h"
#include "pantau-locale.h"

/* Whether a polling station is named in one of the places. */
static gboolean
has_stations (JsonNode *places)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (places) ? json_node_get_array (places) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *place = json_array_get_element (array, i);
      JsonArray *tps = JSON_NODE_HOLDS_OBJECT (place)
                           ? pantau_json_array (json_node_get_object (place), "tps")
                           : NULL;

      if (tps != NULL && json_array_get_length (tps) > 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether the need counts for this record and this person. */
static gboolean
is_due (PantauForm *self, const PantauNeed *need)
{
  return (need->parts != NULL || pantau_form_is_asked (self, need->field)) &&
         pantau_form_holds (self, need->when);
}

static gboolean
is_well (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);

  return answer != NULL && pantau_form_is_asked (self, name) && pantau_answer_is_given (answer) &&
         answer->fault == NULL;
}

/* The parts of the reporter's identity are sealed; what they say, nobody knows here. */
static gboolean
has_reporter (PantauForm *self, char **parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    if (self->reporter_has == NULL ||
        !g_strv_contains ((const char *const *) self->reporter_has, parts[i]))
      return FALSE;

  return TRUE;
}

/* "Tidak" is an answer, and no proof. */
static gboolean
is_no (PantauForm *self, const char *name)
{
  JsonNode *value = pantau_form_answer (self, name)->value;

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_BOOLEAN && !json_node_get_boolean (value);
}

static gboolean
is_met (PantauForm *self, const PantauNeed *need)
{
  if (need->parts != NULL)
    return has_reporter (self, need->parts);
  for (guint i = 0; need->others != NULL && need->others[i] != NULL; i++)
    if (is_well (self, need->others[i]))
      return TRUE;

  return is_well (self, need->field) &&
         (!need->stations || has_stations (pantau_form_answer (self, need->field)->value)) &&
         (need->others == NULL || !is_no (self, need->field));
}

guint
pantau_form_count_completeness (PantauForm *self)
{
  guint all = 0, met = 0;

  for (guint i = 0; i < self->kind->needs->len; i++)
    {
      const PantauNeed *need = g_ptr_array_index (self->kind->needs, i);

      if (!is_due (self, need))
        continue;
      all += need->weight;
      if (is_met (self, need))
        met += need->weight;
    }

  /* Cut, so that 100 is all of it. */
  return all > 0 ? met * 100 / all : 100;
}

GPtrArray *
pantau_form_get_missing (PantauForm *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->kind->needs->len; i++)
    {
      const PantauNeed *need = g_ptr_array_index (self->kind->needs, i);
      PantauMissing *one;

      if (!is_due (self, need) || is_met (self, need))
        continue;
      one = g_new0 (PantauMissing, 1);
      one->name = need->field;
      one->label = need->parts != NULL ? _ ("Name and address of the reporter")
                                       : pantau_form_get_question (self, need->field)->label;
      one->group = need->formal ? "formal" : "material";
      one->why = pantau_label_get (&need->why, pantau_locale_get ());
      g_ptr_array_add (missing, one);
    }

  return missing;
}

/* The names of what is missing in @group, once each. (transfer full) (nullable): NULL where nothing is */
static char *
join_group (GPtrArray *missing, const char *group)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < missing->len; i++)
    {
      const PantauMissing *one = g_ptr_array_index (missing, i);

      if (g_str_equal (one->group, group) &&
          !g_ptr_array_find_with_equal_func (labels, one->label, g_str_equal, NULL))
        g_ptr_array_add (labels, (gpointer) one->label);
    }
  if (labels->len == 0)
    return NULL;
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (", ", (char **) labels->pdata);
}

char *
pantau_form_dup_missing_text (PantauForm *self)
{
  g_autoptr (GPtrArray) missing = pantau_form_get_missing (self);
  g_autofree char *formal = join_group (missing, "formal");
  g_autofree char *material = join_group (missing, "material");

  if (formal != NULL && material != NULL)
    /* Translators: what a case lacks; “syarat formal” and “syarat materiel” of Bawaslu's law, each with names of questions */
    return g_strdup_printf (_ ("Formal conditions not met: %s; material conditions not met: %s"),
                            formal, material);
  if (formal != NULL)
    return g_strdup_printf (_ ("Formal conditions not met: %s"), formal);
  if (material != NULL)
    return g_strdup_printf (_ ("Material conditions not met: %s"), material);

  return g_strdup ("");
}
