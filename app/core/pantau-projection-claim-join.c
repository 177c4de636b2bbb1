/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From records and links to claims. A record that comes or is linked joins claims, which costs what the smaller one has, since only its records are
 * renamed; only where a link or a record goes away is a claim taken apart and put together again. What a claim is called follows from its
 * records alone, so that the order in which they came does not show.
 */

#include "config.h"

#include "pantau-projection-claim-private.h"

#include "pantau-claim.h"
#include "pantau-projection-situation.h"

/* Before a verdict first, then what was decided: PANTAU_CLAIMS_BY_VERDICT. */
static const char *const verdict_order[] = { "",
                                             PANTAU_VERDICT_NONE,
                                             PANTAU_VERDICT_PENDING,
                                             PANTAU_VERDICT_UNDECIDED,
                                             PANTAU_VERDICT_HOAX,
                                             PANTAU_VERDICT_TRUE };

/* Most are what they were made as, and nothing is written. */
static gboolean
write_rank (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (
      self->db, error,
      "UPDATE claim_member SET rank = now.rank FROM (SELECT 2 * (counts = 0) + EXISTS (SELECT 1 "
      "FROM claim_link AS l JOIN claim_member AS t ON t.record = l.target WHERE l.record = ?1 "
      "AND t.counts = 1) AS rank FROM claim_member WHERE record = ?1) AS now "
      "WHERE record = ?1 AND claim_member.rank <> now.rank",
      "s", record);
}

/* Each of its records is a claim of its own, until its links are followed again. */
static gboolean
take_apart (PantauClaimWork *self, const char *claim, GError **error)
{
  PantauDb *db = self->projection->db;
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT record FROM claim_member WHERE claim = ?1", "s", claim);

  while (pantau_stmt_next (stmt))
    {
      g_hash_table_add (self->touched, g_strdup (pantau_stmt_text (stmt, 0)));
      g_hash_table_add (self->claims, g_strdup (pantau_stmt_text (stmt, 0)));
    }

  return pantau_stmt_finish (stmt, error) &&
         pantau_db_run (db, error, "UPDATE claim_place SET claim = record WHERE claim = ?1", "s",
                        claim) &&
         pantau_db_run (db, error, "UPDATE claim_member SET claim = record WHERE claim = ?1", "s",
                        claim);
}

/* The name under which @claim is found in the groups of claims that become one. (transfer none) */
static const char *
group_of (GHashTable *groups, const char *claim)
{
  const char *next;

  while ((next = g_hash_table_lookup (groups, claim)) != NULL && !g_str_equal (next, claim))
    {
      const char *after = g_hash_table_lookup (groups, next);

      /* The way is shortened for those who come after. */
      if (after != NULL && after != next)
        g_hash_table_insert (groups, g_strdup (claim), g_strdup (after));
      claim = after != NULL ? after : next;
    }

  return claim;
}

static void
unite (GHashTable *groups, const char *claim, const char *other)
{
  g_autofree char *a = g_strdup (group_of (groups, claim));
  g_autofree char *b = g_strdup (group_of (groups, other));

  if (!g_str_equal (a, b))
    g_hash_table_insert (groups, g_steal_pointer (&a), g_steal_pointer (&b));
}

/* Follows the links of @record, and where @both those to it. */
static gboolean
follow (
    PantauClaimWork *self, GHashTable *groups, const char *record, gboolean both, GError **error)
{
  PantauDb *db = self->projection->db;
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT m.claim, t.claim FROM claim_member AS m JOIN claim_link AS l ON l.record = m.record "
      "JOIN claim_member AS t ON t.record = l.target WHERE m.record = ?1 UNION ALL "
      "SELECT m.claim, t.claim FROM claim_member AS m JOIN claim_link AS l ON l.target = m.record "
      "JOIN claim_member AS t ON t.record = l.record WHERE m.record = ?1 AND ?2",
      "si", record, (gint64) both);

  while (pantau_stmt_next (stmt))
    {
      const char *claim = pantau_stmt_text (stmt, 0), *other = pantau_stmt_text (stmt, 1);

      if (g_str_equal (claim, other))
        continue;
      g_hash_table_add (self->claims, g_strdup (claim));
      g_hash_table_add (self->claims, g_strdup (other));
      unite (groups, claim, other);
    }

  return pantau_stmt_finish (stmt, error);
}

/* A group of claims that are one, and who of their records is its root. */
typedef struct
{
  char *root; /* (owned) (nullable) */
  gint64 rank;
} Root;

static void
root_free (gpointer data)
{
  g_free (((Root *) data)->root);
  g_free (data);
}

