/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all dialogs have in common that ask some questions about a record and write the answers together. */

#define G_LOG_DOMAIN "pantau-form-dialog"

#include "config.h"

#include "pantau-form-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-advice.h"
#include "pantau-field-view.h"
#include "pantau-ui.h"

/* Fields that are made before the dialog is shown, and then in each turn of the main loop. */
#define AT_ONCE 3
#define IN_TURN 1

typedef struct
{
  PantauSession *session; /* (owned) (nullable): before it is set up, and once it is gone */
  PantauRecord *record;   /* (owned) */
  PantauForm *form;       /* (owned) (nullable): as the session */
  char *key;              /* (owned) (nullable): under which what was typed is kept */
  gboolean in_home;       /* it is kept beyond the end of the program */
  guint idle;             /* fields are still to be made */
  gboolean is_saving;
  gboolean is_done;

  GtkButton *cancel_button;
  GtkWidget *fault_box;
  GtkLabel *fault_label;
  GtkBox *fields;
  AdwBin *lead;
  GtkLabel *readers_label;
  GtkButton *save_button;
  GtkWidget *scrolled;
  GtkWidget *spinner;
  AdwBin *tail;
  AdwWindowTitle *title;
} PantauFormDialogPrivate;

typedef enum
{
  PROP_SUBTITLE = 1,
  PROP_VERB,
  PROP_READERS,
} PantauFormDialogProperty;

static void pantau_form_dialog_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (PantauFormDialog,
                                  pantau_form_dialog,
                                  ADW_TYPE_WINDOW,
                                  G_ADD_PRIVATE (PantauFormDialog)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                             pantau_form_dialog_buildable_init))

static GParamSpec *properties[PROP_READERS + 1];
static GtkBuildableIface *parent_buildable;

static PantauFormDialogPrivate *
get_private (gpointer self)
{
  return pantau_form_dialog_get_instance_private (self);
}

/* --- Fields --- */

static gboolean
make_fields (PantauFormDialog *self, guint some)
{
  return PANTAU_FORM_DIALOG_GET_CLASS (self)->make_fields (self, some);
}

/* For whoever needs a field that may not be there yet. */
static void
make_rest (PantauFormDialog *self)
{
  PantauFormDialogPrivate *priv = get_private (self);

  g_clear_handle_id (&priv->idle, g_source_remove);
  if (priv->form != NULL)
    make_fields (self, G_MAXUINT);
}

static gboolean
make_more (gpointer data)
{
  PantauFormDialog *self = data;

  if (make_fields (self, IN_TURN))
    return G_SOURCE_CONTINUE;
  get_private (self)->idle = 0;

  return G_SOURCE_REMOVE;
}

