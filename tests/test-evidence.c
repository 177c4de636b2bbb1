/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of records: taken over as they are or not at all, attached, kept with drafts, released; what counts never depends on the order of arrival. */

#include "config.h"

#include "pantau-edit-evidence.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-crypto.h"
#include "pantau-drafts.h"
#include "pantau-edit-identity.h"
#include "pantau-edit-private.h"
#include "pantau-file-type.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-story.h"
#include "test-util.h"
#include "world-fixture.h"

#define PLACE "16.06.01"
#define HOAX  "{\"title\":\"TPS dipindah\",\"fields\":{}}"
#define DRAFT "0b7a5c0e-0000-4000-8000-000000000001"
#define PNG   "\x89PNG\r\n\x1a\n and no more of it"

static PantauBlobs *
blobs_of (World *self)
{
  return pantau_home_get_blobs (self->home);
}

static PantauAttachment *
take (World *self, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PantauAttachment *file =
      pantau_attachment_new_for_bytes (blobs_of (self), bytes, name, NULL, &error);

  g_assert_no_error (error);

  return file;
}

/* Attaches one file and gives its hash. */
static char *
attach (World *self, const char *id, const char *name, const char *text)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauAttachment *file = take (self, name, text);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, file);
  pantau_edit_attach (self->home, id, files, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (file->hash);
}

static GPtrArray *
files_of (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = pantau_store_evidence (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return files;
}

static void
assert_error (GError **error, PantauError code)
{
  g_assert_error (*error, PANTAU_ERROR, (int) code);
  g_clear_error (error);
}

static void
test_attach (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *hash = attach (&world, id, "../gambar\\layar.png", PNG), *entry = NULL;
  g_autoptr (GPtrArray) files = files_of (&world, id);
  const PantauEvidence *file;

  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->hash, ==, hash);
  g_assert_cmpstr (file->name, ==, "layar.png");
  g_assert_cmpstr (file->type, ==, "image/png");
  g_assert_cmpint (file->size, ==, sizeof PNG - 1);
  g_assert_cmpuint (file->picture, ==, 0); /* it is damaged, and evidence all the same */
  g_assert_cmpint (file->state, ==, PANTAU_EVIDENCE_WAITING);
  g_assert_false (file->is_released);
  g_assert_cmpstr (file->device, ==, pantau_home_get_device (world.home));
  {
    g_autoptr (PantauEntry) last = world_last_entry (&world);

    g_assert_cmpstr (last->type, ==, PANTAU_TYPE_EVIDENCE);
    g_assert_cmpstr (last->id, ==, file->entry);
    g_assert_nonnull (strstr (last->body, "\"blobs\":["));
  }
}

/* The bytes are those that came, whatever they are. */
static void
test_bytes (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_build_filename (world.dir, "asli.bin", NULL);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (PantauAttachment) file = NULL;
  g_autoptr (GError) error = NULL;
  guint8 bytes[100000];

  pantau_random_bytes (bytes, sizeof bytes);
  test_file_write (path, bytes, sizeof bytes);
  file = pantau_attachment_new_for_path (blobs_of (&world), path, NULL, &error);
  g_assert_no_error (error);
  kept = pantau_blobs_get_bytes (blobs_of (&world), file->hash, sizeof bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (bytes, sizeof bytes, g_bytes_get_data (kept, NULL), g_bytes_get_size (kept));
}

static guint
count_blobs (World *self)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (blobs_of (self), NULL);

  return names->len;
}

static void
refuse_path (World *self, const char *path, PantauError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_attachment_new_for_path (blobs_of (self), path, NULL, &error));
  test_assert_error (error, code);
  g_assert_cmpuint (count_blobs (self), ==, 0);
}

