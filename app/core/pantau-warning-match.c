/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a warning's polygons, circles, codes and names to kecamatan. Names count only where the warning names our province or something of it that no other has:
 * Sobang and Kota Baru are everywhere.
 */

#include "config.h"

#include "pantau-warning-match.h"

#include <math.h>

#include "pantau-warning-rules.h"
#include "pantau-csv.h"

#define EARTH     6371.0 /* km */
#define RADIANS   (G_PI / 180)
#define PROVINCE  1 /* levels of regions */
#define REGENCY   2
#define KECAMATAN 3

typedef struct
{
  char *code;
  PantauWarningPoint point;
  guint tps;
} Place;

struct _PantauWarningMatcher
{
  PantauReference *reference;
  GPtrArray *places;   /* of Place, sorted by code */
  GHashTable *by_code; /* code → Place */
};

/* One matching under way. */
typedef struct
{
  PantauWarningMatcher *matcher; /* (borrowed) */
  PantauRegions *regions;        /* (borrowed) */
  GHashTable *hits;              /* code → PantauWarningHit */
  GHashTable *context; /* codes of kabupaten and kota that the texts name, as a set; borrowed */
  gboolean names_province;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->hits, g_hash_table_unref);
  g_clear_pointer (&self->context, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
place_free (gpointer data)
{
  Place *self = data;

  g_free (self->code);
  g_free (self);
}

static void
hit_free (gpointer data)
{
  PantauWarningHit *self = data;

  g_free (self->code);
  g_free (self);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(Place *const *) a)->code, (*(Place *const *) b)->code);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(PantauWarningHit *const *) a)->code, (*(PantauWarningHit *const *) b)->code);
}

PantauWarningMatcher *
pantau_warning_matcher_new (PantauReference *reference, GError **error)
{
  static const char *const columns[] = { "code", "lat", "lon", "tps_2024", NULL };
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, "kecamatan.csv", error);
  g_autoptr (PantauWarningMatcher) self = NULL;
  g_autoptr (PantauCsv) csv = NULL;

  if (bytes == NULL)
    return NULL;

  self = g_new0 (PantauWarningMatcher, 1);
  self->reference = pantau_reference_ref (reference);
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  csv = pantau_csv_new ("kecamatan.csv", bytes, columns);
  while (pantau_csv_next (csv))
    {
      Place *place = g_new0 (Place, 1);

      place->code = g_strdup (pantau_csv_get (csv, 0));
      place->point.lat = g_ascii_strtod (pantau_csv_get (csv, 1), NULL);
      place->point.lon = g_ascii_strtod (pantau_csv_get (csv, 2), NULL);
      place->tps = (guint) g_ascii_strtoull (pantau_csv_get (csv, 3), NULL, 10);
      g_ptr_array_add (self->places, place);
      g_hash_table_replace (self->by_code, place->code, place);
    }
  g_ptr_array_sort (self->places, compare_places);

  return pantau_csv_finish (csv, error) ? g_steal_pointer (&self) : NULL;
}

void
pantau_warning_matcher_free (PantauWarningMatcher *self)
{
  g_hash_table_unref (self->by_code);
  g_ptr_array_unref (self->places);
  pantau_reference_unref (self->reference);
  g_free (self);
}

PantauReference *
pantau_warning_matcher_get_reference (PantauWarningMatcher *self)
{
  return self->reference;
}

guint
pantau_warning_matcher_get_tps (PantauWarningMatcher *self, const char *kecamatan)
{
  const Place *place = g_hash_table_lookup (self->by_code, kecamatan);

  return place != NULL ? place->tps : 0;
}

gboolean
pantau_warning_hit_is_unsure (const PantauWarningHit *self)
{
  if ((self->by & (PANTAU_WARNING_BY_AREA | PANTAU_WARNING_BY_CODE)) != 0)
    return FALSE;

  return (self->by & PANTAU_WARNING_BY_NAME) == 0 || self->is_ambiguous;
}

gboolean
pantau_warning_polygon_holds (GArray *polygon, const PantauWarningPoint *point)
{
  int winding = 0;

  for (guint i = 0; i < polygon->len; i++)
    {
      const PantauWarningPoint *a = &g_array_index (polygon, PantauWarningPoint, i);
      const PantauWarningPoint *b =
          &g_array_index (polygon, PantauWarningPoint, (i + 1) % polygon->len);
      double side =
          (b->lon - a->lon) * (point->lat - a->lat) - (point->lon - a->lon) * (b->lat - a->lat);

      if (a->lat <= point->lat && b->lat > point->lat && side > 0)
        winding++;
      else if (a->lat > point->lat && b->lat <= point->lat && side < 0)
        winding--;
    }

  return winding != 0;
}

