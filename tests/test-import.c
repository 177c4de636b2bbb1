/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files on their way into a home: what a hostile file, a full disk or somebody else's line can do to it; what is known of a file and what it says; and
 * files that are too large to travel.
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "home-fixture.h"
#include "pantau-crypto.h"
#include "pantau-drafts.h"
#include "pantau-edit-evidence.h"
#include "pantau-edit-identity.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words-evidence.h"
#include "pantau-words-file.h"
#include "test-util.h"
#include "world-fixture.h"

#define PLACE "16.06.01"
#define BODY  "{\"title\":\"TPS 3 banjir\",\"fields\":{}}"
#define DRAFT "0b7a5c0e-0000-4000-8000-000000000001"
#define DRIVE "flashdisk biru, lemari 2 Bawaslu Muba"
#define LARGE (PANTAU_BLOB_LIMIT + 1)
#define JPEG  "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#define EXIF                                                                                       \
  "\xff\xd8\xff\xe1\x00\x10"                                                                       \
  "Exif\x00\x00MM\x00*\x00\x00\x00\x08"
#define WA "IMG-20240213-WA0003.jpg"

static PantauBlobs *
blobs_of (World *self)
{
  return pantau_home_get_blobs (self->home);
}

static void
assert_error (GError **error, PantauError code)
{
  test_assert_error (*error, code);
  g_clear_error (error);
}

static PantauAttachment *
take (World *self, const char *name, const void *bytes, gsize length)
{
  g_autoptr (GBytes) all = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  PantauAttachment *file =
      pantau_attachment_new_for_bytes (blobs_of (self), all, name, NULL, &error);

  g_assert_no_error (error);

  return file;
}

static PantauAttachment *
take_text (World *self, const char *name, const char *text)
{
  return take (self, name, text, strlen (text));
}

/* Attaches @file. Takes it. */
static void
attach (World *self, const char *id, PantauAttachment *file)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, file);
  pantau_edit_attach (self->home, id, files, NULL, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
files_of (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = pantau_store_evidence (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return files;
}

/* The only file of a record. (transfer none) */
static const PantauEvidence *
only (GPtrArray *files)
{
  g_assert_cmpuint (files->len, ==, 1);

  return g_ptr_array_index (files, 0);
}

static guint
count_names (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Nothing under a name, and nothing half-written beside it. */
static void
assert_empty (PantauBlobs *blobs)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (blobs, NULL);
  g_autofree char *scratch = g_build_filename (pantau_blobs_get_directory (blobs), "tmp", NULL);

  g_assert_cmpuint (names->len, ==, 0);
  g_assert_cmpuint (count_names (scratch), ==, 0);
}

static char *
path_of (World *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

/* A file of @size bytes with a beginning and holes. (transfer full): its path */
static char *
large_file (World *self, const char *name, goffset size)
{
  char *path = path_of (self, name);
  struct timespec past[2] = { { .tv_sec = 1707868800 }, { .tv_sec = 1707868800 } };

  test_file_write (path,
                   "\0\0\0\x18"
                   "ftypisom",
                   12);
  g_assert_cmpint (truncate (path, size), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, path, past, 0), ==, 0);

  return path;
}

/* --- What is no plain file --- */

static void
refuse (World *self, const char *path, PantauError code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_attachment_new_for_path (blobs_of (self), path, NULL, &error));
  test_assert_error (error, code);
  g_assert_nonnull (strstr (error->message, says));
  assert_empty (blobs_of (self));
}

static void
test_loop (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = path_of (&world, "lingkar");

  g_assert_cmpint (symlink (path, path), ==, 0);
  refuse (&world, path, PANTAU_ERROR_IO, "lingkar");
}

static void
test_socket (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = path_of (&world, "soket");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  refuse (&world, path, PANTAU_ERROR_IO, "soket");
  close (fd);
}

/* Nobody writes to it: to open it as usual would wait for ever. */
static void
test_fifo (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = path_of (&world, "pipa"), *link = path_of (&world, "tautan");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_cmpint (symlink (path, link), ==, 0);
  refuse (&world, path, PANTAU_ERROR_INVALID, "pipa");
  refuse (&world, link, PANTAU_ERROR_INVALID, "tautan");
}

/* A folder is refused as a whole: what lies in it, links out of it among them, is never followed. */
static void
test_folder (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *folder = path_of (&world, "folder"), *secret = path_of (&world, "rahasia"),
                  *link = g_build_filename (folder, "tautan", NULL);

  test_file_write (secret, "rahasia", 7);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (secret, link), ==, 0);
  refuse (&world, folder, PANTAU_ERROR_INVALID, "folder");
}

/* Names that a screen or a terminal would obey, in the sentence too. */
static void
test_sentence (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = path_of (&world, "a\n\x1b[2Jb\xe2\x80\xaegnp.exe");

  test_file_write (path, "", 0);
  refuse (&world, path, PANTAU_ERROR_INVALID, "“a [2Jbgnp.exe” is empty");
}

