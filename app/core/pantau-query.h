/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/* By what a list is sorted; ties by the newest first. Names are kept in settings: append only. */
typedef enum
{
  PANTAU_SORT_TIME,     /* when it happened */
  PANTAU_SORT_RECORDED, /* when it came into this home */
  PANTAU_SORT_TITLE,
  PANTAU_SORT_KIND,
  PANTAU_SORT_REGION,
  PANTAU_SORT_STATUS,
  PANTAU_SORT_SEVERITY,
} PantauSort;

#define PANTAU_N_SORTS (PANTAU_SORT_SEVERITY + 1)

/* Its stable name, for settings and the command line. (transfer none); FALSE for a name that is none, and for NULL */
const char *pantau_sort_get_name (PantauSort sort);
gboolean pantau_sort_from_name (const char *name, PantauSort *sort);

/*
 * What a person types into the search: words, "a phrase", -without, and filters such as `wilayah:muba jenis:banjir
 * status:baru tingkat:4 dari:2024-02-01 sampai:2024-02-14 keadaan:tersimpan beda:ya`, with Indonesian or English keys. A filter's
 * value may be a code, a name, an alias or its beginning; with blanks in quotation marks. Words that belong together by
 * their stem find each other (mengirim, kiriman). Immutable, so any thread may read it.
 */
typedef struct _PantauQuery PantauQuery;

/*
 * Never fails. A filter whose value is not understood finds nothing and is a problem to show (below); one without a value is being typed
 * and left out. One filter named several times widens (jenis:risiko jenis:hoaks), different ones narrow. -jenis:, -wilayah: and
 * -status: exclude. Words without blank after the last may go on: it is a beginning, from two letters; numbers are whole.
 * @text may be any bytes; NULL is "".
 */
PantauQuery *pantau_query_new (PantauReference *reference,
                               const char *text) G_GNUC_WARN_UNUSED_RESULT;
PantauQuery *pantau_query_ref (PantauQuery *self);
void pantau_query_unref (PantauQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauQuery, pantau_query_unref)

/* A sentence about a filter that is not understood: "no region is called “xyz”". (nullable) */
const char *pantau_query_get_problem (PantauQuery *self);

/* TRUE where it asks for nothing: all records. */
gboolean pantau_query_is_empty (PantauQuery *self);

/* Where a text matches the query's words, to be highlighted: bytes [start, end). */
typedef struct
{
  guint start;
  guint end;
} PantauMatch;

/* The matches in @text by surface or stem, in order. (transfer full): of PantauMatch, perhaps empty */
GArray *pantau_query_match (PantauQuery *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* A filter as a person may type it, in the program's language: "wilayah", "wilayah:muba", "A region and …". */
typedef struct
{
  const char *key;
  const char *example;
  const char *meaning;
} PantauQueryHelp;

/* Fills at most @n of @help, and returns how many there are. */
guint pantau_query_help (PantauQueryHelp *help, guint n);

/* @text with the filter @key set to @value (NULL: taken out), everything else as typed; @key as of pantau_query_help(). A new
 * one comes first, so that the last word stays the last. (transfer full) */
char *pantau_query_with (const char *text, const char *key, const char *value);

/* The value that @text gives to filter @key, without quotation marks; NULL where it has none. (transfer full) */
char *pantau_query_value (const char *text, const char *key);

G_END_DECLS
