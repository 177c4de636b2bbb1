/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a reporter or a witness. Forms change with every regulation, so it is data. */

#include "config.h"

#include "pantau-identity-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

/* All texts together fit into the smallest envelope, however they are written: 4 bytes a character. */
#define MOST_CHARACTERS 900

struct _PantauIdentityParts
{
  gatomicrefcount ref_count;
  GPtrArray *list;
  GPtrArray *sheets; /* of PantauIdentitySheet */
};

static const char *const type_names[] = {
  [PANTAU_IDENTITY_TEXT] = "text",
  [PANTAU_IDENTITY_LONGTEXT] = "longtext",
  [PANTAU_IDENTITY_CHOICE] = "choice",
  [PANTAU_IDENTITY_PICTURE] = "copy",
};

static void
choice_free (gpointer data)
{
  PantauIdentityChoice *self = data;

  g_free (self->code);
  pantau_label_clear (&self->label);
  g_free (self);
}

static void
part_free (gpointer data)
{
  PantauIdentityPart *self = data;

  g_free (self->name);
  pantau_label_clear (&self->label);
  pantau_label_clear (&self->hint);
  g_free (self->form);
  g_ptr_array_unref (self->choices);
  g_strfreev (self->kinds);
  g_free (self);
}

static void
sheet_free (gpointer data)
{
  PantauIdentitySheet *self = data;

  g_free (self->kind);
  g_free (self->person);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->hint);
  g_strfreev (self->asked);
  g_strfreev (self->required);
  g_free (self);
}

static PantauIdentityType
read_type (PantauDocument *document, JsonObject *object)
{
  const char *name = pantau_document_string (document, object, "type");

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_str_equal (name, type_names[i]))
      return (PantauIdentityType) i;
  pantau_document_fail (document, _ ("“%s” is not a type of parts of an identity"), name);

  return PANTAU_IDENTITY_TEXT;
}

static void
read_persons (PantauIdentityPart *self, PantauDocument *document, JsonObject *object)
{
  g_auto (GStrv) persons = pantau_document_strings (document, object, "for");

  for (guint i = 0; persons[i] != NULL; i++)
    if (!pantau_identity_is_person (persons[i]))
      pantau_document_fail (document, _ ("“%s” has no identity; “reporter” and “witness” have"),
                            persons[i]);
  self->of_reporter = g_strv_contains ((const char *const *) persons, "reporter");
  self->of_witness = g_strv_contains ((const char *const *) persons, "witness");
}

static void
read_choices (PantauIdentityPart *self, PantauDocument *document, JsonObject *object)
{
  JsonArray *choices = pantau_document_objects (document, object, "choices");

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonObject *given = json_array_get_object_element (choices, i);
      PantauIdentityChoice *choice = g_new0 (PantauIdentityChoice, 1);

      choice->code = g_strdup (pantau_document_code (document, given, "code"));
      pantau_document_label (document, given, "label", TRUE, &choice->label);
      g_ptr_array_add (self->choices, choice);
    }
}

static PantauIdentityPart *
read_part (PantauDocument *document, JsonObject *object)
{
  PantauIdentityPart *self = g_new0 (PantauIdentityPart, 1);
  gint64 max = pantau_json_integer (object, "max", 0);

  pantau_document_at (document, pantau_json_string (object, "name"), NULL);
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->name = g_strdup (pantau_document_code (document, object, "name"));
  self->type = read_type (document, object);
  pantau_document_label (document, object, "label", TRUE, &self->label);
  pantau_document_label (document, object, "hint", FALSE, &self->hint);
  self->required = pantau_json_boolean (object, "required");
  self->formal = pantau_json_boolean (object, "formal");
  self->form = g_strdup (pantau_json_string (object, "form"));
  self->kinds = json_object_has_member (object, "kinds")
                    ? pantau_document_strings (document, object, "kinds")
                    : g_new0 (char *, 1);
  read_persons (self, document, object);

  if (self->type == PANTAU_IDENTITY_CHOICE)
    read_choices (self, document, object);
  else if (self->type != PANTAU_IDENTITY_PICTURE && (max < 1 || max > MOST_CHARACTERS))
    pantau_document_fail (document, _ ("“%s” must lie between %d and %d"), "max", 1,
                          MOST_CHARACTERS);
  else
    self->max = (guint) max;
  if ((self->type == PANTAU_IDENTITY_PICTURE) != g_str_equal (self->name, PANTAU_IDENTITY_COPY))
    pantau_document_fail (document, _ ("the part “%s”, and it alone, is a picture"),
                          PANTAU_IDENTITY_COPY);

  return self;
}