/* What looks like a picture and is none is kept as it is, with nothing said of how it looks. */
static void
test_broken_pictures (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *type;
  } files[] = {
    { JPEG, sizeof JPEG - 1, "image/jpeg" },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0", 29, "image/png" },
    { "\xff\xd8\xffPK\003\004", 7, "image/jpeg" },
    { "<svg xmlns='x'><script>alert(1)</script></svg>", 46, "image/svg+xml" },
    { "RIFF\xff\xff\xff\xffWEBP", 12, "image/webp" },
  };
  g_auto (World) world = world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PantauAttachment) file = take (&world, "a.jpg", files[i].bytes, files[i].length);
      g_autoptr (GBytes) kept = pantau_blobs_get_bytes (blobs_of (&world), file->hash, 100, NULL);

      g_assert_cmpstr (file->type, ==, files[i].type);
      g_assert_cmpuint (file->picture, ==, 0);
      g_assert_null (file->claims);
      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), files[i].bytes,
                       files[i].length);
    }
}

/* A file without a path: a phone on its cable. */
static void
test_elsewhere (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GFile) file = g_file_new_for_uri ("resource:///id/pantau/sql/local-007.sql");
  g_autoptr (GFile) none = g_file_new_for_uri ("resource:///id/pantau/tidak-ada");
  g_autoptr (PantauAttachment) taken = NULL;
  g_autoptr (GError) error = NULL;

  taken = pantau_attachment_new_for_file (blobs_of (&world), file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taken->name, ==, "local-007.sql");
  g_assert_null (pantau_attachment_new_for_file (blobs_of (&world), none, NULL, &error));
  g_assert_nonnull (error);
}

/* --- WhatsApp --- */

static void
test_stripped (void)
{
  static const struct
  {
    const char *name, *bytes;
    gsize length;
    gboolean is_stripped;
  } files[] = {
    { WA, JPEG, sizeof JPEG - 1, TRUE },
    { "img-20240213-wa0003.JPG", JPEG, sizeof JPEG - 1, TRUE },
    { "WhatsApp Image 2024-02-13 at 06.15.00 (1).jpeg", JPEG, sizeof JPEG - 1, TRUE },
    { "DOC-20240213-WA0007.jpg", JPEG, sizeof JPEG - 1, TRUE },
    { WA, EXIF, sizeof EXIF - 1, FALSE }, /* it still says what it said */
    { "foto.jpg", JPEG, sizeof JPEG - 1, FALSE },
    { "IMG-20240213-WA.jpg", JPEG, sizeof JPEG - 1, FALSE },
    { "IMG-2024021-WA0003.jpg", JPEG, sizeof JPEG - 1, FALSE },
    { "IMG_20240213_061500.jpg", JPEG, sizeof JPEG - 1, FALSE },
    { "WhatsApp Image.jpeg", JPEG, sizeof JPEG - 1, FALSE },
    { "VID-20240213-WA0001.mp4",
      "\0\0\0\x18"
      "ftypisom",
      12, TRUE },
    { "WhatsApp Video 2024-02-13 at 06.15.00.mp4",
      "\0\0\0\x18"
      "ftypisom",
      12, TRUE },
    { "PTT-20240213-WA0002.opus", "OggS\0", 5, TRUE },
    { "AUD-20240213-WA0002.opus", "OggS\0", 5, TRUE },
    { "WhatsApp Audio 2024-02-13 at 06.15.00.ogg", "OggS\0", 5, TRUE },
    { "DOC-20240213-WA0002.pdf", "%PDF-1.7", 8, FALSE }, /* passed on as it is */
    { "IMG-20240213-WA0003.jpg", "teks biasa", 10, FALSE },
  };
  g_auto (World) world = world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PantauAttachment) file =
          take (&world, files[i].name, files[i].bytes, files[i].length);

      g_assert_cmpstr (file->stripped, ==, files[i].is_stripped ? PANTAU_STRIPPED_WHATSAPP : NULL);
    }
}

/* Segments that lie about their lengths, and nothing but padding. */
static void
test_stripped_hostile (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *padding = g_strnfill (100000, '\xff');
  g_autoptr (PantauAttachment) zero =
      take (&world, WA, "\xff\xd8\xff\xe0\x00\x00\xff\xe0\x00\x00\xff\xe0\x00\x00", 14);
  g_autoptr (PantauAttachment) beyond = take (&world, WA,
                                              "\xff\xd8\xff\xe0\xff\xff\xff\xe1\x00\x10"
                                              "Exif\0\0",
                                              16);
  g_autoptr (PantauAttachment) padded = NULL;

  memcpy (padding, "\xff\xd8\xff", 3);
  padded = take (&world, WA, padding, 100000);
  g_assert_cmpstr (zero->stripped, ==, PANTAU_STRIPPED_WHATSAPP);
  g_assert_cmpstr (beyond->stripped, ==, PANTAU_STRIPPED_WHATSAPP);
  g_assert_cmpstr (padded->stripped, ==, PANTAU_STRIPPED_WHATSAPP);
}

