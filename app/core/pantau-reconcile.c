/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparing with the province, and putting right what differs. The own list is read before the province is asked: what a receipt covers by then was stored
 * there before, so that nothing is taken for lost that is only on its way.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-held.h"
#include "pantau-contradiction.h"
#include "pantau-error.h"
#include "pantau-reconcile-private.h"
#include "pantau-uploads.h"

/* A statement of several pages may be overtaken by a line that somebody else brings; then it is read once more. */
#define ROUNDS 3

/* A line of this device, here. */
typedef struct
{
  PantauHeldEntry entry;
  gint64 row;
  gboolean is_sent; /* a receipt covers it */
} Own;

typedef struct
{
  PantauHome *home;
  PantauDb *db;
  PantauClient *client;
  GCancellable *cancellable;

  GArray *own;       /* of Own, by number and id */
  gint64 sent;       /* of them */
  char *digest;      /* over those */
  GHashTable *files; /* set of hashes: own ones that the province has received */

  PantauHeld *held;        /* its figures */
  GArray *theirs;          /* (nullable) of PantauHeldEntry: all lines, where the figures differ */
  GHashTable *their_files; /* (nullable): set of hashes, likewise */
  GPtrArray *wanted;       /* hashes: files that it lost, and that are here, whole */

  PantauReconciled *found;
  GArray *offer;             /* of gint64: rows to be sent again */
  GPtrArray *contradictions; /* of JsonObject */
  gboolean asks_for_own;
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->own, g_array_unref);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->held, pantau_held_free);
  g_clear_pointer (&self->theirs, g_array_unref);
  g_clear_pointer (&self->their_files, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->found, pantau_reconciled_free);
  g_clear_pointer (&self->offer, g_array_unref);
  g_clear_pointer (&self->contradictions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

/* ---- What is here ---- */

static gboolean
read_own (Comparison *self, GError **error)
{
  PantauSha256 *digest = pantau_sha256_new ();
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT seq, id, n, NOT EXISTS (SELECT 1 FROM unsent WHERE unsent.entry = n) FROM entry "
      "WHERE device = ?1 ORDER BY seq, id",
      "s", pantau_home_get_device (self->home));

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 1);
      Own own = { .entry.seq = pantau_stmt_integer (stmt, 0),
                  .row = pantau_stmt_integer (stmt, 2),
                  .is_sent = pantau_stmt_integer (stmt, 3) != 0 };

      g_strlcpy (own.entry.id, id != NULL ? id : "", sizeof own.entry.id);
      g_array_append_val (self->own, own);
      if (own.is_sent)
        {
          pantau_held_digest_add (digest, &own.entry);
          self->sent++;
        }
    }
  self->digest = pantau_sha256_end (digest);

  return pantau_stmt_finish (stmt, error);
}

/* As the province counts them: by the lines of this device that name them. */
static gboolean
read_own_files (Comparison *self, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT DISTINCT name.value FROM entry JOIN body ON body.entry = entry.n, "
      "json_each (CASE WHEN body.json LIKE '%\"blobs\"%' THEN body.json END, '$.blobs') AS name "
      "JOIN upload ON upload.hash = name.value "
      "WHERE entry.device = ?1 AND entry.type <> '" PANTAU_TYPE_DISCLOSE
      "' AND upload.state = 'sent'",
      "s", pantau_home_get_device (self->home));

  while (pantau_stmt_next (stmt))
    g_hash_table_add (self->files, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error);
}

/* ---- What is there ---- */

static gboolean
contradicts (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the province's statement on what it holds contradicts itself"));
}

static gboolean
is_same_state (const PantauHeld *a, const PantauHeld *b)
{
  return a->count == b->count && a->last == b->last && a->files == b->files &&
         g_str_equal (a->digest, b->digest);
}

/* All lines, page by page. FALSE in @same where something came meanwhile. */
static gboolean
read_their_lines (Comparison *self, gboolean *same, GError **error)
{
  gboolean more = self->held->count > 0;

  *same = TRUE;
  g_clear_pointer (&self->theirs, g_array_unref);
  self->theirs = g_array_new (FALSE, FALSE, sizeof (PantauHeldEntry));
  while (more && *same)
    {
      const PantauHeldEntry *last =
          self->theirs->len > 0
              ? &g_array_index (self->theirs, PantauHeldEntry, self->theirs->len - 1)
              : NULL;
      g_autoptr (PantauHeld) page =
          pantau_client_held (self->client, last, PANTAU_HELD_LIMIT, self->cancellable, error);

      if (page == NULL)
        return FALSE;
      *same = is_same_state (page, self->held);
      if (last != NULL && page->entries->len > 0 &&
          pantau_held_compare (last, &g_array_index (page->entries, PantauHeldEntry, 0)) >= 0)
        return contradicts (error);
      more = page->more;
      g_array_append_vals (self->theirs, page->entries->data, page->entries->len);
      if (*same && (gint64) self->theirs->len > self->held->count)
        return contradicts (error);
    }

  return TRUE;
}

