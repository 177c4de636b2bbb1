/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-blob.h"
#include "pantau-file-claims.h"

G_BEGIN_DECLS

/* The longest name of a file, in characters; what is longer is shortened before its extension. */
#define PANTAU_ATTACHMENT_MAX_NAME 200

/* How long a text may be that says where a file is kept, in characters. */
#define PANTAU_ATTACHMENT_MIN_MEDIUM 3
#define PANTAU_ATTACHMENT_MAX_MEDIUM 200

/* The list of choices (choices.json) from whom files come; it says who by function, never by name. */
#define PANTAU_ATTACHMENT_ORIGINS "file_origin"

/* `stripped`: WhatsApp took away what the file said of itself. The name is a contract; append only. */
#define PANTAU_STRIPPED_WHATSAPP "whatsapp"

/*
 * A file that was taken over into a home's blobs, byte for byte, or one whose hash alone was taken since it is too large; and what is known of it: what
 * a line says of it (evidence.add), and before that a draft. Plain data; may be changed before it is attached.
 */
typedef struct
{
  char *hash;      /* SHA-256: its name in blobs/ */
  char *name;      /* as it came, cleaned by pantau_attachment_clean_name(); never empty */
  goffset size;    /* bytes, at least 1 */
  char *type;      /* MIME, by its content (pantau-file-type.h) */
  char *received;  /* RFC 3339 in WIB: when it came into this home, by its clock */
  guint64 picture; /* perceptual hash (pantau-picture.h); 0: no picture, or one without features */
  char *masks;     /* (nullable): hash of the original that this copy stands for */
  PantauFileClaims *claims; /* (nullable): what the file says of itself, which is never believed */
  char *origin;             /* (nullable): code of PANTAU_ATTACHMENT_ORIGINS: from whom it came */
  char *stripped;           /* (nullable): PANTAU_STRIPPED_WHATSAPP */
  char *medium; /* (nullable): where the file itself is kept, of one that is not in blobs/ */
} PantauAttachment;

PantauAttachment *pantau_attachment_copy (const PantauAttachment *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_attachment_free (PantauAttachment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAttachment, pantau_attachment_free)

/* An array that owns its PantauAttachment. (transfer full) */
GPtrArray *pantau_attachments_new (void) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Takes a file over: copied, hashed while it is copied, on the disk when this returns; never re-encoded. A link is followed, for a person named
 * it. Then its picture is hashed where it is one; that this fails is no failure. Blocks: for threads.
 *
 * Errors, each with a sentence of its own: PANTAU_ERROR_NOT_FOUND; _INVALID: a directory, a pipe, a device, an empty file;
 * _TOO_LARGE: over PANTAU_BLOB_LIMIT (see pantau_attachment_new_for_medium()); _CONFLICT: it changed while it was read; _IO, _FULL, G_IO_ERROR_CANCELLED.
 * Nothing of it stays then.
 */
PantauAttachment *pantau_attachment_new_for_path (PantauBlobs *blobs,
                                                  const char *path,
                                                  GCancellable *cancellable,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a file that may lie elsewhere (a phone on its cable); one that has a path is read by that. */
PantauAttachment *pantau_attachment_new_for_file (PantauBlobs *blobs,
                                                  GFile *file,
                                                  GCancellable *cancellable,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of bytes, from the clipboard say. @name (nullable): cleaned; a plain name is found where there is none. */
PantauAttachment *pantau_attachment_new_for_bytes (PantauBlobs *blobs,
                                                   GBytes *bytes,
                                                   const char *name,
                                                   GCancellable *cancellable,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far reading is: @done of @all bytes. Called in the thread that reads, every few MiB and at the end. */
typedef void (*PantauAttachmentProgress) (goffset done, goffset all, gpointer data);

/*
 * Takes no bytes of a file that is larger than PANTAU_BLOB_LIMIT: its hash, size, type and name alone are recorded, and the file stays on @medium, "flashdisk
 * biru, lemari 2 Bawaslu Muba", which is handed over by people. @progress (nullable). Blocks as long as reading takes: for threads.
 *
 * Errors as above but _TOO_LARGE and _FULL; PANTAU_ERROR_INVALID also where @medium is no text of pantau_attachment_check_medium(), or the file is
 * small enough to be attached itself.
 */
PantauAttachment *pantau_attachment_new_for_medium (const char *path,
                                                    const char *medium,
                                                    PantauAttachmentProgress progress,
                                                    gpointer data,
                                                    GCancellable *cancellable,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Where a file is kept, as a line may say it: one line of PANTAU_ATTACHMENT_MIN_MEDIUM to _MAX_MEDIUM characters, without anybody's number or address.
 * (transfer full): NULL with PANTAU_ERROR_INVALID
 */
char *pantau_attachment_check_medium (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether a file called @name, of @type, came through WhatsApp and lost there what a camera wrote into it: PANTAU_STRIPPED_WHATSAPP, or NULL. It goes by the
 * names that WhatsApp gives; of a JPEG by what is missing in it too, since one that was sent as a document keeps what it said. @fd: the
 * file, left where it was. (transfer none)
 */
const char *pantau_attachment_find_stripped (int fd, const char *name, const char *type);

/*
 * What is kept of a file's name: no path, no control, format or bidi characters, no dot in front, at most PANTAU_ATTACHMENT_MAX_NAME characters; and
 * nobody's number or address (pantau-pii.h), nor the name that an export of a chat has in it, since that is who sent it. (transfer full)
 */
char *pantau_attachment_clean_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
