/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-courier-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_COURIER_RESULT (pantau_courier_result_get_type ())
/*
 * How a courier file that was written or read ended: what was in it, by whom, what a person must know. Its buttons do "courier.print" and
 * "courier.choose" of the dialog around it.
 */
G_DECLARE_FINAL_TYPE (PantauCourierResult, pantau_courier_result, PANTAU, COURIER_RESULT, GtkWidget)

/* @summaries: (element-type PantauCourierSummary), of each file so far; @error (nullable): of the one that failed; @has_note: there is one to be printed. */
void pantau_courier_result_show (PantauCourierResult *self,
                                 PantauCourierJob job,
                                 GPtrArray *summaries,
                                 const GError *error,
                                 gboolean has_note);

/* The note, where there is one. FALSE where there is none. */
gboolean pantau_courier_result_focus (PantauCourierResult *self);

G_END_DECLS
