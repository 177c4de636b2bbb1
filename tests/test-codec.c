/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compressed bodies: what goes in comes out, bombs stop at the limit, and nothing cut or followed
 * by more passes.
 */

#include "config.h"

#include "pantau-codec.h"

#include <stdio.h>
#include <string.h>

#include "test-util.h"

#define LIMIT (1024 * 1024)
#define GIB   (1024 * 1024 * 1024)

static const PantauCoding codings[] = { PANTAU_CODING_IDENTITY, PANTAU_CODING_GZIP,
                                        PANTAU_CODING_ZSTD };

static GBytes *
decode (PantauCoding coding, GBytes *bytes, gsize limit, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *exact = g_memdup2 (data, length);

  return pantau_codec_decode (coding, exact, length, limit, error);
}

static void
assert_refused (PantauCoding coding, GBytes *bytes, gsize limit, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) result = decode (coding, bytes, limit, &error);

  g_assert_null (result);
  test_assert_error (error, code);
}

static void
test_round_trip (void)
{
  static const gsize sizes[] = { 0, 1, 2, 100, 32767, 32768, 32769, 65536, 1000000 };
  g_autoptr (GRand) rand = test_rand_new (1);
  g_autofree char *noise = g_malloc (1000000), *text = g_malloc (1000000);

  for (gsize i = 0; i < 1000000; i++)
    {
      noise[i] = (char) g_rand_int (rand);
      text[i] = "{\"salt\":\"narasi banjir\"}"[i % 24];
    }

  for (gsize c = 0; c < G_N_ELEMENTS (codings); c++)
    for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
      for (guint t = 0; t < 2; t++)
        {
          const char *data = t == 0 ? noise : text;
          g_autoptr (GBytes) packed = pantau_codec_encode (codings[c], 3, data, sizes[s]);
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) back = decode (codings[c], packed, LIMIT, &error);

          g_assert_no_error (error);
          g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), data, sizes[s]);
        }
}

static void
test_levels (void)
{
  g_autofree char *text = g_strnfill (300000, 'a');

  for (int level = 1; level <= 19; level++)
    {
      g_autoptr (GBytes) packed = pantau_codec_encode (PANTAU_CODING_ZSTD, level, text, 300000);
      g_autoptr (GBytes) back = decode (PANTAU_CODING_ZSTD, packed, LIMIT, NULL);

      g_assert_cmpuint (g_bytes_get_size (packed), <, 1000);
      g_assert_nonnull (back);
    }
}

static void
test_limit (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');

  for (gsize c = 0; c < G_N_ELEMENTS (codings); c++)
    {
      g_autoptr (GBytes) packed = pantau_codec_encode (codings[c], 3, text, 100000);
      g_autoptr (GBytes) back = decode (codings[c], packed, 100000, NULL);

      g_assert_nonnull (back);
      assert_refused (codings[c], packed, 99999, PANTAU_ERROR_TOO_LARGE);
      assert_refused (codings[c], packed, 0, PANTAU_ERROR_TOO_LARGE);
    }
}

/*
 * 1 GiB of zeros as zstd: a frame header and 8,192 blocks of four bytes, each "128 KiB of the byte
 * 0" (RFC 8878).
 */
static GBytes *
zstd_bomb (void)
{
  static const guint8 header[] = { 0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38 };
  GByteArray *bytes = g_byte_array_new ();
  const guint n = GIB / (128 * 1024);

  g_byte_array_append (bytes, header, sizeof header);
  for (guint i = 0; i < n; i++)
    {
      guint32 block = (128 * 1024) << 3 | 1 << 1 | (i == n - 1);
      guint8 text[4] = { (guint8) block, (guint8) (block >> 8), (guint8) (block >> 16), 0 };

      g_byte_array_append (bytes, text, sizeof text);
    }

  return g_byte_array_free_to_bytes (bytes);
}

/*
 * 1 GiB of zeros as gzip: the same flushed piece of 1 MiB again and again, after a header (RFC
 * 1952).
 */
