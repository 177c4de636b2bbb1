/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent beside what is held: the real programs where they agree and where they do not, and a scripted province that says what is not true. */

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "home-fixture.h"
#include "pantau-client-held.h"
#include "pantau-contradiction.h"
#include "pantau-reconcile-private.h"
#include "pantau-uploads.h"
#include "pantau-words-reconcile.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "tus-fixture.h"

static PantauSyncResult
compare_now (PantauHome *home)
{
  PantauSyncOptions options = { .reconcile = TRUE };
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  pantau_sync_run (home, &options, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (result.reconciled);

  return result;
}

static PantauReconciled *
last_of (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  PantauReconciled *found = pantau_reconciled_get_last (pantau_home_get_db (home), &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);

  return found;
}

static const PantauDifference *
difference (PantauReconciled *found, guint n)
{
  g_assert_cmpuint (n, <, found->differences->len);

  return &g_array_index (found->differences, PantauDifference, n);
}

static gint64
number (PantauHome *home, const char *sql)
{
  gint64 value = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (home), 0, &value, NULL, sql, ""));

  return value;
}

static void
run_sql (PantauHome *home, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (pantau_home_get_db (home), sql, &error);
  g_assert_no_error (error);
}

/* Lines of its own. */
static gint64
own_count (PantauHome *home)
{
  gint64 count = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (home), 0, &count, NULL,
                                    "SELECT count(*) FROM entry WHERE device = ?1", "s",
                                    pantau_home_get_device (home)));

  return count;
}

/* ---- With a real province ---- */

/* “We sent 7, the province holds 7”: by the first sync of a day, once a day, with the figures in words. */
static void
test_equal (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = transfer_add (f->field, 1000, 1), *at = NULL, *words = NULL;
  g_autoptr (PantauReconciled) first = NULL, again = NULL, files = NULL;
  PantauSyncResult result;

  home_record_many (f->field, 4);
  result = transfer_sync (f->field);
  g_assert_true (result.reconciled);
  g_assert_cmpuint (result.differences, ==, 0);
  first = last_of (f->field);
  g_assert_cmpint (first->sent, ==, own_count (f->field));
  g_assert_cmpint (first->held, ==, first->sent);
  g_assert_cmpint (first->sent, >=, 7);
  g_assert_true (pantau_reconciled_is_well (first));

  home_record_many (f->field, 1);
  result = transfer_sync (f->field);
  g_assert_false (result.reconciled);
  run_sql (f->field, "UPDATE reconciled SET day = '2024-02-13'");
  result = transfer_sync (f->field);
  g_assert_true (result.reconciled);
  again = last_of (f->field);
  g_assert_cmpint (again->sent, ==, first->sent + 1);
  g_assert_cmpint (again->held, ==, again->sent);
  g_assert_cmpint (again->files_sent, ==, 1);
  g_assert_cmpint (again->files_held, ==, 1);
  g_assert_cmpint (number (f->field, "SELECT count(*) FROM reconciled"), ==, 2);

  words = pantau_words_reconciled_lines (again);
  at = g_strdup_printf ("%" G_GINT64_FORMAT, again->held);
  g_assert_nonnull (strstr (words, at));
}

/* What a home believes to be there and is not is offered again at once, and then it is there. */
static void
test_province_lost_a_line (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauReconciled) found = NULL;
  g_autofree char *sentence = NULL;
  PantauSyncResult result;

  home_record_many (f->field, 3);
  transfer_sync (f->field);
  home_record_many (f->field, 2);
  run_sql (f->field, "DELETE FROM unsent");

  result = compare_now (f->field);
  g_assert_cmpuint (result.differences, ==, 2);
  g_assert_cmpuint (result.pushed, ==, 2);
  found = last_of (f->field);
  g_assert_cmpint (found->held, ==, found->sent);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (difference (found, i)->kind, ==, PANTAU_DIFFERENCE_LOST);
      g_assert_true (difference (found, i)->is_settled);
    }
  g_assert_true (pantau_reconciled_is_well (found));
  sentence = pantau_words_difference (difference (found, 0));
  g_assert_true (g_str_has_suffix (sentence, "."));
  g_assert_cmpint (number (f->field, "SELECT count(*) FROM unsent"), ==, 0);
}

