/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two small files of a home beside its database, and the secret key's file. */

#include "config.h"

#include "pantau-homefile.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

#define FILE_NAME "home.json"
#define KEY_NAME  "device.key"
#define KEY_MAGIC "pantau-key-1 "
#define LIMIT     4096

static gboolean
throw_errno (GError **error, const char *path, int code)
{
  return pantau_throw (error,
                       code == ENOSPC || code == EDQUOT ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO,
                       _ ("cannot write “%s”: %s"), path, g_strerror (code));
}

static gboolean
write_durably (const char *path, const char *text, GError **error)
{
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, NULL) ||
         throw_errno (error, path, errno);
}

gboolean
pantau_keyfile_create (const char *path, PantauKeypair *key, GError **error)
{
  guint8 seed[PANTAU_SEED_SIZE];
  g_autofree char *base64 = NULL, *text = NULL;
  gboolean ok;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” exists already"), path);

  pantau_keypair_get_seed (key, seed);
  base64 = g_base64_encode (seed, sizeof seed);
  text = g_strconcat (KEY_MAGIC, base64, "\n", NULL);
  ok = write_durably (path, text, error);
  explicit_bzero (seed, sizeof seed);
  explicit_bzero (base64, strlen (base64));
  explicit_bzero (text, strlen (text));

  return ok;
}

PantauKeypair *
pantau_keyfile_load (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  g_autofree guint8 *seed = NULL;
  PantauKeypair *key = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local_error))
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("the secret key cannot be read: %s"),
                              local_error->message);

  if (g_str_has_prefix (text, KEY_MAGIC))
    {
      seed = g_base64_decode (g_strstrip (text + strlen (KEY_MAGIC)), &length);
      if (length == PANTAU_SEED_SIZE)
        key = pantau_keypair_new_from_seed (seed);
      explicit_bzero (seed, length);
    }
  explicit_bzero (text, strlen (text));

  return key != NULL ? key
                     : pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                                          _ ("the secret key in “%s” is damaged"), path);
}

void
pantau_homefile_free (PantauHomefile *self)
{
  g_free (self->path);
  g_free (self->device);
  g_free (self->record);
  g_free (self->server);
  g_free (self->province);
  g_free (self);
}

static gboolean
write_file (PantauHomefile *self, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *path = g_build_filename (self->path, FILE_NAME, NULL);
  g_autofree char *json = NULL, *text = NULL;

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "device", self->device);
  json_object_set_string_member (object, "record", self->record);
  json_object_set_boolean_member (object, "practice", self->practice);
  if (self->server != NULL)
    json_object_set_string_member (object, "server", self->server);
  if (self->province != NULL)
    json_object_set_string_member (object, "province", self->province);
  json = pantau_json_object_text (object);
  text = g_strconcat (json, "\n", NULL);

  return write_durably (path, text, error);
}

gboolean
pantau_homefile_create (const char *path, gboolean practice, GError **error)
{
  g_autoptr (PantauHomefile) self = g_new0 (PantauHomefile, 1);
  g_autoptr (PantauKeypair) key = NULL;
  g_autofree char *file = g_build_filename (path, FILE_NAME, NULL);
  g_autofree char *key_file = g_build_filename (path, KEY_NAME, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a directory"), path);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is a home already"), path);
  if (g_mkdir_with_parents (path, 0700) != 0)
    return throw_errno (error, path, errno);

  /* The key first: a home whose file is there always has its key. A key without a file is one that never wrote. */
  if (g_file_test (key_file, G_FILE_TEST_EXISTS))
    key = pantau_keyfile_load (key_file, error);
  else
    {
      key = pantau_keypair_new ();
      if (!pantau_keyfile_create (key_file, key, error))
        return FALSE;
    }
  if (key == NULL)
    return FALSE;

  self->path = g_strdup (path);
  self->device = g_strdup (pantau_keypair_get_name (key));
  self->record = pantau_uuid_new ();
  self->practice = practice;

  return write_file (self, error);
}

PantauHomefile *
pantau_homefile_load (const char *path, GError **error)
{
  g_autoptr (PantauHomefile) self = g_new0 (PantauHomefile, 1);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *file = g_build_filename (path, FILE_NAME, NULL), *text = NULL;
  gsize length;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return pantau_throw_null (
        error, PANTAU_ERROR_NOT_FOUND,
        _ ("“%s” is not a home of Pantau; make one with: pantauctl --home %s init"), path, path);
  if (!g_file_get_contents (file, &text, &length, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”"), file);

  object = pantau_json_parse (text, length, LIMIT, NULL);
  if (pantau_json_integer (object, "v", 0) > 1)
    return pantau_throw_null (error, PANTAU_ERROR_NEWER, _ ("“%s” was written by a newer Pantau"),
                              file);
  if (!pantau_key_is_valid (pantau_json_string (object, "device")) ||
      !pantau_is_uuid (pantau_json_string (object, "record")))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED, _ ("“%s” is damaged"), file);

  self->path = g_strdup (path);
  self->device = g_strdup (pantau_json_string (object, "device"));
  self->record = g_strdup (pantau_json_string (object, "record"));
  self->practice = pantau_json_boolean (object, "practice");
  self->server = g_strdup (pantau_json_string (object, "server"));
  self->province = g_strdup (pantau_json_string (object, "province"));

  return g_steal_pointer (&self);
}

PantauKeypair *
pantau_homefile_load_key (PantauHomefile *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, KEY_NAME, NULL);
  g_autoptr (PantauKeypair) key = pantau_keyfile_load (path, error);

  if (key != NULL && !g_str_equal (pantau_keypair_get_name (key), self->device))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                              _ ("the secret key belongs to another home"));

  return g_steal_pointer (&key);
}

gboolean
pantau_homefile_save (PantauHomefile *self,
                      const char *server,
                      const char *province,
                      gboolean practice,
                      GError **error)
{
  g_autoptr (PantauHomefile) next = g_new0 (PantauHomefile, 1);

  next->path = g_strdup (self->path);
  next->device = g_strdup (self->device);
  next->record = g_strdup (self->record);
  next->practice = practice;
  next->server = g_strdup (server);
  next->province = g_strdup (province);
  if (!write_file (next, error))
    return FALSE;

  g_free (self->server);
  g_free (self->province);
  self->server = g_strdup (server);
  self->province = g_strdup (province);
  self->practice = practice;

  return TRUE;
}
