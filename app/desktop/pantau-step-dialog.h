/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form-dialog.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_STEP_DIALOG (pantau_step_dialog_get_type ())
/*
 * What a step of status, or another origin of a case, needs and the record does not say yet, asked in one dialog with the reason where one is
 * asked. An answer may make others needed, which then appear. It writes answers and step together.
 */
G_DECLARE_FINAL_TYPE (PantauStepDialog, pantau_step_dialog, PANTAU, STEP_DIALOG, PantauFormDialog)

/*
 * To take @record (with its values and its timeline) to @status; where that is NULL its origin becomes @origin (nullable). NULL where there is
 * nothing to ask: an ordinary step, or one that only wants a reason that begins empty. (transfer none): belongs to GTK until it is closed
 */
PantauStepDialog *pantau_step_dialog_new (GtkWindow *parent,
                                          PantauSession *session,
                                          PantauRecord *record,
                                          const char *status,
                                          const char *origin) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
