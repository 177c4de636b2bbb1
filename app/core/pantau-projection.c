/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From facts to projections. A record's rows are made anew from all of its entries whenever one comes, so the
 * result cannot depend on the order of arrival; entries that are only counted in (grants, verdicts) go by themselves.
 */

#include "config.h"

#include "pantau-projection.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-region.h"
#include "pantau-resource.h"
#include "pantau-values.h"

/* Raise it with every change of projections.sql or of what is written into its tables. */
#define EDITION 1

/* Entries a transaction: enough to make the commit cheap, few enough to keep readers current. */
#define STEP 2000

struct _PantauProjection
{
  PantauDb *db;               /* (unowned) */
  PantauLedger *ledger;       /* (unowned) */
  PantauReference *reference; /* (owned) */
  char *province;             /* (owned) (nullable) */
};

PantauProjection *
pantau_projection_new (PantauDb *db,
                       PantauLedger *ledger,
                       PantauReference *reference,
                       const char *province)
{
  PantauProjection *self = g_new0 (PantauProjection, 1);

  self->db = db;
  self->ledger = ledger;
  self->reference = pantau_reference_ref (reference);
  self->province = g_strdup (province);

  return self;
}

void
pantau_projection_free (PantauProjection *self)
{
  pantau_reference_unref (self->reference);
  g_free (self->province);
  g_free (self);
}

void
pantau_projection_set_province (PantauProjection *self, const char *province)
{
  g_free (self->province);
  self->province = g_strdup (province);
}

/* How far we are; FALSE in @is_there where the tables are missing or of another edition. */
static gboolean
read_mark (PantauProjection *self, gboolean *is_there, gint64 *last, GError **error)
{
  gint64 tables, edition = 0;

  *last = 0;
  if (!pantau_db_integer (self->db, 0, &tables, error,
                          "SELECT count(*) FROM sqlite_schema WHERE name = 'projected'", ""))
    return FALSE;
  if (tables > 0 &&
      (!pantau_db_integer (self->db, 0, &edition, error, "SELECT edition FROM projected", "") ||
       !pantau_db_integer (self->db, 0, last, error, "SELECT last FROM projected", "")))
    return FALSE;

  *is_there = tables > 0 && edition == EDITION;

  return TRUE;
}

gboolean
pantau_projection_behind (PantauProjection *self, gint64 *entries, GError **error)
{
  gint64 last, count;
  gboolean is_there;

  if (!read_mark (self, &is_there, &last, error) ||
      !pantau_ledger_count (self->ledger, &count, error))
    return FALSE;
  *entries = is_there ? count - last : -1;

  return TRUE;
}

gboolean
pantau_projection_reset (PantauProjection *self, GError **error)
{
  g_autoptr (GBytes) script = pantau_resource_lookup ("sql/projections.sql", error);

  if (script == NULL || !pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;

  if (!pantau_db_script (
          self->db,
          "DROP TABLE IF EXISTS projected; DROP TABLE IF EXISTS record; DROP TABLE IF EXISTS "
          "value; "
          "DROP TABLE IF EXISTS lapsed; DROP TABLE IF EXISTS link; DROP TABLE IF EXISTS verdict; "
          "DROP TABLE IF EXISTS person; DROP TABLE IF EXISTS revocation;",
          error) ||
      !pantau_db_script (self->db, g_bytes_get_data (script, NULL), error) ||
      !pantau_db_run (self->db, error, "INSERT INTO projected (edition, last) VALUES (?1, 0)", "i",
                      (gint64) EDITION))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  return pantau_db_commit (self->db, error);
}

static gboolean
step_allowed (const char *kind, const char *from, const char *to, gpointer data)
{
  PantauProjection *self = data;
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);

  /* A kind from a newer program: its table is not ours to apply. */
  return to != NULL && (description == NULL ||
                        pantau_statuses_allows (pantau_reference_get_statuses (self->reference),
                                                description->status_table, from, to, NULL));
}

