/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose lines a courier file brought: counted by device while it is read, named by what is known here once all of it was. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-courier-private.h"
#include "pantau-format.h"
#include "pantau-words.h"

/* So many people are named; whoever brings the lines of a whole kabupaten needs no list of it. */
#define NAMED 8

void
pantau_courier_author_free (gpointer data)
{
  PantauCourierAuthor *self = data;

  g_free (self->device);
  g_free (self->who);
  g_free (self);
}

void
pantau_courier_count_author (PantauCourierSummary *summary, const char *device, guint lines)
{
  PantauCourierAuthor *author;

  for (guint i = 0; i < summary->authors->len; i++)
    {
      author = g_ptr_array_index (summary->authors, i);
      if (g_str_equal (author->device, device))
        {
          author->lines += lines;
          return;
        }
    }
  author = g_new0 (PantauCourierAuthor, 1);
  author->device = g_strdup (device);
  author->lines = lines;
  g_ptr_array_add (summary->authors, author);
}

/* (transfer full): "Siti Aminah, Panwaslu Kecamatan"; where no grant of the device is here, what people call it by */
static char *
name_device (PantauHome *home, const char *device)
{
  g_autoptr (PantauPerson) person =
      pantau_store_get_person (pantau_home_get_store (home), device, NULL);
  g_autofree char *name = person != NULL ? pantau_words_clean (person->name) : NULL,
                  *position = person != NULL && person->position != NULL
                                  ? pantau_words_clean (person->position)
                                  : NULL,
                  *called = NULL;

  if (pantau_home_is_province (home, device))
    return g_strdup (_ ("the province"));
  if (name != NULL && *name != '\0')
    return position != NULL && *position != '\0' ? g_strjoin (", ", name, position, NULL)
                                                 : g_steal_pointer (&name);
  called = pantau_words_device (device);

  /* Translators: %s is a short code of a laptop, whose owner is not known here. */
  return g_strdup_printf (_ ("laptop %s"), called);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PantauCourierAuthor *first = *(PantauCourierAuthor *const *) a,
                            *second = *(PantauCourierAuthor *const *) b;

  if (first->lines != second->lines)
    return first->lines > second->lines ? -1 : 1;

  return g_utf8_collate (first->who, second->who);
}

void
pantau_courier_name_authors (PantauCourierSummary *summary, PantauHome *home)
{
  if (summary->by != NULL && summary->who == NULL)
    summary->who = name_device (home, summary->by);
  for (guint i = 0; i < summary->authors->len; i++)
    {
      PantauCourierAuthor *author = g_ptr_array_index (summary->authors, i);

      author->who = name_device (home, author->device);
    }
  g_ptr_array_sort (summary->authors, compare);
}

GPtrArray *
pantau_courier_author_words (const PantauCourierSummary *summary)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  guint n = summary->authors != NULL ? summary->authors->len : 0;
  g_autofree char *others = pantau_format_integer (n > NAMED ? n - NAMED : 0);

  for (guint i = 0; i < MIN (n, NAMED); i++)
    {
      const PantauCourierAuthor *author = g_ptr_array_index (summary->authors, i);
      g_autofree char *lines = pantau_format_integer (author->lines);

      g_ptr_array_add (
          words,
          g_strdup_printf (
              /* Translators: of what a courier file brought: %1$s is a person, %2$s a number. */
              ngettext ("of %1$s: %2$s line", "of %1$s: %2$s lines", author->lines), author->who,
              lines));
    }
  if (n > NAMED)
    g_ptr_array_add (words,
                     g_strdup_printf (
                         /* Translators: %s is a number, of people whose lines a file brought. */
                         ngettext ("and of %s other", "and of %s others", n - NAMED), others));

  return words;
}
