/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts on hoaxes: what only a desk says, and by a line of its own. */

#include "config.h"

#include "pantau-edit-verdict.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-check.h"
#include "pantau-claim-label.h"
#include "pantau-edit-private.h"
#include "pantau-edit-verdict-pass.h"
#include "pantau-error.h"
#include "pantau-json.h"

gboolean
pantau_edit_may_judge_claims (PantauHome *home, GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  PantauRole role = PANTAU_ROLE_FIELD;

  if (person != NULL && pantau_role_from_name (person->role, &role) &&
      pantau_access_may_judge_claims (role))
    return TRUE;

  return pantau_throw (error, PANTAU_ERROR_REFUSED,
                       _ ("only a desk of Bawaslu gives a verdict on a claim"));
}

gboolean
pantau_edit_check_verdict (PantauHome *home, JsonObject *values, GError **error)
{
  return values == NULL || !json_object_has_member (values, PANTAU_FIELD_VERDICT) ||
         pantau_edit_may_judge_claims (home, error);
}

JsonObject *
pantau_edit_take_verdict (JsonObject *body)
{
  JsonObject *fields = pantau_json_object (body, "fields");
  JsonObject *set, *values;

  if (fields == NULL || !json_object_has_member (fields, PANTAU_FIELD_VERDICT))
    return NULL;

  set = json_object_new ();
  values = json_object_new ();
  json_object_set_member (values, PANTAU_FIELD_VERDICT,
                          json_object_dup_member (fields, PANTAU_FIELD_VERDICT));
  json_object_remove_member (fields, PANTAU_FIELD_VERDICT);
  json_object_set_object_member (set, "fields", values);

  return set;
}

/* The record, where it is of a hoax and this person may judge it. (transfer full) (nullable) */
static PantauRecord *
open_hoax (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_SET, error);

  if (record == NULL || !pantau_edit_may_judge_claims (home, error))
    return NULL;
  if (!g_str_equal (pantau_record_get_kind (record), "hoax"))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("only a hoax gets a verdict"));

  return g_steal_pointer (&record);
}

gboolean
pantau_edit_may_verdict (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = open_hoax (home, id, error);

  return record != NULL;
}

/* A text with something in it. */
static gboolean
says_something (JsonNode *node)
{
  g_autofree char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                              ? g_strstrip (json_node_dup_string (node))
                              : NULL;

  return text != NULL && *text != '\0';
}

/* What is given now counts, or what every answer that is there says. */
static gboolean
has_facts (PantauRecord *record, JsonObject *values)
{
  GPtrArray *present = pantau_record_get_values (record);

  if (json_object_has_member (values, "facts"))
    return says_something (json_object_get_member (values, "facts"));

  for (guint i = 0; i < present->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (present, i);
      g_autoptr (JsonNode) node = NULL;

      if (!g_str_equal (value->field, "facts"))
        continue;
      node = json_from_string (value->value, NULL);
      if (says_something (node))
        return TRUE;
    }

  return FALSE;
}

gboolean
pantau_edit_verdict (
    PantauHome *home, const char *id, JsonObject *values, GPtrArray *faults, GError **error)
{
  g_autoptr (PantauRecord) record = open_hoax (home, id, error);

  if (record == NULL)
    return FALSE;

  if (g_strcmp0 (pantau_json_string (values, PANTAU_FIELD_VERDICT), PANTAU_VERDICT_HOAX) == 0 &&
      !has_facts (record, values))
    {
      PantauFault *fault = g_new0 (PantauFault, 1);

      fault->code = g_strdup ("missing");
      fault->field = g_strdup ("facts");
      fault->message =
          g_strdup (_ ("say by which facts it is a hoax: whoever is told so will ask"));
      g_ptr_array_add (faults, fault);
    }
  pantau_edit_check (home, record, values, faults);

  return faults->len == 0 && pantau_edit_set (home, pantau_record_get_id (record), values, error) &&
         pantau_edit_pass_verdict (home, pantau_record_get_id (record), TRUE, error);
}