/* A file that was received and is there no more is sent again. */
static void
test_province_lost_a_file (TransferFixture *f, gconstpointer data)
{
  g_autofree char *kept = transfer_add (f->field, 1000, 1), *lost = NULL;
  g_autoptr (PantauReconciled) found = NULL, after = NULL;

  transfer_sync (f->field);
  lost = transfer_add (f->field, 2000, 2);
  {
    PantauSyncOptions lines = { .no_files = TRUE };
    PantauSyncResult result;

    g_assert_true (pantau_sync_run (f->field, &lines, &result, NULL, NULL));
  }
  g_assert_true (pantau_uploads_set_state (pantau_home_get_db (f->field), lost, PANTAU_UPLOAD_SENT,
                                           NULL, NULL));
  compare_now (f->field);
  found = last_of (f->field);
  g_assert_cmpuint (found->differences->len, ==, 1);
  g_assert_cmpint (difference (found, 0)->kind, ==, PANTAU_DIFFERENCE_FILE_LOST);
  g_assert_cmpstr (difference (found, 0)->id, ==, lost);
  g_assert_true (tus_stored (f->trip, lost));
  g_assert_true (tus_stored (f->trip, kept));

  compare_now (f->field);
  after = last_of (f->field);
  g_assert_true (pantau_reconciled_is_well (after));
  g_assert_cmpint (after->files_held, ==, 2);
  g_assert_cmpint (after->files_sent, ==, 2);
}

/* The home as it was when it was copied to "old". */
static void
put_back (TransferFixture *f)
{
  g_clear_pointer (&f->field, pantau_home_close);
  trip_copy (f->trip, "old", "field");
}

static void
keep_old (TransferFixture *f)
{
  g_autofree char *path = trip_path (f->trip, "field");

  g_clear_pointer (&f->field, pantau_home_close);
  trip_copy (f->trip, "field", "old");
  f->field = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  g_assert_nonnull (f->field);
}

static void
open_again (TransferFixture *f)
{
  g_autofree char *path = trip_path (f->trip, "field");

  f->field = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  g_assert_nonnull (f->field);
}

/* Put back from a copy of last week, it gets its own lines again, and its chain goes on behind them. */
static void
test_home_lost_lines (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauReconciled) found = NULL;
  gint64 lines;

  home_record_many (f->field, 2);
  transfer_sync (f->field);
  keep_old (f);
  home_record_many (f->field, 3);
  transfer_sync (f->field);
  lines = own_count (f->field);
  put_back (f);
  open_again (f);
  g_assert_cmpint (own_count (f->field), ==, lines - 3);

  compare_now (f->field);
  found = last_of (f->field);
  g_assert_cmpuint (found->differences->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (difference (found, i)->kind, ==, PANTAU_DIFFERENCE_MISSING);
      g_assert_true (difference (found, i)->is_settled);
    }
  g_assert_cmpint (own_count (f->field), ==, lines);
  g_assert_cmpint (found->sent, ==, found->held);

  home_record_many (f->field, 1);
  transfer_sync (f->field);
  g_assert_cmpuint (home_count_faults (f->field), ==, 0);
}

