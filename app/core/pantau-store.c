/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that the program asks of the projections. How they are made is in pantau-projection.c. */

#include "config.h"

#include "pantau-store-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "pantau-error.h"
#include "pantau-situation.h"

#define RECORD(state, number)                                                                      \
  "SELECT r.id, r.kind, r.open, r.region, r.title, r.status, r.occurred, r.severity, "             \
  "r.differences, " state ", " number ", r.quarantine, "                                           \
  "EXISTS (SELECT 1 FROM erased WHERE erased.entry = r.n), " PANTAU_LABEL_SQL (                    \
      "r.kind", "r.id") " FROM record AS r "
#define RECORD_COLUMNS RECORD (PANTAU_STATE_SQL ("r.id"), NUMBER_SQL ("r.n"))

#define NUMBER_IN_SQL(entry, epoch)                                                                \
  "(SELECT idx FROM number WHERE entry = " entry " AND epoch = " epoch ")"
#define NUMBER_SQL(entry) NUMBER_IN_SQL (entry, "(SELECT max(n) FROM epoch)")

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
  self->reference = pantau_reference_ref (reference);
  self->projection = pantau_projection_new (db, ledger, reference, province);

  return self;
}

void
pantau_store_free (PantauStore *self)
{
  pantau_projection_free (self->projection);
  g_clear_pointer (&self->situation, pantau_situation_sheet_unref);
  pantau_reference_unref (self->reference);
  g_free (self->device);
  g_free (self);
}

void
pantau_store_set_province (PantauStore *self, const char *province)
{
  pantau_projection_set_province (self->projection, province);
}

void
pantau_store_set_device (PantauStore *self, const char *device)
{
  g_free (self->device);
  self->device = g_strdup (device);
}

void
pantau_store_set_blobs (PantauStore *self, PantauBlobs *blobs)
{
  self->blobs = blobs;
}

gboolean
pantau_store_behind (PantauStore *self, gint64 *entries, GError **error)
{
  return pantau_projection_behind (self->projection, entries, error);
}

gboolean
pantau_store_catch_up_telling (PantauStore *self,
                               PantauProgress progress,
                               gpointer data,
                               GError **error)
{
  int written = g_atomic_int_get (&self->written);

  if (!pantau_projection_catch_up (self->projection, progress, data, error))
    {
      pantau_store_mark_stale (self);
      return FALSE;
    }
  /* Only now: whoever asks meanwhile in another thread must not take the old for the new. */
  g_atomic_int_set (&self->taken, written);

  return TRUE;
}

gboolean
pantau_store_catch_up (PantauStore *self, GError **error)
{
  return pantau_store_catch_up_telling (self, NULL, NULL, error);
}

void
pantau_store_mark_stale (PantauStore *self)
{
  g_atomic_int_inc (&self->written);
}

gboolean
pantau_store_freshen (PantauStore *self, GError **error)
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

/* Of one that is gone there is nothing to free. */
static void
unref_record (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
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
    .is_erased = pantau_stmt_integer (stmt, 12) != 0,
    .label = (PantauClaimLabel) pantau_stmt_integer (stmt, 13),
  };

  return pantau_record_new (&init);
}

GPtrArray *
pantau_store_list (PantauStore *self, const PantauFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
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

/* What is the same for every record: whether anything waits at all, and the province's epoch. */
static gboolean
read_common (PantauStore *self, gint64 *waits, gint64 *epoch, GError **error)
{
  return pantau_db_integer (
             self->db, 0, waits, error,
             "SELECT EXISTS (SELECT 1 FROM sending) OR EXISTS (SELECT 1 FROM unsent)", "") &&
         pantau_db_integer (self->db, 0, epoch, error, "SELECT max (n) FROM epoch", "");
}

GPtrArray *
pantau_store_rows (PantauStore *self, const guint32 *rows, guint n_rows, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (n_rows, unref_record);
  gint64 waits, epoch;

  if (!pantau_store_freshen (self, error) || !read_common (self, &waits, &epoch, error))
    return NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      PantauStmt *stmt =
          pantau_db_query (self->db,
                           RECORD ("CASE ?2 WHEN 0 THEN 2 ELSE " PANTAU_STATE_SQL ("r.id") " END",
                                   NUMBER_IN_SQL ("r.n", "?3")) "WHERE r.n = ?1",
                           "iii", (gint64) rows[i], waits, epoch);

      g_ptr_array_add (records, pantau_stmt_next (stmt) ? read_record (stmt) : NULL);
      if (!pantau_stmt_finish (stmt, error))
        return NULL;
    }

  return g_steal_pointer (&records);
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

/* The member `base` of a header. */
static GStrv
read_base (const char *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));

  return g_strv_builder_end (builder);
}

static GPtrArray *
read_timeline (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_event_free);
  PantauStmt *stmt;

  /* Not numbered yet: after all that is, and what began the record first; then in their devices' own order. */
  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, e.type, e.device, e.header ->> 'time', " NUMBER_SQL (
          "e.n") " AS idx, "
                 "person.name, verdict.reason, lapsed.entry IS NOT NULL, body.json, "
                 "person.position, e.header -> 'base', "
                 "EXISTS (SELECT 1 FROM erased WHERE erased.entry = e.n) "
                 "FROM entry AS e JOIN body ON body.entry = e.n "
                 "LEFT JOIN person ON person.device = e.device "
                 "LEFT JOIN verdict ON verdict.id = e.id LEFT JOIN lapsed ON lapsed.entry = e.n "
                 "WHERE e.record = ?1 "
                 "ORDER BY idx IS NULL, idx, e.type <> 'record.create', e.device, e.seq, e.id",
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
      event->position = g_strdup (pantau_stmt_text (stmt, 9));
      event->base = read_base (pantau_stmt_text (stmt, 10));
      event->erased = pantau_stmt_integer (stmt, 11) != 0;
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

  if (!pantau_store_freshen (self, error))
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

  if (!pantau_store_freshen (self, error))
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

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db,
                          "SELECT device, code, name, position, letter, role, region, last_day, "
                          "practice, " PANTAU_REVOKED_SQL " FROM person WHERE device = ?1",
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
