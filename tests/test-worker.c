/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauWorker: one thread, in order, nothing lost when it ends. */

#include "config.h"

#include "pantau-worker.h"

typedef struct
{
  GString *order; /* of the thread while it runs */
  GMutex gate;    /* holds the thread up while tasks are queued */
  GThread *seen;
  guint answers;
} Log;

static void
log_clear (Log *self)
{
  g_string_free (self->order, TRUE);
  g_mutex_clear (&self->gate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

static void
log_init (Log *self)
{
  *self = (Log){ .order = g_string_new (NULL) };
  g_mutex_init (&self->gate);
}

static Log *current;

static void
answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  current->answers++;
}

static void
append (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_assert_true (current->seen == NULL || current->seen == g_thread_self ());
  current->seen = g_thread_self ();
  g_string_append (current->order, data);
  g_task_return_boolean (task, TRUE);
}

static void
wait_at_gate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_mutex_lock (&current->gate);
  g_mutex_unlock (&current->gate);
  g_task_return_boolean (task, TRUE);
}

static void
push (PantauWorker *worker,
      const char *text,
      int priority,
      GCancellable *cancellable,
      gboolean minds_cancelling,
      GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, answered, NULL);

  g_task_set_priority (task, priority);
  g_task_set_check_cancellable (task, minds_cancelling);
  g_task_set_task_data (task, g_strdup (text), g_free);
  pantau_worker_push (worker, task, func);
}

static void
wait_for_answers (guint n)
{
  while (current->answers < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (current->answers, ==, n);
}

static void
test_order (void)
{
  g_auto (Log) log = { 0 };
  g_autoptr (PantauWorker) worker = pantau_worker_new ("test");

  log_init (&log);
  current = &log;
  for (char c = 'a'; c <= 'z'; c++)
    push (worker, (char[]){ c, '\0' }, G_PRIORITY_DEFAULT, NULL, TRUE, append);
  wait_for_answers (26);

  g_assert_cmpstr (log.order->str, ==, "abcdefghijklmnopqrstuvwxyz");
  g_assert_true (log.seen != g_thread_self ());
}

static void
test_priority (void)
{
  g_auto (Log) log = { 0 };
  g_autoptr (PantauWorker) worker = pantau_worker_new ("test");

  log_init (&log);
  current = &log;
  g_mutex_lock (&log.gate);
  push (worker, "", G_MININT, NULL, TRUE, wait_at_gate);
  push (worker, "3", G_PRIORITY_LOW, NULL, TRUE, append);
  push (worker, "1", G_PRIORITY_HIGH, NULL, TRUE, append);
  push (worker, "2", G_PRIORITY_DEFAULT, NULL, TRUE, append);
  push (worker, "2", G_PRIORITY_DEFAULT, NULL, TRUE, append);
  push (worker, "1", G_PRIORITY_HIGH, NULL, TRUE, append);
  g_mutex_unlock (&log.gate);
  wait_for_answers (6);

  g_assert_cmpstr (log.order->str, ==, "11223");
}

static void
test_cancelled (void)
{
  g_auto (Log) log = { 0 };
  g_autoptr (PantauWorker) worker = pantau_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  log_init (&log);
  current = &log;
  g_mutex_lock (&log.gate);
  push (worker, "", G_PRIORITY_DEFAULT, NULL, TRUE, wait_at_gate);
  push (worker, "never", G_PRIORITY_DEFAULT, cancellable, TRUE, append);
  push (worker, "always", G_PRIORITY_DEFAULT, cancellable, FALSE, append);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&log.gate);
  wait_for_answers (3);

  g_assert_cmpstr (log.order->str, ==, "always");
}

static void
test_ends_after_all (void)
{
  g_auto (Log) log = { 0 };
  PantauWorker *worker = pantau_worker_new ("test");

  log_init (&log);
  current = &log;
  g_mutex_lock (&log.gate);
  push (worker, "", G_PRIORITY_DEFAULT, NULL, TRUE, wait_at_gate);
  for (guint i = 0; i < 100; i++)
    push (worker, "x", G_PRIORITY_LOW, NULL, TRUE, append);
  g_mutex_unlock (&log.gate);
  pantau_worker_free (worker);

  g_assert_cmpuint (log.order->len, ==, 100);
  wait_for_answers (101);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/priority", test_priority);
  g_test_add_func ("/worker/cancelled", test_cancelled);
  g_test_add_func ("/worker/ends-after-all", test_ends_after_all);

  return g_test_run ();
}
