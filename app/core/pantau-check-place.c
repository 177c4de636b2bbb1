/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places of a record. Whoever stands in a flood writes the village as they know it: a name that
 * means one village becomes its code, a name that means several is asked about, and one that our
 * edition lacks stays as it was written.
 */

#include "config.h"

#include "pantau-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

#define MAX_TEXT 200 /* characters */
#define LAST_TPS 999

typedef struct
{
  const char *at; /* "places[2]", for faults */
  char *village;  /* (owned) (nullable): a code that we know */
  char *text;     /* (owned) (nullable): the place in words */
  char *region;   /* (owned) (nullable): the kecamatan, or what is known of it */
  JsonNode *tps;  /* (owned) (nullable) */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->village, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->tps, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* One number or a list becomes a sorted list without repetition. */
static JsonNode *
check_tps (PantauCheck *self, const char *field, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (JsonArray) sorted = json_array_new ();

  if (n > PANTAU_CHECK_MAX_TPS)
    return pantau_check_fault (self, "too-many", field,
                               _ ("“%s” has %u values; at most %d are taken"), field, n,
                               PANTAU_CHECK_MAX_TPS);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = array != NULL ? json_array_get_element (array, i) : node;
      g_autoptr (JsonNode) number = pantau_check_integer (self, field, element, 1, LAST_TPS);
      gint64 value;

      if (number == NULL)
        return NULL;
      value = json_node_get_int (number);
      g_array_append_val (numbers, value);
    }

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 value = g_array_index (numbers, gint64, i);

      if (i == 0 || value != g_array_index (numbers, gint64, i - 1))
        json_array_add_int_element (sorted, value);
    }

  return json_node_init_array (json_node_alloc (), sorted);
}

/*
 * A village by name. Where the record says its region, the name is looked for there, then in the
 * kabupaten around it; one that is not there is text, never a village of the same name far away.
 * Where it does not, the author's region comes first, then all others.
 */
static const PantauRegion *
search_village (PantauCheck *self, const Place *place, const char *text, GError **error)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  const char *within = place->region != NULL ? place->region : self->within;
  gboolean is_said = place->region != NULL || self->region_is_given;
  const PantauRegion *found = pantau_regions_match_village (regions, text, within, error);
  g_autofree char *around = NULL;

  if (found != NULL || within == NULL || (error != NULL && (*error)->code == PANTAU_ERROR_INVALID))
    return found;

  if (!is_said)
    {
      g_clear_error (error);
      return pantau_regions_match_village (regions, text, NULL, error);
    }

  around = pantau_region_level (within) == 3 ? pantau_region_parent (within) : NULL;
  found = around != NULL ? pantau_regions_match_village (regions, text, around, NULL) : NULL;
  if (found != NULL)
    g_clear_error (error);

  return found;
}

static gboolean
place_find_village (PantauCheck *self, Place *place, const char *text)
{
  g_autofree char *field = g_strconcat (place->at, ".village", NULL);
  g_autoptr (GError) error = NULL;
  const PantauRegion *found = search_village (self, place, text, &error);

  if (found != NULL)
    {
      place->village = g_strdup (found->code);
      g_free (place->region);
      place->region = pantau_region_kecamatan (found->code);
      return TRUE;
    }

  if (error->code == PANTAU_ERROR_INVALID)
    return pantau_check_fault (self, "ambiguous", field, "%s", error->message) != NULL;

  if (place->region == NULL)
    place->region = pantau_region_kecamatan (self->within);
  if (place->region == NULL)
    return pantau_check_fault (self, "unknown-village", field, "%s", error->message) != NULL;

  place->text = g_strdup (text);

  return TRUE;
}

/* A village by code; one that our edition lacks stays as text under its kecamatan. */
static gboolean
place_take_code (PantauCheck *self, Place *place, const char *code)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  g_autofree char *field = g_strconcat (place->at, ".village", NULL);
  g_autofree char *kecamatan = pantau_region_kecamatan (code);

  if (pantau_regions_lookup (regions, kecamatan) == NULL)
    return pantau_check_fault (self, "unknown-village", field, _ ("no village has the code %s"),
                               code) != NULL;

  g_free (place->region);
  place->region = g_steal_pointer (&kecamatan);

  if (pantau_region_level (code) < 4)
    place->text = pantau_regions_qualified (regions, code);
  else if (pantau_regions_lookup (regions, code) != NULL)
    place->village = g_strdup (code);
  else
    place->text = g_strdup (code);

  return TRUE;
}

static gboolean
place_take_region (PantauCheck *self, Place *place, JsonNode *node)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  g_autofree char *field = g_strconcat (place->at, ".region", NULL);
  g_autoptr (JsonNode) text = pantau_check_text (self, field, node, MAX_TEXT, FALSE);
  g_autoptr (GError) error = NULL;
  const PantauRegion *region;

  if (text == NULL)
    return FALSE;

  region = pantau_regions_match (regions, json_node_get_string (text), NULL, &error);
  if (region == NULL)
    return pantau_check_fault (self, "unknown-region", field, "%s", error->message) != NULL;

  place->region = pantau_region_kecamatan (region->code);

  return TRUE;
}