static void
test_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *empty = g_build_filename (world.dir, "kosong", NULL),
                  *pipe = g_build_filename (world.dir, "pipa", NULL),
                  *large = g_build_filename (world.dir, "besar", NULL),
                  *none = g_build_filename (world.dir, "tidak-ada", NULL),
                  *dangling = g_build_filename (world.dir, "tautan", NULL);

  test_file_write (empty, "", 0);
  test_file_write (large, "x", 1);
  g_assert_cmpint (truncate (large, PANTAU_BLOB_LIMIT + 1), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (none, dangling), ==, 0);

  refuse_path (&world, empty, PANTAU_ERROR_INVALID);
  refuse_path (&world, world.dir, PANTAU_ERROR_INVALID);
  refuse_path (&world, pipe, PANTAU_ERROR_INVALID);
  refuse_path (&world, "/dev/zero", PANTAU_ERROR_INVALID);
  refuse_path (&world, large, PANTAU_ERROR_TOO_LARGE);
  refuse_path (&world, none, PANTAU_ERROR_NOT_FOUND);
  refuse_path (&world, dangling, PANTAU_ERROR_NOT_FOUND);
}

/* A link that a person named is followed. */
static void
test_link (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_build_filename (world.dir, "asli.txt", NULL),
                  *link = g_build_filename (world.dir, "tautan.txt", NULL);
  g_autoptr (PantauAttachment) file = NULL;
  g_autoptr (GError) error = NULL;

  test_file_write (path, "isi", 3);
  g_assert_cmpint (symlink (path, link), ==, 0);
  file = pantau_attachment_new_for_path (blobs_of (&world), link, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, "tautan.txt");
  g_assert_cmpint (file->size, ==, 3);
}

typedef struct
{
  const char *path;
  gint written; /* (atomic) */
  gint stop;    /* (atomic) */
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *writer = data;

  while (!g_atomic_int_get (&writer->stop))
    {
      FILE *file = g_fopen (writer->path, "a");

      fputc ('x', file);
      fclose (file);
      g_atomic_int_inc (&writer->written);
    }

  return NULL;
}

/* A file that somebody still writes to. A busy machine may let him write nothing while we read: then we read again. */
static void
test_changing (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_build_filename (world.dir, "tumbuh", NULL),
                  *bytes = g_strnfill (4 * 1024 * 1024, 'a');
  g_autoptr (GError) error = NULL;
  Writer writer = { path, 0, 0 };
  PantauAttachment *file = NULL;
  GThread *thread;

  test_file_write (path, bytes, strlen (bytes));
  thread = g_thread_new ("writer", write_on, &writer);
  while (g_atomic_int_get (&writer.written) == 0)
    g_thread_yield ();
  for (guint i = 0; i < 100 && error == NULL; i++)
    {
      file = pantau_attachment_new_for_path (blobs_of (&world), path, NULL, &error);
      if (file != NULL)
        pantau_edit_discard (world.home, file->hash);
      g_clear_pointer (&file, pantau_attachment_free);
    }
  g_atomic_int_set (&writer.stop, TRUE);
  g_thread_join (thread);

  test_assert_error (error, PANTAU_ERROR_CONFLICT);
  g_assert_cmpuint (count_blobs (&world), ==, 0);
}

static void
test_cancelled (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("isi", 3);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      pantau_attachment_new_for_bytes (blobs_of (&world), bytes, "a", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_blobs (&world), ==, 0);
}

