/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of drafts, in the session's threads: copying what may be large is an errand, so that nobody's typing waits for a phone's cable. */

#define G_LOG_DOMAIN "pantau-files"

#include "config.h"

#include "pantau-files-work.h"

#include <glib/gi18n-lib.h>

#include "pantau-attachment.h"
#include "pantau-drafts.h"
#include "pantau-edit-evidence.h"
#include "pantau-error.h"
#include "pantau-words-file.h"

PantauFileSource *
pantau_file_source_new_for_file (GFile *file)
{
  PantauFileSource *self = g_new0 (PantauFileSource, 1);
  g_autofree char *name = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = g_filename_display_name (name != NULL ? name : "?");

  return self;
}

PantauFileSource *
pantau_file_source_new_for_bytes (GBytes *bytes, const char *name)
{
  PantauFileSource *self = g_new0 (PantauFileSource, 1);

  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name != NULL && *name != '\0' ? name : _ ("Pasted picture"));

  return self;
}

PantauFileSource *
pantau_file_source_copy (const PantauFileSource *self)
{
  PantauFileSource *copy = g_new0 (PantauFileSource, 1);

  copy->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  copy->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  copy->name = g_strdup (self->name);
  copy->medium = g_strdup (self->medium);

  return copy;
}

void
pantau_file_source_free (PantauFileSource *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self->medium);
  g_free (self);
}

void
pantau_kept_file_free (PantauKeptFile *self)
{
  pantau_attachment_free (self->file);
  g_free (self->remark);
  g_free (self);
}

/* What is asked of a draft. */
typedef struct
{
  char *draft;
  char *record; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->draft);
  g_free (question->record);
  g_free (question);
}

/* (transfer full): NULL with an error. Takes @file in either case. */
static PantauKeptFile *
keep (PantauStore *store, PantauAttachment *file, const char *record, GError **error)
{
  g_autoptr (GPtrArray) others = pantau_store_same_file (store, file->hash, record, error);
  const char *stripped = pantau_words_file_stripped (file->stripped);
  g_autofree char *also = others != NULL ? pantau_words_file_same (others) : NULL;
  PantauKeptFile *self;

  if (others == NULL)
    {
      pantau_attachment_free (file);
      return NULL;
    }
  self = g_new0 (PantauKeptFile, 1);
  self->file = file;
  if (stripped != NULL && also != NULL)
    self->remark = g_strdup_printf ("%s\n%s", stripped, also);
  else
    self->remark = stripped != NULL ? g_strdup (stripped) : g_steal_pointer (&also);

  return self;
}

static gpointer
read_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) files = pantau_drafts_files (db, question->draft, error), kept = NULL;

  if (files == NULL)
    return NULL;
  kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_kept_file_free);
  while (files->len > 0)
    {
      PantauKeptFile *one =
          keep (store, g_ptr_array_steal_index (files, 0), question->record, error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (kept, one);
    }

  return g_steal_pointer (&kept);
}

void
pantau_files_read (PantauSession *session,
                   const char *draft,
                   const char *record,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->draft = g_strdup (draft);
  question->record = g_strdup (record);
  pantau_session_read (session, read_in_thread, question, question_free,
                       (GDestroyNotify) g_ptr_array_unref, G_PRIORITY_DEFAULT, NULL, callback,
                       data);
}

GPtrArray *
pantau_files_read_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_read_finish (session, result, error);
}

/* What goes to a thread. */
typedef struct
{
  char *draft;
  char *record;              /* (nullable) */
  PantauFileSource *source;  /* (owned) (nullable): of what comes */
  char *hash;                /* (nullable): of what goes, or is said something of */
  char *origin;              /* (nullable) */
  PantauFilesTell tell;      /* (nullable) */
  GObject *object;           /* (nullable): for @tell; never the last to hold it, in a thread */
  guint number;              /* for @tell */
  GCancellable *cancellable; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->draft);
  g_free (job->record);
  g_clear_pointer (&job->source, pantau_file_source_free);
  g_free (job->hash);
  g_free (job->origin);
  g_clear_object (&job->cancellable);
  g_free (job);
}

/* What the main loop is told. */
typedef struct
{
  PantauFilesTell tell;
  GObject *object; /* (owned) */
  guint number;
  goffset done, all;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_object_unref (word->object);
  g_free (word);
}

