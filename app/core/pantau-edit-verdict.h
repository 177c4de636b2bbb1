/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-home.h"

G_BEGIN_DECLS

/* The field by which a desk says what a hoax is. */
#define PANTAU_FIELD_VERDICT "verdict"

/*
 * Whether this person may give a verdict on claims at all: a desk of Bawaslu and an identity officer, not a monitor and not Pemprov. For what a screen
 * offers. FALSE with PANTAU_ERROR_REFUSED.
 */
gboolean pantau_edit_may_judge_claims (PantauHome *home, GError **error);

/* Whether on this record: FALSE also with what pantau_edit_may_set() says, and PANTAU_ERROR_INVALID for what is no hoax. */
gboolean pantau_edit_may_verdict (PantauHome *home, const char *record, GError **error);

/*
 * Gives a verdict, in one entry: @values is {name: value} as of pantau_edit_set(), `verdict` among them, and whatever else the desk fills in with it
 * (`facts`, `references`, `content_type`, `legal_class`, `counter_media`, `counter_figures` …). A verdict of "hoaks" needs facts: given now, or there already.
 * Where it is a claim's, its sightings elsewhere are told (pantau-edit-verdict-pass.h); a fault on the way there leaves what was given, and giving it again goes on.
 *
 * FALSE with faults in @faults (of PantauFault, by field), or with an error as of pantau_edit_may_verdict().
 */
gboolean pantau_edit_verdict (
    PantauHome *home, const char *record, JsonObject *values, GPtrArray *faults, GError **error);

/*
 * For whoever writes a record or a change of it: @values, {name: value}, may hold a verdict only of who may give one. PANTAU_ERROR_REFUSED. @values
 * (nullable)
 */
gboolean pantau_edit_check_verdict (PantauHome *home, JsonObject *values, GError **error);

/*
 * Takes the verdict out of the body of a record.create, as the body of a record.set that is written with it: what a record was created with is no desk's
 * word in a home that does not know who made it. NULL where there is none. (transfer full) (nullable)
 */
JsonObject *pantau_edit_take_verdict (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
