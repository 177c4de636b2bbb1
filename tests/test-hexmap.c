/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of hexagons: its geometry, how one walks on it, and what is drawn where. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-board-words.h"
#include "pantau-error.h"
#include "pantau-hex-drawing.h"
#include "pantau-reference.h"

#define WIDTH  700
#define HEIGHT 560
#define WHOLE  (&(const cairo_rectangle_t){ 0, 0, WIDTH, HEIGHT })

static PantauReference *reference;
static PantauHexes *hexes;

static guint
find (const char *code)
{
  int index = pantau_hexes_find (hexes, code);

  g_assert_cmpint (index, !=, PANTAU_HEX_NONE);

  return (guint) index;
}

/* --- Geometry --- */

/* Each kecamatan of our edition has one hexagon, and each hexagon is one. */
static void
test_all (void)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  guint n = 0;

  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);

      if (region->level != 3)
        continue;
      g_assert_cmpstr (pantau_hexes_get_nth (hexes, find (region->code))->name, ==, region->name);
      n++;
    }
  g_assert_cmpuint (n, ==, 241);
  g_assert_cmpuint (pantau_hexes_get_size (hexes), ==, n);
}

/* A village is in its kecamatan's; a kabupaten is in none. */
static void
test_find (void)
{
  g_assert_cmpstr (pantau_hexes_get_nth (hexes, find ("16.13.04.2001"))->code, ==, "16.13.04");
  g_assert_cmpint (pantau_hexes_find (hexes, "16.13"), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_find (hexes, "16.13.99"), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_find (hexes, "x"), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_find (hexes, NULL), ==, PANTAU_HEX_NONE);
}

