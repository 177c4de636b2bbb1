/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the conditions of notices find among the lines that came. */

#include "config.h"

#include "pantau-notice-private.h"

#include "pantau-calendar.h"
#include "pantau-region.h"
#include "pantau-words.h"

#define HOUR (60 * 60)

/* Kabupaten and kota have codes of five characters: 16.06 */
#define AREA_LENGTH 5

void
pantau_notice_hit_free (PantauNoticeHit *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->hazard);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_free (self);
}

/* --- Severe records --- */

/* Nobody is called to what has ended or was taken back. */
static gboolean
has_ended (PantauReference *reference, const char *kind, const char *status)
{
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  const PantauStatus *found =
      known != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                              known->status_table, status)
                    : NULL;

  return found != NULL && (found->ended || found->is_void);
}

/* What has not said when it happened counts from when it was written, by its author's clock. */
static gboolean
is_fresh (const PantauNoticeScope *scope,
          gint64 occurred,
          gboolean has_occurred,
          const char *written)
{
  if (!has_occurred)
    {
      g_autoptr (GDateTime) time =
          written != NULL ? g_date_time_new_from_iso8601 (written, NULL) : NULL;

      return time != NULL && g_date_time_to_unix (time) >= scope->now - PANTAU_NOTICE_FRESH;
    }

  return occurred >= scope->now - PANTAU_NOTICE_FRESH;
}

/* In words; none where it names none, or people differ. */
static gboolean
read_hazard (const PantauNoticeScope *scope, PantauNoticeHit *hit, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (scope->home),
      "SELECT DISTINCT value FROM value WHERE record = ?1 AND field = 'hazard'", "s", hit->id);
  guint n = 0;

  while (pantau_stmt_next (stmt))
    {
      g_free (hit->hazard);
      hit->hazard = pantau_words_value (pantau_home_get_reference (scope->home), hit->kind,
                                        "hazard", pantau_stmt_text (stmt, 0));
      n++;
    }
  if (n > 1)
    g_clear_pointer (&hit->hazard, g_free);

  return pantau_stmt_finish (stmt, error);
}

#define SEVERE_SQL                                                                                 \
  "SELECT r.id, r.kind, r.open, r.region, r.severity, r.status, r.occurred_at, "                   \
  "(SELECT header ->> 'time' FROM entry WHERE n = r.n) FROM record AS r "                          \
  "WHERE r.severity >= ?1 AND r.quarantine IS NULL AND r.creator <> ?2 "                           \
  "AND (?3 = 0 OR (r.open = 1 AND r.kind IN ('risk', 'hoax'))) "

static PantauStmt *
query_severe (const PantauNoticeScope *scope)
{
  PantauDb *db = pantau_home_get_db (scope->home);
  const char *device = pantau_home_get_device (scope->home);
  gint64 severity = scope->rules->severity, is_pemprov = scope->is_pemprov;

  if (scope->subject != NULL)
    return pantau_db_query (db, SEVERE_SQL "AND r.id = ?4", "isis", severity, device, is_pemprov,
                            scope->subject);

  return pantau_db_query (db,
                          SEVERE_SQL
                          "AND r.id IN (SELECT record FROM entry WHERE n > ?4 AND n <= ?5 "
                          "AND device <> ?2 AND kind <> 'device') ORDER BY r.n",
                          "isiii", severity, device, is_pemprov, scope->after, scope->last);
}

