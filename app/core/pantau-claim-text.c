/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text claims, step by step: letters are folded and cut into pieces (pantau-claim-piece.c), phrases of sharing and denial are taken out, names
 * of places and numbers with what they count become one word each, and of the other words the families are left.
 */

#include "config.h"

#include "pantau-claim-text.h"

#include <string.h>

#include "pantau-claim-piece.h"
#include "pantau-token.h"

/* How far a negation reaches: "tidak jadi dipindah". */
#define NOT_REACH 3

/* A text in the making. */
typedef struct
{
  PantauClaimWords *words;
  GPtrArray *pieces;  /* of PantauClaimPiece */
  const char **texts; /* (owned): those of the pieces */
  GString *out;
  GString *stem;
  guint n_out;
  guint negated; /* for so many words more */
  gboolean denies;
  const char *slot; /* what the number before this piece counted: "TPS 5, 6 dan 7" */
} Making;

static const PantauClaimPiece *
piece_at (Making *self, guint at)
{
  return at < self->pieces->len ? g_ptr_array_index (self->pieces, at) : NULL;
}

static const char *
look_up (Making *self, PantauClaimWordSort sort, guint at)
{
  return at < self->pieces->len ? pantau_claim_words_lookup (self->words, sort, self->texts[at])
                                : NULL;
}

static void
add (Making *self, char mark, const char *text)
{
  if (self->n_out == PANTAU_CLAIM_MAX_WORDS)
    return;
  if (self->n_out++ > 0)
    g_string_append_c (self->out, ' ');
  if (mark != '\0')
    g_string_append_c (self->out, mark);
  g_string_append (self->out, text);
}

static void
add_number (Making *self, const char *slot, const char *value)
{
  g_autofree char *text = g_strconcat (slot, value, NULL);

  add (self, PANTAU_CLAIM_NUMBER, text);
}

/* "10.00", "13:30", "9" as an hour of the day, moved by "siang" or "malam" after it. FALSE where it is no hour. */
static gboolean
add_hour (Making *self, const PantauClaimPiece *piece, guint *next)
{
  const char *part;
  g_autofree char *value = NULL;
  guint hour, minute = 0;

  if (!pantau_claim_piece_hour (piece, &hour, &minute))
    return FALSE;
  /* "wib" may stand between. */
  if (*next < self->pieces->len && g_str_equal (self->texts[*next], "wib"))
    (*next)++;
  part = look_up (self, PANTAU_CLAIM_WORD_PART, *next);
  if (part != NULL)
    {
      /* From this hour on it is the afternoon: 1 siang, 3 sore, but 10 siang and 2 malam. */
      guint first = (guint) g_ascii_strtoull (part, NULL, 10);

      (*next)++;
      if (first > 0 && hour >= first && hour < (first == 1 ? 6 : 12))
        hour += 12;
    }

  value = g_strdup_printf ("%02u%02u", hour, minute);
  add_number (self, "jam", value);

  return TRUE;
}

/* A day and its month: "27 November", "27/11/2024". */
static gboolean
add_date (Making *self, const PantauClaimPiece *piece, guint *next)
{
  const char *month = look_up (self, PANTAU_CLAIM_WORD_MONTH, *next);
  g_autofree char *value = NULL;
  guint day, number;

  if (pantau_claim_piece_date (piece, &day, &number))
    value = g_strdup_printf ("%02u%02u", day, number);
  else if (month != NULL && piece->is_integer && strlen (piece->text) <= 2)
    {
      value = g_strdup_printf ("%02u%02u", (guint) g_ascii_strtoull (piece->text, NULL, 10),
                               (guint) g_ascii_strtoull (month, NULL, 10));
      (*next)++;
      /* The year says nothing more: an election has one. */
      if (piece_at (self, *next) != NULL && piece_at (self, *next)->is_year)
        (*next)++;
    }
  if (value == NULL)
    return FALSE;
  add_number (self, "tgl", value);

  return TRUE;
}

/* The number, with "ribu" and "juta" after it multiplied out. (transfer full) */
static char *
take_value (Making *self, const PantauClaimPiece *piece, guint *next)
{
  const char *times = piece->is_number ? look_up (self, PANTAU_CLAIM_WORD_TIMES, *next) : NULL;
  g_autofree char *value = g_strdup (piece->text);

  /* "empat belas" */
  if (piece->is_integer && strlen (piece->text) == 1 && *next < self->pieces->len &&
      g_str_equal (self->texts[*next], "belas"))
    {
      g_free (value);
      value = g_strconcat ("1", piece->text, NULL);
      (*next)++;
    }
  while (times != NULL)
    {
      double product = g_ascii_strtod (value, NULL) * g_ascii_strtod (times, NULL);

      g_free (value);
      value = g_strdup_printf ("%.0f", MIN (product, 1e18));
      (*next)++;
      times = look_up (self, PANTAU_CLAIM_WORD_TIMES, *next);
    }
  g_strdelimit (value, ".", 'k');

  return g_steal_pointer (&value);
}

/* What the number at @at counts by the words before it; "nomor" and "urut" may stand between. */
static const char *
slot_before (Making *self, guint at)
{
  const char *slot = NULL;

  for (guint back = 1; back <= 3 && back <= at; back++)
    {
      const char *found = look_up (self, PANTAU_CLAIM_WORD_NUMBERS, at - back);

      if (found == NULL)
        break;
      /* "TPS nomor 5" is a TPS; "calon nomor urut 2" is a candidate either way. */
      if (slot == NULL || !g_str_equal (found, "paslon"))
        slot = found;
    }

  return slot;
}