/* (nullable): @child or the next one that is in sight */
static GtkWidget *
seen_from (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_get_visible (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
first_field (PantauFormDialog *self)
{
  return seen_from (gtk_widget_get_first_child (GTK_WIDGET (get_private (self)->fields)));
}

static GtkWidget *
field_after (GtkWidget *field)
{
  return seen_from (gtk_widget_get_next_sibling (field));
}

/* (nullable) */
static PantauFieldView *
find_field (PantauFormDialog *self, const char *name)
{
  /* A fault in a row of a list is told at the list: "elements[0].met". */
  g_autofree char *question = g_strndup (name, strcspn (name, "["));
  GtkWidget *field = first_field (self);

  while (field != NULL &&
         !g_str_equal (pantau_field_view_get_name (PANTAU_FIELD_VIEW (field)), question))
    field = field_after (field);

  return field != NULL ? PANTAU_FIELD_VIEW (field) : NULL;
}

/* (nullable): the field of the question in which the focus is; of a cell that of its list */
static GtkWidget *
get_focused_field (PantauFormDialog *self)
{
  GtkWidget *fields = GTK_WIDGET (get_private (self)->fields);
  GtkWidget *field = gtk_window_get_focus (GTK_WINDOW (self));

  while (field != NULL && gtk_widget_get_parent (field) != fields)
    field = gtk_widget_get_parent (field);

  return field;
}

/* (nullable) */
static GtkWidget *
first_empty (PantauFormDialog *self)
{
  PantauForm *form = get_private (self)->form;
  GtkWidget *field = first_field (self);

  while (field != NULL &&
         pantau_form_get (form, pantau_field_view_get_name (PANTAU_FIELD_VIEW (field))) != NULL)
    field = field_after (field);

  return field;
}

static void
settle (PantauFormDialog *self)
{
  make_rest (self);
  for (GtkWidget *field = first_field (self); field != NULL; field = field_after (field))
    pantau_field_view_settle (PANTAU_FIELD_VIEW (field));
  /* What was settled may need more. */
  make_rest (self);
}

/* --- Faults --- */

/* What is about the whole stands above the questions. @text: (nullable) */
static void
show_fault (PantauFormDialog *self, const char *text)
{
  PantauFormDialogPrivate *priv = get_private (self);

  gtk_label_set_label (priv->fault_label, text != NULL ? text : "");
  gtk_widget_set_visible (priv->fault_box, text != NULL);
}

static void
set_saving (PantauFormDialog *self, gboolean is_saving)
{
  PantauFormDialogPrivate *priv = get_private (self);

  priv->is_saving = is_saving;
  gtk_widget_set_visible (priv->spinner, is_saving);
  gtk_widget_set_sensitive (priv->scrolled, !is_saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", !is_saving);
}

static void
was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauFormDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults =
      pantau_session_write_finish (PANTAU_SESSION (source), result, &error);

  if (self != NULL && pantau_form_dialog_end_saving (self, faults, error))
    pantau_form_dialog_finish (self);
}

/* --- What is typed --- */

static void
keep (PantauFormDialog *self)
{
  PantauFormDialogPrivate *priv = get_private (self);
  g_autofree char *text = NULL;

  if (priv->key == NULL)
    return;
  if (!priv->is_done && pantau_form_is_worth_keeping (priv->form))
    text = pantau_form_save (priv->form);
  pantau_session_set_typed (priv->session, priv->key, text, priv->in_home);
}

static void
restore (PantauFormDialog *self)
{
  PantauFormDialogPrivate *priv = get_private (self);
  const char *text = priv->key != NULL ? pantau_session_get_typed (priv->session, priv->key) : NULL;
  g_autoptr (GError) error = NULL;

  if (text != NULL && !pantau_form_load (priv->form, text, &error))
    g_warning ("what was typed cannot be read: %s", error->message);
}

/* --- Verbs --- */

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFormDialog *self = PANTAU_FORM_DIALOG (widget);
  PantauFormDialogPrivate *priv = get_private (self);

  if (priv->is_saving || priv->form == NULL)
    return;
  settle (self);
  PANTAU_FORM_DIALOG_GET_CLASS (self)->save (self);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFormDialogPrivate *priv = get_private (widget);

  if (priv->form != NULL && !priv->is_saving)
    pantau_form_undo (priv->form);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFormDialogPrivate *priv = get_private (widget);

  if (priv->form != NULL && !priv->is_saving)
    pantau_form_redo (priv->form);
}

/* The next question, then what stands below them, then the button. */
static void
go_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFormDialog *self = PANTAU_FORM_DIALOG (widget);
  PantauFormDialogPrivate *priv = get_private (self);
  GtkWidget *field = get_focused_field (self);

  /* An answer that was just given may need others. */
  make_rest (self);
  field = field != NULL ? field_after (field) : NULL;
  if (field != NULL)
    gtk_widget_grab_focus (field);
  else if (!gtk_widget_child_focus (GTK_WIDGET (priv->tail), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (priv->save_button));
}

static gboolean
pantau_form_dialog_close_request (GtkWindow *window)
{
  PantauFormDialog *self = PANTAU_FORM_DIALOG (window);

  /* It will close by itself, or tell what is wrong. */
  if (get_private (self)->is_saving)
    return GDK_EVENT_STOP;

  keep (self);

  return GTK_WINDOW_CLASS (pantau_form_dialog_parent_class)->close_request (window);
}

/* --- The class --- */

static void
pantau_form_dialog_add_child (GtkBuildable *buildable,
                              GtkBuilder *builder,
                              GObject *child,
                              const char *type)
{
  PantauFormDialogPrivate *priv = get_private (buildable);

  if (g_strcmp0 (type, "lead") == 0)
    adw_bin_set_child (priv->lead, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "tail") == 0)
    adw_bin_set_child (priv->tail, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
pantau_form_dialog_dispose (GObject *object)
{
  PantauFormDialog *self = PANTAU_FORM_DIALOG (object);
  PantauFormDialogPrivate *priv = get_private (self);

  g_clear_handle_id (&priv->idle, g_source_remove);
  /* The program may end without anybody closing it. */
  if (priv->form != NULL)
    keep (self);
  /* gtk_widget_dispose_template() of GTK 4.8 knows one template per object; here are two. A window lets its content go by itself. */
  g_clear_object (&priv->form);
  g_clear_object (&priv->record);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (pantau_form_dialog_parent_class)->dispose (object);
}

static void
pantau_form_dialog_finalize (GObject *object)
{
  g_free (get_private (object)->key);

  G_OBJECT_CLASS (pantau_form_dialog_parent_class)->finalize (object);
}

static void
pantau_form_dialog_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauFormDialogPrivate *priv = get_private (object);

  switch ((PantauFormDialogProperty) property)
    {
    case PROP_SUBTITLE:
      g_value_set_string (value, adw_window_title_get_subtitle (priv->title));
      break;
    case PROP_VERB:
      g_value_set_string (value, gtk_button_get_label (priv->save_button));
      break;
    case PROP_READERS:
      g_value_set_string (value, gtk_label_get_label (priv->readers_label));
      break;
    }
}

static void
pantau_form_dialog_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauFormDialogPrivate *priv = get_private (object);

  switch ((PantauFormDialogProperty) property)
    {
    case PROP_SUBTITLE:
      adw_window_title_set_subtitle (priv->title, g_value_get_string (value));
      break;
    case PROP_VERB:
      gtk_button_set_label (priv->save_button, g_value_get_string (value));
      break;
    case PROP_READERS:
      gtk_label_set_label (priv->readers_label, g_value_get_string (value));
      break;
    }
}

