/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that was granted. */

#include "config.h"

#include "device.h"

#include <string.h>

#include "pantau-home.h"

static void
device_clear (PantauDevice *self)
{
  g_free (self->key);
  g_free (self->person);
  g_free (self->region);
  g_free (self->last_day);
}

PantauDevice *
pantau_device_ref (PantauDevice *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
pantau_device_unref (PantauDevice *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) device_clear);
}

PantauActor
pantau_device_get_actor (const PantauDevice *self)
{
  PantauActor actor = { self->role, self->region, self->key, self->person };

  return actor;
}

gboolean
pantau_device_is_expired (const PantauDevice *self, const char *today)
{
  g_autofree char *now = today == NULL ? pantau_home_now () : NULL;

  /* Dates of one form compare as texts. */
  return self->last_day != NULL &&
         strncmp (today != NULL ? today : now, self->last_day, strlen ("YYYY-MM-DD")) > 0;
}