/* --- What is known, and what it says --- */

static void
claim (PantauAttachment *file)
{
  g_clear_pointer (&file->claims, pantau_file_claims_free);
  file->claims = pantau_file_claims_new ();
  file->claims->taken = g_strdup ("2024-02-14T06:15:00");
  file->claims->model = g_strdup ("SM-A125F");
  file->claims->lat = -2.990934;
  file->claims->lon = 104.756554;
  file->claims->has_place = TRUE;
}

/* As it came into a line and out of it again. */
static void
test_claims (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, BODY);
  PantauAttachment *file = take (&world, WA, JPEG, sizeof JPEG - 1);
  g_autoptr (PantauFileClaims) said = NULL;
  g_autoptr (GPtrArray) files = NULL;
  const PantauEvidence *shown;

  claim (file);
  said = pantau_file_claims_copy (file->claims);
  file->origin = g_strdup ("masyarakat");
  attach (&world, id, file);
  files = files_of (&world, id);
  shown = only (files);
  g_assert_true (pantau_file_claims_equal (shown->claims, said));
  g_assert_cmpstr (shown->origin, ==, "masyarakat");
  g_assert_cmpstr (shown->stripped, ==, PANTAU_STRIPPED_WHATSAPP);
  g_assert_null (shown->medium);
}

/* A photo as a telephone makes it, with the number that its owner wrote where the model belongs. */
static void
test_photo (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "foto-exif.jpg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauAttachment) file =
      pantau_attachment_new_for_path (blobs_of (&world), path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file->claims);
  g_assert_cmpstr (file->claims->taken, ==, "2024-02-14T06:15:00");
  g_assert_cmpstr (file->claims->make, ==, "samsung");
  g_assert_cmpstr (file->claims->model, ==, "SM-A125F nomor");
  g_assert_true (file->claims->has_place);
  g_assert_cmpfloat_with_epsilon (file->claims->lat, -2.990933, 0.00001);
  g_assert_cmpfloat_with_epsilon (file->claims->lon, 104.756553, 0.00001);
  g_assert_cmpint (file->claims->width, ==, 16);
}

/* Pemprov reads the lines of a hoax: no place and no camera of who sent it. */
static void
test_claims_of_hoax (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, BODY);
  PantauAttachment *file = take_text (&world, "a.txt", "isi");
  g_autoptr (PantauEntry) line = NULL;
  g_autoptr (GPtrArray) files = NULL;

  claim (file);
  attach (&world, id, file);
  line = world_last_entry (&world);
  g_assert_null (strstr (line->body, "claims"));
  g_assert_null (strstr (line->body, "SM-A125F"));
  files = files_of (&world, id);
  g_assert_null (only (files)->claims);
}

/* A draft may become either: it keeps what the file says, and the line of a hoax leaves it out. */
static void
test_claims_of_draft (void)
{
  static const char *const kinds[] = { "risk", "hoax" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (World) world = world_new ();
      g_autoptr (PantauAttachment) file = take_text (&world, WA, "isi");
      g_autoptr (JsonObject) body = test_object (BODY);
      g_autoptr (GPtrArray) kept = NULL, files = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      const PantauAttachment *back;

      claim (file);
      file->stripped = g_strdup (PANTAU_STRIPPED_WHATSAPP);
      g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, file, &error));
      g_assert_true (pantau_drafts_set_origin (world.home, DRAFT, file->hash, "saksi", &error));
      g_assert_false (pantau_drafts_set_origin (world.home, DRAFT, file->hash, "Ibu Siti", &error));
      assert_error (&error, PANTAU_ERROR_INVALID);
      kept = pantau_drafts_files (pantau_home_get_db (world.home), DRAFT, &error);
      back = g_ptr_array_index (kept, 0);
      g_assert_true (pantau_file_claims_equal (back->claims, file->claims));
      g_assert_cmpstr (back->origin, ==, "saksi");
      g_assert_cmpstr (back->stripped, ==, file->stripped);

      id = pantau_edit_create_sealed (world.home, DRAFT, kinds[i], PLACE, TRUE, body, NULL, &error);
      g_assert_no_error (error);
      files = files_of (&world, id);
      g_assert_cmpstr (only (files)->origin, ==, "saksi");
      g_assert_true ((only (files)->claims != NULL) == (i == 0));
    }
}

static void
test_origin (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, BODY);
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauAttachment *file = take_text (&world, "a.txt", "isi");
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, file);
  file->origin = g_strdup ("dari Pak Budi");
  g_assert_false (pantau_edit_attach (world.home, id, files, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "masyarakat"));
  assert_error (&error, PANTAU_ERROR_INVALID);
}

/* --- Too large to travel --- */

