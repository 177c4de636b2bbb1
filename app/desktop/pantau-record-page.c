/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a record: what it holds and when it is asked anew. How it is shown is in pantau-record-page-show.c, what can be done with it in
 * pantau-record-page-actions.c.
 */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include "pantau-record-page.h"

#include "pantau-advice.h"
#include "pantau-error.h"
#include "pantau-page-layout.h"
#include "pantau-record-page-private.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

/* Events that are shown at first: a screen or two. The rest is there for the asking. */
#define FIRST_EVENTS 15

typedef enum
{
  PROP_SESSION = 1,
  PROP_NEWEST_FIRST,
} PantauRecordPageProperty;

G_DEFINE_FINAL_TYPE (PantauRecordPage, pantau_record_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_NEWEST_FIRST + 1];

char *
pantau_record_page_dup_note (PantauRecordPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
pantau_record_page_set_note (PantauRecordPage *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note_view), text, -1);
}

static gboolean
shows (PantauRecordPage *self, const char *record)
{
  return self->view != NULL && g_strcmp0 (pantau_record_get_id (self->view->record), record) == 0;
}

static void
show_missing (PantauRecordPage *self, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  /* What is shown and could not be read anew stays: better old than nothing. */
  if (shows (self, self->record) && !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
      return;
    }

  adw_status_page_set_description (
      ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "missing")), sentence);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

static void
rights_were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauRecordRights) rights =
      pantau_record_rights_read_finish (PANTAU_SESSION (source), result, &error);

  /* Another record may be chosen by now. */
  if (rights == NULL || self->session != (PantauSession *) source ||
      g_strcmp0 (rights->record, self->record) != 0)
    return;

  g_clear_pointer (&self->rights, pantau_record_rights_free);
  self->rights = g_steal_pointer (&rights);
  if (shows (self, self->record))
    pantau_record_page_show_rights (self);
}

static void
view_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauRecordView) view =
      pantau_record_view_read_finish (PANTAU_SESSION (source), result, &error);
  gboolean is_another;

  if (self->session != (PantauSession *) source || self->record == NULL)
    return;
  if (view == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_missing (self, error);
      return;
    }

  is_another = self->view == NULL || !shows (self, pantau_record_get_id (view->record));
  g_clear_pointer (&self->view, pantau_record_view_free);
  self->view = g_steal_pointer (&view);
  if (is_another)
    self->n_events = FIRST_EVENTS;
  pantau_record_page_show (self, is_another);
  gtk_stack_set_visible_child_name (self->stack, "record");
  if (is_another)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
pantau_record_page_refresh (PantauRecordPage *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->session == NULL || self->record == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      pantau_record_page_update_actions (self);
      return;
    }

  self->asking = g_cancellable_new ();
  pantau_record_view_read (self->session, self->record, self->asking, view_was_read,
                           g_object_ref (self));
  pantau_record_rights_read (self->session, self->record, rights_were_read, g_object_ref (self));
  pantau_record_page_update_actions (self);
}

static void
session_changed (PantauSession *session, PantauRecordPage *self)
{
  pantau_record_page_refresh (self);
}

static void
note_changed_cb (PantauRecordPage *self)
{
  pantau_record_page_update_actions (self);
}

static void
set_session (PantauRecordPage *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_clear_pointer (&self->view, pantau_record_view_free);
  g_clear_pointer (&self->rights, pantau_record_rights_free);
  g_hash_table_remove_all (self->notes);
  g_signal_group_set_target (self->signals, session);
  pantau_record_page_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_newest_first (PantauRecordPage *self, gboolean newest_first)
{
  if (self->is_newest_first == newest_first)
    return;
  self->is_newest_first = newest_first;
  if (self->view != NULL)
    pantau_record_page_show_history (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEWEST_FIRST]);
}

static void
pantau_record_page_dispose (GObject *object)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_cancellable_cancel (self->leaving);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_RECORD_PAGE);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_record_page_parent_class)->dispose (object);
}

