/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauListModel on a real home: what is there at once, what stays the same object, what is announced. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-list-model.h"

#define FLOOD                                                                                      \
  "{\"title\": \"%s\", \"region\": \"16.13.04\", \"occurred\": \"%s\", "                           \
  "\"fields\": {\"hazard\": \"banjir\", \"phase\": \"sedang\"}}"

/* Follows a model as a view does, and holds it to its word at each turn. */
typedef struct
{
  GListModel *model; /* (unowned) */
  GPtrArray *rows;   /* of PantauListRow */
  guint n_changes;
  guint removed, added;
} Shadow;

static void
assert_same (Shadow *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (PantauListRow) row = g_list_model_get_item (self->model, i);

      g_assert_true (row == g_ptr_array_index (self->rows, i));
    }
}

static void
follow (GListModel *model, guint position, guint removed, guint added, Shadow *self)
{
  g_assert_cmpuint (position + removed, <=, self->rows->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->rows, (int) (position + i),
                        g_list_model_get_item (model, position + i));
  self->n_changes++;
  self->removed += removed;
  self->added += added;
  assert_same (self);
}

static Shadow *
shadow_new (PantauListModel *model)
{
  Shadow *self = g_new0 (Shadow, 1);

  self->model = G_LIST_MODEL (model);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (model, "items-changed", G_CALLBACK (follow), self);

  return self;
}

static void
shadow_free (Shadow *self)
{
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_ptr_array_unref (self->rows);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shadow, shadow_free)

static void
shadow_forget (Shadow *self)
{
  self->n_changes = self->removed = self->added = 0;
}

static guint
count_items (PantauListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* Asked, answered, counted, and all of it told. */
static gboolean
is_whole (PantauListModel *model)
{
  return pantau_list_model_is_complete (model) &&
         count_items (model) == pantau_list_model_get_n_found (model);
}

/* All rows that live were read. */
static gboolean
is_read (Shadow *shadow)
{
  for (guint i = 0; i < shadow->rows->len; i++)
    if (pantau_list_row_get_record (g_ptr_array_index (shadow->rows, i)) == NULL)
      return FALSE;

  return TRUE;
}

static char *
flood (PantauSession *session, const char *title, const char *occurred)
{
  g_autofree char *json = g_strdup_printf (FLOOD, title, occurred);

  return display_record (session, "risk", json);
}

static const char *
nth_title (PantauListModel *model, guint position)
{
  g_autoptr (PantauListRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);
  PantauRecord *record = pantau_list_row_get_record (row);

  return record != NULL ? pantau_record_get_title (record) : NULL;
}

static void
count_signal (PantauListModel *model, guint *n)
{
  (*n)++;
}

/* The first page comes with the answer: nobody sees empty rows. */
static void
test_first_page (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;

  display_seed (place.session, 100);
  model = pantau_list_model_new (place.session);
  pantau_list_model_ask (model, "", PANTAU_SORT_TIME, TRUE);
  display_wait (!pantau_list_model_is_asking (model));
  g_assert_cmpuint (count_items (model), <, 100); /* some frames' worth */
  display_wait (is_whole (model));

  g_assert_cmpuint (count_items (model), ==, 100);
  g_assert_true (pantau_list_model_is_complete (model));
  for (guint i = 0; i < PANTAU_LIST_PAGE_SIZE; i++)
    g_assert_nonnull (nth_title (model, i));
}

/* Others are read when somebody looks, and live as long as somebody does. */
static void
test_pages (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  PantauListRow *row, *again;

  display_seed (place.session, 300);
  model = pantau_list_model_new (place.session);
  pantau_list_model_ask (model, "", PANTAU_SORT_TIME, TRUE);
  display_wait (is_whole (model));

  row = g_list_model_get_item (G_LIST_MODEL (model), 290);
  again = g_list_model_get_item (G_LIST_MODEL (model), 290);
  g_assert_true (row == again);
  display_wait (pantau_list_row_get_record (row) != NULL);
  g_assert_cmpuint (pantau_list_model_count_rows (model), ==, 1);
  g_object_unref (again);
  g_assert_finalize_object (row);
  g_assert_cmpuint (pantau_list_model_count_rows (model), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 300));
}

