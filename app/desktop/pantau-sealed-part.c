/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed identities in words: that they are there, never who they are. */

#include "config.h"

#include "pantau-sealed-part.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-identity-section.h"
#include "pantau-story.h"
#include "pantau-words-act.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

void
pantau_sealed_part_item_free (gpointer data)
{
  PantauHandlingItem *item = data;

  g_free (item->target);
  g_free (item->title);
  g_free (item->state);
  g_free (item->details);
  g_free (item->remarks);
  g_free (item);
}

void
pantau_sealed_part_free (PantauSealedPart *self)
{
  g_ptr_array_unref (self->sealed);
  g_ptr_array_unref (self->seals);
  g_ptr_array_unref (self->asks);
  g_free (self);
}

/* "Siti", or what its device is called. (transfer full) */
static char *
name_author (const char *author, const char *device, const char *own)
{
  return author != NULL ? pantau_words_clean (author) : pantau_story_device (device, own);
}

static PantauHandlingItem *
describe_seal (PantauReference *reference,
               const char *kind,
               const PantauSealed *sealed,
               const char *own)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  g_autofree char *author = name_author (sealed->author, sealed->device, own),
                  *time = pantau_format_rfc3339 (sealed->time);

  item->verb = PANTAU_HANDLING_OPEN_IDENTITY;
  item->target = g_strdup (sealed->entry);
  item->title = pantau_words_person_of (reference, kind, sealed->person, sealed->ordinal);
  item->state = pantau_words_parts (reference, (const char *const *) sealed->has);
  /* Translators: of an envelope: a time, and who sealed it */
  item->details = g_strdup_printf (_ ("Sealed %s by %s"), time, author);
  if (sealed->opened > 0)
    {
      g_autofree char *number = pantau_format_integer (sealed->opened);
      g_autofree char *details = item->details;
      g_autofree char *opened =
          g_strdup_printf (ngettext ("Opened %s time; the history tells why",
                                     "Opened %s times; the history tells why", sealed->opened),
                           number);

      item->details = g_strdup_printf ("%s\n%s", details, opened);
    }
  if (sealed->differs)
    item->remarks =
        g_strdup (_ ("Sealed by two people who did not know of each other: both envelopes hold"));

  return item;
}

static void
append_answer (GString *text, PantauReference *reference, const PantauAskAnswer *answer)
{
  g_autofree char *outcome = pantau_words_choice (reference, "ask_outcome", answer->outcome),
                  *time = pantau_format_rfc3339 (answer->time);

  g_string_append_printf (text, "\n%s: %s", time, outcome);
  if (answer->text != NULL)
    {
      g_autofree char *clean = pantau_words_clean_lines (answer->text);

      g_string_append_printf (text, "\n%s", clean);
    }
}

PantauHandlingItem *
pantau_sealed_part_describe_ask (PantauReference *reference, const char *kind, const PantauAsk *ask)
{
  PantauHandlingItem *item = g_new0 (PantauHandlingItem, 1);
  g_autofree char *text = pantau_words_clean_lines (ask->text),
                  *time = pantau_format_rfc3339 (ask->time),
                  *person = pantau_words_person_of (reference, kind, ask->person, ask->ordinal);
  g_autofree char *author = ask->author != NULL ? pantau_words_clean (ask->author) : NULL;
  g_autoptr (GString) details = g_string_new (text);

  item->verb = ask->is_open ? PANTAU_HANDLING_ANSWER_ASK : PANTAU_HANDLING_NOTHING;
  item->target = g_strdup (ask->entry);
  /* Translators: a request to an officer; %s is "Reporter" or "Witness 2" */
  item->title = g_strdup_printf (_ ("Asked to reach: %s"), person);
  item->state = pantau_words_ask_state (reference, ask);
  item->is_urgent = ask->is_open && ask->answers->len == 0;
  if (author != NULL)
    g_string_append_printf (details, "\n%s · %s", time, author);
  else
    g_string_append_printf (details, "\n%s", time);
  for (guint i = 0; i < ask->answers->len; i++)
    append_answer (details, reference, g_ptr_array_index (ask->answers, i));
  item->details = g_string_free (g_steal_pointer (&details), FALSE);

  return item;
}

PantauSealedPart *
pantau_sealed_part_new (PantauReference *reference, PantauRecord *record, const char *device)
{
  PantauSealedPart *self = g_new0 (PantauSealedPart, 1);
  g_autoptr (GPtrArray) asks = pantau_asks_new (record);

  self->has_people = pantau_identity_section_is_for (pantau_record_get_kind (record));
  self->sealed = pantau_sealed_new (record);
  self->seals = g_ptr_array_new_with_free_func (pantau_sealed_part_item_free);
  self->asks = g_ptr_array_new_with_free_func (pantau_sealed_part_item_free);
  for (guint i = 0; i < self->sealed->len; i++)
    g_ptr_array_add (self->seals, describe_seal (reference, pantau_record_get_kind (record),
                                                 g_ptr_array_index (self->sealed, i), device));
  for (guint i = 0; i < asks->len; i++)
    g_ptr_array_add (self->asks,
                     pantau_sealed_part_describe_ask (reference, pantau_record_get_kind (record),
                                                      g_ptr_array_index (asks, i)));

  return self;
}

const PantauSealed *
pantau_sealed_part_find (const PantauSealedPart *self, const char *entry)
{
  for (guint i = 0; i < self->sealed->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (self->sealed, i);

      if (g_str_equal (sealed->entry, entry))
        return sealed;
    }

  return NULL;
}
