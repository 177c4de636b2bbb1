/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a draft: what is kept is asked of the home after each change, what is on its way is known here alone. */

#define G_LOG_DOMAIN "pantau-files"

#include "config.h"

#include "pantau-files-section-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-attachment.h"
#include "pantau-format.h"
#include "pantau-ui.h"

typedef enum
{
  PROP_HAS_FILES = 1,
} PantauFilesSectionProperty;

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauFilesSection, pantau_files_section, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_HAS_FILES + 1];
static guint signals[N_SIGNALS];

/* The file of the @i-th one that is kept. */
static const PantauAttachment *
get_file (PantauFilesSection *self, guint i)
{
  return ((const PantauKeptFile *) g_ptr_array_index (self->files, i))->file;
}

/* What was copied and is among the files now is no copy any more; its row is told apart by the hash from here on. */
static void
forget_copies (PantauFilesSection *self)
{
  for (guint i = self->copies->len; i-- > 0;)
    if (((const PantauFilesCopy *) g_ptr_array_index (self->copies, i))->hash != NULL)
      g_ptr_array_remove_index (self->copies, i);
}

void
pantau_files_section_show (PantauFilesSection *self)
{
  gboolean has_files = self->files->len > 0 || pantau_files_section_is_busy (self);

  pantau_files_section_show_rows (self);
  if (self->has_files != has_files)
    {
      self->has_files = has_files;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_FILES]);
    }
}

static void
note_pictures (PantauFilesSection *self)
{
  g_array_set_size (self->pictures, 0);
  for (guint i = 0; i < self->files->len; i++)
    {
      const PantauAttachment *file = get_file (self, i);

      if (file->picture != 0)
        g_array_append_val (self->pictures, file->picture);
    }
}

/* Which question to the home is answered. */
typedef struct
{
  PantauFilesSection *section; /* (owned) */
  guint number;
} Reading;

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (PantauFilesSection) self = reading->section;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = pantau_files_read_finish (PANTAU_SESSION (source), result, &error);

  if (reading->number != self->reading || self->session == NULL)
    return;
  if (files == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      forget_copies (self);
      pantau_files_section_show (self);
      return;
    }
  g_ptr_array_unref (self->files);
  self->files = g_steal_pointer (&files);
  note_pictures (self);
  pantau_files_section_show (self);
  forget_copies (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
pantau_files_section_read (PantauFilesSection *self)
{
  Reading *reading;

  if (self->session == NULL)
    return;
  reading = g_new (Reading, 1);
  reading->section = g_object_ref (self);
  reading->number = ++self->reading;
  pantau_files_read (self->session, self->draft, self->record, was_read, reading);
}

static void
was_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauFilesCopy) copy = data;
  g_autoptr (PantauFilesSection) self = g_steal_pointer (&copy->section);
  g_autoptr (GError) error = NULL;

  copy->hash = pantau_files_add_finish (PANTAU_SESSION (source), result, &copy->is_large, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_remove (self->copies, copy);
  else if (error != NULL)
    copy->fault = pantau_advice_sentence (error->message);
  if (self->session == NULL)
    return;
  if (copy->hash != NULL)
    pantau_files_section_read (self);
  pantau_files_section_show (self);
}

PantauFilesCopy *
pantau_files_section_find_copy (PantauFilesSection *self, guint number)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      PantauFilesCopy *copy = g_ptr_array_index (self->copies, i);

      if (copy->number == number)
        return copy;
    }

  return NULL;
}

/* How far the hash of a large file is. */
static void
was_told (GObject *object, guint number, goffset done, goffset all)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (object);
  PantauFilesCopy *copy =
      self->session != NULL ? pantau_files_section_find_copy (self, number) : NULL;
  g_autofree char *read = pantau_format_bytes ((guint64) done),
                  *size = pantau_format_bytes ((guint64) all);

  if (copy == NULL || copy->fault != NULL || copy->hash != NULL)
    return;
  g_free (copy->progress);
  /* Translators: “24 MB of 310 MB read” */
  copy->progress = g_strdup_printf (_ ("%s of %s read"), read, size);
  pantau_files_section_show (self);
}

