/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-access-blob.h"
#include "province.h"

G_BEGIN_DECLS

/* Table `named`: which lines name which files, and so who may bring and fetch them. */

/* The writer's, in its transaction: the files that the line of row @n names. */
gboolean pantau_named_note (PantauDb *db, const PantauEntry *entry, gint64 n, GError **error);

/* May @device fetch the file @hash? The most that a line lets it. FALSE only for trouble with the database. */
gboolean pantau_named_may_fetch (PantauDb *db,
                                 const PantauDevice *device,
                                 const char *hash,
                                 gboolean is_envelope,
                                 PantauFetch *may,
                                 GError **error);

/*
 * May @device bring the file @hash? Where a line that it may read names it: to all others it is not told whether anybody has
 * named it, for who holds a copy of a photo could otherwise ask whether it was handed in.
 */
gboolean pantau_named_may_bring (
    PantauDb *db, const PantauDevice *device, const char *hash, gboolean *may, GError **error);

G_END_DECLS
