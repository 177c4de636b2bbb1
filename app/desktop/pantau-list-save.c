/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name for a search that is worth keeping. */

#define G_LOG_DOMAIN "pantau-list-save"

#include "config.h"

#include "pantau-list-save.h"

#include "pantau-filters.h"

struct _PantauListSave
{
  GtkPopover parent_instance;

  GtkWidget *button;
  GtkEditable *entry;
};

enum
{
  SAVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauListSave, pantau_list_save, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

/* (transfer full): "" where there is none */
static char *
dup_name (PantauListSave *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
name_changed (PantauListSave *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->button, name[0] != '\0');
}

static void
save (PantauListSave *self)
{
  g_autofree char *name = dup_name (self);

  if (name[0] != '\0')
    g_signal_emit (self, signals[SAVE], 0, name);
}

static void
pantau_list_save_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_LIST_SAVE);

  G_OBJECT_CLASS (pantau_list_save_parent_class)->dispose (object);
}

static void
pantau_list_save_class_init (PantauListSaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_list_save_dispose;

  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-save.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListSave, button);
  gtk_widget_class_bind_template_child (widget_class, PantauListSave, entry);
  gtk_widget_class_bind_template_callback (widget_class, name_changed);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
pantau_list_save_init (PantauListSave *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->entry, "max-length", PANTAU_FILTER_NAME_LENGTH, NULL);
}

GtkWidget *
pantau_list_save_new (void)
{
  return g_object_new (PANTAU_TYPE_LIST_SAVE, NULL);
}

void
pantau_list_save_begin (PantauListSave *self, const char *name)
{
  g_return_if_fail (PANTAU_IS_LIST_SAVE (self));

  gtk_editable_set_text (self->entry, name);
  /* What is typed is another name, not more of this one. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  name_changed (self);
}
