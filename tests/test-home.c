/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home keeps what it called saved: through kill -9, a damaged or lost database, a damaged or lost journal, and a full disk.
 * It is one program's at a time, and what a newer program wrote it leaves alone.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pantau-home.h"
#include "pantau-journal.h"
#include "test-util.h"

/*
 * How often a home is started, and what the plan allows it to take after a crash. The sanitizers make a start twenty times
 * as long.
 */
#ifdef __SANITIZE_ADDRESS__
#define KILLS      12
#define DAMAGES    10
#define OPEN_LIMIT (20 * G_USEC_PER_SEC)
#else
#define KILLS      50
#define DAMAGES    20
#define OPEN_LIMIT (2 * G_USEC_PER_SEC)
#endif

#define RECORDS 60

/* A directory with a home in it. */
typedef struct
{
  char *dir;
  char *path;
} Place;

static void
place_clear (Place *self)
{
  g_free (self->path);
  test_dir_remove (self->dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static Place
place_new (void)
{
  Place self = { .dir = test_dir_new () };
  g_autoptr (GError) error = NULL;

  self.path = g_build_filename (self.dir, "home", NULL);
  pantau_home_create (self.path, FALSE, &error);
  g_assert_no_error (error);

  return self;
}

static char *
file_in (const Place *place, const char *name)
{
  return g_build_filename (place->path, name, NULL);
}

static PantauHome *
open_home (const Place *place)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (place->path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);

  return home;
}

/* Records one event; its UUID where the home says that it is saved, NULL with an error where it does not. */
static char *
try_record (PantauHome *home, gsize size, GError **error)
{
  g_autofree char *id = pantau_uuid_new (), *now = pantau_home_now (),
                  *text = g_strnfill (size, 'x');
  g_autoptr (JsonObject) body = json_object_new ();
  PantauDraft draft = { .record = id,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.06.01",
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", "Banjir");
  json_object_set_string_member (body, "narrative", text);

  return pantau_home_write (home, &draft, NULL, error) ? g_steal_pointer (&id) : NULL;
}

static char *
record (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  char *id = try_record (home, 200, &error);

  g_assert_no_error (error);

  return id;
}

static void
record_many (PantauHome *home, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (record (home));
}

static gint64
count (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_ledger_count (pantau_home_get_ledger (home), &n, &error);
  g_assert_no_error (error);

  return n;
}

static gboolean
has_record (PantauHome *home, const char *id)
{
  g_autoptr (PantauRecord) found = pantau_store_get (pantau_home_get_store (home), id, NULL);

  return found != NULL;
}

static guint
count_faults (PantauHome *home)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!pantau_ledger_verify (pantau_home_get_ledger (home), faults, NULL, NULL, &error) ||
      !pantau_db_check (pantau_home_get_db (home), FALSE, &error))
    g_ptr_array_add (faults, g_strdup (error->message));
  for (guint i = 0; i < faults->len && i < 3; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));

  return faults->len;
}

