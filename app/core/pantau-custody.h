/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-evidence.h"
#include "pantau-home.h"
#include "pantau-touch.h"

G_BEGIN_DECLS

/* What a step of a file's chain of custody is. Names are a contract (`custody --json`, table `custody`); append only. */
typedef enum
{
  PANTAU_CUSTODY_IMPORT,  /* "import": a line brought it */
  PANTAU_CUSTODY_RELEASE, /* "release": a desk opened it to Pemprov (evidence.release) */
  PANTAU_CUSTODY_EXPORT,  /* "export" and the rest: evidence.touch */
  PANTAU_CUSTODY_PRINT,
  PANTAU_CUSTODY_FORWARD,
  PANTAU_CUSTODY_HAND_OVER,
} PantauCustodyWhat;

const char *pantau_custody_get_name (PantauCustodyWhat what);

/* One step of one file. Texts are as they were written: pantau-words-custody.h says them. */
typedef struct
{
  PantauCustodyWhat what;
  char *hash;
  char *name;     /* of the file, as its line says; "" where it says none */
  char *entry;    /* id of the line, in hex */
  char *device;   /* who wrote that */
  char *author;   /* (nullable): the person's name, where the grant is here */
  char *position; /* (nullable): and what the person is */
  char *time;     /* RFC 3339, as that device's clock said */
  gint64 index;   /* the province's number; 0: not numbered yet */
  char *received; /* (nullable): of an import, RFC 3339: when it came into that home */
  char *origin;   /* (nullable): of an import, code of the list `file_origin`: from whom */
  char *to;       /* (nullable): the office to which it went */
  char *note;     /* (nullable): what was said of it; of a release, why */
} PantauCustody;

void pantau_custody_free (PantauCustody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCustody, pantau_custody_free)

/*
 * The chain of custody of a record's files, or of the one of @hash (nullable), as far as its lines are here: in the order of the timeline (the
 * province's numbers, then what has none in its devices' own order), files of one line as that names them. Malformed lines, lines in quarantine and
 * what is said of files that the record does not have are left out. Empty where the record or the file is not here. Thread of the reading session.
 * (transfer full): of PantauCustody
 */
GPtrArray *pantau_store_custody (PantauStore *store,
                                 const char *record,
                                 const char *hash,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether this person may write what was done with a record's files: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_custody_may_touch (PantauHome *home, const char *record, GError **error);

/*
 * Writes what is done with @targets, 1 to PANTAU_TOUCH_MAX_TARGETS hashes of files of @record, each once: one evidence.touch. Call it **before** the
 * bytes leave: what cannot be written must not be done. @to: an office or a function, never a reporter or witness; (nullable) but for a forward
 * and a hand-over. @note: (nullable). "" is as NULL. @entry (nullable) takes the line's id (transfer full). Blocks: for the session's writing thread.
 *
 * Errors as above; PANTAU_ERROR_NOT_FOUND: no such file of the record, or for an export or a print it is not on this computer; _REFUSED: Pemprov may
 * not have it; _INVALID: nobody to whom, too long, or what looks like somebody's number or address.
 */
gboolean pantau_custody_touch (PantauHome *home,
                               const char *record,
                               PantauTouchWhat what,
                               const char *const *targets,
                               const char *to,
                               const char *note,
                               char **entry,
                               GError **error);

/*
 * Whether @person (nullable), whose home this is, may not have a file of @record though it is here: Pemprov that of an open hoax whose release was erased, or that
 * came by another record.
 */
gboolean pantau_custody_is_held (const PantauPerson *person,
                                 PantauRecord *record,
                                 const PantauEvidence *file);

/* Files of one record, for the one below. Borrows. */
typedef struct
{
  const char *record;
  const char *const *targets; /* at least one, any number */
} PantauCustodyFiles;

/*
 * The same for several records, all or none in one commit: a line for each record, or more where it has more files than one names. @entries (nullable)
 * takes the lines' ids. (transfer full)
 */
gboolean pantau_custody_touch_several (PantauHome *home,
                                       PantauTouchWhat what,
                                       const PantauCustodyFiles *files,
                                       gsize n_files,
                                       const char *to,
                                       const char *note,
                                       GStrv *entries,
                                       GError **error);

/*
 * @to and @note as they would be written, and FALSE with PANTAU_ERROR_INVALID where they may not be: for a dialog, before anything is begun. @said_to and
 * @said_note (optional) take them (transfer full) (nullable).
 */
gboolean pantau_custody_check (PantauTouchWhat what,
                               const char *to,
                               const char *note,
                               char **said_to,
                               char **said_note,
                               GError **error);

G_END_DECLS
