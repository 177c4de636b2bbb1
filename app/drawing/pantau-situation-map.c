/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map of the situation shows: a figure, a shade and a legend for each choice. */

#include "config.h"

#include "pantau-situation-map.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"

#define DAY 86400

/* Beyond it a figure is told in thousands: a hexagon has room for five letters. */
#define LONGEST 10000

/* Steps of shades: what was reported, and what was nil. */
#define REPORTED_STEP 2
#define NIHIL_STEP    0

static const struct
{
  const char *name;
  const char *label;
  PantauSituationMeasure measure;
  gboolean is_of_cases;
} layers[PANTAU_N_LAYERS] = {
  [PANTAU_LAYER_RISKS] = { "risiko", N_ ("Open risks by level"), PANTAU_SITUATION_RISKS, FALSE },
  [PANTAU_LAYER_TPS] = { "tps", N_ ("TPS exposed"), PANTAU_SITUATION_TPS, FALSE },
  [PANTAU_LAYER_VOTERS] = { "pemilih", N_ ("Voters exposed"), PANTAU_SITUATION_VOTERS, FALSE },
  [PANTAU_LAYER_CLAIMS] = { "klaim", N_ ("Undecided claims"), PANTAU_SITUATION_CLAIMS, FALSE },
  [PANTAU_LAYER_COVERAGE] = { "cakupan", N_ ("Coverage and silence"), PANTAU_SITUATION_HEARD,
                              FALSE },
  [PANTAU_LAYER_BURDEN] = { "beban", N_ ("Open risk burden"), PANTAU_SITUATION_TPS, FALSE },
  [PANTAU_LAYER_OVERDUE] = { "lewat", N_ ("Overdue time limits"), PANTAU_SITUATION_OVERDUE, TRUE },
  [PANTAU_LAYER_CASES] = { "kasus", N_ ("Open cases"), PANTAU_SITUATION_CASES, TRUE },
};

const char *
pantau_layer_name (PantauLayer self)
{
  return layers[self].name;
}

gboolean
pantau_layer_from_name (const char *name, PantauLayer *layer)
{
  for (guint i = 0; i < PANTAU_N_LAYERS; i++)
    if (g_strcmp0 (layers[i].name, name) == 0)
      {
        *layer = (PantauLayer) i;
        return TRUE;
      }

  return FALSE;
}

const char *
pantau_layer_label (PantauLayer self)
{
  return _ (layers[self].label);
}

gboolean
pantau_layer_is_of_cases (PantauLayer self)
{
  return layers[self].is_of_cases;
}

PantauSituationMeasure
pantau_layer_measure (PantauLayer self)
{
  return layers[self].measure;
}

gint64
pantau_layer_value (PantauLayer self, const PantauSituationRow *row)
{
  switch (self)
    {
    case PANTAU_LAYER_RISKS:
      return row->risks;
    case PANTAU_LAYER_TPS:
      return row->tps + row->unnamed.least;
    case PANTAU_LAYER_VOTERS:
      return row->voters.least;
    case PANTAU_LAYER_CLAIMS:
      return row->claims;
    case PANTAU_LAYER_COVERAGE:
      return row->state != PANTAU_COVERAGE_SILENT;
    case PANTAU_LAYER_BURDEN:
      return MAX (row->burden, 0);
    case PANTAU_LAYER_OVERDUE:
      return row->overdue;
    case PANTAU_LAYER_CASES:
    default:
      return row->cases;
    }
}

static const char *
level_name (const PantauSituation *situation, guint level)
{
  const PantauLevel *of = level > 0 && level <= situation->levels->len
                              ? g_ptr_array_index (situation->levels, level - 1)
                              : NULL;

  return of != NULL ? pantau_label_get (&of->name, pantau_locale_get ()) : _ ("not assessed");
}

static guint
n_levels (const PantauSituation *situation)
{
  return MIN (situation->levels->len, PANTAU_SITUATION_MAX_LEVELS - 1);
}

/* The worst first, what was not assessed last. */
static char *
risk_words (const PantauSituation *situation, const PantauSituationRow *row)
{
  g_autofree char *number = pantau_format_integer (row->risks), *whole = NULL;
  g_autoptr (GString) parts = g_string_new (NULL);

  whole = g_strdup_printf (ngettext ("%s open risk", "%s open risks", row->risks), number);
  for (guint i = 0; i <= n_levels (situation); i++)
    {
      guint level = n_levels (situation) - i;
      g_autofree char *some = pantau_format_integer (row->levels[level]), *name = NULL;

      if (row->levels[level] == 0)
        continue;
      name = g_utf8_strdown (level_name (situation, level), -1);
      g_string_append_printf (parts, "%s%s %s", parts->len > 0 ? ", " : "", some, name);
    }

  /* Translators: "3 open risks: 1 very high, 2 not assessed" */
  return parts->len > 0 ? g_strdup_printf (_ ("%s: %s"), whole, parts->str)
                        : g_steal_pointer (&whole);
}

