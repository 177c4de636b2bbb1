/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "province.h"

G_BEGIN_DECLS

/*
 * The TLS keys by which homes reach this province (pantau-pins.h). The server that ends TLS in front of it holds the keys; the province only vouches for
 * their names, in grants and at /v1/pins.
 */

/* As of the setting of its database; without one, an empty list with the number 0. (transfer full) */
PantauPins *pantau_pins_load (PantauDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For a grant and an invitation; NULL where the operator never named any. (transfer full) */
JsonObject *pantau_pins_of_province (PantauProvince *province) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The commands, as of pantau_command_run():
 *   pin-add {"spki"}, pin-remove {"spki"}   changes the list; its number grows
 *   pin-list {"json"}                       the list, one name a line
 */
gboolean pantau_pins_run (PantauProvince *province,
                          JsonObject *request,
                          JsonObject **answer,
                          GError **error);

/* The handler of GET /v1/pins; @province is a PantauProvince. For anybody. */
void pantau_pins_handle (PantauRequest *request, gpointer province);

G_END_DECLS
