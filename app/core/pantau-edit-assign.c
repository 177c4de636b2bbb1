/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From desk to desk. Law has words for a case that goes down (pelimpahan) or is taken up (pengambilalihan): where the table of its statuses has
 * them, they are said in the same commit as who has it now.
 */

#include "config.h"

#include "pantau-edit-assign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-assignment.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-region.h"
#include "pantau-triage-verb.h"

static gboolean
is_below (const char *region, const char *of)
{
  return !g_str_equal (region, of) && pantau_region_covers (of, region);
}

static gboolean
is_theirs (GPtrArray *present, const PantauAssignee *assignee)
{
  const PantauAssignment *only = present->len == 1 ? g_ptr_array_index (present, 0) : NULL;
  const char *person = assignee->person != NULL ? assignee->person : "";
  const char *region = assignee->region != NULL ? assignee->region : "";

  if (present->len == 0)
    return *region == '\0';

  return only != NULL && g_str_equal (only->person, person) && g_str_equal (only->region, region);
}

/* TRUE where one of the desks that have it lies below @region. */
static gboolean
comes_from_below (GPtrArray *present, const char *region)
{
  for (guint i = 0; i < present->len; i++)
    {
      const PantauAssignment *assignment = g_ptr_array_index (present, i);

      if (pantau_assignment_is_given (assignment) && is_below (assignment->region, region))
        return TRUE;
    }

  return FALSE;
}

static const char *
find_status (PantauHome *home,
             PantauRecord *record,
             GPtrArray *present,
             const PantauAssignee *assignee)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  g_auto (GStrv) steps = NULL;

  if (person == NULL || assignee->region == NULL)
    return NULL;
  steps = pantau_edit_steps (home, pantau_record_get_id (record), NULL);
  if (steps == NULL)
    return NULL;
  if (is_below (assignee->region, person->region))
    return pantau_triage_verb_status (pantau_home_get_reference (home),
                                      pantau_record_get_kind (record), (const char *const *) steps,
                                      PANTAU_VERB_DELEGATE);
  if (g_str_equal (assignee->region, person->region) && comes_from_below (present, person->region))
    return pantau_triage_verb_status (pantau_home_get_reference (home),
                                      pantau_record_get_kind (record), (const char *const *) steps,
                                      PANTAU_VERB_TAKE_OVER);

  return NULL;
}

const char *
pantau_edit_assign_status (PantauHome *home, const char *id, const PantauAssignee *assignee)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, NULL);
  g_autoptr (GPtrArray) present = record != NULL ? pantau_assignments_new (record) : NULL;

  return record != NULL ? find_status (home, record, present, assignee) : NULL;
}

static gboolean
check (PantauHome *home, const PantauAssignee *assignee, const char *status, GError **error)
{
  PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (home));

  if (assignee->region != NULL && pantau_regions_lookup (regions, assignee->region) == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no region “%s”"),
                         assignee->region);
  if ((assignee->name != NULL && g_utf8_strlen (assignee->name, -1) > PANTAU_ASSIGN_MAX_NAME) ||
      (assignee->person != NULL && strlen (assignee->person) > PANTAU_ASSIGN_MAX_NAME) ||
      (assignee->reason != NULL && g_utf8_strlen (assignee->reason, -1) > PANTAU_ASSIGN_MAX_REASON))
    return pantau_throw (error, PANTAU_ERROR_INVALID, "%s", _ ("the text is too long"));
  if (status != NULL && (assignee->reason == NULL || *assignee->reason == '\0'))
    return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                         _ ("say why the case goes to another desk"));

  return TRUE;
}

static JsonObject *
make_body (const PantauAssignee *assignee)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "region", assignee->region != NULL ? assignee->region : "");
  if (assignee->region != NULL && assignee->person != NULL)
    json_object_set_string_member (body, "person", assignee->person);
  if (assignee->region != NULL && assignee->name != NULL)
    json_object_set_string_member (body, "name", assignee->name);
  if (assignee->reason != NULL && *assignee->reason != '\0')
    json_object_set_string_member (body, "reason", assignee->reason);

  return body;
}

static PantauDraft
draft_new (
    PantauRecord *record, const char *type, const char *now, GPtrArray *base, JsonObject *body)
{
  return (PantauDraft){ .record = pantau_record_get_id (record),
                        .kind = pantau_record_get_kind (record),
                        .is_open = pantau_record_get_is_open (record),
                        .region = pantau_record_get_region (record),
                        .type = type,
                        .time = now,
                        .base = (const char *const *) base->pdata,
                        .body = body };
}

static gboolean
write_both (PantauHome *home,
            PantauRecord *record,
            GPtrArray *present,
            const PantauAssignee *assignee,
            const char *status,
            GError **error)
{
  g_autoptr (GPtrArray) base = g_ptr_array_new (), drafts = g_ptr_array_new (), step_base = NULL;
  g_autoptr (JsonObject) body = make_body (assignee), step = json_object_new ();
  g_autoptr (GList) of_step = g_list_append (NULL, (gpointer) "status");
  g_autofree char *now = pantau_home_now ();
  PantauDraft assigned, taken;

  for (guint i = 0; i < MIN (present->len, PANTAU_BASE_LIMIT); i++)
    g_ptr_array_add (base, ((PantauAssignment *) g_ptr_array_index (present, i))->entry);
  g_ptr_array_add (base, NULL);
  assigned = draft_new (record, PANTAU_TYPE_ASSIGN, now, base, body);
  g_ptr_array_add (drafts, &assigned);
  if (status != NULL)
    {
      step_base = pantau_edit_collect_base (home, pantau_record_get_id (record), of_step, error);
      if (step_base == NULL)
        return FALSE;
      json_object_set_string_member (step, "status", status);
      json_object_set_string_member (step, "reason", assignee->reason);
      taken = draft_new (record, PANTAU_TYPE_STATUS, now, step_base, step);
      g_ptr_array_add (drafts, &taken);
    }

  return pantau_home_write_together (home, drafts, NULL, NULL, NULL, error);
}

gboolean
pantau_edit_assign (PantauHome *home,
                    const char *id,
                    const PantauAssignee *assignee,
                    GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_ASSIGN, error);
  g_autoptr (GPtrArray) present = NULL;
  const char *status;

  if (record == NULL)
    return FALSE;
  present = pantau_assignments_new (record);
  status = find_status (home, record, present, assignee);
  if (!check (home, assignee, status, error))
    return FALSE;
  if (is_theirs (present, assignee))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, "%s",
                         assignee->region != NULL ? _ ("the record is with them already")
                                                  : _ ("nobody looks after the record"));

  return write_both (home, record, present, assignee, status, error);
}

gboolean
pantau_edit_take_over (PantauHome *home, const char *id, const char *reason, GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  PantauAssignee me = { .reason = reason };

  if (person == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, "%s",
                         _ ("only who is enrolled can look after records"));
  me.person = person->code;
  me.name = person->name;
  me.region = person->region;

  return pantau_edit_assign (home, id, &me, error);
}

gboolean
pantau_edit_may_assign (PantauHome *home, const char *id, GError **error)
{
  return pantau_edit_may_write (home, id, PANTAU_TYPE_ASSIGN, error);
}
