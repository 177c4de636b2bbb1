/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compressed bodies. The only file that includes <zstd.h>; gzip comes with GIO. */

#include "config.h"

#include "pantau-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zstd.h>

#include "pantau-error.h"

#define CHUNK (32 * 1024)

/* A window of 8 MiB bounds what a hostile frame can make the decoder allocate. */
#define ZSTD_WINDOW_LOG 23

static const char *const names[] = {
  [PANTAU_CODING_IDENTITY] = NULL,
  [PANTAU_CODING_GZIP] = "gzip",
  [PANTAU_CODING_ZSTD] = "zstd",
};

gboolean
pantau_coding_from_name (const char *name, PantauCoding *coding)
{
  *coding = PANTAU_CODING_IDENTITY;

  if (name == NULL || g_ascii_strcasecmp (name, "identity") == 0)
    return TRUE;

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      {
        *coding = (PantauCoding) i;
        return TRUE;
      }

  return FALSE;
}

const char *
pantau_coding_get_name (PantauCoding coding)
{
  return names[coding];
}

static GBytes *
encode_zstd (int level, const char *bytes, gsize length)
{
  gsize bound = ZSTD_compressBound (length), size;
  guint8 *out = g_malloc (bound);

  size = ZSTD_compress (out, bound, bytes, length, level);
  if (ZSTD_isError (size))
    g_error ("zstd: %s", ZSTD_getErrorName (size)); /* only for lack of memory or a wrong bound */

  return g_bytes_new_take (g_realloc (out, size), size);
}

/* Runs a GConverter over the whole input. */
static GBytes *
convert (GConverter *converter, const char *bytes, gsize length, gsize limit, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 chunk[CHUNK];
  gsize used = 0;

  for (;;)
    {
      gsize n_read, n_written;
      GConverterResult result;

      result = g_converter_convert (converter, bytes + used, length - used, chunk, sizeof chunk,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;

      used += n_read;
      if (out->len + n_written > limit)
        return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("the data unpack to more than %zu bytes"), limit);
      g_byte_array_append (out, chunk, (guint) n_written);

      if (result == G_CONVERTER_FINISHED)
        break;
    }

  if (used != length)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the compressed data do not end where they should"));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
decode_gzip (const char *bytes, gsize length, gsize limit, GError **error)
{
  g_autoptr (GZlibDecompressor) converter = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) local_error = NULL;
  GBytes *result = convert (G_CONVERTER (converter), bytes, length, limit, &local_error);

  if (result != NULL)
    return result;
  if (local_error->domain == PANTAU_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the compressed data are damaged"));

  return NULL;
}

/* Takes @context, in which all is set. */
static GBytes *
decode_frame (ZSTD_DCtx *context, const char *bytes, gsize length, gsize limit, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  ZSTD_inBuffer input = { bytes, length, 0 };
  gsize state = 1;
  guint8 chunk[CHUNK];

  ZSTD_DCtx_setParameter (context, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);

  while (state != 0)
    {
      ZSTD_outBuffer output = { chunk, sizeof chunk, 0 };
      gsize before = input.pos;

      state = ZSTD_decompressStream (context, &output, &input);
      if (ZSTD_isError (state) || (output.pos == 0 && input.pos == before))
        {
          state = 1;
          break;
        }
      if (out->len + output.pos > limit)
        {
          ZSTD_freeDCtx (context);
          return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                    _ ("the data unpack to more than %zu bytes"), limit);
        }
      g_byte_array_append (out, chunk, (guint) output.pos);
    }
  ZSTD_freeDCtx (context);

  if (state != 0)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("the compressed data are damaged"));
  if (input.pos != input.size)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the compressed data do not end where they should"));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
decode_zstd (const char *bytes, gsize length, gsize limit, GError **error)
{
  return decode_frame (ZSTD_createDCtx (), bytes, length, limit, error);
}

