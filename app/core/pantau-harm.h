/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-document.h"

G_BEGIN_DECLS

/* How somebody says that a message was marked (list `forward_mark`). */
typedef enum
{
  PANTAU_FORWARDED_NOT,
  PANTAU_FORWARDED,
  PANTAU_FORWARDED_MANY,
} PantauForwarded;

/* What all records of a claim say together. */
typedef struct
{
  gboolean changes_voting; /* one of them says so */
  gboolean unrest;         /* likewise */
  guint targets;           /* points of the target that has most */
  gint64 reach;
  PantauForwarded forwarded; /* the most of any */
} PantauHarmFacts;

/* What some of the points are given for. */
typedef struct
{
  char *code; /* "voting", "unrest", "target", "reach", "forwarded" */
  char *name; /* in the language asked for */
  guint points;
} PantauHarmPart;

void pantau_harm_part_free (PantauHarmPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHarmPart, pantau_harm_part_free)

/*
 * How much harm a claim may do: points for what it says and how far it goes, added up (bahaya.json). A figure of our own to sort a board by,
 * which no law and no agency knows; so it is always shown with its parts. Immutable, so any thread may read it.
 */
typedef struct _PantauHarm PantauHarm;

/* Reads bahaya.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauHarm *pantau_harm_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauHarm *pantau_harm_ref (PantauHarm *self);
void pantau_harm_unref (PantauHarm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHarm, pantau_harm_unref)

/* The points of a target (code of the list `hoax_target`); 0 for one that has none. */
guint pantau_harm_target (const PantauHarm *self, const char *code);

/* All points together, and the most that there are. */
guint pantau_harm_points (const PantauHarm *self, const PantauHarmFacts *facts);
guint pantau_harm_most (const PantauHarm *self);

/* Those parts that give points, in the order of the file; they add up to pantau_harm_points(). (transfer full): of PantauHarmPart */
GPtrArray *pantau_harm_parts (const PantauHarm *self,
                              const PantauHarmFacts *facts,
                              const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* One sentence that says what kind of figure this is. (transfer none) */
const char *pantau_harm_note (const PantauHarm *self, const char *language);

/* Differs where points may come out differently. (transfer none) */
const char *pantau_harm_digest (const PantauHarm *self);

G_END_DECLS
