/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on one home: what it holds, how it begins and how it ends. */

#define G_LOG_DOMAIN "pantau-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-drafts.h"
#include "pantau-pane.h"
#include "pantau-sync-status.h"
#include "pantau-triage-work.h"
#include "pantau-window-private.h"

/* Settings of the home. */
#define SETTING_SIZE "window-size" /* WIDTHxHEIGHT, and "+" where it is maximized */
#define SETTING_OPEN                                                                               \
  "window-open" /* "1" while a window is open: still there at the next start after a crash */

typedef enum
{
  PROP_SESSION = 1,
  PROP_PERSON_TEXT,
  PROP_NARROW,
} PantauWindowProperty;

G_DEFINE_FINAL_TYPE (PantauWindow, pantau_window, ADW_TYPE_APPLICATION_WINDOW)

static GParamSpec *properties[PROP_NARROW + 1];

static const char *
role_text (const char *role)
{
  if (g_str_equal (role, "field"))
    return C_ ("role", "Field monitor");
  if (g_str_equal (role, "desk"))
    return C_ ("role", "Bawaslu desk");
  if (g_str_equal (role, "pemprov"))
    return C_ ("role", "Provincial government's team");
  if (g_str_equal (role, "identity"))
    return C_ ("role", "Identity desk");
  if (g_str_equal (role, "admin"))
    return C_ ("role", "Administrator");

  return role;
}

/* Who works here, in one line: "Siti Aminah · Field monitor · Kec. Rawas Ilir"; an invitation need not name anybody. */
static void
person_changed (PantauWindow *self)
{
  const char *person = pantau_session_get_person (self->session);
  const char *role = pantau_session_get_role (self->session);
  const char *region = pantau_session_get_region (self->session);
  g_autofree char *text = NULL;

  if (*role == '\0')
    text = g_strdup (_ ("Not enrolled"));
  else
    {
      const PantauRegion *known = pantau_regions_lookup (
          pantau_reference_get_regions (pantau_session_get_reference (self->session)), region);
      g_autofree char *duty =
          g_strjoin (" · ", role_text (role), known != NULL ? known->name : region, NULL);

      text = *person != '\0' ? g_strjoin (" · ", person, duty, NULL) : g_steal_pointer (&duty);
    }
  if (g_strcmp0 (self->person_text, text) == 0)
    return;
  g_free (self->person_text);
  self->person_text = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON_TEXT]);
}

/* "H-12 Pilkada Serentak 2024": another day begins by itself, so it is told anew whenever somebody comes back to the window. */
static void
day_changed (PantauWindow *self)
{
  GDate today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC +
                                        pantau_session_get_clock_error (self->session));
  const PantauElection *election = pantau_elections_default (
      pantau_reference_get_elections (pantau_session_get_reference (self->session)), &today);
  g_autofree char *days = pantau_election_countdown (election, &today);
  /* Translators: "H-12 Pilkada Serentak 2024": days to the voting, and which */
  g_autofree char *text =
      days != NULL ? g_strdup_printf (_ ("%s %s"), days, election->name) : g_strdup ("");

  gtk_label_set_label (self->election_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->election_label), text);
  gtk_widget_set_visible (GTK_WIDGET (self->election_label), *text != '\0');
}

/* Before enrolment nobody knows the key yet: there is nothing to change. */
static void
enrolled_changed (PantauWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rekey",
                                 pantau_session_is_enrolled (self->session));
}

static void
restore_size (PantauWindow *self)
{
  const char *size = pantau_session_get_setting (self->session, SETTING_SIZE);
  int width, height, n = 0;
  char maximized = '\0';

  if (size != NULL)
    n = sscanf (size, "%dx%d%c", &width, &height, &maximized);
  if (n >= 2 && width >= 300 && height >= 200)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized == '+')
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
keep_size (PantauWindow *self)
{
  g_autofree char *size = NULL;
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  size = g_strdup_printf ("%dx%d%s", width, height,
                          gtk_window_is_maximized (GTK_WINDOW (self)) ? "+" : "");
  if (g_strcmp0 (size, pantau_session_get_setting (self->session, SETTING_SIZE)) != 0)
    pantau_session_set_setting (self->session, SETTING_SIZE, size);
}

