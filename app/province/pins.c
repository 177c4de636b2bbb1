/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the province's TLS keys: kept, changed by its operator, signed for whoever asks. */

#include "config.h"

#include "pins.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "commands-private.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"

#define SETTING "pins"

PantauPins *
pantau_pins_load (PantauDb *db, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_auto (GStrv) spki = NULL;
  gint64 serial = 0;

  if (!pantau_db_text (db, &text, error, "SELECT value FROM setting WHERE name = '" SETTING "'",
                       ""))
    return NULL;
  if (text != NULL)
    {
      object = pantau_json_parse_known (text, error);
      if (object == NULL)
        return NULL;
      spki = pantau_pins_read (object, &serial);
      if (spki == NULL)
        return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                                  _ ("the province's list of TLS keys is damaged"));
    }

  return pantau_pins_new (serial, (const char *const *) spki, NULL, NULL);
}

JsonObject *
pantau_pins_of_province (PantauProvince *province)
{
  PantauPins *pins = pantau_province_get_pins (province);
  g_auto (GStrv) spki = pantau_pins_dup_spki (pins);
  gint64 serial = pantau_pins_get_serial (pins);

  return serial > 0 ? pantau_pins_describe (serial, (const char *const *) spki) : NULL;
}

/* Numbers grow with the clock too: a province that was restored from a copy has forgotten some that homes have seen. */
static gboolean
store (PantauProvince *province, const char *const *spki, GError **error)
{
  PantauPins *pins = pantau_province_get_pins (province);
  gint64 serial = MAX (pantau_pins_get_serial (pins) + 1, g_get_real_time () / G_USEC_PER_SEC);
  g_autoptr (JsonObject) object = pantau_pins_describe (serial, spki);
  g_autofree char *text = pantau_json_object_text (object);

  if (!pantau_db_run (pantau_province_get_db (province), error,
                      "INSERT INTO setting (name, value) VALUES ('" SETTING "', ?1) "
                      "ON CONFLICT (name) DO UPDATE SET value = ?1",
                      "s", text))
    return FALSE;
  pantau_pins_replace (pins, serial, spki);

  return TRUE;
}

static gboolean
add (PantauProvince *province, const char *spki, JsonObject **answer, GError **error)
{
  g_auto (GStrv) known = pantau_pins_dup_spki (pantau_province_get_pins (province));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) next = NULL;

  /* Once more the same changes nothing. */
  if (g_strv_contains ((const char *const *) known, spki))
    {
      *answer = pantau_command_success ("");
      return TRUE;
    }
  if (g_strv_length (known) >= PANTAU_PINS_MOST)
    {
      *answer = pantau_command_failure (
          "too-many", "spki",
          _ ("a province has at most 8 TLS keys; take one away first that is not used any more"));
      return TRUE;
    }

  g_strv_builder_addv (builder, (const char **) known);
  g_strv_builder_add (builder, spki);
  next = g_strv_builder_end (builder);
  *answer = pantau_command_success ("");

  return store (province, (const char *const *) next, error);
}

static gboolean
remove_one (PantauProvince *province, const char *spki, JsonObject **answer, GError **error)
{
  g_auto (GStrv) known = pantau_pins_dup_spki (pantau_province_get_pins (province));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) next = NULL;

  if (!g_strv_contains ((const char *const *) known, spki))
    {
      *answer = pantau_command_failure ("not-found", "spki",
                                        _ ("this key is not on the province's list"));
      return TRUE;
    }

  for (guint i = 0; known[i] != NULL; i++)
    if (!g_str_equal (known[i], spki))
      g_strv_builder_add (builder, known[i]);
  next = g_strv_builder_end (builder);
  *answer = pantau_command_success ("");

  return store (province, (const char *const *) next, error);
}

static void
list (PantauProvince *province, gboolean as_json, JsonObject **answer)
{
  PantauPins *pins = pantau_province_get_pins (province);
  g_auto (GStrv) spki = pantau_pins_dup_spki (pins);
  g_autofree char *text = NULL;

  if (as_json)
    {
      g_autoptr (JsonObject) object =
          pantau_pins_describe (pantau_pins_get_serial (pins), (const char *const *) spki);

      text = pantau_json_object_text (object);
    }
  else
    text = g_strjoinv ("\n", spki);
  *answer = pantau_command_success (text);
}

gboolean
pantau_pins_run (PantauProvince *province, JsonObject *request, JsonObject **answer, GError **error)
{
  const char *command = pantau_json_string (request, "command");
  const char *spki = pantau_json_string (request, "spki");

  if (g_str_equal (command, "pin-list"))
    {
      list (province, pantau_json_boolean (request, "json"), answer);
      return TRUE;
    }
  if (!pantau_spki_is_valid (spki))
    {
      *answer = pantau_command_failure (
          "malformed", "spki",
          _ ("a TLS key is named by 44 characters of base64 (SHA-256 of its "
             "SubjectPublicKeyInfo), or by its certificate: --cert FILE"));
      return TRUE;
    }

  return g_str_equal (command, "pin-add") ? add (province, spki, answer, error)
                                          : remove_one (province, spki, answer, error);
}

void
pantau_pins_handle (PantauRequest *request, gpointer data)
{
  PantauProvince *province = data;
  PantauPins *pins = pantau_province_get_pins (province);
  g_auto (GStrv) spki = pantau_pins_dup_spki (pins);
  g_autofree char *now = pantau_home_now ();
  g_autofree char *statement =
      pantau_pins_seal (pantau_province_get_key (province), pantau_pins_get_serial (pins), now,
                        (const char *const *) spki);

  pantau_request_reply_text (request, 200, "application/json", statement);
}
