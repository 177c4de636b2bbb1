/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Laptops that have nothing to send and wait for news: each holds one parked request, and asks anew from where it stands as soon as that is answered. All in
 * one thread, without libsoup, so that the measuring costs little beside what is measured.
 */
typedef struct _HerdParked HerdParked;

typedef struct
{
  guint parked;   /* requests that have no answer yet */
  guint64 news;   /* answers with lines */
  guint64 lines;  /* in them */
  guint64 quiet;  /* answers without: nothing came for as long as they would wait */
  guint64 busy;   /* 429 and 503 */
  guint64 failed; /* anything else, and broken connections */
} HerdParkedCounts;

HerdParked *herd_parked_new (guint16 port) G_GNUC_WARN_UNUSED_RESULT;

/* Before the start: one more, by its session's token. */
void herd_parked_add (HerdParked *self, const char *token);

/* Begins to ask. */
void herd_parked_start (HerdParked *self);
void herd_parked_get_counts (HerdParked *self, HerdParkedCounts *counts);
/* Hangs up. */
void herd_parked_free (HerdParked *self);

G_END_DECLS
