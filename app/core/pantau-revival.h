/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A line that was down is back long before TCP knows: it waits twice as long after each packet that it sends again in vain, so after five seconds without
 * signal it may sleep for five more while the line carries. Where a connection stands still another one is tried each second, which is a packet of 60
 * bytes; if that one is made and the old one still stands, whoever waits does better to begin anew. One thread.
 */
typedef struct _PantauRevival PantauRevival;

/* How often to look, ms. */
#define PANTAU_REVIVAL_LOOK_MS 250

/*
 * @socket is connected; @way: µs there and back. @patience: ms without a word, besides two ways, from which on it stands still: long enough that an unlucky packet
 * is not taken for a line that is down, and longer where beginning anew costs more.
 */
PantauRevival *
pantau_revival_new (GSocket *socket, gint64 way, guint patience) G_GNUC_WARN_UNUSED_RESULT;
void pantau_revival_free (PantauRevival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRevival, pantau_revival_free)

/* The connection is given up: nothing of what the kernel still holds of it goes out in the way of what comes next. */
void pantau_revival_give_up (PantauRevival *self);

/* TRUE where the line carries and @socket's connection does not. Does not block. */
gboolean pantau_revival_look (PantauRevival *self);

G_END_DECLS
