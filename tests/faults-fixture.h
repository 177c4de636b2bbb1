/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "faults.h"

G_BEGIN_DECLS

/*
 * A disk that fails under the programs that a test starts: faults.c is preloaded into all that are started while this lives. One at a time.
 */
typedef struct
{
  FaultsControl *control; /* theirs and ours */
  char *path;
} Faults;

/* For what is below @folder. Nothing fails until it is told to. @may_warn: as the province does, for its operator's log. */
Faults *faults_new (const char *folder, gboolean may_warn) G_GNUC_WARN_UNUSED_RESULT;
/* Programs that are started from now on have a sound disk; those that run keep what was told last. */
void faults_free (Faults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Faults, faults_free)

/* Counts from 0; the @at-th operation from now on, from 1, fails with @error, and @for_good all after it. 0: none, they are counted only. */
void faults_arm (Faults *self, guint at, int error, gboolean for_good);
/* Besides, the @at-th with @error. */
void faults_arm_second (Faults *self, guint at, int error);
/* All goes well again. Returns: how many operations there were. */
guint faults_disarm (Faults *self);
/* How many failed since it was armed. */
guint faults_get_failed (Faults *self);
/* The @n-th operation since it was armed, from 1: "fsync pantau.db-wal". (transfer full) */
char *faults_describe (Faults *self, guint n);

/* Nothing is flushed from now on, and nobody is told. */
void faults_lie (Faults *self);

G_END_DECLS
