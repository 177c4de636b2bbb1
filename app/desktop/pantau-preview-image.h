/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-previews.h"

G_BEGIN_DECLS

/* Pixels on the longer side of what it asks for, twice what it is wide: sharp on a screen of twice the points too. */
#define PANTAU_PREVIEW_IMAGE_SIDE 256

#define PANTAU_TYPE_PREVIEW_IMAGE (pantau_preview_image_get_type ())
/*
 * How a file looks, small: drawn when it comes on the screen. Until then, and where it cannot be drawn, the icon of its sort; a damaged file is told
 * by an icon and a tooltip. To screen readers it is a picture with the file's name.
 */
G_DECLARE_FINAL_TYPE (PantauPreviewImage, pantau_preview_image, PANTAU, PREVIEW_IMAGE, GtkWidget)

/*
 * Shows the file @hash. @previews (nullable): NULL leaves it at the icon, for sorts that have no preview and for files that are not here. @name: what
 * the file is called.
 */
void pantau_preview_image_set (PantauPreviewImage *self,
                               PantauPreviews *previews,
                               const char *hash,
                               const char *icon,
                               const char *name);

/* Whether it is drawn; whether it never will be. */
gboolean pantau_preview_image_is_drawn (PantauPreviewImage *self);
gboolean pantau_preview_image_is_damaged (PantauPreviewImage *self);

G_END_DECLS
