/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text: titles, links, numbers of decisions. */

#define G_LOG_DOMAIN "pantau-text-field"

#include "config.h"

#include "pantau-text-field.h"

struct _PantauTextField
{
  PantauFieldView parent_instance;

  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (PantauTextField, pantau_text_field, PANTAU_TYPE_FIELD_VIEW)

static void
text_changed (PantauTextField *self)
{
  pantau_field_view_answer_text (PANTAU_FIELD_VIEW (self),
                                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
pantau_text_field_show_answer (PantauFieldView *view)
{
  PantauTextField *self = PANTAU_TEXT_FIELD (view);
  g_autofree char *text =
      pantau_form_get_text (pantau_field_view_get_form (view), pantau_field_view_get_name (view));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
      /* Who types goes on at the end; who reads what was filled in reads its beginning. */
      if (gtk_widget_get_focus_child (self->entry) != NULL)
        gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
}

static GtkWidget *
pantau_text_field_get_control (PantauFieldView *view)
{
  return PANTAU_TEXT_FIELD (view)->entry;
}

static void
pantau_text_field_class_init (PantauTextFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_text_field_get_control;
  field_class->show_answer = pantau_text_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-text-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_child (widget_class, PantauTextField, entry);
}

static void
pantau_text_field_init (PantauTextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_text_field_set_placeholder (PantauTextField *self, const char *text)
{
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), text);
}
