/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* When something is due; a day is a day in WIB. */
typedef enum
{
  PANTAU_AGENDA_OVERDUE,
  PANTAU_AGENDA_TODAY,
  PANTAU_AGENDA_SOON, /* within PANTAU_AGENDA_DAYS after today */
} PantauAgendaPart;

#define PANTAU_AGENDA_N_PARTS (PANTAU_AGENDA_SOON + 1)
#define PANTAU_AGENDA_DAYS    7

/* Something that is due, told in the program's language. */
typedef struct
{
  char *record; /* UUID */
  gboolean
      is_release; /* Pemprov's reply on a case of which it has the released summary alone: there is no record to open */
  char *kind;
  char *title;   /* of the record; "" where it has none */
  gint64 due;    /* Unix seconds: the last moment in time */
  char *state;   /* "2 days left", "overdue by 3 hours" */
  char *what;    /* the rule and how long it gives; the reply or the treatment that is awaited */
  char *basis;   /* the law; "" where none says it */
  GStrv remarks; /* sentences on what is uncertain about it; perhaps none */
} PantauAgendaItem;

typedef struct
{
  GPtrArray *items
      [PANTAU_AGENDA_N_PARTS]; /* of PantauAgendaItem; what was missed last comes first, else the earliest */
  gint64 totals
      [PANTAU_AGENDA_N_PARTS]; /* how many there are: more than items where the limit cut them */
} PantauAgenda;

void pantau_agenda_free (PantauAgenda *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAgenda, pantau_agenda_free)

/*
 * All that this home's records ask to be done by a certain time: legal clocks, replies of agencies, treatments. @now: the corrected time in Unix
 * seconds; of each part at most @limit items (0: all).
 */
PantauAgenda *pantau_agenda_read (PantauStore *store,
                                  PantauReference *reference,
                                  gint64 now,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many are overdue: what the sidebar shows. */
gboolean
pantau_agenda_count_overdue (PantauStore *store, gint64 now, gint64 *count, GError **error);

G_END_DECLS
