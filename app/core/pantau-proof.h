/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/* What stands behind *Diterima provinsi*: the newest verified receipt that covers a line of a record. */
typedef struct
{
  gint64 index; /* the number that the province gave the line */
  char *time;   /* RFC 3339, the province's clock */
} PantauProof;

void pantau_proof_free (PantauProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauProof, pantau_proof_free)

/*
 * (transfer full): NULL without an error where no receipt covers a line of @record: nothing of it was sent from here, or not
 * yet, or not since the province was restored.
 */
PantauProof *
pantau_proof_read (PantauDb *db, const char *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
