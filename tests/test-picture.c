/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures are read by another process: what looks alike has like hashes, and whatever is wrong with one ends that process at most. */

#include "config.h"

#include "pantau-picture.h"

#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ran.h"
#include "test-util.h"

#define WIDTH  480
#define HEIGHT 360

/* Blobs of light on a dark ground, other ones for another @seed: as unlike each other as photographs are. */
static GdkPixbuf *
scene (guint32 seed, int width, int height)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double spots[12][4];

  for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
    for (guint j = 0; j < 4; j++)
      spots[i][j] = g_rand_double (rand);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double light = 20;

        for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
          {
            double dx = (double) x / width - spots[i][0], dy = (double) y / height - spots[i][1];
            double size = 0.02 + 0.06 * spots[i][2];

            light += 160 * (spots[i][3] - 0.2) * size * size / (dx * dx + dy * dy + size * size);
          }
        for (int c = 0; c < 3; c++)
          pixels[y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * x + c] =
              (guint8) CLAMP (light + 10 * c, 0, 255);
      }

  return pixbuf;
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *type, const char *quality)
{
  char *bytes;
  gsize length;
  g_autoptr (GError) error = NULL;

  if (quality != NULL)
    gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, type, &error, "quality", quality, NULL);
  else
    gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, type, &error, NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (bytes, length);
}

/* The bytes as a plain file. */
static int
open_bytes (GBytes *bytes)
{
  g_autofree char *path = NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  int fd = g_file_open_tmp (NULL, &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_unlink (path);
  g_assert_cmpint (write (fd, data, length), ==, (gssize) length);

  return fd;
}

static gboolean
read_bytes (GBytes *bytes, PantauPicture *picture, GError **error)
{
  int fd = open_bytes (bytes);
  gboolean ok = pantau_picture_read (fd, picture, NULL, error);

  close (fd);

  return ok;
}

static guint64
hash_of (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  guint64 hash = pantau_picture_hash_bytes (bytes, NULL, &error);

  g_assert_no_error (error);

  return hash;
}

static guint64
hash_of_scene (guint32 seed)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (seed, WIDTH, HEIGHT);
  g_autoptr (GBytes) bytes = encode (pixbuf, "png", NULL);

  return hash_of (bytes);
}

static void
test_read (void)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (1, WIDTH, HEIGHT);
  g_autoptr (GBytes) png = encode (pixbuf, "png", NULL), jpeg = encode (pixbuf, "jpeg", "90");
  g_autoptr (GError) error = NULL;
  PantauPicture a, b;

  g_assert_true (read_bytes (png, &a, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (a.type, ==, "image/png");
  g_assert_cmpuint (a.width, ==, WIDTH);
  g_assert_cmpuint (a.height, ==, HEIGHT);
  g_assert_cmpuint (a.hash, !=, 0);
  g_assert_true (read_bytes (jpeg, &b, &error));
  g_assert_cmpstr (b.type, ==, "image/jpeg");
  g_assert_cmpuint (pantau_picture_distance (a.hash, b.hash), <=, 4);
}

/* The descriptor stays where its owner had it. */
static void
test_position (void)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (2, 64, 64);
  g_autoptr (GBytes) bytes = encode (pixbuf, "png", NULL);
  g_autoptr (GError) error = NULL;
  int fd = open_bytes (bytes);

  lseek (fd, 5, SEEK_SET);
  g_assert_cmpuint (pantau_picture_hash (fd, NULL, &error), ==, hash_of (bytes));
  g_assert_no_error (error);
  g_assert_cmpint (lseek (fd, 0, SEEK_CUR), ==, 5);
  close (fd);
}

