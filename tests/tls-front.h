/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What a province has in front of it: a server that ends TLS on 127.0.0.1 and passes all that it reads on to another one. It counts and keeps what
 * clients said, so that a test can tell that they said nothing.
 */
typedef struct _TlsFront TlsFront;

/* @certificate is one of tests/fixtures/tls, such as "good"; @target the http:// address behind it. */
TlsFront *tls_front_new (const char *certificate, const char *target) G_GNUC_WARN_UNUSED_RESULT;

/* Waits until nobody is connected any more. */
void tls_front_free (TlsFront *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsFront, tls_front_free)

const char *tls_front_get_url (TlsFront *self); /* https://127.0.0.1:PORT */

/* Of connections from now on. */
void tls_front_set_certificate (TlsFront *self, const char *certificate);

/* All that clients said, decrypted, since the last call. (transfer full) */
char *tls_front_take_said (TlsFront *self) G_GNUC_WARN_UNUSED_RESULT;

/* The name of a fixture's key. (transfer full) */
char *tls_front_read_spki (const char *certificate) G_GNUC_WARN_UNUSED_RESULT;

/* A fixture's file. (transfer full) */
char *tls_front_path (const char *certificate) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the authority that signed "good" the only one that the system knows; FALSE: those of the machine, which do not know it. */
void tls_front_trust_authority (gboolean trusted);

G_END_DECLS
