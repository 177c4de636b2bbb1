/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file `lock` of a home or a province. Its first line names the holder, the second the start of the machine at which
 * what it protects was known to be whole. It is emptied on a release in good order, so a text that is still there when the
 * lock is taken tells of a kill, and one of another start of the machine of a crash or a power cut.
 */

#include "config.h"

#include "pantau-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-error.h"

#define POLL_US (20 * 1000)

/* In the place of a name: whoever held it last saw damage. */
#define ABANDONED "!\n"

/* In the place of a start: it is still to be checked. */
#define UNCHECKED "?"

/* Linux's: another one at each start (random(4)). */
#define BOOT_ID "/proc/sys/kernel/random/boot_id"

struct _PantauLock
{
  int fd;
  gboolean was_cut;
  gboolean was_abandoned;
  gboolean is_checked;
};

/* Open file description locks (Linux): unlike plain POSIX locks they are not lost when some other code closes the file. */
static gboolean
try_lock (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_SETLK, &lock) == 0;
}

static char *
read_holder (int fd)
{
  char text[128];
  gssize n = pread (fd, text, sizeof text - 1, 0);

  return g_strndup (text, n > 0 ? (gsize) n : 0);
}

/* (transfer full): UNCHECKED where the machine does not tell. */
static char *
read_boot (void)
{
  char *text;

  return g_file_get_contents (BOOT_ID, &text, NULL, NULL) && *g_strstrip (text) != '\0'
             ? text
             : g_strdup (UNCHECKED);
}

static void
write_holder (PantauLock *self)
{
  const char *name = g_get_prgname () != NULL ? g_get_prgname () : "pantau";
  g_autofree char *boot = self->is_checked ? read_boot () : g_strdup (UNCHECKED);
  g_autofree char *text = g_strdup_printf ("%s, %ld\n%s\n", name, (long) getpid (), boot);

  if (ftruncate (self->fd, 0) != 0 || pwrite (self->fd, text, strlen (text), 0) < 0)
    g_message ("%s", g_strerror (errno)); /* the next one checks */
}

/* Was @holder written since the machine started, about what was whole then? */
static gboolean
is_of_this_start (const char *holder)
{
  g_autofree char *boot = read_boot ();
  g_auto (GStrv) lines = g_strsplit (holder, "\n", -1);

  return !g_str_equal (boot, UNCHECKED) && g_strv_length (lines) == 3 &&
         g_str_equal (lines[1], boot);
}

PantauLock *
pantau_lock_take (const char *directory, guint wait_ms, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  g_autofree char *holder = NULL;
  gint64 until = g_get_monotonic_time () + (gint64) wait_ms * 1000;
  PantauLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot write in “%s”: %s"), directory,
                              g_strerror (errno));

  while (!try_lock (fd))
    {
      if ((errno != EAGAIN && errno != EACCES) || g_get_monotonic_time () >= until)
        {
          gboolean is_busy = errno == EAGAIN || errno == EACCES;

          holder = read_holder (fd);
          *strchrnul (holder, '\n') = '\0';
          close (fd);
          if (is_busy)
            return pantau_throw_null (
                error, PANTAU_ERROR_BUSY,
                _ ("“%s” is in use by another program (%s); try again when it has finished"),
                directory, *holder != '\0' ? holder : "?");
          return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot write in “%s”: %s"),
                                    directory, g_strerror (errno));
        }
      g_usleep (POLL_US);
    }

  self = g_new0 (PantauLock, 1);
  self->fd = fd;
  holder = read_holder (fd);
  self->was_abandoned = g_str_equal (holder, ABANDONED);
  self->was_cut = *holder != '\0' && !is_of_this_start (holder);
  self->is_checked = !self->was_cut;
  write_holder (self);

  return self;
}

gboolean
pantau_lock_was_cut (PantauLock *self)
{
  return self->was_cut;
}

void
pantau_lock_mark_checked (PantauLock *self)
{
  if (self->is_checked)
    return;

  self->is_checked = TRUE;
  write_holder (self);
}

gboolean
pantau_lock_was_abandoned (PantauLock *self)
{
  return self->was_abandoned;
}

void
pantau_lock_abandon (PantauLock *self)
{
  if (ftruncate (self->fd, 0) != 0 || pwrite (self->fd, ABANDONED, strlen (ABANDONED), 0) < 0)
    g_message ("%s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}

void
pantau_lock_release (PantauLock *self)
{
  if (self->is_checked && ftruncate (self->fd, 0) != 0)
    g_message ("%s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}
