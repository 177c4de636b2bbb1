/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person searches for, understood. Nothing here touches a database. */

#include "config.h"

#include "pantau-query-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-token.h"

/* More than anybody types; a pasted page must not become a page of SQL. */
#define MAX_TEXT  4096 /* bytes */
#define MAX_TERMS 32

/* A beginning of one letter would find nearly everything. */
#define MIN_PREFIX 2 /* letters */

static const char *const sorts[] = {
  [PANTAU_SORT_TIME] = "time",         [PANTAU_SORT_RECORDED] = "recorded",
  [PANTAU_SORT_TITLE] = "title",       [PANTAU_SORT_KIND] = "kind",
  [PANTAU_SORT_REGION] = "region",     [PANTAU_SORT_STATUS] = "status",
  [PANTAU_SORT_SEVERITY] = "severity",
};

G_STATIC_ASSERT (G_N_ELEMENTS (sorts) == PANTAU_N_SORTS);

const char *
pantau_sort_get_name (PantauSort sort)
{
  g_return_val_if_fail (sort < PANTAU_N_SORTS, sorts[PANTAU_SORT_TIME]);

  return sorts[sort];
}

gboolean
pantau_sort_from_name (const char *name, PantauSort *sort)
{
  for (guint i = 0; i < PANTAU_N_SORTS; i++)
    if (g_strcmp0 (name, sorts[i]) == 0)
      {
        *sort = (PantauSort) i;
        return TRUE;
      }

  return FALSE;
}

static void
term_free (gpointer data)
{
  PantauTerm *self = data;

  g_strfreev (self->surfaces);
  g_free (self->stem);
  g_free (self);
}

typedef struct
{
  GPtrArray *surfaces;
  char *stem; /* of the last */
} Words;

static gboolean
take_word (const char *surface, const char *stem, guint start, guint end, gpointer data)
{
  Words *words = data;

  g_ptr_array_add (words->surfaces, g_strdup (surface));
  g_free (words->stem);
  words->stem = g_strdup (stem);

  return TRUE;
}

/* Words without a letter or digit are left out: they stand for nothing in a text either. */
static void
add_term (PantauQuery *self, const PantauPiece *piece)
{
  g_autoptr (GPtrArray) surfaces = g_ptr_array_new_with_free_func (g_free);
  Words words = { surfaces, NULL };
  g_autofree char *stem = NULL;
  gboolean is_prefix;
  const char *last;
  PantauTerm *term;

  pantau_token_foreach (pantau_reference_get_families (self->reference), piece->value, take_word,
                        &words);
  stem = words.stem;
  if (surfaces->len == 0)
    return;

  last = g_ptr_array_index (surfaces, surfaces->len - 1);
  is_prefix =
      piece->is_open && !piece->is_quoted && !piece->negative && !pantau_token_is_number (last);
  /* Too short to be asked, and not yet a word. */
  if (is_prefix && g_utf8_strlen (last, -1) < MIN_PREFIX)
    {
      is_prefix = FALSE;
      g_ptr_array_set_size (surfaces, (int) surfaces->len - 1);
      g_clear_pointer (&stem, g_free);
    }
  if (surfaces->len == 0)
    return;

  term = g_new0 (PantauTerm, 1);
  term->negative = piece->negative;
  term->is_prefix = is_prefix;
  if (surfaces->len == 1 && !piece->is_quoted)
    term->stem = g_steal_pointer (&stem);
  g_ptr_array_add (surfaces, NULL);
  term->surfaces = g_strdupv ((GStrv) surfaces->pdata);
  g_ptr_array_add (self->terms, term);
}

static void
make_lists (PantauQuery *self)
{
  GPtrArray **lists[] = { &self->kinds,   &self->not_kinds,   &self->statuses, &self->not_statuses,
                          &self->regions, &self->not_regions, &self->choices,  &self->not_choices };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new_with_free_func (g_free);
}

PantauQuery *
pantau_query_new (PantauReference *reference, const char *text)
{
  PantauQuery *self = g_new0 (PantauQuery, 1);
  g_autofree char *valid = NULL;
  g_autoptr (GArray) pieces = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_atomic_ref_count_init (&self->ref_count);
  self->reference = pantau_reference_ref (reference);
  self->terms = g_ptr_array_new_with_free_func (term_free);
  make_lists (self);
  self->state = -1;
  self->difference = self->quarantine = PANTAU_ASKED_NOTHING;
  self->from = G_MININT64;
  self->to = G_MAXINT64;

  valid = text != NULL ? g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT))
                       : g_strdup ("");
  pieces = pantau_query_pieces (valid);
  for (guint i = 0; i < pieces->len; i++)
    {
      const PantauPiece *piece = &g_array_index (pieces, PantauPiece, i);

      if (piece->is_filter)
        pantau_query_add_filter (self, piece, now);
      else if (self->terms->len < MAX_TERMS)
        add_term (self, piece);
      else if (self->problem == NULL)
        self->problem =
            g_strdup_printf (ngettext ("only the first word is searched for",
                                       "only the first %d words are searched for", MAX_TERMS),
                             MAX_TERMS);
    }

  return self;
}

PantauQuery *
pantau_query_ref (PantauQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_query_unref (PantauQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->not_kinds);
  g_ptr_array_unref (self->statuses);
  g_ptr_array_unref (self->not_statuses);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->not_regions);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->not_choices);
  g_clear_pointer (&self->figure, pantau_figure_free);
  pantau_reference_unref (self->reference);
  g_free (self->problem);
  g_free (self);
}

const char *
pantau_query_get_problem (PantauQuery *self)
{
  return self->problem;
}

gboolean
pantau_query_is_empty (PantauQuery *self)
{
  return !self->finds_nothing && self->terms->len == 0 && self->kinds->len == 0 &&
         self->not_kinds->len == 0 && self->statuses->len == 0 && self->not_statuses->len == 0 &&
         self->regions->len == 0 && self->not_regions->len == 0 && self->choices->len == 0 &&
         self->not_choices->len == 0 && self->severity == 0 && self->state < 0 &&
         self->difference == PANTAU_ASKED_NOTHING && self->quarantine == PANTAU_ASKED_NOTHING &&
         !self->mine && self->figure == NULL && self->from == G_MININT64 && self->to == G_MAXINT64;
}
