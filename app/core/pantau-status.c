/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statuses of records and the steps between them, read from data. A status that no step leads to
 * would be a trap for whoever waits for it, so reading checks that each can be reached.
 */

#include "config.h"

#include "pantau-status.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"

typedef struct
{
  char **from;
  char **to;
  char **roles;
} Step;

typedef struct
{
  char *code;
  char *initial;
  GPtrArray *statuses; /* of PantauStatus */
  GPtrArray *steps;    /* of Step */
} Table;

struct _PantauStatuses
{
  gatomicrefcount ref_count;
  GPtrArray *tables; /* of Table */
};

static const char *const roles[] = { "field", "desk", "identity", NULL };

static void
need_free (gpointer data)
{
  PantauStatusNeed *self = data;

  g_free (self->what.field);
  g_strfreev (self->what.values);
  g_clear_pointer (&self->when, g_ptr_array_unref);
  pantau_label_clear (&self->why);
  g_free (self);
}

static void
status_free (gpointer data)
{
  PantauStatus *self = data;

  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_free (self->code);
  g_free (self->verb);
  pantau_label_clear (&self->name);
  g_free (self);
}

static void
step_free (gpointer data)
{
  Step *self = data;

  g_strfreev (self->from);
  g_strfreev (self->to);
  g_strfreev (self->roles);
  g_free (self);
}

static void
table_free (gpointer data)
{
  Table *self = data;

  g_free (self->code);
  g_free (self->initial);
  g_ptr_array_unref (self->statuses);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static Table *
find_table (PantauStatuses *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->tables->len; i++)
    {
      Table *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->code, code))
        return table;
    }

  return NULL;
}

static const PantauStatus *
find_status (const Table *table, const char *code)
{
  for (guint i = 0; table != NULL && code != NULL && i < table->statuses->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (table->statuses, i);

      if (g_str_equal (status->code, code))
        return status;
    }

  return NULL;
}

static gboolean
table_allows (const Table *table, const char *from, const char *to, const char *role)
{
  for (guint i = 0; i < table->steps->len; i++)
    {
      const Step *step = g_ptr_array_index (table->steps, i);

      if (g_strv_contains ((const char *const *) step->from, from) &&
          g_strv_contains ((const char *const *) step->to, to) &&
          (role == NULL || g_strv_contains ((const char *const *) step->roles, role)))
        return TRUE;
    }

  return FALSE;
}

static void
read_needs (PantauDocument *document, JsonObject *object, PantauStatus *status)
{
  JsonArray *needs = json_object_has_member (object, "needs")
                         ? pantau_document_objects (document, object, "needs")
                         : NULL;

  status->needs = g_ptr_array_new_with_free_func (need_free);
  for (guint i = 0; needs != NULL && i < json_array_get_length (needs); i++)
    {
      JsonObject *member = json_array_get_object_element (needs, i);
      PantauStatusNeed *need = g_new0 (PantauStatusNeed, 1);

      need->what.field = g_strdup (pantau_document_string (document, member, "field"));
      if (json_object_has_member (member, "in"))
        need->what.values = pantau_document_strings (document, member, "in");
      need->when = pantau_conditions_read (document, member);
      pantau_document_label (document, member, "why", FALSE, &need->why);
      g_ptr_array_add (status->needs, need);
    }
}

static void
read_statuses (PantauDocument *document, JsonObject *object, Table *table)
{
  JsonArray *statuses = pantau_document_objects (document, object, "statuses");

  for (guint i = 0; i < json_array_get_length (statuses); i++)
    {
      JsonObject *member = json_array_get_object_element (statuses, i);
      PantauStatus *status = g_new0 (PantauStatus, 1);

      pantau_document_at (document, table->code, pantau_json_string (member, "code"));
      status->code = g_strdup (pantau_document_code (document, member, "code"));
      pantau_document_label (document, member, "name", TRUE, &status->name);
      status->ended = pantau_json_boolean (member, "ended");
      status->reason = pantau_json_boolean (member, "reason");
      status->lists_missing = pantau_json_boolean (member, "lists_missing");
      status->is_void = pantau_json_boolean (member, "void");
      status->in_queue = pantau_json_boolean (member, "queue");
      if (json_object_has_member (member, "verb"))
        status->verb = g_strdup (pantau_document_code (document, member, "verb"));
      read_needs (document, member, status);
      if (find_status (table, status->code) != NULL)
        pantau_document_fail (document, _ ("the code %s is given twice"), status->code);
      g_ptr_array_add (table->statuses, status);
    }
}

static void
check_codes (PantauDocument *document, const Table *table, char **codes)
{
  for (guint i = 0; codes[i] != NULL; i++)
    if (find_status (table, codes[i]) == NULL)
      pantau_document_fail (document, _ ("there is no status “%s”"), codes[i]);

  if (codes[0] == NULL)
    pantau_document_fail (document, "%s", _ ("a step without a status or a role"));
}

