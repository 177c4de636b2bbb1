/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A header bar over a page. */

#define G_LOG_DOMAIN "pantau-page-frame"

#include "config.h"

#include "pantau-page-frame.h"

#include "pantau-page-layout.h"
#include "pantau-ui.h"

struct _PantauPageFrame
{
  GtkWidget parent_instance;

  char *title;
  gboolean is_inner;

  AdwBin *bin;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_IS_INNER,
  PROP_CHILD,
} PantauPageFrameProperty;

G_DEFINE_FINAL_TYPE (PantauPageFrame, pantau_page_frame, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_CHILD + 1];

static void
pantau_page_frame_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PAGE_FRAME);

  G_OBJECT_CLASS (pantau_page_frame_parent_class)->dispose (object);
}

static void
pantau_page_frame_finalize (GObject *object)
{
  g_free (PANTAU_PAGE_FRAME (object)->title);

  G_OBJECT_CLASS (pantau_page_frame_parent_class)->finalize (object);
}

static void
pantau_page_frame_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauPageFrame *self = PANTAU_PAGE_FRAME (object);

  switch ((PantauPageFrameProperty) property)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_IS_INNER:
      g_value_set_boolean (value, self->is_inner);
      break;
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->bin));
      break;
    }
}

static void
pantau_page_frame_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauPageFrame *self = PANTAU_PAGE_FRAME (object);

  switch ((PantauPageFrameProperty) property)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_IS_INNER:
      self->is_inner = g_value_get_boolean (value);
      break;
    case PROP_CHILD:
      adw_bin_set_child (self->bin, g_value_get_object (value));
      break;
    }
}

static void
pantau_page_frame_class_init (PantauPageFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_page_frame_dispose;
  object_class->finalize = pantau_page_frame_finalize;
  object_class->get_property = pantau_page_frame_get_property;
  object_class->set_property = pantau_page_frame_set_property;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_INNER] = g_param_spec_boolean ("is-inner", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-page-frame.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PantauPageFrame, bin);
}

/* What of the page scrolls: the outermost that is in sight. (nullable) */
static GtkWidget *
find_scrolled (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_scrolled (child);

  return found;
}

/* The page's keys are its own bindings, which hear only what comes from inside of it: with the focus on the header they are handed down, to
 * what scrolls too: who opened a record by a key reads on by Page Down. */
static gboolean
key_was_pressed (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType modifiers,
                 PantauPageFrame *self)
{
  GtkWidget *page = adw_bin_get_child (self->bin);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *scrolled;

  if (page == NULL || focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->bin)))
    return FALSE;

  if (gtk_event_controller_key_forward (controller, page))
    return TRUE;
  scrolled = find_scrolled (page);

  return scrolled != NULL && gtk_event_controller_key_forward (controller, scrolled);
}

static void
pantau_page_frame_init (PantauPageFrame *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_was_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
pantau_page_frame_new (const char *title, gboolean is_inner, GtkWidget *child)
{
  return g_object_new (PANTAU_TYPE_PAGE_FRAME, "title", title, "is-inner", is_inner, "child", child,
                       NULL);
}

GtkWidget *
pantau_page_frame_get_child (PantauPageFrame *self)
{
  return adw_bin_get_child (self->bin);
}
