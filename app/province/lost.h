/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "writer.h"

G_BEGIN_DECLS

/*
 * Table `lost`: files that came, and that are damaged or gone since. The province says no more that it holds them, asks whoever may bring them for them, and takes them
 * again as it did the first time.
 */

/* The most that one answer names, and the most rows that are looked at for it. */
#define PANTAU_LOST_LIMIT 500

/* The writer's, in its transaction: @hash is lost, unless it came again meanwhile; nothing of a file that never came. */
gboolean pantau_lost_note (PantauProvince *province, const char *hash, GError **error);
/* The same, as a job of its own. Any thread. */
void pantau_lost_submit (PantauProvince *province, PantauWriter *writer, const char *hash);
/* The writer's: @hash is here again, or is wanted no more. */
gboolean pantau_lost_forget (PantauDb *db, const char *hash, GError **error);

/* Whether any file that a line names is lost. FALSE only for trouble with the database. */
gboolean pantau_lost_any (PantauDb *db, gboolean *any, GError **error);

/*
 * The lost files behind @after ("" for the first) that @device may bring, by hash: added to @hashes (element-type utf8). @next takes where to go on, NULL where all were looked at. (transfer full)
 */
gboolean pantau_lost_list (PantauDb *db,
                           const PantauDevice *device,
                           const char *after,
                           GPtrArray *hashes,
                           char **next,
                           GError **error);

G_END_DECLS
