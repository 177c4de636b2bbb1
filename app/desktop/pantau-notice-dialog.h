/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_NOTICE_DIALOG (pantau_notice_dialog_get_type ())
/*
 * Of what somebody wants to be told on the desktop, and when not (pantau-notice-rules.h). Whatever is chosen is kept at once.
 *
 * Property "session" (construct only).
 */
G_DECLARE_FINAL_TYPE (PantauNoticeDialog, pantau_notice_dialog, PANTAU, NOTICE_DIALOG, AdwWindow)

GtkWidget *pantau_notice_dialog_new (GtkWindow *parent,
                                     PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
