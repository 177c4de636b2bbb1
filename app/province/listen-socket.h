/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Binds and listens, without blocking. @address is "IP:PORT" ("[::1]:0"; port 0 takes a free one)
 * or the absolute path of a unix socket: a stale file there is replaced, but never one that is no
 * socket or that somebody answers on; it gets mode 0660.
 *
 * Returns NULL with PANTAU_ERROR_INVALID (what @address says), _BUSY (address in use) or _IO.
 * (transfer full)
 */
GSocket *pantau_listen_socket_new (const char *address, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "http://127.0.0.1:8080" with the real port, or "unix:/path" and port 0. (transfer full) */
char *pantau_listen_socket_describe (GSocket *socket, guint16 *port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
