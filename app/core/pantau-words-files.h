/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-queue.h"
#include "pantau-transfer.h"

G_BEGIN_DECLS

/* Files on their way, in the program's language. All (transfer full) unless they say otherwise. */

/* What a file is called; “Sealed identity” where it is one. */
char *pantau_words_queued_name (const PantauQueuedFile *file) G_GNUC_WARN_UNUSED_RESULT;

/* Where it stands: “waits for Wi-Fi”, “1.2 MB of 4.8 MB”, “not taken: …”. */
char *pantau_words_queued_state (const PantauQueuedFile *file) G_GNUC_WARN_UNUSED_RESULT;

/* “1.2 MB of 4.8 MB” */
char *pantau_words_bytes_of (goffset done, goffset total) G_GNUC_WARN_UNUSED_RESULT;

/* “about 5 minutes left”; @seconds as of PantauTransferState.left. NULL where nobody can say. */
char *pantau_words_time_left (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

/* What waits for another line: “3 files (45 MB) wait for Wi-Fi”; NULL where none does. */
char *pantau_words_wifi (guint files, goffset bytes) G_GNUC_WARN_UNUSED_RESULT;

/* A problem's name as of PantauQueuedFile.reason, as a reason. (transfer none) */
const char *pantau_words_upload_reason (const char *problem);

G_END_DECLS
