/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the situation: the region, the election and the layer that one chooses. */

#define G_LOG_DOMAIN "pantau-situation-page"

#include "config.h"

#include "pantau-situation-page-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-situation-table.h"

static void
election_changed (PantauSituationPage *self)
{
  pantau_inquiry_ask (self->inquiry);
}

static void
region_changed (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->region_choice);
  const char *region =
      selected < self->regions->len ? g_ptr_array_index (self->regions, selected) : NULL;
  g_autofree char *place = NULL;

  if (region == NULL || g_str_equal (region, pantau_situation_page_get_region (self)))
    return;
  place = g_str_equal (region, pantau_situation_page_get_own_region (self))
              ? g_strdup ("situation")
              : g_strconcat ("situation:", region, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", place);
}

static void
layer_changed (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->layer_choice);

  if (selected >= self->layers->len)
    return;
  self->layer = (PantauLayer) GPOINTER_TO_INT (g_ptr_array_index (self->layers, selected));
  pantau_session_set_setting (pantau_situation_page_get_session (self),
                              PANTAU_SETTING_SITUATION_LAYER, pantau_layer_name (self->layer));
  if (self->situation != NULL)
    pantau_situation_page_show_map (self);
}

/* Without telling it as a choice. */
static void
set_choices (PantauSituationPage *self,
             GtkDropDown *choice,
             GtkStringList *names,
             guint selected,
             GCallback changed)
{
  g_signal_handlers_block_by_func (choice, changed, self);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (choice, selected);
  g_signal_handlers_unblock_by_func (choice, changed, self);
}

static void
add_region (PantauSituationPage *self, GtkStringList *names, const char *code)
{
  g_autofree char *name =
      pantau_situation_region_text (pantau_situation_page_get_reference (self), code);

  if (g_ptr_array_find_with_equal_func (self->regions, code, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->regions, g_strdup (code));
  gtk_string_list_append (names, name);
}

/* What the person is assigned to, what lies right below it, and the way to what is shown, with what lies below that. */
void
pantau_situation_page_fill_regions (PantauSituationPage *self)
{
  PantauRegions *all = pantau_reference_get_regions (pantau_situation_page_get_reference (self));
  const char *own = pantau_situation_page_get_own_region (self),
             *region = pantau_situation_page_get_region (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) children = pantau_regions_children (all, own);
  guint selected = 0;

  g_ptr_array_set_size (self->regions, 0);
  add_region (self, names, own);
  for (guint i = 0; i < children->len; i++)
    {
      const char *code = ((const PantauRegion *) g_ptr_array_index (children, i))->code;
      g_autoptr (GPtrArray) below = NULL;

      add_region (self, names, code);
      if (!pantau_region_covers (code, region) || pantau_region_level (code) >= 3)
        continue;
      below = pantau_regions_children (all, code);
      for (guint j = 0; j < below->len; j++)
        add_region (self, names, ((const PantauRegion *) g_ptr_array_index (below, j))->code);
    }
  add_region (self, names, region);
  g_ptr_array_find_with_equal_func (self->regions, region, g_str_equal, &selected);
  set_choices (self, self->region_choice, names, selected, G_CALLBACK (region_changed));
}

void
pantau_situation_page_fill_elections (PantauSituationPage *self)
{
  GPtrArray *list = pantau_elections_list (
      pantau_reference_get_elections (pantau_situation_page_get_reference (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->elections, 0);
  g_ptr_array_add (self->elections, g_strdup (""));
  gtk_string_list_append (names, _ ("All elections"));
  for (guint i = 0; i < list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (list, i);

      g_ptr_array_add (self->elections, g_strdup (election->code));
      gtk_string_list_append (names, election->name);
    }
  set_choices (self, self->election_choice, names, 0, G_CALLBACK (election_changed));
}

void
pantau_situation_page_fill_layers (PantauSituationPage *self)
{
  const char *kept = pantau_session_get_setting (pantau_situation_page_get_session (self),
                                                 PANTAU_SETTING_SITUATION_LAYER);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->layers, 0);
  for (guint i = 0; i < PANTAU_N_LAYERS; i++)
    {
      if (pantau_layer_is_of_cases ((PantauLayer) i) && !pantau_situation_page_has_cases (self))
        continue;
      if (g_strcmp0 (kept, pantau_layer_name ((PantauLayer) i)) == 0)
        selected = self->layers->len;
      g_ptr_array_add (self->layers, GINT_TO_POINTER ((int) i));
      gtk_string_list_append (names, pantau_layer_label ((PantauLayer) i));
    }
  self->layer = (PantauLayer) GPOINTER_TO_INT (g_ptr_array_index (self->layers, selected));
  set_choices (self, self->layer_choice, names, selected, G_CALLBACK (layer_changed));
}

void
pantau_situation_page_bind_choices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, election_changed);
  gtk_widget_class_bind_template_callback (widget_class, layer_changed);
  gtk_widget_class_bind_template_callback (widget_class, region_changed);
}
