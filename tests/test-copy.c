/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of a province, made while it serves, and provinces made of them: what a copy holds is right or refused, and what a restored province had
 * acknowledged since comes back from the clients, lines and files.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "backup.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

#define RAWAS     "16.13.04"
#define KABUPATEN "16.13"

/* Kills of a backup at work. */
#define KILLS 6

static JsonObject *
read_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse (text, strlen (text), 64 * 1024, &error);

  g_assert_no_error (error);

  return object;
}

/* backup --to copy, with status 0: what it said. */
static JsonObject *
backup (Trip *trip)
{
  g_autofree char *copy = trip_path (trip, "copy");
  g_autofree char *out = trip_province_ok (trip, "backup", "--json", "--to", copy, NULL);

  return read_json (out);
}

static void
do_backup (Trip *trip)
{
  json_object_unref (backup (trip));
}

static void
assert_fault (Ran *given, const char *code)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, 1, code, NULL);
}

static Ran *
verify_copy (Trip *trip)
{
  g_autofree char *copy = trip_path (trip, "copy");

  return trip_province (trip, "verify", "--json", "--backup", copy, NULL);
}

/* The copy is whole: what it says of itself. */
static JsonObject *
assert_whole (Trip *trip)
{
  g_autofree char *out = ran_take_output (verify_copy (trip));

  return read_json (out);
}

static void
check_whole (Trip *trip)
{
  json_object_unref (assert_whole (trip));
}

static void
assert_not_whole (Trip *trip)
{
  g_autoptr (Ran) ran = verify_copy (trip);

  g_assert_cmpint (ran->status, ==, 1);
}

static char *
in_copy (Trip *trip, const char *name)
{
  g_autofree char *copy = trip_path (trip, "copy");

  return g_build_filename (copy, name, NULL);
}

