/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists in a form. The rows are one answer, an array in which a cell that could not be read stands as the text that was typed: so undo, drafts and
 * comparing are those of any answer. Each cell that is on a screen has an answer of its own beside it, made from that.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-format.h"

gboolean
pantau_answer_is_list (const PantauAnswer *self)
{
  return self->question != NULL && self->question->field != NULL &&
         self->question->field->type == PANTAU_FIELD_LIST;
}

void
pantau_form_cell_free (gpointer cell)
{
  PantauAnswer *self = cell;
  PantauQuestion *question = (PantauQuestion *) self->question;

  g_free ((char *) question->name);
  g_free (question);
  pantau_form_answer_free (self);
}

char *
pantau_form_cell_name (const char *name, guint row, const char *item)
{
  return g_strdup_printf ("%s[%u].%s", name, row, item);
}

/* (transfer none) (nullable) */
static JsonArray *
rows_of (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
}

static guint
count_rows (JsonNode *value)
{
  JsonArray *rows = rows_of (value);

  return rows != NULL ? json_array_get_length (rows) : 0;
}

/* (transfer none) (nullable) */
static JsonObject *
get_row (JsonNode *value, guint row)
{
  JsonArray *rows = rows_of (value);
  JsonNode *node = row < count_rows (value) ? json_array_get_element (rows, row) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The list that is asked by this name. (nullable) */
static PantauAnswer *
find_list (PantauForm *self, const char *name)
{
  PantauAnswer *answer = name != NULL ? g_hash_table_lookup (self->answers, name) : NULL;

  return answer != NULL && pantau_answer_is_list (answer) ? answer : NULL;
}

/* Types whose texts are read: what stands there as a text, and is none of theirs, is what somebody typed. */
static gboolean
is_read (PantauFieldType type)
{
  return type == PANTAU_FIELD_INTEGER || type == PANTAU_FIELD_DATE ||
         type == PANTAU_FIELD_DATETIME || type == PANTAU_FIELD_BOOLEAN;
}

/* Takes what its row says. TRUE where that is something else than before. */
static gboolean
load_cell (PantauForm *self, PantauAnswer *cell)
{
  const PantauField *item = cell->question->field;
  JsonObject *row = get_row (cell->list->value, cell->row);
  JsonNode *node = row != NULL ? json_object_get_member (row, item->name) : NULL;
  g_autoptr (JsonNode) normalised = NULL, value = g_steal_pointer (&cell->value);
  g_autofree char *typed = g_steal_pointer (&cell->typed);
  gboolean other_fault;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    cell->value = json_node_copy (node);
  if (cell->value != NULL && is_read (item->type) && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    {
      normalised = pantau_form_normalise (self, cell);
      if (normalised == NULL)
        {
          cell->typed = json_node_dup_string (node);
          g_clear_pointer (&cell->value, json_node_unref);
        }
    }
  other_fault = pantau_form_look_for_fault (self, cell);

  return other_fault || g_strcmp0 (typed, cell->typed) != 0 ||
         !pantau_answer_equal (value, cell->value);
}

static PantauAnswer *
make_cell (PantauForm *self, PantauAnswer *list, guint row, const PantauField *item)
{
  PantauAnswer *cell = g_new0 (PantauAnswer, 1);
  PantauQuestion *question = g_new0 (PantauQuestion, 1);

  pantau_form_describe (question, item);
  question->name = pantau_form_cell_name (list->question->name, row, item->name);
  question->first = list->question->first;
  cell->question = question;
  cell->list = list;
  cell->row = row;
  g_hash_table_insert (self->cells, (gpointer) question->name, cell);
  load_cell (self, cell);

  return cell;
}

/* Takes "barang_bukti[2].what" apart. FALSE where it is no such name. */
static gboolean
parse_name (const char *name, char **list, guint *row, const char **item)
{
  const char *open = strchr (name, '[');
  guint64 number;
  char *end;

  if (open == NULL || !g_ascii_isdigit (open[1]))
    return FALSE;
  number = g_ascii_strtoull (open + 1, &end, 10);
  if (!g_str_has_prefix (end, "].") || number >= G_MAXUINT)
    return FALSE;

  *list = g_strndup (name, (gsize) (open - name));
  *row = (guint) number;
  *item = end + strlen ("].");

  return TRUE;
}

PantauAnswer *
pantau_form_find_cell (PantauForm *self, const char *name)
{
  PantauAnswer *cell = g_hash_table_lookup (self->cells, name), *list;
  g_autofree char *list_name = NULL;
  const PantauField *item;
  const char *item_name;
  guint row;

  if (cell != NULL)
    return cell->row < count_rows (cell->list->value) ? cell : NULL;
  if (!parse_name (name, &list_name, &row, &item_name))
    return NULL;
  list = find_list (self, list_name);
  item = list != NULL ? pantau_field_item (list->question->field, item_name) : NULL;

  return item != NULL && row < count_rows (list->value) ? make_cell (self, list, row, item) : NULL;
}

/* A cell of a row; NULL where nobody asked for it yet. */
static PantauAnswer *
known_cell (PantauForm *self, const PantauAnswer *list, guint row, guint item)
{
  const PantauField *field = g_ptr_array_index (list->question->field->items, item);
  g_autofree char *name = pantau_form_cell_name (list->question->name, row, field->name);

  return g_hash_table_lookup (self->cells, name);
}

GPtrArray *
pantau_form_split_list (PantauForm *self, PantauAnswer *list, JsonNode *before)
{
  GPtrArray *changed = g_ptr_array_new ();
  guint rows = MAX (count_rows (before), count_rows (list->value));

  for (guint i = 0; i < rows; i++)
    {
      /* Rows that stay are the same object: nothing of what is typed into one touches the others. */
      if (get_row (before, i) != NULL && get_row (before, i) == get_row (list->value, i))
        continue;
      for (guint j = 0; j < list->question->field->items->len; j++)
        {
          PantauAnswer *cell = known_cell (self, list, i, j);

          if (cell == NULL)
            continue;
          if (load_cell (self, cell) && i < count_rows (list->value))
            g_ptr_array_add (changed, cell);
          if (i >= count_rows (list->value))
            g_clear_pointer (&cell->pending, g_free);
        }
    }

  return changed;
}

/* The array with @other (nullable) in place of @row; a row behind the last one is added, NULL takes the row away. (transfer full) */
static JsonNode *
replace_row (JsonNode *value, guint row, JsonObject *other)
{
  g_autoptr (JsonArray) rows = json_array_new ();
  guint n = count_rows (value);

  for (guint i = 0; i < MAX (n, row + 1); i++)
    if (i != row)
      json_array_add_element (rows, json_node_copy (json_array_get_element (rows_of (value), i)));
    else if (other != NULL)
      json_array_add_object_element (rows, json_object_ref (other));

  return json_array_get_length (rows) > 0 ? json_node_init_array (json_node_alloc (), rows) : NULL;
}

/* One step of undo. @value (transfer full) (nullable) */
static void
put_rows (PantauForm *self, PantauAnswer *list, JsonNode *value)
{
  pantau_form_note_step (self, list->question->name, list, value, NULL);
  pantau_form_put (self, list, value, NULL);
}

void
pantau_form_put_cell (PantauForm *self, PantauAnswer *cell, JsonNode *value, char *typed)
{
  JsonObject *before = get_row (cell->list->value, cell->row);
  g_autoptr (JsonObject) row = json_object_new ();
  g_autoptr (GList) names = before != NULL ? json_object_get_members (before) : NULL;

  /* A copy: the row as it was belongs to a step of undo. What a newer program wrote into it stays. */
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (row, l->data,
                            json_node_copy (json_object_get_member (before, l->data)));
  if (typed != NULL)
    json_object_set_string_member (row, cell->question->field->name, typed);
  else if (value != NULL)
    json_object_set_member (row, cell->question->field->name, g_steal_pointer (&value));
  else
    json_object_remove_member (row, cell->question->field->name);
  g_clear_pointer (&value, json_node_unref);
  g_free (typed);

  /* Whoever goes on to another cell begins another step. */
  if (self->last_cell != cell)
    pantau_form_end_step (self);
  self->last_cell = cell;
  put_rows (self, cell->list, replace_row (cell->list->value, cell->row, row));
}

guint
pantau_form_get_n_rows (PantauForm *self, const char *name)
{
  const PantauAnswer *list = find_list (self, name);

  return list != NULL ? count_rows (list->value) : 0;
}

gboolean
pantau_form_add_row (PantauForm *self, const char *name)
{
  PantauAnswer *list = find_list (self, name);
  g_autoptr (JsonObject) row = NULL;

  if (list == NULL || count_rows (list->value) >= list->question->field->max_items)
    return FALSE;

  row = json_object_new ();
  pantau_form_end_step (self);
  put_rows (self, list, replace_row (list->value, count_rows (list->value), row));
  pantau_form_end_step (self);

  return TRUE;
}

/* What is half-typed moves with its row: row i is what row @origins[i] was. */
static void
move_pending (PantauForm *self, PantauAnswer *list, const guint *origins, guint n)
{
  guint n_items = list->question->field->items->len;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n_items; j++)
      {
        PantauAnswer *cell = known_cell (self, list, origins[i], j);

        g_ptr_array_add (texts, cell != NULL ? g_strdup (cell->pending) : NULL);
      }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n_items; j++)
      {
        const PantauField *item = g_ptr_array_index (list->question->field->items, j);
        const char *text = g_ptr_array_index (texts, i * n_items + j);
        PantauAnswer *cell = known_cell (self, list, i, j);

        if (cell == NULL && text != NULL)
          cell = make_cell (self, list, i, item);
        if (cell == NULL)
          continue;
        g_free (cell->pending);
        cell->pending = g_strdup (text);
      }
}

