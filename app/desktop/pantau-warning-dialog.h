/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WARNING_DIALOG (pantau_warning_dialog_get_type ())
/* From where early warnings are fetched, and how often by themselves. What is chosen is kept by its answer; a wrong address cannot be. */
G_DECLARE_FINAL_TYPE (
    PantauWarningDialog, pantau_warning_dialog, PANTAU, WARNING_DIALOG, AdwMessageDialog)

GtkWidget *pantau_warning_dialog_new (GtkWindow *parent,
                                      PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
