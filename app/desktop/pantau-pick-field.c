/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a question that is answered by a code: what is typed, what it finds, what is taken. */

#define G_LOG_DOMAIN "pantau-pick-field"

#include "config.h"

#include "pantau-pick-field.h"

typedef struct
{
  char *placeholder; /* (owned) (nullable) */
  GPtrArray *found;  /* (owned) (nullable): of code, as they were offered */

  PantauPicker *picker;
} PantauPickFieldPrivate;

typedef enum
{
  PROP_PLACEHOLDER_TEXT = 1,
} PantauPickFieldProperty;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PantauPickField, pantau_pick_field, PANTAU_TYPE_FIELD_VIEW)

static GParamSpec *properties[PROP_PLACEHOLDER_TEXT + 1];

static PantauPickFieldPrivate *
get_private (gpointer self)
{
  return pantau_pick_field_get_instance_private (self);
}

/* The form's answer as the line shows it. (transfer full) */
static char *
dup_shown (PantauPickField *self)
{
  g_autofree char *code = pantau_field_view_dup_code (PANTAU_FIELD_VIEW (self));

  return code != NULL ? PANTAU_PICK_FIELD_GET_CLASS (self)->dup_name (self, code) : g_strdup ("");
}

static void
find (PantauPickField *self, const char *text)
{
  PantauPickFieldPrivate *priv = get_private (self);

  g_clear_pointer (&priv->found, g_ptr_array_unref);
  priv->found = PANTAU_PICK_FIELD_GET_CLASS (self)->find (self, text);
}

static void
search (PantauPickField *self, const char *text)
{
  PantauPickFieldPrivate *priv = get_private (self);

  find (self, text);
  for (guint i = 0; i < priv->found->len; i++)
    PANTAU_PICK_FIELD_GET_CLASS (self)->offer (self, priv->picker,
                                               g_ptr_array_index (priv->found, i));
}

static void
take (PantauPickField *self, const char *code)
{
  g_autofree char *name = PANTAU_PICK_FIELD_GET_CLASS (self)->dup_name (self, code);

  pantau_picker_set_text (get_private (self)->picker, name);
  pantau_field_view_set_pending (PANTAU_FIELD_VIEW (self), NULL);
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self),
                            json_node_init_string (json_node_alloc (), code));
}

static void
picked (PantauPickField *self, guint index)
{
  take (self, g_ptr_array_index (get_private (self)->found, index));
  pantau_field_view_go_on (PANTAU_FIELD_VIEW (self));
}

/* An emptied line is no answer, at once; a half-typed one is none yet. */
static void
edited (PantauPickField *self, const char *text)
{
  PantauFieldView *view = PANTAU_FIELD_VIEW (self);
  g_autofree char *shown = dup_shown (self);

  pantau_field_view_set_pending (view, g_str_equal (text, shown) ? NULL : text);
  if (*text == '\0')
    pantau_field_view_answer (view, NULL);
}

static void
pantau_pick_field_settle (PantauFieldView *view)
{
  PantauPickField *self = PANTAU_PICK_FIELD (view);
  PantauPickFieldPrivate *priv = get_private (self);
  const char *text = pantau_picker_get_text (priv->picker);
  g_autofree char *shown = dup_shown (self);

  /* An emptied line was taken already. */
  if (g_str_equal (text, shown) || *text == '\0')
    return;

  find (self, text);
  if (priv->found->len > 0)
    {
      take (self, g_ptr_array_index (priv->found, 0));
    }
  else
    {
      pantau_field_view_set_pending (view, NULL);
      pantau_field_view_answer (view, json_node_init_string (json_node_alloc (), text));
    }
}

static void
pantau_pick_field_show_answer (PantauFieldView *view)
{
  PantauPickField *self = PANTAU_PICK_FIELD (view);
  g_autofree char *shown = dup_shown (self);
  const char *pending = pantau_field_view_get_pending (view);

  pantau_picker_set_text (get_private (self)->picker, pending != NULL ? pending : shown);
}

static GtkWidget *
pantau_pick_field_get_control (PantauFieldView *view)
{
  return pantau_picker_get_entry (get_private (view)->picker);
}

static void
pantau_pick_field_offer (PantauPickField *self, PantauPicker *picker, const char *code)
{
  g_autofree char *name = PANTAU_PICK_FIELD_GET_CLASS (self)->dup_name (self, code);

  pantau_picker_offer (picker, name, NULL);
}

static void
pantau_pick_field_finalize (GObject *object)
{
  PantauPickFieldPrivate *priv = get_private (object);

  g_free (priv->placeholder);
  g_clear_pointer (&priv->found, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_pick_field_parent_class)->finalize (object);
}

static void
pantau_pick_field_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch ((PantauPickFieldProperty) property)
    {
    case PROP_PLACEHOLDER_TEXT:
      g_value_set_string (value, get_private (object)->placeholder);
      break;
    }
}

static void
pantau_pick_field_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauPickFieldPrivate *priv = get_private (object);

  switch ((PantauPickFieldProperty) property)
    {
    case PROP_PLACEHOLDER_TEXT:
      g_free (priv->placeholder);
      priv->placeholder = g_value_dup_string (value);
      break;
    }
}

static void
pantau_pick_field_class_init (PantauPickFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  object_class->finalize = pantau_pick_field_finalize;
  object_class->get_property = pantau_pick_field_get_property;
  object_class->set_property = pantau_pick_field_set_property;
  field_class->get_control = pantau_pick_field_get_control;
  field_class->settle = pantau_pick_field_settle;
  field_class->show_answer = pantau_pick_field_show_answer;
  klass->offer = pantau_pick_field_offer;

  properties[PROP_PLACEHOLDER_TEXT] = g_param_spec_string (
      "placeholder-text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-pick-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, edited);
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, picked);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_child_private (widget_class, PantauPickField, picker);

  g_type_ensure (PANTAU_TYPE_PICKER);
}

static void
pantau_pick_field_init (PantauPickField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
