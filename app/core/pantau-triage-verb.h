/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-access.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* What can be done with a record of the queue. Names are those of status.json (`verb`) and of table `pending`: append only. */
typedef enum
{
  PANTAU_VERB_VERIFY,    /* it is so; of a case: its initial review begins */
  PANTAU_VERB_COMPLETE,  /* who recorded it is asked to complete it */
  PANTAU_VERB_REGISTER,  /* a case gets its number */
  PANTAU_VERB_LINK,      /* it belongs to another record */
  PANTAU_VERB_FORWARD,   /* to an agency */
  PANTAU_VERB_DELEGATE,  /* somebody else looks after it */
  PANTAU_VERB_TAKE_OVER, /* who works here does */
  PANTAU_VERB_CLOSE,     /* nothing more is done */
  PANTAU_VERB_DUPLICATE, /* it is another record once more: a link, and a status */
  PANTAU_VERB_GIVE_BACK, /* whoever looked after it, a person or a desk, does so no more */
} PantauVerb;

#define PANTAU_N_VERBS (PANTAU_VERB_GIVE_BACK + 1)

const char *pantau_verb_get_name (PantauVerb verb);
gboolean pantau_verb_from_name (const char *name, PantauVerb *verb);

/* Whether a role has the verb at all: Pemprov has no verdict, registration or closing. */
gboolean pantau_verb_is_for (PantauVerb verb, PantauRole role);

/* Whether a role has the queue: desks, and Pemprov for open risks and hoaxes. */
gboolean pantau_triage_is_for (PantauRole role);

/* The first status of the table of @kind to which @verb leads (status.json, `verb`) and that is among @steps (ended by NULL), those that are allowed now;
 * NULL where none is. (transfer none) */
const char *pantau_triage_verb_status (PantauReference *reference,
                                       const char *kind,
                                       const char *const *steps,
                                       PantauVerb verb);

G_END_DECLS