/* Page by page: all of them, once, in order, whatever the size of the page. */
static void
test_pages (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauClient) client = pantau_sync_connect (f->field, NULL);
  g_autoptr (PantauHeld) all = NULL;
  g_autofree char *one = transfer_add (f->field, 100, 1), *two = transfer_add (f->field, 100, 2);

  home_record_many (f->field, 5);
  transfer_sync (f->field);
  all = pantau_client_held (client, NULL, PANTAU_HELD_LIMIT, NULL, NULL);
  g_assert_nonnull (all);
  g_assert_cmpuint (all->entries->len, ==, all->count);
  g_assert_false (all->more);
  for (guint limit = 1; limit <= 3; limit += 2)
    {
      PantauHeldEntry after = { 0 };
      guint n = 0;
      gboolean more = TRUE;

      while (more)
        {
          g_autoptr (PantauHeld) page =
              pantau_client_held (client, n > 0 ? &after : NULL, limit, NULL, NULL);

          g_assert_nonnull (page);
          for (guint i = 0; i < page->entries->len; i++, n++)
            {
              after = g_array_index (page->entries, PantauHeldEntry, i);
              g_assert_cmpint (
                  pantau_held_compare (&after, &g_array_index (all->entries, PantauHeldEntry, n)),
                  ==, 0);
            }
          more = page->more;
        }
      g_assert_cmpuint (n, ==, all->entries->len);
    }

  {
    g_autoptr (PantauHeld) first = pantau_client_held_files (client, NULL, 1, NULL, NULL);
    g_autoptr (PantauHeld) second = NULL;

    g_assert_cmpint (first->files, ==, 2);
    g_assert_true (first->more);
    second = pantau_client_held_files (client, g_ptr_array_index (first->hashes, 0), 1, NULL, NULL);
    g_assert_false (second->more);
    g_assert_cmpstr (g_ptr_array_index (first->hashes, 0), <,
                     g_ptr_array_index (second->hashes, 0));
  }
}

/* ---- With a scripted one ---- */

/* What the province says, and how it is false. */
typedef struct
{
  PantauHeld *held; /* (unowned) */
  const char *device;
  PantauKeypair *key; /* (nullable): another signs */
  const char *nonce;  /* (nullable): of another request */
} Saying;

static GString *
held_cb (PantauMock *mock, const PantauMockRequest *request, gpointer data)
{
  Saying *saying = data;
  g_autofree char *text = pantau_held_seal (
      saying->held, saying->key != NULL ? saying->key : pantau_mock_get_province (mock),
      saying->device,
      saying->nonce != NULL ? saying->nonce
                            : g_hash_table_lookup (request->headers, "pantau-nonce"));

  return pantau_mock_answer (200, "Content-Type: application/json\r\n", text, -1);
}

/* A home of three lines that it believes to have sent, and whoever says what he holds of them. */
typedef struct
{
  Place place;
  PantauHome *home;
  PantauKeypair *province;
  PantauMock *mock;
  PantauClient *client;
} Scripted;

static void
scripted_set_up (Scripted *s, gconstpointer data)
{
  s->place = place_new ();
  s->home = place_open (&s->place);
  home_record_many (s->home, 3);
  run_sql (s->home, "DELETE FROM unsent");
  s->province = pantau_keypair_new ();
  s->mock = pantau_mock_new (s->province);
  s->client = pantau_client_new (pantau_mock_get_url (s->mock), pantau_home_get_key (s->home),
                                 pantau_keypair_get_name (s->province), NULL);
  /* @data: nobody will be asked. */
  if (data == NULL)
    pantau_mock_add_login (s->mock);
}

static void
scripted_tear_down (Scripted *s, gconstpointer data)
{
  pantau_client_free (s->client);
  pantau_mock_free (s->mock);
  pantau_keypair_free (s->province);
  pantau_home_close (s->home);
  place_clear (&s->place);
}

/* The truth, of the first @n lines of the home. */
static PantauHeld *
truth (Scripted *s, guint n, gboolean names)
{
  PantauHeld *held = pantau_held_new ();
  PantauSha256 *digest = pantau_sha256_new ();
  PantauStmt *stmt = pantau_db_query (pantau_home_get_db (s->home),
                                      "SELECT seq, id FROM entry ORDER BY seq, id", "");

  while (pantau_stmt_next (stmt) && held->count < n)
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 1);
      PantauHeldEntry entry = { .seq = pantau_stmt_integer (stmt, 0) };

      g_strlcpy (entry.id, id, sizeof entry.id);
      pantau_held_digest_add (digest, &entry);
      held->count++;
      held->last = entry.seq;
      if (names)
        g_array_append_val (held->entries, entry);
    }
  pantau_stmt_finish (stmt, NULL);
  held->digest = pantau_sha256_end (digest);
  held->epoch = g_strdup ("mock-epoch");
  held->time = pantau_mock_now (0);

  return held;
}

