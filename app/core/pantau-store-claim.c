/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The board of claims. Which ones, in which order, comes from an index that holds what the filters ask; what is told of each depends on now and is
 * asked only of those that are shown.
 */

#include "config.h"

#include "pantau-store-claim.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-store-private.h"

#define HOUR 3600
#define DAY  86400

/* A region is asked for to the kecamatan: what is smaller is not in the table. */
#define REGION_LENGTH 8

/* A code is followed by nothing or a dot, and what comes after the dot is the slash: so all below it are one range. */
#define FILTERS                                                                                    \
  "c.n_records > 0 AND (?1 IS NULL OR c.verdict = ?1 OR (?1 = 'belum' AND c.verdict = '')) "       \
  "AND c.last_at >= ?2 AND (?3 IS NULL OR c.id IN (SELECT p.claim FROM claim_place AS p "          \
  "WHERE p.region >= ?3 AND p.region < ?3 || '/')) "
#define WALK(index, order)                                                                         \
  "SELECT c.id FROM claim AS c INDEXED BY " index " WHERE " FILTERS "ORDER BY " order " LIMIT ?4"

static const struct
{
  const char *name;
  const char *sql; /* NULL: not by an index alone */
} orders[PANTAU_N_CLAIM_ORDERS] = {
  [PANTAU_CLAIMS_BY_SPREAD] = { "spread",
                                WALK ("claim_by_spread",
                                      "c.n_areas DESC, c.n_kecamatan DESC, c.n_records DESC, "
                                      "c.last_at DESC, c.id") },
  [PANTAU_CLAIMS_BY_SPEED] = { "speed", NULL },
  [PANTAU_CLAIMS_BY_HARM] = { "harm", WALK ("claim_by_harm", "c.harm DESC, c.last_at DESC, c.id") },
  [PANTAU_CLAIMS_BY_VERDICT] = { "verdict",
                                 WALK ("claim_by_verdict", "c.rank, c.last_at DESC, c.id") },
  [PANTAU_CLAIMS_NEWEST] = { "newest", WALK ("claim_by_time", "c.last_at DESC, c.id") },
};

const char *
pantau_claim_order_name (PantauClaimOrder order)
{
  g_return_val_if_fail (order < PANTAU_N_CLAIM_ORDERS, NULL);

  return orders[order].name;
}

gboolean
pantau_claim_order_from_name (const char *name, PantauClaimOrder *order)
{
  for (guint i = 0; i < PANTAU_N_CLAIM_ORDERS; i++)
    if (g_strcmp0 (orders[i].name, name) == 0)
      {
        *order = (PantauClaimOrder) i;
        return TRUE;
      }

  return FALSE;
}

/* What a question is asked with. */
typedef struct
{
  const PantauClaimFilter *filter;
  char *region; /* (owned) (nullable) */
  gint64 limit; /* -1: none */
} Question;

static gboolean
take_ids (PantauStmt *stmt, GPtrArray *ids, GHashTable *seen, gint64 limit, GError **error)
{
  while ((limit < 0 || ids->len < (guint) limit) && pantau_stmt_next (stmt))
    {
      const char *id = pantau_stmt_text (stmt, 0);

      if (seen != NULL && !g_hash_table_add (seen, g_strdup (id)))
        continue;
      g_ptr_array_add (ids, g_strdup (id));
    }

  return pantau_stmt_finish (stmt, error);
}

/* Those that were seen within the last day, by how often; then the others, the last seen first. */
static gboolean
find_fast (PantauStore *self, const Question *question, GPtrArray *ids, GError **error)
{
  const PantauClaimFilter *filter = question->filter;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "WITH fast AS (SELECT claim, count (*) AS often FROM claim_member "
      "INDEXED BY claim_member_by_time WHERE at > ?4 AND at <= ?5 AND counts = 1 "
      "AND record <> claim GROUP BY claim) "
      "SELECT c.id FROM fast CROSS JOIN claim AS c ON c.id = fast.claim WHERE " FILTERS
      "ORDER BY fast.often DESC, c.last_at DESC, c.id LIMIT ?6",
      "sisiii", filter->verdict, filter->since, question->region, filter->now - DAY, filter->now,
      question->limit);
  if (!take_ids (stmt, ids, seen, question->limit, error))
    return FALSE;
  if (question->limit >= 0 && ids->len >= (guint) question->limit)
    return TRUE;

  /* Those that are in the list already are among the newest, so a few more are asked for. */
  stmt = pantau_db_query (self->db, orders[PANTAU_CLAIMS_NEWEST].sql, "sisi", filter->verdict,
                          filter->since, question->region,
                          question->limit < 0 ? question->limit : question->limit + ids->len);

  return take_ids (stmt, ids, seen, question->limit, error);
}

