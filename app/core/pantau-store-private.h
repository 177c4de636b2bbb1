/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files pantau-store*.c. */
#pragma once

#include "pantau-store.h"

#include "pantau-blob.h"
#include "pantau-projection.h"

G_BEGIN_DECLS

struct _PantauStore
{
  PantauDb *db;                 /* (unowned) */
  PantauReference *reference;   /* (owned) */
  PantauProjection *projection; /* (owned) */
  char *device;                 /* (owned) (nullable) */
  PantauBlobs *blobs;           /* (unowned) (nullable) */

  struct _PantauSituationSheet *situation; /* (owned) (nullable): what was read last, pantau-situation-sheet.c */

  /* Atomic: how often was written, and how much of that is taken in for sure. */
  int written;
  int taken;
};

/* The state of a record as a number of PantauState: something under way, or something waiting, or nothing unsent. */
#define PANTAU_STATE_SQL(id)                                                                       \
  "(SELECT CASE WHEN max (e.n IN (SELECT entry FROM sending)) THEN 1 "                             \
  "WHEN max (e.n IN (SELECT entry FROM unsent)) THEN 0 ELSE 2 END FROM entry AS e "                \
  "WHERE e.record = " id ")"

/*
 * A PantauClaimLabel, of a record's kind and UUID. What belongs to no claim is not verified: it is in quarantine, or of it only what was released is here.
 */
#define PANTAU_LABEL_SQL(kind, id)                                                                 \
  "CASE " kind " WHEN 'hoax' THEN coalesce ((SELECT label_claim.label FROM claim_member AS m "     \
  "JOIN claim AS label_claim ON label_claim.id = m.claim WHERE m.record = " id "), 1) ELSE 0 END"

/* Revoked by the province after its newest grant: a condition on a row of `person`. */
#define PANTAU_REVOKED_SQL                                                                         \
  "EXISTS (SELECT 1 FROM revocation WHERE revocation.device = person.device "                      \
  "AND seq > (SELECT entry.seq FROM entry WHERE entry.n = person.n)) "

/* Before any question: what was written here is part of the answer. But a full disk hides nothing of what can be shown. */
gboolean pantau_store_freshen (PantauStore *self, GError **error);

/* The root of the claim to which @record belongs; NULL with PANTAU_ERROR_NOT_FOUND where there is none. (transfer full) */
char *pantau_store_claim_root (PantauStore *self,
                               const char *record,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The question to `search` that finds what the words, regions and choices of @query ask for, in FTS5's language. It consists
 * of folded words in quotation marks, so nothing that was typed is a command. "" where nothing of the kind is asked. NULL on errors.
 */
char *pantau_store_match_text (PantauStore *self,
                               PantauQuery *query,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
