/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "request.h"

G_BEGIN_DECLS

/*
 * How many joins are looked at: whoever sends one is not known yet, so no device's limit holds. A code of 128 bits is guessed by nobody; but each join costs a
 * signature and a look at the disk. A training hall behind one address is served without a wait, and 17,000 laptops in a few minutes.
 */
typedef struct _PantauJoinRate PantauJoinRate;

#define PANTAU_JOIN_BURST          2000 /* in all */
#define PANTAU_JOIN_PER_SECOND     100
#define PANTAU_JOIN_ADDRESS_BURST  200 /* of one address */
#define PANTAU_JOIN_ADDRESS_PERIOD 2   /* seconds for one more */

PantauJoinRate *pantau_join_rate_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_join_rate_free (PantauJoinRate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauJoinRate, pantau_join_rate_free)

/* FALSE where it is too much. @address (nullable) as pantau_join_rate_find_address() finds it; @now is the monotonic time in µs. */
gboolean pantau_join_rate_take (PantauJoinRate *self, const char *address, gint64 now);

/*
 * Whose join it is: the peer's address; where a proxy on this machine stands before us, what that says in X-Forwarded-For, and NULL where it says nothing.
 * (transfer full)
 */
char *pantau_join_rate_find_address (PantauRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
