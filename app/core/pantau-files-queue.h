/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-rule.h"
#include "pantau-uploads.h"

G_BEGIN_DECLS

/* Why a file is not at the province yet. Names are a contract (`files --json`); append only. */
typedef enum
{
  PANTAU_QUEUED_WAITING, /* it goes with the next exchange, or is on its way */
  PANTAU_QUEUED_LINE,    /* the line that names it goes first */
  PANTAU_QUEUED_PAUSED,  /* somebody paused the files */
  PANTAU_QUEUED_WIFI,    /* it waits for a line that does not cost by the byte */
  PANTAU_QUEUED_REFUSED, /* the province does not take it */
  PANTAU_QUEUED_MISSING, /* it is not on this laptop */
} PantauQueuedState;

/* "waiting", "line", "paused", "wifi", "refused", "missing". */
const char *pantau_queued_state_get_name (PantauQueuedState state);

/* One file of an own line that the province does not have. */
typedef struct
{
  char *hash;
  char *record;       /* UUID */
  char *title;        /* (nullable): the record's, where it is known */
  char *name;         /* the file's own; "" where its line says none */
  goffset size;       /* bytes; -1 where it is missing */
  goffset offset;     /* bytes that the province has */
  gboolean is_sealed; /* an identity: it has no name, and none is shown */
  PantauQueuedState state;
  char *reason; /* (nullable): the problem's name, of PANTAU_QUEUED_REFUSED */
} PantauQueuedFile;

/* What of the files of this home is not at the province. Immutable. */
typedef struct
{
  GPtrArray *
      files; /* (owned) of PantauQueuedFile: refused and missing ones first, then in the order in which they go */
  gint64 n;  /* of all, also those that are not in @files */
  goffset bytes; /* that are still to be sent */
  guint wifi;    /* of these files: that wait for another line */
  goffset wifi_bytes;
  gint64 sent; /* files that the province has */
  PantauFilesRule rule;
} PantauFilesQueue;

/* At most @limit files are read. Any thread whose @db it is. (transfer full) */
PantauFilesQueue *
pantau_files_queue_read (PantauDb *db, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_files_queue_free (PantauFilesQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilesQueue, pantau_files_queue_free)

G_END_DECLS
