/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the province still holds what it has signed for; and what begins where it does not. */

#include "config.h"

#include "pantau-epoch.h"

#include <string.h>

#include "pantau-contradiction.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "pantau-uploads.h"

#define HEAD       "head"
#define HEAD_INDEX "head-index"
#define HEAD_PROOF "head-proof"

/* The cursor up to which a head is kept: what comes after it is not vouched for yet. */
#define HEAD_CURSOR "head-cursor"

/* What the comparison found. */
typedef struct
{
  PantauContradictionKind kind;
  JsonObject *proof; /* (owned) (nullable): nothing to note */
  gboolean same;     /* all that we know of is still there */
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->proof, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

gboolean
pantau_epoch_begin (
    PantauHome *home, const char *name, PantauEpochNote noted, gpointer data, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 row;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_ledger_epoch (pantau_home_get_ledger (home), name, &row, error) ||
      !pantau_db_run (
          db, error,
          "INSERT INTO unsent (entry) SELECT n FROM entry WHERE true ON CONFLICT DO NOTHING", "") ||
      !pantau_uploads_offer_all (db, pantau_home_get_blobs (home), error) ||
      !pantau_db_run (db, error, "DELETE FROM refused", "") ||
      !pantau_db_run (db, error,
                      "DELETE FROM setting WHERE name IN ('cursor', '" HEAD "', '" HEAD_INDEX
                      "', '" HEAD_PROOF "', '" HEAD_CURSOR "')",
                      "") ||
      !pantau_home_set_setting (home, "epoch", name, error) ||
      (noted != NULL && !noted (db, data, error)))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}

static char *
next_name (const char *known, const char *epoch)
{
  const char *tilde = known != NULL ? strrchr (known, '~') : NULL;
  gint64 n = tilde != NULL ? g_ascii_strtoll (tilde + 1, NULL, 10) : 1;

  return g_strdup_printf ("%s~%" G_GINT64_FORMAT, epoch, n + 1);
}

/* What the province signed for number @index under @epoch, as it stands in a receipt or was kept by itself. NULL where neither is. */
static JsonObject *
kept_statement (PantauHome *home, const char *epoch, gint64 index)
{
  g_autofree char *kept = pantau_home_get_setting (home, HEAD_PROOF), *text = NULL,
                  *signature = NULL;
  PantauStmt *stmt;

  if (kept != NULL)
    return pantau_json_parse_known (kept, NULL);

  /* The newest is near the end. */
  stmt = pantau_db_query (pantau_home_get_db (home),
                          "SELECT text, signature FROM receipt "
                          "WHERE epoch = (SELECT n FROM epoch WHERE name = ?1) "
                          "AND text ->> 'index' = ?2 ORDER BY n DESC LIMIT 1",
                          "si", epoch, index);
  if (pantau_stmt_next (stmt))
    {
      text = g_strdup (pantau_stmt_text (stmt, 0));
      signature = g_strdup (pantau_stmt_text (stmt, 1));
    }
  if (!pantau_stmt_finish (stmt, NULL) || text == NULL)
    return NULL;

  return pantau_contradiction_statement (text, signature);
}

static void
find_contradiction (Comparison *self,
                    PantauHome *home,
                    PantauContradictionKind kind,
                    const char *known,
                    const PantauHead *now)
{
  g_autofree char *index = pantau_home_get_setting (home, HEAD_INDEX);
  JsonObject *before =
      index != NULL ? kept_statement (home, known, g_ascii_strtoll (index, NULL, 10)) : NULL;

  self->same = FALSE;
  self->kind = kind;
  self->proof = json_object_new ();
  if (before != NULL)
    json_object_set_object_member (self->proof, "before", before);
  json_object_set_object_member (self->proof, "after",
                                 pantau_contradiction_statement (now->text, now->signature));
}

