/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of forwards and treatments: what a list across all records needs to find those that wait. What they say is
 * read from their lines.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-act.h"

GArray *
pantau_projection_lines (GPtrArray *entries, const char *const *types)
{
  GArray *lines = pantau_act_lines_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *body = g_strv_contains (types, entry->type) && entry->body != NULL
                             ? pantau_entry_parse_body (entry, NULL)
                             : NULL;
      PantauActLine line = { .id = entry->id,
                             .type = entry->type,
                             .time = entry->time,
                             .device = entry->device,
                             .base = entry->base,
                             .body = body };

      if (body != NULL)
        g_array_append_val (lines, line);
    }

  return lines;
}

gint64
pantau_projection_row_of (GPtrArray *entries, GArray *rows, const char *id)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((PantauEntry *) g_ptr_array_index (entries, i))->id, id))
      return g_array_index (rows, gint64, i);
  g_assert_not_reached ();
}

/* Each agency once, whatever the line says. */
static gboolean
write_copies (PantauProjection *self, const PantauForward *forward, gint64 row, GError **error)
{
  for (gsize i = 0; forward->copies[i] != NULL; i++)
    if (!pantau_db_run (self->db, error,
                        "INSERT INTO forward_copy (agency, entry, record, at) "
                        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                        "sisi", forward->copies[i], row, forward->record, forward->when))
      return FALSE;

  return TRUE;
}

static gboolean
write_forward (PantauProjection *self,
               const PantauForward *forward,
               gint64 row,
               gboolean is_ended,
               GError **error)
{
  gboolean waits = !is_ended && forward->reply_due > 0 && forward->replies->len == 0;

  return pantau_db_run (self->db, error,
                        "INSERT INTO forward (entry, record, agency, at, due_at, replies, waits) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        "issiiii", row, forward->record, forward->agency, forward->when,
                        forward->reply_due, (gint64) forward->replies->len, (gint64) waits) &&
         write_copies (self, forward, row, error);
}

static gboolean
write_treatment (PantauProjection *self,
                 const PantauTreatment *treatment,
                 gint64 row,
                 gboolean is_ended,
                 GError **error)
{
  gboolean waits = !is_ended && treatment->due > 0 && pantau_treatment_is_open (treatment);

  return pantau_db_run (
      self->db, error,
      "INSERT INTO treatment (entry, record, what, state, differs, due_at, waits) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      "isssiii", row, treatment->record, treatment->what, treatment->state,
      (gint64) treatment->differs, treatment->due, (gint64) waits);
}

gboolean
pantau_projection_clear_acts (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM forward WHERE record = ?1", "s", record) &&
         pantau_db_run (self->db, error, "DELETE FROM forward_copy WHERE record = ?1", "s",
                        record) &&
         pantau_db_run (self->db, error, "DELETE FROM treatment WHERE record = ?1", "s", record);
}

gboolean
pantau_projection_write_acts (PantauProjection *self,
                              const char *record,
                              gboolean is_ended,
                              GPtrArray *entries,
                              GArray *rows,
                              GError **error)
{
  static const char *const types[] = { PANTAU_TYPE_FORWARD, PANTAU_TYPE_REPLY,
                                       PANTAU_TYPE_TREATMENT, PANTAU_TYPE_TREATMENT_SET, NULL };
  g_autoptr (GArray) lines = pantau_projection_lines (entries, types);
  g_autoptr (GPtrArray) forwards = NULL, treatments = NULL;

  if (lines->len == 0)
    return TRUE;

  forwards = pantau_act_forwards (lines, record);
  for (guint i = 0; i < forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (forwards, i);

      if (!write_forward (self, forward, pantau_projection_row_of (entries, rows, forward->entry),
                          is_ended, error))
        return FALSE;
    }

  treatments = pantau_act_treatments (lines, record);
  for (guint i = 0; i < treatments->len; i++)
    {
      const PantauTreatment *treatment = g_ptr_array_index (treatments, i);

      if (!write_treatment (self, treatment,
                            pantau_projection_row_of (entries, rows, treatment->entry), is_ended,
                            error))
        return FALSE;
    }

  return TRUE;
}