/* The one file of the copy that begins with @prefix. (transfer full) */
static char *
find_in_copy (Trip *trip, const char *folder, const char *prefix)
{
  g_autofree char *path = in_copy (trip, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  char *found = NULL;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      {
        g_assert_null (found);
        found = g_build_filename (path, name, NULL);
      }
  g_assert_nonnull (found);

  return found;
}

static char *
blob_path (Trip *trip, const char *root, const char *hash)
{
  g_autofree char *folder = g_strndup (hash, 2);
  g_autofree char *relative = g_build_filename (root, "blobs", folder, hash, NULL);

  return trip_path (trip, relative);
}

static void
flip_bit (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
}

/* A record @title with a file of its own; @hash (nullable) takes the file's name. Not synced. Returns its UUID. */
static char *
record_with_file (Trip *trip, const char *home, const char *title, char **hash)
{
  g_autofree char *json = record_json (title, RAWAS), *name = g_strconcat (title, ".txt", NULL);
  g_autofree char *path = trip_path (trip, name), *attached = NULL;
  char *id = ctl_record (trip, home, "risk", json);

  g_assert_true (g_file_set_contents (path, title, -1, NULL));
  attached = ctl_ok (trip, home, "attach", id, path, NULL);
  if (hash != NULL)
    *hash = g_steal_pointer (&attached);

  return id;
}

static void
add_and_sync (Trip *trip, const char *home, const char *title, char **hash)
{
  g_free (record_with_file (trip, home, title, hash));
  ctl_sync (trip, home);
}

/* The province's disk is lost; only its key was kept elsewhere. */
static void
lose (Trip *trip)
{
  g_autofree char *province = trip_path (trip, PROVINCE), *key = trip_path (trip, "kept.key"),
                  *from = trip_province_path (trip, "province.key");
  g_autofree char *bytes = NULL;

  trip_stop (trip);
  g_assert_true (g_file_get_contents (from, &bytes, NULL, NULL));
  g_assert_true (g_file_set_contents_full (key, bytes, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  test_dir_remove (g_steal_pointer (&province));
}

static Ran *
try_restore (Trip *trip)
{
  g_autofree char *copy = trip_path (trip, "copy"), *key = trip_path (trip, "kept.key");

  return trip_province (trip, "restore", "--json", "--from", copy, "--key", key, NULL);
}

static void
restore (Trip *trip)
{
  g_free (ran_take_output (try_restore (trip)));
}

/* ---- Making ---- */

/* While a laptop brings hundreds of lines, each copy is of one moment, and the next brings only what is new. */
static void
test_under_load (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GSubprocess) sync = NULL;
  g_autoptr (JsonObject) last = NULL, whole = NULL, stats = NULL;
  g_autofree char *out = NULL;
  gint64 index = 0;
  guint made = 0;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", NULL);
  ctl_do (trip, "field", "seed", "600", "--region", RAWAS, NULL);
  sync = ctl_start (trip, "field", "sync", NULL);
  do
    {
      g_autoptr (JsonObject) said = backup (trip);

      g_assert_cmpint (pantau_json_integer (said, "index", -1), >=, index);
      index = pantau_json_integer (said, "index", -1);
      g_assert_cmpint (pantau_json_integer (said, "kept", -1), ==, made == 0 ? 0 : 1);
      check_whole (trip);
      made++;
    }
  while (made < 2 || g_subprocess_get_identifier (sync) != NULL);
  g_subprocess_wait (sync, NULL, NULL);
  g_assert_cmpint (ran_ended (sync), ==, 0);

  last = backup (trip);
  whole = assert_whole (trip);
  out = trip_province_ok (trip, "stats", "--json", NULL);
  stats = read_json (out);
  g_assert_cmpstr (pantau_json_string (whole, "head"), ==, pantau_json_string (stats, "head"));
  g_assert_cmpint (pantau_json_integer (whole, "index", -1), ==,
                   pantau_json_integer (stats, "index", -2));
  trip_stop (trip);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM copy WHERE what = 'backup'"),
                   ==, made + 1);
  trip_start (trip);
}

/* What the law took from the province it takes from its copy; and what nothing changed is not copied again. */
static void
test_incremental (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (JsonObject) dry = NULL, first = NULL, second = NULL, third = NULL;
  g_autofree char *copy = trip_path (trip, "copy"), *one = NULL, *two = NULL, *out = NULL;
  g_autofree char *path_one = NULL, *path_two = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", &one);
  out = trip_province_ok (trip, "backup", "--json", "--dry-run", "--to", copy, NULL);
  dry = read_json (out);
  g_assert_cmpint (pantau_json_integer (dry, "new_files", -1), ==, 1);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  first = backup (trip);
  g_assert_cmpint (pantau_json_integer (first, "new_files", -1), ==, 1);
  add_and_sync (trip, "field", "Dua", &two);
  second = backup (trip);
  g_assert_cmpint (pantau_json_integer (second, "new_files", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (second, "kept", -1), ==, 1);
  path_one = blob_path (trip, "copy", one);
  path_two = blob_path (trip, "copy", two);
  g_assert_true (g_file_test (path_one, G_FILE_TEST_EXISTS));

  trip_stop (trip);
  {
    g_autofree char *sql = g_strdup_printf ("DELETE FROM named WHERE hash = '%s'", one);

    trip_sql (trip, PROVINCE, sql);
  }
  trip_start (trip);
  third = backup (trip);
  g_assert_cmpint (pantau_json_integer (third, "removed", -1), ==, 1);
  g_assert_false (g_file_test (path_one, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (path_two, G_FILE_TEST_EXISTS));
  g_free (find_in_copy (trip, ".", "province-")); /* one, not three */
}

/* What the province lost the older copy still has; what neither has is said, and the copy is made all the same. */
static void
test_missing (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *one = NULL, *two = NULL, *path_one = NULL, *path_two = NULL,
                  *copy = trip_path (trip, "copy");
  g_autoptr (JsonObject) said = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", &one);
  do_backup (trip);
  add_and_sync (trip, "field", "Dua", &two);
  path_one = blob_path (trip, PROVINCE, one);
  path_two = blob_path (trip, PROVINCE, two);
  flip_bit (path_one);
  said = backup (trip);
  g_assert_cmpint (pantau_json_integer (said, "files", -1), ==, 2);
  check_whole (trip);

  {
    g_autofree char *there = blob_path (trip, "copy", two);

    g_assert_cmpint (g_unlink (there), ==, 0);
  }
  flip_bit (path_two);
  ran = trip_province (trip, "backup", "--json", "--to", copy, NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->err, two));
  g_assert_null (strstr (ran->err, one));
  assert_not_whole (trip);
  g_assert_cmpint (g_unlink (path_one), ==, 0);
  g_assert_cmpint (g_unlink (path_two), ==, 0);
  trip_stop (trip);
  trip_sql (trip, PROVINCE, "DELETE FROM blob");
  trip_start (trip);
}

/* Any cut leaves a whole copy: the one before or the new one. */
static void
test_killed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *copy = trip_path (trip, "copy"), *province = trip_path (trip, PROVINCE);
  const char *argv[] = {
    ran_program ("PANTAU_PROVINCE"), "--dir", province, "backup", "--to", copy
  };
  g_autoptr (GPtrArray) command = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (argv); i++)
    g_ptr_array_add (command, (gpointer) argv[i]);
  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", NULL);
  do_backup (trip);
  for (int i = 0; i < KILLS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Lagi %d", i);
      g_autoptr (GSubprocess) process = NULL;

      add_and_sync (trip, "field", title, NULL);
      process = ran_spawn (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
      g_usleep ((gulong) g_random_int_range (0, 60000));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      check_whole (trip);
    }
  do_backup (trip);
  check_whole (trip);
  g_free (find_in_copy (trip, ".", "province-"));
}

/* A disk that is full at whatever point: an error that says so, and the copy before is whole. */
static void
test_full (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *dir = trip_path (trip, PROVINCE), *copy = trip_path (trip, "copy");
  static const rlim_t limits[] = { 100, 4096, 60 * 1024, 150 * 1024 };
  PantauBackupOptions options = { 0 };
  struct rlimit limit;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", NULL);
  do_backup (trip);
  add_and_sync (trip, "field", "Dua", NULL);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_auto (PantauBackupResult) result = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean ok;

      limit.rlim_cur = limits[i];
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      ok = pantau_backup_run (dir, copy, &options, &result, NULL, NULL, &error);
      limit.rlim_cur = RLIM_INFINITY;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

      g_assert_false (ok);
      g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
                     g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_IO));
      check_whole (trip);
      g_free (find_in_copy (trip, ".", "province-"));
    }
  do_backup (trip);
  check_whole (trip);
}

