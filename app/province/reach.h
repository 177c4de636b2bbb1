/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/*
 * Whom news could concern at all, so that thousands who wait are not asked about each line. Texts are borrowed of the news, but for the regions.
 */
typedef struct
{
  GHashTable *regions; /* set: those of the lines, and all above them */
  GHashTable *devices; /* set: authors, and who created the records */
  GHashTable *persons; /* set: who created the records */
  gboolean everybody;
  gboolean rights; /* somebody was granted or revoked */
} PantauReach;

/* @news: of PantauNews; stays as long as @self is used. */
void pantau_reach_init (PantauReach *self, GPtrArray *news);
void pantau_reach_clear (PantauReach *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauReach, pantau_reach_clear)

/*
 * FALSE where none of the news can concern @device, which covers the region @scope. TRUE does not yet mean that it may read any: that is asked line by line
 * (pantau_lines_may_read()).
 */
gboolean pantau_reach_has (const PantauReach *self, const char *scope, const PantauDevice *device);

G_END_DECLS
