/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The power is cut under a laptop that records and a province that takes lines and files in: the disk has what reached it at that instant and
 * nothing else. The image of an ext4 is what is left; the machine comes back (e2fsck, mount), and what was called saved, received or stored is
 * there. Two ways to cut: the programs are stopped and the image is copied while nothing is written to it; or the file system itself is shut
 * down in the middle of everything, and drops what was not on its way.
 *
 * The control has the same disk, and programs whose every flush is a lie (faults.c): they must lose lines, or this test proves nothing.
 *
 * Needs root and loop devices. Run by `tests/run --long powercut` alone.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include "checker.h"
#include "faults-fixture.h"
#include "home-fixture.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "tus-fixture.h"

#define RAWAS TRANSFER_REGION

#define ROUNDS  test_rounds (1) /* twenty under --long */
#define CONTROL 5               /* at most: lines are lost in the first one, as a rule */

/* Of the kernel (fs/ext4/ext4.h): stop, and write nothing any more, not even the journal. */
#define EXT4_SHUTDOWN    _IOR ('X', 125, guint32)
#define WITHOUT_FLUSHING 2

/* A file each so many records; µs between two of them, so that a round does not fill the disk. */
#define FILE_EACH 5
#define PAUSE     2000

/* ---- The laptop: this program once more, in a process that can be cut off ---- */

static gboolean
attach (PantauHome *home, const char *record, GBytes *bytes, char **hash)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  JsonArray *blobs = json_array_new ();
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = RAWAS,
                        .type = PANTAU_TYPE_EVIDENCE,
                        .time = now,
                        .body = body };

  json_object_set_array_member (body, "blobs", blobs);
  if (!pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, hash, NULL))
    return FALSE;
  json_array_add_string_element (blobs, *hash);

  return pantau_home_write (home, &draft, NULL, NULL);
}

/* Says each record once it is saved, "UUID" or "UUID HASH", until it cannot save any more. */
static int
record_for_ever (const char *path)
{
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; home != NULL; i++)
    {
      g_autofree char *record = home_try_record_in (home, RAWAS, 200, &error), *hash = NULL;

      if (record == NULL)
        return 0;
      if (i % FILE_EACH == 0)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (record, strlen (record));

          if (!attach (home, record, bytes, &hash))
            return 0;
        }
      printf ("%s%s%s\n", record, hash != NULL ? " " : "", hash != NULL ? hash : "");
      fflush (stdout);
      g_usleep (PAUSE);
    }

  return 0;
}

/* ---- The machine ---- */

static gboolean may_mount;

typedef struct
{
  char *base;        /* a tmpfs of our own */
  char *image;       /* what the disk has */
  char *copy;        /* what it had when the power was cut */
  char *mount;       /* there it is */
  Trip *trip;        /* the province, on the disk */
  Proxy *line;       /* to it */
  char *laptop;      /* a home on the disk, of no province */
  PantauHome *far;   /* a home elsewhere, which sends to the province */
  Checker *there;    /* judges the laptop */
  Checker *here;     /* judges what the province promised the other one */
  GHashTable *saved; /* what the laptop said: records, and files */
  GHashTable *files;

  /* While it runs. */
  GSubprocess *recorder;
  GDataInputStream *said;
  GThread *listener;
  GThread *sender;
  gint is_over; /* atomic */
  gint is_deaf; /* atomic: what is said from now on was never heard */
  guint syncs;
} Machine;

/* TRUE where this process may make disks; it does so where nobody else sees them, and where they go when it does. */
static gboolean
can_mount (void)
{
  return g_file_test ("/dev/loop-control", G_FILE_TEST_EXISTS) && unshare (CLONE_NEWNS) == 0 &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static void
powercut (const char *what, ...)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "powercut", NULL), *said = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  const char *argument;
  va_list arguments;

  g_ptr_array_add (argv, script);
  g_ptr_array_add (argv, (gpointer) what);
  va_start (arguments, what);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);
  if (test_run ((const char *const *) argv->pdata, NULL, &said) != 0)
    g_error ("%s: %s", what, said);
}

