/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"
#include "pantau-db.h"
#include "pantau-entry.h"

G_BEGIN_DECLS

/*
 * The table `upload` of a home: the files that its lines name, and how far the province has them. Functions that write are
 * called inside a transaction unless they say otherwise.
 */

/* Stored by name; append only. */
typedef enum
{
  PANTAU_UPLOAD_WAITING, /* is here, and not all of it at the province */
  PANTAU_UPLOAD_SENT,    /* the province has said that it has all of it */
  PANTAU_UPLOAD_REFUSED, /* it does not take it: see the reason */
  PANTAU_UPLOAD_MISSING, /* a line names it, and it is not here */
} PantauUploadState;

/* Sizes by which files wait for each other: the larger never goes before the smaller. */
typedef enum
{
  PANTAU_UPLOAD_TINY,   /* up to 64 KiB: an envelope, a voice note of seconds */
  PANTAU_UPLOAD_SMALL,  /* up to 1 MiB: a photo that was sent on */
  PANTAU_UPLOAD_MIDDLE, /* up to 10 MiB: a photo as it was taken */
  PANTAU_UPLOAD_LARGE,  /* more: a video */
} PantauUploadClass;

PantauUploadClass pantau_upload_class (goffset size);
/* The most bytes of a file of that class, which is not the last. */
goffset pantau_upload_class_limit (PantauUploadClass upload_class);

typedef struct
{
  char *hash;
  char *record;   /* UUID: of the line here that named it first */
  goffset size;   /* bytes; -1 where it is not here */
  char *url;      /* (nullable): what the province calls the upload under way */
  goffset offset; /* bytes that it has acknowledged */

  /* Of one run alone (pantau-transfer.c). */
  gboolean is_begun; /* the province has just said that it stands at @offset of @url */
  gboolean is_known; /* and that it has all of the file, from somebody else */
} PantauUpload;

void pantau_upload_free (PantauUpload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauUpload, pantau_upload_free)

/* How many files, and how many bytes of them, are in each state. */
typedef struct
{
  gint64 waiting, sent, refused, missing;
  gint64 waiting_bytes; /* that are still to be sent */
} PantauUploadCounts;

/*
 * The files that the body of @entry names in `blobs`: valid names, each once, in their order; empty where there is no
 * body. (transfer full) (element-type utf8)
 */
GPtrArray *pantau_entry_get_blobs (const PantauEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/* A line of this home, of row @n, is written: the files that it names are to be sent. */
gboolean pantau_uploads_note (
    PantauDb *db, PantauBlobs *blobs, const PantauEntry *entry, gint64 n, GError **error);

/*
 * The province was restored from a copy and may have lost any file: all that are here and that a line here names are offered
 * again, others' too.
 */
gboolean pantau_uploads_offer_all (PantauDb *db, PantauBlobs *blobs, GError **error);

/*
 * The province has lost the file @hash, of whomever: where it is here and a line here names it, it is offered again. What waits already goes on.
 */
gboolean pantau_uploads_offer (PantauDb *db, PantauBlobs *blobs, const char *hash, GError **error);

/*
 * What is to be sent now, in that order: files of lines that the province has acknowledged, for it takes no others. By PantauUploadClass; within one each record
 * has its turn, so that the hundred photos of one do not keep another's waiting; within a record what was begun comes first. What was missing and has come is
 * waiting again, what was waiting and has gone is missing. Writes by a transaction of its own. (transfer full) (element-type PantauUpload)
 */
GPtrArray *
pantau_uploads_list (PantauDb *db, PantauBlobs *blobs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes how far one came (@url nullable), or what became of it (@reason nullable). Each is a whole transaction. */
gboolean pantau_uploads_set_progress (
    PantauDb *db, const char *hash, const char *url, goffset offset, GError **error);
gboolean pantau_uploads_set_state (
    PantauDb *db, const char *hash, PantauUploadState state, const char *reason, GError **error);

/*
 * The province has signed that it has the file. Nothing where the home's setting `epoch` (nullable: none) is not @epoch any more: a province that was restored
 * meanwhile may have lost it again. A whole transaction.
 */
gboolean
pantau_uploads_set_sent (PantauDb *db, const char *hash, const char *epoch, GError **error);

/* How many files of this home stand where, and what is still to be sent of them. */
gboolean pantau_uploads_count (PantauDb *db, PantauUploadCounts *counts, GError **error);

/* FALSE in @found where no line of this home named it. */
gboolean pantau_uploads_get_state (
    PantauDb *db, const char *hash, PantauUploadState *state, gboolean *found, GError **error);

G_END_DECLS