/* A copy goes into a directory of its own, and never over one that knows more. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *inside = trip_province_path (trip, "copy"), *other = trip_path (trip, "other"),
                  *file = trip_path (trip, "other/surat.txt"), *copy = trip_path (trip, "copy");

  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  assert_fault (trip_province (trip, "backup", "--json", NULL), "invalid");
  assert_fault (trip_province (trip, "backup", "--json", "--to", inside, NULL), "invalid");
  assert_fault (trip_province (trip, "backup", "--json", "--to", file, NULL), "invalid");
  assert_fault (trip_province (trip, "backup", "--json", "--to", other, NULL), "conflict");
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  assert_fault (trip_province (trip, "verify", "--json", "--backup", other, NULL), "not-found");

  /* Rolled back: the copy is all there is of what came later. */
  trip_enrolled (trip, "field", "field", RAWAS);
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "old");
  trip_start (trip);
  add_and_sync (trip, "field", "Satu", NULL);
  do_backup (trip);
  trip_stop (trip);
  trip_copy (trip, "old", PROVINCE);
  trip_start (trip);
  assert_fault (trip_province (trip, "backup", "--json", "--to", copy, NULL), "conflict");
  check_whole (trip);

  /* Another province. */
  {
    g_autoptr (Trip) another = trip_new (TRUE);

    assert_fault (trip_province (another, "backup", "--json", "--to", copy, NULL), "conflict");
  }
  check_whole (trip);
}