static GBytes *
gzip_bomb (void)
{
  static const guint8 header[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *zeros = g_malloc0 (1024 * 1024), *piece = g_malloc (64 * 1024);
  GByteArray *bytes = g_byte_array_new ();
  gsize n_read, n_written;
  g_autoptr (GError) error = NULL;

  g_converter_convert (G_CONVERTER (compressor), zeros, 1024 * 1024, piece, 64 * 1024,
                       G_CONVERTER_FLUSH, &n_read, &n_written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, 1024 * 1024);

  g_byte_array_append (bytes, header, sizeof header);
  for (guint i = 0; i < 1024; i++)
    g_byte_array_append (bytes, (const guint8 *) piece, (guint) n_written);

  return g_byte_array_free_to_bytes (bytes);
}

/*
 * The process's peak of memory in KiB since it was last asked to forget it; 0 where the kernel does
 * not say.
 */
static gint64
peak_memory (gboolean forget)
{
  g_autofree char *status = NULL;
  const char *line;
  FILE *file = forget ? fopen ("/proc/self/clear_refs", "w") : NULL;

  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtoll (line + 6, NULL, 10) : 0;
}

static void
test_bomb (gconstpointer data)
{
  PantauCoding coding = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) bomb = coding == PANTAU_CODING_ZSTD ? zstd_bomb () : gzip_bomb ();
  gint64 before = peak_memory (TRUE), start = test_time_computed ();

  g_test_message ("%zu bytes", g_bytes_get_size (bomb));
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 2 * 1024 * 1024);
  assert_refused (coding, bomb, LIMIT, PANTAU_ERROR_TOO_LARGE);
  g_test_message ("%" G_GINT64_FORMAT " KiB more, %" G_GINT64_FORMAT " us",
                  peak_memory (FALSE) - before, test_time_computed () - start);
  g_assert_cmpint (peak_memory (FALSE) - before, <, 8 * 1024);
  g_assert_cmpint (test_time_computed () - start, <, G_USEC_PER_SEC);
}

/* The bombs are real ones: with room for it, the first megabytes of them do come out. */
static void
test_bomb_is_one (void)
{
  for (gsize c = 1; c < G_N_ELEMENTS (codings); c++)
    {
      g_autoptr (GBytes) bomb = codings[c] == PANTAU_CODING_ZSTD ? zstd_bomb () : gzip_bomb ();

      assert_refused (codings[c], bomb, 32 * 1024 * 1024, PANTAU_ERROR_TOO_LARGE);
    }
}

/* A frame that claims to need a window of 128 MiB, or 1 TiB: nothing is set aside for it. */
static void
test_window (void)
{
  for (guint8 log = 24; log <= 41; log++)
    {
      const guint8 frame[] = { 0x28, 0xb5, 0x2f, 0xfd, 0x00, (guint8) ((log - 10) << 3),
                               0x0b, 0x00, 0x00, 'a' };
      g_autoptr (GBytes) bytes = g_bytes_new (frame, sizeof frame);
      gint64 before = peak_memory (TRUE);

      assert_refused (PANTAU_CODING_ZSTD, bytes, LIMIT, PANTAU_ERROR_MALFORMED);
      g_assert_cmpint (peak_memory (FALSE) - before, <, 8 * 1024);
    }
}

/* A frame that claims to hold 2^60 bytes: memory grows with what comes, not with what is said. */
static void
test_claimed_size (void)
{
  const guint8 frame[] = { 0x28, 0xb5, 0x2f, 0xfd, 0xc0, 0x38, 0,    0,    0,
                           0,    0,    0,    0,    0x10, 0x0b, 0x00, 0x00, 'a' };
  g_autoptr (GBytes) bytes = g_bytes_new (frame, sizeof frame);
  gint64 before = peak_memory (TRUE);

  assert_refused (PANTAU_CODING_ZSTD, bytes, LIMIT, PANTAU_ERROR_MALFORMED);
  g_assert_cmpint (peak_memory (FALSE) - before, <, 8 * 1024);
}

