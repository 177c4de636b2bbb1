/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The official form, read from data: which fields it has is the matter of regulations, and another one may come. */

#include "config.h"

#include "pantau-paper.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"

#define FILE_NAME "formulir.json"
#define MAX_LINES 20
#define MAX_TIMES 5

static void
field_free (gpointer data)
{
  PantauPaperField *self = data;

  pantau_label_clear (&self->label);
  g_free (self->source);
  g_free (self);
}

static void
section_free (gpointer data)
{
  PantauPaperSection *self = data;

  pantau_label_clear (&self->title);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static void
label_free (gpointer data)
{
  pantau_label_clear (data);
  g_free (data);
}

void
pantau_paper_free (PantauPaper *self)
{
  PantauLabel *labels[] = { &self->title,    &self->subtitle, &self->secrecy,
                            &self->practice, &self->optional, &self->statement };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    pantau_label_clear (labels[i]);
  g_free (self->edition);
  g_free (self->basis);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->closing);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

/* A whole number from 1 on; 1 where it is absent. */
static guint
read_number (PantauDocument *document, JsonObject *object, const char *name, guint most)
{
  gint64 number = pantau_json_integer (object, name, 1);

  if (number < 1 || number > most)
    pantau_document_fail (document, _ ("“%s” is not 1 to %u"), name, most);

  return (guint) CLAMP (number, 1, most);
}

static void
read_fields (PantauDocument *document, JsonObject *parent, const char *name, GPtrArray *fields)
{
  JsonArray *array = pantau_document_objects (document, parent, name);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauPaperField *field = g_new0 (PantauPaperField, 1);

      pantau_document_label (document, object, "label", TRUE, &field->label);
      field->source = g_strdup (pantau_json_string (object, "source"));
      field->lines = read_number (document, object, "lines", MAX_LINES);
      field->optional = pantau_json_boolean (object, "optional");
      g_ptr_array_add (fields, field);
    }
}

static void
read_sections (PantauPaper *self, PantauDocument *document, JsonObject *root)
{
  JsonArray *array = pantau_document_objects (document, root, "sections");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauPaperSection *section = g_new0 (PantauPaperSection, 1);

      section->fields = g_ptr_array_new_with_free_func (field_free);
      pantau_document_label (document, object, "title", TRUE, &section->title);
      pantau_document_at (document, "sections", section->title.id);
      section->times = read_number (document, object, "times", MAX_TIMES);
      section->optional = pantau_json_boolean (object, "optional");
      read_fields (document, object, "fields", section->fields);
      g_ptr_array_add (self->sections, section);
    }
  pantau_document_at (document, NULL, NULL);
}

static void
read_signatures (PantauPaper *self, PantauDocument *document, JsonObject *root)
{
  JsonArray *array = pantau_document_objects (document, root, "signatures");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauLabel *label = g_new0 (PantauLabel, 1);

      label->id = g_strdup (pantau_document_string (document, object, "id"));
      label->en = g_strdup (pantau_document_string (document, object, "en"));
      g_ptr_array_add (self->signatures, label);
    }
}

PantauPaper *
pantau_paper_new (PantauReference *reference, GError **error)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, FILE_NAME, error);
  g_autoptr (PantauDocument) document = NULL;
  g_autoptr (PantauPaper) self = NULL;
  JsonObject *root;

  if (bytes == NULL)
    return NULL;
  document = pantau_document_new (FILE_NAME, bytes);
  root = pantau_document_root (document);

  self = g_new0 (PantauPaper, 1);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->closing = g_ptr_array_new_with_free_func (field_free);
  self->signatures = g_ptr_array_new_with_free_func (label_free);
  self->edition = g_strdup (pantau_document_string (document, root, "edition"));
  self->basis = g_strdup (pantau_document_string (document, root, "basis"));
  pantau_document_label (document, root, "title", TRUE, &self->title);
  pantau_document_label (document, root, "subtitle", TRUE, &self->subtitle);
  pantau_document_label (document, root, "secrecy", TRUE, &self->secrecy);
  pantau_document_label (document, root, "practice", TRUE, &self->practice);
  pantau_document_label (document, root, "optional", TRUE, &self->optional);
  pantau_document_label (document, root, "statement", TRUE, &self->statement);
  read_sections (self, document, root);
  read_fields (document, root, "closing", self->closing);
  read_signatures (self, document, root);

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}
