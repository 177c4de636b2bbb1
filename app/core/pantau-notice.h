/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-notice-rules.h"

G_BEGIN_DECLS

/*
 * Something that a person wants to be told on the desktop, in the program's language. What stands there may be read by anybody who sees the screen, locked
 * too: so it is made of words and names of our reference data alone, never of what somebody typed, and of a closed record it says neither
 * kind nor place (data/doc/notices.md).
 */
typedef struct
{
  char *id; /* a later one with the same id takes its place on the desktop */
  char *title;
  char *body;
  char *place; /* where it leads, as win.show takes it */
  gboolean is_urgent;
  gboolean names; /* what is open: a place, a hazard */
  gint64 at;      /* when it was told: Unix seconds; 0: of a sample */
} PantauNotice;

void pantau_notice_free (PantauNotice *self);
PantauNotice *pantau_notice_copy (const PantauNotice *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What came since the last time that @rules ask for, and is not told yet; from now on it is. In quiet hours nothing, and nothing is lost: it comes when
 * they are over. @now: pantau_home_clock(). Told is what others wrote, once for a record or a claim, and what happened within two days; what
 * was there before this was asked for the first time is not new. At most three single ones of a sort; more are told in one. What is due is told
 * once a day. Pemprov is told of open risks and hoaxes alone, whatever is in its home.
 *
 * Blocks: not for the main loop. (transfer full): of PantauNotice, perhaps none
 */
GPtrArray *pantau_notice_take (PantauHome *home,
                               const PantauNoticeRules *rules,
                               gint64 now,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Which of @told (of PantauNotice, that pantau_notice_take() gave) are so no more, and have to leave the desktop: the record has ended, is no news any more, or @rules
 * do not ask for it; the claim has lost sightings; it names what is closed by now; another day has begun, or nothing is due any more. What tells of several
 * together stays. The ids of these. Blocks. (transfer full)
 */
GStrv pantau_notice_list_over (PantauHome *home,
                               const PantauNoticeRules *rules,
                               GPtrArray *told,
                               gint64 now,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One that somebody asks for who wants to see whether the desktop shows any. (transfer full) */
PantauNotice *pantau_notice_sample (PantauHome *home) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
