/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which messages replace and end which. */

#include "config.h"

#include "pantau-warning-state.h"

static gboolean
refers_to (const PantauWarningStanding *message, const PantauWarningStanding *other)
{
  for (guint i = 0; i < message->references->len; i++)
    {
      const PantauWarningReference *reference = g_ptr_array_index (message->references, i);

      if (g_str_equal (reference->identifier, other->identifier) &&
          g_str_equal (reference->sender, other->sender))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_actual (const PantauWarningStanding *message)
{
  return message->status == PANTAU_WARNING_ACTUAL;
}

/* Whether @message may change what becomes of @other. */
static gboolean
may_act_on (const PantauWarningStanding *message, const PantauWarningStanding *other)
{
  return message != other && g_str_equal (message->sender, other->sender) &&
         is_actual (message) == is_actual (other) && message->sent >= other->sent &&
         (message->type == PANTAU_WARNING_UPDATE || message->type == PANTAU_WARNING_CANCEL);
}

/* Two updates of one message: the later one stands; at the same second the one whose name sorts last. */
static gboolean
is_later_update (const PantauWarningStanding *message, const PantauWarningStanding *other)
{
  if (message->type != PANTAU_WARNING_UPDATE || other->type != PANTAU_WARNING_UPDATE ||
      (message->sent == other->sent && g_strcmp0 (message->identifier, other->identifier) <= 0))
    return FALSE;

  for (guint i = 0; i < message->references->len; i++)
    for (guint j = 0; j < other->references->len; j++)
      {
        const PantauWarningReference *mine = g_ptr_array_index (message->references, i);
        const PantauWarningReference *its = g_ptr_array_index (other->references, j);

        if (g_str_equal (mine->identifier, its->identifier) &&
            g_str_equal (mine->sender, its->sender))
          return TRUE;
      }

  return FALSE;
}

/* Of two that refer to each other at one second, neither is later: then nobody is replaced. */
static gboolean
acts_on (const PantauWarningStanding *message, const PantauWarningStanding *other)
{
  if (!may_act_on (message, other))
    return FALSE;
  if (refers_to (message, other))
    return message->sent > other->sent || !refers_to (other, message);

  return is_later_update (message, other);
}

static PantauWarningState
state_by_time (const PantauWarningStanding *message, gint64 now, gint64 unsaid)
{
  gint64 end = message->end != 0 ? message->end : message->begin + unsaid;

  if (end <= now)
    return PANTAU_WARNING_IS_EXPIRED;

  return message->begin > now ? PANTAU_WARNING_IS_COMING : PANTAU_WARNING_IS_ACTIVE;
}

/* A cancellation outweighs an update, a later message an earlier one. */
static void
take_act (PantauWarningStanding *messages, guint message, guint other)
{
  PantauWarningStanding *on = &messages[other];
  gboolean cancels = messages[message].type == PANTAU_WARNING_CANCEL;

  if (on->by >= 0)
    {
      gboolean was_cancelled = messages[on->by].type == PANTAU_WARNING_CANCEL;

      if (was_cancelled != cancels ? was_cancelled
                                   : messages[on->by].sent >= messages[message].sent)
        return;
    }
  on->by = (int) message;
  on->state = cancels ? PANTAU_WARNING_IS_CANCELLED : PANTAU_WARNING_IS_REPLACED;
}

void
pantau_warning_settle (PantauWarningStanding *messages, guint n, gint64 now, gint64 unsaid)
{
  for (guint i = 0; i < n; i++)
    {
      messages[i].by = -1;
      messages[i].state = state_by_time (&messages[i], now, unsaid);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n && messages[i].references->len > 0; j++)
      if (acts_on (&messages[i], &messages[j]))
        take_act (messages, i, j);
  for (guint i = 0; i < n; i++)
    if (!is_actual (&messages[i]))
      messages[i].state = PANTAU_WARNING_IS_NOT_REAL;
    else if (messages[i].type > PANTAU_WARNING_UPDATE)
      messages[i].state = PANTAU_WARNING_IS_NOTICE;
}

gboolean
pantau_warning_state_stands (PantauWarningState state)
{
  return state == PANTAU_WARNING_IS_ACTIVE || state == PANTAU_WARNING_IS_COMING;
}

const char *
pantau_warning_state_name (PantauWarningState state)
{
  static const char *const names[] = { "active",    "coming",   "expired", "replaced",
                                       "cancelled", "not-real", "notice" };

  return names[state];
}
