/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* So many sightings of a claim are told of its verdict, the last seen first; the others bear the claim's where that is here. */
#define PANTAU_PASS_LIMIT 500

/*
 * Writes what a desk decided of the claim to which @record belongs (its verdict, facts and references) on those of its sightings that people see who do
 * not see the claim itself: a monitor has the lines of one kecamatan, and the claim may lie in another. The line names the claim (`claim`), so that it is known for
 * what it is. What a desk decided of a sighting by itself stays. @anew: also where the same verdict was passed on before, since its facts changed.
 *
 * Does nothing where nothing is decided, or where this person gives no verdicts; passes over sightings that this person may not change.
 */
gboolean
pantau_edit_pass_verdict (PantauHome *home, const char *record, gboolean anew, GError **error);

/*
 * The other way, for @record and what belongs to it now that it is no sighting of its old claim any more: a verdict that was only passed on becomes "belum" again,
 * or that of the claim where it is now.
 */
gboolean pantau_edit_take_back_verdict (PantauHome *home, const char *record, GError **error);

G_END_DECLS
