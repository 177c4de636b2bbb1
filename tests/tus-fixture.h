/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "raw-device.h"

G_BEGIN_DECLS

/* Files on raw sockets: what tus says, byte by byte. */

/* A province with one device in the field. */
typedef struct
{
  Trip *trip;
  RawDevice *field; /* of TUS_REGION */
} TusFixture;

#define TUS_REGION "16.13.04"

void tus_set_up (TusFixture *f, gconstpointer data);
void tus_tear_down (TusFixture *f, gconstpointer data);

/* A file of @length bytes that a line names; @hash takes its name. (transfer full) */
guint8 *tus_new_file (TusFixture *f, gsize length, char **hash) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes that are the same for the same @seed and @length; (transfer full). @hash takes their name. */
guint8 *tus_bytes (gsize length, guint8 seed, char **hash) G_GNUC_WARN_UNUSED_RESULT;

/* A new open risk of @region that names @hash, pushed and accepted. */
void tus_name (RawDevice *device, const char *region, const char *hash);

/* A closed case of neutrality, and a line of @type about it that names @hash; both pushed and accepted. */
void tus_name_closed (RawDevice *device, const char *region, const char *type, const char *hash);

/* Any request on files; @headers (nullable) are whole lines. */
Reply *tus_ask (RawDevice *device,
                const char *method,
                const char *path,
                const char *headers,
                const void *body,
                gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* POST /v1/blobs of @hash with @size; @body (nullable) goes with it. */
Reply *tus_post (RawDevice *device, const char *hash, goffset size, const void *body, gsize length)
    G_GNUC_WARN_UNUSED_RESULT;

/* Begins an upload, and asserts that it is at 0: its path. (transfer full) */
char *tus_begin (RawDevice *device, const char *hash, goffset size) G_GNUC_WARN_UNUSED_RESULT;

/* The path of an upload that a 201 names. (transfer full) */
char *tus_location (Reply *reply) G_GNUC_WARN_UNUSED_RESULT;

Reply *tus_patch (RawDevice *device,
                  const char *path,
                  goffset offset,
                  const char *headers,
                  const void *body,
                  gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* Where the upload stands, by HEAD, which must be answered with 200. */
goffset tus_offset (RawDevice *device, const char *path);

/* The same head as tus_patch() says of @announced bytes, but only @length of them; then hangs up. */
void tus_patch_cut (RawDevice *device,
                    const char *path,
                    goffset offset,
                    gsize announced,
                    const void *body,
                    gsize length);

/* GET /v1/blobs/HASH; @headers nullable. */
Reply *tus_get (RawDevice *device, const char *hash, const char *headers) G_GNUC_WARN_UNUSED_RESULT;

/* Asserts that the answer has the header with that value. */
void tus_assert_header (Reply *reply, const char *name, const char *value);

/* Asserts the status, and where @problem is not NULL the problem's name; frees @reply. */
void tus_assert (Reply *reply, guint status, const char *problem);

/* Whether the province has the file in its store, whole. */
gboolean tus_stored (Trip *trip, const char *hash);
/* How many files lie in its blobs/tmp. */
guint tus_count_parts (Trip *trip);

G_END_DECLS
