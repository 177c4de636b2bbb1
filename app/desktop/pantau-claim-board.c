/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the board of hoaxes shows, read beside the main loop. */

#define G_LOG_DOMAIN "pantau-claim-board"

#include "config.h"

#include "pantau-claim-board.h"

#include <glib/gi18n-lib.h>

#include "pantau-board-words.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-words.h"

/* Kabupaten and kota in the picture of a row. */
#define HEAT_ROWS 4

static void
item_free (gpointer data)
{
  PantauBoardItem *self = data;

  g_clear_pointer (&self->claim, pantau_claim_free);
  g_clear_pointer (&self->heat, pantau_heat_free);
  g_free (self->title);
  g_free (self->harm);
  g_free (self->last_seen);
  g_free (self);
}

void
pantau_claim_board_free (PantauClaimBoard *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

/* Takes @claim. */
static PantauBoardItem *
item_new (PantauStore *store,
          PantauReference *reference,
          PantauClaim *claim,
          const PantauClaimFilter *filter,
          GError **error)
{
  PantauBoardItem *self = g_new0 (PantauBoardItem, 1);
  g_autoptr (PantauSpread) spread = pantau_store_spread (store, claim->id, filter->now, error);
  g_autofree char *title = pantau_words_clean (claim->title),
                  *ago = pantau_format_ago (claim->last_at, filter->now), *last_seen = NULL;

  self->claim = claim;
  self->now = filter->now;
  if (spread == NULL)
    {
      item_free (self);
      return NULL;
    }
  self->heat = pantau_board_words_heat (reference, spread, HEAT_ROWS);
  self->title = *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Without a title"));
  /* Translators: of a hoax: “last seen 2 hours ago” */
  last_seen = g_strdup_printf (_ ("last seen %s"), ago);
  /* A claim that was found to be true has no label: what was found stands beside it. */
  self->last_seen =
      claim->verdict != NULL
          ? g_strdup_printf ("%s · %s",
                             pantau_reference_value_label (reference, "hoax", "verdict",
                                                           claim->verdict, pantau_locale_get ()),
                             last_seen)
          : g_steal_pointer (&last_seen);
  if (filter->order == PANTAU_CLAIMS_BY_HARM)
    self->harm = pantau_board_words_harm (reference, claim);

  return self;
}

PantauClaimBoard *
pantau_claim_board_read (PantauStore *store,
                         PantauReference *reference,
                         const PantauClaimFilter *filter,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (PantauClaimBoard) self = g_new0 (PantauClaimBoard, 1);
  PantauClaimFilter wider = *filter;
  g_autoptr (GPtrArray) claims = NULL;

  wider.limit = filter->limit + 1;
  claims = pantau_store_claims (store, &wider, error);
  if (claims == NULL)
    return NULL;

  self->has_more = claims->len > filter->limit;
  self->items = g_ptr_array_new_with_free_func (item_free);
  while (claims->len > 0 && self->items->len < filter->limit)
    {
      PantauBoardItem *item = NULL;

      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        item = item_new (store, reference, g_ptr_array_steal_index (claims, 0), filter, error);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (self->items, item);
    }

  return g_steal_pointer (&self);
}
