/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "allowance.h"
#include "device.h"
#include "pantau-access.h"
#include "pantau-blob.h"
#include "pantau-ledger.h"
#include "pantau-pins.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * A province's directory: key, database, who may use it.
 *
 *   province.key   the secret that signs receipts, heads, grants and verdicts
 *   province.db    ledger, invitations, devices
 *   blobs/         files, by their SHA-256
 *   reference/     files that win over the built-in reference data (optional)
 *   lock           held by the one program that writes
 *   control.sock   where a running `serve` takes the other commands
 */
typedef struct _PantauProvince PantauProvince;

/* Makes a province. PANTAU_ERROR_CONFLICT where there is one. */
gboolean pantau_province_create (const char *path, gboolean practice, GError **error);

/* The setting in which it notes its key's name, for the day when the key is lost. */
#define PANTAU_PROVINCE_NAME "province"

/* Opens it for writing; PANTAU_ERROR_BUSY where another program does so, _NOT_FOUND where there is none, or its key is gone. */
PantauProvince *pantau_province_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same by the key in the file @key_path, which is to follow one that is lost: whoever opens it so lets it sign nothing yet. */
PantauProvince *pantau_province_open_by (const char *path,
                                         const char *key_path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_province_close (PantauProvince *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauProvince, pantau_province_close)

/* A read-only connection of the caller's own, for one thread. */
PantauDb *pantau_province_open_reader (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @n of them for as many threads, which take one each and give it back. (transfer full) (element-type PantauDb) */
GAsyncQueue *pantau_province_open_readers (PantauProvince *self,
                                           guint n,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_province_get_path (PantauProvince *self);
PantauKeypair *pantau_province_get_key (PantauProvince *self);
const char *pantau_province_get_name (PantauProvince *self); /* its public key */
const char *pantau_province_get_epoch (PantauProvince *self);
gboolean pantau_province_is_practice (PantauProvince *self);
PantauDb *pantau_province_get_db (PantauProvince *self);
PantauLedger *pantau_province_get_ledger (PantauProvince *self);
PantauReference *pantau_province_get_reference (PantauProvince *self);
PantauBlobs *pantau_province_get_blobs (PantauProvince *self);

/* The TLS keys by which it is reached (pins.h). Any thread. */
PantauPins *pantau_province_get_pins (PantauProvince *self);

/* Its keys, and those before (succession.h). Any thread. (transfer none) */
const struct _PantauLineage *pantau_province_get_lineage (PantauProvince *self);

/* TRUE where @key is its own, or was before. Any thread. */
gboolean pantau_province_is_own (PantauProvince *self, const char *key);

/* All of its keys, or those that came after @before (nullable), as a JSON array for a statement of SQL. (transfer full) */
char *pantau_province_list_keys (PantauProvince *self,
                                 const char *before) G_GNUC_WARN_UNUSED_RESULT;

/* What it takes of files. Any thread. */
void pantau_province_get_allowance (PantauProvince *self, PantauAllowance *allowance);
/* From now on; to be stored as well. Any thread. */
void pantau_province_set_allowance (PantauProvince *self, const PantauAllowance *allowance);

/*
 * The writer's, between transactions: does what erasures by law have left to be done (pantau-sweep.h). It may take as long as writing all of
 * the database; what fails stays due.
 */
gboolean pantau_province_sweep (PantauProvince *self, GError **error);

/* Any thread: the device's present grant, NULL where it was never granted. (transfer full) */
PantauDevice *pantau_province_get_device (PantauProvince *self, const char *key);

/* The writer's: puts a device into the register that all threads read, after its transaction. */
void pantau_province_put_device (PantauProvince *self, PantauDevice *device);

/* The last index and the head there (hex), as of the last commit. Any thread. (transfer full) */
gint64 pantau_province_get_head (PantauProvince *self, char **head);
void pantau_province_set_head (PantauProvince *self,
                               gint64 index,
                               const guint8 head[PANTAU_SHA256_SIZE]);

/* Openings of identities, and alerts about them, that were committed since the program started. Any thread. */
void pantau_province_count_openings (PantauProvince *self, guint openings, guint alerts);
void pantau_province_get_openings (PantauProvince *self, guint64 *openings, guint64 *alerts);

G_END_DECLS
