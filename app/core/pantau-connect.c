/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a home to a client of its province. */

#include "config.h"

#include "pantau-connect.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-succession.h"

/* A setting: the province's key and the challenge that opens the next session. */
#define NEXT "next-challenge"

/* The home's recovery key decides; what it says is noted before anything is done by it. */
static gboolean
follow_cb (const char *bytes,
           gsize length,
           const char *known,
           char **province,
           gpointer data,
           GError **error)
{
  PantauHome *home = data;

  if (!pantau_home_follow (home, bytes, length, known, error))
    return FALSE;
  *province = g_strdup (pantau_home_get_province (home));

  return TRUE;
}

gboolean
pantau_home_follow (
    PantauHome *home, const char *bytes, gsize length, const char *known, GError **error)
{
  g_autofree char *fingerprint = pantau_home_dup_recovery (home);
  g_auto (GStrv) path = NULL;

  return pantau_succession_follow (bytes, length, known, fingerprint, &path, error) &&
         pantau_home_take_succession (home, (const char *const *) path, error);
}

/* What it is worth is the province's to say, so it may as well be lost. */
static void
remember_cb (const char *challenge, gpointer data)
{
  PantauHome *home = data;
  g_autofree char *text = g_strconcat (pantau_home_get_province (home), " ", challenge, NULL);

  pantau_home_set_setting (home, NEXT, text, NULL);
}

/* The challenge of the province that this home has now. (transfer full) (nullable) */
static char *
read_next (PantauHome *home)
{
  g_autofree char *text = pantau_home_get_setting (home, NEXT);
  const char *space = text != NULL ? strchr (text, ' ') : NULL;

  if (space == NULL || !g_str_has_prefix (text, pantau_home_get_province (home)))
    return NULL;

  return g_strdup (space + 1);
}

PantauClient *
pantau_home_connect (PantauHome *home, GError **error)
{
  const char *province = pantau_home_get_province (home);
  g_autofree char *next = NULL;
  PantauClient *client;

  if (province == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_ENROLLED,
                              _ ("this home belongs to no province yet"));

  client = pantau_client_new (pantau_home_get_server (home), pantau_home_get_key (home), province,
                              error);
  if (client != NULL)
    {
      pantau_client_set_pins (client, pantau_home_get_pins (home));
      pantau_client_set_follow (client, follow_cb, home);
      next = read_next (home);
      pantau_client_set_next (client, next, remember_cb, home);
    }

  return client;
}
