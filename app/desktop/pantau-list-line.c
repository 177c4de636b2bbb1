/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list as it is seen. */

#define G_LOG_DOMAIN "pantau-list-line"

#include "config.h"

#include "pantau-list-line.h"

#include "pantau-list-columns.h"
#include "pantau-state-icon.h"
#include "pantau-ui.h"

struct _PantauListLine
{
  GtkWidget parent_instance;

  const int *em;
  PantauListRow *row; /* (owned) (nullable) */
  guint shown;        /* bits of the columns that have room */
  gboolean is_narrow;

  GtkInscription *kind;
  GtkInscription *place;
  GtkInscription *severity;
  PantauStateIcon *state;
  GtkInscription *status;
  GtkInscription *summary;
  GtkInscription *time;
  GtkInscription *title;
  GtkInscription *warning;
};

G_DEFINE_FINAL_TYPE (PantauListLine, pantau_list_line, GTK_TYPE_WIDGET)

/* The widget that shows a column. */
static GtkWidget *
cell_of (PantauListLine *self, PantauListColumn column)
{
  switch (column)
    {
    case PANTAU_LIST_STATE:
      return GTK_WIDGET (self->state);
    case PANTAU_LIST_TITLE:
      return GTK_WIDGET (self->title);
    case PANTAU_LIST_KIND:
      return GTK_WIDGET (self->kind);
    case PANTAU_LIST_PLACE:
      return GTK_WIDGET (self->place);
    case PANTAU_LIST_TIME:
      return GTK_WIDGET (self->time);
    case PANTAU_LIST_SEVERITY:
      return GTK_WIDGET (self->severity);
    case PANTAU_LIST_STATUS:
      return GTK_WIDGET (self->status);
    }

  g_return_val_if_reached (NULL);
}

/* GTK 4.8 has no other way to name a row than through the widget that it made for it. */
static void
name_row (PantauListLine *self)
{
  GtkWidget *widget = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *label = NULL;

  if (widget == NULL || self->row == NULL)
    return;
  label = pantau_list_row_dup_label (self->row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* The words of a hoax do not stand without those that it must not be spread. */
static void
show_warning (PantauListLine *self)
{
  PantauClaimLabel label = pantau_list_row_get_label (self->row);
  const char *text = pantau_claim_label_text (label);
  gboolean is_hoax = label == PANTAU_CLAIM_LABEL_HOAX;

  gtk_widget_set_visible (GTK_WIDGET (self->warning), text != NULL);
  if (text == NULL)
    return;
  gtk_inscription_set_text (self->warning, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->warning), is_hoax ? "unverified" : "hoax");
  gtk_widget_add_css_class (GTK_WIDGET (self->warning), is_hoax ? "hoax" : "unverified");
}

/* Only what is seen is put into words. */
static void
show_record (PantauListLine *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (self->row == NULL)
    return;

  show_warning (self);
  attributes = pantau_list_row_find_matches (self->row);
  gtk_inscription_set_attributes (self->title, attributes);
  for (int column = PANTAU_LIST_TITLE; column < PANTAU_LIST_N_COLUMNS; column++)
    if ((self->shown & (1u << column)) != 0)
      {
        g_autofree char *text = pantau_list_row_dup_text (self->row, (PantauListColumn) column);

        gtk_inscription_set_text (GTK_INSCRIPTION (cell_of (self, (PantauListColumn) column)),
                                  text);
      }
  if (self->is_narrow)
    {
      g_autofree char *summary = pantau_list_row_dup_summary (self->row);

      gtk_inscription_set_text (self->summary, summary);
    }
  pantau_state_icon_set (self->state, pantau_list_row_get_state_icon (self->row),
                         pantau_list_row_get_state (self->row));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    name_row (self);
}

static void
pantau_list_line_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_list_line_parent_class)->map (widget);
  name_row (PANTAU_LIST_LINE (widget));
}

/* 0 where there is none. */
static int
warning_height (PantauListLine *self)
{
  int height = 0;

  if (gtk_widget_get_visible (GTK_WIDGET (self->warning)))
    gtk_widget_measure (GTK_WIDGET (self->warning), GTK_ORIENTATION_VERTICAL, -1, NULL, &height,
                        NULL, NULL);

  return height;
}

