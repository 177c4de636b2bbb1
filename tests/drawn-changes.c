/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to pictures on their way from telephone to telephone, done to the drawn ones. */

#include "config.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "drawn-pictures.h"

static GdkPixbuf *
to_pixbuf (cairo_surface_t *surface)
{
  int w = cairo_image_surface_get_width (surface), h = cairo_image_surface_get_height (surface);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, w, h);

  cairo_surface_flush (surface);
  for (int y = 0; y < h; y++)
    {
      const guint32 *from =
          (const guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                                      y * cairo_image_surface_get_stride (surface));
      guint8 *to = gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < w; x++, to += 3)
        {
          to[0] = (guint8) (from[x] >> 16);
          to[1] = (guint8) (from[x] >> 8);
          to[2] = (guint8) from[x];
        }
    }

  return pixbuf;
}

static void
paint_pixbuf (cairo_t *cr, GdkPixbuf *pixbuf, double x, double y, double w, double h)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  for (int row = 0; row < height; row++)
    {
      const guint8 *from =
          gdk_pixbuf_read_pixels (pixbuf) + row * gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *to = (guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                                          row * cairo_image_surface_get_stride (surface));

      for (int column = 0; column < width; column++, from += 3)
        to[column] = (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, w / width, h / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *quality)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, quality != NULL ? "jpeg" : "png", &error,
                             quality != NULL ? "quality" : NULL, quality, NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

static GdkPixbuf *
decode (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  g_assert_no_error (error);

  return pixbuf;
}

static void
write_text (cairo_t *cr, double x, double y, double size, const char *text)
{
  cairo_set_font_size (cr, size);
  cairo_move_to (cr, x, y);
  cairo_show_text (cr, text);
  cairo_new_path (cr);
}

const char *
drawn_change_name (DrawnChange change)
{
  static const char *const names[] = {
    "JPEG 70", "JPEG 50", "JPEG 30",   "half size",   "5 % cropped",    "brighter",
    "darker",  "grey",    "watermark", "caption bar", "on a telephone",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == DRAWN_N_CHANGES);

  return names[change];
}

/* Each channel becomes @slope times itself; @is_grey: all channels one. */
static void
shade (GdkPixbuf *pixbuf, double slope, gboolean is_grey)
{
  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    {
      guint8 *at = gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x++, at += 3)
        {
          double grey = 0.299 * at[0] + 0.587 * at[1] + 0.114 * at[2];

          for (guint i = 0; i < 3; i++)
            at[i] = (guint8) CLAMP (slope * (is_grey ? grey : at[i]), 0, 255);
        }
    }
}

/* The picture on a larger or equal canvas, with what is drawn around or over it. */
static GdkPixbuf *
frame (GdkPixbuf *pixbuf, DrawnChange change)
{
  double w = gdk_pixbuf_get_width (pixbuf), h = gdk_pixbuf_get_height (pixbuf);
  double scale = MIN (480 / w, 720 / h);
  cairo_surface_t *surface =
      change == DRAWN_PHONE
          ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, 480, 960)
          : cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) w,
                                        (int) (change == DRAWN_CAPTION ? h * 1.12 : h));
  cairo_t *cr = cairo_create (surface);
  GdkPixbuf *framed;

  cairo_select_font_face (cr, "sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  if (change == DRAWN_PHONE)
    {
      paint_pixbuf (cr, pixbuf, (480 - w * scale) / 2, 120 + (720 - h * scale) / 2, w * scale,
                    h * scale);
      cairo_set_source_rgb (cr, 1, 1, 1);
      write_text (cr, 20, 28, 18, "21.47  4G");
      write_text (cr, 70, 84, 26, "Info Warga RT 12");
      for (int i = 1; i <= 3; i++)
        {
          cairo_arc (cr, 120 * i, 910, 16, 0, 2 * G_PI);
          cairo_stroke (cr);
        }
    }
  else
    {
      paint_pixbuf (cr, pixbuf, 0, 0, w, h);
      if (change == DRAWN_CAPTION)
        {
          cairo_set_source_rgb (cr, 0.75, 0.05, 0.05);
          cairo_rectangle (cr, 0, h, w, h * 0.12);
          cairo_fill (cr);
          cairo_set_source_rgb (cr, 1, 1, 1);
          write_text (cr, w * 0.04, h * 1.08, w * 0.07, "VIRAL! Sebarkan!!");
        }
      else
        {
          cairo_set_source_rgba (cr, 1, 1, 1, 0.45);
          cairo_rotate (cr, -0.35);
          write_text (cr, -w * 0.05, h * 0.75, w * 0.11, "@kabar.sumsel");
        }
    }
  framed = to_pixbuf (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return framed;
}

GBytes *
drawn_changed (guint n, DrawnChange change)
{
  static const char *const qualities[] = { "70", "50", "30" };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((n + 1) * 100 + change);
  g_autoptr (GBytes) bytes = drawn_picture (n, 0);
  g_autoptr (GdkPixbuf) pixbuf = decode (bytes), made = NULL;
  int w = gdk_pixbuf_get_width (pixbuf), h = gdk_pixbuf_get_height (pixbuf);

  switch (change)
    {
    case DRAWN_JPEG_70:
    case DRAWN_JPEG_50:
    case DRAWN_JPEG_30:
      return encode (pixbuf, qualities[change]);

    case DRAWN_HALF:
      made = gdk_pixbuf_scale_simple (pixbuf, w / 2, h / 2, GDK_INTERP_BILINEAR);
      return encode (made, "85");

    case DRAWN_CROPPED:
      made = gdk_pixbuf_new_subpixbuf (pixbuf, (int) g_rand_double_range (rand, 0, w * 0.05),
                                       (int) g_rand_double_range (rand, 0, h * 0.05),
                                       (int) (w * 0.95), (int) (h * 0.95));
      return encode (made, "85");

    case DRAWN_BRIGHTER:
    case DRAWN_DARKER:
    case DRAWN_GREY:
      shade (pixbuf,
             change == DRAWN_BRIGHTER ? 1.3
             : change == DRAWN_DARKER ? 0.7
                                      : 1,
             change == DRAWN_GREY);
      return encode (pixbuf, "85");

    case DRAWN_WATERMARK:
    case DRAWN_CAPTION:
    case DRAWN_PHONE:
      made = frame (pixbuf, change);
      return encode (made, "85");

    case DRAWN_N_CHANGES:
    default:
      g_assert_not_reached ();
    }
}
