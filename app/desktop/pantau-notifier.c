/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When is looked for what a person wants to be told. */

#define G_LOG_DOMAIN "pantau-notifier"

#include "config.h"

#include "pantau-notifier.h"

#include "pantau-ui.h"

/* After something came: what comes together is told together. */
#define LOOK_AFTER 1500 /* ms */
/* While an exchange is going on: so long is waited for its end, since the next lines may come with it. */
#define LOOK_AT_LATEST (60 * G_TIME_SPAN_SECOND)
/* For what depends on the hour; a laptop that slept looks soon after it wakes. */
#define LOOK_EVERY 180 /* s */

struct _PantauNotifier
{
  GObject parent_instance;

  PantauSession *session; /* (owned) (nullable) once it is disposed */
  PantauNotifierShow show;
  PantauNotifierWithdraw withdraw;
  gpointer data;   /* (unowned) */
  GPtrArray *told; /* (owned) of PantauNotice: what may be on the desktop */

  guint soon_source;
  guint every_source;
  gint64 wanted_since; /* monotonic µs; 0: nothing came since the last look */
  gboolean is_looking;
};

G_DEFINE_FINAL_TYPE (PantauNotifier, pantau_notifier, G_TYPE_OBJECT)

/* A look: what is told, what comes, and what goes. */
typedef struct
{
  GPtrArray *told;    /* (owned) of PantauNotice */
  GPtrArray *notices; /* (owned) (nullable) of PantauNotice */
  GStrv over;         /* (nullable): ids */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->told);
  g_clear_pointer (&look->notices, g_ptr_array_unref);
  g_strfreev (look->over);
  g_free (look);
}

static GPtrArray *
notices_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_notice_free);
}

static gpointer
copy_notice (gconstpointer notice, gpointer data)
{
  return pantau_notice_copy (notice);
}

/* What was found is in @data, which the task keeps until it was shown. */
static gpointer
look_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Look *look = data;
  g_autofree char *text = pantau_home_get_setting (home, PANTAU_SETTING_NOTICES);
  g_autoptr (PantauNoticeRules) rules = pantau_notice_rules_new (text);
  gint64 now = pantau_home_clock (home);
  Look *found;

  if (look->told->len > 0)
    {
      look->over = pantau_notice_list_over (home, rules, look->told, now, error);
      if (look->over == NULL)
        return NULL;
    }
  look->notices = pantau_notice_take (home, rules, now, error);
  if (look->notices == NULL)
    return NULL;

  found = g_new0 (Look, 1);
  found->told = g_ptr_array_ref (look->told);
  found->notices = g_steal_pointer (&look->notices);
  found->over = g_steal_pointer (&look->over);

  return found;
}

static gpointer
sample_in_thread (PantauHome *home, gpointer data, GError **error)
{
  GPtrArray *notices = notices_new ();

  g_ptr_array_add (notices, pantau_notice_sample (home));

  return notices;
}

static void look_soon (PantauNotifier *self);

/* A later one of the same id takes the place of what is there. */
static void
forget (PantauNotifier *self, const char *id)
{
  for (guint i = self->told->len; i > 0; i--)
    if (g_str_equal (((PantauNotice *) g_ptr_array_index (self->told, i - 1))->id, id))
      g_ptr_array_remove_index (self->told, i - 1);
}

static void
show (PantauNotifier *self, GPtrArray *notices)
{
  if (self->session == NULL || notices == NULL || notices->len == 0)
    return;
  for (guint i = 0; i < notices->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (notices, i);

      forget (self, notice->id);
      g_ptr_array_add (self->told, pantau_notice_copy (notice));
    }
  self->show (self->session, notices, self->data);
}

static void
take_back (PantauNotifier *self, GStrv ids)
{
  for (guint i = 0; self->session != NULL && ids != NULL && ids[i] != NULL; i++)
    {
      forget (self, ids[i]);
      self->withdraw (self->session, ids[i], self->data);
    }
}

