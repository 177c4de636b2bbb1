/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasure by law: what a redact line says, and how a body goes. The line stays, with its signature and its place in the chain. Home and
 * province erase by the same few statements; which redact lines count is theirs to say.
 */

#include "config.h"

#include "pantau-redaction.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"

/* Persons who want a target of a record erased. */
#define PERSONS                                                                                    \
  "(SELECT count (DISTINCT person) FROM redaction AS r JOIN entry AS l ON l.n = r.entry "          \
  "WHERE r.target = e.id AND l.record = e.record)"

void
pantau_redact_free (PantauRedact *self)
{
  g_strfreev (self->targets);
  g_free (self->person);
  g_free (self->name);
  g_free (self->position);
  g_free (self->reason);
  g_free (self->basis);
  g_free (self);
}

static char *
text_of (JsonObject *object, const char *name)
{
  const char *text = pantau_json_string (object, name);

  return g_strdup (text != NULL ? text : "");
}

/* (nullable): one bad id spoils all, since nobody can say any more what was meant. */
static GStrv
read_targets (JsonObject *body)
{
  JsonArray *array = pantau_json_array (body, "targets");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (n == 0 || n > PANTAU_REDACT_TARGETS)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id =
          json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (!pantau_is_hash (id))
        return NULL;
      g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

PantauRedact *
pantau_redact_parse (const char *body)
{
  g_autoptr (JsonObject) object = body != NULL ? pantau_json_parse_known (body, NULL) : NULL;
  JsonObject *person = object != NULL ? pantau_json_object (object, "person") : NULL;
  const char *code = person != NULL ? pantau_json_string (person, "code") : NULL;
  g_auto (GStrv) targets = object != NULL ? read_targets (object) : NULL;
  PantauRedact *self;

  if (targets == NULL || code == NULL || *code == '\0')
    return NULL;

  self = g_new0 (PantauRedact, 1);
  self->targets = g_steal_pointer (&targets);
  self->person = g_strdup (code);
  self->name = text_of (person, "name");
  self->position = text_of (person, "position");
  self->reason = text_of (object, "reason");
  self->basis = text_of (object, "basis");

  return self;
}

gboolean
pantau_redact_may_erase (const char *type)
{
  return !g_str_equal (type, PANTAU_TYPE_REDACT) && !g_str_equal (type, PANTAU_TYPE_QUARANTINE) &&
         !g_str_equal (type, PANTAU_TYPE_ADMIT) && !g_str_has_prefix (type, "device.");
}

/* Files that only erased bodies named are found by pantau-sweep.c. */
static gboolean
note_files (PantauDb *db, gint64 n, GError **error)
{
  return pantau_db_run (
      db, error,
      "INSERT INTO sweep (what, name) "
      "SELECT 'file', file.value FROM body, "
      "json_each (CASE WHEN json_valid (body.json) THEN body.json ELSE '{}' END, '$.blobs') "
      "AS file WHERE body.entry = ?1 AND file.type = 'text' "
      "ON CONFLICT DO NOTHING",
      "i", n);
}

/* A body that never came leaves nothing behind. */
static gboolean
note_sweep (PantauDb *db, gint64 n, GError **error)
{
  return note_files (db, n, error) &&
         pantau_db_run (db, error,
                        "INSERT INTO sweep (what, name) SELECT todo.value, '' "
                        "FROM body, json_each ('[\"search\", \"journal\", \"bytes\"]') AS todo "
                        "WHERE body.entry = ?1 AND body.json IS NOT NULL ON CONFLICT DO NOTHING",
                        "i", n);
}

/* Erases row @n where that is due and not done; @erased tells whether it did. */
static gboolean
settle (PantauDb *db, gint64 n, gboolean *erased, GError **error)
{
  *erased = FALSE;
  if (!pantau_db_run (
          db, error,
          "INSERT INTO erased (entry, by) SELECT e.n, "
          "(SELECT max (r.entry) FROM redaction AS r JOIN entry AS l ON l.n = r.entry "
          "WHERE r.target = e.id AND l.record = e.record) FROM entry AS e WHERE e.n = ?1 "
          "AND NOT EXISTS (SELECT 1 FROM erased WHERE entry = ?1) AND " PERSONS " >= 2",
          "i", n))
    return FALSE;
  if (pantau_db_changes (db) == 0)
    return TRUE;

  *erased = TRUE;

  return note_sweep (db, n, error) &&
         pantau_db_run (db, error, "UPDATE body SET json = NULL WHERE entry = ?1", "i", n);
}

/* The row of a target that may be erased; 0 where it is not here or may not. */
static gboolean
find_target (PantauDb *db, const char *id, gint64 *n, GError **error)
{
  PantauStmt *stmt = pantau_db_query (db, "SELECT n, type FROM entry WHERE id = ?1", "x", id);

  *n = 0;
  if (pantau_stmt_next (stmt) && pantau_redact_may_erase (pantau_stmt_text (stmt, 1)))
    *n = pantau_stmt_integer (stmt, 0);

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_redaction_take (
    PantauDb *db, const PantauEntry *line, gint64 n, GArray *erased, GError **error)
{
  g_autoptr (PantauRedact) redact = pantau_redact_parse (line->body);

  for (gsize i = 0; redact != NULL && redact->targets[i] != NULL; i++)
    {
      gboolean is_erased = FALSE;
      gint64 target;

      if (!pantau_db_run (db, error,
                          "INSERT INTO redaction (target, person, entry) VALUES (?1, ?2, ?3) "
                          "ON CONFLICT DO NOTHING",
                          "xsi", redact->targets[i], redact->person, n) ||
          !find_target (db, redact->targets[i], &target, error) ||
          (target != 0 && !settle (db, target, &is_erased, error)))
        return FALSE;
      if (is_erased && erased != NULL)
        g_array_append_val (erased, target);
    }

  return TRUE;
}

gboolean
pantau_redaction_meet (
    PantauDb *db, const PantauEntry *entry, gint64 n, gboolean *erased, GError **error)
{
  *erased = FALSE;

  return !pantau_redact_may_erase (entry->type) || settle (db, n, erased, error);
}

/* One sentence with the id for each row of @sql. */
static gboolean
tell (PantauDb *db, GPtrArray *faults, const char *sentence, PantauStmt *stmt, GError **error)
{
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      g_ptr_array_add (faults, g_strdup_printf (sentence, id));
    }

  return pantau_stmt_finish (stmt, error);
}

/* What table `redaction` says must be said by lines; here it is asked of them alone. */
static gboolean
verify_askers (PantauDb *db, GPtrArray *faults, GError **error)
{
  return tell (
      db, faults, _ ("entry %s: its body was erased, but two persons did not ask for it"),
      pantau_db_query (
          db,
          "SELECT e.id FROM erased JOIN entry AS e ON e.n = erased.entry WHERE "
          "e.type IN ('redact', 'entry.quarantine', 'entry.admit') OR e.type GLOB 'device.*' OR "
          "(SELECT count (DISTINCT nullif (b.json ->> '$.person.code', '')) FROM entry AS l "
          "JOIN (SELECT entry, CASE WHEN json_valid (json) THEN json ELSE '{}' END AS json "
          "FROM body) AS b ON b.entry = l.n WHERE l.type = 'redact' AND l.record = e.record "
          "AND EXISTS (SELECT 1 FROM json_each (b.json, '$.targets') AS t "
          "WHERE t.value = lower (hex (e.id)))) < 2",
          ""),
      error);
}

gboolean
pantau_redaction_verify (PantauDb *db, GPtrArray *faults, GError **error)
{
  return tell (db, faults,
               _ ("entry %s: its body was here and is gone, though nobody had it erased by law"),
               pantau_db_query (db,
                                "SELECT e.id FROM body JOIN entry AS e ON e.n = body.entry "
                                "WHERE body.json IS NULL "
                                "AND NOT EXISTS (SELECT 1 FROM erased WHERE entry = e.n) "
                                "AND NOT EXISTS (SELECT 1 FROM surrendered WHERE entry = e.n) "
                                "AND NOT EXISTS (SELECT 1 FROM awaited WHERE entry = e.n)",
                                ""),
               error) &&
         verify_askers (db, faults, error);
}

gboolean
pantau_redaction_count (PantauDb *db, gint64 *n_erased, GError **error)
{
  return pantau_db_integer (db, 0, n_erased, error, "SELECT count(*) FROM erased", "");
}
