/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a copy of a province, and the small things that making, checking and using one share. */

#include "config.h"

#include "copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"

#define NEW_MANIFEST "MANIFEST.new"
#define CHUNK        (256 * 1024)

/* Names of files in a manifest come from outside: letters, digits, and nothing that leads elsewhere. */
#define NAME_LIMIT 128

static void
copy_file_free (PantauCopyFile *self)
{
  g_free (self->name);
  g_free (self->hash);
  g_free (self);
}

PantauCopyFile *
pantau_copy_file_new (const char *name, const char *hash, gint64 size)
{
  PantauCopyFile *self = g_new0 (PantauCopyFile, 1);

  self->name = g_strdup (name);
  self->hash = g_strdup (hash);
  self->size = size;

  return self;
}

GPtrArray *
pantau_copy_reference_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) copy_file_free);
}

char *
pantau_copy_reference_name (const char *name, const char *hash)
{
  return g_strconcat (hash, "-", name, NULL);
}

void
pantau_copy_free (PantauCopy *self)
{
  g_free (self->province);
  g_free (self->epoch);
  g_free (self->time);
  g_free (self->head);
  g_free (self->database);
  g_free (self->db_hash);
  g_strfreev (self->missing);
  g_clear_pointer (&self->reference, g_ptr_array_unref);
  g_free (self);
}

static JsonObject *
to_json (const PantauCopy *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *missing = json_array_new (), *reference = json_array_new ();

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "province", self->province);
  json_object_set_boolean_member (object, "practice", self->practice);
  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_string_member (object, "time", self->time);
  json_object_set_int_member (object, "index", self->index);
  json_object_set_string_member (object, "head", self->head);
  json_object_set_int_member (object, "devices", self->devices);
  json_object_set_string_member (object, "database", self->database);
  json_object_set_string_member (object, "database_sha256", self->db_hash);
  json_object_set_int_member (object, "database_size", self->db_size);
  json_object_set_int_member (object, "files", self->files);
  json_object_set_int_member (object, "file_bytes", self->bytes);
  for (gsize i = 0; self->missing != NULL && self->missing[i] != NULL; i++)
    json_array_add_string_element (missing, self->missing[i]);
  json_object_set_array_member (object, "missing", missing);
  for (guint i = 0; self->reference != NULL && i < self->reference->len; i++)
    {
      const PantauCopyFile *file = g_ptr_array_index (self->reference, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "name", file->name);
      json_object_set_string_member (member, "sha256", file->hash);
      json_object_set_int_member (member, "size", file->size);
      json_array_add_object_element (reference, member);
    }
  json_object_set_array_member (object, "reference", reference);

  return object;
}

static gboolean
is_plain_name (const char *name)
{
  if (name == NULL || *name == '\0' || *name == '.' || strlen (name) > NAME_LIMIT)
    return FALSE;

  return strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
         strlen (name);
}

static gboolean
read_missing (PantauCopy *self, JsonObject *object)
{
  JsonArray *array = pantau_json_array (object, "missing");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  self->missing = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING ||
          !pantau_is_hash (json_node_get_string (node)))
        return FALSE;
      self->missing[i] = g_strdup (json_node_get_string (node));
    }

  return array != NULL;
}

static gboolean
read_reference (PantauCopy *self, JsonObject *object)
{
  JsonArray *array = pantau_json_array (object, "reference");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  self->reference = pantau_copy_reference_new ();
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *file = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = pantau_json_string (file, "name"),
                 *hash = pantau_json_string (file, "sha256");

      if (!is_plain_name (name) || !pantau_is_hash (hash))
        return FALSE;
      g_ptr_array_add (self->reference,
                       pantau_copy_file_new (name, hash, pantau_json_integer (file, "size", -1)));
    }

  return array != NULL;
}

static gboolean
from_json (PantauCopy *self, JsonObject *object)
{
  self->province = g_strdup (pantau_json_string (object, "province"));
  self->practice = pantau_json_boolean (object, "practice");
  self->epoch = g_strdup (pantau_json_string (object, "epoch"));
  self->time = g_strdup (pantau_json_string (object, "time"));
  self->index = pantau_json_integer (object, "index", -1);
  self->head = g_strdup (pantau_json_string (object, "head"));
  self->devices = pantau_json_integer (object, "devices", -1);
  self->database = g_strdup (pantau_json_string (object, "database"));
  self->db_hash = g_strdup (pantau_json_string (object, "database_sha256"));
  self->db_size = pantau_json_integer (object, "database_size", -1);
  self->files = pantau_json_integer (object, "files", -1);
  self->bytes = pantau_json_integer (object, "file_bytes", -1);

  return pantau_key_is_valid (self->province) && self->epoch != NULL &&
         pantau_entry_time_is_valid (self->time) && self->index >= 0 &&
         pantau_is_hash (self->head) && self->devices >= 0 && is_plain_name (self->database) &&
         pantau_is_hash (self->db_hash) && self->db_size > 0 && self->files >= 0 &&
         self->bytes >= 0 && read_missing (self, object) && read_reference (self, object);
}

