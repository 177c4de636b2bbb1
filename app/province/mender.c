/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the files of a serving province with their names, and puts aside what is damaged; see mender.h. */

#include "config.h"

#include "mender.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lost.h"
#include "pantau-crypto.h"
#include "pantau-error.h"

#define CHUNK       (256 * 1024)
#define DAY_SECONDS (24 * 3600)

/* 36 GiB a day, which no disk notices; a province of a terabyte is through in a month. */
#define SLICE_SECONDS 150
#define SLICE_BYTES   (64 * 1024 * 1024)
#define SLICE_FILES   200

/* Files that are remembered as compared. Beyond, memory is worth more than reading some of them once more. */
#define MAX_SEEN 50000

#define SETTING_AT                                                                                 \
  "mend-at" /* the last file of the round that was looked at; "" between two rounds */
#define SETTING_BEGAN "mend-began" /* when the round began, Unix seconds */

/* A file as it was when it was compared. */
typedef struct
{
  ino_t inode;
  goffset size;
  struct timespec changed;
  gint64 at; /* monotonic µs */
} Seen;

struct _PantauMender
{
  PantauProvince *province; /* (unowned) */
  PantauWorkers *workers;   /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  guint slice_id;
  gboolean is_busy; /* a slice is under way */

  GMutex lock;
  GHashTable *seen; /* hash → Seen (owned) */
};

/* NULL where it cannot be read, which is damage too. (transfer full) */
static char *
hash_all (int fd)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *hash = NULL;
  goffset at = 0;
  gssize n;

  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  while ((n = pread (fd, buffer, CHUNK, at)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      {
        pantau_sha256_update (sum, buffer, (gsize) n);
        at += n;
      }
  hash = pantau_sha256_end (sum);

  return n == 0 ? g_steal_pointer (&hash) : NULL;
}

/* Only what was read: somebody else may have put it aside, and it may have come again. */
static void
put_aside (PantauBlobs *blobs, const char *hash, const struct stat *read)
{
  g_autoptr (GError) error = NULL;
  struct stat now;
  int fd = pantau_blobs_open_fd (blobs, hash, NULL, NULL);
  gboolean is_same =
      fd >= 0 && fstat (fd, &now) == 0 && now.st_ino == read->st_ino && now.st_dev == read->st_dev;

  if (fd >= 0)
    close (fd);
  if (!is_same)
    return;
  if (pantau_blobs_set_aside (blobs, hash, &error))
    g_message ("a file of this province is damaged, and was put aside; it is asked for again: %s",
               hash);
  else
    g_warning ("a damaged file could not be put aside: %s", error->message);
}

static gboolean
is_same_file (const Seen *seen, const struct stat *info)
{
  return seen->inode == info->st_ino && seen->size == info->st_size &&
         seen->changed.tv_sec == info->st_mtim.tv_sec &&
         seen->changed.tv_nsec == info->st_mtim.tv_nsec;
}

static gboolean
was_seen (PantauMender *self, const char *hash, const struct stat *info)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const Seen *seen = g_hash_table_lookup (self->seen, hash);

  return seen != NULL && is_same_file (seen, info) &&
         g_get_monotonic_time () - seen->at < DAY_SECONDS * (gint64) G_USEC_PER_SEC;
}

static void
note_seen (PantauMender *self, const char *hash, const struct stat *info)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Seen *seen = g_new (Seen, 1);

  *seen = (Seen){ info->st_ino, info->st_size, info->st_mtim, g_get_monotonic_time () };
  if (g_hash_table_size (self->seen) >= MAX_SEEN)
    g_hash_table_remove_all (self->seen);
  g_hash_table_replace (self->seen, g_strdup (hash), seen);
}

/* Reads it now. */
static gboolean
compare (PantauMender *self, const char *hash, int fd, const struct stat *info)
{
  g_autofree char *found = hash_all (fd);

  if (g_strcmp0 (found, hash) == 0)
    {
      note_seen (self, hash, info);
      return TRUE;
    }
  put_aside (pantau_province_get_blobs (self->province), hash, info);
  pantau_lost_submit (self->province, self->writer, hash);

  return FALSE;
}

