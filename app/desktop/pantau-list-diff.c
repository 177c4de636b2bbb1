/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The difference of two lists of numbers without repetition, in a time that grows with their length: a million records are compared in
 * some milliseconds, in a thread.
 */

#include "config.h"

#include "pantau-list-diff.h"

/* More parts than this cost more than they spare. */
#define MAX_HUNKS 64
/* How far to look for what moved. */
#define NEAR 16

/* A set of numbers. */
typedef struct
{
  guint32 first;
  gsize n_words;
  guint64 *words;
} Set;

static void
set_make (Set *set, const guint32 *numbers, guint n)
{
  guint32 first = G_MAXUINT32, last = 0;

  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, numbers[i]);
      last = MAX (last, numbers[i]);
    }
  set->first = first;
  set->n_words = n > 0 ? (gsize) (last - first) / 64 + 1 : 0;
  set->words = g_new0 (guint64, set->n_words);
  for (guint i = 0; i < n; i++)
    set->words[(numbers[i] - first) / 64] |= G_GUINT64_CONSTANT (1) << ((numbers[i] - first) % 64);
}

static gboolean
set_has (const Set *set, guint32 number)
{
  gsize bit = (gsize) number - set->first;

  return number >= set->first && bit / 64 < set->n_words &&
         (set->words[bit / 64] >> (bit % 64) & 1) != 0;
}

/* How far from the beginning of @numbers @number stands, where that is near; else NEAR. */
static guint
distance (const guint32 *numbers, guint n, guint32 number)
{
  for (guint i = 0; i < MIN (n, NEAR); i++)
    if (numbers[i] == number)
      return i;

  return NEAR;
}

/* Notes that one item went or came at @position; FALSE where it is too much. */
static gboolean
note (GArray *hunks, guint position, guint removed, guint added)
{
  PantauHunk *last = hunks->len > 0 ? &g_array_index (hunks, PantauHunk, hunks->len - 1) : NULL;
  PantauHunk hunk = { position, removed, added };

  if (last != NULL && last->position + last->added == position)
    {
      last->removed += removed;
      last->added += added;
      return TRUE;
    }
  if (hunks->len == MAX_HUNKS)
    return FALSE;
  g_array_append_val (hunks, hunk);

  return TRUE;
}

/* Walks along both; FALSE where they are too different. */
static gboolean
walk (GArray *hunks,
      guint at,
      const guint32 *old,
      guint n_old,
      const guint32 *fresh,
      guint n_fresh,
      const Set *old_set,
      const Set *fresh_set)
{
  guint i = 0, j = 0;

  while (i < n_old || j < n_fresh)
    {
      gboolean goes, comes;

      if (i < n_old && j < n_fresh && old[i] == fresh[j])
        {
          i++, j++;
          continue;
        }
      goes = i < n_old && (j == n_fresh || !set_has (fresh_set, old[i]));
      comes = !goes && j < n_fresh && (i == n_old || !set_has (old_set, fresh[j]));
      if (!goes && !comes)
        {
          /* Both are in both lists: the one moved whose neighbour is sooner found without it. */
          guint without_old = distance (old + i, n_old - i, fresh[j]);
          guint without_fresh = distance (fresh + j, n_fresh - j, old[i]);

          goes = without_old < NEAR && without_old <= without_fresh;
          comes = !goes && without_fresh < NEAR;
          if (!goes && !comes)
            goes = comes = TRUE;
        }
      if (!note (hunks, at + j, goes, comes))
        return FALSE;
      i += goes ? 1 : 0;
      j += comes ? 1 : 0;
    }

  return TRUE;
}

GArray *
pantau_list_diff (GArray *old, GArray *fresh)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (PantauHunk));
  const guint32 *a = (const guint32 *) (gpointer) old->data;
  const guint32 *b = (const guint32 *) (gpointer) fresh->data;
  guint n_a = old->len, n_b = fresh->len, same = 0;
  Set a_set, b_set;

  while (same < n_a && same < n_b && a[same] == b[same])
    same++;
  while (n_a > same && n_b > same && a[n_a - 1] == b[n_b - 1])
    n_a--, n_b--;
  if (n_a == same && n_b == same)
    return hunks;

  set_make (&a_set, a + same, n_a - same);
  set_make (&b_set, b + same, n_b - same);
  if (!walk (hunks, same, a + same, n_a - same, b + same, n_b - same, &a_set, &b_set))
    {
      PantauHunk whole = { same, n_a - same, n_b - same };

      g_array_set_size (hunks, 0);
      g_array_append_val (hunks, whole);
    }
  g_free (a_set.words);
  g_free (b_set.words);

  return hunks;
}
