/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

typedef enum
{
  PANTAU_CODE_BEGUN, /* or nothing yet */
  PANTAU_CODE_WHOLE,
  PANTAU_CODE_WRONG,
} PantauCodeState;

/*
 * What is said of a code while it is typed: what never occurs at once, what is missing as a number, a mistyped letter at the end. A sentence.
 * (transfer full)
 */
char *pantau_enroll_words_code (const char *text, PantauCodeState *state) G_GNUC_WARN_UNUSED_RESULT;

/* What heads the dialog where this home has been enrolled before; NULL where it has not. (transfer full) (nullable) */
char *pantau_enroll_words_intro (PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
