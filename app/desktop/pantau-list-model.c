/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list behind the list page: what is asked next. All of it lives in the main loop; the reading thread is asked one search and few pages at
 * a time, and pages go before whatever counts: somebody waits for them.
 */

#define G_LOG_DOMAIN "pantau-list-model"

#include "config.h"

#include "pantau-list-model.h"

#include "pantau-list-order.h"
#include "pantau-list-pages.h"
#include "pantau-list-search.h"

struct _PantauListModel
{
  GObject parent_instance;

  PantauSession *session;   /* (owned) */
  PantauListSearch *search; /* (owned) */
  PantauListOrder *order;   /* (owned) */
  PantauListPages *pages;   /* (owned) */
  guint read_source;        /* rows were asked for: to be read at the end of this turn */
  gboolean dirty;           /* the rest is missing, or something changed */
  gboolean complete;
  gboolean failed;
  char *problem; /* (nullable) */
};

typedef enum
{
  PROP_COMPLETE = 1,
  PROP_PROBLEM,
} PantauListModelProperty;

enum
{
  ANSWERED,
  N_SIGNALS
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PantauListModel,
                               pantau_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GParamSpec *properties[PROP_PROBLEM + 1];
static guint signals[N_SIGNALS];

static void go_on (PantauListModel *self);

static void
set_complete (PantauListModel *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
set_problem (PantauListModel *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Nothing more is asked until something changes or somebody asks anew. */
static void
fail (PantauListModel *self, const GError *error)
{
  self->failed = TRUE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    set_problem (self, error->message);
}

static gboolean
read_at_end_of_turn (gpointer data)
{
  PantauListModel *self = data;

  self->read_source = 0;
  go_on (self);

  return G_SOURCE_REMOVE;
}

static PantauListRow *
row_new (PantauListModel *self, guint position)
{
  PantauListRow *row = pantau_list_row_new (pantau_session_get_reference (self->session));

  pantau_list_order_add_row (self->order, row, position);
  pantau_list_row_set_query (row, pantau_list_search_get_query (self->search));
  if (pantau_list_pages_fill (self->pages, row) && self->read_source == 0)
    self->read_source = g_idle_add_full (G_PRIORITY_DEFAULT, read_at_end_of_turn, self, NULL);

  return row;
}

static gpointer
list_model_get_item (GListModel *list, guint position)
{
  PantauListModel *self = PANTAU_LIST_MODEL (list);
  PantauListRow *row;

  if (position >= pantau_list_order_get_n_items (self->order))
    return NULL;
  row = pantau_list_order_get_row (self->order, pantau_list_order_nth (self->order, position));

  return row != NULL ? g_object_ref (row) : row_new (self, position);
}

static guint
list_model_get_n_items (GListModel *list)
{
  return pantau_list_order_get_n_items (PANTAU_LIST_MODEL (list)->order);
}

static GType
list_model_get_item_type (GListModel *list)
{
  return PANTAU_TYPE_LIST_ROW;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item = list_model_get_item;
  iface->get_n_items = list_model_get_n_items;
  iface->get_item_type = list_model_get_item_type;
}

static void
ask (PantauListModel *self)
{
  self->dirty = FALSE;
  pantau_list_search_ask (self->search, self->session, pantau_list_order_get_ids (self->order),
                          pantau_list_pages_get_edition (self->pages));
}

/* What comes next: rows in sight, then what is missing of the numbers, then rows near by. */
static void
go_on (PantauListModel *self)
{
  if (self->failed || pantau_list_search_is_new (self->search))
    return;
  if (pantau_list_pages_read_missing (self->pages, self->session))
    {
      if (pantau_list_search_give_up (self->search))
        self->dirty = TRUE;
      return;
    }
  if (pantau_list_search_is_under_way (self->search) ||
      pantau_list_pages_is_reading (self->pages) || pantau_list_order_is_revealing (self->order))
    return;
  if (!self->dirty)
    pantau_list_pages_read_ahead (self->pages, self->session);
  /* Counting everything anew is for when nobody waits, and not all the time while a sync brings news. */
  else if (!self->complete || !pantau_list_search_rests (self->search))
    ask (self);
}

static void
take_answer (PantauListModel *self, PantauFound *found, guint edition)
{
  pantau_list_pages_keep (self->pages, edition, found->rows, found->records);
  self->failed = FALSE;
  set_problem (self, NULL);

  if (found->hunks == NULL)
    {
      self->dirty = self->dirty || found->rows->len == PANTAU_LIST_FIRST;
      set_complete (self, !self->dirty);
      pantau_list_order_exchange_all (self->order, found->rows);
      g_signal_emit (self, signals[ANSWERED], 0);
      return;
    }

  pantau_list_order_exchange_parts (self->order, found->rows, found->hunks);
  set_complete (self, TRUE);
}

static void
search_came (gpointer owner, PantauFound *found, guint edition, const GError *error)
{
  PantauListModel *self = owner;

  if (error != NULL)
    fail (self, error);
  else if (found != NULL)
    take_answer (self, found, edition);
  go_on (self);
}

static void
session_changed (PantauSession *session, PantauListModel *self)
{
  if (pantau_list_search_get_query (self->search) == NULL)
    return;

  pantau_list_pages_forget (self->pages);
  self->dirty = TRUE;
  if (self->failed)
    pantau_list_search_renew (self->search);
  self->failed = FALSE;
  if (pantau_list_search_is_new (self->search) && !pantau_list_search_is_under_way (self->search))
    ask (self);
  else
    go_on (self);
}

static void
page_came (gpointer owner, const GError *error)
{
  PantauListModel *self = owner;

  if (error != NULL)
    fail (self, error);
  else
    go_on (self);
}

static void
order_changed (guint position, guint removed, guint added, gpointer data)
{
  g_list_model_items_changed (G_LIST_MODEL (data), position, removed, added);
}

static void
row_exchanged (PantauListRow *row, gpointer data)
{
  PantauListModel *self = data;

  pantau_list_row_set_query (row, pantau_list_search_get_query (self->search));
  if (pantau_list_pages_fill (self->pages, row))
    pantau_list_row_set_record (row, NULL);
}

static void
order_revealed (gpointer data)
{
  go_on (data);
}

static const PantauListOrderFuncs order_funcs = { order_changed, row_exchanged, order_revealed };

static void
pantau_list_model_dispose (GObject *object)
{
  PantauListModel *self = PANTAU_LIST_MODEL (object);

  pantau_list_search_stop (self->search);
  g_clear_handle_id (&self->read_source, g_source_remove);
  pantau_list_order_stop (self->order);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_list_model_parent_class)->dispose (object);
}

static void
pantau_list_model_finalize (GObject *object)
{
  PantauListModel *self = PANTAU_LIST_MODEL (object);

  pantau_list_search_free (self->search);
  pantau_list_pages_free (self->pages);
  pantau_list_order_free (self->order);
  g_free (self->problem);

  G_OBJECT_CLASS (pantau_list_model_parent_class)->finalize (object);
}

static void
pantau_list_model_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauListModel *self = PANTAU_LIST_MODEL (object);

  switch ((PantauListModelProperty) property)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    }
}

