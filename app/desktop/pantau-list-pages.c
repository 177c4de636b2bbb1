/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the records of rows, where somebody looks first. The thread is asked few pages at a time: what is in sight may change. */

#include "config.h"

#include "pantau-list-pages.h"

#include "pantau-list-cache.h"
#include "pantau-list-find.h"
#include "pantau-list-model.h"

/* Records kept: well over what a view holds around its place (some 400), so that rows in sight are never read twice. */
#define CACHE_SIZE 2048
/* Rows that a window shows at once, on most screens. */
#define IN_SIGHT 24
/* Pages on their way at once: enough that the thread never waits for the main loop. */
#define MAX_PAGES 2

struct _PantauListPages
{
  PantauListOrder *order; /* (unowned) */
  PantauListPageFunc func;
  GObject *owner; /* (unowned) */

  PantauListCache *cache; /* (owned) */
  GHashTable *reading;    /* (owned): set of GUINT_TO_POINTER (n): on their way */
  guint n_pages;          /* … in so many questions */
  guint around;           /* the place of the page that was read last for rows in sight */
  guint sight;            /* the place of the first row that somebody sees */
  guint edition;          /* of the records: what was asked before a change is not kept */
};

PantauListPages *
pantau_list_pages_new (PantauListOrder *order, PantauListPageFunc func, GObject *owner)
{
  PantauListPages *self = g_new0 (PantauListPages, 1);

  self->order = order;
  self->func = func;
  self->owner = owner;
  self->cache = pantau_list_cache_new (CACHE_SIZE);
  self->reading = g_hash_table_new (NULL, NULL);

  return self;
}

void
pantau_list_pages_free (PantauListPages *self)
{
  pantau_list_cache_free (self->cache);
  g_hash_table_unref (self->reading);
  g_free (self);
}

gboolean
pantau_list_pages_fill (PantauListPages *self, PantauListRow *row)
{
  PantauRecord *record;

  if (!pantau_list_cache_get (self->cache, pantau_list_row_get_n (row), &record))
    return TRUE;
  pantau_list_row_set_record (row, record);

  return FALSE;
}

void
pantau_list_pages_keep (PantauListPages *self, guint edition, GArray *ids, GPtrArray *records)
{
  if (edition != self->edition)
    return;
  for (guint i = 0; i < records->len; i++)
    {
      guint32 n = g_array_index (ids, guint32, i);
      PantauListRow *row = pantau_list_order_get_row (self->order, n);

      pantau_list_cache_put (self->cache, n, g_ptr_array_index (records, i));
      if (row != NULL)
        pantau_list_pages_fill (self, row);
    }
}

void
pantau_list_pages_forget (PantauListPages *self)
{
  self->edition++;
  pantau_list_cache_clear (self->cache);
  g_hash_table_remove_all (self->reading);
}

guint
pantau_list_pages_get_edition (PantauListPages *self)
{
  return self->edition;
}

void
pantau_list_pages_set_sight (PantauListPages *self, guint position)
{
  self->sight = position;
}

gboolean
pantau_list_pages_is_reading (PantauListPages *self)
{
  return self->n_pages > 0;
}

/* A question for some records, and what they were called. */
typedef struct
{
  PantauListPages *pages; /* (unowned): the owner's */
  GObject *owner;         /* (owned) */
  GArray *ids;            /* (owned) */
  guint edition;
} PageAsk;

static void
page_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree PageAsk *ask = data;
  PantauListPages *self = ask->pages;
  g_autoptr (GObject) owner = ask->owner;
  g_autoptr (GArray) ids = ask->ids;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  self->n_pages--;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_remove (self->reading, GUINT_TO_POINTER (g_array_index (ids, guint32, i)));
  if (records != NULL)
    pantau_list_pages_keep (self, ask->edition, ids, records);
  self->func (owner, error);
}

static void
ask_page (PantauListPages *self, PantauSession *session, GArray *ids, int priority)
{
  PageAsk *ask = g_new0 (PageAsk, 1);

  ask->pages = self;
  ask->owner = g_object_ref (self->owner);
  ask->ids = g_array_ref (ids);
  ask->edition = self->edition;
  self->n_pages++;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->reading, GUINT_TO_POINTER (g_array_index (ids, guint32, i)));
  pantau_session_read (session, pantau_find_rows, g_array_ref (ids), (GDestroyNotify) g_array_unref,
                       (GDestroyNotify) g_ptr_array_unref, priority, NULL, page_came, ask);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* The places of rows that live and have to be read, in order. (transfer full): of guint */
static GArray *
find_missing (PantauListPages *self)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) rows = pantau_list_order_hold_rows (self->order);

  for (guint i = 0; i < rows->len; i++)
    {
      PantauListRow *row = g_ptr_array_index (rows, i);
      guint position = pantau_list_row_get_position (row);

      if (!g_hash_table_contains (self->reading, GUINT_TO_POINTER (pantau_list_row_get_n (row))) &&
          pantau_list_pages_fill (self, row))
        g_array_append_val (missing, position);
    }
  g_array_sort (missing, compare_positions);

  return missing;
}

/* Where in @missing the rows in sight begin. */
static guint
find_sight (PantauListPages *self, GArray *missing)
{
  guint first = 0;

  while (first < missing->len && g_array_index (missing, guint, first) < self->sight)
    first++;

  return first;
}

gboolean
pantau_list_pages_read_missing (PantauListPages *self, PantauSession *session)
{
  g_autoptr (GArray) missing = find_missing (self);

  if (missing->len == 0)
    return FALSE;

  /* A part of what a view holds above and below what is in sight at a time. */
  while (missing->len > 0 && self->n_pages < MAX_PAGES)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
      guint first = find_sight (self, missing), n;
      gboolean is_seen =
          first < missing->len && g_array_index (missing, guint, first) < self->sight + IN_SIGHT;

      n = MIN (missing->len, is_seen ? IN_SIGHT : PANTAU_LIST_PAGE_SIZE);
      first = MIN (first, missing->len - n);
      for (guint i = 0; i < n; i++)
        {
          guint32 id =
              pantau_list_order_nth (self->order, g_array_index (missing, guint, first + i));

          g_array_append_val (ids, id);
        }
      self->around = g_array_index (missing, guint, first);
      g_array_remove_range (missing, first, n);
      ask_page (self, session, ids, G_PRIORITY_DEFAULT);
    }

  return TRUE;
}

gboolean
pantau_list_pages_read_ahead (PantauListPages *self, PantauSession *session)
{
  const guint n_items = pantau_list_order_get_n_items (self->order);
  const guint starts[] = { self->around + PANTAU_LIST_PAGE_SIZE,
                           self->around - MIN (self->around, PANTAU_LIST_PAGE_SIZE) };

  for (guint side = 0; side < G_N_ELEMENTS (starts); side++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint i = starts[side]; i < MIN (starts[side] + PANTAU_LIST_PAGE_SIZE, n_items); i++)
        {
          guint32 id = pantau_list_order_nth (self->order, i);

          if (!pantau_list_cache_get (self->cache, id, NULL))
            g_array_append_val (ids, id);
        }
      if (ids->len > 0)
        {
          ask_page (self, session, ids, G_PRIORITY_DEFAULT + 10);
          return TRUE;
        }
    }

  return FALSE;
}
