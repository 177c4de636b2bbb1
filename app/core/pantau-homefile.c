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
#include "pantau-pins.h"

#define FILE_NAME "home.json"
#define KEY_NAME  "device.key"
#define NEW_KEY   "device.key.baru"
#define JOURNAL   "journal.pantau"
#define KEY_MAGIC "pantau-key-1 "
#define LIMIT     (16 * 1024)

static gboolean
write_durably (const char *path, const char *text, GError **error)
{
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, NULL) ||
         pantau_throw_write (error, path, errno);
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

static PantauHomefile *
homefile_new (const char *path)
{
  PantauHomefile *self = g_new0 (PantauHomefile, 1);

  g_mutex_init (&self->saving);
  self->path = g_strdup (path);
  self->retired = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
pantau_homefile_free (PantauHomefile *self)
{
  g_mutex_clear (&self->saving);
  g_free (self->path);
  g_free (self->device);
  g_free (self->record);
  g_free (self->server);
  g_free (self->province);
  g_strfreev (self->province_before);
  g_ptr_array_unref (self->retired);
  g_free (self->recovery);
  g_free (self->recovery_from);
  g_strfreev (self->pins);
  g_free (self);
}

static JsonArray *
names_array (GStrv names)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);

  return array;
}

/* Keys alone; NULL where there is none. */
static GStrv
read_keys (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *key =
          JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
              ? json_node_get_string (node)
              : NULL;

      if (pantau_key_is_valid (key))
        g_strv_builder_add (builder, key);
    }

  return array != NULL ? g_strv_builder_end (builder) : NULL;
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
  if (self->province_before != NULL)
    json_object_set_array_member (object, "province_before", names_array (self->province_before));
  if (self->recovery != NULL)
    {
      json_object_set_string_member (object, "recovery", self->recovery);
      json_object_set_string_member (object, "recovery_from", self->recovery_from);
      json_object_set_int_member (object, "roster", self->roster);
    }
  if (self->pins != NULL)
    json_object_set_object_member (
        object, "pins", pantau_pins_describe (self->pins_serial, (const char *const *) self->pins));
  json = pantau_json_object_text (object);
  text = g_strconcat (json, "\n", NULL);

  return write_durably (path, text, error);
}

gboolean
pantau_homefile_create (const char *path, gboolean practice, GError **error)
{
  g_autoptr (PantauHomefile) self = homefile_new (path);
  g_autoptr (PantauKeypair) key = NULL;
  g_autofree char *file = g_build_filename (path, FILE_NAME, NULL);
  g_autofree char *key_file = g_build_filename (path, KEY_NAME, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a directory"), path);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is a home already"), path);
  if (g_mkdir_with_parents (path, 0700) != 0)
    return pantau_throw_write (error, path, errno);

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

  self->device = g_strdup (pantau_keypair_get_name (key));
  self->record = pantau_uuid_new ();
  self->practice = practice;

  return write_file (self, error);
}

PantauHomefile *
pantau_homefile_load (const char *path, GError **error)
{
  g_autoptr (PantauHomefile) self = homefile_new (path);
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

  self->device = g_strdup (pantau_json_string (object, "device"));
  self->record = g_strdup (pantau_json_string (object, "record"));
  self->practice = pantau_json_boolean (object, "practice");
  self->server = g_strdup (pantau_json_string (object, "server"));
  self->province = g_strdup (pantau_json_string (object, "province"));
  self->province_before = read_keys (pantau_json_array (object, "province_before"));
  self->recovery = g_strdup (pantau_json_string (object, "recovery"));
  if (self->recovery != NULL)
    {
      const char *from = pantau_json_string (object, "recovery_from");

      self->recovery_from = g_strdup (from != NULL ? from : "roster");
      self->roster = pantau_json_integer (object, "roster", 0);
    }
  self->pins = pantau_pins_read (pantau_json_object (object, "pins"), &self->pins_serial);

  return g_steal_pointer (&self);
}

/* The key that home.json names, where a renewal was cut off before the files had their names. */
static PantauKeypair *
load_new_key (PantauHomefile *self)
{
  g_autofree char *path = g_build_filename (self->path, NEW_KEY, NULL);
  g_autoptr (PantauKeypair) key = pantau_keyfile_load (path, NULL);

  return key != NULL && g_str_equal (pantau_keypair_get_name (key), self->device)
             ? g_steal_pointer (&key)
             : NULL;
}

PantauKeypair *
pantau_homefile_load_key (PantauHomefile *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, KEY_NAME, NULL);
  g_autoptr (PantauKeypair) new_key = load_new_key (self), key = NULL;

  if (new_key != NULL)
    return g_steal_pointer (&new_key);
  key = pantau_keyfile_load (path, error);

  if (key != NULL && !g_str_equal (pantau_keypair_get_name (key), self->device))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                              _ ("the secret key belongs to another home"));

  return g_steal_pointer (&key);
}

