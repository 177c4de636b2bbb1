/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-identity-parts.h"
#include "pantau-identity.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_IDENTITY_PICTURE_ROW (pantau_identity_picture_row_get_type ())
/*
 * The line of an identity that takes a copy of the card: its button asks for a file, which is read in a thread. The file stays where it is, is copied nowhere else, and does
 * not appear among the recently used ones; the copy lies in secure memory.
 *
 * Property "choosing" (read-only): somebody looks for a file just now, in another window.
 * Signals: "changed": another copy is taken in; "fault" (nullable message): why a file was not, or NULL where nothing is wrong any more.
 */
G_DECLARE_FINAL_TYPE (PantauIdentityPictureRow,
                      pantau_identity_picture_row,
                      PANTAU,
                      IDENTITY_PICTURE_ROW,
                      AdwActionRow)

/* @part: (transfer none), stays as long as the reference data. */
GtkWidget *
pantau_identity_picture_row_new (const PantauIdentityPart *part) G_GNUC_WARN_UNUSED_RESULT;

/* The property of that name. */
gboolean pantau_identity_picture_row_is_choosing (PantauIdentityPictureRow *self);

/* Puts the copy, where there is one, into @identity too. */
void pantau_identity_picture_row_add_to (PantauIdentityPictureRow *self, PantauIdentity *identity);

/* Wipes the copy, for good: what is still being read is thrown away. */
void pantau_identity_picture_row_wipe (PantauIdentityPictureRow *self);

G_END_DECLS
