/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heads of the list's columns. */

#define G_LOG_DOMAIN "pantau-list-head"

#include "config.h"

#include "pantau-list-head.h"

#include "pantau-list-columns.h"
#include "pantau-ui.h"

struct _PantauListHead
{
  GtkWidget parent_instance;

  const int *em;
  GtkWidget *arrows[PANTAU_LIST_N_COLUMNS]; /* (unowned) */

  GtkWidget *kind;
  GtkWidget *place;
  GtkWidget *severity;
  GtkWidget *status;
  GtkWidget *time;
  GtkWidget *title;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauListHead, pantau_list_head, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static GtkWidget *
button_of (PantauListHead *self, PantauListColumn column)
{
  switch (column)
    {
    case PANTAU_LIST_TITLE:
      return self->title;
    case PANTAU_LIST_KIND:
      return self->kind;
    case PANTAU_LIST_PLACE:
      return self->place;
    case PANTAU_LIST_TIME:
      return self->time;
    case PANTAU_LIST_SEVERITY:
      return self->severity;
    case PANTAU_LIST_STATUS:
      return self->status;
    case PANTAU_LIST_STATE:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

static void
clicked (PantauListHead *self, GtkWidget *button)
{
  for (int column = PANTAU_LIST_TITLE; column < PANTAU_LIST_N_COLUMNS; column++)
    {
      PantauSort sort;

      if (button_of (self, (PantauListColumn) column) == button &&
          pantau_list_columns_get_sort ((PantauListColumn) column, &sort))
        g_signal_emit (self, signals[CHOSEN], 0, (int) sort);
    }
}

static void
pantau_list_head_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PantauListHead *self = PANTAU_LIST_HEAD (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 20 * *self->em;
      *natural = 60 * *self->em;
      return;
    }
  gtk_widget_measure (self->title, orientation, -1, minimum, natural, NULL, NULL);
}

static void
pantau_list_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauListHead *self = PANTAU_LIST_HEAD (widget);
  PantauListSpan spans[PANTAU_LIST_N_COLUMNS];

  pantau_list_columns_fit (width, *self->em, spans);
  for (int column = PANTAU_LIST_TITLE; column < PANTAU_LIST_N_COLUMNS; column++)
    {
      GtkWidget *button = button_of (self, (PantauListColumn) column);
      PantauListSpan span = spans[column];

      gtk_widget_set_child_visible (button, span.width > 0);
      if (span.width > 0)
        {
          /* A button may want more than its column has, in some language: its label is cut then. */
          int least;

          gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
          gtk_widget_size_allocate (
              button, &(GtkAllocation){ span.x, 0, MAX (span.width, least), height }, -1);
        }
    }
}

static void
pantau_list_head_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_LIST_HEAD);

  G_OBJECT_CLASS (pantau_list_head_parent_class)->dispose (object);
}

static void
pantau_list_head_class_init (PantauListHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_list_head_dispose;
  widget_class->measure = pantau_list_head_measure;
  widget_class->size_allocate = pantau_list_head_size_allocate;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "listhead");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-head.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, kind);
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, place);
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, severity);
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, status);
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, time);
  gtk_widget_class_bind_template_child (widget_class, PantauListHead, title);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
}

static void
pantau_list_head_init (PantauListHead *self)
{
  static const int em = 8;

  self->em = &em;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int column = PANTAU_LIST_TITLE; column < PANTAU_LIST_N_COLUMNS; column++)
    {
      GtkWidget *box =
          gtk_button_get_child (GTK_BUTTON (button_of (self, (PantauListColumn) column)));

      self->arrows[column] = gtk_widget_get_last_child (box);
    }
}

void
pantau_list_head_set_em (PantauListHead *self, const int *em)
{
  g_return_if_fail (PANTAU_IS_LIST_HEAD (self));

  self->em = em;
}

void
pantau_list_head_set_sort (PantauListHead *self, PantauSort sort, gboolean descending)
{
  g_return_if_fail (PANTAU_IS_LIST_HEAD (self));

  for (int column = PANTAU_LIST_TITLE; column < PANTAU_LIST_N_COLUMNS; column++)
    {
      GtkWidget *button = button_of (self, (PantauListColumn) column);
      PantauSort own;
      gboolean is_sorted =
          pantau_list_columns_get_sort ((PantauListColumn) column, &own) && own == sort;

      gtk_image_set_from_icon_name (GTK_IMAGE (self->arrows[column]),
                                    descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_widget_set_visible (self->arrows[column], is_sorted);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_SORT,
                                      !is_sorted   ? GTK_ACCESSIBLE_SORT_NONE
                                      : descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                   : GTK_ACCESSIBLE_SORT_ASCENDING,
                                      -1);
    }
}
