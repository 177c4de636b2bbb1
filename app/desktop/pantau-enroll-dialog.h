/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ENROLL_DIALOG (pantau_enroll_dialog_get_type ())
/*
 * Enrolment: the code from the Bawaslu office typed or pasted, or an invitation file; then who one is to the province. What was recorded before goes there
 * afterwards; where it would go to a province for practice, it asks first.
 */
G_DECLARE_FINAL_TYPE (PantauEnrollDialog, pantau_enroll_dialog, PANTAU, ENROLL_DIALOG, AdwWindow)

GtkWidget *pantau_enroll_dialog_new (GtkWindow *parent,
                                     PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* Reads @file, an invitation, in a thread, and fills in what it says. */
void pantau_enroll_dialog_read (PantauEnrollDialog *self, GFile *file);

G_END_DECLS
