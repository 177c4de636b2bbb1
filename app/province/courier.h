/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "depot.h"
#include "session.h"

G_BEGIN_DECLS

/*
 * Parcels that come by courier, over the network or on a stick (data/doc/protocol.md, "POST /v1/courier"): opened, stored through the same book and depot
 * as what devices bring themselves, and answered, each answer sealed to the device that the parcel comes from. Who brings a parcel learns nothing of it.
 * All of it may be said twice.
 *
 * Belongs to the thread whose default main context is current, whose loop must be running. Its work is done in threads of its own.
 */
typedef struct _PantauCourier PantauCourier;

/* Borrows all of them, which must outlive it. @sessions is NULL where nobody comes over the network. */
PantauCourier *pantau_courier_new (PantauProvince *province,
                                   PantauSessions *sessions,
                                   PantauWriter *writer,
                                   PantauDepot *depot,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for what is under way; what comes from then on is turned away. Before the depot and the writer end. */
void pantau_courier_stop (PantauCourier *self);
void pantau_courier_free (PantauCourier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourier, pantau_courier_free)

/* One parcel, and what is wanted of it. */
typedef struct
{
  GBytes *frame;     /* as of pantau-parcel.h */
  char *carrier;     /* (nullable): the device that brings it; NULL: the operator */
  char *after;       /* (nullable): of an `ask`: where its answers go on, as `more` said */
  gboolean postpone; /* an `ask` is opened and not answered: there may be more for it soon */
  gboolean brief;    /* an `ask` is answered by the head alone: the same was answered before */
  gboolean files;    /* the files that an `ask` wants are among its answers */
} PantauCourierPost;

/* A file that somebody wants who may have it. */
typedef struct
{
  char hash[PANTAU_SHA256_HEX + 1];
  goffset size;
} PantauCourierFile;

/* What became of it. */
typedef struct
{
  const char *kind;   /* of the content, one of PANTAU_PARCEL_*; "" where it was not opened */
  char *device;       /* (owned) (nullable): which it says that it comes from */
  GPtrArray *answers; /* (owned) of GBytes: frames, 4 MiB at most together */
  char *question;     /* (owned) (nullable): of an `ask`: the same text for the same question */
  char *hash;         /* (owned) (nullable): the file of which this is a piece */
  char *more; /* (owned) (nullable): more answers are to be had by asking with this as `after` */
  GArray *
      files; /* (owned) of PantauCourierFile: which an `ask` wants, or lines in these answers name */

  /*
   * Where it was not taken: a status, a name of Problems and a sentence (all static). With @answers it may be taken once others have been, and the answers
   * are for whoever has no others: else it is for somebody else, or the time is wrong.
   */
  PantauTrouble trouble; /* status 0: it was taken */

  char *taken; /* (owned) (nullable): our signature that we took it, for whoever carries it */

  guint lines;        /* that are stored, new or known */
  guint refused;      /* lines that are not */
  guint grants;       /* devices that this parcel enrolled; none that were before */
  gboolean is_stored; /* a file of which this is a piece is here, whole */
} PantauCourierOutcome;

/* Called once in the main thread; @outcome is the caller's only as long as that takes. */
typedef void (*PantauCourierDone) (PantauCourierOutcome *outcome, gpointer data);

/* @post is copied. */
void pantau_courier_submit (PantauCourier *self,
                            const PantauCourierPost *post,
                            PantauCourierDone done,
                            gpointer data);

/* The handler of POST /v1/courier; @self is a PantauCourier. */
void pantau_courier_handle (PantauRequest *request, gpointer self);

/*
 * The keys that the province in @directory had before its present one, as far as they lie there, the oldest first: what was sealed to them while a
 * laptop was away is for the province still. (transfer full) (element-type PantauKeypair)
 */
GPtrArray *pantau_courier_load_keys (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  guint64 parcels; /* ever taken */
  guint64 refused; /* ever turned away, for whatever reason */
  guint64 answers; /* ever given */
} PantauCourierStatistics;

void pantau_courier_get_statistics (PantauCourier *self, PantauCourierStatistics *statistics);

G_END_DECLS
