/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue. Its order is cut into stretches, each of which an index of `triage` has in order already: first those of one urgency that have it by a
 * clock, by when that ends; then those that have it by their severity. So the first page costs as many steps as it has rows, among a million records too.
 */

#include "config.h"

#include "pantau-triage.h"

#include "pantau-store-private.h"

#define DAY (24 * 60 * 60)

/* Urgency by a clock: overdue or within a day; within three; at all. */
#define URGENT_BY_CLOCK 5
#define N_CLOCK_LEVELS  3

static const char *const views[] = {
  [PANTAU_TRIAGE_OPEN] = "open",
  [PANTAU_TRIAGE_UNREAD] = "unread",
  [PANTAU_TRIAGE_MINE] = "mine",
  [PANTAU_TRIAGE_RETURNED] = "returned",
};

/* What is asked of each row besides its place. ?1 and ?2 are the stretch. */
#define UNREAD_SQL                                                                                 \
  "NOT EXISTS (SELECT 1 FROM seen WHERE seen.record = t.record AND seen.last >= t.last)"
#define PENDING_SQL                                                                                \
  "NOT EXISTS (SELECT 1 FROM pending WHERE pending.record = t.record AND fault IS NULL)"
#define FILTERS                                                                                    \
  PENDING_SQL                                                                                      \
  " AND (?5 = 0 OR t.kind IN ('risk', 'hoax')) AND (?6 = 0 OR t.record = ?7 OR " UNREAD_SQL ") "
#define MINE_SQL                                                                                   \
  "t.record IN (SELECT record FROM assignment WHERE (person = ?8 AND ?8 <> '') "                   \
  "OR (person = '' AND region = ?9)) AND "
#define COLUMNS "SELECT t.n, t.record, t.severity, t.due_at, t.last, t.differs FROM triage AS t "

/* Those with a clock that ends from ?2 until before ?3, and a severity below ?4. */
#define BY_CLOCK                                                                                   \
  COLUMNS "INDEXED BY triage_by_due WHERE t.waits = ?1 AND t.due_at >= ?2 AND t.due_at < ?3 "      \
          "AND t.severity < ?4 AND " FILTERS "ORDER BY t.due_at, t.n"
/* Those of severity ?4 whose clock, if any, ends from ?2 until ?3. */
#define BY_SEVERITY                                                                                \
  COLUMNS "INDEXED BY triage_by_severity WHERE t.waits = ?1 AND t.severity = ?4 "                  \
          "AND t.due_at >= ?2 AND t.due_at <= ?3 AND " FILTERS "ORDER BY t.due_at, t.n"
/* What somebody looks after is little: it is sorted here. ?1 to ?4 do not matter. */
#define OF_MINE COLUMNS "WHERE " MINE_SQL "(?1 >= 0 AND ?2 < ?3 AND ?4 >= 0) AND " FILTERS

/* Decided here and not written, though they wait for nothing any more: a colleague was quicker. ?1 is what waits for a decision. */
#define FAULTED                                                                                    \
  "SELECT r.n, r.id, coalesce (r.severity, 0), 9223372036854775807, "                              \
  "(SELECT max (n) FROM entry WHERE record = r.id), 0 "                                            \
  "FROM record AS r WHERE r.id IN (SELECT record FROM pending WHERE fault IS NOT NULL) "           \
  "AND NOT EXISTS (SELECT 1 FROM pending WHERE record = r.id AND fault IS NULL) "                  \
  "AND NOT EXISTS (SELECT 1 FROM triage AS t WHERE t.record = r.id AND t.waits = ?1) "             \
  "ORDER BY r.n"

typedef struct
{
  PantauStore *store;
  const PantauTriageFilter *filter;
  GHashTable *wanted; /* (owned) (nullable): set of record.n that the query finds */
  GPtrArray *items;   /* of PantauTriageItem */
  gboolean has_more;
  GCancellable *cancellable; /* (nullable) */
} Reading;

const char *
pantau_triage_view_get_name (PantauTriageView view)
{
  return views[view];
}

gboolean
pantau_triage_view_from_name (const char *name, PantauTriageView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (name, views[i]) == 0)
      {
        *view = (PantauTriageView) i;
        return TRUE;
      }

  return FALSE;
}

