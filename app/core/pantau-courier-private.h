/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read and write courier files, cards and journals. */

#pragma once

#include "pantau-card.h"
#include "pantau-courier.h"

G_BEGIN_DECLS

/* The id of this home's own key in headers of parcels: for those who have the database alone. */
#define PANTAU_SETTING_COURIER_KEY "courier-key"

/* Opens an ordinary file that is no link; whatever else is at @path is not waited for. -1 with an error. @size nullable */
int pantau_courier_open_fd (const char *path, goffset *size, GError **error);

/* A stream that closes @fd. (transfer full) */
GInputStream *pantau_courier_stream_new (int fd);

/* The first line of a courier file, without its LF. PANTAU_ERROR_MALFORMED, _NEWER. */
gboolean
pantau_courier_read_head (const char *line, gsize length, PantauCourierHead *head, GError **error);

/* Empty but for the file's name. */
void pantau_courier_summary_begin (PantauCourierSummary *self, const char *path);
/* Its counts, as they are kept and as programs read them. (transfer full) */
JsonObject *pantau_courier_summary_object (const PantauCourierSummary *self);
/* Adds a sentence, once. */
void pantau_courier_say (PantauCourierSummary *summary, const char *sentence);

/* pantau-courier-author.c: so many new lines of @device; then, at the end, their names. */
void pantau_courier_count_author (PantauCourierSummary *summary, const char *device, guint lines);
void pantau_courier_name_authors (PantauCourierSummary *summary, PantauHome *home);
void pantau_courier_author_free (gpointer data);

/* Notes in table `courier` that the summary's file was made or read. */
gboolean pantau_courier_log (PantauHome *home,
                             gboolean is_made,
                             const PantauCourierSummary *summary,
                             GError **error);

/* Before anything is read or written: projections are up to date, and the database knows this home's key. */
gboolean pantau_courier_prepare (PantauHome *home, GError **error);

/* The newest grant of @device that is here; NULL with PANTAU_ERROR_NOT_ENROLLED. (transfer full) */
PantauEntry *pantau_courier_get_grant (PantauHome *home, const char *device, GError **error);

/*
 * May whoever has @person's grant read @entry? By the line itself, the province's verdict on it, and who created its record: @creator (nullable) and his
 * code, or where it is NULL what is known here.
 */
gboolean pantau_courier_may_read (PantauHome *home,
                                  const PantauPerson *person,
                                  const PantauEntry *entry,
                                  const char *creator,
                                  const char *creator_code,
                                  gboolean *may,
                                  GError **error);

/* zstd of the lines: a payload. (transfer full) (@entries: element-type PantauEntry) */
GBytes *pantau_courier_pack (GPtrArray *entries);

G_END_DECLS