double
pantau_warning_distance (const PantauWarningPoint *a, const PantauWarningPoint *b)
{
  double x = (b->lon - a->lon) * RADIANS * cos ((a->lat + b->lat) / 2 * RADIANS);
  double y = (b->lat - a->lat) * RADIANS;

  return EARTH * sqrt (x * x + y * y);
}

static PantauWarningHit *
add_hit (Search *self, const char *code, PantauWarningBy by)
{
  PantauWarningHit *hit = g_hash_table_lookup (self->hits, code);

  if (hit == NULL)
    {
      hit = g_new0 (PantauWarningHit, 1);
      hit->code = g_strdup (code);
      g_hash_table_insert (self->hits, hit->code, hit);
    }
  hit->by |= by;

  return hit;
}

/* All kecamatan in @code, or it itself. */
static void
add_region (Search *self, const char *code, PantauWarningBy by)
{
  for (guint i = 0; i < self->matcher->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->matcher->places, i);

      if (pantau_region_covers (code, place->code))
        add_hit (self, place->code, by);
    }
}

static gboolean
has_hit_in (Search *self, const char *region)
{
  GHashTableIter iter;
  gpointer code;

  g_hash_table_iter_init (&iter, self->hits);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    if (pantau_region_covers (region, code))
      return TRUE;

  return FALSE;
}

static PantauWarningPoint
middle_of (GArray *polygon)
{
  PantauWarningPoint middle = { 0 };

  for (guint i = 0; i < polygon->len; i++)
    {
      middle.lat += g_array_index (polygon, PantauWarningPoint, i).lat / polygon->len;
      middle.lon += g_array_index (polygon, PantauWarningPoint, i).lon / polygon->len;
    }

  return middle;
}

/* The kecamatan whose point is nearest to the middle of an area that holds none. */
static void
add_nearest (Search *self, const PantauWarningPoint *middle)
{
  double near =
      pantau_warning_rules_get_near (pantau_reference_get_warning_rules (self->matcher->reference));
  const Place *nearest = NULL;
  double least = near;

  for (guint i = 0; i < self->matcher->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->matcher->places, i);
      double km = pantau_warning_distance (middle, &place->point);

      if (km <= least)
        {
          least = km;
          nearest = place;
        }
    }
  if (nearest != NULL && !g_hash_table_contains (self->hits, nearest->code))
    add_hit (self, nearest->code, PANTAU_WARNING_BY_NEAR)->km = least;
}

static void
add_polygon (Search *self, GArray *polygon)
{
  gboolean holds_one = FALSE;

  for (guint i = 0; i < self->matcher->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->matcher->places, i);

      if (pantau_warning_polygon_holds (polygon, &place->point))
        {
          add_hit (self, place->code, PANTAU_WARNING_BY_AREA);
          holds_one = TRUE;
        }
    }
  if (!holds_one)
    {
      PantauWarningPoint middle = middle_of (polygon);

      add_nearest (self, &middle);
    }
}

static void
add_circle (Search *self, const PantauWarningCircle *circle)
{
  gboolean holds_one = FALSE;

  for (guint i = 0; i < self->matcher->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->matcher->places, i);

      if (pantau_warning_distance (&circle->centre, &place->point) <= circle->radius)
        {
          add_hit (self, place->code, PANTAU_WARNING_BY_AREA);
          holds_one = TRUE;
        }
    }
  if (!holds_one)
    add_nearest (self, &circle->centre);
}

static void
add_shapes (Search *self, const PantauWarningArea *area)
{
  for (guint i = 0; i < area->polygons->len; i++)
    add_polygon (self, g_ptr_array_index (area->polygons, i));
  for (guint i = 0; i < area->circles->len; i++)
    add_circle (self, &g_array_index (area->circles, PantauWarningCircle, i));
  for (guint i = 0; i < area->geocodes->len; i++)
    {
      const char *code = ((const PantauWarningPair *) g_ptr_array_index (area->geocodes, i))->value;
      g_autofree char *kecamatan = pantau_region_kecamatan (code);

      if (kecamatan != NULL && pantau_regions_lookup (self->regions, kecamatan) != NULL)
        add_region (self, kecamatan, PANTAU_WARNING_BY_CODE);
    }
}

#define MENTION(mentions, i) (&g_array_index (mentions, PantauRegionMention, i))

static guint
end_of_group (GArray *mentions, guint from)
{
  guint to = from;

  while (to < mentions->len && MENTION (mentions, to)->group == MENTION (mentions, from)->group)
    to++;

  return to;
}

