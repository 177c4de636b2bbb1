/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claim in the words of its banner. */

#define G_LOG_DOMAIN "pantau-claim-part"

#include "config.h"

#include "pantau-claim-part.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-store-claim.h"
#include "pantau-words.h"

static void
tie_free (gpointer data)
{
  PantauClaimTie *tie = data;

  g_free (tie->entry);
  g_free (tie->title);
  g_free (tie);
}

void
pantau_claim_part_free (PantauClaimPart *self)
{
  g_clear_pointer (&self->claim, pantau_claim_free);
  g_clear_object (&self->root);
  g_free (self->verdict);
  g_free (self->membership);
  g_clear_pointer (&self->ties, g_ptr_array_unref);
  g_free (self->media_refusal);
  g_free (self->figures_refusal);
  g_free (self);
}

/* Offices, never persons: who is asked about a verdict is the office. (transfer full) (nullable) */
static char *
describe_verdict (PantauReference *reference, const PantauClaim *claim)
{
  g_autofree char *time = NULL, *office = NULL, *label = NULL;

  if (claim->differs)
    return g_strdup (_ ("Offices gave different verdicts. Until they agree it is not verified."));
  if (claim->verdict == NULL)
    return NULL;

  label = pantau_words_clean (pantau_kinds_choice_label (
      pantau_reference_get_kinds (reference), "verdict", claim->verdict, pantau_locale_get ()));
  time = pantau_format_time (claim->verdict_at);
  office = claim->verdict_region != NULL
               ? pantau_regions_qualified (pantau_reference_get_regions (reference),
                                           claim->verdict_region)
               : NULL;
  if (office == NULL)
    /* Translators: a verdict on a claim, and when it was given */
    return g_strdup_printf (_ ("Verdict: %s, %s"), label, time);

  /* Translators: a verdict on a claim, the region of the office of Bawaslu that gave it, and when */
  return g_strdup_printf (_ ("Verdict: %s (Bawaslu %s, %s)"), label, office, time);
}

char *
pantau_claim_part_spread (const PantauClaim *claim)
{
  g_autofree char *sightings = pantau_format_number (claim->n_sightings),
                  *areas = pantau_format_number (claim->n_areas);
  g_autofree char *seen =
      g_strdup_printf (ngettext ("%s sighting", "%s sightings", claim->n_sightings), sightings);

  /* Translators: “12 sightings in 4 kabupaten/kota” */
  return g_strdup_printf (_ ("%s in %s kabupaten/kota"), seen, areas);
}

static char *
describe_membership (const PantauClaim *claim, gboolean is_root)
{
  g_autofree char *title = NULL;

  if (is_root)
    return claim->n_sightings > 0 ? pantau_claim_part_spread (claim) : NULL;

  title = pantau_words_clean (claim->title);

  /* Translators: a hoax that was seen again; %s is the title of the claim */
  return g_strdup_printf (_ ("Sighting of “%s”"), title);
}

static gboolean
is_tie (const PantauLink *link)
{
  return !link->is_incoming && (g_str_equal (link->rel, PANTAU_REL_SIGHTING) ||
                                g_str_equal (link->rel, PANTAU_REL_DUPLICATE));
}

static gboolean
gather_ties (PantauClaimPart *self, PantauStore *store, const char *record, GError **error)
{
  g_autoptr (GPtrArray) links = pantau_store_links (store, record, error);

  self->ties = g_ptr_array_new_with_free_func (tie_free);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const PantauLink *link = g_ptr_array_index (links, i);
      PantauClaimTie *tie;

      if (!is_tie (link))
        continue;
      tie = g_new0 (PantauClaimTie, 1);
      tie->entry = g_strdup (link->entry);
      tie->title = pantau_words_clean (link->title != NULL && *link->title != '\0' ? link->title
                                                                                   : link->record);
      g_ptr_array_add (self->ties, tie);
    }

  return links != NULL;
}

/* (transfer full) (nullable): NULL where it may be copied */
static char *
refuse_counter (const PantauClaimPart *self, PantauAudience audience)
{
  g_autoptr (GError) error = NULL;

  return pantau_claim_may_counter (self->root, self->claim, audience, &error)
             ? NULL
             : pantau_advice_sentence (error->message);
}

PantauClaimPart *
pantau_claim_part_read (PantauStore *store,
                        PantauReference *reference,
                        PantauRecord *record,
                        gint64 now,
                        GError **error)
{
  g_autoptr (PantauClaimPart) self = g_new0 (PantauClaimPart, 1);
  const char *id = pantau_record_get_id (record);
  g_autoptr (GError) local_error = NULL;

  if (!g_str_equal (pantau_record_get_kind (record), "hoax"))
    return NULL;
  self->claim = pantau_store_claim (store, id, now, &local_error);
  if (self->claim == NULL)
    {
      if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self->is_root = g_str_equal (self->claim->id, id);
  self->root =
      self->is_root ? g_object_ref (record) : pantau_store_get (store, self->claim->id, error);
  if (self->root == NULL || !gather_ties (self, store, id, error))
    return NULL;
  self->verdict = describe_verdict (reference, self->claim);
  self->membership = describe_membership (self->claim, self->is_root);
  self->media_refusal = refuse_counter (self, PANTAU_AUDIENCE_MEDIA);
  self->figures_refusal = refuse_counter (self, PANTAU_AUDIENCE_FIGURES);

  return g_steal_pointer (&self);
}
