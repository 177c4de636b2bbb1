/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between pantau-triage-page.c (what is shown), -lines.c (how its lines come and go), -keys.c (where keys are heard), -acts.c (its verbs), -pending.c (what may be taken
 * back) and -filters.c (searches that are kept).
 */
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
  gboolean is_new;      /* the person just came */
  gboolean is_moving;   /* another question than before: what is shown is not kept for its note */
  gboolean has_more;    /* than the lines that are there */
  gboolean selects_all; /* once the lines are there */
  GPtrArray
      *target; /* (owned) (nullable): of PantauTriageItem: what the lines become, a slice a turn */
  guint n_taken;     /* of the target: lines that show what it tells */
  gboolean had_keys; /* when they began to */
  guint pour_source;
  guint fold_source;  /* when it is seen whether there is room for what explains the order */
  int explain_height; /* of that, while it is hidden */
  guint focus_source; /* when the keys are brought back */

  GQueue batches;  /* what can be taken back, the newest last: pantau-triage-page-pending.c */
  GQueue deciding; /* of GStrv: records that the writing thread decides about */
  guint source;    /* when the first of them is signed */
  char *returned;  /* (owned) (nullable): the record to show once it is back in the list */

  GtkWidget *content;
  GtkLabel *count_label;
  GtkLabel *explain_label;
  GtkWidget *filter_popover; /* (nullable) until somebody keeps a search */
  GtkMenuButton *filter_button;
  GtkListView *list;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  PantauRecordPage *record_page;
  GtkScrolledWindow *scroller;
  GtkSearchEntry *search;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *undo_button;
  GtkWidget *verbs;
  PantauChips *views;
};

/* The lines that are selected, in their order. (transfer full): of PantauTriageLine */
GPtrArray *pantau_triage_page_get_selected (PantauTriagePage *self) G_GNUC_WARN_UNUSED_RESULT;

/* Something is selected and shown after lines came or went; @had_keys: who had the focus in the list has it again. */
void pantau_triage_page_settle (PantauTriagePage *self, gboolean had_keys);

/* In pantau-triage-page-lines.c. The line at @position: the list keeps it. */
PantauTriageLine *pantau_triage_page_get_line (PantauTriagePage *self, guint position);
/* The lines become @items (transfer full): of PantauTriageItem. */
void pantau_triage_page_fill (PantauTriagePage *self, GPtrArray *items);
/* Adds the record that is shown to @items where a note about it is half written and a colleague has decided on it. */
void pantau_triage_page_keep_written (PantauTriagePage *self, GPtrArray *items);
void pantau_triage_page_select_all (PantauTriagePage *self);

/* In pantau-triage-page-keys.c. Selects the line at @position alone, and takes the focus there where @takes_focus. */
void pantau_triage_page_go_to (PantauTriagePage *self, guint position, gboolean takes_focus);
/* To where the keys of the queue are heard and nothing is typed. */
void pantau_triage_page_bring_keys (PantauTriagePage *self);
/* The focus of the window is another: where it is nowhere it is brought back. */
void pantau_triage_page_focus_changed (PantauTriagePage *self);
/* Whether the focus is in @widget. */
gboolean pantau_triage_page_has_within (PantauTriagePage *self, gpointer widget);
/* Who came here, or pressed a button of a verb, goes on in the list; who is on the way elsewhere is left alone. */
gboolean pantau_triage_page_has_keys (PantauTriagePage *self);

/* What was decided about @records (ended by NULL) is in the list no more; the next one is shown. */
void pantau_triage_page_take_away (PantauTriagePage *self, const char *const *records);

/* The verbs, in pantau-triage-page-acts.c. */
void pantau_triage_page_install_acts (GtkWidgetClass *widget_class);
void pantau_triage_page_update_acts (PantauTriagePage *self);

/* In pantau-triage-page-pending.c: decides, and signs when the time has come. */
void pantau_triage_page_install_pending (GtkWidgetClass *widget_class);
void pantau_triage_page_decide (PantauTriagePage *self,
                                const char *const *records,
                                const PantauDecision *decision);
/* A sentence above the verbs, with the button that takes back where there is something to; "": none. */
void pantau_triage_page_tell (PantauTriagePage *self, const char *text);
/* Whether this person decided about @record just now, and could take it back. */
gboolean pantau_triage_page_is_decided (PantauTriagePage *self, const char *record);
/* No more timers; what waits is signed by the window when it closes. */
void pantau_triage_page_stop (PantauTriagePage *self);

/* Searches that the person keeps, in pantau-triage-page-filters.c. */
void pantau_triage_page_install_filters (GtkWidgetClass *widget_class);
void pantau_triage_page_update_filters (PantauTriagePage *self);

G_END_DECLS
