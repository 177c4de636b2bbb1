/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of what a person says of a forward, a treatment, a review: texts, choices and times, each in one writing. */

#include "config.h"

#include "pantau-check-act.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-json.h"

#define DAY_SECONDS (24 * 3600)
#define YEAR_2000   G_GINT64_CONSTANT (946659600)  /* 2000-01-01T00:00:00+07:00 */
#define YEAR_2100   G_GINT64_CONSTANT (4102419600) /* 2100-01-01T00:00:00+07:00 */

PantauCheck
pantau_check_act (PantauReference *reference, gint64 now, GPtrArray *faults)
{
  return (PantauCheck){ .reference = reference, .now = now, .faults = faults };
}

void
pantau_check_names (PantauCheck *self, JsonObject *given, const char *const *names)
{
  g_autoptr (GList) members = json_object_get_members (given);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (names, l->data))
      {
        g_autofree char *shown = pantau_check_shown (l->data);

        pantau_check_fault (self, "unknown-field", shown, _ ("there is no “%s” here"), shown);
      }
}

gboolean
pantau_check_take_text (PantauCheck *self,
                        JsonObject *given,
                        const char *name,
                        guint max_length,
                        gboolean several_lines,
                        const char *missing,
                        JsonObject *body)
{
  JsonNode *node = pantau_check_given (given, name);
  JsonNode *text =
      node != NULL ? pantau_check_text (self, name, node, max_length, several_lines) : NULL;

  if (node != NULL && text == NULL)
    return FALSE;
  if (text == NULL || *json_node_get_string (text) == '\0')
    {
      g_clear_pointer (&text, json_node_unref);
      return missing == NULL || pantau_check_fault (self, "missing", name, "%s", missing) != NULL;
    }

  json_object_set_member (body, name, text);

  return TRUE;
}

gboolean
pantau_check_take_choice (PantauCheck *self,
                          JsonObject *given,
                          const char *name,
                          const char *list,
                          const char *missing,
                          JsonObject *body)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  g_autoptr (JsonObject) text = json_object_new ();
  const PantauChoice *choice;
  g_autofree char *shown = NULL;

  if (!pantau_check_take_text (self, given, name, PANTAU_CHECK_MAX_TITLE, FALSE, missing, text))
    return FALSE;
  if (!json_object_has_member (text, name))
    return TRUE;

  choice = pantau_kinds_choice (kinds, list, pantau_json_string (text, name));
  if (choice != NULL)
    {
      json_object_set_string_member (body, name, choice->code);
      return TRUE;
    }
  shown = pantau_check_shown (pantau_json_string (text, name));

  return pantau_check_fault (self, "unknown-choice", name, _ ("“%s” is not one of the choices"),
                             shown) != NULL;
}

gboolean
pantau_check_take_past (
    PantauCheck *self, JsonObject *given, const char *name, JsonObject *body, gint64 *when)
{
  JsonNode *node = pantau_check_given (given, name), *time;
  g_autofree char *now = NULL;

  *when = self->now;
  if (node == NULL)
    {
      now = pantau_check_write_time (self->now);
      json_object_set_string_member (body, name, now);
      return TRUE;
    }

  time = pantau_check_event_time (self, name, node, when);
  if (time == NULL)
    return FALSE;
  json_object_set_member (body, name, time);

  return TRUE;
}

gboolean
pantau_check_take_due (
    PantauCheck *self, JsonObject *given, const char *name, JsonObject *body, gint64 *when)
{
  g_autoptr (JsonObject) text = json_object_new ();
  g_autofree char *time = NULL, *shown = NULL;
  const char *said;

  *when = 0;
  if (!pantau_check_take_text (self, given, name, PANTAU_CHECK_MAX_TITLE, FALSE, NULL, text))
    return FALSE;
  said = pantau_json_string (text, name);
  if (said == NULL)
    return TRUE;

  shown = pantau_check_shown (said);
  if (!pantau_check_time (said, &time, when))
    return pantau_check_fault (self, "bad-date", name,
                               _ ("“%s” is not a time such as 2024-02-14T16:30"), shown) != NULL;
  if (*when < YEAR_2000 || *when >= YEAR_2100)
    return pantau_check_fault (self, "out-of-range", name,
                               _ ("“%s” does not lie between the years 2000 and 2100"),
                               shown) != NULL;

  if (strlen (said) == strlen ("YYYY-MM-DD"))
    {
      g_free (time);
      *when += DAY_SECONDS - 1;
      time = pantau_check_write_time (*when);
    }
  json_object_set_string_member (body, name, time);

  return TRUE;
}

gboolean
pantau_check_take_day (PantauCheck *self, JsonObject *given, const char *name, JsonObject *body)
{
  const PantauField day = { .type = PANTAU_FIELD_DATE };
  JsonNode *node = pantau_check_given (given, name);
  g_autofree char *now = pantau_check_write_time (self->now);
  g_autofree char *today = g_strndup (now, strlen ("YYYY-MM-DD"));
  g_autoptr (JsonNode) checked = NULL;

  if (node == NULL)
    {
      json_object_set_string_member (body, name, today);
      return TRUE;
    }
  checked = pantau_check_kind_value (self, &day, name, node);
  if (checked == NULL)
    return FALSE;
  /* Days in this writing sort as texts. */
  if (strcmp (json_node_get_string (checked), today) > 0)
    return pantau_check_fault (self, "in-future", name, "%s", _ ("the day has not come yet")) !=
           NULL;
  json_object_set_member (body, name, g_steal_pointer (&checked));

  return TRUE;
}
