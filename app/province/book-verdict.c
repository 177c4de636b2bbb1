/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The province's word on lines: what puts one into quarantine, what lets it out again, and its own words that come back after it was restored from an
 * old copy. Which of them stand is asked of the ledger (pantau-quarantine.h), since they come back in any order.
 */

#include "config.h"

#include "book-private.h"

#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-quarantine.h"

/* Ids in the `base` of one line. */
#define MOST_BASE 64

/* Another's line of such a type is in quarantine itself, and means nothing. */
static gboolean
is_word (PantauBook *self, const PantauEntry *entry)
{
  return (g_str_equal (entry->type, PANTAU_TYPE_QUARANTINE) ||
          g_str_equal (entry->type, PANTAU_TYPE_ADMIT)) &&
         pantau_province_is_own (self->province, entry->device);
}

/* The id of the line that a word is about. (transfer full) (nullable) */
static char *
target_of (const PantauEntry *word)
{
  g_autoptr (JsonObject) body = word->body != NULL ? pantau_entry_parse_body (word, NULL) : NULL;
  const char *target = pantau_json_string (body, "entry");

  return pantau_is_hash (target) ? g_strdup (target) : NULL;
}

static gboolean
find_standing (PantauBook *self,
               const char *record,
               const char *target,
               GPtrArray **verdicts,
               char **reason,
               GError **error)
{
  g_autofree char *keys = pantau_province_list_keys (self->province, NULL);

  return pantau_quarantine_find (self->db, keys, record, target, verdicts, reason, error);
}

/* What is to become of the line @target, which is not here, when it comes. */
static gboolean
expect (PantauBook *self, const char *record, const char *target, GError **error)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autofree char *reason = NULL;

  if (!find_standing (self, record, target, &verdicts, &reason, error))
    return FALSE;
  if (reason != NULL)
    g_hash_table_replace (self->returned, g_strdup (target), g_steal_pointer (&reason));
  else
    g_hash_table_remove (self->returned, target);

  return TRUE;
}

/* A word that had its line here when it was written has a row in `told`. */
gboolean
pantau_book_load_words (PantauBook *self, GError **error)
{
  g_autofree char *keys = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt;

  if (self->returned != NULL)
    return TRUE;

  self->returned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  keys = pantau_province_list_keys (self->province, NULL);
  stmt = pantau_db_query (
      self->db,
      "SELECT record, json ->> 'entry' FROM entry JOIN body ON body.entry = n "
      "WHERE device IN (SELECT value FROM json_each (?1)) AND type = '" PANTAU_TYPE_QUARANTINE "' "
      "AND NOT EXISTS (SELECT 1 FROM told WHERE told.entry = n)",
      "s", keys);
  while (pantau_stmt_next (stmt))
    if (pantau_is_hash (pantau_stmt_text (stmt, 1)))
      {
        g_ptr_array_add (records, g_strdup (pantau_stmt_text (stmt, 0)));
        g_ptr_array_add (targets, g_strdup (pantau_stmt_text (stmt, 1)));
      }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < targets->len; i++)
    if (!expect (self, g_ptr_array_index (records, i), g_ptr_array_index (targets, i), error))
      return FALSE;

  return TRUE;
}

gboolean
pantau_book_note_word (PantauBook *self, const PantauEntry *word, gint64 n, GError **error)
{
  g_autofree char *target = NULL;

  if (!is_word (self, word))
    return TRUE;
  target = target_of (word);
  if (target == NULL)
    return TRUE;

  /* The author of the line hears of it, whosever the record is. */
  if (!pantau_db_run (self->db, error,
                      "INSERT INTO told (entry, device) SELECT ?1, device FROM entry WHERE id = ?2",
                      "ix", n, target))
    return FALSE;

  return pantau_db_changes (self->db) > 0 || expect (self, word->record, target, error);
}

gboolean
pantau_book_tell_words (PantauBook *self, const PantauEntry *entry, GError **error)
{
  g_autofree char *keys = pantau_province_list_keys (self->province, NULL);

  g_hash_table_remove (self->returned, entry->id);

  return pantau_db_run (
      self->db, error,
      "INSERT INTO told (entry, device) SELECT n, ?3 FROM entry JOIN body ON body.entry = n "
      "WHERE record = ?1 AND type IN ('" PANTAU_TYPE_QUARANTINE "', '" PANTAU_TYPE_ADMIT "') "
      "AND device IN (SELECT value FROM json_each (?4)) AND json ->> 'entry' = ?2 "
      "ON CONFLICT DO NOTHING",
      "ssss", entry->record, entry->id, entry->device, keys);
}

/* ---- Writing ---- */

gboolean
pantau_book_set_quarantined (PantauBook *self, gint64 n, const char *reason, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO quarantined (entry, reason) VALUES (?1, ?2) "
                        "ON CONFLICT (entry) DO UPDATE SET reason = ?2",
                        "is", n, reason);
}

