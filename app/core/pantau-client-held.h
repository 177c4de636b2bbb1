/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-held.h"

G_BEGIN_DECLS

/*
 * What the province holds of this device's own lines: all figures, and the lines behind @after (nullable: from the first), @limit of them, 0 to
 * PANTAU_HELD_LIMIT. Errors of PantauClient; _NOT_FOUND where the province is too old to be asked. (transfer full)
 */
PantauHeld *pantau_client_held (PantauClient *self,
                                const PantauHeldEntry *after,
                                guint limit,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with files: those behind @after (nullable), by their hash. (transfer full) */
PantauHeld *pantau_client_held_files (PantauClient *self,
                                      const char *after,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The files that the province lost and that this device may bring, in `wanted`: those behind @after (nullable), of which `wanted_next` leads on. A province that is too old
 * to know of them names none. (transfer full)
 */
PantauHeld *pantau_client_held_wanted (PantauClient *self,
                                       const char *after,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
