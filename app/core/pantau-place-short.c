/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in as few words as people of the region need: what stands in a title. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-place.h"

static char *
region_name (PantauRegions *regions, const char *code)
{
  const PantauRegion *region = pantau_regions_lookup (regions, code);

  return region != NULL ? g_strdup (region->name) : NULL;
}

/* "Pauh, Rawas Ilir, TPS 2–4": as short as people of the region need it. (transfer full) */
static char *
place_text (PantauReference *reference, JsonNode *place)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (place) ? json_node_get_object (place) : NULL;
  const char *village = object != NULL ? pantau_json_string (object, "village") : NULL;
  g_autofree char *above = NULL, *kecamatan = NULL, *name = NULL, *stations = NULL;

  if (village != NULL && pantau_regions_lookup (regions, village) != NULL)
    {
      above = pantau_region_kecamatan (village);
      kecamatan = region_name (regions, above);
      name = region_name (regions, village);
    }
  else
    {
      name = pantau_place_name (reference, place);
      if (object != NULL && pantau_json_string (object, "region") != NULL)
        name[strcspn (name, ",")] = '\0';
    }
  stations = pantau_place_stations (place);

  return g_strconcat (name, kecamatan != NULL && village != NULL ? ", " : "",
                      kecamatan != NULL ? kecamatan : "", *stations != '\0' ? ", " : "", stations,
                      NULL);
}

char *
pantau_places_short (PantauReference *reference, JsonArray *places)
{
  g_autofree char *first = NULL, *number = NULL;
  guint n = json_array_get_length (places);

  if (n == 0)
    return g_strdup ("");
  first = place_text (reference, json_array_get_element (places, 0));
  if (n == 1)
    return g_steal_pointer (&first);
  number = pantau_format_integer (n - 1);

  /* Translators: the name of a place, and the number of places besides it. */
  return g_strdup_printf (ngettext ("%s and %s other place", "%s and %s other places", n - 1),
                          first, number);
}

char *
pantau_place_guess_site (PantauReference *reference, const PantauPlaceGuess *self)
{
  PantauSpecialPlaces *places = pantau_reference_get_special_places (reference);
  g_autofree char *stations = pantau_place_guess_stations (self);
  g_autofree char *site =
      self->region != NULL ? pantau_special_places_describe (places, self->region->code, self->tps)
                           : NULL;

  return site != NULL ? g_strdup_printf ("%s: %s", stations, site) : g_steal_pointer (&stations);
}
