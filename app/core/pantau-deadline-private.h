/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-deadline.c, which reads the rules, and pantau-deadline-count.c, which applies them. */
#pragma once

#include "pantau-deadline.h"

G_BEGIN_DECLS

struct _PantauDeadlines
{
  gatomicrefcount ref_count;
  GPtrArray *rules;         /* of PantauDeadline */
  PantauCalendar *calendar; /* (owned) */
};

/* Beginnings of the names of events. */
#define PANTAU_EVENT_FIELD   "field:"
#define PANTAU_EVENT_SET     "set:"
#define PANTAU_EVENT_STATUS  "status:"
#define PANTAU_EVENT_FORWARD "forward:"
#define PANTAU_EVENT_REPLY   "reply:"

/* What follows @prefix in @event. (transfer none) (nullable): NULL where it begins otherwise */
const char *pantau_event_after (const char *event, const char *prefix);

G_END_DECLS
