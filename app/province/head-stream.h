/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Gives first the bytes that were read from a socket already, then the socket's own. Pollable, as
 * SoupServer needs it. It does not close the stream below.
 */
#define PANTAU_TYPE_HEAD_STREAM (pantau_head_stream_get_type ())
G_DECLARE_FINAL_TYPE (PantauHeadStream, pantau_head_stream, PANTAU, HEAD_STREAM, GInputStream)

/* Called after each read that gave bytes. */
typedef void (*PantauHeadStreamFunc) (gpointer data);

/* @base must be pollable. (transfer full) */
PantauHeadStream *pantau_head_stream_new (GInputStream *base,
                                          PantauHeadStreamFunc progress,
                                          gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Once, before the first read. */
void pantau_head_stream_set_head (PantauHeadStream *self, GBytes *head);

/* How many bytes were read of it so far, from the head and behind it. */
gsize pantau_head_stream_get_given (PantauHeadStream *self);

/* @progress is not called any more. */
void pantau_head_stream_detach (PantauHeadStream *self);

G_END_DECLS
