/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking and pointing in a picture of figures, and telling where one is. */

#define G_LOG_DOMAIN "pantau-figure-view"

#include "config.h"

#include "pantau-figure-view.h"

#include <adwaita.h>

typedef struct
{
  int current; /* PANTAU_FIGURE_NONE before one walked */
  int hovered; /* PANTAU_FIGURE_NONE where the pointer is elsewhere */
  PantauFigureWords words;
  GtkEventController *motion; /* (unowned) */
  gboolean is_walking;        /* keys lead, until the pointer is moved */
  double pointer[2];          /* where it was when it was last heard of, in the window */
  char *summary;              /* (nullable) */
  char *spoken;
} PantauFigureViewPrivate;

enum
{
  PROP_SPOKEN = 1,
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PantauFigureView, pantau_figure_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SPOKEN + 1];

static const struct
{
  guint key;
  guint keypad;
  PantauFigureWay way;
} ways[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, PANTAU_FIGURE_LEFT },
  { GDK_KEY_Right, GDK_KEY_KP_Right, PANTAU_FIGURE_RIGHT },
  { GDK_KEY_Up, GDK_KEY_KP_Up, PANTAU_FIGURE_UP },
  { GDK_KEY_Down, GDK_KEY_KP_Down, PANTAU_FIGURE_DOWN },
  { GDK_KEY_Home, GDK_KEY_KP_Home, PANTAU_FIGURE_HOME },
  { GDK_KEY_End, GDK_KEY_KP_End, PANTAU_FIGURE_END },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, PANTAU_FIGURE_PREVIOUS },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, PANTAU_FIGURE_NEXT },
};

static PantauFigureViewPrivate *
get_private (gpointer self)
{
  return pantau_figure_view_get_instance_private (self);
}

static char *
describe (PantauFigureView *self, int cell)
{
  PantauFigureViewClass *klass = PANTAU_FIGURE_VIEW_GET_CLASS (self);
  PantauFigureWords say = get_private (self)->words;
  g_autofree char *words = say != NULL ? say (klass->get_value (self, cell)) : NULL;

  return klass->describe (self, cell, words);
}

static void
speak (PantauFigureView *self)
{
  PantauFigureViewPrivate *priv = get_private (self);
  int cell = priv->hovered != PANTAU_FIGURE_NONE ? priv->hovered : priv->current;
  g_autofree char *spoken =
      cell != PANTAU_FIGURE_NONE ? describe (self, cell) : g_strdup (priv->summary);

  if (g_strcmp0 (priv->spoken, spoken) == 0)
    return;
  g_free (priv->spoken);
  priv->spoken = g_steal_pointer (&spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  priv->spoken, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPOKEN]);
}

