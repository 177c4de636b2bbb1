/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WINDOW (pantau_window_get_type ())
/*
 * The window on one home: sidebar, list, record, editor, sync; the ribbon LATIHAN; the state of sync always in sight.
 *
 * Its verbs, which every page activates by name (gtk_widget_activate_action()):
 *
 *   win.new-record (s)   the editor for a new record of this kind
 *   win.open-record (s)  the page of the record with this UUID
 *   win.edit-record (s)  the editor on it
 *   win.open-draft (s)   the editor on this draft
 *   win.show (s)         "all", a kind's code, "drafts", "differences", "sync", or "query:TEXT" (a saved filter)
 *   win.search           to the search entry of the list
 *   win.back             one step back, as Escape and Alt+Left
 *   win.sync             sync now
 *   win.paste            what is in the clipboard becomes a hoax
 *   win.choose-kind      the menu of kinds, for a new record
 *   win.toggle-sidebar   shows or hides the sidebar
 *   win.enroll           the enrolment dialog
 *   win.rekey            another key for this laptop, after a question; only where it is enrolled
 *   win.print-form       the empty official form, to a printer
 *   win.save-form        the same as a PDF
 *   win.notices          of what one wants to be told on the desktop
 *   win.toast (s)        a short message
 *
 * Properties "session" (construct only), "person-text" (who works here, in one line), "narrow" (sidebar and content take turns).
 */
G_DECLARE_FINAL_TYPE (PantauWindow, pantau_window, PANTAU, WINDOW, AdwApplicationWindow)

PantauWindow *pantau_window_new (GtkApplication *application,
                                 PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) */
PantauSession *pantau_window_get_session (PantauWindow *self);

/* Where one is: as win.show takes it, or "record:UUID", "editor", "welcome". */
const char *pantau_window_get_place (PantauWindow *self);
/* Begins at such a place; "editor" goes on with the newest draft. */
void pantau_window_begin_at (PantauWindow *self, const char *place);

/* The enrolment dialog; with what @file (nullable), an invitation, says. */
void pantau_window_enroll_from (PantauWindow *self, GFile *file);

/* Takes courier files in: @files (of GFile *). */
void pantau_window_take_courier (PantauWindow *self, GPtrArray *files);

/* Reads files with early warnings, on their page: likewise. */
void pantau_window_take_warnings (PantauWindow *self, GPtrArray *files);

G_END_DECLS
