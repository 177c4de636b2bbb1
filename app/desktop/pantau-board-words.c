/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims in words and pictures, the same on the board and in the view of one. */

#define G_LOG_DOMAIN "pantau-board-words"

#include "config.h"

#include "pantau-board-words.h"

#include <glib/gi18n-lib.h>

#include "pantau-figure.h"
#include "pantau-format.h"
#include "pantau-harm.h"
#include "pantau-locale.h"
#include "pantau-words.h"

/* Far more than a screen has room for. */
#define MOST_COLUMNS 2000

char *
pantau_board_words_sightings (gint64 n)
{
  g_autofree char *number = pantau_format_integer (n);

  return g_strdup_printf (ngettext ("%s sighting", "%s sightings", (gulong) n), number);
}

char *
pantau_board_words_seen (gint64 n)
{
  g_autofree char *number = pantau_format_integer (n);

  if (n == 0)
    /* Translators: of a place: a claim was not seen there until now */
    return g_strdup (_ ("not seen yet"));

  /* Translators: how often a claim was seen in a place: its sightings, and the record it is named after */
  return g_strdup_printf (ngettext ("seen %s time", "seen %s times", (gulong) n), number);
}

char *
pantau_board_words_where (const PantauClaim *claim)
{
  g_autofree char *areas = pantau_format_integer (claim->n_areas),
                  *kecamatan = pantau_format_integer (claim->n_kecamatan);

  if (claim->n_areas == 0)
    return g_strdup (_ ("seen in no kabupaten/kota that is named"));
  if (claim->n_kecamatan == 0)
    /* Translators: “seen in 4 kabupaten/kota” */
    return g_strdup_printf (_ ("seen in %s kabupaten/kota"), areas);

  /* Translators: “seen in 4 kabupaten/kota, 9 kecamatan” */
  return g_strdup_printf (_ ("seen in %s kabupaten/kota, %s kecamatan"), areas, kecamatan);
}

static void
add_line (GString *out, const char *line)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", line);
}

char *
pantau_board_words_alarm (const PantauClaim *claim)
{
  GString *out = g_string_new (NULL);

  if (claim->changes_voting)
    add_line (out, _ ("May change how, where or when people vote"));
  if (claim->unrest)
    add_line (out, _ ("Physical unrest"));
  if (claim->overdue > 0)
    {
      g_autofree char *number = pantau_format_integer (claim->overdue);
      g_autofree char *line = g_strdup_printf (
          ngettext ("%s reply is overdue", "%s replies are overdue", claim->overdue), number);

      add_line (out, line);
    }

  return g_string_free (out, out->len == 0);
}

char *
pantau_board_words_harm (PantauReference *reference, const PantauClaim *claim)
{
  PantauHarm *harm = pantau_reference_get_harm (reference);
  g_autoptr (GPtrArray) parts = pantau_harm_parts (harm, &claim->harm_facts, pantau_locale_get ());
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *points = pantau_format_integer (claim->harm),
                  *most = pantau_format_integer (pantau_harm_most (harm));

  for (guint i = 0; i < parts->len; i++)
    {
      const PantauHarmPart *part = g_ptr_array_index (parts, i);
      g_autofree char *number = pantau_format_integer (part->points);

      g_string_append_printf (names, "%s%s %s", i > 0 ? ", " : "", part->name, number);
    }
  if (parts->len == 0)
    /* Translators: points of the harm that a claim may do, of the most there are */
    return g_strdup_printf (_ ("Harm %s of %s"), points, most);

  /* Translators: points of the harm that a claim may do, of the most there are, and what they are given for */
  return g_strdup_printf (_ ("Harm %s of %s: %s"), points, most, names->str);
}

char *
pantau_board_words_takedown (const PantauClaim *claim)
{
  switch (claim->takedown)
    {
    case PANTAU_TAKEDOWN_ASKED:
      return g_strdup (_ ("Takedown asked"));
    case PANTAU_TAKEDOWN_DONE:
      return g_strdup (_ ("Taken down"));
    case PANTAU_TAKEDOWN_NONE:
    default:
      return NULL;
    }
}

char *
pantau_board_words_sighting (PantauReference *reference, const PantauSighting *sighting)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (sighting->platform != NULL)
    g_strv_builder_add (builder,
                        pantau_reference_value_label (reference, "hoax", "platform",
                                                      sighting->platform, pantau_locale_get ()));
  if (sighting->group != NULL)
    {
      g_autofree char *group = pantau_words_clean (sighting->group);

      g_strv_builder_add (builder, group);
    }
  if (sighting->reach > 0)
    {
      g_autofree char *number = pantau_format_integer (sighting->reach);
      /* Translators: how many viewed or shared it */
      g_autofree char *reach = g_strdup_printf (_ ("reach %s"), number);

      g_strv_builder_add (builder, reach);
    }
  parts = g_strv_builder_end (builder);

  return *parts != NULL ? g_strjoinv (" · ", parts) : NULL;
}

char *
pantau_board_words_place (
    const char *record, const char *region, gint64 from, gint64 until, gboolean only_sightings)
{
  PantauFigure figure = {
    .name = (char *) (only_sightings ? PANTAU_FIGURE_SIGHTINGS : PANTAU_FIGURE_CLAIM),
    .claim = (char *) record,
    .region = (char *) region,
    .since = from,
    .until = until,
  };
  g_autofree char *query = pantau_figure_query (&figure);

  return g_strconcat ("query:", query, NULL);
}

char *
pantau_board_words_area (PantauReference *reference, const char *region)
{
  const PantauRegion *known =
      pantau_regions_lookup (pantau_reference_get_regions (reference), region);

  if (*region == '\0')
    return g_strdup (_ ("No kabupaten/kota named"));

  return g_strdup (known != NULL ? known->name : region);
}

PantauHeat *
pantau_board_words_heat (PantauReference *reference, const PantauSpread *spread, guint n_rows)
{
  guint n = n_rows > 0 ? MIN (n_rows, spread->areas->len) : spread->areas->len;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  PantauHeat *heat;
  guint together;

  for (guint i = 0; i < n; i++)
    {
      const PantauSpreadPlace *place = g_ptr_array_index (spread->areas, i);
      const PantauRegion *region =
          pantau_regions_lookup (pantau_reference_get_regions (reference), place->region);
      g_autofree char *name = region != NULL ? g_strdup (region->brief)
                                             : pantau_board_words_area (reference, place->region);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  /* A record from a laptop whose clock was decades off makes no table of as many days. */
  together = spread->n_steps / MOST_COLUMNS + 1;
  heat = pantau_heat_new ((const char *const *) names, (spread->n_steps + together - 1) / together,
                          spread->from, (gint64) spread->seconds * together);
  for (guint i = 0; i < spread->cells->len; i++)
    {
      const PantauSpreadCell *cell = &g_array_index (spread->cells, PantauSpreadCell, i);

      if (cell->area < n && cell->step < spread->n_steps)
        pantau_heat_add (heat, cell->area, cell->step / together, cell->count);
    }

  return heat;
}
