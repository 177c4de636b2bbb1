/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-deadline.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* Which of the clocks that have not ended; a day is a day in WIB. Append only. */
typedef enum
{
  PANTAU_CLOCKS_ALL,     /* overdue ones too; the earliest first */
  PANTAU_CLOCKS_OVERDUE, /* due before now; what was missed last comes first */
  PANTAU_CLOCKS_TODAY,   /* due from now until the end of the day; the earliest first */
  PANTAU_CLOCKS_SOON,    /* due within @days after today; the earliest first */
} PantauClocksWhich;

/* What pantau_store_clocks_due() is asked for. Zero or NULL where nothing is said. */
typedef struct
{
  PantauClocksWhich which;
  gint64 now;         /* the corrected time, pantau_home_clock(); needed */
  guint days;         /* of PANTAU_CLOCKS_SOON; 0: 7 */
  const char *region; /* this region and all below */
  const char *kind;
  const char *rule;
  guint limit;  /* 0: all */
  guint offset; /* so many are left out */
} PantauClockQuery;

/* A clock and the record it is of. */
typedef struct
{
  PantauClock *clock;
  char *record; /* UUID */
  guint32 n;    /* as of pantau_store_find() */
  char *kind;
  char *region;
  char *title;
  char *status;
} PantauDue;

void pantau_due_free (PantauDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDue, pantau_due_free)

/* Clocks that have not ended. Records in quarantine have none. (transfer full) (element-type PantauDue) */
GPtrArray *pantau_store_clocks_due (PantauStore *self,
                                    const PantauClockQuery *query,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many of each there are. */
typedef struct
{
  gint64 overdue;
  gint64 today;
  gint64 soon; /* within the next @days after today */
} PantauClockCounts;

/* @region (nullable), @days as of PantauClockQuery. */
gboolean pantau_store_clocks_count (PantauStore *self,
                                    const char *region,
                                    gint64 now,
                                    guint days,
                                    PantauClockCounts *counts,
                                    GError **error);

/*
 * All clocks of one record, ended ones too, in the order of the rules; none for one that is not here. (transfer full)
 * (element-type PantauClock)
 */
GPtrArray *pantau_store_clocks_of (PantauStore *self,
                                   const char *record,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
