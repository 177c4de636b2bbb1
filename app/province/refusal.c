/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why connections are turned away: names for the metrics, answers for the clients. */

#include "config.h"

#include "refusal.h"

#include "answer.h"

static const char *const refusal_names[] = {
  [PANTAU_REFUSAL_FULL] = "full",
  [PANTAU_REFUSAL_ADDRESS] = "address",
  [PANTAU_REFUSAL_DESCRIPTORS] = "descriptors",
  [PANTAU_REFUSAL_SLOW] = "slow",
  [PANTAU_REFUSAL_MALFORMED] = "malformed",
  [PANTAU_REFUSAL_TOO_LARGE] = "too-large",
  [PANTAU_REFUSAL_EMPTY] = "empty",
  [PANTAU_REFUSAL_DEADLINE] = "deadline",
};
G_STATIC_ASSERT (G_N_ELEMENTS (refusal_names) == PANTAU_N_REFUSALS);

const char *
pantau_refusal_get_name (PantauRefusal refusal)
{
  g_return_val_if_fail (refusal < PANTAU_N_REFUSALS, NULL);

  return refusal_names[refusal];
}

PantauRefusal
pantau_refusal_from_head (PantauHttpHeadResult result)
{
  return result == PANTAU_HTTP_HEAD_TOO_LARGE || result == PANTAU_HTTP_HEAD_TARGET
             ? PANTAU_REFUSAL_TOO_LARGE
             : PANTAU_REFUSAL_MALFORMED;
}

GBytes *
pantau_refusal_answer_head (PantauHttpHeadResult result, const char *why)
{
  switch (result)
    {
    case PANTAU_HTTP_HEAD_METHOD:
      return pantau_answer_raw (405, "method", why, "GET, HEAD, POST", FALSE);
    case PANTAU_HTTP_HEAD_TARGET:
      return pantau_answer_raw (414, "too-large", why, NULL, FALSE);
    case PANTAU_HTTP_HEAD_TOO_LARGE:
      return pantau_answer_raw (431, "too-large", why, NULL, FALSE);
    case PANTAU_HTTP_HEAD_VERSION:
      return pantau_answer_raw (505, "malformed", why, NULL, FALSE);
    case PANTAU_HTTP_HEAD_MALFORMED:
    case PANTAU_HTTP_HEAD_MORE:
    case PANTAU_HTTP_HEAD_OK:
    default:
      return pantau_answer_raw (400, "malformed", why, NULL, FALSE);
    }
}
