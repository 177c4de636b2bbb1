/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-check.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* The legal assessment of cases (kajian). One function for each verb, used by window and command line alike. */

#define PANTAU_REVIEW_MAX_FACTS    12000 /* characters */
#define PANTAU_REVIEW_MAX_ARTICLES 20
#define PANTAU_REVIEW_MAX_ARTICLE  300 /* characters */
#define PANTAU_REVIEW_MAX_ELEMENTS 30
#define PANTAU_REVIEW_MAX_ELEMENT  300
#define PANTAU_REVIEW_MAX_WHY      1000
#define PANTAU_REVIEW_MAX_SIGNER   200
#define PANTAU_REVIEW_MAX_NUMBER   120
#define PANTAU_REVIEW_MAX_PAPER    (20 * 1024 * 1024) /* bytes */

/*
 * Writes down a review. @given has the members of review.add, as people and programs give them:
 *
 *   stage       code or name of the list `review_stage`
 *   conclusion  code or name of the list `review_conclusion`
 *   signer      office and name, as the paper bears them
 *   date        (optional) YYYY-MM-DD, not after today; without it, today
 *   number      (optional) of the paper
 *   facts       what was found
 *   articles    array of texts, or of objects {`article`} as the rows of a list are
 *   elements    array of {`element`, `met` (true or false), `why` (optional)}
 *   paper       (optional) absolute path of the paper itself, a PDF, which is copied into the home
 *
 * Facts are asked of every review, articles and elements of a full one; but of none that brings the paper itself.
 *
 * @entry (nullable) takes the id of the new entry: (transfer full). Returns TRUE once it is durable. FALSE with all faults in @faults, or with
 * an error: PANTAU_ERROR_NOT_FOUND, _REFUSED where this person may not, _INVALID for a kind that is not reviewed, or whatever
 * writing gives. The line is closed even where the record is open: it assesses people.
 */
gboolean pantau_edit_review (PantauHome *home,
                             const char *record,
                             JsonObject *given,
                             char **entry,
                             GPtrArray *faults,
                             GError **error);

/* Whether this person may review this record: FALSE with PANTAU_ERROR_NOT_FOUND, _REFUSED or _INVALID. */
gboolean pantau_edit_may_review (PantauHome *home, const char *record, GError **error);

/* The same checks without writing or reading the paper. NULL with faults. (transfer full): the body, but for `blobs` */
JsonObject *pantau_check_review (PantauReference *reference,
                                 JsonObject *given,
                                 gint64 now,
                                 GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