/* What it names must be what it counted and summed up. */
static gboolean
check_their_lines (Comparison *self, GError **error)
{
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *digest = NULL;

  for (guint i = 0; i < self->theirs->len; i++)
    pantau_held_digest_add (sum, &g_array_index (self->theirs, PantauHeldEntry, i));
  digest = pantau_sha256_end (sum);

  return ((gint64) self->theirs->len == self->held->count &&
          g_str_equal (digest, self->held->digest)) ||
         contradicts (error);
}

static gboolean
read_their_files (Comparison *self, gboolean *same, GError **error)
{
  g_autofree char *last = NULL;
  gboolean more = self->held->files > 0;

  *same = TRUE;
  g_clear_pointer (&self->their_files, g_hash_table_unref);
  self->their_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (more && *same)
    {
      g_autoptr (PantauHeld) page = pantau_client_held_files (self->client, last, PANTAU_HELD_LIMIT,
                                                              self->cancellable, error);

      if (page == NULL)
        return FALSE;
      *same = is_same_state (page, self->held);
      if (last != NULL && page->hashes->len > 0 &&
          strcmp (last, g_ptr_array_index (page->hashes, 0)) >= 0)
        return contradicts (error);
      more = page->more;
      for (guint i = 0; i < page->hashes->len; i++)
        {
          g_free (last);
          last = g_strdup (g_ptr_array_index (page->hashes, i));
          g_hash_table_add (self->their_files, g_strdup (last));
        }
    }
  if (*same && g_hash_table_size (self->their_files) != (guint64) self->held->files)
    return contradicts (error);

  return TRUE;
}

/* Figures, and where they differ from ours all that is behind them, of one moment. */
static gboolean
ask (Comparison *self, GError **error)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      gboolean same = TRUE;

      g_clear_pointer (&self->held, pantau_held_free);
      self->held = pantau_client_held (self->client, NULL, 0, self->cancellable, error);
      if (self->held == NULL)
        return FALSE;
      if ((self->held->count != self->sent || !g_str_equal (self->held->digest, self->digest)) &&
          (!read_their_lines (self, &same, error) || (same && !check_their_lines (self, error))))
        return FALSE;
      if (same && self->held->files != g_hash_table_size (self->files) &&
          !read_their_files (self, &same, error))
        return FALSE;
      if (same)
        return TRUE;
    }

  return pantau_throw (error, PANTAU_ERROR_OVERLOADED,
                       _ ("the province's list of lines changed while it was read"));
}

/* What others brought too: their laptops may be gone. What is damaged here is not offered in its place. */
static gboolean
ask_wanted (Comparison *self, GError **error)
{
  PantauBlobs *blobs = pantau_home_get_blobs (self->home);
  g_autofree char *after = NULL;
  gboolean more = self->held->wants;

  while (more)
    {
      g_autoptr (PantauHeld) page =
          pantau_client_held_wanted (self->client, after, self->cancellable, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->wanted->len; i++)
        {
          const char *hash = g_ptr_array_index (page->wanted, i);

          if (pantau_blobs_check (blobs, hash, self->cancellable, NULL))
            g_ptr_array_add (self->wanted, g_strdup (hash));
        }
      g_free (after);
      after = g_strdup (page->wanted_next);
      more = after != NULL;
    }

  return TRUE;
}

/* ---- What differs ---- */

/* The own line with that number and another id; NULL where there is none. @at: where the walk stands. */
static const Own *
find_namesake (Comparison *self, const PantauHeldEntry *entry, guint at)
{
  for (guint i = at; i > 0 && g_array_index (self->own, Own, i - 1).entry.seq == entry->seq; i--)
    return &g_array_index (self->own, Own, i - 1);
  if (at < self->own->len && g_array_index (self->own, Own, at).entry.seq == entry->seq)
    return &g_array_index (self->own, Own, at);

  return NULL;
}

static void
note_foreign (Comparison *self, const PantauHeldEntry *entry, guint at)
{
  const Own *namesake = find_namesake (self, entry, at);
  JsonObject *proof;
  JsonArray *ids;

  self->asks_for_own = TRUE;
  if (namesake == NULL)
    {
      pantau_reconciled_add (self->found, PANTAU_DIFFERENCE_MISSING, entry->seq, entry->id);
      return;
    }

  pantau_reconciled_add (self->found, PANTAU_DIFFERENCE_COPIED, entry->seq, entry->id);
  proof = json_object_new ();
  ids = json_array_new ();
  json_array_add_string_element (ids, namesake->entry.id);
  json_array_add_string_element (ids, entry->id);
  json_object_set_string_member (proof, "device", pantau_home_get_device (self->home));
  json_object_set_int_member (proof, "seq", entry->seq);
  json_object_set_array_member (proof, "entries", ids);
  g_ptr_array_add (self->contradictions, proof);
}

static void
note_lost (Comparison *self, const Own *own)
{
  if (!own->is_sent)
    return; /* nobody said that it was there */

  pantau_reconciled_add (self->found, PANTAU_DIFFERENCE_LOST, own->entry.seq, own->entry.id);
  g_array_append_val (self->offer, own->row);
}

