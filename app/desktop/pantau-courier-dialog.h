/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-courier-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_COURIER_DIALOG (pantau_courier_dialog_get_type ())
/*
 * Writes a courier file, or takes some in: what is to be written is chosen first, then it tells how far it is, and at last what was in it, with the
 * hand-over note to print. Each dialog does one thing once; what failed is told in it, and may be tried again.
 */
G_DECLARE_FINAL_TYPE (PantauCourierDialog, pantau_courier_dialog, PANTAU, COURIER_DIALOG, AdwWindow)

PantauCourierDialog *pantau_courier_dialog_new (GtkWindow *parent,
                                                PantauSession *session,
                                                PantauCourierJob job) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the file by which a home without any signal asks to be enrolled. */
PantauCourierDialog *
pantau_courier_dialog_new_for_enrolment (GtkWindow *parent,
                                         PantauSession *session,
                                         const PantauCourierJoin *join) G_GNUC_WARN_UNUSED_RESULT;

/* Begins with @files (of GFile *) instead of asking for them; what is on no disk of this laptop is told. */
void pantau_courier_dialog_begin (PantauCourierDialog *self, GPtrArray *files);

/* Shows it; where nothing is to be chosen first, by asking for the file at once. */
void pantau_courier_dialog_present (PantauCourierDialog *self);

G_END_DECLS
