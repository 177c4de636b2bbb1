/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/*
 * Shades for figures: of one hue, each step plainly lighter or darker than the one before, so that whoever sees no colours sees them too, and a
 * grey print keeps them.
 */
#define PANTAU_N_SHADES 5

typedef struct
{
  double red, green, blue; /* 0 to 1 */
} PantauColor;

typedef struct
{
  PantauColor nothing;                /* a figure of 0 */
  PantauColor steps[PANTAU_N_SHADES]; /* from few to many */
  PantauColor line;                   /* between cells */
  PantauColor border;                 /* around groups of cells */
  PantauColor name;                   /* names over the cells, */
  PantauColor halo;                   /* and what keeps them apart from the cells */
  PantauColor mark;                   /* around the cell where one is */
  double border_width;                /* pixels or points */
} PantauShades;

/* For a screen, or a page (neither dark nor in high contrast). (transfer none) */
const PantauShades *pantau_shades_get (gboolean is_dark, gboolean is_high_contrast);

/* Up to which figure each step reaches; 0 for steps that are not used. */
typedef struct
{
  gint64 limits[PANTAU_N_SHADES];
} PantauScale;

/*
 * Steps for figures up to @most. Each is about as many times the one before, since a spread that doubles each hour would otherwise leave all
 * but one cell pale.
 */
PantauScale pantau_scale_new (gint64 most);

/* The step of @value, from 0; -1 for none (0 or less). More than all limits has the last one that is used. */
int pantau_scale_step (const PantauScale *self, gint64 value);

/* "1", "2–3"; NULL for a step that is not used. (transfer full) (nullable) */
char *pantau_scale_text (const PantauScale *self, guint step) G_GNUC_WARN_UNUSED_RESULT;

/* The shade of @value. */
const PantauColor *
pantau_shades_of (const PantauShades *self, const PantauScale *scale, gint64 value);

/* A cell that is no part of what is shown: it has an outline alone. Otherwise a step from 0, or -1 for nothing. */
#define PANTAU_FILL_OUTSIDE (-2)

/* How a cell is filled, where classes and not numbers have shades; hatches and dots tell them apart without any shade. */
typedef struct
{
  int step;
  gboolean is_hatched;
  guint n_dots; /* 0 to 9, below the figure */
} PantauFill;

/* What fills it; NULL for PANTAU_FILL_OUTSIDE. (transfer none) (nullable) */
const PantauColor *pantau_shades_of_fill (const PantauShades *self, const PantauFill *fill);

/* Black or white, whichever can be read on @color. */
PantauColor pantau_color_on (const PantauColor *color);

/* What @cr draws with from now on. */
void pantau_color_set (const PantauColor *self, cairo_t *cr);

G_END_DECLS
