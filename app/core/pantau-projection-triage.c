/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What desks have to decide on, and who looks after it: one row each, so that a queue among a million records is found by walking an index from its
 * most urgent end.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-assignment.h"
#include "pantau-json.h"

/* The verb of the status in which a record waits for who recorded it: pantau-triage-verb.h. */
#define VERB_COMPLETE "complete"

/* What triage.waits says. Append only. */
enum
{
  WAITS_FOR_NOTHING = 0,
  WAITS_FOR_DECISION = 1,
  WAITS_FOR_COMPLETION = 2,
};

gboolean
pantau_projection_clear_triage (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM triage WHERE record = ?1", "s", record) &&
         pantau_db_run (self->db, error, "DELETE FROM assignment WHERE record = ?1", "s", record);
}

/* (transfer full): of PantauAssignment: those by which somebody looks after it */
static GPtrArray *
read_assignments (GPtrArray *entries)
{
  static const char *const types[] = { PANTAU_TYPE_ASSIGN, NULL };
  g_autoptr (GArray) lines = pantau_projection_lines (entries, types);
  GPtrArray *present = pantau_act_assignments (lines);

  for (guint i = present->len; i > 0; i--)
    if (!pantau_assignment_is_given (g_ptr_array_index (present, i - 1)))
      g_ptr_array_remove_index (present, i - 1);

  return present;
}

static gboolean
write_assignments (PantauProjection *self,
                   const char *record,
                   GPtrArray *assignments,
                   GPtrArray *entries,
                   GArray *rows,
                   GError **error)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const PantauAssignment *assignment = g_ptr_array_index (assignments, i);

      if (!pantau_db_run (self->db, error,
                          "INSERT INTO assignment (entry, record, person, name, region) "
                          "VALUES (?1, ?2, ?3, ?4, ?5)",
                          "issss", pantau_projection_row_of (entries, rows, assignment->entry),
                          record, assignment->person, assignment->name, assignment->region))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gboolean differs; /* in its status */
  gboolean in_queue;
  gboolean is_incomplete;
  gboolean has_ended; /* by each of its statuses */
} Standing;

/* Of all statuses that it has now; of a kind of a newer program nothing is known. */
static Standing
read_standing (PantauProjection *self, const PantauKind *kind, PantauValues *values)
{
  PantauStatuses *statuses = pantau_reference_get_statuses (self->reference);
  Standing standing = { .has_ended = TRUE };
  const char *first = NULL;

  for (guint i = 0; i < values->settings->len; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);
      g_autoptr (JsonNode) node = NULL;
      const PantauStatus *status;

      if (!g_str_equal (setting->field, "status"))
        continue;
      standing.differs |= first != NULL && !g_str_equal (first, setting->value);
      first = setting->value;
      node = json_from_string (setting->value, NULL);
      status =
          node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
              ? pantau_statuses_lookup (statuses, kind->status_table, json_node_get_string (node))
              : NULL;
      standing.in_queue |= status != NULL && status->in_queue;
      standing.is_incomplete |= status != NULL && g_strcmp0 (status->verb, VERB_COMPLETE) == 0;
      standing.has_ended &= status != NULL && status->ended;
    }

  return standing;
}

static gint64
newest_of (GArray *rows)
{
  gint64 newest = 0;

  for (guint i = 0; i < rows->len; i++)
    newest = MAX (newest, g_array_index (rows, gint64, i));

  return newest;
}

/* What a newer program calls it has its place too. */
static gint64
severity_of (PantauValues *values)
{
  const char *severity = pantau_values_pick (values, "severity");

  return severity != NULL ? CLAMP (g_ascii_strtoll (severity, NULL, 10), 0, 5) : 0;
}

gboolean
pantau_projection_take_triage (PantauProjection *self,
                               const PantauEntry *create,
                               gint64 n,
                               GPtrArray *entries,
                               GArray *rows,
                               PantauValues *values,
                               GError **error)
{
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), create->kind);
  g_autoptr (GPtrArray) assignments = read_assignments (entries);
  gint64 waits = WAITS_FOR_NOTHING;
  Standing standing;

  if (!write_assignments (self, create->record, assignments, entries, rows, error))
    return FALSE;
  if (kind == NULL)
    return TRUE;

  standing = read_standing (self, kind, values);
  if (kind->in_queue && (standing.differs || standing.in_queue))
    waits = WAITS_FOR_DECISION;
  else if (kind->in_queue && standing.is_incomplete)
    waits = WAITS_FOR_COMPLETION;
  if (waits == WAITS_FOR_NOTHING && (assignments->len == 0 || standing.has_ended))
    return TRUE;

  return pantau_db_run (
      self->db, error,
      "INSERT INTO triage (n, record, kind, waits, severity, due_at, differs, last) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      "issiiiii", n, create->record, create->kind, waits, severity_of (values), G_MAXINT64,
      (gint64) standing.differs, newest_of (rows));
}

gboolean
pantau_projection_time_triage (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error,
                        "UPDATE triage SET due_at = coalesce ((SELECT min (due_at) FROM clock "
                        "WHERE record = ?1 AND ended_at IS NULL), ?2) WHERE record = ?1",
                        "si", record, G_MAXINT64);
}
