/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pantau-picture: reads one picture from standard input, and says in one line of JSON what it is, how it looks and what it says of itself, or why not; with
 * --pixels N its pixels follow. It opens no file but its loaders, and whatever the picture does to it, it does to nobody else.
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "picture-answer.h"
#include "picture-decode.h"
#include "picture-hash.h"
#include "picture-options.h"
#include "sandbox.h"

#define HEAD 12 /* bytes that tell one sort from another */

/* Read before anything else: the loader of WebP wants more than a sort is told by. */
#define FIRST 65536

/* The loaders of other sorts, an SVG's say, are never asked, whatever a file calls itself. */
static const struct
{
  PictureFormat format;
  const char *type, *loader;
  const char *start;
  gsize length;
  const char *later; /* (nullable): at byte 8 */
} sorts[] = {
  { PICTURE_JPEG, "image/jpeg", "jpeg", "\xff\xd8\xff", 3, NULL },
  { PICTURE_PNG, "image/png", "png", "\x89PNG\r\n\x1a\n", 8, NULL },
  { PICTURE_WEBP, "image/webp", "webp", "RIFF", 4, "WEBP" },
};

/* The sort by its first bytes; -1 for none that we read. */
static int
find_sort (const guint8 *head, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (length >= HEAD && memcmp (head, sorts[i].start, sorts[i].length) == 0 &&
        (sorts[i].later == NULL || memcmp (head + 8, sorts[i].later, strlen (sorts[i].later)) == 0))
      return (int) i;

  return -1;
}

/* Four bytes a pixel and nothing between lines. (transfer full) */
static guint8 *
pack (GdkPixbuf *pixbuf, gsize *length)
{
  gsize width = (gsize) gdk_pixbuf_get_width (pixbuf),
        height = (gsize) gdk_pixbuf_get_height (pixbuf),
        stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf),
        channels = (gsize) gdk_pixbuf_get_n_channels (pixbuf);
  const guint8 *from = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *rgba = g_malloc (*length = width * height * 4), *to = rgba;

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++, to += 4)
      {
        const guint8 *pixel = from + y * stride + x * channels;

        memcpy (to, pixel, 3);
        to[3] = channels == 4 ? pixel[3] : 0xff;
      }

  return rgba;
}

/* How it looks is asked of the whole picture alone: what was shrunk has another hash. */
static void
add_hash (GString *members, GdkPixbuf *pixbuf)
{
  float grey[PICTURE_SIDE * PICTURE_SIDE];

  picture_shrink (gdk_pixbuf_read_pixels (pixbuf), (gsize) gdk_pixbuf_get_width (pixbuf),
                  (gsize) gdk_pixbuf_get_height (pixbuf), (gsize) gdk_pixbuf_get_rowstride (pixbuf),
                  (gsize) gdk_pixbuf_get_n_channels (pixbuf), grey);
  g_string_append_printf (members, "\"hash\":\"%016" G_GINT64_MODIFIER "x\",",
                          (guint64) picture_hash (grey));
}

static int
answer_picture (int sort, const guint8 *head, gsize length, int most)
{
  g_autoptr (GString) members = g_string_new (NULL), claims = g_string_new (NULL);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autofree guint8 *pixels = NULL;
  PictureHeader header = { .claims = claims };
  const char *reason;
  gsize n_pixels = 0;

  pixbuf =
      picture_decode (sorts[sort].loader, sorts[sort].format, head, length, most, &header, &reason);
  if (pixbuf == NULL)
    return picture_answer_fail (reason, claims);

  g_string_append_printf (members, "\"type\":\"%s\",", sorts[sort].type);
  if (most > 0)
    {
      picture_answer_add_pixels (members, gdk_pixbuf_get_width (pixbuf),
                                 gdk_pixbuf_get_height (pixbuf));
      pixels = pack (pixbuf, &n_pixels);
    }
  else
    {
      g_string_append_printf (members, "\"width\":%d,\"height\":%d,", gdk_pixbuf_get_width (pixbuf),
                              gdk_pixbuf_get_height (pixbuf));
      add_hash (members, pixbuf);
    }

  return picture_answer (members, claims, pixels, n_pixels);
}

int
main (int argc, char **argv)
{
  g_autoptr (GString) nothing = g_string_new (NULL);
  int most = 0;
  g_autofree guint8 *head = g_malloc (FIRST);
  gssize length;
  int sort;

  if (!sandbox_enter ())
    return picture_answer_fail ("no-sandbox", nothing);
  if (!picture_options_read (argc, argv, &most))
    return picture_answer_fail ("usage", nothing);
  length = picture_read (head, FIRST);
  sort = length > 0 ? find_sort (head, (gsize) length) : -1;

  return sort >= 0 ? answer_picture (sort, head, (gsize) length, most)
                   : picture_answer_fail ("not-a-picture", nothing);
}
