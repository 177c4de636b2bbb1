/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-attachment.h"
#include "pantau-home.h"
#include "pantau-identity.h"

G_BEGIN_DECLS

/*
 * Records that somebody has begun and not finished: kept in this home alone (local-002.sql), durable when a call returns,
 * never sent.
 */
typedef struct
{
  char *id; /* UUID of the draft */
  char *kind;
  char *record; /* (nullable): UUID of the record that is being changed */
  char *
      title; /* for the list: the title typed so far, or the beginning of the narrative; "" where there is neither */
  char *text;   /* as pantau_form_save() gives it */
  gint64 saved; /* Unix seconds */
} PantauUnfinished;

void pantau_unfinished_free (PantauUnfinished *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauUnfinished, pantau_unfinished_free)

/* Keeps a draft, in place of what was kept under its id. */
gboolean pantau_drafts_save (PantauHome *home,
                             const char *id,
                             const char *kind,
                             const char *record,
                             const char *title,
                             const char *text,
                             GError **error);

/* PANTAU_ERROR_NOT_FOUND where there is none. */
PantauUnfinished *
pantau_drafts_load (PantauHome *home, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Newest first. (transfer full) (element-type PantauUnfinished); of @db, so that a reader may ask */
GPtrArray *pantau_drafts_list (PantauDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removing one that is gone is no error. Its envelopes and files go with it, but for files that something else names. */
gboolean pantau_drafts_remove (PantauHome *home, const char *id, GError **error);

/*
 * The sealed identities of a draft (local-004.sql). What is typed of a reporter or witness is kept as a fresh envelope only, which this laptop cannot
 * open; so it outlives a crash, and goes with the draft. A new record has its draft's id as its UUID, to which envelopes are bound from the first key on.
 */
typedef struct
{
  char *person; /* "reporter" or "witness" */
  guint ordinal;
  GStrv has;    /* codes of the parts in it */
  char *blob;   /* SHA-256 of the envelope */
  char *region; /* whose officers it is sealed to, or those nearest to it */
  gint64 saved; /* Unix seconds */
} PantauDraftEnvelope;

void pantau_draft_envelope_free (PantauDraftEnvelope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDraftEnvelope, pantau_draft_envelope_free)

/*
 * Seals @identity for the draft @draft, in place of the envelope of the same person and ordinal; an empty one takes that away. @record: the record that is changed; NULL: a
 * new one, whose UUID is @draft. @region (nullable): where the record will be, as far as is known; else the own region. The draft itself need not be saved yet.
 * Durable when it returns. Errors as of pantau_edit_may_seal().
 */
gboolean pantau_drafts_seal (PantauHome *home,
                             const char *draft,
                             const char *person,
                             guint ordinal,
                             PantauIdentity *identity,
                             const char *record,
                             const char *region,
                             GError **error);

/* Takes one envelope away; one that is gone is no error. */
gboolean pantau_drafts_unseal (
    PantauHome *home, const char *draft, const char *person, guint ordinal, GError **error);

/* The draft's envelopes, reporters first, then by ordinal; of @db, so that a reader may ask. (transfer full): of PantauDraftEnvelope */
GPtrArray *
pantau_drafts_envelopes (PantauDb *db, const char *draft, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The files of a draft (local-006.sql). @file was taken over before (pantau-attachment.h), and belongs to the draft from here on: durable when it
 * returns. @record: the record that is changed; NULL: a new one, whose UUID is @draft. The draft itself need not be saved yet.
 * PANTAU_ERROR_CONFLICT where the draft has it already; _TOO_LARGE after PANTAU_EVIDENCE_MAX_FILES, those of @record among them; _NOT_FOUND where it is
 * neither in blobs/ nor on a medium. One that is not taken is to be given to pantau_edit_discard().
 */
gboolean pantau_drafts_attach (PantauHome *home,
                               const char *draft,
                               const char *record,
                               const PantauAttachment *file,
                               GError **error);

/* From whom a file of a draft came: a code of PANTAU_ATTACHMENT_ORIGINS, or NULL: not said. PANTAU_ERROR_INVALID where it is none; one that is gone is no error. */
gboolean pantau_drafts_set_origin (
    PantauHome *home, const char *draft, const char *hash, const char *origin, GError **error);

/* Takes a file out of a draft, and off the disk unless something else names it; one that is gone is no error. */
gboolean
pantau_drafts_detach (PantauHome *home, const char *draft, const char *hash, GError **error);

/* In the order in which they were chosen; of @db, so that a reader may ask. (transfer full): of PantauAttachment */
GPtrArray *
pantau_drafts_files (PantauDb *db, const char *draft, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
