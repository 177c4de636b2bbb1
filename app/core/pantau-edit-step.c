/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step together with the answers that it needs. One commit, since a case that has a register number and is not registered, or the other way
 * round, would be told to the desk above as it stands.
 */

#include "config.h"

#include "pantau-edit-step.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-check.h"
#include "pantau-condition.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-origin.h"
#include "pantau-words.h"

/* What the questions about a step are judged by. */
typedef struct
{
  PantauReference *reference;
  const PantauKind *kind;     /* (nullable): of a newer program */
  const PantauStatus *status; /* (nullable) */
  JsonObject *before;         /* (owned): of the record */
  JsonObject *after;          /* (owned): with what is answered now */
} Step;

static void
step_clear (Step *self)
{
  json_object_unref (self->before);
  json_object_unref (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static Step
step_new (PantauReference *reference, PantauRecord *record, const char *status, JsonObject *values)
{
  Step self = {
    reference,
    pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record)),
    NULL,
    pantau_condition_values (record),
    pantau_condition_values (record),
  };
  g_autoptr (GList) names = values != NULL ? json_object_get_members (values) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (self.after, l->data,
                            json_node_copy (json_object_get_member (values, l->data)));
  if (self.kind != NULL && status != NULL)
    self.status = pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                          self.kind->status_table, status);

  return self;
}

/* The change of the origin; NULL where it stays, where people differ on it, and where the table does not know or allow it. */
static const PantauOriginChange *
find_change (const Step *self)
{
  PantauOrigins *origins = pantau_reference_get_origins (self->reference);
  const char *field = pantau_origins_get_field (origins);
  const char *from = pantau_json_string (self->before, field);
  const char *to = pantau_json_string (self->after, field);
  const PantauOriginChange *change =
      from != NULL && to != NULL ? pantau_origins_lookup (origins, from, to) : NULL;

  return change != NULL && change->allowed ? change : NULL;
}

static gboolean
is_answered (JsonObject *values, const char *field)
{
  const PantauCondition any = { (char *) field, NULL };

  return pantau_condition_takes (&any, json_object_get_member (values, field));
}

static void
add_once (GPtrArray *names, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

static void
add_change (const Step *self, GPtrArray *names)
{
  const PantauOriginChange *change = find_change (self);

  for (guint i = 0; change != NULL && change->needs[i] != NULL; i++)
    if (!is_answered (self->before, change->needs[i]))
      add_once (names, change->needs[i]);
}

/* The needs that hold by what is answered now, and that the record alone does not meet. (transfer container): of const PantauStatusNeed */
static GPtrArray *
collect_needs (const Step *self)
{
  GPtrArray *needs = g_ptr_array_new ();

  for (guint i = 0; self->status != NULL && i < self->status->needs->len; i++)
    {
      const PantauStatusNeed *need = g_ptr_array_index (self->status->needs, i);

      if (pantau_conditions_hold (need->when, self->after) &&
          !pantau_condition_takes (&need->what,
                                   json_object_get_member (self->before, need->what.field)))
        g_ptr_array_add (needs, (gpointer) need);
    }

  return needs;
}

/* (transfer full): of char * */
static GPtrArray *
collect_fields (const Step *self)
{
  const char *origin = pantau_origins_get_field (pantau_reference_get_origins (self->reference));
  g_autoptr (GPtrArray) needs = collect_needs (self);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  if (self->status == NULL)
    add_change (self, names);
  for (guint i = 0; i < needs->len; i++)
    {
      const PantauStatusNeed *need = g_ptr_array_index (needs, i);

      add_once (names, need->what.field);
      if (g_str_equal (need->what.field, origin))
        add_change (self, names);
    }

  return names;
}

GStrv
pantau_edit_step_fields (PantauReference *reference,
                         PantauRecord *record,
                         const char *status,
                         JsonObject *values)
{
  g_auto (Step) step = step_new (reference, record, status, values);
  g_autoptr (GPtrArray) names = collect_fields (&step);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < names->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (names, i));

  return g_strv_builder_end (builder);
}

static gboolean
has_fault (GPtrArray *faults, const char *field)
{
  for (guint i = 0; i < faults->len; i++)
    if (g_str_equal (((PantauFault *) g_ptr_array_index (faults, i))->field, field))
      return TRUE;

  return FALSE;
}

/* @why: (nullable): a sentence of the data */
static void
add_lacking (GPtrArray *faults, const char *field, const char *why)
{
  PantauFault *fault;

  if (has_fault (faults, field))
    return;
  fault = g_new0 (PantauFault, 1);
  fault->code = g_strdup ("lacking");
  fault->field = g_strdup (field);
  fault->message = g_strdup (why != NULL ? why : _ ("this is needed for the step"));
  g_ptr_array_add (faults, fault);
}

