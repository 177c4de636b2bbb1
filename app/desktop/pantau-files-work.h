/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-attachment.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* The files of a draft: what the editor asks of the session's threads. */

/* What becomes a file of a draft: one that lies somewhere, or bytes that were pasted. One of both. */
typedef struct
{
  GFile *file;   /* (owned) (nullable) */
  GBytes *bytes; /* (owned) (nullable) */
  char *name;    /* what people call it; never empty */
  char *medium;  /* (nullable): it is too large: only its hash is taken, and it stays there */
} PantauFileSource;

PantauFileSource *pantau_file_source_new_for_file (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
/* @name (nullable): a plain one is given where there is none. */
PantauFileSource *pantau_file_source_new_for_bytes (GBytes *bytes,
                                                    const char *name) G_GNUC_WARN_UNUSED_RESULT;
PantauFileSource *pantau_file_source_copy (const PantauFileSource *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_file_source_free (PantauFileSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFileSource, pantau_file_source_free)

/* A file of a draft, and what a person should know of it before it is attached. */
typedef struct
{
  PantauAttachment *file; /* (owned) */
  char *remark;           /* (nullable): sentences: WhatsApp stripped it, another record has it */
} PantauKeptFile;

void pantau_kept_file_free (PantauKeptFile *self);

/* The files of @draft, in the order in which they came. @record (nullable): that is changed. */
void pantau_files_read (PantauSession *session,
                        const char *draft,
                        const char *record,
                        GAsyncReadyCallback callback,
                        gpointer data);
/* (transfer full): of PantauKeptFile */
GPtrArray *pantau_files_read_finish (PantauSession *session,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far reading the file of a source with a medium is, in bytes; in the main loop, perhaps after the answer. */
typedef void (*PantauFilesTell) (GObject *object, guint number, goffset done, goffset all);

/*
 * Copies @source into the home and makes it a file of @draft; durable when the answer comes. One after the other, beside whatever is saved meanwhile. @record
 * (nullable): that is changed; NULL: a new one. @tell (nullable) is told with @object, which must live until
 * the answer, and @number.
 */
void pantau_files_add (PantauSession *session,
                       const char *draft,
                       const char *record,
                       const PantauFileSource *source,
                       PantauFilesTell tell,
                       GObject *object,
                       guint number,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
/*
 * (transfer full): the hash under which it is among the files of the draft. Where it is NULL, @is_large says whether the file could be taken with a
 * medium: it has a path, and more than PANTAU_BLOB_LIMIT bytes.
 */
char *pantau_files_add_finish (PantauSession *session,
                               GAsyncResult *result,
                               gboolean *is_large,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says from whom a file of @draft came: a code, or NULL. Ends as pantau_files_remove() does. */
void pantau_files_set_origin (PantauSession *session,
                              const char *draft,
                              const char *hash,
                              const char *origin,
                              GAsyncReadyCallback callback,
                              gpointer data);

/* Takes a file away from @draft. */
void pantau_files_remove (PantauSession *session,
                          const char *draft,
                          const char *hash,
                          GAsyncReadyCallback callback,
                          gpointer data);
gboolean pantau_files_remove_finish (PantauSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
