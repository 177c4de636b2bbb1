/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-words.h"

G_BEGIN_DECLS

/*
 * What a text claims, in a writing that two people share who tell the same thing: emoji, accents, capitals, stretched letters, links, telephone
 * numbers and words of sharing ("SEBARKAN", "dari grup sebelah") are gone, abbreviations written out, words brought to their families and
 * their synonyms, and what tells one claim from another is marked: numbers with what they number, hours, days, places, negations.
 *
 * It consists of words separated by blanks. The first character says what each is:
 *
 *   @sekayu      a region of our edition by the folded name of the official list, whatever alias was written
 *   #tps5        a number, hour or date with what it counts: #tps5 #paslon2 #jam1300 #tgl2711 #hari3 #persen70 #n500
 *   !pindah      the word before it is negated ("tidak dipindah", "batal dipindah")
 *   ~bantah      the text denies or clarifies something
 *   anything else: a word
 */

/* The first characters. */
#define PANTAU_CLAIM_PLACE  '@'
#define PANTAU_CLAIM_NUMBER '#'
#define PANTAU_CLAIM_NOT    '!'
#define PANTAU_CLAIM_DENIAL '~'

/* The most words that are kept of one text; more say nothing new. */
#define PANTAU_CLAIM_MAX_WORDS 1000

/*
 * @text (any bytes; what is no UTF-8 is left out; read up to 64 KiB) in that writing. "" where nothing of it claims anything. It holds no telephone
 * number and no other number of nine digits or more. (transfer full)
 */
char *pantau_claim_text_make (PantauClaimWords *words, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
