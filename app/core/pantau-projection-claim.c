/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one hoax record says for its claim: tables `claim_member`, `claim_link`, `claim_place`, `claim_verdict`. They are made from the other
 * rows of the projections, so they are written after those.
 */

#include "config.h"

#include "pantau-projection-claim-private.h"

#include <string.h>

#include "pantau-access.h"
#include "pantau-claim-label.h"
#include "pantau-json.h"

#define HOAX "hoax"

/* Both tie records into one claim. */
#define RELS "('sighting-of', 'duplicate-of')"

/* What is written of one record. */
typedef struct
{
  gint64 n;
  gint64 at;
  char *region; /* (owned) (nullable): NULL for what is no part of any claim */
  gboolean counts;

  char *verdict; /* (owned) (nullable) */
  gint64 voting, unrest, target, forwarded, reach, asked, done, counter;
  gint64 waits, due_at;
} Facts;

static void
facts_clear (Facts *self)
{
  g_free (self->region);
  g_free (self->verdict);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

gboolean
pantau_projection_is_claim (const char *kind)
{
  return g_str_equal (kind, HOAX);
}

void
pantau_projection_mark_claim (PantauProjection *self, const char *record)
{
  g_hash_table_add (self->claims, g_strdup (record));
}

gboolean
pantau_projection_mark_verdicts (PantauProjection *self, const char *device, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT record FROM claim_verdict WHERE device = ?1", "s", device);

  while (pantau_stmt_next (stmt))
    pantau_projection_mark_claim (self, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error);
}

static gboolean
read_record (PantauProjection *self, const char *record, Facts *facts, GError **error)
{
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), HOAX);
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT n, occurred_at, region, status FROM record "
                                      "WHERE id = ?1 AND kind = 'hoax' AND quarantine IS NULL",
                                      "s", record);

  if (pantau_stmt_next (stmt))
    {
      const PantauStatus *status =
          kind != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (self->reference),
                                                 kind->status_table, pantau_stmt_text (stmt, 3))
                       : NULL;

      facts->n = pantau_stmt_integer (stmt, 0);
      facts->at = pantau_stmt_integer (stmt, 1);
      facts->region = g_strdup (pantau_stmt_text (stmt, 2));
      facts->counts = status == NULL || !status->is_void;
    }

  return pantau_stmt_finish (stmt, error);
}

/* Points of the target that has most, of a JSON array of codes. */
static gint64
points_of_targets (PantauProjection *self, JsonNode *node)
{
  JsonArray *codes = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint most = 0;

  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++)
    {
      JsonNode *code = json_array_get_element (codes, i);

      if (json_node_get_value_type (code) == G_TYPE_STRING)
        most = MAX (most, pantau_harm_target (pantau_reference_get_harm (self->reference),
                                              json_node_get_string (code)));
    }

  return most;
}

static gint64
forwarded_of (JsonNode *node)
{
  const char *mark =
      json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";

  if (g_str_equal (mark, "berkali-kali"))
    return PANTAU_FORWARDED_MANY;

  return g_str_equal (mark, "diteruskan") ? PANTAU_FORWARDED : PANTAU_FORWARDED_NOT;
}

static gboolean
has_text (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) != '\0';
}

/* Where people differ, the worse or the larger counts. */
static void
take_value (PantauProjection *self, Facts *facts, const char *field, JsonNode *node)
{
  gboolean is_true =
      json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);

  if (g_str_equal (field, "changes_voting"))
    facts->voting |= is_true;
  else if (g_str_equal (field, "physical_unrest"))
    facts->unrest |= is_true;
  else if (g_str_equal (field, "target"))
    facts->target = MAX (facts->target, points_of_targets (self, node));
  else if (g_str_equal (field, "forwarded"))
    facts->forwarded = MAX (facts->forwarded, forwarded_of (node));
  else if (g_str_equal (field, "reach") && json_node_get_value_type (node) == G_TYPE_INT64)
    facts->reach = CLAMP (json_node_get_int (node), facts->reach, G_MAXINT32);
  else if (g_str_equal (field, "takedown_requested"))
    facts->asked |= has_text (node);
  else if (g_str_equal (field, "takedown_done"))
    facts->done |= has_text (node);
  else if (g_str_has_prefix (field, "counter_"))
    facts->counter |= has_text (node);
}

static gboolean
read_values (PantauProjection *self, const char *record, Facts *facts, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT field, value FROM value WHERE record = ?1 AND field IN "
                       "('changes_voting', 'physical_unrest', 'target', 'forwarded', 'reach', "
                       "'takedown_requested', 'takedown_done', 'counter_media', 'counter_figures')",
                       "s", record);

  while (pantau_stmt_next (stmt))
    {
      g_autoptr (JsonNode) node = json_from_string (pantau_stmt_text (stmt, 1), NULL);

      if (node != NULL)
        take_value (self, facts, pantau_stmt_text (stmt, 0), node);
    }

  return pantau_stmt_finish (stmt, error);
}

