/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drop-down of a filter. Its popover is made when it is first wanted. */

#define G_LOG_DOMAIN "pantau-filter-button"

#include "config.h"

#include "pantau-filter-button.h"

#include <glib/gi18n-lib.h>

#include "pantau-filter-popover.h"
#include "pantau-ui.h"

struct _PantauFilterButton
{
  GtkWidget parent_instance;

  char *title;
  char *current; /* (nullable) */
  gboolean searchable;
  PantauFilterSource source;
  gpointer source_data;

  GtkMenuButton *button;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_CURRENT,
  PROP_SEARCHABLE,
} PantauFilterButtonProperty;

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauFilterButton, pantau_filter_button, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SEARCHABLE + 1];
static guint signals[N_SIGNALS];

static void
show_current (PantauFilterButton *self)
{
  const char *shown = self->current != NULL ? self->current : self->title;
  g_autofree char *name = NULL;

  if (shown == NULL)
    shown = _ ("Filter");
  gtk_menu_button_set_label (self->button, shown);
  /* Translators: what a list is filtered by, for screen readers: "Region: Palembang" */
  name = self->current != NULL ? g_strdup_printf (_ ("%s: %s"), self->title, self->current)
                               : g_strdup (shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (self->current != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "filtering");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "filtering");
}

/* As the name for screen readers; asked for and not set, which would ask the X server where the pointer is. */
static gboolean
pantau_filter_button_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  PantauFilterButton *self = PANTAU_FILTER_BUTTON (widget);
  g_autofree char *text =
      self->current != NULL ? g_strdup_printf (_ ("%s: %s"), self->title, self->current) : NULL;

  gtk_tooltip_set_text (tooltip, text != NULL ? text : self->title);

  return text != NULL || self->title != NULL;
}

static void
fill_popover (PantauFilterPopover *popover, PantauFilterButton *self)
{
  g_autoptr (GListModel) choices = NULL;

  /* Without one there is nothing to choose from, yet. */
  if (self->source == NULL)
    return;

  choices = self->source (self, pantau_filter_popover_get_text (popover), self->source_data);
  pantau_filter_popover_set_choices (popover, choices);
}

static void
choice_made (PantauFilterPopover *popover, PantauFilterChoice *choice, PantauFilterButton *self)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHOSEN], 0, choice);
}

static void
make_popover (GtkMenuButton *button, gpointer data)
{
  PantauFilterButton *self = data;
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));

  if (popover == NULL)
    {
      popover = pantau_filter_popover_new (self->title, self->searchable);
      g_signal_connect (popover, "ask", G_CALLBACK (fill_popover), self);
      g_signal_connect (popover, "chosen", G_CALLBACK (choice_made), self);
      gtk_menu_button_set_popover (button, popover);
    }
  pantau_filter_popover_begin (PANTAU_FILTER_POPOVER (popover));
}

static void
pantau_filter_button_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_FILTER_BUTTON);

  G_OBJECT_CLASS (pantau_filter_button_parent_class)->dispose (object);
}

static void
pantau_filter_button_finalize (GObject *object)
{
  PantauFilterButton *self = PANTAU_FILTER_BUTTON (object);

  g_free (self->title);
  g_free (self->current);

  G_OBJECT_CLASS (pantau_filter_button_parent_class)->finalize (object);
}

static void
pantau_filter_button_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauFilterButton *self = PANTAU_FILTER_BUTTON (object);

  switch ((PantauFilterButtonProperty) property)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_CURRENT:
      g_value_set_string (value, self->current);
      break;
    case PROP_SEARCHABLE:
      g_value_set_boolean (value, self->searchable);
      break;
    }
}

static void
pantau_filter_button_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PantauFilterButton *self = PANTAU_FILTER_BUTTON (object);

  switch ((PantauFilterButtonProperty) property)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_CURRENT:
      if (g_strcmp0 (self->current, g_value_get_string (value)) == 0)
        return;
      g_free (self->current);
      self->current = g_value_dup_string (value);
      show_current (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SEARCHABLE:
      self->searchable = g_value_get_boolean (value);
      break;
    }
}

static void
pantau_filter_button_constructed (GObject *object)
{
  PantauFilterButton *self = PANTAU_FILTER_BUTTON (object);

  G_OBJECT_CLASS (pantau_filter_button_parent_class)->constructed (object);

  show_current (self);
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
}

static void
pantau_filter_button_class_init (PantauFilterButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pantau_filter_button_constructed;
  object_class->dispose = pantau_filter_button_dispose;
  object_class->finalize = pantau_filter_button_finalize;
  object_class->get_property = pantau_filter_button_get_property;
  object_class->set_property = pantau_filter_button_set_property;
  widget_class->query_tooltip = pantau_filter_button_query_tooltip;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CURRENT] =
      g_param_spec_string ("current", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCHABLE] =
      g_param_spec_boolean ("searchable", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, PANTAU_TYPE_FILTER_CHOICE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-filter-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilterButton, button);
}

static void
pantau_filter_button_init (PantauFilterButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
pantau_filter_button_set_source (PantauFilterButton *self, PantauFilterSource source, gpointer data)
{
  g_return_if_fail (PANTAU_IS_FILTER_BUTTON (self));

  self->source = source;
  self->source_data = data;
}
