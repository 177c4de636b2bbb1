/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file `lock` of a home or a province. Its text names the holder; it is emptied on a release in good order,
 * so a text that is still there when the lock is taken tells of a crash or a power cut.
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

struct _PantauLock
{
  int fd;
  gboolean was_released;
  gboolean was_abandoned;
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

PantauLock *
pantau_lock_take (const char *directory, guint wait_ms, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  g_autofree char *holder = NULL, *own = NULL;
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

          holder = g_strstrip (read_holder (fd));
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
  self->was_released = *holder == '\0';
  self->was_abandoned = g_str_equal (holder, ABANDONED);

  own = g_strdup_printf ("%s, %ld\n", g_get_prgname () != NULL ? g_get_prgname () : "pantau",
                         (long) getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, own, strlen (own), 0) < 0)
    g_message ("%s: %s", path, g_strerror (errno)); /* only the name in a sentence is lost */

  return self;
}

gboolean
pantau_lock_was_released (PantauLock *self)
{
  return self->was_released;
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
  if (ftruncate (self->fd, 0) != 0)
    g_message ("%s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}
