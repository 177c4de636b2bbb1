/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry with candidates below it, for places, regions and long lists of choices. The focus never leaves the entry. */

#define G_LOG_DOMAIN "pantau-picker"

#include "config.h"

#include "pantau-picker.h"

#include "pantau-picker-row.h"
#include "pantau-ui.h"

struct _PantauPicker
{
  GtkWidget parent_instance;

  guint n_offered;
  guint idle;
  gboolean waits_for_size;
  gboolean is_setting;
  gboolean opens_at_once;

  GtkWidget *entry;
  GtkListBox *list;
  GtkPopover *popover;
  GtkScrolledWindow *scrolled;
};

typedef enum
{
  PROP_OPENS_AT_ONCE = 1,
  PROP_PLACEHOLDER_TEXT,
} PantauPickerProperty;

enum
{
  EDITED,
  NEXT,
  PICKED,
  SEARCH,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauPicker, pantau_picker, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_PLACEHOLDER_TEXT + 1];
static guint signals[N_SIGNALS];

/* What a screen reader says of the entry while the arrows choose. */
static void
describe_choice (PantauPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *text = NULL;

  if (row == NULL || !pantau_picker_is_open (self))
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry),
                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  text = g_strjoin (" · ", pantau_picker_row_get_title (PANTAU_PICKER_ROW (row)),
                    pantau_picker_row_get_subtitle (PANTAU_PICKER_ROW (row)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
scroll_to (PantauPicker *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
choose (PantauPicker *self, int index)
{
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;

  gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    scroll_to (self, GTK_WIDGET (row));
  describe_choice (self);
}

static void
move (PantauPicker *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int last = (int) self->n_offered - 1;
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  choose (self, index < 0 ? last : index > last ? 0 : index);
}

static void
take (PantauPicker *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  self->waits_for_size = FALSE;
  g_clear_handle_id (&self->idle, g_source_remove);
  pantau_picker_close (self);
  g_signal_emit (self, signals[PICKED], 0, index);
}

/* What Enter takes. (nullable) */
static GtkListBoxRow *
get_chosen (PantauPicker *self)
{
  if (pantau_picker_is_open (self))
    return gtk_list_box_get_selected_row (self->list);
  /* Who types faster than the screen is drawn takes the first as well. */
  if ((self->waits_for_size || self->idle != 0) && *pantau_picker_get_text (self) != '\0')
    return gtk_list_box_get_row_at_index (self->list, 0);

  return NULL;
}

static void
entry_activated (PantauPicker *self)
{
  GtkListBoxRow *row = get_chosen (self);

  if (row != NULL)
    take (self, row);
  else
    g_signal_emit (self, signals[NEXT], 0);
}

static void
entry_changed (PantauPicker *self)
{
  if (self->is_setting)
    return;

  g_signal_emit (self, signals[EDITED], 0, pantau_picker_get_text (self));
  if (*pantau_picker_get_text (self) == '\0' && !self->opens_at_once)
    pantau_picker_close (self);
  else
    pantau_picker_open (self, NULL);
}

/* A popover of an entry that is scrolled away would be on no monitor. */
static gboolean
is_in_sight (PantauPicker *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         gtk_widget_compute_bounds (GTK_WIDGET (self), root, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (root);
}

static gboolean
open_when_idle (gpointer data)
{
  PantauPicker *self = data;

  self->idle = 0;
  if (!pantau_picker_is_open (self) &&
      (self->opens_at_once || *pantau_picker_get_text (self) != '\0'))
    pantau_picker_open (self, NULL);

  return G_SOURCE_REMOVE;
}

/* A popover needs to know where its entry is, and before the first frame that is nowhere. */
static void
focus_came (PantauPicker *self)
{
  if (!self->opens_at_once || *pantau_picker_get_text (self) != '\0')
    return;

  /* And after the page has scrolled to it. */
  self->waits_for_size = gtk_widget_get_width (GTK_WIDGET (self)) == 0;
  if (!self->waits_for_size && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, open_when_idle, self, NULL);
}

static void
focus_left (PantauPicker *self)
{
  self->waits_for_size = FALSE;
  g_clear_handle_id (&self->idle, g_source_remove);
  pantau_picker_close (self);
}

static void
icon_pressed (PantauPicker *self)
{
  if (pantau_picker_is_open (self))
    {
      pantau_picker_close (self);
      return;
    }
  gtk_widget_grab_focus (self->entry);
  pantau_picker_open (self, "");
}

static gboolean
key_pressed (PantauPicker *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_open = pantau_picker_is_open (self);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (is_open)
        move (self, 1);
      else
        {
          pantau_picker_open (self, "");
          choose (self, 0);
        }
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!is_open)
        return GDK_EVENT_PROPAGATE;
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!is_open)
        return GDK_EVENT_PROPAGATE;
      pantau_picker_close (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
pantau_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PANTAU_PICKER (widget)->entry);
}

static GtkSizeRequestMode
pantau_picker_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (PANTAU_PICKER (widget)->entry);
}

static void
pantau_picker_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (PANTAU_PICKER (widget)->entry, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
pantau_picker_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauPicker *self = PANTAU_PICKER (widget);

  gtk_widget_size_allocate (self->entry, &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover), width, -1);
  gtk_popover_present (self->popover);
  if (self->waits_for_size && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, open_when_idle, self, NULL);
  self->waits_for_size = FALSE;
}

