/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is due. */

#define G_LOG_DOMAIN "pantau-agenda-row"

#include "config.h"

#include "pantau-agenda-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-ui.h"

struct _PantauAgendaRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *basis_label;
  GtkLabel *due_label;
  GtkImage *image;
  GtkLabel *remarks_label;
  GtkLabel *state_label;
  GtkLabel *title_label;
  GtkLabel *what_label;
};

G_DEFINE_FINAL_TYPE (PantauAgendaRow, pantau_agenda_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_agenda_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_AGENDA_ROW);

  G_OBJECT_CLASS (pantau_agenda_row_parent_class)->dispose (object);
}

static void
pantau_agenda_row_class_init (PantauAgendaRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_agenda_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-agenda-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, basis_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, due_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, remarks_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaRow, what_label);
}

static void
pantau_agenda_row_init (PantauAgendaRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_icon (PantauAgendaPart part)
{
  switch (part)
    {
    case PANTAU_AGENDA_OVERDUE:
      return "dialog-warning-symbolic";
    case PANTAU_AGENDA_TODAY:
      return "alarm-symbolic";
    case PANTAU_AGENDA_SOON:
    default:
      return "x-office-calendar-symbolic";
    }
}

void
pantau_agenda_row_set (PantauAgendaRow *self, const PantauAgendaItem *item, PantauAgendaPart part)
{
  const char *title = *item->title != '\0' ? item->title : _ ("Without a title");
  g_autofree char *due = pantau_format_time (item->due);
  g_autofree char *remarks =
      item->remarks != NULL ? g_strjoinv ("\n", item->remarks) : g_strdup ("");
  g_autofree char *name = NULL;

  g_return_if_fail (PANTAU_IS_AGENDA_ROW (self));

  gtk_image_set_from_icon_name (self->image, choose_icon (part));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, item->state);
  gtk_label_set_label (self->due_label, due);
  pantau_ui_set_text (self->what_label, item->what);
  pantau_ui_set_text (self->basis_label, item->basis);
  pantau_ui_set_text (self->remarks_label, remarks);
  if (part == PANTAU_AGENDA_OVERDUE)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "warning-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "warning-text");

  name = g_strjoin (", ", title, item->state, due, item->what, item->basis, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, remarks, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s",
                                    item->is_release ? "releases" : item->record);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self),
                                  item->is_release ? "win.show" : "win.open-record");
}
