/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that shows an answer. */

#define G_LOG_DOMAIN "pantau-field-row"

#include "config.h"

#include "pantau-field-row.h"

#include "pantau-long-text.h"

struct _PantauFieldRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *copy_button;
  GtkImage *differs_image;
  GtkLabel *name_label;
  PantauLongText *value_text;
};

G_DEFINE_FINAL_TYPE (PantauFieldRow, pantau_field_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_field_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (pantau_field_row_parent_class)->dispose (object);
}

static void
pantau_field_row_class_init (PantauFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_field_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-field-row.ui");
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  gtk_widget_class_bind_template_child (widget_class, PantauFieldRow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFieldRow, differs_image);
  gtk_widget_class_bind_template_child (widget_class, PantauFieldRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFieldRow, value_text);
}

static void
pantau_field_row_init (PantauFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_field_row_set (PantauFieldRow *self, const char *label, const char *value, gboolean differs)
{
  g_return_if_fail (PANTAU_IS_FIELD_ROW (self));

  gtk_label_set_label (self->name_label, label);
  pantau_long_text_set_text (self->value_text, value);
  gtk_widget_set_visible (GTK_WIDGET (self->differs_image), differs);
}

void
pantau_field_row_set_copied (PantauFieldRow *self, const char *what)
{
  g_return_if_fail (PANTAU_IS_FIELD_ROW (self));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy_button), "s",
                                    what != NULL ? what : "");
  gtk_widget_set_visible (self->copy_button, what != NULL);
  pantau_long_text_set_selectable (self->value_text, what != NULL);
}