static void
test_medium (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, BODY),
                  *path = large_file (&world, "VID-20240213-WA0001.mp4", LARGE), *said = NULL,
                  *sum = NULL;
  const char *argv[] = { "sha256sum", path, NULL };
  g_autoptr (GPtrArray) files = NULL, faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauEntry) line = NULL;
  g_autoptr (GError) error = NULL;
  PantauAttachment *file =
      pantau_attachment_new_for_medium (path, "  " DRIVE "\t", NULL, NULL, NULL, &error);
  const PantauEvidence *shown;

  g_assert_no_error (error);
  g_assert_cmpstr (file->medium, ==, DRIVE);
  g_assert_cmpstr (file->type, ==, "video/mp4");
  g_assert_cmpint (test_run (argv, &sum, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (sum, file->hash));
  attach (&world, id, file);
  assert_empty (blobs_of (&world));

  line = world_last_entry (&world);
  g_assert_nonnull (strstr (line->body, "\"blobs\":[]"));
  files = files_of (&world, id);
  shown = only (files);
  g_assert_cmpint (shown->state, ==, PANTAU_EVIDENCE_ELSEWHERE);
  g_assert_cmpint (shown->size, ==, LARGE);
  g_assert_cmpstr (shown->medium, ==, DRIVE);
  g_assert_cmpstr (shown->stripped, ==, PANTAU_STRIPPED_WHATSAPP);
  said = pantau_words_evidence (shown, files);
  g_assert_nonnull (strstr (said, DRIVE));

  /* Nobody waits for its bytes. */
  g_assert_false (pantau_evidence_fetch (world.home, id, shown->hash, NULL, &error));
  g_assert_nonnull (strstr (error->message, DRIVE));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
  g_assert_true (pantau_evidence_verify (world.home, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
refuse_medium (World *self, const char *path, const char *medium, PantauError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_attachment_new_for_medium (path, medium, NULL, NULL, NULL, &error));
  assert_error (&error, code);
  assert_empty (blobs_of (self));
}

static void
test_medium_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = large_file (&world, "besar.mp4", LARGE),
                  *small = large_file (&world, "kecil.mp4", PANTAU_BLOB_LIMIT),
                  *empty = large_file (&world, "kosong.mp4", 0), *pipe = path_of (&world, "pipa"),
                  *long_text = g_strnfill (201, 'a');

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  refuse_medium (&world, path, "", PANTAU_ERROR_INVALID);
  refuse_medium (&world, path, "ab", PANTAU_ERROR_INVALID);
  refuse_medium (&world, path, " \xe2\x80\xae\xe2\x80\x8b a", PANTAU_ERROR_INVALID);
  refuse_medium (&world, path, long_text, PANTAU_ERROR_INVALID);
  refuse_medium (&world, path, "di rumah, telepon 081234567890", PANTAU_ERROR_INVALID);
  /* What a reader would see as “nomor”. */
  refuse_medium (&world, path, "di kantor, 0711-356789", PANTAU_ERROR_INVALID);
  refuse_medium (&world, path, "hubungi 0 8 1 2 3 4 5 6 7 8 9 0", PANTAU_ERROR_INVALID);
  refuse_medium (&world, small, DRIVE, PANTAU_ERROR_INVALID);
  refuse_medium (&world, empty, DRIVE, PANTAU_ERROR_INVALID);
  refuse_medium (&world, pipe, DRIVE, PANTAU_ERROR_INVALID);
  refuse_medium (&world, world.dir, DRIVE, PANTAU_ERROR_INVALID);
}

typedef enum
{
  GROW,
  SHRINK,
  REWRITE,
  N_CHANGES
} Change;

typedef struct
{
  const char *path;
  Change change;
  guint told;
  goffset last;
} Meddler;

/* While it is read, at a moment that we choose. */
static void
meddle_cb (goffset done, goffset all, gpointer data)
{
  Meddler *self = data;

  g_assert_cmpint (done, >, self->last);
  self->last = done;
  if (self->told++ > 0)
    return;
  if (self->change == REWRITE)
    {
      int fd = open (self->path, O_WRONLY | O_CLOEXEC);

      g_assert_cmpint (pwrite (fd, "lain", 4, 0), ==, 4);
      close (fd);
    }
  else
    g_assert_cmpint (truncate (self->path, self->change == GROW ? all + 1 : all / 2), ==, 0);
}

static void
test_medium_changing (void)
{
  g_auto (World) world = world_new ();

  for (Change change = GROW; change < N_CHANGES; change++)
    {
      g_autofree char *path = large_file (&world, "besar.mp4", LARGE);
      Meddler meddler = { .path = path, .change = change };
      g_autoptr (GError) error = NULL;

      g_assert_null (
          pantau_attachment_new_for_medium (path, DRIVE, meddle_cb, &meddler, NULL, &error));
      assert_error (&error, PANTAU_ERROR_CONFLICT);
    }
}

static void
cancel_cb (goffset done, goffset all, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_medium_cancelled (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = large_file (&world, "besar.mp4", LARGE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (
      pantau_attachment_new_for_medium (path, DRIVE, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* With a draft it needs no bytes either. */
static void
test_medium_of_draft (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauAttachment) file = take_text (&world, "a.mp4", "isi");
  g_autoptr (JsonObject) body = test_object (BODY);
  g_autoptr (GPtrArray) files = NULL, faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  pantau_edit_discard (world.home, file->hash);
  file->medium = g_strdup (DRIVE);
  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, file, &error));
  g_assert_true (pantau_evidence_verify (world.home, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
  id = pantau_edit_create_sealed (world.home, DRAFT, "hoax", PLACE, TRUE, body, NULL, &error);
  g_assert_no_error (error);
  files = files_of (&world, id);
  g_assert_cmpint (only (files)->state, ==, PANTAU_EVIDENCE_ELSEWHERE);
}

/* --- Somebody else's lines --- */

#define HASH TEST_SHA256_EMPTY

static void
test_hostile_members (void)
{
  static const struct
  {
    const char *members, *blobs, *medium, *origin;
    gboolean counts;
  } lines[] = {
    { "\"medium\":\"lemari 2\"", "", "lemari 2", NULL, TRUE },
    { "\"medium\":\"lemari 2\"", "\"" HASH "\"", NULL, NULL, TRUE }, /* it travels */
    { "\"medium\":\"ab\"", "", NULL, NULL, FALSE },
    { "\"medium\":7", "", NULL, NULL, FALSE },
    { "\"medium\":\"\\u202e\\n\\u001b\"", "", NULL, NULL, FALSE },
    { "\"medium\":\"\\u202erak\\n2, 081234567890\"", "", "rak 2, nomor", NULL, TRUE },
    { "\"origin\":\"rekan\"", "\"" HASH "\"", NULL, "rekan", TRUE },
    { "\"origin\":\"bulan-depan\"", "\"" HASH "\"", NULL, "bulan-depan", TRUE }, /* a newer one */
    { "\"origin\":\"Ibu Siti\"", "\"" HASH "\"", NULL, NULL, TRUE },
    { "\"origin\":[\"rekan\"],\"stripped\":{},\"claims\":\"x\"", "\"" HASH "\"", NULL, NULL, TRUE },
    { "\"claims\":{\"lat\":1e308,\"lon\":null,\"make\":7,\"taken\":\"kemarin\"}", "\"" HASH "\"",
      NULL, NULL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"files\":[{\"hash\":\"" HASH "\",\"name\":\"a\",%s}],\"blobs\":[%s]}",
                           lines[i].members, lines[i].blobs);
      g_autoptr (JsonObject) body = test_object (json);
      g_autoptr (GPtrArray) files = pantau_evidence_read (body);
      const PantauAttachment *file;

      g_assert_cmpuint (files->len, ==, lines[i].counts ? 1 : 0);
      if (!lines[i].counts)
        continue;
      file = g_ptr_array_index (files, 0);
      g_assert_cmpstr (file->medium, ==, lines[i].medium);
      g_assert_cmpstr (file->origin, ==, lines[i].origin);
      g_assert_null (file->stripped);
      g_assert_null (file->claims);
    }
}

/* What another program wrote into a line of a hoax, though it must not, is not told to whoever reads the record. */
static void
test_hostile_claims (void)
{
  static const char *const kinds[] = { "hoax", "risk" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (World) world = world_new ();
      g_autofree char *id = world_record (&world, kinds[i], PLACE, BODY);
      g_autoptr (GPtrArray) files = NULL;

      g_free (world_other_writes (&world, id, kinds[i], PANTAU_TYPE_EVIDENCE, PLACE, NULL,
                                  "{\"files\":[{\"hash\":\"" HASH
                                  "\",\"name\":\"a\",\"claims\":{\"make\":\"Samsung\","
                                  "\"lat\":-2.99,\"lon\":104.75}}],\"blobs\":[\"" HASH "\"]}"));
      files = files_of (&world, id);
      if (i == 0)
        g_assert_null (only (files)->claims);
      else
        g_assert_cmpstr (only (files)->claims->make, ==, "Samsung");
    }
}

/* Whoever says that a file is kept elsewhere keeps nobody from fetching one that another line brings. */
static void
test_hostile_medium (void)
{
  static const char *const bodies[] = {
    "{\"files\":[{\"hash\":\"" HASH "\",\"name\":\"a\",\"medium\":\"tidak ada\"}],\"blobs\":[]}",
    "{\"files\":[{\"hash\":\"" HASH "\",\"name\":\"b\"}],\"blobs\":[\"" HASH "\"]}",
  };

  /* Each way round, so that either of the two may have the smaller id. */
  for (guint seed = 0; seed < 8; seed++)
    {
      g_auto (World) world = world_new ();
      g_autofree char *id = world_record (&world, "risk", PLACE, BODY);
      g_autoptr (GPtrArray) files = NULL;

      for (guint i = 0; i < 2; i++)
        g_free (world_other_writes (&world, id, "risk", PANTAU_TYPE_EVIDENCE, PLACE, NULL,
                                    bodies[(i + seed) % 2]));
      files = files_of (&world, id);
      g_assert_null (only (files)->medium);
      g_assert_cmpstr (only (files)->name, ==, "b");
      g_assert_cmpint (only (files)->state, ==, PANTAU_EVIDENCE_MISSING);
    }
}

/* --- How many --- */

static void
fill (World *self, const char *id, guint from, guint n)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *text = g_strdup_printf ("berkas %u", i);

      g_ptr_array_add (files, take_text (self, text, text));
    }
  pantau_edit_attach (self->home, id, files, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Over all lines of a record, whoever wrote them; and with a draft that adds to it. */
static void
test_limit (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, BODY);
  g_autofree char *line = world_other_writes (&world, id, "risk", PANTAU_TYPE_EVIDENCE, PLACE, NULL,
                                              "{\"files\":[{\"hash\":\"" HASH
                                              "\",\"name\":\"a\"}],\"blobs\":[\"" HASH "\"]}");
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauAttachment *last = take_text (&world, "terakhir", "terakhir");
  g_autoptr (GError) error = NULL;
  gint64 before;

  fill (&world, id, 0, PANTAU_EVIDENCE_MAX_FILES - 2);
  fill (&world, id, 100, 1);
  before = world_count (&world);
  g_ptr_array_add (files, last);
  g_assert_false (pantau_edit_attach (world.home, id, files, NULL, NULL, &error));
  assert_error (&error, PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (world_count (&world), ==, before);
  g_assert_false (pantau_drafts_attach (world.home, DRAFT, id, last, &error));
  assert_error (&error, PANTAU_ERROR_TOO_LARGE);

  /* Another record takes it. */
  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, last, &error));
  g_assert_no_error (error);
}

/* A desk can mask one of them all the same. */
static void
test_limit_masked (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, BODY);
  g_autoptr (PantauAttachment) copy = take_text (&world, "tertutup.txt", "****");
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  fill (&world, id, 0, PANTAU_EVIDENCE_MAX_FILES);
  world_grant_me (&world, "desk", "16.06");
  files = files_of (&world, id);
  g_assert_true (pantau_edit_release_masked (
      world.home, id, ((PantauEvidence *) g_ptr_array_index (files, 0))->hash, copy,
      "Nama pengirim ditutup", NULL, &error));
  g_assert_no_error (error);
}

/* --- The same file --- */

static GPtrArray *
same (World *self, const char *hash, const char *except)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records =
      pantau_store_same_file (pantau_home_get_store (self->home), hash, except, &error);

  g_assert_no_error (error);

  return records;
}

static void
test_same (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *first = world_record (&world, "risk", PLACE, BODY),
                  *second = world_record (&world, "hoax", PLACE,
                                          "{\"title\":\"TPS \\u202edipindah\",\"fields\":{}}"),
                  *third =
                      world_record (&world, "risk", PLACE, "{\"title\":\"Lain\",\"fields\":{}}"),
                  *said = NULL, *hash = NULL;
  PantauAttachment *file = take_text (&world, "a.txt", "isi");
  g_autoptr (GPtrArray) none = NULL, others = NULL, all = NULL;
  const PantauSameFile *other;

  hash = g_strdup (file->hash);
  attach (&world, first, file);
  attach (&world, second, take_text (&world, "b.txt", "isi"));
  attach (&world, third, take_text (&world, "c.txt", "lain"));

  others = same (&world, hash, first);
  g_assert_cmpuint (others->len, ==, 1);
  other = g_ptr_array_index (others, 0);
  g_assert_cmpstr (other->id, ==, second);
  g_assert_cmpstr (other->kind, ==, "hoax");
  said = pantau_words_file_same (others);
  g_assert_nonnull (strstr (said, "dipindah"));
  g_assert_null (strstr (said, "\xe2\x80\xae"));
  all = same (&world, hash, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  none = same (&world, TEST_SHA256_EMPTY, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (pantau_words_file_same (none));
}

/* A record in quarantine says nothing about what others have. */
static void
test_same_quarantined (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, BODY), *hash = NULL;
  PantauAttachment *file = take_text (&world, "a.txt", "isi");
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  hash = g_strdup (file->hash);
  attach (&world, id, file);
  before = same (&world, hash, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  pantau_db_run (pantau_home_get_db (world.home), &error,
                 "UPDATE record SET quarantine = 'region' WHERE id = ?1", "s", id);
  g_assert_no_error (error);
  after = same (&world, hash, NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

/* Names beyond the second are counted. */
static void
test_same_words (void)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_same_file_free);
  g_autofree char *said = NULL;

  for (guint i = 0; i < 5; i++)
    {
      PantauSameFile *one = g_new0 (PantauSameFile, 1);

      one->title = g_strdup (i == 0 ? "Satu" : "");
      g_ptr_array_add (records, one);
    }
  said = pantau_words_file_same (records);
  g_assert_nonnull (strstr (said, "“Satu”"));
  g_assert_nonnull (strstr (said, "3"));
}

static void
test_words (void)
{
  g_autoptr (PantauFileClaims) claims = pantau_file_claims_new ();
  g_autofree char *said = NULL;

  g_assert_null (pantau_words_file_claims (NULL));
  claims->width = 640;
  claims->height = 480;
  g_assert_null (pantau_words_file_claims (claims));
  claims->taken = g_strdup ("2024-02-14T06:15:00");
  claims->make = g_strdup ("samsung");
  claims->model = g_strdup ("Samsung A12\x1b[2J");
  claims->lat = -2.990934;
  claims->lon = 104.756554;
  claims->has_place = TRUE;
  said = pantau_words_file_claims (claims);
  g_assert_nonnull (strstr (said, "14 February 2024, 06:15"));
  g_assert_nonnull (strstr (said, "640 × 480"));
  g_assert_null (strstr (said, "WIB")); /* the file says no zone */
  g_assert_nonnull (strstr (said, "-2.990934, 104.756554"));
  g_assert_nonnull (strstr (said, "Samsung A12"));
  g_assert_null (strstr (said, "samsung"));
  g_assert_null (strchr (said, '\x1b'));
  g_assert_null (pantau_words_file_stripped (NULL));
  g_assert_null (pantau_words_file_stripped ("telegram-masa-depan"));
  g_assert_nonnull (pantau_words_file_stripped (PANTAU_STRIPPED_WHATSAPP));
}

/* --- A disk that is full, or dies --- */

/* A small disk of our own, in a namespace that ends with this process. FALSE where we may not. */
static gboolean
mount_small (const char *path, const char *options)
{
  static gboolean is_private;

  if (!is_private &&
      (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0))
    return FALSE;
  is_private = TRUE;

  return mount ("tmpfs", path, "tmpfs", 0, options) == 0;
}

/* At each thing that has to be made, and at each page that has to be written: nothing stays, and with room it comes. */
static void
test_full_steps (void)
{
  enum
  {
    NODES = 4,
    PAGES = 3
  }; /* blobs/, tmp/, the file, ab/; and its bytes */
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree guint8 *bytes = g_malloc0 (PAGES * 4096);
  g_autoptr (GBytes) file = g_bytes_new_static (bytes, PAGES * 4096);

  for (guint nodes = 0; nodes <= NODES; nodes++)
    for (guint pages = 1; pages <= PAGES; pages++)
      {
        g_autofree char *options = g_strdup_printf ("size=%uk,nr_inodes=%u", 4 * pages, nodes + 1),
                        *path = g_build_filename (dir, "blobs", NULL);
        g_autoptr (PantauBlobs) blobs = pantau_blobs_new (path);
        g_autoptr (PantauAttachment) taken = NULL;
        g_autoptr (GError) error = NULL;

        if (!mount_small (dir, options))
          {
            g_test_skip ("no right to mount a small disk");
            return;
          }
        taken = pantau_attachment_new_for_bytes (blobs, file, "foto.jpg", NULL, &error);
        if (nodes == NODES && pages == PAGES)
          g_assert_no_error (error);
        else
          {
            test_assert_error (error, PANTAU_ERROR_FULL);
            g_assert_nonnull (strstr (error->message, "foto.jpg"));
            assert_empty (blobs);
          }
        g_assert_cmpint (umount2 (dir, MNT_DETACH), ==, 0);
      }
}

/* The photo does not fit: the record is saved all the same, and takes the photo once there is room. */
static void
test_full_record (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), aside = test_dir_new ();
  g_autofree char *home_path = g_build_filename (dir, "home", NULL),
                  *ballast = g_build_filename (dir, "ballast", NULL),
                  *photo = g_build_filename (aside, "foto.jpg", NULL),
                  *zeros = g_malloc0 (4 * 1024 * 1024), *id = NULL;
  Place place = { dir, home_path };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauAttachment) file = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (!mount_small (dir, "size=12m"))
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }
  test_file_write (photo, zeros, 4 * 1024 * 1024);
  pantau_home_create (home_path, FALSE, &error);
  g_assert_no_error (error);
  home = place_open (&place);
  g_free (home_record (home));
  {
    struct statvfs info;
    goffset left;

    g_assert_cmpint (statvfs (dir, &info), ==, 0);
    left = (goffset) info.f_bavail * (goffset) info.f_bsize - 3 * 1024 * 1024;
    g_assert_cmpint (left, >, 0);
    for (goffset done = 0; done < left; done += 1024 * 1024)
      {
        FILE *out = g_fopen (ballast, "a");

        fwrite (zeros, 1, (gsize) MIN (left - done, 1024 * 1024), out);
        fclose (out);
      }
  }

  g_assert_null (
      pantau_attachment_new_for_path (pantau_home_get_blobs (home), photo, NULL, &error));
  assert_error (&error, PANTAU_ERROR_FULL);
  assert_empty (pantau_home_get_blobs (home));
  id = home_record (home);
  g_assert_true (home_has_record (home, id));

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  file = pantau_attachment_new_for_path (pantau_home_get_blobs (home), photo, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (files, file);
  g_assert_true (pantau_edit_attach (home, id, files, NULL, NULL, &error));
  g_clear_pointer (&home, pantau_home_close);
  g_assert_cmpint (umount2 (dir, MNT_DETACH), ==, 0);
}

/* The program is killed at whatever step it is: what the record names is here and whole, and nothing half-written stays. */
static void
test_killed (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = home_record (home), *photo = place_file (&place, "../foto.bin"),
                  *scratch = place_file (&place, "blobs/tmp"), *bytes = g_malloc (8 * 1024 * 1024);

  pantau_home_close (home);
  for (guint i = 0; i < test_rounds (6); i++)
    {
      const char *argv[] = {
        g_getenv ("PANTAUCTL"), "--home", place.path, "attach", id, photo, NULL
      };
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free), files = NULL;
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GError) error = NULL;

      pantau_random_bytes (bytes, 8 * 1024 * 1024);
      test_file_write (photo, bytes, 8 * 1024 * 1024);
      child = g_subprocess_newv (
          argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
      g_assert_no_error (error);
      g_usleep ((i + 1) * 20 * 1000);
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);

      home = place_open (&place);
      g_assert_cmpuint (count_names (scratch), ==, 0);
      g_assert_true (pantau_blobs_verify (pantau_home_get_blobs (home), faults, &error));
      g_assert_true (pantau_evidence_verify (home, faults, &error));
      g_assert_cmpuint (faults->len, ==, 0);
      files = pantau_store_evidence (pantau_home_get_store (home), id, &error);
      for (guint j = 0; j < files->len; j++)
        g_assert_cmpint (((const PantauEvidence *) g_ptr_array_index (files, j))->state, ==,
                         PANTAU_EVIDENCE_WAITING);
      pantau_home_close (home);
    }
}

