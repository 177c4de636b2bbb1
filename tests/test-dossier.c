/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evidence bundles: what goes in and what never does, that a line precedes the bytes, that all of it appears or nothing, and that whoever changes one bit of it is
 * found out by our program and by tests/verify-bundle, which shares no code with it.
 */

#include "config.h"

#include "pantau-dossier.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pantau-access-blob.h"
#include "pantau-custody.h"
#include "pantau-dossier-read.h"
#include "pantau-dossier-sink.h"
#include "pantau-edit-evidence.h"
#include "pantau-json.h"
#include "pantau-receipt.h"
#include "test-util.h"
#include "world-fixture.h"

#define PLACE    "16.06.01"
#define OFFICE   "Polres Musi Banyuasin"
#define RISK     "{\"title\":\"TPS terendam\",\"fields\":{}}"
#define HOAX     "{\"title\":\"TPS dipindah\",\"fields\":{}}"
#define DEVICE_1 "0b7a5c0e-0000-4000-8000-000000000001"
#define PHOTO    "\xff\xd8\xff\xe0 foto asli"
#define ENVELOPE PANTAU_ENVELOPE_MAGIC "nama pelapor, tersegel"

typedef struct
{
  World world;
  char *risk, *hoax;
  char *photo, *text, *sealed; /* hashes; the photo is of both records */
} Scene;

static char *
attach (World *world, const char *id, const char *name, const void *data, gsize length)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  PantauAttachment *file = pantau_attachment_new_for_bytes (pantau_home_get_blobs (world->home),
                                                            bytes, name, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (files, file);
  pantau_edit_attach (world->home, id, files, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (file->hash);
}

/* As if the province had answered a push of all own lines. */
static void
receive (World *world)
{
  PantauDb *db = pantau_home_get_db (world->home);
  g_autoptr (PantauReceipt) made = pantau_receipt_new ();
  g_autoptr (PantauReceipt) read = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sealed = NULL;
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt = pantau_db_query (db, "SELECT n, id FROM entry WHERE device = ?1 ORDER BY n",
                                      "s", pantau_home_get_device (world->home));

  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 0);
      char *id = pantau_stmt_hex (stmt, 1);

      g_array_append_val (rows, row);
      g_ptr_array_add (ids, id);
      pantau_receipt_add (made, PANTAU_FATE_ACCEPTED, id, rows->len, NULL);
    }
  g_assert_true (pantau_stmt_finish (stmt, &error));
  made->epoch = g_strdup ("AAAAAAAAAAAAAAAA");
  made->time = g_strdup ("2024-02-14T10:00:00+07:00");
  made->nonce = g_strdup ("nonce");
  made->index = rows->len;
  made->head = g_strnfill (64, '0');
  sealed = pantau_receipt_seal (made, world->province);
  read = pantau_receipt_open (pantau_keypair_get_name (world->province), "nonce",
                              (const char *const *) ids->pdata, ids->len, sealed, strlen (sealed),
                              &error);
  g_assert_no_error (error);
  g_assert_true (pantau_db_begin (db, PANTAU_DB_DURABLE, &error));
  pantau_ledger_add_receipt (pantau_home_get_ledger (world->home), read,
                             (const gint64 *) (gpointer) rows->data, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_db_commit (db, &error));
}

static Scene
scene_new (void)
{
  Scene self = { .world = world_new () };
  World *world = &self.world;

  world_grant_me (world, "desk", "16.06");
  world_grant (world, pantau_keypair_get_name (world->other), DEVICE_1, "P-2", "field", PLACE);
  self.risk = world_record (world, "risk", PLACE, RISK);
  self.hoax = world_record (world, "hoax", PLACE, HOAX);
  self.photo = attach (world, self.risk, "foto.jpg", PHOTO, strlen (PHOTO));
  self.text = attach (world, self.risk, "catatan.txt", "isi", 3);
  self.sealed = attach (world, self.risk, "amplop.txt", ENVELOPE, strlen (ENVELOPE));
  g_free (attach (world, self.hoax, "layar.jpg", PHOTO, strlen (PHOTO)));
  g_free (world_other_writes (world, self.risk, "risk", "note.add", PLACE, NULL,
                              "{\"text\":\"air surut\"}"));
  receive (world);

  return self;
}