/* All lie within the extents, and touch each side of them. */
static void
test_extents (void)
{
  double width, height, left = 1000, top = 1000, right = 0, bottom = 0;

  pantau_hexes_get_extents (hexes, &width, &height);
  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    {
      const PantauHex *hex = pantau_hexes_get_nth (hexes, i);

      left = MIN (left, hex->x - sqrt (3) / 2);
      right = MAX (right, hex->x + sqrt (3) / 2);
      top = MIN (top, hex->y - 1);
      bottom = MAX (bottom, hex->y + 1);
    }
  g_assert_cmpfloat_with_epsilon (left, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (top, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (right, width, 1e-9);
  g_assert_cmpfloat_with_epsilon (bottom, height, 1e-9);
}

/* Whoever is beyond a side has one beyond the side across, one step of the same length away. */
static void
test_neighbours (void)
{
  guint n = 0;

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    for (guint side = 0; side < PANTAU_N_HEX_SIDES; side++)
      {
        const PantauHex *hex = pantau_hexes_get_nth (hexes, i), *other;
        int neighbour = pantau_hexes_neighbour (hexes, i, side);
        double angle = 60.0 * side * G_PI / 180;

        if (neighbour == PANTAU_HEX_NONE)
          continue;
        n++;
        other = pantau_hexes_get_nth (hexes, (guint) neighbour);
        g_assert_cmpfloat_with_epsilon (other->x - hex->x, sqrt (3) * cos (angle), 1e-9);
        g_assert_cmpfloat_with_epsilon (other->y - hex->y, sqrt (3) * sin (angle), 1e-9);
        g_assert_cmpint (pantau_hexes_neighbour (hexes, (guint) neighbour, (side + 3) % 6), ==,
                         (int) i);
      }
  g_assert_cmpuint (n, >, 241 * 4);
}

/* A border is one from both sides; within a kabupaten there is none. */
static void
test_borders (void)
{
  guint n_within = 0, n_between = 0;

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    for (guint side = 0; side < PANTAU_N_HEX_SIDES; side++)
      {
        int neighbour = pantau_hexes_neighbour (hexes, i, side);
        gboolean is_border = pantau_hexes_is_border (hexes, i, side);

        if (neighbour == PANTAU_HEX_NONE)
          {
            g_assert_true (is_border);
            continue;
          }
        g_assert_true (is_border ==
                       pantau_hexes_is_border (hexes, (guint) neighbour, (side + 3) % 6));
        g_assert_true (is_border !=
                       g_str_equal (pantau_hexes_get_nth (hexes, i)->regency,
                                    pantau_hexes_get_nth (hexes, (guint) neighbour)->regency));
        n_within += !is_border;
        n_between += is_border;
      }
  g_assert_cmpuint (n_within, >, 0);
  g_assert_cmpuint (n_between, >, 0);
}

/* Points well inside a hexagon are its own, those beside the map nobody's. */
static void
test_at (void)
{
  double width, height;

  pantau_hexes_get_extents (hexes, &width, &height);
  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    {
      const PantauHex *hex = pantau_hexes_get_nth (hexes, i);

      g_assert_cmpint (pantau_hexes_at (hexes, hex->x, hex->y), ==, (int) i);
      for (guint n = 0; n < 12; n++)
        {
          double angle = n * G_PI / 6, reach = n % 2 == 0 ? 0.85 : 0.98;

          g_assert_cmpint (
              pantau_hexes_at (hexes, hex->x + reach * cos (angle), hex->y + reach * sin (angle)),
              ==, (int) i);
        }
    }
  g_assert_cmpint (pantau_hexes_at (hexes, -0.1, height / 2), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_at (hexes, width / 2, height + 0.1), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_at (hexes, 1e300, -1e300), ==, PANTAU_HEX_NONE);
  g_assert_cmpint (pantau_hexes_at (hexes, NAN, NAN), ==, PANTAU_HEX_NONE);
}

/* --- Walking --- */

/* By arrow keys one comes to every hexagon. */
static void
test_reach (void)
{
  guint size = pantau_hexes_get_size (hexes), n_seen = 1;
  g_autofree gboolean *seen = g_new0 (gboolean, size);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first = 0;

  seen[0] = TRUE;
  g_array_append_val (queue, first);
  for (guint i = 0; i < queue->len; i++)
    for (guint way = PANTAU_HEX_GO_LEFT; way <= PANTAU_HEX_GO_DOWN; way++)
      {
        guint from = g_array_index (queue, guint, i), to;
        double goal = pantau_hexes_get_nth (hexes, from)->x;

        to = pantau_hexes_walk (hexes, from, way, &goal);
        if (seen[to])
          continue;
        seen[to] = TRUE;
        n_seen++;
        g_array_append_val (queue, to);
      }
  g_assert_cmpuint (n_seen, ==, size);
}

/* Up and down again is where one was, although rows are shifted. */
static void
test_back (void)
{
  guint from = find ("16.03.07"), at = from;
  double goal = pantau_hexes_get_nth (hexes, from)->x;

  for (guint i = 0; i < 4; i++)
    at = pantau_hexes_walk (hexes, at, PANTAU_HEX_GO_UP, &goal);
  g_assert_cmpint (pantau_hexes_get_nth (hexes, at)->row, ==,
                   pantau_hexes_get_nth (hexes, from)->row - 4);
  for (guint i = 0; i < 4; i++)
    at = pantau_hexes_walk (hexes, at, PANTAU_HEX_GO_DOWN, &goal);
  g_assert_cmpuint (at, ==, from);
}

/* At the edge one stays. */
static void
test_edge (void)
{
  guint at = find ("16.03.07");
  double goal = pantau_hexes_get_nth (hexes, at)->x;

  for (guint way = PANTAU_HEX_GO_LEFT; way <= PANTAU_HEX_GO_DOWN; way++)
    {
      guint last = at;

      for (guint i = 0; i < 50; i++)
        last = pantau_hexes_walk (hexes, last, way, &goal);
      g_assert_cmpuint (pantau_hexes_walk (hexes, last, way, &goal), ==, last);
    }
}

/* --- A file of the province --- */

static void
check_file (const char *rows, gboolean is_well)
{
  g_autofree char *text = g_strconcat ("code,name,hex_q,hex_r\n", rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHexes) read = pantau_hexes_new (bytes, &error);

  if (is_well)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "kecamatan.csv"));
    }
  g_assert_true ((read != NULL) == is_well);
}

