/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a person's act to an entry: what it replaces, and whether the person may. */

#include "config.h"

#include "pantau-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-check.h"
#include "pantau-edit-verdict.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"

/* Who acts: before enrolment a monitor anywhere, since nobody can have told the program otherwise. */
static PantauActor
get_actor (PantauHome *home, const PantauPerson *person)
{
  PantauActor actor = { PANTAU_ROLE_FIELD, "16", pantau_home_get_device (home), "" };

  if (person != NULL && pantau_role_from_name (person->role, &actor.role))
    {
      actor.region = person->region;
      actor.person = person->code;
    }

  return actor;
}

/* The person code of who created a record: another device of the same person is the same person. */
static char *
creator_code (PantauHome *home, const char *device)
{
  g_autoptr (PantauPerson) person =
      pantau_store_get_person (pantau_home_get_store (home), device, NULL);

  return g_strdup (person != NULL ? person->code : "");
}

/*
 * The class of a line: its record's, but for what is told to Pemprov of a closed one, and for the assessment of people, which is closed
 * whatever else is open.
 */
static gboolean
line_is_open (PantauRecord *record, const char *type)
{
  if (g_str_equal (type, PANTAU_TYPE_RELEASE))
    return TRUE;

  return pantau_record_get_is_open (record) && !g_str_equal (type, PANTAU_TYPE_REVIEW);
}

const char *
pantau_edit_judge (PantauHome *home,
                   PantauRecord *record,
                   const char *type,
                   const char *status,
                   const char *region)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  g_autofree char *creator = NULL, *code = NULL;
  const char *regions[] = { pantau_record_get_region (record), NULL };
  PantauActor actor = get_actor (home, person);
  PantauRecordFacts facts = { pantau_record_get_kind (record), pantau_record_get_is_open (record),
                              NULL, NULL, regions };
  PantauLine line = {
    type,         facts.kind, line_is_open (record, type), region != NULL ? region : regions[0],
    actor.device, status
  };

  if (!pantau_db_text (pantau_home_get_db (home), &creator, NULL,
                       "SELECT creator FROM record WHERE id = ?1", "s",
                       pantau_record_get_id (record)))
    return "unknown-record";
  code = creator_code (home, creator);
  facts.device = creator;
  facts.person = code;

  return pantau_access_judge (&actor, &line, &facts);
}

gboolean
pantau_edit_throw_judgement (const char *reason, GError **error)
{
  if (g_str_equal (reason, "not-own"))
    return pantau_throw (
        error, PANTAU_ERROR_REFUSED,
        _ ("only the person who made this record, or a desk of its region, may do that"));
  if (g_str_equal (reason, "region"))
    return pantau_throw (error, PANTAU_ERROR_REFUSED, _ ("the record lies outside your region"));

  return pantau_throw (error, PANTAU_ERROR_REFUSED, _ ("your role may not do that (%s)"), reason);
}

char *
pantau_edit_warn (PantauHome *home, const char *kind, const char *region, gboolean is_open)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  PantauActor actor = get_actor (home, person);
  PantauLine line = { PANTAU_TYPE_CREATE, kind, is_open, region, actor.device, NULL };
  const char *reason;

  if (person == NULL)
    return NULL;
  reason = pantau_access_judge (&actor, &line, NULL);
  if (reason == NULL)
    return NULL;
  if (g_str_equal (reason, "region"))
    {
      PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (home));
      g_autofree char *own = pantau_regions_qualified (regions, person->region);

      return g_strdup_printf (
          _ ("the record is kept and sent, but it lies outside your region (%s); the desk will "
             "have to accept it"),
          own);
    }

  return g_strdup_printf (
      _ ("the record is kept and sent, but your role may not make it (%s); the desk will have to "
         "accept it"),
      reason);
}

char *
pantau_edit_create (PantauHome *home,
                    const char *kind,
                    const char *region,
                    gboolean is_open,
                    JsonObject *body,
                    char **warning,
                    GError **error)
{
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  PantauDraft draft = { .record = record,
                        .kind = kind,
                        .is_open = is_open,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };
  PantauDraft second;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_autoptr (JsonObject) verdict = NULL;

  if (!pantau_edit_check_verdict (home, pantau_json_object (body, "fields"), error))
    return NULL;
  verdict = pantau_edit_take_verdict (body);
  g_ptr_array_add (drafts, &draft);
  if (verdict != NULL)
    {
      second = draft;
      second.type = PANTAU_TYPE_SET;
      second.body = verdict;
      g_ptr_array_add (drafts, &second);
    }
  if (!pantau_home_write_together (home, drafts, NULL, NULL, NULL, error))
    return NULL;
  if (warning != NULL)
    *warning = pantau_edit_warn (home, kind, region, is_open);

  return g_steal_pointer (&record);
}