/* ---- Checking ---- */

/* One bit that is another, anywhere: it is seen, and nothing is restored from it. */
static void
test_changed_bit (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *reference = trip_province_path (trip, "reference"),
                  *list = g_build_filename (reference, "libur.csv", NULL), *builtin = NULL,
                  *text = NULL, *province = trip_path (trip, PROVINCE);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", &hash);
  g_assert_cmpint (g_mkdir (reference, 0700), ==, 0);
  builtin = g_test_build_filename (G_TEST_DIST, "..", "data", "reference", "libur.csv", NULL);
  g_assert_true (g_file_get_contents (builtin, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (list, text, -1, NULL));
  do_backup (trip);
  trip_copy (trip, "copy", "whole");
  lose (trip);

  g_ptr_array_add (paths, in_copy (trip, "MANIFEST"));
  g_ptr_array_add (paths, find_in_copy (trip, ".", "province-"));
  g_ptr_array_add (paths, blob_path (trip, "copy", hash));
  g_ptr_array_add (paths, find_in_copy (trip, "reference", ""));
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (Ran) ran = NULL;

      trip_copy (trip, "whole", "copy");
      flip_bit (g_ptr_array_index (paths, i));
      assert_not_whole (trip);
      ran = try_restore (trip);
      g_assert_cmpint (ran->status, ==, 1);
      g_assert_false (g_file_test (province, G_FILE_TEST_EXISTS));
    }
  trip_copy (trip, "whole", "copy");
  check_whole (trip);
  restore (trip);
  g_assert_true (g_file_test (list, G_FILE_TEST_EXISTS));
  trip_start (trip);
  ctl_sync (trip, "field");
}

/* ---- Restoring ---- */

static GHashTable *
entries (Trip *trip, const char *home)
{
  return trip_set (trip, home, "SELECT lower(hex(id)) FROM entry");
}

static GHashTable *
files (Trip *trip)
{
  return trip_set (trip, PROVINCE, "SELECT hash FROM blob");
}

/*
 * The rehearsal (data/doc/operating.md): a copy is made, work goes on, the disk is lost. All that was ever acknowledged is there again once each laptop has
 * synced, with its files, numbers and verdicts; a device that was enrolled after the copy too.
 */
static void
test_rehearsed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *outside = record_json ("Di luar", "16.13.03"), *first = NULL, *out = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL, files_before = NULL, files_after = NULL;
  g_autoptr (Ran) told = NULL;
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  first = record_with_file (trip, "field", "Sebelum", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  do_backup (trip);

  add_and_sync (trip, "field", "Sesudah 1", NULL);
  g_free (ctl_record (trip, "field", "risk", outside)); /* quarantine */
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_do (trip, "desk", "status", first, "diverifikasi", NULL);
  add_and_sync (trip, "desk", "Sesudah 2", NULL);
  ctl_sync (trip, "field");

  trip_stop (trip);
  before = entries (trip, PROVINCE);
  files_before = files (trip);
  trip_start (trip);
  g_assert_cmpuint (g_hash_table_size (files_before), ==, 3);
  lose (trip);
  restore (trip);
  trip_start (trip);

  told = ctl (trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (told->status, ==, 0);
  g_assert_nonnull (strstr (told->err, "restored"));
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  synced = ctl_sync (trip, "desk");
  g_assert_cmpuint (synced.sent + synced.waiting, ==, 0);

  trip_stop (trip);
  after = entries (trip, PROVINCE);
  files_after = files (trip);
  trip_assert_holds (after, before);
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before));
  trip_assert_holds (files_after, files_before);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 1);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM copy WHERE what = 'restore'"),
                   ==, 1);
  g_assert_cmpint (
      trip_number (trip, "field", "SELECT count(*) FROM contradiction WHERE what = 'restored'"), ==,
      1);
  trip_start (trip);
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
  out = trip_province_ok (trip, "verify", "--files", NULL);
  /* And it goes on from there: the next copy may follow the one it came from. */
  do_backup (trip);
  check_whole (trip);
}