static void
pantau_form_dialog_class_init (PantauFormDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_form_dialog_dispose;
  object_class->finalize = pantau_form_dialog_finalize;
  object_class->get_property = pantau_form_dialog_get_property;
  object_class->set_property = pantau_form_dialog_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_form_dialog_close_request;

  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  properties[PROP_VERB] = g_param_spec_string ("verb", NULL, NULL, "", flags);
  properties[PROP_READERS] = g_param_spec_string ("readers", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-form-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, cancel_button);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, fault_box);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, fault_label);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, fields);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, lead);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, readers_label);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, save_button);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, scrolled);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, tail);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFormDialog, title);

  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "dialog.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "dialog.undo", NULL, undo);
  /* What fields do at Enter, wherever they stand. */
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, go_next);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
}

static void
pantau_form_dialog_init (PantauFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
pantau_form_dialog_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = pantau_form_dialog_add_child;
}

void
pantau_form_dialog_present (PantauFormDialog *self)
{
  g_return_if_fail (PANTAU_IS_FORM_DIALOG (self));

  restore (self);
  gtk_window_present (GTK_WINDOW (self));
}

PantauRecord *
pantau_form_dialog_get_record (PantauFormDialog *self)
{
  return get_private (self)->record;
}

void
pantau_form_dialog_set_up (PantauFormDialog *self,
                           PantauSession *session,
                           PantauRecord *record,
                           PantauForm *form)
{
  PantauFormDialogPrivate *priv = get_private (self);

  priv->session = g_object_ref (session);
  priv->record = g_object_ref (record);
  priv->form = g_object_ref (form);
}

