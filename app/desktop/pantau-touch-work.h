/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"
#include "pantau-touch.h"

G_BEGIN_DECLS

/* What leaves the program, and that it does. Texts are copied. */
typedef struct
{
  const char *record;
  PantauTouchWhat what;
  const char *const *targets; /* hashes; of a bundle none: it has all that are here */
  const char *to;             /* (nullable) */
  const char *note;           /* (nullable) */
  const char *path;           /* (nullable): where a copy, or a bundle, is to be */
  gboolean is_bundle;
  gboolean is_untold; /* no line: this person may read the record and not write about it */
} PantauTouchOrders;

/*
 * Writes that it is done, and then does it: a copy of the one target to the path, or the bundle of the record. Lines go by the writing thread, bytes by that of the
 * errands. "changed" is emitted in either case.
 */
void pantau_touch_work (PantauSession *session,
                        const PantauTouchOrders *orders,
                        GAsyncReadyCallback callback,
                        gpointer data);
/* FALSE with an error of pantau_custody_touch(), pantau_evidence_save() or pantau_dossier_export(). */
gboolean pantau_touch_work_finish (PantauSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
