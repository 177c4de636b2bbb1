/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a home behind a window, which may take as long as a check of its database: in a thread, telling how far it is. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-session-private.h"

/* How long a check may keep a person from the window; small homes are whole or mended by then. */
#define PATIENCE 4000 /* ms */

/* How often is told how far it is. */
#define TELL_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  char *path;
  gboolean create;
  PantauOpenProgress progress; /* (nullable) */
  gpointer progress_data;
  gint64 told_at; /* monotonic µs; of the thread */
} Opening;

/* What a check found after the opening, on its way to the main loop. */
typedef struct
{
  GWeakRef session;
  char *text;
} Damage;

/* A sentence on its way to the main loop. */
typedef struct
{
  GTask *task; /* (owned) */
  char *sentence;
} News;

static GHashTable *
read_settings (PantauHome *home, GError **error)
{
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (home), "SELECT name, value FROM setting", "");

  while (pantau_stmt_next (stmt))
    g_hash_table_replace (settings, g_strdup (pantau_stmt_text (stmt, 0)),
                          g_strdup (pantau_stmt_text (stmt, 1)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&settings) : NULL;
}

static gboolean
make_home (const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (path, "home.json", NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS) || pantau_home_create (path, FALSE, error);
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news->sentence);
  g_free (news);
}

static gboolean
deliver (gpointer data)
{
  News *news = data;
  const Opening *opening = g_task_get_task_data (news->task);

  if (!g_task_get_completed (news->task))
    opening->progress (news->sentence, opening->progress_data);

  return G_SOURCE_REMOVE;
}

/* (transfer full) */
static char *
describe (PantauHomeStep step, gint64 done, gint64 total)
{
  g_autofree char *share = NULL;

  if (step == PANTAU_HOME_CHECKS)
    return g_strdup (_ (
        "It is being checked, because the computer stopped while it was open. Nothing is lost."));

  share = pantau_format_integer (total > 0 ? done * 100 / total : 0);

  /* Translators: %s is a number from 0 to 100. */
  return g_strdup_printf (
      _ ("Its records are being prepared for this version: %s%% done. Nothing is lost."), share);
}

static void
tell (PantauHomeStep step, gint64 done, gint64 total, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  gint64 now = g_get_monotonic_time ();
  News *news;

  if (opening->progress == NULL || now < opening->told_at + TELL_INTERVAL)
    return;

  opening->told_at = now;
  news = g_new0 (News, 1);
  news->task = g_object_ref (task);
  news->sentence = describe (step, done, total);
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, deliver, news,
                              news_free);
}

static PantauOpened *
open_home (GTask *task, GError **error)
{
  const Opening *opening = g_task_get_task_data (task);
  g_autoptr (PantauOpened) self = NULL;
  g_autoptr (PantauHome) home = NULL;

  if (opening->create && !make_home (opening->path, error))
    return NULL;
  home = pantau_home_open_telling (opening->path, PANTAU_HOME_WRITE, PATIENCE, tell, task, error);
  /* The main loop reads no files. */
  if (home == NULL || !pantau_reference_load (pantau_home_get_reference (home), error))
    return NULL;

  self = g_new0 (PantauOpened, 1);
  self->home = g_steal_pointer (&home);
  self->reader = pantau_reader_new (self->home, error);
  self->settings = self->reader != NULL ? read_settings (self->home, error) : NULL;
  if (self->settings == NULL)
    return NULL;
  pantau_standing_read (&self->standing, self->home);

  return g_steal_pointer (&self);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  PantauOpened *opened = open_home (task, &error);

  if (opened == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, opened, (GDestroyNotify) pantau_opened_free);
}

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening);
}

void
pantau_session_open_telling (const char *path,
                             gboolean create,
                             PantauOpenProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->create = create;
  opening->progress = progress;
  opening->progress_data = progress_data;
  g_task_set_source_tag (task, pantau_session_open_telling);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

void
pantau_session_open (const char *path,
                     gboolean create,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  pantau_session_open_telling (path, create, NULL, NULL, cancellable, callback, data);
}

static gboolean
tell_damage (gpointer data)
{
  Damage *damage = data;
  g_autoptr (PantauSession) self = g_weak_ref_get (&damage->session);

  if (self != NULL && !self->is_closed)
    {
      g_free (self->repair);
      self->repair = g_steal_pointer (&damage->text);
      g_signal_emit_by_name (self, "repair-changed");
    }

  return G_SOURCE_REMOVE;
}

static void
damage_free (gpointer data)
{
  Damage *damage = data;

  g_weak_ref_clear (&damage->session);
  g_free (damage->text);
  g_free (damage);
}

/* In the thread that checks. */
static void
damage_found (const GError *error, gpointer data)
{
  Damage *damage = g_new0 (Damage, 1);
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  g_weak_ref_init (&damage->session, data);
  damage->text = g_strjoin (" ", sentence, pantau_advice_for_error (error), NULL);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_damage, damage, damage_free);
}

PantauSession *
pantau_session_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (PantauOpened) opened = g_task_propagate_pointer (G_TASK (result), error);
  g_autofree char *contact = NULL;
  PantauSession *self;

  if (opened == NULL)
    return NULL;

  self = g_object_new (PANTAU_TYPE_SESSION, NULL);
  self->path = g_strdup (pantau_home_get_path (opened->home));
  self->device = g_strdup (pantau_home_get_device (opened->home));
  self->repair = g_strdup (pantau_home_get_repair (opened->home));
  self->reference = pantau_reference_ref (pantau_home_get_reference (opened->home));
  self->home = g_steal_pointer (&opened->home);
  self->reader = g_steal_pointer (&opened->reader);
  g_hash_table_unref (self->settings);
  self->settings = g_steal_pointer (&opened->settings);
  self->writer = pantau_worker_new ("writing");
  self->reading = pantau_worker_new ("reading");

  contact = g_strdup (pantau_session_get_setting (self, PANTAU_SETTING_CONTACT));
  self->last_contact = contact != NULL ? g_ascii_strtoll (contact, NULL, 10) : 0;
  self->kept_contact = self->last_contact;
  self->phase =
      pantau_home_get_server (self->home) != NULL ? PANTAU_PHASE_OFFLINE : PANTAU_PHASE_ALONE;
  pantau_session_take_standing (self, &opened->standing);
  pantau_home_set_damage_func (self->home, damage_found, self);
  pantau_session_begin_sync (self);

  return self;
}

void
pantau_opened_free (PantauOpened *self)
{
  g_clear_pointer (&self->reader, pantau_reader_free);
  g_clear_pointer (&self->home, pantau_home_close);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  pantau_standing_clear (&self->standing);
  g_free (self);
}
