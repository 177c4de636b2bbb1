/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TLS keys that a home holds its province to, and the statement by which the province changes them. */

#include "config.h"

#include "pantau-pins.h"

#include <glib/gi18n-lib.h>

#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"

struct _PantauPins
{
  gatomicrefcount count;
  GMutex mutex; /* of what follows */
  gint64 serial;
  GStrv spki;
  PantauPinsSave save; /* (nullable) */
  gpointer data;
};

static GStrv
valid_ones (const char *const *spki)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; spki != NULL && spki[i] != NULL && n < PANTAU_PINS_MOST; i++)
    if (pantau_spki_is_valid (spki[i]))
      {
        g_strv_builder_add (builder, spki[i]);
        n++;
      }

  return g_strv_builder_end (builder);
}

PantauPins *
pantau_pins_new (gint64 serial, const char *const *spki, PantauPinsSave save, gpointer data)
{
  PantauPins *self = g_new0 (PantauPins, 1);

  g_atomic_ref_count_init (&self->count);
  g_mutex_init (&self->mutex);
  self->serial = serial;
  self->spki = valid_ones (spki);
  self->save = save;
  self->data = data;

  return self;
}

PantauPins *
pantau_pins_ref (PantauPins *self)
{
  g_atomic_ref_count_inc (&self->count);

  return self;
}

void
pantau_pins_unref (PantauPins *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;

  g_mutex_clear (&self->mutex);
  g_strfreev (self->spki);
  g_free (self);
}

gint64
pantau_pins_get_serial (PantauPins *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->serial;
}

gboolean
pantau_pins_is_empty (PantauPins *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->spki[0] == NULL;
}

gboolean
pantau_pins_has (PantauPins *self, const char *spki)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return spki != NULL && g_strv_contains ((const char *const *) self->spki, spki);
}

GStrv
pantau_pins_dup_spki (PantauPins *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdupv (self->spki);
}

void
pantau_pins_replace (PantauPins *self, gint64 serial, const char *const *spki)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) next = valid_ones (spki);

  if (self->save != NULL && !self->save (serial, (const char *const *) next, self->data, &error))
    g_message ("%s", error->message);

  self->serial = serial;
  g_strfreev (self->spki);
  self->spki = g_steal_pointer (&next);
}

void
pantau_pins_restart (PantauPins *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->serial = 0;
}

void
pantau_pins_forget_save (PantauPins *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->save = NULL;
}

JsonObject *
pantau_pins_describe (gint64 serial, const char *const *spki)
{
  JsonObject *object = json_object_new ();
  JsonArray *names = json_array_new ();

  for (guint i = 0; spki[i] != NULL; i++)
    json_array_add_string_element (names, spki[i]);
  json_object_set_int_member (object, "serial", serial);
  json_object_set_array_member (object, "spki", names);

  return object;
}

char *
pantau_pins_seal (PantauKeypair *province, gint64 serial, const char *time, const char *const *spki)
{
  g_autoptr (JsonObject) content = pantau_pins_describe (serial, spki);

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province", pantau_keypair_get_name (province));
  json_object_set_string_member (content, "time", time);

  return pantau_signed_seal (province, PANTAU_PURPOSE_PINS, content);
}

/* NULL where it is no list of names. */
static GStrv
read_names (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL || json_array_get_length (array) > PANTAU_PINS_MOST)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *name = pantau_json_string_at (array, i);

      if (!pantau_spki_is_valid (name))
        {
          g_auto (GStrv) rest = g_strv_builder_end (builder);
          return NULL;
        }
      g_strv_builder_add (builder, name);
    }

  return g_strv_builder_end (builder);
}

GStrv
pantau_pins_read (JsonObject *pin, gint64 *serial)
{
  g_auto (GStrv) names = read_names (pantau_json_array (pin, "spki"));

  *serial = pantau_json_integer (pin, "serial", -1);

  return *serial >= 0 ? g_steal_pointer (&names) : NULL;
}

gboolean
pantau_pins_open (const char *province,
                  const char *bytes,
                  gsize length,
                  gint64 *serial,
                  GStrv *spki,
                  GError **error)
{
  g_autoptr (JsonObject) content =
      pantau_signed_open (province, PANTAU_PURPOSE_PINS, bytes, length, NULL, NULL, error);
  g_auto (GStrv) names = NULL;
  gint64 number = -1;

  if (content == NULL)
    return FALSE;

  names = pantau_pins_read (content, &number);
  if (g_strcmp0 (pantau_json_string (content, "province"), province) != 0 || names == NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the province's list of TLS keys is not well-formed"));

  *serial = number;
  *spki = g_steal_pointer (&names);

  return TRUE;
}

gboolean
pantau_pins_take (PantauPins *self, gint64 serial, const char *const *spki, const char *peer)
{
  if (serial <= pantau_pins_get_serial (self) ||
      (spki[0] != NULL && (peer == NULL || !g_strv_contains (spki, peer))))
    return FALSE;
  pantau_pins_replace (self, serial, spki);

  return TRUE;
}
