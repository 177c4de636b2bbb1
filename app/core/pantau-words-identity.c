/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed identities told to people: what is there, how often it was opened, what was asked. */

#include "config.h"

#include "pantau-words-identity.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-identity-parts.h"
#include "pantau-locale.h"
#include "pantau-words-act.h"
#include "pantau-words.h"

char *
pantau_words_person (const char *person, guint ordinal)
{
  g_autofree char *n = pantau_format_integer (ordinal), *clean = NULL;

  if (g_str_equal (person, PANTAU_PERSON_REPORTER))
    /* Translators: who brings a report (pelapor). */
    return ordinal == 1 ? g_strdup (_ ("Reporter"))
                        /* Translators: one of several who bring a report. */
                        : g_strdup_printf (_ ("Reporter %s"), n);
  if (g_str_equal (person, PANTAU_PERSON_WITNESS))
    /* Translators: a witness and the number among the record's witnesses. */
    return g_strdup_printf (_ ("Witness %s"), n);
  clean = pantau_words_clean (person);

  return g_strdup_printf ("%s %s", clean, n);
}

char *
pantau_words_person_of (PantauReference *reference,
                        const char *kind,
                        const char *person,
                        guint ordinal)
{
  const PantauIdentitySheet *sheet =
      pantau_identity_parts_sheet (pantau_reference_get_identity_parts (reference), person, kind);
  g_autofree char *n = NULL;

  if (sheet == NULL)
    return pantau_words_person (person, ordinal);
  if (ordinal == 1)
    return g_strdup (pantau_label_get (&sheet->name, pantau_locale_get ()));
  n = pantau_format_integer (ordinal);

  return g_strdup_printf ("%s %s", pantau_label_get (&sheet->name, pantau_locale_get ()), n);
}

char *
pantau_words_parts (PantauReference *reference, const char *const *has)
{
  PantauIdentityParts *parts = pantau_reference_get_identity_parts (reference);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; has[i] != NULL; i++)
    {
      g_autofree char *name =
          pantau_words_clean (pantau_identity_parts_label (parts, has[i], pantau_locale_get ()));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_sealed (PantauReference *reference, const PantauSealed *sealed)
{
  g_autofree char *parts = pantau_words_parts (reference, (const char *const *) sealed->has);
  g_autoptr (GString) text = g_string_new (parts);

  if (sealed->opened > 0)
    {
      g_autofree char *n = pantau_format_integer (sealed->opened);

      /* Translators: continues a list of what an envelope holds: “Name, Address; opened 2 times” */
      g_string_append_printf (
          text, ngettext ("; opened %s time", "; opened %s times", sealed->opened), n);
    }
  if (sealed->differs)
    g_string_append (text, _ ("; sealed more than once by people who did not know of each other"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_ask_state (PantauReference *reference, const PantauAsk *ask)
{
  const PantauAskAnswer *last = NULL;

  for (guint i = 0; i < ask->answers->len; i++)
    {
      const PantauAskAnswer *answer = g_ptr_array_index (ask->answers, i);

      /* What ended it is the state, whatever came after. */
      if (last == NULL || ask->is_open || g_str_equal (last->outcome, PANTAU_ASK_NOT_REACHED))
        last = answer;
    }

  /* Translators: nobody has answered a request to reach a reporter yet. */
  return last != NULL ? pantau_words_choice (reference, "ask_outcome", last->outcome)
                      : g_strdup (_ ("Waiting for the officer"));
}

/* @lines, each moved in by @indent. */
static void
append_indented (GString *text, const char *lines, const char *indent)
{
  g_autofree char *clean = pantau_words_clean_lines (lines);
  g_auto (GStrv) split = g_strsplit (clean, "\n", -1);

  for (gsize i = 0; split[i] != NULL; i++)
    g_string_append_printf (text, "%s%s\n", indent, split[i]);
}

static void
append_ask (GString *text, PantauReference *reference, const char *kind, const PantauAsk *ask)
{
  g_autofree char *name = pantau_words_person_of (reference, kind, ask->person, ask->ordinal);
  g_autofree char *state = pantau_words_ask_state (reference, ask);

  g_string_append_printf (text, "  %s: %s\n", name, state);
  append_indented (text, ask->text, "    ");
  for (guint i = 0; i < ask->answers->len; i++)
    {
      const PantauAskAnswer *answer = g_ptr_array_index (ask->answers, i);
      g_autofree char *outcome = pantau_words_choice (reference, "ask_outcome", answer->outcome);
      g_autofree char *when = pantau_format_rfc3339 (answer->time);

      g_string_append_printf (text, "    %s: %s\n", when, outcome);
      if (answer->text != NULL)
        append_indented (text, answer->text, "      ");
    }
}

char *
pantau_words_identities (PantauReference *reference, PantauRecord *record)
{
  g_autoptr (GPtrArray) seals = pantau_sealed_new (record);
  g_autoptr (GPtrArray) asks = pantau_asks_new (record);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *kind = pantau_record_get_kind (record);

  if (seals->len > 0)
    g_string_append_printf (text, "\n%s:\n", _ ("Sealed identities"));
  for (guint i = 0; i < seals->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (seals, i);
      g_autofree char *name =
          pantau_words_person_of (reference, kind, sealed->person, sealed->ordinal);
      g_autofree char *what = pantau_words_sealed (reference, sealed);

      g_string_append_printf (text, "  %s: %s\n", name, what);
    }

  if (asks->len > 0)
    /* Translators: heading: what officers were asked to tell or ask a reporter or witness. */
    g_string_append_printf (text, "\n%s:\n", _ ("Asked of the identity officer"));
  for (guint i = 0; i < asks->len; i++)
    append_ask (text, reference, kind, g_ptr_array_index (asks, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
