/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every template of the program: files are found in the resource, types by the name in the file, so that nobody has to list them. */

#include "config.h"

#include "display-templates.h"

#include <dlfcn.h>
#include <string.h>

#include "pantau-field-factory.h"
#include "pantau-file-field.h"
#include "test-util.h"

#define UI "/id/pantau/Pantau/ui"

char *
display_template_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
element_began (GMarkupParseContext *context,
               const char *element,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  char **found = data;

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (element, "template") && g_str_equal (names[i], "class") && *found == NULL)
      *found = g_strdup (values[i]);
}

/* NULL where the file has no template. (transfer full) */
static char *
get_template_class (const char *ui)
{
  static const GMarkupParser parser = { .start_element = element_began };
  g_autoptr (GError) error = NULL;
  char *found = NULL;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &found, NULL);

  g_markup_parse_context_parse (context, ui, -1, &error);
  g_assert_no_error (error);

  return found;
}

/* "PantauListPage" → pantau_list_page_get_type (), as GtkBuilder does. */
static GType
get_type (const char *class_name)
{
  GString *symbol = g_string_new (NULL);
  GType (*get) (void);

  for (const char *p = class_name; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p) && p != class_name)
        g_string_append_c (symbol, '_');
      g_string_append_c (symbol, g_ascii_tolower (*p));
    }
  g_string_append (symbol, "_get_type");
  *(void **) &get = dlsym (RTLD_DEFAULT, symbol->str);
  if (get == NULL)
    g_error ("%s has a template, but there is no %s ()", class_name, symbol->str);
  g_string_free (symbol, TRUE);

  return get ();
}

/* The field for the first question of this form that it fits. (transfer floating) (nullable) */
static GtkWidget *
make_field_of (GType type, PantauForm *form)
{
  GPtrArray *questions = pantau_form_get_questions (form);

  for (guint i = 0; i < questions->len; i++)
    {
      GtkWidget *field = pantau_field_factory_make (form, g_ptr_array_index (questions, i));

      if (G_OBJECT_TYPE (field) == type)
        return field;
      g_object_ref_sink (field);
      g_object_unref (field);
    }

  return NULL;
}

/* A field is nothing without a question: one that no question needs is found out here. */
static GtkWidget *
make_field (GType type, PantauReference *reference)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));
  GtkWidget *field = NULL;

  for (guint i = 0; i < kinds->len && field == NULL; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      g_autoptr (PantauForm) form = pantau_form_new (reference, kind->code, "desk", "16", 0);

      field = make_field_of (type, form);
    }
  /* A dialog makes it by itself. */
  if (type == PANTAU_TYPE_FILE_FIELD)
    {
      g_autoptr (PantauForm) form =
          pantau_form_new_for_act (reference, PANTAU_ACT_REVIEW, TEST_RECORD, 0);

      field = g_object_new (type, "form", form, "question", "paper", NULL);
    }
  if (field == NULL)
    g_error ("no question is asked by %s", g_type_name (type));

  return field;
}

GtkWindow *
display_template_show (GType type, PantauSession *session)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  gboolean wants_session = g_object_class_find_property ((GObjectClass *) klass, "session") != NULL;
  GtkWidget *widget;
  GtkWindow *window;

  if (g_type_is_a (type, PANTAU_TYPE_FIELD_VIEW))
    widget = make_field (type, pantau_session_get_reference (session));
  else
    widget =
        wants_session ? g_object_new (type, "session", session, NULL) : g_object_new (type, NULL);

  if (GTK_IS_POPOVER (widget))
    {
      GtkWidget *button =
          g_object_new (GTK_TYPE_MENU_BUTTON, "label", "Pop up", "halign", GTK_ALIGN_CENTER,
                        "valign", GTK_ALIGN_START, NULL); /* room for the popover below it */

      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), widget);
      window = display_show (button, session);
      gtk_popover_popup (GTK_POPOVER (widget));
      display_wait (gtk_widget_get_mapped (widget));
    }
  else if (GTK_IS_LIST_BOX_ROW (widget))
    {
      GtkWidget *list = gtk_list_box_new ();

      gtk_list_box_append (GTK_LIST_BOX (list), widget);
      window = display_show (list, session);
    }
  else
    window = display_show (widget, session);
  display_settle ();

  return window;
}

/* A popover that goes while it is open leaves GDK with a surface that is gone. */
void
display_template_hide (GtkWindow *window)
{
  GtkWidget *button = display_find_type (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON);
  GtkPopover *popover =
      button != NULL ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) : NULL;

  if (popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover)))
    {
      gtk_popover_popdown (popover);
      display_wait (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
      display_settle ();
    }
  gtk_window_destroy (window);
}

static void
template_free (gpointer data)
{
  DisplayTemplate *template = data;

  g_free (template->path);
  g_free (template->test);
  g_free (template->class_name);
  g_free (template);
}

GPtrArray *
display_templates (const char *prefix)
{
  g_auto (GStrv) names = g_resources_enumerate_children (UI, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func (template_free);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      DisplayTemplate *template;
      g_autofree char *ui = NULL;

      if (!g_str_has_suffix (names[i], ".ui"))
        continue;
      template = g_new0 (DisplayTemplate, 1);
      template->path = g_build_path ("/", UI, names[i], NULL);
      template->test = g_strconcat (prefix, names[i], NULL);
      ui = display_template_read (template->path);
      template->class_name = get_template_class (ui);
      if (template->class_name != NULL && g_str_has_prefix (template->class_name, "Pantau"))
        template->type = get_type (template->class_name);
      /* Those that derive from it make it. */
      if (template->type != G_TYPE_INVALID && G_TYPE_IS_ABSTRACT (template->type))
        {
          template_free (template);
          continue;
        }
      g_ptr_array_add (found, template);
    }
  g_assert_cmpuint (found->len, >, 0);

  return found;
}
