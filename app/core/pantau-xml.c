/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML from outside by GMarkup, which has no document types at all: what would need one is told apart and refused. Nothing here
 * recurses, and memory is in proportion to a file whose size is bounded first.
 */

#include "config.h"

#include "pantau-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"

#define CHUNK        (32 * 1024)
#define DECLARATION  256 /* bytes in which <?xml … ?> has to end */
#define MAX_ENCODING 32  /* characters */

typedef struct
{
  const PantauXmlLimits *limits;
  const PantauXmlHandler *handler;
  gpointer data;
  guint elements;
  guint depth;
  GString *texts[PANTAU_XML_MAX_DEPTH + 1]; /* (owned): of the elements that are open, by depth */
} Reader;

static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
begin_element (GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  Reader *self = data;

  if (self->depth == self->limits->depth)
    {
      pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                    _ ("the file nests its elements more than %u deep"), self->limits->depth);
      return;
    }
  if (self->depth == 0 && self->elements > 0)
    {
      pantau_throw (error, PANTAU_ERROR_MALFORMED,
                    _ ("the file holds more than one document, so it is no XML"));
      return;
    }
  if (++self->elements > self->limits->elements)
    {
      pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("the file has more than %u elements"),
                    self->limits->elements);
      return;
    }

  self->depth++;
  if (self->texts[self->depth] == NULL)
    self->texts[self->depth] = g_string_new (NULL);
  g_string_truncate (self->texts[self->depth], 0);
  if (self->handler->begin != NULL)
    self->handler->begin (local_name (name), self->depth, (const char *const *) names,
                          (const char *const *) values, self->data, error);
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  guint depth = self->depth--;

  if (self->handler->end != NULL)
    self->handler->end (local_name (name), depth, g_strstrip (self->texts[depth]->str), self->data,
                        error);
}

static void
take_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->depth > 0)
    g_string_append_len (self->texts[self->depth], text, (gssize) length);
}

/* Comments and instructions are nobody's business; a document type could bring entities. */
static void
pass_over (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  static const char doctype[] = "<!DOCTYPE";

  if (length >= strlen (doctype) && memcmp (text, doctype, strlen (doctype)) == 0)
    pantau_throw (error, PANTAU_ERROR_MALFORMED,
                  _ ("the file brings a document type of its own; such files are refused, since "
                     "they can hide entities"));
}

/* What the XML declaration says: "utf-8". (transfer full) (nullable) */
static char *
declared_encoding (const char *text, gsize length)
{
  const char *end, *at, *stop;

  length = MIN (length, DECLARATION);
  if (text == NULL || length < 5 || memcmp (text, "<?xml", 5) != 0)
    return NULL;
  end = memmem (text, length, "?>", 2);
  at = end != NULL ? memmem (text, (gsize) (end - text), "encoding", 8) : NULL;
  if (at == NULL)
    return NULL;
  for (at += 8; at < end && (g_ascii_isspace (*at) || *at == '=');)
    at++;
  if (at == end || (*at != '"' && *at != '\''))
    return NULL;
  stop = memchr (at + 1, *at, (gsize) (end - at - 1));

  return stop != NULL && stop - at - 1 <= MAX_ENCODING ? g_ascii_strdown (at + 1, stop - at - 1)
                                                       : g_strdup ("?");
}

/* (nullable): how to call it for iconv; NULL for UTF-8 and what is part of it. FALSE for any other. */
static gboolean
find_encoding (const char *text, gsize length, const char **encoding, GError **error)
{
  static const struct
  {
    const char *name, *iconv;
  } known[] = { { "utf-8", NULL },
                { "utf8", NULL },
                { "us-ascii", NULL },
                { "iso-8859-1", "ISO-8859-1" },
                { "windows-1252", "WINDOWS-1252" } };
  g_autofree char *declared = NULL;

  *encoding = NULL;
  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      *encoding = "UTF-16";
      return TRUE;
    }
  declared = declared_encoding (text, length);
  if (declared == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, declared))
      {
        *encoding = known[i].iconv;
        return TRUE;
      }

  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the file is written in an encoding that is not read here"));
}

