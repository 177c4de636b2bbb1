/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side of faults.c on which tests stand. */

#include "config.h"

#include "faults-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ran.h"
#include "test-util.h"

Faults *
faults_new (const char *folder, gboolean may_warn)
{
  Faults *self = g_new0 (Faults, 1);
  int fd = g_file_open_tmp ("pantau-faults-XXXXXX", &self->path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, sizeof (FaultsControl)), ==, 0);
  self->control = mmap (NULL, sizeof (FaultsControl), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  g_assert_true (self->control != MAP_FAILED);
  close (fd);
  g_assert_cmpuint (strlen (folder), <, sizeof self->control->below);
  g_strlcpy (self->control->below, folder, sizeof self->control->below);

  ran_preload (ran_program ("PANTAU_FAULTS"), "PANTAU_FAULTS_CONTROL", self->path, may_warn);

  return self;
}

void
faults_free (Faults *self)
{
  faults_disarm (self);
  ran_preload (NULL, NULL, NULL, FALSE);
  munmap (self->control, sizeof (FaultsControl));
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

void
faults_arm (Faults *self, guint at, int error, gboolean for_good)
{
  g_atomic_int_set (&self->control->armed, 0);
  self->control->at[0] = (gint32) at;
  self->control->at[1] = 0;
  self->control->error[0] = error;
  self->control->for_good = for_good;
  self->control->count = 0;
  self->control->failed = 0;
  g_atomic_int_set (&self->control->armed, 1);
}

void
faults_arm_second (Faults *self, guint at, int error)
{
  self->control->error[1] = error;
  g_atomic_int_set (&self->control->at[1], (gint32) at);
}

guint
faults_disarm (Faults *self)
{
  g_atomic_int_set (&self->control->armed, 0);

  return (guint) g_atomic_int_get (&self->control->count);
}

guint
faults_get_failed (Faults *self)
{
  return (guint) g_atomic_int_get (&self->control->failed);
}

char *
faults_describe (Faults *self, guint n)
{
  const FaultsOperation *operation = &self->control->log[MIN (n, FAULTS_LOG - 1)];

  return g_strdup_printf ("%s %s", operation->what, operation->name);
}

void
faults_lie (Faults *self)
{
  self->control->lies = 1;
}
