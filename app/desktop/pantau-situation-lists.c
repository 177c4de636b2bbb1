/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a situation as lines of lists. */

#include "config.h"

#include "pantau-situation-lists.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-situation-table.h"

#define AID_LIST "aid"

void
pantau_figure_line_free (PantauFigureLine *self)
{
  g_free (self->name);
  g_free (self->figure);
  g_free (self->place);
  g_free (self);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_figure_line_free);
}

static char *
place_of (const PantauSituation *situation, const PantauSituationFigure *figure)
{
  g_autofree char *query = pantau_situation_query (situation, figure);

  return g_strconcat ("query:", query, NULL);
}

/* Takes @text. @is_zero: there is nothing behind it. */
static void
add_text (GPtrArray *lines,
          const PantauSituation *situation,
          const char *name,
          char *text,
          const PantauSituationFigure *figure,
          gboolean is_zero)
{
  PantauFigureLine *line = g_new0 (PantauFigureLine, 1);

  line->name = g_strdup (name);
  line->figure = text;
  line->place = is_zero ? NULL : place_of (situation, figure);
  g_ptr_array_add (lines, line);
}

static void
add (GPtrArray *lines,
     const PantauSituation *situation,
     const char *name,
     gint64 n,
     PantauSituationMeasure measure)
{
  const PantauSituationFigure figure = { .measure = measure };

  add_text (lines, situation, name, pantau_format_integer (n), &figure, n == 0);
}

static void
add_range (GPtrArray *lines,
           const PantauSituation *situation,
           const char *name,
           const PantauRange *range,
           PantauSituationMeasure measure)
{
  const PantauSituationFigure figure = { .measure = measure };

  add_text (lines, situation, name, pantau_range_text (range), &figure, range->most == 0);
}

/* "Of these: high", the worst first, what was not assessed last; only levels that some have. */
static void
add_levels (GPtrArray *lines, const PantauSituation *situation)
{
  guint n = MIN (situation->levels->len, PANTAU_SITUATION_MAX_LEVELS - 1);

  for (guint i = 0; i <= n; i++)
    {
      guint level = n - i;
      const PantauLevel *of = level > 0 ? g_ptr_array_index (situation->levels, level - 1) : NULL;
      const PantauSituationFigure figure = { .measure = PANTAU_SITUATION_RISKS,
                                             .level = of != NULL ? of->code : "" };
      g_autofree char *word = NULL, *name = NULL;

      if (situation->total->levels[level] == 0)
        continue;
      word = of != NULL ? g_utf8_strdown (pantau_label_get (&of->name, pantau_locale_get ()), -1)
                        : g_strdup (_ ("not assessed"));
      /* Translators: how many of the open risks have a level */
      name = g_strdup_printf (_ ("Of these: %s"), word);
      add_text (lines, situation, name, pantau_format_integer (situation->total->levels[level]),
                &figure, FALSE);
    }
}

/* "3/51": without a blank, or it would break where there is little room. */
static char *
part_text (gint64 some, gint64 all)
{
  g_autofree char *part = pantau_format_integer (some), *whole = pantau_format_integer (all);

  return g_strconcat (part, "/", whole, NULL);
}

static void
add_heard (GPtrArray *lines, const PantauSituation *situation)
{
  const PantauSituationFigure figure = { .measure = PANTAU_SITUATION_HEARD };
  const PantauSituationHeard *heard = situation->total->kecamatan.total > 0
                                          ? &situation->total->kecamatan
                                          : &situation->total->villages;
  g_autofree char *days = pantau_format_integer (situation->heard_days), *name = NULL;

  if (heard->total == 0)
    return;
  name =
      g_strdup_printf (heard == &situation->total->kecamatan ? _ ("Kecamatan heard of in %s days")
                                                             : _ ("Villages heard of in %s days"),
                       days);
  add_text (lines, situation, name,
            part_text (heard->total - heard->states[PANTAU_COVERAGE_SILENT], heard->total), &figure,
            situation->total->state == PANTAU_COVERAGE_SILENT);
}

static void
add_burden (GPtrArray *lines, const PantauSituation *situation)
{
  const PantauSituationRow *total = situation->total;
  const PantauSituationFigure figure = { .measure = total->tps > 0 ? PANTAU_SITUATION_TPS
                                                                   : PANTAU_SITUATION_UNNAMED };

  if (total->burden >= 0)
    add_text (lines, situation, _ ("Open risk burden, 0 to 100"),
              pantau_format_number (total->burden / 100.0), &figure, total->burden == 0);
}

static void
add_cases (GPtrArray *lines, const PantauSituation *situation)
{
  const PantauSituationRow *total = situation->total;

  add (lines, situation, _ ("Open cases"), total->cases, PANTAU_SITUATION_CASES);
  add (lines, situation, _ ("Time limits that have passed"), total->overdue,
       PANTAU_SITUATION_OVERDUE);
  if (situation->at != 0)
    return;
  add (lines, situation, _ ("Time limits that pass today"), total->due_today,
       PANTAU_SITUATION_DUE_TODAY);
  add (lines, situation, _ ("Time limits of the 7 days after"), total->due_soon,
       PANTAU_SITUATION_DUE_SOON);
}