static void
go_to (PantauFigureView *self, int cell)
{
  get_private (self)->current = cell;
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_cells (PantauFigureView *self)
{
  return PANTAU_FIGURE_VIEW_GET_CLASS (self)->has_cells (self);
}

static gboolean
has_figure (PantauFigureView *self, int cell)
{
  return PANTAU_FIGURE_VIEW_GET_CLASS (self)->get_value (self, cell) > 0;
}

static void
set_hovered (PantauFigureView *self, int cell)
{
  PantauFigureViewPrivate *priv = get_private (self);

  if (priv->hovered == cell)
    return;
  priv->hovered = cell;
  speak (self);
  gtk_widget_set_cursor_from_name (
      GTK_WIDGET (self), cell != PANTAU_FIGURE_NONE && has_figure (self, cell) ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
begin (PantauFigureView *self)
{
  if (get_private (self)->current == PANTAU_FIGURE_NONE)
    go_to (self, PANTAU_FIGURE_VIEW_GET_CLASS (self)->begin (self));
}

static void
follow (PantauFigureView *self, int cell)
{
  if (has_figure (self, cell))
    PANTAU_FIGURE_VIEW_GET_CLASS (self)->follow (self, cell);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static gboolean
walk (PantauFigureView *self, PantauFigureWay way)
{
  int cell = PANTAU_FIGURE_VIEW_GET_CLASS (self)->walk (self, get_private (self)->current, way);

  if (cell == PANTAU_FIGURE_NONE)
    return GDK_EVENT_PROPAGATE;
  /* Who walks is told where that leads, wherever the pointer was left. */
  get_private (self)->is_walking = TRUE;
  get_private (self)->hovered = PANTAU_FIGURE_NONE;
  go_to (self, cell);

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed (PantauFigureView *self, guint key, guint code, GdkModifierType modifiers)
{
  if (!has_cells (self) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  begin (self);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (key == ways[i].key || key == ways[i].keypad)
      return walk (self, ways[i].way);

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      follow (self, get_private (self)->current);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static int
find_at (PantauFigureView *self, double x, double y)
{
  return has_cells (self) ? PANTAU_FIGURE_VIEW_GET_CLASS (self)->find_at (self, x, y)
                          : PANTAU_FIGURE_NONE;
}

/* GTK tells of a pointer that rests too, whenever something below it is laid out anew: that is nobody who points. */
static gboolean
is_pointing (PantauFigureView *self)
{
  PantauFigureViewPrivate *priv = get_private (self);
  GdkEvent *event = gtk_event_controller_get_current_event (priv->motion);
  double x, y;
  gboolean was_moved;

  if (event == NULL || !gdk_event_get_position (event, &x, &y))
    return !priv->is_walking;
  was_moved = priv->pointer[0] >= 0 && (x != priv->pointer[0] || y != priv->pointer[1]);
  priv->pointer[0] = x;
  priv->pointer[1] = y;
  if (was_moved)
    priv->is_walking = FALSE;

  return !priv->is_walking;
}

static void
pointer_moved (PantauFigureView *self, double x, double y)
{
  if (!is_pointing (self))
    return;
  set_hovered (self, find_at (self, x, y));
}

static void
pointer_left (PantauFigureView *self)
{
  set_hovered (self, PANTAU_FIGURE_NONE);
}

static void
released (PantauFigureView *self, int n_press, double x, double y)
{
  int cell = find_at (self, x, y);

  if (cell == PANTAU_FIGURE_NONE)
    return;
  get_private (self)->is_walking = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  go_to (self, cell);
  if (has_figure (self, cell))
    follow (self, cell);
}

static void
focus_came (PantauFigureView *self)
{
  if (has_cells (self))
    begin (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
restyle (PantauFigureView *self)
{
  PantauFigureViewClass *klass = PANTAU_FIGURE_VIEW_GET_CLASS (self);

  if (klass->restyle != NULL)
    klass->restyle (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pantau_figure_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pantau_figure_view_parent_class)->css_changed (widget, change);
  restyle (PANTAU_FIGURE_VIEW (widget));
}

static void
pantau_figure_view_finalize (GObject *object)
{
  PantauFigureViewPrivate *priv = get_private (object);

  g_free (priv->summary);
  g_free (priv->spoken);

  G_OBJECT_CLASS (pantau_figure_view_parent_class)->finalize (object);
}

static void
pantau_figure_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SPOKEN:
      g_value_set_string (value, get_private (object)->spoken);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
pantau_figure_view_class_init (PantauFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = pantau_figure_view_finalize;
  object_class->get_property = pantau_figure_view_get_property;
  widget_class->css_changed = pantau_figure_view_css_changed;

  properties[PROP_SPOKEN] =
      g_param_spec_string ("spoken", NULL, NULL, "",
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (PantauFigureView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (),
                     *motion = gtk_event_controller_motion_new (),
                     *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_moved), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_came), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  get_private (self)->motion = motion;
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
pantau_figure_view_init (PantauFigureView *self)
{
  PantauFigureViewPrivate *priv = get_private (self);
  AdwStyleManager *style = adw_style_manager_get_default ();

  priv->current = priv->hovered = PANTAU_FIGURE_NONE;
  priv->pointer[0] = priv->pointer[1] = -1;
  priv->spoken = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (restyle), self,
                           G_CONNECT_SWAPPED);
}

void
pantau_figure_view_set (
    PantauFigureView *self, int current, int hovered, PantauFigureWords words, const char *summary)
{
  PantauFigureViewPrivate *priv = get_private (self);

  priv->current = current;
  priv->hovered = hovered;
  priv->words = words;
  g_free (priv->summary);
  priv->summary = g_strdup (summary);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
pantau_figure_view_get_current (PantauFigureView *self)
{
  return get_private (self)->current;
}

int
pantau_figure_view_get_hovered (PantauFigureView *self)
{
  return get_private (self)->hovered;
}

void
pantau_figure_view_leave_cells (PantauFigureView *self)
{
  get_private (self)->current = get_private (self)->hovered = PANTAU_FIGURE_NONE;
}

const char *
pantau_figure_view_get_spoken (PantauFigureView *self)
{
  g_return_val_if_fail (PANTAU_IS_FIGURE_VIEW (self), NULL);

  return get_private (self)->spoken;
}

const PantauShades *
pantau_figure_view_get_shades (PantauFigureView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return pantau_shades_get (adw_style_manager_get_dark (style),
                            adw_style_manager_get_high_contrast (style));
}

const char *
pantau_figure_view_get_font (PantauFigureView *self)
{
  return pango_font_description_get_family (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
}
