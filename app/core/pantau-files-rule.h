/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* Setting of a home: "1" where no file is sent until somebody says so. */
#define PANTAU_SETTING_FILES_PAUSED "files-paused"
/* Setting: bytes in decimal; larger files wait for a line that does not cost by the byte. None: no such rule. */
#define PANTAU_SETTING_FILES_METERED "files-metered-limit"

/* What this home sends just now. Lines go in any case. */
typedef struct
{
  gboolean is_paused;
  goffset limit;       /* bytes; -1: no rule */
  gboolean is_metered; /* the line costs by the byte, as far as the system knows */
} PantauFilesRule;

/*
 * Reads the settings of a home, and asks the system about the line. A number that nobody could have set is no rule. Any thread.
 */
void pantau_files_rule_read (PantauFilesRule *self, PantauDb *db);

/* FALSE where a file of @size bytes has to wait. */
gboolean pantau_files_rule_allows (const PantauFilesRule *self, goffset size);

/* TRUE where it waits for another line only: Wi-Fi, as people say. */
gboolean pantau_files_rule_waits_for_line (const PantauFilesRule *self, goffset size);

gboolean pantau_files_rule_set_paused (PantauHome *home, gboolean paused, GError **error);
/* @limit: bytes, -1 for no rule. */
gboolean pantau_files_rule_set_limit (PantauHome *home, goffset limit, GError **error);

/*
 * What the system's network monitor says; FALSE where it does not know. PANTAU_LINE=metered or =free in the environment says otherwise. Call it
 * once in the main thread before others may: the monitor stays with the main context that it was made in.
 */
gboolean pantau_line_is_metered (void);

G_END_DECLS
