/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Samples for the hoax desk of a practice home, made by the verbs that a person has: claims with sightings over kecamatan and hours before @now, one joined to another, and
 * where this person may, verdicts with counter-messages and requests whose replies are due. @written takes the number of records. PANTAU_ERROR_REFUSED in a home that is
 * not for practice.
 */
gboolean pantau_seed_claims (PantauHome *home, gint64 now, guint *written, GError **error);

G_END_DECLS
