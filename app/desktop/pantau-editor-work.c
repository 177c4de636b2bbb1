/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading and saving for the editor: what runs in the threads of the session, and what goes there and back. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include "pantau-editor-work.h"

#include "pantau-drafts.h"
#include "pantau-edit-identity.h"
#include "pantau-edit.h"
#include "pantau-place.h"

#define PLACES_RECENT "places-recent"

/* What was read for a form. */
typedef struct
{
  PantauUnfinished *draft; /* (nullable) */
  PantauRecord *record;    /* (nullable) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->draft, pantau_unfinished_free);
  g_clear_object (&loaded->record);
  g_free (loaded);
}

static gpointer
read_draft (PantauHome *home, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->draft = pantau_drafts_load (home, data, error);
  if (loaded->draft != NULL && loaded->draft->record != NULL)
    loaded->record = pantau_store_get (pantau_home_get_store (home), loaded->draft->record, error);
  if (loaded->draft != NULL && (loaded->record != NULL || loaded->draft->record == NULL))
    return loaded;

  loaded_free (loaded);

  return NULL;
}

static gpointer
read_record (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  PantauRecord *record = pantau_store_get (store, data, error);
  Loaded *loaded = NULL;

  if (record != NULL)
    {
      loaded = g_new0 (Loaded, 1);
      loaded->record = record;
    }

  return loaded;
}

static const char *
filled (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static PantauForm *
make_form (PantauSession *session, const Loaded *loaded, GError **error)
{
  PantauReference *reference = pantau_session_get_reference (session);
  const char *role = filled (pantau_session_get_role (session));
  const char *region = filled (pantau_session_get_region (session));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (PantauForm) form =
      loaded->record != NULL
          ? pantau_form_new_for_record (reference, loaded->record, role, region, now)
          : pantau_form_new (reference, loaded->draft->kind, role, region, now);

  if (loaded->draft != NULL && !pantau_form_load (form, loaded->draft->text, error))
    return NULL;

  return g_steal_pointer (&form);
}

static void
was_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauSession *session = PANTAU_SESSION (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), &error);
  PantauForm *form = loaded != NULL ? make_form (session, loaded, &error) : NULL;

  g_clear_pointer (&loaded, loaded_free);
  if (form != NULL)
    g_task_return_pointer (task, form, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pantau_editor_load (PantauSession *session,
                    const char *draft,
                    const char *record,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  GTask *task = g_task_new (session, NULL, callback, data);

  g_task_set_source_tag (task, pantau_editor_load);
  if (draft != NULL)
    pantau_session_keep (session, read_draft, g_strdup (draft), g_free, loaded_free, was_loaded,
                         task);
  else
    pantau_session_read (session, read_record, g_strdup (record), g_free, loaded_free,
                         G_PRIORITY_DEFAULT, NULL, was_loaded, task);
}

PantauForm *
pantau_editor_load_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What goes to the writing thread. */
typedef struct
{
  char *kind;
  char *record; /* (nullable): what is changed */
  char *region;
  gboolean is_open;
  JsonObject *body;
  char *claim; /* (nullable): of which the new record is a sighting */
  char *draft;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->kind);
  g_free (saving->record);
  g_free (saving->region);
  g_clear_pointer (&saving->body, json_object_unref);
  g_free (saving->claim);
  g_free (saving->draft);
  g_free (saving);
}

void
pantau_saved_free (PantauSaved *self)
{
  g_free (self->record);
  g_free (self->warning);
  g_free (self);
}

/* Whether something belongs to the draft besides its answers: sealed identities, files. */
static gboolean
has_contents (PantauHome *home, const char *draft)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GPtrArray) envelopes =
      draft != NULL ? pantau_drafts_envelopes (db, draft, NULL) : NULL;
  g_autoptr (GPtrArray) files = draft != NULL ? pantau_drafts_files (db, draft, NULL) : NULL;

  return (envelopes != NULL && envelopes->len > 0) || (files != NULL && files->len > 0);
}

