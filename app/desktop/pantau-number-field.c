/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integers, fractions and rupiah, with separators while one types. */

#define G_LOG_DOMAIN "pantau-number-field"

#include "config.h"

#include "pantau-number-field.h"

#include <string.h>

#include "pantau-format.h"
#include "pantau-ui.h"

struct _PantauNumberField
{
  PantauFieldView parent_instance;

  guint idle;

  GtkWidget *entry;
  GtkLabel *unit;
};

G_DEFINE_FINAL_TYPE (PantauNumberField, pantau_number_field, PANTAU_TYPE_FIELD_VIEW)

static PantauFieldType
get_type (PantauNumberField *self)
{
  return pantau_field_view_get_question (PANTAU_FIELD_VIEW (self))->field->type;
}

/* The digits after the caret, so that it stays before the same digit when separators come and go. */
static guint
digits_after (const char *text, int position)
{
  guint n = 0;

  for (const char *p = g_utf8_offset_to_pointer (text, position); *p != '\0'; p++)
    n += g_ascii_isdigit (*p) ? 1 : 0;

  return n;
}

static int
position_before (const char *text, guint digits)
{
  int position = (int) strlen (text);

  while (position > 0 && digits > 0)
    digits -= g_ascii_isdigit (text[--position]) ? 1 : 0;

  return position;
}

/* Without the separators that stand where they stood before the last digit came. (transfer full) */
static char *
without_separators (const char *text)
{
  g_autofree char *thousand = pantau_format_integer (1000);
  const char separator[] = { thousand[1], '\0' };
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);

  return g_strjoinv (NULL, parts);
}

/* "1500000" becomes "1.500.000" under one's fingers. What is no whole number is left as it is. */
static gboolean
separate (gpointer data)
{
  PantauNumberField *self = data;
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *text = gtk_editable_get_text (editable);
  guint digits = digits_after (text, gtk_editable_get_position (editable));
  g_autofree char *plain = without_separators (text);
  g_autofree char *separated = NULL;
  gint64 number;

  self->idle = 0;
  if (*plain == '0' || *plain == '\0' || strspn (plain, "0123456789") != strlen (plain) ||
      !pantau_format_read_integer (plain, &number))
    return G_SOURCE_REMOVE;
  separated = pantau_format_integer (number);
  if (!g_str_equal (separated, text))
    {
      gtk_editable_set_text (editable, separated);
      gtk_editable_set_position (editable, position_before (separated, digits));
    }

  return G_SOURCE_REMOVE;
}

static void
text_changed (PantauNumberField *self)
{
  pantau_field_view_answer_text (PANTAU_FIELD_VIEW (self),
                                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  /* Not before the entry has moved its caret behind what was typed. */
  if (get_type (self) != PANTAU_FIELD_NUMBER && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, separate, self, NULL);
}

static void
pantau_number_field_set_up (PantauFieldView *view)
{
  PantauNumberField *self = PANTAU_NUMBER_FIELD (view);
  const PantauField *field = pantau_field_view_get_question (view)->field;
  const char *unit = field->unit;

  pantau_ui_set_text (self->unit, unit);
  if (field->type == PANTAU_FIELD_MONEY)
    gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (self->entry)),
                                 GTK_WIDGET (self->unit), NULL);
}

static void
pantau_number_field_show_answer (PantauFieldView *view)
{
  PantauNumberField *self = PANTAU_NUMBER_FIELD (view);
  g_autofree char *text =
      pantau_form_get_text (pantau_field_view_get_form (view), pantau_field_view_get_name (view));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
}

static GtkWidget *
pantau_number_field_get_control (PantauFieldView *view)
{
  return PANTAU_NUMBER_FIELD (view)->entry;
}

static void
pantau_number_field_dispose (GObject *object)
{
  g_clear_handle_id (&PANTAU_NUMBER_FIELD (object)->idle, g_source_remove);

  G_OBJECT_CLASS (pantau_number_field_parent_class)->dispose (object);
}

static void
pantau_number_field_class_init (PantauNumberFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  object_class->dispose = pantau_number_field_dispose;
  field_class->get_control = pantau_number_field_get_control;
  field_class->set_up = pantau_number_field_set_up;
  field_class->show_answer = pantau_number_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-number-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_child (widget_class, PantauNumberField, entry);
  gtk_widget_class_bind_template_child (widget_class, PantauNumberField, unit);
}

static void
pantau_number_field_init (PantauNumberField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
