/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a person says of a treatment, or of how it goes on, to an entry. */

#include "config.h"

#include "pantau-edit-treatment.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-act.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-treatment.h"

#define OTHER   "lain" /* of the list `treatment`: says nothing by itself */
#define MAX_AID 10000000

/* Things counted by their codes; people are never named, not even here. */
static void
take_aid (PantauCheck *self, JsonObject *given, JsonObject *body)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  JsonNode *node = pantau_check_given (given, "aid");
  g_autoptr (JsonObject) aid = json_object_new ();
  g_autoptr (GList) codes = NULL;

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      pantau_check_fault (self, "wrong-type", "aid", _ ("“%s” must be an object"), "aid");
      return;
    }

  codes = json_object_get_members (json_node_get_object (node));
  for (GList *l = codes; l != NULL; l = l->next)
    {
      const PantauChoice *choice = pantau_kinds_choice (kinds, "aid", l->data);
      g_autofree char *shown = pantau_check_shown (l->data);
      g_autofree char *field = g_strconcat ("aid.", shown, NULL);
      JsonNode *count = json_object_get_member (json_node_get_object (node), l->data), *checked;

      if (choice == NULL)
        {
          pantau_check_fault (self, "unknown-choice", field, _ ("“%s” is not one of the choices"),
                              shown);
          continue;
        }
      checked = pantau_check_integer (self, field, count, 0, MAX_AID);
      if (checked != NULL)
        json_object_set_member (aid, choice->code, checked);
    }
  if (json_object_get_size (aid) > 0)
    json_object_set_object_member (body, "aid", g_steal_pointer (&aid));
}

JsonObject *
pantau_check_treatment (PantauReference *reference,
                        JsonObject *given,
                        gint64 now,
                        GPtrArray *faults)
{
  static const char *const names[] = { "what", "text", "person", "due", "aid", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;
  gboolean is_other;
  gint64 due;

  pantau_check_names (&check, given, names);
  pantau_check_take_choice (&check, given, "what", "treatment", _ ("say what is to be done"), body);
  is_other = g_strcmp0 (pantau_json_string (body, "what"), OTHER) == 0;
  pantau_check_take_text (&check, given, "text", PANTAU_TREATMENT_MAX_TEXT, TRUE,
                          is_other ? _ ("describe what is to be done") : NULL, body);
  pantau_check_take_text (&check, given, "person", PANTAU_TREATMENT_MAX_PERSON, FALSE, NULL, body);
  if (pantau_check_take_due (&check, given, "due", body, &due) && due > 0 && due < now)
    pantau_check_fault (&check, "in-past", "due", "%s", _ ("it would be due in the past"));
  take_aid (&check, given, body);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

JsonObject *
pantau_check_treatment_step (PantauReference *reference,
                             JsonObject *given,
                             const char *present,
                             gint64 now,
                             GPtrArray *faults)
{
  static const char *const names[] = { "state", "text", "when", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;
  const char *state, *missing = NULL;
  gint64 when;

  pantau_check_names (&check, given, names);
  pantau_check_take_choice (&check, given, "state", "treatment_state",
                            _ ("say how far it is: planned, under way, done or cancelled"), body);
  state = pantau_json_string (body, "state");
  if (g_strcmp0 (state, PANTAU_TREATMENT_CANCELLED) == 0)
    missing = _ ("say why it was cancelled");
  else if (state != NULL && g_strcmp0 (state, present) == 0)
    missing = _ ("it is so already; say what is new");
  pantau_check_take_text (&check, given, "text", PANTAU_TREATMENT_MAX_TEXT, TRUE, missing, body);
  pantau_check_take_past (&check, given, "when", body, &when);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

gboolean
pantau_edit_treatment (PantauHome *home,
                       const char *id,
                       JsonObject *given,
                       char **entry,
                       GPtrArray *faults,
                       GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_TREATMENT, error);
  g_autoptr (JsonObject) body = NULL;

  if (record == NULL)
    return FALSE;
  body = pantau_check_treatment (pantau_home_get_reference (home), given, pantau_home_clock (home),
                                 faults);

  return body != NULL &&
         pantau_edit_write_on (home, record, PANTAU_TYPE_TREATMENT, NULL, body, entry, error);
}

static const PantauTreatment *
find_treatment (GPtrArray *treatments, const char *entry, GError **error)
{
  for (guint i = 0; i < treatments->len; i++)
    {
      const PantauTreatment *treatment = g_ptr_array_index (treatments, i);

      if (g_str_equal (treatment->entry, entry))
        return treatment;
    }

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("the record has no treatment of an entry “%s”"), entry);
}

gboolean
pantau_edit_treatment_step (PantauHome *home,
                            const char *id,
                            const char *treatment,
                            JsonObject *given,
                            char **entry,
                            GPtrArray *faults,
                            GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_TREATMENT_SET, error);
  g_autoptr (GPtrArray) treatments = record != NULL ? pantau_treatments_new (record) : NULL;
  const PantauTreatment *changed =
      treatments != NULL ? find_treatment (treatments, treatment, error) : NULL;
  g_autoptr (JsonObject) body = NULL;
  g_auto (GStrv) base = NULL;

  if (changed == NULL)
    return FALSE;
  body = pantau_check_treatment_step (pantau_home_get_reference (home), given,
                                      changed->differs ? NULL : changed->state,
                                      pantau_home_clock (home), faults);
  if (body == NULL)
    return FALSE;

  json_object_set_string_member (body, "treatment", changed->entry);
  base = pantau_treatment_current (changed);
  if (g_strv_length (base) > PANTAU_BASE_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("too many people said at once how far it is; write a note instead"));

  return pantau_edit_write_on (home, record, PANTAU_TYPE_TREATMENT_SET, (const char *const *) base,
                               body, entry, error);
}

gboolean
pantau_edit_may_treat (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_TREATMENT, error);
}
