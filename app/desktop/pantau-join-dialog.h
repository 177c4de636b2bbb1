/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_JOIN_DIALOG (pantau_join_dialog_get_type ())
/*
 * Finds the claim that a hoax is a sighting of: similar ones first, any other by the words of the search; and joins both. Nothing of either is
 * lost: the link can be taken back.
 *
 * Signal "joined" (const char *claim): the link is durable; the dialog closes.
 */
G_DECLARE_FINAL_TYPE (PantauJoinDialog, pantau_join_dialog, PANTAU, JOIN_DIALOG, AdwWindow)

/* About @record, a hoax (with its values). (transfer none): belongs to GTK until it is closed */
PantauJoinDialog *pantau_join_dialog_new (GtkWindow *parent,
                                          PantauSession *session,
                                          PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
