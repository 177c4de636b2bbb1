/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request: what it asks, and where it stands. What handlers see is copied out of SoupServer's message once, so that
 * a request can be read in any thread and outlive its message; the message itself is touched in the
 * main thread only and let go of when SoupServer is done with it, however that came about. Its answer is in request-answer.c.
 */

#include "config.h"

#include "request.h"

#include <string.h>

#include "request-private.h"

/* However many wait, somebody who is sent away may come again after half as much again: µs. */
#define LONGEST_WAIT G_TIME_SPAN_MINUTE

PantauRequest *
pantau_request_new (PantauHttpState *state,
                    SoupServerMessage *message,
                    PantauConnection *connection)
{
  PantauRequest *self = g_new0 (PantauRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->state = state;
  self->message = g_object_ref (message);
  self->connection = g_object_ref (connection);
  self->context = g_main_context_ref_thread_default ();
  self->since = g_get_monotonic_time ();
  self->method = "";
  self->address = g_strdup (pantau_connection_get_address (connection));
  self->body = g_bytes_new_static ("", 0);

  return self;
}

PantauRequest *
pantau_request_ref (PantauRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_request_unref (PantauRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (self->message == NULL); /* PantauHttp holds a reference until then */
  g_clear_pointer (&self->incoming, g_byte_array_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_bytes_unref (self->body);
  g_main_context_unref (self->context);
  g_free (self->path);
  g_free (self->address);
  g_free (self->bearer);
  g_free (self->accept);
  g_free (self);
}

void
pantau_request_hold (PantauRequest *self, gsize bytes)
{
  if (self->state == NULL)
    return;
  self->state->held = self->state->held - self->held + bytes;
  self->held = bytes;
}

void
pantau_request_set_in_flight (PantauRequest *self, gboolean in_flight)
{
  if (self->in_flight == in_flight)
    return;

  self->in_flight = in_flight;
  if (in_flight)
    self->state->statistics.in_flight++;
  else
    self->state->statistics.in_flight--;
  if (self->lane != NULL && in_flight)
    pantau_turns_take (self->lane);
  else if (self->lane != NULL)
    pantau_turns_give_back (self->lane);
}

void
pantau_request_set_parked (PantauRequest *self, gboolean parked)
{
  if (self->parked == parked)
    return;

  self->parked = parked;
  if (parked)
    self->state->statistics.parked++;
  else
    self->state->statistics.parked--;
  pantau_connection_set_parked (self->connection, parked);
}

void
pantau_request_wait_turn (PantauRequest *self)
{
  self->paused = TRUE;
  soup_server_message_pause (self->message);
  self->turn = pantau_turns_wait (self->lane, self);
  if (self->lane == self->state->polls)
    pantau_request_set_parked (self, TRUE);
}

void
pantau_request_end_turn (PantauRequest *self)
{
  self->turn = NULL;
  pantau_request_set_parked (self, FALSE);
}

void
pantau_request_send_away (PantauRequest *self, gint64 wait, const char *detail)
{
  PantauTurnsLoad load = { 0 };

  if (wait == 0 && self->lane != NULL)
    pantau_turns_get_load (self->lane, &load);
  /* Some of them later than others, so that they do not come together. */
  if (load.delay > 0)
    wait = MIN (load.delay, LONGEST_WAIT) * g_random_int_range (1, 4) / 2;
  if (wait > 0)
    {
      gint64 seconds = MAX ((wait + g_random_int_range (0, G_USEC_PER_SEC)) / G_USEC_PER_SEC, 1);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

      pantau_request_set_header (self, "Retry-After", text);
    }
  if (self->handed && self->state != NULL)
    self->state->statistics.busy++; /* others are counted where they are refused */
  pantau_request_problem (self, 503, "busy", detail);
}

gboolean
pantau_request_may_visit (PantauRequest *self, const char *device)
{
  PantauTurnsLoad load;
  gint64 wait;

  if (self->state == NULL || self->state->limits.max_waiting == 0)
    return TRUE;
  pantau_turns_get_load (self->state->turns, &load);
  if (pantau_appointments_ask (self->state->appointments, device, &load, g_get_monotonic_time (),
                               &wait))
    return TRUE;
  pantau_request_send_away (self, wait, "there are too many at once; come when you are told");

  return FALSE;
}

void
pantau_request_set_gone (PantauRequest *self)
{
  PantauRequestFunc gone = g_steal_pointer (&self->gone_func);

  if (self->replied || self->gone)
    return;

  self->gone = TRUE;
  if (gone != NULL)
    gone (self, self->gone_data);
}

gboolean
pantau_request_claim (PantauRequest *self, const char *owner, guint max)
{
  guint n;

  g_return_val_if_fail (self->owner == NULL, FALSE);

  if (self->state == NULL)
    return TRUE;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->state->owners, owner));
  if (n >= max)
    return FALSE;

  g_hash_table_insert (self->state->owners, g_strdup (owner), GUINT_TO_POINTER (n + 1));
  self->owner = g_strdup (owner);

  return TRUE;
}

static void
unclaim (PantauRequest *self)
{
  guint n;

  if (self->owner == NULL)
    return;

  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->state->owners, self->owner));
  if (n > 1)
    g_hash_table_insert (self->state->owners, g_strdup (self->owner), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (self->state->owners, self->owner);
  g_clear_pointer (&self->owner, g_free);
}

