/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that may be longer than anybody wants to see at once. */

#define G_LOG_DOMAIN "pantau-long-text"

#include "config.h"

#include "pantau-long-text.h"

#include "pantau-ui.h"

struct _PantauLongText
{
  GtkWidget parent_instance;

  char *text; /* (owned) (nullable) */

  GtkLabel *label;
  GtkWidget *whole_button;
  GtkTextView *whole_view; /* (nullable): made when it is asked for; a page has a hundred of us */
};

typedef enum
{
  PROP_TEXT = 1,
} PantauLongTextProperty;

G_DEFINE_FINAL_TYPE (PantauLongText, pantau_long_text, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_TEXT + 1];

/* The text up to the limit, cut at a blank or a line where there is one near. (transfer full) */
static char *
cut (const char *text)
{
  const char *end = g_utf8_offset_to_pointer (text, PANTAU_LONG_TEXT_LIMIT), *at = end;

  while (at > text && end - at < 40 && *at != ' ' && *at != '\n')
    at--;
  if (*at != ' ' && *at != '\n')
    at = end;

  return g_strdup_printf ("%.*s…", (int) (at - text), text);
}

static gboolean
is_long (const char *text)
{
  return text != NULL && g_utf8_strlen (text, -1) > PANTAU_LONG_TEXT_LIMIT;
}

static GtkTextView *
make_whole (PantauLongText *self)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/id/pantau/Pantau/ui/pantau-long-text-whole.ui");
  GtkWidget *scroller = GTK_WIDGET (gtk_builder_get_object (builder, "scroller"));

  gtk_widget_insert_before (scroller, GTK_WIDGET (self), NULL);

  return GTK_TEXT_VIEW (gtk_builder_get_object (builder, "view"));
}

static void
show_whole_cb (PantauLongText *self)
{
  self->whole_view = make_whole (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->whole_view), self->text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->label), FALSE);
  gtk_widget_set_visible (self->whole_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->whole_view));
}

static void
show_beginning (PantauLongText *self)
{
  gboolean cuts = is_long (self->text);
  g_autofree char *beginning = cuts ? cut (self->text) : NULL;

  if (self->whole_view != NULL)
    gtk_widget_unparent (gtk_widget_get_parent (GTK_WIDGET (self->whole_view)));
  self->whole_view = NULL;
  gtk_label_set_label (self->label, cuts ? beginning : self->text != NULL ? self->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_visible (self->whole_button, cuts);
}

static void
pantau_long_text_dispose (GObject *object)
{
  GtkWidget *child;

  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_LONG_TEXT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pantau_long_text_parent_class)->dispose (object);
}

static void
pantau_long_text_finalize (GObject *object)
{
  g_free (PANTAU_LONG_TEXT (object)->text);

  G_OBJECT_CLASS (pantau_long_text_parent_class)->finalize (object);
}

static void
pantau_long_text_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauLongText *self = PANTAU_LONG_TEXT (object);

  switch ((PantauLongTextProperty) property)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    }
}

static void
pantau_long_text_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch ((PantauLongTextProperty) property)
    {
    case PROP_TEXT:
      pantau_long_text_set_text (PANTAU_LONG_TEXT (object), g_value_get_string (value));
      break;
    }
}

static void
pantau_long_text_class_init (PantauLongTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_long_text_dispose;
  object_class->finalize = pantau_long_text_finalize;
  object_class->get_property = pantau_long_text_get_property;
  object_class->set_property = pantau_long_text_set_property;

  properties[PROP_TEXT] =
      g_param_spec_string ("text", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-long-text.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauLongText, label);
  gtk_widget_class_bind_template_child (widget_class, PantauLongText, whole_button);
  gtk_widget_class_bind_template_callback (widget_class, show_whole_cb);
}

static void
pantau_long_text_init (PantauLongText *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_long_text_set_text (PantauLongText *self, const char *text)
{
  g_return_if_fail (PANTAU_IS_LONG_TEXT (self));

  /* The same text again must not take a selection away, nor close what was opened. */
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  show_beginning (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

void
pantau_long_text_set_selectable (PantauLongText *self, gboolean selectable)
{
  g_return_if_fail (PANTAU_IS_LONG_TEXT (self));

  gtk_label_set_selectable (self->label, selectable);
}
