/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock, a review, a forward, a release, a treatment, a link: each as a line that one reads in passing. */

#define G_LOG_DOMAIN "pantau-handling"

#include "config.h"

#include "pantau-handling-words.h"

#include <glib/gi18n-lib.h>

#include "pantau-agency.h"
#include "pantau-check.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-words-act.h"
#include "pantau-words-clock.h"
#include "pantau-words-review.h"
#include "pantau-words.h"

/* Appends a line. @text (transfer full) (nullable) */
static void
add_line (GString *lines, char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
  g_free (text);
}

/* The lines, or NULL where there are none. (transfer full) (nullable) */
static char *
end_lines (GString *lines)
{
  gboolean is_empty = lines->len == 0;

  return g_string_free (lines, is_empty);
}

/* (transfer full) (nullable) */
static char *
clean (const char *text)
{
  return text != NULL ? pantau_words_clean_lines (text) : NULL;
}

static const char *
choice_label (PantauReference *reference, const char *list, const char *code)
{
  return pantau_kinds_choice_label (pantau_reference_get_kinds (reference), list, code,
                                    pantau_locale_get ());
}

PantauHandlingItem *
pantau_handling_clock (PantauReference *reference,
                       const char *kind,
                       const PantauClock *clock,
                       gint64 now)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  PantauClockState state = pantau_clock_state (clock, now);
  g_autofree char *length = pantau_words_clock_length (clock),
                  *event = pantau_words_clock_event (reference, kind, clock->event),
                  *start = pantau_format_time (clock->event_at),
                  *due = pantau_format_time (clock->due);
  g_auto (GStrv) remarks = pantau_words_clock_remarks (clock);
  GString *details = g_string_new (NULL);

  item->title = g_strdup (pantau_label_get (&clock->rule->name, pantau_locale_get ()));
  item->state = pantau_words_clock_state (clock, now);
  item->is_urgent = state == PANTAU_CLOCK_MISSED;
  /* Translators: the last moment of a time limit */
  add_line (details, g_strdup_printf (_ ("Until %s"), due));
  /* Translators: a length of time, what it counts from, and when that was */
  add_line (details, g_strdup_printf (_ ("%s from: %s, %s"), length, event, start));
  add_line (details, g_strdup (clock->rule->basis));
  item->details = end_lines (details);
  if (remarks[0] != NULL)
    item->remarks = g_strjoinv ("\n", remarks);

  return item;
}

static void
add_replies (GString *lines, const PantauForward *forward)
{
  for (guint i = 0; i < forward->replies->len; i++)
    {
      const PantauReply *reply = g_ptr_array_index (forward->replies, i);
      g_autofree char *when = pantau_format_time (reply->when), *person = clean (reply->person),
                      *text = clean (reply->text);

      if (person != NULL)
        /* Translators: an answer: when, who, and what */
        add_line (lines, g_strdup_printf (_ ("Answer of %s, %s: %s"), when, person, text));
      else
        add_line (lines, g_strdup_printf (_ ("Answer of %s: %s"), when, text));
    }
}

/* How it stands: an answer is what one looks for first. (transfer full) (nullable) */
static char *
forward_state (const PantauForward *forward, gint64 now)
{
  g_autofree char *due = NULL;

  if (forward->replies->len > 0)
    return g_strdup (_ ("Answered"));
  if (forward->reply_due == 0)
    return g_strdup (_ ("No answer yet"));

  due = pantau_format_time (forward->reply_due);

  return g_strdup_printf (
      forward->reply_due < now ? _ ("Answer overdue since %s") : _ ("Answer expected by %s"), due);
}

/* "Radio · Posko BPBD · 13 Februari 2024 pukul 16.00 WIB" (transfer full) */
static char *
forward_way (PantauReference *reference, const PantauForward *forward)
{
  g_autofree char *channel = pantau_words_clean (
                      choice_label (reference, "forward_channel", forward->channel)),
                  *person = clean (forward->person), *when = pantau_format_time (forward->when);
  const char *parts[4];
  guint n = 0;

  if (*channel != '\0')
    parts[n++] = channel;
  if (person != NULL)
    parts[n++] = person;
  parts[n++] = when;
  parts[n] = NULL;

  return g_strjoinv (" · ", (char **) parts);
}