/* Whatever was said: nothing is offered, asked for or noted. */
static void
assert_untouched (Scripted *s)
{
  g_assert_cmpint (number (s->home, "SELECT count(*) FROM unsent"), ==, 0);
  g_assert_cmpint (number (s->home, "SELECT count(*) FROM reconciled"), ==, 0);
  g_assert_cmpint (number (s->home, "SELECT count(*) FROM contradiction"), ==, 0);
  g_assert_false (pantau_home_misses_own (s->home));
}

static void
assert_refused (Scripted *s, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReconciled) found =
      pantau_reconcile_run (s->home, s->client, NULL, NULL, &error);

  g_assert_null (found);
  g_assert_error (error, PANTAU_ERROR, (int) code);
  assert_untouched (s);
}

static void
test_not_the_province (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauKeypair) other = pantau_keypair_new ();
  g_autoptr (PantauHeld) none = truth (s, 0, FALSE);
  Saying key = { none, device, other, NULL };
  Saying about = { none, pantau_keypair_get_name (other), NULL, NULL };
  Saying replayed = { none, device, NULL, "AAAAAAAAAAAAAAAAAAAAAA" };

  pantau_mock_add_handler (s->mock, held_cb, &key);
  assert_refused (s, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_handler (s->mock, held_cb, &about);
  assert_refused (s, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_handler (s->mock, held_cb, &replayed);
  assert_refused (s, PANTAU_ERROR_SIGNATURE);
}

/* Signed, and cannot be true: what does not hold in itself is not acted upon. */
static void
test_contradicts_itself (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);

  for (guint i = 0; i < 9; i++)
    {
      g_autoptr (PantauHeld) figures = truth (s, 2, FALSE), page = truth (s, 2, TRUE);
      Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL };
      gboolean is_first = FALSE;

      g_test_message ("case %u", i);
      switch (i)
        {
        case 0: /* more lines than it counts */
          figures->count = page->count = 1;
          break;
        case 1: /* fewer */
          figures->count = page->count = 5;
          break;
        case 2: /* another sum */
          figures->digest[0] = page->digest[0] = figures->digest[0] == 'a' ? 'b' : 'a';
          break;
        case 3: /* out of order */
          {
            PantauHeldEntry last = g_array_index (page->entries, PantauHeldEntry, 1);

            g_array_remove_index (page->entries, 1);
            g_array_prepend_val (page->entries, last);
            break;
          }
        case 4: /* the same twice */
          {
            PantauHeldEntry again = g_array_index (page->entries, PantauHeldEntry, 1);

            g_array_index (page->entries, PantauHeldEntry, 0) = again;
            break;
          }
        case 5: /* behind the last */
          page->last = figures->last = 1;
          break;
        case 6: /* more, and nothing */
          g_array_set_size (page->entries, 0);
          page->more = TRUE;
          break;
        case 7: /* no time */
          g_free (figures->time);
          figures->time = g_strdup ("yesterday");
          is_first = TRUE;
          break;
        default: /* lines without a last number */
          figures->last = 0;
          is_first = TRUE;
          break;
        }
      pantau_mock_add_handler (s->mock, held_cb, &first);
      if (!is_first)
        pantau_mock_add_handler (s->mock, held_cb, &second);
      assert_refused (s, PANTAU_ERROR_MALFORMED);
    }
}