static void
test_file (void)
{
  check_file ("16.13.04,Rupit,0,0\n16.13.05,Karang Dapo,-3,7\n", TRUE);
  check_file ("", FALSE);
  check_file ("16.13,Rupit,0,0\n", FALSE);
  check_file ("16.13.04,Rupit,0,0\n16.13.04,Rupit,1,0\n", FALSE);
  check_file ("16.13.04,Rupit,0,0\n16.13.05,Karang Dapo,0,0\n", FALSE);
  check_file ("16.13.04,Rupit,0,x\n", FALSE);
  check_file ("16.13.04,Rupit,0,99999999999\n", FALSE);
}

/* --- Shades --- */

static void
test_scale (void)
{
  static const gint64 mosts[] = { 0, 1, 2, 3, 4, 5, 6, 9, 17, 100, 12345, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (mosts); i++)
    {
      PantauScale scale = pantau_scale_new (mosts[i]);
      gint64 last = 0;

      g_assert_cmpint (pantau_scale_step (&scale, 0), ==, -1);
      for (guint step = 0; step < PANTAU_N_SHADES && scale.limits[step] > 0; step++)
        {
          g_assert_cmpint (scale.limits[step], >, last);
          g_assert_cmpint (pantau_scale_step (&scale, last + 1), ==, (int) step);
          g_assert_cmpint (pantau_scale_step (&scale, scale.limits[step]), ==, (int) step);
          last = scale.limits[step];
        }
      g_assert_cmpint (last, ==, mosts[i]);
    }
}

static void
test_scale_words (void)
{
  PantauScale scale = pantau_scale_new (3);
  g_autofree char *first = pantau_scale_text (&scale, 0), *last = pantau_scale_text (&scale, 2),
                  *none = pantau_scale_text (&scale, 3), *wide = NULL;

  g_assert_cmpstr (first, ==, "1");
  g_assert_cmpstr (last, ==, "3");
  g_assert_null (none);
  scale = pantau_scale_new (100);
  wide = pantau_scale_text (&scale, 4);
  g_assert_true (g_str_has_suffix (wide, "–100"));
}

static double
brightness (const PantauColor *color)
{
  return 0.2126 * pow (color->red, 2.2) + 0.7152 * pow (color->green, 2.2) +
         0.0722 * pow (color->blue, 2.2);
}

/* Without colours each step is still another: darker on paper, lighter on a dark screen; and letters can be read on each. */
static void
test_shades (void)
{
  for (guint i = 0; i < 4; i++)
    {
      const PantauShades *shades = pantau_shades_get (i % 2, i / 2);

      for (guint step = 0; step < PANTAU_N_SHADES; step++)
        {
          double here = brightness (&shades->steps[step]);
          PantauColor on = pantau_color_on (&shades->steps[step]);
          double letters = brightness (&on);
          double contrast = (MAX (here, letters) + 0.05) / (MIN (here, letters) + 0.05);

          g_assert_cmpfloat (contrast, >=, 4.5);
          if (step > 0)
            {
              double before = brightness (&shades->steps[step - 1]);
              double ratio = (MAX (here, before) + 0.05) / (MIN (here, before) + 0.05);

              g_assert_true ((here > before) == (i % 2 == 1));
              g_assert_cmpfloat (ratio, >=, 1.25);
            }
        }
    }
}

/* --- Drawing --- */

static cairo_surface_t *
draw (const gint64 *values, gint64 most, gboolean with_names, gboolean is_dark)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PantauHexPlan plan = pantau_hex_plan (hexes, WHOLE);
  PantauHexPicture picture = {
    .hexes = hexes,
    .regions = with_names ? pantau_reference_get_regions (reference) : NULL,
    .values = values,
    .scale = pantau_scale_new (most),
    .shades = pantau_shades_get (is_dark, FALSE),
  };

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  pantau_hex_draw (cr, &plan, &picture);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint32
pixel (cairo_surface_t *surface, double x, double y)
{
  const unsigned char *row = cairo_image_surface_get_data (surface) +
                             (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (const void *) row)[(gsize) x] & 0xffffff;
}

