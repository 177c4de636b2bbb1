/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The draft of a form, kept while a person types. It says “saved” only of what is durable. */

#define G_LOG_DOMAIN "pantau-draft-keeper"

#include "config.h"

#include "pantau-draft-keeper.h"

#include <glib/gi18n-lib.h>

#include "pantau-drafts.h"
#include "pantau-format.h"

/* From the first change that is not kept: with the writing itself it stays under two seconds. */
#define PAUSE 1200 /* ms */

struct _PantauDraftKeeper
{
  GObject parent_instance;

  PantauSession *session; /* (owned) */
  PantauForm *form;       /* (owned) */
  char *id;
  char *text;
  guint source;
  guint change; /* counts changes */
  guint kept;   /* the change that is durable */
  gboolean is_stored;
  gboolean is_failing;
  gboolean is_paused;
  gboolean is_held;
};

typedef enum
{
  PROP_TEXT = 1,
  PROP_IS_FAILING,
} PantauDraftKeeperProperty;

G_DEFINE_FINAL_TYPE (PantauDraftKeeper, pantau_draft_keeper, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_IS_FAILING + 1];

/* What the writing thread gets. */
typedef struct
{
  char *id;
  char *kind;
  char *record; /* (nullable) */
  char *title;
  char *text; /* NULL: the draft goes */

  guint change; /* for the keeper */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_free (keeping->id);
  g_free (keeping->kind);
  g_free (keeping->record);
  g_free (keeping->title);
  g_free (keeping->text);
  g_free (keeping);
}

static gpointer
keep_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Keeping *keeping = data;

  if (keeping->text == NULL)
    pantau_drafts_remove (home, keeping->id, error);
  else
    pantau_drafts_save (home, keeping->id, keeping->kind, keeping->record, keeping->title,
                        keeping->text, error);

  return NULL;
}

static void
set_text (PantauDraftKeeper *self, const char *text, gboolean is_failing)
{
  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
    }
  if (self->is_failing != is_failing)
    {
      self->is_failing = is_failing;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FAILING]);
    }
}

static void
tell_kept (PantauDraftKeeper *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *time = pantau_format_time_short (now, now);
  /* Translators: %s is a time of day */
  g_autofree char *text = g_strdup_printf (_ ("Draft saved %s"), time);

  set_text (self, self->is_stored ? text : "", FALSE);
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  PantauDraftKeeper *self = g_task_get_source_object (task);
  Keeping *about = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("The draft could not be saved: %s"), error->message);

      set_text (self, text, TRUE);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->kept = MAX (self->kept, about->change);
  self->is_stored = about->text != NULL;
  tell_kept (self);
  g_task_return_boolean (task, TRUE);
}

static Keeping *
keeping_new (PantauDraftKeeper *self)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->id = g_strdup (self->id);
  keeping->kind = g_strdup (pantau_form_get_kind (self->form));
  keeping->record = g_strdup (pantau_form_get_record (self->form));
  keeping->change = self->change;
  if (self->is_held || pantau_form_is_worth_keeping (self->form))
    {
      keeping->title = pantau_form_dup_title (self->form);
      keeping->text = pantau_form_save (self->form);
    }

  return keeping;
}

/* What was_kept() needs of what the thread has. */
static Keeping *
keeping_about (const Keeping *keeping)
{
  Keeping *about = g_new0 (Keeping, 1);

  about->change = keeping->change;
  about->text = g_strdup (keeping->text != NULL ? "" : NULL);

  return about;
}

static gboolean
pause_is_over (gpointer data)
{
  PantauDraftKeeper *self = data;

  self->source = 0;
  pantau_draft_keeper_keep (self, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
form_changed (PantauDraftKeeper *self)
{
  self->change++;
  if (self->source == 0 && !self->is_paused)
    self->source = g_timeout_add (PAUSE, pause_is_over, self);
}

static void
pantau_draft_keeper_dispose (GObject *object)
{
  PantauDraftKeeper *self = PANTAU_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_draft_keeper_parent_class)->dispose (object);
}

static void
pantau_draft_keeper_finalize (GObject *object)
{
  PantauDraftKeeper *self = PANTAU_DRAFT_KEEPER (object);

  g_free (self->id);
  g_free (self->text);

  G_OBJECT_CLASS (pantau_draft_keeper_parent_class)->finalize (object);
}

static void
pantau_draft_keeper_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauDraftKeeper *self = PANTAU_DRAFT_KEEPER (object);

  switch ((PantauDraftKeeperProperty) property)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_IS_FAILING:
      g_value_set_boolean (value, self->is_failing);
      break;
    }
}

static void
pantau_draft_keeper_class_init (PantauDraftKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_draft_keeper_dispose;
  object_class->finalize = pantau_draft_keeper_finalize;
  object_class->get_property = pantau_draft_keeper_get_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_IS_FAILING] = g_param_spec_boolean ("is-failing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_draft_keeper_init (PantauDraftKeeper *self)
{
  self->text = g_strdup ("");
}

PantauDraftKeeper *
pantau_draft_keeper_new (PantauSession *session, PantauForm *form, const char *id)
{
  PantauDraftKeeper *self = g_object_new (PANTAU_TYPE_DRAFT_KEEPER, NULL);

  self->session = g_object_ref (session);
  self->form = g_object_ref (form);
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->is_stored = id != NULL;
  self->is_held = id != NULL;
  g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed), self);
  g_signal_connect_swapped (form, "pending", G_CALLBACK (form_changed), self);

  return self;
}

const char *
pantau_draft_keeper_get_id (PantauDraftKeeper *self)
{
  return self->id;
}

gboolean
pantau_draft_keeper_is_unsaved (PantauDraftKeeper *self)
{
  return self->change != self->kept && !self->is_paused;
}

void
pantau_draft_keeper_keep (PantauDraftKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Keeping *keeping;

  g_task_set_source_tag (task, pantau_draft_keeper_keep);
  g_clear_handle_id (&self->source, g_source_remove);
  if (!pantau_draft_keeper_is_unsaved (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  keeping = keeping_new (self);
  g_task_set_task_data (task, keeping_about (keeping), keeping_free);
  pantau_session_keep (self->session, keep_in_thread, keeping, keeping_free, NULL, was_kept,
                       g_steal_pointer (&task));
}

gboolean
pantau_draft_keeper_keep_finish (PantauDraftKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pantau_draft_keeper_hold (PantauDraftKeeper *self, gboolean holds)
{
  if (self->is_held == holds)
    return;

  self->is_held = holds;
  /* The draft comes, or goes, by itself. */
  if (holds != self->is_stored)
    form_changed (self);
}

void
pantau_draft_keeper_pause (PantauDraftKeeper *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->is_paused = TRUE;
}

void
pantau_draft_keeper_go_on (PantauDraftKeeper *self)
{
  self->is_paused = FALSE;
  form_changed (self);
}
