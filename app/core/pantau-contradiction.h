/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Signed statements of a province that do not go together, and what shows that this home was copied. They are kept for ever in table
 * `contradiction`, so that who looks into it later has the proof and not only the story; nothing here heals anything (pantau-epoch.h).
 */

/* What was noticed: names in the table and in an export. Append only. */
typedef enum
{
  PANTAU_CONTRADICTION_FORK, /* two signed heads for one number of one epoch: the ledger was rewritten */
  PANTAU_CONTRADICTION_ROLLBACK, /* the province no longer has a number of this epoch that it signed */
  PANTAU_CONTRADICTION_RESTORED, /* it says so itself: a new epoch */
  PANTAU_CONTRADICTION_COPIED, /* two lines of one device with one number: its home exists twice */
} PantauContradictionKind;

/*
 * The proof, by kind:
 *   fork, rollback, restored  `before` and `after`, each {"text", "signature"} as the province signed them: the receipt or head that was
 *                             kept here, and the head that it signs now. `before` is missing where it was not kept
 *   copied                    `device`, `seq`, and `entries`: the ids with that number that are known here
 */
typedef struct
{
  gint64 n;
  PantauContradictionKind kind;
  char *at;          /* RFC 3339: when it was noticed here, by this device's clock */
  JsonObject *proof; /* (owned) */
} PantauContradiction;

void pantau_contradiction_free (PantauContradiction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauContradiction, pantau_contradiction_free)

const char *pantau_contradiction_get_name (PantauContradictionKind kind);

/* Inside a transaction. What is known word by word already is not noted twice. */
gboolean pantau_contradiction_note (PantauDb *db,
                                    PantauContradictionKind kind,
                                    JsonObject *proof,
                                    GError **error);

/* A statement as it came, for a proof. (transfer full) */
JsonObject *pantau_contradiction_statement (const char *text, const char *signature);

/* All of them, oldest first. (transfer full) (element-type PantauContradiction) */
GPtrArray *pantau_contradiction_list (PantauDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One whole sentence on what happened and what becomes of it. (transfer full) */
char *pantau_contradiction_describe (const PantauContradiction *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * TRUE where the proof holds for itself: both statements are signed by @province, and what they say cannot both be true of one ledger of one epoch; or,
 * of a copy, that both lines are this device's, with one number, which @ledger (nullable) is asked for. Of 'restored' only that both are signed.
 * FALSE with PANTAU_ERROR_SIGNATURE or _NOT_FOUND (a proof from one side only).
 */
gboolean pantau_contradiction_check (const PantauContradiction *self,
                                     const char *province,
                                     PantauLedger *ledger,
                                     GError **error);

/*
 * What to hand to whoever looks into it: {"kind": "pantau-contradictions-1", "province", "device", "made", "items": [{"what", "at", "proof",
 * "lines"}]}; `lines` are the lines of a copied home, whole. It names no person. (transfer full)
 */
JsonObject *pantau_contradiction_export (PantauHome *home,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
