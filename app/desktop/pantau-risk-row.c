/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix in small: where in it a risk lies is seen faster than read. */

#define G_LOG_DOMAIN "pantau-risk-row"

#include "config.h"

#include "pantau-risk-row.h"

#include "pantau-line-layout.h"

struct _PantauRiskRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *chosen; /* (nullable): a cell */

  GtkGrid *grid;
  GtkLabel *name_label;
  GtkLabel *words_label;
};

G_DEFINE_FINAL_TYPE (PantauRiskRow, pantau_risk_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_risk_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_RISK_ROW);

  G_OBJECT_CLASS (pantau_risk_row_parent_class)->dispose (object);
}

static void
pantau_risk_row_class_init (PantauRiskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_risk_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-risk-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRiskRow, grid);
  gtk_widget_class_bind_template_child (widget_class, PantauRiskRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRiskRow, words_label);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
}

static void
pantau_risk_row_init (PantauRiskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* As in PantauMatrixField: impact grows to the right, likelihood upwards. */
static void
draw_matrix (PantauRiskRow *self, PantauMatrix *matrix)
{
  for (int likelihood = 1; likelihood <= PANTAU_MATRIX_GRADES; likelihood++)
    for (int impact = 1; impact <= PANTAU_MATRIX_GRADES; impact++)
      {
        int score = pantau_matrix_score (matrix, likelihood, impact);
        GtkWidget *cell =
            g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

        gtk_widget_add_css_class (cell, "cell");
        gtk_widget_add_css_class (cell, pantau_matrix_level (matrix, score)->code);
        gtk_grid_attach (self->grid, cell, impact - 1, PANTAU_MATRIX_GRADES - likelihood, 1, 1);
      }
}

void
pantau_risk_row_set (PantauRiskRow *self, PantauMatrix *matrix, const PantauHandlingRisk *risk)
{
  g_return_if_fail (PANTAU_IS_RISK_ROW (self));

  if (gtk_widget_get_first_child (GTK_WIDGET (self->grid)) == NULL)
    draw_matrix (self, matrix);

  gtk_label_set_label (self->name_label, risk->label);
  gtk_label_set_label (self->words_label, risk->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  risk->words, -1);

  if (self->chosen != NULL)
    gtk_widget_remove_css_class (self->chosen, "chosen");
  /* NULL where a newer program has more grades: the words say it. */
  self->chosen =
      gtk_grid_get_child_at (self->grid, risk->impact - 1, PANTAU_MATRIX_GRADES - risk->likelihood);
  if (self->chosen != NULL)
    gtk_widget_add_css_class (self->chosen, "chosen");
}
