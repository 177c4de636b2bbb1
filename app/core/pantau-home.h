/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-ledger.h"
#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * A home directory: one person, one province, one key, for ever (data/doc/protocol.md, "Files").
 *
 *   home.json        whose home it is: device, device record, practice, and once enrolled the province
 *   device.key       the device's secret; readable by its owner only
 *   pantau.db        ledger, local tables, projections
 *   journal.pantau   the safety journal
 *   lock             who is using it
 *
 * A home may be shared by threads: its database keeps them apart.
 */
typedef struct _PantauHome PantauHome;

typedef enum
{
  PANTAU_HOME_READ,  /* any number of programs at once */
  PANTAU_HOME_WRITE, /* one program: PANTAU_ERROR_BUSY names the other */
} PantauHomeMode;

/*
 * Makes a home in @path (made where it is missing). PANTAU_ERROR_CONFLICT where one is there, _INVALID where
 * @path is no directory. A practice home's records never reach a real province.
 */
gboolean pantau_home_create (const char *path, gboolean practice, GError **error);

/*
 * Opens a home. For writing it waits a second for another program to finish. A damaged database is renamed aside and
 * begun anew: unsent entries come back from the journal, the rest from the province at the next sync;
 * pantau_home_get_repair() tells.
 */
PantauHome *
pantau_home_open (const char *path, PantauHomeMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_home_close (PantauHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHome, pantau_home_close)

PantauDb *pantau_home_get_db (PantauHome *self);
PantauLedger *pantau_home_get_ledger (PantauHome *self);
PantauStore *pantau_home_get_store (PantauHome *self);
PantauReference *pantau_home_get_reference (PantauHome *self);
PantauKeypair *pantau_home_get_key (PantauHome *self);
const char *pantau_home_get_device (PantauHome *self);
const char *pantau_home_get_device_record (PantauHome *self);
const char *pantau_home_get_path (PantauHome *self);
gboolean pantau_home_is_practice (PantauHome *self);

/* A sentence about a repair at opening; NULL where none was needed. */
const char *pantau_home_get_repair (PantauHome *self);

/* NULL before enrolment. */
const char *pantau_home_get_server (PantauHome *self);
const char *pantau_home_get_province (PantauHome *self);

/* The person of this home, from the grant; NULL before enrolment. (transfer full) */
PantauPerson *pantau_home_get_person (PantauHome *self, GError **error);

/* Notes the province that granted this home, durably. A home belongs to one province for ever. */
gboolean pantau_home_set_province (
    PantauHome *self, const char *server, const char *province, gboolean practice, GError **error);

/* A practice home stays one; an empty home that belongs to nobody may become one. */
gboolean pantau_home_make_practice (PantauHome *self, GError **error);

/*
 * Writes one entry of this device: signed, committed alone, then into the journal and the projections. When it
 * returns TRUE the entry survives power loss. @entry (nullable) takes it (transfer full).
 */
gboolean
pantau_home_write (PantauHome *self, const PantauDraft *draft, PantauEntry **entry, GError **error);

/* As above for many at once (samples, tests): one commit for all of @drafts (of PantauDraft *). */
gboolean pantau_home_write_many (PantauHome *self, GPtrArray *drafts, GError **error);

/* The device's clock as we write it: RFC 3339 in WIB (UTC+7), all of Sumatera Selatan's time. (transfer full) */
char *pantau_home_now (void);

/* Settings of this home, in table `setting`. NULL where it was never set. (transfer full) */
char *pantau_home_get_setting (PantauHome *self, const char *name);
gboolean
pantau_home_set_setting (PantauHome *self, const char *name, const char *value, GError **error);

/* After a sync: begins the journal anew where everything in it is acknowledged. */
gboolean pantau_home_trim_journal (PantauHome *self, GError **error);

/* TRUE where own entries are known to exist that are not here (after a repair): they must be pulled too. */
gboolean pantau_home_misses_own (PantauHome *self);

G_END_DECLS
