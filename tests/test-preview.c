/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels and claims of strangers' files come from a process of its own: whatever is wrong with a file, or with that process, is an error and no more. */

#include "config.h"

#include "pantau-preview.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pantau-json.h"
#include "pantau-picture-wrap.h"
#include "pantau-picture.h"
#include "sandbox.h"
#include "test-util.h"

#if defined(__SANITIZE_ADDRESS__)
#define MUTATIONS 40 /* each starts a process, and a sanitizer takes its time for that */
#else
#define MUTATIONS 200
#endif

/* Each corner of another colour, so that it is seen how it lies. */
static GdkPixbuf *
corners (int width, int height, gboolean has_alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);
  static const guint32 colours[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffff00 };

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (
          pixbuf, i % 2 * (width / 2), i / 2 * (height / 2), width / 2, height / 2);

      gdk_pixbuf_fill (part, colours[i]);
    }

  return pixbuf;
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *type)
{
  char *bytes;
  gsize length;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, type, &error, NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (bytes, length);
}

static GBytes *
make (const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = corners (400, 200, FALSE);

  return encode (pixbuf, type);
}

static guint32
pixel (const PantauPreview *preview, guint x, guint y)
{
  const guint8 *at = (const guint8 *) g_bytes_get_data (preview->rgba, NULL) +
                     4 * ((gsize) y * preview->width + x);

  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static PantauPreview *
draw (GBytes *bytes, guint most)
{
  g_autoptr (GError) error = NULL;
  PantauPreview *preview = pantau_preview_new_for_bytes (bytes, most, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (preview->rgba), ==,
                    (gsize) preview->width * preview->height * 4);

  return preview;
}

static void
assert_refused (GBytes *bytes, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_preview_new_for_bytes (bytes, 64, NULL, &error));
  test_assert_error (error, code);
}

static void
refuse_text (const char *text, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  assert_refused (bytes, code);
}

/* Shrunk to what was asked for, never enlarged. */
static void
test_size (void)
{
  g_autoptr (GBytes) png = make ("png");
  g_autoptr (PantauPreview) small = draw (png, 100), whole = draw (png, 4096), line = draw (png, 1);

  g_assert_cmpuint (small->width, ==, 100);
  g_assert_cmpuint (small->height, ==, 50);
  g_assert_cmphex (pixel (small, 10, 10), ==, 0xff0000ff);
  g_assert_cmphex (pixel (small, 90, 10), ==, 0x00ff00ff);
  g_assert_cmphex (pixel (small, 10, 40), ==, 0x0000ffff);
  g_assert_cmpuint (whole->width, ==, 400);
  g_assert_cmpuint (whole->height, ==, 200);
  g_assert_cmpuint (line->width, ==, 1);
  g_assert_cmpuint (line->height, ==, 1);
  g_assert_cmpint (small->claims->width, ==, 400);
  g_assert_cmpuint (small->pages, ==, 0);
}

static void
test_opacity (void)
{
  g_autoptr (GdkPixbuf) pixbuf = corners (40, 40, TRUE);
  g_autoptr (GBytes) png = encode (pixbuf, "png");
  g_autoptr (PantauPreview) preview = draw (png, 40);

  g_assert_cmphex (pixel (preview, 5, 5) & 0xff, ==, 0xff);
  g_assert_cmphex (pixel (preview, 35, 35) & 0xff, ==, 0x00);
}

#define U16(n)                         (guint8) ((n) &0xff), (guint8) ((n) >> 8)
#define U32(n)                         U16 ((n) &0xffff), U16 ((guint32) (n) >> 16)
#define ENTRY(tag, type, count, value) U16 (tag), U16 (type), U32 (count), value

