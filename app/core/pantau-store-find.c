/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding records, the first of them at once, among a million too. There are four ways:
 *
 * - nothing is asked of `search`: an index of `record` is walked in the order of the sort, until there are enough;
 * - sorted by time: the rows of `search` are in the order of time but for what happened within one hour, so they are read
 *   from that end, and sorted hour by hour;
 * - sorted otherwise, and few are found: they are sorted here;
 * - sorted otherwise, and many are found: an index is walked as in the first, and what was not found is left out.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-json.h"
#include "pantau-query-private.h"
#include "pantau-row.h"
#include "pantau-store-private.h"

/* Each filter is a parameter that may say "anything"; then its column is not even looked at. */
#define EARLIEST "-99999999999"
#define LATEST   "999999999999"
#define WITHIN   "r.occurred_at >= ?6 AND r.occurred_at < ?7 AND "
#define FILTERS                                                                                    \
  "(?1 IS NULL OR (r.kind IN (SELECT value FROM json_each (?1))) = ?2) "                           \
  "AND (?3 IS NULL OR (r.status IN (SELECT value FROM json_each (?3))) = ?4) "                     \
  "AND (?5 = 0 OR r.severity >= ?5) AND (?6 < " EARLIEST " OR r.occurred_at >= ?6) "               \
  "AND (?7 > " LATEST " OR r.occurred_at < ?7) "                                                   \
  "AND (?8 < 0 OR (r.differences > 0) = ?8) "                                                      \
  "AND (?9 < 0 OR (r.quarantine IS NOT NULL) = ?9) "                                               \
  "AND (?11 IS NULL OR r.creator = ?11) "                                                          \
  "AND (?12 IS NULL OR r.n IN (SELECT value FROM json_each (?12))) "                               \
  "AND (?10 < 0 OR " PANTAU_STATE_SQL ("r.id") " = ?10) "
#define FILTER_TYPES "sisiiiiiiiss"
#define FILTER_VALUES(self)                                                                        \
  (self)->kinds, (self)->kinds_are, (self)->statuses, (self)->statuses_are,                        \
      (gint64) (self)->query->severity, (self)->query->from, (self)->query->to,                    \
      (gint64) (self)->query->difference, (gint64) (self)->query->quarantine,                      \
      (gint64) (self)->query->state, (self)->creator, (self)->counted

#define WALK(index, condition, order)                                                              \
  "SELECT r.n, r.row FROM record AS r INDEXED BY " index " WHERE " condition FILTERS               \
  "ORDER BY " order
#define NEWEST "r.occurred_at DESC, r.n DESC"

#define STREAM(order)                                                                              \
  "SELECT r.n, r.row, r.occurred_at FROM search CROSS JOIN record AS r ON r.row = search.rowid "   \
  "WHERE search MATCH ?13 AND search.rowid >= ?14 AND search.rowid < ?15 AND " FILTERS             \
  "ORDER BY search.rowid " order

/* What is walked for each sort, ascending and descending; or with ?13 a group of equal records. */
static const struct
{
  const char *up, *down, *group, *first_group, *next_group;
} walks[PANTAU_N_SORTS] = {
  [PANTAU_SORT_TIME] = { WALK ("record_by_time", WITHIN, "r.occurred_at ASC, r.n DESC"),
                         WALK ("record_by_time", WITHIN, NEWEST), NULL, NULL, NULL },
  [PANTAU_SORT_RECORDED] = { WALK ("record_by_n", "", "r.n ASC"),
                             WALK ("record_by_n", "", "r.n DESC"), NULL, NULL, NULL },
  [PANTAU_SORT_TITLE] = { WALK ("record_by_title", "", "r.title COLLATE NOCASE ASC, " NEWEST),
                          WALK ("record_by_title", "", "r.title COLLATE NOCASE DESC, " NEWEST),
                          NULL, NULL, NULL },
  [PANTAU_SORT_REGION] = { WALK ("record_by_region", "", "r.region ASC, " NEWEST),
                           WALK ("record_by_region", "", "r.region DESC, " NEWEST), NULL, NULL,
                           NULL },
  [PANTAU_SORT_KIND] = { NULL, NULL, WALK ("record_by_kind", "r.kind = ?13 AND " WITHIN, NEWEST),
                         "SELECT min (kind) FROM record",
                         "SELECT min (kind) FROM record WHERE kind > ?1" },
  [PANTAU_SORT_STATUS] = { NULL, NULL,
                           WALK ("record_by_status", "r.status = ?13 AND " WITHIN, NEWEST),
                           "SELECT min (status) FROM record",
                           "SELECT min (status) FROM record WHERE status > ?1" },
  [PANTAU_SORT_SEVERITY] = { NULL, NULL,
                             WALK ("record_by_severity",
                                   "r.severity = CAST (?13 AS INTEGER) AND " WITHIN,
                                   NEWEST),
                             "SELECT min (severity) FROM record",
                             "SELECT min (severity) FROM record WHERE severity > CAST (?1 AS "
                             "INTEGER)" },
};

