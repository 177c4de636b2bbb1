/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A post watches for what hardly ever happens: that a deadline passes, that a client closes its side. A main loop looks at each of its sources each time that it
 * turns, so thousands of waiting clients with sources of their own would make every request pay for all of them. All posts of one main context are one source.
 *
 * Belongs to the thread that turns the main context which was its default when the post was made; everything here is called there.
 */
typedef struct _PantauPost PantauPost;

typedef enum
{
  PANTAU_POST_TIME, /* the time has come; there is none set any more */
  PANTAU_POST_CLOSED, /* the other side has closed; told again and again until it is no longer watched */
} PantauPostEvent;

/* May free the post, and others. */
typedef void (*PantauPostFunc) (PantauPostEvent event, gpointer data);

PantauPost *pantau_post_new (PantauPostFunc func, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void pantau_post_free (PantauPost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPost, pantau_post_free)

/* Monotonic µs; -1: none. */
void pantau_post_set_time (PantauPost *self, gint64 time);

/* Watches the socket @fd, which stays the caller's and must be open until it is no longer watched; -1: none. */
void pantau_post_set_socket (PantauPost *self, int fd);

G_END_DECLS