/* Along both lists at once. */
static void
compare_lines (Comparison *self)
{
  guint here = 0, there = 0;

  while (here < self->own->len || there < self->theirs->len)
    {
      const Own *own = here < self->own->len ? &g_array_index (self->own, Own, here) : NULL;
      const PantauHeldEntry *entry =
          there < self->theirs->len ? &g_array_index (self->theirs, PantauHeldEntry, there) : NULL;
      int order = own == NULL ? 1 : entry == NULL ? -1 : pantau_held_compare (&own->entry, entry);

      if (order < 0)
        note_lost (self, own);
      else if (order > 0)
        note_foreign (self, entry, here);
      here += order <= 0;
      there += order >= 0;
    }
}

static void
compare_files (Comparison *self)
{
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (!g_hash_table_contains (self->their_files, hash))
      pantau_reconciled_add (self->found, PANTAU_DIFFERENCE_FILE_LOST, 0, hash);
}

/* What was found a moment ago stays in the row; what is found again is not settled. */
static void
keep_earlier (Comparison *self, const PantauReconciled *before)
{
  g_autoptr (GArray) now = g_array_copy (self->found->differences);

  g_array_set_size (self->found->differences, 0);
  for (guint i = 0; i < before->differences->len; i++)
    {
      PantauDifference earlier = g_array_index (before->differences, PantauDifference, i);

      earlier.is_settled = TRUE;
      for (guint k = 0; k < now->len; k++)
        if (g_str_equal (g_array_index (now, PantauDifference, k).id, earlier.id))
          {
            /* A second line under one number stays one, though both are here by now. */
            earlier.is_settled = FALSE;
            g_array_remove_index (now, k);
            break;
          }
      earlier.is_settled = earlier.is_settled && earlier.kind != PANTAU_DIFFERENCE_COPIED;
      g_array_append_val (self->found->differences, earlier);
    }
  for (guint k = 0; k < now->len; k++)
    {
      const PantauDifference *difference = &g_array_index (now, PantauDifference, k);

      pantau_reconciled_add (self->found, difference->kind, difference->seq, difference->id);
    }
}

/* ---- What is done about it ---- */

static gboolean
write_down (Comparison *self, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < self->offer->len; i++)
    ok = pantau_db_run (self->db, error,
                        "INSERT INTO unsent (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i",
                        g_array_index (self->offer, gint64, i));
  for (guint i = 0; ok && i < self->found->differences->len; i++)
    {
      const PantauDifference *difference =
          &g_array_index (self->found->differences, PantauDifference, i);

      if (difference->kind == PANTAU_DIFFERENCE_FILE_LOST && !difference->is_settled)
        ok =
            pantau_uploads_set_state (self->db, difference->id, PANTAU_UPLOAD_WAITING, NULL, error);
    }
  for (guint i = 0; ok && i < self->wanted->len; i++)
    ok = pantau_uploads_offer (self->db, pantau_home_get_blobs (self->home),
                               g_ptr_array_index (self->wanted, i), error);
  for (guint i = 0; ok && i < self->contradictions->len; i++)
    ok = pantau_contradiction_note (self->db, PANTAU_CONTRADICTION_COPIED,
                                    g_ptr_array_index (self->contradictions, i), error);
  if (ok && self->asks_for_own)
    ok = pantau_home_miss_own (self->home, error);

  return ok && pantau_reconciled_store (self->db, self->found, error);
}

static gboolean
settle (Comparison *self, GError **error)
{
  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (write_down (self, error))
    return pantau_db_commit (self->db, error);
  pantau_db_rollback (self->db);

  return FALSE;
}

static void
take_figures (Comparison *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (self->held->time, NULL);

  self->found->day = pantau_reconcile_day_of (time != NULL ? g_date_time_to_unix (time) : 0);
  self->found->at = g_strdup (self->held->time);
  self->found->sent = self->sent;
  self->found->held = self->held->count;
  self->found->files_sent = g_hash_table_size (self->files);
  self->found->files_held = self->held->files;
}

PantauReconciled *
pantau_reconcile_run (PantauHome *home,
                      PantauClient *client,
                      const PantauReconciled *before,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (Comparison) self = {
    .home = home,
    .db = pantau_home_get_db (home),
    .client = client,
    .cancellable = cancellable,
    .own = g_array_new (FALSE, FALSE, sizeof (Own)),
    .files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .wanted = g_ptr_array_new_with_free_func (g_free),
    .found = pantau_reconciled_new (),
    .offer = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .contradictions = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref),
  };

  if (!read_own (&self, error) || !read_own_files (&self, error) || !ask (&self, error) ||
      (before == NULL && !ask_wanted (&self, error)))
    return NULL;

  take_figures (&self);
  if (self.theirs != NULL)
    compare_lines (&self);
  if (self.their_files != NULL)
    compare_files (&self);
  if (before != NULL)
    keep_earlier (&self, before);

  return settle (&self, error) ? g_steal_pointer (&self.found) : NULL;
}
