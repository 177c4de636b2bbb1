/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes before what on the way to the province, and when files do not go at all. */

#include "config.h"

#include "pantau-transfer.h"

#include <string.h>

#include "pantau-early.h"
#include "pantau-files-rule.h"
#include "pantau-json.h"
#include "pantau-pace.h"
#include "pantau-wire.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "home-fixture.h"
#include "tus-fixture.h"

/* Several pieces, whatever the line. */
#define LARGE (2 * 1000 * 1000)

/* Looks at a run from within, and may stop it in the middle of a file. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean stops;      /* at the first bytes of a large file */
  gboolean is_stopped; /* the run stands there until somebody lets it go on */
  gboolean may_go;
  guint most;       /* files that moved at once */
  GPtrArray *ended; /* (owned) hashes in the order in which they stopped moving */
  GPtrArray *
      turns; /* (owned) "-HASH" for each that stopped moving, "+HASH" for each that began to, in order */
  GPtrArray *moving; /* (owned) the last that were told */
  goffset done, total;
} Watch;

static void
watch_init (Watch *self, gboolean stops)
{
  *self = (Watch){ .stops = stops };
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->ended = g_ptr_array_new_with_free_func (g_free);
  self->turns = g_ptr_array_new_with_free_func (g_free);
  self->moving = g_ptr_array_new_with_free_func (g_free);
}

static void
watch_clear (Watch *self)
{
  g_ptr_array_unref (self->ended);
  g_ptr_array_unref (self->turns);
  g_ptr_array_unref (self->moving);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
}

static gboolean
is_moving (const PantauTransferState *state, const char *hash)
{
  for (guint i = 0; i < state->n_moving; i++)
    if (g_str_equal (state->moving[i].hash, hash))
      return TRUE;

  return FALSE;
}

static gboolean
is_in_the_middle (const PantauTransferState *state)
{
  for (guint i = 0; i < state->n_moving; i++)
    if (state->moving[i].size >= LARGE && state->moving[i].offset > 0 &&
        state->moving[i].offset < state->moving[i].size)
      return TRUE;

  return FALSE;
}

static void
watch_cb (const PantauTransferState *state, gpointer data)
{
  Watch *self = data;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->moving->len; i++)
    if (!is_moving (state, g_ptr_array_index (self->moving, i)))
      {
        g_ptr_array_add (self->ended, g_strdup (g_ptr_array_index (self->moving, i)));
        g_ptr_array_add (self->turns, g_strconcat ("-", g_ptr_array_index (self->moving, i), NULL));
      }
  for (guint i = 0; i < state->n_moving; i++)
    if (!g_ptr_array_find_with_equal_func (self->moving, state->moving[i].hash, g_str_equal, NULL))
      g_ptr_array_add (self->turns, g_strconcat ("+", state->moving[i].hash, NULL));
  g_ptr_array_set_size (self->moving, 0);
  for (guint i = 0; i < state->n_moving; i++)
    g_ptr_array_add (self->moving, g_strdup (state->moving[i].hash));
  self->most = MAX (self->most, state->n_moving);
  g_assert_cmpint (state->done, <=, state->total);
  self->done = state->done;
  self->total = MAX (self->total, state->total);

  if (self->stops && is_in_the_middle (state))
    {
      self->stops = FALSE;
      self->is_stopped = TRUE;
      g_cond_broadcast (&self->changed);
      while (!self->may_go)
        g_cond_wait (&self->changed, &self->lock);
    }
  g_mutex_unlock (&self->lock);
}

