/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the situation: between the files that make it up. */
#pragma once

#include <adwaita.h>

#include "pantau-chips.h"
#include "pantau-figure-table.h"
#include "pantau-hex-map.h"
#include "pantau-inquiry.h"
#include "pantau-map-legend.h"
#include "pantau-risk-matrix.h"
#include "pantau-situation-page.h"
#include "pantau-trend-view.h"

G_BEGIN_DECLS

struct _PantauSituationPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *region;           /* "" for what the person is assigned to */
  GPtrArray *regions;     /* of char *: codes of the choices of the drop-down */
  GPtrArray *elections;   /* of char *: likewise; the first is "", any */
  GPtrArray *layers;      /* of PantauLayer as pointers: likewise */
  PantauLayer layer;
  gint64 now;                 /* Unix seconds: of the last question */
  PantauSituation *situation; /* (owned) (nullable): the last answer */
  guint calm_source;
  gboolean is_restless; /* something was slid while it was calm */
  guint fit_source;
  guint part_source;
  guint next_part;    /* of those that are shown one by one */
  gboolean was_shown; /* all parts have been */

  GtkListBox *aid_list;
  GtkWidget *board;
  GtkLabel *burden_label;
  GtkButton *day_after_button;
  GtkButton *day_before_button;
  GtkLabel *day_label;
  GtkScale *day_scale;
  GtkListBox *decision_list;
  GtkWidget *decisions_box;
  GtkDropDown *election_choice;
  GtkListBox *figure_list;
  GtkDropDown *layer_choice;
  PantauMapLegend *legend;
  PantauHexMap *map;
  PantauRiskMatrix *matrix;
  GtkMenuButton *more_button;
  GMenuModel *more_menu;
  GtkLabel *nothing_label;
  GtkButton *now_button;
  GtkDropDown *region_choice;
  GtkScrolledWindow *scroller;
  GtkWidget *special_box;
  GtkListBox *special_list;
  GtkStack *stack;
  AdwStatusPage *status;
  PantauFigureTable *table;
  GtkButton *totals_button;
  PantauTrendView *trend;
  PantauChips *view_chips;
};

PantauSession *pantau_situation_page_get_session (PantauSituationPage *self);
PantauReference *pantau_situation_page_get_reference (PantauSituationPage *self);

/* Pemprov reads no case, only how many there are. */
gboolean pantau_situation_page_has_cases (PantauSituationPage *self);

/* What is asked for where no region is chosen, and what is asked for now. (transfer none) */
const char *pantau_situation_page_get_own_region (PantauSituationPage *self);
const char *pantau_situation_page_get_region (PantauSituationPage *self);

/* (transfer none) (nullable): code; NULL for any */
const char *pantau_situation_page_get_election (PantauSituationPage *self);

/* How many days before today is slid to, 0 for now; and a moment of that day, 0 for now. */
int pantau_situation_page_get_days_back (PantauSituationPage *self);
gint64 pantau_situation_page_get_at (PantauSituationPage *self);

/* pantau-situation-page-choices.c: fills what one chooses from, without telling it as a choice. */
void pantau_situation_page_fill_regions (PantauSituationPage *self);
void pantau_situation_page_fill_elections (PantauSituationPage *self);
void pantau_situation_page_fill_layers (PantauSituationPage *self);
void pantau_situation_page_bind_choices (GtkWidgetClass *widget_class);

/* pantau-situation-page-show.c: shows the answer part by part, a turn of the main loop each; the map alone; where the slider is. */
void pantau_situation_page_show_parts (PantauSituationPage *self);
void pantau_situation_page_show_map (PantauSituationPage *self);
void pantau_situation_page_show_day (PantauSituationPage *self);
void pantau_situation_page_bind_figures (GtkWidgetClass *widget_class);

G_END_DECLS