typedef struct
{
  PantauStore *store;
  PantauQuery *query;
  PantauSort sort;
  gboolean descending;
  guint limit; /* G_MAXUINT: none */

  char *match;            /* (owned): of pantau_store_match_text(); "" for all */
  char *kinds, *statuses; /* (owned) (nullable): JSON arrays */
  gint64 kinds_are;       /* 1: one of these, 0: none of these */
  gint64 statuses_are;
  const char *creator;       /* (nullable) */
  char *counted;             /* (owned) (nullable): JSON array of entry.n, of a figure */
  gint64 first_row, end_row; /* where the time asked for lies */
} Find;

/* A record that was found, with what it is sorted by. */
typedef struct
{
  guint32 n;
  gint64 when;
  gint64 rank;
  char *key; /* (owned) (nullable) */
} Found;

static void
clear_found (gpointer data)
{
  g_free (((Found *) data)->key);
}

static void
find_clear (Find *self)
{
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->kinds, g_free);
  g_clear_pointer (&self->statuses, g_free);
  g_clear_pointer (&self->counted, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Find, find_clear)

/* @some without @others, or @others where nobody asked for @some. NULL: all. */
static char *
list_json (GPtrArray *some, GPtrArray *others, gint64 *are)
{
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *list = some != NULL && some->len > 0 ? some : others;
  JsonArray *array;

  *are = list == some;
  if (list->len == 0)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < list->len; i++)
    if (list == others ||
        !g_ptr_array_find_with_equal_func (others, g_ptr_array_index (list, i), g_str_equal, NULL))
      json_array_add_string_element (array, g_ptr_array_index (list, i));
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);

  return pantau_json_node_text (node);
}

static void
set_filters (Find *self)
{
  PantauQuery *query = self->query;

  /* Beside choices, kinds are asked of `search`. */
  self->kinds =
      list_json (query->choices->len > 0 ? NULL : query->kinds, query->not_kinds, &self->kinds_are);
  self->statuses = list_json (query->statuses, query->not_statuses, &self->statuses_are);
  self->creator = query->mine ? self->store->device : NULL;
  self->first_row = query->from == G_MININT64
                        ? G_MININT64
                        : pantau_row_of_hour (pantau_hour_of_time (query->from));
  self->end_row = query->to == G_MAXINT64
                      ? G_MAXINT64
                      : pantau_row_of_hour (pantau_hour_of_time (query->to) + 1);
}

static gboolean
add_row (GArray *rows, guint limit, gint64 n)
{
  guint32 row = (guint32) n;

  g_array_append_val (rows, row);

  return rows->len < limit;
}

static int
compare_rows (const void *a, const void *b)
{
  const gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Goes through one statement of walks[]; rows that are not in @set (sorted; nullable) are left out. */
static gboolean
walk (Find *self, PantauStmt *stmt, GArray *set, GArray *rows, GError **error)
{
  gboolean goes_on = rows->len < self->limit;

  while (goes_on && pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 1);

      if (set == NULL || bsearch (&row, set->data, set->len, sizeof (gint64), compare_rows) != NULL)
        goes_on = add_row (rows, self->limit, pantau_stmt_integer (stmt, 0));
    }

  return pantau_stmt_finish (stmt, error);
}

/* The order of kinds and statuses is that of the reference data; what that does not know comes last. */
static gint64
rank_of_kind (Find *self, const char *code)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self->store->reference));

  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (((const PantauKind *) g_ptr_array_index (kinds, i))->code, code))
      return i;

  return G_MAXINT;
}

