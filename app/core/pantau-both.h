/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*PantauBothFunc) (gpointer data);

/*
 * Calls both and returns when both have ended: @other in a thread of its own, so neither may write what the other reads. Where the machine gives no
 * further thread, one after the other.
 */
void pantau_both (PantauBothFunc own, gpointer own_data, PantauBothFunc other, gpointer other_data);

G_END_DECLS
