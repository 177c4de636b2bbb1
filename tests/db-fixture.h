/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/* What a home's database is made of, for pantau_db_migrate(). */
extern const char *const db_parts[];

/* Opens a.db in @dir in this way and asserts that it is brought up to date with @parts. */
PantauDb *db_open_with (const char *dir,
                        PantauDbMode mode,
                        const char *const *parts) G_GNUC_WARN_UNUSED_RESULT;

/* The same with db_parts, to write (made where it is not there) and to read. */
PantauDb *db_open_new (const char *dir) G_GNUC_WARN_UNUSED_RESULT;
PantauDb *db_open_reader (const char *dir) G_GNUC_WARN_UNUSED_RESULT;

/* Runs SQL that must succeed. */
void db_script (PantauDb *db, const char *sql);

/* A literal of its own for every statement: they are kept by address. */
#define DB_ADD_SETTING "INSERT INTO setting (name, value) VALUES (?1, ?2)"

/* Rows to write and to count: the table of settings. */
void db_add_setting (PantauDb *db, const char *name, const char *value);
gint64 db_count_settings (PantauDb *db);

/* Asserts that the pragma @name is @value, in SQLite's own writing. */
void db_assert_pragma (PantauDb *db, const char *name, const char *value);

/* Its tables are those of this program. */
void db_assert_newest (PantauDb *db);

/*
 * Copies a.db of @dir with its WAL as they lie on the disk, as a power cut would leave them.
 * Returns: (transfer full): the directory of the copy, for test_dir_remove().
 */
char *db_copy_of (const char *dir) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