PantauTriageItem *
pantau_triage_item_copy (const PantauTriageItem *self)
{
  PantauTriageItem *copy = g_memdup2 (self, sizeof *self);

  g_object_ref (copy->record);
  copy->assignee = g_strdup (self->assignee);
  copy->fault = g_strdup (self->fault);

  return copy;
}

void
pantau_triage_item_free (PantauTriageItem *self)
{
  g_clear_object (&self->record);
  g_free (self->assignee);
  g_free (self->fault);
  g_free (self);
}

void
pantau_triage_free (PantauTriage *self)
{
  if (self->items != NULL)
    g_ptr_array_unref (self->items);
  g_free (self);
}

/* Until before when a clock ends that gives the urgency 5, 4 or 3. */
static gint64
end_of_level (gint64 now, guint level)
{
  static const gint64 days[N_CLOCK_LEVELS] = { 1, 3 };

  return level + 1 < N_CLOCK_LEVELS ? now + days[level] * DAY : G_MAXINT64;
}

static int
urgency_of (gint64 now, int severity, gint64 due)
{
  for (guint level = 0; level < N_CLOCK_LEVELS; level++)
    if (due < end_of_level (now, level))
      return MAX (severity, URGENT_BY_CLOCK - (int) level);

  return severity;
}

static gboolean
is_wanted (Reading *self, guint32 n)
{
  return self->wanted == NULL || g_hash_table_contains (self->wanted, GUINT_TO_POINTER (n));
}

