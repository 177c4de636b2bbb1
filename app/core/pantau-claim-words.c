/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables behind the comparison of claims: klaim.csv, singkatan.csv, and names of regions as messages write them. */

#include "config.h"

#include "pantau-claim-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-claim-text.h"
#include "pantau-csv.h"
#include "pantau-region-private.h"
#include "pantau-token.h"

/* The longest name of a region has four words, five with its number written out. */
#define MAX_NAME 5

/* The longest phrase of klaim.csv. */
#define MAX_PHRASE 8

/* Weights beside an ordinary word's 1, chosen on the half of the set that is for tuning (data/doc/hoaxes.md). */
#define WEIGHT_COMMON 0.35
#define WEIGHT_PLACE  1.3
#define WEIGHT_NUMBER 1.2
#define WEIGHT_DENIAL 0.3
#define WEIGHT_NOT    0.3

/* Most words are no place, which a look at their first letters tells. */
#define BEGINNING  4
#define BEGINNINGS 16384

/* A name as it may be written. */
typedef struct
{
  const char *name; /* of the official list, folded; in the table's own chunk */
  guint level;      /* of the highest region of that writing */
  gboolean is_free; /* counts wherever it stands */
} Place;

struct _PantauClaimWords
{
  gatomicrefcount ref_count;
  PantauRegions *regions;                  /* (owned) */
  PantauFamilies *families;                /* (owned) */
  GHashTable *expansions;                  /* (owned): short → long */
  GHashTable *words[PANTAU_CLAIM_N_WORDS]; /* (owned): word or phrase → meaning */
  GHashTable *firsts;                      /* (owned): set of the words with which phrases begin */
  GHashTable *common;                      /* (owned): set of stems */
  gsize has_places;                        /* whether the three below are filled in */
  GStringChunk *names;                     /* (owned) */
  GHashTable *places;                      /* (owned): writing, folded → Place */
  guint8 beginnings[BEGINNINGS / 8];       /* bits: of the first letters of a writing */
  GHashTable *codes;                       /* (owned): name → GPtrArray of codes */
};

static const char *const sorts[] = {
  [PANTAU_CLAIM_WORD_JOINS] = "sambung",  [PANTAU_CLAIM_WORD_COMMON] = "umum",
  [PANTAU_CLAIM_WORD_SAME] = "padan",     [PANTAU_CLAIM_WORD_SHARES] = "sebar",
  [PANTAU_CLAIM_WORD_DENIES] = "bantah",  [PANTAU_CLAIM_WORD_NOT] = "ingkar",
  [PANTAU_CLAIM_WORD_NUMBERS] = "nomor",  [PANTAU_CLAIM_WORD_COUNTS] = "satuan",
  [PANTAU_CLAIM_WORD_TIMES] = "kali",     [PANTAU_CLAIM_WORD_DIGIT] = "bilangan",
  [PANTAU_CLAIM_WORD_MONTH] = "bulan",    [PANTAU_CLAIM_WORD_DAY] = "hari",
  [PANTAU_CLAIM_WORD_ORDINARY] = "biasa", [PANTAU_CLAIM_WORD_PART] = "waktu",
  [PANTAU_CLAIM_WORD_PLACES] = "tempat",
};
G_STATIC_ASSERT (G_N_ELEMENTS (sorts) == PANTAU_CLAIM_N_WORDS);

static gboolean
is_phrase_sort (guint sort)
{
  return sort == PANTAU_CLAIM_WORD_SHARES || sort == PANTAU_CLAIM_WORD_DENIES;
}

static gboolean
read_short (PantauClaimWords *self, GBytes *singkatan, GError **error)
{
  static const char *const columns[] = { "short", "long", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("singkatan.csv", singkatan, columns);

  while (pantau_csv_next (csv))
    if (!g_hash_table_insert (self->expansions, g_strdup (pantau_csv_get (csv, 0)),
                              g_strdup (pantau_csv_get (csv, 1))))
      pantau_csv_fail (csv, _ ("“%s” stands in the list twice"), pantau_csv_get (csv, 0));

  return pantau_csv_finish (csv, error);
}

static void
note_first (PantauClaimWords *self, const char *phrase)
{
  g_hash_table_add (self->firsts, g_strndup (phrase, strcspn (phrase, " ")));
}

static void
read_row (PantauClaimWords *self, PantauCsv *csv, guint sort)
{
  g_auto (GStrv) words =
      g_strsplit (pantau_csv_get (csv, 1), is_phrase_sort (sort) ? "|" : " ", -1);
  const char *meaning = pantau_csv_get (csv, 2);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (!g_hash_table_insert (self->words[sort], g_strdup (words[i]),
                                g_strdup (*meaning != '\0' ? meaning : words[i])))
        pantau_csv_fail (csv, _ ("“%s” stands in the list twice"), words[i]);
      if (is_phrase_sort (sort))
        note_first (self, words[i]);
    }
}

