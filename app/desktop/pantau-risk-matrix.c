/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The risks in the government's table, counted. */

#define G_LOG_DOMAIN "pantau-risk-matrix"

#include "config.h"

#include "pantau-risk-matrix.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-matrix-grid.h"

struct _PantauRiskMatrix
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  guint cells[6][6]; /* what is shown */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauRiskMatrix, pantau_risk_matrix, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
cell_clicked (PantauRiskMatrix *self, GtkWidget *cell)
{
  int likelihood, impact;

  pantau_matrix_grid_get_grades (self->grid, cell, &likelihood, &impact);
  if (!gtk_widget_has_css_class (cell, "none"))
    g_signal_emit (self, signals[CHOSEN], 0, likelihood, impact);
}

static gboolean
key_pressed (PantauRiskMatrix *self, guint key, guint code, GdkModifierType modifiers)
{
  return pantau_matrix_grid_key (self->grid, key, modifiers);
}

/* Names and cells come with the first answer, since they are data. */
static void
set_up (PantauRiskMatrix *self, PantauReference *reference)
{
  for (int likelihood = PANTAU_MATRIX_GRADES; likelihood >= 1; likelihood--)
    for (int impact = 1; impact <= PANTAU_MATRIX_GRADES; impact++)
      {
        GtkWidget *cell = gtk_button_new_with_label ("");

        g_signal_connect_object (cell, "clicked", G_CALLBACK (cell_clicked), self,
                                 G_CONNECT_SWAPPED);
        pantau_matrix_grid_add_cell (self->grid, reference, cell, likelihood, impact);
      }
  pantau_matrix_grid_add_names (self->grid, reference);
}

/* "Sering terjadi × signifikan (nilai 23, sangat tinggi): 4 risiko" (transfer full) */
static char *
describe (PantauReference *reference, int likelihood, int impact, guint n)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  PantauMatrix *matrix = pantau_reference_get_matrix (reference);
  int score = pantau_matrix_score (matrix, likelihood, impact);
  g_autofree char *row = g_strdup_printf ("%d", likelihood),
                  *column = g_strdup_printf ("%d", impact), *number = pantau_format_integer (n);
  g_autofree char *count = g_strdup_printf (ngettext ("%s risk", "%s risks", n), number);

  /* Translators: likelihood × impact (score, level): how many risks */
  return g_strdup_printf (
      _ ("%s × %s (score %d, %s): %s"),
      pantau_kinds_choice_label (kinds, pantau_matrix_get_likelihood_list (matrix), row,
                                 pantau_locale_get ()),
      pantau_kinds_choice_label (kinds, pantau_matrix_get_impact_list (matrix), column,
                                 pantau_locale_get ()),
      score, pantau_label_get (&pantau_matrix_level (matrix, score)->name, pantau_locale_get ()),
      count);
}

static void
show_cell (PantauRiskMatrix *self, PantauReference *reference, int likelihood, int impact, guint n)
{
  GtkWidget *cell = pantau_matrix_grid_get_cell (self->grid, likelihood, impact);
  g_autofree char *number = pantau_format_integer (n),
                  *name = describe (reference, likelihood, impact, n);

  gtk_button_set_label (GTK_BUTTON (cell), n > 0 ? number : "–");
  gtk_widget_set_tooltip_text (cell, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (n > 0)
    gtk_widget_remove_css_class (cell, "none");
  else
    gtk_widget_add_css_class (cell, "none");
}

static void
pantau_risk_matrix_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_RISK_MATRIX);

  G_OBJECT_CLASS (pantau_risk_matrix_parent_class)->dispose (object);
}

static void
pantau_risk_matrix_class_init (PantauRiskMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_risk_matrix_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-risk-matrix.ui");
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_child (widget_class, PantauRiskMatrix, grid);
}

static void
pantau_risk_matrix_init (PantauRiskMatrix *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_risk_matrix_show_cells (PantauRiskMatrix *self,
                               PantauReference *reference,
                               const guint cells[6][6])
{
  gboolean is_new;

  g_return_if_fail (PANTAU_IS_RISK_MATRIX (self));

  is_new = gtk_widget_get_first_child (GTK_WIDGET (self->grid)) == NULL;
  if (is_new)
    set_up (self, reference);
  for (int likelihood = 1; likelihood <= PANTAU_MATRIX_GRADES; likelihood++)
    for (int impact = 1; impact <= PANTAU_MATRIX_GRADES; impact++)
      if (is_new || self->cells[likelihood][impact] != cells[likelihood][impact])
        show_cell (self, reference, likelihood, impact, cells[likelihood][impact]);
  memcpy (self->cells, cells, sizeof self->cells);
}

void
pantau_risk_matrix_show (PantauRiskMatrix *self,
                         PantauReference *reference,
                         const PantauExposure *exposure)
{
  pantau_risk_matrix_show_cells (self, reference, exposure->cells);
}
