/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of records and what they ask, read from data: a form that the law changes is a new edition
 * of a file, not of the program. pantau-kind-read.c and its siblings read it.
 */

#include "config.h"

#include "pantau-kind.h"

#include <string.h>

#include "pantau-kind-private.h"

static void
opens_free (PantauOpens *self)
{
  g_free (self->kind);
  pantau_label_clear (&self->title);
  g_free (self->fields);
  g_free (self);
}

void
pantau_field_free (gpointer data)
{
  PantauField *self = data;

  g_free (self->name);
  pantau_label_clear (&self->label);
  pantau_label_clear (&self->hint);
  g_free (self->choices);
  g_free (self->unit);
  g_clear_pointer (&self->when, g_ptr_array_unref);
  g_clear_pointer (&self->opens, opens_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  pantau_label_clear (&self->item_name);
  g_free (self);
}

void
pantau_need_free (gpointer data)
{
  PantauNeed *self = data;

  g_free (self->field);
  g_strfreev (self->others);
  g_strfreev (self->parts);
  pantau_label_clear (&self->why);
  g_clear_pointer (&self->when, g_ptr_array_unref);
  g_free (self);
}

void
pantau_kind_free (gpointer data)
{
  PantauKind *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->short_name);
  g_free (self->status_table);
  g_strfreev (self->first);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->needs);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self);
}

void
pantau_choice_free (gpointer data)
{
  PantauChoice *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->hint);
  g_free (self->basis);
  g_free (self->aid);
  g_free (self);
}

PantauKinds *
pantau_kinds_new (GBytes *kinds, GBytes *choices, GBytes *checklist, GError **error)
{
  g_autoptr (PantauKinds) self = g_new0 (PantauKinds, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (pantau_kind_free);
  self->checklist = g_ptr_array_new_with_free_func (pantau_field_free);
  self->choices =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  if (!pantau_kinds_read_choices (self, choices, error) ||
      !pantau_kinds_read_checklist (self, checklist, error) ||
      !pantau_kinds_read_kinds (self, kinds, error) ||
      !pantau_kinds_check_opens (self, checklist, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauKinds *
pantau_kinds_ref (PantauKinds *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_kinds_unref (PantauKinds *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->list);
  g_ptr_array_unref (self->checklist);
  g_hash_table_unref (self->choices);
  g_free (self);
}

GPtrArray *
pantau_kinds_list (PantauKinds *self)
{
  return self->list;
}

const PantauKind *
pantau_kinds_lookup (PantauKinds *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (self->list, i);

      if (g_str_equal (kind->code, code))
        return kind;
    }

  return NULL;
}

GPtrArray *
pantau_kinds_choices (PantauKinds *self, const char *list)
{
  return list != NULL ? g_hash_table_lookup (self->choices, list) : NULL;
}

static gboolean
same_text (const char *left, const char *right)
{
  g_autofree char *a = g_utf8_casefold (left, -1);
  g_autofree char *b = g_utf8_casefold (right, -1);

  return g_str_equal (a, b);
}

const PantauChoice *
pantau_kinds_choice (PantauKinds *self, const char *list, const char *text)
{
  GPtrArray *choices = pantau_kinds_choices (self, list);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (g_ascii_strcasecmp (choice->code, text) == 0)
        return choice;
    }

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (same_text (choice->name.id, text) || same_text (choice->name.en, text))
        return choice;
    }

  return NULL;
}

const char *
pantau_kinds_choice_label (PantauKinds *self,
                           const char *list,
                           const char *code,
                           const char *language)
{
  const PantauChoice *choice = pantau_kinds_choice (self, list, code);

  return choice != NULL ? pantau_label_get (&choice->name, language) : code;
}

gboolean
pantau_choice_is_offered (const PantauChoice *self, const GDate *day)
{
  return (!g_date_valid (&self->valid_from) || g_date_compare (&self->valid_from, day) <= 0) &&
         (!g_date_valid (&self->valid_to) || g_date_compare (day, &self->valid_to) <= 0);
}

const char *
pantau_kind_class (const PantauKind *self)
{
  return self->closed ? "closed" : "open";
}

static const PantauField *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; name != NULL && i < fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->name, name))
        return field;
    }

  return NULL;
}

const PantauField *
pantau_kind_field (const PantauKind *self, const char *name)
{
  return find_field (self->fields, name);
}

const PantauField *
pantau_field_item (const PantauField *self, const char *name)
{
  return self->items != NULL ? find_field (self->items, name) : NULL;
}