static void
measure_height (PantauListLine *self, int width, int *minimum, int *natural)
{
  int least = 0, wanted = 0, warning = warning_height (self);

  gtk_widget_measure (GTK_WIDGET (self->title), GTK_ORIENTATION_VERTICAL, -1, minimum, natural,
                      NULL, NULL);
  if (width >= 0 && pantau_list_columns_is_narrow (width, *self->em))
    gtk_widget_measure (GTK_WIDGET (self->summary), GTK_ORIENTATION_VERTICAL, -1, &least, &wanted,
                        NULL, NULL);
  *minimum += least + warning;
  *natural += wanted + warning;
}

static void
pantau_list_line_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PantauListLine *self = PANTAU_LIST_LINE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_height (self, for_size, minimum, natural);
      return;
    }
  /* Whatever the columns want: they go. */
  *minimum = 20 * *self->em;
  *natural = 60 * *self->em;
}

static GtkSizeRequestMode
pantau_list_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_list_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauListLine *self = PANTAU_LIST_LINE (widget);
  PantauListSpan spans[PANTAU_LIST_N_COLUMNS];
  gboolean is_narrow = pantau_list_columns_is_narrow (width, *self->em);
  int warning = warning_height (self), first = height - warning;
  guint shown = 0;
  int cell_height;

  pantau_list_columns_fit (width, *self->em, spans);
  if (is_narrow)
    {
      gtk_widget_measure (GTK_WIDGET (self->title), GTK_ORIENTATION_VERTICAL, -1, NULL, &first,
                          NULL, NULL);
      gtk_widget_size_allocate (GTK_WIDGET (self->summary),
                                &(GtkAllocation){ spans[PANTAU_LIST_TITLE].x, first + warning,
                                                  spans[PANTAU_LIST_TITLE].width,
                                                  MAX (0, height - first - warning) },
                                -1);
    }
  /* Below the title, across the columns beside it: it is not cut. */
  if (warning > 0)
    gtk_widget_size_allocate (GTK_WIDGET (self->warning),
                              &(GtkAllocation){ spans[PANTAU_LIST_TITLE].x, first,
                                                width - spans[PANTAU_LIST_TITLE].x, warning },
                              -1);
  cell_height = warning > 0 ? first : height;
  for (int column = 0; column < PANTAU_LIST_N_COLUMNS; column++)
    {
      GtkWidget *cell = cell_of (self, (PantauListColumn) column);
      PantauListSpan span = spans[column];

      if (span.width > 0)
        shown |= 1u << column;
      gtk_widget_set_child_visible (cell, span.width > 0);
      if (span.width > 0)
        gtk_widget_size_allocate (
            cell,
            &(GtkAllocation){ span.x, 0, span.width,
                              column == PANTAU_LIST_TITLE ? first : cell_height },
            -1);
    }
  gtk_widget_set_child_visible (GTK_WIDGET (self->summary), is_narrow);
  if (shown == self->shown && is_narrow == self->is_narrow)
    return;
  self->shown = shown;
  self->is_narrow = is_narrow;
  show_record (self);
}

static void
pantau_list_line_dispose (GObject *object)
{
  PantauListLine *self = PANTAU_LIST_LINE (object);

  pantau_list_line_set_row (self, NULL);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_LIST_LINE);

  G_OBJECT_CLASS (pantau_list_line_parent_class)->dispose (object);
}

static void
pantau_list_line_class_init (PantauListLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_list_line_dispose;
  widget_class->get_request_mode = pantau_list_line_get_request_mode;
  widget_class->map = pantau_list_line_map;
  widget_class->measure = pantau_list_line_measure;
  widget_class->size_allocate = pantau_list_line_size_allocate;

  g_type_ensure (PANTAU_TYPE_STATE_ICON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, kind);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, place);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, severity);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, state);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, status);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, summary);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, time);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, title);
  gtk_widget_class_bind_template_child (widget_class, PantauListLine, warning);
}

static void
pantau_list_line_init (PantauListLine *self)
{
  static const int em = 8;

  self->em = &em;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_list_line_new (const int *em)
{
  PantauListLine *self = g_object_new (PANTAU_TYPE_LIST_LINE, NULL);

  self->em = em;

  return GTK_WIDGET (self);
}

void
pantau_list_line_set_row (PantauListLine *self, PantauListRow *row)
{
  g_return_if_fail (PANTAU_IS_LIST_LINE (self));

  if (self->row == row)
    return;

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, show_record, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_swapped (row, "notify::record", G_CALLBACK (show_record), self);
  show_record (self);
}

PantauListRow *
pantau_list_line_get_row (PantauListLine *self)
{
  return self->row;
}
