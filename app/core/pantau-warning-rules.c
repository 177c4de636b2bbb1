/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peringatan.json: what may change about early warnings is data. */

#include "config.h"

#include "pantau-warning-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-json.h"

#define FILE_NAME "peringatan.json"
#define HAZARDS   "hazard" /* lists of choices.json */
#define SITES     "site_type"

typedef struct
{
  GStrv words; /* folded, with a blank at each end */
  char *hazard;
} Hazard;

typedef struct
{
  char *code;
  PantauLabel name;
} Code;

struct _PantauWarningRules
{
  char *url;
  char *agency;
  guint pace;
  gint64 expires;
  double near_km;
  GPtrArray *hazards; /* of Hazard */
  char *hazard;       /* of what none of them names */
  GStrv stores;
  GPtrArray *severity; /* of Code, and so are these */
  GPtrArray *urgency;
  GPtrArray *certainty;
};

static void
hazard_free (gpointer data)
{
  Hazard *self = data;

  g_strfreev (self->words);
  g_free (self->hazard);
  g_free (self);
}

static void
code_free (gpointer data)
{
  Code *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  g_free (self);
}

/* Words alone, in small letters, each with a blank before and behind it: whole words are found by looking for a text. (transfer full) */
static char *
fold_words (const char *text)
{
  GString *out = g_string_new (" ");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, g_unichar_tolower (c));
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');

  return g_string_free (out, FALSE);
}

static char *
read_choice (PantauDocument *document,
             PantauKinds *kinds,
             const char *list,
             JsonObject *object,
             const char *name)
{
  const char *code = pantau_document_code (document, object, name);

  if (pantau_kinds_choice (kinds, list, code) == NULL)
    pantau_document_fail (document, _ ("choices.json has no “%s” in the list “%s”"), code, list);

  return g_strdup (code);
}

static gint64
read_number (PantauDocument *document, JsonObject *object, const char *name, gint64 most)
{
  gint64 number = pantau_json_integer (object, name, 0);

  if (number < 1 || number > most)
    {
      g_autofree char *limit = g_strdup_printf ("%" G_GINT64_FORMAT, most);

      pantau_document_fail (document, _ ("“%s” is not a number from 1 to %s"), name, limit);
    }

  return CLAMP (number, 1, most);
}

static void
read_hazards (PantauWarningRules *self,
              PantauDocument *document,
              PantauKinds *kinds,
              JsonObject *root)
{
  JsonArray *rows = pantau_document_objects (document, root, "hazards");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = json_array_get_object_element (rows, i);
      g_auto (GStrv) words = NULL;
      Hazard *hazard = g_new0 (Hazard, 1);

      pantau_document_at (document, "hazards", pantau_json_string (object, "hazard"));
      hazard->hazard = read_choice (document, kinds, HAZARDS, object, "hazard");
      words = pantau_document_strings (document, object, "words");
      hazard->words = g_new0 (char *, g_strv_length (words) + 1);
      for (guint j = 0; words[j] != NULL; j++)
        hazard->words[j] = fold_words (words[j]);
      g_ptr_array_add (self->hazards, hazard);
    }
}

static GPtrArray *
read_codes (PantauDocument *document, JsonObject *root, const char *name)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (code_free);
  JsonArray *rows = pantau_document_objects (document, root, name);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = json_array_get_object_element (rows, i);
      Code *code = g_new0 (Code, 1);

      pantau_document_at (document, name, pantau_json_string (object, "code"));
      code->code = g_strdup (pantau_document_string (document, object, "code"));
      pantau_document_label (document, object, "name", TRUE, &code->name);
      g_ptr_array_add (codes, code);
    }

  return codes;
}

static void
read_index (PantauWarningRules *self, PantauDocument *document, JsonObject *root)
{
  JsonObject *index = pantau_json_object (root, "index");

  if (index == NULL)
    {
      pantau_document_fail (document, _ ("“%s” is missing"), "index");
      return;
    }
  pantau_document_at (document, "index", NULL);
  self->url = g_strdup (pantau_document_string (document, index, "url"));
  self->agency = g_strdup (pantau_document_string (document, index, "agency"));
  self->pace = (guint) read_number (document, index, "requests_a_minute", 600);
  if (!g_str_has_prefix (self->url, "https://"))
    pantau_document_fail (document, "%s", _ ("“url” does not begin with https://"));
}

