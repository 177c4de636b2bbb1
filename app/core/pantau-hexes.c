/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hexagons in axial coordinates: where they are, who is beside whom, and how one walks among them. Nothing is drawn here; a screen and a page
 * have the same geometry.
 */

#include "config.h"

#include "pantau-hexes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pantau-csv.h"
#include "pantau-region.h"

#define ROOT3 1.7320508075688772

/* Wider than any province, narrow enough that no sum of them overflows. */
#define MAX_COORDINATE 1000

struct _PantauHexes
{
  gatomicrefcount ref_count;
  GPtrArray *list;     /* of PantauHex */
  GHashTable *by_code; /* code → number + 1 */
  GHashTable *by_spot; /* column and row → number + 1 */
  double width;
  double height;
};

/* How columns and rows change beyond each side. */
static const struct
{
  int column, row;
} sides[PANTAU_N_HEX_SIDES] = { { 1, 0 }, { 0, 1 }, { -1, 1 }, { -1, 0 }, { 0, -1 }, { 1, -1 } };

static void
hex_free (gpointer data)
{
  PantauHex *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self->regency);
  g_free (self);
}

static gpointer
make_spot (int column, int row)
{
  return GINT_TO_POINTER (row * 4 * MAX_COORDINATE + column);
}

static int
lookup (GHashTable *table, gconstpointer key)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (table, key)) - 1;
}

static int
find_spot (PantauHexes *self, int column, int row)
{
  if (ABS (column) > MAX_COORDINATE || ABS (row) > MAX_COORDINATE)
    return PANTAU_HEX_NONE;

  return lookup (self->by_spot, make_spot (column, row));
}

static int
read_coordinate (PantauCsv *csv, guint column)
{
  const char *text = pantau_csv_get (csv, column);
  gint64 number = 0;

  if (!g_ascii_string_to_signed (text, 10, -MAX_COORDINATE, MAX_COORDINATE, &number, NULL))
    pantau_csv_fail (csv, _ ("“%s” is not a number"), text);

  return (int) number;
}

static void
read_row (PantauHexes *self, PantauCsv *csv)
{
  PantauHex *hex = g_new0 (PantauHex, 1);
  gpointer number = GUINT_TO_POINTER (self->list->len + 1);

  hex->code = g_strdup (pantau_csv_get (csv, 0));
  hex->name = g_strdup (pantau_csv_get (csv, 1));
  hex->regency = pantau_region_parent (hex->code);
  hex->column = read_coordinate (csv, 2);
  hex->row = read_coordinate (csv, 3);

  if (pantau_region_level (hex->code) != 3)
    pantau_csv_fail (csv, _ ("“%s” is not the code of a kecamatan"), hex->code);
  else if (!g_hash_table_insert (self->by_code, hex->code, number))
    pantau_csv_fail (csv, _ ("the code %s is given twice"), hex->code);
  else if (!g_hash_table_insert (self->by_spot, make_spot (hex->column, hex->row), number))
    pantau_csv_fail (csv, _ ("two kecamatan are in one place of the map"));
  g_ptr_array_add (self->list, hex);
}

/* Centres, moved so that the corner of the whole is at 0, 0. */
static void
place_all (PantauHexes *self)
{
  double left = G_MAXDOUBLE, right = -G_MAXDOUBLE, top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < self->list->len; i++)
    {
      PantauHex *hex = g_ptr_array_index (self->list, i);

      hex->x = ROOT3 * (hex->column + hex->row / 2.0);
      hex->y = 1.5 * hex->row;
      left = MIN (left, hex->x - ROOT3 / 2);
      right = MAX (right, hex->x + ROOT3 / 2);
      top = MIN (top, hex->y - 1);
      bottom = MAX (bottom, hex->y + 1);
    }
  for (guint i = 0; i < self->list->len; i++)
    {
      PantauHex *hex = g_ptr_array_index (self->list, i);

      hex->x -= left;
      hex->y -= top;
    }
  self->width = right - left;
  self->height = bottom - top;
}

PantauHexes *
pantau_hexes_new (GBytes *kecamatan, GError **error)
{
  static const char *const columns[] = { "code", "name", "hex_q", "hex_r", NULL };
  g_autoptr (PantauHexes) self = g_new0 (PantauHexes, 1);
  g_autoptr (PantauCsv) csv = pantau_csv_new ("kecamatan.csv", kecamatan, columns);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (hex_free);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_spot = g_hash_table_new (NULL, NULL);
  while (pantau_csv_next (csv))
    read_row (self, csv);
  if (self->list->len == 0)
    pantau_csv_fail (csv, "%s", _ ("there is no kecamatan"));
  if (!pantau_csv_finish (csv, error))
    return NULL;
  place_all (self);

  return g_steal_pointer (&self);
}

