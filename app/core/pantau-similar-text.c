/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that may claim the same, found by their rare words. In how many texts a word stands is known (`claim_word`), so the shortest lists
 * are read first, up to a budget; of words whose lists are too long, two together are asked for. What was found most is then compared
 * word by word (pantau-claim-score.h). So the time depends little on how many claims there are.
 */

#include "config.h"

#include "pantau-similar-private.h"

#include <math.h>
#include <string.h>

#include "pantau-claim-score.h"
#include "pantau-store-private.h"

/* Rows of the index that are read for one question, and of one word's list. */
#define BUDGET       8000
#define MOST_OF_WORD 2000

/* So many of the rarest of the other words are asked for in twos, the newest rows of each. */
#define PAIRED             6
#define MOST_OF_PAIR       250
#define MOST_TEXTS_OF_PAIR 60000

/* Different texts that are compared word by word: found by rare words, then by two together; and how many rows, equal ones too. */
#define COMPARED_RARE 110
#define COMPARED_PAIR 60
#define READ          2000

/* A word of the question and in how many texts it stands. */
typedef struct
{
  const char *text;
  double weight;
  gint64 texts;
} Rarity;

static int
compare_rarity (gconstpointer a, gconstpointer b)
{
  const Rarity *left = a, *right = b;

  if (left->texts != right->texts)
    return left->texts < right->texts ? -1 : 1;

  return strcmp (left->text, right->text);
}

static GArray *
read_rarities (PantauStore *self, PantauClaimQuestion *question, GError **error)
{
  GArray *terms = pantau_claim_question_get_terms (question);
  g_autoptr (GArray) rarities = g_array_new (FALSE, FALSE, sizeof (Rarity));

  for (guint i = 0; i < terms->len; i++)
    {
      const PantauClaimTerm *term = &g_array_index (terms, PantauClaimTerm, i);
      Rarity rarity = { term->text, term->weight, 0 };

      if (!pantau_db_integer (self->db, 0, &rarity.texts, error,
                              "SELECT texts FROM claim_word WHERE word = ?1", "s", term->text))
        return NULL;
      if (rarity.texts > 0)
        g_array_append_val (rarities, rarity);
    }
  g_array_sort (rarities, compare_rarity);

  return g_steal_pointer (&rarities);
}

/* The newest rows that @match finds, each worth @weight. */
static gboolean
read_rows (PantauStore *self,
           const char *match,
           guint limit,
           double weight,
           GArray *candidates,
           GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT rowid FROM claim_index WHERE claim_index MATCH ?1 "
                                      "ORDER BY rowid DESC LIMIT ?2",
                                      "si", match, (gint64) limit);

  while (pantau_stmt_next (stmt))
    {
      PantauSimilarHit hit = { pantau_stmt_integer (stmt, 0), weight, PANTAU_SIMILAR_TEXT };

      g_array_append_val (candidates, hit);
    }

  return pantau_stmt_finish (stmt, error);
}

/* A word that is rarer says more. */
static double
worth_of (const Rarity *self)
{
  return self->weight / log2 (2 + (double) self->texts);
}

static gboolean
read_pairs (PantauStore *self, GArray *rarities, guint first, GArray *candidates, GError **error)
{
  guint end = MIN (first + PAIRED, rarities->len);

  for (guint i = first; i < end; i++)
    for (guint j = i + 1; j < end; j++)
      {
        const Rarity *one = &g_array_index (rarities, Rarity, i);
        const Rarity *other = &g_array_index (rarities, Rarity, j);
        g_autofree char *match = g_strdup_printf ("\"%s\" AND \"%s\"", one->text, other->text);

        if (one->texts <= MOST_TEXTS_OF_PAIR &&
            !read_rows (self, match, MOST_OF_PAIR, worth_of (one) + worth_of (other), candidates,
                        error))
          return FALSE;
      }

  return TRUE;
}

/* @first takes the first word that was too common. */
static gboolean
read_rare (PantauStore *self, GArray *rarities, guint *first, GArray *candidates, GError **error)
{
  for (*first = 0; *first < rarities->len; (*first)++)
    {
      const Rarity *rarity = &g_array_index (rarities, Rarity, *first);
      g_autofree char *match = NULL;

      if (rarity->texts > MOST_OF_WORD || candidates->len + rarity->texts > BUDGET)
        break;
      match = g_strdup_printf ("\"%s\"", rarity->text);
      if (!read_rows (self, match, MOST_OF_WORD, worth_of (rarity), candidates, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_signs (gconstpointer a, gconstpointer b)
{
  const PantauSimilarHit *left = a, *right = b;

  return (left->sign > right->sign) - (left->sign < right->sign);
}

/* The best first; of equal ones the newest. */
static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const PantauSimilarHit *left = a, *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;

  return (left->sign < right->sign) - (left->sign > right->sign);
}

/* What was found several times is one candidate, with the sum of its worth. */
static void
merge (GArray *candidates)
{
  guint n = 0;

  g_array_sort (candidates, compare_signs);
  for (guint i = 0; i < candidates->len; i++)
    {
      PantauSimilarHit hit = g_array_index (candidates, PantauSimilarHit, i);

      if (n > 0 && g_array_index (candidates, PantauSimilarHit, n - 1).sign == hit.sign)
        g_array_index (candidates, PantauSimilarHit, n - 1).score += hit.score;
      else
        g_array_index (candidates, PantauSimilarHit, n++) = hit;
    }
  g_array_set_size (candidates, n);
  g_array_sort (candidates, compare_scores);
}

/*
 * Adds the hits among the first @most different texts of @candidates, besides those in @known (words → score). Equal texts, of which a
 * message that goes round makes thousands, are compared once.
 */
static gboolean
compare_all (PantauStore *self,
             PantauClaimQuestion *question,
             GArray *candidates,
             guint most,
             GHashTable *known,
             GArray *hits,
             GError **error)
{
  guint end = g_hash_table_size (known) + most;

  merge (candidates);
  for (guint i = 0; i < MIN (candidates->len, READ) && g_hash_table_size (known) < end; i++)
    {
      PantauSimilarHit hit = g_array_index (candidates, PantauSimilarHit, i);
      g_autofree char *words = NULL;
      double *score;

      if (!pantau_db_text (self->db, &words, error, "SELECT words FROM claim_sign WHERE sign = ?1",
                           "i", hit.sign))
        return FALSE;
      if (words == NULL)
        continue;
      score = g_hash_table_lookup (known, words);
      if (score == NULL)
        {
          score = g_new (double, 1);
          *score = pantau_claim_question_score (question, words);
          g_hash_table_insert (known, g_steal_pointer (&words), score);
        }
      hit.score = *score;
      if (hit.score >= PANTAU_SIMILAR_THRESHOLD)
        g_array_append_val (hits, hit);
    }

  return TRUE;
}

gboolean
pantau_similar_find_texts (PantauStore *self, const char *text, GArray *hits, GError **error)
{
  g_autoptr (PantauClaimQuestion) question =
      pantau_claim_question_new (pantau_reference_get_claim_words (self->reference), text);
  g_autoptr (GArray) rare = g_array_new (FALSE, FALSE, sizeof (PantauSimilarHit));
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (PantauSimilarHit));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) rarities = read_rarities (self, question, error);
  guint first;

  /* Each by itself: many twos of common words would outweigh the one rare word that tells. */
  return rarities != NULL && read_rare (self, rarities, &first, rare, error) &&
         read_pairs (self, rarities, first, pairs, error) &&
         compare_all (self, question, rare, COMPARED_RARE, known, hits, error) &&
         compare_all (self, question, pairs, COMPARED_PAIR, known, hits, error);
}
