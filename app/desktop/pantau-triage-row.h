/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-triage-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_TRIAGE_ROW (pantau_triage_row_get_type ())
/* How a record stands in the queue: how urgent it is and why, what it is about, who looks after it, and what must be settled. */
G_DECLARE_FINAL_TYPE (PantauTriageRow, pantau_triage_row, PANTAU, TRIAGE_ROW, GtkWidget)

GtkWidget *pantau_triage_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Shows @line (nullable) and follows it. */
void pantau_triage_row_set (PantauTriageRow *self,
                            PantauReference *reference,
                            PantauTriageLine *line,
                            gint64 clock_error);
PantauTriageLine *pantau_triage_row_get_line (PantauTriageRow *self); /* (nullable) */

G_END_DECLS