PantauHexes *
pantau_hexes_ref (PantauHexes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_hexes_unref (PantauHexes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->by_spot);
  g_ptr_array_unref (self->list);
  g_free (self);
}

guint
pantau_hexes_get_size (PantauHexes *self)
{
  return self->list->len;
}

const PantauHex *
pantau_hexes_get_nth (PantauHexes *self, guint index)
{
  return g_ptr_array_index (self->list, index);
}

void
pantau_hexes_get_extents (PantauHexes *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

int
pantau_hexes_find (PantauHexes *self, const char *code)
{
  g_autofree char *kecamatan = code != NULL ? pantau_region_kecamatan (code) : NULL;

  return kecamatan != NULL ? lookup (self->by_code, kecamatan) : PANTAU_HEX_NONE;
}

/* Whose centre is nearest to a point has it inside, if anyone has: regular hexagons are the cells of their centres. */
int
pantau_hexes_at (PantauHexes *self, double x, double y)
{
  const PantauHex *first = g_ptr_array_index (self->list, 0);
  double row = first->row + (y - first->y) / 1.5;
  double column = first->column + (x - first->x) / ROOT3 - (row - first->row) / 2;
  double rounded_column = round (column), rounded_row = round (row);
  double third = -column - row, rounded_third = round (third);
  double column_error = fabs (rounded_column - column), row_error = fabs (rounded_row - row),
         third_error = fabs (rounded_third - third);

  if (!(fabs (column) <= MAX_COORDINATE) || !(fabs (row) <= MAX_COORDINATE))
    return PANTAU_HEX_NONE;

  /* The three coordinates of a hexagon add up to nothing: the one that was rounded most follows from the others. */
  if (column_error > row_error && column_error > third_error)
    rounded_column = -rounded_row - rounded_third;
  else if (row_error > third_error)
    rounded_row = -rounded_column - rounded_third;

  return find_spot (self, (int) rounded_column, (int) rounded_row);
}

int
pantau_hexes_neighbour (PantauHexes *self, guint index, PantauHexSide side)
{
  const PantauHex *hex = g_ptr_array_index (self->list, index);

  return find_spot (self, hex->column + sides[side].column, hex->row + sides[side].row);
}

gboolean
pantau_hexes_is_border (PantauHexes *self, guint index, PantauHexSide side)
{
  const PantauHex *hex = g_ptr_array_index (self->list, index);
  int neighbour = pantau_hexes_neighbour (self, index, side);

  return neighbour == PANTAU_HEX_NONE ||
         g_strcmp0 (hex->regency, pantau_hexes_get_nth (self, (guint) neighbour)->regency) != 0;
}

/* How far @hex is that way, to compare; negative where it is no step that way at all. */
static double
measure (const PantauHex *from, const PantauHex *hex, PantauHexWay way, double goal)
{
  switch (way)
    {
    case PANTAU_HEX_GO_LEFT:
      return hex->row == from->row ? from->x - hex->x : -1;
    case PANTAU_HEX_GO_RIGHT:
      return hex->row == from->row ? hex->x - from->x : -1;
    case PANTAU_HEX_GO_UP:
      return hex->row == from->row - 1 ? fabs (hex->x - goal) : -1;
    case PANTAU_HEX_GO_DOWN:
    default:
      return hex->row == from->row + 1 ? fabs (hex->x - goal) : -1;
    }
}

guint
pantau_hexes_walk (PantauHexes *self, guint index, PantauHexWay way, double *goal)
{
  const PantauHex *from = g_ptr_array_index (self->list, index);
  double best = G_MAXDOUBLE;
  guint found = index;

  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauHex *hex = g_ptr_array_index (self->list, i);
      double distance = i != index ? measure (from, hex, way, *goal) : -1;

      /* Half a step to either side is the same distance: the left one, whatever a sum of fractions says. */
      if (distance >= 0 && distance < best - 0.001)
        {
          best = distance;
          found = i;
        }
      else if (distance >= 0 && distance < best + 0.001 &&
               hex->x < pantau_hexes_get_nth (self, found)->x)
        found = i;
    }
  if (way == PANTAU_HEX_GO_LEFT || way == PANTAU_HEX_GO_RIGHT)
    *goal = pantau_hexes_get_nth (self, found)->x;

  return found;
}
