/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-condition.h"
#include "pantau-document.h"
#include "pantau-number.h"

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
  PANTAU_FIELD_MATRIX, /* {"likelihood": 1 to 5, "impact": 1 to 5}: see pantau-matrix.h */
  PANTAU_FIELD_PEOPLE, /* {code of a list: how many}: people counted by group, never named */
  PANTAU_FIELD_LIST,   /* [{name of an item: value}]: as many rows as there are things to name */
} PantauFieldType;

/* What a record of another kind begins with that a "no" to a question of a checklist opens. */
typedef struct
{
  char *kind;
  PantauLabel title; /* "No power": the place is put behind it */
  int severity;      /* 0: not given */
  char *fields;      /* a JSON object: fields of that kind */
} PantauOpens;

/*
 * One thing that a kind of record asks. Everything in it belongs to the PantauKinds that gave it.
 */
typedef struct
{
  char *name;
  PantauFieldType type;
  PantauLabel label;
  PantauLabel hint;      /* both texts NULL where there is none */
  gboolean of_desk;      /* asked of the desk, not of the field */
  gboolean retired;      /* asked of nobody any more; old records have it */
  gboolean first;        /* one of the at most six questions asked first */
  gboolean required;     /* completeness asks for it; a record is taken without it too */
  gboolean counted;      /* a number that is added up over records: see pantau-store-exposure.h */
  gboolean personal;     /* says who somebody is: a record that has it is closed */
  gboolean ahead;        /* a time to come: until when, on which new day */
  PantauNumberForm form; /* of a text */
  gboolean is_link;      /* a text that is a link: "form": "url" (pantau-url.h) */
  char *choices;         /* the list of a choice, or of groups of people (nullable) */
  gboolean has_min;
  gboolean has_max;
  double min;
  double max;
  guint max_length;   /* characters of a text */
  char *unit;         /* (nullable) */
  GPtrArray *when;    /* (nullable): of PantauCondition; asked only where one of them holds */
  PantauOpens *opens; /* (nullable): of a question of a checklist (daftar-periksa.json) */
  GPtrArray *items;   /* (nullable): of PantauField: the cells of a row of a list, in their order */
  guint max_items;    /* rows of a list, 1 to PANTAU_KIND_MAX_ITEMS */
  PantauLabel item_name; /* what one row is, in the middle of a sentence: "exhibit" */
} PantauField;

/* No list of any kind has more rows: a line of the ledger holds 64 KiB. */
#define PANTAU_KIND_MAX_ITEMS 50

/* What a need names instead of a field where the reporter's sealed identity is meant. */
#define PANTAU_NEED_REPORTER "reporter"

/* One thing that makes a record complete, and why it matters. */
typedef struct
{
  char *
      field; /* a field of the kind, or places, occurred, known, title, narrative, severity, heard_from, PANTAU_NEED_REPORTER */
  char **others;     /* (nullable): fields of the kind, of which any will do in its place */
  char **parts;      /* (nullable): of PANTAU_NEED_REPORTER: what of the identity is needed */
  gboolean formal;   /* of the formal conditions (syarat formal), not the material ones */
  PantauLabel why;   /* one sentence */
  guint weight;      /* 1 to 10 */
  gboolean stations; /* of places: at least one names a polling station */
  GPtrArray *when;   /* (nullable): as of PantauField: it matters only then */
} PantauNeed;

/* A kind of record: risk, hoax, neutrality, other, activity. */
typedef struct
{
  char *code;
  PantauLabel name;
  PantauLabel short_name; /* for rows and columns; both texts NULL where there is none */
  gboolean closed;        /* the class of its records unless somebody chooses: closed or open */
  gboolean class_fixed;   /* nobody chooses */
  gboolean in_queue;      /* desks decide on its records (pantau-triage.h); not of mere activities */
  char *status_table;
  char **first;      /* at most six: names of fields, and of places, occurred, title … */
  GPtrArray *fields; /* of PantauField, in the order of the form */
  GPtrArray *needs;  /* of PantauNeed: what completeness asks for, most important first */
  GPtrArray *rules;  /* of PantauRule (pantau-rule.h): what several values together must keep */
} PantauKind;

/* One value of a list. */
typedef struct
{
  char *code;
  PantauLabel name;
  PantauLabel hint; /* what it means; both texts NULL where the name says it */
  char *basis;      /* the law it stands on (nullable) */
  GDate valid_from; /* days between which it is offered; not valid where there is no such day */
  GDate valid_to;   /* the last one */
  gboolean above;   /* the party is of the chain that reads: a record goes one level up */
  gboolean logistics; /* a risk that says so hits the logistics of the election */
  char *aid; /* (nullable): the code of the list `aid` that somebody needs who names this */
} PantauChoice;

/* Kinds and choices of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauKinds PantauKinds;

/*
 * Reads kinds.json, choices.json and daftar-periksa.json, whose questions become fields of the kinds that say {"checklist": true} among their fields, and the
 * list of choices “checklist”. NULL with PANTAU_ERROR_MALFORMED that names file and line.
 */
PantauKinds *pantau_kinds_new (GBytes *kinds, GBytes *choices, GBytes *checklist, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
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

/*
 * Whether the law or agency that made a choice stood by it on @day. Only what is offered depends on it: a code that was recorded
 * once stays valid for ever.
 */
gboolean pantau_choice_is_offered (const PantauChoice *self, const GDate *day);

/* "open" or "closed". (transfer none) */
const char *pantau_kind_class (const PantauKind *self);

/* A field by name. (transfer none) (nullable) */
const PantauField *pantau_kind_field (const PantauKind *self, const char *name);

/*
 * A cell of the rows of @self by name. An item has name, type, label, hint, required (a row is refused without it), choices, limits and
 * unit, and nothing else of a field. (transfer none) (nullable): NULL also where @self is no list
 */
const PantauField *pantau_field_item (const PantauField *self, const char *name);

G_END_DECLS
