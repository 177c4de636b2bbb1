/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form-dialog.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ACT_DIALOG (pantau_act_dialog_get_type ())
/*
 * Asks what an act on a record needs, and does it: forwarding, an answer, a treatment and its progress, a risk that has come true, a review,
 * a release. What was typed and not done is kept (pantau_form_dialog_keep_as()).
 *
 * Signal "done" (const char *entry, JsonObject *answers): the entry is durable; the dialog closes. @entry: its id, nullable.
 */
G_DECLARE_FINAL_TYPE (PantauActDialog, pantau_act_dialog, PANTAU, ACT_DIALOG, PantauFormDialog)

/* @entry (nullable): id of the forward that is answered, of the treatment that goes on. */
PantauActDialog *pantau_act_dialog_new (GtkWindow *parent,
                                        PantauSession *session,
                                        PantauAct act,
                                        PantauRecord *record,
                                        const char *entry);

/* What it begins with, {name: value}, where nobody answered otherwise. */
void pantau_act_dialog_begin (PantauActDialog *self, JsonObject *answers);
/* One sentence (nullable) that should be known before, and hinders nobody. */
void pantau_act_dialog_set_warning (PantauActDialog *self, const char *text);
/* Whom an officer is to reach; before an ask can be saved. */
void pantau_act_dialog_set_person (PantauActDialog *self, const char *person, guint ordinal);

G_END_DECLS