static gboolean
find (PantauStore *self, const Question *question, GPtrArray *ids, GError **error)
{
  const PantauClaimFilter *filter = question->filter;

  if (orders[filter->order].sql == NULL)
    return find_fast (self, question, ids, error);

  return take_ids (pantau_db_query (self->db, orders[filter->order].sql, "sisi", filter->verdict,
                                    filter->since, question->region, question->limit),
                   ids, NULL, question->limit, error);
}

/* Which office gave the verdict, and when. Where several gave the same, always the same one of them. */
static gboolean
read_office (PantauStore *self, PantauClaim *claim, GError **error)
{
  PantauStmt *stmt;

  if (claim->verdict == NULL)
    return TRUE;

  stmt = pantau_db_query (self->db,
                          "SELECT e.header ->> 'time', p.region FROM claim_verdict AS v "
                          "JOIN entry AS e ON e.n = v.entry LEFT JOIN person AS p "
                          "ON p.device = v.device WHERE v.record = ?1 AND v.counts = 1 "
                          "ORDER BY e.id LIMIT 1",
                          "s", claim->id);
  if (pantau_stmt_next (stmt))
    {
      claim->verdict_at = pantau_entry_unix_time (pantau_stmt_text (stmt, 0));
      claim->verdict_region = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error);
}

static guint
number (PantauStmt *stmt, int column)
{
  return (guint) CLAMP (pantau_stmt_integer (stmt, column), 0, G_MAXUINT);
}

static PantauClaim *
read_claim (PantauStmt *stmt)
{
  PantauClaim *claim = g_new0 (PantauClaim, 1);
  const char *verdict = pantau_stmt_text (stmt, 1);

  claim->id = g_strdup (pantau_stmt_text (stmt, 0));
  claim->verdict = *verdict != '\0' ? g_strdup (verdict) : NULL;
  claim->label = (PantauClaimLabel) pantau_stmt_integer (stmt, 2);
  claim->differs = pantau_stmt_integer (stmt, 3) != 0;
  claim->changes_voting = pantau_stmt_integer (stmt, 4) != 0;
  claim->unrest = pantau_stmt_integer (stmt, 5) != 0;
  claim->reach = pantau_stmt_integer (stmt, 8);
  claim->harm_facts =
      (PantauHarmFacts){ claim->changes_voting, claim->unrest, number (stmt, 6), claim->reach,
                         (PantauForwarded) pantau_stmt_integer (stmt, 7) };
  claim->harm = number (stmt, 9);
  claim->n_records = number (stmt, 10);
  claim->n_sightings = number (stmt, 11);
  claim->n_kecamatan = number (stmt, 12);
  claim->n_areas = number (stmt, 13);
  claim->first_at = pantau_stmt_integer (stmt, 14);
  claim->last_at = pantau_stmt_integer (stmt, 15);
  claim->takedown = (PantauTakedown) pantau_stmt_integer (stmt, 16);
  claim->has_counter = pantau_stmt_integer (stmt, 17) != 0;
  claim->waits = number (stmt, 18);
  claim->title = g_strdup (pantau_stmt_text (stmt, 19));
  claim->region = g_strdup (pantau_stmt_text (stmt, 20));
  claim->in_6h = number (stmt, 21);
  claim->in_24h = number (stmt, 22);
  claim->overdue = number (stmt, 23);

  return claim;
}

#define SEEN_SINCE(since)                                                                          \
  "(SELECT count (*) FROM claim_member AS m WHERE m.claim = c.id AND m.counts = 1 "                \
  "AND m.at > " since " AND m.at <= ?2 AND m.record <> c.id)"

