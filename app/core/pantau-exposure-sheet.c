/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What pantau_store_exposure() read, as numbers: regions, hazards, levels, villages and TPS are counted through when they are
 * first met, so that adding up (pantau-exposure-count.c) compares no text.
 */

#include "config.h"

#include "pantau-exposure-sheet.h"

#include <string.h>

#include "pantau-projection-exposure.h"

#define RISK   "risk"
#define HAZARD "hazard"

static guint
number_of (PantauExposureSheet *self, guint group, const char *code)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers[group], code));

  if (number == 0)
    {
      char *owned = g_strdup (code);

      g_ptr_array_add (self->codes[group], owned);
      number = self->codes[group]->len;
      g_hash_table_insert (self->numbers[group], owned, GUINT_TO_POINTER (number));
    }

  return number - 1;
}

/* The digits of a region's code, and how many there are: comparing these is cheaper than comparing text. */
static gint64
key_of (const char *code, gsize length)
{
  gint64 key = 0;

  for (gsize i = 0; i < length; i++)
    if (code[i] != '.')
      key = key * 10 + (code[i] - '0');

  return key * 16 + (gint64) length;
}

static gint64
read_number (const char **text)
{
  gint64 number = 0;

  while (g_ascii_isdigit (**text))
    number = number * 10 + (*(*text)++ - '0');

  return number;
}

static void
insert (GHashTable *table, gint64 key, guint number)
{
  g_hash_table_insert (table, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (number));
}

static void
clear_village (gpointer data)
{
  g_hash_table_unref (((PantauExposureVillage *) data)->stations);
}

/* Every line that is shown even where nothing is in it, in its order. */
static void
prepare_lines (PantauExposureSheet *self)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  PantauMatrix *matrix = pantau_reference_get_matrix (self->reference);
  const PantauKind *risk = pantau_kinds_lookup (kinds, RISK);
  const PantauField *hazard = risk != NULL ? pantau_kind_field (risk, HAZARD) : NULL;
  GPtrArray *choices = hazard != NULL && hazard->choices != NULL
                           ? pantau_kinds_choices (kinds, hazard->choices)
                           : NULL;
  g_autoptr (GPtrArray) children =
      pantau_regions_children (pantau_reference_get_regions (self->reference), self->region);

  for (guint i = 0; i < children->len && !self->only_region; i++)
    number_of (self, PANTAU_BY_REGION,
               ((const PantauRegion *) g_ptr_array_index (children, i))->code);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    number_of (self, PANTAU_BY_HAZARD,
               ((const PantauChoice *) g_ptr_array_index (choices, i))->code);
  for (int score = PANTAU_MATRIX_GRADES * PANTAU_MATRIX_GRADES; score > 0; score--)
    if (pantau_matrix_level (matrix, score) != NULL)
      number_of (self, PANTAU_BY_LEVEL, pantau_matrix_level (matrix, score)->code);
  self->level_lines[0][0] = number_of (self, PANTAU_BY_LEVEL, "");
  for (int likelihood = 1; likelihood <= PANTAU_MATRIX_GRADES; likelihood++)
    for (int impact = 1; impact <= PANTAU_MATRIX_GRADES; impact++)
      self->level_lines[likelihood][impact] = number_of (
          self, PANTAU_BY_LEVEL,
          pantau_matrix_level (matrix, pantau_matrix_score (matrix, likelihood, impact))->code);

  for (guint i = 0; risk != NULL && i < risk->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (risk->fields, i);

      if (field->counted)
        g_ptr_array_add (self->figures, field->name);
    }
}

PantauExposureSheet *
pantau_exposure_sheet_new (PantauReference *reference, const PantauExposureFilter *filter)
{
  PantauExposureSheet *self = g_new0 (PantauExposureSheet, 1);

  self->reference = pantau_reference_ref (reference);
  self->region = g_strdup (filter->region);
  self->only_region = filter->only_region;
  self->level = g_strdup (filter->level);
  self->figures = g_ptr_array_new ();
  for (guint i = 0; i < PANTAU_N_GROUPS; i++)
    {
      self->codes[i] = g_ptr_array_new_with_free_func (g_free);
      self->numbers[i] = g_hash_table_new (g_str_hash, g_str_equal);
    }
  self->items = g_array_new (FALSE, FALSE, sizeof (PantauExposureItem));
  self->places = g_array_new (FALSE, FALSE, sizeof (PantauExposurePlace));
  self->villages = g_array_new (FALSE, FALSE, sizeof (PantauExposureVillage));
  g_array_set_clear_func (self->villages, clear_village);
  self->region_lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->village_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  prepare_lines (self);
  self->amounts = g_new0 (GArray *, self->figures->len + 1);
  for (guint i = 0; i <= self->figures->len; i++)
    self->amounts[i] = g_array_new (FALSE, FALSE, sizeof (PantauExposureAmount));

  return self;
}

void
pantau_exposure_sheet_free (PantauExposureSheet *self)
{
  for (guint i = 0; i <= self->figures->len; i++)
    g_array_unref (self->amounts[i]);
  g_free (self->amounts);
  g_hash_table_unref (self->village_numbers);
  g_hash_table_unref (self->region_lines);
  g_array_unref (self->villages);
  g_array_unref (self->places);
  g_array_unref (self->items);
  for (guint i = 0; i < PANTAU_N_GROUPS; i++)
    {
      g_hash_table_unref (self->numbers[i]);
      g_ptr_array_unref (self->codes[i]);
    }
  g_ptr_array_unref (self->figures);
  g_free (self->level);
  g_free (self->region);
  pantau_reference_unref (self->reference);
  g_free (self);
}

