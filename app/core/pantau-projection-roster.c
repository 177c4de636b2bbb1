/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of identity officers as the province passed them on (device.officers). */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-json.h"
#include "pantau-roster.h"

gboolean
pantau_projection_take_roster (PantauProjection *self,
                               gint64 n,
                               const PantauEntry *entry,
                               GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  JsonObject *statement = pantau_json_object (body, "roster");
  g_autofree char *text = statement != NULL ? pantau_json_object_text (statement) : NULL;
  g_autoptr (PantauRoster) roster = text != NULL ? pantau_roster_parse (text, NULL) : NULL;

  if (text == NULL)
    return TRUE;

  /* One that is none is kept too, so that whoever seals can tell that somebody tried. */
  return pantau_db_run (
      self->db, error,
      "INSERT INTO roster (entry, serial, fingerprint, text) VALUES (?1, ?2, ?3, ?4)", "iiss", n,
      roster != NULL ? pantau_roster_get_serial (roster) : 0,
      roster != NULL ? pantau_roster_get_fingerprint (roster) : "", text);
}
