/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-due.h"
#include "pantau-release.h"

G_BEGIN_DECLS

/* Which releases a list shows. NULL, 0 or FALSE for no limit. */
typedef struct
{
  const char *region; /* this region and all below */
  const char *kind;
  const char *record; /* UUID: of this one alone */
  gboolean all;       /* those that were replaced too */
  guint limit;        /* of releases */
} PantauReleaseFilter;

/*
 * All that this home knows by releases, whether or not it has the records: at Pemprov it has none of them. The record whose newest forwarding is the
 * latest comes first; of each record what is current comes first, then the latest. (transfer full): of PantauRelease
 */
GPtrArray *pantau_store_releases (PantauStore *self,
                                  const PantauReleaseFilter *filter,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many releases are current, and of how many the reply is overdue at @now (Unix seconds), regardless of the filter's limit. */
gboolean pantau_store_count_releases (PantauStore *self,
                                      const PantauReleaseFilter *filter,
                                      gint64 now,
                                      gint64 *count,
                                      gint64 *overdue,
                                      GError **error);

/*
 * Pemprov's own duty: replies that are due on cases whose summaries it was given, while it has no record of them. In the home of any other role there are
 * none: there the forwarding itself waits. (transfer full): of PantauRelease, the earliest first
 */
GPtrArray *pantau_store_releases_due (PantauStore *self,
                                      const PantauDueFilter *filter,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean pantau_store_count_releases_due (PantauStore *self,
                                          const PantauDueFilter *filter,
                                          gint64 *count,
                                          GError **error);

G_END_DECLS
