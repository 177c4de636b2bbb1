/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/* A database with a store on it: `g_auto (Desk) desk = desk_new ();`. */
typedef struct
{
  char *dir;
  PantauDb *db;
  PantauLedger *ledger;
  PantauStore *store;
} Desk;

Desk desk_new (void);
void desk_clear (Desk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* What all desks know. (transfer none) */
PantauReference *store_reference (void);

/* Ends the program, as it were, and begins the next one on the same database. */
void desk_close (Desk *self);
void desk_open (Desk *self);

/* Stores and takes in nothing: what a crash between the two leaves. Returns: its row. */
gint64 desk_store (Desk *self, PantauEntry *entry);
/* Takes in all that is stored, and asserts that nothing is left behind. */
void desk_catch_up (Desk *self);
/* Both. */
gint64 desk_take (Desk *self, PantauEntry *entry);

/* All tables in one text. (transfer full) */
char *desk_dump (Desk *self) G_GNUC_WARN_UNUSED_RESULT;
/* A record that must be there. (transfer full) */
PantauRecord *desk_get (Desk *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* A device that writes: its key and the end of its chain. */
typedef struct
{
  PantauKeypair *key;
  gint64 seq;
  char *prev;
  GPtrArray *all; /* (unowned) of PantauEntry: where its entries go */
} Writer;

/*
 * A device of its own for each @number, and the province, whose word counts. Their entries go to
 * @all.
 */
Writer writer_new (guint8 number, GPtrArray *all);
Writer writer_new_province (GPtrArray *all);
void writer_clear (Writer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* What an entry's header says of its record. */
typedef struct
{
  const char *record;
  const char *kind;
  gboolean is_closed;
  const char *region;
} About;

/* UUIDs of records, by a digit. */
#define STORE_RECORD(n) "aaaaaaaa-0000-4000-8000-00000000000" #n

/*
 * Writes the next entry of the device. @base1 and @base2 are ids (nullable). Returns: (transfer
 * none)
 */
PantauEntry *writer_add (Writer *self,
                         const About *about,
                         const char *type,
                         const char *json,
                         const char *base1,
                         const char *base2);

/* The province's own: a grant in 16.06, its end, and a verdict on a line. */
void writer_add_grant (Writer *of_province,
                       const char *device_record,
                       const char *device,
                       const char *code,
                       const char *role);
void writer_add_revocation (Writer *of_province, const char *device_record, const char *device);
void writer_add_verdict (Writer *of_province,
                         const About *about,
                         const PantauEntry *target,
                         const char *reason);

/* A new list for writers. (transfer full) (element-type PantauEntry) */
GPtrArray *store_entries (void) G_GNUC_WARN_UNUSED_RESULT;
/*
 * A little of everything that projections are made of. (transfer full) (element-type PantauEntry)
 */
GPtrArray *store_story (void) G_GNUC_WARN_UNUSED_RESULT;
/*
 * The tables after @entries came in this order, @portion at a time (0: all at once). (transfer
 * full)
 */
char *store_dump_of (GPtrArray *entries, guint portion) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Runs the tests that were added, with the reference and the province that all desks share.
 * Returns: the exit status.
 */
int store_test_run (void);

G_END_DECLS
