/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of many choices, found by typing. */

#define G_LOG_DOMAIN "pantau-lookup-field"

#include "config.h"

#include "pantau-lookup-field.h"

#include "pantau-locale.h"

struct _PantauLookupField
{
  PantauPickField parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauLookupField, pantau_lookup_field, PANTAU_TYPE_PICK_FIELD)

/* Every word of @text begins a word of the choice's name, as one types to find it. */
static gboolean
fits (const PantauChoice *choice, const char *text)
{
  return *text == '\0' || g_str_match_string (text, pantau_field_view_choice_name (choice), TRUE);
}

/* Names that begin with what was typed come first: "banjir" means “Banjir” before “Tanah longsor karena banjir”. */
static gboolean
begins (const PantauChoice *choice, const char *text)
{
  g_autofree char *name = g_utf8_casefold (pantau_field_view_choice_name (choice), -1);
  g_autofree char *begin = g_utf8_casefold (text, -1);

  return g_str_has_prefix (name, begin);
}

static GPtrArray *
pantau_lookup_field_find (PantauPickField *field, const char *text)
{
  GPtrArray *choices = pantau_field_view_get_choices (PANTAU_FIELD_VIEW (field));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (begins (choice, text))
        g_ptr_array_add (found, choice->code);
    }
  for (guint i = 0; i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (!begins (choice, text) && fits (choice, text))
        g_ptr_array_add (found, choice->code);
    }

  return found;
}

static char *
pantau_lookup_field_dup_name (PantauPickField *field, const char *code)
{
  PantauFieldView *view = PANTAU_FIELD_VIEW (field);
  PantauKinds *kinds = pantau_reference_get_kinds (pantau_field_view_get_reference (view));
  const char *list = pantau_field_view_get_question (view)->field->choices;

  return g_strdup (pantau_kinds_choice_label (kinds, list, code, pantau_locale_get ()));
}

static void
pantau_lookup_field_class_init (PantauLookupFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauPickFieldClass *pick_class = PANTAU_PICK_FIELD_CLASS (klass);

  pick_class->dup_name = pantau_lookup_field_dup_name;
  pick_class->find = pantau_lookup_field_find;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-lookup-field.ui");
}

static void
pantau_lookup_field_init (PantauLookupField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
