/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a query consists of: between the files pantau-query*.c, and for the store, which asks it. */
#pragma once

#include "pantau-figure.h"
#include "pantau-query.h"

G_BEGIN_DECLS

/* The filters. Append only; pantau-query-key.c has their names. */
typedef enum
{
  PANTAU_KEY_KIND,
  PANTAU_KEY_REGION,
  PANTAU_KEY_STATUS,
  PANTAU_KEY_SEVERITY,
  PANTAU_KEY_STATE,
  PANTAU_KEY_DIFFERENCE,
  PANTAU_KEY_MINE,
  PANTAU_KEY_FROM,
  PANTAU_KEY_TO,
  PANTAU_KEY_QUARANTINE,
  PANTAU_KEY_FIGURE,
} PantauKey;

#define PANTAU_N_KEYS (PANTAU_KEY_FIGURE + 1)

/* FALSE where @name is the name of no filter in either language. @length -1: all of it. */
gboolean pantau_key_from_name (const char *name, gssize length, PantauKey *key);

/* A piece of what was typed: a word, a phrase or a filter. It stands at the bytes [start, end) of the text. */
typedef struct
{
  gboolean negative; /* with a minus before it */
  gboolean is_filter;
  PantauKey key; /* where is_filter */
  gboolean is_quoted;
  gboolean is_open; /* at the very end, without a blank after it: still being typed */
  char *value;
  gsize start;
  gsize end;
} PantauPiece;

/* (transfer full): of PantauPiece. @text is valid UTF-8. */
GArray *pantau_query_pieces (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A word or phrase to be found. Of several words only the surfaces count, in a row; a single one finds its family too. The last word
 * may be a beginning.
 */
typedef struct
{
  gboolean negative;
  gboolean is_prefix;
  GStrv surfaces; /* at least one, folded */
  char *stem;     /* (nullable): of a single word */
} PantauTerm;

/* A condition that holds, that does not, or that nobody asked about. */
typedef enum
{
  PANTAU_ASKED_NO = 0,
  PANTAU_ASKED_YES = 1,
  PANTAU_ASKED_NOTHING = -1,
} PantauAsked;

struct _PantauQuery
{
  gatomicrefcount ref_count;
  PantauReference *reference; /* (owned) */
  char *problem;              /* (owned) (nullable) */
  gboolean finds_nothing;

  GPtrArray *terms; /* of PantauTerm */

  /* Each of char *: one of the first, none of the second, where there are any. */
  GPtrArray *kinds, *not_kinds;
  GPtrArray *statuses, *not_statuses;
  GPtrArray *regions, *not_regions;
  GPtrArray *choices, *not_choices; /* codes of `search`; beside kinds, not besides */

  int severity; /* at least; 0: any */
  int state;    /* of PantauState, or -1 */
  PantauAsked difference;
  PantauAsked quarantine;
  gboolean mine;
  PantauFigure *figure; /* (owned) (nullable): only the records that it counts */
  gint64 from;          /* Unix seconds; G_MININT64: from ever */
  gint64 to;            /* before this; G_MAXINT64: for ever */
};

/* Takes in the filter @piece; what it cannot understand becomes the problem. */
void pantau_query_add_filter (PantauQuery *self, const PantauPiece *piece, gint64 now);

/* Does the word @surface with @stem fit a term of one word? */
gboolean pantau_term_fits (const PantauTerm *self, const char *surface, const char *stem);

G_END_DECLS
