/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region, found by typing a part of its name. */

#define G_LOG_DOMAIN "pantau-region-field"

#include "config.h"

#include "pantau-region-field.h"

#define CANDIDATES 8

struct _PantauRegionField
{
  PantauPickField parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauRegionField, pantau_region_field, PANTAU_TYPE_PICK_FIELD)

static PantauRegions *
get_regions (PantauPickField *field)
{
  return pantau_reference_get_regions (pantau_field_view_get_reference (PANTAU_FIELD_VIEW (field)));
}

/* Those within @within (nullable: anywhere), as long as there is room. */
static void
add_found (PantauPickField *field, GPtrArray *found, const char *text, const char *within)
{
  g_autoptr (GPtrArray) regions =
      pantau_regions_find (get_regions (field), text, within, CANDIDATES);

  for (guint i = 0; i < regions->len && found->len < CANDIDATES; i++)
    {
      const PantauRegion *region = g_ptr_array_index (regions, i);

      if (!g_ptr_array_find (found, region->code, NULL))
        g_ptr_array_add (found, (gpointer) region->code);
    }
}

/* Where one works comes first. */
static GPtrArray *
pantau_region_field_find (PantauPickField *field, const char *text)
{
  const char *own = pantau_form_get_region (pantau_field_view_get_form (PANTAU_FIELD_VIEW (field)));
  GPtrArray *found = g_ptr_array_new ();

  if (own != NULL)
    add_found (field, found, text, own);
  if (found->len < CANDIDATES)
    add_found (field, found, text, NULL);

  return found;
}

static char *
pantau_region_field_dup_name (PantauPickField *field, const char *code)
{
  return pantau_regions_qualified (get_regions (field), code);
}

/* "Rawas Ilir, Musi Rawas Utara" in two lines. */
static void
pantau_region_field_offer (PantauPickField *field, PantauPicker *picker, const char *code)
{
  g_autofree char *name = pantau_regions_qualified (get_regions (field), code);
  g_auto (GStrv) parts = g_strsplit (name, ", ", 2);

  pantau_picker_offer (picker, parts[0], parts[1]);
}

static void
pantau_region_field_class_init (PantauRegionFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauPickFieldClass *pick_class = PANTAU_PICK_FIELD_CLASS (klass);

  pick_class->dup_name = pantau_region_field_dup_name;
  pick_class->find = pantau_region_field_find;
  pick_class->offer = pantau_region_field_offer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-region-field.ui");
}

static void
pantau_region_field_init (PantauRegionField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
