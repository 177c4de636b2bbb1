/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-triage-page.c (what is shown) and pantau-triage-page-acts.c (what is decided). */
#pragma once

#include "pantau-chips.h"
#include "pantau-inquiry.h"
#include "pantau-pending.h"
#include "pantau-record-page.h"
#include "pantau-triage-line.h"
#include "pantau-triage-page.h"

G_BEGIN_DECLS

struct _PantauTriagePage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  PantauTriageView view;
  guint limit;
  GListStore *lines;           /* (owned): of PantauTriageLine */
  GtkMultiSelection *selected; /* (owned) */
  guint place; /* of the first one selected: what comes there next is shown when it goes */
  gboolean is_filling;
  gboolean is_new; /* the person just came */

  char *batch;         /* (owned) (nullable): what can be taken back */
  guint source;        /* when it is signed */
  char *left;          /* (owned) (nullable): sentences on what was left out */
  gboolean is_enabled; /* the verbs: something is selected */

  GtkLabel *count_label;
  GtkLabel *explain_label;
  GtkMenuButton *filter_button;
  GtkListView *list;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  PantauRecordPage *record_page;
  GtkSearchEntry *search;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *undo_button;
  GtkWidget *verbs;
  PantauChips *views;
};

/* The lines that are selected, in their order. (transfer full): of PantauTriageLine */
GPtrArray *pantau_triage_page_get_selected (PantauTriagePage *self) G_GNUC_WARN_UNUSED_RESULT;

/* The verbs, in pantau-triage-page-acts.c. */
void pantau_triage_page_install_acts (GtkWidgetClass *widget_class);
void pantau_triage_page_update_acts (PantauTriagePage *self);
/* No more timers; what waits is signed by the window when it closes. */
void pantau_triage_page_stop (PantauTriagePage *self);

G_END_DECLS
