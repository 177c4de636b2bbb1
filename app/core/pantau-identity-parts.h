/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-document.h"
#include "pantau-identity.h"

G_BEGIN_DECLS

/* How a part is asked for. The names in identitas.json are a contract: append only. */
typedef enum
{
  PANTAU_IDENTITY_TEXT,     /* "text": one line */
  PANTAU_IDENTITY_LONGTEXT, /* "longtext": several */
  PANTAU_IDENTITY_CHOICE,   /* "choice": the code of one of `choices` */
  PANTAU_IDENTITY_PICTURE, /* "copy": the picture of an identity card; there is one such part, PANTAU_IDENTITY_COPY */
} PantauIdentityType;

typedef struct
{
  char *code;
  PantauLabel label;
} PantauIdentityChoice;

/* A part of who somebody is. Everything in it belongs to the PantauIdentityParts that gave it. */
typedef struct
{
  char *name; /* for pantau_identity_set(), and for `has` of an identity.seal; for ever */
  PantauIdentityType type;
  PantauLabel label;
  PantauLabel hint;   /* texts are NULL where none is given */
  guint max;          /* characters; 0 where it is no text */
  gboolean required;  /* nothing is sealed without it */
  gboolean formal;    /* of a reporter: law's formal conditions ask for it (syarat formal) */
  char *form;         /* (nullable): as of fields, such as "nik" or "phone" */
  GPtrArray *choices; /* of PantauIdentityChoice; empty where it is no choice */
  gboolean of_reporter;
  gboolean of_witness;
  char **kinds; /* of records that have it; empty: all */
} PantauIdentityPart;

/* What a person is called, and which parts are asked for, in records of one kind; where there is none, as everywhere. */
typedef struct
{
  char *kind;
  char *person;
  PantauLabel name; /* "Source of the message", in place of "Reporter" */
  PantauLabel hint; /* texts are NULL where none is given */
  char **asked;     /* names of parts, in the order in which they are asked for */
  char **required;  /* of these: nothing is sealed without them */
} PantauIdentitySheet;

/* The parts of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauIdentityParts PantauIdentityParts;

/* Reads identitas.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauIdentityParts *pantau_identity_parts_new (GBytes *bytes,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauIdentityParts *pantau_identity_parts_ref (PantauIdentityParts *self);
void pantau_identity_parts_unref (PantauIdentityParts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauIdentityParts, pantau_identity_parts_unref)

/* How @person is asked for in records of @kind (nullable). (transfer none) (nullable): as everywhere */
const PantauIdentitySheet *
pantau_identity_parts_sheet (PantauIdentityParts *self, const char *person, const char *kind);

/* Those that @person ("reporter", "witness") is asked for in records of @kind (nullable: any), in their order. (transfer container): const PantauIdentityPart * */
GPtrArray *pantau_identity_parts_for (PantauIdentityParts *self,
                                      const char *person,
                                      const char *kind) G_GNUC_WARN_UNUSED_RESULT;

/* Whether nothing of @person is sealed without @part in records of @kind (nullable). */
gboolean pantau_identity_parts_requires (PantauIdentityParts *self,
                                         const PantauIdentityPart *part,
                                         const char *person,
                                         const char *kind);

/* (transfer none) (nullable): NULL where our edition does not know it */
const PantauIdentityPart *pantau_identity_parts_lookup (PantauIdentityParts *self,
                                                        const char *name);

/* In @language ("id", "en"); what our edition does not know stands for itself. (transfer none) */
const char *
pantau_identity_parts_label (PantauIdentityParts *self, const char *name, const char *language);

/*
 * TRUE where all parts of @person that law's formal conditions ask for are among @has (nullable). @person "witness" has none: always TRUE.
 */
gboolean pantau_identity_parts_are_formal (PantauIdentityParts *self,
                                           const char *person,
                                           const char *const *has);

/*
 * Whether @identity may be sealed as one of @person in a record of @kind (nullable): nothing that is required is missing, nothing too long, no choice or part
 * unknown; a part that is not asked for is taken all the same. Otherwise
 * PANTAU_ERROR_INVALID, a sentence in @language's labels without what was typed; @part (nullable) takes the part's name (transfer none).
 */
gboolean pantau_identity_parts_check (PantauIdentityParts *self,
                                      PantauIdentity *identity,
                                      const char *person,
                                      const char *kind,
                                      const char *language,
                                      const char **part,
                                      GError **error);

G_END_DECLS