/* No key, another's key, a place that is taken: refused. One that was cut off goes on where it is begun again. */
static void
test_restore_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *copy = trip_path (trip, "copy"), *key = trip_path (trip, "kept.key"),
                  *province = trip_path (trip, PROVINCE),
                  *with_key = in_copy (trip, "province.key"),
                  *mark = trip_province_path (trip, "restoring"),
                  *half = trip_province_path (trip, "province.db"), *out = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL;
  struct stat info;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", NULL);
  do_backup (trip);
  g_assert_false (g_file_test (with_key, G_FILE_TEST_EXISTS));
  assert_fault (trip_province (trip, "restore", "--json", "--from", copy, NULL), "conflict");
  assert_fault (trip_province (trip, "restore", "--json", NULL), "invalid");
  trip_stop (trip);
  before = entries (trip, PROVINCE);
  trip_start (trip);
  lose (trip);
  assert_fault (trip_province (trip, "restore", "--json", "--from", copy, NULL), "not-found");
  {
    g_autoptr (Trip) another = trip_new (TRUE);
    g_autofree char *wrong = trip_province_path (another, "province.key");

    assert_fault (trip_province (trip, "restore", "--json", "--from", copy, "--key", wrong, NULL),
                  "invalid");
  }
  g_assert_false (g_file_test (province, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_mkdir (province, 0700), ==, 0);
  g_assert_true (g_file_set_contents (half, "half of it", -1, NULL));
  assert_fault (try_restore (trip), "conflict");
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  assert_fault (trip_province (trip, "init", "--json", NULL), "conflict");
  restore (trip);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  after = entries (trip, PROVINCE);
  trip_assert_holds (after, before);
  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS));
  trip_start (trip);
  ctl_sync (trip, "field");

  out = trip_province_ok (trip, "backup", "--json", "--with-key", "--to", copy, NULL);
  g_assert_cmpint (stat (with_key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* A photo that the copy no longer has whole is left out, said to be missing, and comes back from the laptop that took it. */
static void
test_leave_damaged (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *path = NULL, *copy = trip_path (trip, "copy"),
                  *key = trip_path (trip, "kept.key"), *out = NULL;
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", &hash);
  add_and_sync (trip, "field", "Dua", NULL);
  do_backup (trip);
  lose (trip);
  path = blob_path (trip, "copy", hash);
  flip_bit (path);
  ran = trip_province (trip, "restore", "--json", "--from", copy, "--key", key, "--leave-damaged",
                       NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->err, hash));
  g_assert_nonnull (strstr (ran->out, "\"left_out\":1"));

  trip_start (trip);
  ctl_sync (trip, "field");
  trip_stop (trip);
  there = files (trip);
  g_assert_true (g_hash_table_contains (there, hash));
  g_assert_cmpuint (g_hash_table_size (there), ==, 2);
  trip_start (trip);
  out = trip_province_ok (trip, "verify", "--files", NULL);
}

/* Restored by other means: nobody can know that but who did it, and says so. */
static void
test_epoch (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *epoch = NULL;
  g_autoptr (Ran) told = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  add_and_sync (trip, "field", "Satu", NULL);
  {
    g_autoptr (Ran) ran = trip_province (trip, "epoch", "--json", "--new", NULL);

    ran_assert_fault (ran, 75, "busy", NULL);
  }
  trip_stop (trip);
  assert_fault (trip_province (trip, "epoch", "--json", NULL), "invalid");
  epoch = trip_province_ok (trip, "epoch", "--new", NULL);
  g_assert_cmpuint (strlen (epoch), ==, 16);
  trip_start (trip);
  told = ctl (trip, "field", "--lang", "en", "sync", NULL);
  g_assert_nonnull (strstr (told->err, "restored"));
}

/* The key by which @home knows the province. (transfer full) */
static char *
home_province (Trip *trip, const char *home)
{
  g_autofree char *path = trip_path (trip, home);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) opened = pantau_home_open (path, PANTAU_HOME_READ, &error);

  g_assert_no_error (error);

  return g_strdup (pantau_home_get_province (opened));
}

