/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Numbers, dates and times as people read them, in the program's language and always in WIB (UTC+7), whatever the laptop's locale and
 * zone. All (transfer full).
 */

/* 1.234.567 (id), 1,234,567 (en) */
char *pantau_format_integer (gint64 number) G_GNUC_WARN_UNUSED_RESULT;
/* Without needless zeros: 0,5 (id), 0.5 (en); at most three decimals. */
char *pantau_format_number (double number) G_GNUC_WARN_UNUSED_RESULT;
/* Rp1.500.000 (id), Rp1,500,000 (en) */
char *pantau_format_money (gint64 rupiah) G_GNUC_WARN_UNUSED_RESULT;
/* 1,2 KB, 3,4 MB: decimal units */
char *pantau_format_bytes (guint64 bytes) G_GNUC_WARN_UNUSED_RESULT;

/* Of Unix seconds. "14 Februari 2024 pukul 16.30 WIB" / "14 February 2024, 16:30 WIB" */
char *pantau_format_time (gint64 when) G_GNUC_WARN_UNUSED_RESULT;
/* For lists: "16.30" today, "Kemarin 16.30", "14 Feb" this year, else "14 Feb 2024"; @now in Unix seconds. */
char *pantau_format_time_short (gint64 when, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "baru saja", "5 menit yang lalu", "2 jam yang lalu", "3 hari yang lalu"; later than now or over a week ago: the short form */
char *pantau_format_ago (gint64 when, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "Rabu, 14 Februari 2024" of YYYY-MM-DD; the text itself where it is none */
char *pantau_format_date (const char *date) G_GNUC_WARN_UNUSED_RESULT;
/* The long form of an RFC 3339 text; the text itself where it is none. */
char *pantau_format_rfc3339 (const char *time) G_GNUC_WARN_UNUSED_RESULT;
/* An amount of seconds: "3 menit", "2 jam 10 menit" */
char *pantau_format_duration (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What people type; FALSE where it is none. With or without separators, "Rp", and ribu, juta, miliar: "Rp 1.500.000,-", "1,5 juta". "1.500" is
 * what the language says; what has one meaning only ("1,500,000", "0.5") is read in both.
 */
gboolean pantau_format_read_integer (const char *text, gint64 *number);
gboolean pantau_format_read_number (const char *text, double *number);

/*
 * A day or a time as people type it, in either language: "14-2-2024", "14/02/24", "14 feb 2024", "14 Februari" (the last one), "kemarin", "tadi pagi",
 * "rabu lalu", "3 hari yang lalu", "hari ini 16.30", "jam 2 siang", "16.30" (today, or yesterday where that is still to come),
 * "2024-02-14T16:30". Without a time of day @has_time is FALSE and noon is not invented: @when is 00:00 WIB. @now in Unix
 * seconds. FALSE where it is none, and where it could be two: "jam 2", "minggu lalu", "tadi malam", a weekday that is not the date's.
 */
gboolean pantau_format_read_time (const char *text, gint64 now, gint64 *when, gboolean *has_time);

/* "14-02-2024 16.30" / "14-02-2024": what the one above reads back. */
char *pantau_format_write_time (gint64 when) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_format_write_date (gint64 when) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
