/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks are measured once, and put on sheets one below the other; none is broken, so a long text is a block a paragraph. */

#define G_LOG_DOMAIN "pantau-paper-flow"

#include "config.h"

#include "pantau-paper-flow.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "pantau-advice.h"

/* Points. */
#define LEFT             51.0
#define TOP              45.0
#define BOTTOM           62.0
#define WIDTH            (PANTAU_PAPER_FLOW_WIDTH - 2 * LEFT)
#define ROOM             (PANTAU_PAPER_FLOW_HEIGHT - TOP - BOTTOM)
#define LABEL            130.0 /* width of a field's label */
#define GAP              8.0
#define WRITING          20.0 /* height of a line that is filled in by hand */
#define FRAME            6.0
#define SIGNING          96.0
#define SMALLEST_PICTURE 200.0 /* less height than that, and it goes on the next sheet */

#define TEXT_SIZE     10.0
#define CODE_SIZE     8.5
#define HEADING_SIZE  11.5
#define TITLE_SIZE    16.0
#define PRACTICE_SIZE 118.0

typedef enum
{
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_WARNING,
  BLOCK_FIELD,
  BLOCK_CODE,
  BLOCK_PICTURE,
  BLOCK_SIGNATURES,
} BlockType;

typedef struct
{
  BlockType type;
  char *label;              /* (nullable) */
  char *text;               /* (nullable) */
  cairo_surface_t *picture; /* (owned) (nullable) */

  /* Once it is laid out. */
  guint page;
  double y, height;
} Block;

struct _PantauPaperFlow
{
  gboolean is_practice;
  char *foot;
  GPtrArray *blocks; /* of Block */
  guint n_pages;     /* 0: not laid out */
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->label);
  g_free (block->text);
  g_clear_pointer (&block->picture, cairo_surface_destroy);
  g_free (block);
}

PantauPaperFlow *
pantau_paper_flow_new (gboolean is_practice, const char *foot)
{
  PantauPaperFlow *self = g_new0 (PantauPaperFlow, 1);

  self->is_practice = is_practice;
  self->foot = g_strdup (foot);
  self->blocks = g_ptr_array_new_with_free_func (block_free);

  return self;
}

void
pantau_paper_flow_free (PantauPaperFlow *self)
{
  g_free (self->foot);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static Block *
add (PantauPaperFlow *self, BlockType type, const char *label, const char *text)
{
  Block *block = g_new0 (Block, 1);

  g_return_val_if_fail (self->n_pages == 0, NULL);

  block->type = type;
  block->label = g_strdup (label);
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);

  return block;
}

void
pantau_paper_flow_add_title (PantauPaperFlow *self, const char *text)
{
  add (self, BLOCK_TITLE, NULL, text);
}

void
pantau_paper_flow_add_heading (PantauPaperFlow *self, const char *text)
{
  add (self, BLOCK_HEADING, NULL, text);
}

void
pantau_paper_flow_add_text (PantauPaperFlow *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    add (self, BLOCK_TEXT, NULL, lines[i]);
}

void
pantau_paper_flow_add_warning (PantauPaperFlow *self, const char *text)
{
  add (self, BLOCK_WARNING, NULL, text);
}

void
pantau_paper_flow_add_field (PantauPaperFlow *self, const char *label, const char *text)
{
  add (self, BLOCK_FIELD, label, text);
}

void
pantau_paper_flow_add_code (PantauPaperFlow *self, const char *text)
{
  add (self, BLOCK_CODE, NULL, text);
}

void
pantau_paper_flow_add_picture (PantauPaperFlow *self, cairo_surface_t *picture)
{
  add (self, BLOCK_PICTURE, NULL, NULL)->picture = cairo_surface_reference (picture);
}

void
pantau_paper_flow_add_signatures (PantauPaperFlow *self, const char *left, const char *right)
{
  add (self, BLOCK_SIGNATURES, left, right);
}