static void
pantau_picker_dispose (GObject *object)
{
  g_clear_handle_id (&PANTAU_PICKER (object)->idle, g_source_remove);
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PICKER);

  G_OBJECT_CLASS (pantau_picker_parent_class)->dispose (object);
}

static void
pantau_picker_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauPicker *self = PANTAU_PICKER (object);

  switch ((PantauPickerProperty) property)
    {
    case PROP_OPENS_AT_ONCE:
      g_value_set_boolean (value, self->opens_at_once);
      break;
    case PROP_PLACEHOLDER_TEXT:
      g_object_get_property (G_OBJECT (self->entry), "placeholder-text", value);
      break;
    }
}

static void
pantau_picker_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  PantauPicker *self = PANTAU_PICKER (object);

  switch ((PantauPickerProperty) property)
    {
    case PROP_OPENS_AT_ONCE:
      self->opens_at_once = g_value_get_boolean (value);
      break;
    case PROP_PLACEHOLDER_TEXT:
      g_object_set_property (G_OBJECT (self->entry), "placeholder-text", value);
      break;
    }
}

static void
pantau_picker_class_init (PantauPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = pantau_picker_dispose;
  object_class->get_property = pantau_picker_get_property;
  object_class->set_property = pantau_picker_set_property;
  widget_class->get_request_mode = pantau_picker_get_request_mode;
  widget_class->grab_focus = pantau_picker_grab_focus;
  widget_class->measure = pantau_picker_measure;
  widget_class->size_allocate = pantau_picker_size_allocate;

  properties[PROP_OPENS_AT_ONCE] = g_param_spec_boolean (
      "opens-at-once", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACEHOLDER_TEXT] = g_param_spec_string (
      "placeholder-text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NEXT] =
      g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SEARCH] = g_signal_new ("search", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-picker.ui");
  gtk_widget_class_bind_template_callback (widget_class, describe_choice);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, focus_came);
  gtk_widget_class_bind_template_callback (widget_class, focus_left);
  gtk_widget_class_bind_template_callback (widget_class, icon_pressed);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, take);
  gtk_widget_class_bind_template_child (widget_class, PantauPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, PantauPicker, list);
  gtk_widget_class_bind_template_child (widget_class, PantauPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, PantauPicker, scrolled);
}

static void
pantau_picker_init (PantauPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (!gdk_display_is_composited (gtk_widget_get_display (GTK_WIDGET (self))))
    gtk_widget_add_css_class (GTK_WIDGET (self->popover), "uncomposited");
}

GtkWidget *
pantau_picker_get_entry (PantauPicker *self)
{
  return self->entry;
}

const char *
pantau_picker_get_text (PantauPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
pantau_picker_set_text (PantauPicker *self, const char *text)
{
  if (g_str_equal (pantau_picker_get_text (self), text))
    return;

  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->is_setting = FALSE;
}

void
pantau_picker_offer (PantauPicker *self, const char *title, const char *subtitle)
{
  gtk_list_box_append (self->list, pantau_picker_row_new (title, subtitle != NULL ? subtitle : ""));
  self->n_offered++;
}

void
pantau_picker_open (PantauPicker *self, const char *text)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->n_offered = 0;

  g_signal_emit (self, signals[SEARCH], 0, text != NULL ? text : pantau_picker_get_text (self));
  /* Typed before the entry was ever drawn: the candidates are seen with its first size. */
  self->waits_for_size = gtk_widget_get_width (GTK_WIDGET (self)) == 0;
  if (self->n_offered == 0 || self->waits_for_size || !is_in_sight (self))
    {
      pantau_picker_close (self);
      return;
    }
  gtk_popover_popup (self->popover);
  /* What nobody asked for by typing is there to be taken, but not by Enter alone. */
  choose (self, *pantau_picker_get_text (self) != '\0' ? 0 : -1);
}

void
pantau_picker_close (PantauPicker *self)
{
  gtk_popover_popdown (self->popover);
}

gboolean
pantau_picker_is_open (PantauPicker *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}
