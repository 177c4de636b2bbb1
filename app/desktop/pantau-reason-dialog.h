/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_REASON_DIALOG (pantau_reason_dialog_get_type ())
/* Asks why before a step that others will want explained. Responses "cancel" and "take"; the latter only with a reason. */
G_DECLARE_FINAL_TYPE (
    PantauReasonDialog, pantau_reason_dialog, PANTAU, REASON_DIALOG, AdwMessageDialog)

/* @status: the step's name in the program's language. */
PantauReasonDialog *pantau_reason_dialog_new (GtkWindow *parent,
                                              const char *status) G_GNUC_WARN_UNUSED_RESULT;

/* Before another act: @heading is the question, @verb the button. */
PantauReasonDialog *pantau_reason_dialog_new_for (GtkWindow *parent,
                                                  const char *heading,
                                                  const char *verb) G_GNUC_WARN_UNUSED_RESULT;

/* Without blanks at its ends. (transfer full) */
char *pantau_reason_dialog_dup_reason (PantauReasonDialog *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
