/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-document.h"
#include "pantau-kind.h"
#include "pantau-record.h"

G_BEGIN_DECLS

typedef struct _PantauReference PantauReference;

/* What a line of a consequence says, in the order in which they are told. The names are a contract (`consequence --json`): append only. */
typedef enum
{
  PANTAU_CONSEQUENCE_ACT,      /* "act": what the act is */
  PANTAU_CONSEQUENCE_NATURE,   /* "nature": ethics, discipline, an administrative breach … */
  PANTAU_CONSEQUENCE_SANCTION, /* "sanction" */
  PANTAU_CONSEQUENCE_TRACK,    /* "track": before whom it goes; several may go side by side */
  PANTAU_CONSEQUENCE_AGENCY,   /* "agency": whom it is forwarded to, with the copies */
  PANTAU_CONSEQUENCE_NOTE,     /* "note": what else whoever decides must know */
  PANTAU_CONSEQUENCE_GAP,      /* "gap": what is not answered, and why it matters */
} PantauConsequencePart;

const char *pantau_consequence_part_get_name (PantauConsequencePart part);

/* One sentence. Belongs to the PantauConsequence that gave it. */
typedef struct
{
  PantauConsequencePart part;
  char *code;      /* of the act, the class of sanctions, the rule or the agency */
  char *text;      /* a sentence in the program's language */
  char *basis;     /* (nullable): the law */
  gboolean unsure; /* general knowledge (GK), to be checked before it is relied on */
} PantauConsequenceLine;

/* What law says of a case as far as it is known: nothing that a desk would have to follow, and nothing that decides by itself. */
typedef struct
{
  GPtrArray *lines; /* of PantauConsequenceLine, by part */
  char **tracks;    /* codes of the tracks, such as "gakkumdu", "internal" */
  char **agencies;  /* codes of instansi.json, the most fitting first */
} PantauConsequence;

void pantau_consequence_free (PantauConsequence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauConsequence, pantau_consequence_free)

/*
 * What follows for a case of @kind with @fields, {name: value} of kinds.json; of what every record has, `election` and `occurred` count. The law is
 * that of the day of the event (`occurred`, else @day), the agencies those of @day, on which it is forwarded. What is not
 * answered is told as a gap. Never NULL; without lines for a kind of which the data say nothing.
 */
PantauConsequence *pantau_consequence_new (PantauReference *reference,
                                           const char *kind,
                                           JsonObject *fields,
                                           const GDate *day) G_GNUC_WARN_UNUSED_RESULT;

/* The same of @record (with its values). Where people differ, for each of their answers. */
PantauConsequence *pantau_consequence_new_for_record (PantauReference *reference,
                                                      PantauRecord *record,
                                                      const GDate *day) G_GNUC_WARN_UNUSED_RESULT;

/* netralitas.json. Immutable, so any thread may read it. */
typedef struct _PantauConsequenceRules PantauConsequenceRules;

/* NULL with PANTAU_ERROR_MALFORMED that names file and line; fields and codes that @kinds does not have are faults too. */
PantauConsequenceRules *pantau_consequence_rules_new (GBytes *bytes,
                                                      PantauKinds *kinds,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_consequence_rules_free (PantauConsequenceRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauConsequenceRules, pantau_consequence_rules_free)

G_END_DECLS