static gint64
rank_of_status (Find *self, const char *code)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self->store->reference));
  PantauStatuses *statuses = pantau_reference_get_statuses (self->store->reference);

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      GPtrArray *list = pantau_statuses_list (statuses, kind->status_table);

      for (guint j = 0; j < list->len; j++)
        if (g_str_equal (((const PantauStatus *) g_ptr_array_index (list, j))->code, code))
          return i * 1000 + j;
    }

  return G_MAXINT;
}

static gint64
rank_of (Find *self, const char *value)
{
  switch (self->sort)
    {
    case PANTAU_SORT_KIND:
      return rank_of_kind (self, value);
    case PANTAU_SORT_STATUS:
      return rank_of_status (self, value);
    case PANTAU_SORT_SEVERITY:
      return g_ascii_strtoll (value, NULL, 10);
    case PANTAU_SORT_TIME:
    case PANTAU_SORT_RECORDED:
    case PANTAU_SORT_TITLE:
    case PANTAU_SORT_REGION:
    default:
      return 0;
    }
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer data)
{
  const Find *self = data;
  const Found *left = a, *right = b;
  int order = (left->rank > right->rank) - (left->rank < right->rank);

  if (order == 0 && left->key != NULL)
    order = self->sort == PANTAU_SORT_TITLE ? g_ascii_strcasecmp (left->key, right->key)
                                            : strcmp (left->key, right->key);
  if (order != 0)
    return self->descending ? -order : order;

  if (left->when != right->when)
    return left->when > right->when ? -1 : 1;

  return (left->n < right->n) - (left->n > right->n);
}

/* The first of @found, sorted, become rows. */
static void
take_found (Find *self, GArray *found, GArray *rows)
{
  g_array_sort_with_data (found, compare_found, self);
  for (guint i = 0; i < found->len && rows->len < self->limit; i++)
    add_row (rows, self->limit, g_array_index (found, Found, i).n);
}

static gboolean
has (GPtrArray *list, const char *value)
{
  return g_ptr_array_find_with_equal_func (list, value, g_str_equal, NULL);
}

/* FALSE for a group of which the filters let nothing through: it need not be walked to see that. */
static gboolean
is_asked_for (Find *self, const char *group)
{
  PantauQuery *query = self->query;

  switch (self->sort)
    {
    case PANTAU_SORT_KIND:
      return !has (query->not_kinds, group) &&
             (query->kinds->len == 0 || query->choices->len > 0 || has (query->kinds, group));
    case PANTAU_SORT_STATUS:
      return !has (query->not_statuses, group) &&
             (query->statuses->len == 0 || has (query->statuses, group));
    case PANTAU_SORT_SEVERITY:
      return g_ascii_strtoll (group, NULL, 10) >= query->severity;
    case PANTAU_SORT_TIME:
    case PANTAU_SORT_RECORDED:
    case PANTAU_SORT_TITLE:
    case PANTAU_SORT_REGION:
    default:
      return TRUE;
    }
}

/* The groups of equal records that are asked for, each by a step through the index, in the order in which they are shown. */
static gboolean
read_groups (Find *self, GArray *groups, GError **error)
{
  g_autofree char *value = NULL;

  for (;;)
    {
      Found group = { 0 };
      char *next;

      if (value == NULL
              ? !pantau_db_text (self->store->db, &next, error, walks[self->sort].first_group, "")
              : !pantau_db_text (self->store->db, &next, error, walks[self->sort].next_group, "s",
                                 value))
        return FALSE;
      g_free (value);
      value = next;
      if (value == NULL)
        break;
      if (!is_asked_for (self, value))
        continue;
      group.rank = rank_of (self, value);
      group.key = g_strdup (value);
      g_array_append_val (groups, group);
    }
  g_array_sort_with_data (groups, compare_found, self);

  return TRUE;
}

/* The newest of one status or kind, which has an index of its own: there may be few of it, and far back. (nullable) */
static const char *
only_group (Find *self, PantauSort *sort)
{
  PantauQuery *query = self->query;

  if (self->sort != PANTAU_SORT_TIME || !self->descending)
    return NULL;

  *sort = query->statuses->len == 1 ? PANTAU_SORT_STATUS : PANTAU_SORT_KIND;
  if (query->statuses->len == 1)
    return g_ptr_array_index (query->statuses, 0);

  return query->kinds->len == 1 && query->choices->len == 0 ? g_ptr_array_index (query->kinds, 0)
                                                            : NULL;
}

