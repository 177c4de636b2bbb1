/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-record-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SEALED_VIEW (pantau_sealed_view_get_type ())
/* The part of a record's page on reporters and witnesses: which envelopes there are, what officers were asked, and who may do what about it. */
G_DECLARE_FINAL_TYPE (PantauSealedView, pantau_sealed_view, PANTAU, SEALED_VIEW, GtkWidget)

/* Shows @part in place. @rights: (nullable) until they are known: then nothing is offered */
void pantau_sealed_view_set (PantauSealedView *self,
                             const PantauSealedPart *part,
                             const PantauRecordRights *rights);

G_END_DECLS
