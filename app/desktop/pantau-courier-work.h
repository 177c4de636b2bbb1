/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-courier.h"
#include "pantau-session.h"

G_BEGIN_DECLS

typedef enum
{
  PANTAU_COURIER_JOB_WRITE,
  PANTAU_COURIER_JOB_READ,
  PANTAU_COURIER_JOB_CARD,   /* writes this laptop's card */
  PANTAU_COURIER_JOB_ENROLL, /* asks the province for a grant, by a file */
} PantauCourierJob;

/* With what a home enrols by a file, as of pantau_courier_enroll(). */
typedef struct
{
  const char *server;
  const char *code;
  const char *recovery; /* (nullable) */
  gboolean may_practice;
} PantauCourierJoin;

/* What is to be done. Borrowed texts. */
typedef struct
{
  PantauCourierJob job;
  const char *const
      *paths; /* WRITE, CARD: one, which is replaced; READ: any number, in their order */
  gboolean no_files;
  gboolean all;
  const char *const *cards;      /* (nullable) */
  const PantauCourierJoin *join; /* ENROLL */
} PantauCourierOrder;

/*
 * A courier file that is written or read in a thread of the session (pantau-courier.h), which closing the session ends.
 */
typedef struct _PantauCourierWork PantauCourierWork;

/* Both in the main loop. @total 0: not known. */
typedef void (*PantauCourierGoesOn) (goffset done, goffset total, gpointer data);
/*
 * Once, unless the work is freed before: @summaries (of PantauCourierSummary *, borrowed) of each file so far, and @error (nullable) of the one that
 * failed, G_IO_ERROR_CANCELLED where it was stopped.
 */
typedef void (*PantauCourierEnded) (GPtrArray *summaries, const GError *error, gpointer data);

PantauCourierWork *pantau_courier_work_new (PantauSession *session,
                                            const PantauCourierOrder *order,
                                            PantauCourierGoesOn goes_on,
                                            PantauCourierEnded ended,
                                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Ends it after the parcel that is being read or written; of a file that was begun nothing stays under its name. */
void pantau_courier_work_stop (PantauCourierWork *self);

/* The same, and tells nobody any more. */
void pantau_courier_work_free (PantauCourierWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourierWork, pantau_courier_work_free)

G_END_DECLS