static gboolean
is_of (const PantauIdentityPart *part, const char *person, const char *kind)
{
  return (g_str_equal (person, "reporter")  ? part->of_reporter
          : g_str_equal (person, "witness") ? part->of_witness
                                            : FALSE) &&
         (part->kinds[0] == NULL || kind == NULL ||
          g_strv_contains ((const char *const *) part->kinds, kind));
}

/* After all parts. */
static PantauIdentitySheet *
read_sheet (PantauIdentityParts *parts, PantauDocument *document, JsonObject *object)
{
  PantauIdentitySheet *self = g_new0 (PantauIdentitySheet, 1);

  pantau_document_at (document, pantau_json_string (object, "kind"), NULL);
  self->kind = g_strdup (pantau_document_code (document, object, "kind"));
  self->person = g_strdup (pantau_document_code (document, object, "person"));
  pantau_document_label (document, object, "name", TRUE, &self->name);
  pantau_document_label (document, object, "hint", FALSE, &self->hint);
  self->asked = pantau_document_strings (document, object, "asked");
  self->required = pantau_document_strings (document, object, "required");
  if (!pantau_identity_is_person (self->person))
    pantau_document_fail (document, _ ("“%s” has no identity; “reporter” and “witness” have"),
                          self->person);
  for (guint i = 0; self->asked[i] != NULL; i++)
    {
      const PantauIdentityPart *part = pantau_identity_parts_lookup (parts, self->asked[i]);

      if (part == NULL || !is_of (part, self->person, self->kind))
        pantau_document_fail (document, _ ("“%s” is not a part of this person's identity"),
                              self->asked[i]);
    }
  for (guint i = 0; self->required[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) self->asked, self->required[i]))
      pantau_document_fail (document, _ ("“%s” is required, but nobody is asked for it"),
                            self->required[i]);

  return self;
}

static guint
count_characters (PantauIdentityParts *self, const char *person, const char *kind)
{
  g_autoptr (GPtrArray) parts = pantau_identity_parts_for (self, person, kind);
  guint characters = 0;

  for (guint i = 0; i < parts->len; i++)
    characters += ((const PantauIdentityPart *) g_ptr_array_index (parts, i))->max;

  return characters;
}

/* Whatever is asked for together fits into one envelope, or it would be refused once it is typed. */
static void
check_characters (PantauIdentityParts *self, PantauDocument *document)
{
  guint most =
      MAX (count_characters (self, "reporter", ""), count_characters (self, "witness", ""));

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const PantauIdentitySheet *sheet = g_ptr_array_index (self->sheets, i);

      most = MAX (most, count_characters (self, sheet->person, sheet->kind));
    }
  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauIdentityPart *part = g_ptr_array_index (self->list, i);

      for (guint j = 0; part->kinds[j] != NULL; j++)
        most = MAX (most, MAX (count_characters (self, "reporter", part->kinds[j]),
                               count_characters (self, "witness", part->kinds[j])));
    }
  if (most > MOST_CHARACTERS)
    pantau_document_fail (document,
                          _ ("all parts of an identity together may have at most %d characters"),
                          MOST_CHARACTERS);
}

