/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-pick-field.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_AGENCY_FIELD (pantau_agency_field_get_type ())
/* A question that is answered by an agency, found by typing a part of its name; before anything is typed, the most fitting ones are offered. */
G_DECLARE_FINAL_TYPE (PantauAgencyField, pantau_agency_field, PANTAU, AGENCY_FIELD, PantauPickField)

/* @agencies: as of pantau_agencies_for(), the most fitting first. */
void pantau_agency_field_set_agencies (PantauAgencyField *self, GPtrArray *agencies);

G_END_DECLS
