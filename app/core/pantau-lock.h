/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The lock of a directory: one program at a time writes to it. Held by the kernel, so that it ends with the
 * program however that ends.
 */
typedef struct _PantauLock PantauLock;

/*
 * Takes the lock of @directory, waiting at most @wait_ms. PANTAU_ERROR_BUSY names the program that holds it.
 */
PantauLock *
pantau_lock_take (const char *directory, guint wait_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * TRUE where what was written under it may be torn: the machine stopped while somebody held it, or nobody can tell. A program
 * that was killed tears nothing, because the kernel finishes what it was given; SQLite's log does the rest. It stays so, past
 * releases and kills, until pantau_lock_mark_checked().
 */
gboolean pantau_lock_was_cut (PantauLock *self);
void pantau_lock_mark_checked (PantauLock *self);

/* Lets go of it, and frees @self. */
void pantau_lock_release (PantauLock *self);

/* The same for one who saw damage: whoever takes it next is told to look closely. */
void pantau_lock_abandon (PantauLock *self);
gboolean pantau_lock_was_abandoned (PantauLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLock, pantau_lock_release)

G_END_DECLS
