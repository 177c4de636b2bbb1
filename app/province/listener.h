/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/*
 * The province's door: one listening socket, and every connection that came through it until its
 * head (request line and header fields) is read and found unambiguous. It belongs to the thread
 * whose default main context was current in pantau_listener_new(), and is used from there only.
 *
 * SoupServer's own listener ends for good at the first accept() that fails; this one never ends by
 * itself.
 */
typedef struct _PantauListener PantauListener;

/* Where a proxy stands in front, all clients have its address: max_per_address 0. */
typedef struct
{
  guint max_connections; /* open ones in all; more get 503 */
  guint max_per_address; /* of one IPv4 address or IPv6 /64; 0: any number */
  PantauConnectionLimits connection;
} PantauListenerLimits;

/*
 * Sets what suits a province on loopback: 512 in all, 64 an address, and
 * pantau_connection_limits_init().
 */
void pantau_listener_limits_init (PantauListenerLimits *limits);

typedef struct
{
  guint open;       /* connections now, answered ones that still linger included */
  guint64 accepted; /* ever, refused ones included */
  guint64 refused[PANTAU_N_REFUSALS]; /* ever, by reason; names by pantau_refusal_get_name() */
  guint64 kept;          /* requests whose connection was left open for another one, ever */
  guint64 accept_errors; /* failed accept() calls */
} PantauListenerStatistics;

/*
 * Binds and listens. @address is "IP:PORT" ("[::1]:0"; port 0 takes a free one) or the absolute
 * path of a unix socket, whose stale file is replaced (never a file that is no socket, nor one that
 * somebody answers on) and which gets mode 0660. @ready is called with each connection whose head
 * is clean: normally pantau_http_take(). @limits is copied; NULL for the defaults.
 *
 * Returns NULL with PANTAU_ERROR_INVALID (what @address says), _BUSY (address in use) or _IO.
 */
PantauListener *pantau_listener_new (const char *address,
                                     const PantauListenerLimits *limits,
                                     PantauConnectionFunc ready,
                                     gpointer data,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Closes the socket and all connections at once. Call after pantau_http_drain() has ended, before
 * pantau_http_free().
 */
void pantau_listener_free (PantauListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauListener, pantau_listener_free)

/* Takes no new connections from now on; open ones go on. The unix socket's file is removed. */
void pantau_listener_stop (PantauListener *self);

/* "http://127.0.0.1:8080" with the real port, or "unix:/path". Borrowed. */
const char *pantau_listener_get_uri (PantauListener *self);
/* 0 for a unix socket. */
guint16 pantau_listener_get_port (PantauListener *self);

void pantau_listener_get_statistics (PantauListener *self, PantauListenerStatistics *statistics);

G_END_DECLS
