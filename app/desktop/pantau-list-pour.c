/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that would take longer than a frame to be filled. */

#include "config.h"

#include "pantau-list-pour.h"

/* Rows that are made in one frame: each takes about a millisecond on an old laptop, and as much again to be measured, with
 * letters twice as large more; a page may pour three lists in the same frame. */
#define SLICE 4

#define KEY "pantau-pour"

typedef struct
{
  GPtrArray *items; /* (owned) */
  GType row_type;
  PantauListFill fill;
  gpointer data;
  guint done;
  guint tick;
} Pour;

static void
pour_free (gpointer data)
{
  Pour *pour = data;

  g_ptr_array_unref (pour->items);
  g_free (pour);
}

/* FALSE once all is there. */
static gboolean
pour_slice (GtkListBox *box, Pour *pour)
{
  guint end = MIN (pour->done + SLICE, pour->items->len);

  for (; pour->done < end; pour->done++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, (int) pour->done);

      if (row == NULL)
        {
          row = g_object_new (pour->row_type, NULL);
          gtk_list_box_append (box, GTK_WIDGET (row));
        }
      pour->fill (GTK_WIDGET (row), g_ptr_array_index (pour->items, pour->done), pour->data);
    }

  return pour->done < pour->items->len;
}

static gboolean
pour_more (GtkWidget *box, GdkFrameClock *clock, gpointer data)
{
  Pour *pour = data;

  if (pour_slice (GTK_LIST_BOX (box), pour))
    return G_SOURCE_CONTINUE;
  pour->tick = 0;

  return G_SOURCE_REMOVE;
}

void
pantau_list_pour (
    GtkListBox *box, GPtrArray *items, GType row_type, PantauListFill fill, gpointer data)
{
  guint n = items != NULL ? items->len : 0;
  Pour *before = g_object_get_data (G_OBJECT (box), KEY);
  GtkListBoxRow *row;
  Pour *pour;

  if (before != NULL && before->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (box), before->tick);
  while ((row = gtk_list_box_get_row_at_index (box, (int) n)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (box), n > 0);

  pour = g_new0 (Pour, 1);
  pour->items = items != NULL ? g_ptr_array_ref (items) : g_ptr_array_new ();
  pour->row_type = row_type;
  pour->fill = fill;
  pour->data = data;
  g_object_set_data_full (G_OBJECT (box), KEY, pour, pour_free);
  if (pour_slice (box, pour))
    pour->tick = gtk_widget_add_tick_callback (GTK_WIDGET (box), pour_more, pour, NULL);
}