gboolean
pantau_mender_trusts (PantauMender *self, const char *hash, int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 &&
         (was_seen (self, hash, &info) || compare (self, hash, fd, &info));
}

gboolean
pantau_mender_misses (PantauMender *self, PantauDb *db, const char *hash)
{
  /* -1: never came; 1: noted already */
  gint64 state = -1;

  if (!pantau_db_integer (db, -1, &state, NULL,
                          "SELECT EXISTS (SELECT 1 FROM lost WHERE lost.hash = blob.hash) "
                          "FROM blob WHERE hash = ?1",
                          "s", hash))
    return FALSE;
  if (state == 0)
    pantau_lost_submit (self->province, self->writer, hash);

  return state >= 0;
}

gboolean
pantau_mend_one (PantauProvince *province, const char *hash, gboolean *lost, GError **error)
{
  PantauBlobs *blobs = pantau_province_get_blobs (province);
  int fd = pantau_blobs_open_fd (blobs, hash, NULL, NULL);
  g_autofree char *found = NULL;
  struct stat info;
  gint64 n;

  if (fd >= 0)
    {
      found = hash_all (fd);
      if (g_strcmp0 (found, hash) != 0 && fstat (fd, &info) == 0)
        put_aside (blobs, hash, &info);
      close (fd);
    }

  if (!(g_strcmp0 (found, hash) == 0
            ? pantau_lost_forget (pantau_province_get_db (province), hash, error)
            : pantau_lost_note (province, hash, error)) ||
      !pantau_db_integer (pantau_province_get_db (province), 0, &n, error,
                          "SELECT EXISTS (SELECT 1 FROM lost WHERE hash = ?1)", "s", hash))
    return FALSE;
  *lost = n != 0;

  return TRUE;
}

/* ---- Rounds ---- */

typedef struct
{
  PantauMender *mender; /* (unowned) */
  char *at;             /* "" before the first file and behind the last */
  gint64 began;
  gboolean is_idle;  /* the last round began less than a day ago, or nothing could be read */
  GPtrArray *intact; /* (owned): of `lost`, and here */
} Slice;

static void
slice_free (Slice *slice)
{
  slice->mender->is_busy = FALSE;
  g_ptr_array_unref (slice->intact);
  g_free (slice->at);
  g_free (slice);
}

/* Where the round stands. FALSE where there is nothing to do now. */
static gboolean
read_place (Slice *slice, PantauDb *db)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_free (slice->at);
  slice->at = NULL;
  if (!pantau_db_text (db, &slice->at, NULL, "SELECT value FROM setting WHERE name = ?1", "s",
                       SETTING_AT) ||
      !pantau_db_integer (db, 0, &slice->began, NULL,
                          "SELECT CAST (value AS INTEGER) FROM setting WHERE name = ?1", "s",
                          SETTING_BEGAN))
    return FALSE;
  if (slice->at != NULL && *slice->at != '\0')
    return TRUE;

  /* One that began in the future was begun by a clock that was wrong. */
  if (slice->began <= now && now - slice->began < DAY_SECONDS)
    return FALSE;
  slice->began = now;
  g_free (slice->at);
  slice->at = g_strdup ("");

  return TRUE;
}

/* The next files that are to be here. NULL where they could not be read. */
static GPtrArray *
list_next (PantauDb *db, const char *after)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT hash FROM blob WHERE hash > ?1 AND EXISTS (SELECT 1 FROM named WHERE named.hash = "
      "blob.hash) ORDER BY hash LIMIT ?2",
      "si", after, (gint64) SLICE_FILES);

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, NULL) ? g_steal_pointer (&hashes) : NULL;
}

