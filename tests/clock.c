/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A clock for pictures, preloaded: the day is PANTAU_CLOCK (seconds that are added to the real time), so that a picture of tomorrow is that of
 * today. Only for the calendar: what measures durations stays as it is.
 */

#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime (clockid_t clock, struct timespec *now);
int gettimeofday (struct timeval *now, void *zone);
time_t time (time_t *now);

static long
get_shift (void)
{
  const char *told = getenv ("PANTAU_CLOCK");

  return told != NULL ? atol (told) : 0;
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += get_shift ();

  return status;
}

int
gettimeofday (struct timeval *now, void *zone)
{
  struct timespec exact;
  int status = clock_gettime (CLOCK_REALTIME, &exact);

  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;

  return status;
}

time_t
time (time_t *now)
{
  struct timespec exact;

  clock_gettime (CLOCK_REALTIME, &exact);
  if (now != NULL)
    *now = exact.tv_sec;

  return exact.tv_sec;
}
