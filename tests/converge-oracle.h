/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/* Every line that @device wrote, as @db has it, is in @all, with its number. */
void oracle_assert_holds (PantauDb *all, PantauDb *db, const char *device);

/*
 * Of each record of which both hold the same lines, both show the same: its row in the list, the values of each field and who set them, steps that do not
 * count, links. Asserts that there are such records.
 */
void oracle_assert_same (PantauDb *one, PantauDb *other);

/*
 * The values of each record's title and severity, worked out once more from the bodies of the lines and from nothing else, are those that are shown, and where they
 * differ the record says so. Returns how many records have a difference.
 */
guint oracle_assert_differences (PantauDb *db);

G_END_DECLS
