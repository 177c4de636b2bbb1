/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-db.c and pantau-db-migrate.c, which knows nothing of SQLite. */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/* As pantau_db_open() was asked. */
gboolean pantau_db_is_read_only (PantauDb *self);

/* FALSE where the file could be written, and its header says that it cannot: it is damaged. */
gboolean pantau_db_is_writable (PantauDb *self);

/* Not even what is in the log is brought into the file when it is closed. */
void pantau_db_leave_alone (PantauDb *self);

G_END_DECLS
