/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in the sidebar. */

#define G_LOG_DOMAIN "pantau-sidebar-row"

#include "config.h"

#include "pantau-sidebar-row.h"

#include "pantau-format.h"

struct _PantauSidebarRow
{
  GtkListBoxRow parent_instance;

  char *place;
  char *section; /* (nullable) */
  char *title;
  char *icon_name;
  gint64 count;
  char *count_text;
  gboolean needs_care;

  GtkLabel *count_label;
};

typedef enum
{
  PROP_PLACE = 1,
  PROP_SECTION,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_COUNT,
  PROP_COUNT_TEXT,
  PROP_NEEDS_CARE,
} PantauSidebarRowProperty;

G_DEFINE_FINAL_TYPE (PantauSidebarRow, pantau_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static GParamSpec *properties[PROP_NEEDS_CARE + 1];

/* A screen reader says the row as one: "Differences, 3". */
static void
name_row (PantauSidebarRow *self)
{
  g_autofree char *name = *self->count_text != '\0'
                              ? g_strdup_printf ("%s, %s", self->title, self->count_text)
                              : g_strdup (self->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pantau_sidebar_row_constructed (GObject *object)
{
  G_OBJECT_CLASS (pantau_sidebar_row_parent_class)->constructed (object);

  name_row (PANTAU_SIDEBAR_ROW (object));
}

/* A title may be cut. Not gtk_widget_set_tooltip_text(): it asks the X server where the pointer is, for each row before the first frame. */
static gboolean
pantau_sidebar_row_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, PANTAU_SIDEBAR_ROW (widget)->title);

  return TRUE;
}

static void
pantau_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (pantau_sidebar_row_parent_class)->dispose (object);
}

static void
pantau_sidebar_row_finalize (GObject *object)
{
  PantauSidebarRow *self = PANTAU_SIDEBAR_ROW (object);

  g_free (self->place);
  g_free (self->section);
  g_free (self->title);
  g_free (self->icon_name);
  g_free (self->count_text);

  G_OBJECT_CLASS (pantau_sidebar_row_parent_class)->finalize (object);
}

static void
pantau_sidebar_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSidebarRow *self = PANTAU_SIDEBAR_ROW (object);

  switch ((PantauSidebarRowProperty) property)
    {
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_SECTION:
      g_value_set_string (value, self->section);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, self->count);
      break;
    case PROP_COUNT_TEXT:
      g_value_set_string (value, self->count_text);
      break;
    case PROP_NEEDS_CARE:
      g_value_set_boolean (value, self->needs_care);
      break;
    }
}

static void
pantau_sidebar_row_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauSidebarRow *self = PANTAU_SIDEBAR_ROW (object);

  switch ((PantauSidebarRowProperty) property)
    {
    case PROP_PLACE:
      self->place = g_value_dup_string (value);
      break;
    case PROP_SECTION:
      self->section = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_ICON_NAME:
      g_free (self->icon_name);
      self->icon_name = g_value_dup_string (value);
      break;
    case PROP_COUNT:
      pantau_sidebar_row_set_count (self, g_value_get_int64 (value));
      break;
    case PROP_NEEDS_CARE:
      self->needs_care = g_value_get_boolean (value);
      if (self->needs_care)
        gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "needs-care");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "needs-care");
      break;
    case PROP_COUNT_TEXT:
      g_assert_not_reached ();
    }
}

static void
pantau_sidebar_row_class_init (PantauSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = pantau_sidebar_row_constructed;
  object_class->dispose = pantau_sidebar_row_dispose;
  object_class->finalize = pantau_sidebar_row_finalize;
  object_class->get_property = pantau_sidebar_row_get_property;
  object_class->set_property = pantau_sidebar_row_set_property;
  widget_class->query_tooltip = pantau_sidebar_row_query_tooltip;

  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, fixed);
  properties[PROP_SECTION] = g_param_spec_string ("section", NULL, NULL, NULL, fixed);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] =
      g_param_spec_int64 ("count", NULL, NULL, -1, G_MAXINT64, -1,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT_TEXT] =
      g_param_spec_string ("count-text", NULL, NULL, "",
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEEDS_CARE] = g_param_spec_boolean ("needs-care", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSidebarRow, count_label);
}

static void
pantau_sidebar_row_init (PantauSidebarRow *self)
{
  self->count = -1;
  self->count_text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
pantau_sidebar_row_new (const char *place,
                        const char *section,
                        const char *icon_name,
                        const char *title)
{
  return g_object_new (PANTAU_TYPE_SIDEBAR_ROW, "place", place, "section", section, "icon-name",
                       icon_name, "title", title, NULL);
}

const char *
pantau_sidebar_row_get_place (PantauSidebarRow *self)
{
  return self->place;
}

const char *
pantau_sidebar_row_get_title (PantauSidebarRow *self)
{
  return self->title;
}

const char *
pantau_sidebar_row_get_section (PantauSidebarRow *self)
{
  return self->section;
}

void
pantau_sidebar_row_set_count (PantauSidebarRow *self, gint64 count)
{
  g_return_if_fail (PANTAU_IS_SIDEBAR_ROW (self));

  if (self->count == count)
    return;
  self->count = count;
  g_free (self->count_text);
  self->count_text = count > 0 ? pantau_format_integer (count) : g_strdup ("");
  /* An empty badge would still have its colour. */
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), count > 0);
  name_row (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT_TEXT]);
}
