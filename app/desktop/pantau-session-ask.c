/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the reading thread, acts in the writing one, the settings that it keeps, and what was typed and not written. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-session-private.h"

#include <glib/gi18n-lib.h>

/* A question or an act: what the thread needs of it. */
typedef struct
{
  PantauReadFunc read;
  PantauWriteFunc write;
  PantauPeerFunc fetch;
  GCancellable *cancellable; /* (owned) (nullable): of whoever asked to fetch */
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_answer;
  gboolean is_shown; /* lists and the province care about it */

  /* Output */
  PantauStanding standing;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  if (ask->free_data != NULL)
    ask->free_data (ask->data);
  g_clear_object (&ask->cancellable);
  pantau_standing_clear (&ask->standing);
  g_free (ask);
}

static void
return_answer (GTask *task, Ask *ask, gpointer answer, GError *error)
{
  if (error != NULL)
    {
      g_task_return_error (task, error);
      if (answer != NULL && ask->free_answer != NULL)
        ask->free_answer (answer);
      return;
    }
  g_task_return_pointer (task, answer, ask->free_answer);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauSession *self = source;
  Ask *ask = data;
  GError *error = NULL;
  gpointer answer = ask->read (pantau_reader_get_store (self->reader),
                               pantau_reader_get_db (self->reader), ask->data, cancellable, &error);

  return_answer (task, ask, answer, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauSession *self = source;
  Ask *ask = data;
  g_autoptr (GError) store_error = NULL;
  GError *error = NULL;
  gpointer answer = ask->write (self->home, ask->data, &error);

  if (ask->is_shown)
    {
      if (!pantau_store_catch_up (pantau_home_get_store (self->home), &store_error))
        g_message ("%s", store_error->message);
      pantau_standing_read (&ask->standing, self->home);
    }
  return_answer (task, ask, answer, error);
}

static void
cancel_other (GCancellable *cancellable, gpointer other)
{
  g_cancellable_cancel (other);
}

static void
fetch_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauSession *self = source;
  Ask *ask = data;
  g_autoptr (GCancellable) either = g_cancellable_new ();
  gulong closing = g_cancellable_connect (self->closing, G_CALLBACK (cancel_other), either, NULL);
  gulong asked =
      ask->cancellable != NULL
          ? g_cancellable_connect (ask->cancellable, G_CALLBACK (cancel_other), either, NULL)
          : 0;
  GError *error = NULL;
  gpointer answer = NULL;

  if (!g_cancellable_set_error_if_cancelled (either, &error))
    answer = ask->fetch (self->home, ask->data, either, &error);
  g_cancellable_disconnect (ask->cancellable, asked);
  g_cancellable_disconnect (self->closing, closing);
  return_answer (task, ask, answer, error);
}

void
pantau_session_read (PantauSession *self,
                     PantauReadFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_answer,
                     int priority,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  ask->read = func;
  ask->data = data;
  ask->free_data = free_data;
  ask->free_answer = free_answer;
  g_task_set_source_tag (task, pantau_session_read);
  g_task_set_task_data (task, ask, ask_free);
  g_task_set_priority (task, priority);
  if (self->is_closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _ ("the home is closed"));
  else
    pantau_worker_push (self->reading, task, read_in_thread);
}

gpointer
pantau_session_read_finish (PantauSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* In @worker, which is made by @name when it is first needed. */
static void
push (PantauSession *self,
      PantauWorker **worker,
      const char *name,
      const Ask *what,
      GTaskThreadFunc func,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, push);
  g_task_set_task_data (task, g_memdup2 (what, sizeof *what), ask_free);
  if (self->is_closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _ ("the home is closed"));
      return;
    }
  if (*worker == NULL)
    *worker = pantau_worker_new (name);
  pantau_worker_push (*worker, task, func);
}

static void
act (PantauSession *self,
     PantauWriteFunc func,
     gpointer data,
     GDestroyNotify free_data,
     GDestroyNotify free_answer,
     gboolean is_shown,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  const Ask ask = { .write = func,
                    .data = data,
                    .free_data = free_data,
                    .free_answer = free_answer,
                    .is_shown = is_shown };

  push (self, &self->writer, "writer", &ask, write_in_thread, callback, user_data);
}

