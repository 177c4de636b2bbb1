/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-consequence.c, which tells, and pantau-consequence-rules.c, which reads netralitas.json. */
#pragma once

#include "pantau-consequence.h"

G_BEGIN_DECLS

/* A class of sanctions: ethics, light … dismissal. */
typedef struct
{
  char *code;
  PantauLabel name;     /* what the breach is */
  PantauLabel sanction; /* what may follow */
  char *basis;
  gboolean unsure;
} PantauSanctionClass;

/* One row of the table of acts of the SKB. */
typedef struct
{
  char *code;       /* in the list of choices of the acts */
  gboolean ethics;  /* a matter of ethics before candidates are set */
  char *discipline; /* the class after that, or at any time where it is none of ethics */
  char *basis;
  gboolean unsure;
} PantauActLaw;

/* One sentence and when it holds. */
typedef struct
{
  char *code;
  PantauConsequencePart part;
  char **kinds;
  char *regime;    /* (nullable): any */
  GPtrArray *when; /* (nullable): of PantauCondition, all of which must hold */
  gboolean
      of_today; /* its days are compared with the day of the question, not with that of the event */
  GDate valid_from;
  GDate valid_to;
  PantauLabel text;
  char *basis;
  gboolean unsure;
  char *track; /* (nullable) */
} PantauLawRule;

struct _PantauConsequenceRules
{
  char **kinds;
  char *act_kind;
  char *act_field, *act_list;
  char *category_field;
  char **act_categories;
  char *stage_field, *before, *after;
  char *ethics;       /* the class of ethics */
  GPtrArray *classes; /* of PantauSanctionClass */
  GPtrArray *acts;    /* of PantauActLaw */
  GPtrArray *rules;   /* of PantauLawRule */
};

/* (transfer none): never NULL for a class that an act names */
const PantauSanctionClass *pantau_consequence_rules_class (PantauConsequenceRules *self,
                                                           const char *code);

G_END_DECLS
