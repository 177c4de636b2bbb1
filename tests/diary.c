/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded: writes a diary of what a program does to a folder (diary.h), so that a test can make each state that a cut of the power could have left of it. Nothing
 * fails and nothing is changed. Without anything of ours or of GLib's, as faults.c.
 */

/* Both names of each function are wanted, as libraries were built with either. */
#undef _FILE_OFFSET_BITS

#include "diary.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __extension__((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *below;
static int diary = -1;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("PANTAU_DIARY");

  below = getenv ("PANTAU_DIARY_BELOW");
  if (path != NULL && below != NULL)
    diary = (int) syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
}

static int
is_below (const char *path)
{
  return diary >= 0 && strncmp (path, below, strlen (below)) == 0;
}

/* The name of @fd, where it lies in the folder; not 0 then. */
static int
find_name (int fd, char path[1024])
{
  char link[64];
  ssize_t n;

  if (diary < 0)
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, 1023);
  if (n <= 0)
    return 0;
  path[n] = '\0';

  return is_below (path);
}

static void
note (DiaryKind kind,
      const char *path,
      const char *other,
      uint64_t at,
      const void *bytes,
      size_t length)
{
  DiaryEntry entry = { .kind = kind,
                       .path = (uint32_t) strlen (path),
                       .other = (uint32_t) strlen (other),
                       .at = at,
                       .length = length };
  struct iovec parts[] = { { &entry, sizeof entry },
                           { (void *) path, entry.path },
                           { (void *) other, entry.other },
                           { (void *) bytes, length } };

  if (syscall (SYS_writev, diary, parts, 4) < 0)
    abort ();
}

/*
 * What is done and what is written down of it are one, for all threads: so a flush stands behind all that it flushed.
 */
#define IN_ORDER(type, call)                                                                       \
  int saved;                                                                                       \
  type result;                                                                                     \
                                                                                                   \
  pthread_mutex_lock (&lock);                                                                      \
  result = (call);                                                                                 \
  saved = errno

#define DONE                                                                                       \
  pthread_mutex_unlock (&lock);                                                                    \
  errno = saved;                                                                                   \
                                                                                                   \
  return result

static uint64_t
get_place (int fd, ssize_t written)
{
  off64_t at = lseek64 (fd, 0, SEEK_CUR);

  return at >= written ? (uint64_t) (at - written) : 0;
}

ssize_t
write (int fd, const void *bytes, size_t n)
{
  char path[1024];
  int mine = find_name (fd, path);
  IN_ORDER (ssize_t, REAL (write) (fd, bytes, n));

  if (result > 0 && mine)
    note (DIARY_WRITE, path, "", get_place (fd, result), bytes, (size_t) result);
  else if (result > 0 && fd == STDOUT_FILENO && diary >= 0)
    note (DIARY_SAID, "", "", 0, bytes, (size_t) result);
  DONE;
}

ssize_t
writev (int fd, const struct iovec *parts, int count)
{
  char path[1024];
  int mine = find_name (fd, path);
  IN_ORDER (ssize_t, REAL (writev) (fd, parts, count));
  uint64_t at = mine && result > 0 ? get_place (fd, result) : 0;
  size_t left = result > 0 ? (size_t) result : 0;

  for (int i = 0; mine && i < count && left > 0; i++)
    {
      size_t n = parts[i].iov_len < left ? parts[i].iov_len : left;

      note (DIARY_WRITE, path, "", at, parts[i].iov_base, n);
      at += n;
      left -= n;
    }
  DONE;
}

#define PWRITE(name, type)                                                                         \
  ssize_t name (int fd, const void *bytes, size_t n, type at)                                      \
  {                                                                                                \
    char path[1024];                                                                               \
    int mine = find_name (fd, path);                                                               \
    IN_ORDER (ssize_t, REAL (name) (fd, bytes, n, at));                                            \
                                                                                                   \
    if (result > 0 && mine)                                                                        \
      note (DIARY_WRITE, path, "", (uint64_t) at, bytes, (size_t) result);                         \
    DONE;                                                                                          \
  }

PWRITE (pwrite, off_t)
PWRITE (pwrite64, off64_t)

#define SYNC(name)                                                                                 \
  int name (int fd)                                                                                \
  {                                                                                                \
    char path[1024];                                                                               \
    int mine = find_name (fd, path);                                                               \
    IN_ORDER (int, REAL (name) (fd));                                                              \
                                                                                                   \
    if (result == 0 && mine)                                                                       \
      note (DIARY_SYNC, path, "", 0, NULL, 0);                                                     \
    DONE;                                                                                          \
  }

