/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history: whose identity was sealed, why one was opened, what officers were asked and answered. */

#include "config.h"

#include "pantau-story-act.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-identity.h"
#include "pantau-entry.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-words-act.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

/* "Reporter" by a body that says so, in the words of @kind. (transfer full) (nullable) */
static char *
person_of (PantauReference *reference, const char *kind, JsonObject *body)
{
  const char *person;
  guint ordinal;

  return body != NULL && pantau_act_read_person (body, &person, &ordinal)
             ? pantau_words_person_of (reference, kind, person, ordinal)
             : NULL;
}

static char *
said (JsonObject *body, const char *name)
{
  const char *text = pantau_json_string (body, name);

  return text != NULL && *text != '\0' ? pantau_words_clean_lines (text) : NULL;
}

static char *
tell_seal (PantauReference *reference,
           const char *kind,
           const PantauEvent *event,
           JsonObject *body,
           const char *author,
           char **text)
{
  const PantauActLine line = { .id = event->entry,
                               .type = event->type,
                               .time = event->time,
                               .device = event->device,
                               .base = (const char *const *) event->base,
                               .body = body };
  g_autofree char *person = person_of (reference, kind, body);
  g_auto (GStrv) has = pantau_act_read_parts (&line);

  if (person == NULL)
    return NULL;
  if (*has != NULL)
    *text = pantau_words_parts (reference, (const char *const *) has);
  if (event->base != NULL && *event->base != NULL)
    /* Translators: a person sealed an identity once more: “Siti sealed anew: Reporter” */
    return g_strdup_printf (_ ("%s sealed the identity anew: %s"), author, person);

  /* Translators: a person, and whose identity: “Siti sealed the identity: Witness 2” */
  return g_strdup_printf (_ ("%s sealed the identity: %s"), author, person);
}

static char *
tell_answer (PantauReference *reference,
             const char *kind,
             JsonObject *body,
             GHashTable *bodies,
             const char *author,
             char **text)
{
  const char *id = pantau_json_string (body, "ask"),
             *outcome = pantau_json_string (body, "outcome");
  g_autofree char *person =
      person_of (reference, kind, id != NULL ? g_hash_table_lookup (bodies, id) : NULL);
  g_autofree char *name = NULL;

  if (outcome == NULL)
    return NULL;
  name = pantau_words_choice (reference, "ask_outcome", outcome);
  *text = said (body, "text");
  if (person == NULL)
    return g_strdup_printf (_ ("%s answered as identity officer: %s"), author, name);

  /* Translators: an officer, whom it was about, and what came of it: “Siti answered about Reporter: Reached” */
  return g_strdup_printf (_ ("%s answered about %s: %s"), author, person, name);
}

static char *
tell_wrap (JsonObject *body, const char *author)
{
  JsonArray *to = pantau_json_array (body, "to");
  guint count = to != NULL ? json_array_get_length (to) : 0;
  g_autofree char *n = pantau_format_integer (count);

  /* Translators: a person, and how many officers can open an envelope besides those before. */
  return g_strdup_printf (ngettext ("%s sealed an identity to %s more officer",
                                    "%s sealed an identity to %s more officers", count),
                          author, n);
}

char *
pantau_story_tell_identity (PantauReference *reference,
                            const char *kind,
                            const PantauEvent *event,
                            JsonObject *body,
                            GHashTable *bodies,
                            const char *author,
                            char **text)
{
  g_autofree char *person = person_of (reference, kind, body);

  if (g_str_equal (event->type, PANTAU_TYPE_SEAL))
    return tell_seal (reference, kind, event, body, author, text);
  if (g_str_equal (event->type, PANTAU_TYPE_ANSWER))
    return tell_answer (reference, kind, body, bodies, author, text);
  if (g_str_equal (event->type, PANTAU_TYPE_WRAP))
    return tell_wrap (body, author);
  if (person == NULL)
    return NULL;
  if (g_str_equal (event->type, PANTAU_TYPE_OPEN))
    {
      *text = said (body, "reason");
      /* Translators: a person, and whose identity: “Siti opened the identity: Reporter” */
      return g_strdup_printf (_ ("%s opened the identity: %s"), author, person);
    }
  if (g_str_equal (event->type, PANTAU_TYPE_ASK))
    {
      *text = said (body, "text");
      /* Translators: a person, and who is to be reached: “Siti asked the officer to reach: Reporter” */
      return g_strdup_printf (_ ("%s asked the officer to reach: %s"), author, person);
    }

  return NULL;
}