/* Takes the rows of one statement, as long as there is room. */
static gboolean
take (Reading *self, PantauStmt *stmt, gboolean has_limit, GError **error)
{
  while (!self->has_more && pantau_stmt_next (stmt))
    {
      PantauTriageItem *item;
      guint32 n = (guint32) pantau_stmt_integer (stmt, 0);

      if (!is_wanted (self, n))
        continue;
      if (has_limit && self->filter->limit > 0 && self->items->len >= self->filter->limit)
        {
          self->has_more = TRUE;
          break;
        }
      item = g_new0 (PantauTriageItem, 1);
      item->n = n;
      item->due = pantau_stmt_integer (stmt, 3);
      item->last = pantau_stmt_integer (stmt, 4);
      item->differs = pantau_stmt_integer (stmt, 5) != 0;
      item->urgency =
          urgency_of (self->filter->now, (int) pantau_stmt_integer (stmt, 2), item->due);
      g_ptr_array_add (self->items, item);
    }

  return pantau_stmt_finish (stmt, error) &&
         !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Nobody would look for them elsewhere, so they come first of all. */
static gboolean
take_faulted (Reading *self, GError **error)
{
  return take (self, pantau_db_query (self->store->db, FAULTED, "i", (gint64) 1), FALSE, error);
}

static gint64
get_waits (const PantauTriageFilter *filter)
{
  return filter->view == PANTAU_TRIAGE_RETURNED ? 2 : 1;
}

#define STRETCH_TYPES "iiiiiis"
#define STRETCH_VALUES(self)                                                                       \
  (gint64) (self)->filter->is_pemprov, (gint64) ((self)->filter->view == PANTAU_TRIAGE_UNREAD),    \
      (self)->filter->shown != NULL ? (self)->filter->shown : ""

static gboolean
take_stretches (Reading *self, GError **error)
{
  gint64 waits = get_waits (self->filter), from = G_MININT64;

  if (self->filter->view != PANTAU_TRIAGE_RETURNED && !take_faulted (self, error))
    return FALSE;
  for (int urgency = URGENT_BY_CLOCK; urgency >= 0 && !self->has_more; urgency--)
    {
      guint level = (guint) (URGENT_BY_CLOCK - urgency);

      if (level < N_CLOCK_LEVELS)
        {
          gint64 until = end_of_level (self->filter->now, level);

          /* By severity alone they would come later or not as urgent: these are all of this urgency whose clock ends so soon. */
          if (!take (self,
                     pantau_db_query (self->store->db, BY_CLOCK, STRETCH_TYPES, waits, from, until,
                                      (gint64) (level == 0 ? G_MAXINT : urgency + 1),
                                      STRETCH_VALUES (self)),
                     TRUE, error))
            return FALSE;
          from = until;
        }
      if (!self->has_more &&
          !take (self,
                 pantau_db_query (self->store->db, BY_SEVERITY, STRETCH_TYPES, waits, from,
                                  G_MAXINT64, (gint64) urgency, STRETCH_VALUES (self)),
                 TRUE, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PantauTriageItem *left = *(PantauTriageItem *const *) a,
                         *right = *(PantauTriageItem *const *) b;

  if (left->urgency != right->urgency)
    return left->urgency > right->urgency ? -1 : 1;
  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;

  return (left->n > right->n) - (left->n < right->n);
}

static gboolean
take_mine (Reading *self, GError **error)
{
  const PantauTriageFilter *filter = self->filter;

  if (!take (self,
             pantau_db_query (self->store->db, OF_MINE, STRETCH_TYPES "ss", (gint64) 0, (gint64) 0,
                              (gint64) 1, (gint64) 0, (gint64) filter->is_pemprov, (gint64) 0, "",
                              filter->person != NULL ? filter->person : "",
                              filter->region != NULL ? filter->region : ""),
             FALSE, error))
    return FALSE;
  g_ptr_array_sort (self->items, compare_items);
  if (filter->limit > 0 && self->items->len > filter->limit)
    {
      g_ptr_array_set_size (self->items, (int) filter->limit);
      self->has_more = TRUE;
    }

  return TRUE;
}

/* --- What each row shows besides --- */

static gboolean
read_assignees (Reading *self, PantauTriageItem *item, GError **error)
{
  PantauRegions *regions = pantau_reference_get_regions (self->store->reference);
  g_autoptr (GString) text = g_string_new (NULL);
  PantauStmt *stmt = pantau_db_query (
      self->store->db,
      "SELECT person, name, region FROM assignment WHERE record = ?1 ORDER BY entry", "s",
      pantau_record_get_id (item->record));

  while (pantau_stmt_next (stmt))
    {
      const char *person = pantau_stmt_text (stmt, 0), *name = pantau_stmt_text (stmt, 1);
      const char *code = pantau_stmt_text (stmt, 2);
      const PantauRegion *region = pantau_regions_lookup (regions, code);
      const char *desk = region != NULL ? region->name : code;

      g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "",
                              *name != '\0'     ? name
                              : *person != '\0' ? person
                                                : desk);
      item->is_mine |= *person != '\0' ? g_strcmp0 (person, self->filter->person) == 0
                                       : g_strcmp0 (code, self->filter->region) == 0;
    }
  if (text->len > 0)
    item->assignee = g_string_free (g_steal_pointer (&text), FALSE);

  return pantau_stmt_finish (stmt, error);
}

static gboolean
read_marks (Reading *self, PantauTriageItem *item, GError **error)
{
  const char *id = pantau_record_get_id (item->record);
  gint64 seen;

  if (!pantau_db_integer (self->store->db, 0, &seen, error,
                          "SELECT last FROM seen WHERE record = ?1", "s", id) ||
      !pantau_db_text (self->store->db, &item->fault, error,
                       "SELECT fault FROM pending WHERE record = ?1 AND fault IS NOT NULL "
                       "ORDER BY n DESC LIMIT 1",
                       "s", id))
    return FALSE;
  item->is_unread = seen < item->last;

  return read_assignees (self, item, error);
}

static gboolean
fill (Reading *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) records = NULL;

  for (guint i = 0; i < self->items->len; i++)
    g_array_append_val (rows, ((PantauTriageItem *) g_ptr_array_index (self->items, i))->n);
  records =
      pantau_store_rows (self->store, (const guint32 *) (gpointer) rows->data, rows->len, error);
  if (records == NULL)
    return FALSE;

  for (guint i = records->len; i > 0; i--)
    {
      PantauTriageItem *item = g_ptr_array_index (self->items, i - 1);
      PantauRecord *record = g_ptr_array_index (records, i - 1);

      /* It went meanwhile. */
      if (record == NULL)
        {
          g_ptr_array_remove_index (self->items, i - 1);
          continue;
        }
      item->record = g_object_ref (record);
      if (!read_marks (self, item, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_wanted (Reading *self, GError **error)
{
  g_autoptr (GArray) rows = NULL;

  if (self->filter->query == NULL || pantau_query_is_empty (self->filter->query))
    return TRUE;
  rows = pantau_store_find (self->store, self->filter->query, PANTAU_SORT_RECORDED, TRUE, 0,
                            self->cancellable, error);
  if (rows == NULL)
    return FALSE;

  self->wanted = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (self->wanted, GUINT_TO_POINTER (g_array_index (rows, guint32, i)));

  return TRUE;
}

PantauTriage *
pantau_triage_read (PantauStore *store,
                    const PantauTriageFilter *filter,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_triage_item_free);
  g_autoptr (GHashTable) wanted = NULL;
  Reading reading = {
    .store = store, .filter = filter, .items = items, .cancellable = cancellable
  };
  PantauTriage *self;
  gboolean ok;

  if (!pantau_store_freshen (store, error))
    return NULL;
  ok = read_wanted (&reading, error);
  wanted = reading.wanted;
  if (!ok || !pantau_db_begin_reading (store->db, cancellable, error))
    return NULL;
  ok = filter->view == PANTAU_TRIAGE_MINE ? take_mine (&reading, error)
                                          : take_stretches (&reading, error);
  pantau_db_end_reading (store->db);
  if (!ok || !fill (&reading, error))
    return NULL;

  self = g_new0 (PantauTriage, 1);
  self->items = g_steal_pointer (&items);
  self->has_more = reading.has_more;

  return self;
}

gboolean
pantau_triage_count (
    PantauStore *store, gboolean is_pemprov, gint64 *waiting, gint64 *unread, GError **error)
{
  gint64 read, faulted;

  if (!pantau_store_freshen (store, error))
    return FALSE;
  /* A desk counts along an index, without a look at the rows. */
  if (!(is_pemprov ? pantau_db_integer (store->db, 0, waiting, error,
                                        "SELECT count(*) FROM triage AS t WHERE t.waits = 1 "
                                        "AND t.kind IN ('risk', 'hoax')",
                                        "")
                   : pantau_db_integer (store->db, 0, waiting, error,
                                        "SELECT count(*) FROM triage WHERE waits = 1", "")) ||
      /* What was read is little: it is counted by itself. */
      !pantau_db_integer (store->db, 0, &read, error,
                          "SELECT count(*) FROM seen CROSS JOIN triage AS t "
                          "ON t.record = seen.record WHERE t.waits = 1 AND seen.last >= t.last "
                          "AND (?1 = 0 OR t.kind IN ('risk', 'hoax'))",
                          "i", (gint64) is_pemprov) ||
      !pantau_db_integer (store->db, 0, &faulted, error, "SELECT count(*) FROM (" FAULTED ")", "i",
                          (gint64) 1))
    return FALSE;
  *unread = *waiting - read + faulted;
  *waiting += faulted;

  return TRUE;
}

gboolean
pantau_triage_mark_seen (PantauDb *db, const char *record, GError **error)
{
  return pantau_db_run (db, error,
                        "INSERT INTO seen (record, last) "
                        "SELECT ?1, max (n) FROM entry WHERE record = ?1 HAVING max (n) > 0 "
                        "ON CONFLICT (record) DO UPDATE SET last = excluded.last",
                        "s", record);
}

void
pantau_colleague_free (PantauColleague *self)
{
  g_free (self->person);
  g_free (self->name);
  g_free (self->position);
  g_free (self->region);
  g_free (self);
}

static void
add_colleague (GPtrArray *list, PantauStmt *stmt, gboolean is_desk)
{
  PantauColleague *colleague = g_new0 (PantauColleague, 1);

  colleague->region = g_strdup (pantau_stmt_text (stmt, 0));
  if (!is_desk)
    {
      colleague->person = g_strdup (pantau_stmt_text (stmt, 1));
      colleague->name = g_strdup (pantau_stmt_text (stmt, 2));
      colleague->position = g_strdup (pantau_stmt_text (stmt, 3));
    }
  g_ptr_array_add (list, colleague);
}

GPtrArray *
pantau_triage_colleagues (PantauStore *store, const char *me, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_colleague_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (store, error))
    return NULL;
  stmt = pantau_db_query (store->db,
                          "SELECT region, code, name, position FROM person "
                          "WHERE role IN ('desk', 'identity') AND NOT " PANTAU_REVOKED_SQL
                          "GROUP BY region, code ORDER BY region, name, code",
                          "");
  while (pantau_stmt_next (stmt))
    {
      const PantauColleague *last = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;

      if (last == NULL || g_strcmp0 (last->region, pantau_stmt_text (stmt, 0)) != 0)
        add_colleague (list, stmt, TRUE);
      if (g_strcmp0 (pantau_stmt_text (stmt, 1), "") != 0 &&
          g_strcmp0 (pantau_stmt_text (stmt, 1), me) != 0)
        add_colleague (list, stmt, FALSE);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}
