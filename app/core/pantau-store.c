/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that the program asks of the projections. How they are made is in pantau-projection.c. */

#include "config.h"

#include "pantau-store.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-projection.h"

struct _PantauStore
{
  PantauDb *db;                 /* (unowned) */
  PantauProjection *projection; /* (owned) */

  /* Atomic: how often was written, and how much of that is taken in for sure. */
  int written;
  int taken;
};

/* The state of a record: nothing unsent, or something under way, or something waiting. */
#define STATE_SQL                                                                                  \
  "CASE WHEN EXISTS (SELECT 1 FROM entry AS e JOIN sending AS s ON s.entry = e.n WHERE e.record "  \
  "= r.id) THEN 1 "                                                                                \
  "WHEN EXISTS (SELECT 1 FROM entry AS e JOIN unsent AS u ON u.entry = e.n WHERE e.record = "      \
  "r.id) THEN 0 "                                                                                  \
  "ELSE 2 END"

#define NUMBER_SQL(entry)                                                                          \
  "(SELECT idx FROM number WHERE entry = " entry " AND epoch = (SELECT max(n) FROM epoch))"

#define RECORD_COLUMNS                                                                             \
  "SELECT r.id, r.kind, r.open, r.region, r.title, r.status, r.occurred, r.severity, "             \
  "r.differences, " STATE_SQL ", " NUMBER_SQL ("r.n") ", r.quarantine FROM record AS r "

/* Revoked by the province after its newest grant. */
#define REVOKED_SQL                                                                                \
  "EXISTS (SELECT 1 FROM revocation WHERE revocation.device = person.device "                      \
  "AND seq > (SELECT entry.seq FROM entry WHERE entry.n = person.n)) "

static const PantauState states[] = { PANTAU_STATE_SAVED, PANTAU_STATE_SENDING,
                                      PANTAU_STATE_RECEIVED };

void
pantau_person_free (PantauPerson *self)
{
  g_free (self->device);
  g_free (self->code);
  g_free (self->name);
  g_free (self->position);
  g_free (self->letter);
  g_free (self->role);
  g_free (self->region);
  g_free (self->last_day);
  g_free (self);
}

PantauStore *
pantau_store_new (PantauDb *db,
                  PantauLedger *ledger,
                  PantauReference *reference,
                  const char *province)
{
  PantauStore *self = g_new0 (PantauStore, 1);

  self->db = db;
  self->projection = pantau_projection_new (db, ledger, reference, province);

  return self;
}

void
pantau_store_free (PantauStore *self)
{
  pantau_projection_free (self->projection);
  g_free (self);
}

void
pantau_store_set_province (PantauStore *self, const char *province)
{
  pantau_projection_set_province (self->projection, province);
}

gboolean
pantau_store_behind (PantauStore *self, gint64 *entries, GError **error)
{
  return pantau_projection_behind (self->projection, entries, error);
}

gboolean
pantau_store_catch_up (PantauStore *self, GError **error)
{
  int written = g_atomic_int_get (&self->written);

  if (!pantau_projection_catch_up (self->projection, NULL, NULL, error))
    {
      pantau_store_mark_stale (self);
      return FALSE;
    }
  /* Only now: whoever asks meanwhile in another thread must not take the old for the new. */
  g_atomic_int_set (&self->taken, written);

  return TRUE;
}

void
pantau_store_mark_stale (PantauStore *self)
{
  g_atomic_int_inc (&self->written);
}