static gboolean
walk_all (Find *self, GArray *set, GArray *rows, GError **error)
{
  PantauSort sort;
  const char *only = only_group (self, &sort);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Found));

  g_array_set_clear_func (groups, clear_found);
  if (only != NULL)
    return walk (self,
                 pantau_db_query (self->store->db, walks[sort].group, FILTER_TYPES "s",
                                  FILTER_VALUES (self), only),
                 set, rows, error);
  if (walks[self->sort].group == NULL)
    return walk (self,
                 pantau_db_query (self->store->db,
                                  self->descending ? walks[self->sort].down : walks[self->sort].up,
                                  FILTER_TYPES, FILTER_VALUES (self)),
                 set, rows, error);

  if (!read_groups (self, groups, error))
    return FALSE;
  for (guint i = 0; i < groups->len && rows->len < self->limit; i++)
    if (!walk (self,
               pantau_db_query (self->store->db, walks[self->sort].group, FILTER_TYPES "s",
                                FILTER_VALUES (self), g_array_index (groups, Found, i).key),
               set, rows, error))
      return FALSE;

  return TRUE;
}

/* Sorted by time, and `search` asked: from the end that comes first, until the hour in which there are enough is over. */
static gboolean
stream (Find *self, GArray *rows, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  gint64 hour = -1;
  PantauStmt *stmt;

  stmt = pantau_db_query (self->store->db, self->descending ? STREAM ("DESC") : STREAM ("ASC"),
                          FILTER_TYPES "sii", FILTER_VALUES (self), self->match, self->first_row,
                          self->end_row);
  while (pantau_stmt_next (stmt))
    {
      Found one = { .n = (guint32) pantau_stmt_integer (stmt, 0),
                    .when = pantau_stmt_integer (stmt, 2) };

      if (found->len >= self->limit && pantau_row_hour (pantau_stmt_integer (stmt, 1)) != hour)
        break;
      hour = pantau_row_hour (pantau_stmt_integer (stmt, 1));
      one.rank = one.when;
      g_array_append_val (found, one);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  take_found (self, found, rows);

  return TRUE;
}

/* Records with a line that the province has not acknowledged. */
#define WAITING                                                                                    \
  "SELECT DISTINCT r.row FROM (SELECT entry FROM unsent UNION SELECT entry FROM sending) AS w "    \
  "CROSS JOIN entry AS e ON e.n = w.entry CROSS JOIN record AS r ON r.id = e.record"

/* What `search` finds, as rows; or what waits to be sent. Sorted by row; @limit at most, if it is not 0. */
static gboolean
collect (Find *self, guint limit, GArray *set, GError **error)
{
  gint64 most = limit > 0 ? (gint64) limit : -1;
  PantauStmt *stmt;

  stmt = *self->match != '\0'
             ? pantau_db_query (self->store->db,
                                "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?2 "
                                "AND rowid < ?3 ORDER BY rowid LIMIT ?4",
                                "siii", self->match, self->first_row, self->end_row, most)
             : pantau_db_query (self->store->db, WAITING " LIMIT ?1", "i", most);
  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 0);

      g_array_append_val (set, row);
    }
  g_array_sort (set, compare_rows);

  return pantau_stmt_finish (stmt, error);
}

#define KEYS "SELECT r.n, r.occurred_at, r.title, r.kind, r.region, r.status, r.severity FROM "

