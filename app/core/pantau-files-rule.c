/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When files wait although there is a line: a pause, and lines that cost by the byte. */

#include "config.h"

#include "pantau-files-rule.h"

#include <gio/gio.h>

/* (transfer full) (nullable) */
static char *
read_setting (PantauDb *db, const char *name)
{
  char *value = NULL;

  pantau_db_text (db, &value, NULL, "SELECT value FROM setting WHERE name = ?1", "s", name);

  return value;
}

static goffset
read_limit (PantauDb *db)
{
  g_autofree char *text = read_setting (db, PANTAU_SETTING_FILES_METERED);
  guint64 limit;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &limit, NULL)
             ? (goffset) limit
             : -1;
}

void
pantau_files_rule_read (PantauFilesRule *self, PantauDb *db)
{
  g_autofree char *paused = read_setting (db, PANTAU_SETTING_FILES_PAUSED);

  self->is_paused = g_strcmp0 (paused, "1") == 0;
  self->limit = read_limit (db);
  self->is_metered = self->limit >= 0 && pantau_line_is_metered ();
}

gboolean
pantau_files_rule_allows (const PantauFilesRule *self, goffset size)
{
  return !self->is_paused && !pantau_files_rule_waits_for_line (self, size);
}

gboolean
pantau_files_rule_waits_for_line (const PantauFilesRule *self, goffset size)
{
  return self->is_metered && self->limit >= 0 && size > self->limit;
}

gboolean
pantau_files_rule_set_paused (PantauHome *home, gboolean paused, GError **error)
{
  return pantau_home_set_setting (home, PANTAU_SETTING_FILES_PAUSED, paused ? "1" : "0", error);
}

gboolean
pantau_files_rule_set_limit (PantauHome *home, goffset limit, GError **error)
{
  g_autofree char *text =
      limit >= 0 ? g_strdup_printf ("%" G_GOFFSET_FORMAT, limit) : g_strdup ("");

  return pantau_home_set_setting (home, PANTAU_SETTING_FILES_METERED, text, error);
}

gboolean
pantau_line_is_metered (void)
{
  const char *said = g_getenv ("PANTAU_LINE");

  if (said != NULL)
    return g_str_equal (said, "metered");

  return g_network_monitor_get_network_metered (g_network_monitor_get_default ());
}
