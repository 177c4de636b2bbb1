/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* A directory with a home in it: `g_auto (Place) place = place_new ();`. */
typedef struct
{
  char *dir;
  char *path;
} Place;

Place place_new (void);
void place_clear (Place *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* The path of a file of the home. (transfer full) */
char *place_file (const Place *place, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the home to write. */
PantauHome *place_open (const Place *place) G_GNUC_WARN_UNUSED_RESULT;

/* How many files of the home begin with @prefix. */
guint place_count_files (const Place *place, const char *prefix);

/*
 * Records one event with a narrative of @size bytes. Returns: (transfer full) (nullable): its UUID
 * where the home says that it is saved, NULL with an error where it does not.
 */
char *home_try_record (PantauHome *home, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *home_try_record_in (PantauHome *home, const char *region, gsize size, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The same with a short narrative, which must succeed; in another region; and @n of them. */
char *home_record (PantauHome *home) G_GNUC_WARN_UNUSED_RESULT;
char *home_record_in (PantauHome *home, const char *region) G_GNUC_WARN_UNUSED_RESULT;
void home_record_many (PantauHome *home, guint n);
void home_record_many_in (PantauHome *home, const char *region, guint n);

/* Entries in the ledger. */
gint64 home_count (PantauHome *home);
/* Whether the record @id is shown. */
gboolean home_has_record (PantauHome *home, const char *id);
/* What verifying the ledger and checking its file find wrong. */
guint home_count_faults (PantauHome *home);

/* All @n entries of the device are here, each following the one before it, and so does the next. */
void home_assert_chain (PantauHome *home, gint64 n);

/*
 * Overwrites @length bytes at @offset, as a dying disk would: outside SQLite, with nobody looking.
 */
void file_overwrite (const char *path, gsize offset, const void *bytes, gsize length);
/* Spoils the header of the database @db, so that it is none. */
void file_zero_header (const char *db);
/* Its size in bytes; it must be there. */
gsize file_size (const char *path);

G_END_DECLS
