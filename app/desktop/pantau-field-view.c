/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all questions of a form have in common on the screen. */

#define G_LOG_DOMAIN "pantau-field-view"

#include "config.h"

#include "pantau-field-view.h"

#include "pantau-locale.h"
#include "pantau-ui.h"

/*
 * A fault of a half-typed answer is told after a pause: "1" is no date, but "1-2-2024" will be one. Mended faults go at once.
 */
#define FAULT_PAUSE 600 /* ms */

typedef struct
{
  PantauForm *form; /* (owned) */
  char *name;       /* (owned) */
  const PantauQuestion *question;
  char *complaint; /* (owned) (nullable) */
  guint fault_source;
  gboolean is_answering;
  gboolean is_showing;

  GtkWidget *fault;
  GtkLabel *fault_label;
  GtkWidget *hint;
  GtkWidget *label;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *required;
  GtkRevealer *revealer;
  GtkBox *slot;
  GtkWidget *told;
} PantauFieldViewPrivate;

typedef enum
{
  PROP_FORM = 1,
  PROP_QUESTION,
} PantauFieldViewProperty;

static void pantau_field_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (PantauFieldView,
                                  pantau_field_view,
                                  GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (PantauFieldView)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                             pantau_field_view_buildable_init))

static GParamSpec *properties[PROP_QUESTION + 1];
static GtkBuildableIface *parent_buildable;

static PantauFieldViewPrivate *
get_private (PantauFieldView *self)
{
  return pantau_field_view_get_instance_private (self);
}

static GtkWidget *
get_control (PantauFieldView *self)
{
  return PANTAU_FIELD_VIEW_GET_CLASS (self)->get_control (self);
}

/* (transfer none) (nullable) */
static const char *
get_fault (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  const char *fault = pantau_form_get_fault (priv->form, priv->name);

  return fault != NULL ? fault : priv->complaint;
}

