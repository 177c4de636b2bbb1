/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * One connection to an SQLite database. The process that holds the lock of a home has exactly one that writes;
 * every other is read-only. (SQLite before 3.51.3 can corrupt a WAL database when two connections write or checkpoint at
 * the same instant; Debian 12 has 3.40.1.)
 *
 * A connection may be used from several threads: a transaction, or a query from its first row to its finish,
 * keeps the others out.
 */
typedef struct _PantauDb PantauDb;
typedef struct _PantauStmt PantauStmt;

typedef enum
{
  PANTAU_DB_READ_WRITE,
  PANTAU_DB_READ_ONLY,
} PantauDbMode;

/* How much a commit promises. */
typedef enum
{
  PANTAU_DB_DURABLE, /* on the disk when commit returns: facts */
  PANTAU_DB_LAZY, /* whole or not at all, perhaps lost with the power: what can be made again from the facts */
} PantauDbPromise;

/*
 * Opens @path, making it where it is missing and @mode allows. Errors: PANTAU_ERROR_DAMAGED (not a database, or
 * broken), _FULL, _IO.
 */
PantauDb *
pantau_db_open (const char *path, PantauDbMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_db_close (PantauDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDb, pantau_db_close)

/*
 * Brings the database to the newest version known to this program: for each version after its own, the scripts
 * `sql/PART-NNN.sql` of every part in @parts (those that exist), and the version's number, in one transaction. A database of
 * a newer program is refused with PANTAU_ERROR_NEWER and not written to; one of another program with _DAMAGED.
 */
gboolean pantau_db_migrate (PantauDb *self, const char *const *parts, GError **error);

/* The version that the newest scripts give. */
int pantau_db_newest_version (void);

/*
 * Transactions do not nest. Between begin and commit or rollback the calling thread owns the connection. A
 * failed commit rolls back.
 */
gboolean pantau_db_begin (PantauDb *self, PantauDbPromise promise, GError **error);
gboolean pantau_db_commit (PantauDb *self, GError **error);
void pantau_db_rollback (PantauDb *self);

/*
 * A reading of several statements that see one state of the database. It keeps others off the connection as a transaction does;
 * once @cancellable (nullable) is, its statements end with G_IO_ERROR_CANCELLED.
 */
gboolean pantau_db_begin_reading (PantauDb *self, GCancellable *cancellable, GError **error);
void pantau_db_end_reading (PantauDb *self);

/*
 * Parameters of a statement, one letter each, checked against the number in the SQL: 's' const char * (nullable),
 * 'i' gint64, 'x' const char * of hex, bound as a blob (nullable), 'b' GBytes *, bound as it is (nullable).
 */

/* Runs one statement that gives no rows. */
gboolean pantau_db_run (PantauDb *self, GError **error, const char *sql, const char *types, ...);

/* Runs a script of several statements, without parameters. */
gboolean pantau_db_script (PantauDb *self, const char *sql, GError **error);

/*
 * A query. Errors stick to the statement: after one, every row is missing and every column empty, and
 * pantau_stmt_finish() tells. So a loop needs a single check, at its end. @sql must be a literal: statements are kept by
 * its address.
 */
PantauStmt *
pantau_db_query (PantauDb *self, const char *sql, const char *types, ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean pantau_stmt_next (PantauStmt *self);
const char *pantau_stmt_text (PantauStmt *self,
                              int column); /* borrowed until the next row; NULL for NULL */
gint64 pantau_stmt_integer (PantauStmt *self, int column);
gboolean pantau_stmt_is_null (PantauStmt *self, int column);
char *pantau_stmt_hex (PantauStmt *self,
                       int column); /* (transfer full) (nullable): a blob as hex */
/* A blob as it is, borrowed until the next row; NULL and 0 for NULL and for none of length 0. */
const guint8 *pantau_stmt_bytes (PantauStmt *self, int column, gsize *length);
int pantau_stmt_n_columns (PantauStmt *self);
/* Ends the query and frees @self. */
gboolean pantau_stmt_finish (PantauStmt *self, GError **error);

/* One value of one row, or @fallback where there is no row. */
gboolean pantau_db_integer (PantauDb *self,
                            gint64 fallback,
                            gint64 *value,
                            GError **error,
                            const char *sql,
                            const char *types,
                            ...);
/* One text, or NULL where there is no row; (transfer full). */
gboolean pantau_db_text (
    PantauDb *self, char **value, GError **error, const char *sql, const char *types, ...);

/* Of the statement that ran last on this connection: the row that it inserted, and how many it changed. Within a transaction, or another thread's may have been later. */
gint64 pantau_db_last_row (PantauDb *self);
int pantau_db_changes (PantauDb *self);

/* SQLite's own check of the file: TRUE where it finds nothing. @quick leaves the indices out. */
gboolean pantau_db_check (PantauDb *self, gboolean quick, GError **error);

/*
 * Ends what another thread is doing on this connection right now; a check too, which asks no progress handler. What it then says of
 * the file is worth nothing.
 */
void pantau_db_interrupt (PantauDb *self);

/* TRUE once a statement or a check on this connection found the file damaged. */
gboolean pantau_db_is_damaged (PantauDb *self);

/* Copies the committed state to a new file @path, without stopping anybody. */
gboolean pantau_db_copy (PantauDb *self, const char *path, GError **error);

/*
 * Rewrites the file from what is in it, and empties the log: afterwards no byte of the files holds what was deleted or overwritten. As
 * long as it takes, nobody else writes. PANTAU_ERROR_BUSY where a reader is still at the old state: try again later.
 */
gboolean pantau_db_rewrite (PantauDb *self, GError **error);

/* What was set on the connection, for the test that asserts safety's demands: a pragma's value. (transfer full) */
char *pantau_db_pragma (PantauDb *self, const char *name);

G_END_DECLS
