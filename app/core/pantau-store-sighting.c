/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim from near: its records, and where and when they were seen. */

#include "config.h"

#include "pantau-store-claim.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-locale.h"
#include "pantau-place.h"
#include "pantau-store-private.h"

#define HOUR      3600
#define DAY       86400
#define WIB       (7 * HOUR)
#define HOURLY    (72 * HOUR) /* what spans more is told by days */
#define MAX_STEPS 120         /* and what spans more of these, by more days each */

#define AREA_LENGTH 5 /* of a kabupaten's code */

void
pantau_sighting_free (PantauSighting *self)
{
  g_free (self->record);
  g_free (self->title);
  g_free (self->region);
  g_free (self->place);
  g_free (self->platform);
  g_free (self->group);
  g_free (self->verdict);
  g_free (self->link);
  g_free (self->to);
  g_free (self);
}

/* The value that lists show, as text. (transfer full) (nullable) */
static char *
read_text (PantauStmt *stmt, int column)
{
  const char *json = pantau_stmt_text (stmt, column);
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

/* Its places in few words; where it names none, its region. (transfer full) */
static char *
place_words (PantauStore *self, const char *places, const char *region)
{
  g_autoptr (JsonNode) node = places != NULL ? json_from_string (places, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
      json_array_get_length (json_node_get_array (node)) > 0)
    return pantau_places_short (self->reference, json_node_get_array (node));

  return pantau_regions_qualified (pantau_reference_get_regions (self->reference), region);
}

/* The line by which it belongs to the others. */
static gboolean
read_link (PantauStore *self, const char *claim, PantauSighting *sighting, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT e.id, link.target FROM link JOIN entry AS e ON e.n = link.entry "
                       "JOIN claim_member AS t ON t.record = link.target WHERE link.record = ?1 "
                       "AND rel IN ('sighting-of', 'duplicate-of') AND t.claim = ?2 "
                       "AND link.target <> ?1 ORDER BY e.id LIMIT 1",
                       "ss", sighting->record, claim);

  if (pantau_stmt_next (stmt))
    {
      sighting->link = pantau_stmt_hex (stmt, 0);
      sighting->to = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error);
}

#define SHOWN(field)                                                                               \
  "(SELECT v.value FROM value AS v JOIN entry AS e ON e.n = v.entry WHERE v.record = m.record "    \
  "AND v.field = '" field "' ORDER BY e.id LIMIT 1)"

static GPtrArray *
read_sightings (PantauStore *self, const char *claim, guint limit, GError **error)
{
  g_autoptr (GPtrArray) sightings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_sighting_free);
  PantauStmt *stmt;

  stmt = pantau_db_query (
      self->db,
      "SELECT m.record, r.title, r.region, m.at, m.reach, m.verdict, m.counts, " SHOWN (
          "platform") ", " SHOWN ("group") ", " SHOWN ("places") " FROM claim_member AS m "
                                                                 "INDEXED BY claim_member_by_claim "
                                                                 "JOIN record AS r "
                                                                 "ON r.id = m.record "
                                                                 "WHERE m.claim = ?1 "
                                                                 "ORDER BY m.counts DESC, "
                                                                 "m.at DESC, m.record DESC "
                                                                 "LIMIT ?2",
      "si", claim, limit > 0 ? (gint64) limit : (gint64) -1);
  while (pantau_stmt_next (stmt))
    {
      PantauSighting *sighting = g_new0 (PantauSighting, 1);
      const char *verdict = pantau_stmt_text (stmt, 5);

      sighting->record = g_strdup (pantau_stmt_text (stmt, 0));
      sighting->title = g_strdup (pantau_stmt_text (stmt, 1));
      sighting->region = g_strdup (pantau_stmt_text (stmt, 2));
      sighting->at = pantau_stmt_integer (stmt, 3);
      sighting->reach = pantau_stmt_integer (stmt, 4);
      sighting->verdict = *verdict != '\0' && *verdict != '?' ? g_strdup (verdict) : NULL;
      sighting->is_void = pantau_stmt_integer (stmt, 6) == 0;
      sighting->platform = read_text (stmt, 7);
      sighting->group = read_text (stmt, 8);
      sighting->place = place_words (self, pantau_stmt_text (stmt, 9), sighting->region);
      sighting->is_root = g_str_equal (sighting->record, claim);
      g_ptr_array_add (sightings, sighting);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;

  for (guint i = 0; i < sightings->len; i++)
    if (!read_link (self, claim, g_ptr_array_index (sightings, i), error))
      return NULL;

  return g_steal_pointer (&sightings);
}

GPtrArray *
pantau_store_sightings (PantauStore *self, const char *record, guint limit, GError **error)
{
  g_autofree char *claim = NULL;
  GPtrArray *sightings;

  if (!pantau_store_freshen (self, error) ||
      !pantau_db_text (self->db, &claim, error, "SELECT claim FROM claim_member WHERE record = ?1",
                       "s", record))
    return NULL;
  if (claim == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_sighting_free);

  if (!pantau_db_begin_reading (self->db, NULL, error))
    return NULL;
  sightings = read_sightings (self, claim, limit, error);
  pantau_db_end_reading (self->db);

  return sightings;
}

static void
place_free (gpointer data)
{
  g_free (((PantauSpreadPlace *) data)->region);
  g_free (data);
}

void
pantau_spread_free (PantauSpread *self)
{
  g_ptr_array_unref (self->areas);
  g_ptr_array_unref (self->kecamatan);
  g_array_unref (self->cells);
  g_free (self);
}

/* When a record was seen, and where: area and kecamatan (NULL: none). */
typedef struct
{
  PantauSpreadPlace *area;
  gint64 at;
} Seen;

