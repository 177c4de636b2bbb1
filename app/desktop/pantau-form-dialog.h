/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FORM_DIALOG (pantau_form_dialog_get_type ())
/*
 * Some questions about a record, answered and written together. What is wrong is told all at once, each beside its question, and what is about
 * the whole above them; a refused dialog stays open with all that was typed. While it is written nothing can be changed, and it does not close.
 *
 * A subclass says which questions there are and what is written. Its own parts stand in its template as `<child type="lead">`, above the
 * questions, and `<child type="tail">`, below them.
 *
 * Properties: "subtitle", what it is about, such as the record's title; "verb", the label of the button; "readers", one sentence on who will
 * read it.
 */
G_DECLARE_DERIVABLE_TYPE (PantauFormDialog, pantau_form_dialog, PANTAU, FORM_DIALOG, AdwWindow)

struct _PantauFormDialogClass
{
  AdwWindowClass parent_class;

  /* Adds the next @some fields (or more) that are needed and not made yet. TRUE while there are others */
  gboolean (*make_fields) (PantauFormDialog *self, guint some);
  /* Everything that was typed is taken: judge it, then show its faults or begin to write it. */
  void (*save) (PantauFormDialog *self);
};

/* --- For whoever opens one --- */

/* Shows it. Where it keeps what is typed, what was typed into an earlier one and not written is there again. */
void pantau_form_dialog_present (PantauFormDialog *self);

/* The record that it asks about. (transfer none) */
PantauRecord *pantau_form_dialog_get_record (PantauFormDialog *self);

/* --- For subclasses --- */

/* Once, before all others: @form is asked about @record. */
void pantau_form_dialog_set_up (PantauFormDialog *self,
                                PantauSession *session,
                                PantauRecord *record,
                                PantauForm *form);
PantauSession *pantau_form_dialog_get_session (PantauFormDialog *self);
PantauForm *pantau_form_dialog_get_form (PantauFormDialog *self);

/*
 * What is typed and not written is kept for the next dialog about the same record with the same @name: @in_home, or, where it may come near to an
 * identity, in memory alone while the session lasts.
 */
void pantau_form_dialog_keep_as (PantauFormDialog *self, const char *name, gboolean in_home);

/* Makes the first fields now and the others in later turns of the main loop: all of them at once would hold the window. */
void pantau_form_dialog_begin (PantauFormDialog *self);
/* Other fields may be needed now: make_fields() is asked in a later turn. */
void pantau_form_dialog_queue_fields (PantauFormDialog *self);
void pantau_form_dialog_add_field (PantauFormDialog *self, GtkWidget *field);
/* The field of the question @name, after the field @after (nullable: it comes first). */
void pantau_form_dialog_move_field (PantauFormDialog *self, GtkWidget *field, GtkWidget *after);

/* The focus goes to the first question, or to the first that has no answer. FALSE where there is none */
gboolean pantau_form_dialog_focus_first (PantauFormDialog *self);
void pantau_form_dialog_focus_first_empty (PantauFormDialog *self);

/* @faults: of PantauFault; none takes away what was told of the whole. The focus goes to the first question that has one. */
void pantau_form_dialog_show_faults (PantauFormDialog *self, GPtrArray *faults);

/*
 * Writes by @func, with @data as of pantau_session_write(), and closes. @func returns an array of PantauFault (transfer full): none where it is
 * written; NULL with its error where it failed as a whole.
 */
void pantau_form_dialog_write (PantauFormDialog *self,
                               PantauWriteFunc func,
                               gpointer data,
                               GDestroyNotify free_data);

/* The same for who writes by other means: locks the dialog until pantau_form_dialog_end_saving(). */
void pantau_form_dialog_begin_saving (PantauFormDialog *self);
/*
 * TRUE where it is written: then pantau_form_dialog_finish(). Else what hinders it is shown. @faults, @error (both nullable) as @func of
 * pantau_form_dialog_write() gives them.
 */
gboolean
pantau_form_dialog_end_saving (PantauFormDialog *self, GPtrArray *faults, const GError *error);
/* Closes it; nothing is kept of what was typed. */
void pantau_form_dialog_finish (PantauFormDialog *self);

G_END_DECLS