/* The rows in the order of @origins, @n of them, as a step of undo. */
static void
rearrange (PantauForm *self, PantauAnswer *list, const guint *origins, guint n)
{
  g_autoptr (JsonArray) rows = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_element (
        rows, json_node_copy (json_array_get_element (rows_of (list->value), origins[i])));

  pantau_form_end_step (self);
  move_pending (self, list, origins, n);
  put_rows (self, list, n > 0 ? json_node_init_array (json_node_alloc (), rows) : NULL);
  pantau_form_end_step (self);
}

void
pantau_form_remove_row (PantauForm *self, const char *name, guint row)
{
  PantauAnswer *list = find_list (self, name);
  guint n = list != NULL ? count_rows (list->value) : 0;
  g_autofree guint *origins = g_new0 (guint, n + 1);

  if (row >= n)
    return;

  for (guint i = 0; i + 1 < n; i++)
    origins[i] = i < row ? i : i + 1;
  rearrange (self, list, origins, n - 1);
}

void
pantau_form_move_row (PantauForm *self, const char *name, guint from, guint to)
{
  PantauAnswer *list = find_list (self, name);
  guint n = list != NULL ? count_rows (list->value) : 0;
  g_autofree guint *origins = g_new0 (guint, n + 1);

  if (from >= n || to >= n || from == to)
    return;

  for (guint i = 0; i < n; i++)
    origins[i] = i == to                            ? from
                 : from < to && i >= from && i < to ? i + 1
                 : from > to && i > to && i <= from ? i - 1
                                                    : i;
  rearrange (self, list, origins, n);
}

