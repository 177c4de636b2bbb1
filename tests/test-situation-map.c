/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the situation: which figure, shade and words a hexagon has, what the legend says, and that it is drawn without any screen. */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-locale.h"
#include "pantau-reference.h"
#include "pantau-situation-map.h"
#include "test-util.h"

#define DAY 86400
#define NOW (1732640400 + 9 * 3600) /* 27 November 2024, 9 o'clock WIB */

static PantauReference *reference;
static PantauHexes *hexes;

static void
row_free (gpointer data)
{
  g_free (((PantauSituationRow *) data)->code);
  g_free (data);
}

/* A situation of two kecamatan of Rupit and Pauh, in which nothing happened yet. */
typedef struct
{
  PantauSituation situation;
  PantauSituationRow *rupit;
  PantauSituationRow *pauh;
} Made;

static PantauSituationRow *
add_row (Made *made, const char *code)
{
  PantauSituationRow *row = g_new0 (PantauSituationRow, 1);

  row->code = g_strdup (code);
  row->state = PANTAU_COVERAGE_SILENT;
  g_ptr_array_add (made->situation.kecamatan, row);

  return row;
}

static void
made_init (Made *made)
{
  memset (made, 0, sizeof *made);
  made->situation.now = NOW;
  made->situation.kecamatan = g_ptr_array_new_with_free_func (row_free);
  made->situation.levels = pantau_matrix_get_levels (pantau_reference_get_matrix (reference));
  made->rupit = add_row (made, "16.13.01");
  made->pauh = add_row (made, "16.13.04");
}

static void
made_clear (Made *made)
{
  g_ptr_array_unref (made->situation.kecamatan);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static guint
find (const char *code)
{
  int index = pantau_hexes_find (hexes, code);

  g_assert_cmpint (index, >=, 0);

  return (guint) index;
}

static PantauSituationMap *
make (Made *made, PantauLayer layer)
{
  return pantau_situation_map_new (&made->situation, hexes, layer);
}

/* The worst level among them gives the shade and the dots, however many others there are. */
static void
test_worst (void)
{
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) map = NULL;

  made_init (&made);
  made.rupit->risks = 7;
  made.rupit->levels[1] = 6;
  made.rupit->levels[5] = 1;
  map = make (&made, PANTAU_LAYER_RISKS);
  g_assert_cmpint (map->fills[find ("16.13.01")].step, ==, PANTAU_N_SHADES - 1);
  g_assert_cmpuint (map->fills[find ("16.13.01")].n_dots, ==, 5);
  g_assert_cmpstr (map->texts[find ("16.13.01")], ==, "7");
}

/* What nobody assessed is neither harmless nor nothing. */
static void
test_not_assessed (void)
{
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) map = NULL;

  made_init (&made);
  made.rupit->risks = made.rupit->levels[0] = 2;
  map = make (&made, PANTAU_LAYER_RISKS);
  g_assert_true (map->fills[find ("16.13.01")].is_hatched);
  g_assert_false (map->fills[find ("16.13.04")].is_hatched);
  g_assert_cmpint (map->fills[find ("16.13.04")].step, ==, -1);
}

/* Kecamatan that were not asked for are told apart from those where nothing happened. */
static void
test_outside (void)
{
  for (guint layer = 0; layer < PANTAU_N_LAYERS; layer++)
    {
      g_auto (Made) made;
      g_autoptr (PantauSituationMap) map = NULL;

      made_init (&made);
      map = make (&made, (PantauLayer) layer);
      g_assert_cmpint (map->fills[find ("16.71.01")].step, ==, PANTAU_FILL_OUTSIDE);
      g_assert_null (map->texts[find ("16.71.01")]);
      g_assert_cmpint (map->fills[find ("16.13.04")].step, ==, -1);
    }
}

static gboolean
in_legend (const PantauSituationMap *map, const PantauFill *fill)
{
  for (guint i = 0; i < map->legend->len; i++)
    {
      const PantauLegendItem *item = g_ptr_array_index (map->legend, i);

      if (item->fill.step == fill->step && item->fill.is_hatched == fill->is_hatched &&
          item->fill.n_dots == fill->n_dots)
        return TRUE;
    }

  return FALSE;
}

static void
fill_randomly (PantauSituationRow *row, GRand *rand)
{
  guint level = (guint) g_rand_int_range (rand, 0, 6);

  row->risks = row->levels[level] = (guint) g_rand_int_range (rand, 0, 4);
  row->tps = g_rand_int_range (rand, 0, 40);
  row->voters.least = g_rand_int_range (rand, 0, 30000);
  row->voters.most = row->voters.least + g_rand_int_range (rand, 0, 2);
  row->claims = (guint) g_rand_int_range (rand, 0, 9);
  row->overdue = (guint) g_rand_int_range (rand, 0, 9);
  row->cases = (guint) g_rand_int_range (rand, 0, 9);
  row->burden = g_rand_int_range (rand, -1, 10001);
  row->state = (PantauCoverageState) g_rand_int_range (rand, 0, PANTAU_N_COVERAGE_STATES);
}

