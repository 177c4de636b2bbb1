/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the picture is: its middle by how much it is enlarged and by which of its points lies in the middle of the room. Both are of the picture and not of
 * its pixels, so that others may come.
 */

#define G_LOG_DOMAIN "pantau-viewer-canvas"

#include "config.h"

#include "pantau-viewer-canvas.h"

#define MAX_DETAIL 8.0  /* points of the screen for one pixel */
#define WHEEL      1.25 /* for one step */
#define STEP       0.25 /* of the room, by an arrow */

struct _PantauViewerCanvas
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* (owned) (nullable) */
  double width;        /* pixels of its own */
  double height;
  gboolean is_scalable;
  gboolean takes_wheel;
  double zoom; /* 1: as a whole */
  double x;    /* 0 to 1: what lies in the middle of the room */
  double y;
  double began_zoom; /* before two fingers moved */
  double began_x;    /* before it was dragged */
  double began_y;
  double pointer_x; /* where the pointer is, in points of the room; less than 0: nowhere */
  double pointer_y;
};

G_DEFINE_FINAL_TYPE (PantauViewerCanvas, pantau_viewer_canvas, GTK_TYPE_WIDGET)

enum
{
  ZOOMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static double
room_width (PantauViewerCanvas *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

static double
room_height (PantauViewerCanvas *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
}

/* Points for one pixel of its own, seen as a whole; small pictures are not blown up. */
static double
whole_scale (PantauViewerCanvas *self)
{
  double scale;

  if (self->width <= 0 || self->height <= 0)
    return 1;
  scale = MIN (room_width (self) / self->width, room_height (self) / self->height);

  return self->is_scalable ? scale
                           : MIN (scale, 1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

static double
drawn_width (PantauViewerCanvas *self)
{
  return self->width * whole_scale (self) * self->zoom;
}

static double
drawn_height (PantauViewerCanvas *self)
{
  return self->height * whole_scale (self) * self->zoom;
}

/* No room beside it stays empty while there is more of it. */
static double
clamp_middle (double middle, double drawn, double room)
{
  double half = room / 2 / MAX (drawn, 1);

  return drawn <= room ? 0.5 : CLAMP (middle, half, 1 - half);
}

static void
settle (PantauViewerCanvas *self)
{
  self->x = clamp_middle (self->x, drawn_width (self), room_width (self));
  self->y = clamp_middle (self->y, drawn_height (self), room_height (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
largest_zoom (PantauViewerCanvas *self)
{
  return MAX (MAX_DETAIL / whole_scale (self), MAX_DETAIL);
}

/* What lies at the point (@x, @y) of the room stays there. */
static void
zoom_to (PantauViewerCanvas *self, double zoom, double x, double y)
{
  double right = x - room_width (self) / 2, down = y - room_height (self) / 2;
  double px, py;

  if (self->width <= 0)
    return;
  px = self->x + right / MAX (drawn_width (self), 1);
  py = self->y + down / MAX (drawn_height (self), 1);
  self->zoom = CLAMP (zoom, 1, largest_zoom (self));
  self->x = px - right / MAX (drawn_width (self), 1);
  self->y = py - down / MAX (drawn_height (self), 1);
  settle (self);
  g_signal_emit (self, signals[ZOOMED], 0);
}

static gboolean
scroll_cb (PantauViewerCanvas *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (dy == 0 || self->width <= 0 || (!self->takes_wheel && (state & GDK_CONTROL_MASK) == 0))
    return GDK_EVENT_PROPAGATE;
  zoom_to (self, self->zoom * (dy < 0 ? WHEEL : 1 / WHEEL), self->pointer_x, self->pointer_y);

  return GDK_EVENT_STOP;
}

static void
motion_cb (PantauViewerCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
drag_begin_cb (PantauViewerCanvas *self, double x, double y)
{
  self->began_x = self->x;
  self->began_y = self->y;
}

static void
drag_update_cb (PantauViewerCanvas *self, double right, double down)
{
  self->x = self->began_x - right / MAX (drawn_width (self), 1);
  self->y = self->began_y - down / MAX (drawn_height (self), 1);
  settle (self);
}

static void
pinch_begin_cb (PantauViewerCanvas *self)
{
  self->began_zoom = self->zoom;
}

static void
pinch_cb (PantauViewerCanvas *self, double factor, GtkGesture *gesture)
{
  double x = room_width (self) / 2, y = room_height (self) / 2;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  zoom_to (self, self->began_zoom * factor, x, y);
}

static void
pantau_viewer_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauViewerCanvas *self = PANTAU_VIEWER_CANVAS (widget);
  double width = drawn_width (self), height = drawn_height (self);

  if (self->texture == NULL || width < 1 || height < 1)
    return;

  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) room_width (self), (float) room_height (self)));
  gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT ((float) (room_width (self) / 2 - self->x * width),
                           (float) (room_height (self) / 2 - self->y * height), (float) width,
                           (float) height));
  gtk_snapshot_pop (snapshot);
}

static void
pantau_viewer_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauViewerCanvas *self = PANTAU_VIEWER_CANVAS (widget);

  self->x = clamp_middle (self->x, drawn_width (self), width);
  self->y = clamp_middle (self->y, drawn_height (self), height);
  g_signal_emit (self, signals[ZOOMED], 0);
}

static void
pantau_viewer_canvas_dispose (GObject *object)
{
  g_clear_object (&PANTAU_VIEWER_CANVAS (object)->texture);

  G_OBJECT_CLASS (pantau_viewer_canvas_parent_class)->dispose (object);
}

/* By a part of the room. */
static void
move (PantauViewerCanvas *self, int right, int down)
{
  self->x += right * STEP * room_width (self) / MAX (drawn_width (self), 1);
  self->y += down * STEP * room_height (self) / MAX (drawn_height (self), 1);
  settle (self);
}

/* @parameter: in steps. */
static gboolean
zoom_by_key (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  PantauViewerCanvas *self = PANTAU_VIEWER_CANVAS (widget);
  int steps = g_variant_get_int32 (parameter);

  if (self->width <= 0)
    return FALSE;
  if (steps == 0)
    pantau_viewer_canvas_fit (self);
  else
    pantau_viewer_canvas_zoom (self, steps > 0 ? WHEEL : 1 / WHEEL);

  return TRUE;
}

/* @parameter: right and down. Where all of it is seen, they go to the file beside it: a window's own keys do not come before those that move the focus. */
static gboolean
move_by_key (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  PantauViewerCanvas *self = PANTAU_VIEWER_CANVAS (widget);
  int right, down;

  g_variant_get (parameter, "(ii)", &right, &down);
  if (self->zoom <= 1)
    return right != 0 &&
           gtk_widget_activate_action (widget, right > 0 ? "viewer.next" : "viewer.previous", NULL);
  move (self, right, down);

  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int steps;
  } zooms[] = {
    { GDK_KEY_plus, GDK_CONTROL_MASK, 1 },   { GDK_KEY_plus, GDK_CONTROL_MASK | GDK_SHIFT_MASK, 1 },
    { GDK_KEY_equal, GDK_CONTROL_MASK, 1 },  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, 1 },
    { GDK_KEY_minus, GDK_CONTROL_MASK, -1 }, { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, -1 },
    { GDK_KEY_0, GDK_CONTROL_MASK, 0 },      { GDK_KEY_KP_0, GDK_CONTROL_MASK, 0 },
  };
  static const struct
  {
    guint key;
    int right, down;
  } moves[] = {
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Down, 0, 1 },
    { GDK_KEY_Up, 0, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding (widget_class, zooms[i].key, zooms[i].modifiers, zoom_by_key, "i",
                                  zooms[i].steps);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_by_key, "(ii)",
                                  moves[i].right, moves[i].down);
}