static void
show_fault (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  const char *fault = get_fault (self);
  GtkWidget *control = get_control (self);

  g_clear_handle_id (&priv->fault_source, g_source_remove);
  gtk_label_set_text (priv->fault_label, fault != NULL ? fault : "");
  gtk_widget_set_visible (priv->fault, fault != NULL);
  if (fault != NULL)
    {
      gtk_widget_add_css_class (control, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (control, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

/* What is unwise, or what the program will do because of the answer: it hinders nothing, and waits for no pause. */
static void
show_notice (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  const char *warning = pantau_form_get_warning (priv->form, priv->name);
  g_autofree char *notice =
      warning == NULL ? pantau_form_dup_notice (priv->form, priv->name) : g_strdup (warning);

  gtk_label_set_text (priv->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (priv->notice, notice != NULL);
}

static gboolean
pause_is_over (gpointer data)
{
  PantauFieldView *self = data;

  get_private (self)->fault_source = 0;
  show_fault (self);

  return G_SOURCE_REMOVE;
}

static gboolean
has_focus (PantauFieldView *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
update_fault (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  const char *fault = get_fault (self);

  if (fault == NULL || gtk_widget_get_visible (priv->fault) || !has_focus (self))
    {
      show_fault (self);
      return;
    }
  g_clear_handle_id (&priv->fault_source, g_source_remove);
  priv->fault_source = g_timeout_add (FAULT_PAUSE, pause_is_over, self);
}

static void
update_asked (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  gboolean is_asked = pantau_form_is_asked (priv->form, priv->name);

  if (is_asked)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (priv->revealer, is_asked);
  if (!is_asked && !gtk_revealer_get_child_revealed (priv->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
fold_is_over (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);

  if (!gtk_revealer_get_child_revealed (priv->revealer) &&
      !gtk_revealer_get_reveal_child (priv->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
form_changed (PantauForm *form, const char *name, PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);

  if (*name != '\0' && !g_str_equal (name, priv->name))
    return;

  if (*name != '\0')
    g_clear_pointer (&priv->complaint, g_free);
  if (!priv->is_answering)
    pantau_field_view_show_answer (self);
  update_asked (self);
  update_fault (self);
  show_notice (self);
}

/* Another window has the focus now: whoever looks something up there has not finished here. */
static gboolean
is_away (PantauFieldView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) && !gtk_window_is_active (GTK_WINDOW (root));
}

static void
focus_left (PantauFieldView *self)
{
  GtkWidget *control = get_control (self);

  if (is_away (self))
    return;
  /* An entry that was come to by key has all of its text selected, and would keep it so. */
  if (GTK_IS_EDITABLE (control))
    gtk_editable_select_region (GTK_EDITABLE (control), 0, 0);
  pantau_field_view_settle (self);
  pantau_form_end_step (get_private (self)->form);
  if (get_private (self)->fault_source != 0)
    show_fault (self);
}

static void
name_control (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  GtkAccessible *control = GTK_ACCESSIBLE (get_control (self));

  gtk_accessible_update_relation (control, GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->label, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, priv->fault_label,
                                  priv->notice_label, priv->told, priv->hint, NULL, -1);
  if (priv->question->required)
    gtk_accessible_update_property (control, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

static void
pantau_field_view_constructed (GObject *object)
{
  PantauFieldView *self = PANTAU_FIELD_VIEW (object);
  PantauFieldViewPrivate *priv = get_private (self);
  PantauFieldViewClass *klass = PANTAU_FIELD_VIEW_GET_CLASS (self);

  G_OBJECT_CLASS (pantau_field_view_parent_class)->constructed (object);

  priv->question = pantau_form_get_question (priv->form, priv->name);
  g_assert (priv->question != NULL);

  gtk_label_set_text (GTK_LABEL (priv->label), priv->question->label);
  gtk_label_set_text (GTK_LABEL (priv->hint),
                      priv->question->hint != NULL ? priv->question->hint : "");
  gtk_widget_set_visible (priv->hint, priv->question->hint != NULL);
  gtk_widget_set_visible (priv->required, priv->question->required);
  if (klass->set_up != NULL)
    klass->set_up (self);
  name_control (self);

  pantau_field_view_show_answer (self);
  gtk_revealer_set_transition_type (priv->revealer, GTK_REVEALER_TRANSITION_TYPE_NONE);
  update_asked (self);
  gtk_revealer_set_transition_type (priv->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN);
  show_fault (self);
  show_notice (self);
  g_signal_connect_object (priv->form, "changed", G_CALLBACK (form_changed), self, 0);
}

static gboolean
pantau_field_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (get_control (PANTAU_FIELD_VIEW (widget)));
}

/* What a subclass has in its template is the control. */
static void
pantau_field_view_add_child (GtkBuildable *buildable,
                             GtkBuilder *builder,
                             GObject *child,
                             const char *type)
{
  PantauFieldViewPrivate *priv = get_private (PANTAU_FIELD_VIEW (buildable));

  if (priv->slot != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (priv->slot, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
pantau_field_view_dispose (GObject *object)
{
  PantauFieldView *self = PANTAU_FIELD_VIEW (object);
  PantauFieldViewPrivate *priv = get_private (self);

  g_clear_handle_id (&priv->fault_source, g_source_remove);
  /* gtk_widget_dispose_template() of GTK 4.8 knows one template per object; here are two. A box lets its children go by itself. */
  g_clear_object (&priv->form);

  G_OBJECT_CLASS (pantau_field_view_parent_class)->dispose (object);
}

static void
pantau_field_view_finalize (GObject *object)
{
  PantauFieldViewPrivate *priv = get_private (PANTAU_FIELD_VIEW (object));

  g_free (priv->complaint);
  g_free (priv->name);

  G_OBJECT_CLASS (pantau_field_view_parent_class)->finalize (object);
}

static void
pantau_field_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauFieldViewPrivate *priv = get_private (PANTAU_FIELD_VIEW (object));

  switch ((PantauFieldViewProperty) property)
    {
    case PROP_FORM:
      g_value_set_object (value, priv->form);
      break;
    case PROP_QUESTION:
      g_value_set_string (value, priv->name);
      break;
    }
}

static void
pantau_field_view_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauFieldViewPrivate *priv = get_private (PANTAU_FIELD_VIEW (object));

  switch ((PantauFieldViewProperty) property)
    {
    case PROP_FORM:
      priv->form = g_value_dup_object (value);
      break;
    case PROP_QUESTION:
      priv->name = g_value_dup_string (value);
      break;
    }
}

static void
pantau_field_view_class_init (PantauFieldViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = pantau_field_view_constructed;
  object_class->dispose = pantau_field_view_dispose;
  object_class->finalize = pantau_field_view_finalize;
  object_class->get_property = pantau_field_view_get_property;
  object_class->set_property = pantau_field_view_set_property;
  widget_class->grab_focus = pantau_field_view_grab_focus;

  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, PANTAU_TYPE_FORM, flags);
  properties[PROP_QUESTION] = g_param_spec_string ("question", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "fieldview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-field-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, focus_left);
  gtk_widget_class_bind_template_callback (widget_class, fold_is_over);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, fault);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, fault_label);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, hint);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, label);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, notice);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, notice_label);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, required);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, revealer);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, slot);
  gtk_widget_class_bind_template_child_private (widget_class, PantauFieldView, told);
}

static void
pantau_field_view_init (PantauFieldView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
pantau_field_view_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = pantau_field_view_add_child;
}

PantauForm *
pantau_field_view_get_form (PantauFieldView *self)
{
  return get_private (self)->form;
}

const PantauQuestion *
pantau_field_view_get_question (PantauFieldView *self)
{
  return get_private (self)->question;
}

const char *
pantau_field_view_get_name (PantauFieldView *self)
{
  return get_private (self)->name;
}

PantauReference *
pantau_field_view_get_reference (PantauFieldView *self)
{
  return pantau_form_get_reference (get_private (self)->form);
}

GPtrArray *
pantau_field_view_get_choices (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);

  return pantau_form_get_choices (priv->form, priv->name);
}

const char *
pantau_field_view_choice_name (const PantauChoice *choice)
{
  return pantau_label_get (&choice->name, pantau_locale_get ());
}

char *
pantau_field_view_dup_code (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);
  JsonNode *value = pantau_form_get (priv->form, priv->name);

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) ||
      json_node_get_value_type (value) != G_TYPE_STRING)
    return NULL;

  return json_node_dup_string (value);
}