/* What people do to a picture before they pass it on. */
static void
test_alike (void)
{
  for (guint32 seed = 1; seed <= 8; seed++)
    {
      g_autoptr (GdkPixbuf) pixbuf = scene (seed, WIDTH, HEIGHT);
      g_autoptr (GdkPixbuf) small =
          gdk_pixbuf_scale_simple (pixbuf, WIDTH / 3, HEIGHT / 3, GDK_INTERP_BILINEAR);
      g_autoptr (GdkPixbuf) bright = gdk_pixbuf_copy (pixbuf);
      g_autoptr (GBytes) whole = encode (pixbuf, "png", NULL), poor = encode (pixbuf, "jpeg", "20"),
                         tiny = encode (small, "jpeg", "60"), lit = NULL;
      guint64 hash = hash_of (whole);

      gdk_pixbuf_saturate_and_pixelate (pixbuf, bright, 0.5f, FALSE);
      lit = encode (bright, "png", NULL);
      g_assert_cmpuint (pantau_picture_distance (hash, hash_of (poor)), <=, 8);
      g_assert_cmpuint (pantau_picture_distance (hash, hash_of (tiny)), <=, 8);
      g_assert_cmpuint (pantau_picture_distance (hash, hash_of (lit)), <=, 8);
    }
}

static void
test_unlike (void)
{
  guint64 hashes[8];

  for (guint32 i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      hashes[i] = hash_of_scene (100 + i);
      for (guint32 j = 0; j < i; j++)
        g_assert_cmpuint (pantau_picture_distance (hashes[i], hashes[j]), >, 12);
    }
}

/* Of one colour: like no other picture, and no fault. */
static void
test_flat (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 50, 50);
  g_autoptr (GBytes) bytes = NULL;

  gdk_pixbuf_fill (pixbuf, 0x20408000);
  bytes = encode (pixbuf, "png", NULL);
  g_assert_cmpuint (hash_of (bytes), ==, 0);
}

static void
test_text (void)
{
  g_autofree char *text = pantau_picture_hash_text (0x00ff00000000000aULL);

  g_assert_cmpstr (text, ==, "00ff00000000000a");
  g_assert_cmpuint (pantau_picture_hash_parse (text), ==, 0x00ff00000000000aULL);
  g_assert_cmpuint (pantau_picture_hash_parse ("00FF00000000000A"), ==, 0);
  g_assert_cmpuint (pantau_picture_hash_parse ("ff"), ==, 0);
  g_assert_cmpuint (pantau_picture_hash_parse ("-0ff00000000000a"), ==, 0);
  g_assert_cmpuint (pantau_picture_hash_parse (NULL), ==, 0);
  g_assert_cmpuint (pantau_picture_distance (0, G_MAXUINT64), ==, 64);
}

static void
assert_refused (GBytes *bytes, PantauError code)
{
  g_autoptr (GError) error = NULL;
  PantauPicture picture;

  g_assert_false (read_bytes (bytes, &picture, &error));
  test_assert_error (error, code);
}

static void
refuse_text (const char *text, PantauError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  assert_refused (bytes, code);
}

/* Loaders of these exist on many systems; none of them is asked. */
static void
test_other_sorts (void)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (3, 32, 32);
  g_autoptr (GBytes) bmp = encode (pixbuf, "bmp", NULL), tiff = encode (pixbuf, "tiff", NULL);

  assert_refused (bmp, PANTAU_ERROR_MALFORMED);
  assert_refused (tiff, PANTAU_ERROR_MALFORMED);
  refuse_text ("", PANTAU_ERROR_MALFORMED);
  refuse_text ("\xff\xd8\xff", PANTAU_ERROR_MALFORMED);
  refuse_text ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
               PANTAU_ERROR_MALFORMED);
  refuse_text ("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
               "<svg>&a;</svg>",
               PANTAU_ERROR_MALFORMED);
  refuse_text ("/* XPM */ static char *x[] = {\"1 1 1 1\", \"a c #000000\", \"a\"};",
               PANTAU_ERROR_MALFORMED);
  refuse_text ("GIF89a\x01\x01\x01\x01\x01\x01\x01\x01", PANTAU_ERROR_MALFORMED);
}

/* CRC-32 of PNG (ISO 3309), bit by bit. */
static guint32
crc_of (const guint8 *bytes, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }

  return ~crc;
}

/* A valid PNG that says it is larger than it is. */
static GBytes *
claiming (guint32 width, guint32 height)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (4, 16, 16);
  g_autoptr (GBytes) honest = encode (pixbuf, "png", NULL);
  gsize length;
  g_autofree guint8 *bytes =
      g_memdup2 (g_bytes_get_data (honest, &length), g_bytes_get_size (honest));
  guint32 crc;

  width = GUINT32_TO_BE (width);
  height = GUINT32_TO_BE (height);
  memcpy (bytes + 16, &width, 4);
  memcpy (bytes + 20, &height, 4);
  crc = GUINT32_TO_BE (crc_of (bytes + 12, 17));
  memcpy (bytes + 29, &crc, 4);

  return g_bytes_new (bytes, length);
}