/* A page that begins where the last one began would go on for ever. */
static void
test_same_page_again (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauHeld) figures = truth (s, 2, FALSE), page = truth (s, 2, TRUE);
  Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL };

  page->more = TRUE;
  pantau_mock_add_handler (s->mock, held_cb, &first);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  assert_refused (s, PANTAU_ERROR_MALFORMED);
}

/* Restored between the figures and the lines: everything is compared anew, by whoever syncs. */
static void
test_other_epoch (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauHeld) figures = truth (s, 2, FALSE), page = truth (s, 2, TRUE);
  Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL };

  g_free (page->epoch);
  page->epoch = g_strdup ("another-epoch");
  pantau_mock_add_handler (s->mock, held_cb, &first);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  assert_refused (s, PANTAU_ERROR_EPOCH);
}

/* A line came between two pages, by whomever: it is read once more, and then it is well. */
static void
test_overtaken (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauHeld) figures = truth (s, 2, FALSE), page = truth (s, 3, TRUE),
                         now = truth (s, 3, FALSE);
  Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL },
         third = { now, device, NULL, NULL };
  g_autoptr (PantauReconciled) found = NULL;
  g_autoptr (GError) error = NULL;

  pantau_mock_add_handler (s->mock, held_cb, &first);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  pantau_mock_add_handler (s->mock, held_cb, &third);
  found = pantau_reconcile_run (s->home, s->client, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_reconciled_is_well (found));
  g_assert_cmpint (found->held, ==, 3);
}

/* Under one number it holds another line: the home was copied. That is noted with its proof, and the line is asked for. */
static void
test_copied (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauHeld) figures = truth (s, 3, FALSE), page = truth (s, 3, TRUE);
  Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL };
  PantauHeldEntry other = { .seq = 3 };
  PantauSha256 *digest = pantau_sha256_new ();
  g_autoptr (PantauReconciled) found = NULL;
  g_autoptr (GPtrArray) contradictions = NULL;
  g_autofree char *sentence = NULL;

  memset (other.id, 'f', sizeof other.id - 1);
  g_array_append_val (page->entries, other);
  for (guint i = 0; i < page->entries->len; i++)
    pantau_held_digest_add (digest, &g_array_index (page->entries, PantauHeldEntry, i));
  g_free (figures->digest);
  g_free (page->digest);
  figures->digest = pantau_sha256_end (digest);
  page->digest = g_strdup (figures->digest);
  figures->count = page->count = 4;

  pantau_mock_add_handler (s->mock, held_cb, &first);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  found = pantau_reconcile_run (s->home, s->client, NULL, NULL, NULL);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->differences->len, ==, 1);
  g_assert_cmpint (difference (found, 0)->kind, ==, PANTAU_DIFFERENCE_COPIED);
  g_assert_cmpint (difference (found, 0)->seq, ==, 3);
  g_assert_false (pantau_reconciled_is_well (found));
  g_assert_true (pantau_home_misses_own (s->home));
  sentence = pantau_words_difference (difference (found, 0));
  g_assert_nonnull (strchr (sentence, '3'));

  contradictions = pantau_contradiction_list (pantau_home_get_db (s->home), NULL);
  g_assert_cmpuint (contradictions->len, ==, 1);
  g_assert_cmpint (((PantauContradiction *) g_ptr_array_index (contradictions, 0))->kind, ==,
                   PANTAU_CONTRADICTION_COPIED);
}

/* An old province does not know the question: that is told, and nothing else. */
static void
test_old_province (Scripted *s, gconstpointer data)
{
  pantau_mock_add_problem (s->mock, 404, "not-found");
  assert_refused (s, PANTAU_ERROR_NOT_FOUND);
}

