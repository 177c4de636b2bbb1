/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-parcel.h"
#include "raw-device.h"

G_BEGIN_DECLS

/* Parcels as nobody's home would make them: from a device that has only a key, and posted by whichever other. */

/* A content of @kind that comes from @device. (transfer full) */
JsonObject *courier_content (RawDevice *device, const char *kind) G_GNUC_WARN_UNUSED_RESULT;

/* Sealed to the province with the public key @province. (transfer full) */
PantauParcel *
courier_seal (const char *province, JsonObject *content, GBytes *payload) G_GNUC_WARN_UNUSED_RESULT;

/* Lines that @device sends to its province. */
PantauParcel *
courier_lines (RawDevice *device, PantauEntry **entries, guint n) G_GNUC_WARN_UNUSED_RESULT;
/* @length bytes of a file of @size, from @offset on. */
PantauParcel *courier_piece (RawDevice *device,
                             const char *hash,
                             goffset size,
                             goffset offset,
                             const void *bytes,
                             gsize length) G_GNUC_WARN_UNUSED_RESULT;
/* What @device asks: news behind @cursor (nullable), its own lines not among them, and the file @hash (nullable). */
PantauParcel *
courier_ask (RawDevice *device, const char *cursor, const char *hash) G_GNUC_WARN_UNUSED_RESULT;

/* Posted with the token of @carrier; @query (nullable) as in "?after=…". */
Reply *courier_post (RawDevice *carrier,
                     PantauParcel *parcel,
                     const char *query) G_GNUC_WARN_UNUSED_RESULT;

/* One answer, opened. */
typedef struct
{
  PantauParcel *parcel;
  PantauContent *content;
} CourierAnswer;

/*
 * The parcels of an answer with status 200, each of which must answer @asked (nullable: not looked at) and be for @device, and nobody else; opened.
 * (transfer full) (element-type CourierAnswer)
 */
GPtrArray *
courier_answers (Reply *reply, PantauParcel *asked, RawDevice *device) G_GNUC_WARN_UNUSED_RESULT;

/* The only one of @kind; asserts that there is one. */
CourierAnswer *courier_only (GPtrArray *answers, const char *kind);
/* How many of them are of @kind. */
guint courier_count (GPtrArray *answers, const char *kind);

/* Posts, and asserts the problem of the document that comes back. */
void courier_assert_problem (RawDevice *carrier,
                             PantauParcel *parcel,
                             guint status,
                             const char *problem);

/* A courier file @name of @parcels, up to NULL: its path. (transfer full) */
char *courier_file (Trip *trip, const char *name, const char *province, ...)
    G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/*
 * The parcels of a courier file that are for @device, opened. Asserts that the file is whole; @n (nullable) takes how many there are for whomever.
 * (transfer full) (element-type CourierAnswer)
 */
GPtrArray *courier_read (const char *path, RawDevice *device, guint *n) G_GNUC_WARN_UNUSED_RESULT;

/* The lines of a page of news, as text. (transfer full) */
char *courier_news (CourierAnswer *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
