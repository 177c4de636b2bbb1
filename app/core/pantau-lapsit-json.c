/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A situation report as a JSON object. What was counted is a member of its own, of which the hash is taken; unknown members are left out when it is read. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-lapsit.h"
#include "pantau-situation-item.h"

#define VERSION   1
#define MAX_BYTES (4 * 1024 * 1024)

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
write_cut (const PantauLapsitCut *cut)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "rows", cut->rows);
  set_text (object, "epoch", cut->epoch);
  json_object_set_int_member (object, "index", cut->index);
  json_object_set_int_member (object, "unsent", cut->unsent);
  json_object_set_int_member (object, "missing", cut->missing);
  set_text (object, "digest", cut->digest);

  return object;
}

static JsonObject *
write_row (const PantauLapsitRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", row->code);
  for (guint i = 0; i < PANTAU_N_LAPSIT_FIGURES; i++)
    if (row->figures[i] != PANTAU_LAPSIT_NO_FIGURE)
      json_object_set_int_member (object, pantau_lapsit_figure_name ((PantauLapsitFigure) i),
                                  row->figures[i]);

  return object;
}

static JsonArray *
write_rows (GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, write_row (g_ptr_array_index (rows, i)));

  return array;
}

static JsonObject *
write_levels (const PantauLapsit *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "", self->levels[0]);
  for (guint i = 0; self->level_codes != NULL && self->level_codes[i] != NULL; i++)
    json_object_set_int_member (object, self->level_codes[i], self->levels[i + 1]);

  return object;
}

static JsonObject *
write_map (GHashTable *map)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) codes = g_list_sort (g_hash_table_get_keys (map), (GCompareFunc) strcmp);

  for (GList *code = codes; code != NULL; code = code->next)
    json_object_set_int_member (object, code->data,
                                GPOINTER_TO_INT (g_hash_table_lookup (map, code->data)));

  return object;
}

static JsonObject *
write_kinds (const gint64 *counts)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    json_object_set_int_member (object, pantau_situation_kind_code ((PantauSituationKind) i),
                                counts[i]);

  return object;
}

static JsonArray *
write_aid (GPtrArray *aid)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aid->len; i++)
    {
      const PantauLapsitAid *one = g_ptr_array_index (aid, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "code", one->code);
      json_object_set_int_member (object, "records", one->records);
      json_object_set_int_member (object, "needed", one->needed);
      json_object_set_int_member (object, "planned", one->planned);
      json_object_set_int_member (object, "sent", one->sent);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
write_list (const PantauLapsitList *list)
{
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  json_object_set_int_member (object, "total", list->total);
  for (guint i = 0; i < list->items->len; i++)
    {
      const PantauLapsitItem *item = g_ptr_array_index (list->items, i);
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "record", item->record);
      json_object_set_string_member (line, "kind", item->kind);
      json_object_set_string_member (line, "region", item->region);
      json_object_set_boolean_member (line, "open", item->is_open);
      json_object_set_string_member (line, "what", item->what);
      json_object_set_int_member (line, "at", item->at);
      json_object_set_int_member (line, "severity", item->severity);
      json_array_add_object_element (items, line);
    }
  json_object_set_array_member (object, "items", items);

  return object;
}

