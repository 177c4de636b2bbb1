/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-warning-impact.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WARNING_ROW (pantau_warning_row_get_type ())
/*
 * A kecamatan that a warning strikes, with what is there and a tick: whether a risk is to be opened for it. Activated it leads to the open risks there.
 *
 * Signal "toggled": a person ticked it, or took the tick away.
 */
G_DECLARE_FINAL_TYPE (PantauWarningRow, pantau_warning_row, PANTAU, WARNING_ROW, GtkListBoxRow)

/* @may_open: there is something to tick; where a risk was opened already, or none can be, there is not. Copies what it shows. */
void pantau_warning_row_set (PantauWarningRow *self,
                             PantauReference *reference,
                             const PantauWarningPlace *place,
                             gboolean may_open,
                             gboolean is_ticked);

/* (transfer none): the code of the kecamatan; "" before it was set */
const char *pantau_warning_row_get_kecamatan (PantauWarningRow *self);
gboolean pantau_warning_row_get_ticked (PantauWarningRow *self);

G_END_DECLS
