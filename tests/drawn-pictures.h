/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Pictures as they go round before an election, drawn (tests/similar/README.md): posters, leaflets, faces, screenshots of chats, letters, photographs
 * of a sort. The same ones in every run on one machine; letters are those of its fonts.
 */
#define DRAWN_N 40

/*
 * Picture @n as a PNG. @content 0 is the picture; any other has the same layout, colours and size, and tells of something else. (transfer full)
 */
GBytes *drawn_picture (guint n, guint content) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where pictures of another @content look alike: a photograph of something else does not. */
gboolean drawn_has_layout (guint n);

/* What is done to a picture on its way. */
typedef enum
{
  DRAWN_JPEG_70,
  DRAWN_JPEG_50,
  DRAWN_JPEG_30,
  DRAWN_HALF,
  DRAWN_CROPPED,
  DRAWN_BRIGHTER,
  DRAWN_DARKER,
  DRAWN_GREY,
  DRAWN_WATERMARK,
  DRAWN_CAPTION, /* a bar with words below it: the picture gets higher */
  DRAWN_PHONE,   /* a screenshot of a telephone that shows it */
  DRAWN_N_CHANGES,
} DrawnChange;

const char *drawn_change_name (DrawnChange change);

/* Picture @n after that, encoded. (transfer full) */
GBytes *drawn_changed (guint n, DrawnChange change) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
