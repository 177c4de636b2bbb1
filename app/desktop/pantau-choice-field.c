/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of a few choices, all in sight. */

#define G_LOG_DOMAIN "pantau-choice-field"

#include "config.h"

#include "pantau-choice-field.h"

#include "pantau-chips.h"

struct _PantauChoiceField
{
  PantauFieldView parent_instance;

  PantauChips *chips;
};

G_DEFINE_FINAL_TYPE (PantauChoiceField, pantau_choice_field, PANTAU_TYPE_FIELD_VIEW)

static void
picked (PantauChoiceField *self, const char *id)
{
  JsonNode *value = NULL;

  if (*id != '\0')
    value = json_node_init_string (json_node_alloc (), id);
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self), value);
}

static void
pantau_choice_field_set_up (PantauFieldView *view)
{
  PantauChoiceField *self = PANTAU_CHOICE_FIELD (view);
  GPtrArray *choices = pantau_field_view_get_choices (view);

  for (guint i = 0; i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      pantau_chips_add (self->chips, choice->code, pantau_field_view_choice_name (choice));
    }
}

static void
pantau_choice_field_show_answer (PantauFieldView *view)
{
  PantauChoiceField *self = PANTAU_CHOICE_FIELD (view);
  g_autofree char *code = pantau_field_view_dup_code (view);

  pantau_chips_set_selected (self->chips, code);
}

static GtkWidget *
pantau_choice_field_get_control (PantauFieldView *view)
{
  return GTK_WIDGET (PANTAU_CHOICE_FIELD (view)->chips);
}

static void
pantau_choice_field_class_init (PantauChoiceFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_choice_field_get_control;
  field_class->set_up = pantau_choice_field_set_up;
  field_class->show_answer = pantau_choice_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-choice-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, picked);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceField, chips);

  g_type_ensure (PANTAU_TYPE_CHIPS);
}

static void
pantau_choice_field_init (PantauChoiceField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