static void
test_names (void)
{
  static const struct
  {
    const char *given, *kept;
  } names[] = {
    { "foto.jpg", "foto.jpg" },
    { "/home/siti/foto.jpg", "foto.jpg" },
    { "C:\\Users\\Siti\\foto.jpg", "foto.jpg" },
    { "..", "berkas" },
    { "", "berkas" },
    { ".bashrc", "bashrc" },
    { "a\nb\tc.txt", "a b c.txt" },
    { "gambar\xe2\x80\xaegnp.exe", "gambargnp.exe" }, /* right to left: it showed “gambarexe.png” */
    { "nol\xe2\x80\x8blebar.txt", "nollebar.txt" },
    { "rusak\xff.txt", "rusak\xef\xbf\xbd.txt" },
    { "Screenshot_20240213-162011_WhatsApp.jpg", "Screenshot_20240213-162011_WhatsApp.jpg" },
    { "IMG-20240213-WA0012.jpg", "IMG-20240213-WA0012.jpg" },
    { "Chat WhatsApp dengan Ibu Siti.txt", "Chat WhatsApp.txt" },
    { "WhatsApp Chat with Pak Budi", "Chat WhatsApp" },
    { "dari 081234567890.png", "dari nomor.png" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = pantau_attachment_clean_name (names[i].given);
      g_autofree char *again = pantau_attachment_clean_name (clean);

      g_assert_cmpstr (clean, ==, names[i].kept);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_long_name (void)
{
  g_autofree char *stem = g_strnfill (500, 'a'), *name = g_strconcat (stem, ".jpeg", NULL),
                  *clean = pantau_attachment_clean_name (name);

  g_assert_cmpint (g_utf8_strlen (clean, -1), ==, PANTAU_ATTACHMENT_MAX_NAME);
  g_assert_true (g_str_has_suffix (clean, "….jpeg"));
}

static void
test_types (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *type;
    gboolean is_risky;
  } files[] = {
    { "\xff\xd8\xff\xe0", 4, "image/jpeg", FALSE },
    { "RIFF\0\0\0\0WEBPVP8 ", 16, "image/webp", FALSE },
    { "%PDF-1.7", 8, "application/pdf", FALSE },
    { "\0\0\0\x18"
      "ftypisom",
      12, "video/mp4", FALSE },
    { "OggS\0", 5, "audio/ogg", FALSE },
    { "MZ\x90\0", 4, "application/x-msdownload", TRUE },
    { "\x7f"
      "ELF",
      4, "application/x-executable", TRUE },
    { "#!/bin/sh\n", 10, "application/x-shellscript", TRUE },
    { "#!AMR\n", 6, "audio/amr", FALSE },
    { "PK\003\004....AndroidManifest.xml", 27, "application/vnd.android.package-archive", TRUE },
    { "PK\003\004....word/document.xml", 25,
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document", TRUE },
    { "PK\003\004", 4, "application/zip", TRUE },
    { "\xef\xbb\xbf \n<!DOCTYPE HTML>", 20, "text/html", TRUE },
    { "<svg xmlns='x'>", 15, "image/svg+xml", TRUE },
    { "Halo, dunia", 11, "text/plain", FALSE },
    { "\xff\xfeH\0a\0", 6, "text/plain", FALSE },
    { "a\0b", 3, "application/octet-stream", TRUE },
    { "", 0, "application/octet-stream", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *type = pantau_file_type_guess ((const guint8 *) files[i].bytes, files[i].length);

      g_assert_cmpstr (type, ==, files[i].type);
      g_assert_true (pantau_file_type_is_risky (type) == files[i].is_risky);
    }
}

/* Cut where we stop looking, in the middle of a character. */
static void
test_type_of_long_text (void)
{
  g_autoptr (GString) text = g_string_new ("a");

  while (text->len < 2 * PANTAU_FILE_TYPE_BYTES)
    g_string_append (text, "é");
  g_assert_cmpstr (pantau_file_type_guess ((const guint8 *) text->str, text->len), ==,
                   "text/plain");
}

/* Each file once for a record. */
static void
test_twice (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *hash = attach (&world, id, "a.txt", "isi");
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = world_count (&world);

  g_ptr_array_add (files, take (&world, "b.txt", "isi"));
  g_assert_false (pantau_edit_attach (world.home, id, files, NULL, NULL, &error));
  assert_error (&error, PANTAU_ERROR_CONFLICT);
  pantau_edit_discard (world.home, hash);
  g_assert_true (pantau_blobs_has (blobs_of (&world), hash)); /* the record has it */

  g_ptr_array_set_size (files, 0);
  g_assert_false (pantau_edit_attach (world.home, id, files, NULL, NULL, &error));
  assert_error (&error, PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (world_count (&world), ==, before);
}

static void
test_discard (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauAttachment) file = take (&world, "a.txt", "isi");

  pantau_edit_discard (world.home, file->hash);
  g_assert_false (pantau_blobs_has (blobs_of (&world), file->hash));
}

/* What another program may have written. */
static void
test_hostile_lines (void)
{
  static const char *const bodies[] = {
    "{}", "{\"files\":7,\"blobs\":\"x\"}",
    "{\"files\":[null,7,[],{},{\"hash\":7},{\"hash\":\"../../etc/passwd\"}],\"blobs\":[\"../"
    "x\",null]}",
    "{\"files\":[{\"hash\":\"" TEST_SHA256_EMPTY
    "\"}],\"blobs\":[]}", /* not named: it would not travel */
  };
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *line =
          world_other_writes (&world, id, "hoax", PANTAU_TYPE_EVIDENCE, PLACE, NULL, bodies[i]);
      g_autofree char *other =
          world_other_writes (&world, id, "hoax", PANTAU_TYPE_DISCLOSE, PLACE, NULL, bodies[i]);
      g_autoptr (GPtrArray) files = files_of (&world, id);
      g_autoptr (PantauRecord) record = world_get (&world, id);
      g_autoptr (GPtrArray) story = pantau_story_new (pantau_home_get_reference (world.home),
                                                      record, pantau_home_get_device (world.home));

      g_assert_cmpuint (files->len, ==, 0);
      g_assert_cmpuint (story->len, ==, 2 * i + 3);
      g_assert_cmpint (((const PantauStoryItem *) g_ptr_array_index (story, 0))->topic, ==,
                       PANTAU_STORY_RECORDED);
      for (guint item = 1; item < story->len; item++)
        g_assert_cmpint (((const PantauStoryItem *) g_ptr_array_index (story, item))->topic, ==,
                         PANTAU_STORY_FILES);
    }
}

/* Members that lie about themselves have the plainest value. */
static void
test_hostile_members (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *line = world_other_writes (
      &world, id, "hoax", PANTAU_TYPE_EVIDENCE, PLACE, NULL,
      "{\"files\":[{\"hash\":\"" TEST_SHA256_EMPTY
      "\",\"name\":\"/etc/\\u202e../passwd\",\"size\":-5,\"type\":\"text/html; x=\\u001b[2J\","
      "\"received\":\"kemarin\",\"picture\":\"zz\",\"masks\":\"../x\"}],"
      "\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}");
  g_autoptr (GPtrArray) files = files_of (&world, id);
  const PantauEvidence *file = g_ptr_array_index (files, 0);

  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (file->name, ==, "passwd");
  g_assert_cmpint (file->size, ==, -1);
  g_assert_cmpstr (file->type, ==, "application/octet-stream");
  g_assert_null (file->received);
  g_assert_cmpuint (file->picture, ==, 0);
  g_assert_null (file->masks);
  g_assert_cmpint (file->state, ==, PANTAU_EVIDENCE_MISSING);
}

#define FILE_CALLED(name)                                                                          \
  "{\"files\":[{\"hash\":\"" TEST_SHA256_EMPTY "\",\"name\":\"" name "\",\"size\":1}],"            \
  "\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}"

/* What the file is called where these lines came, from the first to the last or the other way. (transfer full) */
static char *
name_after (PantauEntry **lines, guint n_lines, gboolean backwards)
{
  g_auto (World) world = world_new ();
  g_autofree char *create =
      world_other_writes (&world, NULL, "hoax", PANTAU_TYPE_CREATE, PLACE, NULL, HOAX);
  g_autoptr (GPtrArray) files = NULL;
  const PantauEvidence *file;

  for (guint i = 0; i < n_lines; i++)
    g_free (world_arrive (&world, lines[backwards ? n_lines - 1 - i : i]));
  files = files_of (&world, TEST_RECORD);
  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_true (file->is_released);

  return g_strdup (file->name);
}

/* Two people attach one file without knowing of each other, and a third releases it, perhaps before. */
static void
test_order (void)
{
  static const struct
  {
    const char *type, *body;
  } said[] = {
    { PANTAU_TYPE_EVIDENCE, FILE_CALLED ("satu.jpg") },
    { PANTAU_TYPE_EVIDENCE, FILE_CALLED ("dua.jpg") },
    { PANTAU_TYPE_DISCLOSE, "{\"targets\":[\"" TEST_SHA256_EMPTY "\"],\"reason\":\"x\","
                            "\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}" },
  };
  PantauEntry *lines[G_N_ELEMENTS (said)];
  g_autofree char *forwards = NULL, *backwards = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (PantauKeypair) key = test_key_new ((guint8) (11 + i));

      lines[i] = test_entry_new_full (key, said[i].type, 1, "", TEST_RECORD, "hoax", TRUE, PLACE,
                                      NULL, said[i].body);
    }
  forwards = name_after (lines, G_N_ELEMENTS (lines), FALSE);
  backwards = name_after (lines, G_N_ELEMENTS (lines), TRUE);
  g_assert_cmpstr (forwards, ==, backwards);
  g_assert_cmpstr (forwards, ==, strcmp (lines[0]->id, lines[1]->id) < 0 ? "satu.jpg" : "dua.jpg");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    pantau_entry_unref (lines[i]);
}

static void
test_release (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *hash = attach (&world, id, "a.txt", "isi");
  const char *targets[] = { hash, NULL }, *stranger[] = { TEST_SHA256_EMPTY, NULL };
  g_autoptr (GError) error = NULL;

  /* A monitor may not. */
  g_assert_false (
      pantau_edit_release_files (world.home, id, targets, "Sudah diperiksa", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);

  world_grant_me (&world, "desk", "16.06");
  g_assert_true (pantau_edit_may_release_files (world.home, id, &error));
  g_assert_false (pantau_edit_release_files (world.home, id, targets, "ya", NULL, &error));
  assert_error (&error, PANTAU_ERROR_INVALID);
  g_assert_false (
      pantau_edit_release_files (world.home, id, stranger, "Sudah diperiksa", NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
  g_assert_true (
      pantau_edit_release_files (world.home, id, targets, "Sudah diperiksa", NULL, &error));
  g_assert_no_error (error);
  {
    g_autoptr (GPtrArray) files = files_of (&world, id);

    g_assert_true (((PantauEvidence *) g_ptr_array_index (files, 0))->is_released);
  }
  g_assert_false (pantau_edit_release_files (world.home, id, targets, "Sekali lagi", NULL, &error));
  assert_error (&error, PANTAU_ERROR_CONFLICT);
}

/* Of nothing but open hoaxes, whoever asks. */
static void
test_release_kinds (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *risk = NULL, *hash = NULL;
  const char *targets[2] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  world_grant_me (&world, "desk", "16.06");
  risk = world_record (&world, "risk", PLACE, "{\"title\":\"Banjir\",\"fields\":{}}");
  hash = attach (&world, risk, "a.txt", "isi");
  targets[0] = hash;
  g_assert_false (pantau_edit_may_release_files (world.home, risk, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  g_assert_false (
      pantau_edit_release_files (world.home, risk, targets, "Sudah diperiksa", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
}

/* A desk's line, written by a program that asks nobody, says of a closed hoax's file that Pemprov has it: it has not, and is not told so. */
static void
test_release_closed (void)
{
  static const gboolean is_open[] = { FALSE, TRUE };
  g_auto (World) world = world_new ();
  g_autoptr (PantauKeypair) key = test_key_new (12);
  g_autoptr (JsonObject) body = test_object (HOAX);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pantau_edit_create (world.home, "hoax", PLACE, FALSE, body, NULL, &error),
                  *hash = NULL, *json = NULL;
  g_autofree char *prev = g_strdup ("");
  const char *targets[2] = { NULL, NULL };

  g_assert_no_error (error);
  hash = attach (&world, id, "a.txt", "isi");
  json = g_strdup_printf ("{\"targets\":[\"%s\"],\"reason\":\"x\",\"blobs\":[\"%s\"]}", hash, hash);
  for (guint i = 0; i < G_N_ELEMENTS (is_open); i++)
    {
      g_autoptr (PantauEntry) entry = test_entry_new_full (
          key, PANTAU_TYPE_DISCLOSE, i + 1, prev, id, "hoax", is_open[i], PLACE, NULL, json);
      g_autoptr (GPtrArray) files = NULL;

      g_free (prev);
      prev = world_arrive (&world, entry);
      files = files_of (&world, id);
      g_assert_cmpuint (files->len, ==, 1);
      g_assert_false (((const PantauEvidence *) g_ptr_array_index (files, 0))->is_released);
    }

  world_grant_me (&world, "desk", "16.06");
  targets[0] = hash;
  g_assert_false (
      pantau_edit_release_files (world.home, id, targets, "Sudah diperiksa", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
}

/* The copy is released and the original is not. */
static void
test_masked (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL, *hash = NULL;
  g_autoptr (PantauAttachment) copy = NULL, same = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  world_grant_me (&world, "desk", "16.06");
  id = world_record (&world, "hoax", PLACE, HOAX);
  hash = attach (&world, id, "layar.txt", "dari Siti");
  same = take (&world, "layar.txt", "dari Siti");
  g_assert_false (
      pantau_edit_release_masked (world.home, id, hash, same, "Nama ditutup", NULL, &error));
  assert_error (&error, PANTAU_ERROR_CONFLICT);

  copy = take (&world, "layar-tertutup.txt", "dari ****");
  g_assert_true (
      pantau_edit_release_masked (world.home, id, hash, copy, "Nama ditutup", NULL, &error));
  g_assert_no_error (error);
  files = files_of (&world, id);
  g_assert_cmpuint (files->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const PantauEvidence *file = g_ptr_array_index (files, i);
      gboolean is_copy = g_str_equal (file->hash, copy->hash);

      g_assert_true (file->is_released == is_copy);
      g_assert_cmpstr (file->masks, ==, is_copy ? hash : NULL);
    }
}

static gboolean
draft_has (World *self, const char *hash)
{
  g_autoptr (GPtrArray) files = pantau_drafts_files (pantau_home_get_db (self->home), DRAFT, NULL);

  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((PantauAttachment *) g_ptr_array_index (files, i))->hash, hash))
      return TRUE;

  return FALSE;
}

/* Before enrolment: files need no officer. */
static void
test_draft (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauAttachment) file = take (&world, "a.txt", "isi"),
                               other = take (&world, "b.txt", "lain");
  g_autoptr (JsonObject) body = test_object (HOAX);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 before = world_count (&world);

  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, file, &error));
  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, other, &error));
  g_assert_no_error (error);
  g_assert_false (pantau_drafts_attach (world.home, DRAFT, NULL, file, &error));
  assert_error (&error, PANTAU_ERROR_CONFLICT);
  g_assert_true (pantau_drafts_detach (world.home, DRAFT, other->hash, &error));
  g_assert_false (draft_has (&world, other->hash));
  g_assert_false (pantau_blobs_has (blobs_of (&world), other->hash));

  id = pantau_edit_create_sealed (world.home, DRAFT, "hoax", PLACE, TRUE, body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, DRAFT);
  g_assert_cmpint (world_count (&world), ==, before + 2);
  g_assert_false (draft_has (&world, file->hash));
  {
    g_autoptr (GPtrArray) files = files_of (&world, DRAFT);

    g_assert_cmpuint (files->len, ==, 1);
    g_assert_cmpstr (((PantauEvidence *) g_ptr_array_index (files, 0))->hash, ==, file->hash);
  }
  /* What is left of the draft takes nothing of the record along. */
  g_assert_true (pantau_drafts_remove (world.home, DRAFT, &error));
  g_assert_true (pantau_blobs_has (blobs_of (&world), file->hash));
}

static void
test_draft_given_up (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *named = attach (&world, id, "a.txt", "isi");
  g_autoptr (PantauAttachment) same = take (&world, "a.txt", "isi"),
                               own = take (&world, "b.txt", "lain");
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, same, &error));
  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, own, &error));
  g_assert_true (pantau_drafts_remove (world.home, DRAFT, &error));
  g_assert_no_error (error);
  g_assert_true (pantau_blobs_has (blobs_of (&world), named));
  g_assert_false (pantau_blobs_has (blobs_of (&world), own->hash));
  g_assert_false (draft_has (&world, own->hash));
}

