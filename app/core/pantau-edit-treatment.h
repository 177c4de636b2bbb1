/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-check.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* What is done about a record, who does it and by when. */

#define PANTAU_TREATMENT_MAX_TEXT   2000
#define PANTAU_TREATMENT_MAX_PERSON 120

/*
 * Adds a treatment to a record. @given has the members of treatment.add:
 *
 *   what    code or name of the list `treatment`
 *   text    what exactly; optional but for `lain`
 *   person  (optional) who does it: an office or a duty post, not a private person
 *   due     (optional) a time as of pantau_check_time(), not in the past; of a day alone, its end
 *   aid     (optional) {code of the list `aid`: how many}
 *
 * @entry (nullable) takes the id of the new entry: (transfer full). Returns TRUE once it is durable. FALSE with all faults in @faults, or with
 * an error: PANTAU_ERROR_NOT_FOUND, _REFUSED where this person may not, or whatever writing gives.
 */
gboolean pantau_edit_treatment (PantauHome *home,
                                const char *record,
                                JsonObject *given,
                                char **entry,
                                GPtrArray *faults,
                                GError **error);

/*
 * Says how a treatment went on. @treatment: id of the treatment.add, of the same record; else PANTAU_ERROR_NOT_FOUND. @given: `state`, code or name of the list
 * `treatment_state`; `text`, optional but for what is cancelled or stays in its state; (optional) `when`, without it now. It
 * replaces the steps that are current. The rest as above.
 */
gboolean pantau_edit_treatment_step (PantauHome *home,
                                     const char *record,
                                     const char *treatment,
                                     JsonObject *given,
                                     char **entry,
                                     GPtrArray *faults,
                                     GError **error);

/* Whether this person may: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_treat (PantauHome *home, const char *record, GError **error);

/* The same checks without writing, for a dialog while one types. NULL with faults. (transfer full): the body */
JsonObject *pantau_check_treatment (PantauReference *reference,
                                    JsonObject *given,
                                    gint64 now,
                                    GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/* @present (nullable): the treatment's state; NULL where people differ about it. */
JsonObject *pantau_check_treatment_step (PantauReference *reference,
                                         JsonObject *given,
                                         const char *present,
                                         gint64 now,
                                         GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
