/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* Codes of the list `review_stage`, which the program itself knows. For ever. */
#define PANTAU_REVIEW_FIRST "awal"  /* kajian awal: is it to be registered? */
#define PANTAU_REVIEW_FULL  "penuh" /* kajian: what agencies ask for before they take a case */

/* One element of an article, and whether what happened meets it. */
typedef struct
{
  char *element;
  gboolean is_met;
  char *why; /* (nullable) */
} PantauReviewElement;

/*
 * The legal assessment of a case (kajian): one review.add. Texts are as they were written: clean them before showing.
 *
 * Each names as its base the reviews of the same stage that were current when it was written, and replaces them. Of people
 * who reviewed without knowing of each other both are current.
 */
typedef struct
{
  char *entry;         /* id in hex */
  char *stage;         /* code of the list `review_stage` */
  char *facts;         /* (nullable): what was found */
  GStrv articles;      /* which articles come into question; perhaps empty */
  GPtrArray *elements; /* of PantauReviewElement; perhaps empty */
  char *conclusion;    /* code of the list `review_conclusion` */
  char *signer;        /* office and name, as the paper bears them */
  char *date;          /* YYYY-MM-DD, as the paper bears it */
  char *number;        /* (nullable): of the paper */
  GStrv blobs;         /* SHA-256 of the paper itself (PDF); perhaps empty */
  char *device;
  char *author;        /* (nullable): who wrote it down, where the grant is here */
  gboolean is_current; /* no other one of its stage knew of it and replaced it */
} PantauReview;

void pantau_review_free (PantauReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReview, pantau_review_free)

/*
 * The reviews of a record (with its timeline), oldest first. What is in quarantine is left out, and what a field monitor may not read is not
 * here. (transfer full): of PantauReview
 */
GPtrArray *pantau_reviews_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a record by its UUID. NULL with PANTAU_ERROR_NOT_FOUND. (transfer full): of PantauReview */
GPtrArray *pantau_store_reviews (PantauStore *self,
                                 const char *record,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The current review of @stage among @reviews; of several the one with the latest date on its paper, and of these the one whose entry sorts last: the
 * same in every home. (transfer none) (nullable)
 */
const PantauReview *pantau_reviews_newest (GPtrArray *reviews, const char *stage);

/* The ids of those of @stage that are current: what the next one replaces. (transfer full): strv, perhaps empty */
GStrv pantau_reviews_current (GPtrArray *reviews, const char *stage) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE for a kind that is handled as a violation, so that its records are reviewed: its statuses know the step `kajian`. */
gboolean pantau_review_is_for (PantauReference *reference, const char *kind);

G_END_DECLS
