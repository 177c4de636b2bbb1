/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/* No cell. */
#define PANTAU_FIGURE_NONE (-1)

#define PANTAU_TYPE_FIGURE_VIEW (pantau_figure_view_get_type ())
/*
 * A picture of figures in cells, in which one walks. One cell is the current one: keys walk, Tab leaves, Enter and a click follow its figure.
 * What the pointer is over is told likewise, and forgotten when it leaves. A subclass knows where its cells are and draws them.
 *
 * Property "spoken" (read-only): what is told of the cell under the pointer, else of the current one; of the whole where there is none. It is
 * the accessible name too: show it in a label beside the picture, so that all have it.
 */
G_DECLARE_DERIVABLE_TYPE (PantauFigureView, pantau_figure_view, PANTAU, FIGURE_VIEW, GtkWidget)

/* Where a key leads. */
typedef enum
{
  PANTAU_FIGURE_LEFT,
  PANTAU_FIGURE_RIGHT,
  PANTAU_FIGURE_UP,
  PANTAU_FIGURE_DOWN,
  PANTAU_FIGURE_HOME,
  PANTAU_FIGURE_END,
  PANTAU_FIGURE_PREVIOUS, /* Page Up */
  PANTAU_FIGURE_NEXT,     /* Page Down */
} PantauFigureWay;

/* "3 sightings", of one cell. (transfer full) */
typedef char *(*PantauFigureWords) (gint64 value);

struct _PantauFigureViewClass
{
  GtkWidgetClass parent_class;

  /* TRUE while there are cells in which one can walk. The others are asked only then. */
  gboolean (*has_cells) (PantauFigureView *self);
  gint64 (*get_value) (PantauFigureView *self, int cell);
  /* Where, and what @words say (NULL where pantau_figure_view_set() got none: the subclass has words of its own). (transfer full) */
  char *(*describe) (PantauFigureView *self, int cell, const char *words);
  /* PANTAU_FIGURE_NONE beside all */
  int (*find_at) (PantauFigureView *self, double x, double y);
  /* Where one begins. */
  int (*begin) (PantauFigureView *self);
  /* @cell itself where it ends there; PANTAU_FIGURE_NONE for a way that this picture does not know. */
  int (*walk) (PantauFigureView *self, int cell, PantauFigureWay way);
  /* A figure that is not 0 shall be followed. */
  void (*follow) (PantauFigureView *self, int cell);
  /* Colours are others now. (nullable) */
  void (*restyle) (PantauFigureView *self);
};

/* After other figures came: @current and @hovered (PANTAU_FIGURE_NONE for none), how a figure is told (nullable), and what is told of the whole. */
void pantau_figure_view_set (
    PantauFigureView *self, int current, int hovered, PantauFigureWords words, const char *summary);

int pantau_figure_view_get_current (PantauFigureView *self);
int pantau_figure_view_get_hovered (PantauFigureView *self);
/* The cells are others: one is in none of them. Tells nothing. */
void pantau_figure_view_leave_cells (PantauFigureView *self);

/* "" before there are figures */
const char *pantau_figure_view_get_spoken (PantauFigureView *self);

/* As colours and letters are now. (transfer none) */
const PantauShades *pantau_figure_view_get_shades (PantauFigureView *self);
const char *pantau_figure_view_get_font (PantauFigureView *self); /* (nullable): a family */

G_END_DECLS
