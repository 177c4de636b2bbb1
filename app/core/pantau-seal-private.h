/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is inside an envelope: between pantau-seal.c and pantau-seal-content.c. */
#pragma once

#include "pantau-identity.h"

G_BEGIN_DECLS

/*
 * The padded content in memory for secrets; @length is a power of two, PANTAU_SEAL_SMALLEST for all that have no picture. NULL with
 * PANTAU_ERROR_TOO_LARGE.
 */
guint8 *pantau_seal_content_new (PantauIdentity *identity,
                                 const char *record,
                                 const char *person,
                                 guint ordinal,
                                 gsize *length,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* PANTAU_ERROR_MALFORMED; _SIGNATURE where it is of another record, person or ordinal. */
PantauIdentity *pantau_seal_content_read (const guint8 *content,
                                          gsize length,
                                          const char *record,
                                          const char *person,
                                          guint ordinal,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
