/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A wire that somebody listens to: what comes to its address goes to another one and back, and every byte in both directions stands in files, as it
 * was and with its body decoded.
 */
typedef struct _Tap Tap;

/*
 * @port: on 127.0.0.1, to where it leads. @ledger: the database of the province there, since what is packed after lines that both sides hold is read by these.
 * @directory takes the files.
 */
Tap *tap_new (guint16 port, const char *ledger, const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/* Waits until all connections are over. */
void tap_free (Tap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tap, tap_free)

/* "http://127.0.0.1:PORT" */
const char *tap_url (Tap *self);

/* How many exchanges it has heard. */
guint tap_count (Tap *self);

G_END_DECLS