/* Before any question: what was written here is part of the answer. But a full disk hides nothing of what can be shown. */
static gboolean
freshen (PantauStore *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_atomic_int_get (&self->taken) == g_atomic_int_get (&self->written) ||
      pantau_store_catch_up (self, &local_error))
    return TRUE;

  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_FULL))
    {
      g_message ("%s", local_error->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pantau_store_refresh (PantauStore *self, const char *record, GError **error)
{
  return pantau_projection_refresh (self->projection, record, error);
}

gboolean
pantau_store_rebuild (PantauStore *self, PantauProgress progress, gpointer data, GError **error)
{
  return pantau_projection_reset (self->projection, error) &&
         pantau_projection_catch_up (self->projection, progress, data, error);
}

static PantauRecord *
read_record (PantauStmt *stmt)
{
  PantauRecordInit init = {
    .id = pantau_stmt_text (stmt, 0),
    .kind = pantau_stmt_text (stmt, 1),
    .is_open = pantau_stmt_integer (stmt, 2) != 0,
    .region = pantau_stmt_text (stmt, 3),
    .title = pantau_stmt_text (stmt, 4),
    .status = pantau_stmt_text (stmt, 5),
    .occurred = pantau_stmt_text (stmt, 6),
    .severity = (int) pantau_stmt_integer (stmt, 7),
    .differences = (guint) pantau_stmt_integer (stmt, 8),
    .state = states[CLAMP (pantau_stmt_integer (stmt, 9), 0, 2)],
    .index = pantau_stmt_integer (stmt, 10),
    .quarantine = pantau_stmt_text (stmt, 11),
  };

  return pantau_record_new (&init);
}

GPtrArray *
pantau_store_list (PantauStore *self, const PantauFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  PantauStmt *stmt;

  if (!freshen (self, error))
    return NULL;

  stmt = pantau_db_query (
      self->db,
      RECORD_COLUMNS
      "WHERE (?1 IS NULL OR r.kind = ?1) AND (?2 IS NULL OR r.status = ?2) "
      "AND (?3 IS NULL OR r.region = ?3 OR substr(r.region, 1, length(?3) + 1) = ?3 || '.') "
      "ORDER BY r.occurred_at DESC, r.id LIMIT ?4",
      "sssi", filter->kind, filter->status, filter->region,
      filter->limit > 0 ? (gint64) filter->limit : (gint64) -1);
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (records, read_record (stmt));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&records) : NULL;
}

static GPtrArray *
read_values (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) values =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_value_free);
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "SELECT field, value, e.id, e.device, e.header ->> 'time' FROM value "
      "JOIN entry AS e ON e.n = value.entry WHERE value.record = ?1 ORDER BY field, e.id",
      "s", id);
  while (pantau_stmt_next (stmt))
    {
      PantauValue *value = g_new0 (PantauValue, 1);

      value->field = g_strdup (pantau_stmt_text (stmt, 0));
      value->value = g_strdup (pantau_stmt_text (stmt, 1));
      value->entry = pantau_stmt_hex (stmt, 2);
      value->device = g_strdup (pantau_stmt_text (stmt, 3));
      value->time = g_strdup (pantau_stmt_text (stmt, 4));
      g_ptr_array_add (values, value);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&values) : NULL;
}

static GPtrArray *
read_timeline (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_event_free);
  PantauStmt *stmt;

  /* Not numbered yet: after all that is, in their devices' own order. */
  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, e.type, e.device, e.header ->> 'time', " NUMBER_SQL (
          "e.n") " AS idx, "
                 "person.name, verdict.reason, lapsed.entry IS NOT NULL, body.json "
                 "FROM entry AS e JOIN body ON body.entry = e.n "
                 "LEFT JOIN person ON person.device = e.device "
                 "LEFT JOIN verdict ON verdict.id = e.id LEFT JOIN lapsed ON lapsed.entry = e.n "
                 "WHERE e.record = ?1 ORDER BY idx IS NULL, idx, e.device, e.seq, e.id",
      "s", id);
  while (pantau_stmt_next (stmt))
    {
      PantauEvent *event = g_new0 (PantauEvent, 1);

      event->entry = pantau_stmt_hex (stmt, 0);
      event->type = g_strdup (pantau_stmt_text (stmt, 1));
      event->device = g_strdup (pantau_stmt_text (stmt, 2));
      event->time = g_strdup (pantau_stmt_text (stmt, 3));
      event->index = pantau_stmt_integer (stmt, 4);
      event->author = g_strdup (pantau_stmt_text (stmt, 5));
      event->verdict = g_strdup (pantau_stmt_text (stmt, 6));
      event->lapsed = pantau_stmt_integer (stmt, 7) != 0;
      event->body = g_strdup (pantau_stmt_text (stmt, 8));
      g_ptr_array_add (events, event);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&events) : NULL;
}

