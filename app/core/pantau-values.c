/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the entries of a record to the values of its fields. A pure function: it reads no clock, no order of arrival and no
 * database, so that every laptop that holds the same lines shows the same.
 */

#include "config.h"

#include "pantau-values.h"

#include "pantau-json.h"

#define STATUS         "status"
#define REGION         "region"
#define INITIAL_STATUS "baru"

/* Members of record.create and record.move that are values; `blobs` and unknown ones are not. */
static const char *const snapshot_members[] = { "election", "places",    "occurred", "known",
                                                "title",    "narrative", "severity", "heard_from" };

typedef struct
{
  GPtrArray *entries;
  GHashTable *by_id;   /* id → position + 1 */
  GPtrArray *settings; /* of PantauSetting: all of them */
  char **status;       /* by position: the status that this entry sets (owned), or NULL */
  guint8 *validity;    /* by position: a Validity */
  gboolean
      has_status; /* some entry says how far it is; else a move stands for the record.create that is not here */
  PantauStepAllowed allowed;
  gpointer data;
} Work;

typedef enum
{
  UNKNOWN,
  VALID,
  LAPSED,
} Validity;

static void
setting_free (PantauSetting *self)
{
  g_free (self->field);
  g_free (self->value);
  g_free (self);
}

static void
add_setting (Work *work, const char *field, char *value, guint entry)
{
  PantauSetting *setting = g_new (PantauSetting, 1);

  setting->field = g_strdup (field);
  setting->value = value;
  setting->entry = entry;
  g_ptr_array_add (work->settings, setting);
}

gboolean
pantau_values_is_snapshot_member (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (snapshot_members); i++)
    if (g_str_equal (field, snapshot_members[i]))
      return TRUE;

  return FALSE;
}

static void
add_text (Work *work, const char *field, const char *text, guint entry)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  add_setting (work, field, pantau_json_canonical (node), entry);
}

static void
add_node (Work *work, const char *field, JsonNode *node, guint entry)
{
  add_setting (work, field, pantau_json_canonical (node), entry);
}

/* @snapshot: what has a member of its own in the body is not read from `fields` too, so that an entry sets a field once. */
static void
add_fields (Work *work, JsonObject *body, gboolean snapshot, guint entry)
{
  JsonObject *fields = pantau_json_object (body, "fields");
  g_autoptr (GList) members = fields != NULL ? json_object_get_members (fields) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    {
      /* Status has an entry type, a rule and a table of its own; where a record lies is said by headers alone. */
      if (g_str_equal (l->data, STATUS) || g_str_equal (l->data, REGION) ||
          (snapshot && pantau_values_is_snapshot_member (l->data)))
        continue;
      add_node (work, l->data, json_object_get_member (fields, l->data), entry);
    }
}

static void
collect (Work *work, guint at)
{
  const PantauEntry *entry = g_ptr_array_index (work->entries, at);
  gboolean is_create = g_str_equal (entry->type, PANTAU_TYPE_CREATE);
  gboolean is_move = g_str_equal (entry->type, PANTAU_TYPE_MOVE);
  g_autoptr (JsonObject) body = NULL;

  /* Where the record lies is in the header; it holds even where the body was erased. */
  if (is_create || is_move)
    add_text (work, REGION, entry->region, at);
  if (is_create || (is_move && !work->has_status))
    work->status[at] = g_strdup (INITIAL_STATUS);

  body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  if (body == NULL)
    return;

  if (is_create || is_move)
    for (guint i = 0; i < G_N_ELEMENTS (snapshot_members); i++)
      if (json_object_has_member (body, snapshot_members[i]))
        add_node (work, snapshot_members[i], json_object_get_member (body, snapshot_members[i]),
                  at);

  if (is_create || is_move || g_str_equal (entry->type, PANTAU_TYPE_SET))
    add_fields (work, body, is_create || is_move, at);

  if (g_str_equal (entry->type, PANTAU_TYPE_STATUS))
    work->status[at] = g_strdup (pantau_json_string (body, STATUS));
}

/* The base of @at that has status and is not judged yet; or none, and then @at itself can be judged. */
static gboolean
next_unjudged_base (Work *work, guint at, guint *base)
{
  const PantauEntry *entry = g_ptr_array_index (work->entries, at);

  for (gsize i = 0; entry->base[i] != NULL; i++)
    {
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (work->by_id, entry->base[i]));

      if (position > 0 && work->status[position - 1] != NULL &&
          work->validity[position - 1] == UNKNOWN)
        {
          *base = position - 1;
          return TRUE;
        }
    }

  return FALSE;
}

static Validity
judge (Work *work, guint at)
{
  const PantauEntry *entry = g_ptr_array_index (work->entries, at);
  gboolean stays = FALSE, leaves = FALSE;

  if (g_str_equal (entry->type, PANTAU_TYPE_CREATE))
    return VALID;

  for (gsize i = 0; entry->base[i] != NULL; i++)
    {
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (work->by_id, entry->base[i]));

      if (position == 0 || work->validity[position - 1] != VALID)
        continue;
      if (work->allowed (entry->kind, work->status[position - 1], work->status[at], work->data))
        return VALID;
      stays |= g_str_equal (work->status[position - 1], work->status[at]);
      leaves |= !g_str_equal (work->status[position - 1], work->status[at]);
    }

  /* Of several statuses one is chosen: a decision, not a step. */
  return stays && leaves ? VALID : LAPSED;
}