void
pantau_files_section_add (PantauFilesSection *self, const PantauFileSource *source)
{
  PantauFilesCopy *copy;

  g_return_if_fail (PANTAU_IS_FILES_SECTION (self));

  if (self->session == NULL)
    return;
  copy = pantau_files_copy_new (self, source, ++self->number);
  g_ptr_array_add (self->copies, copy);
  pantau_files_add (self->session, self->draft, self->record, source, was_told, G_OBJECT (self),
                    copy->number, copy->cancellable, was_added, pantau_files_copy_ref (copy));
  pantau_files_section_show (self);
}

void
pantau_files_section_add_file (PantauFilesSection *self, GFile *file)
{
  g_autoptr (PantauFileSource) source = pantau_file_source_new_for_file (file);

  pantau_files_section_add (self, source);
}

static void
pantau_files_section_dispose (GObject *object)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_FILES_SECTION);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_files_section_parent_class)->dispose (object);
}

static void
pantau_files_section_finalize (GObject *object)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (object);

  g_free (self->draft);
  g_free (self->record);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->copies);
  g_array_unref (self->pictures);

  G_OBJECT_CLASS (pantau_files_section_parent_class)->finalize (object);
}

static void
pantau_files_section_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  switch ((PantauFilesSectionProperty) property)
    {
    case PROP_HAS_FILES:
      g_value_set_boolean (value, PANTAU_FILES_SECTION (object)->has_files);
      break;
    }
}

static void
pantau_files_section_class_init (PantauFilesSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_files_section_dispose;
  object_class->finalize = pantau_files_section_finalize;
  object_class->get_property = pantau_files_section_get_property;

  properties[PROP_HAS_FILES] =
      g_param_spec_boolean ("has-files", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", PANTAU_TYPE_FILES_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  pantau_files_section_install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-files-section.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilesSection, choose_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesSection, list);
}

static void
pantau_files_section_init (PantauFilesSection *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_kept_file_free);
  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_files_copy_unref);
  self->pictures = g_array_new (FALSE, FALSE, sizeof (guint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_files_section_set (PantauFilesSection *self,
                          PantauSession *session,
                          const char *draft,
                          const char *record)
{
  g_return_if_fail (PANTAU_IS_FILES_SECTION (self));
  g_return_if_fail (PANTAU_IS_SESSION (session) && draft != NULL);

  g_set_object (&self->session, session);
  g_free (self->draft);
  self->draft = g_strdup (draft);
  g_free (self->record);
  self->record = g_strdup (record);
  g_ptr_array_set_size (self->files, 0);
  pantau_files_section_show (self);
  pantau_files_section_read (self);
}

gboolean
pantau_files_section_take_value (PantauFilesSection *self, const GValue *value)
{
  g_autoptr (GSList) files = NULL;

  g_return_val_if_fail (PANTAU_IS_FILES_SECTION (self), FALSE);

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    pantau_files_section_add_file (self, l->data);

  return TRUE;
}

gboolean
pantau_files_section_get_has_files (PantauFilesSection *self)
{
  g_return_val_if_fail (PANTAU_IS_FILES_SECTION (self), FALSE);

  return self->has_files;
}

gboolean
pantau_files_section_is_busy (PantauFilesSection *self)
{
  g_return_val_if_fail (PANTAU_IS_FILES_SECTION (self), FALSE);

  for (guint i = 0; i < self->copies->len; i++)
    if (((const PantauFilesCopy *) g_ptr_array_index (self->copies, i))->fault == NULL)
      return TRUE;

  return FALSE;
}

GArray *
pantau_files_section_get_pictures (PantauFilesSection *self)
{
  g_return_val_if_fail (PANTAU_IS_FILES_SECTION (self), NULL);

  return self->pictures;
}