static guint32
number_of (const PantauColor *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8 |
         (guint32) lround (color->blue * 255);
}

/* The shade that stands in a hexagon, beside its figure. */
static guint32
shade_at (cairo_surface_t *surface, guint index)
{
  PantauHexPlan plan = pantau_hex_plan (hexes, WHOLE);
  double x, y;

  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, index), &x, &y);

  return pixel (surface, x, y - 0.7 * plan.radius);
}

static void
test_draw_shades (void)
{
  const PantauShades *shades = pantau_shades_get (FALSE, FALSE);
  g_autofree gint64 *values = g_new0 (gint64, pantau_hexes_get_size (hexes));
  cairo_surface_t *surface;
  guint some = find ("16.13.04"), most = find ("16.71.01"), none = find ("16.02.05");

  values[some] = 1;
  values[most] = 5;
  surface = draw (values, 5, FALSE, FALSE);
  g_assert_cmphex (shade_at (surface, none), ==, number_of (&shades->nothing));
  g_assert_cmphex (shade_at (surface, some), ==, number_of (&shades->steps[0]));
  g_assert_cmphex (shade_at (surface, most), ==, number_of (&shades->steps[4]));
  g_assert_cmphex (pixel (surface, 1, HEIGHT - 2), ==, 0xffffff); /* beside the map */
  cairo_surface_destroy (surface);
}

/* A figure is told by its number too. */
static void
test_draw_figures (void)
{
  g_autofree gint64 *values = g_new0 (gint64, pantau_hexes_get_size (hexes));
  PantauHexPlan plan = pantau_hex_plan (hexes, WHOLE);
  guint index = find ("16.13.04"), n_dark = 0;
  cairo_surface_t *surface;
  double x, y;

  values[index] = 1;
  surface = draw (values, 1, FALSE, FALSE);
  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, index), &x, &y);
  for (double dy = -plan.radius / 2; dy < plan.radius / 2; dy++)
    for (double dx = -plan.radius / 2; dx < plan.radius / 2; dx++)
      n_dark += (pixel (surface, x + dx, y + dy) & 0xff00) < 0x6000;
  g_assert_cmpuint (n_dark, >, 4);
  cairo_surface_destroy (surface);
}

/* The darkest that one passes on the way from the one to the other, as a part of 255. */
static guint
find_darkest (cairo_surface_t *surface, guint a, guint b)
{
  PantauHexPlan plan = pantau_hex_plan (hexes, WHOLE);
  double ax, ay, bx, by;
  guint darkest = 255;

  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, a), &ax, &ay);
  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, b), &bx, &by);
  for (guint i = 0; i <= 100; i++)
    darkest = MIN (darkest,
                   pixel (surface, ax + (bx - ax) * i / 100, ay + (by - ay) * i / 100) >> 8 & 0xff);

  return darkest;
}

/* Between two kabupaten there is a dark line, between two kecamatan of one there is none. */
static void
test_draw_borders (void)
{
  g_autofree gint64 *values = g_new0 (gint64, pantau_hexes_get_size (hexes));
  cairo_surface_t *surface = draw (values, 0, FALSE, FALSE);

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    for (guint side = 0; side < PANTAU_N_HEX_SIDES; side++)
      {
        int neighbour = pantau_hexes_neighbour (hexes, i, side);

        if (neighbour != PANTAU_HEX_NONE)
          {
            if (pantau_hexes_is_border (hexes, i, side))
              g_assert_cmpuint (find_darkest (surface, i, (guint) neighbour), <, 150);
            else
              g_assert_cmpuint (find_darkest (surface, i, (guint) neighbour), >, 180);
          }
      }
  cairo_surface_destroy (surface);
}

