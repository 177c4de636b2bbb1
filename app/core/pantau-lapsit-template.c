/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letterheads of situation reports, read from data, since each office writes its own. */

#include "config.h"

#include "pantau-lapsit-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-document.h"
#include "pantau-error.h"
#include "pantau-json.h"

#define FILE_NAME "lapsit.json"

/* What stands for what in a template. */
typedef struct
{
  const char *name;
  const char *text;
} Word;

char *
pantau_lapsit_region_name (PantauReference *reference, const char *code)
{
  const PantauRegion *region =
      pantau_regions_lookup (pantau_reference_get_regions (reference), code);
  g_autofree char *kind = NULL;

  if (region == NULL)
    return g_strdup (code);
  kind = g_strdup (region->kind);
  kind[0] = g_ascii_toupper (kind[0]);

  return g_strconcat (kind, " ", region->name, NULL);
}

static char *
fill_in (const char *text, const Word *words, gsize n_words)
{
  g_autoptr (GString) filled = g_string_new (text);

  for (gsize i = 0; i < n_words; i++)
    g_string_replace (filled, words[i].name, words[i].text, 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static void
read_headings (PantauLapsitTemplate *self, JsonObject *headings)
{
  g_autoptr (GList) names = headings != NULL ? json_object_get_members (headings) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      const char *text = pantau_json_string (headings, name->data);

      if (text != NULL)
        g_hash_table_insert (self->headings, g_strdup (name->data), g_strdup (text));
    }
}

static void
read_template (PantauLapsitTemplate *self,
               PantauDocument *document,
               JsonObject *object,
               const Word *words,
               gsize n_words)
{
  g_auto (GStrv) lines = pantau_document_strings (document, object, "letterhead");
  guint n = g_strv_length (lines);

  self->code = g_strdup (pantau_document_code (document, object, "code"));
  self->letterhead = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->letterhead[i] = fill_in (lines[i], words, n_words);
  self->place = fill_in (pantau_document_string (document, object, "place"), words, n_words);
  self->position = fill_in (pantau_document_string (document, object, "position"), words, n_words);
}

/* Level 0 is any. */
static gboolean
is_for (JsonObject *object, const char *role, guint level)
{
  gint64 wanted = pantau_json_integer (object, "level", 0);

  return g_strcmp0 (pantau_json_string (object, "role"), role) == 0 &&
         (wanted == 0 || wanted == (gint64) level);
}

PantauLapsitTemplate *
pantau_lapsit_template_new (PantauReference *reference,
                            const char *role,
                            const char *office,
                            const char *period,
                            const char *region,
                            GError **error)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, FILE_NAME, error);
  g_autoptr (PantauDocument) document = NULL;
  g_autoptr (PantauLapsitTemplate) self = NULL;
  const PantauRegion *known =
      pantau_regions_lookup (pantau_reference_get_regions (reference), office);
  g_autofree char *office_name = pantau_lapsit_region_name (reference, office),
                  *capitals = g_utf8_strup (office_name, -1),
                  *region_name = pantau_lapsit_region_name (reference, region);
  const Word words[] = { { "{office}", office_name },
                         { "{OFFICE}", capitals },
                         { "{name}", known != NULL ? known->name : office },
                         { "{region}", region_name } };
  JsonObject *root, *titles;
  JsonArray *templates;

  if (bytes == NULL)
    return NULL;
  document = pantau_document_new (FILE_NAME, bytes);
  root = pantau_document_root (document);
  self = g_new0 (PantauLapsitTemplate, 1);
  self->headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  titles = pantau_json_object (root, "titles");
  if (titles == NULL)
    pantau_document_fail (document, _ ("“%s” is missing"), "titles");
  else
    self->title = g_strdup (pantau_document_string (document, titles, period));
  read_headings (self, pantau_json_object (root, "headings"));
  templates = pantau_document_objects (document, root, "templates");
  for (guint i = 0; i < json_array_get_length (templates) && self->code == NULL; i++)
    {
      JsonObject *object = json_array_get_object_element (templates, i);

      if (is_for (object, role, pantau_region_level (office)))
        read_template (self, document, object, words, G_N_ELEMENTS (words));
    }
  if (!pantau_document_finish (document, error))
    return NULL;
  if (self->code == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                              _ ("lapsit.json has no template for this office"));

  return g_steal_pointer (&self);
}

void
pantau_lapsit_template_free (PantauLapsitTemplate *self)
{
  g_free (self->code);
  g_strfreev (self->letterhead);
  g_free (self->title);
  g_free (self->place);
  g_free (self->position);
  g_clear_pointer (&self->headings, g_hash_table_unref);
  g_free (self);
}

const char *
pantau_lapsit_template_heading (const PantauLapsitTemplate *self, const char *name)
{
  const char *text = g_hash_table_lookup (self->headings, name);

  return text != NULL ? text : "";
}