/* A word travels as a line of its own, to whom may see the record. It replaces @verdicts. @reason (nullable): of a verdict. */
static gboolean
write_word (PantauBook *self,
            const char *type,
            const PantauEntry *entry,
            const char *reason,
            GPtrArray *verdicts,
            GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  const char *base[MOST_BASE + 1] = { entry->id, NULL };
  PantauDraft draft = { .record = entry->record,
                        .kind = entry->kind,
                        .is_open = FALSE,
                        .region = entry->region,
                        .type = type,
                        .time = now,
                        .base = base,
                        .body = body };

  for (guint i = 0; verdicts != NULL && i < verdicts->len && i + 1 < MOST_BASE; i++)
    base[i + 1] = g_ptr_array_index (verdicts, i);
  json_object_set_string_member (body, "entry", entry->id);
  if (reason != NULL)
    json_object_set_string_member (body, "reason", reason);

  return pantau_book_write (self, &draft, NULL, error);
}

gboolean
pantau_book_put_aside (
    PantauBook *self, const PantauEntry *entry, gint64 n, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autofree char *before = NULL;

  return find_standing (self, entry->record, entry->id, &verdicts, &before, error) &&
         pantau_book_set_quarantined (self, n, reason, error) &&
         write_word (self, PANTAU_TYPE_QUARANTINE, entry, reason, verdicts, error);
}

/* ---- Out of quarantine ---- */

/* Whoever waits may see the line from now on. */
static gboolean
tell_news (
    PantauBook *self, PantauEntry *entry, gint64 n, const PantauRecordFacts *record, GError **error)
{
  PantauNews *news;
  gint64 index;

  if (!pantau_db_integer (self->db, 0, &index, error, "SELECT idx FROM number WHERE entry = ?1",
                          "i", n))
    return FALSE;

  news = g_new0 (PantauNews, 1);
  news->index = index;
  news->entry = pantau_entry_ref (entry);
  news->creator = g_strdup (record != NULL ? record->device : NULL);
  news->creator_person = g_strdup (record != NULL ? record->person : NULL);
  g_ptr_array_add (self->news, news);

  return TRUE;
}

/* By the word in row @word. What the line does to its record it does now. */
static gboolean
let_out (PantauBook *self, PantauEntry *entry, gint64 n, gint64 word, GError **error)
{
  g_autoptr (PantauDevice) device = pantau_book_get_device (self, entry->device);
  g_auto (PantauBookFacts) facts = { 0 };
  const PantauRecordFacts *record;

  return pantau_db_run (self->db, error, "DELETE FROM quarantined WHERE entry = ?1", "i", n) &&
         pantau_db_run (self->db, error, "INSERT INTO admitted (entry, target) VALUES (?1, ?2)",
                        "ii", word, n) &&
         pantau_book_read_facts (self, entry->record, &facts, &record, error) &&
         tell_news (self, entry, n, record, error) &&
         (device == NULL || !g_str_equal (entry->type, PANTAU_TYPE_MOVE) ||
          pantau_book_remember_record (self, device, entry, record, error));
}

/* @word takes its row. */
static gboolean
admit (
    PantauBook *self, const PantauEntry *entry, GPtrArray *verdicts, gint64 *word, GError **error)
{
  return write_word (self, PANTAU_TYPE_ADMIT, entry, NULL, verdicts, error) &&
         pantau_ledger_find (self->ledger, self->prev, word, error);
}

/* One line that was judged too early, and lies under the number @index. @moved: its record has another region now. */
static gboolean
judge_one (
    PantauBook *self, gint64 n, gint64 index, const char *before, gboolean *moved, GError **error)
{
  g_autoptr (PantauEntry) entry = pantau_ledger_get (self->ledger, n, error);
  g_autoptr (PantauDevice) device = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autofree char *standing = NULL;
  g_auto (PantauBookFacts) facts = { 0 };
  const PantauRecordFacts *record;
  const char *reason;
  gint64 word;

  if (entry == NULL)
    return FALSE;
  device = pantau_book_get_device (self, entry->device);
  if (device == NULL)
    return TRUE;
  if (!pantau_book_read_facts (self, entry->record, &facts, &record, error))
    return FALSE;

  reason = pantau_book_judge (device, entry, index, record);
  if (reason != NULL)
    return g_str_equal (reason, before) || pantau_book_put_aside (self, entry, n, reason, error);

  *moved |= g_str_equal (entry->type, PANTAU_TYPE_MOVE);

  return find_standing (self, entry->record, entry->id, &verdicts, &standing, error) &&
         admit (self, entry, verdicts, &word, error) && let_out (self, entry, n, word, error);
}

typedef struct
{
  gint64 n;
  gint64 index;
  char *reason;
} Early;

static void
early_clear (gpointer data)
{
  g_free (((Early *) data)->reason);
}