/* A province and an empty laptop on a disk of their own, all of it flushed. */
static Machine *
machine_new (void)
{
  Machine *self = g_new0 (Machine, 1);
  g_autofree char *code = NULL, *outside = NULL, *world = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  self->base = test_dir_new ();
  g_assert_cmpint (mount ("tmpfs", self->base, "tmpfs", 0, "size=1g"), ==, 0);
  self->image = g_build_filename (self->base, "disk", NULL);
  self->copy = g_build_filename (self->base, "copy", NULL);
  self->mount = g_build_filename (self->base, "mnt", NULL);
  outside = g_build_filename (self->base, "far", NULL);
  world = g_build_filename (self->mount, "world", NULL);
  g_assert_cmpint (g_mkdir (self->mount, 0700), ==, 0);
  powercut ("new", self->image, self->mount, NULL);
  g_assert_cmpint (g_mkdir (world, 0700), ==, 0);

  self->there = checker_new ();
  self->here = checker_new ();
  self->saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->trip = trip_new_in (world, TRUE);
  g_free (trip_province_ok (self->trip, "limits", "--reserve", "0", NULL)); /* a small disk */
  self->laptop = trip_path (self->trip, "laptop");
  g_assert_true (pantau_home_create (self->laptop, TRUE, NULL));
  g_assert_true (pantau_home_create (outside, TRUE, NULL));
  self->far = pantau_home_open (outside, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  code = trip_invite (self->trip, "field", RAWAS);
  self->line = proxy_new (trip_url (self->trip), 1);
  pantau_sync_enroll (self->far, proxy_url (self->line), code, NULL, NULL, FALSE, NULL, NULL,
                      &error);
  g_assert_no_error (error);

  fd = g_open (self->mount, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  g_assert_cmpint (syncfs (fd), ==, 0);
  close (fd);

  return self;
}

/* The disk is gone with everything on it; nobody uses it any more. */
static void
machine_free (Machine *self)
{
  g_clear_pointer (&self->far, pantau_home_close);
  proxy_free (self->line);
  checker_free (self->there);
  checker_free (self->here);
  g_hash_table_unref (self->saved);
  g_hash_table_unref (self->files);
  umount2 (self->mount, 0);
  g_assert_cmpint (umount2 (self->base, MNT_DETACH), ==, 0);
  test_dir_remove (self->base);
  g_free (self->image);
  g_free (self->copy);
  g_free (self->mount);
  g_free (self->laptop);
  g_free (self);
}

/* What the laptop calls saved. */
static gpointer
listen_thread (gpointer data)
{
  Machine *self = data;
  char *line;

  while ((line = g_data_input_stream_read_line (self->said, NULL, NULL, NULL)) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (line, " ", 2);

      g_free (line);
      if (g_atomic_int_get (&self->is_deaf))
        continue;
      checker_attempt (self->there, 1);
      checker_saved (self->there, words[0]);
      g_hash_table_add (self->saved, g_strdup (words[0]));
      if (words[1] != NULL)
        g_hash_table_add (self->files, g_strdup (words[1]));
    }

  return NULL;
}

/* Records and sends, lines and files, until the power is gone. */
static gpointer
send_thread (gpointer data)
{
  Machine *self = data;

  for (guint i = 0; !g_atomic_int_get (&self->is_over); i++)
    {
      PantauSyncResult result;
      g_autofree char *record = home_record_in (self->far, RAWAS);

      checker_attempt (self->here, 1);
      checker_saved (self->here, record);
      if (i % FILE_EACH == 0)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (record, strlen (record));
          g_autofree char *hash = NULL;

          g_assert_true (attach (self->far, record, bytes, &hash));
        }
      if (pantau_sync_run (self->far, NULL, &result, NULL, NULL))
        self->syncs++;
      else
        g_usleep (10 * 1000); /* the power is gone, or it asks too often */
    }

  return NULL;
}

static void
begin (Machine *self)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) "/proc/self/exe");
  g_ptr_array_add (argv, (gpointer) "--record");
  g_ptr_array_add (argv, self->laptop);
  self->recorder = ran_spawn (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->recorder));
  self->is_over = self->is_deaf = 0;
  self->listener = g_thread_new ("listener", listen_thread, self);
  self->sender = g_thread_new ("sender", send_thread, self);
}

