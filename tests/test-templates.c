/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every .ui file is made once under fatal warnings: a misspelt property, a child that the class does not have, an unknown type fail here and
 * not before a person.
 */

#include "config.h"

#include <string.h>

#include "display-templates.h"

/* A file of objects without a class of ours: a window of shortcuts, a menu. */
static void
make_objects (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GSList) objects = NULL;

  gtk_builder_add_from_resource (builder, path, &error);
  g_assert_no_error (error);
  objects = gtk_builder_get_objects (builder);
  g_assert_nonnull (objects);
  for (GSList *l = objects; l != NULL; l = l->next)
    if (GTK_IS_WINDOW (l->data))
      {
        display_present (l->data);
        gtk_window_destroy (l->data);
      }
}

static GPtrArray *templates;

/* A cell is made by the list that names it, and test-accessible shows all lists with rows. Here it only is certain that one does. */
static void
find_user (const char *path)
{
  for (guint i = 0; i < templates->len; i++)
    {
      DisplayTemplate *other = g_ptr_array_index (templates, i);
      g_autofree char *ui = display_template_read (other->path);

      if (strstr (ui, path) != NULL)
        return;
    }
  g_error ("no list uses the cell %s", path);
}

static void
test_template (gconstpointer data)
{
  const DisplayTemplate *template = data;

  if (template->class_name == NULL)
    make_objects (template->path);
  else if (g_str_equal (template->class_name, "GtkListItem"))
    find_user (template->path);
  else
    {
      g_auto (Place) place = display_place_new (TRUE);

      display_template_hide (display_template_show (template->type, place.session));
    }
}

int
main (int argc, char **argv)
{
  int status;

  display_init (&argc, &argv);
  templates = display_templates ("/templates/");
  for (guint i = 0; i < templates->len; i++)
    {
      DisplayTemplate *template = g_ptr_array_index (templates, i);

      g_test_add_data_func (template->test, template, test_template);
    }
  status = g_test_run ();
  g_ptr_array_unref (templates);

  return status;
}
