/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room on the disk that is kept for the moment when there is no other. */

#include "config.h"

#include "pantau-reserve.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define NAME "reserve"

struct _PantauReserve
{
  char *home;
  char *path;
  gboolean is_laid_by;
  gboolean is_given_up;
};

PantauReserve *
pantau_reserve_new (const char *home)
{
  PantauReserve *self = g_new0 (PantauReserve, 1);
  struct stat info;

  self->home = g_strdup (home);
  self->path = g_build_filename (home, NAME, NULL);
  self->is_laid_by = g_lstat (self->path, &info) == 0 && info.st_size >= PANTAU_RESERVE_SIZE;

  return self;
}

void
pantau_reserve_free (PantauReserve *self)
{
  g_free (self->home);
  g_free (self->path);
  g_free (self);
}

static gboolean
has_room (PantauReserve *self)
{
  struct statvfs info;

  return statvfs (self->home, &info) == 0 &&
         (guint64) info.f_bavail * info.f_frsize >= PANTAU_RESERVE_ROOM;
}

void
pantau_reserve_settle (PantauReserve *self)
{
  int fd;

  if (self->is_laid_by || !has_room (self))
    return;

  fd = g_open (self->path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return;
  self->is_laid_by = posix_fallocate (fd, 0, PANTAU_RESERVE_SIZE) == 0;
  close (fd);
  if (self->is_laid_by)
    self->is_given_up = FALSE;
  else
    g_unlink (self->path); /* half of it helps nobody and takes room */
}

gboolean
pantau_reserve_give_up (PantauReserve *self)
{
  if (!self->is_laid_by || g_unlink (self->path) != 0)
    return FALSE;

  self->is_laid_by = FALSE;
  self->is_given_up = TRUE;

  return TRUE;
}

gboolean
pantau_reserve_is_given_up (PantauReserve *self)
{
  return self->is_given_up;
}
