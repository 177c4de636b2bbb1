/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A side of a leaflet with a natural width of its own. */

#define G_LOG_DOMAIN "pantau-pane"

#include "config.h"

#include "pantau-pane.h"

struct _PantauPane
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  int wish;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_WISH,
} PantauPaneProperty;

static void pantau_pane_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PantauPane,
                               pantau_pane,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      pantau_pane_buildable_init))

static GParamSpec *properties[PROP_WISH + 1];
static GtkBuildableIface *parent_buildable;

static void
pantau_pane_add_child (GtkBuildable *buildable,
                       GtkBuilder *builder,
                       GObject *child,
                       const char *type)
{
  if (GTK_IS_WIDGET (child) && type == NULL)
    pantau_pane_set_child (PANTAU_PANE (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
pantau_pane_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = pantau_pane_add_child;
}

static void
pantau_pane_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  PantauPane *self = PANTAU_PANE (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->wish > 0)
    *natural = MAX (*minimum, self->wish);
}

static void
pantau_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauPane *self = PANTAU_PANE (widget);

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

/* A place for pages, which answer for their texts: see pantau-page-layout.h. */
static GtkSizeRequestMode
pantau_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
pantau_pane_dispose (GObject *object)
{
  pantau_pane_set_child (PANTAU_PANE (object), NULL);

  G_OBJECT_CLASS (pantau_pane_parent_class)->dispose (object);
}

static void
pantau_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauPane *self = PANTAU_PANE (object);

  switch ((PantauPaneProperty) property)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_WISH:
      g_value_set_int (value, self->wish);
      break;
    }
}

static void
pantau_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  PantauPane *self = PANTAU_PANE (object);

  switch ((PantauPaneProperty) property)
    {
    case PROP_CHILD:
      pantau_pane_set_child (self, g_value_get_object (value));
      break;
    case PROP_WISH:
      self->wish = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    }
}

static void
pantau_pane_class_init (PantauPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_pane_dispose;
  object_class->get_property = pantau_pane_get_property;
  object_class->set_property = pantau_pane_set_property;
  widget_class->measure = pantau_pane_measure;
  widget_class->size_allocate = pantau_pane_size_allocate;
  widget_class->get_request_mode = pantau_pane_get_request_mode;

  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WISH] = g_param_spec_int ("wish", NULL, NULL, 0, G_MAXINT, 0,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_pane_init (PantauPane *self)
{
}

void
pantau_pane_set_child (PantauPane *self, GtkWidget *child)
{
  g_return_if_fail (PANTAU_IS_PANE (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}
