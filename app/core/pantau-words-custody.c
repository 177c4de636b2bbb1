/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who had a file when, in sentences. */

#include "config.h"

#include "pantau-words-custody.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-story.h"
#include "pantau-words.h"

const char *
pantau_words_custody_what (PantauCustodyWhat what)
{
  switch (what)
    {
    case PANTAU_CUSTODY_RELEASE:
      /* Translators: what was done with a file: the provincial government may have it since */
      return _ ("Opened to the provincial government");
    case PANTAU_CUSTODY_EXPORT:
      /* Translators: what was done with a file */
      return C_ ("file", "Exported");
    case PANTAU_CUSTODY_PRINT:
      /* Translators: what was done with a file */
      return C_ ("file", "Printed");
    case PANTAU_CUSTODY_FORWARD:
      /* Translators: what was done with a file: a copy of it was sent on */
      return C_ ("file", "Forwarded");
    case PANTAU_CUSTODY_HAND_OVER:
      /* Translators: what was done with a file: it was given into somebody's hands, against a signature */
      return C_ ("file", "Handed over");
    case PANTAU_CUSTODY_IMPORT:
    default:
      /* Translators: what was done with a file: it was attached to a record */
      return C_ ("file", "Brought in");
    }
}

static char *
author_of (const PantauCustody *step, const char *own)
{
  const PantauEvent event = { .device = step->device,
                              .author = step->author,
                              .position = step->position };

  return pantau_story_author (&event, own);
}

char *
pantau_words_custody (const PantauCustody *step, const char *own)
{
  g_autofree char *author = author_of (step, own);
  g_autofree char *to = step->to != NULL ? pantau_words_clean (step->to) : NULL;

  switch (step->what)
    {
    case PANTAU_CUSTODY_RELEASE:
      /* Translators: a person, about one file */
      return g_strdup_printf (_ ("%s opened it to the provincial government"), author);
    case PANTAU_CUSTODY_EXPORT:
      return to != NULL
                 /* Translators: a person, and an office; about one file */
                 ? g_strdup_printf (_ ("%s exported it for %s"), author, to)
                 /* Translators: a person, about one file */
                 : g_strdup_printf (_ ("%s exported it"), author);
    case PANTAU_CUSTODY_PRINT:
      return to != NULL
                 /* Translators: a person, and an office; about one file */
                 ? g_strdup_printf (_ ("%s printed it for %s"), author, to)
                 /* Translators: a person, about one file */
                 : g_strdup_printf (_ ("%s printed it"), author);
    case PANTAU_CUSTODY_FORWARD:
      /* Translators: a person, and an office; about one file */
      return g_strdup_printf (_ ("%s forwarded it to %s"), author, to != NULL ? to : "?");
    case PANTAU_CUSTODY_HAND_OVER:
      /* Translators: a person, and an office; about one file */
      return g_strdup_printf (_ ("%s handed it over to %s"), author, to != NULL ? to : "?");
    case PANTAU_CUSTODY_IMPORT:
    default:
      /* Translators: a person, about one file */
      return g_strdup_printf (_ ("%s brought it in"), author);
    }
}

char *
pantau_words_custody_when (const PantauCustody *step)
{
  return pantau_format_rfc3339 (step->time);
}

static void
add_line (GString *text, char *line)
{
  g_autofree char *owned = line;

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", owned);
}

char *
pantau_words_custody_more (PantauReference *reference, const PantauCustody *step)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (step->origin != NULL)
    {
      const PantauChoice *choice =
          pantau_kinds_choice (pantau_reference_get_kinds (reference), "file_origin", step->origin);
      g_autofree char *from = pantau_words_clean (
          choice != NULL ? pantau_label_get (&choice->name, pantau_locale_get ()) : step->origin);

      /* Translators: from whom a file came: “Came from: a colleague” */
      add_line (text, g_strdup_printf (_ ("Came from: %s"), from));
    }
  if (step->received != NULL)
    {
      g_autofree char *when = pantau_format_rfc3339 (step->received);

      /* Translators: since when a file is on the laptop of who brought it */
      add_line (text, g_strdup_printf (_ ("On that laptop since %s"), when));
    }
  if (step->note != NULL && *step->note != '\0')
    add_line (text, pantau_words_clean_lines (step->note));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
pantau_words_custody_full (PantauReference *reference, const PantauCustody *step, const char *own)
{
  g_autofree char *when = pantau_words_custody_when (step);
  g_autofree char *said = pantau_words_custody (step, own);
  g_autofree char *more = pantau_words_custody_more (reference, step);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: when, and what somebody did: “14 February 2024, 16:30 WIB: Siti printed it” */
  g_string_printf (text, _ ("%s: %s"), when, said);
  if (more != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (more, "\n", -1);

      for (gsize i = 0; lines[i] != NULL; i++)
        g_string_append_printf (text, "\n  %s", lines[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_touch (const PantauTouch *touch, const char *author, guint n)
{
  g_autofree char *to = touch->to != NULL ? pantau_words_clean (touch->to) : NULL;
  g_autofree char *count = pantau_format_integer (n);

  switch (touch->what)
    {
    case PANTAU_TOUCH_EXPORT:
      return to != NULL
                 /* Translators: a person, how many files, and an office */
                 ? g_strdup_printf (
                       ngettext ("%s exported %s file for %s", "%s exported %s files for %s", n),
                       author, count, to)
                 /* Translators: a person, and how many files */
                 : g_strdup_printf (ngettext ("%s exported %s file", "%s exported %s files", n),
                                    author, count);
    case PANTAU_TOUCH_PRINT:
      return to != NULL
                 /* Translators: a person, how many files, and an office */
                 ? g_strdup_printf (
                       ngettext ("%s printed %s file for %s", "%s printed %s files for %s", n),
                       author, count, to)
                 /* Translators: a person, and how many files */
                 : g_strdup_printf (ngettext ("%s printed %s file", "%s printed %s files", n),
                                    author, count);
    case PANTAU_TOUCH_FORWARD:
      /* Translators: a person, how many files, and an office */
      return g_strdup_printf (
          ngettext ("%s forwarded %s file to %s", "%s forwarded %s files to %s", n), author, count,
          to);
    case PANTAU_TOUCH_HAND_OVER:
    default:
      /* Translators: a person, how many files, and an office */
      return g_strdup_printf (
          ngettext ("%s handed %s file over to %s", "%s handed %s files over to %s", n), author,
          count, to);
    }
}
