/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the editor: its parts, and what each does for the others. */
#pragma once

#include "pantau-completeness.h"
#include "pantau-consequence-card.h"
#include "pantau-draft-keeper.h"
#include "pantau-editor.h"
#include "pantau-field-view.h"
#include "pantau-files-section.h"
#include "pantau-identity-section.h"
#include "pantau-similar-card.h"

G_BEGIN_DECLS

struct _PantauEditor
{
  GtkWidget parent_instance;

  PantauSession *session;    /* (owned) (nullable until the window gives it) */
  PantauForm *form;          /* (owned) (nullable) */
  PantauDraftKeeper *keeper; /* (owned) (nullable) */
  char *moved;               /* (nullable): the question that undo changed */
  PantauConsequenceCard *
      consequence; /* (unowned) (nullable): beneath the act, of kinds of which law says something */
  char *warned;    /* (nullable): what somebody confirmed that it may be saved as it is */
  guint made;      /* questions under "more" that are made already */
  GPtrArray *arriving; /* (owned): of PantauFileSource: files that came before the form did */
  guint idle;
  guint show_idle;
  gboolean follows; /* the field that has the focus was answered just now */
  gboolean opens;   /* "more" was opened just now, and is not in sight yet */
  gboolean is_saving;
  gboolean is_undoing;
  gboolean knows_envelopes; /* the home has said whether the draft has any */
  gboolean knows_files;     /* likewise */

  GtkWidget *box;
  GtkWidget *class_list;
  AdwActionRow *class_row;
  GtkSwitch *class_switch;
  PantauCompleteness *completeness;
  GtkLabel *draft;
  AdwStatusPage *fault_page;
  PantauFilesSection *files;
  GtkBox *first;
  PantauIdentitySection *identities;
  GtkBox *more;
  GtkExpander *more_expander;
  GtkLabel *more_label;
  GtkWidget *notice_box;
  GtkLabel *notice_label;
  GtkWidget *save;
  GtkWidget *save_spinner;
  GtkScrolledWindow *scrolled;
  PantauSimilarCard *similar;
  GtkStack *stack;
  AdwWindowTitle *title;
};

/* pantau-editor.c */

/* What can be undone is another thing, or nothing may be while a record is saved. */
void pantau_editor_update_undo (PantauEditor *self);
/* Emits "finished". */
void pantau_editor_finished (PantauEditor *self, const char *record);

/* pantau-editor-questions.c */

/* The questions of the form in place of others: the first ones; those that may wait are made when somebody opens them. */
void pantau_editor_show_questions (PantauEditor *self);
/* Makes all questions that may wait, at once, and opens them. */
void pantau_editor_open_more (PantauEditor *self);
/* Opens them where they are: neither the focus nor what is in sight moves. */
void pantau_editor_unfold_more (PantauEditor *self);
void pantau_editor_more_toggled (PantauEditor *self);
/* The field of a question, or of a cell of a list; NULL where it is not made yet, or not asked. */
PantauFieldView *pantau_editor_find_field (PantauEditor *self, const char *name);
/* @child (nullable) or the first of its siblings after it that is a field: between them are headings. (nullable) */
PantauFieldView *pantau_editor_next_field (GtkWidget *child);
/* What was typed and not taken yet becomes an answer, in all fields. */
void pantau_editor_settle (PantauEditor *self);
/* Shows in the line of the title which one the record will have where nobody types any. */
void pantau_editor_suggest_title (PantauEditor *self);

/* pantau-editor-focus.c */

void pantau_editor_focus_question (PantauEditor *self, const char *name);
void pantau_editor_focus_first_empty (PantauEditor *self);
/* The field with the focus. (nullable) */
PantauFieldView *pantau_editor_get_focused_field (PantauEditor *self);
void pantau_editor_focus_moved (PantauEditor *self);
void pantau_editor_size_changed (PantauEditor *self);
/* Action "editor.next". */
void pantau_editor_go_next (GtkWidget *widget, const char *action, GVariant *parameter);

/* pantau-editor-consequence.c */

/* What law says of the answers so far, beneath the field @after. */
void pantau_editor_add_consequence (PantauEditor *self, GtkWidget *after);
/* The answer @name is another one ("": all are). */
void pantau_editor_answer_changed (PantauEditor *self, const char *name);

/* pantau-editor-incoming.c */

/* The draft's files, and what is similar, for the form that has just come. */
void pantau_editor_show_incoming (PantauEditor *self);
void pantau_editor_files_changed (PantauEditor *self);
void pantau_editor_envelopes_changed (PantauEditor *self);
/* A draft with envelopes or files stays, though nothing is answered. */
void pantau_editor_update_hold (PantauEditor *self);
/* Actions "editor.join" (u) and "editor.dismiss". */
void pantau_editor_join (GtkWidget *widget, const char *action, GVariant *parameter);
void pantau_editor_dismiss (GtkWidget *widget, const char *action, GVariant *parameter);

/* pantau-editor-save.c */

/* Action "editor.save". */
void pantau_editor_record (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
