/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_MEDIUM_DIALOG (pantau_medium_dialog_get_type ())
/*
 * Asks where a file is kept that is too large to be sent, so that its hash can be recorded. Responses "cancel" and "take"; the latter only with a text that a
 * line may say (pantau_attachment_check_medium()): what is wrong with it stands below the entry.
 */
G_DECLARE_FINAL_TYPE (
    PantauMediumDialog, pantau_medium_dialog, PANTAU, MEDIUM_DIALOG, AdwMessageDialog)

/* @name: what people call the file. (transfer none): belongs to GTK until it is closed */
PantauMediumDialog *pantau_medium_dialog_new (GtkWindow *parent,
                                              const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* As a line may say it. (transfer full): NULL where it may not */
char *pantau_medium_dialog_dup_medium (PantauMediumDialog *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