PantauIdentityParts *
pantau_identity_parts_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauIdentityParts) self = g_new0 (PantauIdentityParts, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("identitas.json", bytes);
  JsonObject *root = pantau_document_root (document);
  JsonArray *parts = pantau_document_objects (document, root, "parts");
  JsonArray *people = json_object_has_member (root, "people")
                          ? pantau_document_objects (document, root, "people")
                          : NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (part_free);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      PantauIdentityPart *part = read_part (document, json_array_get_object_element (parts, i));

      if (pantau_identity_parts_lookup (self, part->name) != NULL)
        pantau_document_fail (document, _ ("the code %s is given twice"), part->name);
      g_ptr_array_add (self->list, part);
    }
  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    g_ptr_array_add (self->sheets,
                     read_sheet (self, document, json_array_get_object_element (people, i)));
  check_characters (self, document);

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauIdentityParts *
pantau_identity_parts_ref (PantauIdentityParts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_identity_parts_unref (PantauIdentityParts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->list);
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

const PantauIdentitySheet *
pantau_identity_parts_sheet (PantauIdentityParts *self, const char *person, const char *kind)
{
  for (guint i = 0; kind != NULL && i < self->sheets->len; i++)
    {
      const PantauIdentitySheet *sheet = g_ptr_array_index (self->sheets, i);

      if (g_str_equal (sheet->kind, kind) && g_str_equal (sheet->person, person))
        return sheet;
    }

  return NULL;
}

gboolean
pantau_identity_parts_requires (PantauIdentityParts *self,
                                const PantauIdentityPart *part,
                                const char *person,
                                const char *kind)
{
  const PantauIdentitySheet *sheet = pantau_identity_parts_sheet (self, person, kind);

  return sheet != NULL ? g_strv_contains ((const char *const *) sheet->required, part->name)
                       : part->required;
}

GPtrArray *
pantau_identity_parts_for (PantauIdentityParts *self, const char *person, const char *kind)
{
  const PantauIdentitySheet *sheet = pantau_identity_parts_sheet (self, person, kind);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; sheet != NULL && sheet->asked[i] != NULL; i++)
    g_ptr_array_add (list, (gpointer) pantau_identity_parts_lookup (self, sheet->asked[i]));
  if (sheet != NULL)
    return list;

  for (guint i = 0; i < self->list->len; i++)
    {
      PantauIdentityPart *part = g_ptr_array_index (self->list, i);

      if (is_of (part, person, kind))
        g_ptr_array_add (list, part);
    }

  return list;
}

const PantauIdentityPart *
pantau_identity_parts_lookup (PantauIdentityParts *self, const char *name)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauIdentityPart *part = g_ptr_array_index (self->list, i);

      if (g_str_equal (part->name, name))
        return part;
    }

  return NULL;
}

const char *
pantau_identity_parts_label (PantauIdentityParts *self, const char *name, const char *language)
{
  const PantauIdentityPart *part = pantau_identity_parts_lookup (self, name);

  return part != NULL ? pantau_label_get (&part->label, language) : name;
}

gboolean
pantau_identity_parts_are_formal (PantauIdentityParts *self,
                                  const char *person,
                                  const char *const *has)
{
  if (!g_str_equal (person, "reporter"))
    return TRUE;

  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauIdentityPart *part = g_ptr_array_index (self->list, i);

      if (part->formal && part->of_reporter && (has == NULL || !g_strv_contains (has, part->name)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_choice (const PantauIdentityPart *part, const char *code)
{
  for (guint i = 0; i < part->choices->len; i++)
    if (g_str_equal (((const PantauIdentityChoice *) g_ptr_array_index (part->choices, i))->code,
                     code))
      return TRUE;

  return FALSE;
}

static gboolean
check_part (const PantauIdentityPart *part,
            PantauIdentity *identity,
            gboolean required,
            const char *language,
            GError **error)
{
  const char *label = pantau_label_get (&part->label, language), *text;

  if (part->type == PANTAU_IDENTITY_PICTURE)
    return !required || pantau_identity_get_copy (identity) != NULL ||
           pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is missing"), label);

  text = pantau_identity_get (identity, part->name);
  if (text == NULL)
    return !required || pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is missing"), label);
  if (part->type == PANTAU_IDENTITY_CHOICE)
    return is_choice (part, text) ||
           pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is none of the choices"), label);

  return g_utf8_strlen (text, -1) <= (glong) part->max ||
         pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” has more than %u characters"), label,
                       part->max);
}

gboolean
pantau_identity_parts_check (PantauIdentityParts *self,
                             PantauIdentity *identity,
                             const char *person,
                             const char *kind,
                             const char *language,
                             const char **part,
                             GError **error)
{
  g_auto (GStrv) has = pantau_identity_dup_has (identity);

  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauIdentityPart *known = g_ptr_array_index (self->list, i);

      if (!is_of (known, person, kind))
        continue;
      if (part != NULL)
        *part = known->name;
      if (!check_part (known, identity, pantau_identity_parts_requires (self, known, person, kind),
                       language, error))
        return FALSE;
    }

  for (guint i = 0; has[i] != NULL; i++)
    {
      const PantauIdentityPart *known = pantau_identity_parts_lookup (self, has[i]);

      if (part != NULL)
        *part = known != NULL ? known->name : NULL;
      if (known == NULL || !is_of (known, person, kind))
        return pantau_throw (error, PANTAU_ERROR_INVALID,
                             _ ("“%s” is not a part of this person's identity"), has[i]);
    }
  if (part != NULL)
    *part = NULL;

  return TRUE;
}
