/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record's rows are made anew from all of its entries whenever one comes, so the result cannot depend on the order of
 * arrival.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include <string.h>

#include "pantau-crypto.h"
#include "pantau-entry.h"
#include "pantau-json.h"
#include "pantau-projection-exposure.h"
#include "pantau-projection-similar.h"
#include "pantau-projection-situation.h"
#include "pantau-row.h"
#include "pantau-values.h"

void
pantau_pending_text_clear (gpointer self)
{
  g_free (((PantauPendingText *) self)->text);
}

void
pantau_projection_begin (PantauProjection *self)
{
  g_array_set_size (self->pending, 0);
  g_array_set_size (self->signs, 0);
  g_hash_table_remove_all (self->known);
  g_hash_table_remove_all (self->claims);
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

static PantauEntry *
find_first (GPtrArray *entries, const char *type, guint *at)
{
  PantauEntry *first = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->type, type) &&
          (first == NULL || g_strcmp0 (entry->id, first->id) < 0))
        {
          first = entry;
          *at = i;
        }
    }

  return first;
}

/* Two creates of one record can only be a fault or a fraud; the province keeps one, and till then the ids decide. */
static PantauEntry *
find_create (GPtrArray *entries, guint *at)
{
  return find_first (entries, PANTAU_TYPE_CREATE, at);
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

/* The number of a new row: after all that were ever given away for the same hour. */
static gboolean
take_row (PantauProjection *self, gint64 hour, gint64 *row, GError **error)
{
  gint64 last;

  do
    {
      if (!pantau_db_integer (self->db, 0, &last, error,
                              "INSERT INTO hour (hour, last) VALUES (?1, 1) "
                              "ON CONFLICT (hour) DO UPDATE SET last = last + 1 RETURNING last",
                              "i", hour))
        return FALSE;
      *row = pantau_row_of_hour (hour) + last;
    }
  while (*row >= pantau_row_of_hour (++hour)); /* four million in one hour: the next one lends */

  return TRUE;
}

/* A row and a hash of its words that were there before; 0 and 0 where there were none. */
static gboolean
read_row (PantauProjection *self, const char *record, gint64 *row, gint64 *words, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT row, words FROM record WHERE id = ?1", "s", record);

  *row = *words = 0;
  if (pantau_stmt_next (stmt))
    {
      *row = pantau_stmt_integer (stmt, 0);
      *words = pantau_stmt_integer (stmt, 1);
    }

  return pantau_stmt_finish (stmt, error);
}

static gint64
hash_of_text (const char *text)
{
  guint8 hash[PANTAU_SHA256_SIZE];
  gint64 number;

  pantau_sha256 (text, strlen (text), hash);
  memcpy (&number, hash, sizeof number);

  return number;
}

static gboolean
write_words (PantauProjection *self, GError **error)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      if (g_hash_table_contains (self->known, word))
        continue;
      if (!pantau_db_run (self->db, error,
                          "INSERT INTO word (word) VALUES (?1) ON CONFLICT DO NOTHING", "s", word))
        return FALSE;
      g_hash_table_add (self->known, g_strdup (word));
    }

  return TRUE;
}

/*
 * The row of a record whose event was at @when and whose words are @text. It stays what it was where neither changed; else
 * it is new, since FTS5 without contents cannot take old words out.
 */
static gboolean
settle_row (PantauProjection *self,
            gint64 when,
            gint64 old_row,
            gint64 old_words,
            char *text,
            gint64 *row,
            gint64 *words,
            GError **error)
{
  g_autofree char *owned = text;
  gint64 hour = pantau_hour_of_time (when);
  PantauPendingText pending;

  *words = hash_of_text (text);
  *row = old_row;
  if (old_row > 0 && *words == old_words && old_row >= pantau_row_of_hour (hour) &&
      old_row < pantau_row_of_hour (hour + 1))
    return TRUE;

  if (!take_row (self, hour, row, error) || !write_words (self, error))
    return FALSE;
  pending = (PantauPendingText){ *row, g_steal_pointer (&owned) };
  g_array_append_val (self->pending, pending);

  return TRUE;
}

static gboolean
write_record (PantauProjection *self,
              PantauEntry *create,
              gint64 n,
              gboolean open,
              PantauValues *values,
              const char *quarantine,
              gint64 old_row,
              gint64 old_words,
              GError **error)
{
  g_autofree char *region = plain_text (pantau_values_pick (values, "region"));
  g_autofree char *election = plain_text (pantau_values_pick (values, "election"));
  g_autofree char *title = plain_text (pantau_values_pick (values, "title"));
  g_autofree char *status = plain_text (pantau_values_pick (values, "status"));
  g_autofree char *occurred = plain_text (pantau_values_pick (values, "occurred"));
  const char *severity = pantau_values_pick (values, "severity");
  const char *where = region != NULL ? region : create->region;
  gint64 when = pantau_entry_unix_time (occurred != NULL ? occurred : create->time), row, words;
  char *text;

  g_hash_table_remove_all (self->words);
  text = pantau_search_text_make (self->text, create->kind, where, create->device, values,
                                  self->words);

  return settle_row (self, when, old_row, old_words, text, &row, &words, error) &&
         pantau_db_run (
             self->db, error,
             "INSERT INTO record (row, id, n, kind, open, region, election, title, status, "
             "severity, occurred, occurred_at, creator, differences, quarantine, words) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
             "isisissssisisisi", row, create->record, n, create->kind, (gint64) open, where,
             election, title != NULL ? title : "", status != NULL ? status : "",
             severity != NULL ? g_ascii_strtoll (severity, NULL, 10) : (gint64) 0, occurred, when,
             create->device, (gint64) values->differences, quarantine, words);
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

/* The ids of links that were taken back, by a line about the same record. (transfer full) */
static GHashTable *
dropped_links (GPtrArray *entries)
{
  GHashTable *dropped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonObject) body = NULL;
      const char *link;

      if (!g_str_equal (entry->type, PANTAU_TYPE_UNLINK) || entry->body == NULL)
        continue;
      body = pantau_entry_parse_body (entry, NULL);
      link = pantau_json_string (body, "link");
      if (link != NULL)
        g_hash_table_add (dropped, g_strdup (link));
    }

  return dropped;
}