static gboolean
told_cb (gpointer data)
{
  Word *word = data;

  word->tell (word->object, word->number, word->done, word->all);

  return G_SOURCE_REMOVE;
}

/* In the thread. */
static void
tell_cb (goffset done, goffset all, gpointer data)
{
  const Job *job = data;
  Word *word = g_new (Word, 1);

  *word = (Word){ job->tell, g_object_ref (job->object), job->number, done, all };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, told_cb, word, word_free);
}

/* (transfer full) */
static PantauAttachment *
take_over (PantauHome *home, Job *job, GError **error)
{
  const PantauFileSource *source = job->source;
  PantauBlobs *blobs = pantau_home_get_blobs (home);
  g_autofree char *path = source->file != NULL ? g_file_get_path (source->file) : NULL;

  if (source->medium != NULL && path != NULL)
    return pantau_attachment_new_for_medium (
        path, source->medium, job->tell != NULL ? tell_cb : NULL, job, job->cancellable, error);

  return source->file != NULL
             ? pantau_attachment_new_for_file (blobs, source->file, job->cancellable, error)
             : pantau_attachment_new_for_bytes (blobs, source->bytes, source->name,
                                                job->cancellable, error);
}

/* What came of a file: one of both. */
typedef struct
{
  char *hash;    /* (nullable): it is among the files of the draft */
  GError *fault; /* (nullable): it is too large, and could be taken with a medium */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->hash);
  g_clear_error (&answer->fault);
  g_free (answer);
}

/* That it is too large is an answer: there is something that can be done about it. */
static gpointer
answer_fault (const PantauFileSource *source, GError *fault, GError **error)
{
  g_autofree char *path = source->file != NULL ? g_file_get_path (source->file) : NULL;
  Answer *answer;

  if (path == NULL || source->medium != NULL ||
      !g_error_matches (fault, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  answer = g_new0 (Answer, 1);
  answer->fault = fault;

  return answer;
}

static gpointer
add_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (PantauAttachment) attachment = NULL;
  GError *fault = NULL;
  Answer *answer;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  attachment = take_over (home, job, &fault);
  if (attachment == NULL)
    return answer_fault (job->source, fault, error);
  if (!pantau_drafts_attach (home, job->draft, job->record, attachment, error))
    {
      pantau_edit_discard (home, attachment->hash);
      return NULL;
    }
  answer = g_new0 (Answer, 1);
  answer->hash = g_strdup (attachment->hash);

  return answer;
}

void
pantau_files_add (PantauSession *session,
                  const char *draft,
                  const char *record,
                  const PantauFileSource *source,
                  PantauFilesTell tell,
                  GObject *object,
                  guint number,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->draft = g_strdup (draft);
  job->record = g_strdup (record);
  job->source = pantau_file_source_copy (source);
  job->tell = tell;
  job->object = object;
  job->number = number;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  pantau_session_send (session, add_in_thread, job, job_free, answer_free, callback, data);
}

char *
pantau_files_add_finish (PantauSession *session,
                         GAsyncResult *result,
                         gboolean *is_large,
                         GError **error)
{
  Answer *answer = pantau_session_write_finish (session, result, error);
  char *hash = answer != NULL ? g_steal_pointer (&answer->hash) : NULL;

  *is_large = answer != NULL && answer->fault != NULL;
  if (*is_large)
    g_propagate_error (error, g_steal_pointer (&answer->fault));
  g_clear_pointer (&answer, answer_free);

  return hash;
}

static gpointer
set_origin_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (
      pantau_drafts_set_origin (home, job->draft, job->hash, job->origin, error));
}

void
pantau_files_set_origin (PantauSession *session,
                         const char *draft,
                         const char *hash,
                         const char *origin,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->draft = g_strdup (draft);
  job->hash = g_strdup (hash);
  job->origin = g_strdup (origin);
  pantau_session_keep (session, set_origin_in_thread, job, job_free, NULL, callback, data);
}

static gpointer
remove_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (pantau_drafts_detach (home, job->draft, job->hash, error));
}

void
pantau_files_remove (PantauSession *session,
                     const char *draft,
                     const char *hash,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->draft = g_strdup (draft);
  job->hash = g_strdup (hash);
  pantau_session_keep (session, remove_in_thread, job, job_free, NULL, callback, data);
}

gboolean
pantau_files_remove_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error) != NULL;
}
