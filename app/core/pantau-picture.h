/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-file-claims.h"

G_BEGIN_DECLS

/* How long the helper may take, in seconds, before it is killed. */
#define PANTAU_PICTURE_PATIENCE 10

/* What the helper process says of a picture. */
typedef struct
{
  char type[16]; /* "image/jpeg", "image/png", "image/webp", "application/pdf" */
  guint width;   /* pixels, upright (by EXIF) */
  guint height;
  guint64 hash; /* perceptual, as below */
} PantauPicture;

/*
 * Reads a picture in a process of its own (`pantau-picture`, app/helper): whatever the picture does ends that process and never this one. @fd: a plain
 * file, read from its beginning; stays the caller's. Blocks for PANTAU_PICTURE_PATIENCE seconds at most: for threads.
 *
 * FALSE with PANTAU_ERROR_MALFORMED (no picture that it reads, or a damaged one), _TOO_LARGE (too many pixels or too much memory), _FAILED (no
 * helper, or it ended), G_IO_ERROR_CANCELLED.
 */
gboolean
pantau_picture_read (int fd, PantauPicture *picture, GCancellable *cancellable, GError **error);

/*
 * The same, and what the file says of itself: of pictures, and of PDFs, of which @picture has the type alone (no size, no hash). @claims takes it
 * (transfer full) (nullable), also where FALSE is returned, since a picture that was cut short still says when it was taken.
 */
gboolean pantau_picture_examine (int fd,
                                 PantauPicture *picture,
                                 PantauFileClaims **claims,
                                 GCancellable *cancellable,
                                 GError **error);

/*
 * The perceptual hash alone, 64 bits: pictures that look alike have hashes that differ in few bits (Hamming distance), whatever their size and
 * compression. 0 with an error as above; 0 without: a picture without features, all of one colour, that is like no other.
 */
guint64 pantau_picture_hash (int fd, GCancellable *cancellable, GError **error);
guint64 pantau_picture_hash_bytes (GBytes *bytes, GCancellable *cancellable, GError **error);

/* In how many bits two hashes differ: 0 to 64. */
guint pantau_picture_distance (guint64 a, guint64 b);

/* A hash as lines and JSON write it, 16 small hex digits, and back: 0 for what is none. */
char *pantau_picture_hash_text (guint64 hash) G_GNUC_WARN_UNUSED_RESULT;
guint64 pantau_picture_hash_parse (const char *text);

G_END_DECLS
