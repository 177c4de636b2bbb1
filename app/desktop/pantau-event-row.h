/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-story.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_EVENT_ROW (pantau_event_row_get_type ())
/* One event in the history of a record. */
G_DECLARE_FINAL_TYPE (PantauEventRow, pantau_event_row, PANTAU, EVENT_ROW, GtkListBoxRow)

void pantau_event_row_set (PantauEventRow *self, const PantauStoryItem *item);

G_END_DECLS