static char *
tps_words (const PantauSituationRow *row)
{
  g_autofree char *named = pantau_format_integer (row->tps), *beyond = NULL;

  if (row->unnamed.most == 0)
    return g_strdup_printf (_ ("%s TPS exposed"), named);
  beyond = pantau_range_text (&row->unnamed);

  /* Translators: how many TPS, and how many beyond those that were named: a number, or "between 3 and 5" */
  return g_strdup_printf (_ ("%s TPS exposed, and %s more that are not named"), named, beyond);
}

static gint64
days_since (const PantauSituation *situation, const PantauSituationRow *row)
{
  gint64 moment = situation->at != 0 ? situation->at : situation->now;

  return MAX ((moment - row->last_heard) / DAY, 0);
}

static char *
coverage_words (const PantauSituation *situation, const PantauSituationRow *row)
{
  const char *state = pantau_coverage_state_label (row->state);
  gint64 days = days_since (situation, row);
  g_autofree char *number = pantau_format_integer (days), *ago = NULL;

  if (row->last_heard == 0)
    return g_strdup_printf (_ ("%s; never heard of"), state);
  if (days == 0)
    return g_strdup_printf (_ ("%s; last heard of on that day"), state);
  ago = g_strdup_printf (ngettext ("%s day before", "%s days before", (gulong) days), number);

  /* Translators: "silent; last heard of 12 days before" */
  return g_strdup_printf (_ ("%s; last heard of %s"), state, ago);
}

static char *
burden_words (const PantauSituationRow *row)
{
  g_autofree char *burden = pantau_format_number (row->burden / 100.0);

  if (row->burden < 0)
    return g_strdup (_ ("open risk burden unknown"));

  return g_strdup_printf (_ ("open risk burden %s of 100"), burden);
}

char *
pantau_layer_words (PantauLayer self,
                    const PantauSituation *situation,
                    const PantauSituationRow *row)
{
  gint64 value = pantau_layer_value (self, row);
  g_autofree char *number = pantau_format_integer (value), *range = NULL;

  switch (self)
    {
    case PANTAU_LAYER_RISKS:
      return risk_words (situation, row);
    case PANTAU_LAYER_TPS:
      return tps_words (row);
    case PANTAU_LAYER_VOTERS:
      range = pantau_range_text (&row->voters);
      return g_strdup_printf (_ ("%s voters exposed"), range);
    case PANTAU_LAYER_CLAIMS:
      return g_strdup_printf (
          ngettext ("%s undecided claim", "%s undecided claims", (gulong) value), number);
    case PANTAU_LAYER_COVERAGE:
      return coverage_words (situation, row);
    case PANTAU_LAYER_BURDEN:
      return burden_words (row);
    case PANTAU_LAYER_OVERDUE:
      return g_strdup_printf (
          ngettext ("%s overdue time limit", "%s overdue time limits", (gulong) value), number);
    case PANTAU_LAYER_CASES:
    default:
      return g_strdup_printf (ngettext ("%s open case", "%s open cases", (gulong) value), number);
    }
}

/* --- What stands in a hexagon --- */

/* (transfer full) (nullable) */
static char *
text_of (PantauLayer layer, const PantauSituation *situation, const PantauSituationRow *row)
{
  gint64 value = pantau_layer_value (layer, row);
  g_autofree char *thousands = pantau_format_integer ((value + 500) / 1000);

  if (layer == PANTAU_LAYER_COVERAGE)
    return row->last_heard != 0 ? pantau_format_integer (days_since (situation, row))
                                : g_strdup ("–");
  if (value == 0)
    return NULL;
  if (layer == PANTAU_LAYER_BURDEN)
    return value < 100 ? g_strdup ("<1") : pantau_format_integer ((value + 50) / 100);
  if (value < LONGEST)
    return pantau_format_integer (value);

  /* Translators: a number of thousands, as short as it can be: "12k" */
  return g_strdup_printf (_ ("%sk"), thousands);
}

static PantauFill
level_fill (guint level, guint of)
{
  if (level == 0)
    return (PantauFill){ .step = -1, .is_hatched = TRUE };

  return (PantauFill){ .step = (int) ((level * PANTAU_N_SHADES + of - 1) / of) - 1,
                       .n_dots = level };
}

static PantauFill
risk_fill (const PantauSituation *situation, const PantauSituationRow *row)
{
  guint of = n_levels (situation);

  for (guint i = 0; i <= of; i++)
    if (row->levels[of - i] > 0)
      return level_fill (of - i, of);

  return (PantauFill){ .step = -1 };
}

static PantauFill
state_fill (PantauCoverageState state)
{
  switch (state)
    {
    case PANTAU_COVERAGE_REPORTED:
      return (PantauFill){ .step = REPORTED_STEP };
    case PANTAU_COVERAGE_NIHIL:
      return (PantauFill){ .step = NIHIL_STEP };
    case PANTAU_COVERAGE_SILENT:
    default:
      return (PantauFill){ .step = -1, .is_hatched = TRUE };
    }
}

/* --- The legend --- */

static void
add_item (PantauSituationMap *self, PantauFill fill, const char *text)
{
  g_ptr_array_add (self->legend, pantau_legend_item_new (fill, text));
}

