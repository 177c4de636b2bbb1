/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a figure to its records: by the same questions that counted it. */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <string.h>

#include "pantau-figure.h"

static const char *const names[PANTAU_N_SITUATION_MEASURES] = {
  [PANTAU_SITUATION_RISKS] = "situasi-risiko",
  [PANTAU_SITUATION_TPS] = "situasi-tps",
  [PANTAU_SITUATION_VOTERS] = "situasi-pemilih",
  [PANTAU_SITUATION_UNNAMED] = "situasi-tps-lain",
  [PANTAU_SITUATION_STORES] = "situasi-logistik",
  [PANTAU_SITUATION_PRISONS] = "situasi-khusus",
  [PANTAU_SITUATION_CLAIMS] = "situasi-klaim",
  [PANTAU_SITUATION_CASES] = "situasi-kasus",
  [PANTAU_SITUATION_OVERDUE] = "situasi-lewat",
  [PANTAU_SITUATION_DUE_TODAY] = "situasi-hari-ini",
  [PANTAU_SITUATION_DUE_SOON] = "situasi-segera",
  [PANTAU_SITUATION_HEARD] = "situasi-terdengar",
  [PANTAU_SITUATION_NEW] = "situasi-baru",
  [PANTAU_SITUATION_ENDED] = "situasi-berakhir",
  [PANTAU_SITUATION_NEEDS] = "situasi-butuh",
  [PANTAU_SITUATION_SENT] = "situasi-dikirim",
  [PANTAU_SITUATION_NOT_VERIFIED] = "situasi-belum-diverifikasi",
  [PANTAU_SITUATION_DIFFERING] = "situasi-beda",
  [PANTAU_SITUATION_UNTENDED_RISKS] = "situasi-belum-ditangani",
  [PANTAU_SITUATION_QUARANTINED] = "situasi-karantina",
  [PANTAU_SITUATION_REPLIES] = "situasi-balasan",
  [PANTAU_SITUATION_TREATMENTS] = "situasi-penanganan",
};

/* A record that was picked, and what it is sorted by. */
typedef struct
{
  guint32 n;
  guint16 day;
} Picked;

typedef struct
{
  PantauSituationView view;
  const PantauSituationFigure *figure;
  int level;      /* -1: any */
  int kind;       /* -1: any */
  guint aid;      /* its word; 0: any; NOWHERE: nobody names it */
  guint8 *prison; /* (owned) (nullable): by TPS */
} Pick;

static void
pick_clear (Pick *self)
{
  pantau_situation_view_clear (&self->view);
  g_free (self->prison);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pick, pick_clear)

const char *
pantau_situation_measure_name (PantauSituationMeasure measure)
{
  return names[measure];
}

gboolean
pantau_situation_measure_from_name (const char *name, PantauSituationMeasure *measure)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *measure = (PantauSituationMeasure) i;
        return TRUE;
      }

  return FALSE;
}

static int
level_of_code (const PantauSituationSheet *sheet, const char *code)
{
  if (*code == '\0')
    return 0;
  for (guint i = 0; i < sheet->levels->len; i++)
    if (g_str_equal (((const PantauLevel *) g_ptr_array_index (sheet->levels, i))->code, code))
      return (int) MIN (i + 1, PANTAU_SITUATION_MAX_LEVELS - 1);

  return G_MAXINT;
}

static guint
word_of (const PantauSituationSheet *sheet, const char *code)
{
  for (guint i = 1; i < sheet->words->len; i++)
    if (g_strcmp0 (g_ptr_array_index (sheet->words, i), code) == 0)
      return i;

  return PANTAU_SITUATION_NOWHERE;
}

static void
read_prisons (Pick *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  GPtrArray *places =
      pantau_special_places_list (pantau_reference_get_special_places (sheet->reference));

  self->prison = g_new0 (guint8, sheet->stations.lines->len + 1);
  for (guint i = 0; i < places->len; i++)
    {
      const PantauSpecialPlace *place = g_ptr_array_index (places, i);
      guint line = pantau_situation_index_find (&sheet->line_numbers,
                                                pantau_situation_digits (place->village));

      for (guint j = 0; place->prisons > 0 && j < place->tps->len; j++)
        {
          guint station = pantau_situation_stations_find (&sheet->stations, line,
                                                          g_array_index (place->tps, guint, j));

          if (station != PANTAU_SITUATION_NOWHERE)
            self->prison[station] = 1;
        }
    }
}

/* It names a TPS of the region; with @prisons one at a special place. */
static gboolean
names_station (const Pick *self, const PantauSituationRecord *item, gboolean prisons)
{
  const PantauSituationSpot *spots =
      &g_array_index (self->view.sheet->spots, PantauSituationSpot, item->first_spot);

  for (guint i = 0; i < item->n_spots; i++)
    if (spots[i].station != PANTAU_SITUATION_NOWHERE && self->view.inside[spots[i].line] &&
        (!prisons || self->prison[spots[i].station]))
      return TRUE;

  return FALSE;
}