GBytes *
pantau_codec_encode_parts (int level, const char *bytes, gsize length, gsize part)
{
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize from = 0, left;
  guint8 chunk[CHUNK];

  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setPledgedSrcSize (context, length);
  do
    {
      gsize size = MIN (part, length - from);
      ZSTD_inBuffer input = { bytes + from, size, 0 };
      ZSTD_EndDirective how = from + size == length ? ZSTD_e_end : ZSTD_e_flush;

      from += size;
      do
        {
          ZSTD_outBuffer output = { chunk, sizeof chunk, 0 };

          left = ZSTD_compressStream2 (context, &output, &input, how);
          if (ZSTD_isError (left))
            g_error ("zstd: %s", ZSTD_getErrorName (left)); /* only for lack of memory */
          g_byte_array_append (out, chunk, (guint) output.pos);
        }
      while (left > 0);
    }
  while (from < length);
  ZSTD_freeCCtx (context);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
decode_zstd_start (const char *bytes, gsize length, gsize limit)
{
  ZSTD_DCtx *context = ZSTD_createDCtx ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  ZSTD_inBuffer input = { bytes, length, 0 };
  gsize before, state;
  guint8 chunk[CHUNK];
  ZSTD_outBuffer output;

  ZSTD_DCtx_setParameter (context, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
  do
    {
      output = (ZSTD_outBuffer){ chunk, sizeof chunk, 0 };
      before = input.pos;
      state = ZSTD_decompressStream (context, &output, &input);
      if (!ZSTD_isError (state))
        g_byte_array_append (out, chunk, (guint) MIN (output.pos, limit - out->len));
    }
  while (!ZSTD_isError (state) && state != 0 && out->len < limit &&
         (output.pos > 0 || input.pos > before));
  ZSTD_freeDCtx (context);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
pantau_codec_decode_start (PantauCoding coding, const char *bytes, gsize length, gsize limit)
{
  switch (coding)
    {
    case PANTAU_CODING_ZSTD:
      return decode_zstd_start (bytes, length, limit);
    case PANTAU_CODING_IDENTITY:
      return g_bytes_new (bytes, MIN (length, limit));
    case PANTAU_CODING_GZIP:
    default:
      return g_bytes_new (NULL, 0);
    }
}

GBytes *
pantau_codec_encode_after (GBytes *known, int level, const char *bytes, gsize length)
{
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  gsize bound = ZSTD_compressBound (length), size, known_size;
  const guint8 *known_bytes = g_bytes_get_data (known, &known_size);
  guint8 *out = g_malloc (bound);

  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_refPrefix (context, known_bytes, known_size);
  size = ZSTD_compress2 (context, out, bound, bytes, length);
  ZSTD_freeCCtx (context);
  if (ZSTD_isError (size))
    g_error ("zstd: %s", ZSTD_getErrorName (size)); /* only for lack of memory or a wrong bound */

  return g_bytes_new_take (g_realloc (out, size), size);
}

GBytes *
pantau_codec_decode_after (
    GBytes *known, const char *bytes, gsize length, gsize limit, GError **error)
{
  ZSTD_DCtx *context = ZSTD_createDCtx ();
  gsize known_size;
  const guint8 *known_bytes = g_bytes_get_data (known, &known_size);

  ZSTD_DCtx_refPrefix (context, known_bytes, known_size);

  return decode_frame (context, bytes, length, limit, error);
}

GBytes *
pantau_codec_encode (PantauCoding coding, int level, const char *bytes, gsize length)
{
  switch (coding)
    {
    case PANTAU_CODING_ZSTD:
      return encode_zstd (level, bytes, length);
    case PANTAU_CODING_GZIP:
      {
        g_autoptr (GZlibCompressor) converter =
            g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
        g_autoptr (GError) error = NULL;
        GBytes *result = convert (G_CONVERTER (converter), bytes, length, G_MAXSIZE / 2, &error);

        if (result == NULL)
          g_error ("gzip: %s", error->message);

        return result;
      }
    case PANTAU_CODING_IDENTITY:
    default:
      return g_bytes_new (bytes, length);
    }
}

GBytes *
pantau_codec_decode (
    PantauCoding coding, const char *bytes, gsize length, gsize limit, GError **error)
{
  switch (coding)
    {
    case PANTAU_CODING_ZSTD:
      return decode_zstd (bytes, length, limit, error);
    case PANTAU_CODING_GZIP:
      return decode_gzip (bytes, length, limit, error);
    case PANTAU_CODING_IDENTITY:
    default:
      if (length > limit)
        return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("the data unpack to more than %zu bytes"), limit);
      return g_bytes_new (bytes, length);
    }
}
