/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles for records that nobody gave one: what happened and where, in the words of the answers. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-locale.h"
#include "pantau-place.h"

/* The text of an answer that has no fault, "" otherwise. (transfer full) */
static char *
text_of (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);

  if (answer == NULL || answer->fault != NULL || !pantau_answer_is_given (answer) ||
      !pantau_form_is_asked (self, name))
    return g_strdup ("");

  return g_strstrip (pantau_form_write_text (self, answer));
}

/* A choice by its name, without the number that sorts it in a list ("N03 – "). (transfer full) */
static char *
choice_of (PantauForm *self, const char *name)
{
  g_autofree char *text = text_of (self, name);
  const char *dash = strstr (text, " – ");

  return dash != NULL && dash > text && dash - text <= 3 && g_ascii_isdigit (dash[-1])
             ? g_strdup (dash + strlen (" – "))
             : g_steal_pointer (&text);
}

/* Where it was; "" where nobody said it, or not well. (transfer full) */
static char *
places_text (PantauForm *self)
{
  const PantauAnswer *answer = pantau_form_answer (self, "places");

  if (answer->fault != NULL || answer->value == NULL || !JSON_NODE_HOLDS_ARRAY (answer->value))
    return g_strdup ("");

  return pantau_places_short (self->reference, json_node_get_array (answer->value));
}

/* What happened, by the kind's own questions. (transfer full): "" where it is not said yet */
static char *
event_text (PantauForm *self)
{
  const char *kind = self->kind->code;
  g_autofree char *what = NULL, *more = NULL;

  if (g_str_equal (kind, "risk"))
    return choice_of (self, "hazard");
  if (g_str_equal (kind, "other"))
    return choice_of (self, "subject");

  if (g_str_equal (kind, "hoax"))
    {
      what = choice_of (self, "platform");
      more = text_of (self, "group");
    }
  else if (g_str_equal (kind, "neutrality"))
    {
      what = choice_of (self, "party_category");
      more = choice_of (self, "act");
    }
  else if (g_str_equal (kind, "activity"))
    {
      what = choice_of (self, "form");
      more = choice_of (self, "outcome");
    }

  if (what == NULL || *what == '\0' || *more == '\0')
    return g_strdup (what == NULL ? "" : *what != '\0' ? what : more);

  /* Translators: joins the two halves of a title: “Direct supervision: nil”. */
  return g_strdup_printf (_ ("%s: %s"), what, more);
}

static char *
cut (char *title)
{
  char *shorter;

  if (g_utf8_strlen (title, -1) <= PANTAU_CHECK_MAX_TITLE)
    return title;

  shorter = g_utf8_substring (title, 0, PANTAU_CHECK_MAX_TITLE);
  g_free (title);

  return shorter;
}

char *
pantau_form_suggest_title (PantauForm *self)
{
  g_autofree char *narrative = text_of (self, "narrative");
  g_autofree char *event = NULL, *places = NULL;

  if (*narrative != '\0')
    return pantau_check_title_of (narrative);

  event = event_text (self);
  if (*event == '\0')
    return g_strdup ("");
  places = places_text (self);
  if (*places == '\0')
    return cut (g_steal_pointer (&event));

  /* Translators: what happened, and where: “Flood in Pauh, Rawas Ilir, TPS 2–4”. */
  return cut (g_strdup_printf (_ ("%s in %s"), event, places));
}

char *
pantau_form_dup_title (PantauForm *self)
{
  const PantauAnswer *answer = pantau_form_answer (self, "title");
  g_autofree char *title = g_strstrip (pantau_form_write_text (self, answer));

  return *title != '\0' ? cut (g_steal_pointer (&title)) : pantau_form_suggest_title (self);
}