/* The line of a region: that of its ancestor right below the one asked for, or of that one itself. */
static guint
find_line (PantauExposureSheet *self, const char *code)
{
  gsize length = strlen (self->region);
  const char *end;
  g_autofree char *child = NULL;

  if (!pantau_region_covers (self->region, code))
    return PANTAU_NOWHERE;
  if (code[length] == '\0')
    return number_of (self, PANTAU_BY_REGION, self->region);
  if (self->only_region)
    return PANTAU_NOWHERE;

  end = strchr (code + length + 1, '.');
  child = end != NULL ? g_strndup (code, (gsize) (end - code)) : g_strdup (code);

  return number_of (self, PANTAU_BY_REGION, child);
}

static guint
line_of_region (PantauExposureSheet *self, const char *code)
{
  gint64 key = key_of (code, strlen (code));
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->region_lines, &key)), line;

  if (found != 0)
    return found == PANTAU_NOWHERE ? PANTAU_NOWHERE : found - 1;

  line = find_line (self, code);
  insert (self->region_lines, key, line == PANTAU_NOWHERE ? PANTAU_NOWHERE : line + 1);

  return line;
}

/* @text begins with the code of a village. */
static guint
village_of (PantauExposureSheet *self, const char *text, gsize length)
{
  gint64 key = key_of (text, length);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->village_numbers, &key));

  if (number == 0)
    {
      g_autofree char *code = g_strndup (text, length);
      PantauExposureVillage village = {
        .region = line_of_region (self, code),
        .stations = g_hash_table_new (NULL, NULL),
      };

      g_array_append_val (self->villages, village);
      number = self->villages->len;
      insert (self->village_numbers, key, number);
    }

  return number - 1;
}

static guint
station_of (PantauExposureSheet *self, guint village, guint tps)
{
  GHashTable *stations = g_array_index (self->villages, PantauExposureVillage, village).stations;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (stations, GUINT_TO_POINTER (tps)));

  if (number == 0)
    {
      number = ++self->n_stations;
      g_hash_table_insert (stations, GUINT_TO_POINTER (tps), GUINT_TO_POINTER (number));
    }

  return number - 1;
}

/* "VILLAGE TPS TPS;VILLAGE": TRUE where something of it lies where it was asked for. */
static gboolean
read_stations (PantauExposureSheet *self, const char *text, PantauExposureItem *item)
{
  gboolean inside = FALSE;

  item->first_place = self->places->len;
  while (*text != '\0')
    {
      gsize length = strcspn (text, " ;");
      PantauExposurePlace place = { village_of (self, text, length), PANTAU_NOWHERE };

      inside |= g_array_index (self->villages, PantauExposureVillage, place.village).region !=
                PANTAU_NOWHERE;
      text += length;
      if (*text != ' ')
        g_array_append_val (self->places, place);
      while (*text == ' ')
        {
          text++;
          place.station = station_of (self, place.village, (guint) read_number (&text));
          g_array_append_val (self->places, place);
        }
      text += *text == ';';
    }
  item->n_places = self->places->len - item->first_place;

  return inside;
}

/* PANTAU_NOWHERE for a field that is counted no more. */
static guint
figure_of (PantauExposureSheet *self, const char *name, gsize length)
{
  if (length == strlen (PANTAU_UNNAMED) && strncmp (name, PANTAU_UNNAMED, length) == 0)
    return self->figures->len;
  for (guint i = 0; i < self->figures->len; i++)
    {
      const char *figure = g_ptr_array_index (self->figures, i);

      if (*figure == *name && strncmp (figure, name, length) == 0 && figure[length] == '\0')
        return i;
    }

  return PANTAU_NOWHERE;
}

/* "FIELD LEAST MOST;FIELD LEAST MOST" */
static void
read_figures (PantauExposureSheet *self, const char *text, guint item, gint64 mark)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, " ");
      guint figure = figure_of (self, text, length);
      PantauExposureAmount amount = { .item = item, .mark = mark };

      text += length + 1;
      amount.least = read_number (&text);
      text++;
      amount.most = read_number (&text);
      if (figure != PANTAU_NOWHERE)
        g_array_append_val (self->amounts[figure], amount);
      text += *text == ';';
    }
}

void
pantau_exposure_sheet_add (PantauExposureSheet *self, const PantauExposureLine *line)
{
  PantauExposureItem item = {
    .n = line->n,
    .occurred_at = line->occurred_at,
    .likelihood = (guint8) line->likelihood,
    .impact = (guint8) line->impact,
    .differing = line->differing,
  };
  gboolean inside;

  item.lines[PANTAU_BY_LEVEL] = self->level_lines[line->likelihood][line->impact];
  if (self->level != NULL &&
      !g_str_equal (self->level,
                    g_ptr_array_index (self->codes[PANTAU_BY_LEVEL], item.lines[PANTAU_BY_LEVEL])))
    return;

  item.lines[PANTAU_BY_REGION] = line_of_region (self, line->region);
  inside = read_stations (self, line->stations, &item);
  if (!inside && item.lines[PANTAU_BY_REGION] == PANTAU_NOWHERE)
    {
      g_array_set_size (self->places, item.first_place);
      return;
    }
  item.lines[PANTAU_BY_HAZARD] = number_of (self, PANTAU_BY_HAZARD, line->hazard);
  /* Of what only names a TPS there nobody knows which part of its numbers lies there. */
  if (item.lines[PANTAU_BY_REGION] != PANTAU_NOWHERE)
    read_figures (self, line->figures, self->items->len, line->mark);
  g_array_append_val (self->items, item);
}