static GBytes *
sample (PantauCoding coding)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "{\"n\":%u,\"x\":%u}\n", i, g_rand_int (rand));

  return pantau_codec_encode (coding, 3, text->str, text->len);
}

static void
test_truncated (void)
{
  for (gsize c = 1; c < G_N_ELEMENTS (codings); c++)
    {
      g_autoptr (GBytes) whole = sample (codings[c]);

      for (gsize n = 0; n < g_bytes_get_size (whole); n++)
        {
          g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, n);

          assert_refused (codings[c], cut, LIMIT, PANTAU_ERROR_MALFORMED);
        }
    }
}

static void
test_trailing (void)
{
  for (gsize c = 1; c < G_N_ELEMENTS (codings); c++)
    {
      g_autoptr (GBytes) whole = sample (codings[c]);
      gsize length;
      const guint8 *data = g_bytes_get_data (whole, &length);
      g_autoptr (GByteArray) twice = g_byte_array_new ();
      g_autoptr (GByteArray) more = g_byte_array_new ();
      g_autoptr (GBytes) two = NULL, one_more = NULL;

      g_byte_array_append (twice, data, (guint) length);
      g_byte_array_append (more, data, (guint) length);
      g_byte_array_append (twice, data, (guint) length);
      g_byte_array_append (more, (const guint8 *) "", 1);
      two = g_byte_array_free_to_bytes (g_steal_pointer (&twice));
      one_more = g_byte_array_free_to_bytes (g_steal_pointer (&more));
      assert_refused (codings[c], two, LIMIT, PANTAU_ERROR_MALFORMED);
      assert_refused (codings[c], one_more, LIMIT, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_other_coding (void)
{
  for (gsize made = 0; made < G_N_ELEMENTS (codings); made++)
    for (gsize asked = 1; asked < G_N_ELEMENTS (codings); asked++)
      if (made != asked)
        {
          g_autoptr (GBytes) bytes = sample (codings[made]);

          assert_refused (codings[asked], bytes, LIMIT, PANTAU_ERROR_MALFORMED);
        }
}

/* Changed bytes give an error or other bytes; never a crash, nor more than the limit. */
static void
test_mutated (void)
{
  g_autoptr (GRand) rand = test_rand_new (11);

  for (gsize c = 1; c < G_N_ELEMENTS (codings); c++)
    {
      g_autoptr (GBytes) whole = sample (codings[c]);

      for (guint i = 0; i < 3000; i++)
        {
          gsize length = g_bytes_get_size (whole);
          g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (whole, NULL), length);
          g_autoptr (GBytes) back = NULL;
          g_autoptr (GError) error = NULL;

          for (gint32 j = g_rand_int_range (rand, 1, 4); j > 0; j--)
            changed[g_rand_int_range (rand, 0, (gint32) length)] = (guint8) g_rand_int (rand);
          back = pantau_codec_decode (codings[c], (const char *) changed, length, 20000, &error);
          g_assert_true (back != NULL ? g_bytes_get_size (back) <= 20000
                                      : error->domain == PANTAU_ERROR);
        }
    }
}

static void
test_names (void)
{
  static const char *const unknown[] = { "",           "br",    "deflate", "compress", "x-gzip2",
                                         "gzip, zstd", "gzip ", " gzip",   "zst",      "*" };
  PantauCoding coding = PANTAU_CODING_ZSTD;

  g_assert_true (pantau_coding_from_name (NULL, &coding));
  g_assert_cmpint (coding, ==, PANTAU_CODING_IDENTITY);
  g_assert_true (pantau_coding_from_name ("zstd", &coding));
  g_assert_cmpint (coding, ==, PANTAU_CODING_ZSTD);
  g_assert_true (pantau_coding_from_name ("GZip", &coding));
  g_assert_cmpint (coding, ==, PANTAU_CODING_GZIP);
  g_assert_true (pantau_coding_from_name ("identity", &coding));
  g_assert_cmpint (coding, ==, PANTAU_CODING_IDENTITY);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (pantau_coding_from_name (unknown[i], &coding));

  g_assert_null (pantau_coding_get_name (PANTAU_CODING_IDENTITY));
  g_assert_cmpstr (pantau_coding_get_name (PANTAU_CODING_GZIP), ==, "gzip");
  g_assert_cmpstr (pantau_coding_get_name (PANTAU_CODING_ZSTD), ==, "zstd");
}

/* Of a text in parts, cut anywhere, all is had back but the last part, and nothing else; whole it is like any other. */
static void
test_parts (void)
{
  enum
  {
    LENGTH = 60000,
    PART = 4096
  };
  g_autoptr (GRand) rand = test_rand_new (5);
  g_autofree char *text = g_malloc (LENGTH);
  g_autoptr (GBytes) packed = NULL, back = NULL;
  const char *bytes;
  gsize length;

  for (gsize i = 0; i < LENGTH; i++)
    text[i] = (char) ('a' + g_rand_int_range (rand, 0, 16));
  packed = pantau_codec_encode_parts (3, text, LENGTH, PART);
  bytes = g_bytes_get_data (packed, &length);
  back = decode (PANTAU_CODING_ZSTD, packed, LIMIT, NULL);
  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), text, LENGTH);

  for (gsize cut = 0; cut <= length; cut += 501)
    {
      g_autofree char *exact = g_memdup2 (bytes, cut);
      g_autoptr (GBytes) start = pantau_codec_decode_start (PANTAU_CODING_ZSTD, exact, cut, LIMIT);
      gsize size = g_bytes_get_size (start);

      if (size > 0)
        g_assert_cmpmem (g_bytes_get_data (start, NULL), size, text, size);
      g_assert_cmpfloat ((double) size + PART + 1000, >=, (double) cut / (double) length * LENGTH);
    }
}

