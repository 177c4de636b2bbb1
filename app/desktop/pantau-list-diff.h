/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of a list that became another: @removed items at @position gave place to @added ones. */
typedef struct
{
  guint position; /* in the list as it is when the parts before were exchanged */
  guint removed;
  guint added;
} PantauHunk;

/*
 * What makes the list @old become @fresh (of guint32, no number twice in one list): few parts, in order, that touch as little as can be
 * found in one walk. What came, went or moved a little is a part of its own, so that a person's place in the list stays; where
 * too much is in another order it is one part. (transfer full): of PantauHunk, empty where both are equal
 */
GArray *pantau_list_diff (GArray *old, GArray *fresh) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
