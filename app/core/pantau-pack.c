/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Packing and unpacking of lines. Neither believes that a line is well-formed: packing undoes its own work on each
 * line and sends it whole where the result differs; whoever unpacks decodes the lines as he would any others.
 */

#include "config.h"

#include "pantau-pack.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"

#define MAGIC "pantau-pack-1 "

/* As pantau_entry_sign() writes them; anything else travels whole. */
#define HEAD_START  "{\"v\":1,\"record\":\""
#define HEAD_PREV   "\"prev\":\""
#define HEAD_BODY   ",\"body\":\""
#define HEAD_DEVICE "\"device\":\""
#define BODY_START  "{\"salt\":\""

#define SIGNATURE_BYTES 64
#define UUID_BYTES      16
#define UUID_TEXT       36
#define SALT_BYTES      16
#define SALT_TEXT       22

/* The three parts as they grow, and the id of each device's last line. */
typedef struct
{
  GByteArray *raw;
  GString *headers;
  GString *bodies;
  GHashTable *last; /* device → id in hex */
} Parts;

static void
parts_init (Parts *self)
{
  self->raw = g_byte_array_new ();
  self->headers = g_string_new (NULL);
  self->bodies = g_string_new (NULL);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
parts_clear (Parts *self)
{
  g_byte_array_unref (self->raw);
  g_string_free (self->headers, TRUE);
  g_string_free (self->bodies, TRUE);
  g_hash_table_unref (self->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* The device that a header names; NULL where there is none in our writing. (transfer full) */
static char *
device_of (const char *header)
{
  const char *device = strstr (header, HEAD_DEVICE);

  if (device == NULL)
    return NULL;
  device += strlen (HEAD_DEVICE);

  return strnlen (device, PANTAU_KEY_TEXT) == PANTAU_KEY_TEXT ? g_strndup (device, PANTAU_KEY_TEXT)
                                                              : NULL;
}

/* After each line, on both sides alike. */
static void
remember (GHashTable *last, const char *header)
{
  char *device = device_of (header);

  if (device != NULL)
    g_hash_table_replace (last, device, pantau_sha256_text (header, strlen (header)));
}

static gboolean
decode_base64 (const char *text, gsize length, gboolean is_url, guint8 *bytes, gsize size)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree guint8 *decoded = NULL;
  g_autofree char *padded = NULL;
  gsize n;

  if (is_url)
    {
      g_strdelimit (copy, "-", '+');
      g_strdelimit (copy, "_", '/');
      padded = g_strconcat (copy, "==", NULL);
    }
  decoded = g_base64_decode (padded != NULL ? padded : copy, &n);
  if (n != size)
    return FALSE;
  memcpy (bytes, decoded, size);

  return TRUE;
}

static gboolean
decode_uuid (const char *text, guint8 bytes[UUID_BYTES])
{
  g_autoptr (GString) hex = g_string_new_len (text, UUID_TEXT);

  g_string_replace (hex, "-", "", 0);

  return pantau_unhex (hex->str, bytes, UUID_BYTES);
}

static char *
encode_uuid (const guint8 *b)
{
  g_autofree char *hex = pantau_hex (b, UUID_BYTES);

  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* The header with what is left out; FALSE where it is not in our writing. */
static gboolean
shorten_header (const char *header, GHashTable *last, guint8 uuid[UUID_BYTES], GString *out)
{
  const char *prev = strstr (header, HEAD_PREV), *body = strstr (header, HEAD_BODY), *id;
  g_autofree char *device = device_of (header);

  if (!g_str_has_prefix (header, HEAD_START) || prev == NULL || body == NULL || body < prev ||
      device == NULL || strlen (header) < strlen (HEAD_START) + UUID_TEXT ||
      !decode_uuid (header + strlen (HEAD_START), uuid) ||
      strlen (body) != strlen (HEAD_BODY) + PANTAU_SHA256_HEX + strlen ("\"}"))
    return FALSE;

  prev += strlen (HEAD_PREV);
  id = g_hash_table_lookup (last, device);
  g_string_append (out, HEAD_START);
  g_string_append_len (out, header + strlen (HEAD_START) + UUID_TEXT,
                       prev - (header + strlen (HEAD_START) + UUID_TEXT));
  if (id != NULL && strncmp (prev, id, PANTAU_SHA256_HEX) == 0)
    {
      g_string_append_c (out, '=');
      prev += PANTAU_SHA256_HEX;
    }
  g_string_append_len (out, prev, body - prev);
  g_string_append (out, HEAD_BODY "\"}\n");

  return TRUE;
}

/* One header again, from its short form (without LF), the bytes and the body. NULL where they do not fit. */
static char *
restore_header (
    const char *line, gsize length, GHashTable *last, const guint8 *uuid, const char *body_hash)
{
  g_autofree char *text = g_strndup (line, length), *device = device_of (text),
                  *record = encode_uuid (uuid);
  g_autoptr (GString) out = g_string_new (HEAD_START);
  const char *prev = strstr (text, HEAD_PREV), *end = strstr (text, HEAD_BODY "\"}"), *id;

  if (!g_str_has_prefix (text, HEAD_START) || prev == NULL || end == NULL || end < prev ||
      device == NULL)
    return NULL;

  g_string_append (out, record);
  prev += strlen (HEAD_PREV);
  g_string_append_len (out, text + strlen (HEAD_START), prev - (text + strlen (HEAD_START)));
  if (*prev == '=')
    {
      id = g_hash_table_lookup (last, device);
      if (id == NULL)
        return NULL;
      g_string_append (out, id);
      prev++;
    }
  g_string_append_len (out, prev, end - prev);
  g_string_append (out, HEAD_BODY);
  g_string_append (out, body_hash);
  g_string_append (out, "\"}");

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* TRUE where the line (without LF) went into the parts and comes out of them as it was. */
static gboolean
pack_line (Parts *parts, const char *line, gsize length)
{
  const char *header = line + PANTAU_SIGNATURE_TEXT + 1, *tab, *body;
  guint8 raw[SIGNATURE_BYTES + UUID_BYTES + SALT_BYTES];
  g_autofree char *header_text = NULL, *restored = NULL, *hash = NULL, *salt = NULL,
                  *signature = NULL;
  g_autoptr (GString) shortened = g_string_new (NULL);
  gsize body_length;

  if (length <= PANTAU_SIGNATURE_TEXT + 2 || line[PANTAU_SIGNATURE_TEXT] != '\t' ||
      (tab = memchr (header, '\t', length - PANTAU_SIGNATURE_TEXT - 1)) == NULL ||
      memchr (line, '\0', length) != NULL)
    return FALSE;
  body = tab + 1;
  body_length = (gsize) (line + length - body);

  header_text = g_strndup (header, (gsize) (tab - header));
  if (body_length < strlen (BODY_START) + SALT_TEXT + 1 ||
      strncmp (body, BODY_START, strlen (BODY_START)) != 0 ||
      !decode_base64 (line, PANTAU_SIGNATURE_TEXT, FALSE, raw, SIGNATURE_BYTES) ||
      !shorten_header (header_text, parts->last, raw + SIGNATURE_BYTES, shortened) ||
      !decode_base64 (body + strlen (BODY_START), SALT_TEXT, TRUE,
                      raw + SIGNATURE_BYTES + UUID_BYTES, SALT_BYTES))
    return FALSE;

  /* Undo it: only what comes back exactly may travel so. */
  signature = g_base64_encode (raw, SIGNATURE_BYTES);
  salt = pantau_base64url (raw + SIGNATURE_BYTES + UUID_BYTES, SALT_BYTES);
  hash = pantau_sha256_text (body, body_length);
  restored =
      restore_header (shortened->str, shortened->len - 1, parts->last, raw + SIGNATURE_BYTES, hash);
  if (restored == NULL || !g_str_equal (restored, header_text) ||
      strncmp (signature, line, PANTAU_SIGNATURE_TEXT) != 0 ||
      strncmp (salt, body + strlen (BODY_START), SALT_TEXT) != 0)
    return FALSE;

  g_byte_array_append (parts->raw, raw, sizeof raw);
  g_string_append_len (parts->headers, shortened->str, (gssize) shortened->len);
  g_string_append_len (parts->bodies, body + strlen (BODY_START) + SALT_TEXT,
                       (gssize) (body_length - strlen (BODY_START) - SALT_TEXT));
  g_string_append_c (parts->bodies, '\n');
  remember (parts->last, header_text);

  return TRUE;
}

static void
pack_lines (Parts *parts, const char *lines, gsize length)
{
  const char *end = lines + length;

  for (const char *line = lines; line < end;)
    {
      const char *lf = memchr (line, '\n', (gsize) (end - line));
      gsize line_length = (gsize) ((lf != NULL ? lf : end) - line);

      if (!pack_line (parts, line, line_length))
        {
          g_string_append_c (parts->headers, '!');
          g_string_append_len (parts->headers, line, (gssize) line_length);
          g_string_append_c (parts->headers, '\n');
        }
      line += line_length + 1;
    }
}

GBytes *
pantau_pack (const char *lines, gsize length)
{
  g_auto (Parts) parts;
  g_autoptr (GString) out = g_string_new (NULL);

  parts_init (&parts);
  pack_lines (&parts, lines, length);
  g_string_printf (out, MAGIC "%u %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT "\n", parts.raw->len,
                   parts.headers->len, parts.bodies->len);
  g_string_append_len (out, (const char *) parts.raw->data, parts.raw->len);
  g_string_append_len (out, parts.headers->str, (gssize) parts.headers->len);
  g_string_append_len (out, parts.bodies->str, (gssize) parts.bodies->len);

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
pantau_pack_text (const char *lines, gsize length)
{
  g_auto (Parts) parts;
  g_autoptr (GString) out = g_string_new (NULL);

  parts_init (&parts);
  pack_lines (&parts, lines, length);
  g_string_append_len (out, parts.headers->str, (gssize) parts.headers->len);
  g_string_append_len (out, parts.bodies->str, (gssize) parts.bodies->len);

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* What is still to be read of the three parts. */
typedef struct
{
  const guint8 *raw;
  gsize raw_left;
  const char *headers, *headers_end;
  const char *bodies, *bodies_end;
  GHashTable *last;
} Reader;

static gboolean
malformed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the packed lines are damaged"));
}

/* The first line: the three lengths, none above @most, and the first byte behind it. */
static gboolean
read_first (const char *pack, gsize length, guint64 most, guint64 sizes[3], const char **behind)
{
  const char *lf = length > 0 ? memchr (pack, '\n', MIN (length, 64)) : NULL;
  g_autofree char *first = NULL;
  g_auto (GStrv) words = NULL;

  if (lf == NULL || !g_str_has_prefix (pack, MAGIC))
    return FALSE;
  first = g_strndup (pack + strlen (MAGIC), (gsize) (lf - pack) - strlen (MAGIC));
  words = g_strsplit (first, " ", -1);
  if (g_strv_length (words) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_string_to_unsigned (words[i], 10, 0, most, &sizes[i], NULL))
      return FALSE;
  *behind = lf + 1;

  return TRUE;
}

gboolean
pantau_pack_find_raw (const char *pack, gsize length, gsize *raw_at, gsize *raw_length)
{
  const char *behind;
  guint64 sizes[3];

  if (!read_first (pack, length, G_MAXINT32, sizes, &behind))
    return FALSE;
  *raw_at = (gsize) (behind - pack);
  *raw_length = (gsize) sizes[0];

  return TRUE;
}

static gboolean
read_lengths (const char *pack, gsize length, Reader *reader)
{
  const char *behind;
  guint64 sizes[3];

  if (!read_first (pack, length, length, sizes, &behind))
    return FALSE;
  if (sizes[0] + sizes[1] + sizes[2] != length - (gsize) (behind - pack))
    return FALSE;

  reader->raw = (const guint8 *) behind;
  reader->raw_left = sizes[0];
  reader->headers = (const char *) reader->raw + sizes[0];
  reader->headers_end = reader->bodies = reader->headers + sizes[1];
  reader->bodies_end = reader->bodies + sizes[2];

  return TRUE;
}

static gboolean
unpack_line (Reader *reader, const char *line, gsize length, GString *out)
{
  const char *lf = memchr (reader->bodies, '\n', (gsize) (reader->bodies_end - reader->bodies));
  const gsize step = SIGNATURE_BYTES + UUID_BYTES + SALT_BYTES;
  g_autofree char *signature = NULL, *salt = NULL, *hash = NULL, *header = NULL;
  g_autoptr (GString) body = NULL;

  if (lf == NULL || reader->raw_left < step)
    return FALSE;

  salt = pantau_base64url (reader->raw + SIGNATURE_BYTES + UUID_BYTES, SALT_BYTES);
  body = g_string_new (BODY_START);
  g_string_append (body, salt);
  g_string_append_len (body, reader->bodies, lf - reader->bodies);
  hash = pantau_sha256_text (body->str, body->len);
  header = restore_header (line, length, reader->last, reader->raw + SIGNATURE_BYTES, hash);
  if (header == NULL)
    return FALSE;

  signature = g_base64_encode (reader->raw, SIGNATURE_BYTES);
  g_string_append (out, signature);
  g_string_append_c (out, '\t');
  g_string_append (out, header);
  g_string_append_c (out, '\t');
  g_string_append_len (out, body->str, (gssize) body->len);
  g_string_append_c (out, '\n');

  remember (reader->last, header);
  reader->raw += step;
  reader->raw_left -= step;
  reader->bodies = lf + 1;

  return TRUE;
}

GBytes *
pantau_unpack (const char *pack, gsize length, gsize limit, GError **error)
{
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  Reader reader = { .last = last };

  if (length == 0 || !read_lengths (pack, length, &reader))
    {
      malformed (error);
      return NULL;
    }

  while (reader.headers < reader.headers_end)
    {
      const char *line = reader.headers;
      const char *lf = memchr (line, '\n', (gsize) (reader.headers_end - line));

      if (lf == NULL)
        {
          malformed (error);
          return NULL;
        }
      if (*line == '!')
        g_string_append_len (out, line + 1, lf - line);
      else if (!unpack_line (&reader, line, (gsize) (lf - line), out))
        {
          malformed (error);
          return NULL;
        }
      if (out->len > limit)
        return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("the data unpack to more than %zu bytes"), limit);
      reader.headers = lf + 1;
    }

  /* All of it, or something was meant that we do not see. */
  if (reader.raw_left != 0 || reader.bodies != reader.bodies_end)
    {
      malformed (error);
      return NULL;
    }

  return g_string_free_to_bytes (g_steal_pointer (&out));
}
