/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys next, succeed, follow: another key for the province, by the word of the recovery key. See keys.h and succession.h. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "keys.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-json.h"
#include "pantau-succession.h"
#include "succession.h"

#define KIND  "pantau-succession-request-1"
#define LIMIT (16 * 1024)

/* Made once; asked for again it is the same. */
static PantauKeypair *
next_key (const char *dir, GError **error)
{
  g_autofree char *path = pantau_lineage_next_path (dir);
  g_autoptr (PantauKeypair) key = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return pantau_keyfile_load (path, error);

  key = pantau_keypair_new ();

  return pantau_keyfile_create (path, key, error) ? g_steal_pointer (&key) : NULL;
}

/* Nobody serves. Where the province's key is lost, it is opened by the one that is to follow, which signs nothing yet. @old takes the key before. */
static PantauProvince *
open_province (const char *dir, char **old, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "province.key", NULL),
                  *next = pantau_lineage_next_path (dir);
  gboolean is_lost =
      !g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (next, G_FILE_TEST_EXISTS);
  g_autoptr (PantauProvince) province =
      is_lost ? pantau_province_open_by (dir, next, error) : pantau_province_open (dir, error);

  if (province == NULL)
    return NULL;
  *old = is_lost ? pantau_lineage_find_last (pantau_province_get_db (province), error)
                 : g_strdup (pantau_province_get_name (province));

  return *old != NULL ? g_steal_pointer (&province) : NULL;
}

/* The key's name, by its file, or where that is lost by what the province's database says. (transfer full) */
static char *
find_old (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "province.key", NULL),
                  *db = g_build_filename (dir, "province.db", NULL), *old = NULL;
  g_autoptr (PantauKeypair) key = NULL;
  g_autoptr (PantauProvince) province = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || !g_file_test (db, G_FILE_TEST_EXISTS))
    {
      key = pantau_keyfile_load (path, error);
      return key != NULL ? g_strdup (pantau_keypair_get_name (key)) : NULL;
    }
  province = open_province (dir, &old, error);

  return province != NULL ? g_steal_pointer (&old) : NULL;
}

static void
tell (const char *old, const char *new)
{
  printf (_ ("%s\nis to follow\n%s\n"), new, old);
}

int
pantau_keys_next (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autofree char *text = NULL, *line = NULL, *old = NULL, *db = NULL;
  g_autoptr (PantauKeypair) next = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  if (!pantau_keys_check_arguments (argc, 3, "next --dir DIR REQUEST", error) ||
      !pantau_keys_check_dir (options, error))
    return -1;
  /* Of what is no province nothing is made. */
  db = g_build_filename (options->dir, "province.db", NULL);
  if (!g_file_test (db, G_FILE_TEST_EXISTS))
    {
      g_autoptr (PantauProvince) none = pantau_province_open (options->dir, error);

      return -1;
    }
  next = next_key (options->dir, error);
  old = next != NULL ? find_old (options->dir, error) : NULL;
  if (old == NULL)
    return -1;

  json_object_set_string_member (object, "kind", KIND);
  json_object_set_string_member (object, "old", old);
  json_object_set_string_member (object, "new", pantau_keypair_get_name (next));
  json_object_set_int_member (object, "serial", g_get_real_time () / G_USEC_PER_SEC);
  line = pantau_json_object_text (object);
  text = g_strconcat (line, "\n", NULL);
  if (!pantau_keys_write (argv[2], text, error))
    return -1;
  tell (old, pantau_keypair_get_name (next));

  return PANTAU_EXIT_OK;
}

int
pantau_keys_succeed (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = NULL;
  g_autoptr (PantauRecovery) recovery = NULL;
  g_autofree char *text = NULL, *now = pantau_home_now (), *statement = NULL, *line = NULL;
  const char *old, *new;
  gint64 serial;
  gsize length;

  if (!pantau_keys_check_arguments (argc, 4, "succeed REQUEST OUTPUT --key FILE", error))
    return -1;
  text = pantau_console_read (argv[2], LIMIT, &length, error);
  request = text != NULL ? pantau_json_parse (text, length, LIMIT, error) : NULL;
  if (request == NULL)
    return -1;
  old = pantau_json_string (request, "old");
  new = pantau_json_string (request, "new");
  serial = pantau_json_integer (request, "serial", 0);
  if (g_strcmp0 (pantau_json_string (request, "kind"), KIND) != 0 || !pantau_key_is_valid (old) ||
      !pantau_key_is_valid (new) || serial < 1)
    {
      pantau_throw (error, PANTAU_ERROR_MALFORMED,
                    _ ("“%s” is no request for another key of a province"), argv[2]);
      return -1;
    }

  recovery = pantau_keys_load (options, error);
  if (recovery == NULL)
    return -1;
  statement = pantau_succession_sign (recovery, old, new, serial, now);
  line = g_strconcat (statement, "\n", NULL);
  if (!pantau_keys_write (argv[3], line, error))
    return -1;
  tell (old, new);

  return PANTAU_EXIT_OK;
}

int
pantau_keys_follow (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauProvince) province = NULL;
  g_autofree char *statement = NULL, *old = NULL;
  gsize length;

  if (!pantau_keys_check_arguments (argc, 3, "follow --dir DIR STATEMENT", error) ||
      !pantau_keys_check_dir (options, error))
    return -1;
  statement = pantau_console_read (argv[2], LIMIT, &length, error);
  /* Who serves has the key before in its memory: nobody may. */
  province = statement != NULL ? open_province (options->dir, &old, error) : NULL;

  return province != NULL && pantau_lineage_follow (province, old, g_strstrip (statement), error)
             ? PANTAU_EXIT_OK
             : -1;
}
