/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-drafts.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_DRAFT_ROW (pantau_draft_row_get_type ())
/* One draft: what it is about and when it was kept; activated it is opened (win.open-draft). Signal "delete": it is to be put away. */
G_DECLARE_FINAL_TYPE (PantauDraftRow, pantau_draft_row, PANTAU, DRAFT_ROW, AdwActionRow)

/* Copies what it shows of @draft. */
GtkWidget *pantau_draft_row_new (PantauReference *reference,
                                 const PantauUnfinished *draft) G_GNUC_WARN_UNUSED_RESULT;

/* UUID of the draft. (transfer none) */
const char *pantau_draft_row_get_id (PantauDraftRow *self);

G_END_DECLS