/* What a telephone writes: make, orientation, time with its zone, place. Little-endian TIFF; offsets from its beginning. */
static const guint8 exif[] = {
  'I',
  'I',
  42,
  0,
  U32 (8),
  /* 8: the first directory, five entries, up to 74 */
  U16 (5),
  ENTRY (0x010f, 2, 8, U32 (74)),  /* make */
  ENTRY (0x0112, 3, 1, U32 (6)),   /* on its side */
  ENTRY (0x0131, 2, 16, U32 (82)), /* software */
  ENTRY (0x8769, 4, 1, U32 (98)),  /* EXIF */
  ENTRY (0x8825, 4, 1, U32 (156)), /* GPS */
  U32 (0),
  /* 74 */
  's',
  'a',
  'm',
  's',
  'u',
  'n',
  'g',
  0,
  /* 82 */
  'P',
  'a',
  'k',
  ' ',
  '0',
  '8',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  0,
  /* 98: two entries, up to 128; time and zone */
  U16 (2),
  ENTRY (0x9003, 2, 20, U32 (128)),
  ENTRY (0x9011, 2, 7, U32 (148)),
  U32 (0),
  /* 128 */
  '2',
  '0',
  '2',
  '4',
  ':',
  '0',
  '2',
  ':',
  '1',
  '4',
  ' ',
  '0',
  '6',
  ':',
  '1',
  '5',
  ':',
  '0',
  '0',
  0,
  /* 148 */
  '+',
  '0',
  '7',
  ':',
  '0',
  '0',
  0,
  0,
  /* 156: four entries, up to 210 */
  U16 (4),
  ENTRY (0x0001, 2, 2, U32 ('S')),
  ENTRY (0x0002, 5, 3, U32 (210)),
  ENTRY (0x0003, 2, 2, U32 ('E')),
  ENTRY (0x0004, 5, 3, U32 (234)),
  U32 (0),
  /* 210 */
  U32 (2),
  U32 (1),
  U32 (59),
  U32 (1),
  U32 (2736),
  U32 (100),
  /* 234 */
  U32 (104),
  U32 (1),
  U32 (45),
  U32 (1),
  U32 (2359),
  U32 (100),
};

/* A JPEG with that, behind its first two bytes. */
static GBytes *
make_photo (void)
{
  g_autoptr (GBytes) jpeg = make ("jpeg");
  const guint8 *bytes = g_bytes_get_data (jpeg, NULL);
  GByteArray *photo = g_byte_array_new ();
  const guint8 head[] = {
    0xff, 0xe1, (sizeof exif + 8) >> 8, (sizeof exif + 8) & 0xff, 'E', 'x', 'i', 'f', 0, 0
  };

  g_byte_array_append (photo, bytes, 2);
  g_byte_array_append (photo, head, sizeof head);
  g_byte_array_append (photo, exif, sizeof exif);
  g_byte_array_append (photo, bytes + 2, (guint) g_bytes_get_size (jpeg) - 2);

  return g_byte_array_free_to_bytes (photo);
}

static gboolean
examine (GBytes *bytes, PantauPicture *picture, PantauFileClaims **claims, GError **error)
{
  g_autofree char *path = NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  int fd = g_file_open_tmp (NULL, &path, NULL);
  gboolean ok;

  g_unlink (path);
  g_assert_cmpint (write (fd, data, length), ==, (gssize) length);
  ok = pantau_picture_examine (fd, picture, claims, NULL, error);
  close (fd);

  return ok;
}

static void
assert_photo (const PantauFileClaims *claims)
{
  g_assert_nonnull (claims);
  g_assert_cmpstr (claims->taken, ==, "2024-02-14T06:15:00+07:00");
  g_assert_cmpstr (claims->make, ==, "samsung");
  /* Nobody's number. */
  g_assert_cmpstr (claims->software, ==, "Pak nomor");
  g_assert_true (claims->has_place);
  g_assert_cmpfloat_with_epsilon (claims->lat, -2.990933, 1e-6);
  g_assert_cmpfloat_with_epsilon (claims->lon, 104.756553, 1e-6);
}

static void
test_claims (void)
{
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (PantauFileClaims) claims = NULL;
  g_autoptr (PantauPreview) preview = draw (photo, 100);
  g_autoptr (GError) error = NULL;
  PantauPicture picture;

  g_assert_true (examine (photo, &picture, &claims, &error));
  assert_photo (claims);
  assert_photo (preview->claims);
  /* It lies on its side, and is shown upright. */
  g_assert_cmpint (claims->width, ==, 200);
  g_assert_cmpint (claims->height, ==, 400);
  g_assert_cmpuint (preview->width, ==, 50);
  g_assert_cmpuint (preview->height, ==, 100);
}