/* The act is done: then lists and province hear of it, and then whoever asked. */
static void
act_is_done (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauSession *self = PANTAU_SESSION (source);
  g_autoptr (GTask) outer = data;
  Ask *ask = g_task_get_task_data (G_TASK (result));
  GDestroyNotify free_answer = ask->free_answer;
  GError *error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (!self->is_closed)
    {
      pantau_session_take_standing (self, &ask->standing);
      pantau_session_announce_change (self);
      if (self->sync != NULL)
        pantau_sync_thread_wake (self->sync);
    }

  if (error != NULL)
    g_task_return_error (outer, error);
  else
    g_task_return_pointer (outer, answer, free_answer);
}

static void
act_was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  Ask *ask = g_task_get_task_data (G_TASK (result));
  GDestroyNotify free_answer = ask->free_answer;
  GError *error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (!PANTAU_SESSION (source)->is_closed)
    g_signal_emit_by_name (source, "kept");

  if (error != NULL)
    g_task_return_error (outer, error);
  else
    g_task_return_pointer (outer, answer, free_answer);
}

void
pantau_session_write (PantauSession *self,
                      PantauWriteFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_answer,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  act (self, func, data, free_data, free_answer, TRUE, act_is_done,
       g_task_new (self, NULL, callback, user_data));
}

void
pantau_session_keep (PantauSession *self,
                     PantauWriteFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_answer,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  act (self, func, data, free_data, free_answer, FALSE, act_was_kept,
       g_task_new (self, NULL, callback, user_data));
}

void
pantau_session_ask (PantauSession *self,
                    PantauWriteFunc func,
                    gpointer data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_answer,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  act (self, func, data, free_data, free_answer, FALSE, callback, user_data);
}

void
pantau_session_send (PantauSession *self,
                     PantauWriteFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_answer,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  const Ask ask = {
    .write = func, .data = data, .free_data = free_data, .free_answer = free_answer
  };

  push (self, &self->errands, "errands", &ask, write_in_thread, callback, user_data);
}

void
pantau_session_fetch (PantauSession *self,
                      PantauPeer peer,
                      PantauPeerFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_answer,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  static const char *const names[PANTAU_N_PEERS] = { "province", "agency" };
  const Ask ask = {
    .fetch = func,
    .cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL,
    .data = data,
    .free_data = free_data,
    .free_answer = free_answer,
  };

  g_return_if_fail (peer < PANTAU_N_PEERS);

  push (self, &self->peers[peer], names[peer], &ask, fetch_in_thread, callback, user_data);
}

void
pantau_session_inspect (PantauSession *self,
                        PantauWriteFunc func,
                        gpointer data,
                        GDestroyNotify free_data,
                        GDestroyNotify free_answer,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  const Ask ask = {
    .write = func, .data = data, .free_data = free_data, .free_answer = free_answer
  };

  push (self, &self->checks, "checks", &ask, write_in_thread, callback, user_data);
}

gpointer
pantau_session_write_finish (PantauSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
pantau_session_get_setting (PantauSession *self, const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

typedef struct
{
  char *name;
  char *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gpointer
keep_setting (PantauHome *home, gpointer data, GError **error)
{
  Setting *setting = data;

  pantau_home_set_setting (home, setting->name, setting->value, error);

  return NULL;
}

void
pantau_session_set_setting (PantauSession *self, const char *name, const char *value)
{
  Setting *setting;

  if (g_strcmp0 (g_hash_table_lookup (self->settings, name), value) == 0)
    return;

  setting = g_new0 (Setting, 1);
  setting->name = g_strdup (name);
  setting->value = g_strdup (value);
  if (value != NULL)
    g_hash_table_replace (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  act (self, keep_setting, setting, setting_free, NULL, FALSE, NULL, NULL);
  g_signal_emit_by_name (self, "setting-changed", name);
}

/* Beside the program's own settings. (transfer full) */
static char *
typed_setting (const char *key)
{
  return g_strconcat ("typed ", key, NULL);
}

const char *
pantau_session_get_typed (PantauSession *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->typed, key);
  g_autofree char *name = typed_setting (key);

  return text != NULL ? text : g_hash_table_lookup (self->settings, name);
}

void
pantau_session_set_typed (PantauSession *self, const char *key, const char *text, gboolean in_home)
{
  g_autofree char *name = typed_setting (key);

  if (in_home)
    pantau_session_set_setting (self, name, text);
  else if (text != NULL)
    g_hash_table_replace (self->typed, g_strdup (key), g_strdup (text));
  else
    g_hash_table_remove (self->typed, key);
}
