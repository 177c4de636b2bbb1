/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "pantau-paper-form.h"

G_BEGIN_DECLS

/* Between pantau-paper-form.c, which lays sheets out, and pantau-paper-form-draw.c. */

/* Points. */
#define LEFT    51.0
#define TOP     45.0
#define BOTTOM  62.0
#define WIDTH   (PANTAU_PAPER_FORM_WIDTH - 2 * LEFT)
#define LABEL   0.34 /* of the width */
#define GAP     8.0
#define WRITING 21.0 /* a line for writing by hand */
#define SIGNING 96.0

#define TEXT_SIZE     10.0
#define SMALL_SIZE    8.0
#define HEADING_SIZE  11.5
#define TITLE_SIZE    17.0
#define PRACTICE_SIZE 118.0

typedef enum
{
  PANTAU_PAPER_BLOCK_TITLE,
  PANTAU_PAPER_BLOCK_SUBTITLE,
  PANTAU_PAPER_BLOCK_HEADING,
  PANTAU_PAPER_BLOCK_FIELD, /* a label, and beside it a line or a text */
  PANTAU_PAPER_BLOCK_LABEL, /* over lines for writing */
  PANTAU_PAPER_BLOCK_RULE,  /* an empty line for writing */
  PANTAU_PAPER_BLOCK_TEXT,
  PANTAU_PAPER_BLOCK_SIGNATURES,
  PANTAU_PAPER_BLOCK_SPACE,
} PantauPaperBlockType;

/* What stands below what came before, over the whole width. None is broken over two sheets. */
typedef struct
{
  PantauPaperBlockType type;
  guint page;
  double y;
  double height;
  guint number;     /* of a heading */
  char *label;      /* (owned) (nullable) */
  const char *text; /* (nullable): what fills it in, of the form or of an identity */
  gsize length;     /* of @text that this block shows */
} PantauPaperBlock;

struct _PantauPaperForm
{
  PantauPaper *paper; /* (owned) */
  gboolean is_practice;
  GHashTable *texts; /* source → text */
  GPtrArray *people; /* of whom has an identity */
  GPtrArray *blocks; /* (nullable): of PantauPaperBlock, once it is laid out */
  guint n_pages;
};

/* In Indonesian, always. (transfer none) */
const char *pantau_paper_words (const PantauLabel *label);

/* For measuring and for drawing alike. @size and @width in points. (transfer full) */
PangoLayout *pantau_paper_layout (cairo_t *cairo, double size, gboolean is_bold, double width)
    G_GNUC_WARN_UNUSED_RESULT;

/* Pale, and below everything: what is written stays legible, and nobody takes the sheet for a real one. */
void pantau_paper_draw_practice (PantauPaperForm *self, cairo_t *cairo);

/* In black, at its place on whatever sheet @cairo draws. */
void pantau_paper_draw_block (PantauPaperForm *self, cairo_t *cairo, const PantauPaperBlock *block);

/* The rule at the foot, and what stands below it; @page from 0 on. */
void pantau_paper_draw_foot (PantauPaperForm *self, cairo_t *cairo, guint page);

G_END_DECLS
