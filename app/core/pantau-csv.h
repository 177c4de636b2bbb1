/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads a reference table: UTF-8, lines of RFC 4180 without line breaks inside quotes, comment
 * lines that begin with '#', then one line of column names. The first fault sticks; rows end, and
 * pantau_csv_finish() tells it.
 *
 *   g_autoptr (PantauCsv) csv = pantau_csv_new ("alias.csv", bytes, columns);
 *   while (pantau_csv_next (csv))
 *     use (pantau_csv_get (csv, 0));
 *   return pantau_csv_finish (csv, error);
 */
typedef struct _PantauCsv PantauCsv;

/*
 * @name is the file's name for messages. @columns, ended by NULL, are the columns wanted, all of
 * them required; others in the file are left alone, so that a province may add its own.
 */
PantauCsv *pantau_csv_new (const char *name,
                           GBytes *bytes,
                           const char *const *columns) G_GNUC_WARN_UNUSED_RESULT;
void pantau_csv_free (PantauCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCsv, pantau_csv_free)

/* Goes to the next row. FALSE at the end and at a fault. */
gboolean pantau_csv_next (PantauCsv *self);

/*
 * The value of the wanted column number @column in this row, without spaces around it. (transfer
 * none), never NULL.
 */
const char *pantau_csv_get (PantauCsv *self, guint column);

/* The line of this row, from 1. */
guint pantau_csv_line (PantauCsv *self);

/* Notes that this row is wrong, unless a fault stands already; pantau_csv_next() then ends. */
void pantau_csv_fail (PantauCsv *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The same about an earlier line. */
void pantau_csv_fail_at (PantauCsv *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* TRUE where every row was well; otherwise PANTAU_ERROR_MALFORMED that names file and line. */
gboolean pantau_csv_finish (PantauCsv *self, GError **error);

G_END_DECLS
