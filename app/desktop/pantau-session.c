/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open home behind a window. Three threads: one writes, one reads by its own connection, one talks to the province; the main loop
 * only hears of what they did.
 */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-session.h"

#include "pantau-reader.h"
#include "pantau-session-fetch.h"
#include "pantau-session-private.h"

/* Lists are asked anew at most so often. */
#define CHANGED_INTERVAL 200 /* ms */

/* While the disk is full: how often is looked whether somebody has made room. */
#define RESERVE_INTERVAL 30 /* s */

typedef enum
{
  PROP_ENROLLED = 1,
  PROP_PRACTICE,
  PROP_PERSON,
  PROP_ROLE,
  PROP_REGION,
  PROP_PHASE,
  PROP_WAITING,
  PROP_SYNC_TEXT,
  PROP_SYNC_FAULT,
  PROP_LAST_CONTACT,
  PROP_CLOCK_ERROR,
  PROP_NEXT_TRY,
  PROP_ON_RESERVE,
} PantauSessionProperty;

enum
{
  CHANGED,
  KEPT,
  REPAIR_CHANGED,
  SETTING_CHANGED,
  FILES_MOVED,
  N_SIGNALS
};

G_DEFINE_ENUM_TYPE (PantauPhase,
                    pantau_phase,
                    G_DEFINE_ENUM_VALUE (PANTAU_PHASE_ALONE, "alone"),
                    G_DEFINE_ENUM_VALUE (PANTAU_PHASE_RESTING, "resting"),
                    G_DEFINE_ENUM_VALUE (PANTAU_PHASE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (PANTAU_PHASE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (PANTAU_PHASE_FAULT, "fault"))

G_DEFINE_FINAL_TYPE (PantauSession, pantau_session, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_ON_RESERVE + 1];
static guint signals[N_SIGNALS];

static void
notify (PantauSession *self, PantauSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
emit_changed (gpointer data)
{
  PantauSession *self = data;

  self->changed_source = 0;
  self->changed_at = g_get_monotonic_time ();
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Soon, but not more often than a list can be asked anew. */
void
pantau_session_announce_change (PantauSession *self)
{
  gint64 since = (g_get_monotonic_time () - self->changed_at) / 1000;

  if (self->changed_source == 0)
    self->changed_source = g_timeout_add (
        (guint) CLAMP (CHANGED_INTERVAL - since, 0, CHANGED_INTERVAL), emit_changed, self);
}

static void
set_text (PantauSession *self, char **place, const char *text, PantauSessionProperty property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  notify (self, property);
}

static void
set_phase (PantauSession *self, PantauPhase phase)
{
  g_autofree char *text = NULL;

  if (self->phase != phase)
    {
      self->phase = phase;
      notify (self, PROP_PHASE);
    }
  text = pantau_standing_describe (&self->standing, self->phase);
  set_text (self, &self->sync_text, text, PROP_SYNC_TEXT);
}

static gboolean
look_for_room (gpointer data)
{
  PantauSession *self = data;

  pantau_session_refresh_standing (self);

  return G_SOURCE_CONTINUE;
}

static void
watch_reserve (PantauSession *self)
{
  if (!self->standing.on_reserve)
    g_clear_handle_id (&self->reserve_source, g_source_remove);
  else if (self->reserve_source == 0)
    self->reserve_source = g_timeout_add_seconds (RESERVE_INTERVAL, look_for_room, self);
}

void
pantau_session_take_standing (PantauSession *self, PantauStanding *standing)
{
  PantauStanding old = self->standing;

  self->standing = *standing;
  *standing = (PantauStanding){ 0 };
  if (old.waiting != self->standing.waiting || old.files != self->standing.files)
    notify (self, PROP_WAITING);
  if (g_strcmp0 (old.person, self->standing.person) != 0)
    notify (self, PROP_PERSON);
  if (g_strcmp0 (old.role, self->standing.role) != 0)
    notify (self, PROP_ROLE);
  if (g_strcmp0 (old.region, self->standing.region) != 0)
    notify (self, PROP_REGION);
  if (old.practice != self->standing.practice)
    notify (self, PROP_PRACTICE);
  if (old.enrolled != self->standing.enrolled)
    notify (self, PROP_ENROLLED);
  if (old.on_reserve != self->standing.on_reserve)
    {
      watch_reserve (self);
      notify (self, PROP_ON_RESERVE);
    }
  pantau_standing_clear (&old);

  set_phase (self, self->phase);
}

static void
standing_free (gpointer data)
{
  pantau_standing_clear (data);
  g_free (data);
}

static void
read_standing (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauSession *self = source;
  PantauStanding *standing = data;

  pantau_standing_read (standing, self->home);
  g_task_return_pointer (task, NULL, NULL);
}

static void
standing_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauSession *self = PANTAU_SESSION (source);
  PantauStanding *standing = g_task_get_task_data (G_TASK (result));

  g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->is_closed)
    return;
  /* A courier file brought the grant. */
  if (standing->enrolled && !self->standing.enrolled)
    pantau_session_join_province (self, standing);
  else
    pantau_session_take_standing (self, standing);
}

void
pantau_session_refresh_standing (PantauSession *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, standing_was_read, NULL);

  g_task_set_task_data (task, g_new0 (PantauStanding, 1), standing_free);
  pantau_worker_push (self->writer, task, read_standing);
}

static void
sync_told (const PantauSyncNews *news, gpointer data)
{
  PantauSession *self = data;

  if (news->result != NULL && news->error == NULL)
    {
      self->last_sync = *news->result;
      if (self->clock_error != news->result->clock_error)
        {
          self->clock_error = news->result->clock_error;
          notify (self, PROP_CLOCK_ERROR);
        }
      self->last_contact = g_get_real_time () / G_USEC_PER_SEC;
      notify (self, PROP_LAST_CONTACT);
      /* Not at every parked request: a laptop that rests does not write. */
      if (news->news || self->last_contact - self->kept_contact > 600)
        {
          g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, self->last_contact);

          self->kept_contact = self->last_contact;
          pantau_session_set_setting (self, PANTAU_SETTING_CONTACT, text);
        }
      pantau_session_lines_went (self, news->result);
    }
  if (news->phase != PANTAU_PHASE_RUNNING)
    {
      g_clear_error (&self->sync_error);
      self->sync_error = news->error != NULL ? g_error_copy (news->error) : NULL;
      set_text (self, &self->sync_fault, news->error != NULL ? news->error->message : NULL,
                PROP_SYNC_FAULT);
    }
  if (self->next_try != news->next)
    {
      self->next_try = news->next;
      notify (self, PROP_NEXT_TRY);
    }
  set_phase (self, news->phase);
  if (news->news)
    {
      pantau_session_refresh_standing (self);
      pantau_session_announce_change (self);
    }
}