static char *
forward_copies (PantauReference *reference, const PantauForward *forward)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (forward->copies == NULL || forward->copies[0] == NULL)
    return NULL;
  for (gsize i = 0; forward->copies[i] != NULL; i++)
    {
      g_autofree char *name = pantau_words_agency_name (reference, forward->copies[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? "; " : "", name);
    }

  /* Translators: names of agencies that got a copy */
  return g_strdup_printf (_ ("Copies: %s"), names->str);
}

PantauHandlingItem *
pantau_handling_forward (PantauReference *reference, const PantauForward *forward, gint64 now)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  GString *details = g_string_new (NULL);
  g_autofree char *letter = clean (forward->letter);

  item->verb = PANTAU_HANDLING_REPLY;
  item->target = g_strdup (forward->entry);
  item->title = pantau_words_agency_name (reference, forward->agency);
  item->state = forward_state (forward, now);
  item->is_urgent =
      forward->replies->len == 0 && forward->reply_due != 0 && forward->reply_due < now;
  add_line (details, forward_way (reference, forward));
  if (letter != NULL)
    add_line (details, g_strdup_printf (_ ("Letter %s"), letter));
  add_line (details, forward_copies (reference, forward));
  add_line (details, clean (forward->note));
  add_replies (details, forward);
  item->details = end_lines (details);
  item->place = g_strconcat ("agencies:", forward->agency, NULL);
  if (forward->without_review)
    item->remarks = g_strdup (_ ("It went without a full review (kajian)."));

  return item;
}

PantauHandlingItem *
pantau_handling_review (PantauReference *reference, GPtrArray *reviews, const PantauReview *review)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  g_auto (GStrv) current = pantau_reviews_current (reviews, review->stage);

  item->title = pantau_words_review_title (reference, review);
  item->state = pantau_words_review_conclusion (reference, review);
  item->details = pantau_words_review_details (review);
  if (review->is_current && g_strv_length (current) > 1)
    item->remarks = g_strdup (_ ("People wrote several of this stage without knowing of each "
                                 "other; the next one settles it."));

  return item;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

/* What was released before, with the newest answer of the agency: nothing is typed again. (transfer full) */
static JsonObject *
begin_release (const PantauForward *forward, const PantauRelease *release)
{
  const PantauReply *reply = forward->replies->len > 0
                                 ? g_ptr_array_index (forward->replies, forward->replies->len - 1)
                                 : NULL;
  JsonObject *begin = json_object_new ();
  gint64 when = reply != NULL ? reply->when : release != NULL ? release->replied : 0;
  g_autofree char *time = when > 0 ? pantau_check_write_time (when) : NULL;

  set_text (begin, "summary", release != NULL ? release->summary : NULL);
  set_text (begin, "reply", reply != NULL ? reply->text : release != NULL ? release->reply : NULL);
  set_text (begin, "replied", time);

  return begin;
}

PantauHandlingItem *
pantau_handling_release (PantauReference *reference,
                         const PantauForward *forward,
                         const PantauRelease *release,
                         gint64 now)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);

  item->verb = PANTAU_HANDLING_RELEASE;
  item->target = g_strdup (forward->entry);
  item->title = pantau_words_agency_name (reference, forward->agency);
  item->begin = begin_release (forward, release);
  if (release == NULL)
    {
      item->state = g_strdup (_ ("Pemprov was told nothing of it yet"));
      item->is_urgent = TRUE;
      return item;
    }

  item->state = pantau_words_release_state (release, now);
  item->details = pantau_words_release_text (release);
  if (forward->replies->len > 0 && release->replied == 0)
    {
      item->is_urgent = TRUE;
      item->remarks = g_strdup (_ ("The agency has answered, and the summary does not say so."));
    }

  return item;
}