static gboolean
has_aid (const Pick *self, const PantauSituationRisk *risk, gboolean sent)
{
  for (guint i = 0; i < risk->n_aid; i++)
    {
      const PantauSituationAid *aid =
          &g_array_index (self->view.sheet->aid, PantauSituationAid, risk->first_aid + i);

      if (self->aid != 0 && aid->word != self->aid)
        continue;
      if (sent ? aid->planned != 0 && aid->sent != 0 &&
                     (self->view.is_now || aid->sent <= self->view.second)
               : aid->planned == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits_risk (const Pick *self, const PantauSituationRecord *item, guint number)
{
  const PantauSituationFigure *figure = self->figure;
  PantauSituationMeasure measure = figure->measure;
  const PantauSituationRisk *risk;

  if (!pantau_situation_view_is_open (&self->view, item))
    return FALSE;
  risk = &g_array_index (self->view.sheet->risks, PantauSituationRisk, number);
  if ((self->level >= 0 && risk->level != self->level) ||
      (figure->likelihood > 0 && risk->likelihood != figure->likelihood) ||
      (figure->impact > 0 && risk->impact != figure->impact))
    return FALSE;

  if (measure == PANTAU_SITUATION_TPS || measure == PANTAU_SITUATION_PRISONS)
    return names_station (self, item, measure == PANTAU_SITUATION_PRISONS);
  if (measure == PANTAU_SITUATION_VOTERS)
    return risk->voters[1] > 0 && self->view.inside[item->line];
  if (measure == PANTAU_SITUATION_UNNAMED)
    return risk->unnamed[1] > 0 && self->view.inside[item->line];
  if (measure == PANTAU_SITUATION_STORES)
    return (item->flags & PANTAU_SITUATION_LOGISTICS) != 0;
  if (measure == PANTAU_SITUATION_NEEDS || measure == PANTAU_SITUATION_SENT)
    return has_aid (self, risk, measure == PANTAU_SITUATION_SENT);
  if (measure == PANTAU_SITUATION_UNTENDED_RISKS)
    return self->view.is_now && (item->flags & PANTAU_SITUATION_TENDED) == 0;

  return TRUE;
}

static gboolean
fits_clock (const Pick *self, const PantauSituationRecord *item)
{
  gint64 today, soon;

  pantau_situation_view_due (&self->view, &today, &soon);
  for (guint i = 0; i < item->n_clocks; i++)
    {
      const PantauSituationClock *clock =
          &g_array_index (self->view.sheet->clocks, PantauSituationClock, item->first_clock + i);
      gboolean overdue = pantau_situation_view_is_overdue (&self->view, item, clock);
      gboolean waits = self->view.is_now && clock->ended == 0 && !overdue;

      if (self->figure->measure == PANTAU_SITUATION_OVERDUE
              ? overdue
              : waits && (self->figure->measure == PANTAU_SITUATION_DUE_TODAY
                              ? clock->due < today
                              : clock->due >= today && clock->due < soon))
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits_day (const Pick *self, const PantauSituationRecord *item)
{
  const PantauSituationStretch own = { item->from, item->until };
  const PantauSituationStretch *stretches =
      item->n_stretches > 1 ? &g_array_index (self->view.sheet->stretches, PantauSituationStretch,
                                              item->first_stretch)
                            : &own;

  if (self->figure->measure == PANTAU_SITUATION_NEW)
    return pantau_situation_view_is_of_day (&self->view, item->from);
  for (guint i = 0; i < item->n_stretches; i++)
    if (pantau_situation_view_is_of_day (&self->view, stretches[i].until))
      return TRUE;

  return FALSE;
}

static gboolean
fits (const Pick *self, PantauSituationKind kind, guint number, const PantauSituationRecord *item)
{
  const PantauSituationView *view = &self->view;
  PantauSituationMeasure measure = self->figure->measure;

  if (measure == PANTAU_SITUATION_CLAIMS)
    return kind == PANTAU_SITUATION_HOAX && item->claim != PANTAU_SITUATION_NOWHERE &&
           pantau_situation_view_is_pending (
               view, &g_array_index (view->sheet->claims, PantauSituationClaim, item->claim));
  if (measure == PANTAU_SITUATION_CASES)
    return (kind == PANTAU_SITUATION_NEUTRALITY || kind == PANTAU_SITUATION_OTHER) &&
           pantau_situation_view_is_open (view, item);
  if (measure == PANTAU_SITUATION_OVERDUE || measure == PANTAU_SITUATION_DUE_TODAY ||
      measure == PANTAU_SITUATION_DUE_SOON)
    return fits_clock (self, item);
  if (measure == PANTAU_SITUATION_HEARD)
    return item->day <= view->day && item->day + view->heard_days > view->day;
  if (measure == PANTAU_SITUATION_NEW || measure == PANTAU_SITUATION_ENDED)
    return (self->kind < 0 || (int) kind == self->kind) && fits_day (self, item);
  if (measure == PANTAU_SITUATION_NOT_VERIFIED)
    return view->is_now && (item->flags & PANTAU_SITUATION_UNVERIFIED) != 0 &&
           kind != PANTAU_SITUATION_ACTIVITY;
  if (measure == PANTAU_SITUATION_DIFFERING)
    return view->is_now && (item->flags & PANTAU_SITUATION_DIFFERS) != 0;

  return kind == PANTAU_SITUATION_RISK && fits_risk (self, item, number);
}

/* Those that wait for somebody are kept apart; one record may wait more than once. */
static GArray *
waits_of (const Pick *self)
{
  PantauSituationMeasure measure = self->figure->measure;

  if (measure == PANTAU_SITUATION_QUARANTINED)
    return self->view.sheet->quarantined;
  if (measure == PANTAU_SITUATION_REPLIES)
    return self->view.sheet->replies;

  return measure == PANTAU_SITUATION_TREATMENTS ? self->view.sheet->treatments : NULL;
}

static int
compare_picked (gconstpointer a, gconstpointer b)
{
  const Picked *left = a, *right = b;

  if (left->day != right->day)
    return left->day < right->day ? 1 : -1;

  return (left->n < right->n) - (left->n > right->n);
}

static GArray *
pick_all (const Pick *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  GArray *waits = waits_of (self), *found = g_array_new (FALSE, FALSE, sizeof (Picked));

  for (guint i = 0; waits != NULL && i < waits->len && self->view.is_now; i++)
    {
      const PantauSituationWait *wait = &g_array_index (waits, PantauSituationWait, i);
      Picked picked = { .n = wait->n };

      if (wait->due < self->view.now && self->view.inside[wait->line])
        g_array_append_val (found, picked);
    }
  for (guint kind = 0; waits == NULL && kind < PANTAU_N_SITUATION_KINDS; kind++)
    for (guint i = 0; i < sheet->items[kind]->len; i++)
      {
        const PantauSituationRecord *item =
            &g_array_index (sheet->items[kind], PantauSituationRecord, i);
        Picked picked = { item->n, item->day };

        if (pantau_situation_view_has (&self->view, item) &&
            fits (self, (PantauSituationKind) kind, i, item))
          g_array_append_val (found, picked);
      }
  g_array_sort (found, compare_picked);

  return found;
}

GArray *
pantau_situation_records (PantauSituationSheet *sheet,
                          const PantauSituationQuery *query,
                          const PantauSituationFigure *figure,
                          GError **error)
{
  PantauSituationQuery asked = *query;
  g_auto (Pick) pick = { .figure = figure, .level = -1, .kind = -1 };
  g_autoptr (GArray) found = NULL;
  GArray *rows;

  if (figure->region != NULL)
    asked.region = figure->region;
  if (!pantau_situation_view_init (&pick.view, sheet, &asked, error))
    return NULL;
  if (figure->level != NULL)
    pick.level = level_of_code (sheet, figure->level);
  if (figure->kind != NULL)
    pick.kind = (int) pantau_situation_kind (figure->kind);
  if (figure->aid != NULL)
    pick.aid = word_of (sheet, figure->aid);
  if (figure->measure == PANTAU_SITUATION_PRISONS)
    read_prisons (&pick);

  found = pick_all (&pick);
  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), found->len);
  for (guint i = 0; i < found->len; i++)
    {
      guint32 n = g_array_index (found, Picked, i).n;

      if (rows->len == 0 || g_array_index (rows, guint32, rows->len - 1) != n)
        g_array_append_val (rows, n);
    }

  return rows;
}

char *
pantau_situation_query (const PantauSituation *self, const PantauSituationFigure *figure)
{
  PantauFigure text = {
    .name = (char *) pantau_situation_measure_name (figure->measure),
    .region = (char *) (figure->region != NULL ? figure->region : self->region),
    .election = self->election,
    .level = (char *) figure->level,
    .likelihood = figure->likelihood,
    .impact = figure->impact,
    .kind = (char *) figure->kind,
    .aid = (char *) figure->aid,
    .at = self->at,
    .exactly = self->exactly,
    .heard_days = figure->measure == PANTAU_SITUATION_HEARD ? self->heard_days : 0,
  };

  return pantau_figure_query (&text);
}
