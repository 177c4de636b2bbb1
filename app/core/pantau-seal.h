/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto-box.h"
#include "pantau-identity.h"
#include "pantau-roster.h"

G_BEGIN_DECLS

/*
 * Envelopes: who a reporter or witness is, sealed so that only the officers of a region and the keeper of the recovery key can open it, and whoever
 * sealed it cannot (data/doc/protocol.md, "Envelopes"). What is in it belongs to one record, one person, one ordinal.
 */

/* No envelope is longer, with the largest picture. */
#define PANTAU_SEAL_LIMIT (8 * 1024 * 1024 + 16 * 1024)

/* Every envelope without a picture has as many bytes of content. */
#define PANTAU_SEAL_SMALLEST 4096

/* An envelope's key for one reader more: an element of `to` in the body of an identity.wrap. */
typedef struct
{
  char key[2 * PANTAU_BOX_ID_SIZE + 1]; /* id of the reader's key, hex */
  char *box;                            /* base64 of 80 bytes */
} PantauWrap;

/* NULL where @key or @box is none. */
PantauWrap *pantau_wrap_new (const char *key, const char *box) G_GNUC_WARN_UNUSED_RESULT;
void pantau_wrap_free (PantauWrap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWrap, pantau_wrap_free)

/*
 * Seals @identity (at least one part) for @record (UUID), @person ("reporter", "witness") and @ordinal (1 …) to the recovery key of @roster
 * and to its officers of @region today. PANTAU_ERROR_INVALID where nothing is in it, _TOO_LARGE where its texts are longer than a person's are.
 */
GBytes *pantau_seal (PantauIdentity *identity,
                     const char *record,
                     const char *person,
                     guint ordinal,
                     PantauRoster *roster,
                     const char *region,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Opens an envelope with @key, for which it was sealed or which one of @wraps (of PantauWrap, nullable) is for. Each failure has its own
 * sentence: PANTAU_ERROR_MALFORMED (no envelope, or cut short), _NEWER, _NOT_FOUND (sealed to keys that @key is not among), _SIGNATURE
 * (changed, or of another record, person or ordinal).
 */
PantauIdentity *pantau_seal_open (GBytes *bytes,
                                  GPtrArray *wraps,
                                  PantauBoxKey *key,
                                  const char *record,
                                  const char *person,
                                  guint ordinal,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The ids of the keys that it is sealed to, in hex; an envelope's head will do. PANTAU_ERROR_MALFORMED, _NEWER. (transfer full) */
GStrv pantau_seal_recipients (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where the key with the public half @seal is among @recipients or has one of @wraps (both nullable). */
gboolean pantau_seal_is_for (const char *const *recipients, GPtrArray *wraps, const char *seal);

/*
 * The beginning of an envelope, which holds what pantau_seal_wrap() needs and nothing of what is sealed. @bytes may itself be a beginning that is
 * long enough (PANTAU_SEAL_HEAD_LIMIT always is).
 */
#define PANTAU_SEAL_HEAD_LIMIT (16 * 1024)
GBytes *pantau_seal_head (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Opens the key of an envelope (or of its head) as pantau_seal_open() does, and seals it to @officer_seal (43 characters) as well: so a new officer can open old
 * envelopes, which themselves never change. Errors as there; _INVALID where @officer_seal is no key.
 */
PantauWrap *pantau_seal_wrap (GBytes *bytes,
                              GPtrArray *wraps,
                              PantauBoxKey *key,
                              const char *officer_seal,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
