/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "head.h"

G_BEGIN_DECLS

/*
 * Why a connection was turned away before a handler saw its request. Append only (names of
 * metrics).
 */
typedef enum
{
  PANTAU_REFUSAL_FULL,        /* too many connections in all */
  PANTAU_REFUSAL_ADDRESS,     /* too many from one address */
  PANTAU_REFUSAL_DESCRIPTORS, /* none left to serve it with */
  PANTAU_REFUSAL_SLOW,        /* head not in by the deadline */
  PANTAU_REFUSAL_MALFORMED,   /* head ambiguous or not HTTP/1 */
  PANTAU_REFUSAL_TOO_LARGE,   /* head too long */
  PANTAU_REFUSAL_EMPTY,       /* closed by the client before its head was whole; nobody to answer */
  PANTAU_REFUSAL_DEADLINE,    /* body or answer made no progress, or took too long in all */
  PANTAU_N_REFUSALS,
} PantauRefusal;

/* "full", "address", "descriptors", "slow", … */
const char *pantau_refusal_get_name (PantauRefusal refusal);

/*
 * What is wrong with a head, as a reason and as a whole HTTP response. Not for _MORE and _OK.
 * (transfer full)
 */
PantauRefusal pantau_refusal_from_head (PantauHttpHeadResult result);
GBytes *pantau_refusal_answer_head (PantauHttpHeadResult result,
                                    const char *why) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
