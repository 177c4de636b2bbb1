/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-agency.h"
#include "pantau-check.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* What Pemprov is told of a case that was formally forwarded to one of its agencies. */

#define PANTAU_RELEASE_MAX_SUMMARY 4000 /* characters */

/*
 * Releases a summary of a closed record for the forward @forward (id of a forward.add of the same record, whose addressee or one of whose
 * copies is an agency of Pemprov). Agency, letter, time and reply due are those of the forward. @given:
 *
 *   summary  what Pemprov may know
 *   reply    (optional) what the agency answered
 *   replied  (optional, with `reply`) when, a time as of pantau_check_time(), not before the forwarding; without it, now
 *
 * @entry (nullable) takes the id of the new entry: (transfer full). Returns TRUE once it is durable. FALSE with all faults in @faults, or with
 * an error: PANTAU_ERROR_NOT_FOUND, _REFUSED where this person may not, _INVALID for a record that is open anyway or a forward to
 * others, or whatever writing gives.
 */
gboolean pantau_edit_release (PantauHome *home,
                              const char *record,
                              const char *forward,
                              JsonObject *given,
                              char **entry,
                              GPtrArray *faults,
                              GError **error);

/* Whether this person may release something of this record, where it was forwarded so: FALSE with PANTAU_ERROR_NOT_FOUND, _REFUSED or _INVALID. */
gboolean pantau_edit_may_release (PantauHome *home, const char *record, GError **error);

/* TRUE where one of Pemprov's agencies is the addressee @agency of a forward, or gets one of its @copies (nullable). */
gboolean
pantau_release_is_for (PantauReference *reference, const char *agency, const char *const *copies);

/*
 * The sentence that says who will read a release of a record in @region, which cannot be taken back. (transfer full)
 */
char *pantau_release_readers (PantauReference *reference,
                              const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* The same checks without writing. @forwarded: when, in Unix seconds. NULL with faults. (transfer full): `summary` and `replied` of the body */
JsonObject *pantau_check_release (PantauReference *reference,
                                  JsonObject *given,
                                  gint64 forwarded,
                                  gint64 now,
                                  GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