GPtrArray *
pantau_situation_list_figures (const PantauSituation *situation, gboolean with_cases)
{
  const PantauSituationRow *total = situation->total;
  const PantauSituationFigure special = { .measure = PANTAU_SITUATION_PRISONS };
  GPtrArray *lines = new_list ();

  add (lines, situation, _ ("Open risks"), total->risks, PANTAU_SITUATION_RISKS);
  add_levels (lines, situation);
  add (lines, situation, _ ("TPS named, each once"), total->tps, PANTAU_SITUATION_TPS);
  if (total->unnamed.most > 0)
    add_range (lines, situation, _ ("TPS besides, not named"), &total->unnamed,
               PANTAU_SITUATION_UNNAMED);
  add_range (lines, situation, _ ("Voters affected"), &total->voters, PANTAU_SITUATION_VOTERS);
  add_burden (lines, situation);
  add (lines, situation, _ ("Risks to the logistics"), total->logistics, PANTAU_SITUATION_STORES);
  if (situation->special_total > 0)
    add_text (lines, situation, _ ("TPS at prisons that are at risk"),
              part_text (total->special, situation->special_total), &special, total->special == 0);
  add (lines, situation, _ ("Undecided claims"), total->claims, PANTAU_SITUATION_CLAIMS);
  if (with_cases)
    add_cases (lines, situation);
  add_heard (lines, situation);

  return lines;
}

GPtrArray *
pantau_situation_list_decisions (const PantauSituation *situation)
{
  const PantauSituationRow *total = situation->total;
  GPtrArray *lines = new_list ();

  if (situation->at != 0)
    return lines;
  add (lines, situation, _ ("Not verified yet"), total->unverified, PANTAU_SITUATION_NOT_VERIFIED);
  add (lines, situation, _ ("People differ"), total->differing, PANTAU_SITUATION_DIFFERING);
  add (lines, situation, _ ("Risks without owner, treatment and agency"), total->untended,
       PANTAU_SITUATION_UNTENDED_RISKS);
  add (lines, situation, _ ("In quarantine"), total->quarantined, PANTAU_SITUATION_QUARANTINED);
  add (lines, situation, _ ("Replies of agencies that are overdue"), total->replies,
       PANTAU_SITUATION_REPLIES);
  add (lines, situation, _ ("Treatments that are overdue"), total->treatments,
       PANTAU_SITUATION_TREATMENTS);

  return lines;
}

/* "3 risks (12 pieces)" */
static char *
needs_text (const PantauSituationAidRow *aid)
{
  g_autofree char *records = pantau_format_integer (aid->records),
                  *pieces = pantau_format_integer (aid->needed), *text = NULL;

  text = g_strdup_printf (ngettext ("%s risk", "%s risks", aid->records), records);
  if (aid->needed == 0)
    return g_steal_pointer (&text);

  /* Translators: how many risks need an aid, and how many pieces of it as far as they say */
  return g_strdup_printf (ngettext ("%s (%s piece)", "%s (%s pieces)", (gulong) aid->needed), text,
                          pieces);
}

/* "5, and 2 planned" */
static char *
sent_text (const PantauSituationAidRow *aid)
{
  g_autofree char *sent = pantau_format_integer (aid->sent),
                  *planned = pantau_format_integer (aid->planned);

  return aid->planned > 0 ? g_strdup_printf (_ ("%s, and %s planned"), sent, planned)
                          : g_strdup (sent);
}

GPtrArray *
pantau_situation_list_aid (const PantauSituation *situation, PantauReference *reference)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  GPtrArray *lines = new_list ();

  for (guint i = 0; i < situation->aid->len; i++)
    {
      const PantauSituationAidRow *aid = g_ptr_array_index (situation->aid, i);
      const PantauSituationFigure needs = { .measure = PANTAU_SITUATION_NEEDS, .aid = aid->code },
                                  sent = { .measure = PANTAU_SITUATION_SENT, .aid = aid->code };
      const char *label =
          pantau_kinds_choice_label (kinds, AID_LIST, aid->code, pantau_locale_get ());
      g_autofree char *needed_name = NULL, *sent_name = NULL;

      /* Translators: an aid: boats, tarpaulins … */
      needed_name = g_strdup_printf (_ ("%s: needed by"), label);
      add_text (lines, situation, needed_name, needs_text (aid), &needs, aid->records == 0);
      if (aid->sent == 0 && aid->planned == 0 && aid->records == 0)
        continue;
      sent_name = g_strdup_printf (_ ("%s: sent"), label);
      add_text (lines, situation, sent_name, sent_text (aid), &sent, aid->sent == 0);
    }

  return lines;
}

GPtrArray *
pantau_situation_list_special (const PantauSituation *situation, PantauReference *reference)
{
  GPtrArray *lines = new_list ();

  for (guint i = 0; i < situation->special->len; i++)
    {
      const PantauSituationSpecial *special = g_ptr_array_index (situation->special, i);
      const PantauSituationFigure named = { .measure = PANTAU_SITUATION_PRISONS,
                                            .region = special->village },
                                  whole = { .measure = PANTAU_SITUATION_RISKS,
                                            .region = special->village };

      if (special->named > 0)
        add_text (lines, situation, special->site, part_text (special->named, special->stations),
                  &named, FALSE);
      else if (special->whole)
        /* Translators: a risk is about the whole village in which a prison is, without naming TPS */
        add_text (lines, situation, special->site, g_strdup (_ ("its village")), &whole, FALSE);
    }

  return lines;
}
