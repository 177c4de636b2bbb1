/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-files-part.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_DISCLOSE_DIALOG (pantau_disclose_dialog_get_type ())
/*
 * Before Pemprov gets a file of an open hoax: what it will see, whether a masked copy goes in the file's place, and why it is opened. What was
 * opened is not taken back, so nothing goes before both are said. Closes when it is durable; a refusal is told in it.
 */
G_DECLARE_FINAL_TYPE (
    PantauDiscloseDialog, pantau_disclose_dialog, PANTAU, DISCLOSE_DIALOG, AdwWindow)

/* @file is copied from. (transfer none): belongs to GTK until it is closed */
PantauDiscloseDialog *
pantau_disclose_dialog_new (GtkWindow *parent,
                            PantauSession *session,
                            const char *record,
                            const PantauFileItem *file) G_GNUC_WARN_UNUSED_RESULT;

/* The masked copy, as the chooser gives it. */
void pantau_disclose_dialog_set_copy (PantauDiscloseDialog *self, GFile *copy);

G_END_DECLS
