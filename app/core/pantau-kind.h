/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-document.h"

G_BEGIN_DECLS

/* What a field holds. The names in kinds.json are a contract: append only. */
typedef enum
{
  PANTAU_FIELD_TEXT,     /* one line */
  PANTAU_FIELD_LONGTEXT, /* several lines */
  PANTAU_FIELD_CHOICE,   /* one code of a list */
  PANTAU_FIELD_CHOICES,  /* an array of them */
  PANTAU_FIELD_INTEGER,
  PANTAU_FIELD_NUMBER,   /* an integer or a fraction */
  PANTAU_FIELD_MONEY,    /* whole rupiah */
  PANTAU_FIELD_DATETIME, /* RFC 3339 with offset */
  PANTAU_FIELD_DATE,     /* YYYY-MM-DD */
  PANTAU_FIELD_BOOLEAN,
  PANTAU_FIELD_REGION, /* a code that our edition knows */
} PantauFieldType;

/*
 * One thing that a kind of record asks. Everything in it belongs to the PantauKinds that gave it.
 */
typedef struct
{
  char *name;
  PantauFieldType type;
  PantauLabel label;
  PantauLabel hint;  /* both texts NULL where there is none */
  gboolean of_desk;  /* asked of the desk, not of the field */
  gboolean first;    /* one of the at most six questions asked first */
  gboolean required; /* completeness asks for it; a record is taken without it too */
  char *choices;     /* the list of a choice (nullable) */
  gboolean has_min;
  gboolean has_max;
  double min;
  double max;
  guint max_length;   /* characters of a text */
  char *unit;         /* (nullable) */
  char *when_field;   /* asked only where that field holds one of when_values (nullable) */
  char **when_values; /* (nullable) */
} PantauField;

/* A kind of record: risk, hoax, neutrality, other, activity. */
typedef struct
{
  char *code;
  PantauLabel name;
  gboolean closed;      /* the class of its records unless somebody chooses: closed or open */
  gboolean class_fixed; /* nobody chooses */
  char *status_table;
  char **first;      /* at most six: names of fields, and of places, occurred, title … */
  GPtrArray *fields; /* of PantauField, in the order of the form */
} PantauKind;

/* One value of a list. */
typedef struct
{
  char *code;
  PantauLabel name;
  char *basis;    /* the law it stands on (nullable) */
  gboolean above; /* the party is of the chain that reads: a record goes one level up */
} PantauChoice;

/* Kinds and choices of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauKinds PantauKinds;

/* Reads kinds.json and choices.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauKinds *
pantau_kinds_new (GBytes *kinds, GBytes *choices, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauKinds *pantau_kinds_ref (PantauKinds *self);
void pantau_kinds_unref (PantauKinds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauKinds, pantau_kinds_unref)

/* In the order of the file. (transfer none): of PantauKind */
GPtrArray *pantau_kinds_list (PantauKinds *self);

/* (transfer none) (nullable) */
const PantauKind *pantau_kinds_lookup (PantauKinds *self, const char *code);

/*
 * A list of choices by name. (transfer none) (nullable): of PantauChoice, in the order of the file
 */
GPtrArray *pantau_kinds_choices (PantauKinds *self, const char *list);

/*
 * One choice of @list by its code or, as people may type it, by its name in either language,
 * without regard to case. (transfer none) (nullable)
 */
const PantauChoice *pantau_kinds_choice (PantauKinds *self, const char *list, const char *text);

/*
 * The name of @code in @language ("id", "en"); the code itself where the list does not know it.
 * (transfer none)
 */
const char *pantau_kinds_choice_label (PantauKinds *self,
                                       const char *list,
                                       const char *code,
                                       const char *language);

/* "open" or "closed". (transfer none) */
const char *pantau_kind_class (const PantauKind *self);

/* A field by name. (transfer none) (nullable) */
const PantauField *pantau_kind_field (const PantauKind *self, const char *name);

G_END_DECLS
