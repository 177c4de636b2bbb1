/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews and releases told to people: on a record's page, in its history, in plain text and on the command line. */

#include "config.h"

#include "pantau-words-review.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-words-act.h"
#include "pantau-words.h"

/* Appends a line. @text (transfer full) */
static void
take_line (GString *lines, char *text)
{
  if (*text != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
  g_free (text);
}

/* A day as the paper has it; what is none stands for itself. (transfer full) */
static char *
say_day (const char *date)
{
  g_autofree char *day = pantau_format_date (date);

  return day != NULL ? g_steal_pointer (&day) : pantau_words_clean (date);
}

char *
pantau_words_review_title (PantauReference *reference, const PantauReview *review)
{
  g_autofree char *stage = pantau_words_choice (reference, "review_stage", review->stage);
  g_autofree char *day = say_day (review->date);
  g_autofree char *number = review->number != NULL ? pantau_words_clean (review->number) : NULL;

  if (number == NULL || *number == '\0')
    /* Translators: a review (kajian) and its day: "Kajian awal, 14 Februari 2024" */
    return g_strdup_printf (_ ("%s, %s"), stage, day);

  /* Translators: a review (kajian), its number and its day */
  return g_strdup_printf (_ ("%s no. %s, %s"), stage, number, day);
}

char *
pantau_words_review_conclusion (PantauReference *reference, const PantauReview *review)
{
  return pantau_words_choice (reference, "review_conclusion", review->conclusion);
}

char *
pantau_words_review_element (const PantauReviewElement *element)
{
  g_autofree char *name = pantau_words_clean (element->element);
  g_autofree char *why = element->why != NULL ? pantau_words_clean_lines (element->why) : NULL;
  /* Translators: an element of an article of law, and whether what happened fulfils it */
  g_autofree char *told =
      g_strdup_printf (element->is_met ? _ ("Met: %s") : _ ("Not met: %s"), name);

  return why != NULL && *why != '\0' ? g_strconcat (told, " – ", why, NULL)
                                     : g_steal_pointer (&told);
}

char *
pantau_words_review_details (const PantauReview *review)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *signer = pantau_words_clean (review->signer);

  /* Translators: %s is an office and a name */
  take_line (lines, g_strdup_printf (_ ("Signed by %s"), signer));
  if (review->facts != NULL)
    {
      g_autofree char *facts = pantau_words_clean_lines (review->facts);

      /* Translators: what was found in a case */
      take_line (lines, g_strdup_printf (_ ("Facts: %s"), facts));
    }
  for (gsize i = 0; review->articles[i] != NULL; i++)
    {
      g_autofree char *article = pantau_words_clean (review->articles[i]);

      /* Translators: %s is an article of a law */
      take_line (lines, g_strdup_printf (_ ("Article: %s"), article));
    }
  for (guint i = 0; i < review->elements->len; i++)
    take_line (lines, pantau_words_review_element (g_ptr_array_index (review->elements, i)));
  if (review->blobs[0] != NULL)
    take_line (lines, g_strdup (_ ("The paper itself is attached.")));
  if (!review->is_current)
    take_line (lines, g_strdup (_ ("A later review of the same stage replaced it.")));

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

char *
pantau_words_release_way (PantauReference *reference, const PantauRelease *release)
{
  g_autofree char *agency = pantau_words_agency (reference, release->agency, release->region);
  g_autofree char *when = pantau_format_time (release->when);
  g_autofree char *letter = release->letter != NULL ? pantau_words_clean (release->letter) : NULL;

  if (letter == NULL || *letter == '\0')
    /* Translators: an agency, and when something was forwarded to it */
    return g_strdup_printf (_ ("%s, %s"), agency, when);

  /* Translators: an agency, the number of a letter, and when it was sent */
  return g_strdup_printf (_ ("%s, letter %s, %s"), agency, letter, when);
}

char *
pantau_words_release_state (const PantauRelease *release, gint64 now)
{
  g_autofree char *time =
      pantau_format_time (release->replied > 0 ? release->replied : release->reply_due);

  if (release->replied > 0)
    return g_strdup_printf (_ ("Answered on %s"), time);
  if (release->reply_due == 0)
    return g_strdup (_ ("No answer is awaited"));

  return g_strdup_printf (
      release->reply_due < now ? _ ("Answer overdue since %s") : _ ("Answer expected by %s"), time);
}

char *
pantau_words_release_text (const PantauRelease *release)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *label = pantau_claim_label_text (release->label);

  if (label != NULL)
    take_line (lines, g_strdup (label));
  take_line (lines, pantau_words_clean_lines (release->summary));
  if (release->replied > 0)
    {
      g_autofree char *reply = pantau_words_clean_lines (release->reply);

      /* Translators: %s is what an agency answered */
      take_line (lines, g_strdup_printf (_ ("Answer: %s"), reply));
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}