/*
 * Whether a verdict counts by who gave it. Where the grant of its author is here, that says it. Most homes have no grants of others: there a later line
 * counts, since the province puts into quarantine those by which others than desks set a verdict (pantau-access.c), but not what
 * a record was created with, since anybody may create.
 */
static gboolean
may_judge (const char *role, const char *type)
{
  PantauRole known;

  if (role == NULL)
    return !g_str_equal (type, PANTAU_TYPE_CREATE);

  return pantau_role_from_name (role, &known) && pantau_access_may_judge_claims (known);
}

static gboolean
write_verdict (PantauProjection *self,
               const char *record,
               gint64 entry,
               const char *device,
               const char *value,
               gboolean counts,
               GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO claim_verdict (entry, record, device, value, counts) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                        "isssi", entry, record, device, value, (gint64) counts);
}

/* Its rows, and what desks say together. */
static gboolean
take_verdicts (PantauProjection *self, const char *record, Facts *facts, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT v.entry, v.value, e.device, e.type, p.role FROM value AS v "
                       "JOIN entry AS e ON e.n = v.entry LEFT JOIN person AS p "
                       "ON p.device = e.device WHERE v.record = ?1 AND v.field = 'verdict'",
                       "s", record);
  gboolean ok = TRUE;

  while (pantau_stmt_next (stmt))
    {
      g_autoptr (JsonNode) node = json_from_string (pantau_stmt_text (stmt, 1), NULL);
      const char *value = node != NULL && has_text (node) ? json_node_get_string (node) : "";
      gboolean counts = may_judge (pantau_stmt_text (stmt, 4), pantau_stmt_text (stmt, 3));

      ok = ok && write_verdict (self, record, pantau_stmt_integer (stmt, 0),
                                pantau_stmt_text (stmt, 2), value, counts, error);
      if (!counts)
        continue;
      if (facts->verdict != NULL && !g_str_equal (facts->verdict, value))
        value = "?";
      g_free (facts->verdict);
      facts->verdict = g_strdup (value);
    }
  if (!ok)
    {
      pantau_stmt_finish (stmt, NULL);
      return FALSE;
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
read_waits (PantauProjection *self, const char *record, Facts *facts, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT count (*), coalesce (min (due_at), 0) FROM forward "
                                      "WHERE record = ?1 AND waits = 1",
                                      "s", record);

  if (pantau_stmt_next (stmt))
    {
      facts->waits = pantau_stmt_integer (stmt, 0);
      facts->due_at = pantau_stmt_integer (stmt, 1);
    }

  return pantau_stmt_finish (stmt, error);
}

/* The kecamatan of its villages; where it names none, its own region. */
static gboolean
write_places (PantauProjection *self,
              const char *record,
              const char *claim,
              const Facts *facts,
              GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO claim_place (record, region, claim, at) "
                        "SELECT DISTINCT ?1, substr (region, 1, 8), ?2, ?3 FROM place "
                        "WHERE record = ?4",
                        "ssii", record, claim, facts->at, facts->n);
}

static gboolean
write_member (PantauProjection *self,
              const char *record,
              const char *claim,
              const Facts *facts,
              GError **error)
{
  g_autofree char *area = g_strndup (facts->region, strlen (facts->region) >= 5 ? 5 : 0);

  return pantau_db_run (
             self->db, error,
             "INSERT INTO claim_member (record, claim, rank, counts, n, region, area, at, "
             "verdict, voting, unrest, target, forwarded, reach, asked, done, counter, waits, "
             "due_at) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
             "?15, ?16, ?17, ?18)",
             "ssiissisiiiiiiiiii", record, claim, (gint64) facts->counts, facts->n, facts->region,
             area, facts->at, facts->verdict != NULL ? facts->verdict : "", facts->voting,
             facts->unrest, facts->target, facts->forwarded, facts->reach, facts->asked,
             facts->done, facts->counter, facts->waits, facts->due_at) &&
         write_places (self, record, claim, facts, error);
}

static gboolean
forget_member (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM claim_member WHERE record = ?1", "s",
                        record) &&
         pantau_db_run (self->db, error, "DELETE FROM claim_place WHERE record = ?1", "s",
                        record) &&
         pantau_db_run (self->db, error, "DELETE FROM claim_verdict WHERE record = ?1", "s",
                        record);
}