static void
session_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

static void
session_closed_for_new_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL)
    return;
  g_action_group_activate_action (
      G_ACTION_GROUP (application), "new-key",
      g_variant_new_string (pantau_session_get_path (PANTAU_SESSION (source))));
  g_application_release (application);
}

static void
close_session (gpointer data)
{
  g_autoptr (PantauSession) session = data;

  pantau_session_close_async (session, session_closed, NULL);
}

static void
close_for_new_key (gpointer data)
{
  g_autoptr (PantauSession) session = data;

  pantau_session_close_async (session, session_closed_for_new_key, NULL);
}

/* All is kept: the window goes at once; the threads end when it is out of sight. */
static void
finish_closing (PantauWindow *self)
{
  keep_size (self);
  /* Who closes the window takes nothing back any more. */
  pantau_triage_work_sign (self->session, TRUE, NULL, NULL);
  pantau_session_set_setting (self->session, SETTING_OPEN, "0");
  self->may_close = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  g_idle_add_once (self->wants_key ? close_for_new_key : close_session,
                   g_object_ref (self->session));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Whatever wanted the window closed is called off. */
static void
stay (PantauWindow *self)
{
  self->wants_key = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "app.stay", NULL);
}

static void
draft_was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWindow) self = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  self->is_closing = FALSE;
  if (pantau_editor_keep_finish (PANTAU_EDITOR (source), result, &error))
    {
      finish_closing (self);
      return;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The draft could not be kept"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("%s. What you typed last is lost if the window closes now."),
                                  error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Stay here"), "close",
                                    _ ("_Close anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response::close", G_CALLBACK (finish_closing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::stay", G_CALLBACK (stay), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
pantau_window_close_request (GtkWindow *window)
{
  PantauWindow *self = PANTAU_WINDOW (window);

  if (self->may_close)
    return GTK_WINDOW_CLASS (pantau_window_parent_class)->close_request (window);

  if (self->editor != NULL && pantau_editor_is_unsaved (self->editor))
    {
      if (!self->is_closing)
        pantau_editor_keep (self->editor, draft_was_kept, g_object_ref (self));
      self->is_closing = TRUE;
    }
  else
    finish_closing (self);

  return GDK_EVENT_STOP;
}

/* The draft that was kept last. */
static gpointer
read_newest_draft (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) drafts = pantau_drafts_list (db, error);

  return drafts != NULL && drafts->len > 0 ? g_ptr_array_steal_index (drafts, 0) : NULL;
}

static void
draft_was_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauUnfinished) draft =
      pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *text = NULL;

  /* Without an answer the draft is still among the drafts. */
  if (draft == NULL || self->may_close || self->editor != NULL)
    return;
  if (self->resumes)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-draft", "s", draft->id);
      return;
    }

  text = *draft->title != '\0'
             ? g_strdup_printf (_ ("The draft “%s” is not finished yet."), draft->title)
             : g_strdup (_ ("A draft is not finished yet."));
  gtk_label_set_label (self->resume_label, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->resume_button), "s", draft->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->resume_button), "win.open-draft");
  gtk_revealer_set_reveal_child (self->resume_bar, TRUE);
}

static void
look_for_draft (PantauWindow *self)
{
  pantau_session_read (self->session, read_newest_draft, NULL, NULL,
                       (GDestroyNotify) pantau_unfinished_free, G_PRIORITY_LOW, NULL,
                       draft_was_found, g_object_ref (self));
}

static void
came_back (PantauWindow *self)
{
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    day_changed (self);
}

