/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/*
 * Files that no line names: what is left where a crash came between a file and its line's erasure, or lines were lost. They go, but
 * only 30 days after they were first found so: a province that was restored from a copy gets its lines back from the homes, and must
 * still have their files then. A file that a line names never goes.
 */

/* Days. */
#define PANTAU_ORPHANS_PATIENCE 30

typedef struct
{
  char *hash;
  goffset size;
  gint64 since;    /* Unix seconds: when it was first found so */
  gboolean is_due; /* it has been so for long enough */
  gboolean is_removed;
} PantauOrphan;

void pantau_orphan_free (PantauOrphan *self);

/*
 * What looks like one: no line names it by table `named`, and no body holds its name. Reads all bodies where there is any. Any thread.
 * (transfer full) (element-type PantauOrphan)
 */
GPtrArray *
pantau_orphans_find (PantauDb *db, PantauBlobs *blobs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * In the writer's thread, inside a transaction: fills in the rest of @found. Unless @is_dry those that are new are noted, those that are
 * no more are forgotten, and those that are due are removed: here alone no line can come between.
 */
gboolean
pantau_orphans_settle (PantauProvince *province, GPtrArray *found, gboolean is_dry, GError **error);

G_END_DECLS