/* What the text is about: the province, or kabupaten that nothing else is called like, or that it calls kabupaten. */
static void
read_context (Search *self, GArray *mentions)
{
  for (guint from = 0, to; from < mentions->len; from = to)
    {
      const PantauRegionMention *first = MENTION (mentions, from);

      to = end_of_group (mentions, from);
      if (to - from > 1)
        continue;
      if (first->region->level == PROVINCE)
        self->names_province = TRUE;
      else if (first->region->level == REGENCY)
        g_hash_table_add (self->context, (gpointer) first->region->code);
    }
}

static gboolean
is_in_context (Search *self, const PantauRegion *kecamatan)
{
  g_autofree char *regency = pantau_region_parent (kecamatan->code);

  return g_hash_table_contains (self->context, regency);
}

/* The kecamatan among what the same words may mean: those whose kabupaten is named too, or else all of them. */
static void
add_kecamatan (Search *self, GArray *mentions, guint from, guint to)
{
  guint n = 0, n_known = 0;

  for (guint i = from; i < to; i++)
    if (MENTION (mentions, i)->region->level == KECAMATAN)
      {
        n++;
        n_known += is_in_context (self, MENTION (mentions, i)->region);
      }
  if (n_known == 0 && !self->names_province)
    return;

  for (guint i = from; i < to; i++)
    {
      const PantauRegion *region = MENTION (mentions, i)->region;
      PantauWarningHit *hit;
      gboolean is_new;

      if (region->level != KECAMATAN || (n_known > 0 && !is_in_context (self, region)))
        continue;
      hit = g_hash_table_lookup (self->hits, region->code);
      is_new = hit == NULL || (hit->by & PANTAU_WARNING_BY_NAME) == 0;
      hit = add_hit (self, region->code, PANTAU_WARNING_BY_NAME);
      /* Named without doubt once is enough. */
      hit->is_ambiguous = (is_new || hit->is_ambiguous) && (n_known > 1 || (n_known == 0 && n > 1));
    }
}

static void
add_names (Search *self, GArray *mentions)
{
  for (guint from = 0, to; from < mentions->len; from = to)
    {
      to = end_of_group (mentions, from);
      add_kecamatan (self, mentions, from, to);
    }
}

/* Of what is wider, all that is in it, where nothing smaller was found there. */
static void
add_wider (Search *self, GArray *mentions, guint level, PantauWarningBy by)
{
  g_autoptr (GPtrArray) empty = g_ptr_array_new ();

  for (guint from = 0, to; from < mentions->len; from = to)
    {
      const PantauRegion *region = MENTION (mentions, from)->region;

      to = end_of_group (mentions, from);
      if (to - from == 1 && region->level == level && !has_hit_in (self, region->code))
        g_ptr_array_add (empty, (gpointer) region->code);
    }
  for (guint i = 0; i < empty->len; i++)
    add_region (self, g_ptr_array_index (empty, i), by);
}

static void
append_line (GString *text, const char *line)
{
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

GPtrArray *
pantau_warning_matcher_match (PantauWarningMatcher *self, const PantauWarning *warning)
{
  g_auto (Search)
      search = { .matcher = self, .regions = pantau_reference_get_regions (self->reference) };
  g_autoptr (GString) text = g_string_new (NULL), areas = g_string_new (NULL);
  g_autoptr (GArray) mentions = NULL, wide = NULL;
  GPtrArray *hits = g_ptr_array_new_with_free_func (hit_free);
  GHashTableIter iter;
  gpointer hit;

  search.hits = g_hash_table_new (g_str_hash, g_str_equal);
  search.context = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < warning->infos->len; i++)
    {
      const PantauWarningInfo *info = g_ptr_array_index (warning->infos, i);

      append_line (text, info->headline);
      append_line (text, info->description);
      for (guint j = 0; j < info->areas->len; j++)
        {
          const PantauWarningArea *area = g_ptr_array_index (info->areas, j);

          add_shapes (&search, area);
          append_line (areas, area->desc);
        }
    }
  append_line (text, areas->str);

  mentions = pantau_regions_scan (search.regions, text->str);
  wide = pantau_regions_scan (search.regions, areas->str);
  read_context (&search, mentions);
  add_names (&search, mentions);
  add_wider (&search, mentions, REGENCY, PANTAU_WARNING_BY_REGENCY);
  add_wider (&search, wide, PROVINCE, PANTAU_WARNING_BY_PROVINCE);

  g_hash_table_iter_init (&iter, search.hits);
  while (g_hash_table_iter_next (&iter, NULL, &hit))
    g_ptr_array_add (hits, hit);
  g_ptr_array_sort (hits, compare_hits);

  return hits;
}
