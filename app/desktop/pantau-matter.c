/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agencies, forwards and releases as lines that one reads in passing. */

#define G_LOG_DOMAIN "pantau-matter"

#include "config.h"

#include "pantau-matter.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-words-act.h"
#include "pantau-words-review.h"
#include "pantau-words.h"

void
pantau_matter_free (PantauMatter *self)
{
  g_free (self->title);
  g_free (self->state);
  g_free (self->details);
  g_free (self->target);
  g_free (self);
}

PantauMatters *
pantau_matters_new (void)
{
  PantauMatters *self = g_new0 (PantauMatters, 1);

  self->matters = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_matter_free);

  return self;
}

void
pantau_matters_free (PantauMatters *self)
{
  g_ptr_array_unref (self->matters);
  g_free (self->heading);
  g_free (self);
}

/* Appends a line. @text (transfer full) (nullable) */
static void
add_line (GString *lines, char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
  g_free (text);
}

static const char *
choose_icon (gboolean waits, gboolean is_overdue, gboolean is_answered)
{
  if (is_overdue)
    return "dialog-warning-symbolic";
  if (waits)
    return "alarm-symbolic";

  return is_answered ? "object-select-symbolic" : "mail-send-symbolic";
}

/* "3 forwarded, 1 copy, 2 answered": what there is none of is left out. */
static char *
say_counts (const PantauAgencyTally *tally)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *forwards = pantau_format_integer (tally->forwards);
  g_autofree char *copies = pantau_format_integer (tally->copies);
  g_autofree char *replied = pantau_format_integer (tally->replied);

  if (tally->forwards > 0)
    /* Translators: how many cases and risks went to an agency */
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%s forwarded", "%s forwarded", (gulong) tally->forwards),
                                forwards));
  if (tally->copies > 0)
    /* Translators: how many copies of letters an agency got */
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%s copy", "%s copies", (gulong) tally->copies), copies));
  if (tally->replied > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%s answered", "%s answered", (gulong) tally->replied),
                                replied));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
say_waiting (const PantauAgencyTally *tally)
{
  g_autofree char *waiting = pantau_format_integer (tally->waiting);
  g_autofree char *overdue = pantau_format_integer (tally->overdue);

  if (tally->overdue > 0 && tally->overdue == tally->waiting)
    return g_strdup_printf (
        ngettext ("%s answer overdue", "%s answers overdue", (gulong) tally->overdue), overdue);
  if (tally->overdue > 0)
    /* Translators: how many answers of an agency are awaited, and of how many the time is over */
    return g_strdup_printf (_ ("%s awaited, %s of them overdue"), waiting, overdue);
  if (tally->waiting > 0)
    return g_strdup_printf (
        ngettext ("%s answer awaited", "%s answers awaited", (gulong) tally->waiting), waiting);

  return NULL;
}

PantauMatter *
pantau_matter_of_tally (PantauReference *reference, const PantauAgencyTally *tally)
{
  PantauMatter *self = g_new0 (PantauMatter, 1);
  g_autofree char *last = pantau_format_time (tally->last);
  GString *details = g_string_new (NULL);

  self->icon = choose_icon (tally->waiting > 0, tally->overdue > 0, tally->replied > 0);
  self->title = pantau_words_agency (reference, tally->agency, NULL);
  self->state = say_waiting (tally);
  self->is_urgent = tally->overdue > 0;
  add_line (details, say_counts (tally));
  /* Translators: %s is a day and a time */
  add_line (details, g_strdup_printf (_ ("Last on %s"), last));
  self->details = g_string_free (details, FALSE);
  self->action = "win.show";
  self->target = g_strconcat ("agencies:", tally->agency, NULL);

  return self;
}

static char *
say_state (const PantauRegistered *line, gint64 now)
{
  const PantauForward *forward = line->forward;
  g_autofree char *due = forward->reply_due > 0 ? pantau_format_time (forward->reply_due) : NULL;

  if (forward->replies->len > 0)
    return g_strdup (_ ("Answered"));
  if (due == NULL || !line->waits)
    return g_strdup (_ ("No answer yet"));

  return g_strdup_printf (
      forward->reply_due < now ? _ ("Answer overdue since %s") : _ ("Answer expected by %s"), due);
}

PantauMatter *
pantau_matter_of_registered (PantauReference *reference, const PantauRegistered *line, gint64 now)
{
  const PantauForward *forward = line->forward;
  PantauMatter *self = g_new0 (PantauMatter, 1);
  g_autofree char *agency = pantau_words_agency (reference, forward->agency, forward->region);
  g_autofree char *status = pantau_words_clean (
      pantau_reference_status_label (reference, forward->kind, line->status, pantau_locale_get ()));
  g_autofree char *title = pantau_words_clean (forward->title);
  gboolean is_overdue = line->waits && forward->reply_due < now;
  GString *details = g_string_new (NULL);

  self->icon = line->is_copy ? "edit-copy-symbolic"
                             : choose_icon (line->waits, is_overdue, forward->replies->len > 0);
  self->title = *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Without a title"));
  self->state = line->is_copy ? g_strdup (_ ("Got a copy")) : say_state (line, now);
  self->is_urgent = is_overdue && !line->is_copy;
  /* Translators: to whom a letter is addressed */
  add_line (details, g_strdup_printf (_ ("To: %s"), agency));
  add_line (details, pantau_words_forward_details (reference, forward, forward->region));
  for (guint i = 0; i < forward->replies->len; i++)
    add_line (details, pantau_words_reply (g_ptr_array_index (forward->replies, i)));
  if (line->numbers != NULL)
    {
      g_autofree char *numbers = pantau_words_clean (line->numbers);

      /* Translators: numbers by which a case is known in registers */
      add_line (details, g_strdup_printf (_ ("Case numbers: %s"), numbers));
    }
  /* Translators: the status of a record */
  add_line (details, g_strdup_printf (_ ("Status: %s"), status));
  self->details = g_string_free (details, FALSE);
  self->action = "win.open-record";
  self->target = g_strdup (forward->record);

  return self;
}

/* "Netralitas · Kec. Rawas Ulu, Kab. Musi Rawas Utara": there is no title where the record is not here. */
static char *
name_release (PantauReference *reference, const PantauRelease *release)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *kind = NULL, *place = NULL;

  if (release->title != NULL && *release->title != '\0')
    return pantau_words_clean (release->title);
  kind = pantau_words_clean (
      pantau_reference_kind_short_label (reference, release->kind, pantau_locale_get ()));
  place = pantau_regions_qualified (regions, release->region);

  return g_strdup_printf ("%s · %s", kind, place);
}

PantauMatter *
pantau_matter_of_release (PantauReference *reference, const PantauRelease *release, gint64 now)
{
  PantauMatter *self = g_new0 (PantauMatter, 1);
  gboolean waits = pantau_release_waits (release);
  GString *details = g_string_new (NULL);

  self->is_urgent = waits && release->reply_due < now;
  self->icon = choose_icon (waits, self->is_urgent, release->replied > 0);
  self->title = name_release (reference, release);
  self->state = pantau_words_release_state (release, now);
  add_line (details, pantau_words_release_way (reference, release));
  add_line (details, pantau_words_release_text (release));
  if (release->author != NULL)
    {
      g_autofree char *author = pantau_words_clean (release->author);

      /* Translators: who wrote the summary that Pemprov reads */
      add_line (details, g_strdup_printf (_ ("Released by %s"), author));
    }
  self->details = g_string_free (details, FALSE);
  if (release->title != NULL)
    {
      self->action = "win.open-record";
      self->target = g_strdup (release->record);
    }

  return self;
}