/* Bases first, with a stack of our own: a chain of steps may be as long as somebody hostile likes. Ids are hashes, so no cycle. */
static void
judge_steps (Work *work)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint start = 0; start < work->entries->len; start++)
    {
      if (work->status[start] == NULL || work->validity[start] != UNKNOWN)
        continue;

      g_array_append_val (stack, start);
      while (stack->len > 0)
        {
          guint at = g_array_index (stack, guint, stack->len - 1), base;

          if (next_unjudged_base (work, at, &base))
            {
              g_array_append_val (stack, base);
              continue;
            }
          work->validity[at] = (guint8) judge (work, at);
          g_array_set_size (stack, stack->len - 1);
        }
    }

  for (guint i = 0; i < work->entries->len; i++)
    if (work->status[i] != NULL && work->validity[i] == VALID)
      add_text (work, STATUS, work->status[i], i);
}

static int
compare_settings (gconstpointer a, gconstpointer b, gpointer data)
{
  const PantauSetting *left = *(PantauSetting *const *) a, *right = *(PantauSetting *const *) b;
  GPtrArray *entries = data;
  int order = g_strcmp0 (left->field, right->field);

  return order != 0 ? order
                    : g_strcmp0 (((PantauEntry *) g_ptr_array_index (entries, left->entry))->id,
                                 ((PantauEntry *) g_ptr_array_index (entries, right->entry))->id);
}

/* "FIELD\nID" of every value that an entry setting the same field has in its base. */
static GHashTable *
replaced (Work *work)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < work->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (work->settings, i);
      const PantauEntry *entry = g_ptr_array_index (work->entries, setting->entry);

      for (gsize j = 0; entry->base[j] != NULL; j++)
        g_hash_table_add (keys, g_strconcat (setting->field, "\n", entry->base[j], NULL));
    }

  return keys;
}

static void
keep_current (Work *work, PantauValues *result)
{
  g_autoptr (GHashTable) gone = replaced (work);
  const char *field = NULL, *value = NULL;
  gboolean counted = FALSE;

  g_ptr_array_sort_with_data (work->settings, compare_settings, work->entries);

  for (guint i = 0; i < work->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (work->settings, i);
      const PantauEntry *entry = g_ptr_array_index (work->entries, setting->entry);
      g_autofree char *key = g_strconcat (setting->field, "\n", entry->id, NULL);

      if (g_hash_table_contains (gone, key))
        {
          setting_free (setting);
          continue;
        }

      if (g_strcmp0 (field, setting->field) != 0)
        counted = FALSE;
      else if (!counted && !g_str_equal (value, setting->value))
        {
          result->differences++;
          counted = TRUE;
        }
      field = setting->field;
      value = setting->value;
      g_ptr_array_add (result->settings, setting);
    }
}

PantauValues *
pantau_values_new (GPtrArray *entries, PantauStepAllowed allowed, gpointer data)
{
  PantauValues *result = g_new0 (PantauValues, 1);
  Work work = {
    .entries = entries,
    .by_id = g_hash_table_new (g_str_hash, g_str_equal),
    .settings = g_ptr_array_new (),
    .status = g_new0 (char *, entries->len + 1),
    .validity = g_new0 (guint8, entries->len + 1),
    .allowed = allowed,
    .data = data,
  };

  result->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);
  result->lapsed = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      work.has_status = work.has_status || g_str_equal (entry->type, PANTAU_TYPE_CREATE) ||
                        g_str_equal (entry->type, PANTAU_TYPE_STATUS);
    }

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);

      g_hash_table_insert (work.by_id, (gpointer) entry->id, GUINT_TO_POINTER (i + 1));
      collect (&work, i);
    }

  judge_steps (&work);
  keep_current (&work, result);

  for (guint i = 0; i < entries->len; i++)
    {
      if (work.validity[i] == LAPSED)
        g_array_append_val (result->lapsed, i);
      g_free (work.status[i]);
    }

  g_free (work.status);
  g_free (work.validity);
  g_ptr_array_unref (work.settings);
  g_hash_table_unref (work.by_id);

  return result;
}

void
pantau_values_free (PantauValues *self)
{
  g_ptr_array_unref (self->settings);
  g_array_unref (self->lapsed);
  g_free (self);
}

const char *
pantau_values_pick (PantauValues *self, const char *field)
{
  for (guint i = 0; i < self->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (self->settings, i);

      if (g_str_equal (setting->field, field))
        return setting->value;
    }

  return NULL;
}

char *
pantau_values_dup_text (PantauValues *self, const char *field)
{
  const char *value = pantau_values_pick (self, field);
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : g_strdup ("");
}

gboolean
pantau_values_is_lapsed (PantauValues *self, guint entry)
{
  for (guint i = 0; i < self->lapsed->len; i++)
    if (g_array_index (self->lapsed, guint, i) == entry)
      return TRUE;

  return FALSE;
}
