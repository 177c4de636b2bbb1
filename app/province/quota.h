/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "writer.h"

G_BEGIN_DECLS

/*
 * How much each device brings on one day (WIB), counted by the bytes of files that came, whatever became of them. What a body
 * may bring is set apart before its first byte, so bodies that come at once get no more than one after another would. Main thread only.
 *
 * The counts are in table `taken`, a little later than here: a province that is killed forgets those of the last half minute.
 */
typedef struct _PantauQuota PantauQuota;

/* Borrows both, which must outlive it. */
PantauQuota *pantau_quota_new (PantauProvince *province,
                               PantauWriter *writer,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_quota_free (PantauQuota *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauQuota, pantau_quota_free)

/* What @device may still bring today; G_MAXINT64 where it is not counted. */
gint64 pantau_quota_get_left (PantauQuota *self, const char *device);

/* Sets @bytes apart. FALSE, and nothing is done, where so much is not left. */
gboolean pantau_quota_reserve (PantauQuota *self, const char *device, gint64 bytes);
/* Of @reserved bytes that were set apart @came came; the others may be brought by somebody else of the device. */
void pantau_quota_settle (PantauQuota *self, const char *device, gint64 reserved, gint64 came);

/* Seconds until the next day begins, 1 at least. */
gint64 pantau_quota_get_wait (void);

/* Has the writer note what it does not know yet; also does so by itself twice a minute. */
void pantau_quota_flush (PantauQuota *self);

G_END_DECLS
