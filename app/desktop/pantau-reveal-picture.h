/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_REVEAL_PICTURE (pantau_reveal_picture_get_type ())
/*
 * The picture of an identity card, of an envelope that is open just now. It can be looked at and enlarged (pantau-viewer-canvas.h), and neither copied nor
 * dragged away. Its pixels are wiped when it goes: take it out of the window, and it is gone.
 */
G_DECLARE_FINAL_TYPE (
    PantauRevealPicture, pantau_reveal_picture, PANTAU, REVEAL_PICTURE, GtkListBoxRow)

/* @label: what the part is called; @copy: JPEG, PNG, WebP or PDF. It is drawn by a process of its own, off the main loop. */
GtkWidget *pantau_reveal_picture_new (const char *label, GBytes *copy);

/* Whether it is drawn by now. */
gboolean pantau_reveal_picture_is_drawn (PantauRevealPicture *self);

G_END_DECLS