static gboolean
place_take_village (PantauCheck *self, Place *place, JsonNode *node)
{
  g_autofree char *field = g_strconcat (place->at, ".village", NULL);
  g_autoptr (JsonNode) text = pantau_check_text (self, field, node, MAX_TEXT, FALSE);
  const char *village = text != NULL ? json_node_get_string (text) : NULL;

  if (village == NULL)
    return FALSE;
  if (*village == '\0')
    return pantau_check_fault (self, "missing", field, _ ("“%s” is empty"), field) != NULL;

  return pantau_region_is_code (village) ? place_take_code (self, place, village)
                                         : place_find_village (self, place, village);
}

static gboolean
place_take_text (PantauCheck *self, Place *place, JsonNode *node)
{
  g_autofree char *field = g_strconcat (place->at, ".text", NULL);
  g_autoptr (JsonNode) text = pantau_check_text (self, field, node, MAX_TEXT, FALSE);

  if (text == NULL)
    return FALSE;
  if (*json_node_get_string (text) == '\0')
    return pantau_check_fault (self, "missing", field, _ ("“%s” is empty"), field) != NULL;

  if (place->text == NULL)
    place->text = g_strdup (json_node_get_string (text));

  return TRUE;
}

static gboolean
check_members (PantauCheck *self, const Place *place, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);
  gboolean is_well = TRUE;

  for (GList *l = names; l != NULL; l = l->next)
    {
      static const char *const known[] = { "village", "text", "region", "tps", NULL };
      g_autofree char *shown = pantau_check_shown (l->data);
      g_autofree char *field = g_strconcat (place->at, ".", shown, NULL);

      if (!g_strv_contains (known, l->data))
        {
          pantau_check_fault (self, "unknown-field", field, _ ("a place has no “%s”"), shown);
          is_well = FALSE;
        }
    }

  return is_well;
}

/* Takes what @object gives into @place, all faults at once. */
static gboolean
place_read (PantauCheck *self, Place *place, JsonObject *object)
{
  JsonNode *region = pantau_check_given (object, "region"),
           *village = pantau_check_given (object, "village");
  JsonNode *text = pantau_check_given (object, "text"), *tps = pantau_check_given (object, "tps");
  g_autofree char *tps_field = g_strconcat (place->at, ".tps", NULL);
  gboolean is_well = check_members (self, place, object);

  if (region != NULL)
    is_well &= place_take_region (self, place, region);
  /* Without its region a village would be sought in the wrong places. */
  if (village != NULL && is_well)
    is_well &= place_take_village (self, place, village);
  if (text != NULL)
    is_well &= place_take_text (self, place, text);
  if (tps != NULL)
    {
      place->tps = check_tps (self, tps_field, tps);
      is_well &= place->tps != NULL;
    }

  if (is_well && village == NULL && text == NULL && region == NULL)
    return pantau_check_fault (self, "missing", place->at, _ ("“%s” names no village and no place"),
                               place->at) != NULL;

  return is_well;
}

static void
place_add_to (Place *place, JsonArray *places)
{
  JsonObject *object = json_object_new ();

  if (place->village != NULL)
    json_object_set_string_member (object, "village", place->village);
  if (place->text != NULL)
    json_object_set_string_member (object, "text", place->text);
  if (place->village == NULL && place->region != NULL)
    json_object_set_string_member (object, "region", place->region);
  if (place->tps != NULL)
    json_object_set_member (object, "tps", g_steal_pointer (&place->tps));

  json_array_add_object_element (places, object);
}

JsonNode *
pantau_check_places (PantauCheck *self, const char *field, JsonNode *node, char **region)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (JsonArray) places = json_array_new ();
  gboolean is_well = TRUE;

  if (array == NULL)
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a list"), field);
  if (json_array_get_length (array) > PANTAU_CHECK_MAX_PLACES)
    return pantau_check_fault (self, "too-many", field,
                               _ ("“%s” has %u values; at most %d are taken"), field,
                               json_array_get_length (array), PANTAU_CHECK_MAX_PLACES);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *at = g_strdup_printf ("%s[%u]", field, i);
      g_auto (Place) place = { .at = at };

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          pantau_check_fault (self, "wrong-type", at,
                              _ ("“%s” must be an object with a village or a text"), at);
          is_well = FALSE;
          continue;
        }
      if (!place_read (self, &place, json_node_get_object (element)))
        {
          is_well = FALSE;
          continue;
        }

      if (region != NULL && *region == NULL)
        *region = g_strdup (place.region);
      place_add_to (&place, places);
    }

  return is_well ? json_node_init_array (json_node_alloc (), places) : NULL;
}
