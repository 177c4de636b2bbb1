/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_INVITE_CODE_SIZE 16 /* bytes: 128 bits that nobody guesses */
#define PANTAU_INVITE_KEY_SIZE  32
#define PANTAU_INVITE_ID_HEX    16 /* characters of an invitation's id */
#define PANTAU_INVITE_LETTERS   28 /* letters of a written code, two of them a check */

/*
 * An invitation's code is 128 random bits that travel by another way than the network: on paper, by
 * phone, as a QR picture. Written it has 28 letters in seven groups:
 * `0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV`. The first 26 are the bits as one number in Crockford's base
 * 32 (no I, L, O, U), the last two that number modulo 1021. Since 1021 is a prime, and 32 has an
 * order above 28 in it, each single wrong letter and each swap of two letters is noticed, not only
 * most.
 */

/* 16 fresh random bytes. The caller wipes them with explicit_bzero() once they are written down. */
void pantau_invite_new_code (guint8 code[PANTAU_INVITE_CODE_SIZE]);

/* Returns: (transfer full): @code as people write it, 34 characters. */
char *pantau_invite_format (const guint8 code[PANTAU_INVITE_CODE_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Reads a code as people type and paste it: small or capital letters, any spaces and dashes, O for
 * 0, I and L for 1. Errors: PANTAU_ERROR_INVALID with a sentence that says what is wrong (too
 * short, too long, a letter that codes never have, a letter mistyped); @code is all zeros then.
 */
gboolean
pantau_invite_parse (const char *text, guint8 code[PANTAU_INVITE_CODE_SIZE], GError **error);

/*
 * Looks at a code that is still being typed: FALSE with PANTAU_ERROR_INVALID where it can no longer become one (a letter that codes never have, too
 * many of them). @letters is how many there are so far.
 */
gboolean pantau_invite_look (const char *text, guint *letters, GError **error);

/*
 * What both sides derive from the code: the id that names the invitation, and the key that proves
 * the code without showing it. The key is wiped when the invitation is freed. Immutable.
 */
typedef struct _PantauInvite PantauInvite;

PantauInvite *
pantau_invite_new (const guint8 code[PANTAU_INVITE_CODE_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

/* From what the province keeps (never the code itself): @id as 16 hex digits, and the key. NULL
 * where @id is none. */
PantauInvite *pantau_invite_load (const char *id, const guint8 key[PANTAU_INVITE_KEY_SIZE])
    G_GNUC_WARN_UNUSED_RESULT;

void pantau_invite_free (PantauInvite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauInvite, pantau_invite_free)

/* The first 16 hex digits of SHA-256 ("pantau-invite-1\n" || code). Borrowed. */
const char *pantau_invite_get_id (const PantauInvite *self);

/* SHA-256 ("pantau-join-1\n" || code): 32 bytes, borrowed; to be kept secret until the invitation
 * is used. */
const guint8 *pantau_invite_get_key (const PantauInvite *self);

/* The device proves the code: HMAC over "join\n" DEVICE. Returns: (transfer full): 64 characters of
 * hex. */
char *pantau_invite_join_mac (const PantauInvite *self,
                              const char *device) G_GNUC_WARN_UNUSED_RESULT;

/* The province proves the code: HMAC over "grant\n" PROVINCE "\n" DEVICE. (transfer full): 64
 * characters of hex. */
char *pantau_invite_grant_mac (const PantauInvite *self,
                               const char *province,
                               const char *device) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
