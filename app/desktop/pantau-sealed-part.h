/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-handling.h"
#include "pantau-store-identity.h"

G_BEGIN_DECLS

/* What a record's page shows of sealed identities, in words; made in the reading thread. Immutable. */
typedef struct
{
  GPtrArray *sealed; /* (owned) of PantauSealed */
  GPtrArray
      *seals;      /* (owned) of PantauHandlingItem, one for each; the target is the seal's entry */
  GPtrArray *asks; /* (owned) likewise of what officers were asked; the target is the ask's entry */
  gboolean has_people; /* records of this kind have a reporter or a giver */
} PantauSealedPart;

/* @record: with its timeline; @device: this one. */
PantauSealedPart *pantau_sealed_part_new (PantauReference *reference,
                                          PantauRecord *record,
                                          const char *device) G_GNUC_WARN_UNUSED_RESULT;
void pantau_sealed_part_free (PantauSealedPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSealedPart, pantau_sealed_part_free)

/* The seal with this entry; NULL where it is no more current. (transfer none) */
const PantauSealed *pantau_sealed_part_find (const PantauSealedPart *self, const char *entry);

/* An ask in words, for its row here and on the page of all asks. (transfer full) */
PantauHandlingItem *pantau_sealed_part_describe_ask (
    PantauReference *reference, const char *kind, const PantauAsk *ask) G_GNUC_WARN_UNUSED_RESULT;
void pantau_sealed_part_item_free (gpointer item);

G_END_DECLS