/*
 * Nobody has the province's key any more. The recovery key names the next one, which the old one cannot sign: laptops follow, bring back what the copy has not, and
 * what the old key signed holds.
 */
static void
test_lost_key (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *copy = trip_path (trip, "copy"), *key = trip_path (trip, "recovery.key"),
                  *asked = trip_path (trip, "asked"), *said = trip_path (trip, "said"),
                  *before = NULL, *after = NULL, *id = NULL, *late = NULL, *state = NULL,
                  *json = record_json ("Sebelum", RAWAS), *dir = trip_province_path (trip, NULL);
  g_autoptr (GHashTable) there = NULL, field = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "officer", "identity", KABUPATEN);
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16");
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  g_free (trip_province_ok (trip, "backup", "--to", copy, NULL));
  late = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  before = home_province (trip, "field");

  trip_stop (trip);
  test_dir_remove (g_steal_pointer (&dir));
  g_free (trip_province_ok (trip, "restore", "--from", copy, "--lost-key", NULL));

  /* It is no province yet, and nobody makes a stranger of it. */
  ran = trip_province (trip, "--json", "stats", NULL);
  ran_assert_fault (ran, 1, "not-found", NULL);
  g_clear_pointer (&ran, ran_free);
  ran = trip_province (trip, "--json", "init", "--practice", NULL);
  ran_assert_fault (ran, 1, "not-found", NULL);

  g_free (trip_province_ok (trip, "keys", "next", asked, NULL));
  g_free (trip_province_ok (trip, "keys", "succeed", asked, said, "--key", key, NULL));
  g_free (trip_province_ok (trip, "keys", "follow", said, NULL));
  /* Told again it changes nothing. */
  g_free (trip_province_ok (trip, "keys", "follow", said, NULL));

  trip_start (trip);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  after = home_province (trip, "field");
  g_assert_cmpstr (after, !=, before);
  state = ctl_state (trip, "field", late);
  g_assert_cmpstr (state, ==, "received");
  ctl_sync (trip, "desk");
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");

  trip_stop (trip);
  there = trip_set (trip, PROVINCE, "SELECT lower(hex(id)) FROM entry");
  field = trip_set (trip, "field", "SELECT lower(hex(id)) FROM entry");
  trip_assert_holds (there, field);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 0);
  trip_start (trip);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copy/under-load", test_under_load);
  g_test_add_func ("/copy/incremental", test_incremental);
  g_test_add_func ("/copy/missing", test_missing);
  g_test_add_func ("/copy/killed", test_killed);
  g_test_add_func ("/copy/full", test_full);
  g_test_add_func ("/copy/refused", test_refused);
  g_test_add_func ("/copy/changed-bit", test_changed_bit);
  g_test_add_func ("/copy/rehearsed", test_rehearsed);
  g_test_add_func ("/copy/restore-refused", test_restore_refused);
  g_test_add_func ("/copy/leave-damaged", test_leave_damaged);
  g_test_add_func ("/copy/epoch", test_epoch);
  g_test_add_func ("/copy/lost-key", test_lost_key);

  return g_test_run ();
}
