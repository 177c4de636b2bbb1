/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A machine that leaves a thread alone, preloaded by tests/shake: now and then a thread sleeps before it asks a database, flushes a file, moves
 * bytes, hands its answer over, or takes the next turn of its main loop, while all the others go on. What a test expects of another thread
 * without waiting for it, or expects not yet to be so, then fails. PANTAU_LAG=SEED; without it nothing sleeps. Without anything of ours, of GLib's
 * or of SQLite's: it stands before them in programs of all kinds.
 */

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) __extension__((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

/* ms */
#define SLEEP_MOST   300
#define BETWEEN_MOST 600
#define ANSWER_MOST  150

/* Who is slow; a seed chooses, so that each run has one of them and several runs have all. */
typedef enum
{
  EACH,    /* any thread now and then */
  ANSWERS, /* besides, whoever hands an answer to another thread, each time */
  FIRST,   /* the first thread most of the time */
  N_MODES,
} Mode;

static __thread struct
{
  uint64_t state; /* 0: not begun */
  int64_t next;   /* when it sleeps again; ms */
  Mode mode;
  int is_first;
} thread;

static int64_t
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* splitmix64 */
static uint64_t
draw (uint64_t below)
{
  uint64_t mixed = thread.state += UINT64_C (0x9E3779B97F4A7C15);

  mixed = (mixed ^ (mixed >> 30)) * UINT64_C (0xBF58476D1CE4E5B9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C (0x94D049BB133111EB);

  return (mixed ^ (mixed >> 31)) % below;
}

static void
wait_for_next (void)
{
  int is_slow = thread.mode == FIRST && thread.is_first;

  thread.next = now () + (int64_t) draw (is_slow ? BETWEEN_MOST / 10 : BETWEEN_MOST);
}

static void
begin (void)
{
  const char *told = getenv ("PANTAU_LAG");
  uint64_t seed = told != NULL ? strtoull (told, NULL, 10) : 0;

  thread.state = seed * 1000003 + (uint64_t) gettid ();
  thread.mode = (Mode) (seed % N_MODES);
  thread.is_first = gettid () == getpid ();
  if (told != NULL)
    wait_for_next ();
  else
    thread.next = INT64_MAX;
}

static void
lag (int is_answer)
{
  if (thread.state == 0)
    begin ();
  if (thread.next == INT64_MAX)
    return;

  if (is_answer && thread.mode == ANSWERS && !thread.is_first)
    {
      usleep ((useconds_t) draw (ANSWER_MOST) * 1000);
    }
  else if (now () >= thread.next)
    {
      usleep ((useconds_t) draw (SLEEP_MOST) * 1000);
      wait_for_next ();
    }
}

/* What sleeps before it is done; none of them is a function with more than these arguments, or with a floating one. */
#define LAGS(is_answer, result, name, types, arguments)                                            \
  result name types;                                                                               \
  result name types                                                                                \
  {                                                                                                \
    static result (*real) types;                                                                   \
                                                                                                   \
    if (real == NULL)                                                                              \
      real = REAL (name);                                                                          \
    lag (is_answer);                                                                               \
                                                                                                   \
    return real arguments;                                                                         \
  }

LAGS (0, int, sqlite3_step, (void *statement), (statement))
LAGS (0, int, g_main_context_iteration, (void *context, int may_block), (context, may_block))
LAGS (0, int, fsync, (int fd), (fd))
LAGS (0, int, fdatasync, (int fd), (fd))
LAGS (0,
      ssize_t,
      send,
      (int fd, const void *bytes, size_t length, int flags),
      (fd, bytes, length, flags))
LAGS (0, ssize_t, recv, (int fd, void *bytes, size_t length, int flags), (fd, bytes, length, flags))
LAGS (0, ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
LAGS (1,
      void,
      g_task_return_pointer,
      (void *task, void *result, void (*destroy) (void *)),
      (task, result, destroy))
LAGS (1, void, g_task_return_boolean, (void *task, int result), (task, result))
LAGS (1, void, g_task_return_error, (void *task, void *error), (task, error))
