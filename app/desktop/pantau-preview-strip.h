/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-part.h"
#include "pantau-previews.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PREVIEW_STRIP (pantau_preview_strip_get_type ())
/*
 * Those files of a record that have a look, beside each other: arrows go along them, Enter or a click opens one in the viewer by the action
 * "files.view" ("s", a hash). Out of sight where there are none.
 */
G_DECLARE_FINAL_TYPE (PantauPreviewStrip, pantau_preview_strip, PANTAU, PREVIEW_STRIP, GtkWidget)

/* What stays from one time to the next is not drawn anew. */
void pantau_preview_strip_set (PantauPreviewStrip *self,
                               PantauPreviews *previews,
                               const PantauFilesPart *part);

G_END_DECLS