static gboolean
read_words (PantauClaimWords *self, GBytes *klaim, GError **error)
{
  static const char *const columns[] = { "sort", "words", "meaning", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("klaim.csv", klaim, columns);

  while (pantau_csv_next (csv))
    {
      const char *name = pantau_csv_get (csv, 0);
      guint sort = 0;

      while (sort < PANTAU_CLAIM_N_WORDS && !g_str_equal (sorts[sort], name))
        sort++;
      if (sort < PANTAU_CLAIM_N_WORDS)
        read_row (self, csv, sort);
      else
        pantau_csv_fail (csv, _ ("there is no sort “%s” of words"), name);
    }

  return pantau_csv_finish (csv, error);
}

/* Synonyms count in each of their forms, and what is common is so as any of its family. */
static void
settle_stems (PantauClaimWords *self)
{
  GHashTable *same = self->words[PANTAU_CLAIM_WORD_SAME];
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) stem = g_string_new (NULL), meaning = g_string_new (NULL);
  GHashTableIter iter;
  gpointer word, to;

  g_hash_table_iter_init (&iter, same);
  while (g_hash_table_iter_next (&iter, &word, &to))
    {
      pantau_families_stem (self->families, word, stem);
      pantau_families_stem (self->families, to, meaning);
      if (!g_hash_table_contains (same, stem->str))
        g_hash_table_insert (stems, g_strdup (stem->str), g_strdup (meaning->str));
      g_hash_table_iter_replace (&iter, g_strdup (meaning->str));
    }
  g_hash_table_iter_init (&iter, stems);
  while (g_hash_table_iter_next (&iter, &word, &to))
    g_hash_table_insert (same, g_strdup (word), g_strdup (to));

  g_hash_table_iter_init (&iter, self->words[PANTAU_CLAIM_WORD_COMMON]);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      pantau_claim_words_stem (self, word, stem);
      g_hash_table_add (self->common, g_strdup (stem->str));
    }
}

/* Villages are called Dalam, Harapan and Tenang: what is also an ordinary word needs to be told. */
static gboolean
is_free_name (PantauClaimWords *self, const PantauRegion *region, const char *writing)
{
  if (region->level < 3)
    return TRUE;
  if (g_hash_table_contains (self->words[PANTAU_CLAIM_WORD_JOINS], writing) ||
      g_hash_table_contains (self->words[PANTAU_CLAIM_WORD_COMMON], writing) ||
      g_hash_table_contains (self->words[PANTAU_CLAIM_WORD_SAME], writing) || strlen (writing) < 4)
    return FALSE;

  return region->level == 3 || strpbrk (region->name, " -") != NULL;
}

/* A number for the first letters of a writing. */
static guint
beginning_of (const char *writing)
{
  guint number = 5381;

  for (guint i = 0; i < BEGINNING && writing[i] != '\0'; i++)
    number = number * 33 + (guchar) writing[i];

  return number % BEGINNINGS;
}

/* Where regions share a writing, the higher one says what it is called: of the same level all are called alike, or by another's alias. */
static void
add_place (PantauClaimWords *self,
           const PantauRegion *region,
           const char *writing,
           const char *name)
{
  Place *place = g_hash_table_lookup (self->places, writing);
  guint bit;

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      place->level = G_MAXUINT;
      g_hash_table_insert (self->places, (gpointer) writing, place);
      bit = beginning_of (writing);
      self->beginnings[bit / 8] |= (guint8) (1 << bit % 8);
    }
  place->is_free |= is_free_name (self, region, writing);
  if (region->level < place->level)
    {
      place->name = name;
      place->level = region->level;
    }
}

static void
read_places (PantauClaimWords *self)
{
  for (guint i = 0; i < self->regions->keys->len; i++)
    {
      const PantauRegionKey *key = &g_array_index (self->regions->keys, PantauRegionKey, i);
      const PantauRegion *region =
          &g_array_index (self->regions->entries, PantauRegionEntry, key->entry).region;
      g_autofree char *folded = pantau_region_fold (region->name);
      const char *name;
      GPtrArray *codes;

      /* The province stands in half of all messages and tells none apart. */
      if (region->level < 2)
        continue;
      name = g_string_chunk_insert_const (self->names, folded);
      codes = g_hash_table_lookup (self->codes, name);
      if (codes == NULL)
        {
          codes = g_ptr_array_new ();
          g_hash_table_insert (self->codes, (gpointer) name, codes);
        }
      if (!g_ptr_array_find (codes, region->code, NULL))
        g_ptr_array_add (codes, (gpointer) region->code);
      add_place (self, region, g_string_chunk_insert_const (self->names, key->text), name);
    }
}

/* Names take some milliseconds, which a program that compares nothing should not spend at its start. */
static void
ensure_places (PantauClaimWords *self)
{
  if (!g_once_init_enter (&self->has_places))
    return;
  read_places (self);
  g_once_init_leave (&self->has_places, 1);
}

