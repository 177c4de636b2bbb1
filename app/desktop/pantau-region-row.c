/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region and what was counted in it. */

#define G_LOG_DOMAIN "pantau-region-row"

#include "config.h"

#include "pantau-region-row.h"

#include "pantau-line-layout.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

struct _PantauRegionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *figure_a;
  GtkLabel *figure_b;
  GtkLabel *figure_c;
  GtkLabel *figure_d;
  GtkImage *go_image;
  GtkLabel *note_label;
  GtkButton *records_button;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkWidget *state_box;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauRegionRow, pantau_region_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_region_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_REGION_ROW);

  G_OBJECT_CLASS (pantau_region_row_parent_class)->dispose (object);
}

static void
pantau_region_row_class_init (PantauRegionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_region_row_dispose;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-region-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, figure_a);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, figure_b);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, figure_c);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, figure_d);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, go_image);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, records_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, state_image);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRegionRow, title_label);
}

static void
pantau_region_row_init (PantauRegionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* A screen reader says the line as one. */
static void
name_row (PantauRegionRow *self, const PantauRegionRowInit *init)
{
  GString *name = g_string_new (init->title);

  if (has_text (init->state))
    g_string_append_printf (name, ", %s", init->state);
  for (guint i = 0; i < PANTAU_REGION_ROW_FIGURES; i++)
    if (has_text (init->figures[i]))
      g_string_append_printf (name, ", %s", init->figures[i]);
  if (has_text (init->note))
    g_string_append_printf (name, ", %s", init->note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  g_string_free (name, TRUE);
}

static void
set_action (GtkActionable *widget, const char *place)
{
  if (place != NULL)
    gtk_actionable_set_action_target (widget, "s", place);
  gtk_actionable_set_action_name (widget, place != NULL ? "win.show" : NULL);
}

void
pantau_region_row_set (PantauRegionRow *self, const PantauRegionRowInit *init)
{
  GtkLabel *figures[PANTAU_REGION_ROW_FIGURES] = { self->figure_a, self->figure_b, self->figure_c,
                                                   self->figure_d };
  g_autofree char *records = NULL;

  g_return_if_fail (PANTAU_IS_REGION_ROW (self));

  gtk_label_set_label (self->title_label, init->title);
  gtk_widget_set_visible (self->state_box, has_text (init->state));
  gtk_label_set_label (self->state_label, init->state != NULL ? init->state : "");
  gtk_image_set_from_icon_name (self->state_image, init->state_icon);
  for (guint i = 0; i < PANTAU_REGION_ROW_FIGURES; i++)
    {
      pantau_ui_set_text (figures[i], init->figures[i]);
      if (init->is_quiet)
        gtk_widget_add_css_class (GTK_WIDGET (figures[i]), "dim-label");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (figures[i]), "dim-label");
    }
  pantau_ui_set_text (self->note_label, init->note);

  set_action (GTK_ACTIONABLE (self), init->place);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), init->place != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->go_image), init->place != NULL);
  set_action (GTK_ACTIONABLE (self->records_button), init->records_place);
  gtk_button_set_label (self->records_button, init->records != NULL ? init->records : "");
  gtk_widget_set_visible (GTK_WIDGET (self->records_button), init->records_place != NULL);
  /* Said alone, a button must tell of which line it is. */
  records = g_strdup_printf ("%s, %s", init->title, init->records != NULL ? init->records : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->records_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, records, -1);
  name_row (self, init);
}
