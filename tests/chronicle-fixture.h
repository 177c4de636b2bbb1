/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

/* Lines of several devices over two weeks, as chance has it: records of all kinds and what became of them, each with its own time. */
typedef struct
{
  GRand *rand;
  GPtrArray *all;     /* of PantauEntry, as they were written */
  GPtrArray *records; /* of char *: their UUIDs */
  gint64 end;         /* Unix seconds: nothing was written after it */
} Chronicle;

/*
 * @records of them. @acts: 0 what leaves the past as it was known then (steps, verdicts on claims, treatments), 1 everything: also changes of what
 * records say, mistakes, moves, links, and lines that the province put into quarantine.
 */
Chronicle *
chronicle_new (GRand *rand, guint records, gboolean everything) G_GNUC_WARN_UNUSED_RESULT;
void chronicle_free (Chronicle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chronicle, chronicle_free)

/* Stores and takes in those written before @until (0: all), in the order of @order (nullable: a permutation of their numbers), @portion at a time (0: all at once). */
void chronicle_take (Chronicle *self, Desk *desk, gint64 until, const guint *order, guint portion);

/* A permutation of the numbers of all lines. (transfer full) */
guint *chronicle_shuffle (Chronicle *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
