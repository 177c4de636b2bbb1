/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-store-identity.h"

G_BEGIN_DECLS

/* Sealed identities as people read of them, clean and in the program's language: by what they are in a record, never by who they are. All (transfer full). */

/* "Reporter", "Reporter 2", "Witness 1"; what a newer program calls a person stands for itself. */
char *pantau_words_person (const char *person, guint ordinal) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a record of @kind (nullable), which may have another word for it: "Source of the message" of a hoax. */
char *pantau_words_person_of (PantauReference *reference,
                              const char *kind,
                              const char *person,
                              guint ordinal) G_GNUC_WARN_UNUSED_RESULT;

/* "Name, Address, Phone"; a part that we do not know stands for itself. */
char *pantau_words_parts (PantauReference *reference,
                          const char *const *has) G_GNUC_WARN_UNUSED_RESULT;

/* "Name, Address; opened 2 times; sealed twice by people who did not know of each other" */
char *pantau_words_sealed (PantauReference *reference,
                           const PantauSealed *sealed) G_GNUC_WARN_UNUSED_RESULT;

/* "Waiting for the officer", "Reached", or what else the newest answer says. */
char *pantau_words_ask_state (PantauReference *reference,
                              const PantauAsk *ask) G_GNUC_WARN_UNUSED_RESULT;

/* All seals and asks of a record with its timeline, under headings, for a plain text; "" where there are none. */
char *pantau_words_identities (PantauReference *reference,
                               PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
