/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are written together or not at all: a record with its sealed identities and files. */

#include "config.h"

#include "pantau-bundle.h"

PantauBundle
pantau_bundle_new (void)
{
  return (PantauBundle){ g_ptr_array_new_with_free_func (g_free),
                         g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref),
                         g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev) };
}

void
pantau_bundle_clear (PantauBundle *self)
{
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->bases);
}

void
pantau_bundle_add (
    PantauBundle *self, const PantauDraft *model, const char *type, JsonObject *body, GStrv base)
{
  PantauDraft *draft = g_new (PantauDraft, 1);

  *draft = *model;
  draft->type = type;
  draft->body = body;
  draft->base = (const char *const *) base;
  g_ptr_array_add (self->drafts, draft);
  g_ptr_array_add (self->bodies, json_object_ref (body));
  if (base != NULL)
    g_ptr_array_add (self->bases, base);
}
