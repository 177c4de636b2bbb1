/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One candidate below a picker. */

#define G_LOG_DOMAIN "pantau-picker-row"

#include "config.h"

#include "pantau-picker-row.h"

struct _PantauPickerRow
{
  GtkListBoxRow parent_instance;

  char *title;
  char *subtitle;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
} PantauPickerRowProperty;

G_DEFINE_FINAL_TYPE (PantauPickerRow, pantau_picker_row, GTK_TYPE_LIST_BOX_ROW)

static GParamSpec *properties[PROP_SUBTITLE + 1];

static gboolean
is_filled (GObject *object, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
pantau_picker_row_finalize (GObject *object)
{
  PantauPickerRow *self = PANTAU_PICKER_ROW (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (pantau_picker_row_parent_class)->finalize (object);
}

static void
pantau_picker_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauPickerRow *self = PANTAU_PICKER_ROW (object);

  switch ((PantauPickerRowProperty) property)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    }
}

static void
pantau_picker_row_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauPickerRow *self = PANTAU_PICKER_ROW (object);

  switch ((PantauPickerRowProperty) property)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_SUBTITLE:
      self->subtitle = g_value_dup_string (value);
      break;
    }
}

static void
pantau_picker_row_class_init (PantauPickerRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pantau_picker_row_finalize;
  object_class->get_property = pantau_picker_row_get_property;
  object_class->set_property = pantau_picker_row_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-picker-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_filled);
}

static void
pantau_picker_row_init (PantauPickerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_picker_row_new (const char *title, const char *subtitle)
{
  return g_object_new (PANTAU_TYPE_PICKER_ROW, "title", title, "subtitle", subtitle, NULL);
}

const char *
pantau_picker_row_get_title (PantauPickerRow *self)
{
  return self->title;
}

const char *
pantau_picker_row_get_subtitle (PantauPickerRow *self)
{
  return self->subtitle;
}
