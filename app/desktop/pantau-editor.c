/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recording and changing. At most six questions first, the others when somebody wants them; what is typed is a draft within two
 * seconds, and a record by Ctrl+Return from anywhere.
 *
 * There is one history of undo, the form's: an entry's own would end where the focus leaves it, and Ctrl+Z would mean two things.
 */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include "pantau-editor.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "pantau-duty.h"
#include "pantau-editor-private.h"
#include "pantau-editor-work.h"
#include "pantau-line-layout.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

typedef enum
{
  PROP_SESSION = 1,
} PantauEditorProperty;

enum
{
  FINISHED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauEditor, pantau_editor, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];
static guint signals[N_SIGNALS];

void
pantau_editor_update_undo (PantauEditor *self)
{
  gboolean can_undo = FALSE, can_redo = FALSE;

  if (self->form != NULL)
    g_object_get (self->form, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.undo", can_undo && !self->is_saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.redo", can_redo && !self->is_saving);
}

static void
go_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pantau_editor_focus_question (PANTAU_EDITOR (widget), g_variant_get_string (parameter, NULL));
}

static void
class_toggled (PantauEditor *self)
{
  if (self->form != NULL)
    pantau_form_set_class (self->form,
                           gtk_switch_get_active (self->class_switch) ? "closed" : "open");
}

/* What names a person is closed by itself: the switch says why, and is no choice meanwhile. */
static void
show_class (PantauEditor *self)
{
  const char *record_class = pantau_form_get_class (self->form);
  g_autofree char *notice = pantau_form_dup_notice (self->form, PANTAU_FORM_CLASS_NAME);

  gtk_widget_set_visible (self->class_list,
                          *record_class != '\0' && pantau_form_get_record (self->form) == NULL);
  g_signal_handlers_block_by_func (self->class_switch, class_toggled, self);
  gtk_switch_set_active (self->class_switch, g_str_equal (record_class, "closed"));
  g_signal_handlers_unblock_by_func (self->class_switch, class_toggled, self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->class_switch), notice == NULL);
  adw_action_row_set_subtitle (
      self->class_row,
      notice != NULL ? notice : _ ("Otherwise the provincial government’s team reads it too"));
}

static void
form_changed (PantauForm *form, const char *name, PantauEditor *self)
{
  if (*name == '\0' || g_str_equal (name, PANTAU_FORM_CLASS_NAME))
    show_class (self);
  pantau_editor_answer_changed (self, name);
  /* A list tells of itself before its cells, which say more. */
  if (self->is_undoing && *name != '\0' &&
      (self->moved == NULL ||
       (strchr (self->moved, '[') == NULL && g_str_has_prefix (name, self->moved) &&
        name[strlen (self->moved)] == '[')))
    {
      g_free (self->moved);
      self->moved = g_strdup (name);
    }
  if (!g_str_equal (name, "title"))
    pantau_editor_suggest_title (self);
  self->follows = TRUE;
}

/* The answer that comes back is looked at. */
static void
step (PantauEditor *self, void (*move) (PantauForm *form))
{
  PantauFieldView *field = pantau_editor_get_focused_field (self);

  if (field != NULL)
    pantau_field_view_settle (field);
  self->is_undoing = TRUE;
  move (self->form);
  self->is_undoing = FALSE;
  if (self->moved != NULL)
    pantau_editor_focus_question (self, self->moved);
  g_clear_pointer (&self->moved, g_free);
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (PANTAU_EDITOR (widget), pantau_form_undo);
}

static void
redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (PANTAU_EDITOR (widget), pantau_form_redo);
}

static void
show_title (PantauEditor *self)
{
  const char *kind =
      pantau_reference_kind_label (pantau_form_get_reference (self->form),
                                   pantau_form_get_kind (self->form), pantau_locale_get ());
  gboolean is_change = pantau_form_get_record (self->form) != NULL;

  adw_window_title_set_title (self->title, kind);
  adw_window_title_set_subtitle (self->title,
                                 is_change ? _ ("Change of a record") : _ ("New record"));
}

static void
show_identities (PantauEditor *self)
{
  gboolean has_people = pantau_identity_section_is_for (pantau_form_get_kind (self->form)) &&
                        pantau_duty_may_seal (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->identities), has_people);
  if (has_people)
    pantau_identity_section_set (self->identities, self->session, self->form,
                                 pantau_draft_keeper_get_id (self->keeper));
}

static void
take_form (PantauEditor *self, PantauForm *form, const char *draft)
{
  g_set_object (&self->form, form);
  g_set_object (&self->keeper, NULL);
  self->keeper = pantau_draft_keeper_new (self->session, form, draft);
  g_object_bind_property (self->keeper, "text", self->draft, "label", G_BINDING_SYNC_CREATE);

  pantau_editor_show_questions (self);
  show_identities (self);
  pantau_editor_show_incoming (self);
  show_title (self);
  show_class (self);
  g_object_set (self->completeness, "form", form, NULL);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed), self, 0);
  g_signal_connect_object (form, "notify::can-undo", G_CALLBACK (pantau_editor_update_undo), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::can-redo", G_CALLBACK (pantau_editor_update_undo), self,
                           G_CONNECT_SWAPPED);
  pantau_editor_update_undo (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "form");
  pantau_editor_focus_first_empty (self);
}