/* Files of a draft that changes a record; one of them has come to the record by another way meanwhile. */
static void
test_draft_of_change (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX), *known = NULL;
  g_autoptr (PantauAttachment) fresh = take (&world, "a.txt", "isi"),
                               old = take (&world, "b.txt", "lain");
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_drafts_attach (world.home, DRAFT, id, fresh, &error));
  g_assert_true (pantau_drafts_attach (world.home, DRAFT, id, old, &error));
  known = attach (&world, id, "b.txt", "lain");
  g_assert_true (pantau_edit_seal_draft (world.home, DRAFT, id, &error));
  g_assert_no_error (error);
  files = files_of (&world, id);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_false (draft_has (&world, fresh->hash));
  g_assert_false (draft_has (&world, old->hash));
}

static void
test_draft_limit (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauAttachment) last = take (&world, "terakhir", "terakhir");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < PANTAU_EVIDENCE_MAX_FILES; i++)
    {
      g_autofree char *text = g_strdup_printf ("berkas %u", i);
      g_autoptr (PantauAttachment) file = take (&world, text, text);

      g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, file, &error));
    }
  g_assert_false (pantau_drafts_attach (world.home, DRAFT, NULL, last, &error));
  assert_error (&error, PANTAU_ERROR_TOO_LARGE);
}

