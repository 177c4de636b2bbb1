/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person may mean by the place that they are typing: the ways to read its numbers (pantau-place-text.c), the regions that each name may be,
 * and an order that puts first what this person writes about.
 */

#include "config.h"

#include "pantau-place.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-place-private.h"
#include "pantau-words.h"

#define MAX_TEXT 200 /* characters of a place that we do not know */

typedef struct
{
  PantauPlaceGuess *guess; /* (owned) */
  PantauRegionFit fit;
  guint recent;       /* how long ago, of those in @recent; G_MAXUINT for none */
  gboolean is_within; /* the jurisdiction of who types */
  guint rank;         /* as found */
} Candidate;

static void
candidate_clear (gpointer data)
{
  g_clear_pointer (&((Candidate *) data)->guess, pantau_place_guess_free);
}

static GArray *
tps_copy (GArray *tps)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (guint));

  if (tps != NULL && tps->len > 0)
    g_array_append_vals (copy, tps->data, tps->len);

  return copy;
}

static PantauPlaceGuess *
guess_new (const PantauRegion *region, const char *text, GArray *tps)
{
  PantauPlaceGuess *self = g_new0 (PantauPlaceGuess, 1);

  self->region = region;
  self->text = g_strdup (text);
  self->tps = tps_copy (tps);

  return self;
}

void
pantau_place_guess_free (PantauPlaceGuess *self)
{
  g_free (self->text);
  g_array_unref (self->tps);
  g_free (self);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->fit != right->fit)
    return left->fit > right->fit ? -1 : 1;
  if (left->recent != right->recent)
    return left->recent < right->recent ? -1 : 1;
  if (left->is_within != right->is_within)
    return left->is_within ? -1 : 1;

  return left->rank < right->rank ? -1 : 1;
}

static guint
recent_at (const char *const *recent, const char *code)
{
  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    if (g_str_equal (recent[i], code))
      return i;

  return G_MAXUINT;
}

static void
add_candidate (GArray *candidates,
               const PantauRegion *region,
               PantauRegionFit fit,
               GArray *tps,
               const char *within,
               const char *const *recent)
{
  Candidate candidate = { .guess = guess_new (region, NULL, tps),
                          .fit = fit,
                          .recent = recent_at (recent, region->code),
                          .is_within = pantau_region_covers (within, region->code),
                          .rank = candidates->len };

  g_array_append_val (candidates, candidate);
}

/* "tps 3" alone: of a village that this person writes about. */
static void
add_recent_with (PantauRegions *regions,
                 GArray *candidates,
                 GArray *tps,
                 const char *within,
                 const char *const *recent)
{
  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    {
      const PantauRegion *region = pantau_regions_lookup (regions, recent[i]);

      if (region != NULL)
        add_candidate (candidates, region, PANTAU_REGION_EXACT, tps, within, recent);
    }
}

/* What each way of reading the numbers leaves as a name, looked for; best first. */
static GArray *
collect (PantauReference *reference,
         const char *text,
         const char *within,
         const char *const *recent)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autoptr (GPtrArray) readings = pantau_place_read (text);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < readings->len; i++)
    {
      const PantauPlaceReading *reading = g_ptr_array_index (readings, i);
      g_autoptr (GArray) hits = pantau_regions_search (regions, reading->name);

      if (*reading->name == '\0')
        add_recent_with (regions, candidates, reading->tps, within, recent);
      for (guint j = 0; j < hits->len; j++)
        {
          const PantauRegionHit *hit = &g_array_index (hits, PantauRegionHit, j);

          add_candidate (candidates, hit->region, hit->fit, reading->tps, within, recent);
        }
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static gboolean
same_stations (GArray *left, GArray *right)
{
  return left->len == right->len &&
         (left->len == 0 || memcmp (left->data, right->data, left->len * sizeof (guint)) == 0);
}

/* Adds a guess where there is room for it and it is a new one. */
static void
add (GPtrArray *guesses, guint room, const PantauRegion *region, GArray *tps)
{
  for (guint i = 0; i < guesses->len; i++)
    {
      const PantauPlaceGuess *other = g_ptr_array_index (guesses, i);

      if (other->region == region && same_stations (other->tps, tps))
        return;
    }

  if (guesses->len < room)
    g_ptr_array_add (guesses, guess_new (region, NULL, tps));
}

/* Who names a wide region alone has more to say; what lies in it is one key away. */
static void
add_children (PantauReference *reference,
              GPtrArray *guesses,
              guint room,
              const PantauRegion *region,
              GArray *tps)
{
  g_autoptr (GPtrArray) children =
      pantau_regions_children (pantau_reference_get_regions (reference), region->code);

  for (guint i = 0; i < children->len; i++)
    add (guesses, room, g_ptr_array_index (children, i), tps);
}

static void
add_recent (PantauReference *reference, GPtrArray *guesses, guint limit, const char *const *recent)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);

  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    {
      const PantauRegion *region = pantau_regions_lookup (regions, recent[i]);
      g_autoptr (GArray) none = tps_copy (NULL);

      if (region != NULL)
        add (guesses, limit, region, none);
    }
}

/* The place in the person's own words. */
static void
add_text (GPtrArray *guesses, const char *text)
{
  g_autoptr (PantauPlaceReading) reading = pantau_place_read_unknown (text);
  glong length = g_utf8_strlen (reading->name, -1);
  g_autofree char *cut = g_utf8_substring (reading->name, 0, MIN (length, MAX_TEXT));

  g_ptr_array_add (guesses, guess_new (NULL, g_strstrip (cut), reading->tps));
}

