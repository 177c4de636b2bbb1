/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_STICK_CARD (pantau_stick_card_get_type ())
/*
 * What travels by USB stick, on the sync page: what left so and has no receipt yet, what is carried for others, the last files; and the buttons for more of
 * them (win.courier-write, win.courier-read, win.courier-card).
 *
 * Property "session" (nullable).
 */
G_DECLARE_FINAL_TYPE (PantauStickCard, pantau_stick_card, PANTAU, STICK_CARD, GtkWidget)

G_END_DECLS