/* The record's entries that count, and their rows; or with @quarantined the others. */
static gboolean
read_entries (PantauProjection *self,
              const char *record,
              gboolean quarantined,
              GPtrArray *entries,
              GArray *rows,
              GError **error)
{
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "SELECT n, signature, header, json FROM entry JOIN body ON entry = n "
      "WHERE record = ?1 AND EXISTS (SELECT 1 FROM verdict WHERE verdict.id = entry.id) = ?2",
      "si", record, (gint64) quarantined);
  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);
      PantauEntry *entry = pantau_entry_load (
          pantau_stmt_text (stmt, 1), pantau_stmt_text (stmt, 2), pantau_stmt_text (stmt, 3), NULL);

      /* A line that was tampered with is found and named by verify; here it must not stop the others. */
      if (entry == NULL)
        continue;
      g_ptr_array_add (entries, entry);
      g_array_append_val (rows, n);
    }

  return pantau_stmt_finish (stmt, error);
}

/* Two creates of one record can only be a fault or a fraud; the province keeps one, and till then the ids decide. */
static PantauEntry *
find_create (GPtrArray *entries, guint *at)
{
  PantauEntry *create = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->type, PANTAU_TYPE_CREATE) &&
          (create == NULL || g_strcmp0 (entry->id, create->id) < 0))
        {
          create = entry;
          *at = i;
        }
    }

  return create;
}

/* A canonical JSON string without its quotes; NULL for anything else. */
static char *
plain_text (const char *value)
{
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_dup_string (node);
}

static gint64
unix_time (const char *time)
{
  g_autoptr (GDateTime) moment = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/* Closed never reopens: a move may close a record, none opens it. */
static gboolean
is_open (const PantauEntry *create, GPtrArray *entries)
{
  gboolean open = create->is_open;

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->type, PANTAU_TYPE_MOVE))
        open = open && entry->is_open;
    }

  return open;
}

static gboolean
write_record (PantauProjection *self,
              PantauEntry *create,
              gint64 n,
              gboolean open,
              PantauValues *values,
              const char *quarantine,
              GError **error)
{
  g_autofree char *region = plain_text (pantau_values_pick (values, "region"));
  g_autofree char *election = plain_text (pantau_values_pick (values, "election"));
  g_autofree char *title = plain_text (pantau_values_pick (values, "title"));
  g_autofree char *status = plain_text (pantau_values_pick (values, "status"));
  g_autofree char *occurred = plain_text (pantau_values_pick (values, "occurred"));
  const char *severity = pantau_values_pick (values, "severity");

  return pantau_db_run (
      self->db, error,
      "INSERT INTO record (id, n, kind, open, region, election, title, status, severity, "
      "occurred, occurred_at, creator, differences, quarantine) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      "sisissssisisis", create->record, n, create->kind, (gint64) open,
      region != NULL ? region : create->region, election, title != NULL ? title : "",
      status != NULL ? status : "",
      severity != NULL ? g_ascii_strtoll (severity, NULL, 10) : (gint64) 0, occurred,
      unix_time (occurred != NULL ? occurred : create->time), create->device,
      (gint64) values->differences, quarantine);
}

static gboolean
write_values (
    PantauProjection *self, const char *record, GArray *rows, PantauValues *values, GError **error)
{
  for (guint i = 0; i < values->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (values->settings, i);

      if (!pantau_db_run (self->db, error,
                          "INSERT INTO value (record, field, entry, value) VALUES (?1, ?2, ?3, ?4)",
                          "ssis", record, setting->field,
                          g_array_index (rows, gint64, setting->entry), setting->value))
        return FALSE;
    }

  for (guint i = 0; i < values->lapsed->len; i++)
    {
      gint64 n = g_array_index (rows, gint64, g_array_index (values->lapsed, guint, i));

      if (!pantau_db_run (self->db, error, "INSERT INTO lapsed (entry, record) VALUES (?1, ?2)",
                          "is", n, record))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_links (PantauProjection *self, GPtrArray *entries, GArray *rows, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonObject) body = NULL;
      const char *rel, *to;

      if (!g_str_equal (entry->type, PANTAU_TYPE_LINK) || entry->body == NULL)
        continue;
      body = pantau_entry_parse_body (entry, NULL);
      rel = pantau_json_string (body, "rel");
      to = pantau_json_string (body, "to");
      if (rel != NULL && to != NULL &&
          !pantau_db_run (self->db, error,
                          "INSERT INTO link (entry, record, rel, target) VALUES (?1, ?2, ?3, ?4)",
                          "isss", g_array_index (rows, gint64, i), entry->record, rel, to))
        return FALSE;
    }

  return TRUE;
}

