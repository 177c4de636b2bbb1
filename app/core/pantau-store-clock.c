/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions about clocks. What has ended is in no index, and what is due is in the order of being due: of a million records the
 * first hundred cost what a hundred cost.
 */

#include "config.h"

#include "pantau-store-clock.h"

#include <string.h>

#include "pantau-projection-private.h"
#include "pantau-store-private.h"

#define DAY_SECONDS (24 * 3600)
#define SOON        7

#define CLOCK_COLUMNS                                                                              \
  "c.rule, c.event, c.event_at, c.start_at, c.due_at, c.other_at, c.flags, c.ended_at, c.ended_by"

/* ?1 and ?2: due from and until; ?3: the area, or NULL where ?4 says what there is to say. */
#define DUE(index, condition, order)                                                               \
  "SELECT " CLOCK_COLUMNS ", c.record, r.n, r.kind, r.region, r.title, r.status "                  \
  "FROM clock AS c INDEXED BY " index " JOIN record AS r ON r.id = c.record "                      \
  "WHERE c.ended_at IS NULL AND " condition " AND c.due_at >= ?1 AND c.due_at <= ?2 "              \
  "AND " WITHIN "AND (?5 IS NULL OR c.kind = ?5) AND (?6 IS NULL OR c.rule = ?6) "                 \
  "ORDER BY c.due_at " order ", c.record " order ", c.rule LIMIT ?7 OFFSET ?8"
#define WITHIN   "(?4 IS NULL OR c.region = ?4 OR substr (c.region, 1, length (?4) + 1) = ?4 || '.') "
#define ANYWHERE "?3 IS NULL"
#define IN_AREA  "c.area = ?3"

#define COUNT(index, condition)                                                                    \
  "SELECT count(*) FILTER (WHERE due_at < ?1), count(*) FILTER (WHERE due_at >= ?1 AND due_at "    \
  "<= ?2), count(*) FILTER (WHERE due_at > ?2) FROM clock AS c INDEXED BY " index " "              \
  "WHERE c.ended_at IS NULL AND " condition " AND " WITHIN "AND c.due_at <= ?5"

void
pantau_due_free (PantauDue *self)
{
  g_clear_pointer (&self->clock, pantau_clock_free);
  g_free (self->record);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->title);
  g_free (self->status);
  g_free (self);
}

/* NULL for a rule that our edition does not have: the clock is about to be counted anew. */
static PantauClock *
read_clock (PantauStore *self, PantauStmt *stmt)
{
  const PantauDeadline *rule = pantau_deadlines_lookup (
      pantau_reference_get_deadlines (self->reference), pantau_stmt_text (stmt, 0));
  gint64 flags = pantau_stmt_integer (stmt, 6);
  PantauClock *clock;

  if (rule == NULL)
    return NULL;

  clock = g_new0 (PantauClock, 1);
  clock->rule = rule;
  clock->event = g_strdup (pantau_stmt_text (stmt, 1));
  clock->event_at = pantau_stmt_integer (stmt, 2);
  clock->start = pantau_stmt_integer (stmt, 3);
  clock->due = pantau_stmt_integer (stmt, 4);
  clock->other_due = pantau_stmt_integer (stmt, 5);
  clock->ended = pantau_stmt_integer (stmt, 7);
  clock->ended_by = g_strdup (pantau_stmt_text (stmt, 8));
  clock->is_disputed = clock->other_due != 0;
  clock->is_estimate = (flags & PANTAU_CLOCK_FLAG_ESTIMATE) != 0;
  clock->is_extended = (flags & PANTAU_CLOCK_FLAG_EXTENDED) != 0;
  clock->is_stopped = (flags & PANTAU_CLOCK_FLAG_STOPPED) != 0;

  return clock;
}

static gint64
end_of_day (gint64 when, guint days)
{
  GDate day = pantau_calendar_day_of (when);

  g_date_add_days (&day, days);

  return pantau_calendar_moment (&day, DAY_SECONDS - 1);
}

static void
set_bounds (const PantauClockQuery *query, gint64 *from, gint64 *until)
{
  gint64 today = end_of_day (query->now, 0);

  *from = G_MININT64;
  *until = G_MAXINT64;
  switch (query->which)
    {
    case PANTAU_CLOCKS_OVERDUE:
      *until = query->now - 1;
      break;
    case PANTAU_CLOCKS_TODAY:
      *from = query->now;
      *until = today;
      break;
    case PANTAU_CLOCKS_SOON:
      *from = today + 1;
      *until = end_of_day (query->now, query->days > 0 ? query->days : SOON);
      break;
    case PANTAU_CLOCKS_ALL:
    default:
      break;
    }
}

