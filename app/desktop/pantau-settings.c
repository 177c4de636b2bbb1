/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to the person at this account. */

#define G_LOG_DOMAIN "pantau-settings"

#include "config.h"

#include "pantau-settings.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "pantau-worker.h"

#define GROUP "pantau"

struct _PantauSettings
{
  char *path;
  GKeyFile *file;       /* (owned) */
  GHashTable *values;   /* name → value, as they were read or set */
  PantauWorker *worker; /* (owned) (nullable) until something is set */
};

typedef struct
{
  char *path;
  char *text;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
}

/* A setting that cannot be kept is no reason to trouble anybody: it is asked again next time. */
static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  g_autofree char *directory = g_path_get_dirname (writing->path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (directory, 0700);
  if (!g_file_set_contents_full (writing->path, writing->text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    g_message ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

PantauSettings *
pantau_settings_new (const char *path)
{
  PantauSettings *self = g_new0 (PantauSettings, 1);

  self->path = path != NULL
                   ? g_strdup (path)
                   : g_build_filename (g_get_user_config_dir (), "pantau", "settings.ini", NULL);
  self->file = g_key_file_new ();
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* What another program wrote there, and comments, stay. */
  if (!g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_KEEP_COMMENTS, NULL))
    {
      g_key_file_unref (self->file);
      self->file = g_key_file_new ();
    }

  return self;
}

void
pantau_settings_free (PantauSettings *self)
{
  g_clear_pointer (&self->worker, pantau_worker_free);
  g_key_file_unref (self->file);
  g_hash_table_unref (self->values);
  g_free (self->path);
  g_free (self);
}

const char *
pantau_settings_get (PantauSettings *self, const char *name)
{
  char *value = g_hash_table_lookup (self->values, name);

  if (value == NULL)
    {
      value = g_key_file_get_string (self->file, GROUP, name, NULL);
      if (value != NULL)
        g_hash_table_insert (self->values, g_strdup (name), value);
    }

  return value;
}

void
pantau_settings_set (PantauSettings *self, const char *name, const char *value)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  if (g_strcmp0 (pantau_settings_get (self, name), value) == 0)
    return;
  g_key_file_set_string (self->file, GROUP, name, value);
  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));

  writing = g_new0 (Writing, 1);
  writing->path = g_strdup (self->path);
  writing->text = g_key_file_to_data (self->file, NULL, NULL);
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, writing, writing_free);
  if (self->worker == NULL)
    self->worker = pantau_worker_new ("settings");
  pantau_worker_push (self->worker, task, write_in_thread);
}
