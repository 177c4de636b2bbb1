/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-part.h"
#include "pantau-files-part.h"
#include "pantau-handling.h"
#include "pantau-proof.h"
#include "pantau-sealed-part.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * Everything that the page of a record shows, in words, made in the reading thread: the main loop only puts it on the screen. Immutable.
 */
typedef struct
{
  PantauRecord *record;         /* (owned) */
  PantauProof *proof;           /* (owned) (nullable): the receipt behind it */
  GPtrArray *sheet;             /* (owned) of PantauSheetLine */
  GPtrArray *story;             /* (owned) of PantauStoryItem, oldest first */
  GPtrArray *differences;       /* (owned) of PantauDifference */
  PantauHandling *handling;     /* (owned) */
  PantauSealedPart *identities; /* (owned) */
  PantauClaimPart *claim;       /* (owned) (nullable): of a hoax */
  PantauFilesPart *files;       /* (owned) */
  char *text;                   /* (owned): to be copied */
} PantauRecordView;

/* One of several values of a field. */
typedef struct
{
  char *json;   /* canonical */
  char *text;   /* in words */
  char *author; /* "Siti (PKD)" */
  char *origin; /* when, and from which device */
  gboolean is_mine;
} PantauChoiceView;

/* A field on which people differ. */
typedef struct
{
  char *field;
  char *label;
  GPtrArray *choices; /* (owned) of PantauChoiceView; two at least */
} PantauDifference;

void pantau_record_view_free (PantauRecordView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRecordView, pantau_record_view_free)

/* Asks for @record; PANTAU_ERROR_NOT_FOUND where it is not here. */
void pantau_record_view_read (PantauSession *session,
                              const char *record,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
PantauRecordView *pantau_record_view_read_finish (PantauSession *session,
                                                  GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What this person may do to a record. */
typedef struct
{
  char *record;
  gboolean may_set;
  gboolean may_note;
  gboolean may_seal; /* whether or not there are keys to seal to yet */
  gboolean may_move;
  gboolean may_forward; /* and write down answers */
  gboolean may_treat;
  gboolean may_become; /* a risk that may come true */
  gboolean may_review;
  gboolean may_release; /* and something was forwarded that Pemprov may be told of */
  gboolean may_open_identity;
  gboolean may_ask;           /* an officer to reach somebody */
  gboolean may_answer;        /* such a request */
  gboolean may_attach;        /* files */
  gboolean may_release_files; /* of an open hoax, to Pemprov */
  gboolean may_join;          /* make it a sighting of another claim */
  gboolean may_unlink;        /* take its own links back */
  char *
      verdict_of; /* (nullable): UUID of the record on which this desk gives the verdict: the claim, else the sighting itself */
  gboolean may_redact; /* ask for its erasure by law */
  GPtrArray *
      redactions; /* (owned) (nullable): of PantauRedaction: what was asked for and is not erased yet */
  guint
      open_risks; /* answers “no” in the checklist of an activity that have opened none; 0 where the person may not */
  char *refusal;  /* (nullable): where not, why: one sentence */
  GStrv origins;  /* (owned) (nullable): what may be made of where a case comes from */
  GStrv steps;    /* (owned): statuses, in the order of the table */
} PantauRecordRights;

void pantau_record_rights_free (PantauRecordRights *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRecordRights, pantau_record_rights_free)

/* Asked of the writing thread, which knows who works here. */
void pantau_record_rights_read (PantauSession *session,
                                const char *record,
                                GAsyncReadyCallback callback,
                                gpointer data);
PantauRecordRights *pantau_record_rights_read_finish (PantauSession *session,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