/* The kabupaten/kota that @region is or lies in: an index goes by it. NULL for none, and for the province. (transfer full) */
static char *
area_of (const char *region)
{
  g_auto (GStrv) parts = region != NULL ? g_strsplit (region, ".", 3) : NULL;

  return parts != NULL && parts[0] != NULL && parts[1] != NULL
             ? g_strconcat (parts[0], ".", parts[1], NULL)
             : NULL;
}

static PantauStmt *
ask_due (PantauStore *self, const PantauClockQuery *query)
{
  static const char *const statements[2][2] = {
    { DUE ("clock_by_due", ANYWHERE, "ASC"), DUE ("clock_by_due", ANYWHERE, "DESC") },
    { DUE ("clock_by_area", IN_AREA, "ASC"), DUE ("clock_by_area", IN_AREA, "DESC") },
  };
  g_autofree char *area = area_of (query->region);
  gint64 from, until;

  set_bounds (query, &from, &until);

  return pantau_db_query (self->db, statements[area != NULL][query->which == PANTAU_CLOCKS_OVERDUE],
                          "iissssii", from, until, area, query->region, query->kind, query->rule,
                          query->limit > 0 ? (gint64) query->limit : (gint64) -1,
                          (gint64) query->offset);
}

static GPtrArray *
read_due (PantauStore *self, const PantauClockQuery *query, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_due_free);
  PantauStmt *stmt = ask_due (self, query);

  while (pantau_stmt_next (stmt))
    {
      PantauClock *clock = read_clock (self, stmt);
      PantauDue *due;

      if (clock == NULL)
        continue;
      due = g_new0 (PantauDue, 1);
      due->clock = clock;
      due->record = g_strdup (pantau_stmt_text (stmt, 9));
      due->n = (guint32) pantau_stmt_integer (stmt, 10);
      due->kind = g_strdup (pantau_stmt_text (stmt, 11));
      due->region = g_strdup (pantau_stmt_text (stmt, 12));
      due->title = g_strdup (pantau_stmt_text (stmt, 13));
      due->status = g_strdup (pantau_stmt_text (stmt, 14));
      g_ptr_array_add (list, due);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
pantau_store_clocks_due (PantauStore *self,
                         const PantauClockQuery *query,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!pantau_store_freshen (self, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;
  list = read_due (self, query, error);
  pantau_db_end_reading (self->db);

  return g_steal_pointer (&list);
}

gboolean
pantau_store_clocks_count (PantauStore *self,
                           const char *region,
                           gint64 now,
                           guint days,
                           PantauClockCounts *counts,
                           GError **error)
{
  g_autofree char *area = area_of (region);
  PantauStmt *stmt;

  memset (counts, 0, sizeof *counts);
  if (!pantau_store_freshen (self, error))
    return FALSE;

  stmt = pantau_db_query (
      self->db, area != NULL ? COUNT ("clock_by_area", IN_AREA) : COUNT ("clock_by_due", ANYWHERE),
      "iissi", now, end_of_day (now, 0), area, region, end_of_day (now, days > 0 ? days : SOON));
  if (pantau_stmt_next (stmt))
    {
      counts->overdue = pantau_stmt_integer (stmt, 0);
      counts->today = pantau_stmt_integer (stmt, 1);
      counts->soon = pantau_stmt_integer (stmt, 2);
    }

  return pantau_stmt_finish (stmt, error);
}

/* In the order of the rules: the order in which a case goes. */
static int
compare_clocks (gconstpointer a, gconstpointer b, gpointer data)
{
  const PantauClock *left = *(PantauClock *const *) a, *right = *(PantauClock *const *) b;
  GPtrArray *rules = data;
  guint of_left = 0, of_right = 0;

  g_ptr_array_find (rules, left->rule, &of_left);
  g_ptr_array_find (rules, right->rule, &of_right);

  return (of_left > of_right) - (of_left < of_right);
}

GPtrArray *
pantau_store_clocks_of (PantauStore *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) clocks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_clock_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, "SELECT " CLOCK_COLUMNS " FROM clock AS c WHERE record = ?1",
                          "s", record);
  while (pantau_stmt_next (stmt))
    {
      PantauClock *clock = read_clock (self, stmt);

      if (clock != NULL)
        g_ptr_array_add (clocks, clock);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  g_ptr_array_sort_with_data (
      clocks, compare_clocks,
      pantau_deadlines_list (pantau_reference_get_deadlines (self->reference)));

  return g_steal_pointer (&clocks);
}