/* A stream that gives a little and then fails, as a card does that is pulled out. */
typedef struct
{
  GInputStream parent_instance;
  guint reads;
} PulledStream;

typedef GInputStreamClass PulledStreamClass;

GType pulled_stream_get_type (void);
G_DEFINE_TYPE (PulledStream, pulled_stream, G_TYPE_INPUT_STREAM)

static gssize
pulled_read (GInputStream *stream, void *buffer, gsize count, GCancellable *c, GError **error)
{
  PulledStream *self = (PulledStream *) stream;

  if (self->reads++ < 3)
    {
      memset (buffer, 'a', count);
      return (gssize) count;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Input/output error");

  return -1;
}

static void
pulled_stream_class_init (PulledStreamClass *klass)
{
  klass->read_fn = pulled_read;
}

static void
pulled_stream_init (PulledStream *self)
{
}

static void
test_pulled (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GInputStream) stream = g_object_new (pulled_stream_get_type (), NULL);
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      pantau_blobs_put_stream (blobs_of (&world), stream, PANTAU_BLOB_LIMIT, &hash, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  assert_empty (blobs_of (&world));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");
  g_test_add_func ("/import/loop", test_loop);
  g_test_add_func ("/import/socket", test_socket);
  g_test_add_func ("/import/fifo", test_fifo);
  g_test_add_func ("/import/folder", test_folder);
  g_test_add_func ("/import/sentence", test_sentence);
  g_test_add_func ("/import/broken-pictures", test_broken_pictures);
  g_test_add_func ("/import/elsewhere", test_elsewhere);
  g_test_add_func ("/import/stripped", test_stripped);
  g_test_add_func ("/import/stripped/hostile", test_stripped_hostile);
  g_test_add_func ("/import/photo", test_photo);
  g_test_add_func ("/import/claims", test_claims);
  g_test_add_func ("/import/claims/hoax", test_claims_of_hoax);
  g_test_add_func ("/import/claims/draft", test_claims_of_draft);
  g_test_add_func ("/import/origin", test_origin);
  g_test_add_func ("/import/medium", test_medium);
  g_test_add_func ("/import/medium/refused", test_medium_refused);
  g_test_add_func ("/import/medium/changing", test_medium_changing);
  g_test_add_func ("/import/medium/cancelled", test_medium_cancelled);
  g_test_add_func ("/import/medium/draft", test_medium_of_draft);
  g_test_add_func ("/import/hostile/members", test_hostile_members);
  g_test_add_func ("/import/hostile/claims", test_hostile_claims);
  g_test_add_func ("/import/hostile/medium", test_hostile_medium);
  g_test_add_func ("/import/limit", test_limit);
  g_test_add_func ("/import/limit/masked", test_limit_masked);
  g_test_add_func ("/import/same", test_same);
  g_test_add_func ("/import/same/quarantined", test_same_quarantined);
  g_test_add_func ("/import/same/words", test_same_words);
  g_test_add_func ("/import/words", test_words);
  g_test_add_func ("/import/pulled", test_pulled);
  g_test_add_func ("/import/killed", test_killed);
  g_test_add_func ("/import/full/steps", test_full_steps);
  g_test_add_func ("/import/full/record", test_full_record);

  return g_test_run ();
}
