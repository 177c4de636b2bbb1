/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantau-notice.c goes through what came and remembers what was told, pantau-notice-find.c finds what a condition asks for, pantau-notice-over.c what is so no more. */

#pragma once

#include "pantau-notice.h"

G_BEGIN_DECLS

/* What happened longer ago is no news, whenever it comes: seconds. */
#define PANTAU_NOTICE_FRESH (2 * 24 * 60 * 60)

/* What is asked about. Borrowed. */
typedef struct
{
  PantauHome *home;
  const PantauNoticeRules *rules;
  gint64 now;
  gint64 after;        /* lines that came after this one, entry.n */
  gint64 last;         /* and until this one */
  gboolean is_pemprov; /* open risks and hoaxes alone */
  const char *
      subject; /* (nullable): this record, or the claim that it is of, alone, whenever its lines came */
} PantauNoticeScope;

/* A record or a claim that a condition asks for. */
typedef struct
{
  char *id; /* UUID of the record, or of the claim's root */
  char *kind;
  char *region; /* of a record: its region */
  int severity;
  gboolean is_open; /* of a claim: all of its records are */
  char *hazard;     /* (nullable): of a risk, in words */
  GPtrArray *areas; /* (nullable): of a claim: codes of where it was seen in that hour, sorted */
} PantauNoticeHit;

/* Names of conditions in table `told`, and of notices: append only. */
#define PANTAU_TOLD_SEVERE "severe"
#define PANTAU_TOLD_SPREAD "spread"
#define PANTAU_TOLD_DUE    "due" /* not in the table: its day is a setting */

/* Who records nothing and reads nothing is told nothing. FALSE with an error where nobody knows. */
gboolean pantau_notice_reads_records (PantauHome *home, gboolean *is_pemprov, GError **error);

void pantau_notice_hit_free (PantauNoticeHit *self);

/* Neither looks at what was told. (transfer full): of PantauNoticeHit, in the order in which they came */
GPtrArray *pantau_notice_find_severe (const PantauNoticeScope *scope,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *pantau_notice_find_spread (const PantauNoticeScope *scope,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How much is due from now until the end of the day, and how much is overdue. */
gboolean pantau_notice_count_due (const PantauNoticeScope *scope,
                                  gint64 *today,
                                  gint64 *overdue,
                                  GError **error);

G_END_DECLS