static void
were_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauNotifier) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  Look *look = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);

  /* Nobody waits for it: it is looked again. */
  if (look == NULL)
    g_debug ("%s", error->message);
  if (self != NULL)
    {
      self->is_looking = FALSE;
      if (look != NULL)
        {
          take_back (self, look->over);
          show (self, look->notices);
        }
      if (self->wanted_since != 0)
        look_soon (self);
    }
  g_clear_pointer (&look, look_free);
}

static void
sample_was_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauNotifier) self = pantau_ui_weak_take (data);
  g_autoptr (GPtrArray) notices =
      pantau_session_write_finish (PANTAU_SESSION (source), result, NULL);

  if (self != NULL)
    show (self, notices);
}

static void
look_at_home (PantauNotifier *self)
{
  Look *look;

  if (self->is_looking || !pantau_session_is_enrolled (self->session))
    return;

  self->is_looking = TRUE;
  self->wanted_since = 0;
  look = g_new0 (Look, 1);
  look->told = g_ptr_array_copy (self->told, copy_notice, NULL);
  g_ptr_array_set_free_func (look->told, (GDestroyNotify) pantau_notice_free);
  pantau_session_ask (self->session, look_in_thread, look, look_free, look_free, were_found,
                      pantau_ui_weak_new (self));
}

static gboolean
look_now (gpointer data)
{
  PantauNotifier *self = data;

  self->soon_source = 0;
  if (pantau_session_get_phase (self->session) == PANTAU_PHASE_RUNNING &&
      g_get_monotonic_time () - self->wanted_since < LOOK_AT_LATEST)
    look_soon (self);
  else
    look_at_home (self);

  return G_SOURCE_REMOVE;
}

static void
look_soon (PantauNotifier *self)
{
  if (self->wanted_since == 0)
    self->wanted_since = g_get_monotonic_time ();
  if (self->soon_source == 0 && !self->is_looking)
    self->soon_source = g_timeout_add (LOOK_AFTER, look_now, self);
}

static gboolean
look_again (gpointer data)
{
  look_soon (data);

  return G_SOURCE_CONTINUE;
}

/* What was just chosen may hold of what is here. */
static void
setting_changed (PantauNotifier *self, const char *name)
{
  if (g_str_equal (name, PANTAU_SETTING_NOTICES))
    look_soon (self);
}

void
pantau_notifier_sample (PantauNotifier *self)
{
  g_return_if_fail (PANTAU_IS_NOTIFIER (self));

  pantau_session_ask (self->session, sample_in_thread, NULL, NULL,
                      (GDestroyNotify) g_ptr_array_unref, sample_was_made,
                      pantau_ui_weak_new (self));
}

void
pantau_notifier_seen (PantauNotifier *self, const char *place)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_return_if_fail (PANTAU_IS_NOTIFIER (self));

  for (guint i = 0; i < self->told->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (self->told, i);

      if (g_str_equal (notice->place, place))
        g_strv_builder_add (ids, notice->id);
    }
  list = g_strv_builder_end (ids);
  take_back (self, list);
}

static void
pantau_notifier_dispose (GObject *object)
{
  PantauNotifier *self = PANTAU_NOTIFIER (object);

  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_handle_id (&self->every_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_notifier_parent_class)->dispose (object);
}

static void
pantau_notifier_finalize (GObject *object)
{
  g_ptr_array_unref (PANTAU_NOTIFIER (object)->told);

  G_OBJECT_CLASS (pantau_notifier_parent_class)->finalize (object);
}

static void
pantau_notifier_class_init (PantauNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pantau_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_notifier_finalize;
}

static void
pantau_notifier_init (PantauNotifier *self)
{
  self->told = notices_new ();
}

PantauNotifier *
pantau_notifier_new (PantauSession *session,
                     PantauNotifierShow show_func,
                     PantauNotifierWithdraw withdraw,
                     gpointer data)
{
  PantauNotifier *self = g_object_new (PANTAU_TYPE_NOTIFIER, NULL);

  self->session = g_object_ref (session);
  self->show = show_func;
  self->withdraw = withdraw;
  self->data = data;
  self->every_source = g_timeout_add_seconds (LOOK_EVERY, look_again, self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (look_soon), self);
  g_signal_connect_swapped (session, "setting-changed", G_CALLBACK (setting_changed), self);
  look_soon (self);

  return self;
}
