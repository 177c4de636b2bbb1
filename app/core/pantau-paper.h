/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-document.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* What has so many lines is written over the whole width. */
#define PANTAU_PAPER_WIDE 5

/* One line to be filled in. */
typedef struct
{
  PantauLabel label;
  char *source; /* (nullable): what fills it in: "reporter.name", "witness.phone", "record.title" */
  guint lines;  /* for writing by hand: 1 to 20; from PANTAU_PAPER_WIDE on below the label */
  gboolean optional;
} PantauPaperField;

typedef struct
{
  PantauLabel title;
  GPtrArray *fields; /* of PantauPaperField */
  guint times;       /* how often its fields stand on an empty form: 1 to 5 */
  gboolean optional;
} PantauPaperSection;

/*
 * An official form as it is on paper (formulir.json): which fields it has, in which order, what fills them in. How it looks is not in it.
 * Immutable, so any thread may read it.
 */
typedef struct
{
  char *edition;
  char *basis;
  PantauLabel title;
  PantauLabel subtitle;
  PantauLabel secrecy;  /* what whoever holds the sheet must know */
  PantauLabel practice; /* written across a sheet of a practice province */
  PantauLabel optional; /* beside what may stay empty */
  GPtrArray *sections;  /* of PantauPaperSection */
  GPtrArray *closing;   /* of PantauPaperField */
  PantauLabel statement;
  GPtrArray *signatures; /* of PantauLabel */
} PantauPaper;

/* Reads it. NULL with PANTAU_ERROR_MALFORMED that names file and line, or an error of pantau_reference_read(). */
PantauPaper *pantau_paper_new (PantauReference *reference,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_paper_free (PantauPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPaper, pantau_paper_free)

G_END_DECLS
