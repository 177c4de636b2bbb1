/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of the editor: in which order they stand, when they are made, and those that may wait. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-editor-private.h"
#include "pantau-editor-work.h"
#include "pantau-field-factory.h"
#include "pantau-list-field.h"
#include "pantau-places-field.h"
#include "pantau-text-field.h"

/* Making many questions at once would hold the window for longer than a frame or two. */
#define AT_ONCE 4

/* The groups under "more", in this order. */
typedef enum
{
  GROUP_ACCOUNT, /* what every record has */
  GROUP_DETAILS, /* what its kind asks */
  GROUP_DESK,
  N_GROUPS
} Group;

static Group
group_of (const PantauQuestion *question)
{
  if (question->field == NULL)
    return GROUP_ACCOUNT;

  return question->field->of_desk ? GROUP_DESK : GROUP_DETAILS;
}

static const char *
group_title (Group group)
{
  switch (group)
    {
    case GROUP_ACCOUNT:
      /* Translators: a heading over narrative, times and severity */
      return _ ("The event");
    case GROUP_DETAILS:
      return _ ("Details");
    case GROUP_DESK:
      /* Translators: a heading over questions that only desks of Bawaslu are asked */
      return _ ("For the desk");
    case N_GROUPS:
      break;
    }

  return "";
}

/* The questions in the order of the screen: first ones, then group by group. (transfer container): of PantauQuestion */
static GPtrArray *
order_questions (PantauEditor *self)
{
  GPtrArray *questions = pantau_form_get_questions (self->form);
  GPtrArray *ordered = g_ptr_array_new ();

  for (guint i = 0; i < questions->len; i++)
    if (((const PantauQuestion *) g_ptr_array_index (questions, i))->first)
      g_ptr_array_add (ordered, g_ptr_array_index (questions, i));
  for (Group group = 0; group < N_GROUPS; group++)
    for (guint i = 0; i < questions->len; i++)
      {
        const PantauQuestion *question = g_ptr_array_index (questions, i);

        if (!question->first && group_of (question) == group)
          g_ptr_array_add (ordered, (gpointer) question);
      }

  return ordered;
}

PantauFieldView *
pantau_editor_next_field (GtkWidget *child)
{
  while (child != NULL && !PANTAU_IS_FIELD_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child != NULL ? PANTAU_FIELD_VIEW (child) : NULL;
}

static PantauFieldView *
find_in (GtkBox *box, const char *name)
{
  PantauFieldView *field = pantau_editor_next_field (gtk_widget_get_first_child (GTK_WIDGET (box)));

  for (; field != NULL;
       field = pantau_editor_next_field (gtk_widget_get_next_sibling (GTK_WIDGET (field))))
    if (g_str_equal (pantau_field_view_get_name (field), name))
      return field;

  return NULL;
}

PantauFieldView *
pantau_editor_find_field (PantauEditor *self, const char *name)
{
  g_autofree char *bare = g_strndup (name, strcspn (name, "["));
  PantauFieldView *field = find_in (self->first, bare);

  if (field == NULL)
    field = find_in (self->more, bare);

  /* "barang_bukti[2].what" is a cell of a list. */
  return PANTAU_IS_LIST_FIELD (field) && !g_str_equal (name, bare)
             ? pantau_list_field_find_cell (PANTAU_LIST_FIELD (field), name)
             : field;
}

void
pantau_editor_settle (PantauEditor *self)
{
  GtkBox *boxes[] = { self->first, self->more };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    for (PantauFieldView *field =
             pantau_editor_next_field (gtk_widget_get_first_child (GTK_WIDGET (boxes[i])));
         field != NULL;
         field = pantau_editor_next_field (gtk_widget_get_next_sibling (GTK_WIDGET (field))))
      pantau_field_view_settle (field);
}

void
pantau_editor_suggest_title (PantauEditor *self)
{
  PantauFieldView *field = pantau_editor_find_field (self, "title");
  g_autofree char *title = NULL;

  if (!PANTAU_IS_TEXT_FIELD (field))
    return;
  title = pantau_form_suggest_title (self->form);
  pantau_text_field_set_placeholder (PANTAU_TEXT_FIELD (field), title);
}

static GtkWidget *
make_field (PantauEditor *self, const PantauQuestion *question)
{
  GtkWidget *field = pantau_field_factory_make (self->form, question);

  if (PANTAU_IS_PLACES_FIELD (field))
    {
      g_auto (GStrv) recent = pantau_editor_recent_places (self->session);

      pantau_places_field_set_recent (PANTAU_PLACES_FIELD (field), (const char *const *) recent);
    }

  return field;
}

static void
add_group (PantauEditor *self, Group group)
{
  GtkWidget *title = gtk_label_new (group_title (group));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "title-4");
  gtk_widget_add_css_class (title, "group");
  gtk_box_append (self->more, title);
}