/* TRUE where nothing was to be done too. */
static gboolean
change (PantauHome *home, const Saving *saving, PantauSaved *saved, GError **error)
{
  saved->record = g_strdup (saving->record);

  return (json_object_get_size (saving->body) == 0 ||
          pantau_edit_set (home, saving->record, saving->body, error)) &&
         (!has_contents (home, saving->draft) ||
          pantau_edit_seal_draft (home, saving->draft, saving->record, error));
}

static gboolean
create (PantauHome *home, const Saving *saving, PantauSaved *saved, GError **error)
{
  if (saving->claim != NULL || has_contents (home, saving->draft))
    saved->record = pantau_edit_create_sighting (home, saving->draft, saving->kind, saving->region,
                                                 saving->is_open, saving->body, saving->claim,
                                                 &saved->warning, error);
  else
    saved->record = pantau_edit_create (home, saving->kind, saving->region, saving->is_open,
                                        saving->body, &saved->warning, error);

  return saved->record != NULL;
}

static gpointer
save_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Saving *saving = data;
  g_autoptr (PantauSaved) saved = g_new0 (PantauSaved, 1);
  g_autoptr (GError) draft_error = NULL;

  if (!(saving->record != NULL ? change : create) (home, saving, saved, error))
    return NULL;

  /* The record is durable: a draft that stays behind would be a nuisance, not a loss. */
  if (!pantau_drafts_remove (home, saving->draft, &draft_error))
    g_message ("%s", draft_error->message);

  return g_steal_pointer (&saved);
}

static void
was_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  PantauSaved *saved = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);

  if (saved != NULL)
    g_task_return_pointer (task, saved, (GDestroyNotify) pantau_saved_free);
  else
    g_task_return_error (task, error);
}

gboolean
pantau_editor_save (PantauSession *session,
                    PantauForm *form,
                    const char *draft,
                    GPtrArray *faults,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *record_class = NULL;
  Saving *saving = g_new0 (Saving, 1);
  GTask *task;

  saving->kind = g_strdup (pantau_form_get_kind (form));
  saving->record = g_strdup (pantau_form_get_record (form));
  saving->claim = g_strdup (pantau_form_get_claim (form));
  saving->draft = g_strdup (draft);
  saving->body = saving->record != NULL
                     ? pantau_form_finish_change (form, now, faults)
                     : pantau_form_finish (form, now, &saving->region, &record_class, faults);
  saving->is_open = g_strcmp0 (record_class, "open") == 0;
  if (saving->body == NULL)
    {
      saving_free (saving);
      return FALSE;
    }

  task = g_task_new (session, NULL, callback, data);
  g_task_set_source_tag (task, pantau_editor_save);
  pantau_session_write (session, save_in_thread, saving, saving_free,
                        (GDestroyNotify) pantau_saved_free, was_saved, task);

  return TRUE;
}

PantauSaved *
pantau_editor_save_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GStrv
pantau_editor_recent_places (PantauSession *session)
{
  const char *recent = pantau_session_get_setting (session, PLACES_RECENT);

  return recent != NULL && *recent != '\0' ? g_strsplit (recent, " ", PANTAU_PLACES_RECENT) : NULL;
}

void
pantau_editor_remember_places (PantauSession *session, PantauForm *form)
{
  JsonNode *places = pantau_form_get (form, "places");
  g_auto (GStrv) recent = pantau_editor_recent_places (session);
  g_auto (GStrv) next = NULL;
  g_autofree char *text = NULL;

  if (places == NULL || !JSON_NODE_HOLDS_ARRAY (places))
    return;
  next = pantau_places_remember ((const char *const *) recent, json_node_get_array (places));
  text = g_strjoinv (" ", next);
  pantau_session_set_setting (session, PLACES_RECENT, text);
}
