/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value that somebody gave, beside those that others gave. */

#define G_LOG_DOMAIN "pantau-choice-row"

#include "config.h"

#include "pantau-choice-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-long-text.h"

struct _PantauChoiceRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *author_label;
  GtkLabel *mine_label;
  GtkLabel *origin_label;
  GtkButton *use_button;
  PantauLongText *value_text;
};

G_DEFINE_FINAL_TYPE (PantauChoiceRow, pantau_choice_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_choice_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_CHOICE_ROW);

  G_OBJECT_CLASS (pantau_choice_row_parent_class)->dispose (object);
}

static void
pantau_choice_row_class_init (PantauChoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_choice_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-choice-row.ui");
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceRow, author_label);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceRow, mine_label);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceRow, origin_label);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceRow, use_button);
  gtk_widget_class_bind_template_child (widget_class, PantauChoiceRow, value_text);
}

static void
pantau_choice_row_init (PantauChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_choice_row_set (PantauChoiceRow *self,
                       const char *field,
                       const char *label,
                       const PantauChoiceView *choice,
                       gboolean may)
{
  g_autofree char *name = NULL;

  g_return_if_fail (PANTAU_IS_CHOICE_ROW (self));

  pantau_long_text_set_text (self->value_text, choice->text);
  gtk_label_set_label (self->author_label, choice->author);
  gtk_label_set_label (self->origin_label, choice->origin);
  gtk_widget_set_visible (GTK_WIDGET (self->mine_label), choice->is_mine);
  gtk_widget_set_visible (GTK_WIDGET (self->use_button), may);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->use_button), "(ss)", field, choice->json);

  /* Translators: a field and a value: “use for Hazard: Flood”, read aloud of a button. */
  name = g_strdup_printf (_ ("Use for %s: %s"), label, choice->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}