void
pantau_field_view_answer (PantauFieldView *self, JsonNode *value)
{
  PantauFieldViewPrivate *priv = get_private (self);

  if (!priv->is_showing)
    {
      priv->is_answering = TRUE;
      pantau_form_set (priv->form, priv->name, value);
      priv->is_answering = FALSE;
    }
  g_clear_pointer (&value, json_node_unref);
}

void
pantau_field_view_answer_text (PantauFieldView *self, const char *text)
{
  PantauFieldViewPrivate *priv = get_private (self);

  if (priv->is_showing)
    return;

  priv->is_answering = TRUE;
  pantau_form_set_text (priv->form, priv->name, text);
  priv->is_answering = FALSE;
}

void
pantau_field_view_set_pending (PantauFieldView *self, const char *text)
{
  PantauFieldViewPrivate *priv = get_private (self);

  if (!priv->is_showing)
    pantau_form_set_pending (priv->form, priv->name, text);
}

const char *
pantau_field_view_get_pending (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);

  return pantau_form_get_pending (priv->form, priv->name);
}

gboolean
pantau_field_view_is_showing (PantauFieldView *self)
{
  return get_private (self)->is_showing;
}

void
pantau_field_view_show_answer (PantauFieldView *self)
{
  PantauFieldViewPrivate *priv = get_private (self);

  priv->is_showing = TRUE;
  PANTAU_FIELD_VIEW_GET_CLASS (self)->show_answer (self);
  priv->is_showing = FALSE;
}

void
pantau_field_view_tell (PantauFieldView *self, const char *text)
{
  PantauFieldViewPrivate *priv = get_private (self);

  pantau_ui_set_text (GTK_LABEL (priv->told), text);
}

void
pantau_field_view_go_on (PantauFieldView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "editor.next", NULL);
}

void
pantau_field_view_settle (PantauFieldView *self)
{
  PantauFieldViewClass *klass = PANTAU_FIELD_VIEW_GET_CLASS (self);

  if (klass->settle != NULL)
    klass->settle (self);
}

void
pantau_field_view_complain (PantauFieldView *self, const char *message)
{
  PantauFieldViewPrivate *priv = get_private (self);

  g_free (priv->complaint);
  priv->complaint = g_strdup (message);
  show_fault (self);
}

gboolean
pantau_field_view_is_faulty (PantauFieldView *self)
{
  return gtk_widget_get_visible (get_private (self)->fault);
}

const char *
pantau_field_view_get_notice (PantauFieldView *self)
{
  return gtk_label_get_text (get_private (self)->notice_label);
}