/* Looks up what `search` finds, or what waits, and sorts what the filters let through. */
static gboolean
look_up (Find *self, GArray *rows, GError **error)
{
  static const int columns[PANTAU_N_SORTS] = {
    [PANTAU_SORT_TITLE] = 2,  [PANTAU_SORT_KIND] = 3,     [PANTAU_SORT_REGION] = 4,
    [PANTAU_SORT_STATUS] = 5, [PANTAU_SORT_SEVERITY] = 6,
  };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  int column = columns[self->sort];
  PantauStmt *stmt;

  g_array_set_clear_func (found, clear_found);
  stmt = *self->match != '\0'
             ? pantau_db_query (self->store->db,
                                KEYS "search CROSS JOIN record AS r ON r.row = search.rowid "
                                     "WHERE search MATCH ?13 AND search.rowid >= ?14 "
                                     "AND search.rowid < ?15 AND " FILTERS,
                                FILTER_TYPES "sii", FILTER_VALUES (self), self->match,
                                self->first_row, self->end_row)
             : pantau_db_query (self->store->db,
                                KEYS "(" WAITING ") AS w CROSS JOIN record AS r ON r.row = w.row "
                                     "WHERE " FILTERS,
                                FILTER_TYPES, FILTER_VALUES (self));
  while (pantau_stmt_next (stmt))
    {
      Found one = { .n = (guint32) pantau_stmt_integer (stmt, 0),
                    .when = pantau_stmt_integer (stmt, 1) };
      const char *text = column > 0 ? pantau_stmt_text (stmt, column) : NULL;

      if (self->sort == PANTAU_SORT_TIME)
        one.rank = one.when;
      else if (self->sort == PANTAU_SORT_RECORDED)
        one.rank = one.n;
      else
        {
          one.rank = rank_of (self, text != NULL ? text : "");
          one.key = g_strdup (text != NULL ? text : "");
        }
      g_array_append_val (found, one);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  take_found (self, found, rows);

  return TRUE;
}

/*
 * Where walking begins to be cheaper than looking up what was found. Among n records, the first l of k are found by walking l · n / k
 * of them, or by looking up k, which costs five times as much each.
 */
static gboolean
read_few (Find *self, guint *few, GError **error)
{
  gint64 total;

  if (!pantau_db_integer (self->store->db, 0, &total, error,
                          "SELECT sum (records + quarantined) FROM tally", ""))
    return FALSE;
  *few = (guint) MIN (total / 5, G_MAXINT);
  if (self->limit < G_MAXUINT)
    *few = MIN (*few, (guint) sqrt ((double) self->limit * (double) total / 5));

  return TRUE;
}

static gboolean
find (Find *self, GArray *rows, GError **error)
{
  g_autoptr (GArray) set = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint few;
  gboolean is_waiting =
      self->query->state == PANTAU_STATE_SAVED || self->query->state == PANTAU_STATE_SENDING;

  set_filters (self);
  self->match = pantau_store_match_text (self->store, self->query, error);
  if (self->match == NULL)
    return FALSE;

  if (*self->match == '\0' && !is_waiting)
    return walk_all (self, NULL, rows, error);
  if (*self->match != '\0' && self->sort == PANTAU_SORT_TIME)
    return stream (self, rows, error);

  if (!read_few (self, &few, error) || !collect (self, few + 1, set, error))
    return FALSE;
  if (set->len <= few)
    return look_up (self, rows, error);
  /* Of what waits there is no list to compare with: the filter says it again. */
  if (*self->match == '\0')
    return walk_all (self, NULL, rows, error);

  g_array_set_size (set, 0);

  return collect (self, 0, set, error) && walk_all (self, set, rows, error);
}

/* What a figure counts is told by who counted it. */
static gboolean
read_figure (Find *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) counted = NULL;
  GString *json;

  if (self->query->figure == NULL)
    return TRUE;
  counted = pantau_store_figure_records (self->store, self->query->figure, cancellable, error);
  if (counted == NULL)
    return FALSE;

  json = g_string_new ("[");
  for (guint i = 0; i < counted->len; i++)
    g_string_append_printf (json, i > 0 ? ",%u" : "%u", g_array_index (counted, guint32, i));
  g_string_append_c (json, ']');
  self->counted = g_string_free (json, FALSE);

  return TRUE;
}

GArray *
pantau_store_find (PantauStore *self,
                   PantauQuery *query,
                   PantauSort sort,
                   gboolean descending,
                   guint limit,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (Find) find_this = { .store = self,
                              .query = query,
                              .sort = sort,
                              .descending = descending,
                              .limit = limit > 0 ? limit : G_MAXUINT };
  gboolean ok;

  g_return_val_if_fail (sort < PANTAU_N_SORTS, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !pantau_store_freshen (self, error))
    return NULL;
  if (query->finds_nothing || (query->mine && self->device == NULL))
    return g_steal_pointer (&rows);

  if (!read_figure (&find_this, cancellable, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;
  ok = find (&find_this, rows, error);
  pantau_db_end_reading (self->db);

  return ok ? g_steal_pointer (&rows) : NULL;
}
