/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was told and is so no more. */

#include "config.h"

#include <string.h>

#include "pantau-calendar.h"
#include "pantau-notice-private.h"
#include "pantau-store-private.h"

typedef GPtrArray *(*FindFunc) (const PantauNoticeScope *scope, GError **error);

/* @notice is of a single one, whose UUID follows @what. */
static gboolean
check_single (PantauNoticeScope *scope,
              const PantauNotice *notice,
              const char *what,
              FindFunc find,
              gboolean *is_over,
              GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  scope->subject = notice->id + strlen (what) + 1;
  hits = find (scope, error);
  if (hits == NULL)
    return FALSE;
  *is_over = hits->len == 0 ||
             (notice->names && !((PantauNoticeHit *) g_ptr_array_index (hits, 0))->is_open);

  return TRUE;
}

static gboolean
check_due (const PantauNoticeScope *scope,
           const PantauNotice *notice,
           gboolean *is_over,
           GError **error)
{
  GDate told = pantau_calendar_day_of (notice->at), day = pantau_calendar_day_of (scope->now);
  gint64 n_today, n_overdue;

  if (!pantau_notice_count_due (scope, &n_today, &n_overdue, error))
    return FALSE;
  *is_over = n_today == 0 || g_date_compare (&told, &day) != 0;

  return TRUE;
}

static gboolean
check (PantauNoticeScope *scope, const PantauNotice *notice, gboolean *is_over, GError **error)
{
  *is_over = FALSE;
  if (g_str_has_prefix (notice->id, PANTAU_TOLD_SEVERE "-"))
    {
      if (scope->rules->severe)
        return check_single (scope, notice, PANTAU_TOLD_SEVERE, pantau_notice_find_severe, is_over,
                             error);
      *is_over = TRUE;
    }
  else if (g_str_has_prefix (notice->id, PANTAU_TOLD_SPREAD "-"))
    {
      if (scope->rules->spread)
        return check_single (scope, notice, PANTAU_TOLD_SPREAD, pantau_notice_find_spread, is_over,
                             error);
      *is_over = TRUE;
    }
  else if (g_str_equal (notice->id, PANTAU_TOLD_DUE))
    {
      if (scope->rules->due)
        return check_due (scope, notice, is_over, error);
      *is_over = TRUE;
    }

  return TRUE;
}

GStrv
pantau_notice_list_over (
    PantauHome *home, const PantauNoticeRules *rules, GPtrArray *told, gint64 now, GError **error)
{
  g_autoptr (GStrvBuilder) over = g_strv_builder_new ();
  PantauNoticeScope scope = { .home = home, .rules = rules, .now = now };
  g_autoptr (GError) inner = NULL;

  if (!pantau_store_freshen (pantau_home_get_store (home), error))
    return NULL;
  if (!pantau_notice_reads_records (home, &scope.is_pemprov, &inner) && inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }

  for (guint i = 0; i < told->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (told, i);
      gboolean is_over;

      if (!check (&scope, notice, &is_over, error))
        return NULL;
      if (is_over)
        g_strv_builder_add (over, notice->id);
    }

  return g_strv_builder_end (over);
}
