/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One key of the province follows another: what the province keeps of it, and how it is done without a moment in which it has none. */

#include "config.h"

#include "succession.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "officers.h"
#include "pantau-error.h"
#include "pantau-homefile.h"
#include "pantau-json.h"
#include "pantau-succession.h"
#include "restore.h"

#define SETTING "succession"
#define KEY     "province.key"

void
pantau_lineage_free (PantauLineage *self)
{
  g_free (self->statements);
  g_strfreev (self->keys);
  g_free (self);
}

/* From @name backwards: what it followed, what that did, and so on. */
static GStrv
read_keys (JsonObject *object, const char *name)
{
  JsonArray *statements = pantau_json_array (object, "statements");
  guint n = statements != NULL ? json_array_get_length (statements) : 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, name);
  for (guint i = n; i > 0; i--)
    {
      g_autofree char *text =
          pantau_json_object_text (json_array_get_object_element (statements, i - 1));
      g_autoptr (PantauSuccession) one = pantau_succession_open (text, strlen (text), NULL);

      /* One that was never gone through with, or undone by a later one, leads to a key that nobody has. */
      if (one != NULL && !g_str_equal (one->old, name))
        g_strv_builder_add (builder, one->old);
    }

  return g_strv_builder_end (builder);
}

static JsonObject *
load_object (PantauDb *db, GError **error)
{
  g_autofree char *text = NULL;
  JsonObject *object;

  if (!pantau_db_text (db, &text, error, "SELECT value FROM setting WHERE name = '" SETTING "'",
                       ""))
    return NULL;
  if (text != NULL)
    return pantau_json_parse_known (text, error);

  object = json_object_new ();
  json_object_set_array_member (object, "statements", json_array_new ());

  return object;
}

PantauLineage *
pantau_lineage_load (PantauDb *db, const char *name, GError **error)
{
  g_autoptr (JsonObject) object = load_object (db, error);
  PantauLineage *self;

  if (object == NULL)
    return NULL;

  self = g_new0 (PantauLineage, 1);
  self->statements = pantau_json_object_text (object);
  self->keys = read_keys (object, name);

  return self;
}

/* What the recovery key said of @key last, among the statements; NULL where nothing followed it. */
static char *
find_next (JsonObject *object, const char *key)
{
  JsonArray *statements = pantau_json_array (object, "statements");
  guint n = statements != NULL ? json_array_get_length (statements) : 0;
  gint64 serial = 0;
  char *next = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
          pantau_json_object_text (json_array_get_object_element (statements, i));
      g_autoptr (PantauSuccession) one = pantau_succession_open (text, strlen (text), NULL);

      if (one == NULL || !g_str_equal (one->old, key) || one->serial <= serial)
        continue;
      serial = one->serial;
      g_free (next);
      next = g_strdup (one->new);
    }

  return next;
}

char *
pantau_lineage_find_last (PantauDb *db, GError **error)
{
  g_autoptr (JsonObject) object = load_object (db, error);
  g_autofree char *name = NULL;

  if (object == NULL ||
      !pantau_db_text (db, &name, error,
                       "SELECT value FROM setting WHERE name = '" PANTAU_PROVINCE_NAME "'", ""))
    return NULL;
  if (name != NULL)
    return g_steal_pointer (&name);

  if (!pantau_db_text (db, &name, error,
                       "SELECT device FROM invitation JOIN entry ON n = granted "
                       "ORDER BY granted DESC LIMIT 1",
                       ""))
    return NULL;
  for (guint i = 0; name != NULL && i < PANTAU_SUCCESSION_MOST; i++)
    {
      char *next = find_next (object, name);

      if (next == NULL)
        return g_steal_pointer (&name);
      g_free (name);
      name = next;
    }

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("nothing in the province's database says which key it had"));
}

void
pantau_lineage_handle (PantauRequest *request, gpointer data)
{
  PantauProvince *province = data;

  pantau_request_reply_text (request, 200, "application/json",
                             pantau_province_get_lineage (province)->statements);
}