static void
test_save (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *hash = attach (&world, id, "a.txt", "isi"),
                  *path = g_build_filename (world.dir, "salinan.txt", NULL),
                  *blob = g_build_filename (pantau_blobs_get_directory (blobs_of (&world)),
                                            (char[]){ hash[0], hash[1], '\0' }, hash, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) copy = NULL;

  g_assert_true (pantau_evidence_save (world.home, hash, path, FALSE, NULL, &error));
  g_assert_no_error (error);
  copy = test_file_read (path);
  g_assert_cmpmem (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), "isi", 3);
  g_assert_false (pantau_evidence_save (world.home, hash, path, FALSE, NULL, &error));
  assert_error (&error, PANTAU_ERROR_CONFLICT);
  g_assert_true (pantau_evidence_save (world.home, hash, path, TRUE, NULL, &error));

  /* A damaged one is not passed on, and what was there stays. */
  g_assert_cmpint (g_chmod (blob, 0600), ==, 0);
  test_file_write (blob, "lain", 4);
  g_assert_false (pantau_evidence_save (world.home, hash, path, TRUE, NULL, &error));
  assert_error (&error, PANTAU_ERROR_DAMAGED);
  g_bytes_unref (copy);
  copy = test_file_read (path);
  g_assert_cmpuint (g_bytes_get_size (copy), ==, 3);
}