GPtrArray *
pantau_edit_collect_base (PantauHome *home, const char *record, GList *fields, GError **error)
{
  g_autoptr (GPtrArray) base = g_ptr_array_new_with_free_func (g_free);

  for (GList *l = fields; l != NULL; l = l->next)
    {
      g_auto (GStrv) ids = pantau_store_base (pantau_home_get_store (home), record, l->data, error);

      if (ids == NULL)
        return NULL;
      for (gsize i = 0; ids[i] != NULL; i++)
        if (!g_ptr_array_find_with_equal_func (base, ids[i], g_str_equal, NULL))
          g_ptr_array_add (base, g_strdup (ids[i]));
    }
  if (base->len > PANTAU_BASE_LIMIT)
    return pantau_throw_null (
        error, PANTAU_ERROR_TOO_LARGE,
        _ ("too many differing values at once; please settle them a few fields at a time"));
  g_ptr_array_add (base, NULL);

  return g_steal_pointer (&base);
}

gboolean
pantau_edit_write_on (PantauHome *home,
                      PantauRecord *record,
                      const char *type,
                      const char *const *base,
                      JsonObject *body,
                      char **id,
                      GError **error)
{
  g_autoptr (PantauEntry) entry = NULL;
  g_autofree char *now = pantau_home_now ();
  PantauDraft draft = { .record = pantau_record_get_id (record),
                        .kind = pantau_record_get_kind (record),
                        .is_open = line_is_open (record, type),
                        .region = pantau_record_get_region (record),
                        .type = type,
                        .time = now,
                        .base = base,
                        .body = body };

  if (!pantau_home_write (home, &draft, &entry, error))
    return FALSE;
  if (id != NULL)
    *id = g_strdup (entry->id);

  return TRUE;
}

gboolean
pantau_edit_write (PantauHome *home,
                   PantauRecord *record,
                   const char *type,
                   GList *fields,
                   JsonObject *body,
                   char **id,
                   GError **error)
{
  g_autoptr (GPtrArray) base =
      pantau_edit_collect_base (home, pantau_record_get_id (record), fields, error);

  return base != NULL && pantau_edit_write_on (home, record, type,
                                               (const char *const *) base->pdata, body, id, error);
}

/* All that is wrong, a sentence each. */
static gboolean
throw_faults (GPtrArray *faults, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            ((const PantauFault *) g_ptr_array_index (faults, i))->message);

  return pantau_throw (error, PANTAU_ERROR_INVALID, "%s", text->str);
}

gboolean
pantau_edit_set (PantauHome *home, const char *id, JsonObject *values, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GList) fields = json_object_get_members (values);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  const char *reason;

  if (record == NULL)
    return FALSE;
  reason = pantau_edit_judge (home, record, PANTAU_TYPE_SET, NULL, NULL);
  if (reason != NULL)
    return pantau_edit_throw_judgement (reason, error);
  if (!pantau_edit_check_verdict (home, values, error))
    return FALSE;
  if (!pantau_edit_check (home, record, values, faults))
    return throw_faults (faults, error);

  json_object_set_object_member (body, "fields", json_object_ref (values));

  return pantau_edit_write (home, record, PANTAU_TYPE_SET, fields, body, NULL, error);
}

gboolean
pantau_edit_note (PantauHome *home, const char *id, const char *text, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *note = NULL;
  const char *reason;

  if (record == NULL)
    return FALSE;
  reason = pantau_edit_judge (home, record, PANTAU_TYPE_NOTE, NULL, NULL);
  if (reason != NULL)
    return pantau_edit_throw_judgement (reason, error);
  note = pantau_check_note (text, error);
  if (note == NULL)
    return FALSE;

  json_object_set_string_member (body, "text", note);

  return pantau_edit_write (home, record, PANTAU_TYPE_NOTE, NULL, body, NULL, error);
}

PantauRecord *
pantau_edit_open (PantauHome *home, const char *id, const char *type, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  const char *reason = record != NULL ? pantau_edit_judge (home, record, type, NULL, NULL) : NULL;

  if (reason != NULL)
    {
      pantau_edit_throw_judgement (reason, error);
      return NULL;
    }

  return g_steal_pointer (&record);
}

