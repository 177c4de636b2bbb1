/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-crypto.h"
#include "pantau-spki.h"

G_BEGIN_DECLS

/* Keys of one province at once: the one in use, the next one, those of a second server. */
#define PANTAU_PINS_MOST 8

/*
 * The TLS keys by which a province is reached, as a home knows them (data/doc/protocol.md, "Pins"): with any, only a peer with one of them is
 * spoken to; with none, the usual authorities are asked. They are the province's to change, by a statement that it signs, each with a larger number
 * than the one before.
 *
 * Reference-counted; any thread.
 */
typedef struct _PantauPins PantauPins;

/* Keeps them beyond the program's end. FALSE with an error where it cannot. */
typedef gboolean (*PantauPinsSave) (gint64 serial,
                                    const char *const *spki,
                                    gpointer data,
                                    GError **error);

/* @spki (nullable): names (pantau-spki.h); what is none is left out. @save (nullable) */
PantauPins *pantau_pins_new (gint64 serial,
                             const char *const *spki,
                             PantauPinsSave save,
                             gpointer data) G_GNUC_WARN_UNUSED_RESULT;
PantauPins *pantau_pins_ref (PantauPins *self);
void pantau_pins_unref (PantauPins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPins, pantau_pins_unref)

gint64 pantau_pins_get_serial (PantauPins *self);
gboolean pantau_pins_is_empty (PantauPins *self);
gboolean pantau_pins_has (PantauPins *self, const char *spki);
GStrv pantau_pins_dup_spki (PantauPins *self) G_GNUC_WARN_UNUSED_RESULT; /* (transfer full) */

/* Replaces them, and saves them. Where that fails they are used all the same: a full disk must not keep a home from its province. */
void pantau_pins_replace (PantauPins *self, gint64 serial, const char *const *spki);

/* Another key of the province numbers its lists anew: any of them is newer than what is known. Not saved. */
void pantau_pins_restart (PantauPins *self);

/* Other owner, who is about to go: @save is called no more. */
void pantau_pins_forget_save (PantauPins *self);

/*
 * The province's statement: {`v`, `province`, `serial`, `time`, `spki`}, sealed for PANTAU_PURPOSE_PINS. (transfer full)
 */
char *pantau_pins_seal (PantauKeypair *province,
                        gint64 serial,
                        const char *time,
                        const char *const *spki) G_GNUC_WARN_UNUSED_RESULT;

/* {`serial`, `spki`} as a grant's `pin` has them; NULL where there is none in @pin (nullable), or it is not well-formed. (transfer full) */
JsonObject *pantau_pins_describe (gint64 serial, const char *const *spki) G_GNUC_WARN_UNUSED_RESULT;
GStrv pantau_pins_read (JsonObject *pin, gint64 *serial) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Opens such a statement of @province, whoever brought it. @spki (transfer full): none to PANTAU_PINS_MOST names.
 * PANTAU_ERROR_MALFORMED, _TOO_LARGE, _SIGNATURE.
 */
gboolean pantau_pins_open (const char *province,
                           const char *bytes,
                           gsize length,
                           gint64 *serial,
                           GStrv *spki,
                           GError **error);

/*
 * Takes such a statement that a peer gave whose key is @peer. FALSE where it changes nothing: it is not newer than what is known, or names keys and
 * not this one. Who serves a list that leaves the server itself out is not the server that the list is of.
 */
gboolean
pantau_pins_take (PantauPins *self, gint64 serial, const char *const *spki, const char *peer);

G_END_DECLS
