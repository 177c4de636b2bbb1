/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-record.h"
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
 * bad-date, class-fixed, duplicate-key, exceeds, in-future, in-past, incomplete, invalid-utf8,
 * malformed, missing, not-in-force, out-of-range, sum-exceeds, too-deep, too-early, too-large,
 * too-long, too-many, unknown-agency, unknown-choice, unknown-election, unknown-field,
 * unknown-kind, unknown-region, unknown-village, wrong-order, wrong-type; wrong-length and wrong-digits (a number that has a
 * form), names-person (in an open record), unknown-stage (not one of the election), not-allowed and lacking (a case's origin).
 * Append only.
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
 * (transfer full) and returns TRUE, or adds to @faults. What only several values together can tell
 * (known before occurred) is for pantau_check_change().
 */
gboolean pantau_check_field (PantauReference *reference,
                             const PantauKind *kind,
                             const char *name,
                             JsonNode *value,
                             gint64 now,
                             JsonNode **normalised,
                             GPtrArray *faults);

/*
 * One value by the description of its field alone: a cell of a list, as a form has it while somebody fills in a row. @name is what
 * faults call it. Sets @normalised (transfer full) and returns TRUE, or adds to @faults. @value is not null.
 */
gboolean pantau_check_value (PantauReference *reference,
                             const PantauField *field,
                             const char *name,
                             JsonNode *value,
                             gint64 now,
                             JsonNode **normalised,
                             GPtrArray *faults);

/*
 * The rules of kinds.json (pantau-rule.h), for a change of @record (with its values) by @values, {name: value} as
 * pantau_check_field() gives them: TRUE where all are kept, else faults in @faults. A rule about nothing that changes is not
 * judged, nor one about a field in which people differ. Nor may an open record come to name a person, or a stage that its election does
 * not have. Where a case comes from is for pantau_check_origin().
 */
gboolean pantau_check_change (PantauReference *reference,
                              PantauRecord *record,
                              JsonObject *values,
                              gint64 now,
                              GPtrArray *faults);

/*
 * Whether @fields, {name: value} of @kind in their one writing, say that a party belongs to the chain that would read the record: a new one goes one level
 * up and is closed, and an existing one is for a desk to move.
 */
gboolean
pantau_check_goes_up (PantauReference *reference, const PantauKind *kind, JsonObject *fields);

/*
 * Whether a change of @record by @values changes its origin (`case_origin`) as the table allows (pantau-origin.h). @has (nullable): the parts of the
 * reporter's identity that are sealed. TRUE, or one fault in @faults.
 */
gboolean pantau_check_origin (PantauReference *reference,
                              PantauRecord *record,
                              JsonObject *values,
                              const char *const *has,
                              GPtrArray *faults);

/* The title that a record gets from its narrative: the first line, cut at a word. (transfer full) */
char *pantau_check_title_of (const char *narrative) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A note as people write it, in one writing: NFC, LF at line ends, no control characters. (transfer full): NULL with
 * PANTAU_ERROR_INVALID where it is empty or no UTF-8, or has more than PANTAU_CHECK_MAX_NARRATIVE characters.
 */
char *pantau_check_note (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The value that @text of a command line (NAME=TEXT) means for @name: numbers, ya/tidak, lists with
 * commas, "2x5" for a matrix, "pemilih=120,lansia=4" for people, JSON for places (or the name of one village) and for lists of rows, "" for null. What it cannot read stays
 * text, for pantau_check_field() to refuse. Returns: (transfer full), never NULL.
 */
JsonNode *pantau_check_parse_value (const PantauKind *kind,
                                    const char *name,
                                    const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The same by the description of the field, such as a cell of a list. */
JsonNode *pantau_check_parse_text (const PantauField *field,
                                   const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A point in time: RFC 3339 with offset; or YYYY-MM-DD, or YYYY-MM-DDTHH:MM[:SS], which are WIB.
 * Sets @normalised (transfer full) to RFC 3339 in WIB and @when to Unix seconds; FALSE where @text
 * is none or no such day exists.
 */
gboolean pantau_check_time (const char *text, char **normalised, gint64 *when);

/* What that gives for @when: RFC 3339 in WIB. (transfer full) */
char *pantau_check_write_time (gint64 when) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
