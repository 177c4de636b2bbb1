/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of this laptop. */

#define G_LOG_DOMAIN "pantau-profile-row"

#include "config.h"

#include "pantau-profile-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-words.h"

struct _PantauProfileRow
{
  GtkListBoxRow parent_instance;

  char *name;
  char *person;
  char *details;
  char *used;
  gboolean practice;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_PERSON,
  PROP_DETAILS,
  PROP_USED,
  PROP_PRACTICE,
} PantauProfileRowProperty;

G_DEFINE_FINAL_TYPE (PantauProfileRow, pantau_profile_row, GTK_TYPE_LIST_BOX_ROW)

static GParamSpec *properties[PROP_PRACTICE + 1];

/* "Panwaslu Kecamatan, Kec. Rawas Ilir, Kab. Musi Rawas Utara". (transfer full) */
static char *
describe (const PantauProfile *profile, PantauReference *reference)
{
  g_autofree char *region = NULL, *position = NULL;

  if (!profile->enrolled)
    return g_strdup_printf (_ ("Not enrolled yet (%s)"), profile->name);
  if (profile->region == NULL)
    return g_strdup (profile->name);

  region = pantau_regions_qualified (pantau_reference_get_regions (reference), profile->region);
  if (profile->position == NULL || *profile->position == '\0')
    return g_steal_pointer (&region);
  position = pantau_words_clean (profile->position);

  return g_strjoin (" · ", position, region, NULL);
}

static void
pantau_profile_row_constructed (GObject *object)
{
  PantauProfileRow *self = PANTAU_PROFILE_ROW (object);
  g_autofree char *name = NULL;

  G_OBJECT_CLASS (pantau_profile_row_parent_class)->constructed (object);

  name = g_strjoin (", ", self->person, self->details, self->practice ? "LATIHAN" : self->used,
                    self->practice ? self->used : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pantau_profile_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PROFILE_ROW);

  G_OBJECT_CLASS (pantau_profile_row_parent_class)->dispose (object);
}

static void
pantau_profile_row_finalize (GObject *object)
{
  PantauProfileRow *self = PANTAU_PROFILE_ROW (object);

  g_free (self->name);
  g_free (self->person);
  g_free (self->details);
  g_free (self->used);

  G_OBJECT_CLASS (pantau_profile_row_parent_class)->finalize (object);
}

static void
pantau_profile_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauProfileRow *self = PANTAU_PROFILE_ROW (object);

  switch ((PantauProfileRowProperty) property)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PERSON:
      g_value_set_string (value, self->person);
      break;
    case PROP_DETAILS:
      g_value_set_string (value, self->details);
      break;
    case PROP_USED:
      g_value_set_string (value, self->used);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, self->practice);
      break;
    }
}

static void
pantau_profile_row_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauProfileRow *self = PANTAU_PROFILE_ROW (object);

  switch ((PantauProfileRowProperty) property)
    {
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_PERSON:
      self->person = g_value_dup_string (value);
      break;
    case PROP_DETAILS:
      self->details = g_value_dup_string (value);
      break;
    case PROP_USED:
      self->used = g_value_dup_string (value);
      break;
    case PROP_PRACTICE:
      self->practice = g_value_get_boolean (value);
      break;
    }
}

static void
pantau_profile_row_class_init (PantauProfileRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = pantau_profile_row_constructed;
  object_class->dispose = pantau_profile_row_dispose;
  object_class->finalize = pantau_profile_row_finalize;
  object_class->get_property = pantau_profile_row_get_property;
  object_class->set_property = pantau_profile_row_set_property;

  properties[PROP_NAME] = g_param_spec_string ("profile-name", NULL, NULL, NULL, flags);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, NULL, flags);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, flags);
  properties[PROP_USED] = g_param_spec_string ("used", NULL, NULL, NULL, flags);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-profile-row.ui");
}

static void
pantau_profile_row_init (PantauProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_profile_row_new (const PantauProfile *profile, PantauReference *reference, gint64 now)
{
  g_autofree char *person = profile->person != NULL ? pantau_words_clean (profile->person)
                                                    : g_strdup (_ ("Without a name"));
  g_autofree char *details = describe (profile, reference);
  g_autofree char *ago = pantau_format_ago (profile->used, now);
  g_autofree char *used = profile->used != 0 ? g_strdup_printf (_ ("Used %s"), ago) : g_strdup ("");

  return g_object_new (PANTAU_TYPE_PROFILE_ROW, "profile-name", profile->name, "person", person,
                       "details", details, "used", used, "practice", profile->practice, NULL);
}

const char *
pantau_profile_row_get_name (PantauProfileRow *self)
{
  return self->name;
}
