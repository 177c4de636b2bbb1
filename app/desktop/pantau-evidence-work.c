/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the verbs of the files section to those of the core. */

#define G_LOG_DOMAIN "pantau-evidence-work"

#include "config.h"

#include "pantau-evidence-work.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "pantau-advice.h"
#include "pantau-edit-evidence.h"
#include "pantau-error.h"
#include "pantau-evidence.h"
#include "pantau-session-fetch.h"
#include "pantau-words-file.h"
#include "pantau-words.h"

/* One deed on its way through the threads. */
typedef struct
{
  char *record;          /* (nullable) */
  char *hash;            /* (nullable) */
  char *text;            /* (nullable): a reason, a path, a name */
  GPtrArray *files;      /* (owned) (nullable): of GFile: to be taken over */
  GPtrArray *taken;      /* (owned) (nullable): of PantauAttachment: that were */
  GStrvBuilder *refused; /* (owned) (nullable): sentences on those that were not */
  GPtrArray *large;      /* (owned): of GFile: those of them that a medium can be said of */
  char *medium;          /* (nullable): where the only one is kept */
  char *origin;          /* (nullable): code: from whom they came */
  char *same;            /* (nullable): a sentence: other records have one of them */
  PantauEvidenceAsk ask; /* (nullable): before that is attached */
  gpointer ask_data;
  GCancellable *cancellable; /* (owned) (nullable) */
  PantauFetching *fetching;  /* (owned) (nullable) */
} Work;

static Work *
work_new (const char *record, const char *hash, const char *text, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);

  work->record = g_strdup (record);
  work->hash = g_strdup (hash);
  work->text = g_strdup (text);
  work->refused = g_strv_builder_new ();
  work->taken = pantau_attachments_new ();
  work->large = g_ptr_array_new_with_free_func (g_object_unref);
  work->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->record);
  g_free (work->hash);
  g_free (work->text);
  g_clear_pointer (&work->files, g_ptr_array_unref);
  g_clear_pointer (&work->taken, g_ptr_array_unref);
  g_clear_pointer (&work->refused, g_strv_builder_unref);
  g_clear_pointer (&work->large, g_ptr_array_unref);
  g_free (work->medium);
  g_free (work->origin);
  g_free (work->same);
  g_clear_object (&work->cancellable);
  g_clear_pointer (&work->fetching, pantau_fetching_unref);
  g_free (work);
}

/* --- Attaching and releasing: the bytes first, then the line --- */

static void
refuse (Work *work, GFile *file, const GError *error)
{
  g_autofree char *raw = g_file_get_basename (file),
                  *name = raw != NULL ? g_filename_display_name (raw) : g_strdup (""),
                  *clean = pantau_words_clean (name),
                  *reason = pantau_advice_sentence (error->message);
  /* Many of these sentences name the file themselves. */
  g_autofree char *sentence =
      strstr (reason, clean) != NULL
          ? g_strdup (reason)
          /* Translators: the name of a file, and the sentence why it is not attached */
          : g_strdup_printf (_ ("“%s”: %s"), clean, reason);

  g_strv_builder_add (work->refused, sentence);
}

/* The first that is the same file as an earlier one of this heap is enough. */
static gboolean
is_taken (GPtrArray *taken, const PantauAttachment *file)
{
  for (guint i = 0; i < taken->len; i++)
    if (g_str_equal (((PantauAttachment *) g_ptr_array_index (taken, i))->hash, file->hash))
      return TRUE;

  return FALSE;
}