/* How many bytes were read. */
static goffset
look_at (Slice *slice, PantauDb *db, const char *hash)
{
  PantauMender *self = slice->mender;
  g_autoptr (GError) error = NULL;
  goffset size = 0;
  gint64 is_lost = 0;
  struct stat info;
  int fd = pantau_blobs_open_fd (pantau_province_get_blobs (self->province), hash, &size, &error);

  if (fd < 0)
    {
      if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
        pantau_mender_misses (self, db, hash);
      return 0;
    }
  if (fstat (fd, &info) == 0 && compare (self, hash, fd, &info) &&
      pantau_db_integer (db, 0, &is_lost, NULL,
                         "SELECT EXISTS (SELECT 1 FROM lost WHERE hash = ?1)", "s", hash) &&
      is_lost != 0)
    g_ptr_array_add (slice->intact, g_strdup (hash));
  /* Who is served needs the memory. */
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);

  return size;
}

static void
slice_work (PantauDb *db, gpointer data)
{
  Slice *slice = data;
  g_autoptr (GPtrArray) hashes = NULL;
  goffset bytes = 0;
  guint i;

  slice->is_idle = TRUE;
  if (!read_place (slice, db))
    return;
  hashes = list_next (db, slice->at);
  if (hashes == NULL)
    return;

  slice->is_idle = FALSE;
  for (i = 0; i < hashes->len && bytes < SLICE_BYTES; i++)
    bytes += look_at (slice, db, g_ptr_array_index (hashes, i));
  g_free (slice->at);
  slice->at =
      g_strdup (i < hashes->len || i == SLICE_FILES ? g_ptr_array_index (hashes, i - 1) : "");
}

static gboolean
set (PantauDb *db, const char *name, const char *value, GError **error)
{
  return pantau_db_run (db, error,
                        "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2",
                        "ss", name, value);
}

static gboolean
note_job (PantauBook *book, gpointer data, GError **error)
{
  Slice *slice = data;
  PantauDb *db = pantau_province_get_db (slice->mender->province);
  g_autofree char *began = g_strdup_printf ("%" G_GINT64_FORMAT, slice->began);

  for (guint i = 0; i < slice->intact->len; i++)
    if (!pantau_lost_forget (db, g_ptr_array_index (slice->intact, i), error))
      return FALSE;

  return set (db, SETTING_AT, slice->at, error) && set (db, SETTING_BEGAN, began, error);
}

static void
noted_cb (gpointer data, const GError *error)
{
  if (error != NULL)
    g_message ("noting which files were looked at: %s", error->message);
  slice_free (data);
}

static void
sliced_cb (gpointer data)
{
  Slice *slice = data;

  if (slice->is_idle)
    slice_free (slice);
  else
    pantau_writer_submit (slice->mender->writer, note_job, noted_cb, slice);
}

static gboolean
slice_cb (gpointer data)
{
  PantauMender *self = data;
  Slice *slice;

  if (self->is_busy)
    return G_SOURCE_CONTINUE;
  self->is_busy = TRUE;
  slice = g_new0 (Slice, 1);
  slice->mender = self;
  slice->intact = g_ptr_array_new_with_free_func (g_free);
  pantau_workers_run (self->workers, slice_work, sliced_cb, slice);

  return G_SOURCE_CONTINUE;
}

PantauMender *
pantau_mender_new (PantauProvince *province, PantauWorkers *workers, PantauWriter *writer)
{
  PantauMender *self = g_new0 (PantauMender, 1);

  self->province = province;
  self->workers = workers;
  self->writer = writer;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);

  return self;
}

void
pantau_mender_start (PantauMender *self)
{
  self->slice_id = g_timeout_add_seconds (SLICE_SECONDS, slice_cb, self);
  slice_cb (self);
}

void
pantau_mender_stop (PantauMender *self)
{
  if (self->slice_id != 0)
    g_source_remove (self->slice_id);
  self->slice_id = 0;
}

void
pantau_mender_free (PantauMender *self)
{
  pantau_mender_stop (self);
  g_hash_table_unref (self->seen);
  g_mutex_clear (&self->lock);
  g_free (self);
}
