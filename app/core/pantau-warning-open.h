/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warnings.h"

G_BEGIN_DECLS

/*
 * Records a risk in each of @kecamatan (codes) for the warning @name (as of pantau_warnings_get()): its hazard by peringatan.json, phase “possible”, what
 * the warning says as the narrative, the agency and its number in the field PANTAU_WARNING_FIELD. How bad it is is left to a person. Where one was opened for this
 * warning, or for one that it updates, none is opened again. All in one commit. @quarantine (nullable) as of pantau_edit_create().
 *
 * Returns: (transfer full): the UUIDs of what was recorded, perhaps none. NULL with PANTAU_ERROR_NOT_FOUND; PANTAU_ERROR_INVALID for a code that the
 * warning does not hit, or a warning that does not stand at @now: an exercise, one that is over.
 */
GStrv pantau_warning_open_risks (PantauHome *home,
                                 PantauWarningMatcher *matcher,
                                 const char *name,
                                 const char *const *kecamatan,
                                 gint64 now,
                                 char **quarantine,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The record that would be made in @kecamatan, as pantau_check_record() takes it: for a preview. (transfer full)
 */
JsonObject *pantau_warning_draft (PantauReference *reference,
                                  const PantauWarning *warning,
                                  const char *kecamatan,
                                  gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