/* (transfer full) */
static PangoLayout *
make_layout (PangoContext *context, const char *text, BlockType type, double width)
{
  static const struct
  {
    double size;
    PangoWeight weight;
    const char *family;
  } faces[] = {
    [BLOCK_TITLE] = { TITLE_SIZE, PANGO_WEIGHT_BOLD, "Sans" },
    [BLOCK_HEADING] = { HEADING_SIZE, PANGO_WEIGHT_BOLD, "Sans" },
    [BLOCK_TEXT] = { TEXT_SIZE, PANGO_WEIGHT_NORMAL, "Sans" },
    [BLOCK_WARNING] = { HEADING_SIZE, PANGO_WEIGHT_BOLD, "Sans" },
    [BLOCK_FIELD] = { TEXT_SIZE, PANGO_WEIGHT_NORMAL, "Sans" },
    [BLOCK_CODE] = { CODE_SIZE, PANGO_WEIGHT_NORMAL, "Monospace" },
    [BLOCK_PICTURE] = { TEXT_SIZE, PANGO_WEIGHT_NORMAL, "Sans" },
    [BLOCK_SIGNATURES] = { TEXT_SIZE, PANGO_WEIGHT_NORMAL, "Sans" },
  };
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *face = pango_font_description_new ();

  pango_font_description_set_family (face, faces[type].family);
  pango_font_description_set_weight (face, faces[type].weight);
  pango_font_description_set_absolute_size (face, faces[type].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, face);
  pango_font_description_free (face);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
measure_text (PangoContext *context, const char *text, BlockType type, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (context, text, type, width);
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

/* What a picture has on a sheet, at most @room points high. */
static void
fit_picture (cairo_surface_t *picture, double room, double *width, double *height)
{
  double scale = MIN (WIDTH / cairo_image_surface_get_width (picture),
                      room / cairo_image_surface_get_height (picture));

  *width = scale * cairo_image_surface_get_width (picture);
  *height = scale * cairo_image_surface_get_height (picture);
}

/* @left: points that the sheet still has. */
static double
measure (PangoContext *context, const Block *block, double left)
{
  double width, height;

  switch (block->type)
    {
    case BLOCK_FIELD:
      height = measure_text (context, block->label, BLOCK_FIELD, LABEL - GAP);
      if (block->text != NULL)
        height = MAX (height, measure_text (context, block->text, BLOCK_FIELD, WIDTH - LABEL));
      else
        height = MAX (height, WRITING);
      return height + GAP / 2;
    case BLOCK_WARNING:
      return measure_text (context, block->text, block->type, WIDTH - 2 * FRAME) + 2 * FRAME + GAP;
    case BLOCK_PICTURE:
      fit_picture (block->picture, left >= SMALLEST_PICTURE ? left - GAP : ROOM - GAP, &width,
                   &height);
      return height + GAP;
    case BLOCK_SIGNATURES:
      return SIGNING + GAP;
    case BLOCK_HEADING:
      return measure_text (context, block->text, block->type, WIDTH) + 2 * GAP;
    case BLOCK_TITLE:
      return measure_text (context, block->text, block->type, WIDTH) + GAP;
    case BLOCK_TEXT:
    case BLOCK_CODE:
    default:
      return measure_text (context, block->text, block->type, WIDTH) + GAP / 2;
    }
}

static void
lay_out (PantauPaperFlow *self)
{
  PangoContext *context;
  double y = 0;

  if (self->n_pages > 0)
    return;
  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  self->n_pages = 1;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      /* A heading alone at the foot of a sheet leads nowhere. */
      double below = block->type == BLOCK_HEADING ? 4 * TEXT_SIZE : 0;

      block->height = measure (context, block, ROOM - y);
      if (y > 0 && y + block->height + below > ROOM)
        {
          self->n_pages++;
          y = 0;
          block->height = measure (context, block, ROOM);
        }
      block->page = self->n_pages - 1;
      block->y = y;
      y += block->height;
    }
  g_object_unref (context);
}

guint
pantau_paper_flow_count_pages (PantauPaperFlow *self)
{
  lay_out (self);

  return self->n_pages;
}

static void
draw_text (cairo_t *cairo, const char *text, BlockType type, double x, double y, double width)
{
  PangoContext *context = pango_cairo_create_context (cairo);
  g_autoptr (PangoLayout) layout = make_layout (context, text, type, width);

  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
  g_object_unref (context);
}

static void
draw_rule (cairo_t *cairo, double x, double y, double width)
{
  cairo_set_line_width (cairo, 0.5);
  cairo_move_to (cairo, x, y);
  cairo_line_to (cairo, x + width, y);
  cairo_stroke (cairo);
}

static void
draw_picture (cairo_t *cairo, const Block *block, double y)
{
  double width, height;

  fit_picture (block->picture, block->height - GAP, &width, &height);
  cairo_save (cairo);
  cairo_translate (cairo, LEFT + (WIDTH - width) / 2, y);
  cairo_scale (cairo, width / cairo_image_surface_get_width (block->picture),
               height / cairo_image_surface_get_height (block->picture));
  cairo_set_source_surface (cairo, block->picture, 0, 0);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

static void
draw_block (cairo_t *cairo, const Block *block)
{
  double y = TOP + block->y, half = (WIDTH - 4 * GAP) / 2;

  switch (block->type)
    {
    case BLOCK_FIELD:
      draw_text (cairo, block->label, BLOCK_FIELD, LEFT, y, LABEL - GAP);
      if (block->text != NULL)
        draw_text (cairo, block->text, BLOCK_FIELD, LEFT + LABEL, y, WIDTH - LABEL);
      else
        draw_rule (cairo, LEFT + LABEL, y + block->height - GAP, WIDTH - LABEL);
      break;
    case BLOCK_WARNING:
      cairo_set_line_width (cairo, 1);
      cairo_rectangle (cairo, LEFT, y, WIDTH, block->height - GAP);
      cairo_stroke (cairo);
      draw_text (cairo, block->text, block->type, LEFT + FRAME, y + FRAME, WIDTH - 2 * FRAME);
      break;
    case BLOCK_PICTURE:
      draw_picture (cairo, block, y);
      break;
    case BLOCK_SIGNATURES:
      draw_text (cairo, block->label, BLOCK_TEXT, LEFT, y + GAP, half);
      draw_text (cairo, block->text, BLOCK_TEXT, LEFT + half + 4 * GAP, y + GAP, half);
      draw_rule (cairo, LEFT, y + SIGNING - GAP, half);
      draw_rule (cairo, LEFT + half + 4 * GAP, y + SIGNING - GAP, half);
      break;
    case BLOCK_HEADING:
      draw_text (cairo, block->text, block->type, LEFT, y + GAP, WIDTH);
      break;
    case BLOCK_TITLE:
    case BLOCK_TEXT:
    case BLOCK_CODE:
    default:
      draw_text (cairo, block->text, block->type, LEFT, y, WIDTH);
      break;
    }
}

static void
draw_practice (cairo_t *cairo)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *face = pango_font_description_from_string ("Sans Bold");
  int width, height;

  pango_font_description_set_absolute_size (face, PRACTICE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, face);
  pango_font_description_free (face);
  pango_layout_set_text (layout, "LATIHAN", -1);
  pango_layout_get_size (layout, &width, &height);

  cairo_save (cairo);
  cairo_set_source_rgba (cairo, 0, 0, 0, 0.08);
  cairo_translate (cairo, PANTAU_PAPER_FLOW_WIDTH / 2, PANTAU_PAPER_FLOW_HEIGHT / 2);
  cairo_rotate (cairo, -G_PI / 4);
  cairo_move_to (cairo, -(double) width / PANGO_SCALE / 2, -(double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cairo, layout);
  cairo_restore (cairo);
}

void
pantau_paper_flow_draw (PantauPaperFlow *self, cairo_t *cairo, guint page)
{
  g_autofree char *foot = NULL;

  lay_out (self);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);

      if (block->page == page)
        draw_block (cairo, block);
    }
  /* Translators: at the foot of a sheet: what it is, and “sheet 1 of 3” */
  foot = g_strdup_printf (_ ("%s · sheet %u of %u"), self->foot, page + 1, self->n_pages);
  draw_text (cairo, foot, BLOCK_CODE, LEFT, PANTAU_PAPER_FLOW_HEIGHT - BOTTOM + 2 * GAP, WIDTH);
  /* Last, so that a picture does not cover it. */
  if (self->is_practice)
    draw_practice (cairo);
}

/* --- Printing --- */

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, PantauPaperFlow *flow)
{
  gtk_print_operation_set_n_pages (operation, (int) pantau_paper_flow_count_pages (flow));
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, PantauPaperFlow *flow)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context),
         height = gtk_print_context_get_height (context),
         scale = MIN (width / PANTAU_PAPER_FLOW_WIDTH, height / PANTAU_PAPER_FLOW_HEIGHT);

  /* Other paper than A4 gets the same sheet, smaller or larger: a picture that is evidence keeps its proportions. */
  cairo_translate (cairo, (width - PANTAU_PAPER_FLOW_WIDTH * scale) / 2, 0);
  cairo_scale (cairo, scale, scale);
  pantau_paper_flow_draw (flow, cairo, (guint) page);
}

static void
was_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *window)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error == NULL)
    return;
  sentence = pantau_advice_sentence (error->message);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", sentence);
}

static void
flow_free (gpointer data, GClosure *closure)
{
  pantau_paper_flow_free (data);
}

void
pantau_paper_flow_print (GtkWindow *window, PantauPaperFlow *flow, const char *job)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), flow);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page), flow, flow_free, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (was_printed), window, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}
