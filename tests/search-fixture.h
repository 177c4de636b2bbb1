/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

/* What a search finds: row numbers, in order. (transfer full) */
GArray *
search_rows (Desk *desk, const char *text, PantauSort sort, gboolean descending, guint limit);

/* The same by time, newest first, as the last digits of the records' UUIDs: "31". (transfer full) */
char *search_digits (Desk *desk, const char *text);

#define search_assert(desk, text, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *search_found = search_digits (desk, text);                                    \
    if (strcmp (search_found, expected) != 0)                                                      \
      g_error ("“%s” finds “%s” rather than “%s”", text, search_found, expected);                  \
  }                                                                                                \
  G_STMT_END

/*
 * Many answers in one text: each of some questions in each order. Two desks with the same lines, taken in whichever way, answer
 * alike. (transfer full)
 */
char *search_answers (Desk *desk, const char *const *questions);

G_END_DECLS
