/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A situation report on paper. Blocks are cut into pieces that no sheet divides (a paragraph, a row of a table, the map), each is measured once, and they are put one below the
 * other.
 */

#include "config.h"

#include "pantau-lapsit-paper.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "pantau-drawing.h"
#include "pantau-error.h"
#include "pantau-hex-drawing.h"
#include "pantau-legend-drawing.h"

/* Points. */
#define LEFT      51.0
#define TOP       45.0
#define BOTTOM    58.0
#define WIDTH     (PANTAU_LAPSIT_PAPER_WIDTH - 2 * LEFT)
#define ROOM      (PANTAU_LAPSIT_PAPER_HEIGHT - TOP - BOTTOM)
#define GAP       4.0
#define PADDING   2.5
#define INDENT    10.0
#define MAP       330.0
#define MAP_DRAWN (MAP - 8 * GAP) /* below its heading */
#define PICTURE   3.0             /* pixels of a point: 216 to the inch */
#define SIGNING   130.0
#define SIGN_AT   270.0 /* from the left margin */
#define FOLLOWER  40.0  /* what a heading needs below it */

#define WATERMARK   118.0
#define FOOT_SIZE   7.5
#define LEGEND_SIZE 8.0

/* What no sheet divides. */
typedef struct
{
  const PantauLapsitBlock *block;
  guint row; /* of a table */
  guint page;
  double y, height;
} Piece;

struct _PantauLapsitPaper
{
  const PantauLapsitDocument *document;
  const PantauLapsit *report;
  PantauReference *reference; /* (owned) */
  GArray *pieces;             /* of Piece */
  guint n_pages;
};

static const struct
{
  double size;
  gboolean is_bold;
  gboolean is_centred;
} faces[] = {
  [PANTAU_LAPSIT_BLOCK_LETTERHEAD] = { 13, TRUE, TRUE },
  [PANTAU_LAPSIT_BLOCK_TITLE] = { 14, TRUE, TRUE },
  [PANTAU_LAPSIT_BLOCK_SUBTITLE] = { 11, FALSE, TRUE },
  [PANTAU_LAPSIT_BLOCK_HEADING] = { 11.5, TRUE, FALSE },
  [PANTAU_LAPSIT_BLOCK_TEXT] = { 10, FALSE, FALSE },
  [PANTAU_LAPSIT_BLOCK_ITEM] = { 9, FALSE, FALSE },
  [PANTAU_LAPSIT_BLOCK_NOTE] = { 8, FALSE, FALSE },
  [PANTAU_LAPSIT_BLOCK_TABLE] = { 8, FALSE, FALSE },
  [PANTAU_LAPSIT_BLOCK_MAP] = { 11.5, TRUE, FALSE },
  [PANTAU_LAPSIT_BLOCK_SIGNATURE] = { 10, FALSE, FALSE },
};

/* (transfer full) */
static PangoLayout *
make_layout (PangoContext *context,
             const char *text,
             PantauLapsitBlockType type,
             gboolean is_bold,
             double width)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *face = pango_font_description_from_string ("Sans");

  pango_font_description_set_weight (face, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (face, faces[type].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, face);
  pango_font_description_free (face);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout,
                              faces[type].is_centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
height_of (PangoContext *context,
           const char *text,
           PantauLapsitBlockType type,
           gboolean is_bold,
           double width)
{
  g_autoptr (PangoLayout) layout = make_layout (context, text, type, is_bold, width);
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

static void
show (cairo_t *cr,
      const char *text,
      PantauLapsitBlockType type,
      gboolean is_bold,
      gboolean is_right,
      double x,
      double y,
      double width)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (PangoLayout) layout = make_layout (context, text, type, is_bold, width);

  if (is_right)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  g_object_unref (context);
}

/* --- Tables --- */

/* Each column has room for what stands in it, as far as there is any. */
static void
column_at (const PantauLapsitBlock *block, guint column, double *x, double *width)
{
  guint n = g_strv_length (g_ptr_array_index (block->rows, 0));
  double before = 0, all = 0;

  for (guint i = 0; i < n; i++)
    {
      double weight = pantau_lapsit_block_weight (block, i);

      before += i < column ? weight : 0;
      all += weight;
    }
  *x = WIDTH * before / all;
  *width = WIDTH * pantau_lapsit_block_weight (block, column) / all;
}

static double
row_height (PangoContext *context, const PantauLapsitBlock *block, guint row)
{
  char **cells = g_ptr_array_index (block->rows, row);
  guint n = g_strv_length (cells);
  double height = 0;

  for (guint i = 0; i < n; i++)
    {
      double x, width;

      column_at (block, i, &x, &width);
      height =
          MAX (height, height_of (context, cells[i], block->type,
                                  pantau_lapsit_block_is_strong (block, row), width - 2 * PADDING));
    }

  return height + 2 * PADDING;
}

static void
draw_row (cairo_t *cr, const PantauLapsitBlock *block, guint row, double y, double height)
{
  char **cells = g_ptr_array_index (block->rows, row);
  guint n = g_strv_length (cells);

  if (row == 0)
    {
      cairo_set_source_rgb (cr, 0.9, 0.9, 0.9);
      cairo_rectangle (cr, LEFT, y, WIDTH, height);
      cairo_fill (cr);
    }
  cairo_set_line_width (cr, 0.4);
  for (guint i = 0; i < n; i++)
    {
      double x, width;

      column_at (block, i, &x, &width);
      cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
      cairo_rectangle (cr, LEFT + x, y, width, height);
      cairo_stroke (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      show (cr, cells[i], block->type, pantau_lapsit_block_is_strong (block, row), i > 0,
            LEFT + x + PADDING, y + PADDING, width - 2 * PADDING);
    }
}

/* --- The map --- */

static gint64
risks_of (const PantauLapsit *report, const char *kecamatan)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (report->map, kecamatan));
}

