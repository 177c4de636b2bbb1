/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-warning.h"
#include "pantau-kind.h"

G_BEGIN_DECLS

/*
 * What the province has set about early warnings (peringatan.json): where they come from, which hazard an event is, how CAP's codes are called.
 * Immutable, so any thread may read it.
 */
typedef struct _PantauWarningRules PantauWarningRules;

/* @kinds: whose hazards and sites the rules name. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauWarningRules *pantau_warning_rules_new (GBytes *bytes,
                                              PantauKinds *kinds,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_warning_rules_free (PantauWarningRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningRules, pantau_warning_rules_free)

/* The address of the agency's list, and the agency's name as it wants to be named. (transfer none) */
const char *pantau_warning_rules_get_url (const PantauWarningRules *self);
const char *pantau_warning_rules_get_agency (const PantauWarningRules *self);
/* How many requests in a minute it takes; at least 1. */
guint pantau_warning_rules_get_pace (const PantauWarningRules *self);
/* How long a warning stands that does not say it; seconds. */
gint64 pantau_warning_rules_get_expires (const PantauWarningRules *self);
/* How near a small area must lie to a kecamatan's point to be counted to it; km. */
double pantau_warning_rules_get_near (const PantauWarningRules *self);

/* The code of the list `hazard` that @info warns of, by the first row one of whose words stands in its event, or else its headline. (transfer none) */
const char *pantau_warning_rules_hazard (const PantauWarningRules *self,
                                         const PantauWarningInfo *info);

/* TRUE where a record with this `site_type` is about a place where logistics are kept. */
gboolean pantau_warning_rules_is_store (const PantauWarningRules *self, const char *site);

/* A code of CAP in words; itself where the file has none. (transfer none) */
const char *pantau_warning_rules_severity (const PantauWarningRules *self,
                                           const char *code,
                                           const char *language);
const char *pantau_warning_rules_urgency (const PantauWarningRules *self,
                                          const char *code,
                                          const char *language);
const char *pantau_warning_rules_certainty (const PantauWarningRules *self,
                                            const char *code,
                                            const char *language);

G_END_DECLS
