/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From facts to projections: how far the ledger is taken in, and the entries that are only counted in (grants, verdicts). Records are
 * in pantau-projection-record.c.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-projection-exposure.h"
#include "pantau-projection-similar.h"
#include "pantau-projection-situation.h"
#include "pantau-quarantine.h"
#include "pantau-region.h"
#include "pantau-resource.h"

/* Raise it with every change of projections.sql or of what is written into its tables. */
#define EDITION 9

/* Entries a transaction: enough to make the commit cheap, few enough to keep readers current. */
#define STEP 2000

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
  self->province = province != NULL ? g_strsplit (province, " ", -1) : NULL;
  self->text = pantau_search_text_new (reference);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pending = g_array_new (FALSE, FALSE, sizeof (PantauPendingText));
  g_array_set_clear_func (self->pending, pantau_pending_text_clear);
  self->signs = g_array_new (FALSE, FALSE, sizeof (PantauPendingSign));
  g_array_set_clear_func (self->signs, pantau_pending_sign_clear);

  return self;
}

void
pantau_projection_free (PantauProjection *self)
{
  g_array_unref (self->signs);
  g_array_unref (self->pending);
  g_hash_table_unref (self->claims);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->words);
  pantau_search_text_free (self->text);
  pantau_reference_unref (self->reference);
  g_strfreev (self->province);
  g_free (self);
}

