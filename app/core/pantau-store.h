/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"
#include "pantau-db.h"
#include "pantau-ledger.h"
#include "pantau-query.h"
#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * The projections (data/sql/projections.sql) and the questions that the program asks of them. All of it is made
 * from the ledger: taken in entry by entry, or dropped and rebuilt, with the same result.
 */
typedef struct _PantauStore PantauStore;

/* What a list shows; NULL or 0 for no limit. */
typedef struct
{
  const char *kind;
  const char *region; /* this region and all below */
  const char *status;
  guint limit;
} PantauFilter;

/* Who works with a device. */
typedef struct
{
  char *device;
  char *code;
  char *name;
  char *position;
  char *letter;
  char *role;
  char *region;
  char *last_day; /* (nullable) */
  gboolean practice;
  gboolean revoked;
} PantauPerson;

void pantau_person_free (PantauPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPerson, pantau_person_free)

/* Borrows @db and @ledger. @province is the key whose grants and verdicts count, behind it, with blanks, those that it had before; NULL before enrolment. */
PantauStore *pantau_store_new (PantauDb *db,
                               PantauLedger *ledger,
                               PantauReference *reference,
                               const char *province) G_GNUC_WARN_UNUSED_RESULT;
void pantau_store_free (PantauStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauStore, pantau_store_free)

void pantau_store_set_province (PantauStore *self, const char *province);

/* This home's own device: whose records `milik:saya` are, and whose entries are counted. NULL before it is told. */
void pantau_store_set_device (PantauStore *self, const char *device);

/* The home's files, borrowed: what of a record's files is here. NULL before it is told. */
void pantau_store_set_blobs (PantauStore *self, PantauBlobs *blobs);

/* Entries that are stored but not taken in yet: 0 in good order, more after a crash. -1 where a rebuild is due. */
gboolean pantau_store_behind (PantauStore *self, gint64 *entries, GError **error);

/* Takes in what came since the last time; makes the tables where they are missing or of another edition. */
gboolean pantau_store_catch_up (PantauStore *self, GError **error);
/* The same, which after an upgrade may take minutes: @progress hears of it after each step. */
gboolean pantau_store_catch_up_telling (PantauStore *self,
                                        PantauProgress progress,
                                        gpointer data,
                                        GError **error);

/*
 * Says that entries were written: they are taken in before the next question, many at once if many came. So a
 * record is durable a little sooner, and a thousand samples cost a few transactions. Any thread.
 */
void pantau_store_mark_stale (PantauStore *self);

/* Takes a record in again, whose entry got its missing body. */
gboolean pantau_store_refresh (PantauStore *self, const char *record, GError **error);

/* Drops all projections and makes them again. */
gboolean
pantau_store_rebuild (PantauStore *self, PantauProgress progress, gpointer data, GError **error);

/*
 * Everything that the projections hold, as text in a canonical order and without anything of this home alone: two
 * homes with the same lines give the same text.
 */
char *pantau_store_dump (PantauStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Snapshots, newest event first. (transfer full) (element-type PantauRecord) */
GPtrArray *pantau_store_list (PantauStore *self,
                              const PantauFilter *filter,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One record with values and timeline; NULL with PANTAU_ERROR_NOT_FOUND. */
PantauRecord *
pantau_store_get (PantauStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The ids of the entries that hold the present values of @field of a record: what a new value of it must name as
 * its base. (transfer full), empty where there is none.
 */
GStrv pantau_store_base (PantauStore *self, const char *record, const char *field, GError **error);

/* NULL without an error where the device's grant is not here. */
PantauPerson *pantau_store_get_person (PantauStore *self, const char *device, GError **error);

/* How many rows a list would have: what the sidebar shows. */
typedef struct
{
  gint64 total;       /* with those in quarantine: they are listed, if counted by no figure */
  GHashTable *kinds;  /* code of the kind → GINT_TO_POINTER (count), likewise */
  gint64 differences; /* records that differ in a field, without those in quarantine */
  gint64 waiting;     /* own entries that the province has not acknowledged in its present epoch */
  gint64 sending;     /* entries in the batch under way */
  gint64 received;    /* own entries that wait no more */
  gint64 refused;     /* own entries that the province did not take; they wait on */
  gint64 quarantined; /* records that the province put before the desk */
} PantauCounts;

void pantau_counts_free (PantauCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCounts, pantau_counts_free)

PantauCounts *pantau_store_count (PantauStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The rows (entry.n of each record.create, which are a record's short name within this home) of the records that @query asks
 * for, sorted; where they are equal in that, the newest event first, then the newest record. @limit 0: all of them; otherwise
 * exactly the first of these. Ascending kinds and statuses come in the order of the reference data, titles without regard to
 * case. A large answer stops with G_IO_ERROR_CANCELLED soon after @cancellable (nullable) is. (transfer full): of guint32
 */
GArray *pantau_store_find (PantauStore *self,
                           PantauQuery *query,
                           PantauSort sort,
                           gboolean descending,
                           guint limit,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Snapshots for a list, in the order of @rows; one that is gone is NULL in the array. (transfer full) (element-type PantauRecord)
 */
GPtrArray *pantau_store_rows (PantauStore *self, const guint32 *rows, guint n_rows, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
