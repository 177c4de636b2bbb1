/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-profile.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PROFILE_ROW (pantau_profile_row_get_type ())
/*
 * One person of this laptop, to be chosen: name, what they are and where, whether it is practice, when it was used last.
 *
 * Properties "person", "details", "used", "practice": what it shows; all construct only.
 */
G_DECLARE_FINAL_TYPE (PantauProfileRow, pantau_profile_row, PANTAU, PROFILE_ROW, GtkListBoxRow)

/* @now in Unix seconds. */
GtkWidget *pantau_profile_row_new (const PantauProfile *profile,
                                   PantauReference *reference,
                                   gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/* The name of the profile. */
const char *pantau_profile_row_get_name (PantauProfileRow *self);

G_END_DECLS
