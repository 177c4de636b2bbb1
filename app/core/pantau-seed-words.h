/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences that pantau-seed.c makes records from. They are sample data in Indonesian, not text
 * of the program, so gettext does not see them. No sentence names a person.
 *
 * Words in braces are filled in: {desa} {kec} {tps} {jam} {cm} {sungai} {moda} {menit} {lokasi}
 * {pemilih} {n} {m} {grup}.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a record may be about: its titles, first sentences and further sentences, each a list ended
 * by NULL. Where there are as many titles as first sentences, each title goes with the sentence of
 * its number.
 */
typedef struct
{
  const char *code; /* of the field that says what it is about: hazard, act, subject, outcome */
  const char *const *titles;
  const char *const *openings;
  const char *const *details;
} PantauSeedTheme;

/* The themes and closing sentences of one kind of record. */
typedef struct
{
  const char *kind;
  guint weight; /* of 100 */
  const PantauSeedTheme *themes;
  guint n_themes;
  const char *const *endings;
} PantauSeedKind;

extern const PantauSeedKind pantau_seed_kinds[];
extern const guint pantau_seed_n_kinds;

/* Rivers of a kabupaten or kota by code, ended by NULL. (transfer none), never NULL */
const char *const *pantau_seed_rivers (const char *region);

extern const char *const pantau_seed_sites[];

/* Where hoaxes go round: the code of a platform, '|', what people call it. */
extern const char *const pantau_seed_groups[];

/* Codes of transport that a sentence can name. */
extern const char *const pantau_seed_transport[];

/* Codes of the stages in which monitors write most. */
extern const char *const pantau_seed_stages[];

/* What is found as an exhibit, and where it is kept. */
extern const char *const pantau_seed_exhibits[];
extern const char *const pantau_seed_stores[];

G_END_DECLS
