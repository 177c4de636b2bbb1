/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"
#include "pantau-store-identity.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_REVEAL_DIALOG (pantau_reveal_dialog_get_type ())
/*
 * Opens a sealed identity: asks for the reason, writes it down, waits until the province has confirmed that, and then shows what is in the envelope for at most
 * five minutes. Nothing can be selected or copied; it is wiped when the time is over, when the dialog closes, after a minute in another window, and
 * when the screen is locked.
 */
G_DECLARE_FINAL_TYPE (PantauRevealDialog, pantau_reveal_dialog, PANTAU, REVEAL_DIALOG, AdwWindow)

/* @record: with its values, for the official form. */
PantauRevealDialog *pantau_reveal_dialog_new (GtkWindow *parent,
                                              PantauSession *session,
                                              PantauRecord *record,
                                              const PantauSealed *sealed);

/* What counts the time, for tests: microseconds that go on while the laptop sleeps. NULL: the system's. */
typedef gint64 (*PantauRevealClock) (void);
void pantau_reveal_dialog_set_clock (PantauRevealDialog *self, PantauRevealClock clock);

G_END_DECLS
