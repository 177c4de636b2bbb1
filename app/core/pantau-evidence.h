/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-attachment.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Files of a record, over all its lines: no program of ours adds one beyond. What two devices add without knowing of each other may be more, and is kept.
 * Masked copies do not count: a desk must be able to make them. Also: files in one evidence.add, and hashes in one evidence.release.
 */
#define PANTAU_EVIDENCE_MAX_FILES 32

/* Where a file of a record is. Names are a contract (`show --json`); append only. */
typedef enum
{
  PANTAU_EVIDENCE_HERE,      /* of somebody else's line, and on this computer too */
  PANTAU_EVIDENCE_WAITING,   /* of an own line, here, not at the province yet */
  PANTAU_EVIDENCE_RECEIVED,  /* of an own line, here, and the province has said that it has it */
  PANTAU_EVIDENCE_MISSING,   /* not on this computer: to be fetched */
  PANTAU_EVIDENCE_REFUSED,   /* of an own line, here, and the province does not take it */
  PANTAU_EVIDENCE_ELSEWHERE, /* too large to travel: on its `medium`, handed over by people */
} PantauEvidenceState;

/* "here", "waiting", "received", "missing", "refused", "elsewhere". */
const char *pantau_evidence_state_get_name (PantauEvidenceState state);

/* One file of a record. */
typedef struct
{
  char *hash;
  char *name;               /* "" where its line says none (`blobs` of a record.create) */
  goffset size;             /* bytes; -1 where its line does not say and it is not here */
  char *type;               /* MIME; "application/octet-stream" where its line does not say */
  char *received;           /* (nullable): when it came into the home of who attached it */
  guint64 picture;          /* perceptual hash; 0: none */
  char *masks;              /* (nullable): hash of the original that it stands for */
  PantauFileClaims *claims; /* (nullable): what it says of itself, as its line has it */
  char *origin;             /* (nullable): code of PANTAU_ATTACHMENT_ORIGINS: from whom it came */
  char *stripped;           /* (nullable): who took away what it said (PANTAU_STRIPPED_WHATSAPP) */
  char *medium;             /* (nullable): where it is kept, of one that does not travel */
  char *note;               /* (nullable): what was said of the files of its line */
  char *entry;              /* id of the line that brought it, in hex */
  char *device;             /* who wrote that */
  char *author;             /* (nullable): the person's name, where the grant is here */
  char *time;               /* RFC 3339, as that device's clock said */
  gboolean is_released;     /* a desk lets Pemprov have it (evidence.release) */
  PantauEvidenceState state;
} PantauEvidence;

void pantau_evidence_free (PantauEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauEvidence, pantau_evidence_free)

/*
 * The files of a record, each once, oldest line first and within a line as it names them; a file that several lines bring is that of the line whose
 * id sorts first, with the others' release. Lines in quarantine do not count. Thread of the reading session. (transfer full): of PantauEvidence, perhaps empty
 */
GPtrArray *pantau_store_evidence (PantauStore *store,
                                  const char *record,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many files of @files (of PantauEvidence) count towards PANTAU_EVIDENCE_MAX_FILES. */
guint pantau_evidence_count (GPtrArray *files);

/* Sets @error to what is said where a record would have more than PANTAU_EVIDENCE_MAX_FILES: PANTAU_ERROR_TOO_LARGE. Always FALSE. */
gboolean pantau_evidence_throw_many (GError **error);

/* Another record that has the same file. */
typedef struct
{
  char *id;
  char *title; /* as it was written; perhaps empty */
  char *kind;
} PantauSameFile;

void pantau_same_file_free (PantauSameFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSameFile, pantau_same_file_free)

/* More than so many records are not named. */
#define PANTAU_SAME_FILE_LIMIT 100

/*
 * The records of this home besides @except_record (nullable) that have the file @hash, those with the latest event first. A home has no record that its person may not see;
 * what is in quarantine does not count. Thread of the reading session. (transfer full): of PantauSameFile, perhaps empty
 */
GPtrArray *pantau_store_same_file (PantauStore *store,
                                   const char *hash,
                                   const char *except_record,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What the body of an evidence.add says of its files: those that are well-formed and that its `blobs` names too, since only those travel; or that say on
 * which medium they are kept, and are not in `blobs`. Missing members have the plainest value. (transfer full): of PantauAttachment
 */
GPtrArray *pantau_evidence_read (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether what files say of themselves is in no line about records of @kind, and is read from none: Pemprov reads the lines of an open hoax, and a place or a camera betrays
 * who sent a screenshot.
 */
gboolean pantau_evidence_is_silent (const char *kind);

/* The hashes that the body of an evidence.release releases: in `targets` and in `blobs`. (transfer full) */
GStrv pantau_evidence_read_release (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The body of an evidence.add of @files (of PantauAttachment) about a record of @kind. Of a hoax it leaves out what the files say of themselves: its lines are read by Pemprov,
 * and a place or a camera can betray who sent it. (transfer full)
 */
JsonObject *pantau_evidence_body (GPtrArray *files,
                                  const char *kind,
                                  const char *note) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Brings a file of a record here, whole and compared with its name; a damaged one is set aside and fetched anew. TRUE where it is here already.
 * Blocks: for the session's threads. PANTAU_ERROR_NOT_FOUND: the record has no such file, it is on a medium, or the province has it not yet; _REFUSED: the desk has not
 * released it to Pemprov; _NOT_ENROLLED; and those of PantauClient.
 */
gboolean pantau_evidence_fetch (PantauHome *home,
                                const char *record,
                                const char *hash,
                                GCancellable *cancellable,
                                GError **error);
/* The same; @progress (nullable) hears, in the calling thread, how many bytes are here of how many: -1 where no line says. */
gboolean pantau_evidence_fetch_telling (PantauHome *home,
                                        const char *record,
                                        const char *hash,
                                        PantauProgress progress,
                                        gpointer data,
                                        GCancellable *cancellable,
                                        GError **error);

/*
 * Writes a copy of a file that is here to @path, compared with its name on the way; @path appears whole or not at all. PANTAU_ERROR_CONFLICT where
 * something is there and not @replace; _NOT_FOUND, _DAMAGED, _IO, _FULL.
 */
gboolean pantau_evidence_save (PantauHome *home,
                               const char *hash,
                               const char *path,
                               gboolean replace,
                               GCancellable *cancellable,
                               GError **error);

/* For `verify`: a sentence in @faults for each file of own lines and drafts that is not here. */
gboolean pantau_evidence_verify (PantauHome *home, GPtrArray *faults, GError **error);

G_END_DECLS