static void
scene_clear (Scene *self)
{
  world_clear (&self->world);
  g_free (self->risk);
  g_free (self->hoax);
  g_free (self->photo);
  g_free (self->text);
  g_free (self->sealed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static char *
path_of (Scene *self, const char *name)
{
  return g_build_filename (self->world.dir, name, NULL);
}

static gboolean
export_to (Scene *self, const char *path, const char *to, PantauDossierSum *sum, GError **error)
{
  const char *const records[] = { self->risk, self->hoax, NULL };
  const PantauDossierOrder order = { records, path, to, "permintaan penyidik" };

  return pantau_dossier_export (self->world.home, &order, NULL, NULL, NULL, sum, error);
}

/* A bundle in the scene's directory. (transfer full): its path */
static char *
bundle (Scene *self, const char *name)
{
  char *path = path_of (self, name);
  g_autoptr (GError) error = NULL;

  export_to (self, path, OFFICE, NULL, &error);
  g_assert_no_error (error);

  return path;
}

static guint
faults_of (Scene *self, const char *path)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  pantau_dossier_verify (path, pantau_keypair_get_name (self->world.province), faults, NULL, NULL,
                         NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_assert_null (strchr (g_ptr_array_index (faults, i), 0x1b));

  return faults->len;
}

/* What the other program says: its exit status. */
static int
ask_other (Scene *self, const char *path)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "verify-bundle", NULL), *err = NULL;
  const char *const argv[] = { script, "--province", pantau_keypair_get_name (self->world.province),
                               path, NULL };
  int status = test_run (argv, NULL, &err);

  /* Refused by a sentence, not by a stack of its own. */
  g_assert_true (status == 0 || g_str_has_prefix (err, "REFUSED: "));
  g_assert_null (strchr (err, 0x1b));

  return status;
}

static void
assert_refused (Scene *self, const char *path)
{
  g_assert_cmpuint (faults_of (self, path), >, 0);
  g_assert_cmpint (ask_other (self, path), ==, 1);
}

static void
assert_accepted (Scene *self, const char *path)
{
  g_assert_cmpuint (faults_of (self, path), ==, 0);
  g_assert_cmpint (ask_other (self, path), ==, 0);
}

static GBytes *
member (const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDossierReader) reader = pantau_dossier_reader_new (path, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = pantau_dossier_reader_get (reader, name, 1 << 24, &error);
  g_assert_no_error (error);

  return bytes;
}

