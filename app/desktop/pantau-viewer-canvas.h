/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_VIEWER_CANVAS (pantau_viewer_canvas_get_type ())
/*
 * A picture that fills what room it has, and can be enlarged: by the wheel, by two fingers, by Ctrl with plus, minus and 0, or by
 * pantau_viewer_canvas_zoom(); what is larger than the room is moved by dragging or by the arrows. Which pixels it draws may change (more of them, once it is enlarged) without anything moving.
 *
 * Signal "zoomed" (no arguments): the size at which it is drawn changed, see pantau_viewer_canvas_get_side().
 */
G_DECLARE_FINAL_TYPE (PantauViewerCanvas, pantau_viewer_canvas, PANTAU, VIEWER_CANVAS, GtkWidget)

/*
 * Shows another picture of @width × @height pixels, as a whole; 0 × 0: none. Its texture may come later. @is_scalable: it has no pixels of its own (a page
 * of a document), and fills the room however small it says it is.
 */
void pantau_viewer_canvas_set_size (PantauViewerCanvas *self,
                                    double width,
                                    double height,
                                    gboolean is_scalable);

/* Whether the wheel enlarges it without Ctrl: not where it stands in what is scrolled. */
void pantau_viewer_canvas_set_takes_wheel (PantauViewerCanvas *self, gboolean takes_wheel);

/* (nullable): pixels of it, as many as there are by now */
void pantau_viewer_canvas_set_texture (PantauViewerCanvas *self, GdkTexture *texture);

/* On the longer side, in pixels of the screen: how many of its own would be drawn one by one. */
double pantau_viewer_canvas_get_side (PantauViewerCanvas *self);

/* Enlarges around the middle by @factor (less than 1: shrinks), no smaller than the room and no larger than eight times its own pixels. */
void pantau_viewer_canvas_zoom (PantauViewerCanvas *self, double factor);
/* Back to the whole of it. */
void pantau_viewer_canvas_fit (PantauViewerCanvas *self);
/* 1: as a whole. */
double pantau_viewer_canvas_get_zoom (PantauViewerCanvas *self);

G_END_DECLS
