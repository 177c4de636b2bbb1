/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The province's figures as plain tables: nothing in them can be opened, because there is nothing behind them that this reader may see. */

#define G_LOG_DOMAIN "pantau-totals-page"

#include "config.h"

#include "pantau-totals-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-totals.h"
#include "pantau-ui.h"

struct _PantauTotalsPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  GPtrArray *tables;      /* (owned): of GtkWidget: what was added for the figures shown */

  GtkLabel *date_label;
  GtkLabel *explain_label;
  GtkStack *stack;
  GtkBox *tables_box;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauTotalsPageProperty;

G_DEFINE_FINAL_TYPE (PantauTotalsPage, pantau_totals_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

static void
add_cell (GtkGrid *grid, const char *text, int column, int row, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  if (column == 0)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* "–" where nothing is told: never 0, which nobody said. */
static void
add_figure (GtkGrid *grid, gint64 n, int column, int row)
{
  g_autofree char *text = n > 0 ? pantau_format_integer (n) : g_strdup ("–");

  add_cell (grid, text, column, row, "numeric");
}

static GtkWidget *
make_grid (GPtrArray *rows)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 6);
  add_cell (grid, _ ("Kabupaten or kota"), 0, 0, "caption-heading");
  add_cell (grid, C_ ("figures", "All"), 1, 0, "caption-heading");
  add_cell (grid, C_ ("figures", "New"), 2, 0, "caption-heading");
  add_cell (grid, C_ ("figures", "Active"), 3, 0, "caption-heading");
  add_cell (grid, C_ ("figures", "Ended"), 4, 0, "caption-heading");
  for (guint i = 0; i < rows->len; i++)
    {
      const PantauTotalsRow *row = g_ptr_array_index (rows, i);
      int at = (int) i + 1;

      add_cell (grid, row->name, 0, at, NULL);
      add_figure (grid, row->n, 1, at);
      add_figure (grid, row->fresh, 2, at);
      add_figure (grid, row->handled, 3, at);
      add_figure (grid, row->ended, 4, at);
    }

  return GTK_WIDGET (grid);
}

static void
add_part (PantauTotalsPage *self, GtkWidget *widget)
{
  gtk_box_append (self->tables_box, widget);
  g_ptr_array_add (self->tables, widget);
}

static void
add_table (PantauTotalsPage *self, const PantauTotals *totals, const char *kind)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  g_autoptr (GPtrArray) rows = pantau_totals_table (reference, totals, kind);
  const char *title = pantau_reference_kind_label (reference, kind, pantau_locale_get ());
  GtkWidget *heading = gtk_label_new (title), *grid = make_grid (rows);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  add_part (self, heading);
  add_part (self, grid);
}

static void
show_totals (PantauTotalsPage *self, const PantauTotals *totals)
{
  g_auto (GStrv) kinds = NULL;
  g_autofree char *time = NULL, *date = NULL;

  for (guint i = 0; i < self->tables->len; i++)
    gtk_box_remove (self->tables_box, g_ptr_array_index (self->tables, i));
  g_ptr_array_set_size (self->tables, 0);
  gtk_stack_set_visible_child_name (self->stack, totals != NULL ? "figures" : "empty");
  if (totals == NULL)
    return;

  time = pantau_format_rfc3339 (totals->time);
  date = g_strdup_printf (_ ("As of %s, signed by the province"), time);
  gtk_label_set_label (self->date_label, date);
  gtk_label_set_label (self->explain_label, pantau_totals_explain ());
  kinds = pantau_totals_kinds (pantau_session_get_reference (self->session), totals);
  for (gsize i = 0; kinds[i] != NULL; i++)
    add_table (self, totals, kinds[i]);
}

static gpointer
read_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return pantau_totals_load (home, error);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTotalsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauTotals) totals =
      pantau_session_write_finish (PANTAU_SESSION (source), result, &error);

  if (self->session != PANTAU_SESSION (source))
    return;
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  show_totals (self, totals);
}

/* The province's key is the home's, so the writing thread looks whether the figures are the province's. */
static void
ask (PantauTotalsPage *self)
{
  if (self->session != NULL)
    pantau_session_keep (self->session, read_in_thread, NULL, NULL,
                         (GDestroyNotify) pantau_totals_free, was_read, g_object_ref (self));
}

static void
pantau_totals_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_totals_page_parent_class)->map (widget);
  ask (PANTAU_TOTALS_PAGE (widget));
}

static void
pantau_totals_page_dispose (GObject *object)
{
  PantauTotalsPage *self = PANTAU_TOTALS_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_TOTALS_PAGE);

  G_OBJECT_CLASS (pantau_totals_page_parent_class)->dispose (object);
}

static void
pantau_totals_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauTotalsPage *self = PANTAU_TOTALS_PAGE (object);

  switch ((PantauTotalsPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_totals_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauTotalsPage *self = PANTAU_TOTALS_PAGE (object);

  switch ((PantauTotalsPageProperty) property)
    {
    case PROP_SESSION:
      if (!g_set_object (&self->session, g_value_get_object (value)))
        break;
      g_signal_group_set_target (self->signals, self->session);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_totals_page_class_init (PantauTotalsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_totals_page_dispose;
  object_class->get_property = pantau_totals_page_get_property;
  object_class->set_property = pantau_totals_page_set_property;
  widget_class->map = pantau_totals_page_map;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-totals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauTotalsPage, date_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTotalsPage, explain_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTotalsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauTotalsPage, tables_box);
}

static void
pantau_totals_page_init (PantauTotalsPage *self)
{
  self->tables = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (ask), self);
}
