/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Warnings in the home's database. A message is read anew from its bytes each time, so that a better reader of tomorrow finds in it what today's
 * overlooks.
 */

#include "config.h"

#include "pantau-warnings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-warning-rules.h"
#include "pantau-warning-xml.h"
#include "pantau-crypto.h"
#include "pantau-error.h"

#define SHORTEST_ID 6 /* characters */

void
pantau_warning_item_free (PantauWarningItem *self)
{
  g_free (self->id);
  g_clear_pointer (&self->warning, pantau_warning_free);
  g_free (self->by);
  g_free (self->source);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_known (PantauDb *db, const char *hash, gboolean *known, GError **error)
{
  gint64 count = 0;

  if (!pantau_db_integer (db, 0, &count, error, "SELECT count(*) FROM warning WHERE hash = ?1", "s",
                          hash))
    return FALSE;
  *known = count > 0;

  return TRUE;
}

static gboolean
is_for_us (PantauWarningMatcher *matcher, const PantauWarning *warning)
{
  g_autoptr (GPtrArray) hits = NULL;

  if (warning->references->len > 0)
    return TRUE;
  hits = pantau_warning_matcher_match (matcher, warning);

  return hits->len > 0;
}

gboolean
pantau_warnings_add (PantauDb *db,
                     PantauWarningMatcher *matcher,
                     GBytes *bytes,
                     const char *source,
                     gboolean only_ours,
                     PantauWarningsOutcome *outcome,
                     PantauWarning **warning,
                     GError **error)
{
  g_autoptr (PantauWarning) read = pantau_warning_parse (bytes, error);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *hash = NULL, *hex = NULL;
  gboolean known = FALSE;

  if (read == NULL)
    return FALSE;
  hash = pantau_sha256_text (data, length);
  if (!is_known (db, hash, &known, error))
    return FALSE;

  if (known)
    *outcome = PANTAU_WARNINGS_KNOWN;
  else if (only_ours && !is_for_us (matcher, read))
    *outcome = PANTAU_WARNINGS_ELSEWHERE;
  else
    {
      hex = pantau_hex (data, length);
      if (!pantau_db_run (
              db, error,
              "INSERT INTO warning (hash, sender, identifier, sent, received, source, bytes) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              "sssiisx", hash, read->sender, read->identifier, read->sent,
              g_get_real_time () / G_USEC_PER_SEC, source != NULL ? source : "", hex))
        return FALSE;
      *outcome = PANTAU_WARNINGS_ADDED;
    }
  if (warning != NULL)
    *warning = g_steal_pointer (&read);

  return TRUE;
}

static GBytes *
bytes_of_hex (const char *hex)
{
  gsize length = strlen (hex) / 2;
  guint8 *data = g_malloc (MAX (length, 1));

  if (!pantau_unhex (hex, data, length))
    length = 0;

  return g_bytes_new_take (data, length);
}

static PantauWarningItem *
read_item (PantauStmt *stmt)
{
  g_autoptr (PantauWarningItem) item = g_new0 (PantauWarningItem, 1);
  g_autofree char *hex = pantau_stmt_hex (stmt, 3);
  g_autoptr (GBytes) bytes = bytes_of_hex (hex != NULL ? hex : "");

  item->id = g_strdup (pantau_stmt_text (stmt, 0));
  item->received = pantau_stmt_integer (stmt, 1);
  item->source = g_strdup (pantau_stmt_text (stmt, 2));
  item->warning = pantau_warning_parse (bytes, NULL);

  return item->warning != NULL ? g_steal_pointer (&item) : NULL;
}

static gboolean
is_better (const PantauWarningItem *item, const PantauWarningItem *other)
{
  if ((*item->source == '\0') != (*other->source == '\0'))
    return *item->source != '\0';

  return item->received > other->received;
}

/* The latest messages, each name once. */
static GPtrArray *
read_latest (PantauDb *db, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_warning_item_free);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt = pantau_db_query (
      db, "SELECT hash, received, source, bytes FROM warning ORDER BY sent DESC LIMIT ?1", "i",
      (gint64) PANTAU_WARNINGS_MOST);

  while (pantau_stmt_next (stmt))
    {
      PantauWarningItem *item = read_item (stmt);
      g_autofree char *name = NULL;
      gpointer at;

      if (item == NULL)
        continue;
      name = g_strdup_printf ("%s,%s", item->warning->sender, item->warning->identifier);
      if (!g_hash_table_lookup_extended (names, name, NULL, &at))
        {
          g_hash_table_insert (names, g_steal_pointer (&name), GUINT_TO_POINTER (items->len));
          g_ptr_array_add (items, item);
        }
      else if (is_better (item, g_ptr_array_index (items, GPOINTER_TO_UINT (at))))
        {
          pantau_warning_item_free (g_ptr_array_index (items, GPOINTER_TO_UINT (at)));
          g_ptr_array_index (items, GPOINTER_TO_UINT (at)) = item;
        }
      else
        pantau_warning_item_free (item);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&items) : NULL;
}