/* Names are there, in the map, and leave the figures alone. */
static void
test_draw_names (void)
{
  g_autofree gint64 *values = g_new0 (gint64, pantau_hexes_get_size (hexes));
  cairo_surface_t *with, *without;
  guint n_other = 0;

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    values[i] = i % 12;
  with = draw (values, 11, TRUE, TRUE);
  without = draw (values, 11, FALSE, TRUE);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      n_other += pixel (with, x, y) != pixel (without, x, y);
  g_assert_cmpuint (n_other, >, 17 * 100);
  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    {
      PantauHexPlan plan = pantau_hex_plan (hexes, WHOLE);
      double x, y;

      pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, i), &x, &y);
      g_assert_cmphex (pixel (with, x, y), ==, pixel (without, x, y));
    }
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* What one points at is what is drawn there, wherever the picture lies. */
static void
test_plan (void)
{
  static const cairo_rectangle_t areas[] = { { 0, 0, 300, 900 },
                                             { 40, 60, 900, 300 },
                                             { -10, -10, 64, 64 } };

  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      PantauHexPlan plan = pantau_hex_plan (hexes, &areas[i]);

      for (guint n = 0; n < pantau_hexes_get_size (hexes); n++)
        {
          double x, y;

          pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, n), &x, &y);
          g_assert_cmpfloat (x, >, areas[i].x);
          g_assert_cmpfloat (x, <, areas[i].x + areas[i].width);
          g_assert_cmpfloat (y, >, areas[i].y);
          g_assert_cmpfloat (y, <, areas[i].y + areas[i].height);
          g_assert_cmpint (pantau_hex_plan_at (&plan, hexes, x, y), ==, (int) n);
        }
    }
}

/* A window may be made as small as nothing. */
static void
test_no_room (void)
{
  PantauHexPlan plan = pantau_hex_plan (hexes, &(const cairo_rectangle_t){ 0, 0, 0, 0 });

  g_assert_cmpint (pantau_hex_plan_at (&plan, hexes, 0, 0), ==, PANTAU_HEX_NONE);
}

/* What a map calls them has room on it. */
static void
test_brief (void)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);

  g_assert_cmpstr (pantau_regions_lookup (regions, "16.08")->brief, ==, "OKUT");
  g_assert_cmpstr (pantau_regions_lookup (regions, "16.12")->brief, ==, "PALI");
  g_assert_cmpstr (pantau_regions_lookup (regions, "16.71")->brief, ==, "Palembang");
  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    if (pantau_regions_get_nth (regions, i)->level == 2)
      g_assert_cmpuint (g_utf8_strlen (pantau_regions_get_nth (regions, i)->brief, -1), <=, 14);
}

/* Nothing is a figure too, and no "0 times". */
static void
test_words (void)
{
  g_autofree char *none = pantau_board_words_seen (0), *some = pantau_board_words_seen (3);

  g_assert_cmpstr (none, ==, _ ("not seen yet"));
  g_assert_nonnull (strchr (some, '3'));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  hexes = pantau_reference_get_hexes (reference);

  g_test_add_func ("/hexmap/all", test_all);
  g_test_add_func ("/hexmap/find", test_find);
  g_test_add_func ("/hexmap/extents", test_extents);
  g_test_add_func ("/hexmap/neighbours", test_neighbours);
  g_test_add_func ("/hexmap/borders", test_borders);
  g_test_add_func ("/hexmap/at", test_at);
  g_test_add_func ("/hexmap/reach", test_reach);
  g_test_add_func ("/hexmap/back", test_back);
  g_test_add_func ("/hexmap/edge", test_edge);
  g_test_add_func ("/hexmap/file", test_file);
  g_test_add_func ("/hexmap/scale", test_scale);
  g_test_add_func ("/hexmap/scale/words", test_scale_words);
  g_test_add_func ("/hexmap/shades", test_shades);
  g_test_add_func ("/hexmap/draw/shades", test_draw_shades);
  g_test_add_func ("/hexmap/draw/figures", test_draw_figures);
  g_test_add_func ("/hexmap/draw/borders", test_draw_borders);
  g_test_add_func ("/hexmap/draw/names", test_draw_names);
  g_test_add_func ("/hexmap/words", test_words);
  g_test_add_func ("/hexmap/plan", test_plan);
  g_test_add_func ("/hexmap/plan/no-room", test_no_room);
  g_test_add_func ("/hexmap/brief", test_brief);
  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
