/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of early warnings, on a screen and on a terminal. */

#include "config.h"

#include "pantau-words-warning.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-warning-rules.h"

const char *
pantau_words_warning_state (PantauWarningState state)
{
  switch (state)
    {
    case PANTAU_WARNING_IS_ACTIVE:
      /* Translators: of an early warning */
      return _ ("In force");
    case PANTAU_WARNING_IS_COMING:
      return _ ("Not yet begun");
    case PANTAU_WARNING_IS_EXPIRED:
      return _ ("No longer in force");
    case PANTAU_WARNING_IS_REPLACED:
      return _ ("Replaced by a newer one");
    case PANTAU_WARNING_IS_CANCELLED:
      return _ ("Cancelled by the agency");
    case PANTAU_WARNING_IS_NOT_REAL:
      return _ ("Exercise or test: not real");
    case PANTAU_WARNING_IS_NOTICE:
    default:
      return _ ("Notice about another warning");
    }
}

char *
pantau_words_warning_time (const PantauWarningItem *item, gint64 now)
{
  gint64 begin = pantau_warning_get_begin (item->warning);
  gint64 end = pantau_warning_get_end (item->warning);
  g_autofree char *when = NULL;

  if (item->state == PANTAU_WARNING_IS_COMING)
    {
      when = pantau_format_time (begin);
      return g_strdup_printf (_ ("begins %s"), when);
    }
  /* How long something goes on that is not real, or was taken back, is of no use to anybody. */
  if (item->state != PANTAU_WARNING_IS_ACTIVE && item->state != PANTAU_WARNING_IS_EXPIRED)
    {
      when = pantau_format_time (item->warning->sent);
      return g_strdup_printf (_ ("sent %s"), when);
    }
  if (end == 0)
    {
      when = pantau_format_time (item->warning->sent);
      return g_strdup_printf (_ ("sent %s, without an end"), when);
    }
  if (end > now)
    {
      when = pantau_format_duration (MAX (end - now, 60));
      /* Translators: %s is an amount of time: "2 hours 10 minutes" */
      return g_strdup_printf (_ ("ends in %s"), when);
    }
  when = pantau_format_time (end);

  return g_strdup_printf (_ ("ended %s"), when);
}

static void
add_word (GString *line, const char *word)
{
  if (*word != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", word);
}

char *
pantau_words_warning_grade (PantauReference *reference, const PantauWarning *warning)
{
  const char *language = pantau_locale_get ();
  const PantauWarningInfo *info = pantau_warning_get_info (warning, language);
  const PantauWarningRules *rules = pantau_reference_get_warning_rules (reference);
  GString *line = g_string_new (NULL);

  if (info != NULL)
    {
      add_word (line, pantau_warning_rules_severity (rules, info->severity, language));
      add_word (line, pantau_warning_rules_urgency (rules, info->urgency, language));
      add_word (line, pantau_warning_rules_certainty (rules, info->certainty, language));
    }

  return g_string_free (line, FALSE);
}

char *
pantau_words_warning_hits (guint n)
{
  g_autofree char *number = pantau_format_integer (n);

  return g_strdup_printf (ngettext ("%s kecamatan", "%s kecamatan", n), number);
}

char *
pantau_words_warning_voters (gint64 voters)
{
  g_autofree char *number = NULL;

  if (voters < 0)
    return NULL;
  /* It is an estimate, and shall not look like a count. */
  number = pantau_format_integer ((voters + 50) / 100 * 100);

  return g_strdup_printf (ngettext ("about %s voter", "about %s voters", (gulong) voters), number);
}

char *
pantau_words_warning_by (const PantauWarningHit *hit)
{
  static const struct
  {
    PantauWarningBy by;
    const char *words;
  } ways[] = {
    { PANTAU_WARNING_BY_AREA, N_ ("in the area on the map") },
    { PANTAU_WARNING_BY_CODE, N_ ("by its code") },
    { PANTAU_WARNING_BY_NAME, N_ ("named in its text") },
    { PANTAU_WARNING_BY_REGENCY, N_ ("its kabupaten or city is named") },
    { PANTAU_WARNING_BY_PROVINCE, N_ ("the province is named") },
  };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if ((hit->by & ways[i].by) != 0)
      add_word (line, _ (ways[i].words));
  if ((hit->by & PANTAU_WARNING_BY_NEAR) != 0)
    {
      g_autofree char *km = pantau_format_integer ((gint64) (hit->km + 0.5));
      /* Translators: an area of a warning is so far from a kecamatan; %s is a number of kilometres */
      g_autofree char *near = g_strdup_printf (_ ("nearest, %s km away"), km);

      add_word (line, near);
    }
  if (hit->is_ambiguous)
    add_word (line, _ ("another kecamatan has the same name"));

  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
pantau_words_warning_fetched (const PantauWarningFetched *fetched)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *added = pantau_format_integer (fetched->added),
                  *known = pantau_format_integer (fetched->known),
                  *elsewhere = pantau_format_integer (fetched->elsewhere);

  if (fetched->unchanged)
    return g_strdup (_ ("The agency has published nothing new."));
  g_string_append_printf (text, _ ("New here: %s. Known already: %s. For elsewhere: %s."), added,
                          known, elsewhere);
  if (fetched->waiting > 0)
    {
      g_autofree char *waiting = pantau_format_integer (fetched->waiting);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("To be fetched the next time: %s."), waiting);
    }
  if (fetched->unreadable > 0)
    {
      g_autofree char *unreadable = pantau_format_integer (fetched->unreadable);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Unreadable: %s (%s)."), unreadable,
                              fetched->fault != NULL ? fetched->fault : "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_warning_source (PantauReference *reference)
{
  return g_strdup_printf (
      /* Translators: %s is an agency */
      _ ("Early warnings are published by %s. What they mean for polling stations is this "
         "program's own count, not the agency's."),
      pantau_warning_rules_get_agency (pantau_reference_get_warning_rules (reference)));
}

char *
pantau_words_warning_every (guint minutes)
{
  guint hours = minutes / 60;

  if (minutes % 60 != 0)
    return g_strdup_printf (ngettext ("Every minute", "Every %u minutes", minutes), minutes);

  return g_strdup_printf (ngettext ("Every hour", "Every %u hours", hours), hours);
}
