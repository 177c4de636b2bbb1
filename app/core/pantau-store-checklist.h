/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * Which records the activity @id opened: the question that did → the record's UUID. A record says it by its field `checklist_item` and a link
 * `same-event` to the activity; one that was withdrawn since still says so. (transfer full): NULL on errors
 */
GHashTable *pantau_store_opened_by (PantauStore *self,
                                    const char *id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
