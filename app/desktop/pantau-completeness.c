/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a record complete, always in sight while one writes it; it never hinders saving. */

#define G_LOG_DOMAIN "pantau-completeness"

#include "config.h"

#include "pantau-completeness.h"

#include <glib/gi18n-lib.h>

#include "pantau-missing-row.h"
#include "pantau-ui.h"

/* As many of what is missing are named in the line itself. */
#define NAMED 2

struct _PantauCompleteness
{
  GtkWidget parent_instance;

  PantauForm *form; /* (owned) (nullable) */

  GtkLevelBar *bar;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkListBox *list;
  GtkPopover *popover;
};

typedef enum
{
  PROP_FORM = 1,
} PantauCompletenessProperty;

G_DEFINE_FINAL_TYPE (PantauCompleteness, pantau_completeness, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_FORM + 1];

/* "Bahaya, Keadaan" (transfer full) */
static char *
name_some (GPtrArray *missing)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (missing->len, NAMED); i++)
    {
      const PantauMissing *one = g_ptr_array_index (missing, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", one->label);
    }
  if (missing->len > NAMED)
    g_string_append (names, ", …");

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
show (PantauCompleteness *self)
{
  guint percent = self->form != NULL ? pantau_form_get_completeness (self->form) : 0;
  g_autoptr (GPtrArray) missing =
      self->form != NULL ? pantau_form_get_missing (self->form) : g_ptr_array_new ();
  g_autofree char *number = g_strdup_printf ("%u", percent);
  g_autofree char *names = name_some (missing);
  g_autofree char *text = NULL;

  if (missing->len == 0)
    text = g_strdup (_ ("Complete"));
  else
    /* Translators: the first %s is a percentage, the second names what is missing */
    text = g_strdup_printf (_ ("%s %% complete: no %s yet"), number, names);

  gtk_level_bar_set_value (self->bar, percent / 100.0);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), missing->len > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
list_opens (PantauCompleteness *self)
{
  g_autoptr (GPtrArray) missing = pantau_form_get_missing (self->form);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < missing->len; i++)
    gtk_list_box_append (self->list, pantau_missing_row_new (g_ptr_array_index (missing, i)));
}

static void
row_activated (PantauCompleteness *self, PantauMissingRow *row)
{
  g_autofree char *name = g_strdup (pantau_missing_row_get_question (row));

  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "editor.go-to", "s", name);
}

static void
pantau_completeness_dispose (GObject *object)
{
  PantauCompleteness *self = PANTAU_COMPLETENESS (object);

  g_clear_object (&self->form);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_COMPLETENESS);

  G_OBJECT_CLASS (pantau_completeness_parent_class)->dispose (object);
}

static void
pantau_completeness_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauCompleteness *self = PANTAU_COMPLETENESS (object);

  switch ((PantauCompletenessProperty) property)
    {
    case PROP_FORM:
      g_value_set_object (value, self->form);
      break;
    }
}

static void
set_form (PantauCompleteness *self, PantauForm *form)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_set_object (&self->form, form);
  if (form != NULL)
    g_signal_connect_object (form, "notify::completeness", G_CALLBACK (show), self,
                             G_CONNECT_SWAPPED);
  if (form != NULL)
    g_signal_connect_object (form, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
pantau_completeness_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PantauCompleteness *self = PANTAU_COMPLETENESS (object);

  switch ((PantauCompletenessProperty) property)
    {
    case PROP_FORM:
      set_form (self, g_value_get_object (value));
      break;
    }
}

static void
pantau_completeness_class_init (PantauCompletenessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_completeness_dispose;
  object_class->get_property = pantau_completeness_get_property;
  object_class->set_property = pantau_completeness_set_property;

  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, PANTAU_TYPE_FORM,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-completeness.ui");
  gtk_widget_class_bind_template_callback (widget_class, list_opens);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_child (widget_class, PantauCompleteness, bar);
  gtk_widget_class_bind_template_child (widget_class, PantauCompleteness, button);
  gtk_widget_class_bind_template_child (widget_class, PantauCompleteness, label);
  gtk_widget_class_bind_template_child (widget_class, PantauCompleteness, list);
  gtk_widget_class_bind_template_child (widget_class, PantauCompleteness, popover);
}

static void
pantau_completeness_init (PantauCompleteness *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