/*
 * A record that is in quarantine as a whole is shown all the same, to its author and to the desk that must decide: its create
 * speaks for it, and only that. @reason takes why.
 */
static gboolean
read_quarantined_create (PantauProjection *self,
                         const char *record,
                         GPtrArray *entries,
                         GArray *rows,
                         char **reason,
                         GError **error)
{
  g_autoptr (GPtrArray) others =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) other_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauEntry *create;
  guint at = 0;

  if (!read_entries (self, record, TRUE, others, other_rows, error))
    return FALSE;
  create = find_create (others, &at);
  if (create == NULL)
    return TRUE;

  g_ptr_array_add (entries, pantau_entry_ref (create));
  g_array_append_val (rows, g_array_index (other_rows, gint64, at));

  return pantau_db_text (self->db, reason, error, "SELECT reason FROM verdict WHERE id = ?1", "x",
                         create->id);
}

/* All rows of one record, from nothing. Inside a transaction. */
static gboolean
project_record (PantauProjection *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PantauValues) values = NULL;
  g_autofree char *quarantine = NULL;
  PantauEntry *create;
  guint at = 0;

  if (!pantau_db_run (self->db, error, "DELETE FROM record WHERE id = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM value WHERE record = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM lapsed WHERE record = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM link WHERE record = ?1", "s", record) ||
      !read_entries (self, record, FALSE, entries, rows, error))
    return FALSE;

  create = find_create (entries, &at);
  if (create == NULL)
    {
      if (!read_quarantined_create (self, record, entries, rows, &quarantine, error))
        return FALSE;
      create = find_create (entries, &at);
    }

  /* Its create may come later; until then there is nothing to show. */
  if (create == NULL)
    return TRUE;

  values = pantau_values_new (entries, step_allowed, self);

  return write_record (self, create, g_array_index (rows, gint64, at), is_open (create, entries),
                       values, quarantine, error) &&
         write_values (self, record, rows, values, error) &&
         write_links (self, entries, rows, error);
}

static gboolean
is_from_province (PantauProjection *self, const PantauEntry *entry)
{
  return self->province != NULL && g_str_equal (entry->device, self->province);
}

static const char *
text_or_empty (JsonObject *object, const char *name)
{
  const char *text = pantau_json_string (object, name);

  return text != NULL ? text : "";
}

static gboolean
project_grant (PantauProjection *self, gint64 n, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  JsonObject *person = pantau_json_object (body, "person");
  const char *device = pantau_json_string (body, "device");

  if (device == NULL)
    return TRUE;

  /* The province writes its grants in its own order, so the newest is the one with the highest seq. */
  return pantau_db_run (
      self->db, error,
      "INSERT INTO person (device, n, code, name, position, letter, role, region, last_day, "
      "practice) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
      "ON CONFLICT (device) DO UPDATE SET n = ?2, code = ?3, name = ?4, position = ?5, "
      "letter = ?6, role = ?7, region = ?8, last_day = ?9, practice = ?10 "
      "WHERE (SELECT seq FROM entry WHERE entry.n = ?2) > "
      "(SELECT seq FROM entry WHERE entry.n = person.n)",
      "sisssssssi", device, n, text_or_empty (person, "code"), text_or_empty (person, "name"),
      text_or_empty (person, "position"), text_or_empty (person, "letter"),
      text_or_empty (body, "role"), text_or_empty (body, "region"),
      pantau_json_string (body, "last_day"), (gint64) pantau_json_boolean (body, "practice"));
}

/* It may come before the grant that it ends, and a later grant ends it: so its number is kept, not its effect. */
static gboolean
project_revocation (PantauProjection *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;

  return pantau_db_run (self->db, error,
                        "INSERT INTO revocation (device, seq) VALUES (?1, ?2) "
                        "ON CONFLICT (device) DO UPDATE SET seq = max (seq, ?2)",
                        "si", text_or_empty (body, "device"), entry->seq);
}

static gboolean
project_verdict (PantauProjection *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  const char *target = pantau_json_string (body, "entry");

  return !pantau_is_hash (target) ||
         pantau_db_run (self->db, error,
                        "INSERT INTO verdict (id, reason) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET reason = min (reason, ?2)",
                        "xs", target, text_or_empty (body, "reason"));
}