static void
watch_wait (Watch *self)
{
  g_mutex_lock (&self->lock);
  while (!self->is_stopped)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
watch_go_on (Watch *self)
{
  g_mutex_lock (&self->lock);
  self->may_go = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* A run in a thread of its own. */
typedef struct
{
  PantauTransfer *transfer; /* (owned) */
  GThread *thread;
  GCancellable *cancellable; /* (owned) */
  PantauTransferResult result;
  GError *error; /* (owned) (nullable) */
} Run;

static gpointer
run_cb (gpointer data)
{
  Run *self = data;

  return GINT_TO_POINTER (
      pantau_transfer_run (self->transfer, NULL, &self->result, self->cancellable, &self->error));
}

static void
run_start (Run *self, PantauHome *home, Watch *watch)
{
  *self = (Run){ .transfer = pantau_transfer_new (home, watch_cb, watch),
                 .cancellable = g_cancellable_new () };
  self->thread = g_thread_new ("run", run_cb, self);
}

/* Until it ends: what it returned. */
static gboolean
run_join (Run *self)
{
  return GPOINTER_TO_INT (g_thread_join (g_steal_pointer (&self->thread)));
}

static void
run_clear (Run *self)
{
  g_assert_null (self->thread);
  pantau_transfer_free (self->transfer);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
}

/* Exchanges lines alone, beside @transfer (nullable). */
static PantauSyncResult
sync_lines (PantauHome *home, PantauTransfer *transfer)
{
  const PantauSyncOptions options = { .no_files = TRUE, .files = transfer };
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  pantau_sync_run (home, &options, &result, NULL, &error);
  g_assert_no_error (error);

  return result;
}

static guint
position (GPtrArray *hashes, const char *hash)
{
  guint i;

  g_assert_true (g_ptr_array_find_with_equal_func (hashes, hash, g_str_equal, &i));

  return i;
}

/* --- Lines and smaller files before larger ones --- */

/* What is written while a video is on its way is with the province before it. */
static void
test_lines (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1), *later = NULL;
  PantauSyncResult lines;
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);

  later = transfer_add (f->field, 3000, 2);
  lines = sync_lines (f->field, run.transfer);
  g_assert_cmpuint (lines.pushed, ==, 2);
  g_assert_cmpint (lines.waiting, ==, 0);
  g_assert_false (tus_stored (f->trip, video));

  watch_go_on (&watch);
  g_assert_true (run_join (&run));
  g_assert_true (tus_stored (f->trip, video));
  run_clear (&run);
  watch_clear (&watch);
}

/* The last time that @hash began (@sign: '+') or stopped ('-') to move. */
static guint
last_turn (const Watch *self, char sign, const char *hash)
{
  for (guint i = self->turns->len; i > 0; i--)
    {
      const char *turn = g_ptr_array_index (self->turns, i - 1);

      if (*turn == sign && g_str_equal (turn + 1, hash))
        return i - 1;
    }
  g_error ("%c%s never came", sign, hash);
}

/* A photo that comes in the middle of a video goes before the rest of it. */
static void
test_small_first (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1), *photo = NULL;
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);

  photo = transfer_add (f->field, 30 * 1000, 2);
  sync_lines (f->field, run.transfer);
  pantau_transfer_poke (run.transfer, FALSE);
  watch_go_on (&watch);
  g_assert_true (run_join (&run));

  g_assert_cmpuint (run.result.sent, ==, 2);
  g_assert_true (tus_stored (f->trip, photo));
  g_assert_true (tus_stored (f->trip, video));
  g_assert_cmpint (watch.done, ==, LARGE + 30 * 1000);
  g_assert_cmpint (watch.total, ==, LARGE + 30 * 1000);
  /* It stopped for the photo, or had the other connection beside it: the photo never waited until the video was there. */
  g_assert_cmpuint (last_turn (&watch, '+', photo), <, last_turn (&watch, '-', video));
  run_clear (&run);
  watch_clear (&watch);
}

#define FAR_FILES 7

/*
 * Over a long way a third connection asks ahead, and the files set out before the exchange is over: all of them arrive, each once, those too that the
 * province has from somebody else, and over a line that cuts.
 */
