/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file is, by its content. A table of our own: the system's differs from machine to machine, goes by names too, and what is said here is
 * signed.
 */

#include "config.h"

#include "pantau-file-type.h"

#include <string.h>

#define UNKNOWN "application/octet-stream"

/* @bytes at @offset, and optionally more at @second, make a @type. The first that fits counts. */
typedef struct
{
  const char *type;
  gsize offset;
  const char *bytes;
  gsize length;
  gsize second;
  const char *more; /* (nullable) */
} Magic;

#define AT(offset, text)  (offset), (text), (sizeof (text) - 1)
#define AND(offset, text) (offset), (text)
#define WEBM              "\x1a\x45\xdf\xa3"

static const Magic magics[] = {
  { "image/jpeg", AT (0, "\xff\xd8\xff") },
  { "image/png", AT (0, "\x89PNG\r\n\x1a\n") },
  { "image/webp", AT (0, "RIFF"), AND (8, "WEBP") },
  { "image/gif", AT (0, "GIF87a") },
  { "image/gif", AT (0, "GIF89a") },
  { "image/bmp", AT (0, "BM"), AND (14, "\x28") },
  { "image/tiff", AT (0, "II*\0") },
  { "image/tiff", AT (0, "MM\0*") },
  { "application/pdf", AT (0, "%PDF-") },
  { "audio/wav", AT (0, "RIFF"), AND (8, "WAVE") },
  { "video/x-msvideo", AT (0, "RIFF"), AND (8, "AVI ") },
  { "image/heic", AT (4, "ftyphei") },
  { "image/heic", AT (4, "ftypmif1") },
  { "image/avif", AT (4, "ftypavif") },
  { "video/3gpp", AT (4, "ftyp3g") },
  { "audio/mp4", AT (4, "ftypM4A") },
  { "video/quicktime", AT (4, "ftypqt") },
  { "video/mp4", AT (4, "ftyp") },
  { "video/webm", AT (0, WEBM) },
  { "audio/ogg", AT (0, "OggS") },
  { "audio/mpeg", AT (0, "ID3") },
  { "audio/mpeg", AT (0, "\xff\xfb") },
  { "audio/mpeg", AT (0, "\xff\xf3") },
  { "audio/aac", AT (0, "\xff\xf1") },
  { "audio/aac", AT (0, "\xff\xf9") },
  { "audio/amr", AT (0, "#!AMR") },
  { "audio/flac", AT (0, "fLaC") },
  { "application/vnd.rar", AT (0, "Rar!\x1a\x07") },
  { "application/x-7z-compressed", AT (0, "7z\xbc\xaf\x27\x1c") },
  { "application/gzip", AT (0, "\x1f\x8b") },
  { "application/x-msdownload", AT (0, "MZ") },
  { "application/x-executable", AT (0,
                                    "\x7f"
                                    "ELF") },
  { "application/vnd.debian.binary-package", AT (0, "!<arch>\ndebian") },
  { "application/java-vm", AT (0, "\xca\xfe\xba\xbe") },
  { "application/x-ms-shortcut", AT (0, "L\0\0\0\x01\x14\x02") },
  { "application/x-ole-storage", AT (0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
  { "text/rtf", AT (0, "{\\rtf") },
  { "application/x-shellscript", AT (0, "#!") },
};

/* What a ZIP is by the names of the files in it, which stand in its first bytes. */
static const struct
{
  const char *type, *name;
} archives[] = {
  { "application/vnd.android.package-archive", "AndroidManifest.xml" },
  { "application/vnd.android.package-archive", "classes.dex" },
  { "application/java-archive", "META-INF/MANIFEST.MF" },
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/" },
  { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/" },
  { "application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/" },
  { "application/vnd.oasis.opendocument.text", "mimetypeapplication/vnd.oasis.opendocument.text" },
  { "application/vnd.oasis.opendocument.spreadsheet",
    "mimetypeapplication/vnd.oasis.opendocument.spreadsheet" },
};

/* Opened without a question: what is shown or played, and text. */
static const char *const harmless[] = {
  "image/jpeg",      "image/png",       "image/webp", "image/gif",
  "image/bmp",       "image/tiff",      "image/heic", "image/avif",
  "audio/wav",       "audio/mp4",       "audio/ogg",  "audio/mpeg",
  "audio/aac",       "audio/amr",       "audio/flac", "video/mp4",
  "video/quicktime", "video/x-msvideo", "video/3gpp", "video/webm",
  "text/plain",      "application/pdf", NULL,
};

static gboolean
has_at (const guint8 *bytes, gsize length, gsize offset, const char *text, gsize n)
{
  return length >= offset + n && memcmp (bytes + offset, text, n) == 0;
}

static gboolean
contains (const guint8 *bytes, gsize length, const char *text)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

static const char *
guess_archive (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (archives); i++)
    if (contains (bytes, length, archives[i].name))
      return archives[i].type;

  return "application/zip";
}

/* Text in UTF-8 that is cut where we stop looking, or in UTF-16 with its mark; no other controls than a text has. */
static gboolean
is_text (const guint8 *bytes, gsize length)
{
  const char *end;

  if (has_at (bytes, length, 0, "\xff\xfe", 2) || has_at (bytes, length, 0, "\xfe\xff", 2))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (bytes[i] < 0x20 && strchr ("\t\n\r\f\033", bytes[i]) == NULL)
      return FALSE;
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\0')
      return FALSE;

  return g_utf8_validate_len ((const char *) bytes, length, &end) ||
         (length == PANTAU_FILE_TYPE_BYTES && (gsize) (end - (const char *) bytes) + 4 > length);
}

/* Markup that a browser would run, wherever a mark or blanks let it begin. */
static const char *
guess_markup (const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_ascii_strdown ((const char *) bytes, (gssize) MIN (length, 1024));
  const char *start = text;

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  while (g_ascii_isspace (*start))
    start++;

  if (*start != '<')
    return NULL;
  if (strstr (start, "<svg") != NULL)
    return "image/svg+xml";
  if (strstr (start, "<html") != NULL || strstr (start, "<!doctype html") != NULL ||
      strstr (start, "<script") != NULL || strstr (start, "<body") != NULL)
    return "text/html";

  return g_str_has_prefix (start, "<?xml") ? "application/xml" : NULL;
}

const char *
pantau_file_type_guess (const guint8 *bytes, gsize length)
{
  const char *markup;

  length = MIN (length, PANTAU_FILE_TYPE_BYTES);
  if (has_at (bytes, length, 0, "PK\003\004", 4))
    return guess_archive (bytes, length);
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (has_at (bytes, length, magics[i].offset, magics[i].bytes, magics[i].length) &&
        (magics[i].more == NULL ||
         has_at (bytes, length, magics[i].second, magics[i].more, strlen (magics[i].more))))
      return magics[i].type;

  if (length == 0 || !is_text (bytes, length))
    return UNKNOWN;
  markup = guess_markup (bytes, length);

  return markup != NULL ? markup : "text/plain";
}

gboolean
pantau_file_type_is_picture (const char *type)
{
  static const char *const pictures[] = { "image/jpeg", "image/png", "image/webp", NULL };

  return type != NULL && g_strv_contains (pictures, type);
}

gboolean
pantau_file_type_is_risky (const char *type)
{
  return type == NULL || !g_strv_contains (harmless, type);
}
