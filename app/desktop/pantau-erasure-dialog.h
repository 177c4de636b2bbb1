/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ERASURE_DIALOG (pantau_erasure_dialog_get_type ())
/*
 * Asks for the erasure of a record's content by law, as one of the two persons whom it takes: what is lost, what stays, reason, legal basis, and
 * a word that one means it. Its response is "erase" or "cancel".
 */
G_DECLARE_FINAL_TYPE (
    PantauErasureDialog, pantau_erasure_dialog, PANTAU, ERASURE_DIALOG, AdwMessageDialog)

/*
 * @pending (nullable): of PantauRedaction, what others asked for of the same record; where somebody has, this is the second person, and
 * the dialog says so.
 */
PantauErasureDialog *pantau_erasure_dialog_new (GtkWindow *parent, GPtrArray *pending);

/* What was answered. (transfer full) */
char *pantau_erasure_dialog_dup_reason (PantauErasureDialog *self) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_erasure_dialog_dup_basis (PantauErasureDialog *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