static void
test_far (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) other = transfer_home (f, "other", "field", TRANSFER_REGION);
  g_autofree char *known = transfer_add (other, 100 * 1000, 1);
  char *hashes[FAR_FILES];
  PantauSyncResult result = transfer_sync (other);

  g_assert_cmpuint (result.files_sent, ==, 1);
  for (guint i = 0; i < FAR_FILES; i++)
    hashes[i] =
        transfer_add (f->field, i < 2 ? 10 * 1000 : 100 * 1000, (guint8) (i == 2 ? 1 : 10 + i));
  g_assert_cmpstr (hashes[2], ==, known);

  pantau_wire_set_usual_way (G_USEC_PER_SEC);
  proxy_cut_some (f->line, 6, 150 * 1000, TRUE);
  for (guint i = 0; i < 20 && (i == 0 || result.files_waiting + result.waiting > 0); i++)
    pantau_sync_run (f->field, NULL, &result, NULL, NULL);
  proxy_cut_some (f->line, 0, 1000, TRUE);
  result = transfer_sync (f->field);
  pantau_wire_set_usual_way (0);

  g_assert_cmpuint (result.files_waiting, ==, 0);
  for (guint i = 0; i < FAR_FILES; i++)
    {
      g_assert_true (tus_stored (f->trip, hashes[i]));
      g_free (hashes[i]);
    }
}

static void
count_cb (const PantauTransferState *state, gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

/* Files set out beside the exchange with the first lines that name any, though others were received before. */
static void
test_early_again (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauClient) client = pantau_sync_connect (f->field, &error);
  g_autofree char *hash = NULL;
  PantauEarly *early;
  PantauTransferResult result;
  gint looked = 0;

  g_assert_no_error (error);
  sync_lines (f->field, NULL);
  g_assert_true (pantau_client_open_session (client, NULL, &error));
  early = pantau_early_start (f->field, client, count_cb, &looked, NULL);
  pantau_early_go (early);
  while (g_atomic_int_get (&looked) == 0)
    g_usleep (1000);

  hash = transfer_add (f->field, 30 * 1000, 5);
  sync_lines (f->field, NULL);
  pantau_early_go (early);
  pantau_early_finish (early, TRUE, &result);
  g_assert_cmpuint (result.sent, ==, 1);
  g_assert_true (tus_stored (f->trip, hash));
}

/* Over a line that is far, cuts, and keeps connections: everything arrives, and over fewer connections than questions. */
static void
test_far_and_kept (TransferFixture *f, gconstpointer data)
{
  char *hashes[FAR_FILES];
  PantauSyncResult result = transfer_sync (f->field);
  gint64 connections;

  for (guint i = 0; i < FAR_FILES; i++)
    hashes[i] = transfer_add (f->field, i < 2 ? 10 * 1000 : 100 * 1000, (guint8) (30 + i));
  proxy_set_keeps (f->line, TRUE);
  pantau_wire_set_usual_way (G_USEC_PER_SEC);
  proxy_cut_some (f->line, 3, 150 * 1000, TRUE);
  connections = trip_metric (f->trip, "connections_total");
  for (guint i = 0; i < 20 && (i == 0 || result.files_waiting + result.waiting > 0); i++)
    pantau_sync_run (f->field, NULL, &result, NULL, NULL);
  proxy_cut_some (f->line, 0, 1000, TRUE);
  result = transfer_sync (f->field);
  connections = trip_metric (f->trip, "connections_total") - connections;
  pantau_wire_set_usual_way (0);

  /* Two questions at least for each file alone. */
  g_assert_cmpint (connections, <, 2 * FAR_FILES);
  g_assert_cmpuint (result.files_waiting, ==, 0);
  g_assert_cmpint (result.waiting, ==, 0);
  for (guint i = 0; i < FAR_FILES; i++)
    {
      g_assert_true (tus_stored (f->trip, hashes[i]));
      g_free (hashes[i]);
    }
}

/* How many questions about @prefix one sync puts. */
static guint
questions_of_sync (TransferFixture *f, const char *prefix)
{
  const ProxyStep none = { .fault = PROXY_DELAY };
  guint before = proxy_get_met (f->line, PROXY_DELAY);

  proxy_set_step (f->line, &none, prefix);
  transfer_sync (f->field);
  proxy_set_chooser (f->line, NULL, NULL);

  return proxy_get_met (f->line, PROXY_DELAY) - before;
}

/*
 * With the challenge that the last session left the next one costs one question, also in another run of the program, here or there; a province that was killed has forgotten
 * it, and then it is three. What it holds still is asked in the same breath.
 */
