/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads all files again, no faster than it may, and leaves the memory of the disk to those who are served. */

#include "config.h"

#include "scrub.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "pantau-crypto.h"
#include "pantau-error.h"

#define CHUNK (256 * 1024)

typedef struct
{
  PantauDb *db;
  PantauBlobs *blobs;
  gint64 speed;
  GPtrArray *faults;
  PantauScrubCounts *counts;
  PantauProgress progress;
  gpointer data;
  GCancellable *cancellable;
  gint64 start; /* monotonic µs */
  gint64 total; /* bytes, as noted */
} Scrub;

void
pantau_scrub_fault_free (PantauScrubFault *self)
{
  g_free (self->hash);
  g_free (self->message);
  g_free (self);
}

/* The files that are to be here and those that are, each once, sorted. NULL with an error. */
static GPtrArray *
list_all (Scrub *self, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (self->blobs, error);
  PantauStmt *stmt;

  if (names == NULL)
    return NULL;
  stmt = pantau_db_query (
      self->db,
      "SELECT hash, size FROM blob WHERE EXISTS (SELECT 1 FROM named WHERE named.hash = blob.hash)",
      "");
  while (pantau_stmt_next (stmt))
    {
      self->total += pantau_stmt_integer (stmt, 1);
      if (!pantau_blobs_has (self->blobs, pantau_stmt_text (stmt, 0)))
        g_ptr_array_add (names, g_strdup (pantau_stmt_text (stmt, 0)));
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&names) : NULL;
}

/* Whether the file is still to be here: the law may have taken it away meanwhile. */
static gboolean
is_wanted (Scrub *self, const char *hash, gboolean *wanted, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (self->db, 0, &n, error,
                          "SELECT EXISTS (SELECT 1 FROM blob JOIN named USING (hash) "
                          "WHERE hash = ?1)",
                          "s", hash))
    return FALSE;
  *wanted = n != 0;

  return TRUE;
}

/* A record of a line that names it, for whoever has to ask for the file; NULL where there is none. */
static char *
find_record (Scrub *self, const char *hash)
{
  char *record = NULL;

  pantau_db_text (self->db, &record, NULL,
                  "SELECT entry.record FROM named JOIN entry ON entry.n = named.entry "
                  "WHERE named.hash = ?1 ORDER BY entry.n LIMIT 1",
                  "s", hash);

  return record;
}

static void
add_fault (Scrub *self, const char *hash, gboolean is_missing, const char *why)
{
  PantauScrubFault *fault = g_new0 (PantauScrubFault, 1);
  g_autofree char *record = find_record (self, hash);

  fault->hash = g_strdup (hash);
  fault->is_missing = is_missing;
  /* Translators: %1$s is a sentence such as "the file 0123456789ab… is missing", %2$s the number of a record. */
  fault->message = record != NULL
                       ? g_strdup_printf (_ ("%1$s; it belongs to the record %2$s"), why, record)
                       : g_strdup (why);
  g_ptr_array_add (self->faults, fault);
  if (is_missing)
    self->counts->missing++;
  else
    self->counts->damaged++;
}

/* Waits until so many bytes were allowed. */
static void
keep_speed (Scrub *self)
{
  gint64 until;

  if (self->speed <= 0)
    return;
  until =
      self->start + (gint64) ((double) self->counts->bytes / (double) self->speed * G_USEC_PER_SEC);
  while (g_get_monotonic_time () < until && !g_cancellable_is_cancelled (self->cancellable))
    g_usleep ((gulong) CLAMP (until - g_get_monotonic_time (), 1, 100 * 1000));
}

static gssize
read_some (int fd, guint8 *buffer)
{
  gssize n;

  do
    n = read (fd, buffer, CHUNK);
  while (n < 0 && errno == EINTR);

  return n;
}

/* The hash of what @fd gives; NULL where it cannot be read, or it was cancelled. */
static char *
hash_all (Scrub *self, int fd)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *hash = NULL;
  gssize n;

  while ((n = read_some (fd, buffer)) > 0 && !g_cancellable_is_cancelled (self->cancellable))
    {
      pantau_sha256_update (sum, buffer, (gsize) n);
      self->counts->bytes += n;
      if (self->progress != NULL)
        self->progress (MIN (self->counts->bytes, self->total), self->total, self->data);
      keep_speed (self);
    }
  hash = pantau_sha256_end (sum);

  return n == 0 ? g_steal_pointer (&hash) : NULL;
}

static gboolean
check_missing (Scrub *self, const char *hash, GError **error)
{
  g_autofree char *why = g_strdup_printf (_ ("the file %.12s… is missing"), hash);
  gboolean wanted;

  if (!is_wanted (self, hash, &wanted, error))
    return FALSE;
  if (wanted && !pantau_blobs_has (self->blobs, hash))
    add_fault (self, hash, TRUE, why);

  return TRUE;
}

static gboolean
check_one (Scrub *self, const char *hash, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *found = NULL, *why = NULL;
  int fd = pantau_blobs_open_fd (self->blobs, hash, NULL, &local_error);

  if (fd < 0)
    {
      if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
        return check_missing (self, hash, error);
      add_fault (self, hash, FALSE, local_error->message);
      return TRUE;
    }

  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  found = hash_all (self, fd);
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (g_strcmp0 (found, hash) == 0)
    {
      self->counts->intact++;
      return TRUE;
    }
  why =
      found != NULL
          ? g_strdup_printf (
                _ ("the file %.12s… is damaged: its bytes are not those that were recorded"), hash)
          : g_strdup_printf (_ ("the file %.12s… cannot be read from the disk"), hash);
  add_fault (self, hash, FALSE, why);

  return TRUE;
}

gboolean
pantau_scrub_run (PantauDb *db,
                  PantauBlobs *blobs,
                  gint64 speed,
                  GPtrArray *faults,
                  PantauScrubCounts *counts,
                  PantauProgress progress,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Scrub self = { .db = db,
                 .blobs = blobs,
                 .speed = speed,
                 .faults = faults,
                 .counts = counts,
                 .progress = progress,
                 .data = data,
                 .cancellable = cancellable,
                 .start = g_get_monotonic_time () };
  g_autoptr (GPtrArray) names = NULL;

  *counts = (PantauScrubCounts){ 0 };
  names = list_all (&self, error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!check_one (&self, g_ptr_array_index (names, i), error))
      return FALSE;

  return names != NULL;
}
