/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which hash tells pictures apart best: dHash, which is in use, beside pHash. Over the pictures in a directory (screenshots: `data/doc/gambar`) and as
 * many of light and shadow; each is passed on as people pass pictures on, and compared with what it was and with all others.
 *
 *   bench-picture DIRECTORY
 */

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdio.h>
#include <string.h>

#include "picture-hash.h"

typedef GdkPixbuf *(*Change) (GdkPixbuf *);
typedef uint64_t (*Hash) (const float *);

static GdkPixbuf *
through_jpeg (GdkPixbuf *pixbuf, const char *quality)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autofree char *bytes = NULL;
  gsize length;

  gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "jpeg", NULL, "quality", quality, NULL);
  gdk_pixbuf_loader_write (loader, (const guchar *) bytes, length, NULL);
  gdk_pixbuf_loader_close (loader, NULL);

  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

static GdkPixbuf *
recompressed (GdkPixbuf *pixbuf)
{
  return through_jpeg (pixbuf, "25");
}

static GdkPixbuf *
resized (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) small =
      gdk_pixbuf_scale_simple (pixbuf, gdk_pixbuf_get_width (pixbuf) / 3,
                               gdk_pixbuf_get_height (pixbuf) / 3, GDK_INTERP_BILINEAR);

  return through_jpeg (small, "60");
}

/* 5 % of the width and height, off the left and the top. */
static GdkPixbuf *
cropped (GdkPixbuf *pixbuf)
{
  int x = gdk_pixbuf_get_width (pixbuf) / 20, y = gdk_pixbuf_get_height (pixbuf) / 20;

  return gdk_pixbuf_new_subpixbuf (pixbuf, x, y, gdk_pixbuf_get_width (pixbuf) - x,
                                   gdk_pixbuf_get_height (pixbuf) - y);
}

/* 5 % in all, the same on each side. */
static GdkPixbuf *
cropped_around (GdkPixbuf *pixbuf)
{
  int x = gdk_pixbuf_get_width (pixbuf) / 40, y = gdk_pixbuf_get_height (pixbuf) / 40;

  return gdk_pixbuf_new_subpixbuf (pixbuf, x, y, gdk_pixbuf_get_width (pixbuf) - 2 * x,
                                   gdk_pixbuf_get_height (pixbuf) - 2 * y);
}

static GdkPixbuf *
brightened (GdkPixbuf *pixbuf)
{
  GdkPixbuf *copy = gdk_pixbuf_copy (pixbuf);
  guint length;
  guint8 *pixels = gdk_pixbuf_get_pixels_with_length (copy, &length);

  for (guint i = 0; i < length; i++)
    pixels[i] = (guint8) MIN (pixels[i] * 5 / 4 + 20, 255);

  return copy;
}

static GdkPixbuf *
grey (GdkPixbuf *pixbuf)
{
  GdkPixbuf *copy = gdk_pixbuf_copy (pixbuf);

  gdk_pixbuf_saturate_and_pixelate (pixbuf, copy, 0, FALSE);

  return copy;
}

/* A bar across, as a channel marks what is not its own. */
static GdkPixbuf *
watermarked (GdkPixbuf *pixbuf)
{
  GdkPixbuf *copy = gdk_pixbuf_copy (pixbuf);
  int width = gdk_pixbuf_get_width (copy), height = gdk_pixbuf_get_height (copy);
  int stride = gdk_pixbuf_get_rowstride (copy), n = gdk_pixbuf_get_n_channels (copy);
  guint8 *pixels = gdk_pixbuf_get_pixels (copy);

  for (int y = height * 45 / 100; y < height * 55 / 100; y++)
    for (int x = width / 4; x < width * 3 / 4; x++)
      if ((x / 12 + y / 20) % 3 != 0)
        for (int c = 0; c < 3; c++)
          {
            guint8 *p = pixels + y * stride + x * n + c;

            *p = (guint8) ((*p + 255) / 2);
          }

  return copy;
}

/* A caption of 8 % of the height below. */
static GdkPixbuf *
captioned (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  GdkPixbuf *longer = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (pixbuf), 8,
                                      width, height * 108 / 100);

  gdk_pixbuf_fill (longer, 0xffffffff);
  gdk_pixbuf_copy_area (pixbuf, 0, 0, width, height, longer, 0, 0);

  return longer;
}

