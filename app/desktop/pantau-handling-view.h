/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-record-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_HANDLING_VIEW (pantau_handling_view_get_type ())
/* The part of a record's page on its handling: time limits, reviews, treatments, to whom it was forwarded, what Pemprov is told, and records beside it. */
G_DECLARE_FINAL_TYPE (PantauHandlingView, pantau_handling_view, PANTAU, HANDLING_VIEW, GtkWidget)

/* Shows @handling in place. @rights: (nullable) until they are known: then nothing is offered */
void pantau_handling_view_set (PantauHandlingView *self,
                               const PantauHandling *handling,
                               const PantauRecordRights *rights);

G_END_DECLS
