/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operator's limits for files, in the database. */

#include "config.h"

#include "allowance.h"

#include <string.h>

#define MOST (G_GINT64_CONSTANT (1) << 53)

/* Names in the table; append only. */
#define DAY_BYTES "files-day-bytes"
#define UPLOADS   "files-uploads"
#define RESERVE   "files-reserve"

static gboolean
load_one (PantauDb *db, const char *name, gint64 least, gint64 most, gint64 *value, GError **error)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (!pantau_db_text (db, &text, error, "SELECT value FROM setting WHERE name = ?1", "s", name))
    return FALSE;
  if (text != NULL && g_ascii_string_to_signed (text, 10, least, most, &number, NULL))
    *value = number;

  return TRUE;
}

gboolean
pantau_allowance_load (PantauDb *db, PantauAllowance *allowance, GError **error)
{
  gint64 uploads;

  *allowance = PANTAU_ALLOWANCE_DEFAULT;
  uploads = allowance->uploads;
  if (!load_one (db, DAY_BYTES, 0, MOST, &allowance->day_bytes, error) ||
      !load_one (db, UPLOADS, 1, G_MAXINT32, &uploads, error) ||
      !load_one (db, RESERVE, 0, MOST, &allowance->reserve, error))
    return FALSE;
  allowance->uploads = (guint) uploads;

  return TRUE;
}

static gboolean
store_one (PantauDb *db, const char *name, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return pantau_db_run (db, error,
                        "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2",
                        "ss", name, text);
}

gboolean
pantau_allowance_store (PantauDb *db, const PantauAllowance *allowance, GError **error)
{
  return store_one (db, DAY_BYTES, allowance->day_bytes, error) &&
         store_one (db, UPLOADS, allowance->uploads, error) &&
         store_one (db, RESERVE, allowance->reserve, error);
}

gboolean
pantau_allowance_parse_size (const char *text, gint64 *bytes)
{
  static const char units[] = "KMG";
  gsize length = strlen (text), digits = strspn (text, "0123456789");
  const char *unit = digits + 1 == length ? strchr (units, g_ascii_toupper (text[digits])) : NULL;
  guint shift = unit != NULL ? 10 * (guint) (unit - units + 1) : 0;
  g_autofree char *number = g_strndup (text, digits);
  guint64 value;

  if ((unit == NULL && digits != length) ||
      !g_ascii_string_to_unsigned (number, 10, 0, (guint64) MOST >> shift, &value, NULL))
    return FALSE;
  *bytes = (gint64) (value << shift);

  return TRUE;
}
