/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room for one more report with all that is made of it, several times over. */
#define PANTAU_RESERVE_SIZE (4 * 1024 * 1024)

/* It is laid by only where so much more is free: nobody is brought nearer to a full disk by it. */
#define PANTAU_RESERVE_ROOM (8 * PANTAU_RESERVE_SIZE)

/*
 * A file in a home that holds nothing but room on its disk: given up where the disk is full, so that what somebody has just written can be saved all the
 * same, and laid by again once there is room. Any thread, one at a time.
 */
typedef struct _PantauReserve PantauReserve;

PantauReserve *pantau_reserve_new (const char *home) G_GNUC_WARN_UNUSED_RESULT;
void pantau_reserve_free (PantauReserve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReserve, pantau_reserve_free)

/* Lays it by where it is missing and there is room. A failure is none: then there is no reserve. */
void pantau_reserve_settle (PantauReserve *self);

/* Frees its room. FALSE where there was none. */
gboolean pantau_reserve_give_up (PantauReserve *self);

/* TRUE from when it was given up until it is laid by again: the disk is as good as full. */
gboolean pantau_reserve_is_given_up (PantauReserve *self);

G_END_DECLS