PantauRecord *
pantau_store_get (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  PantauStmt *stmt;

  if (!freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, RECORD_COLUMNS "WHERE r.id = ?1", "s", id);
  if (pantau_stmt_next (stmt))
    record = read_record (stmt);
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (record == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no record “%s” here"),
                              id);

  values = read_values (self, id, error);
  timeline = values != NULL ? read_timeline (self, id, error) : NULL;
  if (timeline == NULL)
    return NULL;
  pantau_record_take_details (record, g_steal_pointer (&values), g_steal_pointer (&timeline));

  return g_steal_pointer (&record);
}

GStrv
pantau_store_base (PantauStore *self, const char *record, const char *field, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  PantauStmt *stmt;

  if (!freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db,
                          "SELECT e.id FROM value JOIN entry AS e ON e.n = value.entry "
                          "WHERE value.record = ?1 AND field = ?2 ORDER BY e.id",
                          "ss", record, field);
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      g_strv_builder_add (builder, id);
    }

  return pantau_stmt_finish (stmt, error) ? g_strv_builder_end (builder) : NULL;
}

PantauPerson *
pantau_store_get_person (PantauStore *self, const char *device, GError **error)
{
  g_autoptr (PantauPerson) person = NULL;
  PantauStmt *stmt;

  if (!freshen (self, error))
    return NULL;

  stmt = pantau_db_query (
      self->db,
      "SELECT device, code, name, position, letter, role, region, last_day, practice, " REVOKED_SQL
      " FROM person WHERE device = ?1",
      "s", device);
  if (pantau_stmt_next (stmt))
    {
      person = g_new0 (PantauPerson, 1);
      person->device = g_strdup (pantau_stmt_text (stmt, 0));
      person->code = g_strdup (pantau_stmt_text (stmt, 1));
      person->name = g_strdup (pantau_stmt_text (stmt, 2));
      person->position = g_strdup (pantau_stmt_text (stmt, 3));
      person->letter = g_strdup (pantau_stmt_text (stmt, 4));
      person->role = g_strdup (pantau_stmt_text (stmt, 5));
      person->region = g_strdup (pantau_stmt_text (stmt, 6));
      person->last_day = g_strdup (pantau_stmt_text (stmt, 7));
      person->practice = pantau_stmt_integer (stmt, 8) != 0;
      person->revoked = pantau_stmt_integer (stmt, 9) != 0;
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&person) : NULL;
}

/* Each row as its columns joined by TABs; NULLs as nothing, LFs cannot occur in JSON or codes. */
static gboolean
dump_query (PantauStore *self, const char *name, const char *sql, GString *text, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db, sql, "");

  while (pantau_stmt_next (stmt))
    {
      g_string_append (text, name);
      for (int i = 0; i < pantau_stmt_n_columns (stmt); i++)
        {
          const char *column = pantau_stmt_text (stmt, i);

          g_string_append_c (text, '\t');
          g_string_append (text, column != NULL ? column : "");
        }
      g_string_append_c (text, '\n');
    }

  return pantau_stmt_finish (stmt, error);
}

char *
pantau_store_dump (PantauStore *self, GError **error)
{
  static const struct
  {
    const char *name, *sql;
  } tables[] = {
    { "record",
      "SELECT id, kind, open, region, election, title, status, severity, occurred, occurred_at, "
      "creator, differences, quarantine FROM record ORDER BY id" },
    { "value", "SELECT value.record, field, hex(e.id), value FROM value JOIN entry AS e ON e.n = "
               "value.entry "
               "ORDER BY value.record, field, e.id" },
    { "lapsed",
      "SELECT hex(e.id) FROM lapsed JOIN entry AS e ON e.n = lapsed.entry ORDER BY e.id" },
    { "link", "SELECT hex(e.id), link.record, rel, target FROM link JOIN entry AS e ON e.n = "
              "link.entry ORDER BY e.id" },
    { "verdict", "SELECT hex(id), reason FROM verdict ORDER BY id" },
    { "person",
      "SELECT device, code, name, position, letter, role, region, last_day, practice, " REVOKED_SQL
      " FROM person ORDER BY device" },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  if (!freshen (self, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!dump_query (self, tables[i].name, tables[i].sql, text, error))
      return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
