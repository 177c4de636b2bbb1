/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_IDENTITY_SECTION (pantau_identity_section_get_type ())
/*
 * The part of the editor on reporter and witnesses: whom they are sealed to, what is sealed already and when, and how far that protects; where nothing can be sealed, why,
 * and the paper form.
 *
 * Property "has-envelopes": the draft has some, and so is worth keeping though nothing else was answered.
 */
G_DECLARE_FINAL_TYPE (
    PantauIdentitySection, pantau_identity_section, PANTAU, IDENTITY_SECTION, GtkWidget)

/* TRUE where records of @kind have a reporter or a giver whom they protect. */
gboolean pantau_identity_section_is_for (const char *kind);

/* @draft: whose envelopes; @form: (transfer none). */
void pantau_identity_section_set (PantauIdentitySection *self,
                                  PantauSession *session,
                                  PantauForm *form,
                                  const char *draft);

gboolean pantau_identity_section_get_has_envelopes (PantauIdentitySection *self);

G_END_DECLS