/* "Perahu 4, terpal 20" (transfer full) (nullable) */
static char *
aid_words (PantauReference *reference, JsonObject *aid)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) codes = aid != NULL ? json_object_get_members (aid) : NULL;

  for (GList *l = codes; l != NULL; l = l->next)
    {
      g_autofree char *name = pantau_words_clean (choice_label (reference, "aid", l->data));
      g_autofree char *number =
          pantau_format_integer (json_object_get_int_member_with_default (aid, l->data, 0));

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", name, number);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/* What was said at the last step, which is how it stands. */
static void
add_last_step (GString *lines, PantauReference *reference, const PantauTreatment *treatment)
{
  const PantauTreatmentStep *last =
      treatment->steps->len > 0 ? g_ptr_array_index (treatment->steps, treatment->steps->len - 1)
                                : NULL;
  g_autofree char *state = NULL, *when = NULL, *text = NULL;

  if (last == NULL)
    return;
  state = pantau_words_clean (choice_label (reference, "treatment_state", last->state));
  when = pantau_format_time (last->when);
  text = clean (last->text);
  if (text != NULL)
    /* Translators: a state of a treatment, since when, and a note */
    add_line (lines, g_strdup_printf (_ ("%s since %s: %s"), state, when, text));
  else
    add_line (lines, g_strdup_printf (_ ("%s since %s"), state, when));
}

PantauHandlingItem *
pantau_handling_treatment (PantauReference *reference, const PantauTreatment *treatment, gint64 now)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  gboolean is_open = pantau_treatment_is_open (treatment);
  GString *details = g_string_new (NULL);

  item->verb = PANTAU_HANDLING_TREATMENT;
  item->target = g_strdup (treatment->entry);
  item->title = pantau_words_clean (choice_label (reference, "treatment", treatment->what));
  item->state = pantau_words_clean (choice_label (reference, "treatment_state", treatment->state));
  item->is_urgent = is_open && treatment->due != 0 && treatment->due < now;
  add_line (details, clean (treatment->text));
  add_line (details, clean (treatment->person));
  add_line (details, aid_words (reference, treatment->aid));
  if (treatment->due != 0)
    {
      g_autofree char *due = pantau_format_time (treatment->due);

      add_line (
          details,
          g_strdup_printf (item->is_urgent ? _ ("Overdue since %s") : _ ("To be done by %s"), due));
    }
  add_last_step (details, reference, treatment);
  item->details = end_lines (details);
  if (treatment->differs)
    item->remarks = g_strdup (_ ("People told different things of it; the least finished counts."));

  return item;
}

static const char *
relation (const char *kind, const PantauLink *link)
{
  gboolean is_activity = g_strcmp0 (kind, "activity") == 0;
  gboolean of_activity = g_strcmp0 (link->kind, "activity") == 0;

  if (g_str_equal (link->rel, PANTAU_REL_SIGHTING))
    return link->is_incoming ? _ ("Seen here") : _ ("A sighting of this claim");
  if (g_str_equal (link->rel, PANTAU_REL_DUPLICATE))
    return link->is_incoming ? _ ("A duplicate of this record")
                             : _ ("This record is a duplicate of it");
  if (g_str_equal (link->rel, PANTAU_REL_BECAME))
    return link->is_incoming ? _ ("It began as that record") : _ ("It went on as that record");
  if (g_str_equal (link->rel, PANTAU_REL_SAME) && is_activity && !of_activity)
    return _ ("Opened by an answer of this activity");
  if (g_str_equal (link->rel, PANTAU_REL_SAME) && of_activity && !is_activity)
    return _ ("The activity that this came from");
  if (g_str_equal (link->rel, PANTAU_REL_SAME))
    return _ ("Tells of the same event");

  return _ ("Linked by a newer version of the program");
}

PantauHandlingItem *
pantau_handling_link (const char *kind, const PantauLink *link)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);

  item->details = g_strdup (relation (kind, link));
  if (link->title == NULL)
    {
      item->title = g_strdup (_ ("A record that is not on this laptop"));
      return item;
    }

  item->title = pantau_words_clean (link->title);
  item->verb = PANTAU_HANDLING_OPEN;
  item->target = g_strdup (link->record);

  return item;
}

PantauHandlingItem *
pantau_handling_more_sightings (guint n)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  g_autofree char *number = pantau_format_number (n);

  item->title = g_strdup_printf (ngettext ("%s more sighting is on the board of hoaxes",
                                           "%s more sightings are on the board of hoaxes", n),
                                 number);

  return item;
}
