/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-sync-thread.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PHASE (pantau_phase_get_type ())
GType pantau_phase_get_type (void);

#define PANTAU_TYPE_SESSION (pantau_session_get_type ())
/*
 * An open home behind a window: its threads, its sync, and what of it is always in sight. The main loop never touches the database: it asks
 * by pantau_session_read() and acts by pantau_session_write().
 *
 * Properties (all change only in the main loop): "enrolled", "practice", "person" (name; "" before enrolment), "role", "region" (code; "" before),
 * "phase", "waiting" (own lines that the province has not acknowledged), "sync-text" (one line: where the records are),
 * "sync-fault" (nullable: a sentence on what hinders the sync, and what to do), "last-contact" (Unix seconds, 0: never), "clock-error"
 * (seconds that the province is ahead of this laptop; 0 where it does not matter), "next-try" (as of pantau_session_get_next_try()), "on-reserve" (the
 * disk is full, and what was saved last took the room that was kept for it).
 *
 * Signal "changed": what is shown may have become something else (an act here, lines from the province). Comes at most every 200 ms. Signal
 * "kept": pantau_session_keep() is done, so drafts may be others. Signal "repair-changed": a check that went on after the opening found damage, which
 * pantau_session_get_repair() tells. Signal "setting-changed" (name). Signal "files-moved": what pantau_session_get_moving() tells is another, or a run of
 * files ended; at most four times a second.
 */
G_DECLARE_FINAL_TYPE (PantauSession, pantau_session, PANTAU, SESSION, GObject)

/*
 * Opens the home at @path for writing (made where @create is said and it is missing) in a thread, with its repair where one is needed.
 * PANTAU_ERROR_BUSY where another program has it.
 */
