/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yes, no, or nobody knows yet. */

#define G_LOG_DOMAIN "pantau-boolean-field"

#include "config.h"

#include "pantau-boolean-field.h"

#include <glib/gi18n-lib.h>

#include "pantau-chips.h"

struct _PantauBooleanField
{
  PantauFieldView parent_instance;

  PantauChips *chips;
};

G_DEFINE_FINAL_TYPE (PantauBooleanField, pantau_boolean_field, PANTAU_TYPE_FIELD_VIEW)

static void
picked (PantauBooleanField *self, const char *id)
{
  JsonNode *value = NULL;

  if (g_str_equal (id, "yes") || g_str_equal (id, "no"))
    value = json_node_init_boolean (json_node_alloc (), g_str_equal (id, "yes"));
  else
    pantau_chips_set_selected (self->chips, "unknown");
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self), value);
}

static void
pantau_boolean_field_set_up (PantauFieldView *view)
{
  PantauBooleanField *self = PANTAU_BOOLEAN_FIELD (view);

  pantau_chips_add (self->chips, "yes", _ ("Yes"));
  pantau_chips_add (self->chips, "no", _ ("No"));
  /* Translators: an answer beside “Yes” and “No” */
  pantau_chips_add (self->chips, "unknown", _ ("Not known yet"));
  pantau_chips_set_quiet (self->chips, "unknown");
}

static void
pantau_boolean_field_show_answer (PantauFieldView *view)
{
  PantauBooleanField *self = PANTAU_BOOLEAN_FIELD (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  gboolean is_known = value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
                      json_node_get_value_type (value) == G_TYPE_BOOLEAN;

  pantau_chips_set_selected (self->chips, !is_known                       ? "unknown"
                                          : json_node_get_boolean (value) ? "yes"
                                                                          : "no");
}

static GtkWidget *
pantau_boolean_field_get_control (PantauFieldView *view)
{
  return GTK_WIDGET (PANTAU_BOOLEAN_FIELD (view)->chips);
}

static void
pantau_boolean_field_class_init (PantauBooleanFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_boolean_field_get_control;
  field_class->set_up = pantau_boolean_field_set_up;
  field_class->show_answer = pantau_boolean_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-boolean-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, picked);
  gtk_widget_class_bind_template_child (widget_class, PantauBooleanField, chips);

  g_type_ensure (PANTAU_TYPE_CHIPS);
}

static void
pantau_boolean_field_init (PantauBooleanField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
