/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "home-fixture.h"
#include "pantau-courier.h"

G_BEGIN_DECLS

/*
 * A province on a table: a key, numbers, and the courier files that it is handed. It judges nothing and answers everything, so that a test says what a
 * home makes of the answers.
 */
typedef struct
{
  char *dir;
  PantauKeypair *key;
  const char *name; /* of the key */
  char *epoch;
  gint64 index, seq;
  char *prev;
  guint8 head[PANTAU_SHA256_SIZE];
  GPtrArray *lines;  /* of PantauEntry: all that it ever numbered in this epoch */
  GHashTable *known; /* id → index */
  guint files;       /* answers written */
  guint page;        /* lines a page of news */
} Office;

Office office_new (void);
void office_clear (Office *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_clear)

/* Restored from a copy with nothing in it. */
void office_restore (Office *self, const char *epoch);

/* A home of @role in @region that the office granted. @number makes its person code. */
typedef struct
{
  Place place;
  PantauHome *home;
  const char *device;
} Laptop;

Laptop laptop_new (Office *office, guint number, const char *role, const char *region);
void laptop_clear (Laptop *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Laptop, laptop_clear)

/* A record; its UUID. (transfer full) */
char *laptop_record (Laptop *self, const char *region, gboolean is_open, const char *title);

/* A file of @size bytes in a record of its own; its hash. (transfer full) */
char *laptop_attach (Laptop *self, const char *region, gsize size);

/* A path in the office's folder. (transfer full) */
char *office_path (Office *self, const char *name);

/* Makes a courier file there, which must succeed. @summary nullable. (transfer full): its path */
char *laptop_out (Laptop *self,
                  Office *office,
                  const char *name,
                  const PantauCourierOptions *options,
                  PantauCourierSummary *summary);
/* Reads one, which must succeed. */
void laptop_in (Laptop *self, const char *path, PantauCourierSummary *summary);

/* How many lines wait for a receipt; how many are here; a number of the database. */
gint64 laptop_unsent (Laptop *self);
gint64 laptop_number (Laptop *self, const char *sql);
gboolean laptop_has (Laptop *self, const char *record);

/* A grant for @device, numbered. (transfer full) */
PantauEntry *office_grant (Office *self,
                           const char *device,
                           const char *record,
                           guint number,
                           const char *role,
                           const char *region,
                           const char *mac);

/* Numbers the lines as if they had come by the network. */
void office_take (Office *self, PantauHome *home);

/*
 * Reads the courier file at @path as the province would, and answers it into a file of its own: receipts, signed files, news. (transfer full): its path.
 * @n_opened (nullable) takes how many parcels it could open.
 */
char *office_answer (Office *self, const char *path, guint *n_opened);

/* A courier file @name of @parcels (of PantauParcel; borrowed). (transfer full): its path */
char *office_file (Office *self, const char *name, GPtrArray *parcels, gboolean practice);

/* A page of the news for @device: lines @from (0 first) to @until, behind cursor @after, which it moves to "EPOCH.1.UNTIL". */
PantauParcel *
office_news (Office *self, const char *device, const char *after, guint from, guint until);

/* One parcel of @content for @device. */
PantauParcel *office_seal (Office *self, JsonObject *content, GBytes *payload, const char *device);

G_END_DECLS