static gboolean
find_root (PantauClaimWork *self, const char *claim, Root *root, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->projection->db,
                                      "SELECT record, rank FROM claim_member WHERE claim = ?1 "
                                      "ORDER BY rank, record LIMIT 1",
                                      "s", claim);

  if (pantau_stmt_next (stmt))
    {
      const char *record = pantau_stmt_text (stmt, 0);
      gint64 rank = pantau_stmt_integer (stmt, 1);

      if (root->root == NULL || rank < root->rank ||
          (rank == root->rank && g_strcmp0 (record, root->root) < 0))
        {
          g_free (root->root);
          root->root = g_strdup (record);
          root->rank = rank;
        }
    }

  return pantau_stmt_finish (stmt, error);
}

/* @root NULL: none of its records is left. */
static gboolean
rename_claim (PantauProjection *self, const char *claim, const char *root, GError **error)
{
  if (g_strcmp0 (claim, root) == 0)
    return TRUE;

  return pantau_db_run (self->db, error, "DELETE FROM claim WHERE id = ?1", "s", claim) &&
         (root == NULL ||
          (pantau_projection_mark_claim_situations (self, claim, error) &&
           pantau_db_run (self->db, error, "UPDATE claim_member SET claim = ?2 WHERE claim = ?1",
                          "ss", claim, root) &&
           pantau_db_run (self->db, error, "UPDATE claim_place SET claim = ?2 WHERE claim = ?1",
                          "ss", claim, root))) &&
         pantau_db_run (self->db, error, "DELETE FROM claim_sum WHERE claim = ?1 AND records = 0",
                        "s", claim);
}

/* All that were looked at get the names of their roots, and are counted. */
static gboolean
name_claims (PantauClaimWork *self, GHashTable *groups, GError **error)
{
  g_autoptr (GHashTable) roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, root_free);
  GHashTableIter iter;
  gpointer claim, data;

  g_hash_table_iter_init (&iter, self->claims);
  while (g_hash_table_iter_next (&iter, &claim, NULL))
    {
      const char *group = group_of (groups, claim);
      Root *root = g_hash_table_lookup (roots, group);

      if (root == NULL)
        {
          root = g_new0 (Root, 1);
          g_hash_table_insert (roots, g_strdup (group), root);
        }
      if (!find_root (self, claim, root, error))
        return FALSE;
    }

  /*
   * A claim may get a name that another one of its group has: then that one is renamed to itself, and nothing is lost. No other group has it, since
   * a claim is always called after a record of its own.
   */
  g_hash_table_iter_init (&iter, self->claims);
  while (g_hash_table_iter_next (&iter, &claim, NULL))
    {
      const Root *root = g_hash_table_lookup (roots, group_of (groups, claim));

      if (!rename_claim (self->projection, claim, root->root, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, roots);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const Root *root = data;

      if (root->root != NULL &&
          !pantau_projection_count_claim (self->projection, root->root, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_claim_work_join (PantauClaimWork *self, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->rankers);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!write_rank (self->projection, name, error))
      return FALSE;

  g_hash_table_iter_init (&iter, self->broken);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!take_apart (self, name, error))
      return FALSE;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!pantau_projection_mark_situation (self->projection, name, error) ||
        !follow (self, groups, name, g_hash_table_contains (self->come, name), error))
      return FALSE;

  return name_claims (self, groups, error);
}

/* What its records say together. */
typedef struct
{
  gint64 n_records, reach, first_at, last_at, voting, unrest, target, forwarded;
  gint64 n_sightings, differing, asked, done, waits, due_at;
} Sums;

#define BY "FROM claim_member INDEXED BY claim_member_by_"
#define OF " WHERE claim = ?1 AND counts = 1"

/* Each by a step through an index of its own, but for what few say. @verdict: the root's. */
static gboolean
add_up (PantauProjection *self, const char *claim, const char *verdict, Sums *sums, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT (SELECT records FROM claim_sum WHERE claim = ?1), "
                       "(SELECT reach FROM claim_sum WHERE claim = ?1), "
                       "(SELECT min (at) " BY "claim" OF "), "
                       "(SELECT max (at) " BY "claim" OF "), "
                       "EXISTS (SELECT 1 " BY "voting" OF " AND voting = 1), "
                       "EXISTS (SELECT 1 " BY "unrest" OF " AND unrest = 1), "
                       "(SELECT max (target) " BY "target" OF " AND target > 0), "
                       "(SELECT max (forwarded) " BY "forwarded" OF " AND forwarded > 0), "
                       "(SELECT count (*) FROM claim_member WHERE record = ?1 AND counts = 1), "
                       "(SELECT count (*) " BY "verdict" OF " AND verdict <> '' AND verdict <> ?2)",
                       "ss", claim, verdict);

  if (pantau_stmt_next (stmt))
    *sums = (Sums){ .n_records = pantau_stmt_integer (stmt, 0),
                    .reach = pantau_stmt_integer (stmt, 1),
                    .first_at = pantau_stmt_integer (stmt, 2),
                    .last_at = pantau_stmt_integer (stmt, 3),
                    .voting = pantau_stmt_integer (stmt, 4),
                    .unrest = pantau_stmt_integer (stmt, 5),
                    .target = pantau_stmt_integer (stmt, 6),
                    .forwarded = pantau_stmt_integer (stmt, 7),
                    .n_sightings = pantau_stmt_integer (stmt, 0) - pantau_stmt_integer (stmt, 8),
                    .differing = pantau_stmt_integer (stmt, 9) };
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  stmt = pantau_db_query (self->db,
                          "SELECT sum (asked), sum (asked AND done), max (done), "
                          "(SELECT sum (waits) " BY "due" OF " AND waits > 0), "
                          "(SELECT min (due_at) " BY "due" OF " AND waits > 0) " BY "takedown" OF
                          " AND asked + done > 0",
                          "s", claim);
  if (pantau_stmt_next (stmt))
    {
      sums->asked = pantau_stmt_integer (stmt, 0);
      sums->done = pantau_stmt_integer (stmt, 1);
      /* Taken down without a word that somebody asked: done, as far as anybody knows. */
      if (sums->asked == 0 && pantau_stmt_integer (stmt, 2) != 0)
        sums->asked = sums->done = 1;
      sums->waits = pantau_stmt_integer (stmt, 3);
      sums->due_at = pantau_stmt_integer (stmt, 4);
    }

  return pantau_stmt_finish (stmt, error);
}