static void
test_session_again (TransferFixture *f, gconstpointer data)
{
  transfer_sync (f->field);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (questions_of_sync (f, "/v1/session"), ==, 1);
  home_record_many (f->field, 1);
  g_assert_cmpuint (questions_of_sync (f, "/v1/head"), ==, 0);

  trip_stop (f->trip);
  trip_start (f->trip);
  g_assert_cmpuint (questions_of_sync (f, "/v1/session"), ==, 1);
  trip_kill (f->trip);
  trip_start (f->trip);
  g_assert_cmpuint (questions_of_sync (f, "/v1/session"), ==, 3);
  g_assert_cmpuint (questions_of_sync (f, "/v1/session"), ==, 1);
}

/* While lines are exchanged no piece is begun. */
static void
test_hold (TransferFixture *f, gconstpointer data)
{
  g_autofree char *photo = transfer_add (f->field, 30 * 1000, 1);
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, FALSE);
  run = (Run){ .transfer = pantau_transfer_new (f->field, watch_cb, &watch),
               .cancellable = g_cancellable_new () };
  pantau_transfer_hold (run.transfer);
  pantau_transfer_hold (run.transfer);
  run.thread = g_thread_new ("run", run_cb, &run);
  sync_lines (f->field, run.transfer);
  pantau_transfer_release (run.transfer);
  sync_lines (f->field, run.transfer);
  g_assert_false (tus_stored (f->trip, photo));

  pantau_transfer_release (run.transfer);
  g_assert_true (run_join (&run));
  g_assert_true (tus_stored (f->trip, photo));
  run_clear (&run);
  watch_clear (&watch);
}

/* Three files, of which the first is the @first of all; how many of them moved at once. */
static guint
send_three (TransferFixture *f, guint8 first)
{
  g_autofree char *one = transfer_add (f->field, LARGE, first),
                  *two = transfer_add (f->field, LARGE, first + 1),
                  *three = transfer_add (f->field, LARGE, first + 2);
  guint most;
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, FALSE);
  run_start (&run, f->field, &watch);
  g_assert_true (run_join (&run));
  g_assert_cmpuint (run.result.sent, ==, 3);
  g_assert_cmpuint (run.result.bytes_sent, ==, 3 * LARGE);
  g_assert_cmpuint (watch.ended->len, ==, 3);
  position (watch.ended, one);
  position (watch.ended, two);
  position (watch.ended, three);
  most = watch.most;
  run_clear (&run);
  watch_clear (&watch);

  return most;
}

/* Two connections, one for each of the first two; never two for one file. The second may be late on a machine that left its thread alone: then again. */
static void
test_two (TransferFixture *f, gconstpointer data)
{
  guint most = 0;

  for (guint8 i = 0; i < 5 && most < PANTAU_TRANSFER_WIDTH; i++)
    {
      most = send_three (f, (guint8) (3 * i + 1));
      g_assert_cmpuint (most, <=, PANTAU_TRANSFER_WIDTH);
    }
  g_assert_cmpuint (most, ==, PANTAU_TRANSFER_WIDTH);
}

/* --- Rules --- */

/* Stops at once, keeps what the province has, and goes on from there. */
static void
test_pause (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1);
  PantauSyncResult paused, resumed;
  guint64 before;
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  before = proxy_get_bytes (f->line, TRUE);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);
  g_assert_true (pantau_files_rule_set_paused (f->field, TRUE, NULL));
  pantau_transfer_poke (run.transfer, TRUE);
  watch_go_on (&watch);
  g_assert_true (run_join (&run));
  g_assert_true (run.result.is_paused);
  g_assert_cmpuint (run.result.sent, ==, 0);
  g_assert_false (tus_stored (f->trip, video));

  /* Lines go all the same. */
  paused = transfer_sync (f->field);
  g_assert_true (paused.files_paused);
  g_assert_cmpint (paused.files_waiting, ==, 1);

  g_assert_true (pantau_files_rule_set_paused (f->field, FALSE, NULL));
  resumed = transfer_sync (f->field);
  g_assert_cmpuint (resumed.files_sent, ==, 1);
  g_assert_true (tus_stored (f->trip, video));
  /* What it had was not sent again, but for a piece that was on its way. */
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE) - before, <, LARGE + LARGE / 2);
  run_clear (&run);
  watch_clear (&watch);
}

