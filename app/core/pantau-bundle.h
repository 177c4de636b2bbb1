/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* Lines that belong together, for one pantau_home_write_together(), with what they borrow: `g_auto (PantauBundle) bundle = pantau_bundle_new ();`. */
typedef struct
{
  GPtrArray *drafts; /* of PantauDraft */
  GPtrArray *bodies; /* of JsonObject */
  GPtrArray *bases;  /* of GStrv */
} PantauBundle;

PantauBundle pantau_bundle_new (void);
void pantau_bundle_clear (PantauBundle *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauBundle, pantau_bundle_clear)

/*
 * Adds a line of @type with @body, else like @model, whose texts must outlive the bundle. @base (nullable) (transfer full): the entries that it replaces.
 */
void pantau_bundle_add (
    PantauBundle *self, const PantauDraft *model, const char *type, JsonObject *body, GStrv base);

G_END_DECLS
