/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-identity-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_IDENTITY_ROW (pantau_identity_row_get_type ())
/* A reporter or a witness in the editor: whether there is an envelope, and what is in it. Buttons: identities.type (su), identities.remove (su). */
G_DECLARE_FINAL_TYPE (PantauIdentityRow, pantau_identity_row, PANTAU, IDENTITY_ROW, GtkListBoxRow)

/* What a row shows. */
typedef struct
{
  PantauReference *reference; /* (unowned) */
  const char *kind;           /* (unowned): of the record */
  char *person;
  guint ordinal;
  const PantauDraftEnvelope *envelope; /* (unowned) (nullable): none yet */
  gboolean can_seal;
} PantauIdentityItem;

void pantau_identity_row_set (PantauIdentityRow *self, const PantauIdentityItem *item);

G_END_DECLS
