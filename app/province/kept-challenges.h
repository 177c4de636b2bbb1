/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "next-challenge.h"
#include "province.h"

G_BEGIN_DECLS

/*
 * The challenges for the next sessions (next-challenge.h), while the province's program is restarted: as it ends well it leaves them in a file, and the next one takes
 * them from there, once.
 *
 * Each may be answered once only, whatever becomes of the directory; so the file is believed by the very process that follows alone: in the same boot, in the same epoch,
 * and as the very file that was written, which the database notes by its inode and the time of its last change. A directory that was put back from a copy
 * has another file, a disk that was put back another boot. What is not believed costs each laptop one question more.
 */

/* In the directory of the province. */
#define PANTAU_KEPT_CHALLENGES "challenges"

/* Before and after everything else that uses the database. What fails is told, and does no harm. */
void pantau_kept_challenges_take (PantauProvince *province, PantauNextChallenges *challenges);
void pantau_kept_challenges_leave (PantauProvince *province, PantauNextChallenges *challenges);

G_END_DECLS
