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
 * are what it replaces. PANTAU_ERROR_REFUSED where this person may not change the record, PANTAU_ERROR_INVALID where the values
 * break a rule together with those that stay (pantau_check_change() tells which, field by field).
 */
gboolean pantau_edit_set (PantauHome *home, const char *record, JsonObject *values, GError **error);

/*
 * All that pantau_edit_set() would refuse @values for, but for who may: pantau_check_change(), and where a case comes from by the table of
 * changes (pantau-origin.h). @record with its values and its timeline. TRUE, or faults in @faults.
 */
gboolean
pantau_edit_check (PantauHome *home, PantauRecord *record, JsonObject *values, GPtrArray *faults);

/* The parts of the reporter's identity that are sealed, of all envelopes that are current. @record with its timeline. (transfer full) */
GStrv pantau_edit_reporter_has (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Takes a step of status. PANTAU_ERROR_INVALID names the steps that are allowed where this one is not, or all that the record lacks for it;
 * _REFUSED where the person may not.
 */
gboolean pantau_edit_status (
    PantauHome *home, const char *record, const char *status, const char *reason, GError **error);

/*
 * The statuses to which this person may take a record from where it is, in the order of the kind's table; where people
 * differ, the statuses among which one may be chosen too. Perhaps empty, as it is for a kind of a newer program.
 * (transfer full): NULL with PANTAU_ERROR_NOT_FOUND where there is no such record.
 */
GStrv
pantau_edit_steps (PantauHome *home, const char *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What @record (with its values) lacks for the status @status, in the program's language: names of fields, or sentences. Perhaps empty.
 * (transfer full)
 */
GStrv pantau_edit_step_lacks (PantauReference *reference,
                              PantauRecord *record,
                              const char *status) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether pantau_edit_set() would take a change of this record by this person. FALSE with why not: PANTAU_ERROR_NOT_FOUND for one that is
 * not here, else PANTAU_ERROR_REFUSED.
 */
gboolean pantau_edit_may_set (PantauHome *home, const char *record, GError **error);

/*
 * Adds a note to a record. @text is cleaned as pantau_check_note() does, whose errors it gives; PANTAU_ERROR_REFUSED where this
 * person may not.
 */
gboolean pantau_edit_note (PantauHome *home, const char *record, const char *text, GError **error);

/*
 * Moves a record to another region (record.move): it takes along what it holds, and where people gave different answers the difference stays. That
 * @region is one of several in which people put it settles that. PANTAU_ERROR_INVALID for an unknown region or the one it is in already,
 * _REFUSED where this person may not: a desk moves what is or was in its region.
 */
gboolean
pantau_edit_move (PantauHome *home, const char *record, const char *region, GError **error);

/* Whether pantau_edit_move() would take it. FALSE as pantau_edit_may_set(). */
gboolean pantau_edit_may_move (PantauHome *home, const char *record, GError **error);

/* Whether this person may write an entry of @type about a record: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean
pantau_edit_may_write (PantauHome *home, const char *record, const char *type, GError **error);

G_END_DECLS
