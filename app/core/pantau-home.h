/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"
#include "pantau-ledger.h"
#include "pantau-pins.h"
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
 *   blobs/           files, by their SHA-256 (pantau-blob.h)
 *   reserve          room for one more report on a full disk (pantau-reserve.h)
 *   lock             who is using it
 *
 * A home may be shared by threads: its database keeps them apart.
 */
typedef struct _PantauHome PantauHome;

#define PANTAU_HOME_DATABASE "pantau.db"

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
 *
 * The database is checked first where the machine stopped while it was open, or where somebody saw damage; not after a mere
 * kill, which tears nothing (pantau_lock_was_cut()).
 */
PantauHome *
pantau_home_open (const char *path, PantauHomeMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an opening is at that takes its time. */
typedef enum
{
  PANTAU_HOME_CHECKS,   /* @done and @total are 0: nobody knows */
  PANTAU_HOME_TAKES_IN, /* lines, of so many (0 as it begins): after an upgrade all of them */
} PantauHomeStep;

typedef void (*PantauHomeProgress) (PantauHomeStep step, gint64 done, gint64 total, gpointer data);

/*
 * The same for whoever has a person waiting: @progress (nullable) hears of each step, in the calling thread. A check that the machine's
 * stop asks for keeps the opening for @patience ms at most (-1: until it is over), and then goes on beside the use of the home;
 * what it finds comes to pantau_home_set_damage_func(). Whatever is written meanwhile is in the journal too, so nothing is lost when
 * the next opening repairs. A home that is closed before the check is over is checked at its next opening.
 */
PantauHome *pantau_home_open_telling (const char *path,
                                      PantauHomeMode mode,
                                      int patience,
                                      PantauHomeProgress progress,
                                      gpointer data,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * @func (nullable) hears of damage (PANTAU_ERROR_DAMAGED) that a check finds after the opening, in a thread of its own; at once where it has
 * been found already. Not called after pantau_home_close() or after another call of this has returned.
 */
typedef void (*PantauHomeDamage) (const GError *error, gpointer data);
void pantau_home_set_damage_func (PantauHome *self, PantauHomeDamage func, gpointer data);

/* TRUE while the check goes on. */
gboolean pantau_home_is_checking (PantauHome *self);

/*
 * Takes in what the projections lack, stops a check, and lets go of the lock; where damage was met, whoever opens next is told to look closely. Not while another thread
 * uses it.
 */
void pantau_home_close (PantauHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHome, pantau_home_close)

PantauDb *pantau_home_get_db (PantauHome *self);
PantauLedger *pantau_home_get_ledger (PantauHome *self);
PantauStore *pantau_home_get_store (PantauHome *self);
PantauReference *pantau_home_get_reference (PantauHome *self);
/* The home's files. What a line is to name is put here first: then it is sent after the line. */
PantauBlobs *pantau_home_get_blobs (PantauHome *self);
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

/* The fingerprint of the recovery key that this home knows (pantau-trust.h); NULL while it knows none. Any thread. (transfer full) */
char *pantau_home_dup_recovery (PantauHome *self) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where @key is the province's, or was before another followed it: what that wrote is the province's word still. Any thread. */
gboolean pantau_home_is_province (PantauHome *self, const char *key);

/* All of them, the present one first, as pantau_store_set_province() takes them; NULL before enrolment. (transfer full) */
char *pantau_home_dup_province_keys (PantauHome *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The keys in @path (pantau_succession_follow()) follow the province's, one after the other: noted durably. The last is the province's from now on.
 * What is there already is no error.
 */
gboolean pantau_home_take_succession (PantauHome *self, const char *const *path, GError **error);

/* The TLS keys by which the province is reached; what replaces them is kept in home.json. (transfer none) */
PantauPins *pantau_home_get_pins (PantauHome *self);

/* The person of this home, from the grant; NULL before enrolment. (transfer full) */
PantauPerson *pantau_home_get_person (PantauHome *self, GError **error);

/* Notes the province that granted this home, durably. A home belongs to one province for ever. */
gboolean pantau_home_set_province (
    PantauHome *self, const char *server, const char *province, gboolean practice, GError **error);

/* A practice home stays one; an empty home that belongs to nobody may become one. */
gboolean pantau_home_make_practice (PantauHome *self, GError **error);

/*
 * Writes one entry of this device: signed, committed alone, then into the journal and the projections. When it
 * returns TRUE the entry survives power loss. The files that its body names in `blobs` are entered into table `upload` in the same
 * commit. @entry (nullable) takes it (transfer full).
 */
gboolean
pantau_home_write (PantauHome *self, const PantauDraft *draft, PantauEntry **entry, GError **error);

/*
 * TRUE where the last lines were saved by giving up the home's reserve (pantau-reserve.h): the disk is full, and the next may not be saved. Until there is
 * room again, for which this looks: then the reserve is laid by. Any thread that may wait for a commit.
 */
gboolean pantau_home_is_on_reserve (PantauHome *self);

/* As above for many at once (samples, tests): one commit for all of @drafts (of PantauDraft *). */
gboolean pantau_home_write_many (PantauHome *self, GPtrArray *drafts, GError **error);

/*
 * As above for several entries that belong together: one commit for all of @drafts (of PantauDraft *) and for what @also (nullable) does to the
 * database before them. @entries (nullable) takes them, in their order: (transfer full) (element-type PantauEntry)
 */
typedef gboolean (*PantauHomeAlso) (PantauDb *db, gpointer data, GError **error);
gboolean pantau_home_write_together (PantauHome *self,
                                     GPtrArray *drafts,
                                     PantauHomeAlso also,
                                     gpointer data,
                                     GPtrArray **entries,
                                     GError **error);

/* The device's clock as we write it: RFC 3339 in WIB (UTC+7), all of Sumatera Selatan's time. (transfer full) */
char *pantau_home_now (void);

/*
 * What the time is, in Unix seconds: the device's clock, put right by what the last sync measured against the province's. For
 * whatever is compared with now; what is written into an entry is the device's own time.
 */
gint64 pantau_home_clock (PantauHome *self);

/* The setting that pantau_home_clock() goes by: seconds, the province's time less ours. */
#define PANTAU_SETTING_CLOCK_ERROR "clock-error"

/* Settings of this home, in table `setting`. NULL where it was never set. (transfer full); setting NULL takes it away */
char *pantau_home_get_setting (PantauHome *self, const char *name);
gboolean
pantau_home_set_setting (PantauHome *self, const char *name, const char *value, GError **error);

/*
 * Inside a transaction: the line of row @n was written by this device, now or before the database was lost, and so it is to be
 * sent, and the files that it names.
 */
gboolean
pantau_home_note_own (PantauHome *self, const PantauEntry *entry, gint64 n, GError **error);

/* After a sync: begins the journal anew where everything in it is acknowledged. */
gboolean pantau_home_trim_journal (PantauHome *self, GError **error);

/* Takes bodies that were erased by law out of the journal too; the lines stay. */
gboolean pantau_home_blank_journal (PantauHome *self, GError **error);

/* Inside a transaction: the province holds own entries that are not here; the next pull begins at the start and asks for them too. */
gboolean pantau_home_miss_own (PantauHome *self, GError **error);

/* TRUE where own entries are known to exist that are not here (after a repair): they must be pulled too. */
gboolean pantau_home_misses_own (PantauHome *self);

G_END_DECLS