static void
draw_legend (cairo_t *cr, const PantauScale *scale, const cairo_rectangle_t *area)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_legend_item_free);
  PantauLegendPicture picture = { .items = items,
                                  .shades = pantau_shades_get (FALSE, FALSE),
                                  .letters = LEGEND_SIZE };

  g_ptr_array_add (items, pantau_legend_item_new ((PantauFill){ .step = -1 }, "0"));
  for (guint i = 0; i < PANTAU_N_SHADES && scale->limits[i] > 0; i++)
    {
      gint64 from = i > 0 ? scale->limits[i - 1] + 1 : 1;
      g_autofree char *text = pantau_lapsit_say_range (from, scale->limits[i]);

      g_ptr_array_add (items, pantau_legend_item_new ((PantauFill){ .step = (int) i }, text));
    }
  pantau_legend_draw (cr, &picture, area);
}

/* Kecamatan beyond the report's region have an outline alone: nothing is said of them. */
static void
draw_map (const PantauLapsitPaper *self, cairo_t *cr, double y, double height)
{
  PantauHexes *hexes = pantau_reference_get_hexes (self->reference);
  guint n = pantau_hexes_get_size (hexes);
  g_autofree gint64 *values = g_new0 (gint64, n);
  g_autofree PantauFill *fills = g_new0 (PantauFill, n);
  PantauHexPicture picture = { .hexes = hexes,
                               .regions = pantau_reference_get_regions (self->reference),
                               .values = values,
                               .fills = fills,
                               .shades = pantau_shades_get (FALSE, FALSE) };
  const cairo_rectangle_t area = { LEFT, y, WIDTH, height - 4 * LEGEND_SIZE },
                          legend = { LEFT, y + height - 2 * LEGEND_SIZE, WIDTH, 2 * LEGEND_SIZE };
  PantauHexPlan plan = pantau_hex_plan (hexes, &area);
  gint64 most = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *code = pantau_hexes_get_nth (hexes, i)->code;

      values[i] =
          pantau_region_covers (self->report->region, code) ? risks_of (self->report, code) : 0;
      most = MAX (most, values[i]);
    }
  picture.scale = pantau_scale_new (most);
  for (guint i = 0; i < n; i++)
    fills[i].step =
        pantau_region_covers (self->report->region, pantau_hexes_get_nth (hexes, i)->code)
            ? pantau_scale_step (&picture.scale, values[i])
            : PANTAU_FILL_OUTSIDE;
  pantau_hex_draw (cr, &plan, &picture);
  draw_legend (cr, &picture.scale, &legend);
}

/* --- Sheets --- */

static double
measure (PangoContext *context, const Piece *piece)
{
  const PantauLapsitBlock *block = piece->block;
  double width = block->type == PANTAU_LAPSIT_BLOCK_ITEM ? WIDTH - INDENT : WIDTH;

  switch (block->type)
    {
    case PANTAU_LAPSIT_BLOCK_TABLE:
      return row_height (context, block, piece->row);
    case PANTAU_LAPSIT_BLOCK_MAP:
      return MAP;
    case PANTAU_LAPSIT_BLOCK_SIGNATURE:
      return SIGNING;
    case PANTAU_LAPSIT_BLOCK_HEADING:
    case PANTAU_LAPSIT_BLOCK_TITLE:
      return height_of (context, block->text, block->type, TRUE, width) + 3 * GAP;
    case PANTAU_LAPSIT_BLOCK_LETTERHEAD:
    case PANTAU_LAPSIT_BLOCK_SUBTITLE:
    case PANTAU_LAPSIT_BLOCK_TEXT:
    case PANTAU_LAPSIT_BLOCK_ITEM:
    case PANTAU_LAPSIT_BLOCK_NOTE:
    default:
      return height_of (context, block->text, block->type, faces[block->type].is_bold, width) + GAP;
    }
}

