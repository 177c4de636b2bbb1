/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim with all its records, read beside the main loop. */

#define G_LOG_DOMAIN "pantau-claim-sheet"

#include "config.h"

#include "pantau-claim-sheet.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-forward.h"
#include "pantau-board-words.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-handling-words.h"
#include "pantau-harm.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

/* Requests that are shown; few claims have more than a handful. */
#define MOST_REQUESTS 100

void
pantau_claim_sheet_question_free (PantauClaimSheetQuestion *self)
{
  pantau_reference_unref (self->reference);
  g_free (self->record);
  g_free (self);
}

void
pantau_claim_sheet_free (PantauClaimSheet *self)
{
  g_clear_pointer (&self->part, pantau_claim_part_free);
  g_clear_pointer (&self->spread, pantau_spread_free);
  g_clear_pointer (&self->sightings, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->request_records, g_ptr_array_unref);
  g_free (self->values);
  g_free (self->title);
  g_free (self->facts);
  g_free (self->references);
  g_free (self->media);
  g_free (self->figures);
  g_free (self->harm);
  g_free (self->last_seen);
  g_free (self);
}

/* All values of a field of text, a paragraph each: where people differ nobody is left out. (transfer full) (nullable) */
static char *
dup_texts (PantauReference *reference, PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autofree char *text = NULL, *clean = NULL;

      if (!g_str_equal (value->field, field))
        continue;
      text = pantau_words_value (reference, "hoax", field, value->value);
      clean = pantau_words_clean_lines (text);
      g_strstrip (clean);
      if (*clean != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n\n" : "", clean);
    }

  return g_string_free (out, out->len == 0);
}

static void
read_values (PantauClaimSheet *self, PantauReference *reference)
{
  PantauHexes *hexes = pantau_reference_get_hexes (reference);

  self->values = g_new0 (gint64, pantau_hexes_get_size (hexes));
  for (guint i = 0; i < self->spread->kecamatan->len; i++)
    {
      const PantauSpreadPlace *place = g_ptr_array_index (self->spread->kecamatan, i);
      int index = pantau_hexes_find (hexes, place->region);

      if (index != PANTAU_HEX_NONE)
        self->values[index] += place->count;
    }
}

/* The root is above all of them already. */
static gboolean
read_sightings (PantauClaimSheet *self,
                PantauStore *store,
                const PantauClaimSheetQuestion *question,
                GError **error)
{
  self->sightings = pantau_store_sightings (store, question->record, question->limit + 2, error);
  if (self->sightings == NULL)
    return FALSE;

  for (guint i = self->sightings->len; i > 0; i--)
    if (((PantauSighting *) g_ptr_array_index (self->sightings, i - 1))->is_root)
      g_ptr_array_remove_index (self->sightings, i - 1);
  self->has_more = self->sightings->len > question->limit;
  if (self->has_more)
    g_ptr_array_set_size (self->sightings, (int) question->limit);

  return TRUE;
}

/* Those of a sighting are answered on its page. */
static gboolean
read_requests (PantauClaimSheet *self,
               PantauStore *store,
               const PantauClaimSheetQuestion *question,
               GError **error)
{
  g_autoptr (GPtrArray) forwards =
      pantau_store_claim_forwards (store, question->record, MOST_REQUESTS, error);

  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->request_records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; forwards != NULL && i < forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (forwards, i);
      PantauHandlingItem *item =
          pantau_handling_forward (question->reference, forward, question->now);

      if (!g_str_equal (forward->record, self->part->claim->id))
        {
          item->verb = PANTAU_HANDLING_OPEN;
          g_free (item->target);
          item->target = g_strdup (forward->record);
        }
      g_ptr_array_add (self->requests, item);
      g_ptr_array_add (self->request_records, g_strdup (forward->record));
    }

  return forwards != NULL;
}

static void
read_words (PantauClaimSheet *self, const PantauClaimSheetQuestion *question)
{
  PantauReference *reference = question->reference;
  const PantauClaim *claim = self->part->claim;
  PantauRecord *root = self->part->root;
  g_autofree char *title = pantau_words_clean (claim->title),
                  *ago = pantau_format_ago (claim->last_at, question->now),
                  *harm = pantau_board_words_harm (reference, claim);

  self->now = question->now;
  self->title = *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Without a title"));
  self->last_seen = g_strdup_printf (_ ("last seen %s"), ago);
  self->facts = dup_texts (reference, root, "facts");
  self->references = dup_texts (reference, root, "references");
  self->media = pantau_claim_counter_text (reference, root, claim, PANTAU_AUDIENCE_MEDIA,
                                           question->is_practice, NULL);
  self->figures = pantau_claim_counter_text (reference, root, claim, PANTAU_AUDIENCE_FIGURES,
                                             question->is_practice, NULL);
  self->harm = g_strdup_printf (
      "%s\n%s", harm,
      pantau_harm_note (pantau_reference_get_harm (reference), pantau_locale_get ()));
}

PantauClaimSheet *
pantau_claim_sheet_read (PantauStore *store,
                         const PantauClaimSheetQuestion *question,
                         GError **error)
{
  g_autoptr (PantauClaimSheet) self = g_new0 (PantauClaimSheet, 1);
  g_autoptr (PantauClaim) claim =
      pantau_store_claim (store, question->record, question->now, error);
  g_autoptr (PantauRecord) root = claim != NULL ? pantau_store_get (store, claim->id, error) : NULL;

  if (root == NULL)
    return NULL;
  self->part = pantau_claim_part_read (store, question->reference, root, question->now, error);
  if (self->part == NULL)
    {
      /* Between two questions it may have become part of another, or be gone. */
      if (error == NULL || *error == NULL)
        pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("this record belongs to no claim"));
      return NULL;
    }
  self->spread = pantau_store_spread (store, question->record, question->now, error);
  if (self->spread == NULL || !read_sightings (self, store, question, error) ||
      !read_requests (self, store, question, error))
    return NULL;
  read_values (self, question->reference);
  read_words (self, question);

  return g_steal_pointer (&self);
}