/* What is said to be compressed, and is not, or grows without end, gives a beginning within the limit. */
static void
test_false_start (void)
{
  g_autofree char *nothing = g_malloc0 (GIB / 16);
  g_autoptr (GBytes)
      bomb = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, nothing, GIB / 16),
      none = pantau_codec_decode_start (PANTAU_CODING_ZSTD, "garbage", 7, LIMIT),
      gzip = pantau_codec_decode_start (PANTAU_CODING_GZIP, "garbage", 7, LIMIT),
      plain = pantau_codec_decode_start (PANTAU_CODING_IDENTITY, "garbage", 7, 3),
      start = pantau_codec_decode_start (PANTAU_CODING_ZSTD, g_bytes_get_data (bomb, NULL),
                                         g_bytes_get_size (bomb), LIMIT);

  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (gzip), ==, 0);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "gar", 3);
  g_assert_cmpuint (g_bytes_get_size (start), ==, LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/round-trip", test_round_trip);
  g_test_add_func ("/codec/levels", test_levels);
  g_test_add_func ("/codec/limit", test_limit);
  g_test_add_data_func ("/codec/bomb/zstd", GINT_TO_POINTER (PANTAU_CODING_ZSTD), test_bomb);
  g_test_add_data_func ("/codec/bomb/gzip", GINT_TO_POINTER (PANTAU_CODING_GZIP), test_bomb);
  g_test_add_func ("/codec/bomb/is-one", test_bomb_is_one);
  g_test_add_func ("/codec/bomb/window", test_window);
  g_test_add_func ("/codec/bomb/claimed-size", test_claimed_size);
  g_test_add_func ("/codec/truncated", test_truncated);
  g_test_add_func ("/codec/trailing", test_trailing);
  g_test_add_func ("/codec/other-coding", test_other_coding);
  g_test_add_func ("/codec/mutated", test_mutated);
  g_test_add_func ("/codec/names", test_names);

  g_test_add_func ("/codec/parts", test_parts);
  g_test_add_func ("/codec/false-start", test_false_start);

  return g_test_run ();
}
