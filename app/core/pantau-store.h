/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"
#include "pantau-ledger.h"
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

/* Borrows @db and @ledger. @province is the key whose grants and verdicts count; NULL before enrolment. */
PantauStore *pantau_store_new (PantauDb *db,
                               PantauLedger *ledger,
                               PantauReference *reference,
                               const char *province) G_GNUC_WARN_UNUSED_RESULT;
void pantau_store_free (PantauStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauStore, pantau_store_free)

void pantau_store_set_province (PantauStore *self, const char *province);

/* Entries that are stored but not taken in yet: 0 in good order, more after a crash. -1 where a rebuild is due. */
gboolean pantau_store_behind (PantauStore *self, gint64 *entries, GError **error);

/* Takes in what came since the last time; makes the tables where they are missing or of another edition. */
gboolean pantau_store_catch_up (PantauStore *self, GError **error);

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

G_END_DECLS
