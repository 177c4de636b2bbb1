/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a history says of an erasure by law. Most homes have no grants of the province's desk, so the names are those in the lines. */

#include "config.h"

#include "pantau-story-redact.h"

#include <glib/gi18n-lib.h>

#include "pantau-entry.h"
#include "pantau-format.h"
#include "pantau-redaction.h"
#include "pantau-words.h"

/* "Anna (Staf)", as the line says. (transfer full) */
static char *
who (const PantauRedact *redact)
{
  g_autofree char *name =
      pantau_words_clean (*redact->name != '\0' ? redact->name : redact->person);
  g_autofree char *position = pantau_words_clean (redact->position);

  if (*position == '\0')
    return g_steal_pointer (&name);

  /* Translators: a person's name and position. */
  return g_strdup_printf (_ ("%s (%s)"), name, position);
}

char *
pantau_story_tell_redact (const PantauEvent *event, const char *author, char **text)
{
  g_autoptr (PantauRedact) redact = pantau_redact_parse (event->body);
  g_autofree char *reason = NULL, *basis = NULL, *n = NULL, *name = NULL;
  guint targets;

  if (redact == NULL)
    return NULL;

  targets = g_strv_length (redact->targets);
  n = pantau_format_integer (targets);
  reason = pantau_words_clean_lines (redact->reason);
  basis = pantau_words_clean_lines (redact->basis);
  name = event->author != NULL && *event->author != '\0' ? g_strdup (author) : who (redact);
  *text = g_strdup_printf (_ ("Reason: %s\nLegal basis: %s"), reason, basis);

  /* Translators: a person did it, of lines of a record's history: “Siti asked to have the content of 3 lines erased by law” */
  return g_strdup_printf (ngettext ("%s asked to have the content of %s line erased by law",
                                    "%s asked to have the content of %s lines erased by law",
                                    targets),
                          name, n);
}

/* The persons whose lines name @event, each once. (transfer full): of char * */
static GPtrArray *
persons_of (GPtrArray *timeline, const PantauEvent *event)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < timeline->len; i++)
    {
      const PantauEvent *other = g_ptr_array_index (timeline, i);
      g_autoptr (PantauRedact) redact = NULL;

      if (!g_str_equal (other->type, PANTAU_TYPE_REDACT) || other->verdict != NULL)
        continue;
      redact = pantau_redact_parse (other->body);
      if (redact != NULL && g_strv_contains ((const char *const *) redact->targets, event->entry) &&
          g_hash_table_add (codes, g_strdup (redact->person)))
        g_ptr_array_add (names, who (redact));
    }

  return names;
}

char *
pantau_story_tell_erased (GPtrArray *timeline, const PantauEvent *event)
{
  g_autoptr (GPtrArray) names = persons_of (timeline, event);
  g_autoptr (GString) list = g_string_new (NULL);

  if (names->len < 2)
    return g_strdup (_ ("Its content was erased by law."));
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", (char *) g_ptr_array_index (names, i));

  /* Translators: %s is a list of two persons or more: “Anna (Staf); Budi (Staf)” */
  return g_strdup_printf (_ ("Its content was erased by law, as was asked for by: %s."), list->str);
}
