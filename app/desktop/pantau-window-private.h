/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-editor.h"
#include "pantau-history.h"
#include "pantau-list-page.h"
#include "pantau-record-page.h"
#include "pantau-sidebar.h"
#include "pantau-window.h"

G_BEGIN_DECLS

/* What the window holds; pantau-window.c makes it, -pages.c moves about in it, -actions.c gives that to keys and buttons. */
struct _PantauWindow
{
  AdwApplicationWindow parent_instance;

  PantauSession *session; /* (owned) */
  GSignalGroup *signals;  /* (owned): of the session */
  PantauHistory *history; /* (owned) */
  char *place; /* what is shown: as win.show takes it, or "record:UUID", "editor", "welcome" */
  char *person_text;
  gboolean is_closing;
  gboolean resumes;   /* the newest draft is opened without asking */
  gboolean may_close; /* all that somebody typed is kept */
  gboolean wants_key; /* once it is closed the home gets another key */
  gboolean is_pasting; /* what came last is not where it belongs yet */

  GtkWidget *agency_page;        /* (nullable) until it is wanted, as those below */
  GtkWidget *agenda_page;        /* (nullable) */
  GtkWidget *asks_page;          /* (nullable) */
  GtkWidget *totals_page;        /* (nullable) */
  GtkWidget *triage_page;        /* (nullable) */
  GtkWidget *claim_page;         /* (nullable) */
  GtkWidget *claims_page;        /* (nullable) */
  GtkWidget *warning_page;       /* (nullable) */
  GtkWidget *warnings_page;      /* (nullable) */
  GtkWidget *coverage_page;      /* (nullable) */
  GtkWidget *lapsit_page;        /* (nullable) */
  GtkWidget *drafts_page;        /* (nullable) */
  PantauEditor *editor;          /* (nullable) */
  GtkWidget *filecheck_page;     /* (nullable) */
  GtkWidget *record_frame;       /* (nullable) */
  PantauRecordPage *record_page; /* (nullable) */
  GtkWidget *register_page;      /* (nullable) */
  GtkWidget *situation_page;     /* (nullable) */
  GtkWidget *release_page;       /* (nullable) */
  GtkWidget *sync_page;          /* (nullable) */
  GtkWidget *welcome_page;       /* (nullable) */

  GtkStack *content;
  GtkWidget *content_pane;
  GtkLabel *election_label;
  AdwLeaflet *leaflet;
  PantauListPage *list_page;
  GtkWidget *list_pane;
  GtkWidget *record_pane;
  AdwLeaflet *records;
  GtkRevealer *repair_bar;
  GtkLabel *repair_label;
  GtkRevealer *resume_bar;
  GtkButton *resume_button;
  GtkLabel *resume_label;
  GtkWidget *sidebar_pane;
  PantauSidebar *sidebar;
  GtkWidget *sync_status;
  AdwToastOverlay *toasts;
};

/* Actions and keys of the class. */
void pantau_window_install_actions (GtkWidgetClass *klass);

/* Where one is, and the way back. */
void pantau_window_go (PantauWindow *self, const char *place);
void pantau_window_open_record (PantauWindow *self, const char *record);
gboolean pantau_window_back (PantauWindow *self);

/* A new editor in sight; the one before keeps its draft and goes. (transfer none) */
PantauEditor *pantau_window_begin_editor (PantauWindow *self);

/* The side on which the sidebar lies or the content. */
void pantau_window_toggle_sidebar (PantauWindow *self);

/* pantau-window-paste.c: action "win.paste", and what is dropped anywhere. */
void pantau_window_paste (GtkWidget *widget, const char *name, GVariant *parameter);
void pantau_window_take_drops (PantauWindow *self);

/* Header bars show the window's buttons only where they touch its edge. */
void pantau_window_adapt_headers (PantauWindow *self);

G_END_DECLS