char *
pantau_lineage_next_path (const char *dir)
{
  return g_build_filename (dir, KEY ".next", NULL);
}

/* Statements stay in their order; the same once more is not added. */
static gboolean
note (PantauDb *db, const char *statement, GError **error)
{
  g_autoptr (JsonObject) object = load_object (db, error);
  JsonObject *one = object != NULL ? pantau_json_parse_known (statement, error) : NULL;
  JsonArray *statements;
  g_autofree char *again = NULL, *text = NULL;

  if (one == NULL)
    return FALSE;
  again = pantau_json_object_text (one);
  statements = pantau_json_array (object, "statements");
  for (guint i = 0; i < json_array_get_length (statements); i++)
    {
      g_autofree char *known =
          pantau_json_object_text (json_array_get_object_element (statements, i));

      if (g_str_equal (known, again))
        {
          json_object_unref (one);
          return TRUE;
        }
    }
  json_array_add_object_element (statements, one);
  text = pantau_json_object_text (object);

  return pantau_db_run (db, error,
                        "INSERT INTO setting (name, value) VALUES ('" SETTING "', ?1) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?1",
                        "s", text);
}

/* On the disk when it returns, whatever the machine does then. */
static gboolean
sync_directory (const char *dir, GError **error)
{
  int fd = g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    pantau_throw_write (error, dir, errno);
  if (fd >= 0)
    close (fd);

  return ok;
}

/* At no moment is there no key, unless it was lost: the old one gets a second name, then the new one takes the first. */
static gboolean
replace_key (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, KEY, NULL);
  g_autofree char *next = pantau_lineage_next_path (dir);

  for (guint n = 1; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_autofree char *name = g_strdup_printf (KEY ".before-%u", n);
      g_autofree char *before = g_build_filename (dir, name, NULL);

      if (link (path, before) == 0)
        break;
      if (errno != EEXIST)
        return pantau_throw_write (error, before, errno);
    }

  return (g_rename (next, path) == 0 || pantau_throw_write (error, path, errno)) &&
         sync_directory (dir, error);
}

static gboolean
check (PantauProvince *province,
       const char *old,
       const PantauSuccession *succession,
       const char *next,
       GError **error)
{
  g_autofree char *fingerprint = pantau_officers_get_fingerprint (province);

  if (!g_str_equal (succession->old, old) || !g_str_equal (succession->new, next))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("this statement is about other keys: it lets %s follow %s"),
                         succession->new, succession->old);
  if (fingerprint != NULL && !g_str_equal (fingerprint, succession->fingerprint))
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("this statement is signed by the recovery key %s, the list of "
                            "identity officers by %s: homes would not believe it"),
                         succession->fingerprint, fingerprint);

  return TRUE;
}

gboolean
pantau_lineage_follow (PantauProvince *province,
                       const char *old,
                       const char *statement,
                       GError **error)
{
  const char *dir = pantau_province_get_path (province);
  PantauDb *db = pantau_province_get_db (province);
  g_autofree char *next_path = pantau_lineage_next_path (dir), *epoch = NULL;
  g_autoptr (PantauKeypair) next = NULL;
  g_autoptr (PantauSuccession) succession =
      pantau_succession_open (statement, strlen (statement), error);

  if (succession == NULL)
    return FALSE;

  /* Told again after it was done: the file has gone its way. */
  if (g_str_equal (succession->new, old))
    return TRUE;
  if (!g_file_test (next_path, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         _ ("there is no next key in “%s”; make one with: pantau-province keys "
                            "next --dir DIR REQUEST"),
                         dir);
  next = pantau_keyfile_load (next_path, error);
  if (next == NULL || !check (province, old, succession, pantau_keypair_get_name (next), error))
    return FALSE;

  if (!note (db, statement, error))
    return FALSE;
  epoch = pantau_restore_begin_epoch (db, error);

  return epoch != NULL && replace_key (dir, error);
}