/* NULL without an error where there is none. */
static PantauClaim *
get_claim (PantauStore *self, const char *id, gint64 now, GError **error)
{
  g_autoptr (PantauClaim) claim = NULL;
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "SELECT c.id, c.verdict, c.label, c.differs, c.voting, c.unrest, c.target, c.forwarded, "
      "c.reach, c.harm, c.n_records, c.n_sightings, c.n_kecamatan, c.n_areas, c.first_at, "
      "c.last_at, c.takedown, c.counter, c.waits, r.title, r.region, " SEEN_SINCE (
          "?3") ", " SEEN_SINCE ("?4") ", CASE WHEN c.due_at > 0 AND c.due_at < ?2 THEN (SELECT "
                                       "count (*) "
                                       "FROM claim_member AS m JOIN forward AS f ON f.record = "
                                       "m.record WHERE m.claim = c.id "
                                       "AND m.counts = 1 AND m.waits > 0 AND f.waits = 1 AND "
                                       "f.due_at < ?2) ELSE 0 END "
                                       "FROM claim AS c JOIN record AS r ON r.id = c.id WHERE c.id "
                                       "= ?1",
      "siii", id, now, now - (gint64) 6 * HOUR, now - (gint64) DAY);
  if (pantau_stmt_next (stmt))
    claim = read_claim (stmt);
  if (!pantau_stmt_finish (stmt, error) || (claim != NULL && !read_office (self, claim, error)))
    return NULL;

  return g_steal_pointer (&claim);
}

static GPtrArray *
read_claims (PantauStore *self, const Question *question, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) claims =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_claim_free);

  if (!find (self, question, ids, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      PantauClaim *claim =
          get_claim (self, g_ptr_array_index (ids, i), question->filter->now, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (claim != NULL)
        g_ptr_array_add (claims, claim);
    }

  return g_steal_pointer (&claims);
}

GPtrArray *
pantau_store_claims (PantauStore *self, const PantauClaimFilter *filter, GError **error)
{
  /* All of the province is no filter. */
  g_autofree char *region = filter->region != NULL && strchr (filter->region, '.') != NULL
                                ? g_strndup (filter->region, REGION_LENGTH)
                                : NULL;
  Question question = { filter, region, filter->limit > 0 ? (gint64) filter->limit : -1 };
  GPtrArray *claims;

  g_return_val_if_fail (filter->order < PANTAU_N_CLAIM_ORDERS, NULL);

  if (!pantau_store_freshen (self, error) || !pantau_db_begin_reading (self->db, NULL, error))
    return NULL;
  claims = read_claims (self, &question, error);
  pantau_db_end_reading (self->db);

  return claims;
}

PantauClaimLabel
pantau_store_label (PantauStore *self, const char *kind, const char *id)
{
  PantauClaimLabel label = kind != NULL ? PANTAU_CLAIM_LABEL_UNVERIFIED : PANTAU_CLAIM_LABEL_NONE;
  PantauStmt *stmt;

  if (kind != NULL && !g_str_equal (kind, "hoax"))
    return PANTAU_CLAIM_LABEL_NONE;

  stmt = pantau_db_query (
      self->db, "SELECT " PANTAU_LABEL_SQL ("r.kind", "r.id") " FROM record AS r WHERE r.id = ?1",
      "s", id);
  if (pantau_stmt_next (stmt))
    label = (PantauClaimLabel) pantau_stmt_integer (stmt, 0);

  return pantau_stmt_finish (stmt, NULL) ? label : PANTAU_CLAIM_LABEL_UNVERIFIED;
}

static gpointer
throw_no_claim (const char *record, GError **error)
{
  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("the record “%s” belongs to no claim here"), record);
}

char *
pantau_store_claim_root (PantauStore *self, const char *record, GError **error)
{
  g_autofree char *claim = NULL;

  if (!pantau_store_freshen (self, error) ||
      !pantau_db_text (self->db, &claim, error, "SELECT claim FROM claim_member WHERE record = ?1",
                       "s", record))
    return NULL;

  return claim != NULL ? g_steal_pointer (&claim) : throw_no_claim (record, error);
}

PantauClaim *
pantau_store_claim (PantauStore *self, const char *record, gint64 now, GError **error)
{
  g_autofree char *id = pantau_store_claim_root (self, record, error);
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (GError) why = NULL;

  if (id == NULL)
    return NULL;
  claim = get_claim (self, id, now, &why);
  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }

  /* Another connection may have written between the two questions. */
  return claim != NULL ? g_steal_pointer (&claim) : throw_no_claim (record, error);
}