static gint64
rank_of_verdict (const char *verdict)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdict_order); i++)
    if (g_str_equal (verdict_order[i], verdict))
      return i <= 1 ? 0 : i;

  return 0;
}

static PantauTakedown
takedown_of (const Sums *sums)
{
  if (sums->asked == 0)
    return PANTAU_TAKEDOWN_NONE;

  return sums->done >= sums->asked ? PANTAU_TAKEDOWN_DONE : PANTAU_TAKEDOWN_ASKED;
}

/*
 * From one region to the next by the index: there are few, however many records. A kecamatan's code has 8 characters, that of a
 * kabupaten 5.
 */
static gboolean
count_places (
    PantauProjection *self, const char *claim, gint64 *n_kecamatan, gint64 *n_areas, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "WITH RECURSIVE step (region) AS (SELECT min (region) FROM claim_place WHERE claim = ?1 "
      "UNION ALL SELECT (SELECT min (p.region) FROM claim_place AS p WHERE p.claim = ?1 "
      "AND p.region > step.region) FROM step WHERE step.region IS NOT NULL) "
      "SELECT count (*) FILTER (WHERE length (region) = 8), "
      "count (DISTINCT substr (region, 1, 5)) FILTER (WHERE length (region) >= 5) FROM step",
      "s", claim);

  *n_kecamatan = *n_areas = 0;
  if (pantau_stmt_next (stmt))
    {
      *n_kecamatan = pantau_stmt_integer (stmt, 0);
      *n_areas = pantau_stmt_integer (stmt, 1);
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_projection_count_claim (PantauProjection *self, const char *claim, GError **error)
{
  g_autofree char *said = NULL;
  const char *verdict;
  gint64 counter, n_kecamatan, n_areas;
  Sums sums = { 0 };
  PantauHarmFacts facts;

  if (!pantau_projection_mark_situation (self, claim, error) ||
      !pantau_db_text (self->db, &said, error, "SELECT verdict FROM claim_member WHERE record = ?1",
                       "s", claim) ||
      !pantau_db_integer (self->db, 0, &counter, error,
                          "SELECT counter FROM claim_member WHERE record = ?1", "s", claim) ||
      !add_up (self, claim, said, &sums, error) ||
      !count_places (self, claim, &n_kecamatan, &n_areas, error))
    return FALSE;

  verdict = g_strcmp0 (said, "?") == 0 ? "" : said;
  facts = (PantauHarmFacts){ sums.voting != 0, sums.unrest != 0, (guint) sums.target, sums.reach,
                             (PantauForwarded) sums.forwarded };

  return pantau_db_run (
      self->db, error,
      "INSERT OR REPLACE INTO claim (id, verdict, rank, label, differs, voting, unrest, target, "
      "forwarded, reach, harm, n_records, n_sightings, n_kecamatan, n_areas, first_at, last_at, "
      "takedown, counter, waits, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
      "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
      "ssiiiiiiiiiiiiiiiiiii", claim, verdict, rank_of_verdict (verdict),
      (gint64) pantau_claim_label_of_verdict (verdict),
      (gint64) (g_strcmp0 (said, "?") == 0 || sums.differing > 0), sums.voting, sums.unrest,
      sums.target, sums.forwarded, sums.reach,
      (gint64) pantau_harm_points (pantau_reference_get_harm (self->reference), &facts),
      sums.n_records, sums.n_sightings, n_kecamatan, n_areas, sums.first_at, sums.last_at,
      (gint64) takedown_of (&sums), counter, sums.waits, sums.due_at);
}
