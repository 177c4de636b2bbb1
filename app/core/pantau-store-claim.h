/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* In which order a board shows claims; equal ones by the time they were last seen, then by UUID. */
typedef enum
{
  PANTAU_CLAIMS_BY_SPREAD, /* most kabupaten, then most kecamatan, then most records */
  PANTAU_CLAIMS_BY_SPEED,  /* most sightings within the last day */
  PANTAU_CLAIMS_BY_HARM,   /* most points */
  PANTAU_CLAIMS_BY_VERDICT, /* those that nobody has decided first: none, under check, undecided, hoax, true */
  PANTAU_CLAIMS_NEWEST, /* last seen last */
} PantauClaimOrder;

#define PANTAU_N_CLAIM_ORDERS (PANTAU_CLAIMS_NEWEST + 1)

/* A stable name: "spread", "speed", "harm", "verdict", "newest". (transfer none) */
const char *pantau_claim_order_name (PantauClaimOrder order);
gboolean pantau_claim_order_from_name (const char *name, PantauClaimOrder *order);

/* Which claims; NULL and 0 for no limit. */
typedef struct
{
  PantauClaimOrder order;
  const char *verdict; /* code; "belum" finds also those without any */
  const char *region;  /* seen in this region or below */
  gint64 since;        /* seen since this moment, in Unix seconds */
  guint limit;
  gint64 now; /* Unix seconds, what "the last day" is counted from: pantau_home_clock() */
} PantauClaimFilter;

/* (transfer full): of PantauClaim */
GPtrArray *pantau_store_claims (PantauStore *self,
                                const PantauClaimFilter *filter,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The claim to which @record belongs. NULL with PANTAU_ERROR_NOT_FOUND where it is not here, is no hoax, or is in quarantine. */
PantauClaim *pantau_store_claim (PantauStore *self, const char *record, gint64 now, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/*
 * What the record @id bears, for lists of something else that name records by their titles. @kind (nullable: not known) is asked first: a hoax that is not
 * here, or that cannot be read now, is not verified.
 */
PantauClaimLabel pantau_store_label (PantauStore *self, const char *kind, const char *id);

/* One record of a claim. */
typedef struct
{
  char *record;
  char *title;
  char *region;
  char *place;    /* in the program's language: "Kel. 5 Ulu, Seberang Ulu I …"; perhaps "" */
  gint64 at;      /* Unix seconds */
  char *platform; /* (nullable): code */
  char *group;    /* (nullable) */
  gint64 reach;   /* 0: nothing is said */
  char *verdict;  /* (nullable): that a desk gave for this record alone */
  char *
      link; /* (nullable): id of the link.add by which it belongs here, which pantau_edit_unlink() takes back */
  char *to; /* (nullable): UUID of the record to which that leads */
  gboolean is_root;
  gboolean is_void; /* recorded by mistake, withdrawn …: counted nowhere */
} PantauSighting;

void pantau_sighting_free (PantauSighting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSighting, pantau_sighting_free)

/*
 * The records of the claim to which @record belongs, the last seen first, its root among them; @limit 0: all. (transfer full): of
 * PantauSighting; empty where it belongs to none
 */
GPtrArray *pantau_store_sightings (PantauStore *self,
                                   const char *record,
                                   guint limit,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many records were seen in a region during a step of the time line. */
typedef struct
{
  guint area; /* index into `areas` */
  guint step; /* index into the time line: `from` + `step` × `seconds` */
  guint count;
} PantauSpreadCell;

/* A region of a claim, and how many records were seen there. */
typedef struct
{
  char *region; /* code */
  guint count;
  gint64 first_at;
  gint64 last_at;
} PantauSpreadPlace;

/*
 * Where and when a claim was seen: what a table of kabupaten × hour, a time line and a map show. A record that names places in two regions was seen in both.
 * Its cells' records are found by pantau_store_spread_records().
 */
typedef struct
{
  gint64 from;   /* the first step's beginning, in Unix seconds; a whole hour or day of WIB */
  guint seconds; /* 3600, or 86400 where it spans more than 72 hours */
  guint n_steps; /* the last may be now's */
  GPtrArray
      *areas; /* of PantauSpreadPlace: kabupaten and kota, most first; what lies in none has "" */
  GPtrArray *kecamatan; /* of PantauSpreadPlace, most first */
  GArray *cells;        /* of PantauSpreadCell, by area, then step; none of 0 */
} PantauSpread;

void pantau_spread_free (PantauSpread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSpread, pantau_spread_free)

/* Of the claim to which @record belongs. NULL as pantau_store_claim(). */
PantauSpread *pantau_store_spread (PantauStore *self,
                                   const char *record,
                                   gint64 now,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The records that a figure of a claim counts, newest event first, as pantau_store_rows() takes them: seen in @region (nullable: anywhere; "": in no kabupaten), from @from
 * on and before @until (0: no limit), in Unix seconds. @only_sightings: without the root. (transfer full): of guint32
 */
GArray *pantau_store_claim_records (PantauStore *self,
                                    const char *record,
                                    const char *region,
                                    gint64 from,
                                    gint64 until,
                                    gboolean only_sightings,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
