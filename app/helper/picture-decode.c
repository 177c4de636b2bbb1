/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture from standard input, by gdk-pixbuf: piece by piece, so that a file of a hundred megabytes is never in memory as a whole. */

#include "picture-decode.h"

#include <errno.h>
#include <unistd.h>

#include "picture-answer.h"
#include "picture-claims.h"
#include "picture-exif.h"

#define MAX_PIXELS 40000000 /* by the header, before anything is decoded */
#define MAX_SIDE   65535
#define CHUNK      65536

typedef struct
{
  PictureHeader *header;
  PictureEnd end;
  PictureExif exif;
  int bottom; /* how far down there are pixels */
} Decoding;

gssize
picture_read (guint8 *bytes, gsize length)
{
  gsize got = 0;

  while (got < length)
    {
      gssize n = read (STDIN_FILENO, bytes + got, length - got);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      got += (gsize) n;
    }

  return (gssize) got;
}

/* The header was read and nothing is decoded yet: the moment to go. */
static void
sized_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Decoding *self = data;

  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE ||
      (gint64) width * height > MAX_PIXELS)
    _exit (picture_answer_fail ("too-large", self->header->claims));
  self->header->width = width;
  self->header->height = height;
}

/* What memory held before is not to be shown, whatever a file says of its length. */
static void
drawn_cb (GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer data)
{
  Decoding *self = data;

  self->bottom = MAX (self->bottom, y + height);
}

static gboolean
feed (Decoding *self, GdkPixbufLoader *loader, const guint8 *bytes, gsize length)
{
  picture_end_feed (&self->end, bytes, length);
  picture_exif_feed (&self->exif, bytes, length);

  return gdk_pixbuf_loader_write (loader, bytes, length, NULL);
}

/* All of standard input. FALSE where it is no whole picture. */
static gboolean
decode (Decoding *self, GdkPixbufLoader *loader, const guint8 *head, gsize length)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gboolean ok = feed (self, loader, head, length);
  gssize n = 0;

  while (ok && (n = picture_read (buffer, CHUNK)) > 0)
    ok = feed (self, loader, buffer, (gsize) n);

  /* To be closed whether it went well or not. */
  return gdk_pixbuf_loader_close (loader, NULL) && ok && n == 0 && self->end.is_done;
}

/* Shrunk before it is turned: there is less to turn. (transfer full) (nullable) */
static GdkPixbuf *
finish (GdkPixbuf *pixbuf, int most)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf),
      side = MAX (width, height);
  const char *orientation = gdk_pixbuf_get_option (pixbuf, "orientation");
  g_autoptr (GdkPixbuf) small = NULL;

  if (most <= 0 || side <= most)
    return gdk_pixbuf_apply_embedded_orientation (pixbuf);

  small =
      gdk_pixbuf_scale_simple (pixbuf, (int) MAX (1, (gint64) width * most / side),
                               (int) MAX (1, (gint64) height * most / side), GDK_INTERP_BILINEAR);
  if (small == NULL)
    return NULL;
  if (orientation != NULL)
    gdk_pixbuf_set_option (small, "orientation", orientation);

  return gdk_pixbuf_apply_embedded_orientation (small);
}

/* What the file says, though it may not be a whole one. */
static void
tell (Decoding *self, GdkPixbuf *pixbuf)
{
  const char *orientation = pixbuf != NULL ? gdk_pixbuf_get_option (pixbuf, "orientation") : NULL;
  /* From five on it lies on its side (EXIF, Orientation). */
  gboolean is_turned = orientation != NULL && *orientation >= '5';
  PictureHeader *header = self->header;
  gsize length;
  const guint8 *exif = picture_exif_get (&self->exif, &length);

  if (header->width > 0)
    {
      picture_answer_add_number (header->claims, "width",
                                 is_turned ? header->height : header->width);
      picture_answer_add_number (header->claims, "height",
                                 is_turned ? header->width : header->height);
    }
  if (exif != NULL)
    picture_claims_add_exif (header->claims, exif, length);
}

GdkPixbuf *
picture_decode (const char *type,
                PictureFormat format,
                const guint8 *head,
                gsize length,
                int most,
                PictureHeader *header,
                const char **reason)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, NULL);
  Decoding self = { .header = header };
  GdkPixbuf *pixbuf, *upright = NULL;
  gboolean is_whole;

  if (loader == NULL)
    {
      *reason = "no-loader";
      return NULL;
    }
  picture_end_init (&self.end, format);
  picture_exif_init (&self.exif, format);
  g_signal_connect (loader, "size-prepared", G_CALLBACK (sized_cb), &self);
  g_signal_connect (loader, "area-updated", G_CALLBACK (drawn_cb), &self);

  is_whole = decode (&self, loader, head, length);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  tell (&self, pixbuf);
  if (is_whole && pixbuf != NULL && self.bottom >= gdk_pixbuf_get_height (pixbuf))
    upright = finish (pixbuf, most);
  if (upright == NULL)
    *reason = "damaged";
  picture_exif_clear (&self.exif);

  return upright;
}