/* What is loaded, and for which editor. */
typedef struct
{
  PantauEditor *editor; /* (owned) */
  char *draft;          /* (nullable) */
} Loading;

static void
loading_free (Loading *loading)
{
  g_clear_object (&loading->editor);
  g_free (loading->draft);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

static void
was_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Loading) loading = data;
  PantauEditor *self = loading->editor;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauForm) form = pantau_editor_load_finish (PANTAU_SESSION (source), result, &error);

  if (form != NULL)
    {
      take_form (self, form, loading->draft);
      return;
    }
  adw_status_page_set_description (self->fault_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

static void
load (PantauEditor *self, const char *draft, const char *record)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->editor = g_object_ref (self);
  loading->draft = g_strdup (draft);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  pantau_editor_load (self->session, draft, record, was_loaded, loading);
}

static void
pantau_editor_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_editor_parent_class)->root (widget);

  g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget",
                            G_CALLBACK (pantau_editor_focus_moved), widget);
}

static void
pantau_editor_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), pantau_editor_focus_moved,
                                        widget);

  GTK_WIDGET_CLASS (pantau_editor_parent_class)->unroot (widget);
}

static gboolean
pantau_editor_grab_focus (GtkWidget *widget)
{
  PantauEditor *self = PANTAU_EDITOR (widget);

  if (self->form == NULL)
    return FALSE;
  pantau_editor_focus_first_empty (self);

  return TRUE;
}

static void
pantau_editor_dispose (GObject *object)
{
  PantauEditor *self = PANTAU_EDITOR (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->show_idle, g_source_remove);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_EDITOR);
  g_clear_object (&self->keeper);
  g_clear_object (&self->form);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_editor_parent_class)->dispose (object);
}

static void
pantau_editor_finalize (GObject *object)
{
  g_ptr_array_unref (PANTAU_EDITOR (object)->arriving);
  g_free (PANTAU_EDITOR (object)->moved);
  g_free (PANTAU_EDITOR (object)->warned);

  G_OBJECT_CLASS (pantau_editor_parent_class)->finalize (object);
}

static void
pantau_editor_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauEditor *self = PANTAU_EDITOR (object);

  switch ((PantauEditorProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_editor_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  PantauEditor *self = PANTAU_EDITOR (object);

  switch ((PantauEditorProperty) property)
    {
    case PROP_SESSION:
      g_set_object (&self->session, g_value_get_object (value));
      break;
    }
}

static void
pantau_editor_class_init (PantauEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_editor_dispose;
  object_class->finalize = pantau_editor_finalize;
  object_class->get_property = pantau_editor_get_property;
  object_class->set_property = pantau_editor_set_property;
  widget_class->grab_focus = pantau_editor_grab_focus;
  widget_class->root = pantau_editor_root;
  widget_class->unroot = pantau_editor_unroot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "editor.dismiss", NULL, pantau_editor_dismiss);
  gtk_widget_class_install_action (widget_class, "editor.go-to", "s", go_to);
  gtk_widget_class_install_action (widget_class, "editor.join", "u", pantau_editor_join);
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, pantau_editor_go_next);
  gtk_widget_class_install_action (widget_class, "editor.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, pantau_editor_record);
  gtk_widget_class_install_action (widget_class, "editor.undo", NULL, undo);

  g_type_ensure (PANTAU_TYPE_COMPLETENESS);
  g_type_ensure (PANTAU_TYPE_FILES_SECTION);
  g_type_ensure (PANTAU_TYPE_IDENTITY_SECTION);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_SIMILAR_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-editor.ui");
  gtk_widget_class_bind_template_callback (widget_class, class_toggled);
  gtk_widget_class_bind_template_callback (widget_class, pantau_editor_envelopes_changed);
  gtk_widget_class_bind_template_callback (widget_class, pantau_editor_files_changed);
  gtk_widget_class_bind_template_callback (widget_class, pantau_editor_more_toggled);
  gtk_widget_class_bind_template_callback (widget_class, pantau_editor_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, pantau_editor_update_hold);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, box);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, class_list);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, class_row);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, class_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, completeness);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, draft);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, fault_page);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, files);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, first);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, identities);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, more);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, more_expander);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, more_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, notice_box);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, notice_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, save);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, save_spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, similar);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauEditor, title);
}

static void
pantau_editor_init (PantauEditor *self)
{
  self->arriving = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_file_source_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_editor_update_undo (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", FALSE);
}

void
pantau_editor_finished (PantauEditor *self, const char *record)
{
  g_signal_emit (self, signals[FINISHED], 0, record);
}

void
pantau_editor_begin (PantauEditor *self, const char *kind)
{
  const char *role = pantau_session_get_role (self->session);
  const char *region = pantau_session_get_region (self->session);
  g_autoptr (PantauForm) form = pantau_form_new (
      pantau_session_get_reference (self->session), kind, *role != '\0' ? role : NULL,
      *region != '\0' ? region : NULL, g_get_real_time () / G_USEC_PER_SEC);

  take_form (self, form, NULL);
}

void
pantau_editor_resume (PantauEditor *self, const char *draft)
{
  load (self, draft, NULL);
}

void
pantau_editor_change (PantauEditor *self, const char *record)
{
  load (self, NULL, record);
}

PantauForm *
pantau_editor_get_form (PantauEditor *self)
{
  return self->form;
}
