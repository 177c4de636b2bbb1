/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"

G_BEGIN_DECLS

/* What became of one line of a batch. */
typedef enum
{
  PANTAU_FATE_ACCEPTED, /* stored, or known already */
  PANTAU_FATE_QUARANTINED, /* stored, but its author may not write it: shown to the desk, counted by nobody */
  PANTAU_FATE_REFUSED, /* not stored: no line, a wrong signature, or a device that was never granted */
} PantauFate;

typedef struct
{
  PantauFate fate;
  char *id;     /* (owned) (nullable): of the entry; NULL where the line was none */
  gint64 index; /* its number; 0 where refused */
  char *reason; /* (owned) (nullable): a stable code, where not accepted */
} PantauReceiptLine;

/* The province's signed answer to a push: the only proof that it holds the lines. */
typedef struct
{
  char *province; /* its key */
  char *epoch;
  char *time;    /* RFC 3339, its clock */
  char *nonce;   /* the client's */
  gint64 index;  /* the ledger's last number after the push */
  char *head;    /* hex, at @index */
  GArray *lines; /* of PantauReceiptLine, one for each line of the batch, in its order */

  /* As received, to be kept; NULL in a receipt that is being made. */
  char *text;
  char *signature;
} PantauReceipt;

PantauReceipt *pantau_receipt_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_receipt_free (PantauReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReceipt, pantau_receipt_free)

/* Takes @id and @reason as copies. */
void pantau_receipt_add (
    PantauReceipt *self, PantauFate fate, const char *id, gint64 index, const char *reason);

/* The answer on the wire, signed. (transfer full) */
char *pantau_receipt_seal (PantauReceipt *self, PantauKeypair *province);

/*
 * Verifies an answer to a batch whose lines had @ids (hex, in order; @n of them) pushed under @nonce: the signature of @province, the
 * nonce, the count, and the hash over the accepted ids. Numbers, fates and reasons are then filled in line by line.
 *
 * Errors: PANTAU_ERROR_MALFORMED, _SIGNATURE (another's signature, an old nonce, other ids). After any of them
 * nothing counts as received.
 */
PantauReceipt *pantau_receipt_open (const char *province,
                                    const char *nonce,
                                    const char *const *ids,
                                    gsize n,
                                    const char *bytes,
                                    gsize length,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same for a receipt that came by courier, under a nonce of the province's own: nobody asked for it, so nothing but signature, count and hash says which
 * lines it is for.
 */
PantauReceipt *pantau_receipt_open_carried (const char *province,
                                            const char *const *ids,
                                            gsize n,
                                            const char *bytes,
                                            gsize length,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A signed statement "the ledger's head at this number is …"; `GET /v1/head`. */
typedef struct
{
  char *province;
  char *epoch;
  char *time;
  gint64 index;
  char *head; /* hex; 64 zeros at index 0 */

  /* As received, to be kept; NULL in a head that is being made. */
  char *text;
  char *signature;
} PantauHead;

void pantau_head_free (PantauHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHead, pantau_head_free)

/*
 * A head as the province signs it (epoch, index, head and time are taken), and the reading of one: @province is whose signature it must bear. (transfer full); NULL with
 * PANTAU_ERROR_SIGNATURE or _MALFORMED.
 */
char *pantau_head_seal (const PantauHead *self, PantauKeypair *province);
PantauHead *pantau_head_open (const char *province, const char *bytes, gsize length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* head(n) = SHA-256 (head(n-1) || id(n)), both as 32 bytes; @head is replaced. @id in hex. */
void pantau_head_extend (guint8 head[PANTAU_SHA256_SIZE], const char *id);

G_END_DECLS