/* What was cut short is no picture, and still says when it was taken. */
static void
test_claims_of_cut (void)
{
  g_autoptr (GBytes) photo = make_photo (),
                     part = g_bytes_new_from_bytes (photo, 0, g_bytes_get_size (photo) * 3 / 4);
  g_autoptr (PantauFileClaims) claims = NULL;
  g_autoptr (GError) error = NULL;
  PantauPicture picture;

  g_assert_false (examine (part, &picture, &claims, &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
  assert_photo (claims);
}

static PantauFileClaims *
parse (const char *json)
{
  return pantau_file_claims_from_text (json);
}

/* Each member alone: what is wrong with one takes no other along. */
static void
test_claims_hostile (void)
{
  static const char *const nothings[] = {
    "{}",
    "[]",
    "{\"taken\":\"2024-02-30T06:15:00\"}",
    "{\"taken\":\"2024-02-14 06:15:00\"}",
    "{\"taken\":\"2024-02-14T06:15:00+99:00\"}",
    "{\"taken\":\"2024-02-14T06:15:00<b>\"}",
    "{\"taken\":\"2024-99-14T06:15:00\"}",
    "{\"taken\":17}",
    "{\"make\":{}}",
    "{\"make\":\" \\u202e\\u0007 \"}",
    "{\"lat\":-2.5}",
    "{\"lat\":91,\"lon\":104}",
    "{\"lat\":\"2\",\"lon\":104}",
    "{\"lat\":0,\"lon\":0.0}",
    "{\"width\":-1,\"height\":1e99,\"pages\":9007199254740992,\"duration\":\"3\"}",
  };
  g_autofree char *x = g_strnfill (3000, 'x'),
                  *json = g_strdup_printf ("{\"make\":\"%s\",\"model\":\"a\\n\\u202eb\","
                                           "\"software\":\"0812 3456 7890\",\"pages\":3,"
                                           "\"lat\":-0.00000001,\"lon\":104.12345678}",
                                           x),
                  *text = NULL, *again = NULL;
  g_autoptr (PantauFileClaims) claims = parse (json), same = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (nothings); i++)
    g_assert_null (parse (nothings[i]));
  g_assert_cmpint (g_utf8_strlen (claims->make, -1), ==, PANTAU_FILE_CLAIMS_MAX_TEXT);
  g_assert_cmpstr (claims->model, ==, "a b");
  g_assert_cmpstr (claims->software, ==, "nomor");
  g_assert_cmpint (claims->pages, ==, 3);
  g_assert_cmpfloat (claims->lat, ==, 0);
  g_assert_cmpfloat_with_epsilon (claims->lon, 104.123457, 1e-9);
  /* Written and read again it is the same text. */
  text = pantau_file_claims_to_text (claims);
  same = parse (text);
  again = pantau_file_claims_to_text (same);
  g_assert_cmpstr (again, ==, text);
  g_assert_true (pantau_file_claims_equal (claims, same));
}

/* A PDF of these objects, with a table of where they are. */
static GBytes *
make_pdf (const char *const *objects, gsize n)
{
  g_autoptr (GString) pdf = g_string_new ("%PDF-1.4\n"), table = g_string_new (NULL);
  gsize start;

  for (gsize i = 0; i < n; i++)
    {
      g_string_append_printf (table, "%010" G_GSIZE_FORMAT " 00000 n \n", pdf->len);
      g_string_append_printf (pdf, "%" G_GSIZE_FORMAT " 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
  start = pdf->len;
  g_string_append_printf (pdf,
                          "xref\n0 %" G_GSIZE_FORMAT "\n0000000000 65535 f \n%s"
                          "trailer<</Size %" G_GSIZE_FORMAT "/Root 1 0 R/Info 5 0 R>>\n"
                          "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          n + 1, table->str, n + 1, start);

  return g_bytes_new (pdf->str, pdf->len);
}

#define PAINT "<</Length 31>>stream\n1 0 0 rg 0 0 100 100 re f        \nendstream"
#define INFO  "<</CreationDate(D:20240214061500+07'00')/Creator(Pengolah)/Author(Siti Aminah)>>"

/* Two pages of 200 × 100, with red on the left of the first. */
static GBytes *
make_document (const char *catalog, const char *page)
{
  const char *const objects[] = {
    catalog, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", page, PAINT, INFO,
  };

  return make_pdf (objects, G_N_ELEMENTS (objects));
}

#define CATALOG "<</Type/Catalog/Pages 2 0 R>>"
#define PAGE    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>"

static void
test_document (void)
{
  g_autoptr (GBytes) pdf = make_document (CATALOG, PAGE);
  g_autoptr (PantauPreview) preview = draw (pdf, 300);
  g_autoptr (PantauFileClaims) claims = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *all = NULL;
  PantauPicture picture;

  g_assert_cmpuint (preview->pages, ==, 2);
  g_assert_cmpuint (preview->width, ==, 300);
  g_assert_cmpuint (preview->height, ==, 150);
  g_assert_cmphex (pixel (preview, 20, 75), ==, 0xff0000ff);
  g_assert_cmphex (pixel (preview, 280, 75), ==, 0xffffffff);

  g_assert_true (examine (pdf, &picture, &claims, &error));
  g_assert_cmpstr (picture.type, ==, "application/pdf");
  g_assert_cmpuint (picture.hash, ==, 0);
  g_assert_cmpint (claims->pages, ==, 2);
  g_assert_cmpstr (claims->taken, ==, "2024-02-14T06:15:00+07:00");
  g_assert_cmpstr (claims->software, ==, "Pengolah");
  /* Who wrote it stays in the file. */
  all = pantau_file_claims_to_text (claims);
  g_assert_null (strstr (all, "Siti"));
}

/* Scripts, links and files elsewhere are nothing to us: the page is drawn, or it is an error. */
static void
test_document_hostile (void)
{
  static const char *const catalogs[] = {
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>>>",
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>",
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1:1/)>>>>",
  };
  static const char *const pages[] = {
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/Contents 4 0 R>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e38 1e38]/Contents 4 0 R>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1]/Contents 4 0 R>>",
    "<</Type/Page/Parent 3 0 R/Resources 3 0 R/Contents[3 0 R 3 0 R]>>",
    "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R 2 0 R]/Count 2147483647>>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (catalogs); i++)
    {
      g_autoptr (GBytes) pdf = make_document (catalogs[i], PAGE);
      g_autoptr (PantauPreview) preview = draw (pdf, 100);

      g_assert_cmphex (pixel (preview, 10, 25), ==, 0xff0000ff);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GBytes) pdf = make_document (CATALOG, pages[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauPreview) preview = pantau_preview_new_for_bytes (pdf, 100, NULL, &error);

      g_assert_true ((preview == NULL) == (error != NULL));
      g_assert_true (preview == NULL || (preview->width <= 100 && preview->height <= 100));
    }
  refuse_text ("%PDF-1.4\nnothing of that", PANTAU_ERROR_MALFORMED);
  refuse_text ("%PDF-", PANTAU_ERROR_MALFORMED);
}

/* A form that draws itself twice, twenty-five deep: 2^25 rectangles. It is given up, and nobody waits for it longer than said. */
static void
test_document_bomb (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPreview) preview = NULL;

  g_ptr_array_add (objects, g_strdup (CATALOG));
  g_ptr_array_add (objects, g_strdup ("<</Type/Pages/Kids[3 0 R]/Count 1>>"));
  g_ptr_array_add (objects,
                   g_strdup ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 "
                             "R/Resources<</XObject<</X 6 0 R>>>>>>"));
  g_ptr_array_add (objects, g_strdup ("<</Length 12>>stream\n/X Do /X Do \nendstream"));
  g_ptr_array_add (objects, g_strdup (INFO));
  for (guint i = 0; i < 25; i++)
    g_ptr_array_add (objects,
                     g_strdup_printf ("<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Length "
                                      "12/Resources<</XObject<</X %u 0 R>>>>>>stream\n/X Do /X Do "
                                      "\nendstream",
                                      7 + i));
  g_ptr_array_add (objects, g_strdup ("<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Length "
                                      "20>>stream\n0 0 200 100 re f    \nendstream"));
  pdf = make_pdf ((const char *const *) objects->pdata, objects->len);
  preview = pantau_preview_new_for_bytes (pdf, 100, NULL, &error);
  g_assert_true ((preview == NULL) == (error != NULL));
}