gboolean
pantau_edit_may_write (PantauHome *home, const char *id, const char *type, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, type, error);

  return record != NULL;
}

gboolean
pantau_edit_may_set (PantauHome *home, const char *id, GError **error)
{
  return pantau_edit_may_write (home, id, PANTAU_TYPE_SET, error);
}

/* The statuses that a record has now: several where people differ. */
static GStrv
present_statuses (PantauRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (JsonNode) node = NULL;

      if (!g_str_equal (value->field, "status"))
        continue;
      node = json_from_string (value->value, NULL);
      if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

/* As pantau_values_new() will see it: a step from one of the present statuses, or the choice of one where they differ. */
static gboolean
may_step (
    PantauStatuses *statuses, const char *table, GStrv present, const char *to, const char *role)
{
  gboolean stays = FALSE, leaves = FALSE;

  for (gsize i = 0; present[i] != NULL; i++)
    {
      if (pantau_statuses_allows (statuses, table, present[i], to, role))
        return TRUE;
      stays |= g_str_equal (present[i], to);
      leaves |= !g_str_equal (present[i], to);
    }

  return stays && leaves;
}

/* The role by which statuses are judged: before enrolment, a monitor's. */
static char *
dup_role (PantauHome *home)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);

  return g_strdup (person != NULL ? person->role : pantau_role_get_name (PANTAU_ROLE_FIELD));
}

/* What may_step() and the rules of access both allow, in the order of the table. */
static GStrv
collect_steps (PantauHome *home, PantauRecord *record, const char *table, const char *role)
{
  PantauStatuses *statuses = pantau_reference_get_statuses (pantau_home_get_reference (home));
  GPtrArray *all = pantau_statuses_list (statuses, table);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) present = present_statuses (record);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (all, i);

      if (may_step (statuses, table, present, status->code, role) &&
          pantau_edit_judge (home, record, PANTAU_TYPE_STATUS, status->code, NULL) == NULL)
        g_strv_builder_add (builder, status->code);
    }

  return g_strv_builder_end (builder);
}

GStrv
pantau_edit_steps (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  PantauKinds *kinds = pantau_reference_get_kinds (pantau_home_get_reference (home));
  g_autofree char *role = dup_role (home);
  const PantauKind *kind;

  if (record == NULL)
    return NULL;
  kind = pantau_kinds_lookup (kinds, pantau_record_get_kind (record));

  return collect_steps (home, record, kind != NULL ? kind->status_table : NULL, role);
}

static gboolean
throw_step (PantauHome *home,
            PantauRecord *record,
            const char *table,
            GStrv present,
            const char *to,
            const char *role,
            GError **error)
{
  g_auto (GStrv) allowed = collect_steps (home, record, table, role);
  g_autofree char *steps = g_strjoinv (", ", allowed), *from = g_strjoinv (", ", present);

  return pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("the status cannot go from “%s” to “%s” by your role; possible are: %s"),
                       from, to, *steps != '\0' ? steps : _ ("none"));
}

gboolean
pantau_edit_may_step (PantauHome *home, PantauRecord *record, const char *status, GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  g_autofree char *role = dup_role (home);
  g_auto (GStrv) present = NULL;
  const char *reason;

  if (kind == NULL)
    return pantau_throw (
        error, PANTAU_ERROR_NEWER,
        _ ("the record was made by a newer program; its status cannot be changed here"));

  reason = pantau_edit_judge (home, record, PANTAU_TYPE_STATUS, status, NULL);
  if (reason != NULL && !g_str_equal (reason, "status"))
    return pantau_edit_throw_judgement (reason, error);
  present = present_statuses (record);
  if (reason != NULL || !may_step (pantau_reference_get_statuses (reference), kind->status_table,
                                   present, status, role))
    return throw_step (home, record, kind->status_table, present, status, role, error);

  return TRUE;
}

gboolean
pantau_edit_status (
    PantauHome *home, const char *id, const char *status, const char *reason_text, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GList) fields = g_list_append (NULL, (gpointer) "status");

  if (record == NULL || !pantau_edit_may_step (home, record, status, error) ||
      !pantau_edit_check_step (pantau_home_get_reference (home), record, status, error))
    return FALSE;

  json_object_set_string_member (body, "status", status);
  if (reason_text != NULL)
    json_object_set_string_member (body, "reason", reason_text);

  return pantau_edit_write (home, record, PANTAU_TYPE_STATUS, fields, body, NULL, error);
}