void
pantau_session_begin_sync (PantauSession *self)
{
  if (self->sync != NULL || pantau_home_get_server (self->home) == NULL)
    return;

  pantau_session_begin_files (self);
  self->sync = pantau_sync_thread_new (self->home, pantau_files_thread_get_transfer (self->files),
                                       sync_told, self);
}

static void
pantau_session_dispose (GObject *object)
{
  pantau_session_close (PANTAU_SESSION (object));

  G_OBJECT_CLASS (pantau_session_parent_class)->dispose (object);
}

static void
pantau_session_finalize (GObject *object)
{
  PantauSession *self = PANTAU_SESSION (object);

  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->typed);
  pantau_standing_clear (&self->standing);
  g_free (self->path);
  g_free (self->device);
  g_free (self->repair);
  g_free (self->sync_text);
  g_free (self->sync_fault);
  g_clear_error (&self->sync_error);
  g_clear_error (&self->files_error);
  g_ptr_array_unref (self->fetches);
  g_object_unref (self->closing);

  G_OBJECT_CLASS (pantau_session_parent_class)->finalize (object);
}

static void
pantau_session_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSession *self = PANTAU_SESSION (object);

  switch ((PantauSessionProperty) property)
    {
    case PROP_ENROLLED:
      g_value_set_boolean (value, self->standing.enrolled);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, self->standing.practice);
      break;
    case PROP_PERSON:
      g_value_set_string (value, pantau_session_get_person (self));
      break;
    case PROP_ROLE:
      g_value_set_string (value, pantau_session_get_role (self));
      break;
    case PROP_REGION:
      g_value_set_string (value, pantau_session_get_region (self));
      break;
    case PROP_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case PROP_WAITING:
      g_value_set_int64 (value, self->standing.waiting);
      break;
    case PROP_SYNC_TEXT:
      g_value_set_string (value, self->sync_text);
      break;
    case PROP_SYNC_FAULT:
      g_value_set_string (value, self->sync_fault);
      break;
    case PROP_LAST_CONTACT:
      g_value_set_int64 (value, self->last_contact);
      break;
    case PROP_CLOCK_ERROR:
      g_value_set_int64 (value, self->clock_error);
      break;
    case PROP_NEXT_TRY:
      g_value_set_int64 (value, self->next_try);
      break;
    case PROP_ON_RESERVE:
      g_value_set_boolean (value, self->standing.on_reserve);
      break;
    }
}