/* What stays as it is; the caller changes the rest. */
static PantauHomefile *
copy (const PantauHomefile *self)
{
  PantauHomefile *next = homefile_new (self->path);

  next->device = g_strdup (self->device);
  next->record = g_strdup (self->record);
  next->practice = self->practice;
  next->server = g_strdup (self->server);
  next->province = g_strdup (self->province);
  next->province_before = g_strdupv (self->province_before);
  next->recovery = g_strdup (self->recovery);
  next->recovery_from = g_strdup (self->recovery_from);
  next->roster = self->roster;
  next->pins = g_strdupv (self->pins);
  next->pins_serial = self->pins_serial;

  return next;
}

static void
replace (char **member, const char *value)
{
  char *old = *member;

  /* What stays the same stays where it is: others may be reading it, the caller too. */
  if (g_strcmp0 (old, value) == 0)
    return;
  *member = g_strdup (value);
  g_free (old);
}

gboolean
pantau_homefile_save (PantauHomefile *self,
                      const char *server,
                      const char *province,
                      gboolean practice,
                      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->saving);
  g_autoptr (PantauHomefile) next = copy (self);

  replace (&next->server, server);
  replace (&next->province, province);
  next->practice = practice;
  if (!write_file (next, error))
    return FALSE;

  replace (&self->server, server);
  replace (&self->province, province);
  self->practice = practice;

  return TRUE;
}

/* What was, before what was before that. */
static GStrv
prepend (const char *first, GStrv others)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, first);
  if (others != NULL)
    g_strv_builder_addv (builder, (const char **) others);

  return g_strv_builder_end (builder);
}

gboolean
pantau_homefile_save_succession (PantauHomefile *self, const char *province, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->saving);
  g_autoptr (PantauHomefile) next = copy (self);

  g_strfreev (next->province_before);
  next->province_before = prepend (self->province, self->province_before);
  replace (&next->province, province);
  next->pins_serial = 0; /* the next key numbers its own lists */
  if (!write_file (next, error))
    return FALSE;

  g_ptr_array_add (self->retired, self->province);
  self->province = g_strdup (province);
  g_strfreev (self->province_before);
  self->province_before = g_steal_pointer (&next->province_before);
  self->pins_serial = 0;

  return TRUE;
}

gboolean
pantau_homefile_save_recovery (
    PantauHomefile *self, const char *recovery, const char *from, gint64 roster, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->saving);
  g_autoptr (PantauHomefile) next = copy (self);

  replace (&next->recovery, recovery);
  replace (&next->recovery_from, from);
  next->roster = roster;
  if (!write_file (next, error))
    return FALSE;

  replace (&self->recovery, recovery);
  replace (&self->recovery_from, from);
  self->roster = roster;

  return TRUE;
}

/* Renames @name to the first of FORMAT with 1, 2, 3 … that is free; what is not there need not be renamed. */
static gboolean
put_aside (
    PantauHomefile *self, const char *name, const char *before, const char *after, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  for (guint i = 1;; i++)
    {
      g_autofree char *aside_name = g_strdup_printf ("%s%u%s", before, i, after);
      g_autofree char *aside = g_build_filename (self->path, aside_name, NULL);

      if (!g_file_test (aside, G_FILE_TEST_EXISTS))
        return g_rename (path, aside) == 0 || pantau_throw_write (error, aside, errno);
    }
}

/* The last step: both keys get the names by which people look for them. */
static gboolean
name_keys (PantauHomefile *self, GError **error)
{
  g_autofree char *fresh = g_build_filename (self->path, NEW_KEY, NULL),
                  *path = g_build_filename (self->path, KEY_NAME, NULL);

  return put_aside (self, KEY_NAME, KEY_NAME ".lama-", "", error) &&
         (g_rename (fresh, path) == 0 || pantau_throw_write (error, path, errno));
}

gboolean
pantau_homefile_renew_key (PantauHomefile *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->saving);
  g_autoptr (PantauHomefile) next = copy (self);
  g_autoptr (PantauKeypair) cut = load_new_key (self), key = pantau_keypair_new ();
  g_autofree char *fresh = g_build_filename (self->path, NEW_KEY, NULL), *record = NULL;

  /* One that was cut off is finished first; one that had not begun to count leaves a key that nobody ever used. */
  if (cut != NULL && !name_keys (self, error))
    return FALSE;
  g_unlink (fresh);

  record = pantau_uuid_new ();
  replace (&next->device, pantau_keypair_get_name (key));
  replace (&next->record, record);
  /* Without its journal a home writes it anew from the database; with another device's it would not know what to do. */
  if (!pantau_keyfile_create (fresh, key, error) ||
      !put_aside (self, JOURNAL, "journal.lama-", ".pantau", error) || !write_file (next, error))
    return FALSE;
  replace (&self->device, next->device);
  replace (&self->record, next->record);

  return name_keys (self, error);
}

gboolean
pantau_homefile_save_pins (PantauHomefile *self,
                           gint64 serial,
                           const char *const *pins,
                           GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->saving);
  g_autoptr (PantauHomefile) next = copy (self);

  g_strfreev (next->pins);
  next->pins = g_strdupv ((GStrv) pins);
  next->pins_serial = serial;
  if (!write_file (next, error))
    return FALSE;

  g_strfreev (self->pins);
  self->pins = g_steal_pointer (&next->pins);
  self->pins_serial = serial;

  return TRUE;
}
