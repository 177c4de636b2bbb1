/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/* Limits of a record as people give it; the line that holds it may have 64 KiB. */
#define PANTAU_CHECK_MAX_BYTES     (60 * 1024)
#define PANTAU_CHECK_MAX_TITLE     200   /* characters */
#define PANTAU_CHECK_MAX_NARRATIVE 20000 /* characters */
#define PANTAU_CHECK_MAX_PLACES    50
#define PANTAU_CHECK_MAX_TPS       200 /* numbers in one place */
#define PANTAU_CHECK_MAX_BLOBS     100
#define PANTAU_CHECK_MAX_FAULTS    50 /* told at once; who has more will not read them */

/*
 * One thing that is wrong with what a person gave. @code is a contract for scripts: ambiguous,
 * bad-date, class-fixed, duplicate-key, in-future, invalid-utf8, malformed, missing, out-of-range,
 * too-deep, too-early, too-large, too-long, too-many, unknown-choice, unknown-election,
 * unknown-field, unknown-kind, unknown-region, unknown-village, wrong-order, wrong-type. Append
 * only.
 */
typedef struct
{
  char *code;
  char *field;   /* "severity", "fields.hazard", "places[1].tps"; "" where it is about the whole */
  char *message; /* one clear sentence in the person's language */
} PantauFault;

void pantau_fault_free (PantauFault *self);

/* An array that owns its PantauFault. (transfer full) */
GPtrArray *pantau_faults_new (void) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Reads a record as people and programs give it: one JSON object with the members of record.create,
 * and besides `region` (a code or a name; without it the kecamatan of the first place that has one,
 * else @author_region) and `class`. Left out are: `election` (the one that fits the day),
 * `occurred` (`known`, or now), `title` (the narrative's first line). Times without an offset are
 * WIB; all come out in WIB. A village that our edition does not know is kept as text.
 *
 * @kind: code of the kind; @now: Unix seconds; @author_region (nullable): the jurisdiction of who
 * records, where a name is looked for first. @region and @record_class are set where the record is
 * well: (transfer full).
 *
 * Returns: (transfer full): the body of record.create without its salt, members in the order
 * election, places, occurred, known, title, narrative, severity, fields, heard_from, blobs; or NULL
 * with all faults in @faults (at least one).
 */
JsonObject *pantau_check_record (PantauReference *reference,
                                 const char *kind,
                                 const char *text,
                                 gsize length,
                                 gint64 now,
                                 const char *author_region,
                                 char **region,
                                 char **record_class,
                                 GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/*
 * One value of a record.set: a field of @kind, or title, narrative, severity, occurred, known,
 * election, places, heard_from. A JSON null takes a value away; a title stays. Sets @normalised
 * (transfer full) and returns TRUE, or adds to @faults. What only two values together can tell
 * (known before occurred) is not looked at.
 */
gboolean pantau_check_field (PantauReference *reference,
                             const PantauKind *kind,
                             const char *name,
                             JsonNode *value,
                             gint64 now,
                             JsonNode **normalised,
                             GPtrArray *faults);

/*
 * The value that @text of a command line (NAME=TEXT) means for @name: numbers, ya/tidak, lists with
 * commas, JSON for places (or the name of one village), "" for null. What it cannot read stays
 * text, for pantau_check_field() to refuse. Returns: (transfer full), never NULL.
 */
JsonNode *pantau_check_parse_value (const PantauKind *kind,
                                    const char *name,
                                    const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A point in time: RFC 3339 with offset; or YYYY-MM-DD, or YYYY-MM-DDTHH:MM[:SS], which are WIB.
 * Sets @normalised (transfer full) to RFC 3339 in WIB and @when to Unix seconds; FALSE where @text
 * is none or no such day exists.
 */
gboolean pantau_check_time (const char *text, char **normalised, gint64 *when);

G_END_DECLS