static JsonArray *
write_revisions (GPtrArray *revisions)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < revisions->len; i++)
    {
      const PantauLapsitRevision *revision = g_ptr_array_index (revisions, i);
      JsonObject *object = json_object_new ();

      json_object_set_boolean_member (object, "ended", revision->is_ended);
      json_object_set_string_member (object, "kind", revision->kind);
      json_object_set_int_member (object, "said", revision->said);
      json_object_set_int_member (object, "now", revision->now);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
write_totals (const PantauLapsit *self)
{
  JsonObject *object = json_object_new (), *kinds = json_object_new ();

  json_object_set_string_member (object, "time", self->totals_time);
  for (guint i = 0; i < self->totals->len; i++)
    {
      const PantauLapsitTotal *total = g_ptr_array_index (self->totals, i);

      json_object_set_int_member (kinds, total->kind, total->n);
    }
  json_object_set_object_member (object, "kinds", kinds);

  return object;
}

static JsonObject *
write_counted (const PantauLapsit *self)
{
  JsonObject *object = json_object_new (), *lists = json_object_new ();

  json_object_set_string_member (object, "period", pantau_lapsit_period_name (self->period));
  json_object_set_int_member (object, "from", self->from);
  json_object_set_int_member (object, "until", self->until);
  json_object_set_int_member (object, "made", self->made);
  json_object_set_string_member (object, "region", self->region);
  set_text (object, "election", self->election);
  json_object_set_string_member (object, "role", self->role);
  json_object_set_string_member (object, "office", self->office);
  json_object_set_boolean_member (object, "practice", self->practice);
  json_object_set_boolean_member (object, "at_cut", self->is_at_cut);
  if (self->state != PANTAU_LAPSIT_OF_OLD)
    json_object_set_boolean_member (object, "exact", self->state == PANTAU_LAPSIT_AT_MOMENT);
  json_object_set_object_member (object, "cut", write_cut (&self->cut));
  if (self->previous != NULL)
    {
      JsonObject *previous = json_object_new ();

      json_object_set_string_member (previous, "id", self->previous);
      set_text (previous, "hash", self->previous_hash);
      json_object_set_int_member (previous, "until", self->previous_until);
      json_object_set_int_member (previous, "rows", self->previous_rows);
      json_object_set_object_member (object, "previous", previous);
    }
  json_object_set_object_member (object, "total", write_row (self->total));
  json_object_set_array_member (object, "rows", write_rows (self->rows));
  json_object_set_object_member (object, "levels", write_levels (self));
  json_object_set_object_member (object, "map", write_map (self->map));
  json_object_set_object_member (object, "new", write_kinds (self->fresh));
  json_object_set_object_member (object, "ended", write_kinds (self->ended));
  json_object_set_array_member (object, "aid", write_aid (self->aid));
  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    json_object_set_object_member (lists, pantau_lapsit_list_name ((PantauLapsitListName) i),
                                   write_list (&self->lists[i]));
  json_object_set_object_member (object, "lists", lists);
  json_object_set_array_member (object, "revisions", write_revisions (self->revisions));
  if (self->totals_time != NULL)
    json_object_set_object_member (object, "totals", write_totals (self));

  return object;
}

char *
pantau_lapsit_counted_text (const PantauLapsit *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, write_counted (self));

  return pantau_json_canonical (node);
}

static char *
hash_of (const PantauLapsit *self)
{
  g_autofree char *text = pantau_lapsit_counted_text (self);

  return pantau_sha256_text (text, strlen (text));
}

void
pantau_lapsit_seal (PantauLapsit *self)
{
  g_free (self->hash);
  self->hash = hash_of (self);
}

gboolean
pantau_lapsit_is_intact (const PantauLapsit *self)
{
  g_autofree char *hash = hash_of (self);

  return g_strcmp0 (hash, self->hash) == 0;
}

char *
pantau_lapsit_to_json (const PantauLapsit *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *texts = json_object_new ();

  json_object_set_int_member (object, "v", VERSION);
  json_object_set_string_member (object, "id", self->id);
  json_object_set_object_member (object, "report", write_counted (self));
  set_text (object, "hash", self->hash);
  json_object_set_string_member (texts, "analysis", self->texts.analysis);
  json_object_set_string_member (texts, "efforts", self->texts.efforts);
  json_object_set_string_member (texts, "recommendations", self->texts.recommendations);
  json_object_set_string_member (texts, "signatory", self->texts.signatory);
  json_object_set_object_member (object, "texts", texts);
  json_object_set_int_member (object, "edited", self->edited);

  return pantau_json_object_text (object);
}

/* --- Reading --- */

static char *
read_text (JsonObject *object, const char *name, const char *fallback)
{
  const char *text = pantau_json_string (object, name);

  return g_strdup (text != NULL ? text : fallback);
}

static PantauLapsitRow *
read_row (JsonObject *object)
{
  const char *code = object != NULL ? pantau_json_string (object, "code") : NULL;
  PantauLapsitRow *row;

  if (code == NULL)
    return NULL;
  row = pantau_lapsit_row_new (code);
  for (guint i = 0; i < PANTAU_N_LAPSIT_FIGURES; i++)
    row->figures[i] = pantau_json_integer (
        object, pantau_lapsit_figure_name ((PantauLapsitFigure) i), PANTAU_LAPSIT_NO_FIGURE);

  return row;
}

