/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-agency.h"
#include "pantau-warning-rules.h"
#include "pantau-calendar.h"
#include "pantau-claim-words.h"
#include "pantau-consequence.h"
#include "pantau-deadline.h"
#include "pantau-election.h"
#include "pantau-family.h"
#include "pantau-harm.h"
#include "pantau-hexes.h"
#include "pantau-identity-parts.h"
#include "pantau-kind.h"
#include "pantau-matrix.h"
#include "pantau-region.h"
#include "pantau-special.h"
#include "pantau-status.h"
#include "pantau-url-rules.h"

G_BEGIN_DECLS

/* pantau-origin.h, which needs this file. */
typedef struct _PantauOrigins PantauOrigins;

/*
 * All reference data together: regions, elections, kinds, statuses, families of words. Immutable, so any thread may
 * read it.
 */
typedef struct _PantauReference PantauReference;

/*
 * The reference data. Files in @directory (nullable) win over the built-in ones of the same name, so that a province may replace one and keep
 * the rest; they are all read at once. Returns NULL with PANTAU_ERROR_MALFORMED naming file and line where one is damaged,
 * PANTAU_ERROR_NOT_FOUND or PANTAU_ERROR_IO where @directory cannot be read. Without a directory each part is read when somebody first asks for it.
 */
PantauReference *pantau_reference_new (const char *directory,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauReference *pantau_reference_ref (PantauReference *self);
void pantau_reference_unref (PantauReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReference, pantau_reference_unref)

/* Reads what has not been read yet: for a thread of its own, before a window asks. Errors as of pantau_reference_new(). */
gboolean pantau_reference_load (PantauReference *self, GError **error);

/* Parts of it. (transfer none) */
PantauRegions *pantau_reference_get_regions (PantauReference *self);
PantauElections *pantau_reference_get_elections (PantauReference *self);
PantauKinds *pantau_reference_get_kinds (PantauReference *self);
PantauStatuses *pantau_reference_get_statuses (PantauReference *self);
PantauMatrix *pantau_reference_get_matrix (PantauReference *self);
PantauHarm *pantau_reference_get_harm (PantauReference *self);
PantauFamilies *pantau_reference_get_families (PantauReference *self);
PantauClaimWords *pantau_reference_get_claim_words (PantauReference *self);
PantauSpecialPlaces *pantau_reference_get_special_places (PantauReference *self);
PantauAgencies *pantau_reference_get_agencies (PantauReference *self);
PantauIdentityParts *pantau_reference_get_identity_parts (PantauReference *self);
PantauHexes *pantau_reference_get_hexes (PantauReference *self);

PantauCalendar *pantau_reference_get_calendar (PantauReference *self);
PantauDeadlines *pantau_reference_get_deadlines (PantauReference *self);
PantauConsequenceRules *pantau_reference_get_consequences (PantauReference *self);
PantauOrigins *pantau_reference_get_origins (PantauReference *self);
PantauUrlRules *pantau_reference_get_url_rules (PantauReference *self);
PantauWarningRules *pantau_reference_get_warning_rules (PantauReference *self);

/* Differs where clocks may come out differently: of their rules, of holidays, elections, statuses. (transfer none) */
const char *pantau_reference_get_clock_digest (PantauReference *self);

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
/* As a row or a column has room for: "Risiko". */
const char *
pantau_reference_kind_short_label (PantauReference *self, const char *kind, const char *language);
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