/* Whose signature it claims to have; it is compared with that key afterwards. (transfer full) (nullable) */
static char *
claimed_province (const char *bytes, gsize length)
{
  g_autoptr (JsonObject) outer = pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, NULL);
  const char *text = pantau_json_string (outer, "text");
  g_autoptr (JsonObject) content =
      text != NULL ? pantau_json_parse (text, strlen (text), PANTAU_SIGNED_LIMIT, NULL) : NULL;
  const char *province = pantau_json_string (content, "province");

  return pantau_key_is_valid (province) ? g_strdup (province) : NULL;
}

PantauCopy *
pantau_copy_read (const char *path, GError **error)
{
  g_autofree char *name = g_build_filename (path, PANTAU_COPY_MANIFEST, NULL), *bytes = NULL,
                  *province = NULL;
  g_autoptr (PantauCopy) self = g_new0 (PantauCopy, 1);
  g_autoptr (JsonObject) object = NULL;
  gsize length;

  if (!g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                              _ ("“%s” is no copy of a province: it has no MANIFEST"), path);
  if (!g_file_get_contents (name, &bytes, &length, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”"), name);

  province = claimed_province (bytes, length);
  if (province == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("“%s” is damaged"), name);
  object = pantau_signed_open (province, PANTAU_PURPOSE_BACKUP, bytes, length, NULL, NULL, error);
  if (object == NULL)
    {
      g_prefix_error (error, "%s: ", PANTAU_COPY_MANIFEST);
      return NULL;
    }
  if (pantau_json_integer (object, "v", 0) != 1 || !from_json (self, object))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("“%s” is damaged"), name);

  return g_steal_pointer (&self);
}

gboolean
pantau_copy_write (const PantauCopy *self, const char *path, PantauKeypair *key, GError **error)
{
  g_autoptr (JsonObject) object = to_json (self);
  g_autofree char *sealed = pantau_signed_seal (key, PANTAU_PURPOSE_BACKUP, object);
  g_autofree char *text = g_strconcat (sealed, "\n", NULL);
  g_autofree char *name = g_build_filename (path, PANTAU_COPY_MANIFEST, NULL);
  g_autofree char *fresh = g_build_filename (path, NEW_MANIFEST, NULL);
  int fd;
  gboolean ok;

  g_unlink (fresh);
  fd = g_open (fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return pantau_blobs_throw_errno (error, fresh);
  ok = pantau_blobs_write_all (fd, (const guint8 *) text, strlen (text)) && fsync (fd) == 0;
  if (!ok)
    pantau_blobs_throw_errno (error, fresh);
  close (fd);
  if (ok && g_rename (fresh, name) != 0)
    ok = pantau_blobs_throw_errno (error, name);
  if (!ok)
    {
      g_unlink (fresh);
      return FALSE;
    }

  return pantau_copy_sync (path, error);
}

gboolean
pantau_copy_sync (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    pantau_blobs_throw_errno (error, path);
  if (fd >= 0)
    close (fd);

  return ok;
}

/* Hashes what @in gives, and writes it to @out where that is one. */
static char *
carry (int in, int out, gint64 *size)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *hash = NULL;
  gboolean ok = TRUE;
  gssize n;

  *size = 0;
  while (ok && (n = read (in, buffer, CHUNK)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      ok = n > 0 && (out < 0 || pantau_blobs_write_all (out, buffer, (gsize) n));
      if (!ok)
        break;
      pantau_sha256_update (sum, buffer, (gsize) n);
      *size += n;
    }
  hash = pantau_sha256_end (sum);

  return ok ? g_steal_pointer (&hash) : NULL;
}

char *
pantau_copy_hash_file (const char *path, gint64 *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  char *hash = fd >= 0 ? carry (fd, -1, size) : NULL;

  if (hash == NULL)
    pantau_blobs_throw_errno (error, path);
  if (fd >= 0)
    close (fd);

  return hash;
}

gboolean
pantau_copy_file (const char *from, const char *to, char **hash, GError **error)
{
  int in = g_open (from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0), out = -1;
  g_autofree char *sum = NULL;
  gint64 size;
  gboolean ok = in >= 0;

  if (!ok)
    return pantau_blobs_throw_errno (error, from);

  out = g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  sum = out >= 0 ? carry (in, out, &size) : NULL;
  ok = sum != NULL && fsync (out) == 0;
  if (!ok)
    pantau_blobs_throw_errno (error, to);
  close (in);
  if (out >= 0)
    {
      close (out);
      if (!ok)
        g_unlink (to);
    }
  if (ok && hash != NULL)
    *hash = g_steal_pointer (&sum);

  return ok;
}
