/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop's card: so that another laptop may add parcels for it. */

#pragma once

#include "pantau-entry.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * A card is the newest device.grant of a laptop in clear, which the province signed; it has no secret in it, and whoever holds it can seal to
 * that laptop alone (data/doc/courier.md):
 *
 *   #pantau-card-1 TAB {"v":1,"province":KEY,"device":KEY,"made":RFC3339,"practice":bool} LF
 *   the line of the grant LF
 */
typedef struct
{
  char *province;
  char *made;
  gboolean practice;
  PantauEntry *grant;   /* (owned) */
  PantauPerson *person; /* (owned): as the grant says: device, role, region, name, last day */
} PantauCard;

void pantau_card_free (PantauCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCard, pantau_card_free)

/* PANTAU_ERROR_MALFORMED, _SIGNATURE (the grant is not of the province that it names, or for another device), _INVALID, _NOT_FOUND, _IO. */
PantauCard *pantau_card_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a grant of @province says of the person, of a line or of a card. NULL with PANTAU_ERROR_SIGNATURE where it is none of that province. (transfer full) */
PantauPerson *pantau_card_read_grant (const PantauEntry *grant,
                                      const char *province,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