/* By the header, before a byte of it is decoded. */
static void
test_bombs (void)
{
  static const guint32 sizes[][2] = {
    { 65535, 65535 }, { 100000, 1 }, { 1, 100000 }, { 7000, 7000 }, { 0x7fffffff, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = claiming (sizes[i][0], sizes[i][1]);
      g_autoptr (GError) error = NULL;
      PantauPicture picture;

      g_assert_false (read_bytes (bytes, &picture, &error));
      /* libpng may refuse it before we do. */
      g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE) ||
                     g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED));
    }
}

static void
test_too_many_pixels (void)
{
  g_autoptr (GBytes) bytes = claiming (8000, 6000);

  assert_refused (bytes, PANTAU_ERROR_TOO_LARGE);
}

/* Just allowed: 36 million pixels in a few kilobytes fit into what the helper may have. */
static void
test_large (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 6000, 6000);
  g_autoptr (GBytes) bytes = NULL;

  gdk_pixbuf_fill (pixbuf, 0x000000ff);
  bytes = encode (pixbuf, "png", NULL);
  g_assert_cmpuint (hash_of (bytes), ==, 0);
}

static void
test_truncated (void)
{
  static const char *const types[] = { "png", "jpeg" };
  g_autoptr (GdkPixbuf) pixbuf = scene (5, WIDTH, HEIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) whole = encode (pixbuf, types[i], NULL);
      gsize size = g_bytes_get_size (whole);
      /* The last ones lack no pixel, but nobody knows that who has only them. */
      gsize lengths[] = { 11, 12, 20, 100, size / 2, size * 9 / 10, size - 4, size - 1 };

      for (gsize j = 0; j < G_N_ELEMENTS (lengths); j++)
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, lengths[j]);

          assert_refused (part, PANTAU_ERROR_MALFORMED);
        }
    }
}

/* All rows of it are there after the first scan, and each is half of what it is. */
static void
test_truncated_scan (void)
{
  static const char *const names[] = { "scans.jpg", "scans.png" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", names[i], NULL);
      g_autoptr (GBytes) whole = test_file_read (path), part = NULL;

      g_assert_cmpuint (hash_of (whole), !=, 0);
      part = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 3 / 4);
      assert_refused (part, PANTAU_ERROR_MALFORMED);
    }
}

/* A picture that is something else behind its end is a picture. */
static void
test_polyglot (void)
{
  g_autoptr (GdkPixbuf) pixbuf = scene (6, 64, 64);
  g_autoptr (GBytes) picture = encode (pixbuf, "jpeg", NULL), bytes = NULL;
  GByteArray *both = g_byte_array_new ();

  g_byte_array_append (both, g_bytes_get_data (picture, NULL), (guint) g_bytes_get_size (picture));
  g_byte_array_append (both, (const guint8 *) "PK\003\004<script>", 12);
  bytes = g_byte_array_free_to_bytes (both);
  g_assert_cmpuint (hash_of (bytes), ==, hash_of (picture));
}

/* Spoilt bytes anywhere: an answer or an error, and never more. */
static void
test_random (void)
{
  static const char *const types[] = { "png", "jpeg" };
  g_autoptr (GRand) rand = test_rand_new (6);
  g_autoptr (GdkPixbuf) pixbuf = scene (7, 48, 48);

  for (guint round = 0; round < test_rounds (30); round++)
    {
      g_autoptr (GBytes) whole = encode (pixbuf, types[round % 2], NULL), bytes = NULL;
      gsize length = g_bytes_get_size (whole);
      guint8 *spoilt = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      g_autoptr (GError) error = NULL;
      PantauPicture picture;

      for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
        spoilt[g_rand_int_range (rand, 3, (gint32) length)] = (guint8) g_rand_int (rand);
      bytes = g_bytes_new_take (spoilt, length);
      if (!read_bytes (bytes, &picture, &error))
        g_assert_nonnull (error);
    }
}