/* All @n entries of the device are here, each following the one before it, and so does the next. */
static void
assert_chain (PantauHome *home, gint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL, *next = NULL;
  gint64 seq;

  g_assert_cmpint (count (home), ==, n);
  pantau_ledger_chain_contiguous (pantau_home_get_ledger (home), pantau_home_get_device (home),
                                  &seq, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (seq, ==, n);
  next = record (home);
  g_assert_true (has_record (home, next));
  g_assert_cmpint (count (home), ==, n + 1);
  g_assert_cmpuint (count_faults (home), ==, 0);
}

/* Every line of the ledger, sorted by where it stands in the chain. */
static char *
all_lines (PantauHome *home)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      pantau_ledger_read_after (pantau_home_get_ledger (home), 0, 100000, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    pantau_entry_append_line (g_ptr_array_index (entries, i), text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = test_file_read (from);

  test_file_write (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_same_file (GBytes *before, const char *path)
{
  g_autoptr (GBytes) after = test_file_read (path);

  g_assert_true (g_bytes_equal (before, after));
}

/* Overwrites @length bytes at @offset, as a dying disk would: outside SQLite, with nobody looking. */
static void
overwrite (const char *path, gsize offset, const void *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, (off_t) offset), ==, (gssize) length);
  g_assert_cmpint (close (fd), ==, 0);
}

static gsize
size_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return (gsize) info.st_size;
}

/* How many files of the home begin with @prefix. */
static guint
count_files (const Place *place, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (place->path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);

  return n;
}

static void
test_create (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = open_home (&place);
  g_autofree char *key = file_in (&place, "device.key");
  GStatBuf info;

  g_assert_null (pantau_home_get_repair (home));
  g_assert_null (pantau_home_get_province (home));
  g_assert_false (pantau_home_is_practice (home));
  assert_chain (home, 0);

  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_false (pantau_home_create (place.path, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
}

static void
test_path_is_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "file", NULL),
                  *below = g_build_filename (path, "home", NULL);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GError) error = NULL;

  test_file_write (path, "mine", 4);
  before = test_file_read (path);

  g_assert_false (pantau_home_create (path, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pantau_home_create (below, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  assert_same_file (before, path);
}

static void
test_not_a_home (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_home_open (dir, PANTAU_HOME_READ, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (dir, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

static void
test_busy (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  g_autoptr (PantauHome) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = record (home), *pid = g_strdup_printf ("%ld", (long) getpid ());

  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_true (pantau_error_is_temporary (error));

  /* Once the writer has looked at what it wrote, a reader sees it too. */
  g_clear_error (&error);
  g_assert_true (has_record (home, id));
  reader = pantau_home_open (place.path, PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  g_assert_true (has_record (reader, id));

  /* And the writer goes on beside the reader. */
  g_free (id);
  id = record (home);
  g_clear_pointer (&home, pantau_home_close);
  home = open_home (&place);
  g_assert_true (has_record (home, id));
}

static void
test_newer_database (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"),
                  *journal = file_in (&place, "journal.pantau");
  g_autoptr (GBytes) db_before = NULL, journal_before = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = open_home (&place);
  const guint8 version[] = {
    0, 0, 3, 231
  }; /* user_version, offset 60 of the file (SQLite, section 1.3.14) */

  record_many (home, 3);
  pantau_home_close (home);
  overwrite (db, 60, version, sizeof version);
  db_before = test_file_read (db);
  journal_before = test_file_read (journal);

  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_READ, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);

  assert_same_file (db_before, db);
  assert_same_file (journal_before, journal);
  g_assert_cmpuint (count_files (&place, "pantau.db.rusak"), ==, 0);
}

static void
test_damaged_homefile (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *file = file_in (&place, "home.json");
  g_autoptr (GError) error = NULL;

  test_file_write (file, "{\"v\":1,", 7);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_DAMAGED);
  g_clear_error (&error);

  test_file_write (file, "{\"v\":2}", 7);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);
}

static void
damage (const char *path, guint kind, GRand *rand)
{
  gsize size = size_of (path), page = 4096;
  guint8 noise[4096] = { 0 };
  gsize at;

  switch (kind % 5)
    {
    case 0:
      at = (gsize) g_rand_int_range (rand, 1, (gint32) size);
      g_assert_cmpint (truncate (path, (off_t) at), ==, 0);
      g_test_message ("truncated to %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, at, size);
      break;
    case 1:
      at = (gsize) g_rand_int_range (rand, 0, (gint32) (size / page));
      overwrite (path, at * page, noise, page);
      g_test_message ("page %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " zeroed", at, size / page);
      break;
    case 2:
      at = (gsize) g_rand_int_range (rand, 0, (gint32) (size / page)) * page;
      for (gsize i = 0; i < page; i++)
        noise[i] = (guint8) g_rand_int (rand);
      overwrite (path, at, noise, page);
      g_test_message ("noise in the page at %" G_GSIZE_FORMAT, at);
      break;
    case 3:
      for (guint i = 0; i < 8; i++)
        {
          noise[0] = (guint8) g_rand_int (rand);
          at = (gsize) g_rand_int_range (rand, 0, (gint32) size);
          overwrite (path, at, noise, 1);
        }
      g_test_message ("eight single bytes");
      break;
    default:
      for (gsize i = 0; i < 16; i++)
        noise[i] = (guint8) g_rand_int (rand);
      at = (gsize) g_rand_int_range (rand, 0, 100);
      overwrite (path, at, noise, 16);
      g_test_message ("noise in the file's header at %" G_GSIZE_FORMAT, at);
      break;
    }
}

/*
 * Either the damage is met at the opening, and then all that was unsent is back, the chain goes on and the damaged file is
 * kept; or verifying tells of it; or every line is as it was.
 */
static void
check_damaged (const Place *place, const char *golden)
{
  g_autoptr (PantauHome) home = open_home (place);
  g_autofree char *lines = NULL, *id = NULL;

  if (pantau_home_get_repair (home) == NULL)
    {
      if (count_faults (home) == 0)
        {
          lines = all_lines (home);
          g_assert_cmpstr (lines, ==, golden);
          return;
        }

      /* Nothing that is written now brings it down, and what it calls saved is. */
      id = try_record (home, 10, NULL);
      if (!pantau_db_is_damaged (pantau_home_get_db (home)))
        return;

      /* SQLite has met the damage: the next opening repairs. */
      g_clear_pointer (&home, pantau_home_close);
      home = open_home (place);
      g_assert_nonnull (pantau_home_get_repair (home));
      g_assert_true (id == NULL || has_record (home, id));
    }

  g_assert_true (g_utf8_validate (pantau_home_get_repair (home), -1, NULL));
  g_test_message ("%s", pantau_home_get_repair (home));
  lines = all_lines (home);
  g_assert_true (g_str_has_prefix (lines, golden));
  g_assert_cmpuint (count_files (place, "pantau.db.rusak-"), >=, 1);
  assert_chain (home, RECORDS + (id != NULL));
}

static void
test_damaged_database (void)
{
  g_auto (Place) golden_place = place_new ();
  g_autoptr (GRand) rand = test_rand_new (7);
  g_autofree char *golden = NULL;
  PantauHome *home = open_home (&golden_place);
  static const char *const names[] = { "home.json", "device.key", "pantau.db", "journal.pantau" };

  record_many (home, RECORDS);
  golden = all_lines (home);
  pantau_home_close (home);

  for (guint i = 0; i < DAMAGES; i++)
    {
      g_autoptr (TestDir) dir = test_dir_new ();
      Place place = { dir, dir };
      g_autofree char *db = file_in (&place, "pantau.db");

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *from = file_in (&golden_place, names[j]),
                          *to = file_in (&place, names[j]);

          copy_file (from, to);
        }
      damage (db, i, rand);
      check_damaged (&place, golden);
    }
}

/* A reader that meets the damage cannot repair; it sees to it that the next writer looks. */
static void
test_damage_seen_by_reader (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db");
  g_autoptr (PantauHome) reader = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = open_home (&place);
  guint8 noise[4096];

  record_many (home, RECORDS);
  pantau_home_close (home);
  memset (noise, 0xa5, sizeof noise);
  for (gsize at = 10 * sizeof noise; at + sizeof noise <= size_of (db); at += sizeof noise)
    overwrite (db, at, noise, sizeof noise);

  reader = pantau_home_open (place.path, PANTAU_HOME_READ, &error);
  if (reader != NULL)
    g_assert_cmpuint (count_faults (reader), >, 0);
  g_clear_pointer (&reader, pantau_home_close);

  home = open_home (&place);
  g_assert_nonnull (pantau_home_get_repair (home));
  assert_chain (home, RECORDS);
  pantau_home_close (home);

  /* Once. */
  home = open_home (&place);
  g_assert_null (pantau_home_get_repair (home));
  pantau_home_close (home);
}

static void
test_missing_database (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db");
  PantauHome *home = open_home (&place);

  record_many (home, 5);
  pantau_home_close (home);
  g_assert_cmpint (g_unlink (db), ==, 0);

  home = open_home (&place);
  assert_chain (home, 5);
  pantau_home_close (home);

  g_assert_cmpint (truncate (db, 0), ==, 0);
  home = open_home (&place);
  assert_chain (home, 6);
  pantau_home_close (home);
}

static void
zero_header (const char *db)
{
  const guint8 zeros[100] = { 1 };

  overwrite (db, 0, zeros, sizeof zeros);
}

/* What cannot be had back is not said to be back, and the next sync is told to ask for it. */
static void
test_journal_lost_too (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"),
                  *journal = file_in (&place, "journal.pantau"), *id = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = open_home (&place);

  record_many (home, 5);
  pantau_home_close (home);
  zero_header (db);
  g_assert_cmpint (g_unlink (journal), ==, 0);

  home = open_home (&place);
  g_assert_nonnull (strstr (pantau_home_get_repair (home), "not there"));
  g_assert_cmpint (count (home), ==, 0);
  g_assert_true (pantau_home_misses_own (home));
  id = record (home);
  pantau_home_close (home);

  /* Until a sync has brought them. */
  home = open_home (&place);
  g_assert_true (has_record (home, id));
  g_assert_true (pantau_home_misses_own (home));
  pantau_home_trim_journal (home, &error);
  g_assert_no_error (error);
  g_assert_false (pantau_home_misses_own (home));
  pantau_home_close (home);
}

/* Own lines that come back from the province: the chain goes on after the last of them. */
static void
test_chain_resumes (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"),
                  *journal = file_in (&place, "journal.pantau");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = open_home (&place);

  record_many (home, 5);
  entries = pantau_ledger_read_after (pantau_home_get_ledger (home), 0, 100, NULL, &error);
  g_assert_no_error (error);
  pantau_home_close (home);
  zero_header (db);
  g_assert_cmpint (g_unlink (journal), ==, 0);

  home = open_home (&place);
  pantau_db_begin (pantau_home_get_db (home), PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      pantau_ledger_add (pantau_home_get_ledger (home), g_ptr_array_index (entries, i), NULL, NULL,
                         &error);
      g_assert_no_error (error);
    }
  pantau_db_commit (pantau_home_get_db (home), &error);
  g_assert_no_error (error);
  pantau_home_trim_journal (home, &error);
  g_assert_no_error (error);
  assert_chain (home, 5);
  pantau_home_close (home);

  home = open_home (&place);
  assert_chain (home, 6);
  pantau_home_close (home);
}

/* A database from yesterday's backup beside today's journal. */
static void
test_journal_ahead (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"), *old = file_in (&place, "old.db");
  PantauHome *home = open_home (&place);

  record_many (home, 5);
  pantau_home_close (home);
  copy_file (db, old);
  home = open_home (&place);
  record_many (home, 3);
  pantau_home_close (home);
  g_assert_cmpint (g_rename (old, db), ==, 0);

  home = open_home (&place);
  g_assert_null (pantau_home_get_repair (home));
  assert_chain (home, 8);
  pantau_home_close (home);
}

/* The journal is behind, torn or gone; the database teaches it, and it can save the home again. */
static void
test_journal_behind (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_auto (Place) place = place_new ();
      g_autofree char *db = file_in (&place, "pantau.db"),
                      *journal = file_in (&place, "journal.pantau");
      PantauHome *home = open_home (&place);
      gsize size;

      record_many (home, 6);
      pantau_home_close (home);
      size = size_of (journal);
      switch (i)
        {
        case 0: /* the last line torn */
          g_assert_cmpint (truncate (journal, (off_t) size - 10), ==, 0);
          break;
        case 1: /* the last lines gone */
          g_assert_cmpint (truncate (journal, (off_t) size / 2), ==, 0);
          break;
        case 2:
          g_assert_cmpint (g_unlink (journal), ==, 0);
          break;
        default: /* its first line spoilt */
          overwrite (journal, 3, "?", 1);
          break;
        }

      home = open_home (&place);
      assert_chain (home, 6);
      pantau_home_close (home);
      if (i == 3)
        g_assert_cmpuint (count_files (&place, "journal.pantau.rusak-"), ==, 1);

      zero_header (db);
      home = open_home (&place);
      g_assert_nonnull (pantau_home_get_repair (home));
      assert_chain (home, 7);
      pantau_home_close (home);
    }
}

/* Reads one UUID with its LF from @fd; NULL at the end. */
static char *
read_line (int fd)
{
  char line[64];
  gsize n = 0;

  while (n < sizeof line && read (fd, line + n, 1) == 1)
    if (line[n++] == '\n')
      return g_strndup (line, n - 1);

  return NULL;
}

static void
record_for_ever (const Place *place, int fd)
{
  g_autoptr (PantauHome) home = open_home (place);

  for (;;)
    {
      g_autofree char *id = record (home);
      g_autofree char *line = g_strconcat (id, "\n", NULL);

      if (write (fd, line, strlen (line)) < 0)
        _exit (0);
    }
}

static void
test_kill (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = test_rand_new (42);
  g_autoptr (PantauHome) home = NULL;

  for (guint i = 0; i < KILLS; i++)
    {
      gint64 started, took;
      guint before = saved->len, wanted = (guint) g_rand_int_range (rand, 0, 12);
      char *line;
      int fds[2], status;
      pid_t pid;

      g_assert_cmpint (pipe (fds), ==, 0);
      pid = fork ();
      g_assert_cmpint (pid, >=, 0);
      if (pid == 0)
        {
          close (fds[0]);
          record_for_ever (&place, fds[1]);
        }

      close (fds[1]);
      if (wanted == 0)
        g_usleep ((gulong) g_rand_int_range (rand, 0, 100000)); /* perhaps while it opens */
      while (saved->len < before + wanted && (line = read_line (fds[0])) != NULL)
        g_ptr_array_add (saved, line);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 1500));
      kill (pid, SIGKILL);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);

      /* What it said before it died, it said. */
      while ((line = read_line (fds[0])) != NULL)
        g_ptr_array_add (saved, line);
      close (fds[0]);

      started = g_get_monotonic_time ();
      home = open_home (&place);
      took = g_get_monotonic_time () - started;
      g_assert_cmpint (took, <=, OPEN_LIMIT);
      g_assert_null (pantau_home_get_repair (home));
      for (guint j = before; j < saved->len; j++)
        g_assert_true (has_record (home, g_ptr_array_index (saved, j)));
      g_clear_pointer (&home, pantau_home_close);
    }

  g_test_message ("%u records saved", saved->len);
  g_assert_cmpuint (saved->len, >, KILLS);
  home = open_home (&place);
  for (guint j = 0; j < saved->len; j++)
    g_assert_true (has_record (home, g_ptr_array_index (saved, j)));
  assert_chain (home, count (home));
}

/* Killed before it wrote a line of journal, or before it looked at what it had committed: the journal is complete all the same. */
static void
test_kill_then_damage (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"), *wal = file_in (&place, "pantau.db-wal"),
                  *line = NULL;
  PantauHome *home;
  int fds[2];
  pid_t pid;
  gint64 n;

  g_assert_cmpint (pipe (fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (fds[0]);
      record_for_ever (&place, fds[1]);
    }
  close (fds[1]);
  for (guint i = 0; i < 10; i++)
    {
      g_free (line);
      line = read_line (fds[0]);
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  while ((g_free (line), line = read_line (fds[0])) != NULL)
    ;
  close (fds[0]);

  home = open_home (&place);
  n = count (home);
  g_assert_cmpint (n, >=, 10);
  pantau_home_close (home);

  zero_header (db);
  g_unlink (wal);
  home = open_home (&place);
  assert_chain (home, n);
  pantau_home_close (home);
}

static void
allow_sizes (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Writes till it fails, and a few times more; what it called saved is added to @saved. */
static guint
fill (PantauHome *home, GPtrArray *saved)
{
  guint failed = 0;

  for (guint i = 0; i < 2000 && failed < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      char *id = try_record (home, 15000, &error);

      if (id != NULL)
        {
          g_ptr_array_add (saved, id);
          continue;
        }
      failed++;
      g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
                     g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_IO));
    }

  return failed;
}

static void
assert_all (PantauHome *home, GPtrArray *saved)
{
  for (guint i = 0; i < saved->len; i++)
    g_assert_true (has_record (home, g_ptr_array_index (saved, i)));
}

/* A file may not grow: for the program the same as a full disk. */
static void
test_file_limit (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauHome) home = open_home (&place);

  signal (SIGXFSZ, SIG_IGN);
  allow_sizes (1024 * 1024);
  g_assert_cmpuint (fill (home, saved), ==, 5);
  g_assert_cmpuint (saved->len, >, 10);
  allow_sizes (RLIM_INFINITY);

  /* Room again: the very next one is saved, and those before it are there. */
  g_ptr_array_add (saved, record (home));
  assert_all (home, saved);
  g_assert_cmpint (count (home), ==, saved->len);
  g_clear_pointer (&home, pantau_home_close);

  home = open_home (&place);
  assert_all (home, saved);
  assert_chain (home, saved->len);
}

/* The journal could not be written for a while: it catches up, without half lines, and saves the home after all. */
static void
test_journal_limit (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = file_in (&place, "pantau.db"),
                  *journal = file_in (&place, "journal.pantau"), *id = NULL;
  PantauHome *home = open_home (&place);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (PantauJournal) reader = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    g_free (try_record (home, 60000, NULL));
  pantau_home_close (home);
  home = open_home (&place);

  signal (SIGXFSZ, SIG_IGN);
  allow_sizes (size_of (journal) +
               100); /* the write-ahead log is short now, so that only the journal is in need */
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*");
  id = try_record (home, 1000, &error);
  g_assert_no_error (error);
  allow_sizes (RLIM_INFINITY);
  g_test_assert_expected_messages ();
  record_many (home, 2);
  pantau_home_close (home);

  zero_header (db);
  home = open_home (&place);
  g_assert_true (has_record (home, id));
  assert_chain (home, 23);
  pantau_home_close (home);
}

/* A disk of 2 MB that is full. Where this process may not mount one, the test above must do. */
static void
test_disk_full (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL),
                  *ballast = g_build_filename (dir, "ballast", NULL);
  Place place = { dir, path };
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *zeros = g_malloc0 (600 * 1024), *first = NULL;
  g_autoptr (PantauHome) home = NULL, reader = NULL;
  g_autoptr (GError) error = NULL;

  /* In a mount namespace of our own, so that nothing stays behind whatever happens. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", dir, "tmpfs", 0, "size=2m") != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }

  test_file_write (ballast, zeros, 600 * 1024);
  pantau_home_create (path, FALSE, &error);
  g_assert_no_error (error);
  home = open_home (&place);
  first = record (home);
  g_assert_true (has_record (home, first));
  g_assert_cmpuint (fill (home, saved), ==, 5);
  g_assert_cmpuint (saved->len, >, 5);
  g_ptr_array_add (saved, g_strdup (first));

  /* What was shown before is shown while the disk is full, to this program and to others. */
  g_assert_true (has_record (home, first));
  reader = pantau_home_open (path, PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  g_assert_true (has_record (reader, first));
  g_assert_cmpint (count (reader), ==, saved->len);
  g_clear_pointer (&reader, pantau_home_close);

  /* A start on a full disk loses nothing either. */
  g_clear_pointer (&home, pantau_home_close);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  if (home != NULL)
    g_assert_cmpint (count (home), ==, saved->len);
  else
    test_assert_error (error, PANTAU_ERROR_FULL);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  if (home == NULL)
    home = open_home (&place);
  g_assert_null (pantau_home_get_repair (home));
  g_ptr_array_add (saved, record (home));
  assert_all (home, saved);
  assert_chain (home, saved->len);
  g_clear_pointer (&home, pantau_home_close);

  home = open_home (&place);
  assert_all (home, saved);
  g_clear_pointer (&home, pantau_home_close);
  g_assert_cmpint (umount2 (dir, MNT_DETACH), ==, 0);
}

static gpointer
record_in_thread (gpointer data)
{
  record_many (data, 25);

  return NULL;
}

/* Window, sync and helpers share a home: no two entries get one number. */
static void
test_threads (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("recorder", record_in_thread, home);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  assert_chain (home, 100);
  g_clear_pointer (&home, pantau_home_close);
  home = open_home (&place);
  assert_chain (home, 101);
}

/* A draft that breaks a limit spoils neither its neighbours nor the chain. */
static void
test_refused_draft (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  g_autoptr (GError) error = NULL;

  record_many (home, 2);
  g_assert_null (try_record (home, 70000, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  assert_chain (home, 2);
}

static void
test_practice (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  g_autoptr (PantauHome) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_home_make_practice (home, &error));
  g_assert_no_error (error);
  g_clear_pointer (&home, pantau_home_close);
  home = open_home (&place);
  g_assert_true (pantau_home_is_practice (home));
}

static void
test_practice_refused (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  g_autoptr (GError) error = NULL;

  record_many (home, 1);
  g_assert_false (pantau_home_make_practice (home, &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_false (pantau_home_is_practice (home));
}

static void
test_one_province (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = open_home (&place);
  g_autoptr (PantauKeypair) first = test_key_new (8), second = test_key_new (9);
  g_autoptr (GError) error = NULL;

  pantau_home_set_province (home, "http://127.0.0.1:1", pantau_keypair_get_name (first), FALSE,
                            &error);
  g_assert_no_error (error);
  g_assert_false (pantau_home_set_province (home, "http://127.0.0.1:1",
                                            pantau_keypair_get_name (second), FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
  g_clear_pointer (&home, pantau_home_close);
  home = open_home (&place);
  g_assert_cmpstr (pantau_home_get_province (home), ==, pantau_keypair_get_name (first));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/create", test_create);
  g_test_add_func ("/home/path-is-file", test_path_is_file);
  g_test_add_func ("/home/not-a-home", test_not_a_home);
  g_test_add_func ("/home/busy", test_busy);
  g_test_add_func ("/home/newer-database", test_newer_database);
  g_test_add_func ("/home/damaged-homefile", test_damaged_homefile);
  g_test_add_func ("/home/damaged-database", test_damaged_database);
  g_test_add_func ("/home/damage-seen-by-reader", test_damage_seen_by_reader);
  g_test_add_func ("/home/missing-database", test_missing_database);
  g_test_add_func ("/home/journal-lost-too", test_journal_lost_too);
  g_test_add_func ("/home/chain-resumes", test_chain_resumes);
  g_test_add_func ("/home/journal-ahead", test_journal_ahead);
  g_test_add_func ("/home/journal-behind", test_journal_behind);
  g_test_add_func ("/home/kill", test_kill);
  g_test_add_func ("/home/kill-then-damage", test_kill_then_damage);
  g_test_add_func ("/home/file-limit", test_file_limit);
  g_test_add_func ("/home/journal-limit", test_journal_limit);
  g_test_add_func ("/home/disk-full", test_disk_full);
  g_test_add_func ("/home/threads", test_threads);
  g_test_add_func ("/home/refused-draft", test_refused_draft);
  g_test_add_func ("/home/practice", test_practice);
  g_test_add_func ("/home/practice-refused", test_practice_refused);
  g_test_add_func ("/home/one-province", test_one_province);

  return g_test_run ();
}