PantauSession *
pantau_form_dialog_get_session (PantauFormDialog *self)
{
  return get_private (self)->session;
}

PantauForm *
pantau_form_dialog_get_form (PantauFormDialog *self)
{
  return get_private (self)->form;
}

void
pantau_form_dialog_keep_as (PantauFormDialog *self, const char *name, gboolean in_home)
{
  PantauFormDialogPrivate *priv = get_private (self);

  priv->in_home = in_home;
  priv->key = g_strdup_printf ("%s %s", pantau_record_get_id (priv->record), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->cancel_button),
                               _ ("What was typed is there again the next time (Escape)"));
}

void
pantau_form_dialog_begin (PantauFormDialog *self)
{
  if (make_fields (self, AT_ONCE))
    pantau_form_dialog_queue_fields (self);
}

void
pantau_form_dialog_queue_fields (PantauFormDialog *self)
{
  PantauFormDialogPrivate *priv = get_private (self);

  /* A field may still be settled while its dialog goes. */
  if (priv->idle == 0 && priv->form != NULL)
    priv->idle = g_idle_add (make_more, self);
}

void
pantau_form_dialog_add_field (PantauFormDialog *self, GtkWidget *field)
{
  g_return_if_fail (PANTAU_IS_FIELD_VIEW (field));

  gtk_box_append (get_private (self)->fields, field);
}

void
pantau_form_dialog_move_field (PantauFormDialog *self, GtkWidget *field, GtkWidget *after)
{
  gtk_box_reorder_child_after (get_private (self)->fields, field, after);
}

gboolean
pantau_form_dialog_focus_first (PantauFormDialog *self)
{
  GtkWidget *field = first_field (self);

  return field != NULL && gtk_widget_grab_focus (field);
}

void
pantau_form_dialog_focus_first_empty (PantauFormDialog *self)
{
  GtkWidget *field = first_empty (self);

  if (field == NULL)
    {
      make_rest (self);
      field = first_empty (self);
    }
  if (field != NULL)
    gtk_widget_grab_focus (field);
  else
    pantau_form_dialog_focus_first (self);
}

void
pantau_form_dialog_show_faults (PantauFormDialog *self, GPtrArray *faults)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  GtkWidget *first;

  make_rest (self);
  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);
      PantauFieldView *field = find_field (self, fault->field);
      g_autofree char *sentence = pantau_advice_sentence (fault->message);

      if (field != NULL)
        pantau_field_view_complain (field, sentence);
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "\n" : "", sentence);
    }
  show_fault (self, rest->len > 0 ? rest->str : NULL);

  first = first_field (self);
  while (first != NULL && !pantau_field_view_is_faulty (PANTAU_FIELD_VIEW (first)))
    first = field_after (first);
  if (first != NULL)
    gtk_widget_grab_focus (first);
}

void
pantau_form_dialog_write (PantauFormDialog *self,
                          PantauWriteFunc func,
                          gpointer data,
                          GDestroyNotify free_data)
{
  pantau_form_dialog_begin_saving (self);
  pantau_session_write (get_private (self)->session, func, data, free_data,
                        (GDestroyNotify) g_ptr_array_unref, was_written, pantau_ui_weak_new (self));
}

void
pantau_form_dialog_begin_saving (PantauFormDialog *self)
{
  show_fault (self, NULL);
  set_saving (self, TRUE);
}

gboolean
pantau_form_dialog_end_saving (PantauFormDialog *self, GPtrArray *faults, const GError *error)
{
  set_saving (self, FALSE);
  if (faults == NULL)
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      show_fault (self, sentence);
      pantau_form_dialog_focus_first_empty (self);
      return FALSE;
    }
  if (faults->len > 0)
    pantau_form_dialog_show_faults (self, faults);

  return faults->len == 0;
}

void
pantau_form_dialog_finish (PantauFormDialog *self)
{
  get_private (self)->is_done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
