/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws pictures by cairo. Chance numbers come from the picture's own number alone. */

#include "config.h"

#include "drawn-pictures.h"

#include <cairo.h>

#define MAX_WORDS 12

/* Where each sort ends. */
enum
{
  POSTERS = 8,
  LEAFLETS = 15,
  FACES = 20,
  CHATS = 30,
  LETTERS = 34,
};

static const char *const words[] = {
  "TPS",        "dipindah", "besok",   "warga",   "pilih",   "nomor",    "jangan",  "lupa",
  "surat",      "suara",    "kotak",   "gudang",  "malam",   "pagi",     "bantuan", "beras",
  "hadiah",     "sebarkan", "katanya", "bupati",  "saksi",   "hasil",    "curang",  "banjir",
  "pengumuman", "KPU",      "bawaslu", "diundur", "tanggal", "jam",      "ditutup", "awas",
  "kecamatan",  "desa",     "rakyat",  "menang",  "kalah",   "uang",     "foto",    "bilik",
  "polisi",     "tentara",  "camat",   "lurah",   "RT",      "undangan", "viral",   "bukti",
};

static double
chance (GRand *rand, double from, double to)
{
  return g_rand_double_range (rand, from, to);
}

static void
colour (cairo_t *cr, GRand *rand, double from, double to)
{
  double red = chance (rand, from, to), green = chance (rand, from, to),
         blue = chance (rand, from, to);

  cairo_set_source_rgb (cr, red, green, blue);
}

/* A line of chance words within @width. */
static void
line (cairo_t *cr, GRand *rand, double x, double y, double width, double size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  cairo_text_extents_t extents;

  cairo_set_font_size (cr, size);
  for (guint i = 0; i < MAX_WORDS; i++)
    {
      gsize before = text->len;

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      cairo_text_extents (cr, text->str, &extents);
      if (i > 0 && extents.width > width)
        {
          g_string_truncate (text, before);
          break;
        }
    }
  cairo_move_to (cr, x, y);
  cairo_show_text (cr, text->str);
  cairo_new_path (cr);
}

static void
paragraph (cairo_t *cr, GRand *rand, double x, double y, double width, double size, guint lines)
{
  for (guint i = 0; i < lines; i++)
    line (cr, rand, x, y + i * size * 1.35, i + 1 == lines ? width * chance (rand, 0.3, 1) : width,
          size);
}