/* A thousand at once, then the rest, as one part at the end. */
static void
test_thousand_first (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  g_autoptr (Shadow) shadow = NULL;

  display_seed (place.session, PANTAU_LIST_FIRST + 50);
  model = pantau_list_model_new (place.session);
  shadow = shadow_new (model);
  pantau_list_model_ask (model, "", PANTAU_SORT_TIME, TRUE);
  display_wait (count_items (model) == PANTAU_LIST_FIRST);
  g_assert_false (pantau_list_model_is_complete (model));

  shadow_forget (shadow);
  display_wait (is_whole (model));
  g_assert_cmpuint (count_items (model), ==, PANTAU_LIST_FIRST + 50);
  g_assert_cmpuint (shadow->n_changes, ==, 1);
  g_assert_cmpuint (shadow->removed, ==, 0);
}

/* What is new is announced alone; all other rows stay the objects that they were. */
static void
test_new_record (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  g_autoptr (Shadow) shadow = NULL;
  g_autofree char *id = NULL;

  display_seed (place.session, 40);
  model = pantau_list_model_new (place.session);
  shadow = shadow_new (model);
  pantau_list_model_ask (model, "", PANTAU_SORT_RECORDED, TRUE);
  display_wait (is_whole (model));
  shadow_forget (shadow);

  id = flood (place.session, "Jembatan putus", "2024-11-20T08:00:00+07:00");
  display_wait (count_items (model) == 41);
  g_assert_cmpuint (shadow->n_changes, ==, 1);
  g_assert_cmpuint (shadow->removed, ==, 0);
  g_assert_cmpuint (shadow->added, ==, 1);
  display_wait (g_strcmp0 (nth_title (model, 0), "Jembatan putus") == 0);
}

/* Rows of another search show other records in the same places, and only the end of the list is announced. */
static void
test_other_search (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  g_autoptr (PantauListRow) first = NULL;
  g_autoptr (Shadow) shadow = NULL;
  g_autofree char *one = NULL, *two = NULL;

  display_seed (place.session, 10);
  one = flood (place.session, "Tongkang hanyut", "2024-11-20T08:00:00+07:00");
  two = flood (place.session, "Tongkang karam", "2024-11-21T08:00:00+07:00");
  model = pantau_list_model_new (place.session);
  shadow = shadow_new (model);
  pantau_list_model_ask (model, "", PANTAU_SORT_RECORDED, FALSE);
  display_wait (is_whole (model));
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  shadow_forget (shadow);

  pantau_list_model_ask (model, "tongkang", PANTAU_SORT_TIME, TRUE);
  g_assert_cmpuint (count_items (model), ==, 12); /* what was there stays until the answer */
  g_assert_nonnull (nth_title (model, 0));
  display_wait (!pantau_list_model_is_asking (model));

  g_assert_cmpuint (shadow->n_changes, ==, 1);
  g_assert_cmpuint (shadow->removed, ==, 10);
  g_assert_cmpuint (shadow->added, ==, 0);
  g_assert_cmpstr (pantau_record_get_title (pantau_list_row_get_record (first)), ==,
                   "Tongkang karam");
}

/* Who types fast is answered once. */
static void
test_given_up (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  g_autofree char *id = NULL;
  guint answers = 0;

  display_seed (place.session, 30);
  id = flood (place.session, "Tongkang hanyut", "2024-11-20T08:00:00+07:00");
  model = pantau_list_model_new (place.session);
  g_signal_connect (model, "answered", G_CALLBACK (count_signal), &answers);
  pantau_list_model_ask (model, "t", PANTAU_SORT_TIME, TRUE);
  pantau_list_model_ask (model, "to", PANTAU_SORT_TIME, TRUE);
  pantau_list_model_ask (model, "tongkang", PANTAU_SORT_TIME, TRUE);
  display_wait (!pantau_list_model_is_asking (model));
  display_settle ();

  g_assert_cmpuint (answers, ==, 1);
  g_assert_cmpuint (count_items (model), ==, 1);
}