/* (transfer full) */
static PantauAttachment *
take_over (PantauHome *home, Work *work, GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  PantauAttachment *taken;

  if (work->medium != NULL && path != NULL)
    return pantau_attachment_new_for_medium (path, work->medium, NULL, NULL, work->cancellable,
                                             error);
  taken =
      pantau_attachment_new_for_file (pantau_home_get_blobs (home), file, work->cancellable, error);
  if (taken == NULL && path != NULL &&
      g_error_matches (*error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    g_ptr_array_add (work->large, g_object_ref (file));

  return taken;
}

/* What a person should know before the line is written. That it cannot be asked hinders nobody. */
static void
find_same (PantauHome *home, Work *work)
{
  for (guint i = 0; i < work->taken->len && work->same == NULL; i++)
    {
      const PantauAttachment *file = g_ptr_array_index (work->taken, i);
      g_autoptr (GPtrArray) others =
          pantau_store_same_file (pantau_home_get_store (home), file->hash, work->record, NULL);
      g_autofree char *also = others != NULL ? pantau_words_file_same (others) : NULL;

      if (also != NULL)
        /* Translators: the name of a file, and “Also on the record …” */
        work->same = g_strdup_printf (_ ("“%s”: %s"), file->name, also);
    }
}

static gpointer
import_in_thread (PantauHome *home, gpointer data, GError **error)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);

  for (guint i = 0; i < work->files->len; i++)
    {
      GFile *file = g_ptr_array_index (work->files, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (PantauAttachment) taken = take_over (home, work, file, &local_error);

      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (taken == NULL)
        refuse (work, file, local_error);
      else if (!is_taken (work->taken, taken))
        {
          taken->origin = g_strdup (work->origin);
          g_ptr_array_add (work->taken, g_steal_pointer (&taken));
        }
    }
  if (work->ask != NULL)
    find_same (home, work);

  return NULL;
}

static void
discard (PantauHome *home, Work *work)
{
  for (guint i = 0; i < work->taken->len; i++)
    pantau_edit_discard (home, ((PantauAttachment *) g_ptr_array_index (work->taken, i))->hash);
}

static gpointer
discard_in_thread (PantauHome *home, gpointer data, GError **error)
{
  discard (home, g_task_get_task_data (data));

  return NULL;
}

static gpointer
write_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = g_task_get_task_data (data);
  gboolean is_written;

  if (work->hash == NULL)
    is_written = pantau_edit_attach (home, work->record, work->taken, NULL, NULL, error);
  else
    is_written =
        pantau_edit_release_masked (home, work->record, work->hash,
                                    g_ptr_array_index (work->taken, 0), work->text, NULL, error);
  if (!is_written)
    discard (home, work);

  return NULL;
}

static void
was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, work->taken->len);
}

static void
write_line (GTask *task)
{
  pantau_session_write (g_task_get_source_object (task), write_in_thread, g_object_ref (task),
                        g_object_unref, NULL, was_written, g_object_ref (task));
}

static void
let_go (GTask *task)
{
  pantau_session_ask (g_task_get_source_object (task), discard_in_thread, g_object_ref (task),
                      g_object_unref, NULL, NULL, NULL);
}

struct _PantauEvidenceQuestion
{
  GTask *task; /* (owned) */
};

void
pantau_evidence_work_answer (PantauEvidenceQuestion *question, gboolean go_on)
{
  g_autoptr (GTask) task = g_steal_pointer (&question->task);

  g_free (question);
  if (go_on)
    {
      write_line (task);
      return;
    }
  let_go (task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                           _ ("nothing was attached"));
}

static void
was_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  PantauEvidenceQuestion *question;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    {
      let_go (task);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (work->taken->len == 0)
    g_task_return_int (task, 0);
  else if (work->same != NULL)
    {
      question = g_new0 (PantauEvidenceQuestion, 1);
      question->task = g_steal_pointer (&task);
      work->ask (question, work->same, work->ask_data);
    }
  else
    write_line (task);
}

static void
import (PantauSession *session, Work *work, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, data);

  g_task_set_task_data (task, work, work_free);
  pantau_session_send (session, import_in_thread, g_object_ref (task), g_object_unref, NULL,
                       was_imported, g_object_ref (task));
}

void
pantau_evidence_work_attach (PantauSession *session,
                             const char *record,
                             GPtrArray *files,
                             const char *medium,
                             const char *origin,
                             PantauEvidenceAsk ask,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  Work *work = work_new (record, NULL, NULL, cancellable);

  work->files = g_ptr_array_ref (files);
  work->medium = files->len == 1 ? g_strdup (medium) : NULL;
  work->origin = g_strdup (origin);
  work->ask = ask;
  work->ask_data = data;
  import (session, work, callback, data);
}

guint
pantau_evidence_work_attach_finish (
    PantauSession *session, GAsyncResult *result, GStrv *refused, GPtrArray **large, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_auto (GStrv) sentences = g_strv_builder_end (work->refused);
  gssize n = g_task_propagate_int (G_TASK (result), error);

  *refused = sentences[0] != NULL ? g_steal_pointer (&sentences) : NULL;
  *large = work->large->len > 0 ? g_ptr_array_ref (work->large) : NULL;

  return n > 0 ? (guint) n : 0;
}