/* There is no shade that the legend does not explain, and no two items of it look the same. */
static void
test_legend (void)
{
  g_autoptr (GRand) rand = test_rand_new (31);

  for (guint round = 0; round < 40 * PANTAU_N_LAYERS; round++)
    {
      g_auto (Made) made;
      g_autoptr (PantauSituationMap) map = NULL;

      made_init (&made);
      fill_randomly (made.rupit, rand);
      fill_randomly (made.pauh, rand);
      map = make (&made, (PantauLayer) (round % PANTAU_N_LAYERS));
      g_assert_true (in_legend (map, &map->fills[find ("16.13.01")]));
      g_assert_true (in_legend (map, &map->fills[find ("16.13.04")]));
      for (guint i = 0; i < map->legend->len; i++)
        {
          g_autoptr (PantauLegendItem) item = g_ptr_array_steal_index (map->legend, i);

          g_assert_false (in_legend (map, &item->fill));
          g_assert_cmpstr (item->text, !=, "");
          g_ptr_array_insert (map->legend, (int) i, g_steal_pointer (&item));
        }
    }
}

/* What a hexagon has room for: whole numbers, then thousands; days since something was heard; parts of 100. */
static void
test_texts (void)
{
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) voters = NULL, coverage = NULL, burden = NULL;
  guint rupit = find ("16.13.01"), pauh = find ("16.13.04");

  made_init (&made);
  made.rupit->voters.least = 12345;
  made.pauh->voters.least = 9999;
  made.rupit->state = PANTAU_COVERAGE_REPORTED;
  made.rupit->last_heard = 1732640400 - 3 * DAY;
  made.rupit->burden = 40;
  made.pauh->burden = 1260;
  voters = make (&made, PANTAU_LAYER_VOTERS);
  coverage = make (&made, PANTAU_LAYER_COVERAGE);
  burden = make (&made, PANTAU_LAYER_BURDEN);
  g_assert_cmpstr (voters->texts[rupit], ==, "12k");
  g_assert_cmpstr (voters->texts[pauh], ==, "9,999");
  g_assert_cmpstr (coverage->texts[rupit], ==, "3");
  g_assert_cmpstr (coverage->texts[pauh], ==, "–");
  g_assert_true (coverage->fills[pauh].is_hatched);
  g_assert_cmpstr (burden->texts[rupit], ==, "<1");
  g_assert_cmpstr (burden->texts[pauh], ==, "13");
}

static void
assert_words (const PantauSituation *situation,
              const PantauSituationRow *row,
              PantauLayer layer,
              const char *expected)
{
  g_autofree char *words = pantau_layer_words (layer, situation, row);

  g_assert_cmpstr (words, ==, expected);
}

/* Said in a sentence each: what a screen reader hears. */
static void
test_words (void)
{
  g_auto (Made) made;
  PantauSituationRow *row;

  made_init (&made);
  row = made.rupit;
  assert_words (&made.situation, row, PANTAU_LAYER_RISKS, "0 open risks");
  assert_words (&made.situation, row, PANTAU_LAYER_COVERAGE, "Silent; never heard of");
  row->risks = 3;
  row->levels[0] = 2;
  row->levels[5] = 1;
  row->tps = 12;
  row->unnamed = (PantauRange){ 3, 5 };
  row->voters = (PantauRange){ 200, 200 };
  row->claims = 1;
  row->overdue = 2;
  row->cases = 1;
  row->burden = 1250;
  row->state = PANTAU_COVERAGE_REPORTED;
  row->last_heard = 1732640400;
  assert_words (&made.situation, row, PANTAU_LAYER_RISKS,
                "3 open risks: 1 very high, 2 not assessed");
  assert_words (&made.situation, row, PANTAU_LAYER_TPS,
                "12 TPS exposed, and between 3 and 5 more that are not named");
  assert_words (&made.situation, row, PANTAU_LAYER_VOTERS, "200 voters exposed");
  assert_words (&made.situation, row, PANTAU_LAYER_CLAIMS, "1 undecided claim");
  assert_words (&made.situation, row, PANTAU_LAYER_OVERDUE, "2 overdue time limits");
  assert_words (&made.situation, row, PANTAU_LAYER_CASES, "1 open case");
  assert_words (&made.situation, row, PANTAU_LAYER_BURDEN, "open risk burden 12.5 of 100");
  assert_words (&made.situation, row, PANTAU_LAYER_COVERAGE, "Reported; last heard of on that day");
}

/* Names that settings keep lead back to what they name, and nothing else does. */
static void
test_names (void)
{
  PantauLayer layer = PANTAU_LAYER_CASES;

  for (guint i = 0; i < PANTAU_N_LAYERS; i++)
    {
      g_assert_true (pantau_layer_from_name (pantau_layer_name ((PantauLayer) i), &layer));
      g_assert_cmpint (layer, ==, (int) i);
    }
  g_assert_false (pantau_layer_from_name ("x", &layer));
  g_assert_false (pantau_layer_from_name (NULL, &layer));
}

