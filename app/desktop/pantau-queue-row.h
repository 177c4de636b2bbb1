/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-files-queue.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_QUEUE_ROW (pantau_queue_row_get_type ())
/* A file that the province does not have yet: what it is, of which record, how far it came, and why it does not go. Activating it opens the record. */
G_DECLARE_FINAL_TYPE (PantauQueueRow, pantau_queue_row, PANTAU, QUEUE_ROW, GtkListBoxRow)

/* @moving: bytes that the province has, of a file that is on its way just now; -1 for another one. */
void pantau_queue_row_set (PantauQueueRow *self, const PantauQueuedFile *file, goffset moving);

G_END_DECLS
