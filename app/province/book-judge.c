/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May the author of a line write it? What is known of its record, the rules of access, and what later lines are judged by. */

#include "config.h"

#include "book-private.h"

#include "pantau-json.h"
#include "pantau-redaction.h"

void
pantau_book_facts_clear (PantauBookFacts *self)
{
  g_free (self->kind);
  g_free (self->device);
  g_free (self->person);
  g_strfreev (self->regions);
}

gboolean
pantau_book_read_facts (PantauBook *self,
                        const char *record,
                        PantauBookFacts *facts,
                        const PantauRecordFacts **known,
                        GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT kind, open, device, person, regions FROM record WHERE id = ?1", "s",
      record);

  *known = NULL;
  if (pantau_stmt_next (stmt))
    {
      facts->kind = g_strdup (pantau_stmt_text (stmt, 0));
      facts->device = g_strdup (pantau_stmt_text (stmt, 2));
      facts->person = g_strdup (pantau_stmt_text (stmt, 3));
      facts->regions = g_strsplit (pantau_stmt_text (stmt, 4), " ", -1);
      facts->facts =
          (PantauRecordFacts){ facts->kind, pantau_stmt_integer (stmt, 1) != 0, facts->device,
                               facts->person, (const char *const *) facts->regions };
      *known = &facts->facts;
    }

  return pantau_stmt_finish (stmt, error);
}

/* The one word of a body that a rule of access asks for. */
static char *
status_of (const PantauEntry *entry)
{
  g_autoptr (JsonObject) body = NULL;

  if (!g_str_equal (entry->type, PANTAU_TYPE_STATUS) || entry->body == NULL)
    return NULL;
  body = pantau_entry_parse_body (entry, NULL);

  return g_strdup (pantau_json_string (body, "status"));
}

/*
 * What a hoax is, only a desk says; most homes hold no grants of others, so they go by this judgement (pantau-projection-claim.c). What a record was
 * created with nobody counts, and it is no reason to put a monitor's work aside.
 */
static gboolean
sets_verdict (const PantauEntry *entry)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject *fields;

  if (!g_str_equal (entry->type, PANTAU_TYPE_SET) || !g_str_equal (entry->kind, "hoax") ||
      entry->body == NULL)
    return FALSE;
  body = pantau_entry_parse_body (entry, NULL);
  fields = pantau_json_object (body, "fields");

  return fields != NULL && json_object_has_member (fields, "verdict");
}

/*
 * Who asks for an erasure says so in the line itself, since most who obey it have no grants to look at; so it must be what the grant
 * says. Without a person code nobody is a person, let alone two.
 */
static gboolean
is_by_its_person (const PantauDevice *device, const PantauEntry *entry)
{
  g_autoptr (PantauRedact) redact = pantau_redact_parse (entry->body);

  return redact != NULL && g_str_equal (redact->person, device->person);
}

const char *
pantau_book_judge (PantauDevice *device,
                   const PantauEntry *entry,
                   gint64 index,
                   const PantauRecordFacts *record)
{
  g_autofree char *status = status_of (entry);
  PantauActor actor = pantau_device_get_actor (device);
  PantauLine line = {
    entry->type,   entry->kind, entry->is_open,       entry->region,
    entry->device, status,      sets_verdict (entry),
  };
  const char *reason;

  if (device->revoked != 0 && (index == 0 || index > device->revoked))
    return "revoked";
  /* By the day that the line itself claims: who comes late out of the forest has worked in time. */
  if (pantau_device_is_expired (device, entry->time))
    return "expired";

  reason = pantau_access_judge (&actor, &line, record);
  if (reason == NULL && g_str_equal (entry->type, PANTAU_TYPE_REDACT) &&
      !is_by_its_person (device, entry))
    reason = "person";

  return reason;
}

gboolean
pantau_book_remember_record (PantauBook *self,
                             PantauDevice *device,
                             const PantauEntry *entry,
                             const PantauRecordFacts *record,
                             GError **error)
{
  if (g_str_equal (entry->type, PANTAU_TYPE_CREATE))
    return pantau_db_run (self->db, error,
                          "INSERT INTO record (id, kind, open, device, person, regions) VALUES "
                          "(?1, ?2, ?3, ?4, ?5, ?6)",
                          "ssisss", entry->record, entry->kind, (gint64) entry->is_open,
                          entry->device, device->person, entry->region);

  if (g_str_equal (entry->type, PANTAU_TYPE_MOVE) && record != NULL)
    return pantau_db_run (
        self->db, error,
        "UPDATE record SET regions = ?2 || ' ' || regions, open = open AND ?3 WHERE id = ?1", "ssi",
        entry->record, entry->region, (gint64) entry->is_open);

  return TRUE;
}
