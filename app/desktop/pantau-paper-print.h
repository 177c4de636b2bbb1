/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-paper-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* Printer and file for the official form. Failures are told by "win.toast" of @window. */

/* The empty form, by the printing dialog. */
void pantau_paper_print_blank (GtkWindow *window, PantauSession *session);

/* The empty form, as a PDF where the person says. */
void pantau_paper_save_blank (GtkWindow *window, PantauSession *session);

/*
 * @form (transfer full) by the printing dialog; it is freed, and its identities wiped, once the printing system has it. Never shown as a preview, since that would be
 * a file.
 */
void pantau_paper_print_form (GtkWindow *window, PantauPaperForm *form);

/* The same of @record (with its values), filled in with one person whose envelope was opened. @identity: (transfer full) */
void pantau_paper_print_record (GtkWindow *window,
                                PantauSession *session,
                                PantauRecord *record,
                                const char *person,
                                PantauIdentity *identity);

G_END_DECLS
