/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Records a risk for each "no" in the checklist of the activity @id that has opened none yet (pantau_checklist_shortfalls()), each with a link
 * `same-event` to the activity, all in one transaction: doing it again records nothing new. @warning (nullable) as of pantau_edit_create().
 *
 * Returns: (transfer full): the UUIDs of what was recorded, in the order of the form, perhaps empty. NULL with PANTAU_ERROR_NOT_FOUND where there is no
 * such record, PANTAU_ERROR_INVALID where it is no activity with a checklist.
 */
GStrv pantau_edit_open_risks (PantauHome *home, const char *id, char **warning, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