static void
settle (GPtrArray *items, PantauWarningMatcher *matcher, gint64 now)
{
  g_autofree PantauWarningStanding *standings = g_new0 (PantauWarningStanding, items->len + 1);
  const PantauWarningRules *rules =
      pantau_reference_get_warning_rules (pantau_warning_matcher_get_reference (matcher));

  for (guint i = 0; i < items->len; i++)
    {
      const PantauWarning *warning = ((PantauWarningItem *) g_ptr_array_index (items, i))->warning;

      standings[i] = (PantauWarningStanding){ .identifier = warning->identifier,
                                              .sender = warning->sender,
                                              .sent = warning->sent,
                                              .status = warning->status,
                                              .type = warning->type,
                                              .begin = pantau_warning_get_begin (warning),
                                              .end = pantau_warning_get_end (warning),
                                              .references = warning->references };
    }
  pantau_warning_settle (standings, items->len, now, pantau_warning_rules_get_expires (rules));
  for (guint i = 0; i < items->len; i++)
    {
      PantauWarningItem *item = g_ptr_array_index (items, i);

      item->state = standings[i].state;
      if (standings[i].by >= 0)
        item->by = g_strdup (((PantauWarningItem *) items->pdata[standings[i].by])->id);
    }
}

static guint
rank_of (const PantauWarningItem *item)
{
  guint rank = G_MAXUINT;

  for (guint i = 0; i < item->warning->infos->len; i++)
    {
      const PantauWarningInfo *info = g_ptr_array_index (item->warning->infos, i);

      rank = MIN (rank, pantau_warning_severity_rank (info->severity));
    }

  return rank;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PantauWarningItem *left = *(PantauWarningItem *const *) a;
  const PantauWarningItem *right = *(PantauWarningItem *const *) b;
  gboolean stands = pantau_warning_state_stands (left->state);
  guint left_rank = rank_of (left), right_rank = rank_of (right);
  gint64 left_end = pantau_warning_get_end (left->warning),
         right_end = pantau_warning_get_end (right->warning);

  if (stands != pantau_warning_state_stands (right->state))
    return stands ? -1 : 1;
  if (stands && left_rank != right_rank)
    return left_rank < right_rank ? -1 : 1;
  if (stands && left_end != right_end)
    return left_end < right_end ? -1 : 1;
  if (left->warning->sent != right->warning->sent)
    return left->warning->sent > right->warning->sent ? -1 : 1;

  return strcmp (left->id, right->id);
}

/* A cancellation or an acknowledgement is about places and threatens none: where its text names the province alone, that would be all 241. (transfer full) */
static GPtrArray *
find_hits (PantauWarningMatcher *matcher, const PantauWarningItem *item)
{
  if (item->state == PANTAU_WARNING_IS_NOTICE)
    return g_ptr_array_new ();

  return pantau_warning_matcher_match (matcher, item->warning);
}

GPtrArray *
pantau_warnings_list (
    PantauDb *db, PantauWarningMatcher *matcher, gint64 now, guint limit, GError **error)
{
  GPtrArray *items = read_latest (db, error);

  if (items == NULL)
    return NULL;
  settle (items, matcher, now);
  g_ptr_array_sort (items, compare_items);
  if (items->len > limit)
    g_ptr_array_set_size (items, (int) limit);
  for (guint i = 0; i < items->len; i++)
    {
      PantauWarningItem *item = g_ptr_array_index (items, i);

      item->hits = find_hits (matcher, item);
    }

  return items;
}

static gboolean
is_named (const PantauWarningItem *item, const char *name)
{
  return g_str_equal (item->warning->identifier, name) ||
         (strlen (name) >= SHORTEST_ID && g_str_has_prefix (item->id, name));
}

PantauWarningItem *
pantau_warnings_get (
    PantauDb *db, PantauWarningMatcher *matcher, const char *name, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) items = read_latest (db, error);
  g_autoptr (PantauWarningItem) found = NULL;
  guint n = 0, at = 0;

  if (items == NULL)
    return NULL;
  settle (items, matcher, now);
  for (guint i = 0; i < items->len; i++)
    if (is_named (g_ptr_array_index (items, i), name))
      {
        at = i;
        n++;
      }
  if (n == 0)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no early warning “%s”"),
                              name);
  if (n > 1)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("“%s” may be several early warnings: give its whole id"), name);
  found = g_ptr_array_steal_index (items, at);
  found->hits = find_hits (matcher, found);

  return g_steal_pointer (&found);
}

GBytes *
pantau_warnings_dup_bytes (PantauDb *db, const char *id, GError **error)
{
  PantauStmt *stmt = pantau_db_query (db, "SELECT bytes FROM warning WHERE hash = ?1", "s", id);
  g_autoptr (GBytes) bytes = NULL;

  if (pantau_stmt_next (stmt))
    {
      g_autofree char *hex = pantau_stmt_hex (stmt, 0);

      bytes = bytes_of_hex (hex != NULL ? hex : "");
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (bytes == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no early warning “%s”"),
                              id);

  return g_steal_pointer (&bytes);
}

gboolean
pantau_warnings_last_read (PantauDb *db, gint64 *when, GError **error)
{
  return pantau_db_integer (db, 0, when, error, "SELECT ifnull(max(at), 0) FROM warning_index", "");
}