static gboolean
write_links (PantauProjection *self, GPtrArray *entries, GArray *rows, GError **error)
{
  g_autoptr (GHashTable) dropped = dropped_links (entries);

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonObject) body = NULL;
      const char *rel, *to;

      if (!g_str_equal (entry->type, PANTAU_TYPE_LINK) || entry->body == NULL ||
          g_hash_table_contains (dropped, entry->id))
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

/* By a status after which nothing waits for anybody any more. */
static gboolean
is_ended (PantauProjection *self, const char *kind, PantauValues *values)
{
  PantauStatuses *statuses = pantau_reference_get_statuses (self->reference);
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  g_autofree char *code = plain_text (pantau_values_pick (values, "status"));
  const PantauStatus *status =
      description != NULL && code != NULL
          ? pantau_statuses_lookup (statuses, description->status_table, code)
          : NULL;

  return status != NULL && status->ended;
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

gboolean
pantau_projection_take_record (PantauProjection *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PantauValues) values = NULL;
  g_autofree char *quarantine = NULL;
  PantauEntry *create;
  gint64 old_row, old_words;
  guint at = 0;

  if (!read_row (self, record, &old_row, &old_words, error) ||
      !pantau_projection_forget_situation (self, record, error) ||
      !pantau_projection_forget_exposure (self, record, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM record WHERE id = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM value WHERE record = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM lapsed WHERE record = ?1", "s", record) ||
      !pantau_db_run (self->db, error, "DELETE FROM link WHERE record = ?1", "s", record) ||
      !pantau_projection_clear_acts (self, record, error) ||
      !pantau_projection_clear_triage (self, record, error) ||
      !pantau_projection_clear_identity (self, record, error) ||
      !pantau_projection_clear_evidence (self, record, error) ||
      !pantau_projection_clear_custody (self, record, error) ||
      !pantau_projection_clear_cases (self, record, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM clock WHERE record = ?1", "s", record) ||
      !read_entries (self, record, FALSE, entries, rows, error) ||
      !pantau_projection_write_cases (self, record, entries, rows, error))
    return FALSE;

  create = find_create (entries, &at);
  if (create == NULL)
    {
      if (!read_quarantined_create (self, record, entries, rows, &quarantine, error))
        return FALSE;
      create = find_create (entries, &at);
    }

  if (entries->len == 0 ||
      pantau_projection_is_claim (((const PantauEntry *) g_ptr_array_index (entries, 0))->kind))
    pantau_projection_mark_claim (self, record);

  /* To whom a record was moved, the snapshot of the move is all that there is. */
  if (create == NULL)
    create = find_first (entries, PANTAU_TYPE_MOVE, &at);
  /* Its create may come later; until then there is nothing to show. */
  if (create == NULL)
    return pantau_projection_take_sign (self, record, NULL, NULL, NULL, error);

  values = pantau_values_new (entries, step_allowed, self);

  return write_record (self, create, g_array_index (rows, gint64, at), is_open (create, entries),
                       values, quarantine, old_row, old_words, error) &&
         write_values (self, record, rows, values, error) &&
         write_links (self, entries, rows, error) &&
         pantau_projection_take_exposure (self, record, values, error) &&
         pantau_projection_take_sign (self, record, create->kind, entries, values, error) &&
         pantau_projection_write_acts (self, record, is_ended (self, create->kind, values), entries,
                                       rows, error) &&
         (quarantine != NULL ||
          pantau_projection_take_triage (self, create, g_array_index (rows, gint64, at), entries,
                                         rows, values, error)) &&
         pantau_projection_take_identity (self, record, entries, rows, error) &&
         pantau_projection_take_evidence (self, record, entries, rows, error) &&
         pantau_projection_take_custody (self, entries, rows, error) &&
         (quarantine != NULL ||
          (pantau_projection_write_clocks (self, create, entries, values, error) &&
           pantau_projection_take_situation (self, create, entries, values, error)));
}

gboolean
pantau_projection_take_clocks (PantauProjection *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PantauValues) values = NULL;
  PantauEntry *create;
  guint at;

  if (!pantau_db_run (self->db, error, "DELETE FROM clock WHERE record = ?1", "s", record) ||
      !pantau_projection_time_triage (self, record, error) ||
      !read_entries (self, record, FALSE, entries, rows, error))
    return FALSE;
  create = find_create (entries, &at);
  if (create == NULL)
    return TRUE;
  values = pantau_values_new (entries, step_allowed, self);

  return pantau_projection_write_clocks (self, create, entries, values, error);
}

static int
compare_pending (gconstpointer a, gconstpointer b)
{
  const PantauPendingText *left = a, *right = b;

  return (left->row > right->row) - (left->row < right->row);
}

gboolean
pantau_projection_write_texts (PantauProjection *self, GError **error)
{
  g_array_sort (self->pending, compare_pending);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const PantauPendingText *pending = &g_array_index (self->pending, PantauPendingText, i);

      if (!pantau_db_run (self->db, error, "INSERT INTO search (rowid, words) VALUES (?1, ?2)",
                          "is", pending->row, pending->text))
        return FALSE;
    }
  g_array_set_size (self->pending, 0);

  return TRUE;
}
