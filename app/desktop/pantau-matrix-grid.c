/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of risk: where its cells are, how they are called, and how one walks about in it. */

#include "config.h"

#include "pantau-matrix-grid.h"

#include <glib/gi18n-lib.h>

#include "pantau-locale.h"

GtkWidget *
pantau_matrix_grid_get_cell (GtkGrid *grid, int likelihood, int impact)
{
  return gtk_grid_get_child_at (grid, impact, PANTAU_MATRIX_GRADES - likelihood);
}

void
pantau_matrix_grid_get_grades (GtkGrid *grid, GtkWidget *cell, int *likelihood, int *impact)
{
  int row, width, height;

  gtk_grid_query_child (grid, cell, impact, &row, &width, &height);
  *likelihood = PANTAU_MATRIX_GRADES - row;
}

void
pantau_matrix_grid_add_cell (
    GtkGrid *grid, PantauReference *reference, GtkWidget *cell, int likelihood, int impact)
{
  PantauMatrix *matrix = pantau_reference_get_matrix (reference);
  const PantauLevel *level =
      pantau_matrix_level (matrix, pantau_matrix_score (matrix, likelihood, impact));

  gtk_widget_add_css_class (cell, "cell");
  gtk_widget_add_css_class (cell, level->code);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_grid_attach (grid, cell, impact, PANTAU_MATRIX_GRADES - likelihood, 1, 1);
}

static void
add_name (
    GtkGrid *grid, PantauReference *reference, const char *list, int grade, int column, int row)
{
  g_autofree char *code = g_strdup_printf ("%d", grade);
  const char *name = pantau_kinds_choice_label (pantau_reference_get_kinds (reference), list, code,
                                                pantau_locale_get ());
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 0.5f);
  gtk_label_set_yalign (GTK_LABEL (label), column == 0 ? 0.5f : 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), column == 0 ? 16 : 9);
  gtk_widget_add_css_class (label, "caption");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* Both axes begin in the corner; the names of their grades are much alike. */
static void
add_axes (GtkGrid *grid)
{
  /* Translators: in the corner of a table of risk: likelihood grows upwards, impact to the right */
  GtkWidget *axes = gtk_label_new (_ ("Likelihood ↑\nImpact →"));

  gtk_label_set_xalign (GTK_LABEL (axes), 0);
  gtk_label_set_yalign (GTK_LABEL (axes), 0);
  gtk_widget_add_css_class (axes, "caption");
  gtk_widget_add_css_class (axes, "dim-label");
  gtk_grid_attach (grid, axes, 0, PANTAU_MATRIX_GRADES, 1, 1);
}

void
pantau_matrix_grid_add_names (GtkGrid *grid, PantauReference *reference)
{
  PantauMatrix *matrix = pantau_reference_get_matrix (reference);

  for (int grade = PANTAU_MATRIX_GRADES; grade >= 1; grade--)
    add_name (grid, reference, pantau_matrix_get_likelihood_list (matrix), grade, 0,
              PANTAU_MATRIX_GRADES - grade);
  for (int grade = 1; grade <= PANTAU_MATRIX_GRADES; grade++)
    add_name (grid, reference, pantau_matrix_get_impact_list (matrix), grade, grade,
              PANTAU_MATRIX_GRADES);
  add_axes (grid);
}

static gboolean
walk (GtkGrid *grid, int up, int right)
{
  GtkWidget *cell = gtk_widget_get_focus_child (GTK_WIDGET (grid));
  int likelihood, impact;

  if (cell == NULL)
    return GDK_EVENT_PROPAGATE;
  pantau_matrix_grid_get_grades (grid, cell, &likelihood, &impact);
  if (gtk_widget_get_direction (GTK_WIDGET (grid)) == GTK_TEXT_DIR_RTL)
    right = -right;
  likelihood = CLAMP (likelihood + up, 1, PANTAU_MATRIX_GRADES);
  impact = CLAMP (impact + right, 1, PANTAU_MATRIX_GRADES);
  gtk_widget_grab_focus (pantau_matrix_grid_get_cell (grid, likelihood, impact));

  return GDK_EVENT_STOP;
}

/* One stop for Tab: from any cell it goes on as it does from the last. */
static gboolean
leave (GtkGrid *grid, GtkDirectionType direction)
{
  gboolean is_back = direction == GTK_DIR_TAB_BACKWARD;

  gtk_widget_grab_focus (is_back ? pantau_matrix_grid_get_cell (grid, PANTAU_MATRIX_GRADES, 1)
                                 : pantau_matrix_grid_get_cell (grid, 1, PANTAU_MATRIX_GRADES));

  return GDK_EVENT_PROPAGATE;
}

gboolean
pantau_matrix_grid_key (GtkGrid *grid, guint key, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return walk (grid, 1, 0);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return walk (grid, -1, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return walk (grid, 0, 1);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return walk (grid, 0, -1);
    case GDK_KEY_Tab:
      return leave (grid, GTK_DIR_TAB_FORWARD);
    case GDK_KEY_ISO_Left_Tab:
      return leave (grid, GTK_DIR_TAB_BACKWARD);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}
