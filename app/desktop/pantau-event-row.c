/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who did what, when, from which device, and whether the province has it. */

#define G_LOG_DOMAIN "pantau-event-row"

#include "config.h"

#include "pantau-event-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-long-text.h"

struct _PantauEventRow
{
  GtkListBoxRow parent_instance;

  PantauLongText *changes_text;
  GtkImage *image;
  GtkLabel *meta_label;
  GtkLabel *sentence_label;
  PantauLongText *words_text;
  GtkWidget *warning_box;
  GtkLabel *warning_label;
};

G_DEFINE_FINAL_TYPE (PantauEventRow, pantau_event_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_event_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_EVENT_ROW);

  G_OBJECT_CLASS (pantau_event_row_parent_class)->dispose (object);
}

static void
pantau_event_row_class_init (PantauEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_event_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-event-row.ui");
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, changes_text);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, meta_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, words_text);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, warning_box);
  gtk_widget_class_bind_template_child (widget_class, PantauEventRow, warning_label);
}

static void
pantau_event_row_init (PantauEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_icon (PantauStoryTopic topic)
{
  switch (topic)
    {
    case PANTAU_STORY_RECORDED:
      return "list-add-symbolic";
    case PANTAU_STORY_CHANGED:
      return "document-edit-symbolic";
    case PANTAU_STORY_STATUS:
      return "object-select-symbolic";
    case PANTAU_STORY_NOTE:
      return "chat-message-new-symbolic";
    case PANTAU_STORY_WARNING:
      return "dialog-warning-symbolic";
    case PANTAU_STORY_FORWARDED:
      return "mail-send-symbolic";
    case PANTAU_STORY_TREATED:
      return "applications-engineering-symbolic";
    case PANTAU_STORY_REVIEWED:
      return "document-edit-symbolic";
    case PANTAU_STORY_LINKED:
      return "insert-link-symbolic";
    case PANTAU_STORY_SEALED:
      return "changes-prevent-symbolic";
    case PANTAU_STORY_FILES:
      return "mail-attachment-symbolic";
    case PANTAU_STORY_ASSIGNED:
      return "avatar-default-symbolic";
    case PANTAU_STORY_OTHER:
    default:
      return "view-more-symbolic";
    }
}

static char *
list_changes (const PantauStoryItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->changes->len; i++)
    {
      const PantauStoryChange *change = g_ptr_array_index (item->changes, i);

      if (i > 0)
        g_string_append_c (text, '\n');
      if (change->before != NULL)
        /* Translators: a field, what it was, what it became. */
        g_string_append_printf (text, _ ("%s: %s → %s"), change->label, change->before,
                                change->after);
      else
        g_string_append_printf (text, _ ("%s: %s"), change->label, change->after);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_text (PantauLongText *label, const char *text)
{
  pantau_long_text_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
pantau_event_row_set (PantauEventRow *self, const PantauStoryItem *item)
{
  g_autofree char *changes = NULL, *meta = NULL;

  g_return_if_fail (PANTAU_IS_EVENT_ROW (self));

  changes = list_changes (item);
  meta = g_strdup_printf ("%s · %s · %s", item->when, item->device, item->where);
  gtk_image_set_from_icon_name (self->image, choose_icon (item->topic));
  gtk_label_set_label (self->sentence_label, item->sentence);
  set_text (self->changes_text, changes);
  set_text (self->words_text, item->text);
  gtk_label_set_label (self->meta_label, meta);
  gtk_label_set_label (self->warning_label, item->warning != NULL ? item->warning : "");
  gtk_widget_set_visible (self->warning_box, item->warning != NULL);
  if (item->is_void)
    gtk_widget_add_css_class (GTK_WIDGET (self), "void");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "void");
}
