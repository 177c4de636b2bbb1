/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-election.h"
#include "pantau-kind.h"
#include "pantau-region.h"
#include "pantau-status.h"

G_BEGIN_DECLS

/*
 * All reference data together: regions, elections, kinds, statuses. Immutable, so any thread may
 * read it.
 */
typedef struct _PantauReference PantauReference;

/*
 * Reads the reference data. Files in @directory (nullable) win over the built-in ones of the same
 * name, so that a province may replace one and keep the rest. Returns NULL with
 * PANTAU_ERROR_MALFORMED naming file and line where one is damaged, PANTAU_ERROR_NOT_FOUND or
 * PANTAU_ERROR_IO where @directory cannot be read.
 */
PantauReference *pantau_reference_new (const char *directory,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauReference *pantau_reference_ref (PantauReference *self);
void pantau_reference_unref (PantauReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReference, pantau_reference_unref)

/* Parts of it. (transfer none) */
PantauRegions *pantau_reference_get_regions (PantauReference *self);
PantauElections *pantau_reference_get_elections (PantauReference *self);
PantauKinds *pantau_reference_get_kinds (PantauReference *self);
PantauStatuses *pantau_reference_get_statuses (PantauReference *self);

/*
 * Any reference file by name, such as "libur.csv" or "contoh/risk.json", from the same places.
 * (transfer full): its bytes, or NULL with PANTAU_ERROR_NOT_FOUND, _IO or _TOO_LARGE (over 8 MiB).
 */
GBytes *pantau_reference_read (PantauReference *self,
                               const char *name,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Labels in @language ("id", "en"); what our edition does not know stands for itself. (transfer
 * none) pantau_reference_value_label() is for a code of a choice field of @kind.
 */
const char *
pantau_reference_kind_label (PantauReference *self, const char *kind, const char *language);
const char *pantau_reference_field_label (PantauReference *self,
                                          const char *kind,
                                          const char *field,
                                          const char *language);
const char *pantau_reference_value_label (PantauReference *self,
                                          const char *kind,
                                          const char *field,
                                          const char *code,
                                          const char *language);
const char *pantau_reference_status_label (PantauReference *self,
                                           const char *kind,
                                           const char *status,
                                           const char *language);

G_END_DECLS
