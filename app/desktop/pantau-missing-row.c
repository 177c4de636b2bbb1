/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that completeness misses. */

#define G_LOG_DOMAIN "pantau-missing-row"

#include "config.h"

#include "pantau-missing-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-ui.h"

struct _PantauMissingRow
{
  GtkListBoxRow parent_instance;

  char *question;

  GtkLabel *group;
  GtkLabel *label;
  GtkLabel *why;
};

G_DEFINE_FINAL_TYPE (PantauMissingRow, pantau_missing_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_missing_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_MISSING_ROW);

  G_OBJECT_CLASS (pantau_missing_row_parent_class)->dispose (object);
}

static void
pantau_missing_row_finalize (GObject *object)
{
  g_free (PANTAU_MISSING_ROW (object)->question);

  G_OBJECT_CLASS (pantau_missing_row_parent_class)->finalize (object);
}

static void
pantau_missing_row_class_init (PantauMissingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_missing_row_dispose;
  object_class->finalize = pantau_missing_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-missing-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauMissingRow, group);
  gtk_widget_class_bind_template_child (widget_class, PantauMissingRow, label);
  gtk_widget_class_bind_template_child (widget_class, PantauMissingRow, why);
}

static void
pantau_missing_row_init (PantauMissingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_missing_row_new (const PantauMissing *missing)
{
  PantauMissingRow *self = g_object_new (PANTAU_TYPE_MISSING_ROW, NULL);
  gboolean is_formal = g_str_equal (missing->group, "formal");

  self->question = g_strdup (missing->name);
  gtk_label_set_text (self->label, missing->label);
  /* Translators: “syarat formal” and “syarat materiel” of Bawaslu's law: what a case must have to be registered */
  gtk_label_set_text (self->group, is_formal ? _ ("formal") : _ ("material"));
  pantau_ui_set_text (self->why, missing->why);

  return GTK_WIDGET (self);
}

const char *
pantau_missing_row_get_question (PantauMissingRow *self)
{
  return self->question;
}
