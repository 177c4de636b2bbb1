/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key of an identity officer, and the request to be one. */

#include "config.h"

#include "pantau-officer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-secretfile.h"

#define KEY_NAME  "identity.key"
#define KEY_MAGIC "pantau-identity-1 "
#define KEY_LIMIT 256

static char *
key_path (PantauHome *home)
{
  return g_build_filename (pantau_home_get_path (home), KEY_NAME, NULL);
}

gboolean
pantau_home_has_identity_key (PantauHome *home)
{
  g_autofree char *path = key_path (home);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

PantauBoxKey *
pantau_home_get_identity_key (PantauHome *home, GError **error)
{
  g_autofree char *path = key_path (home), *text = NULL;
  g_autofree guint8 *secret = NULL;
  PantauBoxKey *key = NULL;
  gsize length;

  if (!pantau_home_has_identity_key (home))
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                              _ ("this home has no key of an identity officer"));
  text = pantau_secretfile_read (path, KEY_LIMIT, NULL, error);
  if (text == NULL)
    return NULL;

  if (g_str_has_prefix (text, KEY_MAGIC))
    {
      secret = g_base64_decode (g_strstrip (text + strlen (KEY_MAGIC)), &length);
      if (length == PANTAU_BOX_KEY_SIZE)
        key = pantau_box_key_new_from_secret (secret);
      explicit_bzero (secret, length);
    }
  pantau_secret_wipe (text, KEY_LIMIT + 1);

  return key != NULL ? key
                     : pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                                          _ ("the officer's key in “%s” is damaged"), path);
}

static PantauBoxKey *
make_key (PantauHome *home, GError **error)
{
  g_autofree char *path = key_path (home), *base64 = NULL, *text = NULL;
  g_autoptr (PantauBoxKey) key = pantau_box_key_new ();
  guint8 secret[PANTAU_BOX_KEY_SIZE];
  gboolean ok;

  pantau_box_key_get_secret (key, secret);
  base64 = g_base64_encode (secret, sizeof secret);
  text = g_strconcat (KEY_MAGIC, base64, "\n", NULL);
  ok = pantau_secretfile_create (path, text, error);
  explicit_bzero (secret, sizeof secret);
  explicit_bzero (base64, strlen (base64));
  explicit_bzero (text, strlen (text));

  return ok ? g_steal_pointer (&key) : NULL;
}

char *
pantau_home_request_officer (PantauHome *home, GError **error)
{
  g_autoptr (PantauPerson) person = NULL;
  g_autoptr (PantauBoxKey) key = NULL;
  PantauOfficer officer;

  if (pantau_home_get_province (home) == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_ENROLLED,
                              _ ("this home belongs to no province yet"));
  person = pantau_home_get_person (home, error);
  if (person == NULL)
    return NULL;
  if (!g_str_equal (person->role, "identity"))
    return pantau_throw_null (
        error, PANTAU_ERROR_REFUSED,
        _ ("only a home with the role “identity” has an officer's key; this one is “%s”"),
        person->role);

  key = pantau_home_has_identity_key (home) ? pantau_home_get_identity_key (home, error)
                                            : make_key (home, error);
  if (key == NULL)
    return NULL;

  officer = (PantauOfficer){ .person = person->code,
                             .name = person->name,
                             .region = person->region,
                             .device = (char *) pantau_home_get_device (home),
                             .seal = (char *) pantau_box_key_get_name (key) };

  return pantau_officer_request (pantau_home_get_key (home), &officer);
}