/* A helper of our own making. */
static char *
fake_helper (const char *dir, const char *script)
{
  char *path = g_build_filename (dir, "helper", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  test_file_write (path, text, strlen (text));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);

  return path;
}

/* Reads a good picture by that helper. */
static void
read_by (const char *script, GCancellable *cancellable, GError **error)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = fake_helper (dir, script), *real = g_strdup (g_getenv ("PANTAU_PICTURE"));
  g_autoptr (GdkPixbuf) pixbuf = scene (8, 16, 16);
  g_autoptr (GBytes) bytes = encode (pixbuf, "png", NULL);

  g_setenv ("PANTAU_PICTURE", path, TRUE);
  g_assert_cmpuint (pantau_picture_hash_bytes (bytes, cancellable, error), ==, 0);
  g_setenv ("PANTAU_PICTURE", real, TRUE);
}

/* One that was taken over may say anything, or nothing. */
static void
test_lying_helper (void)
{
  static const char *const scripts[] = {
    "exit 0",
    "kill -SEGV $$",
    "echo '{\"type\":\"image/png\"'",
    "echo '{\"type\":\"image/png\",\"width\":0,\"height\":1,\"hash\":\"00000000000000ff\"}'",
    "echo '{\"type\":\"image/png\",\"width\":1e9,\"height\":1,\"hash\":\"00000000000000ff\"}'",
    "echo '{\"type\":\"image/a-very-long-name\",\"width\":1,\"height\":1,\"hash\":\"\"}'",
    "yes x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (GError) error = NULL;

      read_by (scripts[i], NULL, &error);
      test_assert_error (error, PANTAU_ERROR_MALFORMED);
    }
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  read_by ("exec sleep 600", cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* It is killed; what it began is not waited for. */
static void
test_hanging_helper (void)
{
  g_autoptr (GError) error = NULL;

  read_by ("exec sleep 600", NULL, &error);
  test_assert_error (error, PANTAU_ERROR_FAILED);
}

static void
test_no_helper (void)
{
  g_autofree char *real = g_strdup (g_getenv ("PANTAU_PICTURE"));
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_setenv ("PANTAU_PICTURE", "/nonexistent/helper", TRUE);
  g_assert_cmpuint (pantau_picture_hash_bytes (bytes, NULL, &error), ==, 0);
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_setenv ("PANTAU_PICTURE", real, TRUE);
}

/* It cannot even write its own answer to a file. */
static void
test_writes_nothing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "answer", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  g_subprocess_launcher_set_stdin_file_path (launcher, "/dev/null");
  child = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PANTAU_PICTURE"), NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_subprocess_get_successful (child));
  {
    g_autoptr (GBytes) written = test_file_read (path);

    g_assert_cmpuint (g_bytes_get_size (written), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/read", test_read);
  g_test_add_func ("/picture/position", test_position);
  g_test_add_func ("/picture/alike", test_alike);
  g_test_add_func ("/picture/unlike", test_unlike);
  g_test_add_func ("/picture/flat", test_flat);
  g_test_add_func ("/picture/text", test_text);
  g_test_add_func ("/picture/hostile/other-sorts", test_other_sorts);
  g_test_add_func ("/picture/hostile/bombs", test_bombs);
  g_test_add_func ("/picture/hostile/too-many-pixels", test_too_many_pixels);
  g_test_add_func ("/picture/hostile/large", test_large);
  g_test_add_func ("/picture/hostile/truncated", test_truncated);
  g_test_add_func ("/picture/hostile/truncated-scan", test_truncated_scan);
  g_test_add_func ("/picture/hostile/polyglot", test_polyglot);
  g_test_add_func ("/picture/hostile/random", test_random);
  g_test_add_func ("/picture/helper/lying", test_lying_helper);
  g_test_add_func ("/picture/helper/cancelled", test_cancelled);
  g_test_add_func ("/picture/helper/hanging", test_hanging_helper);
  g_test_add_func ("/picture/helper/missing", test_no_helper);
  g_test_add_func ("/picture/helper/writes-nothing", test_writes_nothing);

  return g_test_run ();
}
