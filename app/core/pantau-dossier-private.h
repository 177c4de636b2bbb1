/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files pantau-dossier*.c: what a bundle consists of, and what its members are called. */
#pragma once

#include "pantau-dossier.h"

#include "pantau-entry.h"
#include "pantau-evidence.h"
#include "pantau-record.h"

G_BEGIN_DECLS

#define PANTAU_DOSSIER_TEXT     "MANIFES.txt"
#define PANTAU_DOSSIER_MANIFEST "manifest.json"
#define PANTAU_DOSSIER_SIG      "manifest.sig"
#define PANTAU_DOSSIER_LINES    "lines.pantau"
#define PANTAU_DOSSIER_KEYS     "keys.txt"
#define PANTAU_DOSSIER_FILES    "files/"
#define PANTAU_DOSSIER_RECEIPTS "receipts/"
#define PANTAU_DOSSIER_KIND     "pantau-dossier-1"

/* Limits of what a reader takes, all but the originals. */
#define PANTAU_DOSSIER_MAX_MANIFEST (8 * 1024 * 1024)
#define PANTAU_DOSSIER_MAX_LINES    (256 * 1024 * 1024)

/* Why an original is in the bundle, or is not. Names are a contract; append only. */
typedef enum
{
  PANTAU_DOSSIER_PRESENT,   /* "present" */
  PANTAU_DOSSIER_MISSING,   /* "missing": not on the computer that made the bundle */
  PANTAU_DOSSIER_ELSEWHERE, /* "elsewhere": on its own medium, handed over by people */
  PANTAU_DOSSIER_HELD,      /* "held": no desk has released it to Pemprov */
  PANTAU_DOSSIER_SEALED,    /* "sealed": it is a sealed identity, whatever names it */
} PantauDossierState;

/* In pantau-dossier-parts.c. */
const char *pantau_dossier_state_get_name (PantauDossierState state);

typedef struct
{
  const PantauEvidence *file; /* (unowned) */
  PantauDossierState state;
  char *member; /* (nullable): its name in the bundle, where it is present */
} PantauDossierFile;

typedef struct
{
  PantauRecord *record; /* (owned) */
  GPtrArray *evidence;  /* of PantauEvidence */
  GPtrArray *files;     /* of PantauDossierFile, in the same order */
  GPtrArray *custody;   /* of PantauCustody, the export included */
  GPtrArray *lines;     /* of PantauEntry, in the order of the timeline */
} PantauDossierRecord;

typedef struct
{
  PantauHome *home;                /* (unowned) */
  const PantauDossierOrder *order; /* (unowned) */
  char *to;                        /* as the lines have it */
  char *note;                      /* (nullable): likewise */
  char *time;                      /* RFC 3339 */
  GPtrArray *records;              /* of PantauDossierRecord */
  GPtrArray *
      grants; /* of PantauEntry: device.grant and device.revoke lines about authors, and about who granted them */
  GPtrArray *people;    /* of PantauPerson: the authors, as far as grants of them are here */
  GPtrArray *unvouched; /* of utf8: devices of authors whose grant is not here */
  GPtrArray *receipts;  /* of utf8: JSON */
} PantauDossier;

/* In pantau-dossier-lines.c: reads lines and custody of the records, grants, people, unvouched and receipts, which are empty before. */
gboolean pantau_dossier_gather (PantauDossier *self, GError **error);

/* A member that is to be written: bytes, or a file of blobs. */
typedef struct
{
  char *name;
  GBytes *bytes; /* (nullable): of all but originals */
  char *hash;
  goffset size;
} PantauDossierPart;

/*
 * In pantau-dossier-parts.c: all members (of PantauDossierPart, transfer container), by name; the manifest and its signature
 * among them. Gives an original that lines call by two types one name first.
 */
GPtrArray *pantau_dossier_parts (PantauDossier *self);

/* In pantau-dossier-text.c, both Indonesian whatever the program's language, since they are read elsewhere. (transfer full) */
char *pantau_dossier_text (const PantauDossier *self);
char *pantau_dossier_keys (const PantauDossier *self);

G_END_DECLS