/* --- Drawn --- */

#define WIDTH  700
#define HEIGHT 640
#define WHOLE  (&(const cairo_rectangle_t){ 0, 0, WIDTH, HEIGHT })

static cairo_surface_t *
draw (const PantauSituationMap *map)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  pantau_situation_map_draw (map, cr, WHOLE, hexes, NULL, pantau_shades_get (FALSE, FALSE), NULL,
                             12);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *bytes =
      cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;

  return (guint) (bytes[2] << 16 | bytes[1] << 8 | bytes[0]);
}

/* How many colours there are within a rectangle. */
static guint
count_colors (cairo_surface_t *surface, const cairo_rectangle_int_t *area)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      g_hash_table_add (seen, GUINT_TO_POINTER (pixel (surface, x, y)));

  return g_hash_table_size (seen);
}

/* The upper part of a hexagon, where neither figure nor dots are. */
static cairo_rectangle_int_t
place_of (const PantauSituationMap *map, const char *code)
{
  PantauLegendPicture legend = { .items = map->legend,
                                 .shades = pantau_shades_get (FALSE, FALSE),
                                 .letters = 12 };
  double below = pantau_legend_height (&legend, WIDTH), x, y;
  PantauHexPlan plan =
      pantau_hex_plan (hexes, &(const cairo_rectangle_t){ 0, 0, WIDTH, HEIGHT - below - 6 });

  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (hexes, find (code)), &x, &y);

  return (cairo_rectangle_int_t){ (int) (x - plan.radius / 3), (int) (y - 0.65 * plan.radius),
                                  (int) (plan.radius / 1.5), (int) (plan.radius / 5) };
}

/* A hatch is there, beside the shade of which it is a hatch. */
static void
test_hatch (void)
{
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) map = NULL;
  cairo_surface_t *surface;
  cairo_rectangle_int_t place;

  made_init (&made);
  made.rupit->risks = made.rupit->levels[0] = 1;
  map = make (&made, PANTAU_LAYER_RISKS);
  surface = draw (map);
  place = place_of (map, "16.13.01");
  g_assert_cmpuint (count_colors (surface, &place), >, 1);
  place = place_of (map, "16.13.04");
  g_assert_cmpuint (count_colors (surface, &place), ==, 1);
  g_assert_cmphex (pixel (surface, place.x, place.y), !=, 0xffffff);
  place = place_of (map, "16.71.01");
  g_assert_cmpuint (count_colors (surface, &place), ==, 1);
  g_assert_cmphex (pixel (surface, place.x, place.y), ==, 0xffffff);
  cairo_surface_destroy (surface);
}

/* The legend is below the map: where there is little room for its width it takes more lines. */
static void
test_legend_lines (void)
{
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) map = NULL;
  PantauLegendPicture legend = { .shades = pantau_shades_get (FALSE, FALSE), .letters = 12 };

  made_init (&made);
  map = make (&made, PANTAU_LAYER_RISKS);
  legend.items = map->legend;
  g_assert_cmpfloat (pantau_legend_height (&legend, 4000), <, 2 * 12);
  g_assert_cmpfloat (pantau_legend_height (&legend, 1), >, 1.5 * 12 * map->legend->len);
  g_assert_cmpfloat (pantau_legend_least_width (&legend), >, 5 * 12);
}

static cairo_status_t
take (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static gpointer
draw_pdf (gpointer data)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (take, bytes, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  pantau_situation_map_draw (data, cr, WHOLE, hexes, pantau_reference_get_regions (reference),
                             pantau_shades_get (FALSE, FALSE), NULL, 10);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);

  return bytes;
}

/* On a page of paper, in threads that have no screen. */
static void
test_pdf (void)
{
  GThread *threads[2];
  g_auto (Made) made;
  g_autoptr (PantauSituationMap) map = NULL;

  made_init (&made);
  made.rupit->risks = made.rupit->levels[3] = 4;
  map = make (&made, PANTAU_LAYER_RISKS);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pdf", draw_pdf, map);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GByteArray) bytes = g_thread_join (threads[i]);

      g_assert_cmpuint (bytes->len, >, 1000);
      g_assert_cmpmem (bytes->data, 5, "%PDF-", 5);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  hexes = pantau_reference_get_hexes (reference);

  g_test_add_func ("/situation-map/worst", test_worst);
  g_test_add_func ("/situation-map/not-assessed", test_not_assessed);
  g_test_add_func ("/situation-map/outside", test_outside);
  g_test_add_func ("/situation-map/legend", test_legend);
  g_test_add_func ("/situation-map/texts", test_texts);
  g_test_add_func ("/situation-map/words", test_words);
  g_test_add_func ("/situation-map/names", test_names);
  g_test_add_func ("/situation-map/hatch", test_hatch);
  g_test_add_func ("/situation-map/legend/lines", test_legend_lines);
  g_test_add_func ("/situation-map/pdf", test_pdf);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
