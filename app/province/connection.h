/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "head.h"
#include "refusal.h"

G_BEGIN_DECLS

/*
 * One accepted socket. It reads the head itself, under a deadline; then it is the GIOStream that
 * SoupServer reads the request from and writes the answer to (one request a connection); it sees to
 * it that nobody keeps it open for longer than its deadlines, and that an answer given early
 * reaches a client that still sends.
 *
 * Where a client asks for it (Keep-Alive), the socket goes on behind an answer, as another PantauConnection: SoupServer
 * 3.2 leaks a descriptor for each connection that it keeps and the client closes, so it is told that each one ends.
 */
#define PANTAU_TYPE_CONNECTION (pantau_connection_get_type ())
G_DECLARE_FINAL_TYPE (PantauConnection, pantau_connection, PANTAU, CONNECTION, GIOStream)

/* What clients are told of keep_timeout, seconds: less, so that nobody asks just when it ends. */
#define PANTAU_KEEP_SECONDS 15

/* All in milliseconds, but for linger_bytes. */
typedef struct
{
  guint head_timeout;   /* from accept to the end of the head */
  guint idle_timeout;   /* without a byte in or out, once the head is in */
  guint total_timeout;  /* from the head to the end of the answer; parked time does not count */
  guint keep_timeout;   /* from the end of an answer to the first byte of the next request */
  guint park_timeout;   /* parked: the longest that a handler may keep a request waiting */
  guint linger_timeout; /* after an early answer: what still comes is thrown away */
  gsize linger_bytes;   /* and so many bytes of it at most */
} PantauConnectionLimits;

/* 10 s, 60 s, 180 s, 20 s, 120 s, 3 s, 8 MiB. */
void pantau_connection_limits_init (PantauConnectionLimits *limits);

typedef void (*PantauConnectionFunc) (PantauConnection *connection, gpointer data);
typedef void (*PantauConnectionRefusedFunc) (PantauConnection *connection,
                                             PantauRefusal reason,
                                             gpointer data);

typedef gboolean (*PantauConnectionMayKeepFunc) (gpointer data);
typedef void (*PantauConnectionKeptFunc) (PantauConnection *connection,
                                          PantauConnection *next,
                                          gpointer data);

typedef struct
{
  PantauConnectionFunc ready; /* the head is in and clean */
  PantauConnectionRefusedFunc
      refused;                 /* for the statistics: it is answered or closed without the owner */
  PantauConnectionFunc closed; /* the descriptor is closed; called once */

  /* (nullable): whether there is room for a socket that waits for another request */
  PantauConnectionMayKeepFunc may_keep;
  /* @next, (transfer full), has the socket from now on and waits for that request; closed is not called of the other one */
  PantauConnectionKeptFunc kept;
} PantauConnectionOwner;

/*
 * Takes over @socket (connected, non-blocking). @address is shown as the client's and is a key of
 * the owner. @owner is kept by pointer. Nothing happens before pantau_connection_read_head() or
 * _answer(). (transfer full)
 */
PantauConnection *pantau_connection_new (GSocket *socket,
                                         const char *address,
                                         const PantauConnectionLimits *limits,
                                         const PantauConnectionOwner *owner,
                                         gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Starts to read the head; ends in owner's ready, or refused and closed. */
void pantau_connection_read_head (PantauConnection *self);

/*
 * Writes @answer (a whole HTTP response), ends our side, throws away what the client still sends
 * within the limits of lingering, and closes. Nobody else may use the stream any more. At any time
 * before the close.
 */
void pantau_connection_answer (PantauConnection *self, GBytes *answer);

/*
 * Closes now; what was not sent is lost. Owner's closed is called unless it was before. Not while
 * SoupServer still has the stream: it would go on polling a descriptor that may belong to somebody
 * else by then.
 */
void pantau_connection_abort (PantauConnection *self);

/*
 * The owner ends before the connection: it is not called any more, and the socket is shut down or
 * closed.
 */
void pantau_connection_disown (PantauConnection *self);

/*
 * Whether the answer that is about to be written may leave the connection open; who then says so to the client says it here by @keeps, and
 * pantau_connection_set_answered() when all of the answer went out. Without both it ends with the answer.
 */
gboolean pantau_connection_may_keep (PantauConnection *self);
void pantau_connection_set_keeps (PantauConnection *self, gboolean keeps);
void pantau_connection_set_answered (PantauConnection *self);

/* A byte of the answer went out: the idle deadline starts anew. */
void pantau_connection_touch (PantauConnection *self);

/*
 * Waiting for news: while parked the idle and total deadlines rest (park_timeout stands in for
 * them), and a client that closes its side is noticed. Afterwards both deadlines start anew.
 */
void pantau_connection_set_parked (PantauConnection *self, gboolean parked);

/*
 * @gone is called at most once: when the client leaves while parked, or when a deadline passes. The
 * socket is shut down by then. NULL to call nobody.
 */
void
pantau_connection_set_gone_func (PantauConnection *self, PantauConnectionFunc gone, gpointer data);

/* TRUE where the client has closed its side, or we the socket: asks the kernel. */
gboolean pantau_connection_is_gone (PantauConnection *self);

/* TRUE where bytes have arrived that nobody has read yet: asks the kernel. */
gboolean pantau_connection_has_unread (PantauConnection *self);

/* What the head says; valid from ready on. Borrowed. */
const PantauHttpHead *pantau_connection_get_head (PantauConnection *self);

/* The client's IP address as text, or "unix". Borrowed. */
const char *pantau_connection_get_address (PantauConnection *self);

G_END_DECLS
