/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any number of choices, each with a box to check. */

#define G_LOG_DOMAIN "pantau-choices-field"

#include "config.h"

#include "pantau-choices-field.h"

#include "pantau-wrap-layout.h"

struct _PantauChoicesField
{
  PantauFieldView parent_instance;

  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (PantauChoicesField, pantau_choices_field, PANTAU_TYPE_FIELD_VIEW)

static void
check_toggled (PantauChoicesField *self)
{
  GPtrArray *choices = pantau_field_view_get_choices (PANTAU_FIELD_VIEW (self));
  g_autoptr (JsonArray) codes = json_array_new ();
  GtkWidget *check = gtk_widget_get_first_child (self->list);

  for (guint i = 0; i < choices->len; i++, check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      json_array_add_string_element (codes,
                                     ((const PantauChoice *) g_ptr_array_index (choices, i))->code);

  pantau_field_view_answer (
      PANTAU_FIELD_VIEW (self),
      json_array_get_length (codes) > 0 ? json_node_init_array (json_node_alloc (), codes) : NULL);
}

static gboolean
holds (JsonNode *value, const char *code)
{
  JsonArray *codes =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++)
    if (g_strcmp0 (json_array_get_string_element (codes, i), code) == 0)
      return TRUE;

  return FALSE;
}

/* Enter goes on, as in every other question; Space checks. */
static gboolean
key_pressed (PantauChoicesField *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (modifiers & GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  pantau_field_view_go_on (PANTAU_FIELD_VIEW (self));

  return GDK_EVENT_STOP;
}

static void
pantau_choices_field_set_up (PantauFieldView *view)
{
  PantauChoicesField *self = PANTAU_CHOICES_FIELD (view);
  GPtrArray *choices = pantau_field_view_get_choices (view);

  for (guint i = 0; i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);
      GtkWidget *check = gtk_check_button_new_with_label (pantau_field_view_choice_name (choice));

      gtk_widget_add_css_class (check, "choice");
      g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->list), check);
    }
}

static void
pantau_choices_field_show_answer (PantauFieldView *view)
{
  PantauChoicesField *self = PANTAU_CHOICES_FIELD (view);
  GPtrArray *choices = pantau_field_view_get_choices (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  GtkWidget *check = gtk_widget_get_first_child (self->list);

  for (guint i = 0; i < choices->len; i++, check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        holds (value, ((const PantauChoice *) g_ptr_array_index (choices, i))->code));
}

static GtkWidget *
pantau_choices_field_get_control (PantauFieldView *view)
{
  return PANTAU_CHOICES_FIELD (view)->list;
}

static void
pantau_choices_field_class_init (PantauChoicesFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_choices_field_get_control;
  field_class->set_up = pantau_choices_field_set_up;
  field_class->show_answer = pantau_choices_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-choices-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_child (widget_class, PantauChoicesField, list);

  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
}

static void
pantau_choices_field_init (PantauChoicesField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