/* The number at @at as one word with what it counts; @next takes what comes after it. */
static void
take_number (Making *self, guint at, guint *next)
{
  const PantauClaimPiece *piece = piece_at (self, at);
  const char *slot = slot_before (self, at), *unit;
  g_autofree char *value = NULL;

  *next = at + 1;
  if (slot == NULL && !piece->has_unit && !piece->ends_sentence &&
      look_up (self, PANTAU_CLAIM_WORD_COUNTS, *next) == NULL)
    slot = self->slot;
  if (slot != NULL && g_str_equal (slot, "jam") && add_hour (self, piece, next))
    {
      self->slot = slot;
      return;
    }
  if (add_date (self, piece, next))
    return;
  if (piece->is_clock && add_hour (self, piece, next))
    return;

  value = take_value (self, piece, next);
  unit = piece->has_unit ? piece->unit : look_up (self, PANTAU_CLAIM_WORD_COUNTS, *next);
  if (slot == NULL || g_str_equal (slot, "rp"))
    slot = slot != NULL ? slot : unit;
  if (slot == NULL && piece->is_year)
    slot = "thn";
  if (slot == unit && unit != NULL && !piece->has_unit)
    (*next)++;
  add_number (self, slot != NULL ? slot : "n", value);
  self->slot = slot;
}

/* After "desa" and the like, or after the number of a TPS, even Raja is a village. */
static gboolean
is_told (Making *self, guint at)
{
  return at > 0 && (look_up (self, PANTAU_CLAIM_WORD_PLACES, at - 1) != NULL ||
                    g_strcmp0 (self->slot, "tps") == 0);
}

static void
take_word (Making *self, guint at)
{
  const char *text = self->texts[at];

  if (look_up (self, PANTAU_CLAIM_WORD_NOT, at) != NULL)
    {
      self->negated = NOT_REACH;
      return;
    }
  if (look_up (self, PANTAU_CLAIM_WORD_JOINS, at) != NULL)
    return;

  pantau_claim_words_stem (self->words, text, self->stem);
  if (*self->stem->str == '\0')
    return;
  add (self, '\0', self->stem->str);
  if (self->negated > 0)
    add (self, PANTAU_CLAIM_NOT, self->stem->str);
  self->negated = 0;
}

/* What begins at @at; returns where the next begins. */
static guint
take (Making *self, guint at)
{
  const PantauClaimPiece *piece = piece_at (self, at);
  const char *const *texts = (const char *const *) self->texts + at;
  guint rest = self->pieces->len - at, n, next;
  const char *name, *day;

  if (piece->ends_sentence || self->negated > 0)
    self->negated = piece->ends_sentence ? 0 : self->negated - 1;
  n = pantau_claim_words_phrase (self->words, PANTAU_CLAIM_WORD_SHARES, texts, rest);
  if (n > 0)
    return at + n;
  n = pantau_claim_words_phrase (self->words, PANTAU_CLAIM_WORD_DENIES, texts, rest);
  if (n > 0)
    self->denies = TRUE;

  n = pantau_claim_words_place (self->words, texts, rest, is_told (self, at), &name);
  if (n > 0)
    {
      add (self, PANTAU_CLAIM_PLACE, name);
      self->slot = NULL;
      return at + n;
    }
  if (piece->is_number)
    {
      take_number (self, at, &next);
      return next;
    }
  if (!g_str_equal (self->texts[at], "dan"))
    self->slot = NULL;
  /* Its number comes next, and says it. */
  if (look_up (self, PANTAU_CLAIM_WORD_NUMBERS, at) != NULL && piece_at (self, at + 1) != NULL &&
      (piece_at (self, at + 1)->is_number ||
       look_up (self, PANTAU_CLAIM_WORD_NUMBERS, at + 1) != NULL))
    return at + 1;
  if (g_str_equal (self->texts[at], "hari") &&
      (day = look_up (self, PANTAU_CLAIM_WORD_DAY, at + 1)) != NULL)
    {
      add_number (self, "hari", day);
      return at + 2;
    }
  day = look_up (self, PANTAU_CLAIM_WORD_DAY, at);
  if (day != NULL && !g_str_equal (self->texts[at], "minggu"))
    {
      add_number (self, "hari", day);
      return at + 1;
    }
  take_word (self, at);

  return at + 1;
}

char *
pantau_claim_text_make (PantauClaimWords *words, const char *text)
{
  g_autoptr (GPtrArray) pieces = pantau_claim_pieces_new (words, text);
  g_autofree const char **texts = g_new (const char *, pieces->len + 1);
  g_autoptr (GString) stem = g_string_new (NULL);
  Making making = {
    .words = words, .pieces = pieces, .texts = texts, .out = g_string_new (NULL), .stem = stem
  };

  for (guint i = 0; i < pieces->len; i++)
    texts[i] = ((const PantauClaimPiece *) g_ptr_array_index (pieces, i))->text;
  texts[pieces->len] = NULL;

  for (guint i = 0; i < pieces->len && making.n_out < PANTAU_CLAIM_MAX_WORDS;)
    i = take (&making, i);
  if (making.denies)
    add (&making, PANTAU_CLAIM_DENIAL, "bantah");

  return g_string_free (making.out, FALSE);
}