/* Links of a record that is no part of a claim are none. @lost: one that was there is gone. */
static gboolean
write_links (
    PantauProjection *self, const char *record, gboolean is_member, gboolean *lost, GError **error)
{
  const char *from = is_member ? record : "";

  if (!pantau_db_run (self->db, error,
                      "DELETE FROM claim_link WHERE record = ?1 AND target NOT IN (SELECT target "
                      "FROM link WHERE link.record = ?2 AND rel IN " RELS ")",
                      "ss", record, from))
    return FALSE;
  *lost = pantau_db_changes (self->db) > 0;

  return pantau_db_run (self->db, error,
                        "INSERT INTO claim_link (record, target) SELECT DISTINCT record, target "
                        "FROM link WHERE record = ?1 AND rel IN " RELS
                        " AND target <> ?1 ON CONFLICT DO NOTHING",
                        "s", from);
}

/* Whoever is linked to it: it may have become one that counts, or may count no more. */
static gboolean
add_sources (PantauProjection *self, const char *record, GHashTable *records, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT record FROM claim_link WHERE target = ?1", "s", record);

  while (pantau_stmt_next (stmt))
    g_hash_table_add (records, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error);
}

/* @claim NULL, @counted -1: it is no member yet. */
static gboolean
read_member (
    PantauProjection *self, const char *record, char **claim, gint64 *counted, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT claim, counts FROM claim_member WHERE record = ?1", "s", record);

  *counted = -1;
  if (pantau_stmt_next (stmt))
    {
      *claim = g_strdup (pantau_stmt_text (stmt, 0));
      *counted = pantau_stmt_integer (stmt, 1);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
take_one (PantauClaimWork *work, const char *record, GError **error)
{
  PantauProjection *self = work->projection;
  g_auto (Facts) facts = { 0 };
  g_autofree char *claim = NULL;
  gint64 counted;
  gboolean lost, is_member;

  if (!read_member (self, record, &claim, &counted, error) ||
      !read_record (self, record, &facts, error))
    return FALSE;

  is_member = facts.region != NULL;
  if (claim == NULL && !is_member)
    return TRUE;
  if ((claim != NULL && !forget_member (self, record, error)) ||
      !write_links (self, record, is_member, &lost, error))
    return FALSE;

  if (claim != NULL)
    {
      g_hash_table_add (work->claims, g_strdup (claim));
      if (lost || !is_member)
        g_hash_table_add (work->broken, g_strdup (claim));
    }
  if (counted != (is_member ? (gint64) facts.counts : -1) &&
      !add_sources (self, record, work->rankers, error))
    return FALSE;
  if (!is_member)
    return TRUE;

  if (claim == NULL)
    {
      claim = g_strdup (record);
      g_hash_table_add (work->come, g_strdup (record));
      g_hash_table_add (work->claims, g_strdup (record));
    }
  g_hash_table_add (work->touched, g_strdup (record));
  g_hash_table_add (work->rankers, g_strdup (record));

  return read_values (self, record, &facts, error) && take_verdicts (self, record, &facts, error) &&
         read_waits (self, record, &facts, error) &&
         write_member (self, record, claim, &facts, error);
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

gboolean
pantau_projection_settle_claims (PantauProjection *self, GError **error)
{
  g_autoptr (GHashTable) broken = set_new (), touched = set_new (), come = set_new (),
                         rankers = set_new (), claims = set_new ();
  PantauClaimWork work = { self, broken, touched, come, rankers, claims };
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->claims);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!take_one (&work, record, error))
      return FALSE;
  g_hash_table_remove_all (self->claims);

  return pantau_claim_work_join (&work, error);
}

gboolean
pantau_projection_harm_holds (PantauProjection *self, gboolean *hold, GError **error)
{
  g_autofree char *digest = NULL;

  if (!pantau_db_text (self->db, &digest, error, "SELECT digest FROM claim_basis", ""))
    return FALSE;
  *hold = g_strcmp0 (digest, pantau_harm_digest (pantau_reference_get_harm (self->reference))) == 0;

  return TRUE;
}

static gboolean
count_all_anew (PantauProjection *self, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db, "SELECT record FROM claim_member", "");

  pantau_projection_begin (self);
  while (pantau_stmt_next (stmt))
    pantau_projection_mark_claim (self, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error) && pantau_projection_settle_claims (self, error) &&
         pantau_db_run (self->db, error, "DELETE FROM claim_basis", "") &&
         pantau_db_run (self->db, error, "INSERT INTO claim_basis (digest) VALUES (?1)", "s",
                        pantau_harm_digest (pantau_reference_get_harm (self->reference)));
}

gboolean
pantau_projection_settle_harm (PantauProjection *self, GError **error)
{
  gboolean hold;

  if (!pantau_projection_harm_holds (self, &hold, error))
    return FALSE;
  if (hold)
    return TRUE;

  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  if (!count_all_anew (self, error))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  return pantau_db_commit (self->db, error);
}
