/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"
#include "pantau-viewer-file.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_VIEWER (pantau_viewer_get_type ())
/*
 * Looks at the files of a record, one after the other: pictures and the first pages of PDFs large, of all others the icon; beside them what is known, what
 * the file says of itself and its chain of custody. Verbs: "viewer.next", "viewer.previous", "viewer.zoom-in", "viewer.zoom-out", "viewer.zoom-fit",
 * "viewer.side", "viewer.open" (with another program, as the page of the record does it), "viewer.close".
 */
G_DECLARE_FINAL_TYPE (PantauViewer, pantau_viewer, PANTAU, VIEWER, AdwWindow)

/*
 * @files: of PantauViewerFile (transfer full), at least one; @hash: which is shown first. @origin: from where "page.open-file" is called; the viewer
 * goes with its window.
 */
PantauViewer *pantau_viewer_new (GtkWidget *origin,
                                 PantauSession *session,
                                 const char *record,
                                 GPtrArray *files,
                                 const char *hash);


/* How much it is enlarged; 1: as a whole. */
double pantau_viewer_get_zoom (PantauViewer *self);

G_END_DECLS