static void
read_steps (PantauDocument *document, JsonObject *object, Table *table)
{
  JsonArray *steps;

  pantau_document_at (document, table->code, "steps");
  steps = pantau_document_objects (document, object, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *member = json_array_get_object_element (steps, i);
      Step *step = g_new0 (Step, 1);

      step->from = pantau_document_strings (document, member, "from");
      step->to = pantau_document_strings (document, member, "to");
      step->roles = pantau_document_strings (document, member, "roles");
      g_ptr_array_add (table->steps, step);

      check_codes (document, table, step->from);
      check_codes (document, table, step->to);
      for (guint j = 0; step->roles[j] != NULL; j++)
        if (!g_strv_contains (roles, step->roles[j]))
          pantau_document_fail (document, _ ("there is no role “%s”"), step->roles[j]);
    }
}

/* Walks from the initial status along all steps. */
static void
check_reach (PantauDocument *document, const Table *table)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean grows = TRUE;

  g_hash_table_add (reached, table->initial);
  while (grows)
    {
      grows = FALSE;
      for (guint i = 0; i < table->steps->len; i++)
        {
          const Step *step = g_ptr_array_index (table->steps, i);

          for (guint j = 0; step->from[j] != NULL; j++)
            for (guint k = 0; step->to[k] != NULL && g_hash_table_contains (reached, step->from[j]);
                 k++)
              grows |= g_hash_table_add (reached, step->to[k]);
        }
    }

  for (guint i = 0; i < table->statuses->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (table->statuses, i);

      pantau_document_at (document, table->code, status->code);
      if (!g_hash_table_contains (reached, status->code))
        pantau_document_fail (document, _ ("no step leads to the status “%s”"), status->code);
    }
}

PantauStatuses *
pantau_statuses_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauStatuses) self = g_new0 (PantauStatuses, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("status.json", bytes);
  JsonArray *tables = pantau_document_objects (document, pantau_document_root (document), "tables");

  g_atomic_ref_count_init (&self->ref_count);
  self->tables = g_ptr_array_new_with_free_func (table_free);

  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      JsonObject *object = json_array_get_object_element (tables, i);
      Table *table = g_new0 (Table, 1);

      pantau_document_at (document, pantau_json_string (object, "table"), NULL);
      table->code = g_strdup (pantau_document_code (document, object, "table"));
      table->initial = g_strdup (pantau_document_code (document, object, "initial"));
      table->statuses = g_ptr_array_new_with_free_func (status_free);
      table->steps = g_ptr_array_new_with_free_func (step_free);
      if (find_table (self, table->code) != NULL)
        pantau_document_fail (document, _ ("the table “%s” is given twice"), table->code);
      g_ptr_array_add (self->tables, table);

      read_statuses (document, object, table);
      if (find_status (table, table->initial) == NULL)
        pantau_document_fail (document, _ ("there is no status “%s”"), table->initial);
      read_steps (document, object, table);
      check_reach (document, table);
    }

  if (!pantau_document_finish (document, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauStatuses *
pantau_statuses_ref (PantauStatuses *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_statuses_unref (PantauStatuses *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->tables);
  g_free (self);
}

GPtrArray *
pantau_statuses_list (PantauStatuses *self, const char *table)
{
  const Table *found = find_table (self, table);

  return found != NULL ? found->statuses : NULL;
}

const char *
pantau_statuses_initial (PantauStatuses *self, const char *table)
{
  const Table *found = find_table (self, table);

  return found != NULL ? found->initial : NULL;
}

const PantauStatus *
pantau_statuses_lookup (PantauStatuses *self, const char *table, const char *code)
{
  return find_status (find_table (self, table), code);
}

const char *
pantau_statuses_label (PantauStatuses *self,
                       const char *table,
                       const char *code,
                       const char *language)
{
  const PantauStatus *status = pantau_statuses_lookup (self, table, code);

  return status != NULL ? pantau_label_get (&status->name, language) : code;
}

gboolean
pantau_statuses_allows (
    PantauStatuses *self, const char *table, const char *from, const char *to, const char *role)
{
  const Table *found = find_table (self, table);

  return found != NULL && from != NULL && to != NULL && table_allows (found, from, to, role);
}

GPtrArray *
pantau_statuses_next (PantauStatuses *self, const char *table, const char *from, const char *role)
{
  GPtrArray *next = g_ptr_array_new ();
  const Table *found = find_table (self, table);

  for (guint i = 0; found != NULL && from != NULL && i < found->statuses->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (found->statuses, i);

      if (table_allows (found, from, status->code, role))
        g_ptr_array_add (next, (gpointer) status);
    }

  return next;
}

GPtrArray *
pantau_statuses_lacking (PantauStatuses *self,
                         const char *table,
                         const char *to,
                         JsonObject *values)
{
  const PantauStatus *status = pantau_statuses_lookup (self, table, to);
  GPtrArray *lacking = g_ptr_array_new ();

  for (guint i = 0; status != NULL && i < status->needs->len; i++)
    {
      const PantauStatusNeed *need = g_ptr_array_index (status->needs, i);

      if (pantau_conditions_hold (need->when, values) &&
          !pantau_condition_takes (&need->what, json_object_get_member (values, need->what.field)))
        g_ptr_array_add (lacking, (gpointer) need);
    }

  return lacking;
}
