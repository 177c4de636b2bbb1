/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Adds what EXIF (from its TIFF header on) says to @claims, as members of JSON (picture-answer.h): taken, lat, lon, make, model, software. What is
 * malformed is left out. Nothing of the owner's name, of comments or of small pictures inside.
 */
void picture_claims_add_exif (GString *claims, const guint8 *exif, gsize length);

/* "2024-02-14T06:15:00" and @zone (nullable: "+07:00") behind it, of "2024:02:14 06:15:00"; nothing for anything else. */
void picture_claims_add_taken (GString *claims, const char *said, const char *zone);