GPtrArray *
pantau_places_guess (PantauReference *reference,
                     const char *text,
                     const char *within,
                     const char *const *recent,
                     guint limit)
{
  GPtrArray *guesses = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_place_guess_free);
  g_autofree char *valid = g_utf8_make_valid (text, -1), *typed = pantau_words_clean (valid);
  g_autoptr (GArray) candidates = NULL;
  guint room = limit > 0 ? limit - 1 : 0;
  gboolean has_children = FALSE;

  g_strstrip (typed);
  if (*typed == '\0')
    {
      add_recent (reference, guesses, limit, recent);
      return guesses;
    }
  if (limit == 0)
    return guesses;

  candidates = collect (reference, typed, within, recent);
  for (guint i = 0; i < candidates->len && guesses->len < room; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const Candidate *first = &g_array_index (candidates, Candidate, 0);

      /* After all that it may be as a whole, before what only begins so. */
      if (!has_children && candidate->fit != PANTAU_REGION_EXACT &&
          first->fit == PANTAU_REGION_EXACT)
        {
          add_children (reference, guesses, room, first->guess->region, first->guess->tps);
          has_children = TRUE;
        }
      add (guesses, room, candidate->guess->region, candidate->guess->tps);
    }
  if (!has_children && candidates->len > 0)
    {
      const Candidate *first = &g_array_index (candidates, Candidate, 0);

      add_children (reference, guesses, room, first->guess->region, first->guess->tps);
    }
  add_text (guesses, typed);

  return guesses;
}

JsonNode *
pantau_place_guess_to_json (const PantauPlaceGuess *self)
{
  g_autoptr (JsonObject) place = json_object_new ();
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (place, self->region != NULL ? "village" : "text",
                                 self->region != NULL ? self->region->code : self->text);
  if (self->tps->len > 0)
    {
      JsonArray *tps = json_array_new ();

      for (guint i = 0; i < self->tps->len; i++)
        json_array_add_int_element (tps, g_array_index (self->tps, guint, i));
      json_object_set_array_member (place, "tps", tps);
    }

  return json_node_init_object (node, place);
}

char *
pantau_place_guess_name (PantauReference *reference, const PantauPlaceGuess *self)
{
  return self->region != NULL ? pantau_regions_qualified (pantau_reference_get_regions (reference),
                                                          self->region->code)
                              : g_strdup (self->text);
}

char *
pantau_place_guess_stations (const PantauPlaceGuess *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0, end; i < self->tps->len; i = end + 1)
    {
      guint first = g_array_index (self->tps, guint, i);

      end = i;
      while (end + 1 < self->tps->len &&
             g_array_index (self->tps, guint, end + 1) == first + (end + 1 - i))
        end++;
      /* Two in a row read better one by one. */
      if (end - i < 2)
        end = i;
      g_string_append_printf (text, "%s%u", i > 0 ? ", " : "TPS ", first);
      if (end > i)
        g_string_append_printf (text, "–%u", g_array_index (self->tps, guint, end));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_place_name (PantauReference *reference, JsonNode *place)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (place) ? json_node_get_object (place) : NULL;
  const char *village = object != NULL ? pantau_json_string (object, "village") : NULL;
  const char *text = object != NULL ? pantau_json_string (object, "text") : NULL;
  const char *region = object != NULL ? pantau_json_string (object, "region") : NULL;
  g_autofree char *name = NULL;

  if (village == NULL && text == NULL && region == NULL)
    return g_strdup ("?");

  name = village == NULL && text != NULL
             ? g_strdup (text)
             : pantau_regions_qualified (pantau_reference_get_regions (reference),
                                         village != NULL ? village : region);

  return pantau_words_clean (name);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return (left > right) - (left < right);
}

char *
pantau_place_stations (JsonNode *place)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (place) ? json_node_get_object (place) : NULL;
  JsonArray *tps = object != NULL ? pantau_json_array (object, "tps") : NULL;
  g_autoptr (GArray) numbers = tps_copy (NULL);
  PantauPlaceGuess shown = { .tps = numbers };

  /* What another laptop wrote may have anything in the place of a number. */
  for (guint i = 0; tps != NULL && i < json_array_get_length (tps); i++)
    {
      JsonNode *node = json_array_get_element (tps, i);
      gint64 value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
      guint number = (guint) CLAMP (value, 0, PANTAU_PLACE_LAST_TPS);

      if (number > 0 && value == number)
        g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);

  return pantau_place_guess_stations (&shown);
}

GArray *
pantau_stations_read (const char *text)
{
  /* As the stations of a place, whatever its name is. */
  g_autofree char *place = g_strconcat ("x tps ", text, NULL);
  g_autoptr (PantauPlaceReading) reading = pantau_place_read_unknown (place);

  if (!g_str_equal (reading->name, "x") || reading->tps->len == 0)
    return NULL;

  return g_array_ref (reading->tps);
}

GStrv
pantau_places_remember (const char *const *recent, JsonArray *places)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *node = json_array_get_element (places, i);
      const char *village = JSON_NODE_HOLDS_OBJECT (node)
                                ? pantau_json_string (json_node_get_object (node), "village")
                                : NULL;

      if (village != NULL && pantau_region_level (village) == 4 &&
          !g_ptr_array_find_with_equal_func (codes, village, g_str_equal, NULL))
        g_ptr_array_add (codes, g_strdup (village));
    }
  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (codes, recent[i], g_str_equal, NULL))
      g_ptr_array_add (codes, g_strdup (recent[i]));

  if (codes->len > PANTAU_PLACES_RECENT)
    g_ptr_array_set_size (codes, PANTAU_PLACES_RECENT);
  g_ptr_array_add (codes, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&codes), FALSE);
}
