/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warning.h"

G_BEGIN_DECLS

/*
 * What became of a message, by all messages that are here and the time that it is: computed whenever somebody asks, so that it is right without a network and
 * whatever the order in which messages came. A cancellation that came first ends its warning the moment that comes.
 *
 * A message acts on those that it refers to where both are from one sender, both are actual (or both are not), and it was not sent before them by
 * that sender's clock. Of several updates of one message the one that was sent last stands. No clock of another machine is compared
 * with ours but for beginning and end.
 */

/* Stored nowhere; names are a contract of `pantauctl alerts --json`: append only. */
typedef enum
{
  PANTAU_WARNING_IS_ACTIVE,
  PANTAU_WARNING_IS_COMING, /* its onset is still to come */
  PANTAU_WARNING_IS_EXPIRED,
  PANTAU_WARNING_IS_REPLACED, /* by an update that is here */
  PANTAU_WARNING_IS_CANCELLED,
  PANTAU_WARNING_IS_NOT_REAL, /* an exercise, a test, a draft: whatever it says, nothing happens */
  PANTAU_WARNING_IS_NOTICE, /* a cancellation itself, an acknowledgement, an error: it warns of nothing */
} PantauWarningState;

/* What of a message decides that. */
typedef struct
{
  const char *identifier;
  const char *sender;
  gint64 sent;
  PantauWarningStatus status;
  PantauWarningType type;
  gint64 begin;             /* Unix seconds */
  gint64 end;               /* 0: it does not say */
  GPtrArray *references;    /* of PantauWarningReference */
  PantauWarningState state; /* the answer */
  int by; /* the message that replaced or cancelled it, by its number; -1 where there is none */
} PantauWarningStanding;

/* Fills in the answers. @now: Unix seconds, put right by what is known of this clock; @unsaid: seconds after its begin for which a message stands that does not say. */
void pantau_warning_settle (PantauWarningStanding *messages, guint n, gint64 now, gint64 unsaid);

/* TRUE for what a person has to know of now: active or coming. */
gboolean pantau_warning_state_stands (PantauWarningState state);

/* "active", "coming", … (transfer none) */
const char *pantau_warning_state_name (PantauWarningState state);

G_END_DECLS