GPtrArray *
pantau_notice_find_severe (const PantauNoticeScope *scope, GError **error)
{
  PantauReference *reference = pantau_home_get_reference (scope->home);
  g_autoptr (GPtrArray) hits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_notice_hit_free);
  PantauStmt *stmt = query_severe (scope);

  while (pantau_stmt_next (stmt))
    {
      PantauNoticeHit *hit;

      if ((*scope->rules->region != '\0' &&
           !pantau_region_covers (scope->rules->region, pantau_stmt_text (stmt, 3))) ||
          has_ended (reference, pantau_stmt_text (stmt, 1), pantau_stmt_text (stmt, 5)) ||
          !is_fresh (scope, pantau_stmt_integer (stmt, 6), !pantau_stmt_is_null (stmt, 6),
                     pantau_stmt_text (stmt, 7)))
        continue;
      hit = g_new0 (PantauNoticeHit, 1);
      hit->id = g_strdup (pantau_stmt_text (stmt, 0));
      hit->kind = g_strdup (pantau_stmt_text (stmt, 1));
      /* Neutrality is closed always; a line that says otherwise is in quarantine. */
      hit->is_open = pantau_stmt_integer (stmt, 2) != 0 && !g_str_equal (hit->kind, "neutrality");
      hit->region = g_strdup (pantau_stmt_text (stmt, 3));
      hit->severity = (int) pantau_stmt_integer (stmt, 4);
      g_ptr_array_add (hits, hit);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;

  for (guint i = 0; i < hits->len; i++)
    {
      PantauNoticeHit *hit = g_ptr_array_index (hits, i);

      if (hit->is_open && g_str_equal (hit->kind, "risk") && !read_hazard (scope, hit, error))
        return NULL;
    }

  return g_steal_pointer (&hits);
}

/* --- Claims that spread --- */

/* Where and when, a kabupaten or kota each. */
typedef struct
{
  char area[AREA_LENGTH + 1];
  gint64 at;
} Sight;

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): of char *, sorted */
static GPtrArray *
list_areas (GHashTable *counts)
{
  GPtrArray *areas = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer area;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &area, NULL))
    g_ptr_array_add (areas, g_strdup (area));
  g_ptr_array_sort (areas, compare_codes);

  return areas;
}

/*
 * A window of an hour goes along @sights, which are in the order of time; both of its ends are in it. Where it first holds so many areas, these are the answer.
 * The keys are texts of @sights. (transfer full) (nullable)
 */
static GPtrArray *
find_hour (GArray *sights, guint wanted)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint first = 0;

  for (guint i = 0; i < sights->len; i++)
    {
      Sight *sight = &g_array_index (sights, Sight, i);

      g_hash_table_insert (
          counts, sight->area,
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, sight->area)) + 1));
      for (; g_array_index (sights, Sight, first).at < sight->at - HOUR; first++)
        {
          char *area = g_array_index (sights, Sight, first).area;
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, area));

          if (n > 1)
            g_hash_table_insert (counts, area, GUINT_TO_POINTER (n - 1));
          else
            g_hash_table_remove (counts, area);
        }
      if (g_hash_table_size (counts) >= wanted)
        return list_areas (counts);
    }

  return NULL;
}

/* Fresh ones alone; what lies in no kabupaten is nowhere in particular. (transfer full): of Sight */
static GArray *
read_sights (const PantauNoticeScope *scope, const char *claim, GError **error)
{
  g_autoptr (GArray) sights = g_array_new (FALSE, TRUE, sizeof (Sight));
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (scope->home),
                       "SELECT region, at FROM claim_place WHERE claim = ?1 AND at >= ?2 "
                       "AND length (region) >= 5 ORDER BY at, region",
                       "si", claim, scope->now - PANTAU_NOTICE_FRESH);

  while (pantau_stmt_next (stmt))
    {
      Sight sight = { .at = pantau_stmt_integer (stmt, 1) };

      g_strlcpy (sight.area, pantau_stmt_text (stmt, 0), sizeof sight.area);
      g_array_append_val (sights, sight);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&sights) : NULL;
}

#define CLAIM_IS_OPEN                                                                              \
  "NOT EXISTS (SELECT 1 FROM claim_member AS o JOIN record AS r ON r.id = o.record "               \
  "WHERE o.claim = m.claim AND r.open = 0)"