/* The file's text in UTF-8, without a byte order mark. @converted (owned) (nullable): what it points into where it had to be made. */
static gboolean
find_text (GBytes *bytes, const char **text, gsize *length, char **converted, GError **error)
{
  const char *encoding;

  *text = g_bytes_get_data (bytes, length);
  if (*text == NULL)
    *text = "";
  if (!find_encoding (*text, *length, &encoding, error))
    return FALSE;
  if (encoding != NULL)
    {
      *converted = g_convert (*text, (gssize) *length, "UTF-8", encoding, NULL, length, NULL);
      *text = *converted;
    }
  else if (*length >= 3 && memcmp (*text, "\xef\xbb\xbf", 3) == 0)
    {
      *text += 3;
      *length -= 3;
    }
  if (*text == NULL || memchr (*text, '\0', *length) != NULL ||
      !g_utf8_validate_len (*text, *length, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the file holds bytes that are no text"));

  return TRUE;
}

static void
explain (GMarkupParseContext *context, const GError *reason, GError **error)
{
  int line;
  g_autofree char *number = NULL;

  if (reason->domain != G_MARKUP_ERROR)
    {
      g_propagate_error (error, g_error_copy (reason));
      return;
    }
  g_markup_parse_context_get_position (context, &line, NULL);
  number = g_strdup_printf ("%d", line);
  pantau_throw (error, PANTAU_ERROR_MALFORMED,
                _ ("the file is no whole XML, or uses entities of its own: see line %s"), number);
}

gboolean
pantau_xml_parse (GBytes *bytes,
                  const PantauXmlLimits *limits,
                  const PantauXmlHandler *handler,
                  gpointer data,
                  GError **error)
{
  static const GMarkupParser parser = { .start_element = begin_element,
                                        .end_element = end_element,
                                        .text = take_text,
                                        .passthrough = pass_over };
  Reader reader = { .limits = limits, .handler = handler, .data = data };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *converted = NULL;
  const char *text;
  gsize length;
  gboolean ok;

  g_return_val_if_fail (limits->depth <= PANTAU_XML_MAX_DEPTH, FALSE);

  if (g_bytes_get_size (bytes) > limits->bytes)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("the file is larger than %u KiB"),
                         (guint) (limits->bytes / 1024));
  if (!find_text (bytes, &text, &length, &converted, error))
    return FALSE;

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  ok = g_markup_parse_context_parse (context, text, (gssize) length, &reason) &&
       g_markup_parse_context_end_parse (context, &reason);
  if (!ok)
    explain (context, reason, error);
  else if (reader.elements == 0)
    ok = pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the file is no whole XML, or uses entities of its own: see line %s"),
                       "1");
  for (guint i = 0; i < G_N_ELEMENTS (reader.texts); i++)
    if (reader.texts[i] != NULL)
      g_string_free (reader.texts[i], TRUE);

  return ok;
}

const char *
pantau_xml_attribute (const char *const *names, const char *const *values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

GBytes *
pantau_xml_read_stream (GInputStream *stream,
                        gsize limit,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (CHUNK);

  for (;;)
    {
      gssize came = g_input_stream_read (stream, piece, CHUNK, cancellable, error);

      if (came < 0)
        return NULL;
      if (came == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
      if ((gsize) came > limit - all->len)
        return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("the file is larger than %u KiB"), (guint) (limit / 1024));
      g_byte_array_append (all, piece, (guint) came);
    }
}

GBytes *
pantau_xml_read_file (GFile *file, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, &reason);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *name = g_file_get_basename (file), *shown = g_filename_display_name (name);

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("“%s” is no file"), shown);
  if (info != NULL && g_file_info_get_size (info) > (goffset) limit)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("the file is larger than %u KiB"),
                              (guint) (limit / 1024));
  if (info != NULL)
    stream = g_file_read (file, cancellable, &reason);
  if (stream == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), shown,
                              reason->message);

  return pantau_xml_read_stream (G_INPUT_STREAM (stream), limit, cancellable, error);
}