static void
place (PantauLapsitPaper *self,
       PangoContext *context,
       const PantauLapsitBlock *block,
       guint row,
       double *y)
{
  Piece piece = { .block = block, .row = row };
  double below = block->type == PANTAU_LAPSIT_BLOCK_HEADING ? FOLLOWER : 0;

  piece.height = measure (context, &piece);
  if (*y > 0 && *y + piece.height + below > ROOM)
    {
      self->n_pages++;
      *y = 0;
      /* A table goes on below its head. */
      if (block->type == PANTAU_LAPSIT_BLOCK_TABLE && row > 0)
        place (self, context, block, 0, y);
    }
  piece.page = self->n_pages - 1;
  piece.y = *y;
  *y += piece.height;
  g_array_append_val (self->pieces, piece);
}

/*
 * Who signs never stands alone on a sheet: what is above it, back to its heading, comes along, where that is no more than half a sheet; else the last piece.
 */
static void
accompany_signature (PantauLapsitPaper *self, double *y)
{
  guint last = self->pieces->len - 1, first;
  Piece *pieces = &g_array_index (self->pieces, Piece, 0);
  double height = pieces[last].height;

  if (last == 0 || pieces[last].y > 0 || pieces[last].page == 0)
    return;
  for (first = last - 1; first > 0 && pieces[first].block->type != PANTAU_LAPSIT_BLOCK_HEADING &&
                         pieces[first].page + 1 == pieces[last].page;)
    first--;
  if (pieces[first].block->type != PANTAU_LAPSIT_BLOCK_HEADING || pieces[first].y == 0 ||
      pieces[last - 1].y + pieces[last - 1].height - pieces[first].y > ROOM / 2)
    first = last - 1;
  *y = 0;
  for (guint i = first; i <= last; i++)
    {
      pieces[i].page = pieces[last].page;
      pieces[i].y = *y;
      *y += i < last ? pieces[i].height : height;
    }
}

static void
lay_out (PantauLapsitPaper *self)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  double y = 0;

  self->n_pages = 1;
  for (guint i = 0; i < self->document->blocks->len; i++)
    {
      const PantauLapsitBlock *block = g_ptr_array_index (self->document->blocks, i);
      guint n = block->type == PANTAU_LAPSIT_BLOCK_TABLE ? block->rows->len : 1;

      for (guint row = 0; row < n; row++)
        place (self, context, block, row, &y);
      if (block->type == PANTAU_LAPSIT_BLOCK_TABLE)
        y += GAP;
      if (block->type == PANTAU_LAPSIT_BLOCK_SIGNATURE)
        accompany_signature (self, &y);
    }
  g_object_unref (context);
}

PantauLapsitPaper *
pantau_lapsit_paper_new (const PantauLapsitDocument *document,
                         const PantauLapsit *report,
                         PantauReference *reference)
{
  PantauLapsitPaper *self = g_new0 (PantauLapsitPaper, 1);

  self->document = document;
  self->report = report;
  self->reference = pantau_reference_ref (reference);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  lay_out (self);

  return self;
}

void
pantau_lapsit_paper_free (PantauLapsitPaper *self)
{
  g_array_unref (self->pieces);
  pantau_reference_unref (self->reference);
  g_free (self);
}

guint
pantau_lapsit_paper_count_pages (PantauLapsitPaper *self)
{
  return self->n_pages;
}

static void
draw_signature (cairo_t *cr, const PantauLapsitBlock *block, double y)
{
  char **cells = g_ptr_array_index (block->rows, 0);
  double width = WIDTH - SIGN_AT;

  show (cr, cells[0], block->type, FALSE, FALSE, LEFT + SIGN_AT, y + 2 * GAP, width);
  show (cr, cells[1], block->type, FALSE, FALSE, LEFT + SIGN_AT, y + 2 * GAP + 14, width);
  if (*cells[2] != '\0')
    show (cr, cells[2], block->type, TRUE, FALSE, LEFT + SIGN_AT, y + SIGNING - 22, width);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, LEFT + SIGN_AT, y + SIGNING - 7);
  cairo_line_to (cr, LEFT + WIDTH, y + SIGNING - 7);
  cairo_stroke (cr);
}

