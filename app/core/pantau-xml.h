/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * XML from outside, read so that no file can do harm by its shape: no document type (so no entity beyond XML's own five, no external one, no
 * default), nothing is ever fetched, and size, depth and number of elements are bounded. Namespaces are not resolved: an element goes by its local name.
 */

/* What a reader of one sort of file allows. All of them are needed. */
typedef struct
{
  gsize bytes;
  guint depth;    /* of elements within each other, the root is 1; at most PANTAU_XML_MAX_DEPTH */
  guint elements; /* in all */
} PantauXmlLimits;

#define PANTAU_XML_MAX_DEPTH 32

/*
 * Who hears of the elements, in their order. @depth: 1 for the root. Both are optional; FALSE with an error ends the reading.
 * @names and @values: the attributes as they are written, prefixes included, up to NULL.
 * @text: what stands directly in the element and in none inside it, without white space around it; valid UTF-8.
 */
typedef struct
{
  gboolean (*begin) (const char *name,
                     guint depth,
                     const char *const *names,
                     const char *const *values,
                     gpointer data,
                     GError **error);
  gboolean (*end) (const char *name, guint depth, const char *text, gpointer data, GError **error);
} PantauXmlHandler;

/*
 * Reads @bytes: UTF-8, or what their declaration or byte order mark says of UTF-16, ISO-8859-1 and Windows-1252. FALSE with PANTAU_ERROR_TOO_LARGE
 * (over a limit), PANTAU_ERROR_MALFORMED (no XML, or XML that is refused), or the handler's error. Each is a sentence.
 */
gboolean pantau_xml_parse (GBytes *bytes,
                           const PantauXmlLimits *limits,
                           const PantauXmlHandler *handler,
                           gpointer data,
                           GError **error);

/* The value of an attribute by its whole name. (transfer none) (nullable) */
const char *
pantau_xml_attribute (const char *const *names, const char *const *values, const char *name);

/*
 * All of @stream, but never more than @limit bytes of it: a longer one is PANTAU_ERROR_TOO_LARGE as soon as that shows, whatever it would still
 * bring. Other errors are those of the stream.
 */
GBytes *pantau_xml_read_stream (GInputStream *stream,
                                gsize limit,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a file, whose size is looked at first. PANTAU_ERROR_IO where it cannot be read. */
GBytes *pantau_xml_read_file (GFile *file, gsize limit, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