/* Makes some more questions of those under "more": TRUE while there are others. */
static gboolean
make_some (PantauEditor *self, guint some)
{
  g_autoptr (GPtrArray) questions = order_questions (self);
  guint seen = 0;
  int last = -1;

  for (guint i = 0; i < questions->len && some > 0; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (questions, i);

      if (question->first)
        continue;
      if (seen++ >= self->made)
        {
          if (last != (int) group_of (question))
            add_group (self, group_of (question));
          gtk_box_append (self->more, make_field (self, question));
          self->made++;
          some--;
        }
      last = (int) group_of (question);
    }

  pantau_editor_suggest_title (self);

  return some == 0;
}

static gboolean
make_more (gpointer data)
{
  PantauEditor *self = data;

  if (make_some (self, AT_ONCE))
    return G_SOURCE_CONTINUE;
  self->idle = 0;

  return G_SOURCE_REMOVE;
}

void
pantau_editor_more_toggled (PantauEditor *self)
{
  if (self->form != NULL && self->made == 0 && self->idle == 0 &&
      gtk_expander_get_expanded (self->more_expander))
    {
      self->opens = TRUE;
      self->idle = g_idle_add (make_more, self);
    }
}

void
pantau_editor_open_more (PantauEditor *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  while (make_some (self, G_MAXUINT))
    ;
  gtk_expander_set_expanded (self->more_expander, TRUE);
}

void
pantau_editor_unfold_more (PantauEditor *self)
{
  gtk_expander_set_expanded (self->more_expander, TRUE);
  self->opens = FALSE;
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
count_more (PantauEditor *self, GPtrArray *questions)
{
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < questions->len; i++)
    n += ((const PantauQuestion *) g_ptr_array_index (questions, i))->first ? 0 : 1;
  number = g_strdup_printf ("%u", n);
  text = g_strdup_printf (ngettext ("%s question", "%s questions", n), number);
  gtk_label_set_text (self->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_expander), n > 0);
}

/* The questions whose answer law has something to say about. */
static gboolean
is_an_act (const char *name)
{
  return g_str_equal (name, "act") || g_str_equal (name, "subject");
}

static void
add_first (PantauEditor *self, const PantauQuestion *question)
{
  GtkWidget *field = make_field (self, question);

  gtk_box_append (self->first, field);
  if (is_an_act (question->name))
    pantau_editor_add_consequence (self, field);
}

void
pantau_editor_show_questions (PantauEditor *self)
{
  g_autoptr (GPtrArray) questions = order_questions (self);

  self->consequence = NULL;
  clear_box (self->first);
  clear_box (self->more);
  self->made = 0;
  gtk_expander_set_expanded (self->more_expander, FALSE);

  for (guint i = 0; i < questions->len; i++)
    if (((const PantauQuestion *) g_ptr_array_index (questions, i))->first)
      add_first (self, g_ptr_array_index (questions, i));
  count_more (self, questions);
  pantau_editor_suggest_title (self);
}
