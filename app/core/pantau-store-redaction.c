/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has asked for an erasure by law, and what came of it. They are few, so each is read from its own line. */

#include "config.h"

#include "pantau-store-redaction.h"

#include "pantau-store-private.h"

const char *
pantau_redaction_state_get_name (PantauRedactionState state)
{
  static const char *const names[] = { "saved", "waiting", "done", "quarantine" };

  return names[state];
}

void
pantau_redaction_free (PantauRedaction *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->title);
  g_free (self->time);
  g_clear_pointer (&self->redact, pantau_redact_free);
  g_free (self);
}

/* The person code of this home; "" before enrolment. (transfer full) */
static char *
own_code (PantauStore *self)
{
  char *code = NULL;

  pantau_db_text (self->db, &code, NULL, "SELECT code FROM person WHERE device = ?1", "s",
                  self->device);

  return code != NULL ? code : g_strdup ("");
}

static GPtrArray *
read_lines (PantauStore *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_redaction_free);
  g_autofree char *code = own_code (self);
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, e.record, record.title, e.header ->> 'time', "
      "(SELECT max (idx) FROM number WHERE number.entry = e.n), "
      "EXISTS (SELECT 1 FROM verdict WHERE verdict.id = e.id), body.json "
      "FROM entry AS e JOIN body ON body.entry = e.n LEFT JOIN record ON record.id = e.record "
      "WHERE e.type = 'redact' AND (?1 IS NULL OR e.record = ?1) ORDER BY e.n",
      "s", record);
  while (pantau_stmt_next (stmt))
    {
      PantauRedact *redact = pantau_redact_parse (pantau_stmt_text (stmt, 6));
      PantauRedaction *line;

      if (redact == NULL)
        continue;
      line = g_new0 (PantauRedaction, 1);
      line->redact = redact;
      line->entry = pantau_stmt_hex (stmt, 0);
      line->record = g_strdup (pantau_stmt_text (stmt, 1));
      line->title = g_strdup (pantau_stmt_text (stmt, 2) != NULL ? pantau_stmt_text (stmt, 2) : "");
      line->time = g_strdup (pantau_stmt_text (stmt, 3));
      line->index = pantau_stmt_integer (stmt, 4);
      line->state = pantau_stmt_integer (stmt, 5) != 0 ? PANTAU_REDACTION_QUARANTINE
                    : line->index == 0                 ? PANTAU_REDACTION_SAVED
                                                       : PANTAU_REDACTION_WAITING;
      line->is_mine = *code != '\0' && g_str_equal (redact->person, code);
      g_ptr_array_add (lines, line);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&lines) : NULL;
}

/* Another person's asking for @target among @lines. */
static gboolean
is_seconded (GPtrArray *lines, const PantauRedaction *line, const char *target)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauRedaction *other = g_ptr_array_index (lines, i);

      if (other->state != PANTAU_REDACTION_QUARANTINE &&
          g_str_equal (other->record, line->record) &&
          !g_str_equal (other->redact->person, line->redact->person) &&
          g_strv_contains ((const char *const *) other->redact->targets, target))
        return TRUE;
    }

  return FALSE;
}

static gboolean
count_targets (PantauStore *self, GPtrArray *lines, PantauRedaction *line, GError **error)
{
  for (gsize i = 0; line->redact->targets[i] != NULL; i++)
    {
      const char *target = line->redact->targets[i];
      gint64 erased;

      if (!pantau_db_integer (self->db, 0, &erased, error,
                              "SELECT count(*) FROM erased JOIN entry ON n = erased.entry "
                              "WHERE id = ?1",
                              "x", target))
        return FALSE;
      line->erased += erased > 0;
      line->seconded += erased > 0 || is_seconded (lines, line, target);
    }
  if (line->state != PANTAU_REDACTION_QUARANTINE &&
      line->erased == g_strv_length (line->redact->targets))
    line->state = PANTAU_REDACTION_DONE;

  return TRUE;
}

GPtrArray *
pantau_store_redactions (PantauStore *self, const char *record, gboolean pending, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!pantau_store_freshen (self, error))
    return NULL;
  lines = read_lines (self, record, error);
  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!count_targets (self, lines, g_ptr_array_index (lines, i), error))
      return NULL;

  for (guint i = lines->len; pending && i > 0; i--)
    {
      const PantauRedaction *line = g_ptr_array_index (lines, i - 1);

      if (line->state == PANTAU_REDACTION_DONE || line->state == PANTAU_REDACTION_QUARANTINE)
        g_ptr_array_remove_index (lines, i - 1);
    }

  return g_steal_pointer (&lines);
}