/* The same epoch by name: what our newest signed head says must still be so. */
static gboolean
compare_heads (Comparison *self,
               PantauHome *home,
               PantauClient *client,
               const char *known,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *hash = pantau_home_get_setting (home, HEAD);
  g_autofree char *index = pantau_home_get_setting (home, HEAD_INDEX);
  g_autoptr (PantauHead) head = NULL;
  g_autoptr (GError) local_error = NULL;

  self->same = TRUE;
  if (hash == NULL || index == NULL)
    return TRUE;

  head = pantau_client_head (client, g_ascii_strtoll (index, NULL, 10), cancellable, &local_error);
  if (head != NULL)
    {
      if (!g_str_equal (head->head, hash))
        find_contradiction (self, home, PANTAU_CONTRADICTION_FORK, known, head);
      return TRUE;
    }
  if (g_strcmp0 (pantau_client_get_problem (client), "not-found") != 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* That it has no such number anybody may say; how far it does go it signs. */
  head = pantau_client_head (client, -1, cancellable, error);
  if (head == NULL)
    return FALSE;
  if (head->index < g_ascii_strtoll (index, NULL, 10))
    find_contradiction (self, home, PANTAU_CONTRADICTION_ROLLBACK, known, head);

  return TRUE;
}

gint64
pantau_epoch_get_witnessed (PantauHome *home)
{
  g_autofree char *index = pantau_home_get_setting (home, HEAD_INDEX);

  return index != NULL ? g_ascii_strtoll (index, NULL, 10) : -1;
}

static gboolean
note (PantauDb *db, gpointer data, GError **error)
{
  Comparison *comparison = data;

  return comparison->proof == NULL ||
         pantau_contradiction_note (db, comparison->kind, comparison->proof, error);
}

/* "EPOCH" or "EPOCH~N" */
static gboolean
is_named (const char *known, const char *epoch)
{
  return known != NULL && g_str_has_prefix (known, epoch) &&
         (known[strlen (epoch)] == '\0' || known[strlen (epoch)] == '~');
}

gboolean
pantau_epoch_settle (PantauHome *home,
                     PantauClient *client,
                     char **name,
                     gboolean *changed,
                     GCancellable *cancellable,
                     GError **error)
{
  const char *epoch = pantau_client_get_epoch (client);
  g_autofree char *known = pantau_home_get_setting (home, "epoch"), *next = NULL;
  g_auto (Comparison) comparison = { 0 };

  if (is_named (known, epoch))
    {
      if (!compare_heads (&comparison, home, client, known, cancellable, error))
        return FALSE;
      next = comparison.same ? g_strdup (known) : next_name (known, epoch);
    }
  else
    {
      next = g_strdup (epoch);
      if (known != NULL)
        {
          g_autoptr (PantauHead) head = pantau_client_head (client, -1, cancellable, error);

          if (head == NULL)
            return FALSE;
          find_contradiction (&comparison, home, PANTAU_CONTRADICTION_RESTORED, known, head);
        }
    }

  *changed = known != NULL && !comparison.same;
  if (!comparison.same && !pantau_epoch_begin (home, next, note, &comparison, error))
    return FALSE;
  *name = g_steal_pointer (&next);

  return TRUE;
}

/* TRUE in @later where nothing that the province signed and that is here is as new as @time. */
static gboolean
is_newest (PantauHome *home, const char *time, gboolean *later, GError **error)
{
  g_autofree char *kept = pantau_home_get_setting (home, HEAD_PROOF);
  g_autoptr (JsonObject) statement = kept != NULL ? pantau_json_parse_known (kept, NULL) : NULL;
  const char *text = statement != NULL ? pantau_json_string (statement, "text") : NULL;
  g_autoptr (JsonObject) head =
      text != NULL ? pantau_json_parse (text, strlen (text), PANTAU_SIGNED_LIMIT, NULL) : NULL;
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (time, NULL), known = NULL;
  gint64 newest;

  if (!pantau_db_integer (pantau_home_get_db (home), 0, &newest, error,
                          "SELECT coalesce (max (unixepoch (text ->> 'time')), 0) FROM receipt",
                          ""))
    return FALSE;
  if (head != NULL && pantau_json_string (head, "time") != NULL)
    known = g_date_time_new_from_iso8601 (pantau_json_string (head, "time"), NULL);
  if (known != NULL)
    newest = MAX (newest, g_date_time_to_unix (known));
  *later = moment != NULL && g_date_time_to_unix (moment) > newest;

  return TRUE;
}

gboolean
pantau_epoch_judge_head (
    PantauHome *home, const PantauHead *head, gint64 asked, gboolean *changed, GError **error)
{
  g_autofree char *known = pantau_home_get_setting (home, "epoch"),
                  *hash = pantau_home_get_setting (home, HEAD),
                  *index = pantau_home_get_setting (home, HEAD_INDEX), *next = NULL;
  g_auto (Comparison) comparison = { .same = TRUE };
  gint64 had = index != NULL ? g_ascii_strtoll (index, NULL, 10) : 0;
  gboolean later;

  *changed = FALSE;
  /* Another numbering of the same name has begun already: nobody knows of which of them it speaks. */
  if (hash == NULL || g_strcmp0 (known, head->epoch) != 0)
    return TRUE;
  if (!is_newest (home, head->time, &later, error))
    return FALSE;

  if (head->index == had && !g_str_equal (head->head, hash))
    find_contradiction (&comparison, home, PANTAU_CONTRADICTION_FORK, known, head);
  else if (head->index < had && head->index < asked && later)
    find_contradiction (&comparison, home, PANTAU_CONTRADICTION_ROLLBACK, known, head);
  if (comparison.same)
    return TRUE;

  *changed = TRUE;
  next = next_name (known, head->epoch);

  return pantau_epoch_begin (home, next, note, &comparison, error);
}

gboolean
pantau_epoch_find (PantauHome *home,
                   const char *epoch,
                   const char *time,
                   JsonObject *statement,
                   char **name,
                   gboolean *changed,
                   GError **error)
{
  g_autofree char *known = pantau_home_get_setting (home, "epoch");
  g_auto (Comparison) comparison = { .kind = PANTAU_CONTRADICTION_RESTORED };
  gboolean later;
  gint64 met;

  *name = NULL;
  *changed = FALSE;
  if (g_strcmp0 (known, epoch) == 0)
    {
      *name = g_strdup (known);
      return TRUE;
    }
  if (!is_newest (home, time, &later, error) ||
      !pantau_db_integer (pantau_home_get_db (home), 0, &met, error,
                          "SELECT count(*) FROM epoch WHERE name = ?1", "s", epoch))
    return FALSE;
  if (!later)
    return TRUE;
  if (is_named (known, epoch))
    {
      *name = g_strdup (known);
      return TRUE;
    }
  /* A province does not go back to an epoch that it has left. */
  if (met > 0)
    return TRUE;

  if (known != NULL && statement != NULL)
    {
      comparison.proof = json_object_new ();
      json_object_set_object_member (comparison.proof, "after", json_object_ref (statement));
    }
  *changed = known != NULL;
  *name = g_strdup (epoch);

  return pantau_epoch_begin (home, epoch, note, &comparison, error);
}

gboolean
pantau_epoch_remember (PantauHome *home,
                       gint64 index,
                       const char *head,
                       const char *text,
                       const char *signature,
                       GError **error)
{
  g_autofree char *known = pantau_home_get_setting (home, HEAD_INDEX);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, index), *proof = NULL;

  if (known != NULL && g_ascii_strtoll (known, NULL, 10) > index)
    return TRUE;

  if (text != NULL)
    {
      g_autoptr (JsonObject) statement = pantau_contradiction_statement (text, signature);

      proof = pantau_json_object_text (statement);
    }

  return pantau_home_set_setting (home, HEAD, head, error) &&
         pantau_home_set_setting (home, HEAD_INDEX, number, error) &&
         pantau_home_set_setting (home, HEAD_PROOF, proof, error);
}

gboolean
pantau_epoch_witness (PantauHome *home,
                      PantauClient *client,
                      gint64 reached,
                      GCancellable *cancellable,
                      GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *known = pantau_home_get_setting (home, HEAD_INDEX),
                  *epoch = pantau_home_get_setting (home, "epoch"),
                  *cursor = pantau_home_get_setting (home, "cursor"),
                  *covered = pantau_home_get_setting (home, HEAD_CURSOR);
  g_autoptr (PantauHead) head = NULL;

  if (g_strcmp0 (cursor, covered) == 0)
    return TRUE;
  if (known != NULL && g_ascii_strtoll (known, NULL, 10) >= reached)
    return pantau_home_set_setting (home, HEAD_CURSOR, cursor, error);

  head = pantau_client_head (client, -1, cancellable, error);
  if (head == NULL)
    return FALSE;
  /* Restored in this very moment: the next sync sees to that. */
  if (!is_named (epoch, head->epoch) || head->index < reached)
    return TRUE;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_epoch_remember (home, head->index, head->head, head->text, head->signature, error) ||
      !pantau_home_set_setting (home, HEAD_CURSOR, cursor, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}