void
pantau_request_end (PantauRequest *self)
{
  unclaim (self);
  if (self->turn != NULL)
    pantau_turns_leave (self->lane, g_steal_pointer (&self->turn));
  pantau_request_set_parked (self, FALSE);
  pantau_request_set_in_flight (self, FALSE);
  pantau_request_hold (self, 0);
  pantau_connection_set_gone_func (self->connection, NULL, NULL);
  pantau_request_set_user (self, NULL, NULL);
  g_clear_pointer (&self->incoming, g_byte_array_unref);

  self->state = NULL;
  self->lane = NULL;
  g_clear_object (&self->message);
  g_clear_object (&self->connection);
}

const char *
pantau_request_get_method (PantauRequest *self)
{
  return self->method;
}

const char *
pantau_request_get_path (PantauRequest *self)
{
  return self->path;
}

const char *
pantau_request_get_address (PantauRequest *self)
{
  return self->address;
}

gint64
pantau_request_get_since (PantauRequest *self)
{
  return self->since;
}

GBytes *
pantau_request_get_body (PantauRequest *self)
{
  return self->body;
}

const char *
pantau_request_get_query (PantauRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

const char *
pantau_request_get_bearer (PantauRequest *self)
{
  return self->bearer;
}

const char *
pantau_request_get_header (PantauRequest *self, const char *name)
{
  const char *value;

  if (self->message == NULL)
    return NULL;

  value =
      soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);

  return value != NULL && g_utf8_validate (value, -1, NULL) ? value : NULL;
}

gboolean
pantau_request_accepts (PantauRequest *self, PantauCoding coding)
{
  const char *wanted = pantau_coding_get_name (coding);
  g_auto (GStrv) items = NULL;

  if (wanted == NULL)
    return TRUE;
  if (self->accept == NULL)
    return FALSE;

  items = g_strsplit (self->accept, ",", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      char *parameters = strchr (items[i], ';'), *weight;

      if (parameters != NULL)
        *parameters++ = '\0';
      if (g_ascii_strcasecmp (g_strstrip (items[i]), wanted) != 0)
        continue;

      weight = parameters != NULL ? strchr (parameters, '=') : NULL;

      return weight == NULL || g_ascii_strtod (weight + 1, NULL) > 0.0;
    }

  return FALSE;
}

gboolean
pantau_request_park (PantauRequest *self)
{
  g_return_val_if_fail (self->handed && !self->replied, FALSE);

  /* One who is gone already is parked as well as anybody: the gone function says so. */
  if (self->message == NULL || self->parked)
    return TRUE;
  if (self->state->draining || self->state->statistics.parked >= self->state->limits.max_parked)
    return FALSE;

  pantau_request_set_in_flight (self, FALSE);
  pantau_request_set_parked (self, TRUE);

  return TRUE;
}

gboolean
pantau_request_is_parked (PantauRequest *self)
{
  return self->parked;
}

gboolean
pantau_request_is_gone (PantauRequest *self)
{
  return self->gone || self->connection == NULL || pantau_connection_is_gone (self->connection);
}

void
pantau_request_set_gone_func (PantauRequest *self, PantauRequestFunc func, gpointer data)
{
  if (func != NULL && self->gone)
    {
      func (self, data);
      return;
    }

  self->gone_func = self->replied ? NULL : func;
  self->gone_data = data;
}
