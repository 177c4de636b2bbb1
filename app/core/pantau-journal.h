/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-entry.h"

G_BEGIN_DECLS

/*
 * The safety journal: this device's entries that the province has not acknowledged, as lines in a `.pantau` file
 * beside the database, written just after each commit. Should the database be damaged, nothing unsent is lost.
 *
 *   #pantau-journal-1 TAB {"device":KEY,"seq":N,"id":HEX}     the chain's end when the file was begun
 *   lines of entries, in the order of their numbers
 *
 * It is a courier file too: whoever reads those may read this one.
 */
typedef struct _PantauJournal PantauJournal;

/* Opens @path, making it for @device where it is missing. A torn last line (power cut) is cut off. */
PantauJournal *pantau_journal_open (const char *path,
                                    const char *device,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Waits until what was written is on the disk. */
void pantau_journal_close (PantauJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauJournal, pantau_journal_close)

/*
 * Writes the line; close waits until it is on the disk, till then the kernel takes it there within seconds. A dead
 * program loses nothing of it, and against a dead machine there is the database.
 */
gboolean pantau_journal_append (PantauJournal *self, const PantauEntry *entry, GError **error);

/* Begins the file anew, empty: all of the chain up to @seq, @id is acknowledged. Atomic. */
gboolean pantau_journal_reset (PantauJournal *self, gint64 seq, const char *id, GError **error);

/* The end of the device's chain as the journal knows it: 0 and "" for a new device. @id borrowed. */
gint64 pantau_journal_get_end (PantauJournal *self, const char **id);

/* The entries in it, verified; lines that are none any more are left out. (transfer full) (element-type PantauEntry) */
GPtrArray *pantau_journal_read (PantauJournal *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Writes the file anew, without the bodies of the entries of which @is_erased (by their id in hex) says TRUE; their lines stay. Atomic.
 */
typedef gboolean (*PantauJournalAsk) (const char *id, gpointer data);
gboolean pantau_journal_blank (PantauJournal *self,
                               PantauJournalAsk is_erased,
                               gpointer data,
                               GError **error);

gboolean pantau_journal_is_empty (PantauJournal *self);

/* TRUE where opening found no journal, or one that is none, and began it. */
gboolean pantau_journal_is_new (PantauJournal *self);

G_END_DECLS