static char *
member_text (const char *path, const char *name)
{
  g_autoptr (GBytes) bytes = member (path, name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_whole (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = path_of (&scene, "paket"), *text = NULL, *name = NULL, *keys = NULL,
                  *lines = NULL;
  g_autoptr (GBytes) photo = NULL;
  g_autoptr (GError) error = NULL;
  PantauDossierSum sum;

  g_assert_true (export_to (&scene, path, OFFICE, &sum, &error));
  g_assert_no_error (error);
  assert_accepted (&scene, path);
  g_assert_cmpuint (sum.records, ==, 2);
  g_assert_cmpuint (sum.files, ==, 2);
  g_assert_cmpuint (sum.left_out, ==, 1);
  g_assert_cmpuint (sum.receipts, ==, 1);

  name = g_strdup_printf ("files/%s.jpg", scene.photo);
  photo = member (path, name);
  g_assert_cmpmem (g_bytes_get_data (photo, NULL), g_bytes_get_size (photo), PHOTO, strlen (PHOTO));
  text = member_text (path, "MANIFES.txt");
  g_assert_nonnull (strstr (text, scene.photo));
  g_assert_nonnull (strstr (text, OFFICE));
  g_assert_nonnull (strstr (text, "foto.jpg"));
  g_assert_nonnull (strstr (text, pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED)));
  g_assert_nonnull (strstr (text, "TIDAK disertakan: identitas tersegel"));
  g_assert_null (strstr (text, "LATIHAN"));
  keys = member_text (path, "keys.txt");
  g_assert_nonnull (strstr (keys, pantau_keypair_get_name (scene.world.other)));
  lines = member_text (path, "lines.pantau");
  g_assert_nonnull (strstr (lines, "air surut"));
}

/* Where the manifest's order is one, the two forms have the same members. */
static void
test_zip (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = bundle (&scene, "paket.ZIP"), *name = NULL;
  g_autoptr (GBytes) photo = NULL;
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_true (S_ISREG (info.st_mode));
  assert_accepted (&scene, path);
  name = g_strdup_printf ("files/%s.jpg", scene.photo);
  photo = member (path, name);
  g_assert_cmpmem (g_bytes_get_data (photo, NULL), g_bytes_get_size (photo), PHOTO, strlen (PHOTO));
}

static gboolean
holds (const char *path, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        {
          if (holds (inner, needle))
            return TRUE;
          continue;
        }
      bytes = test_file_read (inner);
      if (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), needle,
                  strlen (needle)) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* An envelope is an envelope whatever line names it; and why one was opened, or what somebody is to be asked, is nobody's business there. */
static void
test_sealed (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = NULL, *lines = NULL;

  g_free (world_other_writes (&scene.world, scene.risk, "risk", "identity.ask", PLACE, NULL,
                              "{\"person\":\"reporter\",\"ordinal\":1,\"text\":\"rumah biru\"}"));
  path = bundle (&scene, "paket");
  g_assert_false (holds (path, "nama pelapor"));
  g_assert_false (holds (path, "rumah biru"));
  lines = member_text (path, "lines.pantau");
  g_assert_nonnull (strstr (lines, "identity.ask"));
  assert_accepted (&scene, path);
}

typedef struct
{
  Scene *scene;
  const char *path;
  guint calls;
} Look;

/* While bytes are written the line is there, and nothing at the place yet. */
static void
look_cb (goffset done, goffset total, gpointer data)
{
  Look *look = data;
  g_autoptr (GPtrArray) steps = pantau_store_custody (
      pantau_home_get_store (look->scene->world.home), look->scene->risk, look->scene->photo, NULL);
  const PantauCustody *last = g_ptr_array_index (steps, steps->len - 1);

  look->calls++;
  g_assert_cmpint (last->what, ==, PANTAU_CUSTODY_EXPORT);
  g_assert_cmpstr (last->to, ==, OFFICE);
  g_assert_cmpstr (last->note, ==, "permintaan penyidik");
  g_assert_false (g_file_test (look->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (done, <=, total);
}

static void
test_line_first (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = path_of (&scene, "paket"), *slash = g_strconcat (path, "/", NULL);
  const char *const records[] = { scene.risk, NULL };
  const PantauDossierOrder order = { records, slash, OFFICE, "permintaan penyidik" };
  Look look = { &scene, path, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      pantau_dossier_export (scene.world.home, &order, look_cb, &look, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (look.calls, ==, 2);
}

static guint
count_in (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Refused before a line is written, and nothing stays. */
static void
refuse (Scene *self, const PantauDossierOrder *order, PantauError code)
{
  gint64 before = world_count (&self->world);
  guint there = count_in (self->world.dir);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_dossier_export (self->world.home, order, NULL, NULL, NULL, NULL, &error));
  test_assert_error (error, code);
  g_assert_cmpint (world_count (&self->world), ==, before);
  g_assert_cmpuint (count_in (self->world.dir), ==, there);
}

static void
test_refused (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = path_of (&scene, "paket"), *taken = path_of (&scene, "ada"),
                  *dangling = path_of (&scene, "tautan"),
                  *nowhere = path_of (&scene, "tidak/ada/paket");
  const char *const good[] = { scene.risk, NULL },
                    *const twice[] = { scene.risk, scene.risk, NULL }, *const none[] = { NULL },
                    *const unknown[] = { scene.risk, DEVICE_1, NULL };

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  g_assert_cmpint (symlink (nowhere, dangling), ==, 0);
  refuse (&scene, &(PantauDossierOrder){ good, path, NULL, NULL }, PANTAU_ERROR_INVALID);
  refuse (&scene, &(PantauDossierOrder){ good, path, "Pelapor 0812 3456 7890", NULL },
          PANTAU_ERROR_INVALID);
  refuse (&scene, &(PantauDossierOrder){ none, path, OFFICE, NULL }, PANTAU_ERROR_INVALID);
  refuse (&scene, &(PantauDossierOrder){ twice, path, OFFICE, NULL }, PANTAU_ERROR_INVALID);
  refuse (&scene, &(PantauDossierOrder){ unknown, path, OFFICE, NULL }, PANTAU_ERROR_NOT_FOUND);
  refuse (&scene, &(PantauDossierOrder){ good, taken, OFFICE, NULL }, PANTAU_ERROR_CONFLICT);
  refuse (&scene, &(PantauDossierOrder){ good, dangling, OFFICE, NULL }, PANTAU_ERROR_CONFLICT);
  refuse (&scene, &(PantauDossierOrder){ good, nowhere, OFFICE, NULL }, PANTAU_ERROR_IO);
}

static void
test_not_enrolled (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK),
                  *path = g_build_filename (world.dir, "paket", NULL);
  const char *const records[] = { id, NULL };
  const PantauDossierOrder order = { records, path, OFFICE, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_dossier_export (world.home, &order, NULL, NULL, NULL, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_ENROLLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Of an open hoax Pemprov exports what a desk released, and no more, though the bytes lie there. */
static void
test_held (void)
{
  g_auto (Scene) scene = scene_new ();
  World *world = &scene.world;
  g_autofree char *json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"a.jpg\"}],"
                                           "\"blobs\":[\"%s\"]}",
                                           scene.text, scene.text);
  const char *const records[] = { scene.hoax, NULL }, *const held[] = { scene.text, NULL };
  g_autofree char *path = path_of (&scene, "paket"), *text = NULL;
  const PantauDossierOrder order = { records, path, OFFICE, NULL };
  g_autoptr (GError) error = NULL;
  PantauDossierSum sum;

  g_free (world_other_writes (world, scene.hoax, "hoax", PANTAU_TYPE_EVIDENCE, PLACE, NULL, json));
  world_grant_me (world, "pemprov", "16");
  g_assert_false (pantau_custody_touch (world->home, scene.hoax, PANTAU_TOUCH_PRINT, held, NULL,
                                        NULL, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (pantau_dossier_export (world->home, &order, NULL, NULL, NULL, &sum, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sum.files, ==, 1); /* what it brought itself */
  g_assert_cmpuint (sum.left_out, ==, 1);
  text = member_text (path, "manifest.json");
  g_assert_nonnull (strstr (text, "\"held\""));
  assert_accepted (&scene, path);
}

/* What is damaged or does not fit makes nothing appear; the line that was written before it stays. */
static void
fails (Scene *self, const char *name, PantauError code)
{
  g_autofree char *path = path_of (self, name);
  guint there = count_in (self->world.dir);
  g_autoptr (GError) error = NULL;

  g_assert_false (export_to (self, path, OFFICE, NULL, &error));
  test_assert_error (error, code);
  g_assert_cmpuint (count_in (self->world.dir), ==, there);
}

static void
test_damaged (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *blob = g_strdup_printf (
      "%s/%.2s/%s", pantau_blobs_get_directory (pantau_home_get_blobs (scene.world.home)),
      scene.text, scene.text);

  g_assert_cmpint (g_chmod (blob, 0600), ==, 0);
  test_file_write (blob, "Isi", 3);
  fails (&scene, "paket", PANTAU_ERROR_DAMAGED);
  fails (&scene, "paket.zip", PANTAU_ERROR_DAMAGED);
}

static void
test_full (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *large = g_strnfill (8 << 20, 'a');
  struct rlimit limit;
  rlim_t before;

  g_free (attach (&scene.world, scene.risk, "besar.txt", large, 8 << 20));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = 6 << 20; /* the home's own files are smaller */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  fails (&scene, "paket", PANTAU_ERROR_IO);
  fails (&scene, "paket.zip", PANTAU_ERROR_IO);
  limit.rlim_cur = before;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Where not even the line can be written, nothing leaves. */
static void
test_no_line (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = path_of (&scene, "paket");
  gint64 lines = world_count (&scene.world);
  guint there = count_in (scene.world.dir);
  g_autoptr (GError) error = NULL;
  struct rlimit limit;
  rlim_t before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (export_to (&scene, path, OFFICE, NULL, &error));
  limit.rlim_cur = before;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpint (world_count (&scene.world), ==, lines);
  g_assert_cmpuint (count_in (scene.world.dir), ==, there);
  g_clear_error (&error);

  g_assert_true (export_to (&scene, path, OFFICE, NULL, &error));
  g_assert_no_error (error);
}

static void
cancel_cb (goffset done, goffset total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *path = path_of (&scene, "paket");
  const char *const records[] = { scene.risk, NULL };
  const PantauDossierOrder order = { records, path, OFFICE, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint there = count_in (scene.world.dir);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_dossier_export (scene.world.home, &order, cancel_cb, cancellable,
                                         cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_in (scene.world.dir), ==, there);
}

/* Begins a bundle, and is killed in the middle of it. */
static void
kill_export (const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (PantauDossierSink) sink = pantau_dossier_sink_new (path, NULL);

      if (sink == NULL || !pantau_dossier_sink_add_bytes (sink, "MANIFES.txt", "isi", 3, NULL) ||
          !pantau_dossier_sink_add_bytes (sink, "files/" TEST_SHA256_EMPTY ".jpg", "isi", 3, NULL))
        _exit (1);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* What killed exports left goes with the next one; what another still writes and what may be somebody's own stays. */
static void
test_leftovers (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *folder = g_build_filename (dir, "paket", NULL),
                  *zip = g_build_filename (dir, "paket.zip", NULL),
                  *other = g_build_filename (dir, "lain.zip", NULL),
                  *own = g_build_filename (dir, ".surat.pantau-backup", NULL),
                  *letter = g_build_filename (own, "surat.txt", NULL),
                  *text = g_build_filename (dir, ".paket.pantau-AbC123", NULL),
                  *near = g_build_filename (dir, ".paket.backup", NULL),
                  *link = g_build_filename (dir, ".paket.pantau-tautan", NULL);
  g_autoptr (PantauDossierSink) living = NULL, living_zip = NULL, next = NULL;
  g_autoptr (GError) error = NULL;

  kill_export (folder);
  g_assert_cmpuint (count_in (dir), ==, 1);
  living = pantau_dossier_sink_new (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_in (dir), ==, 1); /* the killed one is gone, and this one is there */
  g_assert_true (pantau_dossier_sink_add_bytes (living, "keys.txt", "a", 1, &error));
  kill_export (zip);
  g_assert_cmpuint (count_in (dir), ==, 2);
  living_zip = pantau_dossier_sink_new (zip, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_in (dir), ==, 2);

  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  test_file_write (letter, "surat", 5);
  test_file_write (text, "surat", 5);
  test_file_write (near, "", 0);
  g_assert_cmpint (symlink (own, link), ==, 0);
  next = pantau_dossier_sink_new (other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_in (dir), ==, 2 + 4 + 1);
  g_assert_true (g_file_test (letter, G_FILE_TEST_EXISTS));

  g_assert_true (pantau_dossier_sink_finish (living, &error));
  g_assert_true (pantau_dossier_sink_finish (living_zip, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (zip, G_FILE_TEST_IS_REGULAR));
}

/* Writes one byte in place, without waiting for the disk a thousand times. */
static void
poke (int fd, gsize at, guint8 byte)
{
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) at), ==, 1);
}

/* A thousand single bits each of the folder and of the ZIP, for the other program; for ours the ZIP's end, and a part of the rest. */
static void
test_bits (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *folder = bundle (&scene, "paket"), *zip = bundle (&scene, "paket.zip"),
                  *script = g_test_build_filename (G_TEST_DIST, "verify-bundle-changes", NULL),
                  *out = NULL, *err = NULL;
  const char *const argv[] = { script, folder, zip, "1000", "7", NULL };
  g_autoptr (GBytes) bytes = test_file_read (zip);
  g_autoptr (GRand) rand = test_rand_new (7);
  gsize length = g_bytes_get_size (bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  int fd = g_open (zip, O_WRONLY | O_CLOEXEC, 0);

  if (test_run (argv, &out, &err) != 0)
    g_error ("%s", err);
  g_assert_cmpint (fd, >=, 0);
  for (guint i = 0; i < 1000; i++)
    {
      gsize bit = i < 22 * 8 ? (length - 22) * 8 + i
                             : (gsize) g_rand_int_range (rand, 0, (gint32) length * 8);

      poke (fd, bit / 8, data[bit / 8] ^ (guint8) (1u << bit % 8));
      if (faults_of (&scene, zip) == 0)
        g_error ("bit %" G_GSIZE_FORMAT " was changed, and nobody saw it", bit);
      poke (fd, bit / 8, data[bit / 8]);
    }
  close (fd);
  g_assert_cmpuint (faults_of (&scene, zip), ==, 0);
}

/* Of the signature every bit counts, also those that its writing leaves unused. */
static void
test_signature (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *folder = bundle (&scene, "paket"),
                  *path = g_build_filename (folder, "manifest.sig", NULL);
  g_autoptr (GBytes) bytes = test_file_read (path);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  for (gsize bit = 0; bit < g_bytes_get_size (bytes) * 8; bit++)
    {
      poke (fd, bit / 8, data[bit / 8] ^ (guint8) (1u << bit % 8));
      g_assert_cmpuint (faults_of (&scene, folder), >, 0);
      poke (fd, bit / 8, data[bit / 8]);
    }
  close (fd);
  assert_accepted (&scene, folder);
}

/* Members that come, go, change their names or each other's place, and what is no file at all. */
static void
test_members (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *folder = bundle (&scene, "paket"),
                  *photo = g_strdup_printf ("%s/files/%s.jpg", folder, scene.photo),
                  *text = g_strdup_printf ("%s/files/%s.txt", folder, scene.text),
                  *away = path_of (&scene, "sisih"),
                  *renamed = g_strdup_printf ("%s/files/%s.png", folder, scene.photo),
                  *added = g_build_filename (folder, "BACA.txt", NULL),
                  *hidden = g_build_filename (folder, "files", ".x", NULL),
                  *deeper = g_build_filename (folder, "files", "receipts", NULL),
                  *receipt = g_build_filename (folder, "receipts", "0002.json", NULL);

  test_file_write (added, "x", 1);
  assert_refused (&scene, folder);
  g_remove (added);
  test_file_write (hidden, "x", 1);
  assert_refused (&scene, folder);
  g_remove (hidden);
  test_file_write (receipt, "{}", 2);
  assert_refused (&scene, folder);
  g_remove (receipt);
  g_assert_cmpint (g_mkdir (deeper, 0700), ==, 0);
  assert_refused (&scene, folder);
  g_remove (deeper);

  g_assert_cmpint (g_rename (photo, renamed), ==, 0);
  assert_refused (&scene, folder);
  g_assert_cmpint (g_rename (renamed, photo), ==, 0);

  g_assert_cmpint (g_rename (photo, away), ==, 0);
  assert_refused (&scene, folder);
  g_assert_cmpint (symlink (away, photo), ==, 0);
  assert_refused (&scene, folder);
  g_remove (photo);
  g_assert_cmpint (mkfifo (photo, 0600), ==, 0);
  assert_refused (&scene, folder);
  g_remove (photo);
  g_assert_cmpint (g_rename (text, photo), ==, 0);
  g_assert_cmpint (g_rename (away, text), ==, 0);
  assert_refused (&scene, folder);
  g_assert_cmpint (g_rename (text, away), ==, 0);
  g_assert_cmpint (g_rename (photo, text), ==, 0);
  g_assert_cmpint (g_rename (away, photo), ==, 0);
  assert_accepted (&scene, folder);
}

/* Bytes before, between and behind the members of a ZIP. */
static void
test_zip_room (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *zip = bundle (&scene, "paket.zip"), *other = path_of (&scene, "lain.zip");
  g_autoptr (GBytes) bytes = test_file_read (zip);
  gsize length = g_bytes_get_size (bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  g_autofree guint8 *wider = g_malloc (length + 1);

  for (guint i = 0; i < 3; i++)
    {
      gsize at = i == 0 ? 0 : i == 1 ? 400 : length;

      memcpy (wider, data, at);
      wider[at] = 0;
      memcpy (wider + at + 1, data + at, length - at);
      test_file_write (other, wider, length + 1);
      assert_refused (&scene, other);
    }
  for (gsize cut = 0; cut < length; cut += 97)
    {
      test_file_write (other, data, cut);
      g_assert_cmpuint (faults_of (&scene, other), >, 0);
    }
  g_remove (other);
  g_assert_cmpint (mkfifo (other, 0600), ==, 0);
  g_assert_cmpuint (faults_of (&scene, other), >, 0);
}

/* Whoever made the bundle, or stole its device, signs a change of his own: @change works on the manifest. */
typedef void (*Change) (Scene *self, const char *folder, JsonObject *manifest);

static void
set_member (const char *folder, JsonObject *manifest, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL),
                  *hash = pantau_sha256_text (text, strlen (text));
  JsonArray *members = pantau_json_array (manifest, "members");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonObject *object = json_array_get_object_element (members, i);

      if (!g_str_equal (pantau_json_string (object, "path"), name))
        continue;
      json_object_set_string_member (object, "sha256", hash);
      json_object_set_int_member (object, "size", (gint64) strlen (text));
    }
}

static void
sign (const char *folder, JsonObject *manifest, PantauKeypair *key)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), manifest);
  g_autofree char *text = pantau_json_canonical (node),
                  *signature =
                      pantau_keypair_sign (key, PANTAU_PURPOSE_DOSSIER, text, strlen (text)),
                  *line = g_strconcat (signature, "\n", NULL),
                  *path = g_build_filename (folder, "manifest.json", NULL),
                  *sig = g_build_filename (folder, "manifest.sig", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_set_contents (sig, line, -1, NULL));
}

static void
change_nothing (Scene *self, const char *folder, JsonObject *manifest)
{
}

/* A line that a device wrote for which nobody vouches. */
static void
change_stranger (Scene *self, const char *folder, JsonObject *manifest)
{
  g_autoptr (PantauKeypair) stranger = test_key_new (99);
  g_autoptr (PantauEntry) entry = test_entry_new_full (
      stranger, "note.add", 1, "", self->hoax, "hoax", TRUE, PLACE, NULL, "{\"text\":\"palsu\"}");
  g_autofree char *line = test_entry_line (entry), *lines = member_text (folder, "lines.pantau"),
                  *longer = g_strconcat (lines, line, NULL);
  JsonArray *records = pantau_json_array (manifest, "records");

  json_array_add_string_element (
      pantau_json_array (json_array_get_object_element (records, 1), "lines"), entry->id);
  set_member (folder, manifest, "lines.pantau", longer);
}

/* A line that the manifest does not name. */
static void
change_line (Scene *self, const char *folder, JsonObject *manifest)
{
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (self->world.other, "note.add", 9, self->photo, self->hoax, "hoax", TRUE,
                           PLACE, NULL, "{\"text\":\"tambahan\"}");
  g_autofree char *line = test_entry_line (entry), *lines = member_text (folder, "lines.pantau"),
                  *longer = g_strconcat (lines, line, NULL);

  set_member (folder, manifest, "lines.pantau", longer);
}

/* The province's own receipt, of another push. */
static void
change_receipt (Scene *self, const char *folder, JsonObject *manifest)
{
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
  g_autofree char *sealed = NULL, *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *ids = json_array_new ();

  receipt->epoch = g_strdup ("AAAAAAAAAAAAAAAA");
  receipt->time = g_strdup ("2024-02-14T10:00:00+07:00");
  receipt->nonce = g_strdup ("lain");
  receipt->index = 1;
  receipt->head = g_strnfill (64, '0');
  pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, self->photo, 1, NULL);
  sealed = pantau_receipt_seal (receipt, self->world.province);
  object = test_object (sealed);
  json_array_add_string_element (ids, self->photo);
  json_object_set_array_member (object, "ids", ids);
  text = pantau_json_object_text (object);
  set_member (folder, manifest, "receipts/0001.json", text);
}

/* The same, said to be of the bundle's lines. */
static void
change_receipt_ids (Scene *self, const char *folder, JsonObject *manifest)
{
  g_autofree char *old = member_text (folder, "receipts/0001.json"), *text = NULL;
  g_autoptr (JsonObject) object = test_object (old);

  json_array_remove_element (pantau_json_array (object, "ids"), 0);
  text = pantau_json_object_text (object);
  set_member (folder, manifest, "receipts/0001.json", text);
}

static void
change_file (Scene *self, const char *folder, JsonObject *manifest)
{
  g_autofree char *name = g_strdup_printf ("files/%s.txt", self->text);

  set_member (folder, manifest, name, "isi lain");
}

static void
change_to (Scene *self, const char *folder, JsonObject *manifest)
{
  json_object_set_string_member (manifest, "to", "KPU Musi Banyuasin");
}

/* Names that lead out of the bundle, or drive a terminal. */
static void
change_name (Scene *self, const char *folder, JsonObject *manifest)
{
  JsonObject *first = json_array_get_object_element (pantau_json_array (manifest, "members"), 0);

  json_object_set_string_member (first, "path", "files/../../\033[31mMANIFES.txt");
}

static void
change_province (Scene *self, const char *folder, JsonObject *manifest)
{
  json_object_set_string_member (manifest, "province", pantau_keypair_get_name (self->world.other));
}

static void
test_signed_changes (void)
{
  static const Change changes[] = { change_stranger,    change_line,    change_receipt,
                                    change_receipt_ids, change_file,    change_to,
                                    change_name,        change_province };
  g_auto (Scene) scene = scene_new ();

  for (gsize i = 0; i <= G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *name = g_strdup_printf ("paket-%u", (guint) i),
                      *folder = bundle (&scene, name),
                      *text = member_text (folder, "manifest.json");
      g_autoptr (JsonObject) manifest = test_object (text);

      (i < G_N_ELEMENTS (changes) ? changes[i] : change_nothing) (&scene, folder, manifest);
      sign (folder, manifest, pantau_home_get_key (scene.world.home));
      if (i < G_N_ELEMENTS (changes))
        assert_refused (&scene, folder);
      else
        assert_accepted (&scene, folder); /* what is refused above is not our signing */
    }
}

/* Made anew by a device for which the province does not vouch. */
static void
test_other_maker (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *folder = bundle (&scene, "paket"), *text = member_text (folder, "manifest.json");
  g_autoptr (JsonObject) manifest = test_object (text);
  g_autoptr (PantauKeypair) thief = test_key_new (99);

  sign (folder, manifest, thief);
  assert_refused (&scene, folder);
  json_object_set_string_member (manifest, "device", pantau_keypair_get_name (thief));
  sign (folder, manifest, thief);
  assert_refused (&scene, folder);
  /* Who is vouched for has not said in a line that anything leaves. */
  json_object_set_string_member (manifest, "device", pantau_keypair_get_name (scene.world.other));
  sign (folder, manifest, scene.world.other);
  assert_refused (&scene, folder);
}

/* The province has another key since: what it signed by the one before vouches still, for whoever knows both; a former key that nobody knows vouches for nothing. */
static void
test_succeeded (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (PantauKeypair) next = test_key_new (77);
  const char *old = pantau_keypair_get_name (scene.world.province);
  const char *new = pantau_keypair_get_name (next);
  const char *const path_of_keys[] = { new, NULL };
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "verify-bundle", NULL),
                  *path = NULL, *both = g_strdup_printf ("%s %s", new, old), *err = NULL,
                  *said = NULL;
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) strange = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) alone = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *keys = NULL;
  g_autoptr (GError) error = NULL;
  PantauDossierSum sum;

  g_assert_true (pantau_home_take_succession (scene.world.home, path_of_keys, &error));
  g_assert_no_error (error);
  path = bundle (&scene, "paket");

  g_assert_true (pantau_dossier_verify (path, both, known, &sum, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (known->len, ==, 0);
  g_assert_cmpuint (sum.receipts, ==, 1);
  g_assert_true (pantau_dossier_verify (path, new, strange, NULL, NULL, NULL, &error));
  g_assert_cmpuint (strange->len, ==, 1);
  /* Without any, the reader is told both, to compare. */
  g_assert_true (pantau_dossier_verify (path, NULL, alone, NULL, NULL, &keys, &error));
  g_assert_cmpuint (alone->len, ==, 0);
  said = g_strdup_printf ("%s, %s", new, old);
  g_assert_cmpstr (keys, ==, said);

  {
    const char *const argv[] = { script, "--province", new, "--province", old, path, NULL };
    const char *const less[] = { script, "--province", new, path, NULL };

    g_assert_cmpint (test_run (argv, NULL, &err), ==, 0);
    g_clear_pointer (&err, g_free);
    g_assert_cmpint (test_run (less, NULL, &err), ==, 1);
    g_assert_true (g_str_has_prefix (err, "REFUSED: "));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);

  g_test_add_func ("/dossier/whole", test_whole);
  g_test_add_func ("/dossier/zip", test_zip);
  g_test_add_func ("/dossier/sealed", test_sealed);
  g_test_add_func ("/dossier/line-first", test_line_first);
  g_test_add_func ("/dossier/refused", test_refused);
  g_test_add_func ("/dossier/not-enrolled", test_not_enrolled);
  g_test_add_func ("/dossier/held", test_held);
  g_test_add_func ("/dossier/damaged", test_damaged);
  g_test_add_func ("/dossier/full", test_full);
  g_test_add_func ("/dossier/no-line", test_no_line);
  g_test_add_func ("/dossier/cancelled", test_cancelled);
  g_test_add_func ("/dossier/leftovers", test_leftovers);
  g_test_add_func ("/dossier/bits", test_bits);
  g_test_add_func ("/dossier/signature", test_signature);
  g_test_add_func ("/dossier/members", test_members);
  g_test_add_func ("/dossier/zip-room", test_zip_room);
  g_test_add_func ("/dossier/signed-changes", test_signed_changes);
  g_test_add_func ("/dossier/other-maker", test_other_maker);
  g_test_add_func ("/dossier/succeeded", test_succeeded);

  return g_test_run ();
}
