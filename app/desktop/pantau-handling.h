/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"
#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* What may be done with a line, by its button. */
typedef enum
{
  PANTAU_HANDLING_NOTHING,
  PANTAU_HANDLING_REPLY,         /* to a forward: page.reply */
  PANTAU_HANDLING_TREATMENT,     /* how far a treatment is: page.treatment */
  PANTAU_HANDLING_OPEN,          /* another record: win.open-record */
  PANTAU_HANDLING_RELEASE,       /* what Pemprov is told of a forward: page.release */
  PANTAU_HANDLING_OPEN_IDENTITY, /* a sealed envelope: page.open-identity */
  PANTAU_HANDLING_ASK,        /* an officer to reach whom an envelope is about: page.ask-officer */
  PANTAU_HANDLING_ANSWER_ASK, /* what came of that: page.answer-ask */
} PantauHandlingVerb;

/* One line on how a record is handled, in words. */
typedef struct
{
  PantauHandlingVerb verb;
  char *target; /* (nullable): what the verb is about: an entry's id, a UUID */
  char *title;
  char *state;   /* (nullable): how it stands, in a few words */
  char *details; /* (nullable): lines */
  char *remarks; /* (nullable): lines of what must be known beside it */
  char *
      place; /* (nullable): of win.show, where more of its like stands: the register of an agency */
  JsonObject *begin; /* (owned) (nullable): what the verb's dialog begins with */
  gboolean is_urgent;
} PantauHandlingItem;

void pantau_handling_item_free (PantauHandlingItem *self);

/* A matrix of risk with a cell that somebody chose. */
typedef struct
{
  char *label; /* the question */
  char *words; /* "Jarang × moderat: 11, sedang" */
  int likelihood;
  int impact;
} PantauHandlingRisk;

/*
 * How a record is handled, for its page; made in the reading thread. Immutable.
 */
typedef struct
{
  GPtrArray *clocks;     /* (owned) of PantauHandlingItem */
  GPtrArray *treatments; /* (owned) likewise */
  GPtrArray *forwards;   /* (owned) likewise */
  GPtrArray *links;      /* (owned) likewise */
  GPtrArray *reviews;    /* (owned) likewise */
  GPtrArray *releases;   /* (owned) likewise: one for each forward that Pemprov may be told of */
  GPtrArray *risks;      /* (owned) of PantauHandlingRisk */
  char *forward_warning; /* (owned) (nullable): what must be known before it is forwarded */
  char *release_readers; /* (owned): who will read a release */
} PantauHandling;

/* @record: with values and timeline; @now: corrected, in Unix seconds. */
PantauHandling *pantau_handling_read (PantauStore *store,
                                      PantauReference *reference,
                                      PantauRecord *record,
                                      gint64 now,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_handling_free (PantauHandling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHandling, pantau_handling_free)

G_END_DECLS
