/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bad it is, from 1 to 5, in words. */

#define G_LOG_DOMAIN "pantau-severity-field"

#include "config.h"

#include "pantau-severity-field.h"

#include "pantau-chips.h"
#include "pantau-locale.h"

struct _PantauSeverityField
{
  PantauFieldView parent_instance;

  PantauChips *chips;
};

G_DEFINE_FINAL_TYPE (PantauSeverityField, pantau_severity_field, PANTAU_TYPE_FIELD_VIEW)

/* What the chosen number means here. */
static void
tell (PantauSeverityField *self)
{
  GPtrArray *choices = pantau_field_view_get_choices (PANTAU_FIELD_VIEW (self));
  const char *id = pantau_chips_get_selected (self->chips);
  const char *hint = NULL;

  for (guint i = 0; choices != NULL && id != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (g_str_equal (choice->code, id))
        hint = pantau_label_get (&choice->hint, pantau_locale_get ());
    }
  pantau_field_view_tell (PANTAU_FIELD_VIEW (self), hint);
}

static void
picked (PantauSeverityField *self, const char *id)
{
  JsonNode *value = NULL;

  if (*id != '\0')
    value = json_node_init_int (json_node_alloc (), g_ascii_strtoll (id, NULL, 10));
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self), value);
  tell (self);
}

static void
pantau_severity_field_set_up (PantauFieldView *view)
{
  PantauSeverityField *self = PANTAU_SEVERITY_FIELD (view);
  GPtrArray *choices = pantau_field_view_get_choices (view);

  /* A province's own list of choices may be older than the words of severity. */
  if (choices == NULL)
    for (char code[] = "1"; *code <= '5'; ++*code)
      pantau_chips_add (self->chips, code, code);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *label =
          g_strdup_printf ("%s  %s", choice->code, pantau_field_view_choice_name (choice));

      pantau_chips_add (self->chips, choice->code, label);
    }
}

static void
pantau_severity_field_show_answer (PantauFieldView *view)
{
  PantauSeverityField *self = PANTAU_SEVERITY_FIELD (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  g_autofree char *id = NULL;

  if (value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
      json_node_get_value_type (value) == G_TYPE_INT64)
    id = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  pantau_chips_set_selected (self->chips, id);
  tell (self);
}

static GtkWidget *
pantau_severity_field_get_control (PantauFieldView *view)
{
  return GTK_WIDGET (PANTAU_SEVERITY_FIELD (view)->chips);
}

static void
pantau_severity_field_class_init (PantauSeverityFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_severity_field_get_control;
  field_class->set_up = pantau_severity_field_set_up;
  field_class->show_answer = pantau_severity_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-severity-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, picked);
  gtk_widget_class_bind_template_child (widget_class, PantauSeverityField, chips);

  g_type_ensure (PANTAU_TYPE_CHIPS);
}

static void
pantau_severity_field_init (PantauSeverityField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