/* Lines that wait for their receipt are no difference, on whichever side they are. */
static void
test_on_their_way (Scripted *s, gconstpointer data)
{
  const char *device = pantau_home_get_device (s->home);
  g_autoptr (PantauHeld) figures = truth (s, 3, FALSE), page = truth (s, 3, TRUE);
  Saying first = { figures, device, NULL, NULL }, second = { page, device, NULL, NULL };
  g_autoptr (PantauReconciled) found = NULL;

  run_sql (s->home, "INSERT INTO unsent (entry) SELECT n FROM entry WHERE seq = 3");
  pantau_mock_add_handler (s->mock, held_cb, &first);
  pantau_mock_add_handler (s->mock, held_cb, &second);
  found = pantau_reconcile_run (s->home, s->client, NULL, NULL, NULL);
  g_assert_nonnull (found);
  g_assert_true (pantau_reconciled_is_well (found));
  g_assert_cmpint (found->sent, ==, 2);
  g_assert_cmpint (found->held, ==, 3);
  g_assert_cmpint (number (s->home, "SELECT count(*) FROM unsent"), ==, 1);
}

/* Once a day of the province's, an hour's rest after one that failed, and a wrong clock stops neither. */
static void
test_when (Scripted *s, gconstpointer data)
{
  const gint64 noon = 1707800400; /* 2024-02-13, 12:00 in WIB */
  g_autoptr (PantauReconciled) row = pantau_reconciled_new (), read = NULL;

  g_assert_true (pantau_reconcile_is_due (s->home, noon));
  row->day = pantau_reconcile_day_of (noon);
  g_assert_cmpstr (row->day, ==, "2024-02-13");
  row->at = g_strdup ("2024-02-13T12:00:00+07:00");
  pantau_reconciled_add (row, PANTAU_DIFFERENCE_MISSING, 4, "abc");
  row->more = 5;
  g_assert_true (pantau_reconciled_store (pantau_home_get_db (s->home), row, NULL));
  read = last_of (s->home);
  g_assert_cmpint (difference (read, 0)->kind, ==, PANTAU_DIFFERENCE_MISSING);
  g_assert_cmpint (difference (read, 0)->seq, ==, 4);
  g_assert_cmpint (read->more, ==, 5);

  g_assert_false (pantau_reconcile_is_due (s->home, noon));
  g_assert_false (pantau_reconcile_is_due (s->home, noon + 12 * 3600 - 1));
  g_assert_true (pantau_reconcile_is_due (s->home, noon + 12 * 3600));
  g_assert_true (pantau_reconcile_is_due (s->home, noon - 40 * 365 * 86400));

  pantau_reconcile_note_failure (s->home, noon + 86400);
  g_assert_false (pantau_reconcile_is_due (s->home, noon + 86400 + 3599));
  g_assert_true (pantau_reconcile_is_due (s->home, noon + 86400 + 3600));
  g_assert_true (pantau_reconcile_is_due (s->home, noon - 86400));
}

#define REAL(path, function)                                                                       \
  g_test_add (path, TransferFixture, NULL, transfer_set_up, function, transfer_tear_down)
#define SCRIPTED(path, function)                                                                   \
  g_test_add (path, Scripted, NULL, scripted_set_up, function, scripted_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  REAL ("/reconcile/equal", test_equal);
  REAL ("/reconcile/province-lost-a-line", test_province_lost_a_line);
  REAL ("/reconcile/province-lost-a-file", test_province_lost_a_file);
  REAL ("/reconcile/home-lost-lines", test_home_lost_lines);
  REAL ("/reconcile/pages", test_pages);
  SCRIPTED ("/reconcile/not-the-province", test_not_the_province);
  SCRIPTED ("/reconcile/contradicts-itself", test_contradicts_itself);
  SCRIPTED ("/reconcile/same-page-again", test_same_page_again);
  SCRIPTED ("/reconcile/other-epoch", test_other_epoch);
  SCRIPTED ("/reconcile/overtaken", test_overtaken);
  SCRIPTED ("/reconcile/copied", test_copied);
  SCRIPTED ("/reconcile/old-province", test_old_province);
  SCRIPTED ("/reconcile/on-their-way", test_on_their_way);
  g_test_add ("/reconcile/when", Scripted, "nobody", scripted_set_up, test_when,
              scripted_tear_down);

  return g_test_run ();
}