/* The @i-th object of an array; NULL where it is none. */
static JsonObject *
object_at (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
length_of (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static void
read_cut (PantauLapsit *self, JsonObject *object)
{
  self->cut.rows = pantau_json_integer (object, "rows", 0);
  self->cut.epoch = read_text (object, "epoch", NULL);
  self->cut.index = pantau_json_integer (object, "index", 0);
  self->cut.unsent = pantau_json_integer (object, "unsent", 0);
  self->cut.missing = pantau_json_integer (object, "missing", 0);
  self->cut.digest = read_text (object, "digest", NULL);
}

static void
read_levels (PantauLapsit *self, JsonObject *object)
{
  g_autoptr (GList) codes = json_object_get_members (object);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  self->levels[0] = pantau_json_integer (object, "", 0);
  for (GList *code = codes; code != NULL; code = code->next)
    {
      if (*(const char *) code->data == '\0' || found->len + 1 >= PANTAU_SITUATION_MAX_LEVELS)
        continue;
      g_ptr_array_add (found, g_strdup (code->data));
      self->levels[found->len] = pantau_json_integer (object, code->data, 0);
    }
  g_ptr_array_add (found, NULL);
  self->level_codes = (GStrv) g_ptr_array_steal (found, NULL);
}

static void
read_map (PantauLapsit *self, JsonObject *object)
{
  g_autoptr (GList) codes = json_object_get_members (object);

  for (GList *code = codes; code != NULL; code = code->next)
    g_hash_table_insert (self->map, g_strdup (code->data),
                         GINT_TO_POINTER ((int) CLAMP (
                             pantau_json_integer (object, code->data, 0), 0, G_MAXINT)));
}

static void
read_kinds (gint64 *counts, JsonObject *object)
{
  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    counts[i] = pantau_json_integer (object, pantau_situation_kind_code ((PantauSituationKind) i), 0);
}

static void
read_aid (PantauLapsit *self, JsonArray *array)
{
  for (guint i = 0; i < length_of (array); i++)
    {
      JsonObject *object = object_at (array, i);
      PantauLapsitAid *aid;

      if (object == NULL)
        continue;
      aid = g_new0 (PantauLapsitAid, 1);
      aid->code = read_text (object, "code", "");
      aid->records = pantau_json_integer (object, "records", 0);
      aid->needed = pantau_json_integer (object, "needed", 0);
      aid->planned = pantau_json_integer (object, "planned", 0);
      aid->sent = pantau_json_integer (object, "sent", 0);
      g_ptr_array_add (self->aid, aid);
    }
}

static void
read_list (PantauLapsitList *list, JsonObject *object)
{
  JsonArray *items = pantau_json_array (object, "items");

  list->total = (guint) CLAMP (pantau_json_integer (object, "total", 0), 0, G_MAXUINT32);
  for (guint i = 0; i < length_of (items); i++)
    {
      JsonObject *line = object_at (items, i);
      PantauLapsitItem *item;

      if (line == NULL)
        continue;
      item = g_new0 (PantauLapsitItem, 1);
      item->record = read_text (line, "record", "");
      item->kind = read_text (line, "kind", "");
      item->region = read_text (line, "region", "");
      item->is_open = pantau_json_boolean (line, "open");
      item->what = read_text (line, "what", "");
      item->at = pantau_json_integer (line, "at", 0);
      item->severity = (int) pantau_json_integer (line, "severity", 0);
      g_ptr_array_add (list->items, item);
    }
}

static void
read_revisions (PantauLapsit *self, JsonArray *array)
{
  for (guint i = 0; i < length_of (array); i++)
    {
      JsonObject *object = object_at (array, i);
      PantauLapsitRevision *revision;

      if (object == NULL)
        continue;
      revision = g_new0 (PantauLapsitRevision, 1);
      revision->is_ended = pantau_json_boolean (object, "ended");
      revision->kind = read_text (object, "kind", "");
      revision->said = pantau_json_integer (object, "said", 0);
      revision->now = pantau_json_integer (object, "now", 0);
      g_ptr_array_add (self->revisions, revision);
    }
}

static void
read_totals (PantauLapsit *self, JsonObject *object)
{
  JsonObject *kinds = pantau_json_object (object, "kinds");
  g_autoptr (GList) codes = kinds != NULL ? json_object_get_members (kinds) : NULL;

  self->totals_time = read_text (object, "time", "");
  for (GList *code = codes; code != NULL; code = code->next)
    {
      PantauLapsitTotal *total = g_new0 (PantauLapsitTotal, 1);

      total->kind = g_strdup (code->data);
      total->n = pantau_json_integer (kinds, code->data, 0);
      g_ptr_array_add (self->totals, total);
    }
}

/* FALSE where something is missing without which it is none. */
static gboolean
read_counted (PantauLapsit *self, JsonObject *object)
{
  JsonObject *cut = pantau_json_object (object, "cut"),
             *previous = pantau_json_object (object, "previous"),
             *levels = pantau_json_object (object, "levels"),
             *map = pantau_json_object (object, "map"),
             *fresh = pantau_json_object (object, "new"),
             *ended = pantau_json_object (object, "ended"),
             *lists = pantau_json_object (object, "lists"),
             *totals = pantau_json_object (object, "totals");
  JsonArray *rows = pantau_json_array (object, "rows");

  self->region = read_text (object, "region", NULL);
  self->role = read_text (object, "role", NULL);
  self->office = read_text (object, "office", NULL);
  self->total = read_row (pantau_json_object (object, "total"));
  if (!pantau_lapsit_period_from_name (pantau_json_string (object, "period"), &self->period) ||
      self->region == NULL || self->role == NULL || self->office == NULL || self->total == NULL ||
      cut == NULL || levels == NULL || map == NULL || fresh == NULL || ended == NULL ||
      lists == NULL)
    return FALSE;

  self->from = pantau_json_integer (object, "from", 0);
  self->until = pantau_json_integer (object, "until", 0);
  self->made = pantau_json_integer (object, "made", 0);
  self->election = read_text (object, "election", NULL);
  self->practice = pantau_json_boolean (object, "practice");
  self->is_at_cut = pantau_json_boolean (object, "at_cut");
  if (json_object_has_member (object, "exact"))
    self->state = pantau_json_boolean (object, "exact") ? PANTAU_LAPSIT_AT_MOMENT
                                                        : PANTAU_LAPSIT_AT_CUT;
  read_cut (self, cut);
  if (previous != NULL)
    {
      self->previous = read_text (previous, "id", "");
      self->previous_hash = read_text (previous, "hash", NULL);
      self->previous_until = pantau_json_integer (previous, "until", 0);
      self->previous_rows = pantau_json_integer (previous, "rows", 0);
    }
  for (guint i = 0; i < length_of (rows); i++)
    {
      PantauLapsitRow *row = read_row (object_at (rows, i));

      if (row != NULL)
        g_ptr_array_add (self->rows, row);
    }
  read_levels (self, levels);
  read_map (self, map);
  read_kinds (self->fresh, fresh);
  read_kinds (self->ended, ended);
  read_aid (self, pantau_json_array (object, "aid"));
  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    {
      JsonObject *list =
          pantau_json_object (lists, pantau_lapsit_list_name ((PantauLapsitListName) i));

      if (list == NULL)
        return FALSE;
      read_list (&self->lists[i], list);
    }
  read_revisions (self, pantau_json_array (object, "revisions"));
  if (totals != NULL)
    read_totals (self, totals);

  return TRUE;
}

static void
read_texts (PantauLapsitTexts *texts, JsonObject *object)
{
  struct
  {
    const char *name;
    char **text;
  } members[] = {
    { "analysis", &texts->analysis },
    { "efforts", &texts->efforts },
    { "recommendations", &texts->recommendations },
    { "signatory", &texts->signatory },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_free (*members[i].text);
      *members[i].text = read_text (object, members[i].name, "");
    }
}

PantauLapsit *
pantau_lapsit_from_json (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = pantau_json_parse (text, length, MAX_BYTES, error);
  g_autoptr (PantauLapsit) self = NULL;
  JsonObject *report, *texts;

  if (object == NULL)
    return NULL;
  self = pantau_lapsit_new ();
  self->id = read_text (object, "id", NULL);
  self->hash = read_text (object, "hash", NULL);
  self->edited = pantau_json_integer (object, "edited", 0);
  report = pantau_json_object (object, "report");
  texts = pantau_json_object (object, "texts");
  if (pantau_json_integer (object, "v", 0) != VERSION || self->id == NULL || report == NULL ||
      !read_counted (self, report))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("this is no situation report of this program"));
  if (texts != NULL)
    read_texts (&self->texts, texts);

  return g_steal_pointer (&self);
}