static const struct
{
  const char *name;
  Change change;
} changes[] = {
  { "JPEG 25", recompressed },
  { "a third, JPEG 60", resized },
  { "cropped 5 % around", cropped_around },
  { "cropped 5 % at a corner", cropped },
  { "brighter", brightened },
  { "grey", grey },
  { "watermark", watermarked },
  { "caption below", captioned },
};

static uint64_t
hash_of (GdkPixbuf *pixbuf, Hash hash)
{
  float square[PICTURE_SIDE * PICTURE_SIDE];

  picture_shrink (gdk_pixbuf_read_pixels (pixbuf), (size_t) gdk_pixbuf_get_width (pixbuf),
                  (size_t) gdk_pixbuf_get_height (pixbuf),
                  (size_t) gdk_pixbuf_get_rowstride (pixbuf),
                  (size_t) gdk_pixbuf_get_n_channels (pixbuf), square);

  return hash (square);
}

static GdkPixbuf *
light_and_shadow (guint32 seed)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 480);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double spots[20][4];

  for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
    for (guint j = 0; j < 4; j++)
      spots[i][j] = g_rand_double (rand);
  for (int y = 0; y < 480; y++)
    for (int x = 0; x < 640; x++)
      {
        double light = 60 + g_rand_double_range (rand, -12, 12);

        for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
          {
            double dx = x / 640.0 - spots[i][0], dy = y / 480.0 - spots[i][1];
            double size = 0.02 + 0.08 * spots[i][2];

            light += 150 * (spots[i][3] - 0.35) * size * size / (dx * dx + dy * dy + size * size);
          }
        for (int c = 0; c < 3; c++)
          pixels[y * stride + 3 * x + c] = (guint8) CLAMP (light + 12 * c, 0, 255);
      }

  return pixbuf;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
tell (const char *name, GArray *distances)
{
  guint within = 0;

  g_array_sort (distances, compare);
  for (guint i = 0; i < distances->len; i++)
    within += g_array_index (distances, int, i) <= 10;
  printf ("  %-24s median %2d  9 of 10 %2d  worst %2d  within 10: %3u of %u\n", name,
          g_array_index (distances, int, distances->len / 2),
          g_array_index (distances, int, distances->len * 9 / 10),
          g_array_index (distances, int, distances->len - 1), within, distances->len);
}

static void
measure (const char *name, Hash hash, GPtrArray *pictures)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree uint64_t *hashes = g_new (uint64_t, pictures->len);
  guint near = 0;

  printf ("%s\n", name);
  for (guint i = 0; i < pictures->len; i++)
    hashes[i] = hash_of (g_ptr_array_index (pictures, i), hash);
  for (guint c = 0; c < G_N_ELEMENTS (changes); c++)
    {
      g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (int));

      for (guint i = 0; i < pictures->len; i++)
        {
          g_autoptr (GdkPixbuf) changed = changes[c].change (g_ptr_array_index (pictures, i));
          int distance = __builtin_popcountll (hashes[i] ^ hash_of (changed, hash));

          g_array_append_val (distances, distance);
        }
      tell (changes[c].name, distances);
    }
  for (guint i = 0; i < pictures->len; i++)
    for (guint j = 0; j < i; j++)
      {
        int distance = __builtin_popcountll (hashes[i] ^ hashes[j]);

        near += distance <= 10;
        g_array_append_val (others, distance);
      }
  g_array_sort (others, compare);
  printf ("  %-24s least %2d  1 of 100 %2d  median %2d  within 10: %u of %u\n", "other pictures",
          g_array_index (others, int, 0), g_array_index (others, int, others->len / 100),
          g_array_index (others, int, others->len / 2), near, others->len);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) lights = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDir) dir = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      GdkPixbuf *pixbuf = gdk_pixbuf_new_from_file (path, NULL);

      if (pixbuf != NULL)
        g_ptr_array_add (shots, pixbuf);
    }
  if (shots->len == 0)
    {
      fprintf (stderr, "use it so: bench-picture DIRECTORY (with pictures)\n");
      return 1;
    }
  for (guint32 i = 0; i < 40; i++)
    g_ptr_array_add (lights, light_and_shadow (i));

  measure ("pHash, screenshots", picture_hash_cosine, shots);
  measure ("dHash, screenshots", picture_hash, shots);
  measure ("pHash, light and shadow", picture_hash_cosine, lights);
  measure ("dHash, light and shadow", picture_hash, lights);

  return 0;
}