static void
read_stores (PantauWarningRules *self,
             PantauDocument *document,
             PantauKinds *kinds,
             JsonObject *root)
{
  pantau_document_at (document, "stores", NULL);
  self->stores = pantau_document_strings (document, root, "stores");
  for (guint i = 0; self->stores[i] != NULL; i++)
    if (pantau_kinds_choice (kinds, SITES, self->stores[i]) == NULL)
      pantau_document_fail (document, _ ("choices.json has no “%s” in the list “%s”"),
                            self->stores[i], SITES);
}

PantauWarningRules *
pantau_warning_rules_new (GBytes *bytes, PantauKinds *kinds, GError **error)
{
  g_autoptr (PantauWarningRules) self = g_new0 (PantauWarningRules, 1);
  g_autoptr (PantauDocument) document = pantau_document_new (FILE_NAME, bytes);
  JsonObject *root = pantau_document_root (document);

  self->hazards = g_ptr_array_new_with_free_func (hazard_free);
  read_index (self, document, root);
  pantau_document_at (document, NULL, NULL);
  self->expires = read_number (document, root, "expires_hours", 720) * 60 * 60;
  self->near_km = (double) read_number (document, root, "near_km", 100);
  self->hazard = read_choice (document, kinds, HAZARDS, root, "hazard");
  read_hazards (self, document, kinds, root);
  read_stores (self, document, kinds, root);
  self->severity = read_codes (document, root, "severity");
  self->urgency = read_codes (document, root, "urgency");
  self->certainty = read_codes (document, root, "certainty");

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

void
pantau_warning_rules_free (PantauWarningRules *self)
{
  g_free (self->url);
  g_free (self->agency);
  g_ptr_array_unref (self->hazards);
  g_free (self->hazard);
  g_strfreev (self->stores);
  g_clear_pointer (&self->severity, g_ptr_array_unref);
  g_clear_pointer (&self->urgency, g_ptr_array_unref);
  g_clear_pointer (&self->certainty, g_ptr_array_unref);
  g_free (self);
}

const char *
pantau_warning_rules_get_url (const PantauWarningRules *self)
{
  return self->url;
}

const char *
pantau_warning_rules_get_agency (const PantauWarningRules *self)
{
  return self->agency;
}

guint
pantau_warning_rules_get_pace (const PantauWarningRules *self)
{
  return self->pace;
}

gint64
pantau_warning_rules_get_expires (const PantauWarningRules *self)
{
  return self->expires;
}

double
pantau_warning_rules_get_near (const PantauWarningRules *self)
{
  return self->near_km;
}

static const char *
find_hazard (const PantauWarningRules *self, const char *text)
{
  g_autofree char *words = fold_words (text);

  for (guint i = 0; i < self->hazards->len; i++)
    {
      const Hazard *hazard = g_ptr_array_index (self->hazards, i);

      for (guint j = 0; hazard->words[j] != NULL; j++)
        if (strstr (words, hazard->words[j]) != NULL)
          return hazard->hazard;
    }

  return NULL;
}

const char *
pantau_warning_rules_hazard (const PantauWarningRules *self, const PantauWarningInfo *info)
{
  const char *hazard = find_hazard (self, info->event);

  if (hazard == NULL)
    hazard = find_hazard (self, info->headline);

  return hazard != NULL ? hazard : self->hazard;
}

gboolean
pantau_warning_rules_is_store (const PantauWarningRules *self, const char *site)
{
  return g_strv_contains ((const char *const *) self->stores, site);
}

static const char *
find_name (GPtrArray *codes, const char *code, const char *language)
{
  for (guint i = 0; i < codes->len; i++)
    {
      const Code *known = g_ptr_array_index (codes, i);

      if (g_str_equal (known->code, code))
        return pantau_label_get (&known->name, language);
    }

  return code;
}

const char *
pantau_warning_rules_severity (const PantauWarningRules *self,
                               const char *code,
                               const char *language)
{
  return find_name (self->severity, code, language);
}

const char *
pantau_warning_rules_urgency (const PantauWarningRules *self,
                              const char *code,
                              const char *language)
{
  return find_name (self->urgency, code, language);
}

const char *
pantau_warning_rules_certainty (const PantauWarningRules *self,
                                const char *code,
                                const char *language)
{
  return find_name (self->certainty, code, language);
}
