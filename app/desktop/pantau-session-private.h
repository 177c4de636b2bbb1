/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-thread.h"
#include "pantau-reader.h"
#include "pantau-session.h"
#include "pantau-standing.h"
#include "pantau-worker.h"

G_BEGIN_DECLS

/* Setting: when the province was last spoken to, Unix seconds. */
#define PANTAU_SETTING_CONTACT "last-contact"

/* What opening a home gives, before there is a session. */
typedef struct
{
  PantauHome *home;     /* (owned) */
  PantauReader *reader; /* (owned) */
  GHashTable *settings; /* (owned) name → value */
  PantauStanding standing;
} PantauOpened;

void pantau_opened_free (PantauOpened *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauOpened, pantau_opened_free)

struct _PantauSession
{
  GObject parent_instance;

  char *path;
  char *device;
  char *repair;               /* (nullable) */
  PantauReference *reference; /* (owned) */
  GHashTable *settings;       /* (owned) name → value */
  GHashTable *typed;          /* (owned) key of a dialog → what was typed and not written */

  gboolean is_closed; /* nothing may be asked any more; what was asked before is still being done */
  PantauHome *
      home; /* (owned) (nullable): NULL once closed, which another thread does (pantau-session-close.c) */
  PantauReader *reader;                /* (owned) (nullable): of the reading thread; likewise */
  PantauWorker *writer;                /* (owned) */
  PantauWorker *reading;               /* (owned) */
  PantauWorker *checks;                /* (owned) (nullable): until files are checked */
  PantauWorker *errands;               /* (owned) (nullable): until something is sent for */
  PantauWorker *peers[PANTAU_N_PEERS]; /* (owned) (nullable): until something is fetched from one */
  GCancellable *closing;    /* (owned): cancelled once it closes, and with it what is fetched */
  PantauSyncThread *sync;   /* (owned) (nullable): NULL before enrolment */
  PantauFilesThread *files; /* (owned) (nullable): NULL before enrolment */

  PantauStanding standing;
  PantauPhase phase;
  char *sync_text;
  char *sync_fault;   /* (nullable) */
  GError *sync_error; /* (owned) (nullable) */
  gint64 last_contact;
  gint64 kept_contact; /* what the setting says of it */
  gint64 clock_error;
  gint64 next_try; /* monotonic µs; 0: now, or nobody waits for one */
  PantauSyncResult last_sync;

  PantauTransferState moving;
  GPtrArray *fetches;     /* (owned) of PantauFetching */
  GError *files_error;    /* (owned) (nullable): of the last run */
  gboolean files_started; /* an exchange of lines went well, so files may follow */

  guint reserve_source; /* while the disk is full */
  guint changed_source;
  gint64 changed_at; /* µs */
};

/* Shows who works here and how much waits; takes what is in @standing and leaves it empty. */
void pantau_session_take_standing (PantauSession *self, PantauStanding *standing);

/* Emits "changed" soon, but not more often than a list can be asked anew. */
void pantau_session_announce_change (PantauSession *self);

/* Starts the thread that syncs, where there is a province and none runs yet. */
void pantau_session_begin_sync (PantauSession *self);

/* The home has just come to a province: @standing as above. */
void pantau_session_join_province (PantauSession *self, PantauStanding *standing);

/* Looks again who works here and how much waits, in a thread. */
void pantau_session_refresh_standing (PantauSession *self);

/* pantau-session-moving.c */

/* Starts the thread that sends files; it waits for the first exchange of lines. */
void pantau_session_begin_files (PantauSession *self);
/* An exchange of lines ended well: files may follow. */
void pantau_session_lines_went (PantauSession *self, const PantauSyncResult *result);

G_END_DECLS
