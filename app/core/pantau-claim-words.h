/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-family.h"
#include "pantau-region.h"

G_BEGIN_DECLS

/*
 * What is known of words when claims are compared: abbreviations (singkatan.csv), and which words join sentences, ask to share, deny,
 * name or count (klaim.csv); places are those of the region table. Immutable, so any thread may ask.
 */
typedef struct _PantauClaimWords PantauClaimWords;

/* What a word of klaim.csv is for. The names are columns of that file: append only. */
typedef enum
{
  PANTAU_CLAIM_WORD_JOINS,   /* "sambung": says nothing by itself */
  PANTAU_CLAIM_WORD_COMMON,  /* "umum": stands in most messages about elections */
  PANTAU_CLAIM_WORD_SAME,    /* "padan": another word for the same */
  PANTAU_CLAIM_WORD_SHARES,  /* "sebar": words, often several, that ask to share or say whence */
  PANTAU_CLAIM_WORD_DENIES,  /* "bantah": words, often several, that deny */
  PANTAU_CLAIM_WORD_NOT,     /* "ingkar": negates what follows */
  PANTAU_CLAIM_WORD_NUMBERS, /* "nomor": has its number after it: TPS 5 */
  PANTAU_CLAIM_WORD_COUNTS,  /* "satuan": has its number before it: 70 persen */
  PANTAU_CLAIM_WORD_TIMES,   /* "kali": multiplies the number before it: 3 juta */
  PANTAU_CLAIM_WORD_DIGIT,   /* "bilangan": a number written as a word */
  PANTAU_CLAIM_WORD_MONTH,   /* "bulan" */
  PANTAU_CLAIM_WORD_DAY,     /* "hari": of the week */
  PANTAU_CLAIM_WORD_PART, /* "waktu": part of the day, after an hour; 0, or the hour at which its second half begins */
  PANTAU_CLAIM_WORD_PLACES,   /* "tempat": a name of a place comes next */
  PANTAU_CLAIM_WORD_ORDINARY, /* "biasa": a word although regions bear it as a name */
  PANTAU_CLAIM_N_WORDS,
} PantauClaimWordSort;

/*
 * Reads singkatan.csv (short, long) and klaim.csv (sort, words, meaning). Returns NULL with PANTAU_ERROR_MALFORMED that names file and
 * line.
 */
PantauClaimWords *pantau_claim_words_new (GBytes *singkatan,
                                          GBytes *klaim,
                                          PantauRegions *regions,
                                          PantauFamilies *families,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauClaimWords *pantau_claim_words_ref (PantauClaimWords *self);
void pantau_claim_words_unref (PantauClaimWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaimWords, pantau_claim_words_unref)

/* What an abbreviation stands for, perhaps several words; NULL for what is none. */
const char *pantau_claim_words_expand (PantauClaimWords *self, const char *word);

/* What @word (folded) means among those of @sort: itself where the table says nothing else; NULL where it is none of them. */
const char *
pantau_claim_words_lookup (PantauClaimWords *self, PantauClaimWordSort sort, const char *word);

/* How many of @words, from the first, are together one phrase of @sort (SHARES or DENIES), the longest; 0: none begins here. */
guint pantau_claim_words_phrase (PantauClaimWords *self,
                                 PantauClaimWordSort sort,
                                 const char *const *words,
                                 guint n_words);

/*
 * The family of @word, of several synonyms always the same, written into @out.
 */
void pantau_claim_words_stem (PantauClaimWords *self, const char *word, GString *out);

/*
 * How many of @words, from the first, are together the name of a region, the longest; 0: none begins here. @name takes the folded name
 * of the official list. Names that are also ordinary words count only where @is_told: after a word of the sort
 * PLACES or after the number of a TPS.
 */
guint pantau_claim_words_place (PantauClaimWords *self,
                                const char *const *words,
                                guint n_words,
                                gboolean is_told,
                                const char **name);

/* TRUE where a region of the name @name may be one of the name @other or hold it; both of pantau_claim_words_place(). */
gboolean
pantau_claim_words_place_covers (PantauClaimWords *self, const char *name, const char *other);

/* What @word of pantau_claim_text_make() weighs when claims are compared; 1 is an ordinary word. */
double pantau_claim_words_weight (PantauClaimWords *self, const char *word);

G_END_DECLS