/* What a file is, is what it begins with. */
static void
test_polyglots (void)
{
  g_autoptr (GBytes) jpeg = make ("jpeg"), pdf = make_document (CATALOG, PAGE);
  g_autoptr (GBytes) both = NULL, late = NULL;
  g_autoptr (PantauPreview) preview = NULL;
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, g_bytes_get_data (jpeg, NULL), (guint) g_bytes_get_size (jpeg));
  g_byte_array_append (bytes, g_bytes_get_data (pdf, NULL), (guint) g_bytes_get_size (pdf));
  both = g_byte_array_free_to_bytes (bytes);
  preview = draw (both, 64);
  g_assert_cmpuint (preview->pages, ==, 0);

  bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
  g_byte_array_append (bytes, g_bytes_get_data (pdf, NULL), (guint) g_bytes_get_size (pdf));
  late = g_byte_array_free_to_bytes (bytes);
  assert_refused (late, PANTAU_ERROR_MALFORMED);
  refuse_text ("GIF89a\x01\x01\x01\x01\x01\x01\x01\x01PK\003\004", PANTAU_ERROR_MALFORMED);
  refuse_text ("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
               PANTAU_ERROR_MALFORMED);
  refuse_text ("", PANTAU_ERROR_MALFORMED);
}

/* Spoilt bytes anywhere: pixels or an error, never more, and this process goes on. */
static void
test_mutated (void)
{
  g_autoptr (GRand) rand = test_rand_new (71);
  g_autoptr (GBytes) photo = make_photo (), png = make ("png"), pdf = make_document (CATALOG, PAGE);
  GBytes *const wholes[] = { photo, png, pdf };

  for (guint round = 0; round < test_rounds (MUTATIONS); round++)
    {
      gsize length;
      const guint8 *whole = g_bytes_get_data (wholes[round % 3], &length);
      guint8 *spoilt = g_memdup2 (whole, length);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PantauPreview) preview = NULL;
      g_autoptr (GError) error = NULL;

      for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
        spoilt[g_rand_int_range (rand, 8, (gint32) length)] = (guint8) g_rand_int (rand);
      bytes = g_bytes_new_take (
          spoilt, (gsize) g_rand_int_range (rand, (gint32) length / 2, (gint32) length + 1));
      preview = pantau_preview_new_for_bytes (bytes, 64, NULL, &error);
      g_assert_true ((preview == NULL) == (error != NULL));
    }
}

