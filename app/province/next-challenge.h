/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The challenges that devices answer when they come again: each is given with a session, one for a device, and good for one answer, so that the next session costs
 * one question and not two. In memory; over a restart: kept-challenges.h. Who has none asks for a challenge first, as one does that never had a session. Main thread.
 */
typedef struct _PantauNextChallenges PantauNextChallenges;

/* A laptop that comes at least once a day has one. */
#define PANTAU_NEXT_CHALLENGE_SECONDS (24 * 60 * 60)

/* Devices that one is kept for. Where there are more, those that are over go, and the rest gets none: nothing is lost by that. */
#define PANTAU_NEXT_CHALLENGES_MAX 50000

PantauNextChallenges *pantau_next_challenges_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_next_challenges_free (PantauNextChallenges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauNextChallenges, pantau_next_challenges_free)

/* A new one for @device, whose last one is over; NULL where there is no room. Borrowed until the next call for it. */
const char *pantau_next_challenges_give (PantauNextChallenges *self, const char *device);

/* TRUE where @challenge is the one that @device has to answer; it is used up by that. Another one leaves it as it is. */
gboolean
pantau_next_challenges_take (PantauNextChallenges *self, const char *device, const char *challenge);

/* All that are not over yet; @until is monotonic, in µs. */
typedef void (*PantauNextChallengeFunc) (const char *device,
                                         const char *challenge,
                                         gint64 until,
                                         gpointer data);
void pantau_next_challenges_foreach (PantauNextChallenges *self,
                                     PantauNextChallengeFunc func,
                                     gpointer data);

/* One of an earlier run of the program, where there is room and it is not over. */
void pantau_next_challenges_restore (PantauNextChallenges *self,
                                     const char *device,
                                     const char *challenge,
                                     gint64 until);

G_END_DECLS
