/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form-dialog.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_VERDICT_DIALOG (pantau_verdict_dialog_get_type ())
/*
 * What a desk finds out about a claim: verdict, type of content, legal class, facts, references and the counter-messages, asked together and
 * written by one line. The verdict “hoax” needs the facts. What was typed and not written is kept (pantau_form_dialog_keep_as()).
 */
G_DECLARE_FINAL_TYPE (PantauVerdictDialog, pantau_verdict_dialog, PANTAU, VERDICT_DIALOG, PantauFormDialog)

/*
 * About @record, a hoax (with its values and its timeline): a claim, or what is one by itself. @n_sightings: records that take its label over
 * from it, which the dialog tells. (transfer none): belongs to GTK until it is closed
 */
PantauVerdictDialog *pantau_verdict_dialog_new (GtkWindow *parent,
                                                PantauSession *session,
                                                PantauRecord *record,
                                                guint n_sightings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