static gpointer
find_all (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  PantauListModel *model = data;
  GArray *rows = pantau_store_find (store, pantau_list_model_get_query (model), PANTAU_SORT_TITLE,
                                    FALSE, 0, cancellable, error);

  return rows;
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* What the store says at this moment. */
static GArray *
ask_store (PantauSession *session, PantauListModel *model)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  pantau_session_read (session, find_all, model, NULL, (GDestroyNotify) g_array_unref,
                       G_PRIORITY_DEFAULT, NULL, take_result, &result);
  display_wait (result != NULL);
  rows = pantau_session_read_finish (session, result, &error);
  g_assert_no_error (error);

  return rows;
}

static gboolean
is_equal (PantauListModel *model, GArray *rows)
{
  if (count_items (model) != rows->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (PantauListRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (pantau_list_row_get_n (row) != g_array_index (rows, guint32, i))
        return FALSE;
    }

  return TRUE;
}

/*
 * Searches and records in any order, with the answers coming when they come: a view that follows is right at each turn, and in the end
 * the list is what the store says.
 */
static void
test_random (void)
{
  static const char *const searches[] = { "", "tongkang", "jembatan", "a", "nothing-like-it" };
  static const char *const titles[] = { "Tongkang hanyut", "Jembatan putus", "Angin kencang" };
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;
  g_autoptr (Shadow) shadow = NULL;
  g_autoptr (GRand) rand = test_rand_new (11);
  g_autoptr (GArray) rows = NULL;
  guint rounds = test_rounds (40);

  display_seed (place.session, 60);
  model = pantau_list_model_new (place.session);
  shadow = shadow_new (model);
  pantau_list_model_ask (model, "", PANTAU_SORT_TITLE, FALSE);
  for (guint round = 0; round < rounds; round++)
    {
      int turns = g_rand_int_range (rand, 0, 20);

      if (g_rand_boolean (rand))
        {
          pantau_list_model_ask (model,
                                 searches[g_rand_int_range (rand, 0, G_N_ELEMENTS (searches))],
                                 PANTAU_SORT_TITLE, FALSE);
        }
      else
        {
          g_autofree char *id =
              flood (place.session, titles[g_rand_int_range (rand, 0, G_N_ELEMENTS (titles))],
                     "2024-11-20T08:00:00+07:00");
        }
      while (turns-- > 0)
        g_main_context_iteration (NULL, FALSE);
      assert_same (shadow);
    }

  rows = ask_store (place.session, model);
  display_wait (is_equal (model, rows) && pantau_list_model_is_complete (model));
  display_wait (is_read (shadow));
  assert_same (shadow);
}

/* A window that closes has nothing to complain of. */
static void
test_closed_session (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauListModel) model = NULL;

  display_seed (place.session, 10);
  model = pantau_list_model_new (place.session);
  pantau_list_model_ask (model, "", PANTAU_SORT_TIME, TRUE);
  pantau_session_close (place.session);
  display_settle ();
  g_assert_null (pantau_list_model_get_problem (model));
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/list-model/first-page", test_first_page);
  g_test_add_func ("/list-model/pages", test_pages);
  g_test_add_func ("/list-model/thousand-first", test_thousand_first);
  g_test_add_func ("/list-model/new-record", test_new_record);
  g_test_add_func ("/list-model/other-search", test_other_search);
  g_test_add_func ("/list-model/given-up", test_given_up);
  g_test_add_func ("/list-model/random", test_random);
  g_test_add_func ("/list-model/closed-session", test_closed_session);

  return g_test_run ();
}
