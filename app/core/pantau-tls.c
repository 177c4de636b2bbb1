/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may be spoken to over TLS: decided here, within the handshake, before a byte of ours is sent. */

#include "config.h"

#include "pantau-tls.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"

#define DATES (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)

/* What an exact pin makes up for. */
#define VOUCHED (DATES | G_TLS_CERTIFICATE_UNKNOWN_CA)

static GTlsCertificateFlags
ask_authorities (GTlsCertificate *certificate,
                 GSocketConnectable *identity,
                 GCancellable *cancellable)
{
  g_autoptr (GTlsDatabase) database =
      g_tls_backend_get_default_database (g_tls_backend_get_default ());

  if (database == NULL)
    return G_TLS_CERTIFICATE_UNKNOWN_CA | g_tls_certificate_verify (certificate, identity, NULL);

  return g_tls_database_verify_chain (database, certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, cancellable, NULL);
}

static PantauTlsFault
name_fault (GTlsCertificateFlags flags)
{
  if (flags == 0)
    return PANTAU_TLS_FINE;
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return PANTAU_TLS_HOST;

  return (flags & ~DATES) == 0 ? PANTAU_TLS_DATE : PANTAU_TLS_FOREIGN;
}

PantauTlsFault
pantau_tls_judge (GTlsCertificate *certificate,
                  GSocketConnectable *identity,
                  PantauPins *pins,
                  GCancellable *cancellable)
{
  g_autofree char *key = NULL;

  if (pins == NULL || pantau_pins_is_empty (pins))
    return name_fault (ask_authorities (certificate, identity, cancellable));

  key = pantau_spki_of_certificate (certificate);
  if (!pantau_pins_has (pins, key))
    return PANTAU_TLS_UNPINNED;

  return name_fault (g_tls_certificate_verify (certificate, identity, NULL) & ~VOUCHED);
}

gboolean
pantau_tls_throw (GError **error, PantauTlsFault fault)
{
  static const char *const sentences[] = {
    [PANTAU_TLS_UNPINNED] =
        N_ ("whoever answers at this address is not your province: it shows another key; perhaps "
            "the network wants a login first"),
    [PANTAU_TLS_HOST] = N_ ("whoever answered has no certificate for the province's address"),
    [PANTAU_TLS_DATE] = N_ ("the province's certificate is not valid today; please see whether "
                            "the clock of this laptop is right"),
    [PANTAU_TLS_FOREIGN] = N_ ("whoever answered has no certificate for the province's address"),
  };

  g_return_val_if_fail (fault != PANTAU_TLS_FINE, FALSE);

  return pantau_throw (error, PANTAU_ERROR_PORTAL, "%s", _ (sentences[fault]));
}