/*
 * A machine without power says nothing. This one goes on for a moment, and a flush that is under way just then may be called done without having
 * been (seen once in some ten such cuts, never where the image is copied): what is said from here on goes nowhere.
 */
static void
shut_down (Machine *self)
{
  guint32 how = WITHOUT_FLUSHING;
  int fd = g_open (self->mount, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  proxy_set_step (self->line, &(ProxyStep){ .fault = PROXY_CUT_UP }, NULL);
  proxy_cut_at (self->line, FALSE, 0);
  g_atomic_int_set (&self->is_deaf, 1);

  g_assert_cmpint (ioctl (fd, EXT4_SHUTDOWN, &how), ==, 0);
  close (fd);
}

/* The power is gone, now; what the disk had is in self->image afterwards. */
static void
cut (Machine *self, gboolean is_copied)
{
  g_autofree char *province = g_strdup_printf ("%d", trip_pid (self->trip));

  if (is_copied)
    powercut ("cut", self->mount, self->image, self->copy, province,
              g_subprocess_get_identifier (self->recorder), NULL);
  else
    shut_down (self);

  g_atomic_int_set (&self->is_over, 1);
  trip_kill (self->trip);
  g_subprocess_send_signal (self->recorder, SIGKILL);
  g_subprocess_wait (self->recorder, NULL, NULL);
  g_thread_join (self->listener);
  g_thread_join (self->sender);
  g_clear_object (&self->said);
  g_clear_object (&self->recorder);
  g_assert_cmpint (umount2 (self->mount, 0), ==, 0);
  proxy_set_chooser (self->line, NULL, NULL);
  proxy_cut_at (self->line, FALSE, G_MAXSIZE);
  if (is_copied)
    g_assert_cmpint (g_rename (self->copy, self->image), ==, 0);
}

/* ---- What is left ---- */

static guint
count_missing_files (GHashTable *hashes, PantauBlobs *blobs)
{
  GHashTableIter iter;
  gpointer hash;
  guint missing = 0;

  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    missing += !pantau_blobs_check (blobs, hash, NULL, NULL);

  return missing;
}

static void
assert_all_there (Machine *self)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauBlobs) blobs = NULL;
  g_autoptr (PantauDb) province = trip_db (self->trip, PROVINCE);
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = trip_province_path (self->trip, "blobs");
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt;

  home = pantau_home_open (self->laptop, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  g_assert_null (pantau_home_get_repair (home));
  g_assert_cmpuint (home_count_faults (home), ==, 0);
  checker_look_anew (self->there);
  checker_look_home (self->there, pantau_home_get_db (home));
  checker_assert (self->there);
  g_assert_cmpuint (count_missing_files (self->files, pantau_home_get_blobs (home)), ==, 0);

  checker_look_anew (self->here);
  checker_look_home (self->here, pantau_home_get_db (self->far));
  checker_look_province (self->here, province);
  checker_assert (self->here);
  stmt = pantau_db_query (pantau_home_get_db (self->far),
                          "SELECT hash FROM upload WHERE state = 'sent'", "");
  while (pantau_stmt_next (stmt))
    g_hash_table_add (stored, g_strdup (pantau_stmt_text (stmt, 0)));
  pantau_stmt_finish (stmt, &error);
  g_assert_no_error (error);
  blobs = pantau_blobs_new (path);
  g_assert_cmpuint (count_missing_files (stored, blobs), ==, 0);
  g_test_message ("files: %u attached, %u stored at the province, all whole",
                  g_hash_table_size (self->files), g_hash_table_size (stored));
}

