/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courier files as files: written whole or not at all, read as far as they go. Homes and the province use the same. */

#pragma once

#include "pantau-parcel.h"

G_BEGIN_DECLS

/*
 * A courier file (data/doc/courier.md):
 *
 *   #pantau-courier-1 TAB {"v":1,"province":KEY,"made":RFC3339,"by":KEY,"practice":bool,"succession":[…]} LF
 *   frames of parcels (pantau-parcel.h), any number
 *   end TAB COUNT TAB SHA256 LF            over every byte before this line
 *
 * Nothing in the first line is believed: it says for whom a person holds the file, and what is signed is in the parcels. But for `succession`, which is there where the
 * province has another key than before: the recovery key's statements of it, which prove themselves (pantau-succession.h), since who knows the former
 * key alone would take the file for another province's.
 */
#define PANTAU_COURIER_SUFFIX ".pantau"
#define PANTAU_COURIER_TYPE   "application/vnd.pantau.courier"
#define PANTAU_COURIER_MAGIC  "#pantau-courier-1\t"
#define PANTAU_CARD_MAGIC     "#pantau-card-1\t"
#define PANTAU_JOURNAL_MAGIC  "#pantau-journal-1\t"

/* The most that one file may have where nobody says less: FAT32 knows no larger ones. */
#define PANTAU_COURIER_MOST G_GINT64_CONSTANT (4294967295)

/* The first line. */
typedef struct
{
  char *province; /* (nullable): public key; NULL of a home that has none yet */
  char *made;     /* RFC 3339, its maker's clock */
  char *by;       /* public key: of the device, or of the province itself */
  gboolean practice;
  char *succession; /* (nullable): {`statements`: [STATEMENT, …]}, as it came */
} PantauCourierHead;

void pantau_courier_head_clear (PantauCourierHead *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauCourierHead, pantau_courier_head_clear)

/* Reading. */
typedef struct _PantauCourierReader PantauCourierReader;

/*
 * Opens @path, an ordinary file and no link to one: whatever else somebody puts there (a pipe, a device) is PANTAU_ERROR_INVALID and is not
 * waited for. PANTAU_ERROR_MALFORMED where it is no courier file, _NEWER, _NOT_FOUND, _IO.
 */
PantauCourierReader *pantau_courier_reader_open (const char *path,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_courier_reader_close (PantauCourierReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourierReader, pantau_courier_reader_close)

const PantauCourierHead *pantau_courier_reader_get_head (PantauCourierReader *self);
goffset pantau_courier_reader_get_size (PantauCourierReader *self);
goffset pantau_courier_reader_get_position (PantauCourierReader *self);

/*
 * The next whole parcel: (transfer full), NULL after the last one. FALSE only where the file cannot be read on (PANTAU_ERROR_IO: the stick was
 * pulled out). A file that ends early, or goes on with what is none of ours, ends for us too: pantau_courier_reader_is_whole() says so.
 */
gboolean
pantau_courier_reader_next (PantauCourierReader *self, PantauParcel **parcel, GError **error);

/* After the last parcel: TRUE where the end was there, with the right count and hash. */
gboolean pantau_courier_reader_is_whole (PantauCourierReader *self);

/* After the last parcel: SHA-256 of the bytes of the file, in hex; what a hand-over note says. */
const char *pantau_courier_reader_get_hash (PantauCourierReader *self);

/* Writing: under another name beside @path, until it is published. */
typedef struct _PantauCourierWriter PantauCourierWriter;

/* PANTAU_ERROR_CONFLICT where something is at @path and @replace was not said; _FULL, _IO (a read-only stick). */
PantauCourierWriter *pantau_courier_writer_new (const char *path,
                                                gboolean replace,
                                                const PantauCourierHead *head,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Before it was published: takes away what was written. */
void pantau_courier_writer_free (PantauCourierWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourierWriter, pantau_courier_writer_free)

gboolean
pantau_courier_writer_add (PantauCourierWriter *self, PantauParcel *parcel, GError **error);

/* Bytes so far, with the end that is still to come. */
goffset pantau_courier_writer_get_size (PantauCourierWriter *self);
guint pantau_courier_writer_get_count (PantauCourierWriter *self);
const char *pantau_courier_writer_get_path (PantauCourierWriter *self);

/* Writes the end and waits until all of it is on the disk. Nothing can be added any more. */
gboolean pantau_courier_writer_finish (PantauCourierWriter *self, GError **error);

/* Once finished: SHA-256 of the file, in hex. */
const char *pantau_courier_writer_get_hash (PantauCourierWriter *self);

/* Gives a finished file its name, durably. */
gboolean pantau_courier_writer_publish (PantauCourierWriter *self, GError **error);

G_END_DECLS