static void
pantau_viewer_canvas_class_init (PantauViewerCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_viewer_canvas_dispose;
  widget_class->snapshot = pantau_viewer_canvas_snapshot;
  widget_class->size_allocate = pantau_viewer_canvas_size_allocate;

  signals[ZOOMED] = g_signal_new ("zoomed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "viewer");
  add_keys (widget_class);
}

static void
pantau_viewer_canvas_init (PantauViewerCanvas *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new ();

  self->zoom = 1;
  self->x = self->y = 0.5;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}

void
pantau_viewer_canvas_set_size (PantauViewerCanvas *self,
                               double width,
                               double height,
                               gboolean is_scalable)
{
  g_return_if_fail (PANTAU_IS_VIEWER_CANVAS (self));

  self->width = width;
  self->height = height;
  self->is_scalable = is_scalable;
  self->zoom = 1;
  self->x = self->y = 0.5;
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pantau_viewer_canvas_set_takes_wheel (PantauViewerCanvas *self, gboolean takes_wheel)
{
  g_return_if_fail (PANTAU_IS_VIEWER_CANVAS (self));

  self->takes_wheel = takes_wheel;
}

void
pantau_viewer_canvas_set_texture (PantauViewerCanvas *self, GdkTexture *texture)
{
  g_return_if_fail (PANTAU_IS_VIEWER_CANVAS (self));

  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
pantau_viewer_canvas_get_side (PantauViewerCanvas *self)
{
  g_return_val_if_fail (PANTAU_IS_VIEWER_CANVAS (self), 0);

  return MAX (drawn_width (self), drawn_height (self)) *
         gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

void
pantau_viewer_canvas_zoom (PantauViewerCanvas *self, double factor)
{
  g_return_if_fail (PANTAU_IS_VIEWER_CANVAS (self));

  zoom_to (self, self->zoom * factor, room_width (self) / 2, room_height (self) / 2);
}

void
pantau_viewer_canvas_fit (PantauViewerCanvas *self)
{
  g_return_if_fail (PANTAU_IS_VIEWER_CANVAS (self));

  zoom_to (self, 1, room_width (self) / 2, room_height (self) / 2);
}

double
pantau_viewer_canvas_get_zoom (PantauViewerCanvas *self)
{
  g_return_val_if_fail (PANTAU_IS_VIEWER_CANVAS (self), 1);

  return self->zoom;
}
