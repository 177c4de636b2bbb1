/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-check.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* Handing records to agencies, and their answers. One function for each verb, used by window and command line alike. */

/* Characters that a letter's number and whoever was reached may have. */
#define PANTAU_FORWARD_MAX_LETTER 120
#define PANTAU_FORWARD_MAX_PERSON 120
#define PANTAU_FORWARD_MAX_NOTE   2000
#define PANTAU_FORWARD_MAX_COPIES 20

/*
 * Hands a record to an agency. @given has the members of forward.add, as people and programs give them:
 *
 *   agency     code of an agency that takes records at `when`
 *   channel    code or name of the list `forward_channel`
 *   person     (optional) who was reached: an office or a duty post, not a private person
 *   copies     (optional) array of agencies' codes
 *   letter     (optional) number of a letter
 *   when       (optional) a time as of pantau_check_time(); without it, now
 *   reply_due  (optional) likewise, later than `when`; of a day alone, its end
 *   note       (optional)
 *
 * @entry (nullable) takes the id of the new entry: (transfer full). Returns TRUE once it is durable. FALSE with all faults in @faults, or with
 * an error: PANTAU_ERROR_NOT_FOUND, _REFUSED where this person may not, or whatever writing gives.
 */
gboolean pantau_edit_forward (PantauHome *home,
                              const char *record,
                              JsonObject *given,
                              char **entry,
                              GPtrArray *faults,
                              GError **error);

/*
 * Writes down what an agency answered. @forward: id of the forward.add, of the same record; else PANTAU_ERROR_NOT_FOUND. @given: `text`; (optional) `person`, as
 * above; (optional) `when`, not before the forwarding. The rest as above.
 */
gboolean pantau_edit_forward_reply (PantauHome *home,
                                    const char *record,
                                    const char *forward,
                                    JsonObject *given,
                                    char **entry,
                                    GPtrArray *faults,
                                    GError **error);

/*
 * A sentence of warning where a case of @kind would go to @agency (nullable: whichever takes it) without a full review: agencies have returned
 * such cases. NULL where there is nothing to warn of. It hinders nobody, but the line tells of it (`without_review`). @reviews: of PantauReview. (transfer
 * full) (nullable)
 */
char *pantau_forward_warning (PantauReference *reference,
                              const char *kind,
                              GPtrArray *reviews,
                              const char *agency) G_GNUC_WARN_UNUSED_RESULT;

/* Whether this person may: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_forward (PantauHome *home, const char *record, GError **error);

/* The same checks without writing, for a dialog while one types. NULL with faults. (transfer full): the body */
JsonObject *pantau_check_forward (PantauReference *reference,
                                  JsonObject *given,
                                  gint64 now,
                                  GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/* @forwarded: when it was forwarded, in Unix seconds. */
JsonObject *pantau_check_reply (PantauReference *reference,
                                JsonObject *given,
                                gint64 forwarded,
                                gint64 now,
                                GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