/* On a line that costs by the byte the large ones wait, and the sync says so. */
static void
test_wifi (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1),
                  *photo = transfer_add (f->field, 30 * 1000, 2);
  PantauSyncResult held, sent;

  g_assert_true (pantau_files_rule_set_limit (f->field, 1000 * 1000, NULL));
  g_setenv ("PANTAU_LINE", "metered", TRUE);
  held = transfer_sync (f->field);
  g_assert_cmpuint (held.files_sent, ==, 1);
  g_assert_cmpuint (held.files_wifi, ==, 1);
  g_assert_cmpint (held.files_wifi_bytes, ==, LARGE);
  g_assert_true (tus_stored (f->trip, photo));
  g_assert_false (tus_stored (f->trip, video));

  g_setenv ("PANTAU_LINE", "free", TRUE);
  sent = transfer_sync (f->field);
  g_assert_cmpuint (sent.files_wifi, ==, 0);
  g_assert_true (tus_stored (f->trip, video));
  g_unsetenv ("PANTAU_LINE");
}

/* --- What happens meanwhile --- */

/* What is erased by law in the middle of its sending goes no further. */
static void
test_erased (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1),
                  *photo = transfer_add (f->field, 30 * 1000, 2);
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);
  g_assert_true (pantau_db_run (pantau_home_get_db (f->field), NULL,
                                "DELETE FROM upload WHERE hash = ?1", "s", video));
  watch_go_on (&watch);
  g_assert_true (run_join (&run));
  g_assert_cmpuint (run.result.sent, ==, 1);
  g_assert_true (tus_stored (f->trip, photo));
  g_assert_false (tus_stored (f->trip, video));
  run_clear (&run);
  watch_clear (&watch);
}

/* A full disk here, in the middle: the run ends with its error, and the next one has lost nothing. */
static void
test_full (TransferFixture *f, gconstpointer data)
{
  PantauDb *db = pantau_home_get_db (f->field);
  g_autofree char *video = transfer_add (f->field, LARGE, 1);
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);
  g_assert_true (pantau_db_script (db,
                                   "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.upload BEGIN "
                                   "SELECT raise (FAIL, 'full'); END",
                                   NULL));
  watch_go_on (&watch);
  g_assert_false (run_join (&run));
  g_assert_nonnull (run.error);
  g_assert_true (pantau_db_script (db, "DROP TRIGGER full", NULL));
  run_clear (&run);
  watch_clear (&watch);

  g_assert_cmpuint (transfer_sync (f->field).files_sent, ==, 1);
  g_assert_true (tus_stored (f->trip, video));
}

/* Ends at once where somebody says so, in the middle of whatever. */
static void
test_cancelled (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1);
  Watch watch;
  Run run;

  sync_lines (f->field, NULL);
  watch_init (&watch, TRUE);
  run_start (&run, f->field, &watch);
  watch_wait (&watch);
  g_cancellable_cancel (run.cancellable);
  watch_go_on (&watch);
  g_assert_false (run_join (&run));
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (tus_stored (f->trip, video));
  run_clear (&run);
  watch_clear (&watch);

  g_assert_cmpuint (transfer_sync (f->field).files_sent, ==, 1);
}

/* Several files over both connections, through a line that breaks again and again. */
static void
test_cut (TransferFixture *f, gconstpointer data)
{
  const guint n = 8;
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  gboolean ok = FALSE;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (hashes, transfer_add (f->field, 200 * 1000 + i, (guint8) i));
  sync_lines (f->field, NULL);
  proxy_cut_some (f->line, 24, 100 * 1000, TRUE);
  for (guint i = 0; i < 100 && !ok; i++)
    {
      g_autoptr (GError) error = NULL;
      PantauSyncResult result;

      ok = pantau_sync_run (f->field, NULL, &result, NULL, &error);
      if (!ok)
        g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
    }
  g_assert_true (ok);
  for (guint i = 0; i < n; i++)
    g_assert_true (tus_stored (f->trip, g_ptr_array_index (hashes, i)));
}

