/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "pantau-lapsit-sheets"

#include "config.h"

#include "pantau-lapsit-sheets.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-lapsit-paper.h"
#include "pantau-lapsit-work.h"
#include "pantau-ui.h"

/* More sheets nobody looks through here. */
#define MOST 20

/* Pixels: how wide a sheet is at least and at most, and what is between two. */
#define LEAST_WIDTH 240
#define MOST_WIDTH  833
#define SPACING     12

struct _PantauLapsitSheets
{
  GtkWidget parent_instance;

  char *id; /* (nullable): what was asked last */
};

G_DEFINE_FINAL_TYPE (PantauLapsitSheets, pantau_lapsit_sheets, GTK_TYPE_WIDGET)

static void
remove_all (PantauLapsitSheets *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
add_sheet (PantauLapsitSheets *self, GdkTexture *texture, guint number, guint all)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  g_autofree char *own = pantau_format_integer (number), *whole = pantau_format_integer (all);
  /* Translators: of a report on paper */
  g_autofree char *text = g_strdup_printf (_ ("Sheet %s of %s"), own, whole);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture), text);
  gtk_widget_add_css_class (picture, "sheet");
  gtk_widget_insert_before (picture, GTK_WIDGET (self), NULL);
}

static void
was_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitSheets) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) sheets =
      pantau_lapsit_work_draw_finish (PANTAU_SESSION (source), result, &id, &error);

  /* Gone meanwhile, or another is shown. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || g_strcmp0 (id, self->id) != 0)
    return;
  if (sheets == NULL)
    {
      pantau_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  remove_all (self);
  for (guint i = 0; i < MIN (sheets->len, MOST); i++)
    add_sheet (self, g_ptr_array_index (sheets, i), i + 1, sheets->len);
}

void
pantau_lapsit_sheets_show (PantauLapsitSheets *self, PantauSession *session, const char *id)
{
  if (g_strcmp0 (id, self->id) != 0)
    remove_all (self);
  g_free (self->id);
  self->id = g_strdup (id);
  pantau_lapsit_work_draw (session, id, was_drawn, g_object_ref (self));
}

static GtkSizeRequestMode
pantau_lapsit_sheets_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
height_of_sheet (int width)
{
  return (int) (width * PANTAU_LAPSIT_PAPER_HEIGHT / PANTAU_LAPSIT_PAPER_WIDTH);
}

static void
pantau_lapsit_sheets_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  int width = for_size > 0 ? MIN (for_size, MOST_WIDTH) : MOST_WIDTH, height = 0;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = MOST_WIDTH;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    height += height_of_sheet (width) + SPACING;
  *minimum = *natural = MAX (height - SPACING, 0);
}

/* Each as wide as there is room, and as high as paper is. */
static void
pantau_lapsit_sheets_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkAllocation area = { .width = MIN (width, MOST_WIDTH) };

  area.x = (width - area.width) / 2;
  area.height = height_of_sheet (area.width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      /* GTK wants to have been asked. */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &area, -1);
      area.y += area.height + SPACING;
    }
}

static void
pantau_lapsit_sheets_dispose (GObject *object)
{
  remove_all (PANTAU_LAPSIT_SHEETS (object));

  G_OBJECT_CLASS (pantau_lapsit_sheets_parent_class)->dispose (object);
}

static void
pantau_lapsit_sheets_finalize (GObject *object)
{
  g_free (PANTAU_LAPSIT_SHEETS (object)->id);

  G_OBJECT_CLASS (pantau_lapsit_sheets_parent_class)->finalize (object);
}

static void
pantau_lapsit_sheets_class_init (PantauLapsitSheetsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pantau_lapsit_sheets_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_lapsit_sheets_finalize;
  GTK_WIDGET_CLASS (klass)->get_request_mode = pantau_lapsit_sheets_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = pantau_lapsit_sheets_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = pantau_lapsit_sheets_size_allocate;
}

static void
pantau_lapsit_sheets_init (PantauLapsitSheets *self)
{
}