static void
fold_changed (PantauWindow *self)
{
  pantau_window_adapt_headers (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* Nothing was ever recorded here, and nobody is enrolled: the first start. */
static gboolean
is_new (PantauWindow *self)
{
  return !pantau_session_is_enrolled (self->session) &&
         pantau_session_get_waiting (self->session) == 0;
}

static void
repair_changed (PantauWindow *self)
{
  gtk_label_set_label (self->repair_label, pantau_session_get_repair (self->session));
  gtk_revealer_set_reveal_child (self->repair_bar, TRUE);
}

static void
pantau_window_constructed (GObject *object)
{
  PantauWindow *self = PANTAU_WINDOW (object);

  G_OBJECT_CLASS (pantau_window_parent_class)->constructed (object);

  g_return_if_fail (self->session != NULL);

  /* Bindings to the session only hear of it after this. */
  g_object_set (self->sidebar, "session", self->session, NULL);
  g_object_set (self->list_page, "session", self->session, NULL);
  pantau_triage_work_resume (self->session);
  g_object_set (self->sync_status, "session", self->session, NULL);
  g_signal_group_set_target (self->signals, self->session);
  person_changed (self);
  enrolled_changed (self);
  day_changed (self);
  restore_size (self);
  if (pantau_session_get_repair (self->session) != NULL)
    repair_changed (self);
  if (g_strcmp0 (pantau_session_get_setting (self->session, SETTING_OPEN), "1") == 0)
    look_for_draft (self);
  pantau_session_set_setting (self->session, SETTING_OPEN, "1");
  pantau_window_go (self, is_new (self) ? "welcome" : "all");
  if (!is_new (self))
    pantau_list_page_focus_list (self->list_page);
}

static void
pantau_window_dispose (GObject *object)
{
  PantauWindow *self = PANTAU_WINDOW (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_window_parent_class)->dispose (object);
}

static void
pantau_window_finalize (GObject *object)
{
  PantauWindow *self = PANTAU_WINDOW (object);

  pantau_history_free (self->history);
  g_free (self->place);
  g_free (self->person_text);

  G_OBJECT_CLASS (pantau_window_parent_class)->finalize (object);
}

static void
pantau_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauWindow *self = PANTAU_WINDOW (object);

  switch ((PantauWindowProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PERSON_TEXT:
      g_value_set_string (value, self->person_text);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, adw_leaflet_get_folded (self->leaflet));
      break;
    }
}

static void
pantau_window_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  PantauWindow *self = PANTAU_WINDOW (object);

  switch ((PantauWindowProperty) property)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_PERSON_TEXT:
    case PROP_NARROW:
      g_assert_not_reached ();
    }
}

static void
pantau_window_class_init (PantauWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = pantau_window_constructed;
  object_class->dispose = pantau_window_dispose;
  object_class->finalize = pantau_window_finalize;
  object_class->get_property = pantau_window_get_property;
  object_class->set_property = pantau_window_set_property;
  window_class->close_request = pantau_window_close_request;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PERSON_TEXT] = g_param_spec_string ("person-text", NULL, NULL, NULL, readable);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  pantau_window_install_actions (widget_class);

  g_type_ensure (PANTAU_TYPE_LIST_PAGE);
  g_type_ensure (PANTAU_TYPE_PANE);
  g_type_ensure (PANTAU_TYPE_SIDEBAR);
  g_type_ensure (PANTAU_TYPE_SYNC_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, content);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, content_pane);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, election_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, record_pane);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, records);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, repair_bar);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, repair_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, resume_bar);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, resume_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, sync_status);
  gtk_widget_class_bind_template_child (widget_class, PantauWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
}

static void
pantau_window_init (PantauWindow *self)
{
  self->history = pantau_history_new ();
  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "repair-changed", G_CALLBACK (repair_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::person", G_CALLBACK (person_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::enrolled", G_CALLBACK (enrolled_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::role", G_CALLBACK (person_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::clock-error", G_CALLBACK (day_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::region", G_CALLBACK (person_changed),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (came_back), NULL);
  pantau_window_take_drops (self);
}

PantauWindow *
pantau_window_new (GtkApplication *application, PantauSession *session)
{
  return g_object_new (PANTAU_TYPE_WINDOW, "application", application, "session", session, NULL);
}

PantauSession *
pantau_window_get_session (PantauWindow *self)
{
  return self->session;
}

const char *
pantau_window_get_place (PantauWindow *self)
{
  return self->place;
}

void
pantau_window_begin_at (PantauWindow *self, const char *place)
{
  g_return_if_fail (PANTAU_IS_WINDOW (self));

  if (g_str_equal (place, "editor"))
    {
      self->resumes = TRUE;
      look_for_draft (self);
    }
  else
    pantau_window_go (self, place);
}
