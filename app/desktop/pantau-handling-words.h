/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-forward.h"
#include "pantau-handling.h"
#include "pantau-release.h"
#include "pantau-review.h"
#include "pantau-link.h"
#include "pantau-store-clock.h"
#include "pantau-treatment.h"

G_BEGIN_DECLS

/* The lines of PantauHandling, one by one. All (transfer full); @now: corrected, in Unix seconds. */
PantauHandlingItem *pantau_handling_clock (PantauReference *reference,
                                           const char *kind,
                                           const PantauClock *clock,
                                           gint64 now) G_GNUC_WARN_UNUSED_RESULT;
PantauHandlingItem *pantau_handling_forward (PantauReference *reference,
                                             const PantauForward *forward,
                                             gint64 now) G_GNUC_WARN_UNUSED_RESULT;
PantauHandlingItem *pantau_handling_treatment (PantauReference *reference,
                                               const PantauTreatment *treatment,
                                               gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* How many sightings there are that are not named here. (transfer full) */
PantauHandlingItem *pantau_handling_more_sightings (guint n) G_GNUC_WARN_UNUSED_RESULT;
/* @kind: of the record whose page it is on. */
PantauHandlingItem *pantau_handling_link (const char *kind,
                                          const PantauLink *link) G_GNUC_WARN_UNUSED_RESULT;

/* A review among @reviews, the others of its record. */
PantauHandlingItem *pantau_handling_review (PantauReference *reference,
                                            GPtrArray *reviews,
                                            const PantauReview *review) G_GNUC_WARN_UNUSED_RESULT;

/* What Pemprov was told of @forward: @release (nullable). */
PantauHandlingItem *pantau_handling_release (PantauReference *reference,
                                             const PantauForward *forward,
                                             const PantauRelease *release,
                                             gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
