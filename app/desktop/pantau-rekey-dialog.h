/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_REKEY_DIALOG (pantau_rekey_dialog_get_type ())
/*
 * Before a home gets another key (pantau-rekey.h): when that is right, what happens then and what stays. Nothing is done by the dialog itself.
 *
 * Signal "confirmed": the person wants it. The dialog closes after it; let the window below live until then.
 */
G_DECLARE_FINAL_TYPE (PantauRekeyDialog, pantau_rekey_dialog, PANTAU, REKEY_DIALOG, AdwWindow)

GtkWidget *pantau_rekey_dialog_new (GtkWindow *parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
