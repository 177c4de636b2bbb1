/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/*
 * The judge of tests that break things: what was attempted, what was said of it, what is found afterwards. What was said to be saved, sent or
 * received and is not there is lost; what is there more than once is duplicated. It asks the tables and believes no program.
 */
typedef struct _Checker Checker;

Checker *checker_new (void) G_GNUC_WARN_UNUSED_RESULT;
void checker_free (Checker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Checker, checker_free)

/* Somebody began to record @n records more. */
void checker_attempt (Checker *self, guint n);
/* A home said that the record (a UUID) is saved. */
void checker_saved (Checker *self, const char *record);

/*
 * What is there once it is over. Each home whose records are judged, and the province, once each; nobody writes meanwhile. A home's own lines are
 * those of the device that @db has a device.join of, all where it has none.
 */
void checker_look_home (Checker *self, PantauDb *db);
void checker_look_province (Checker *self, PantauDb *db);
/* Somebody who may read all records of the homes above, and has synced since: has it what the province has of them? */
void checker_look_reader (Checker *self, PantauDb *db);
/* Forgets what was found, for the next time; what was promised stays so. */
void checker_look_anew (Checker *self);
/* The homes have synced to their end: all that they wrote must be at the province, not only what it acknowledged. */
void checker_expect_all (Checker *self);

typedef struct
{
  guint attempted;   /* records begun */
  guint saved;       /* of those: said to be saved */
  guint received;    /* lines that receipts cover */
  guint at_home;     /* own lines found in the homes */
  guint at_province; /* lines found there */
  guint
      lost; /* saved and not in a home; received and not there, or under another number; neither waiting nor received; without a body */
  guint unread;     /* at the province and not with the reader */
  guint duplicated; /* one number of a device, one record, one place in the ledger: twice */
  guint gaps;       /* numbers that are missing in a device's chain or in the province's ledger */
} CheckerFound;

/* Says the figures, and what the first faults are. */
CheckerFound checker_judge (Checker *self);
/* The same, and asserts that nothing is lost, unread, duplicated or missing, and that something was saved or received at all. */
CheckerFound checker_assert (Checker *self);

G_END_DECLS
