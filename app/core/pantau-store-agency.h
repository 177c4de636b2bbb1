/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-forward.h"

G_BEGIN_DECLS

/* How much was forwarded to one agency, from all records that are here but those in quarantine. */
typedef struct
{
  char *agency;    /* code of instansi.json; an unknown one is of a newer edition */
  gint64 forwards; /* addressed to it */
  gint64 copies;   /* that it got a copy of (tembusan) */
  gint64 waiting;  /* of the forwards: a reply is due, and none came; those that are overdue too */
  gint64 overdue;
  gint64 replied;
  gint64 last; /* Unix seconds: the latest forward or copy */
} PantauAgencyTally;

void pantau_agency_tally_free (PantauAgencyTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAgencyTally, pantau_agency_tally_free)

/* A line of the register of an agency: the forward with its replies and the record's title, kind and region. */
typedef struct
{
  PantauForward *forward; /* (owned) */
  gboolean is_copy;       /* the agency got a copy; the addressee is another */
  gboolean waits;         /* a reply is due, none came, and the record is not ended by its status */
  char *numbers;          /* (nullable): case numbers of the record, joined by "; " */
  char *status;           /* code of the record's status */
} PantauRegistered;

void pantau_registered_free (PantauRegistered *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRegistered, pantau_registered_free)

/* Of which lines a register consists. NULL or 0 for no limit. */
typedef struct
{
  const char *agency; /* needed */
  const char *region; /* of the record: this region and all below */
  guint limit;
} PantauRegisterFilter;

/*
 * The agencies to which something was forwarded or copied, in the order of most overdue, then most waiting, then the latest. @region (nullable):
 * of the records. @now: Unix seconds. (transfer full): of PantauAgencyTally
 */
GPtrArray *pantau_store_agencies (PantauStore *self, const char *region, gint64 now, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The register of one agency: what waits for a reply first, the earliest due before; then the rest, the latest first. (transfer full): of PantauRegistered */
GPtrArray *pantau_store_register (PantauStore *self,
                                  const PantauRegisterFilter *filter,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
