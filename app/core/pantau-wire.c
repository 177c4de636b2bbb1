/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One address of the province, and what is put to it. The only files of the client that include libsoup are this one and its
 * siblings: pantau-wire-exchange.c (one exchange), pantau-wire-ahead.c (connections), pantau-wire-answer.c (what came).
 * What a failure means is said in pantau-verdict.c.
 */

#include "config.h"

#include "pantau-wire.h"

#include <glib/gi18n-lib.h>

#include "pantau-address.h"
#include "pantau-error.h"
#include "pantau-verdict.h"
#include "pantau-wire-private.h"

#define TOTAL_MS (60 * 1000)
#define IDLE_MS  (20 * 1000)
#define LONG_WAY                                                                                   \
  (100 * 1000) /* µs there and back: from here on it pays to make the next connection ahead */

/* Atomic: what those that are made from now on begin with. */
static guint usual_total_ms = TOTAL_MS;
static guint usual_idle_ms = IDLE_MS;
static gint usual_way; /* µs */

PantauWire *
pantau_wire_new (const char *url, GError **error)
{
  g_autofree char *base = NULL;
  PantauWire *self;

  g_return_val_if_fail (url != NULL, NULL);

  base = pantau_address_read (url, error);
  if (base == NULL)
    return NULL;

  self = g_new0 (PantauWire, 1);
  self->owner = g_thread_self ();
  self->base = g_steal_pointer (&base);
  self->total_ms = g_atomic_int_get (&usual_total_ms);
  self->idle_ms = g_atomic_int_get (&usual_idle_ms);
  self->context = g_main_context_new ();
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  /* No time-out of libsoup's: it knows sockets only, and a parked request is silent for good
   * reason. */
  g_main_context_push_thread_default (self->context);
  self->session =
      soup_session_new_with_options ("timeout", 0, "idle-timeout", IDLE_MS / 1000, NULL);
  soup_session_set_user_agent (self->session, "Pantau/" PANTAU_VERSION);
  soup_session_set_proxy_resolver (self->session, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  /* Without authorities each certificate is ours to judge: a pin must hold for those as well that an authority vouches for. */
  soup_session_set_tls_database (self->session, NULL);
  g_main_context_pop_thread_default (self->context);

  return self;
}

void
pantau_wire_settle (PantauWire *self)
{
  for (guint i = 0; i < 100 && g_main_context_iteration (self->context, FALSE); i++)
    ;
}

void
pantau_wire_free (PantauWire *self)
{
  if (self == NULL)
    return;

  g_main_context_push_thread_default (self->context);
  pantau_wire_forget_ahead (self);
  soup_session_abort (self->session);
  pantau_wire_settle (self);
  g_object_unref (self->session);
  pantau_wire_settle (self);
  g_main_context_pop_thread_default (self->context);

  g_main_context_unref (self->context);
  g_clear_pointer (&self->pins, pantau_pins_unref);
  g_clear_object (&self->latest);
  g_hash_table_unref (self->sockets);
  g_free (self->base);
  g_free (self->problem);
  g_free (self->peer);
  g_clear_pointer (&self->start, pantau_answer_free);
  g_free (self);
}

void
pantau_wire_set_pins (PantauWire *self, PantauPins *pins)
{
  PantauPins *old = self->pins;

  self->is_stale = self->is_stale || pins != old;
  self->pins = pins != NULL ? pantau_pins_ref (pins) : NULL;
  g_clear_pointer (&old, pantau_pins_unref);
}

void
pantau_wire_trust_anybody (PantauWire *self)
{
  self->trusts_anybody = TRUE;
}

const char *
pantau_wire_get_peer (PantauWire *self)
{
  return self->peer;
}

void
pantau_wire_set_usual_way (gint64 way)
{
  g_atomic_int_set (&usual_way, (gint) way);
}

void
pantau_wire_set_usual_time_limits (guint total_ms, guint idle_ms)
{
  g_atomic_int_set (&usual_total_ms, total_ms > 0 ? total_ms : TOTAL_MS);
  g_atomic_int_set (&usual_idle_ms, idle_ms > 0 ? idle_ms : IDLE_MS);
}

void
pantau_wire_set_time_limits (PantauWire *self, guint total_ms, guint idle_ms)
{
  self->total_ms = total_ms;
  self->idle_ms = idle_ms;
}

PantauAnswer *
pantau_wire_send (PantauWire *self,
                  const PantauCall *call,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (PantauExchange) exchange = { .call = call };
  g_autoptr (GError) failure = NULL;
  gint64 retry_after;
  guint status;

  g_return_val_if_fail (self->owner == g_thread_self (), NULL);

  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->peer, g_free);
  g_clear_pointer (&self->start, pantau_answer_free);
  self->not_before = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pantau_exchange_run (&exchange, self, cancellable);

  if (exchange.error != NULL)
    {
      if (exchange.fault == PANTAU_TLS_FINE)
        self->start = pantau_exchange_read_start (&exchange);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (exchange.is_late || exchange.has_revived)
        return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                                  _ ("the province did not answer in time"));
      if (exchange.fault != PANTAU_TLS_FINE)
        pantau_tls_throw (error, exchange.fault);
      else
        pantau_verdict_throw (error, exchange.error, 0, NULL, FALSE);
      return NULL;
    }

  status = soup_message_get_status (exchange.message);
  if (!pantau_exchange_is_page (&exchange) &&
      (status == SOUP_STATUS_OK || (status == SOUP_STATUS_NOT_MODIFIED && call->etag != NULL) ||
       (call->takes_success && (status == SOUP_STATUS_CREATED || status == SOUP_STATUS_NO_CONTENT ||
                                status == SOUP_STATUS_PARTIAL_CONTENT))))
    {
      PantauAnswer *answer = pantau_exchange_read_answer (&exchange, error);

      if (answer == NULL)
        self->start = pantau_exchange_read_start (&exchange);
      return answer;
    }

  self->problem = pantau_exchange_read_problem (&exchange);
  retry_after = pantau_exchange_read_retry_after (&exchange);
  if (retry_after > 0)
    self->not_before = g_get_monotonic_time () + retry_after * G_USEC_PER_SEC;
  pantau_verdict_throw (&failure, NULL, status, self->problem, pantau_exchange_is_page (&exchange));
  pantau_error_tell (failure, self->problem, self->not_before);
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

PantauAnswer *
pantau_wire_take_start (PantauWire *self)
{
  return g_steal_pointer (&self->start);
}

gint64
pantau_wire_get_way (PantauWire *self)
{
  return MAX (self->way, g_atomic_int_get (&usual_way));
}

gboolean
pantau_wire_is_far (PantauWire *self)
{
  return pantau_wire_get_way (self) >= LONG_WAY;
}

const char *
pantau_wire_get_problem (PantauWire *self)
{
  return self->problem;
}

gint64
pantau_wire_get_not_before (PantauWire *self)
{
  return self->not_before;
}
