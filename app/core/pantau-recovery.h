/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto-box.h"
#include "pantau-crypto.h"

G_BEGIN_DECLS

/* The public half of the recovery key: whose signature on a roster counts, and whom every envelope is sealed to as well. */
typedef struct
{
  char sign[PANTAU_KEY_TEXT + 1]; /* Ed25519 */
  char seal[PANTAU_KEY_TEXT + 1]; /* X25519 */
} PantauRecoveryPublic;

/* FALSE where one of the two is no key. */
gboolean
pantau_recovery_public_set (PantauRecoveryPublic *self, const char *sign, const char *seal);

/* What people compare, and what an invitation carries: 28 letters as pantau_invite_format() writes them. (transfer full) */
char *pantau_recovery_fingerprint (const PantauRecoveryPublic *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A fingerprint as people type it, in our writing: NULL with PANTAU_ERROR_INVALID that says what is mistyped. (transfer full)
 */
char *pantau_fingerprint_read (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same sort of letters for one officer's key (43 characters): what the officer reads out to the keeper of the recovery key.
 * (transfer full) (nullable): NULL where @seal is no key
 */
char *pantau_officer_fingerprint (const char *seal) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Bawaslu's recovery key: 32 random bytes that never are on a machine with a network, from which the key that signs rosters and
 * the key that opens every envelope are derived (data/doc/protocol.md, "Recovery key"). The secret lies in memory for secrets.
 */
typedef struct _PantauRecovery PantauRecovery;

/* A fresh one, by chance; and the one whose secret this is, which is copied. */
PantauRecovery *pantau_recovery_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauRecovery *pantau_recovery_new_from_secret (const guint8 secret[PANTAU_KDF_KEY_SIZE])
    G_GNUC_WARN_UNUSED_RESULT;
void pantau_recovery_free (PantauRecovery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRecovery, pantau_recovery_free)

const PantauRecoveryPublic *pantau_recovery_get_public (PantauRecovery *self);
PantauKeypair *pantau_recovery_get_sign_key (PantauRecovery *self); /* (transfer none) */
PantauBoxKey *pantau_recovery_get_seal_key (PantauRecovery *self);  /* (transfer none) */

/*
 * Writes a new file that only its owner reads, never over another. Its secret is wrapped by Argon2id under @passphrase; NULL leaves it
 * bare. PANTAU_ERROR_CONFLICT, _FULL, _IO; _FAILED where there is not memory enough for the passphrase.
 */
gboolean pantau_recovery_save (PantauRecovery *self,
                               const char *path,
                               const char *passphrase,
                               GError **error);

/*
 * Its public half without the passphrase, and whether there is one. PANTAU_ERROR_NOT_FOUND, _IO; _MALFORMED where it is no recovery key
 * or damaged, _NEWER.
 */
gboolean pantau_recovery_look (const char *path,
                               PantauRecoveryPublic *public,
                               gboolean *has_passphrase,
                               GError **error);

/*
 * Reads it. @passphrase (nullable) is not looked at where the file has none. PANTAU_ERROR_REFUSED where the passphrase is wrong or missing;
 * besides as above. A damaged file is told from a wrong passphrase.
 */
PantauRecovery *pantau_recovery_load (const char *path,
                                      const char *passphrase,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
