/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-label.h"
#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * What a desk tells the provincial government (Pemprov) of a closed record that it formally forwarded to one of its agencies: one release.add, the one
 * open line of such a record. Whoever reads it may have nothing else of the record. Texts are as they were written: clean them before
 * showing.
 *
 * Each names as its base the releases of the same forward that were current when it was written, and replaces them.
 */
typedef struct
{
  char *entry;  /* id in hex */
  char *record; /* UUID */
  char *kind;   /* of the record, as the line says */
  char *region;
  char *forward;    /* id of the forward.add, which Pemprov does not have; "" where it names none */
  char *agency;     /* code of instansi.json; an unknown one is of a newer edition */
  char *letter;     /* (nullable): its number */
  gint64 when;      /* Unix seconds: when it was forwarded */
  gint64 reply_due; /* Unix seconds; 0: none is awaited */
  char *summary;
  char *reply;    /* (nullable): what the agency answered */
  gint64 replied; /* Unix seconds: when; 0 without a reply */
  char *device;
  char *author;        /* (nullable): who released it, where the grant is here */
  gboolean is_current; /* no other one of its forward knew of it and replaced it */
  char *
      title; /* (nullable): of the record, where the record itself is here; in lists across records only */
  PantauClaimLabel
      label; /* of a hoax; in lists across records only, since the page of a record bears its own */
} PantauRelease;

void pantau_release_free (PantauRelease *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRelease, pantau_release_free)

/* TRUE while a reply is awaited: it is due, and none is told of. Of one that was replaced, FALSE. */
gboolean pantau_release_waits (const PantauRelease *self);

/*
 * What was released of a record (with its timeline), oldest first. What is in quarantine is left out. (transfer full): of PantauRelease
 */
GPtrArray *pantau_releases_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The current one of a forward; of several that with the highest id. (transfer none) (nullable) */
const PantauRelease *pantau_releases_of_forward (GPtrArray *releases, const char *forward);

/* The ids of those of @forward that are current: what the next one replaces. (transfer full): strv, perhaps empty */
GStrv pantau_releases_current (GPtrArray *releases, const char *forward) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
