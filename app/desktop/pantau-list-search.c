/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for the numbers of a list's records: the first of a new search before all else, all of them when nobody waits. */

#include "config.h"

#include "pantau-list-search.h"

#include "pantau-list-model.h"

/* All records are asked anew at most this share of the time. */
#define REST_FACTOR 3

struct _PantauListSearch
{
  PantauListSearchFunc func;
  GObject *owner; /* (unowned) */

  PantauQuery *query; /* (owned) (nullable) */
  PantauSort sort;
  gboolean descending;
  gboolean is_new;
  GCancellable *find; /* (owned) (nullable): of what is under way */
  gint64 find_began;  /* µs */
  gint64 rest_until;  /* µs */
  guint rest_source;
};

PantauListSearch *
pantau_list_search_new (PantauListSearchFunc func, GObject *owner)
{
  PantauListSearch *self = g_new0 (PantauListSearch, 1);

  self->func = func;
  self->owner = owner;

  return self;
}

void
pantau_list_search_free (PantauListSearch *self)
{
  pantau_list_search_stop (self);
  g_clear_pointer (&self->query, pantau_query_unref);
  g_free (self);
}

void
pantau_list_search_stop (PantauListSearch *self)
{
  pantau_list_search_give_up (self);
  g_clear_handle_id (&self->rest_source, g_source_remove);
}

void
pantau_list_search_set (PantauListSearch *self,
                        PantauQuery *query,
                        PantauSort sort,
                        gboolean descending)
{
  g_clear_pointer (&self->query, pantau_query_unref);
  self->query = query;
  self->sort = sort;
  self->descending = descending;
  pantau_list_search_renew (self);
}

void
pantau_list_search_renew (PantauListSearch *self)
{
  pantau_list_search_give_up (self);
  self->is_new = TRUE;
}

PantauQuery *
pantau_list_search_get_query (PantauListSearch *self)
{
  return self->query;
}

gboolean
pantau_list_search_is_new (PantauListSearch *self)
{
  return self->is_new;
}

gboolean
pantau_list_search_is_under_way (PantauListSearch *self)
{
  return self->find != NULL;
}

/* A question for the numbers, and which it was. */
typedef struct
{
  PantauListSearch *search; /* (unowned): the owner's */
  GObject *owner;           /* (owned) */
  GCancellable *find;       /* (owned) */
  guint edition;
} FindAsk;

static void
found_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree FindAsk *ask = data;
  PantauListSearch *self = ask->search;
  g_autoptr (GObject) owner = ask->owner;
  g_autoptr (GCancellable) find = ask->find;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauFound) found =
      pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  gint64 now = g_get_monotonic_time ();

  /* It was given up, perhaps for another. */
  if (find != self->find)
    {
      self->func (owner, NULL, ask->edition, NULL);
      return;
    }

  g_clear_object (&self->find);
  self->is_new = FALSE;
  self->rest_until = now + REST_FACTOR * (now - self->find_began);
  self->func (owner, found, ask->edition, error);
}

void
pantau_list_search_ask (PantauListSearch *self,
                        PantauSession *session,
                        GArray *shown,
                        guint edition)
{
  PantauFind *find = g_new0 (PantauFind, 1);
  FindAsk *ask = g_new0 (FindAsk, 1);

  find->query = pantau_query_ref (self->query);
  find->sort = self->sort;
  find->descending = self->descending;
  find->limit = self->is_new ? PANTAU_LIST_FIRST : 0;
  find->n_rows = self->is_new ? PANTAU_LIST_PAGE_SIZE : 0;
  find->old = self->is_new ? NULL : g_array_ref (shown);

  self->find = g_cancellable_new ();
  self->find_began = g_get_monotonic_time ();
  ask->search = self;
  ask->owner = g_object_ref (self->owner);
  ask->find = g_object_ref (self->find);
  ask->edition = edition;
  pantau_session_read (session, pantau_find_run, find, (GDestroyNotify) pantau_find_free,
                       (GDestroyNotify) pantau_found_free,
                       self->is_new ? G_PRIORITY_DEFAULT - 10 : G_PRIORITY_DEFAULT + 20, self->find,
                       found_came, ask);
}

gboolean
pantau_list_search_give_up (PantauListSearch *self)
{
  if (self->find == NULL)
    return FALSE;
  g_cancellable_cancel (self->find);
  g_clear_object (&self->find);

  return TRUE;
}

static gboolean
rest_is_over (gpointer data)
{
  PantauListSearch *self = data;

  self->rest_source = 0;
  self->func (self->owner, NULL, 0, NULL);

  return G_SOURCE_REMOVE;
}

gboolean
pantau_list_search_rests (PantauListSearch *self)
{
  gint64 wait = self->rest_until - g_get_monotonic_time ();

  if (wait <= 0)
    return FALSE;
  if (self->rest_source == 0)
    self->rest_source = g_timeout_add ((guint) (wait / 1000 + 1), rest_is_over, self);

  return TRUE;
}