static void
pantau_record_page_finalize (GObject *object)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (object);

  g_free (self->record);
  g_clear_pointer (&self->view, pantau_record_view_free);
  g_clear_pointer (&self->rights, pantau_record_rights_free);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->busy_files);
  g_object_unref (self->leaving);

  G_OBJECT_CLASS (pantau_record_page_parent_class)->finalize (object);
}

static void
pantau_record_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (object);

  switch ((PantauRecordPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NEWEST_FIRST:
      g_value_set_boolean (value, self->is_newest_first);
      break;
    }
}

static void
pantau_record_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (object);

  switch ((PantauRecordPageProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_NEWEST_FIRST:
      set_newest_first (self, g_value_get_boolean (value));
      break;
    }
}

static void
pantau_record_page_class_init (PantauRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_record_page_dispose;
  object_class->finalize = pantau_record_page_finalize;
  object_class->get_property = pantau_record_page_get_property;
  object_class->set_property = pantau_record_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_NEWEST_FIRST] = g_param_spec_boolean ("newest-first", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, answers_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, answers_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, become_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, risks_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, class_image);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, claim_banner);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, class_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, common_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, desk_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, desk_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, differences_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, differences_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, erase_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, erasure_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, erasure_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, events_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, files_view);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, consequence_card);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, handling_view);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, id_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, narrative_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, narrative_text);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, newer_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, newer_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, note_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, note_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, note_view);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, quarantine_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, quarantine_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, risks_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, sealed_view);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, severity_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, severity_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, state_image);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, status_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, status_image);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, status_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRecordPage, title_label);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);

  pantau_record_page_install_actions (widget_class);
  pantau_record_page_install_acts (widget_class);
  gtk_widget_class_install_property_action (widget_class, "page.newest-first", "newest-first");

  g_type_ensure (PANTAU_TYPE_CLAIM_BANNER);
  g_type_ensure (PANTAU_TYPE_CONSEQUENCE_CARD);
  g_type_ensure (PANTAU_TYPE_FILES_VIEW);
  g_type_ensure (PANTAU_TYPE_HANDLING_VIEW);
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  g_type_ensure (PANTAU_TYPE_SEALED_VIEW);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
}

static void
pantau_record_page_init (PantauRecordPage *self)
{
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->busy_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->leaving = g_cancellable_new ();
  self->is_newest_first = TRUE;
  self->n_events = FIRST_EVENTS;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect (self->signals, "changed", G_CALLBACK (session_changed), self);
}

/* The note of the record that is left is kept, and that of the one that comes is there again. */
static void
change_notes (PantauRecordPage *self, const char *record)
{
  g_autofree char *note = pantau_record_page_dup_note (self);
  const char *kept = record != NULL ? g_hash_table_lookup (self->notes, record) : NULL;

  if (self->record != NULL && *note != '\0')
    g_hash_table_replace (self->notes, g_strdup (self->record), g_strdup (note));
  else if (self->record != NULL)
    g_hash_table_remove (self->notes, self->record);
  pantau_record_page_set_note (self, kept != NULL ? kept : "");
}

void
pantau_record_page_set_record (PantauRecordPage *self, const char *record)
{
  g_return_if_fail (PANTAU_IS_RECORD_PAGE (self));

  if (g_strcmp0 (self->record, record) != 0)
    {
      change_notes (self, record);
      g_free (self->record);
      self->record = g_strdup (record);
      g_clear_pointer (&self->rights, pantau_record_rights_free);
    }
  pantau_record_page_refresh (self);
}

const char *
pantau_record_page_get_record (PantauRecordPage *self)
{
  g_return_val_if_fail (PANTAU_IS_RECORD_PAGE (self), NULL);

  return self->record;
}

gboolean
pantau_record_page_is_writing (PantauRecordPage *self)
{
  g_autofree char *note = NULL;

  g_return_val_if_fail (PANTAU_IS_RECORD_PAGE (self), FALSE);

  note = g_strstrip (pantau_record_page_dup_note (self));

  return *note != '\0' || gtk_widget_has_focus (GTK_WIDGET (self->note_view));
}
