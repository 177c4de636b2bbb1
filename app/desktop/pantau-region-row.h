/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Figures that a row has room for, beside each other. */
#define PANTAU_REGION_ROW_FIGURES 4

/* What a row shows; everything is copied. */
typedef struct
{
  const char *title;
  const char *state;      /* (nullable): a word for the state of it, before the figures */
  const char *state_icon; /* (nullable): the same as a shape */
  const char *figures[PANTAU_REGION_ROW_FIGURES]; /* "24 TPS"; NULL or "" where there is none */
  const char *note;                               /* (nullable): a sentence below */
  gboolean is_quiet;         /* all its figures are zero: it steps back, but stays */
  const char *place;         /* (nullable): what win.show takes, where it is activated */
  const char *records;       /* (nullable): label of the button that leads to its records */
  const char *records_place; /* (nullable): what win.show takes of it */
} PantauRegionRowInit;

#define PANTAU_TYPE_REGION_ROW (pantau_region_row_get_type ())
/*
 * A line of a table by region: its figures stand in columns where there is room, and below each other where there is none. Each says what it
 * counts, so there is no head that one would have to look up.
 */
G_DECLARE_FINAL_TYPE (PantauRegionRow, pantau_region_row, PANTAU, REGION_ROW, GtkListBoxRow)

void pantau_region_row_set (PantauRegionRow *self, const PantauRegionRowInit *init);

G_END_DECLS
