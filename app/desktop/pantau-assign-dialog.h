/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"
#include "pantau-triage.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ASSIGN_DIALOG (pantau_assign_dialog_get_type ())
/* Asks to whom records are given, and why. Responses "cancel" and "assign"; the latter once somebody is chosen. */
G_DECLARE_FINAL_TYPE (
    PantauAssignDialog, pantau_assign_dialog, PANTAU, ASSIGN_DIALOG, AdwMessageDialog)

/* @n: how many records. (transfer none): belongs to GTK until it is closed */
PantauAssignDialog *pantau_assign_dialog_new (GtkWindow *parent,
                                              PantauSession *session,
                                              guint n) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable): who is chosen */
const PantauColleague *pantau_assign_dialog_get_colleague (PantauAssignDialog *self);
/* Without blanks at its ends. (transfer full) */
char *pantau_assign_dialog_dup_reason (PantauAssignDialog *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
