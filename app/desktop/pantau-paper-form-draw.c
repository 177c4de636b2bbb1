/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the blocks of a sheet by cairo alone, at the heights that pantau-paper-form.c found for them. */

#include "config.h"

#include "pantau-paper-form-private.h"

#include <string.h>

#define LANGUAGE "id"

const char *
pantau_paper_words (const PantauLabel *label)
{
  return pantau_label_get (label, LANGUAGE);
}

PangoLayout *
pantau_paper_layout (cairo_t *cairo, double size, gboolean is_bold, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}

/* Returns the height. */
static double
draw_text (cairo_t *cairo,
           const char *text,
           gsize length,
           double x,
           double y,
           double width,
           double size,
           gboolean is_bold,
           PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = pantau_paper_layout (cairo, size, is_bold, width);
  int height;

  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, (int) length);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);

  return (double) height / PANGO_SCALE;
}

static void
draw_rule (cairo_t *cairo, double from, double to, double y)
{
  cairo_save (cairo);
  cairo_set_line_width (cairo, 0.5);
  cairo_set_source_rgb (cairo, 0.45, 0.45, 0.45);
  cairo_move_to (cairo, from, y);
  cairo_line_to (cairo, to, y);
  cairo_stroke (cairo);
  cairo_restore (cairo);
}

static void
draw_field (cairo_t *cairo, const PantauPaperBlock *block)
{
  double x = LEFT + WIDTH * LABEL, end = block->y + block->height;

  draw_text (cairo, block->label, strlen (block->label), LEFT, block->y + GAP / 2,
             WIDTH * LABEL - GAP, TEXT_SIZE, FALSE, PANGO_ALIGN_LEFT);
  if (block->text != NULL)
    draw_text (cairo, block->text, block->length, x, block->y + GAP / 2, WIDTH * (1 - LABEL),
               TEXT_SIZE, TRUE, PANGO_ALIGN_LEFT);
  else
    for (double y = block->y + WRITING; y < end - 1; y += WRITING)
      draw_rule (cairo, x, LEFT + WIDTH, y - 2);
  draw_rule (cairo, x, LEFT + WIDTH, end - 2);
}

static void
draw_heading (cairo_t *cairo, const PantauPaperBlock *block)
{
  g_autofree char *text = g_strdup_printf ("%u. %s", block->number, block->label);

  draw_text (cairo, text, strlen (text), LEFT, block->y + GAP, WIDTH, HEADING_SIZE, TRUE,
             PANGO_ALIGN_LEFT);
}

static void
draw_signatures (PantauPaperForm *self, cairo_t *cairo, const PantauPaperBlock *block)
{
  guint n = self->paper->signatures->len;
  double column = WIDTH / MAX (n, 1);

  for (guint i = 0; i < n; i++)
    {
      const char *label = pantau_paper_words (g_ptr_array_index (self->paper->signatures, i));
      double x = LEFT + column * i;

      draw_text (cairo, label, strlen (label), x, block->y + GAP * 1.5, column, TEXT_SIZE, FALSE,
                 PANGO_ALIGN_CENTER);
      draw_rule (cairo, x + GAP * 3, x + column - GAP * 3, block->y + SIGNING - GAP);
    }
}

void
pantau_paper_draw_block (PantauPaperForm *self, cairo_t *cairo, const PantauPaperBlock *block)
{
  switch (block->type)
    {
    case PANTAU_PAPER_BLOCK_TITLE:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TITLE_SIZE,
                 TRUE, PANGO_ALIGN_LEFT);
      break;
    case PANTAU_PAPER_BLOCK_SUBTITLE:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TEXT_SIZE,
                 FALSE, PANGO_ALIGN_LEFT);
      break;
    case PANTAU_PAPER_BLOCK_HEADING:
      draw_heading (cairo, block);
      break;
    case PANTAU_PAPER_BLOCK_FIELD:
      draw_field (cairo, block);
      break;
    case PANTAU_PAPER_BLOCK_LABEL:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TEXT_SIZE,
                 FALSE, PANGO_ALIGN_LEFT);
      break;
    case PANTAU_PAPER_BLOCK_RULE:
      draw_rule (cairo, LEFT, LEFT + WIDTH, block->y + WRITING - 2);
      break;
    case PANTAU_PAPER_BLOCK_TEXT:
      draw_text (cairo, block->text, block->length, LEFT, block->y, WIDTH, TEXT_SIZE, FALSE,
                 PANGO_ALIGN_LEFT);
      break;
    case PANTAU_PAPER_BLOCK_SIGNATURES:
      draw_signatures (self, cairo, block);
      break;
    case PANTAU_PAPER_BLOCK_SPACE:
      break;
    }
}

void
pantau_paper_draw_practice (PantauPaperForm *self, cairo_t *cairo)
{
  const char *text = pantau_paper_words (&self->paper->practice);
  g_autoptr (PangoLayout) layout = pantau_paper_layout (cairo, PRACTICE_SIZE, TRUE, -1);
  int width, height;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, &height);
  cairo_save (cairo);
  cairo_translate (cairo, PANTAU_PAPER_FORM_WIDTH / 2, PANTAU_PAPER_FORM_HEIGHT / 2);
  cairo_rotate (cairo, -G_PI / 3.6);
  cairo_move_to (cairo, -(double) width / PANGO_SCALE / 2, -(double) height / PANGO_SCALE / 2);
  cairo_set_source_rgb (cairo, 0.90, 0.90, 0.90);
  pango_cairo_show_layout (cairo, layout);
  cairo_restore (cairo);
}

void
pantau_paper_draw_foot (PantauPaperForm *self, cairo_t *cairo, guint page)
{
  const double y = PANTAU_PAPER_FORM_HEIGHT - BOTTOM + GAP;
  const char *secrecy = pantau_paper_words (&self->paper->secrecy);
  g_autofree char *number = g_strdup_printf ("%u/%u", page + 1, self->n_pages);
  g_autofree char *left =
      self->is_practice ? g_strdup_printf ("%s · %s", pantau_paper_words (&self->paper->practice),
                                           self->paper->basis)
                        : g_strdup (self->paper->basis);
  double height;

  draw_rule (cairo, LEFT, LEFT + WIDTH, y - GAP / 2);
  height = draw_text (cairo, secrecy, strlen (secrecy), LEFT, y, WIDTH, SMALL_SIZE, FALSE,
                      PANGO_ALIGN_LEFT);
  draw_text (cairo, left, strlen (left), LEFT, y + height + 2, WIDTH * 0.85, SMALL_SIZE, FALSE,
             PANGO_ALIGN_LEFT);
  draw_text (cairo, number, strlen (number), LEFT + WIDTH * 0.85, y + height + 2, WIDTH * 0.15,
             SMALL_SIZE, FALSE, PANGO_ALIGN_RIGHT);
}
