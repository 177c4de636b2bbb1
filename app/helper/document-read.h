/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The first page of a document. */
typedef struct
{
  int pages; /* how many there are */
  int width; /* pixels of @rgba */
  int height;
  guint8 *rgba;    /* (nullable): four bytes a pixel, opaque; NULL where nobody asked */
  gsize length;    /* bytes */
  GString *claims; /* members of JSON (picture-answer.h) */
} Document;

/*
 * Reads the PDF on standard input, which must be a plain file, and draws its first page with @most pixels on its longer side (0: not at all). Nothing of
 * it is run, nothing that it names elsewhere is opened. FALSE with @reason ("locked": by a password, "damaged").
 */
gboolean document_read (int most, Document *document, const char **reason);