static void
draw_piece (const PantauLapsitPaper *self, cairo_t *cr, const Piece *piece)
{
  const PantauLapsitBlock *block = piece->block;
  gboolean is_bold = faces[block->type].is_bold;
  double y = TOP + piece->y;

  cairo_set_source_rgb (cr, 0, 0, 0);
  switch (block->type)
    {
    case PANTAU_LAPSIT_BLOCK_TABLE:
      draw_row (cr, block, piece->row, y, piece->height);
      break;
    case PANTAU_LAPSIT_BLOCK_MAP:
      show (cr, block->text, block->type, TRUE, FALSE, LEFT, y + 2 * GAP, WIDTH);
      draw_map (self, cr, y + 7 * GAP, MAP_DRAWN);
      break;
    case PANTAU_LAPSIT_BLOCK_SIGNATURE:
      draw_signature (cr, block, y);
      break;
    case PANTAU_LAPSIT_BLOCK_ITEM:
      show (cr, "•", block->type, FALSE, FALSE, LEFT, y, INDENT);
      show (cr, block->text, block->type, FALSE, FALSE, LEFT + INDENT, y, WIDTH - INDENT);
      break;
    case PANTAU_LAPSIT_BLOCK_TITLE:
      cairo_set_line_width (cr, 1.2);
      cairo_move_to (cr, LEFT, y + GAP / 2);
      cairo_line_to (cr, LEFT + WIDTH, y + GAP / 2);
      cairo_stroke (cr);
      show (cr, block->text, block->type, is_bold, FALSE, LEFT, y + 2 * GAP, WIDTH);
      break;
    case PANTAU_LAPSIT_BLOCK_HEADING:
      show (cr, block->text, block->type, is_bold, FALSE, LEFT, y + 2 * GAP, WIDTH);
      break;
    case PANTAU_LAPSIT_BLOCK_LETTERHEAD:
    case PANTAU_LAPSIT_BLOCK_SUBTITLE:
    case PANTAU_LAPSIT_BLOCK_TEXT:
    case PANTAU_LAPSIT_BLOCK_NOTE:
    default:
      show (cr, block->text, block->type, is_bold, FALSE, LEFT, y, WIDTH);
      break;
    }
}

static void
draw_practice (cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

  pantau_drawing_set_font (layout, "Sans Bold", WATERMARK);
  pango_layout_set_text (layout, "LATIHAN", -1);
  cairo_save (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.08);
  cairo_translate (cr, PANTAU_LAPSIT_PAPER_WIDTH / 2, PANTAU_LAPSIT_PAPER_HEIGHT / 2);
  cairo_rotate (cr, -G_PI / 4);
  pantau_drawing_move_to (cr, layout, 0, 0, 0.5);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
draw_foot (const PantauLapsitPaper *self, cairo_t *cr, guint page)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autofree char *text =
      g_strdup_printf ("%s · halaman %u dari %u", self->document->foot, page + 1, self->n_pages);
  double y = PANTAU_LAPSIT_PAPER_HEIGHT - BOTTOM + 12;

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 0.4);
  cairo_move_to (cr, LEFT, y);
  cairo_line_to (cr, LEFT + WIDTH, y);
  cairo_stroke (cr);
  pantau_drawing_set_font (layout, "Sans", FOOT_SIZE);
  pango_layout_set_width (layout, (int) (WIDTH * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, LEFT, y + 4);
  pango_cairo_show_layout (cr, layout);
}

void
pantau_lapsit_paper_draw (PantauLapsitPaper *self, cairo_t *cr, guint page)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (self, cr, piece);
    }
  draw_foot (self, cr, page);
  /* Last, so that nothing covers it. */
  if (self->document->practice)
    draw_practice (cr);
}

static cairo_status_t
take_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
pantau_lapsit_paper_map (PantauLapsitPaper *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (WIDTH * PICTURE), (int) (MAP_DRAWN * PICTURE));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, PICTURE, PICTURE);
  cairo_translate (cr, -LEFT, 0);
  draw_map (self, cr, 0, MAP_DRAWN);
  status = cairo_status (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, take_bytes, bytes);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return pantau_throw_null (error, PANTAU_ERROR_FAILED, _ ("the picture could not be made: %s"),
                              cairo_status_to_string (status));

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
pantau_lapsit_paper_pdf (PantauLapsitPaper *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      take_bytes, bytes, PANTAU_LAPSIT_PAPER_WIDTH, PANTAU_LAPSIT_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (self->report->made);
  g_autofree char *when = made != NULL ? g_date_time_format (made, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->document->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Pantau");
  if (when != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
  for (guint page = 0; page < self->n_pages; page++)
    {
      pantau_lapsit_paper_draw (self, cr, page);
      cairo_show_page (cr);
    }
  cairo_surface_finish (surface);
  status = cairo_status (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return pantau_throw_null (error, PANTAU_ERROR_FAILED, _ ("the PDF could not be made: %s"),
                              cairo_status_to_string (status));

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
