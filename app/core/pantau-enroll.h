/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two halves of an enrolment, whichever way the join goes and the grant comes (pantau-sync.h, pantau-courier.h). */

#pragma once

#include "pantau-home.h"
#include "pantau-invite.h"

G_BEGIN_DECLS

/* The home's device.join for the invitation, written where it was not yet. (transfer full) */
PantauEntry *pantau_enroll_join (PantauHome *home,
                                 const PantauInvite *invite,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Believes the grant @line, of number @index, only by the code's MAC over both keys; then the home belongs to its province. The other parameters and the
 * errors are those of pantau_sync_enroll().
 */
gboolean pantau_enroll_settle (PantauHome *home,
                               const PantauInvite *invite,
                               const char *line,
                               gint64 index,
                               const char *server,
                               const char *recovery,
                               const char *const *pins,
                               gboolean keep_real,
                               gboolean *practice,
                               GError **error);

/*
 * Notes that a courier file left with the join for @invite, so that its answer can be believed when it comes: the invitation's key is kept in the
 * database until then. Forgotten once the home is enrolled by it.
 */
gboolean pantau_enroll_await (PantauHome *home,
                              const PantauInvite *invite,
                              const char *server,
                              const char *recovery,
                              gboolean keep_real,
                              GError **error);

/* TRUE where an answer is awaited. */
gboolean pantau_enroll_is_awaited (PantauHome *home);

/*
 * A grant came by courier: that which is awaited, or a newer one of the home's own province. @is_new is FALSE where it is known here. PANTAU_ERROR_SIGNATURE where it is neither;
 * and the errors of pantau_sync_enroll().
 */
gboolean pantau_enroll_take_grant (
    PantauHome *home, const char *line, gint64 index, gboolean *is_new, GError **error);

G_END_DECLS