SYNC (fsync)
SYNC (fdatasync)

#define TRUNCATE(name, type)                                                                       \
  int name (int fd, type size)                                                                     \
  {                                                                                                \
    char path[1024];                                                                               \
    int mine = find_name (fd, path);                                                               \
    IN_ORDER (int, REAL (name) (fd, size));                                                        \
                                                                                                   \
    if (result == 0 && mine)                                                                       \
      note (DIARY_TRUNCATE, path, "", (uint64_t) size, NULL, 0);                                   \
    DONE;                                                                                          \
  }

TRUNCATE (ftruncate, off_t)
TRUNCATE (ftruncate64, off64_t)

/* What is set aside grows the file, and holds nothing. */
static void
note_room (int fd, const char *path)
{
  struct stat64 about;

  if (fstat64 (fd, &about) == 0)
    note (DIARY_TRUNCATE, path, "", (uint64_t) about.st_size, NULL, 0);
}

#define ALLOCATE(name, type, parameters, arguments)                                                \
  int name parameters                                                                              \
  {                                                                                                \
    char path[1024];                                                                               \
    int mine = find_name (fd, path);                                                               \
    IN_ORDER (int, REAL (name) arguments);                                                         \
                                                                                                   \
    if (result == 0 && mine)                                                                       \
      note_room (fd, path);                                                                        \
    DONE;                                                                                          \
  }

ALLOCATE (fallocate, off_t, (int fd, int mode, off_t at, off_t n), (fd, mode, at, n))
ALLOCATE (fallocate64, off64_t, (int fd, int mode, off64_t at, off64_t n), (fd, mode, at, n))
ALLOCATE (posix_fallocate, off_t, (int fd, off_t at, off_t n), (fd, at, n))
ALLOCATE (posix_fallocate64, off64_t, (int fd, off64_t at, off64_t n), (fd, at, n))

#define TWO(name, kind)                                                                            \
  int name (const char *from, const char *to)                                                      \
  {                                                                                                \
    IN_ORDER (int, REAL (name) (from, to));                                                        \
                                                                                                   \
    if (result == 0 && is_below (to))                                                              \
      note (kind, from, to, 0, NULL, 0);                                                           \
    DONE;                                                                                          \
  }

TWO (rename, DIARY_RENAME)
TWO (link, DIARY_LINK)

#define ONE(name, kind)                                                                            \
  int name (const char *path)                                                                      \
  {                                                                                                \
    IN_ORDER (int, REAL (name) (path));                                                            \
                                                                                                   \
    if (result == 0 && is_below (path))                                                            \
      note (kind, path, "", 0, NULL, 0);                                                           \
    DONE;                                                                                          \
  }

ONE (unlink, DIARY_UNLINK)
ONE (rmdir, DIARY_UNLINK)
ONE (remove, DIARY_UNLINK)

int
mkdir (const char *path, mode_t mode)
{
  IN_ORDER (int, REAL (mkdir) (path, mode));

  if (result == 0 && is_below (path))
    note (DIARY_MKDIR, path, "", 0, NULL, 0);
  DONE;
}

static int
is_new (const char *path, int flags)
{
  struct stat64 about;

  return (flags & O_CREAT) != 0 && is_below (path) && stat64 (path, &about) != 0 && errno == ENOENT;
}

static void
note_open (const char *path, int flags, int fd, int fresh)
{
  if (fd < 0 || !is_below (path))
    return;
  if (fresh)
    note (DIARY_CREATE, path, "", 0, NULL, 0);
  else if ((flags & O_TRUNC) != 0)
    note (DIARY_TRUNCATE, path, "", 0, NULL, 0);
}

#define OPEN(name, parameters, arguments)                                                          \
  int name parameters                                                                              \
  {                                                                                                \
    va_list rest;                                                                                  \
    mode_t mode;                                                                                   \
    int fresh = is_new (path, flags);                                                              \
                                                                                                   \
    va_start (rest, flags);                                                                        \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;                       \
    va_end (rest);                                                                                 \
    {                                                                                              \
      IN_ORDER (int, REAL (name) arguments);                                                       \
                                                                                                   \
      note_open (path, flags, result, fresh);                                                      \
      DONE;                                                                                        \
    }                                                                                              \
  }

OPEN (open, (const char *path, int flags, ...), (path, flags, mode))
OPEN (open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN (openat, (int fd, const char *path, int flags, ...), (fd, path, flags, mode))
OPEN (openat64, (int fd, const char *path, int flags, ...), (fd, path, flags, mode))