static void
face (cairo_t *cr, GRand *rand, double x, double y, double radius)
{
  double hair = chance (rand, 0.5, 1.1), mouth = chance (rand, -0.3, 0.3);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, radius, radius);
  colour (cr, rand, 0.1, 0.9); /* clothes */
  cairo_rectangle (cr, -1.3, 0.9, 2.6, 1.2);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, chance (rand, 0.6, 0.9), chance (rand, 0.45, 0.7), 0.45);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.1, 0.08, 0.08);
  cairo_arc (cr, 0, -0.2, hair, G_PI, 2 * G_PI);
  cairo_fill (cr);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_arc (cr, side * chance (rand, 0.3, 0.45), 0, chance (rand, 0.08, 0.16), 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_set_line_width (cr, 0.12);
  cairo_move_to (cr, -0.4, 0.5);
  cairo_curve_to (cr, -0.2, 0.5 + mouth, 0.2, 0.5 + mouth, 0.4, 0.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_poster (cairo_t *cr, GRand *layout, GRand *content, double w, double h)
{
  colour (cr, layout, 0.2, 0.9);
  cairo_paint (cr);
  colour (cr, layout, 0, 1);
  cairo_rectangle (cr, 0, h * 0.72, w, h * 0.28);
  cairo_fill (cr);
  face (cr, content, w * chance (layout, 0.25, 0.4), h * 0.42, w * 0.16);
  face (cr, content, w * chance (layout, 0.6, 0.75), h * 0.45, w * 0.15);
  cairo_set_source_rgb (cr, 1, 1, 1);
  line (cr, content, w * 0.06, h * 0.13, w * 0.9, w * 0.1);
  line (cr, content, w * 0.06, h * 0.82, w * 0.9, w * 0.09);
  line (cr, content, w * 0.06, h * 0.92, w * 0.9, w * 0.05);
}

static void
draw_leaflet (cairo_t *cr, GRand *layout, GRand *content, double w, double h)
{
  cairo_set_source_rgb (cr, 0.97, 0.96, chance (layout, 0.7, 1));
  cairo_paint (cr);
  colour (cr, layout, 0, 0.7);
  cairo_rectangle (cr, 0, 0, w, h * 0.16);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  line (cr, content, w * 0.05, h * 0.11, w * 0.9, w * 0.08);
  colour (cr, content, 0.2, 0.9); /* its picture */
  cairo_rectangle (cr, w * 0.05, h * 0.2, w * 0.9, h * 0.28);
  cairo_fill (cr);
  for (guint i = 0; i < 6; i++)
    {
      colour (cr, content, 0, 1);
      cairo_arc (cr, w * chance (content, 0.1, 0.9), h * chance (content, 0.24, 0.44),
                 w * chance (content, 0.02, 0.09), 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_set_source_rgb (cr, 0.1, 0.1, 0.1);
  paragraph (cr, content, w * 0.06, h * 0.55, w * 0.86, w * 0.045,
             (guint) g_rand_int_range (content, 4, 9));
}

static void
draw_face (cairo_t *cr, GRand *layout, GRand *content, double w, double h)
{
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, 0, w, h);

  cairo_pattern_add_color_stop_rgb (sky, 0, chance (layout, 0, 1), chance (layout, 0, 1), 0.6);
  cairo_pattern_add_color_stop_rgb (sky, 1, chance (layout, 0, 1), chance (layout, 0, 1), 0.3);
  cairo_set_source (cr, sky);
  cairo_paint (cr);
  cairo_pattern_destroy (sky);
  face (cr, content, w * chance (content, 0.4, 0.6), h * chance (content, 0.4, 0.5),
        w * chance (content, 0.2, 0.3));
}

static void
draw_chat (cairo_t *cr, GRand *layout, GRand *content, double w, double h)
{
  gboolean dark = g_rand_boolean (layout);
  double y = h * 0.12;

  cairo_set_source_rgb (cr, dark ? 0.05 : 0.93, dark ? 0.08 : 0.9, dark ? 0.1 : 0.86);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, dark ? 0.12 : 0.03, dark ? 0.17 : 0.37, dark ? 0.2 : 0.33);
  cairo_rectangle (cr, 0, 0, w, h * 0.09);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_arc (cr, w * 0.1, h * 0.045, h * 0.03, 0, 2 * G_PI);
  cairo_fill (cr);
  line (cr, layout, w * 0.2, h * 0.055, w * 0.6, w * 0.05);

  while (y < h * 0.88)
    {
      gboolean own = g_rand_int_range (content, 0, 3) == 0;
      guint lines = (guint) g_rand_int_range (content, 1, 7);
      double height = w * 0.04 * 1.35 * (lines + 1), x = own ? w * 0.25 : w * 0.04;

      if (y + height > h * 0.92)
        break;
      cairo_set_source_rgb (cr,
                            own    ? 0.85
                            : dark ? 0.13
                                   : 1,
                            dark && !own ? 0.17 : 1,
                            own    ? 0.8
                            : dark ? 0.2
                                   : 1);
      cairo_rectangle (cr, x, y, w * 0.7, height);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, dark && !own ? 0.9 : 0.1, dark && !own ? 0.9 : 0.1,
                            dark && !own ? 0.9 : 0.12);
      paragraph (cr, content, x + w * 0.03, y + w * 0.06, w * 0.64, w * 0.04, lines);
      y += height + h * 0.015;
    }
  cairo_set_source_rgb (cr, dark ? 0.15 : 1, dark ? 0.2 : 1, dark ? 0.22 : 1);
  cairo_rectangle (cr, w * 0.02, h * 0.94, w * 0.82, h * 0.05);
  cairo_fill (cr);
}

static void
draw_letter (cairo_t *cr, GRand *layout, GRand *content, double w, double h)
{
  cairo_set_source_rgb (cr, 0.98, 0.98, 0.96);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.05, 0.05, 0.05);
  cairo_arc (cr, w * 0.12, h * 0.09, w * 0.06, 0, 2 * G_PI);
  cairo_stroke (cr);
  line (cr, layout, w * 0.25, h * 0.07, w * 0.65, w * 0.045);
  line (cr, layout, w * 0.25, h * 0.11, w * 0.65, w * 0.03);
  cairo_rectangle (cr, w * 0.06, h * 0.14, w * 0.88, h * 0.005);
  cairo_fill (cr);
  paragraph (cr, content, w * 0.08, h * 0.2, w * 0.84, w * 0.032,
             (guint) g_rand_int_range (content, 9, 16));
  cairo_set_source_rgba (cr, 0.3, 0.1, 0.6, 0.6);
  cairo_set_line_width (cr, w * 0.012);
  cairo_arc (cr, w * chance (content, 0.6, 0.8), h * 0.85, w * 0.1, 0, 2 * G_PI);
  cairo_stroke (cr);
}

/* Smooth noise over a slope, and grain on it: a photograph as far as a hash can tell. */
static void
draw_photo (cairo_t *cr, GRand *content, double w, double h)
{
  cairo_surface_t *coarse = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 9, 9);
  guint8 *data = cairo_image_surface_get_data (coarse);
  int stride = cairo_image_surface_get_stride (coarse);

  for (int y = 0; y < 9; y++)
    for (int x = 0; x < 9 * 4; x++)
      data[y * stride + x] = (guint8) (g_rand_int_range (content, 0, 150) + y * 11);
  cairo_surface_mark_dirty (coarse);
  cairo_save (cr);
  cairo_scale (cr, w / 8, h / 8);
  cairo_set_source_surface (cr, coarse, -0.5, -0.5);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (coarse);
  for (guint i = 0; i < 4000; i++)
    {
      cairo_set_source_rgba (cr, i % 2, i % 2, i % 2, 0.12);
      cairo_rectangle (cr, chance (content, 0, w), chance (content, 0, h), 3, 3);
      cairo_fill (cr);
    }
}

static cairo_status_t
append_cb (void *png, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (png, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
drawn_picture (guint n, guint content)
{
  g_autoptr (GRand) layout = g_rand_new_with_seed (n + 1),
                    own = g_rand_new_with_seed ((n + 1) * 1000 + content);
  gboolean is_high = n >= FACES && n < LETTERS;
  int w = is_high ? 360 : 480, h = is_high ? 640 : n < LEAFLETS ? 640 : 360;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, w, h);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GByteArray) png = g_byte_array_new ();

  cairo_select_font_face (cr, "sans", CAIRO_FONT_SLANT_NORMAL,
                          n < POSTERS ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  if (n < POSTERS)
    draw_poster (cr, layout, own, w, h);
  else if (n < LEAFLETS)
    draw_leaflet (cr, layout, own, w, h);
  else if (n < FACES)
    draw_face (cr, layout, own, w, h);
  else if (n < CHATS)
    draw_chat (cr, layout, own, w, h);
  else if (n < LETTERS)
    draw_letter (cr, layout, own, w, h);
  else
    draw_photo (cr, own, w, h);
  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

gboolean
drawn_has_layout (guint n)
{
  return n < LETTERS;
}
