/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails, preloaded: the n-th operation that would change a folder fails, once or for good; or none does, and nothing is flushed
 * although the program was told so. What is read, and what is taken away, is left alone. Without anything of ours or of GLib's: it stands
 * before the C library in programs of all kinds.
 */

/* Both names of each function are wanted, as libraries were built with either. */
#undef _FILE_OFFSET_BITS

#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static FaultsControl *control;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("PANTAU_FAULTS_CONTROL");
  int fd = path != NULL ? open (path, O_RDWR | O_CLOEXEC) : -1;
  void *map;

  if (fd < 0)
    return;
  map = mmap (NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close (fd);
  if (map != MAP_FAILED)
    control = map;
}

#define REAL(name) __extension__((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static int
is_below (const char *path)
{
  size_t length = strnlen (control->below, sizeof control->below);

  return length > 0 && strncmp (path, control->below, length) == 0;
}

/* Counts an operation on @path. Not 0 with errno where it is to fail. */
static int
fails (const char *what, const char *path)
{
  int n, which = -1;

  if (control == NULL || !__atomic_load_n (&control->armed, __ATOMIC_SEQ_CST) || !is_below (path))
    return 0;

  n = __atomic_add_fetch (&control->count, 1, __ATOMIC_SEQ_CST);
  if (n > 0 && n < FAULTS_LOG)
    {
      const char *slash = strrchr (path, '/');

      snprintf (control->log[n].what, sizeof control->log[n].what, "%s", what);
      snprintf (control->log[n].name, sizeof control->log[n].name, "%s",
                slash != NULL ? slash + 1 : path);
    }
  for (int i = 0; i < 2; i++)
    if (control->at[i] > 0 && (n == control->at[i] || (control->for_good && n > control->at[i])))
      which = i;
  if (which < 0)
    return 0;

  __atomic_add_fetch (&control->failed, 1, __ATOMIC_SEQ_CST);
  errno = control->error[which];

  return 1;
}

static int
fails_fd (const char *what, int fd)
{
  char link[64], path[1024];
  ssize_t n;

  if (control == NULL || !__atomic_load_n (&control->armed, __ATOMIC_SEQ_CST))
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  if (n <= 0)
    return 0;
  path[n] = '\0';

  return fails (what, path);
}

/* A path below a folder, as it is named; our programs name whole ones. */
static int
fails_create (const char *path, int flags)
{
  struct stat about;

  return (flags & O_CREAT) != 0 && stat (path, &about) != 0 && errno == ENOENT &&
         fails ("create", path);
}

static int
lies (void)
{
  return control != NULL && control->lies;
}

ssize_t
write (int fd, const void *bytes, size_t n)
{
  return fails_fd ("write", fd) ? -1 : REAL (write) (fd, bytes, n);
}

ssize_t
writev (int fd, const struct iovec *parts, int n)
{
  return fails_fd ("write", fd) ? -1 : REAL (writev) (fd, parts, n);
}

ssize_t
pwrite (int fd, const void *bytes, size_t n, off_t at)
{
  return fails_fd ("write", fd) ? -1 : REAL (pwrite) (fd, bytes, n, at);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t n, off64_t at)
{
  return fails_fd ("write", fd) ? -1 : REAL (pwrite64) (fd, bytes, n, at);
}

int
fsync (int fd)
{
  if (lies ())
    return 0;

  return fails_fd ("fsync", fd) ? -1 : REAL (fsync) (fd);
}

int
fdatasync (int fd)
{
  if (lies ())
    return 0;

  return fails_fd ("fsync", fd) ? -1 : REAL (fdatasync) (fd);
}

int
syncfs (int fd)
{
  if (lies ())
    return 0;

  return fails_fd ("fsync", fd) ? -1 : REAL (syncfs) (fd);
}

int
msync (void *from, size_t n, int flags)
{
  return lies () ? 0 : REAL (msync) (from, n, flags);
}

int
ftruncate (int fd, off_t size)
{
  return fails_fd ("truncate", fd) ? -1 : REAL (ftruncate) (fd, size);
}

int
ftruncate64 (int fd, off64_t size)
{
  return fails_fd ("truncate", fd) ? -1 : REAL (ftruncate64) (fd, size);
}

int
fallocate (int fd, int mode, off_t at, off_t n)
{
  return fails_fd ("allocate", fd) ? -1 : REAL (fallocate) (fd, mode, at, n);
}

int
fallocate64 (int fd, int mode, off64_t at, off64_t n)
{
  return fails_fd ("allocate", fd) ? -1 : REAL (fallocate64) (fd, mode, at, n);
}

int
posix_fallocate (int fd, off_t at, off_t n)
{
  return fails_fd ("allocate", fd) ? errno : REAL (posix_fallocate) (fd, at, n);
}

int
posix_fallocate64 (int fd, off64_t at, off64_t n)
{
  return fails_fd ("allocate", fd) ? errno : REAL (posix_fallocate64) (fd, at, n);
}

int
rename (const char *from, const char *to)
{
  return fails ("rename", to) ? -1 : REAL (rename) (from, to);
}

int
link (const char *from, const char *to)
{
  return fails ("link", to) ? -1 : REAL (link) (from, to);
}

int
mkdir (const char *path, mode_t mode)
{
  return fails ("mkdir", path) ? -1 : REAL (mkdir) (path, mode);
}

#define OPEN(name)                                                                                 \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list rest;                                                                                  \
    mode_t mode;                                                                                   \
                                                                                                   \
    va_start (rest, flags);                                                                        \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;                       \
    va_end (rest);                                                                                 \
                                                                                                   \
    return fails_create (path, flags) ? -1 : REAL (name) (path, flags, mode);                      \
  }

OPEN (open)
OPEN (open64)

#define OPEN_AT(name)                                                                              \
  int name (int fd, const char *path, int flags, ...)                                              \
  {                                                                                                \
    va_list rest;                                                                                  \
    mode_t mode;                                                                                   \
                                                                                                   \
    va_start (rest, flags);                                                                        \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;                       \
    va_end (rest);                                                                                 \
                                                                                                   \
    return fails_create (path, flags) ? -1 : REAL (name) (fd, path, flags, mode);                  \
  }

OPEN_AT (openat)
OPEN_AT (openat64)
