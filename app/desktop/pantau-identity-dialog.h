/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-identity-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_IDENTITY_DIALOG (pantau_identity_dialog_get_type ())
/*
 * Types who a reporter or a witness is. Within two seconds what stands in it is sealed as a fresh envelope, and nothing else of it is ever kept. Letters are
 * hidden while another window has the keyboard; after a minute without a key, or as long in another window, the dialog seals what it has, wipes it and closes.
 *
 * Properties: "patience" (construct or later, milliseconds without a key until it closes).
 */
G_DECLARE_FINAL_TYPE (
    PantauIdentityDialog, pantau_identity_dialog, PANTAU, IDENTITY_DIALOG, AdwWindow)

/* @standing: whom it is sealed to, read already. @kind: of the record. @again: an envelope is there, which what is typed now will replace. */
PantauIdentityDialog *pantau_identity_dialog_new (GtkWindow *parent,
                                                  PantauSession *session,
                                                  const PantauSealPlace *place,
                                                  const PantauSealStanding *standing,
                                                  const char *kind,
                                                  gboolean again);

/* One or two sentences: to whom is sealed. (transfer full) */
char *
pantau_identity_dialog_recipients (const PantauSealStanding *standing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