static guint
count_faults (World *self)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_evidence_verify (self->home, faults, &error));
  g_assert_true (pantau_blobs_verify (blobs_of (self), faults, &error));

  return faults->len;
}

/* Files of lines and of drafts that are gone. */
static void
test_verify (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *hash = attach (&world, id, "a.txt", "isi");
  g_autoptr (PantauAttachment) draft = take (&world, "b.txt", "lain");
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_drafts_attach (world.home, DRAFT, NULL, draft, &error));
  g_assert_cmpuint (count_faults (&world), ==, 0);
  pantau_blobs_remove (blobs_of (&world), hash, &error);
  g_assert_cmpuint (count_faults (&world), ==, 1);
  pantau_blobs_remove (blobs_of (&world), draft->hash, &error);
  g_assert_cmpuint (count_faults (&world), ==, 2);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");
  g_test_add_func ("/evidence/attach", test_attach);
  g_test_add_func ("/evidence/bytes", test_bytes);
  g_test_add_func ("/evidence/refused", test_refused);
  g_test_add_func ("/evidence/link", test_link);
  g_test_add_func ("/evidence/changing", test_changing);
  g_test_add_func ("/evidence/cancelled", test_cancelled);
  g_test_add_func ("/evidence/names", test_names);
  g_test_add_func ("/evidence/long-name", test_long_name);
  g_test_add_func ("/evidence/types", test_types);
  g_test_add_func ("/evidence/type-of-long-text", test_type_of_long_text);
  g_test_add_func ("/evidence/twice", test_twice);
  g_test_add_func ("/evidence/discard", test_discard);
  g_test_add_func ("/evidence/hostile/lines", test_hostile_lines);
  g_test_add_func ("/evidence/hostile/members", test_hostile_members);
  g_test_add_func ("/evidence/order", test_order);
  g_test_add_func ("/evidence/release", test_release);
  g_test_add_func ("/evidence/release/kinds", test_release_kinds);
  g_test_add_func ("/evidence/release/closed", test_release_closed);
  g_test_add_func ("/evidence/release/masked", test_masked);
  g_test_add_func ("/evidence/draft", test_draft);
  g_test_add_func ("/evidence/draft/given-up", test_draft_given_up);
  g_test_add_func ("/evidence/draft/of-change", test_draft_of_change);
  g_test_add_func ("/evidence/draft/limit", test_draft_limit);
  g_test_add_func ("/evidence/save", test_save);
  g_test_add_func ("/evidence/verify", test_verify);

  return g_test_run ();
}