/* Killed while it sends, again and again: what arrived is not sent a second time. */
static void
test_crashed (TransferFixture *f, gconstpointer data)
{
  const gsize size = 3 * LARGE;
  g_autofree char *video = transfer_add (f->field, size, 1);
  guint64 start = proxy_get_bytes (f->line, TRUE);
  g_autoptr (Ran) last = NULL;

  g_clear_pointer (&f->field, pantau_home_close);
  for (guint i = 1; i <= 4; i++)
    {
      g_autoptr (GSubprocess) sync = ctl_start (f->trip, "field", "sync", NULL);

      while (proxy_get_bytes (f->line, TRUE) - start < i * size / 5 &&
             g_subprocess_get_identifier (sync) != NULL)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
      g_subprocess_force_exit (sync);
      g_subprocess_wait (sync, NULL, NULL);
    }
  last = ctl (f->trip, "field", "sync", NULL);
  g_assert_cmpint (last->status, ==, 0);
  g_assert_true (tus_stored (f->trip, video));
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE) - start, <, 2 * size);
}

/* --- Fetching --- */

typedef struct
{
  GCancellable *cancellable;
  goffset first; /* that was told; -1: nothing yet */
  goffset most;
  goffset stop; /* cancels from there on; 0: never */
} Fetching;

static void
fetched_cb (goffset done, gpointer data)
{
  Fetching *self = data;

  g_assert_cmpint (done, >=, self->most);
  self->most = done;
  if (self->first < 0)
    self->first = done;
  if (self->stop > 0 && done >= self->stop)
    g_cancellable_cancel (self->cancellable);
}

