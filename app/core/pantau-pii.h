/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What of a person may stand in open text without anybody having meant to. The names are a contract: append only. */
typedef enum
{
  PANTAU_PII_NIK,   /* "nik" */
  PANTAU_PII_NIP,   /* "nip" */
  PANTAU_PII_PHONE, /* "phone": a mobile telephone, 08… or +62… */
  PANTAU_PII_EMAIL, /* "email" */
} PantauPiiKind;

typedef struct
{
  PantauPiiKind kind;
  gsize start;  /* bytes from the beginning of the text */
  gsize length; /* in bytes */
} PantauPii;

const char *pantau_pii_kind_get_name (PantauPiiKind kind);

/*
 * What in @text (UTF-8) looks like a person's number or address, in the order of the text: numbers that hold together as a NIK
 * or NIP (pantau-number.h), telephones of Indonesia with their blanks and hyphens, addresses of e-mail. It guesses: what it
 * finds is to be warned of, never refused. Counts, dates, register numbers and lists of polling stations are none; of what stands
 * in a link, only a telephone of WhatsApp. (transfer full): of PantauPii, perhaps empty
 */
GPtrArray *pantau_pii_find (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same, and what a warning would too often be wrong about: telephones written digit by digit, "0 8 1 2 …", and those of houses and
 * offices, "0711-356789", "(0711) 356789". For what is taken out of a text that a stranger wrote, where a number too many costs less than one too
 * few. (transfer full): of PantauPii, perhaps empty
 */
GPtrArray *pantau_pii_find_all (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * One sentence that warns of what was found, in the program's language: which sorts, and that whoever reads the record reads
 * them. It repeats nothing of the text. (transfer full): NULL where nothing was found
 */
char *pantau_pii_warning (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
