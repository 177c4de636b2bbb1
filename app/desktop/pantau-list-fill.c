/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short lists that change under a reader's eyes. */

#include "config.h"

#include "pantau-list-fill.h"

void
pantau_list_fill (
    GtkListBox *box, GPtrArray *items, GType row_type, PantauListFill fill, gpointer data)
{
  guint n = items != NULL ? items->len : 0;
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    {
      row = gtk_list_box_get_row_at_index (box, (int) i);
      if (row == NULL)
        {
          row = g_object_new (row_type, NULL);
          gtk_list_box_append (box, GTK_WIDGET (row));
        }
      fill (GTK_WIDGET (row), g_ptr_array_index (items, i), data);
    }
  while ((row = gtk_list_box_get_row_at_index (box, (int) n)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (box), n > 0);
}
