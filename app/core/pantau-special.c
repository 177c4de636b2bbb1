/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Special polling stations: where they are is known only by their number (901 and up), which tells nobody that it is a prison; so the name
 * is put beside it.
 */

#include "config.h"

#include "pantau-special.h"

#include <glib/gi18n-lib.h>

#include "pantau-csv.h"
#include "pantau-region.h"

#define MAX_TPS 999

struct _PantauSpecialPlaces
{
  gatomicrefcount ref_count;
  GPtrArray *list;
  GHashTable *villages; /* code → GPtrArray of PantauSpecialPlace, borrowed */
};

static void
place_free (gpointer data)
{
  PantauSpecialPlace *self = data;

  g_free (self->village);
  g_free (self->election);
  g_free (self->site);
  g_free (self->kind);
  g_array_unref (self->tps);
  g_free (self);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return (left > right) - (left < right);
}

/* "901 902 903" */
static GArray *
read_stations (PantauCsv *csv, guint column)
{
  const char *text = pantau_csv_get (csv, column);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  GArray *tps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      guint64 number;
      guint station;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 1, MAX_TPS, &number, NULL))
        {
          pantau_csv_fail (csv, _ ("“%s” is not a list of polling stations"), text);
          break;
        }
      station = (guint) number;
      g_array_append_val (tps, station);
    }
  g_array_sort (tps, compare_numbers);

  return tps;
}

static void
add (PantauSpecialPlaces *self, PantauSpecialPlace *place)
{
  GPtrArray *there = g_hash_table_lookup (self->villages, place->village);

  if (there == NULL)
    {
      there = g_ptr_array_new ();
      g_hash_table_insert (self->villages, g_strdup (place->village), there);
    }
  g_ptr_array_add (there, place);
  g_ptr_array_add (self->list, place);
}

static void
read_row (PantauSpecialPlaces *self, PantauCsv *csv)
{
  PantauSpecialPlace *place = g_new0 (PantauSpecialPlace, 1);
  guint64 prisons = 0;

  place->village = g_strdup (pantau_csv_get (csv, 0));
  place->election = g_strdup (pantau_csv_get (csv, 1));
  place->tps = read_stations (csv, 2);
  place->site = g_strdup (pantau_csv_get (csv, 3));
  place->kind = g_strdup (pantau_csv_get (csv, 4));
  place->confidence = *pantau_csv_get (csv, 6);

  if (pantau_region_level (place->village) != 4)
    pantau_csv_fail (csv, _ ("“%s” is not the code of a village"), place->village);
  if (*place->site == '\0')
    pantau_csv_fail (csv, "%s", _ ("code or name is missing"));
  if (!g_ascii_string_to_unsigned (pantau_csv_get (csv, 5), 10, 0, 10, &prisons, NULL))
    pantau_csv_fail (csv, _ ("“%s” is not a number"), pantau_csv_get (csv, 5));
  if (place->confidence < 'A' || place->confidence > 'C')
    pantau_csv_fail (csv, _ ("the confidence “%s” is none of A, B and C"), pantau_csv_get (csv, 6));
  place->prisons = (guint) prisons;
  add (self, place);
}

PantauSpecialPlaces *
pantau_special_places_new (GBytes *bytes, GError **error)
{
  static const char *const columns[] = { "code", "election", "tps_numbers", "site",
                                         "kind", "prisons",  "confidence",  NULL };
  g_autoptr (PantauSpecialPlaces) self = g_new0 (PantauSpecialPlaces, 1);
  g_autoptr (PantauCsv) csv = pantau_csv_new ("tps_khusus.csv", bytes, columns);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (place_free);
  self->villages =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  while (pantau_csv_next (csv))
    read_row (self, csv);

  return pantau_csv_finish (csv, error) ? g_steal_pointer (&self) : NULL;
}

PantauSpecialPlaces *
pantau_special_places_ref (PantauSpecialPlaces *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_special_places_unref (PantauSpecialPlaces *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->villages);
  g_ptr_array_unref (self->list);
  g_free (self);
}

GPtrArray *
pantau_special_places_list (PantauSpecialPlaces *self)
{
  return self->list;
}

static gboolean
has_station (const PantauSpecialPlace *place, guint tps)
{
  for (guint i = 0; i < place->tps->len; i++)
    if (g_array_index (place->tps, guint, i) == tps)
      return TRUE;

  return FALSE;
}

const PantauSpecialPlace *
pantau_special_places_find (PantauSpecialPlaces *self, const char *village, guint tps)
{
  GPtrArray *there = village != NULL ? g_hash_table_lookup (self->villages, village) : NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    if (tps == 0 || has_station (g_ptr_array_index (there, i), tps))
      return g_ptr_array_index (there, i);

  return NULL;
}

char *
pantau_special_places_describe (PantauSpecialPlaces *self, const char *village, GArray *tps)
{
  g_autoptr (GPtrArray) sites = g_ptr_array_new ();

  for (guint i = 0; i < tps->len; i++)
    {
      guint number = g_array_index (tps, guint, i);
      const PantauSpecialPlace *place =
          number > 0 ? pantau_special_places_find (self, village, number) : NULL;

      if (place == NULL)
        return NULL;
      if (!g_ptr_array_find_with_equal_func (sites, place->site, g_str_equal, NULL))
        g_ptr_array_add (sites, place->site);
    }
  if (sites->len == 0)
    return NULL;
  g_ptr_array_add (sites, NULL);

  return g_strjoinv ("; ", (char **) sites->pdata);
}
