/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first thing that a new laptop shows. */

#define G_LOG_DOMAIN "pantau-welcome-page"

#include "config.h"

#include "pantau-welcome-page.h"

#include "pantau-line-layout.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

struct _PantauWelcomePage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */

  GtkFlowBox *front;
  GtkBox *beside;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauWelcomePageProperty;

/* The kinds that most days bring: large. The others stand below. */
#define N_FRONT 3

G_DEFINE_FINAL_TYPE (PantauWelcomePage, pantau_welcome_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

static GtkWidget *
kind_button (PantauReference *reference, const char *kind, guint number)
{
  GtkWidget *button = gtk_button_new (), *content, *label, *key;
  g_autofree char *icon = g_strdup_printf ("pantau-%s-symbolic", kind);
  g_autofree char *keys = g_strdup_printf ("Ctrl+%u", number);
  const char *name = pantau_reference_kind_label (reference, kind, pantau_locale_get ());
  gboolean is_large = number <= N_FRONT;

  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  if (!is_large)
    gtk_widget_set_layout_manager (content, pantau_line_layout_new (8));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (icon));
  label = gtk_label_new (name);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (is_large)
    {
      gtk_image_set_pixel_size (GTK_IMAGE (gtk_widget_get_first_child (content)), 32);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
      gtk_widget_set_vexpand (label, TRUE);
    }
  gtk_box_append (GTK_BOX (content), label);
  key = gtk_label_new (keys);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_widget_add_css_class (key, "caption");
  gtk_box_append (GTK_BOX (content), key);

  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, is_large ? "kind" : "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", kind);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.new-record");

  return button;
}

static void
fill (PantauWelcomePage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      GtkWidget *button = kind_button (reference, kind->code, i + 1);

      if (i < N_FRONT)
        {
          gtk_flow_box_append (self->front, button);
          gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
        }
      else
        gtk_box_append (self->beside, button);
    }
}

static void
pantau_welcome_page_dispose (GObject *object)
{
  PantauWelcomePage *self = PANTAU_WELCOME_PAGE (object);

  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_WELCOME_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_welcome_page_parent_class)->dispose (object);
}

static void
pantau_welcome_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauWelcomePage *self = PANTAU_WELCOME_PAGE (object);

  switch ((PantauWelcomePageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_welcome_page_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PantauWelcomePage *self = PANTAU_WELCOME_PAGE (object);

  switch ((PantauWelcomePageProperty) property)
    {
    case PROP_SESSION:
      if (self->session == NULL && g_set_object (&self->session, g_value_get_object (value)))
        fill (self);
      break;
    }
}

static void
pantau_welcome_page_class_init (PantauWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_welcome_page_dispose;
  object_class->get_property = pantau_welcome_page_get_property;
  object_class->set_property = pantau_welcome_page_set_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-welcome-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PantauWelcomePage, beside);
  gtk_widget_class_bind_template_child (widget_class, PantauWelcomePage, front);
}

static void
pantau_welcome_page_init (PantauWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