static void
pantau_list_model_class_init (PantauListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = pantau_list_model_dispose;
  object_class->finalize = pantau_list_model_finalize;
  object_class->get_property = pantau_list_model_get_property;

  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pantau_list_model_init (PantauListModel *self)
{
  self->search = pantau_list_search_new (search_came, G_OBJECT (self));
  self->order = pantau_list_order_new (&order_funcs, self);
  self->pages = pantau_list_pages_new (self->order, page_came, G_OBJECT (self));
}

PantauListModel *
pantau_list_model_new (PantauSession *session)
{
  PantauListModel *self = g_object_new (PANTAU_TYPE_LIST_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed), self, 0);

  return self;
}

void
pantau_list_model_ask (PantauListModel *self,
                       const char *text,
                       PantauSort sort,
                       gboolean descending)
{
  g_return_if_fail (PANTAU_IS_LIST_MODEL (self));

  pantau_list_search_set (self->search,
                          pantau_query_new (pantau_session_get_reference (self->session), text),
                          sort, descending);
  self->failed = FALSE;
  set_complete (self, FALSE);
  ask (self);
}

PantauQuery *
pantau_list_model_get_query (PantauListModel *self)
{
  return pantau_list_search_get_query (self->search);
}

gboolean
pantau_list_model_is_asking (PantauListModel *self)
{
  return pantau_list_search_is_new (self->search);
}

gboolean
pantau_list_model_is_complete (PantauListModel *self)
{
  return self->complete;
}

const char *
pantau_list_model_get_problem (PantauListModel *self)
{
  return self->problem;
}

void
pantau_list_model_set_sight (PantauListModel *self, guint position)
{
  g_return_if_fail (PANTAU_IS_LIST_MODEL (self));

  pantau_list_pages_set_sight (self->pages, position);
}

guint
pantau_list_model_get_n_found (PantauListModel *self)
{
  return pantau_list_order_get_n_found (self->order);
}

guint
pantau_list_model_count_rows (PantauListModel *self)
{
  return pantau_list_order_count_rows (self->order);
}
