/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-file-claims.h"
#include "pantau-session.h"
#include "pantau-viewer-file.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_VIEWER_SIDE (pantau_viewer_side_get_type ())
/*
 * Beside a file in the viewer: what is known of it, what it says of itself, and its chain of custody. The second is kept apart from the first: whoever has
 * the file can write it.
 */
G_DECLARE_FINAL_TYPE (PantauViewerSide, pantau_viewer_side, PANTAU, VIEWER_SIDE, GtkWidget)

/* Another file of @record; its chain is read in the reading thread. What it says of itself is what its line has of that, until it is set. */
void pantau_viewer_side_set_file (PantauViewerSide *self,
                                  PantauSession *session,
                                  const char *record,
                                  const PantauViewerFile *file);

/* What the file itself was found to say. NULL, or nothing of interest: what was there stays. */
void pantau_viewer_side_set_claims (PantauViewerSide *self, const PantauFileClaims *claims);

G_END_DECLS