/* By a helper of our own making. */
static void
draw_by (const char *script, GError **error)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "helper", NULL),
                  *text = g_strdup_printf ("#!/bin/sh\n%s\n", script),
                  *real = g_strdup (g_getenv ("PANTAU_PICTURE"));
  g_autoptr (GBytes) png = make ("png");

  test_file_write (path, text, strlen (text));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  g_setenv ("PANTAU_PICTURE", path, TRUE);
  g_assert_null (pantau_preview_new_for_bytes (png, 4, NULL, error));
  g_setenv ("PANTAU_PICTURE", real, TRUE);
}

/* More pixels than were asked for, more or fewer than it says, none, or its own end in the middle of them. */
static void
test_lying_helper (void)
{
#define SAYS(width, height)                                                                        \
  "echo '{\"type\":\"image/png\",\"pixels\":{\"width\":" width ",\"height\":" height "}}'; "
  static const char *const scripts[] = {
    "exit 0",
    SAYS ("2", "2"),
    SAYS ("2", "2") "printf 123456789012345",
    SAYS ("2", "2") "printf 12345678901234567",
    SAYS ("2", "2") "printf 12345; kill -KILL $$",
    SAYS ("5", "1") "printf 12345678901234567890",
    SAYS ("-2", "-2") "printf 1234567890123456",
    SAYS ("1e9", "1e9"),
    SAYS ("0", "0"),
    SAYS ("2", "2") "yes",
    "printf '\\000\\000\\000\\000'",
    "echo '{\"error\":\"damaged\"}'; printf 1234567890123456",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (GError) error = NULL;

      draw_by (scripts[i], &error);
      test_assert_error (error, PANTAU_ERROR_MALFORMED);
    }
}

/* TRUE where the sandboxed @command ends well. */
static gboolean
runs (const char *command)
{
  const char *const arguments[] = { "-c", command, NULL };
  g_auto (GStrv) argv = pantau_picture_wrap ("/bin/sh", arguments);
  g_autoptr (GSubprocess) child =
      g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  return child != NULL && g_subprocess_wait_check (child, NULL, NULL);
}

/* In bubblewrap there is no home, nothing to write, nobody else and no network. */
static void
test_wrapped (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "rahasia", NULL),
                  *exists = g_strdup_printf ("test -e '%s'", path),
                  *signal = g_strdup_printf ("kill -0 %d", (int) getpid ());

  if (!pantau_picture_is_wrapped ())
    {
      g_test_skip ("bubblewrap does not work here");
      return;
    }
  test_file_write (path, "x", 1);
  g_assert_true (runs ("true"));
  g_assert_false (runs (exists));
  g_assert_false (runs ("test -e /home || test -e /root || test -e /etc/passwd"));
  g_assert_false (runs ("echo x > /usr/x"));
  g_assert_false (runs (signal));
  g_assert_true (runs ("test \"$(grep -c : /proc/net/dev)\" = 1")); /* lo */
}