static PantauStmt *
query_touched (const PantauNoticeScope *scope)
{
  PantauDb *db = pantau_home_get_db (scope->home);

  if (scope->subject != NULL)
    return pantau_db_query (
        db, "SELECT m.claim, 0, " CLAIM_IS_OPEN " FROM claim_member AS m WHERE m.record = ?1", "s",
        scope->subject);

  return pantau_db_query (db,
                          "SELECT m.claim, min (e.n), " CLAIM_IS_OPEN
                          " FROM entry AS e JOIN claim_member AS m ON m.record = e.record "
                          "WHERE e.n > ?1 AND e.n <= ?2 AND e.device <> ?3 AND e.kind = 'hoax' "
                          "GROUP BY m.claim ORDER BY 2",
                          "iis", scope->after, scope->last, pantau_home_get_device (scope->home));
}

/* The claims of which something came, in the order in which it came: of PantauNoticeHit without areas. (transfer full) */
static GPtrArray *
read_touched (const PantauNoticeScope *scope, GError **error)
{
  g_autoptr (GPtrArray) claims =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_notice_hit_free);
  PantauStmt *stmt = query_touched (scope);

  while (pantau_stmt_next (stmt))
    {
      PantauNoticeHit *hit = g_new0 (PantauNoticeHit, 1);

      hit->id = g_strdup (pantau_stmt_text (stmt, 0));
      hit->kind = g_strdup ("hoax");
      hit->region = g_strdup ("");
      hit->is_open = pantau_stmt_integer (stmt, 2) != 0;
      g_ptr_array_add (claims, hit);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&claims) : NULL;
}

GPtrArray *
pantau_notice_find_spread (const PantauNoticeScope *scope, GError **error)
{
  g_autoptr (GPtrArray) claims = read_touched (scope, error);

  if (claims == NULL)
    return NULL;
  for (guint i = claims->len; i > 0; i--)
    {
      PantauNoticeHit *hit = g_ptr_array_index (claims, i - 1);
      g_autoptr (GArray) sights = read_sights (scope, hit->id, error);

      if (sights == NULL)
        return NULL;
      hit->areas = find_hour (sights, scope->rules->areas);
      if (hit->areas == NULL || (scope->is_pemprov && !hit->is_open))
        g_ptr_array_remove_index (claims, i - 1);
    }

  return g_steal_pointer (&claims);
}

/* --- What is due --- */

/*
 * Clocks of the law, replies of agencies and treatments together, as pantau_agenda_read() lists them. The store itself is not asked: it would take in what came
 * meanwhile, and a transaction is open.
 */
#define DUE_SQL                                                                                    \
  "SELECT count(*) FROM (SELECT kind, due_at FROM clock WHERE ended_at IS NULL "                   \
  "UNION ALL SELECT r.kind, f.due_at FROM forward AS f JOIN record AS r ON r.id = f.record "       \
  "WHERE f.waits = 1 "                                                                             \
  "UNION ALL SELECT r.kind, t.due_at FROM treatment AS t JOIN record AS r ON r.id = t.record "     \
  "WHERE t.waits = 1) "                                                                            \
  "WHERE due_at >= ?1 AND due_at < ?2 AND (?3 = 0 OR kind IN ('risk', 'hoax'))"

gboolean
pantau_notice_count_due (const PantauNoticeScope *scope,
                         gint64 *today,
                         gint64 *overdue,
                         GError **error)
{
  PantauDb *db = pantau_home_get_db (scope->home);
  GDate day = pantau_calendar_day_of (scope->now);
  gint64 midnight;

  g_date_add_days (&day, 1);
  midnight = pantau_calendar_moment (&day, 0);

  return pantau_db_integer (db, 0, overdue, error, DUE_SQL, "iii", (gint64) 0, scope->now,
                            (gint64) scope->is_pemprov) &&
         pantau_db_integer (db, 0, today, error, DUE_SQL, "iii", scope->now, midnight,
                            (gint64) scope->is_pemprov);
}
