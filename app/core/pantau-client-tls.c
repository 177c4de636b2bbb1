/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A province changes its TLS key while laptops are away. What it says of that is signed by its own key, so it may be asked for over a connection that
 * nobody vouches for; nothing else is said over one (data/doc/protocol.md, "Pins").
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-client-private.h"
#include "pantau-error.h"
#include "pantau-tls.h"

#define PATH       "/v1/pins"
#define SUCCESSION "/v1/succession"
#define LIMIT      (64 * 1024)

gboolean
pantau_client_follow (PantauClient *self,
                      PantauWire *wire,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (PantauAnswer) answer = NULL;
  g_autofree char *next = NULL;
  PantauCall call = { .method = "GET", .path = SUCCESSION, .limit = LIMIT };
  const char *bytes;
  gsize length;

  answer = pantau_wire_send (wire, &call, cancellable, error);
  if (answer == NULL)
    return FALSE;
  bytes = g_bytes_get_data (answer->body, &length);
  if (!self->follow (bytes, length, self->province, &next, self->follow_data, error))
    return FALSE;
  pantau_client_set_province (self, next);

  return TRUE;
}

/* Of an answer to PATH from a peer with the key @peer. TRUE where there are other pins now. */
static gboolean
take_over (PantauClient *self, const PantauAnswer *answer, const char *peer, GError **error)
{
  g_auto (GStrv) spki = NULL;
  gint64 serial;
  gsize length;
  const char *bytes = g_bytes_get_data (answer->body, &length);

  return pantau_pins_open (self->province, bytes, length, &serial, &spki, error) &&
         pantau_pins_take (self->pins, serial, (const char *const *) spki, peer);
}

/* Over a connection of its own, to whoever is there. TRUE where the pins have changed. */
static gboolean
ask_stranger (PantauClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauWire) wire = pantau_wire_new (self->url, error);
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *peer = NULL;
  PantauCall call = { .method = "GET", .path = PATH, .limit = LIMIT };

  if (wire == NULL)
    return FALSE;
  if (self->total_ms > 0)
    pantau_wire_set_time_limits (wire, self->total_ms, self->idle_ms);
  pantau_wire_trust_anybody (wire);
  answer = pantau_wire_send (wire, &call, cancellable, error);
  if (answer == NULL)
    return FALSE;
  peer = g_strdup (pantau_wire_get_peer (wire));
  if (take_over (self, answer, peer, &local_error))
    return TRUE;

  /* Both of its keys are new where a stolen server was replaced. */
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE) && self->follow != NULL)
    return pantau_client_follow (self, wire, cancellable, error) &&
           take_over (self, answer, peer, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

PantauAnswer *
pantau_client_send (PantauClient *self,
                    const PantauCall *call,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  PantauAnswer *answer = pantau_wire_send (self->wire, call, cancellable, &local_error);

  /* Only for want of a pin does it tell its peer. */
  if (answer == NULL && pantau_wire_get_peer (self->wire) != NULL && self->province != NULL &&
      ask_stranger (self, cancellable, NULL))
    {
      g_clear_error (&local_error);
      answer = pantau_wire_send (self->wire, call, cancellable, &local_error);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return answer;
}

gboolean
pantau_client_renew_pins (PantauClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->pins == NULL || self->province == NULL || !g_str_has_prefix (self->url, "https:"))
    return TRUE;

  /* That a known peer says so is worth no more than that a stranger does: the list is signed, and must name who serves it. */
  if (ask_stranger (self, cancellable, &local_error) || local_error == NULL ||
      g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