PantauClaimWords *
pantau_claim_words_new (GBytes *singkatan,
                        GBytes *klaim,
                        PantauRegions *regions,
                        PantauFamilies *families,
                        GError **error)
{
  g_autoptr (PantauClaimWords) self = g_new0 (PantauClaimWords, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->regions = pantau_regions_ref (regions);
  self->families = pantau_families_ref (families);
  self->expansions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < PANTAU_CLAIM_N_WORDS; i++)
    self->words[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->firsts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->common = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_string_chunk_new (16384);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->codes =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  if (!read_short (self, singkatan, error) || !read_words (self, klaim, error))
    return NULL;
  settle_stems (self);

  return g_steal_pointer (&self);
}

PantauClaimWords *
pantau_claim_words_ref (PantauClaimWords *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_claim_words_unref (PantauClaimWords *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  pantau_regions_unref (self->regions);
  pantau_families_unref (self->families);
  g_hash_table_unref (self->expansions);
  for (guint i = 0; i < PANTAU_CLAIM_N_WORDS; i++)
    g_hash_table_unref (self->words[i]);
  g_hash_table_unref (self->firsts);
  g_hash_table_unref (self->common);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->codes);
  g_string_chunk_free (self->names);
  g_free (self);
}

const char *
pantau_claim_words_expand (PantauClaimWords *self, const char *word)
{
  return g_hash_table_lookup (self->expansions, word);
}

const char *
pantau_claim_words_lookup (PantauClaimWords *self, PantauClaimWordSort sort, const char *word)
{
  return g_hash_table_lookup (self->words[sort], word);
}

guint
pantau_claim_words_phrase (PantauClaimWords *self,
                           PantauClaimWordSort sort,
                           const char *const *words,
                           guint n_words)
{
  char phrase[MAX_PHRASE * (PANTAU_TOKEN_MAX + 1)];
  gsize length = 0;
  guint longest = 0;

  if (n_words == 0 || !g_hash_table_contains (self->firsts, words[0]))
    return 0;
  for (guint i = 0; i < MIN (n_words, MAX_PHRASE); i++)
    {
      gsize word = strlen (words[i]);

      if (length + word + 2 > sizeof phrase)
        break;
      if (i > 0)
        phrase[length++] = ' ';
      memcpy (phrase + length, words[i], word + 1);
      length += word;
      if (g_hash_table_contains (self->words[sort], phrase))
        longest = i + 1;
    }

  return longest;
}

void
pantau_claim_words_stem (PantauClaimWords *self, const char *word, GString *out)
{
  const char *meaning = g_hash_table_lookup (self->words[PANTAU_CLAIM_WORD_SAME], word);

  if (meaning == NULL)
    {
      pantau_families_stem (self->families, word, out);
      meaning = g_hash_table_lookup (self->words[PANTAU_CLAIM_WORD_SAME], out->str);
    }
  if (meaning != NULL)
    g_string_assign (out, meaning);
}

guint
pantau_claim_words_place (PantauClaimWords *self,
                          const char *const *words,
                          guint n_words,
                          gboolean is_told,
                          const char **name)
{
  char joined[MAX_NAME * PANTAU_TOKEN_MAX + 1];
  gsize length = 0;
  guint longest = 0;

  ensure_places (self);
  for (guint i = 0; i < MIN (n_words, MAX_NAME); i++)
    {
      gsize word = strlen (words[i]);
      const Place *place;

      if (length + word + 1 > sizeof joined)
        break;
      memcpy (joined + length, words[i], word + 1);
      length += word;
      if (length >= BEGINNING)
        {
          guint bit = beginning_of (joined);

          if ((self->beginnings[bit / 8] & 1 << bit % 8) == 0)
            break;
        }
      place = g_hash_table_lookup (self->places, joined);
      if (place != NULL && (place->is_free || is_told))
        {
          longest = i + 1;
          *name = place->name;
        }
    }

  return longest;
}

gboolean
pantau_claim_words_place_covers (PantauClaimWords *self, const char *name, const char *other)
{
  GPtrArray *first, *second;

  ensure_places (self);
  first = g_hash_table_lookup (self->codes, name);
  second = g_hash_table_lookup (self->codes, other);

  for (guint i = 0; first != NULL && second != NULL && i < first->len; i++)
    for (guint j = 0; j < second->len; j++)
      if (pantau_region_covers (first->pdata[i], second->pdata[j]))
        return TRUE;

  return FALSE;
}

double
pantau_claim_words_weight (PantauClaimWords *self, const char *word)
{
  switch (*word)
    {
    case PANTAU_CLAIM_PLACE:
      return WEIGHT_PLACE;
    case PANTAU_CLAIM_NUMBER:
      return WEIGHT_NUMBER;
    case PANTAU_CLAIM_DENIAL:
      return WEIGHT_DENIAL;
    case PANTAU_CLAIM_NOT:
      return WEIGHT_NOT;
    default:
      return g_hash_table_contains (self->common, word) ? WEIGHT_COMMON : 1;
    }
}