/* (transfer full) (nullable) (element-type Early) */
static GArray *
find_early (PantauBook *self, const char *record, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Early));
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT q.entry, number.idx, q.reason FROM entry JOIN quarantined AS q ON q.entry = entry.n "
      "JOIN number ON number.entry = entry.n "
      "WHERE entry.record = ?1 AND entry.type <> '" PANTAU_TYPE_CREATE "' ORDER BY number.idx",
      "s", record);

  g_array_set_clear_func (found, early_clear);
  while (pantau_stmt_next (stmt))
    if (pantau_quarantine_is_early (pantau_stmt_text (stmt, 2)))
      {
        Early early = { pantau_stmt_integer (stmt, 0), pantau_stmt_integer (stmt, 1),
                        g_strdup (pantau_stmt_text (stmt, 2)) };

        g_array_append_val (found, early);
      }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&found) : NULL;
}

/* A move that is let out may bring others along: so again, with what is left, until none is. */
gboolean
pantau_book_judge_again (PantauBook *self, const char *record, GError **error)
{
  gboolean moved = TRUE;

  while (moved)
    {
      g_autoptr (GArray) lines = find_early (self, record, error);

      if (lines == NULL)
        return FALSE;
      moved = FALSE;
      for (guint i = 0; i < lines->len; i++)
        {
          const Early *line = &g_array_index (lines, Early, i);

          if (!judge_one (self, line->n, line->index, line->reason, &moved, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* ---- What was said first ---- */

/* Whether each of the words @verdicts was written after @time. */
static gboolean
are_later (PantauBook *self, GPtrArray *verdicts, gint64 time, gboolean *later, GError **error)
{
  *later = verdicts->len > 0;
  for (guint i = 0; *later && i < verdicts->len; i++)
    {
      g_autoptr (PantauEntry) word = NULL;
      g_autoptr (GDateTime) when = NULL;
      gint64 n;

      if (!pantau_ledger_find (self->ledger, g_ptr_array_index (verdicts, i), &n, error))
        return FALSE;
      word = n != 0 ? pantau_ledger_get (self->ledger, n, error) : NULL;
      if (word == NULL)
        return FALSE;
      when = g_date_time_new_from_iso8601 (word->time, NULL);
      *later = when != NULL && g_date_time_to_unix (when) > time;
    }

  return TRUE;
}

gboolean
pantau_book_uphold (PantauBook *self,
                    const char *target,
                    gint64 time,
                    gboolean *admitted,
                    gboolean *waits,
                    GError **error)
{
  g_autofree char *reason = NULL, *here = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (PantauEntry) entry = NULL;
  gboolean later;
  gint64 n, word;

  *admitted = *waits = FALSE;
  if (!pantau_ledger_find (self->ledger, target, &n, error) ||
      (n != 0 && !pantau_db_text (self->db, &here, error,
                                  "SELECT reason FROM quarantined WHERE entry = ?1", "i", n)))
    return FALSE;
  if (here == NULL)
    return TRUE;
  *waits = g_str_equal (here, "unknown-record");
  if (*waits)
    return TRUE;
  entry = pantau_ledger_get (self->ledger, n, error);
  if (entry == NULL || !find_standing (self, entry->record, target, &verdicts, &reason, error) ||
      !are_later (self, verdicts, time, &later, error))
    return FALSE;
  if (!later)
    return TRUE;
  *admitted = TRUE;

  return admit (self, entry, verdicts, &word, error) && let_out (self, entry, n, word, error) &&
         pantau_book_judge_again (self, entry->record, error);
}

/* ---- Words that come back ---- */

gboolean
pantau_book_settle_line (PantauBook *self,
                         const char *record,
                         const char *target,
                         const PantauEntry *word,
                         GError **error)
{
  g_autofree char *reason = NULL, *here = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (PantauEntry) entry = NULL;
  gint64 n = 0, row;

  if (!pantau_ledger_find (self->ledger, target, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (!find_standing (self, record, target, &verdicts, &reason, error) ||
      !pantau_db_text (self->db, &here, error, "SELECT reason FROM quarantined WHERE entry = ?1",
                       "i", n))
    return FALSE;

  if ((reason == NULL) == (here == NULL))
    return TRUE;
  /* It was put aside for good, and came back before the word that says so. */
  if (reason != NULL && !pantau_quarantine_is_early (reason))
    return pantau_book_set_quarantined (self, n, reason, error);

  entry = pantau_ledger_get (self->ledger, n, error);
  if (entry == NULL)
    return FALSE;
  if (reason != NULL)
    return admit (self, entry, verdicts, &row, error);

  return word == NULL || !g_str_equal (word->type, PANTAU_TYPE_ADMIT) ||
         (pantau_ledger_find (self->ledger, word->id, &row, error) &&
          let_out (self, entry, n, row, error) &&
          pantau_book_judge_again (self, entry->record, error));
}

gboolean
pantau_book_settle_word (PantauBook *self, const PantauEntry *word, GError **error)
{
  g_autofree char *target = is_word (self, word) ? target_of (word) : NULL;

  return target == NULL || pantau_book_settle_line (self, word->record, target, word, error);
}
