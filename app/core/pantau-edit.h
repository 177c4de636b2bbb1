/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * What a person does to records, as entries: one function for each verb, used by window and command line alike. Each returns
 * after its entry is durable.
 */

/*
 * Records @body (as pantau_check_record() gives it). @warning (nullable) takes a sentence where the province will put the record into quarantine (outside the person's
 * region, say): it is kept all the same. Returns: (transfer full): the record's UUID.
 */
char *pantau_edit_create (PantauHome *home,
                          const char *kind,
                          const char *region,
                          gboolean is_open,
                          JsonObject *body,
                          char **warning,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Sets fields of a record: @values is {name: value}, checked by pantau_check_field(). The values that are shown now
 * are what it replaces. PANTAU_ERROR_REFUSED where this person may not change the record.
 */
gboolean pantau_edit_set (PantauHome *home, const char *record, JsonObject *values, GError **error);

/*
 * Takes a step of status. PANTAU_ERROR_INVALID names the steps that are allowed where this one is not; _REFUSED where
 * the person may not.
 */
gboolean pantau_edit_status (
    PantauHome *home, const char *record, const char *status, const char *reason, GError **error);

G_END_DECLS
