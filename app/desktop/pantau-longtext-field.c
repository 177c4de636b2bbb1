/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several lines of text, in a box that grows with them. */

#define G_LOG_DOMAIN "pantau-longtext-field"

#include "config.h"

#include "pantau-longtext-field.h"

struct _PantauLongtextField
{
  PantauFieldView parent_instance;

  GtkTextBuffer *buffer;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (PantauLongtextField, pantau_longtext_field, PANTAU_TYPE_FIELD_VIEW)

static void
text_changed (PantauLongtextField *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  pantau_field_view_answer_text (PANTAU_FIELD_VIEW (self), text);
}

static void
pantau_longtext_field_show_answer (PantauFieldView *view)
{
  PantauLongtextField *self = PANTAU_LONGTEXT_FIELD (view);
  g_autofree char *text =
      pantau_form_get_text (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  g_autofree char *shown = NULL;

  g_object_get (self->buffer, "text", &shown, NULL);
  if (!g_str_equal (text, shown))
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

static GtkWidget *
pantau_longtext_field_get_control (PantauFieldView *view)
{
  return PANTAU_LONGTEXT_FIELD (view)->text;
}

static void
pantau_longtext_field_class_init (PantauLongtextFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_longtext_field_get_control;
  field_class->show_answer = pantau_longtext_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-longtext-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_child (widget_class, PantauLongtextField, buffer);
  gtk_widget_class_bind_template_child (widget_class, PantauLongtextField, text);
}

static void
pantau_longtext_field_init (PantauLongtextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
