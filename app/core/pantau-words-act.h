/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-forward.h"
#include "pantau-treatment.h"

G_BEGIN_DECLS

/* Forwards, treatments and links as people read them, clean and in the program's language. All (transfer full) unless said. */

/* The name of an agency by its code; one of a newer edition stands for itself. (transfer full) */
char *pantau_words_agency_name (PantauReference *reference,
                                const char *code) G_GNUC_WARN_UNUSED_RESULT;

/*
 * An agency by its code, with the place that it serves where there is one in each: "BPBD kabupaten/kota – Kab. Musi Rawas Utara". @region
 * (nullable): of the record. An unknown code stands for itself.
 */
char *pantau_words_agency (PantauReference *reference,
                           const char *code,
                           const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* A code of a list of choices by its name: of `forward_channel`, `treatment`, `treatment_state` … */
char *pantau_words_choice (PantauReference *reference,
                           const char *list,
                           const char *code) G_GNUC_WARN_UNUSED_RESULT;

/* "Boats: 2; Tarpaulins: 40" */
char *pantau_words_aid (PantauReference *reference, JsonObject *aid) G_GNUC_WARN_UNUSED_RESULT;

/* What is to be said of a forward besides agency and channel, in lines: when, who was reached, the letter, the reply that is awaited, copies, the note. */
char *pantau_words_forward_details (PantauReference *reference,
                                    const PantauForward *forward,
                                    const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* When it came, who answered, and the answer, in lines. */
char *pantau_words_reply (const PantauReply *reply) G_GNUC_WARN_UNUSED_RESULT;

/* What is to be said of a treatment besides what it is and its state, in lines; "" where there is nothing. */
char *pantau_words_treatment_details (PantauReference *reference,
                                      const PantauTreatment *treatment) G_GNUC_WARN_UNUSED_RESULT;

/* "Under way", or "Done (people differ)". */
char *pantau_words_treatment_state (PantauReference *reference,
                                    const PantauTreatment *treatment) G_GNUC_WARN_UNUSED_RESULT;

/* What a record is to the other end of a link: "Duplicate of"; of an incoming one, "Has the duplicate". (transfer none) */
const char *pantau_words_link (const char *rel, gboolean is_incoming);

/*
 * All reviews, treatments, forwards, releases, own links and sealed identities of a record with its timeline, under headings, for a plain text; ""
 * where there are none.
 */
char *pantau_words_acts (PantauReference *reference,
                         PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
