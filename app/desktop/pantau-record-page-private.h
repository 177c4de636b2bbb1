/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-banner.h"
#include "pantau-consequence-card.h"
#include "pantau-files-view.h"
#include "pantau-handling-view.h"
#include "pantau-long-text.h"
#include "pantau-record-page.h"
#include "pantau-record-view.h"
#include "pantau-sealed-view.h"

G_BEGIN_DECLS

struct _PantauRecordPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  char *record;           /* (owned) (nullable): UUID of what is to be shown */
  GCancellable *asking;   /* (owned) (nullable): of the question under way */
  PantauRecordView *
      view; /* (owned) (nullable): what is shown; perhaps of the record before, until the new one came */
  PantauRecordRights *rights; /* (owned) (nullable): of @record, once they are known */
  GHashTable *notes;          /* (owned) UUID → a note that was begun and not added */
  GHashTable *
      busy_files; /* (owned): hashes of files with which something is done; "" while some are attached */
  GCancellable *leaving; /* (owned): of what takes its time and nobody waits for any more */
  guint n_events;        /* of the history, that are shown */
  gboolean is_newest_first;
  gboolean is_adding_note;
  guint steps; /* tick callback: parts are still to be shown */
  guint step;  /* how many of them are */

  GtkListBox *answers_list;
  PantauClaimBanner *claim_banner;
  GtkListBox *common_list;
  GtkListBox *desk_list;
  GtkWidget *desk_title;
  GtkListBox *differences_list;
  GtkWidget *differences_title;
  GtkWidget *answers_title;
  GtkWidget *become_button;
  GtkWidget *risks_button;
  GtkLabel *class_label;
  GtkImage *class_image;
  GtkWidget *edit_button;
  GtkWidget *erase_button;
  GtkWidget *erasure_box;
  GtkLabel *erasure_label;
  GtkListBox *events_list;
  PantauFilesView *files_view;
  PantauConsequenceCard *consequence_card;
  PantauHandlingView *handling_view;
  GtkLabel *id_label;
  GtkLabel *kind_label;
  GtkButton *more_button;
  PantauLongText *narrative_text;
  GtkWidget *narrative_box;
  GtkListBox *newer_list;
  GtkWidget *newer_title;
  GtkWidget *note_box;
  GtkWidget *note_button;
  GtkTextView *note_view;
  GtkWidget *quarantine_box;
  GtkLabel *quarantine_label;
  GtkListBox *risks_list;
  GtkScrolledWindow *scroller;
  PantauSealedView *sealed_view;
  GtkWidget *severity_box;
  GtkLabel *severity_label;
  GtkStack *stack;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkMenuButton *status_button;
  GtkImage *status_image;
  GtkLabel *status_label;
  GtkLabel *title_label;
};

/* The verbs `page.*`; in pantau-record-page-actions.c. */
void pantau_record_page_install_actions (GtkWidgetClass *widget_class);

/* Those that ask something first, and their keys; in pantau-record-page-acts.c. */
void pantau_record_page_install_acts (GtkWidgetClass *widget_class);
void pantau_record_page_update_acts (PantauRecordPage *self);

/* Erasure by law; in pantau-record-page-redact.c. */
void pantau_record_page_install_redact (GtkWidgetClass *widget_class);
void pantau_record_page_update_redact (PantauRecordPage *self);

/* The claim of a hoax; in pantau-record-page-claim.c. */
void pantau_record_page_install_claim (GtkWidgetClass *widget_class);
void pantau_record_page_show_claim (PantauRecordPage *self);
void pantau_record_page_update_claim (PantauRecordPage *self);

/* Files; in pantau-record-page-files.c. */
void pantau_record_page_install_files (GtkWidgetClass *widget_class);
void pantau_record_page_show_files (PantauRecordPage *self);
void pantau_record_page_update_files (PantauRecordPage *self);
/* While something is done with a file: @key is its hash, or this while files are taken over. */
#define PANTAU_RECORD_PAGE_ATTACHING ""
void pantau_record_page_set_file_busy (PantauRecordPage *self, const char *key, gboolean is_busy);

/* Attaching; in pantau-record-page-attach.c. */
void pantau_record_page_install_attach (GtkWidgetClass *widget_class);
/* Attaches @files (of GFile) to the record that is shown, as the chooser gives them. */
void pantau_record_page_attach (PantauRecordPage *self, GPtrArray *files);

/* What is done with files is written before it is done; in pantau-record-page-custody.c. */
void pantau_record_page_install_custody (GtkWidgetClass *widget_class);
void pantau_record_page_update_custody (PantauRecordPage *self);

/* Asks for the record anew. */
void pantau_record_page_refresh (PantauRecordPage *self);

/* TRUE where the page shows what is to be acted on: not while another record is on its way to it. */
gboolean pantau_record_page_is_ready (PantauRecordPage *self);

/* Which of them there are now. */
void pantau_record_page_update_actions (PantauRecordPage *self);

/*
 * Shows what `view` and `rights` hold; in pantau-record-page-show.c. With @in_steps what is below the fold follows frame by frame: for a record
 * that was not shown before.
 */
void pantau_record_page_show (PantauRecordPage *self, gboolean in_steps);
void pantau_record_page_show_history (PantauRecordPage *self);
void pantau_record_page_show_rights (PantauRecordPage *self);

/* The note that is being written. (transfer full) */
char *pantau_record_page_dup_note (PantauRecordPage *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_record_page_set_note (PantauRecordPage *self, const char *text);

G_END_DECLS
