/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-sync-thread.h"

G_BEGIN_DECLS

/* Who works here, and how much waits: read in a thread, shown in the main loop. */
typedef struct
{
  gboolean enrolled;
  gboolean practice;
  char *person;   /* (nullable) */
  char *role;     /* (nullable) */
  char *region;   /* (nullable): its code */
  char *server;   /* (nullable): the province's address */
  gint64 waiting; /* lines that the province has not received */
  gint64 files;   /* of own lines, that are here and not at the province */
  /* The disk is full: what was saved last is in the room that was kept for it. */
  gboolean on_reserve;
} PantauStanding;

/* Asks the database of @home; in a thread. What cannot be read is as if it were nothing. */
void pantau_standing_read (PantauStanding *self, PantauHome *home);
void pantau_standing_clear (PantauStanding *self);

/* The one line that is always in sight: how things stand between this laptop and its province. (transfer full) */
char *pantau_standing_describe (const PantauStanding *self,
                                PantauPhase phase) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