static PantauSpreadPlace *
take_place (GHashTable *places, const char *region, gint64 at)
{
  PantauSpreadPlace *place = g_hash_table_lookup (places, region);

  if (place == NULL)
    {
      place = g_new0 (PantauSpreadPlace, 1);
      place->region = g_strdup (region);
      place->first_at = place->last_at = at;
      g_hash_table_insert (places, place->region, place);
    }
  place->count++;
  place->first_at = MIN (place->first_at, at);
  place->last_at = MAX (place->last_at, at);

  return place;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const PantauSpreadPlace *left = *(PantauSpreadPlace *const *) a,
                          *right = *(PantauSpreadPlace *const *) b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;

  return strcmp (left->region, right->region);
}

static GPtrArray *
sorted_places (GHashTable *places)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (place_free);
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    g_ptr_array_add (list, place);
  g_ptr_array_sort (list, compare_places);

  return list;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const PantauSpreadCell *left = a, *right = b;

  if (left->area != right->area)
    return left->area < right->area ? -1 : 1;

  return (left->step > right->step) - (left->step < right->step);
}

/* Whole hours or days of WIB from the first to the last. */
static void
choose_steps (PantauSpread *self, gint64 first, gint64 last)
{
  gint64 days = (last + WIB) / DAY - (first + WIB) / DAY + 1;

  self->seconds = HOUR;
  if (last - first > HOURLY)
    self->seconds = (guint) ((days + MAX_STEPS - 1) / MAX_STEPS) * DAY;
  self->from = (first + WIB) - (first + WIB) % (self->seconds > HOUR ? DAY : HOUR) - WIB;
  self->n_steps = (guint) ((last - self->from) / self->seconds) + 1;
}

static void
fill_cells (PantauSpread *self, GArray *seen)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->areas->len; i++)
    g_hash_table_insert (numbers, g_ptr_array_index (self->areas, i), GUINT_TO_POINTER (i));
  for (guint i = 0; i < seen->len; i++)
    {
      const Seen *one = &g_array_index (seen, Seen, i);
      PantauSpreadCell cell = { GPOINTER_TO_UINT (g_hash_table_lookup (numbers, one->area)),
                                (guint) ((one->at - self->from) / self->seconds), 1 };

      g_array_append_val (self->cells, cell);
    }
  g_array_sort (self->cells, compare_cells);

  /* Equal ones lie beside each other. */
  for (guint i = 0, into = 0; i < self->cells->len; i++)
    {
      PantauSpreadCell *cell = &g_array_index (self->cells, PantauSpreadCell, i);
      PantauSpreadCell *last = &g_array_index (self->cells, PantauSpreadCell, into);

      if (i > into && compare_cells (cell, last) == 0)
        last->count += cell->count;
      else if (i > 0)
        g_array_index (self->cells, PantauSpreadCell, ++into) = *cell;
      if (i + 1 == self->cells->len)
        {
          g_array_set_size (self->cells, into + 1);
          break;
        }
    }
}

PantauSpread *
pantau_store_spread (PantauStore *self, const char *record, gint64 now, GError **error)
{
  g_autofree char *claim = pantau_store_claim_root (self, record, error);
  g_autoptr (GHashTable) areas = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) kecamatan = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Seen));
  g_autoptr (PantauSpread) spread = NULL;
  gint64 first = now, last = G_MININT64;
  PantauStmt *stmt;

  if (claim == NULL)
    return NULL;

  stmt =
      pantau_db_query (self->db, "SELECT region, at FROM claim_place WHERE claim = ?1", "s", claim);
  while (pantau_stmt_next (stmt))
    {
      const char *region = pantau_stmt_text (stmt, 0);
      gsize length = strlen (region);
      g_autofree char *area = g_strndup (region, length >= AREA_LENGTH ? AREA_LENGTH : 0);
      Seen one = { NULL, pantau_stmt_integer (stmt, 1) };

      one.area = take_place (areas, area, one.at);
      if (length > AREA_LENGTH)
        take_place (kecamatan, region, one.at);
      first = MIN (first, one.at);
      last = MAX (last, one.at);
      g_array_append_val (all, one);
    }

  spread = g_new0 (PantauSpread, 1);
  spread->areas = sorted_places (areas);
  spread->kecamatan = sorted_places (kecamatan);
  spread->cells = g_array_new (FALSE, FALSE, sizeof (PantauSpreadCell));
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  choose_steps (spread, first, all->len > 0 ? last : first);
  fill_cells (spread, all);

  return g_steal_pointer (&spread);
}

GArray *
pantau_store_claim_records (PantauStore *self,
                            const char *record,
                            const char *region,
                            gint64 from,
                            gint64 until,
                            gboolean only_sightings,
                            GError **error)
{
  g_autofree char *claim = pantau_store_claim_root (self, record, error);
  g_autoptr (GArray) rows = NULL;
  PantauStmt *stmt;

  if (claim == NULL)
    return NULL;

  rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  stmt = pantau_db_query (
      self->db,
      "SELECT n FROM claim_member AS m WHERE claim = ?1 AND counts = 1 AND (?2 = 0 OR at >= ?2) "
      "AND (?3 = 0 OR at < ?3) AND (?4 = 0 OR record <> ?1) AND (?5 IS NULL OR EXISTS ("
      "SELECT 1 FROM claim_place AS p WHERE p.record = m.record AND CASE ?5 "
      "WHEN '' THEN length (p.region) < 5 "
      "ELSE p.region = ?5 OR substr (p.region, 1, length (?5) + 1) = ?5 || '.' END)) "
      "ORDER BY at DESC, n DESC",
      "siiis", claim, from, until, (gint64) only_sightings, region);
  while (pantau_stmt_next (stmt))
    {
      guint32 row = (guint32) pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, row);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}
