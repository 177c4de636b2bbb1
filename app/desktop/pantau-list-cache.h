/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"

G_BEGIN_DECLS

/*
 * Snapshots of records by their number (entry.n), at most @size of them: what was not asked for longest goes first. For one thread.
 */
typedef struct _PantauListCache PantauListCache;

PantauListCache *pantau_list_cache_new (guint size) G_GNUC_WARN_UNUSED_RESULT;
void pantau_list_cache_free (PantauListCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauListCache, pantau_list_cache_free)

/* @record NULL: it was read, and there is none. */
void pantau_list_cache_put (PantauListCache *self, guint32 n, PantauRecord *record);
/* FALSE where nothing is known of @n. @record (out, transfer none, nullable) */
gboolean pantau_list_cache_get (PantauListCache *self, guint32 n, PantauRecord **record);
void pantau_list_cache_clear (PantauListCache *self);

G_END_DECLS