/* Tells how far it is, ends where somebody says so, and goes on from there. */
static void
test_fetch (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *video = transfer_add (f->field, LARGE, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fetching first = { .cancellable = cancellable, .first = -1, .stop = LARGE / 4 },
           second = { .first = -1 };
  g_autoptr (GError) cancelled = NULL, error = NULL;

  transfer_sync (f->field);
  transfer_sync (desk);
  g_assert_false (
      pantau_sync_fetch_blob_telling (desk, video, fetched_cb, &first, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (first.most, <, LARGE);
  g_assert_false (pantau_blobs_has (pantau_home_get_blobs (desk), video));

  pantau_sync_fetch_blob_telling (desk, video, fetched_cb, &second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first.first, ==, 0);
  g_assert_cmpint (second.first, >=, LARGE / 4);
  g_assert_cmpint (second.most, ==, LARGE);
  g_assert_true (pantau_blobs_check (pantau_home_get_blobs (desk), video, NULL, NULL));
}

/* Two files that are fetched at once: the first stands in the middle until the second was given up. */
typedef struct
{
  PantauHome *desk;
  const char *hash;
  GMutex lock;
  GCond changed;
  gboolean stands, may_go;
} Two;

static void
stand_cb (goffset done, gpointer data)
{
  Two *self = data;

  g_mutex_lock (&self->lock);
  self->stands = TRUE;
  g_cond_broadcast (&self->changed);
  while (!self->may_go)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gpointer
fetch_first (gpointer data)
{
  Two *self = data;
  g_autoptr (GError) error = NULL;

  pantau_sync_fetch_blob_telling (self->desk, self->hash, stand_cb, self, NULL, &error);
  g_assert_no_error (error);

  return NULL;
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000); /* so that it waits already, mostly; either way it must end */
  g_cancellable_cancel (data);

  return NULL;
}

/* Whoever waits behind another's file may give up at any time. */
static void
test_fetch_behind (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autofree char *first = transfer_add (f->field, 1000, 1),
                  *second = transfer_add (f->field, 1000, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Two two = { .desk = desk, .hash = first };
  g_autoptr (GError) cancelled = NULL, error = NULL;
  GThread *thread, *canceller;

  g_mutex_init (&two.lock);
  g_cond_init (&two.changed);
  transfer_sync (f->field);
  transfer_sync (desk);
  thread = g_thread_new ("first", fetch_first, &two);
  g_mutex_lock (&two.lock);
  while (!two.stands)
    g_cond_wait (&two.changed, &two.lock);
  g_mutex_unlock (&two.lock);

  canceller = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (pantau_sync_fetch_blob (desk, second, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (canceller);

  g_mutex_lock (&two.lock);
  two.may_go = TRUE;
  g_cond_broadcast (&two.changed);
  g_mutex_unlock (&two.lock);
  g_thread_join (thread);
  g_assert_true (pantau_blobs_has (pantau_home_get_blobs (desk), first));
  pantau_sync_fetch_blob (desk, second, NULL, &error);
  g_assert_no_error (error);
  g_cond_clear (&two.changed);
  g_mutex_clear (&two.lock);
}

/* --- pantauctl --- */

static void
test_ctl (TransferFixture *f, gconstpointer data)
{
  g_autofree char *video = transfer_add (f->field, LARGE, 1), *list = NULL, *rest = NULL;
  g_autoptr (Ran) lines = NULL, paused = NULL, wrong = NULL, sent = NULL;
  g_autoptr (JsonObject) file = NULL;

  g_clear_pointer (&f->field, pantau_home_close);
  lines = ctl (f->trip, "field", "--lang", "en", "sync", "--no-files", NULL);
  g_assert_cmpint (lines->status, ==, 0);
  g_assert_false (tus_stored (f->trip, video));

  list = ctl_ok (f->trip, "field", "files", "--json", NULL);
  file = pantau_json_parse_known (list, NULL);
  g_assert_nonnull (file);
  g_assert_cmpstr (pantau_json_string (file, "hash"), ==, video);
  g_assert_cmpstr (pantau_json_string (file, "state"), ==, "waiting");
  g_assert_cmpint (pantau_json_integer (file, "size", 0), ==, LARGE);

  ctl_do (f->trip, "field", "files", "pause", NULL);
  paused = ctl (f->trip, "field", "--lang", "en", "sync", NULL);
  g_assert_cmpint (paused->status, ==, 0);
  g_assert_nonnull (strstr (paused->out, "files are paused"));
  g_assert_false (tus_stored (f->trip, video));

  wrong = ctl (f->trip, "field", "files", "metered", "banyak", NULL);
  g_assert_cmpint (wrong->status, ==, 1);

  ctl_do (f->trip, "field", "files", "resume", NULL);
  sent = ctl (f->trip, "field", "sync", NULL);
  g_assert_cmpint (sent->status, ==, 0);
  g_assert_true (tus_stored (f->trip, video));
  rest = ctl_ok (f->trip, "field", "files", "--json", NULL);
  g_assert_cmpstr (rest, ==, "");
}

#define ADD(path, function)                                                                        \
  g_test_add (path, TransferFixture, NULL, transfer_set_up, function, transfer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/transfer-turns/lines", test_lines);
  ADD ("/transfer-turns/small-first", test_small_first);
  ADD ("/transfer-turns/hold", test_hold);
  ADD ("/transfer-turns/two", test_two);
  ADD ("/transfer-turns/pause", test_pause);
  ADD ("/transfer-turns/wifi", test_wifi);
  ADD ("/transfer-turns/erased", test_erased);
  ADD ("/transfer-turns/full", test_full);
  ADD ("/transfer-turns/cancelled", test_cancelled);
  ADD ("/transfer-turns/early-again", test_early_again);
  ADD ("/transfer-turns/far", test_far);
  ADD ("/transfer-turns/far-and-kept", test_far_and_kept);
  ADD ("/transfer-turns/session-again", test_session_again);
  ADD ("/transfer-turns/cut", test_cut);
  ADD ("/transfer-turns/crashed", test_crashed);
  ADD ("/transfer-turns/fetch", test_fetch);
  ADD ("/transfer-turns/fetch-behind", test_fetch_behind);
  ADD ("/transfer-turns/ctl", test_ctl);

  return g_test_run ();
}
