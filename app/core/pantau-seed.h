/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * Makes realistic records for practice, tests and benchmarks: the same seed and the same reference
 * data give the same records for ever on every machine. They name real villages and no person.
 */
typedef struct _PantauSeed PantauSeed;

/*
 * @region: code within which the records lie (nullable: everywhere; so too where our edition has no
 * village under it). @newest: Unix seconds; events lie in the 60 days before. Keeps a reference on
 * @reference.
 */
PantauSeed *pantau_seed_new (PantauReference *reference,
                             guint64 seed,
                             const char *region,
                             gint64 newest) G_GNUC_WARN_UNUSED_RESULT;
void pantau_seed_free (PantauSeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSeed, pantau_seed_free)

/*
 * The next record. Sets @kind to its kind (transfer none). Returns: (transfer full): an input of
 * pantau_check_record(), which finds no fault in it.
 */
JsonObject *pantau_seed_next (PantauSeed *self, const char **kind) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Fills @buffer from the same stream of numbers, for salts and ids of samples. Never for a real
 * record.
 */
void pantau_seed_bytes (PantauSeed *self, guint8 *buffer, gsize length);

G_END_DECLS