/* An admin's too, within the own region, unless the province put the line into quarantine. */
static gboolean
may_decide_devices (PantauProjection *self, const PantauEntry *entry, gboolean *may, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *of_admin = NULL, *of_device = NULL;

  *may = is_from_province (self, entry);
  if (*may)
    return TRUE;

  body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  if (!pantau_db_text (self->db, &of_admin, error,
                       "SELECT region FROM person WHERE device = ?1 AND role = 'admin' "
                       "AND NOT EXISTS (SELECT 1 FROM verdict WHERE id = ?2)",
                       "sx", entry->device, entry->id) ||
      !pantau_db_text (self->db, &of_device, error, "SELECT region FROM person WHERE device = ?1",
                       "s", pantau_json_string (body, "device")))
    return FALSE;
  *may = of_admin != NULL && pantau_region_covers (of_admin, entry->region) &&
         (of_device == NULL || pantau_region_covers (entry->region, of_device)) &&
         (!g_str_equal (entry->type, PANTAU_TYPE_GRANT) ||
          g_strcmp0 (pantau_json_string (body, "region"), entry->region) == 0);

  return TRUE;
}

/* What an entry does besides changing its record. */
static gboolean
project_entry (PantauProjection *self, gint64 n, const PantauEntry *entry, GError **error)
{
  gboolean may;

  if (g_str_equal (entry->type, PANTAU_TYPE_QUARANTINE))
    return !is_from_province (self, entry) || project_verdict (self, entry, error);
  if (!may_decide_devices (self, entry, &may, error))
    return FALSE;
  if (may && g_str_equal (entry->type, PANTAU_TYPE_GRANT))
    return project_grant (self, n, entry, error);
  if (may && g_str_equal (entry->type, PANTAU_TYPE_REVOKE))
    return project_revocation (self, entry, error);

  return TRUE;
}

/* One transaction's worth; @last moves on. */
static gboolean
take_in (PantauProjection *self, gint64 *last, GError **error)
{
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) special =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer record;
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db, "SELECT n, record, kind, type FROM entry WHERE n > ?1 ORDER BY n LIMIT ?2", "ii",
      *last, (gint64) STEP);
  while (pantau_stmt_next (stmt))
    {
      const char *type = pantau_stmt_text (stmt, 3);

      *last = pantau_stmt_integer (stmt, 0);
      if (g_strcmp0 (pantau_stmt_text (stmt, 2), "device") != 0)
        g_hash_table_add (records, g_strdup (pantau_stmt_text (stmt, 1)));
      if (g_str_has_prefix (type, "device.") || g_str_equal (type, PANTAU_TYPE_QUARANTINE))
        g_array_append_val (rows, *last);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  /* Verdicts before records: they say what counts. */
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 n = g_array_index (rows, gint64, i);
      g_autoptr (PantauEntry) entry = pantau_ledger_get (self->ledger, n, NULL);

      if (entry != NULL && !project_entry (self, n, entry, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!project_record (self, record, error))
      return FALSE;

  return pantau_db_run (self->db, error, "UPDATE projected SET last = ?1", "i", *last);
}

gboolean
pantau_projection_catch_up (PantauProjection *self,
                            PantauProgress progress,
                            gpointer data,
                            GError **error)
{
  gint64 last, count;
  gboolean is_there;

  if (!read_mark (self, &is_there, &last, error))
    return FALSE;
  if (!is_there)
    {
      if (!pantau_projection_reset (self, error))
        return FALSE;
      last = 0;
    }

  for (;;)
    {
      if (!pantau_ledger_count (self->ledger, &count, error))
        return FALSE;
      if (last >= count)
        return TRUE;

      if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
        return FALSE;
      /* Another thread may have got further since, or begun anew. */
      if (!read_mark (self, &is_there, &last, error) || !take_in (self, &last, error))
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      if (!pantau_db_commit (self->db, error))
        return FALSE;
      if (progress != NULL)
        progress (last, count, data);
    }
}

gboolean
pantau_projection_refresh (PantauProjection *self, const char *record, GError **error)
{
  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  if (!project_record (self, record, error))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  return pantau_db_commit (self->db, error);
}