#if !defined(__SANITIZE_ADDRESS__) && (defined(__x86_64__) || defined(__aarch64__))
/* Whether what lies on the disk may be given another name or another date, or be marked, by any call of the kernel. The filter answers before Landlock does. */
static gboolean
can_meddle (const char *secret)
{
  g_autofree char *other = g_strconcat (secret, "-2", NULL);
  const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

  return !(renameat (AT_FDCWD, secret, AT_FDCWD, other) < 0 && errno == EPERM &&
           syscall (SYS_renameat2, AT_FDCWD, secret, AT_FDCWD, other, 0) < 0 && errno == EPERM &&
           syscall (SYS_renameat, AT_FDCWD, secret, AT_FDCWD, other) < 0 && errno == EPERM &&
           syscall (SYS_lsetxattr, secret, "user.x", "y", 1, 0) < 0 && errno == EPERM &&
           syscall (SYS_lremovexattr, secret, "user.x") < 0 && errno == EPERM &&
           syscall (SYS_utimensat, AT_FDCWD, secret, times, 0) < 0 && errno == EPERM &&
#ifdef SYS_utimes
           syscall (SYS_utimes, secret, NULL) < 0 && errno == EPERM &&
           syscall (SYS_utime, secret, NULL) < 0 && errno == EPERM &&
#endif
           chmod (secret, 0666) < 0 && errno == EPERM);
}
#endif

/* What a helper may do after sandbox_enter(): bits for what went wrong. */
static int
try_everything (const char *secret, int held)
{
  char byte;
  int wrong = 0, fd;

  if (!sandbox_enter ())
    return 1;
  wrong |= read (held, &byte, 1) == 1 ? 0 : 2;
  fd = open ("/usr", O_RDONLY | O_DIRECTORY);
  wrong |= fd >= 0 ? 0 : 4;
  /* Where the kernel has Landlock. */
  if (syscall (SYS_landlock_create_ruleset, NULL, 0, 1) > 0)
    wrong |= open (secret, O_RDONLY) < 0 ? 0 : 256;
  fd = open (secret, O_WRONLY);
  wrong |= fd >= 0 && write (fd, "y", 1) == 1 ? 8 : 0;
#if !defined(__SANITIZE_ADDRESS__) && (defined(__x86_64__) || defined(__aarch64__))
  wrong |= socket (AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM ? 0 : 16;
  wrong |=
      open (secret, O_RDWR) < 0 && open ("/tmp/pantau-x", O_CREAT | O_WRONLY, 0600) < 0 ? 0 : 32;
  wrong |= unlink (secret) < 0 ? 0 : 64;
  wrong |= can_meddle (secret) ? 512 : 0;
  wrong |= execl ("/bin/true", "true", NULL) < 0 && errno == EPERM ? 0 : 128;
#endif

  return wrong;
}

/* Without bubblewrap the helper is bound all the same. */
static void
test_sandbox (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "rahasia", NULL);
  int fd, status = 0;
  pid_t child;

  test_file_write (path, "x", 1);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  child = fork ();
  if (child == 0)
    _exit (try_everything (path, fd) != 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmphex ((guint) WEXITSTATUS (status), ==, 0);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/size", test_size);
  g_test_add_func ("/preview/opacity", test_opacity);
  g_test_add_func ("/preview/claims", test_claims);
  g_test_add_func ("/preview/claims/cut-short", test_claims_of_cut);
  g_test_add_func ("/preview/claims/hostile", test_claims_hostile);
  g_test_add_func ("/preview/document", test_document);
  g_test_add_func ("/preview/document/hostile", test_document_hostile);
  g_test_add_func ("/preview/document/bomb", test_document_bomb);
  g_test_add_func ("/preview/polyglots", test_polyglots);
  g_test_add_func ("/preview/mutated", test_mutated);
  g_test_add_func ("/preview/lying-helper", test_lying_helper);
  g_test_add_func ("/preview/wrapped", test_wrapped);
  g_test_add_func ("/preview/sandbox", test_sandbox);

  return g_test_run ();
}
