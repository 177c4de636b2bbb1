/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store-agency.h"
#include "pantau-store-release.h"

G_BEGIN_DECLS

/* A line of a register in words, made in the reading thread: an agency with its counts, a forward, a release. Immutable. */
typedef struct
{
  const char *icon; /* name; a literal */
  char *title;
  char *state; /* (nullable): how it stands, in a few words */
  gboolean is_urgent;
  char *details;      /* lines; perhaps "" */
  const char *action; /* (nullable): what activating it does; a literal */
  char *target;       /* (nullable): the string that goes with it */
} PantauMatter;

void pantau_matter_free (PantauMatter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauMatter, pantau_matter_free)

/* Lines that are read at once, with what stands above them; made in the reading thread. */
typedef struct
{
  GPtrArray *matters; /* (owned) of PantauMatter */
  char *heading;      /* (nullable) */
  gboolean has_more;  /* than these */
} PantauMatters;

PantauMatters *pantau_matters_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_matters_free (PantauMatters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauMatters, pantau_matters_free)

/* An agency with how much was forwarded to it; leads to its register. */
PantauMatter *pantau_matter_of_tally (PantauReference *reference,
                                      const PantauAgencyTally *tally) G_GNUC_WARN_UNUSED_RESULT;

/* A line of a register; leads to the record. @now: Unix seconds. */
PantauMatter *pantau_matter_of_registered (PantauReference *reference,
                                           const PantauRegistered *line,
                                           gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/* What Pemprov is told of a case; leads to the record where that is here. */
PantauMatter *pantau_matter_of_release (PantauReference *reference,
                                        const PantauRelease *release,
                                        gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