static void
add_levels (PantauSituationMap *self, const PantauSituation *situation)
{
  guint of = n_levels (situation);

  add_item (self, (PantauFill){ .step = -1 }, _ ("no open risk"));
  for (guint level = 0; level <= of; level++)
    {
      g_autofree char *name = g_utf8_strdown (level_name (situation, level), -1);

      add_item (self, level_fill (level, of), name);
    }
}

static void
add_states (PantauSituationMap *self)
{
  for (guint state = 0; state < PANTAU_N_COVERAGE_STATES; state++)
    add_item (self, state_fill ((PantauCoverageState) state),
              pantau_coverage_state_label ((PantauCoverageState) state));
}

/* "0,01–1,5": of hundredths */
static char *
hundredths_text (const PantauScale *scale, guint step)
{
  g_autofree char *first =
                      pantau_format_number ((step > 0 ? scale->limits[step - 1] + 1 : 1) / 100.0),
                  *last = pantau_format_number (scale->limits[step] / 100.0);

  return g_str_equal (first, last) ? g_strdup (first) : g_strconcat (first, "–", last, NULL);
}

static void
add_scale (PantauSituationMap *self, const PantauScale *scale)
{
  add_item (self, (PantauFill){ .step = -1 }, "0");
  for (guint step = 0; step < PANTAU_N_SHADES && scale->limits[step] > 0; step++)
    {
      g_autofree char *text = self->layer == PANTAU_LAYER_BURDEN ? hundredths_text (scale, step)
                                                                 : pantau_scale_text (scale, step);

      add_item (self, (PantauFill){ .step = (int) step }, text);
    }
}

void
pantau_situation_map_free (PantauSituationMap *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->values);
  g_free (self->fills);
  g_ptr_array_unref (self->legend);
  g_free (self);
}

static void
fill_cells (PantauSituationMap *self, const PantauSituation *situation, PantauHexes *hexes)
{
  for (guint i = 0; i < situation->kecamatan->len; i++)
    {
      const PantauSituationRow *row = g_ptr_array_index (situation->kecamatan, i);
      int index = pantau_hexes_find (hexes, row->code);

      if (index == PANTAU_HEX_NONE)
        continue;
      self->values[index] = pantau_layer_value (self->layer, row);
      self->texts[index] = text_of (self->layer, situation, row);
      if (self->layer == PANTAU_LAYER_RISKS)
        self->fills[index] = risk_fill (situation, row);
      else if (self->layer == PANTAU_LAYER_COVERAGE)
        self->fills[index] = state_fill (row->state);
      else
        self->fills[index].step = -1;
    }
}

/* What is shaded by how much it is, when all are known. */
static void
fill_steps (PantauSituationMap *self)
{
  PantauScale scale;
  gint64 most = 0;

  for (guint i = 0; i < self->n; i++)
    most = MAX (most, self->values[i]);
  scale = pantau_scale_new (most);
  for (guint i = 0; i < self->n; i++)
    if (self->fills[i].step != PANTAU_FILL_OUTSIDE)
      self->fills[i].step = pantau_scale_step (&scale, self->values[i]);
  add_scale (self, &scale);
}

PantauSituationMap *
pantau_situation_map_new (const PantauSituation *situation, PantauHexes *hexes, PantauLayer layer)
{
  PantauSituationMap *self = g_new0 (PantauSituationMap, 1);

  self->layer = layer;
  self->n = pantau_hexes_get_size (hexes);
  self->values = g_new0 (gint64, self->n);
  self->fills = g_new0 (PantauFill, self->n);
  self->texts = g_new0 (char *, self->n);
  self->legend = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_legend_item_free);
  for (guint i = 0; i < self->n; i++)
    self->fills[i].step = PANTAU_FILL_OUTSIDE;
  fill_cells (self, situation, hexes);
  if (layer == PANTAU_LAYER_RISKS)
    add_levels (self, situation);
  else if (layer == PANTAU_LAYER_COVERAGE)
    add_states (self);
  else
    fill_steps (self);

  return self;
}

void
pantau_situation_map_draw (const PantauSituationMap *self,
                           cairo_t *cr,
                           const cairo_rectangle_t *area,
                           PantauHexes *hexes,
                           PantauRegions *regions,
                           const PantauShades *shades,
                           const char *font,
                           double letters)
{
  PantauLegendPicture legend = {
    .items = self->legend, .shades = shades, .font = font, .letters = letters
  };
  double below = pantau_legend_height (&legend, area->width);
  cairo_rectangle_t above = { area->x, area->y, area->width,
                              MAX (area->height - below - letters / 2, 0) };
  PantauHexPlan plan = pantau_hex_plan (hexes, &above);
  PantauHexPicture picture = { .hexes = hexes,
                               .regions = regions,
                               .values = self->values,
                               .fills = self->fills,
                               .texts = self->texts,
                               .shades = shades,
                               .font = font };

  g_return_if_fail (self->n == pantau_hexes_get_size (hexes));

  pantau_hex_draw (cr, &plan, &picture);
  pantau_legend_draw (
      cr, &legend,
      &(const cairo_rectangle_t){ area->x, area->y + area->height - below, area->width, below });
}