static gpointer
release_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = data;
  const char *const targets[] = { work->hash, NULL };

  return GINT_TO_POINTER (
      pantau_edit_release_files (home, work->record, targets, work->text, NULL, error));
}

static void
forward_result (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, 1);
}

void
pantau_evidence_work_release (PantauSession *session,
                              const char *record,
                              const char *hash,
                              GFile *masked,
                              const char *reason,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Work *work = work_new (record, hash, reason, NULL);

  if (masked == NULL)
    {
      pantau_session_write (session, release_in_thread, work, work_free, NULL, forward_result,
                            g_task_new (session, NULL, callback, data));
      return;
    }
  work->files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (work->files, g_object_ref (masked));
  import (session, work, callback, data);
}

/* --- Fetching, opening --- */

static gpointer
fetch_in_thread (PantauHome *home, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = g_task_get_task_data (data);

  return GINT_TO_POINTER (pantau_evidence_fetch_telling (
      home, work->record, work->hash, pantau_fetching_note, work->fetching, cancellable, error));
}

static void
fetch_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (data);

  pantau_session_end_fetch (PANTAU_SESSION (source), work->fetching);
  forward_result (source, result, data);
}

void
pantau_evidence_work_fetch (PantauSession *session,
                            const char *record,
                            const char *hash,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (session, NULL, callback, data);
  Work *work = work_new (record, hash, NULL, NULL);

  work->fetching = pantau_session_begin_fetch (session, hash, cancellable);
  g_task_set_task_data (task, work, work_free);
  pantau_session_fetch (session, PANTAU_PEER_PROVINCE, fetch_in_thread, g_object_ref (task),
                        g_object_unref, NULL, pantau_fetching_get_cancellable (work->fetching),
                        fetch_ended, task);
}

gboolean
pantau_evidence_work_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  gssize n = g_task_propagate_int (G_TASK (result), error);

  if (n != 0 || work == NULL)
    return n > 0;

  /* A masked copy that could not be taken over: it is the only file, and its sentence says why. */
  {
    g_auto (GStrv) sentences = g_strv_builder_end (work->refused);

    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         sentences[0] != NULL ? sentences[0] : "");
  }

  return FALSE;
}

/* One for each process: another one may still show its own. (transfer full) */
static char *
copies_path (pid_t process)
{
  g_autofree char *name = g_strdup_printf ("%d", (int) process);

  return g_build_filename (g_get_user_cache_dir (), "pantau", "opened", name, NULL);
}

static gpointer
open_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = data;
  g_autofree char *copies = copies_path (getpid ()),
                  *directory = g_build_filename (copies, work->hash, NULL),
                  *path = g_build_filename (directory, work->text, NULL);

  if (g_mkdir_with_parents (directory, 0700) < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s", g_strerror (code));
      return NULL;
    }
  if (!pantau_evidence_save (home, work->hash, path, TRUE, NULL, error))
    return NULL;
  g_chmod (path, 0400);

  return g_steal_pointer (&path);
}

void
pantau_evidence_work_open (PantauSession *session,
                           const char *hash,
                           const char *name,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  pantau_session_send (session, open_in_thread, work_new (NULL, hash, name, NULL), work_free,
                       g_free, callback, data);
}

char *
pantau_evidence_work_open_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

/* Copies, one directory for each file: no deeper. */
static void
remove_copies (const char *path)
{
  g_autoptr (GDir) copies = g_dir_open (path, 0, NULL);
  const char *hash;

  while (copies != NULL && (hash = g_dir_read_name (copies)) != NULL)
    {
      g_autofree char *directory = g_build_filename (path, hash, NULL);
      g_autoptr (GDir) files = g_dir_open (directory, 0, NULL);
      const char *name;

      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *file = g_build_filename (directory, name, NULL);

          g_unlink (file);
        }
      g_rmdir (directory);
    }
  g_rmdir (path);
}

void
pantau_evidence_work_sweep (void)
{
  g_autofree char *all = g_build_filename (g_get_user_cache_dir (), "pantau", "opened", NULL);
  g_autoptr (GDir) directory = g_dir_open (all, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      pid_t process = (pid_t) g_ascii_strtoll (name, NULL, 10);
      g_autofree char *path = g_build_filename (all, name, NULL);

      if (process == getpid () || (process > 0 && kill (process, 0) < 0 && errno == ESRCH))
        remove_copies (path);
    }
}
