/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-join-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_JOIN_ROW (pantau_join_row_get_type ())
/* A claim that may be chosen: its title, its label, where it is and why it is offered. */
G_DECLARE_FINAL_TYPE (PantauJoinRow, pantau_join_row, PANTAU, JOIN_ROW, GtkListBoxRow)

void pantau_join_row_set (PantauJoinRow *self, const PantauJoinCandidate *candidate);
const char *pantau_join_row_get_claim (PantauJoinRow *self); /* UUID */
const char *pantau_join_row_get_title (PantauJoinRow *self);

G_END_DECLS
