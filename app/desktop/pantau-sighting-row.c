/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sighting of a claim. */

#define G_LOG_DOMAIN "pantau-sighting-row"

#include "config.h"

#include "pantau-sighting-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-board-words.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauSightingRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *medium_label;
  GtkLabel *place_label;
  GtkLabel *state_label;
  GtkLabel *time_label;
  GtkLabel *title_label;
  GtkButton *unlink_button;
};

G_DEFINE_FINAL_TYPE (PantauSightingRow, pantau_sighting_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_sighting_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_SIGHTING_ROW);

  G_OBJECT_CLASS (pantau_sighting_row_parent_class)->dispose (object);
}

static void
pantau_sighting_row_class_init (PantauSightingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_sighting_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sighting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, medium_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, place_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSightingRow, unlink_button);
}

static void
pantau_sighting_row_init (PantauSightingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is special about it. (transfer full) (nullable) */
static char *
describe_state (PantauReference *reference, const PantauSighting *sighting)
{
  if (sighting->is_void)
    return g_strdup (_ ("Counted nowhere: withdrawn, or recorded by mistake"));
  if (sighting->verdict != NULL)
    /* Translators: a desk's verdict about one sighting only */
    return g_strdup_printf (_ ("A verdict of its own: %s"),
                            pantau_reference_value_label (reference, "hoax", "verdict",
                                                          sighting->verdict, pantau_locale_get ()));

  return NULL;
}

static void
set_unlink (PantauSightingRow *self,
            const PantauSighting *sighting,
            const char *title,
            gboolean may_unlink)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->unlink_button), may_unlink && sighting->link != NULL);
  if (sighting->link == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->unlink_button), "s", sighting->link);

  /* Translators: a button's label and what it is about, read aloud */
  name = g_strdup_printf (_ ("%s %s"), gtk_button_get_label (self->unlink_button), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unlink_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pantau_sighting_row_set (PantauSightingRow *self,
                         PantauReference *reference,
                         const PantauSighting *sighting,
                         gint64 now,
                         gboolean may_unlink)
{
  g_autofree char *clean = pantau_words_clean (sighting->title),
                  *time = pantau_format_time (sighting->at),
                  *medium = pantau_board_words_sighting (reference, sighting),
                  *state = describe_state (reference, sighting), *name = NULL;
  const char *title = *clean != '\0' ? clean : _ ("Without a title");

  g_return_if_fail (PANTAU_IS_SIGHTING_ROW (self));

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->time_label, time);
  pantau_ui_set_text (self->place_label, sighting->place);
  pantau_ui_set_text (self->medium_label, medium);
  pantau_ui_set_text (self->state_label, state);
  set_unlink (self, sighting, title, may_unlink);

  name = g_strjoin (", ", title, time, sighting->place, medium, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state != NULL ? state : "",
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", sighting->record);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-record");
}
