/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A check of a whole database beside those who use it: in a thread and by a connection of its own, which only reads. It takes
 * seconds for each gigabyte, or minutes where the disk is slow.
 */
typedef struct _PantauCheckup PantauCheckup;

/* What was found, in the checkup's thread: NULL where the file is whole. Not called for one that was freed before its end. */
typedef void (*PantauCheckupFunc) (const GError *error, gpointer data);

/* Begins to check the database @path; @quick as of pantau_db_check(). */
PantauCheckup *pantau_checkup_new (const char *path,
                                   gboolean quick,
                                   PantauCheckupFunc func,
                                   gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the end, at most @patience ms; -1: as long as it takes. TRUE where it is over, and @func has returned. */
gboolean pantau_checkup_wait (PantauCheckup *self, int patience);

/* Gives up what is not over; waits shortly. */
void pantau_checkup_free (PantauCheckup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCheckup, pantau_checkup_free)

G_END_DECLS