void pantau_session_open (const char *path,
                          gboolean create,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
/* The same; @progress hears in the main loop, until @callback is called, a sentence of what takes its time, and how far it is. */
typedef void (*PantauOpenProgress) (const char *sentence, gpointer data);
void pantau_session_open_telling (const char *path,
                                  gboolean create,
                                  PantauOpenProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
PantauSession *pantau_session_open_finish (GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the sync and all threads after what was asked for is done, and closes the home. Blocks shortly. Safe to call twice; dispose does it too. */
void pantau_session_close (PantauSession *self);

/*
 * The same without blocking, for a main loop that other windows share: nothing more may be asked of @self, and what was asked before is answered.
 * @callback when nobody holds the home any more.
 */
void pantau_session_close_async (PantauSession *self, GAsyncReadyCallback callback, gpointer data);

const char *pantau_session_get_path (PantauSession *self);
PantauReference *pantau_session_get_reference (PantauSession *self);
gboolean pantau_session_is_practice (PantauSession *self);
gboolean pantau_session_is_enrolled (PantauSession *self);
const char *pantau_session_get_device (PantauSession *self);
const char *pantau_session_get_person (PantauSession *self);
const char *
pantau_session_get_role (PantauSession *self); /* "" before enrolment, else a name of PantauRole */
const char *pantau_session_get_region (PantauSession *self); /* "" before enrolment */
const char *pantau_session_get_repair (
    PantauSession
        *self); /* (nullable): a sentence about a repair at opening, or about damage found since */
PantauPhase pantau_session_get_phase (PantauSession *self);
gint64 pantau_session_get_waiting (PantauSession *self);
const char *pantau_session_get_sync_text (PantauSession *self);
const char *pantau_session_get_sync_fault (PantauSession *self); /* (nullable) */
/* What "sync-fault" tells of, for advice by its code. (transfer none) (nullable) */
const GError *pantau_session_get_sync_error (PantauSession *self);
const char *pantau_session_get_server (PantauSession *self); /* (nullable): before enrolment */
gint64 pantau_session_get_last_contact (PantauSession *self);
gint64 pantau_session_get_clock_error (PantauSession *self);
/* Unix seconds, by the province's clock as far as it is known: what counts in time limits. */
gint64 pantau_session_get_now (PantauSession *self);
/* pantau_home_is_on_reserve(), looked at after each act and, while it is so, every half a minute. */
gboolean pantau_session_is_on_reserve (PantauSession *self);

/*
 * Asks @func of the reading thread. @store and @db are its own; what @func returns is the answer (NULL with @error for failure; a
 * NULL answer without an error is allowed). @data is freed by @free_data (nullable), an unclaimed answer by @free_answer (nullable). A smaller @priority
 * comes first (G_PRIORITY_DEFAULT). A cancelled question that has not begun is not asked.
 */
typedef gpointer (*PantauReadFunc) (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error);
void pantau_session_read (PantauSession *self,
                          PantauReadFunc func,
                          gpointer data,
                          GDestroyNotify free_data,
                          GDestroyNotify free_answer,
                          int priority,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gpointer pantau_session_read_finish (PantauSession *self, GAsyncResult *result, GError **error);

/*
 * Acts by @func in the writing thread: always done, in the order of asking, even where the window is closed meanwhile. After it the projections
 * are brought up, "changed" is emitted, and the sync is woken. As above otherwise.
 */
typedef gpointer (*PantauWriteFunc) (PantauHome *home, gpointer data, GError **error);
void pantau_session_write (PantauSession *self,
                           PantauWriteFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_answer,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* The same for what no list of records shows and no province gets: drafts. Emits "kept" only. */
void pantau_session_keep (PantauSession *self,
                          PantauWriteFunc func,
                          gpointer data,
                          GDestroyNotify free_data,
                          GDestroyNotify free_answer,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* Asks the writing thread what only the home knows; nothing is emitted. */
void pantau_session_ask (PantauSession *self,
                         PantauWriteFunc func,
                         gpointer data,
                         GDestroyNotify free_data,
                         GDestroyNotify free_answer,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* For what waits for a disk, or shortly for the province: in a thread of its own, so that nobody's draft waits with it. Closing waits for @func. */
void pantau_session_send (PantauSession *self,
                          PantauWriteFunc func,
                          gpointer data,
                          GDestroyNotify free_data,
                          GDestroyNotify free_answer,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* Whom one waits for: each has a thread of its own. */
typedef enum
{
  PANTAU_PEER_PROVINCE, /* files */
  PANTAU_PEER_AGENCY,   /* early warnings */
  PANTAU_N_PEERS
} PantauPeer;
/*
 * The same for what may take another machine hours: no errand waits with it, and nothing of another one. @func ends early once its own
 * @cancellable is: who asked did so by @cancellable (nullable), or the session closes.
 */
typedef gpointer (*PantauPeerFunc) (PantauHome *home,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);
void pantau_session_fetch (PantauSession *self,
                           PantauPeer peer,
                           PantauPeerFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_answer,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* The same as pantau_session_send() for what reads the disk for minutes: nobody's file waits with it either. */
void pantau_session_inspect (PantauSession *self,
                             PantauWriteFunc func,
                             gpointer data,
                             GDestroyNotify free_data,
                             GDestroyNotify free_answer,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Of all six. */
gpointer pantau_session_write_finish (PantauSession *self, GAsyncResult *result, GError **error);

/* Settings of the home, read once at opening: (transfer none) (nullable). A new value is kept in the writing thread; NULL takes it away. */
const char *pantau_session_get_setting (PantauSession *self, const char *name);
void pantau_session_set_setting (PantauSession *self, const char *name, const char *value);

/*
 * What was typed into a dialog and not written, by the dialog's own @key, for the next dialog of the same key. @text (nullable): NULL forgets it.
 * @in_home: it is there after the end of the program too, else it is in memory alone.
 */
const char *pantau_session_get_typed (PantauSession *self, const char *key); /* (nullable) */
void
pantau_session_set_typed (PantauSession *self, const char *key, const char *text, gboolean in_home);

/*
 * Enrols in a thread. Errors as of pantau_sync_enroll(); @recovery and @pins (nullable) are what an invitation brought with the code. Where
 * real records are here and the province is one for practice, it goes on only where @may_practice is said, and
 * pantau_session_enroll_was_practice() of the result tells the reason of the refusal.
 */
void pantau_session_enroll (PantauSession *self,
                            const char *server,
                            const char *code,
                            const char *recovery,
                            const char *const *pins,
                            gboolean may_practice,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean pantau_session_enroll_finish (PantauSession *self, GAsyncResult *result, GError **error);
gboolean pantau_session_enroll_was_practice (PantauSession *self, GAsyncResult *result);

/* Syncs now, because a person wants it: whatever the waiting time, but at most four times in a minute where the province is busy. */
void pantau_session_sync (PantauSession *self);
/* Files were checked: those that are damaged are fetched anew (pantau-mend.h), by the thread that sends. */
void pantau_session_mend_files (PantauSession *self);

/* After a failure: when it is tried again by itself, in monotonic µs; 0 where it runs or rests. */
gint64 pantau_session_get_next_try (PantauSession *self);

/* The result of the last whole exchange; all zeros before. (transfer none) */
const PantauSyncResult *pantau_session_get_last_sync (PantauSession *self);

/* Files that are on their way just now; all zeros, and left -1, where none is. (transfer none) */
const PantauTransferState *pantau_session_get_moving (PantauSession *self);
/* Files of own lines that are here and not at the province. */
gint64 pantau_session_get_files (PantauSession *self);
/* (transfer none) (nullable): why the last run of files ended before its time */
const GError *pantau_session_get_files_error (PantauSession *self);
/* When files may go (pantau-files-rule.h). What is on its way when it is paused stops at once; the province keeps what it has. */
void pantau_session_pause_files (PantauSession *self, gboolean pause);
void pantau_session_limit_files (PantauSession *self, goffset limit);

G_END_DECLS