gboolean
pantau_edit_step_tell_lacking (PantauReference *reference,
                               PantauRecord *record,
                               const char *status,
                               JsonObject *values,
                               GPtrArray *faults)
{
  g_auto (Step) step = step_new (reference, record, status, values);
  const PantauOriginChange *change = find_change (&step);
  guint before = faults->len;

  for (guint i = 0; step.status != NULL && i < step.status->needs->len; i++)
    {
      const PantauStatusNeed *need = g_ptr_array_index (step.status->needs, i);

      if (pantau_conditions_hold (need->when, step.after) &&
          !pantau_condition_takes (&need->what,
                                   json_object_get_member (step.after, need->what.field)))
        add_lacking (faults, need->what.field, pantau_label_get (&need->why, pantau_locale_get ()));
    }
  for (guint i = 0; change != NULL && change->needs[i] != NULL; i++)
    if (!is_answered (step.after, change->needs[i]))
      add_lacking (faults, change->needs[i], NULL);

  return faults->len == before;
}

/* One of the two lines, of @body (transfer none), which replaces what stands in @fields. */
static gboolean
add_line (PantauHome *home,
          PantauRecord *record,
          PantauDraft *draft,
          const char *type,
          GList *fields,
          JsonObject *body,
          GPtrArray **base,
          GError **error)
{
  *base = pantau_edit_collect_base (home, pantau_record_get_id (record), fields, error);
  if (*base == NULL)
    return FALSE;

  *draft = (PantauDraft){ .record = pantau_record_get_id (record),
                          .kind = pantau_record_get_kind (record),
                          .is_open = pantau_record_get_is_open (record),
                          .region = pantau_record_get_region (record),
                          .type = type,
                          .base = (const char *const *) (*base)->pdata,
                          .body = body };

  return TRUE;
}

static gboolean
write_both (PantauHome *home,
            PantauRecord *record,
            const char *status,
            const char *reason,
            JsonObject *values,
            GError **error)
{
  g_autoptr (JsonObject) answers = json_object_new (), step = json_object_new ();
  g_autoptr (GList) fields = json_object_get_members (values);
  g_autoptr (GList) of_step = g_list_append (NULL, (gpointer) "status");
  g_autoptr (GPtrArray) set_base = NULL, step_base = NULL, drafts = g_ptr_array_new ();
  g_autofree char *now = pantau_home_now ();
  PantauDraft set, taken;

  if (fields != NULL)
    {
      json_object_set_object_member (answers, "fields", json_object_ref (values));
      if (!add_line (home, record, &set, PANTAU_TYPE_SET, fields, answers, &set_base, error))
        return FALSE;
      set.time = now;
      g_ptr_array_add (drafts, &set);
    }
  if (status != NULL)
    {
      json_object_set_string_member (step, "status", status);
      if (reason != NULL)
        json_object_set_string_member (step, "reason", reason);
      if (!add_line (home, record, &taken, PANTAU_TYPE_STATUS, of_step, step, &step_base, error))
        return FALSE;
      taken.time = now;
      g_ptr_array_add (drafts, &taken);
    }

  return drafts->len == 0 || pantau_home_write_many (home, drafts, error);
}

gboolean
pantau_edit_step_with (PantauHome *home,
                       const char *id,
                       const char *status,
                       const char *reason,
                       JsonObject *values,
                       GPtrArray *faults,
                       GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  gboolean sets = json_object_get_size (values) > 0;
  const char *refused;

  if (record == NULL || (status != NULL && !pantau_edit_may_step (home, record, status, error)))
    return FALSE;
  refused = sets ? pantau_edit_judge (home, record, PANTAU_TYPE_SET, NULL, NULL) : NULL;
  if (refused != NULL)
    return pantau_edit_throw_judgement (refused, error);

  pantau_edit_step_tell_lacking (pantau_home_get_reference (home), record, status, values, faults);
  if (sets)
    pantau_edit_check (home, record, values, faults);

  return faults->len == 0 && write_both (home, record, status, reason, values, error);
}

static gboolean
is_desk (PantauHome *home)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  PantauRole role;

  return person != NULL && pantau_role_from_name (person->role, &role) &&
         (role == PANTAU_ROLE_DESK || role == PANTAU_ROLE_IDENTITY);
}

GStrv
pantau_edit_origins (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  PantauReference *reference = pantau_home_get_reference (home);
  PantauOrigins *origins = pantau_reference_get_origins (reference);
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonObject) values = NULL;
  const PantauField *field;
  const PantauKind *kind;
  const char *from;
  GPtrArray *choices;

  if (record == NULL)
    return NULL;
  kind = pantau_kinds_lookup (kinds, pantau_record_get_kind (record));
  field = kind != NULL ? pantau_kind_field (kind, pantau_origins_get_field (origins)) : NULL;
  values = pantau_condition_values (record);
  from = field != NULL ? pantau_json_string (values, field->name) : NULL;
  choices = from != NULL && is_desk (home) &&
                    pantau_edit_judge (home, record, PANTAU_TYPE_SET, NULL, NULL) == NULL
                ? pantau_kinds_choices (kinds, field->choices)
                : NULL;
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);
      const PantauOriginChange *change = pantau_origins_lookup (origins, from, choice->code);

      if (change != NULL && change->allowed)
        g_strv_builder_add (builder, choice->code);
    }

  return g_strv_builder_end (builder);
}