void
pantau_projection_set_province (PantauProjection *self, const char *province)
{
  g_strfreev (self->province);
  self->province = province != NULL ? g_strsplit (province, " ", -1) : NULL;
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
  if (!is_there)
    return TRUE;
  if (!pantau_projection_clocks_hold (self, &is_there, error) ||
      (is_there && !pantau_projection_harm_holds (self, &is_there, error)))
    return FALSE;
  if (!is_there)
    *entries = -1;

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
          "DROP TABLE IF EXISTS place; DROP TABLE IF EXISTS exposure; "
          "DROP TABLE IF EXISTS moment; DROP TABLE IF EXISTS situation; "
          "DROP TABLE IF EXISTS situation_stale; DROP TABLE IF EXISTS situation_stamp; "
          "DROP TABLE IF EXISTS situation_word; "
          "DROP TABLE IF EXISTS contact; "
          "DROP TABLE IF EXISTS clock; DROP TABLE IF EXISTS clock_basis; "
          "DROP TABLE IF EXISTS projected; DROP TABLE IF EXISTS record; DROP TABLE IF EXISTS "
          "value; "
          "DROP TABLE IF EXISTS lapsed; DROP TABLE IF EXISTS link; DROP TABLE IF EXISTS verdict; "
          "DROP TABLE IF EXISTS person; DROP TABLE IF EXISTS revocation; DROP TABLE IF EXISTS "
          "hour; "
          "DROP TABLE IF EXISTS forward; DROP TABLE IF EXISTS treatment; "
          "DROP TABLE IF EXISTS identity; DROP TABLE IF EXISTS identity_ask; "
          "DROP TABLE IF EXISTS alert; "
          "DROP TABLE IF EXISTS evidence; DROP TABLE IF EXISTS custody; "
          "DROP TABLE IF EXISTS forward_copy; DROP TABLE IF EXISTS review; "
          "DROP TABLE IF EXISTS release; "
          "DROP TABLE IF EXISTS triage; DROP TABLE IF EXISTS assignment; "
          "DROP TABLE IF EXISTS roster; "
          "DROP TABLE IF EXISTS claim; DROP TABLE IF EXISTS claim_member; "
          "DROP TABLE IF EXISTS claim_link; DROP TABLE IF EXISTS claim_place; "
          "DROP TABLE IF EXISTS claim_verdict; DROP TABLE IF EXISTS claim_basis; "
          "DROP TABLE IF EXISTS claim_sum; "
          "DROP TABLE IF EXISTS claim_sign; DROP TABLE IF EXISTS claim_index; "
          "DROP TABLE IF EXISTS claim_word; DROP TABLE IF EXISTS claim_picture; "
          "DROP TABLE IF EXISTS search; DROP TABLE IF EXISTS word; DROP TABLE IF EXISTS tally;",
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
is_from_province (PantauProjection *self, const PantauEntry *entry)
{
  return self->province != NULL &&
         g_strv_contains ((const char *const *) self->province, entry->device);
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
             "sisssssssi", device, n, text_or_empty (person, "code"),
             text_or_empty (person, "name"), text_or_empty (person, "position"),
             text_or_empty (person, "letter"), text_or_empty (body, "role"),
             text_or_empty (body, "region"), pantau_json_string (body, "last_day"),
             (gint64) pantau_json_boolean (body, "practice")) &&
         pantau_projection_mark_verdicts (self, device, error);
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

/* Whether the line is in quarantine now is asked of all that the province said of it, since they come in any order. */
static gboolean
project_verdict (PantauProjection *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  const char *target = pantau_json_string (body, "entry");
  g_autofree char *joined = g_strjoinv ("\",\"", self->province);
  g_autofree char *keys = g_strconcat ("[\"", joined, "\"]", NULL), *reason = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;

  if (!pantau_is_hash (target))
    return TRUE;
  if (!pantau_quarantine_find (self->db, keys, entry->record, target, &verdicts, &reason, error))
    return FALSE;
  if (reason == NULL)
    return pantau_db_run (self->db, error, "DELETE FROM verdict WHERE id = ?1", "x", target);

  return pantau_db_run (self->db, error,
                        "INSERT INTO verdict (id, reason) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET reason = ?2",
                        "xs", target, reason);
}

/* The province's word on whether a line counts. */
static gboolean
is_judgement (const char *type)
{
  return g_str_equal (type, PANTAU_TYPE_QUARANTINE) || g_str_equal (type, PANTAU_TYPE_ADMIT);
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

  if (is_judgement (entry->type))
    return !is_from_province (self, entry) || project_verdict (self, entry, error);
  if (g_str_equal (entry->type, PANTAU_TYPE_ALERT))
    return !is_from_province (self, entry) || pantau_projection_take_alert (self, n, entry, error);
  if (g_str_equal (entry->type, PANTAU_TYPE_OFFICERS))
    return !is_from_province (self, entry) || pantau_projection_take_roster (self, n, entry, error);
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
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) special =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 before = *last;
  guint taken = 0;
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db, "SELECT n, record, kind, type FROM entry WHERE n > ?1 ORDER BY n LIMIT ?2", "ii",
      *last, (gint64) STEP);
  while (pantau_stmt_next (stmt))
    {
      const char *type = pantau_stmt_text (stmt, 3);

      *last = pantau_stmt_integer (stmt, 0);
      taken++;
      if (g_strcmp0 (pantau_stmt_text (stmt, 2), "device") != 0 &&
          !g_hash_table_contains (records, pantau_stmt_text (stmt, 1)))
        {
          g_ptr_array_add (order, g_strdup (pantau_stmt_text (stmt, 1)));
          g_hash_table_add (records, g_ptr_array_index (order, order->len - 1));
        }
      if (g_str_has_prefix (type, "device.") || is_judgement (type))
        g_array_append_val (rows, *last);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  pantau_projection_begin (self);
  /* Verdicts before records: they say what counts. */
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 n = g_array_index (rows, gint64, i);
      g_autoptr (PantauEntry) entry = pantau_ledger_get (self->ledger, n, NULL);

      if (entry != NULL && !project_entry (self, n, entry, error))
        return FALSE;
    }

  for (guint i = 0; i < order->len; i++)
    if (!pantau_projection_take_record (self, g_ptr_array_index (order, i), error))
      return FALSE;

  return pantau_projection_write_texts (self, error) &&
         pantau_projection_settle_claims (self, error) &&
         pantau_projection_write_signs (self, error) &&
         pantau_projection_take_contacts (self, before, *last, error) &&
         /* While more is to come, whole pieces would be made again and again. */
         (taken == STEP || pantau_projection_settle_situation (self, error)) &&
         pantau_db_run (self->db, error, "UPDATE projected SET last = ?1", "i", *last);
}

/* What the last step, being a whole one, or the clocks left. */
static gboolean
settle_rest (PantauProjection *self, GError **error)
{
  gint64 stale;

  if (!pantau_db_integer (self->db, 0, &stale, error,
                          "SELECT EXISTS (SELECT 1 FROM situation_stale)", ""))
    return FALSE;
  if (stale == 0)
    return TRUE;
  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  if (!pantau_projection_settle_situation (self, error))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  return pantau_db_commit (self->db, error);
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
  if (!pantau_projection_settle_clocks (self, error) ||
      !pantau_projection_settle_harm (self, error))
    return FALSE;

  for (;;)
    {
      if (!pantau_ledger_count (self->ledger, &count, error))
        return FALSE;
      if (last >= count)
        return settle_rest (self, error);

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
  pantau_projection_begin (self);
  if (!pantau_projection_take_record (self, record, error) ||
      !pantau_projection_write_texts (self, error) ||
      !pantau_projection_settle_claims (self, error) ||
      !pantau_projection_write_signs (self, error) ||
      !pantau_projection_settle_situation (self, error))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  return pantau_db_commit (self->db, error);
}
