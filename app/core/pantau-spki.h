/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The name of a TLS key: SHA-256 of the SubjectPublicKeyInfo of its certificate (RFC 7469 section 2.4) in 44 characters of base64. It stays
 * the same when the certificate is renewed with the same key, whoever signs it.
 */
#define PANTAU_SPKI_TEXT 44

/* TRUE where @text (nullable) is such a name, in the one way to write it. */
gboolean pantau_spki_is_valid (const char *text);

/* That of a certificate in DER. NULL where @der is none. (transfer full) */
char *pantau_spki_of_der (const guint8 *der, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* That of the peer's certificate, the first of its chain. NULL where it cannot be read. (transfer full) */
char *pantau_spki_of_certificate (GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;

/*
 * That of the first certificate in @text, a file in PEM: a server's own stands before those that signed it. PANTAU_ERROR_MALFORMED where
 * there is none. (transfer full)
 */
char *pantau_spki_of_pem (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