static void
test_cut (void)
{
  g_autoptr (GRand) rand = test_rand_new (20241127);
  Machine *machine;

  if (!may_mount)
    {
      g_test_skip ("this takes root and loop devices");
      return;
    }
  machine = machine_new ();
  for (guint round = 0; round < 2 * ROUNDS; round++)
    {
      begin (machine);
      g_usleep ((gulong) g_rand_int_range (rand, 100 * 1000, 1500 * 1000));
      cut (machine, round % 2 == 0);
      powercut ("boot", machine->image, machine->mount, NULL);
      assert_all_there (machine);
      trip_start (machine->trip);
      g_assert_cmpint (transfer_sync (machine->far).waiting, ==, 0);
    }
  g_test_message ("%u cuts, %u syncs had gone well", 2 * ROUNDS, machine->syncs);
  g_assert_cmpuint (machine->syncs, >, 0);
  trip_free (machine->trip);
  machine_free (machine);
}

/* The rows' first column, as far as there are any. (transfer full) */
static GHashTable *
set_of (PantauDb *db, const char *sql)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt = pantau_db_query (db, sql, "");

  while (pantau_stmt_next (stmt))
    g_hash_table_add (set, g_strdup (pantau_stmt_text (stmt, 0)));
  pantau_stmt_finish (stmt, NULL);

  return set;
}

/* What was promised and is not in a database: all of it where nothing can be read there. */
static guint
count_lost (const char *path, GHashTable *promised, const char *sql)
{
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, NULL);
  g_autoptr (GHashTable) found = db != NULL ? set_of (db, sql) : NULL;
  GHashTableIter iter;
  gpointer name;
  guint lost = 0;

  g_hash_table_iter_init (&iter, promised);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    lost += found == NULL || !g_hash_table_contains (found, name);

  return lost;
}

/* The same, and every flush is a lie. */
static void
test_control (void)
{
  guint saved = 0, received = 0, lost_at_home = 0, lost_at_province = 0;

  if (!may_mount)
    {
      g_test_skip ("this takes root and loop devices");
      return;
    }
  for (guint round = 0; round < CONTROL && (lost_at_home == 0 || lost_at_province == 0); round++)
    {
      Machine *machine = machine_new ();
      g_autoptr (Faults) faults = faults_new (machine->mount, TRUE);
      g_autoptr (GHashTable) promised = NULL;
      g_autofree char *home = g_build_filename (machine->laptop, "pantau.db", NULL),
                      *province = trip_province_path (machine->trip, "province.db");

      faults_lie (faults);
      trip_stop (machine->trip);
      trip_start (machine->trip);
      begin (machine);
      g_usleep (G_USEC_PER_SEC);
      cut (machine, TRUE);
      powercut ("boot", machine->image, machine->mount, NULL);

      promised = set_of (pantau_home_get_db (machine->far),
                         "SELECT lower(hex(id)) FROM entry JOIN covered ON covered.entry = n");
      saved += g_hash_table_size (machine->saved);
      received += g_hash_table_size (promised);
      lost_at_home += count_lost (home, machine->saved,
                                  "SELECT record FROM entry WHERE type = 'record.create'");
      lost_at_province += count_lost (province, promised, "SELECT lower(hex(id)) FROM entry");
      trip_abandon (machine->trip);
      machine_free (machine);
    }

  g_test_message ("without flushing: of %u saved %u are lost, of %u received %u", saved,
                  lost_at_home, received, lost_at_province);
  g_assert_cmpuint (lost_at_home, >, 0);
  g_assert_cmpuint (lost_at_province, >, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--record"))
    return record_for_ever (argv[2]);

  may_mount = can_mount (); /* before there is a thread */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/powercut/cut", test_cut);
  g_test_add_func ("/powercut/control", test_control);

  return g_test_run ();
}
