/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-pins.h"

G_BEGIN_DECLS

/* Why a peer is not spoken to. Append only. */
typedef enum
{
  PANTAU_TLS_FINE,
  PANTAU_TLS_UNPINNED, /* its key is none of those that the home knows */
  PANTAU_TLS_HOST,     /* its certificate is for another address */
  PANTAU_TLS_DATE,     /* only its dates are wrong, or our clock */
  PANTAU_TLS_FOREIGN,  /* no authority vouches for it, or it is not sound */
} PantauTlsFault;

/*
 * Whether the peer with @certificate may be spoken to as @identity. With pins its key must be one of them, and the certificate must be for the
 * address; who signed it and its dates say nothing then, since laptops' clocks are wrong and a province may be its own authority.
 * Without pins (none, or NULL) the authorities of the system decide.
 */
PantauTlsFault pantau_tls_judge (GTlsCertificate *certificate,
                                 GSocketConnectable *identity,
                                 PantauPins *pins,
                                 GCancellable *cancellable);

/* Sets @error to PANTAU_ERROR_PORTAL with a sentence; returns FALSE. */
gboolean pantau_tls_throw (GError **error, PantauTlsFault fault);

G_END_DECLS
