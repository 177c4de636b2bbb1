/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "courier-exchange.h"

G_BEGIN_DECLS

/* `pantau-province courier`: what came on sticks is taken in, and all answers go into one file. */

typedef struct
{
  const char *const *paths; /* courier files */
  const char *out;          /* where the answers go; whole or not at all, never over another file */
  gint64 most; /* bytes of files that go back to those who want them, or whose news name them */
} PantauCourierRunOptions;

typedef struct
{
  guint parcels;    /* taken */
  guint lines;      /* stored, new or known */
  guint refused;    /* lines that were not */
  guint files;      /* whole files that are here by them */
  guint grants;     /* devices that were enrolled by these files */
  guint asks;       /* devices' questions that were answered */
  guint foreign;    /* parcels for others, not looked at */
  guint unreadable; /* that cannot be opened */
  guint early;      /* that wait for what no file here has */
  guint answers;    /* parcels that go back */
  guint given;      /* whole files among them */
  gint64 given_bytes;
  guint left; /* files that there was no room for */
  gint64 left_bytes;
  char *hash;         /* (owned): SHA-256 of the file that was written, in hex */
  GPtrArray *faults;  /* (owned) of char *: sentences about files that are not whole */
  GPtrArray *missing; /* (owned) of char *: names of the files that there was no room for */
} PantauCourierRunSummary;

void pantau_courier_run_summary_clear (PantauCourierRunSummary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauCourierRunSummary, pantau_courier_run_summary_clear)

/*
 * Takes the files in, in whatever order they and what is in them come: what is early is tried again once the rest is in, and questions are answered last. All of it may be said twice; an
 * interruption loses nothing. PANTAU_ERROR_NOT_FOUND where nothing in them is for this province; PANTAU_ERROR_OVERLOADED, _FULL where the province could not
 * take a parcel just now. Blocks.
 */
gboolean pantau_courier_run (PantauCourierExchange *exchange,
                             const PantauCourierRunOptions *options,
                             PantauCourierRunSummary *summary,
                             GError **error);

G_END_DECLS