static void
pantau_session_class_init (PantauSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_session_dispose;
  object_class->finalize = pantau_session_finalize;
  object_class->get_property = pantau_session_get_property;

  properties[PROP_ENROLLED] = g_param_spec_boolean ("enrolled", NULL, NULL, FALSE, flags);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, "", flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, "", flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", flags);
  properties[PROP_PHASE] =
      g_param_spec_enum ("phase", NULL, NULL, PANTAU_TYPE_PHASE, PANTAU_PHASE_ALONE, flags);
  properties[PROP_WAITING] = g_param_spec_int64 ("waiting", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SYNC_TEXT] = g_param_spec_string ("sync-text", NULL, NULL, NULL, flags);
  properties[PROP_SYNC_FAULT] = g_param_spec_string ("sync-fault", NULL, NULL, NULL, flags);
  properties[PROP_LAST_CONTACT] =
      g_param_spec_int64 ("last-contact", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CLOCK_ERROR] =
      g_param_spec_int64 ("clock-error", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_NEXT_TRY] = g_param_spec_int64 ("next-try", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ON_RESERVE] = g_param_spec_boolean ("on-reserve", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[REPAIR_CHANGED] = g_signal_new ("repair-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTING_CHANGED] =
      g_signal_new ("setting-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FILES_MOVED] = g_signal_new ("files-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pantau_session_init (PantauSession *self)
{
  self->moving.left = -1;
  self->fetches = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_fetching_unref);
  self->closing = g_cancellable_new ();
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

const char *
pantau_session_get_path (PantauSession *self)
{
  return self->path;
}

PantauReference *
pantau_session_get_reference (PantauSession *self)
{
  return self->reference;
}

gboolean
pantau_session_is_practice (PantauSession *self)
{
  return self->standing.practice;
}

gboolean
pantau_session_is_enrolled (PantauSession *self)
{
  return self->standing.enrolled;
}

const char *
pantau_session_get_device (PantauSession *self)
{
  return self->device;
}

const char *
pantau_session_get_person (PantauSession *self)
{
  return self->standing.person != NULL ? self->standing.person : "";
}

const char *
pantau_session_get_role (PantauSession *self)
{
  return self->standing.role != NULL ? self->standing.role : "";
}

const char *
pantau_session_get_region (PantauSession *self)
{
  return self->standing.region != NULL ? self->standing.region : "";
}

const char *
pantau_session_get_repair (PantauSession *self)
{
  return self->repair;
}

PantauPhase
pantau_session_get_phase (PantauSession *self)
{
  return self->phase;
}

gint64
pantau_session_get_waiting (PantauSession *self)
{
  return self->standing.waiting;
}

const char *
pantau_session_get_sync_text (PantauSession *self)
{
  return self->sync_text;
}

const char *
pantau_session_get_sync_fault (PantauSession *self)
{
  return self->sync_fault;
}

const GError *
pantau_session_get_sync_error (PantauSession *self)
{
  return self->sync_error;
}

const char *
pantau_session_get_server (PantauSession *self)
{
  return self->standing.server;
}

gint64
pantau_session_get_last_contact (PantauSession *self)
{
  return self->last_contact;
}

gint64
pantau_session_get_clock_error (PantauSession *self)
{
  return self->clock_error;
}

gint64
pantau_session_get_now (PantauSession *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->clock_error;
}

gboolean
pantau_session_is_on_reserve (PantauSession *self)
{
  return self->standing.on_reserve;
}

gint64
pantau_session_get_next_try (PantauSession *self)
{
  return self->next_try;
}

const PantauSyncResult *
pantau_session_get_last_sync (PantauSession *self)
{
  return &self->last_sync;
}

void
pantau_session_sync (PantauSession *self)
{
  if (self->sync != NULL)
    pantau_sync_thread_ask (self->sync);
  if (self->files != NULL && self->files_started)
    pantau_files_thread_wake (self->files, FALSE);
}