static gboolean
is_row_blank (JsonObject *row)
{
  g_autoptr (GList) names = row != NULL ? json_object_get_members (row) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (row, l->data);

      if (JSON_NODE_HOLDS_NULL (node) ||
          (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
           pantau_is_blank (json_node_get_string (node))))
        continue;
      return FALSE;
    }

  return TRUE;
}

gboolean
pantau_form_is_list_blank (const PantauAnswer *list)
{
  JsonArray *rows = rows_of (list->value);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (get_row (list->value, i) == NULL || !is_row_blank (get_row (list->value, i)))
      return FALSE;

  return list->value == NULL || rows != NULL;
}

static gboolean
has_pending_in (PantauForm *self, const PantauAnswer *list, guint row)
{
  for (guint i = 0; i < list->question->field->items->len; i++)
    {
      const PantauAnswer *cell = known_cell (self, list, row, i);

      if (cell != NULL && cell->pending != NULL)
        return TRUE;
    }

  return FALSE;
}

gboolean
pantau_form_has_pending_cell (PantauForm *self, const PantauAnswer *list)
{
  for (guint i = 0; i < count_rows (list->value); i++)
    if (has_pending_in (self, list, i))
      return TRUE;

  return FALSE;
}

gboolean
pantau_form_is_row_empty (PantauForm *self, const char *name, guint row)
{
  const PantauAnswer *list = find_list (self, name);

  return list == NULL ||
         (is_row_blank (get_row (list->value, row)) && !has_pending_in (self, list, row));
}

/* What is wrong with the whole list, in the words of pantau-check.h. (transfer full): of PantauFault */
static GPtrArray *
check_list (PantauForm *self, const PantauAnswer *list)
{
  GPtrArray *faults = pantau_faults_new ();
  g_autoptr (JsonNode) normalised = NULL;

  pantau_check_value (self->reference, list->question->field, list->question->name, list->value,
                      pantau_form_now (self), &normalised, faults);

  return faults;
}

char *
pantau_form_find_list_fault (PantauForm *self, const PantauAnswer *list, const char **cell)
{
  g_autoptr (GPtrArray) faults = check_list (self, list);

  *cell = NULL;
  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);
      PantauAnswer *of = pantau_form_find_cell (self, fault->field);

      /* Who is still writing a row knows what it lacks; it is told when the record is saved. */
      if (of != NULL && g_str_equal (fault->code, "missing"))
        continue;
      if (of == NULL || of->fault == NULL)
        return pantau_form_fault_text (self, list->question, fault);
      *cell = of->question->name;
      return g_strdup (of->fault);
    }

  return NULL;
}

gboolean
pantau_form_tell_list_faults (PantauForm *self, const PantauAnswer *answer, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = NULL;

  if (!pantau_answer_is_list (answer) || answer->typed != NULL || !pantau_answer_is_given (answer))
    return FALSE;
  found = check_list (self, answer);
  pantau_form_tell_faults (self, found, faults);

  return found->len > 0;
}

void
pantau_form_save_pending_cells (PantauForm *self, JsonObject *pending)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PantauAnswer *cell = value;

      if (cell->pending != NULL && cell->row < count_rows (cell->list->value))
        json_object_set_string_member (pending, cell->question->name, cell->pending);
    }
}

void
pantau_form_load_pending_cells (PantauForm *self, JsonObject *pending)
{
  g_autoptr (GList) names = pending != NULL ? json_object_get_members (pending) : NULL;
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    g_clear_pointer (&((PantauAnswer *) cell)->pending, g_free);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (pending, l->data);

      if (pantau_form_find_cell (self, l->data) != NULL && JSON_NODE_HOLDS_VALUE (node) &&
          json_node_get_value_type (node) == G_TYPE_STRING)
        pantau_form_set_pending (self, l->data, json_node_get_string (node));
    }
}
