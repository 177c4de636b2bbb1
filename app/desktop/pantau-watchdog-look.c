/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks on while the main loop is in a turn: does it sleep, for how long, and where. */

#define G_LOG_DOMAIN "pantau-watchdog"

#include "config.h"

#include "pantau-watchdog-look.h"

#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EVERY 1000 /* µs */

/* One wait lasts at most so long between two looks, in µs: what is longer was a machine that stood still. */
#define LONGEST (50 * 1000)

#define N_FRAMES 48

/* Nothing else in this program, GLib or GTK uses it; it is ignored where somebody else sends it. */
#define ASK SIGURG

typedef struct
{
  pthread_t thread; /* that is watched */
  clockid_t clock;  /* of what it computes */
  int calls;        /* the file that tells in which system call it sleeps; -1 where there is none */
  int status;       /* the file that tells how often it gave its processor up; likewise */

  GMutex lock; /* of what follows */
  guint n_stretches;
  guint stretch;   /* that is looked at; 0: none */
  gint64 most;     /* µs */
  gint64 computed; /* by @clock, when it began; µs */
  gint64 waited;   /* µs */
  int call;        /* in which it was last seen to wait; -1: in none */
  gboolean is_asked;
} Look;

static Look self = { .calls = -1, .status = -1 };

/* Written by the watched thread alone, in the signal's handler and afterwards. */
static void *frames[N_FRAMES];
static volatile int n_frames;

/* What was seen at one moment. */
typedef struct
{
  guint stretch;
  int call; /* in which it is asleep; -1: it runs, or stands in line, or waits for a page */
  gint64 naps; /* so many times it gave its processor up; -1 where the kernel does not tell */
  gint64 time; /* µs */
} Sight;

static gint64
get_computed (void)
{
  struct timespec used;

  return clock_gettime (self.clock, &used) == 0 ? used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000
                                                : 0;
}

/* "running", "-1 …" (asleep, but not in a call: a page is on its way), or the number of the call (proc(5)). */
static int
get_call (void)
{
  char told[256];
  ssize_t length = pread (self.calls, told, sizeof told - 1, 0);

  told[MAX (length, 0)] = '\0';

  return g_ascii_isdigit (told[0]) ? (int) g_ascii_strtoll (told, NULL, 10) : -1;
}

static gint64
count_naps (void)
{
  static const char name[] = "\nvoluntary_ctxt_switches:\t";
  char told[8192];
  ssize_t length = self.status >= 0 ? pread (self.status, told, sizeof told - 1, 0) : 0;
  const char *found;

  told[MAX (length, 0)] = '\0';
  found = strstr (told, name);

  return found != NULL ? g_ascii_strtoll (found + strlen (name), NULL, 10) : -1;
}

static Sight
look (guint stretch)
{
  Sight sight = { .stretch = stretch, .call = -1, .naps = -1 };

  if (stretch == 0)
    return sight;

  sight.call = get_call ();
  if (sight.call >= 0)
    sight.naps = count_naps ();
  sight.time = g_get_monotonic_time ();

  return sight;
}

/*
 * Between two looks it slept where it did at both and was not awake in the meantime, or hardly: they are as near as looks can be. A gap of a
 * thread that was awake in it is nobody's wait.
 */
static gint64
get_wait (const Sight *last, const Sight *now)
{
  gint64 passed = now->time - last->time;

  if (last->stretch != now->stretch || last->call < 0 || now->call < 0)
    return 0;
  if (passed <= 2 * EVERY)
    return passed;

  return last->naps >= 0 && last->naps == now->naps ? MIN (passed, LONGEST) : 0;
}

static void
add (const Sight *last, const Sight *now)
{
  gboolean is_over = FALSE;

  g_mutex_lock (&self.lock);
  if (self.stretch == now->stretch)
    {
      gint64 wait = get_wait (last, now);

      self.waited += wait;
      if (wait > 0)
        self.call = now->call;
      is_over = !self.is_asked && get_computed () - self.computed + self.waited > self.most;
      self.is_asked |= is_over;
    }
  g_mutex_unlock (&self.lock);
  if (is_over)
    pthread_kill (self.thread, ASK);
}

static gpointer
look_on (gpointer data)
{
  Sight last = { 0 };

  while (TRUE)
    {
      Sight now;
      guint stretch;

      g_usleep (EVERY);
      g_mutex_lock (&self.lock);
      stretch = self.stretch;
      g_mutex_unlock (&self.lock);
      now = look (stretch);
      if (now.stretch != 0)
        add (&last, &now);
      last = now;
    }

  return NULL;
}

static void
answer (int signal)
{
  n_frames = backtrace (frames, N_FRAMES);
}

void
pantau_watchdog_look_start (void)
{
  struct sigaction action = { .sa_handler = answer, .sa_flags = SA_RESTART };

  if (self.calls >= 0)
    return;

  self.thread = pthread_self ();
  self.calls = open ("/proc/thread-self/syscall", O_RDONLY | O_CLOEXEC);
  self.status = open ("/proc/thread-self/status", O_RDONLY | O_CLOEXEC);
  if (self.calls < 0 || pthread_getcpuclockid (self.thread, &self.clock) != 0)
    return;

  /* The first call loads what the others need: that is nothing for a signal's handler. */
  backtrace (frames, N_FRAMES);
  sigaction (ASK, &action, NULL);
  g_thread_unref (g_thread_new ("watchdog", look_on, NULL));
}

void
pantau_watchdog_look_begin (gint64 most)
{
  n_frames = 0;
  g_mutex_lock (&self.lock);
  self.stretch = ++self.n_stretches;
  self.most = most;
  self.computed = get_computed ();
  self.waited = 0;
  self.call = -1;
  self.is_asked = FALSE;
  g_mutex_unlock (&self.lock);
}

gint64
pantau_watchdog_look_end (void)
{
  gint64 waited;

  g_mutex_lock (&self.lock);
  waited = self.waited;
  self.stretch = 0;
  g_mutex_unlock (&self.lock);

  return waited;
}

char *
pantau_watchdog_look_tell (void)
{
  GString *told = g_string_new (NULL);
  int n = n_frames;
  char **names = n > 0 ? backtrace_symbols (frames, n) : NULL;

  g_mutex_lock (&self.lock);
  if (self.call >= 0)
    g_string_append_printf (told, ", and waited in system call %d", self.call);
  g_mutex_unlock (&self.lock);
  for (int i = 0; names != NULL && i < n; i++)
    g_string_append_printf (told, "\n  %s", names[i]);
  free (names);

  return g_string_free (told, FALSE);
}
