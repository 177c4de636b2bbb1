/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF by poppler, which knows no JavaScript and follows no link by itself. What it needs of the system are letters that a document does not bring along.
 */

#include "document-read.h"

#include <math.h>
#include <poppler.h>
#include <unistd.h>

#include "picture-answer.h"

/* /CreationDate. A zone of nothing may be one that the file does not say, and is left out. */
static void
add_taken (GString *claims, PopplerDocument *pdf)
{
  g_autoptr (GDateTime) time = poppler_document_get_creation_date_time (pdf);
  g_autofree char *text = NULL;

  if (time == NULL)
    return;
  text = g_date_time_format (time, g_date_time_get_utc_offset (time) != 0 ? "%Y-%m-%dT%H:%M:%S%:z"
                                                                          : "%Y-%m-%dT%H:%M:%S");
  picture_answer_add_text (claims, "taken", text);
}

/* Author and title stay in the file: they are names. */
static void
tell (PopplerDocument *pdf, Document *document)
{
  g_autofree char *creator = poppler_document_get_creator (pdf),
                  *producer = poppler_document_get_producer (pdf);

  add_taken (document->claims, pdf);
  picture_answer_add_text (document->claims, "software", creator != NULL ? creator : producer);
  picture_answer_add_number (document->claims, "pages", document->pages);
}

/* Cairo's pixels, opaque, as ours. */
static void
take_pixels (cairo_surface_t *surface, Document *document)
{
  const guint8 *from = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *to;

  document->length = (gsize) document->width * (gsize) document->height * 4;
  document->rgba = to = g_malloc (document->length);
  for (int y = 0; y < document->height; y++)
    {
      const guint32 *line = (const void *) (from + (gsize) y * (gsize) stride);

      for (int x = 0; x < document->width; x++, to += 4)
        {
          to[0] = (guint8) (line[x] >> 16);
          to[1] = (guint8) (line[x] >> 8);
          to[2] = (guint8) line[x];
          to[3] = 0xff;
        }
    }
}

static gboolean
draw (PopplerPage *page, int most, Document *document)
{
  double width = 0, height = 0, scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean is_drawn;

  poppler_page_get_size (page, &width, &height);
  if (!isfinite (width) || !isfinite (height) || width <= 0 || height <= 0)
    return FALSE;
  scale = most / MAX (width, height);
  document->width = (int) CLAMP (lround (width * scale), 1, most);
  document->height = (int) CLAMP (lround (height * scale), 1, most);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, document->width, document->height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  is_drawn = cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS;
  if (is_drawn)
    take_pixels (surface, document);
  cairo_surface_destroy (surface);

  return is_drawn;
}

/* The page is drawn where somebody asked. */
static gboolean
draw_first (PopplerDocument *pdf, int most, Document *document)
{
  PopplerPage *page = poppler_document_get_page (pdf, 0);
  gboolean is_drawn = page != NULL && (most <= 0 || draw (page, most, document));

  g_clear_object (&page);

  return is_drawn;
}

gboolean
document_read (int most, Document *document, const char **reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (STDIN_FILENO, FALSE, NULL);
  g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  PopplerDocument *pdf =
      bytes != NULL ? poppler_document_new_from_bytes (bytes, NULL, &error) : NULL;
  gboolean is_read;

  *reason = g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "locked" : "damaged";
  if (pdf == NULL)
    return FALSE;
  document->pages = poppler_document_get_n_pages (pdf);
  if (document->pages > 0)
    tell (pdf, document);
  is_read = document->pages > 0 && draw_first (pdf, most, document);
  g_object_unref (pdf);

  return is_read;
}
