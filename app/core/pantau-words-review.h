/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-release.h"
#include "pantau-review.h"

G_BEGIN_DECLS

/* Reviews and releases as people read them, clean and in the program's language. All (transfer full). */

/* "Kajian awal no. 12/PM, 14 February 2024" */
char *pantau_words_review_title (PantauReference *reference,
                                 const PantauReview *review) G_GNUC_WARN_UNUSED_RESULT;

/* What it comes to: a choice of `review_conclusion` by its name. */
char *pantau_words_review_conclusion (PantauReference *reference,
                                      const PantauReview *review) G_GNUC_WARN_UNUSED_RESULT;

/* "Met: …" or "Not met: …", with the reason behind it where there is one. */
char *pantau_words_review_element (const PantauReviewElement *element) G_GNUC_WARN_UNUSED_RESULT;

/* All of it but title and conclusion, in lines: who signed, facts, articles, elements, the paper. */
char *pantau_words_review_details (const PantauReview *review) G_GNUC_WARN_UNUSED_RESULT;

/* "BKN, letter 12/PM, 14 February 2024, 16:30": to whom it was forwarded, and how. */
char *pantau_words_release_way (PantauReference *reference,
                                const PantauRelease *release) G_GNUC_WARN_UNUSED_RESULT;

/* "Answered", "Answer overdue since …", "Answer expected by …", "No answer is awaited" */
char *pantau_words_release_state (const PantauRelease *release,
                                  gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/* The summary, and what was answered, in lines; of a hoax its label before them. */
char *pantau_words_release_text (const PantauRelease *release) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
