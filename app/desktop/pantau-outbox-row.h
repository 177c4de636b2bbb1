/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-outbox.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_OUTBOX_ROW (pantau_outbox_row_get_type ())
/* A line that waits on this laptop; opens its record. */
G_DECLARE_FINAL_TYPE (PantauOutboxRow, pantau_outbox_row, PANTAU, OUTBOX_ROW, GtkListBoxRow)

/* @now: Unix seconds. */
void pantau_outbox_row_set (PantauOutboxRow *self, const PantauOutboxLine *line, gint64 now);

G_END_DECLS
