/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the core share: directories that go away, entries made in a line, programs that
 * are run.
 */

#include "config.h"

#include "test-util.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "pantau-json.h"

char *
test_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("pantau-test-XXXXXX", &error);

  g_assert_no_error (error);

  return dir;
}

/* Recursion is as deep as the directories that the test itself has made. */
static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }

  if (g_remove (path) != 0)
    g_error ("cannot remove %s: %s", path, g_strerror (errno));
}

void
test_dir_remove (char *dir)
{
  remove_tree (dir);
  g_free (dir);
}

PantauKeypair *
test_key_new (guint8 number)
{
  guint8 seed[PANTAU_SEED_SIZE];

  memset (seed, number, sizeof seed);

  return pantau_keypair_new_from_seed (seed);
}

PantauEntry *
test_entry_new (
    PantauKeypair *key, const char *type, gint64 seq, const char *prev, const char *json)
{
  return test_entry_new_full (key, type, seq, prev, NULL, NULL, TRUE, NULL, NULL, json);
}

PantauEntry *
test_entry_new_full (PantauKeypair *key,
                     const char *type,
                     gint64 seq,
                     const char *prev,
                     const char *record,
                     const char *kind,
                     gboolean is_open,
                     const char *region,
                     const char *const *base,
                     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = json != NULL ? pantau_json_parse_known (json, &error) : NULL;
  PantauDraft draft = { .record = record != NULL ? record : TEST_RECORD,
                        .kind = kind != NULL ? kind : "risk",
                        .is_open = is_open,
                        .region = region != NULL ? region : "16.13.03",
                        .type = type,
                        .time = "2024-02-13T06:15:00+07:00",
                        .base = base,
                        .body = body };
  PantauEntry *entry;

  g_assert_no_error (error);
  entry = pantau_entry_sign (key, &draft, seq, prev != NULL ? prev : "", &error);
  g_assert_no_error (error);

  return entry;
}

char *
test_entry_line (const PantauEntry *entry)
{
  GString *line = g_string_new (NULL);

  pantau_entry_append_line (entry, line);

  return g_string_free (line, FALSE);
}

int
test_run (const char *const *argv, char **out, char **err)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *out_text = NULL, *err_text = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out_text, &err_text,
                &status, &error);
  g_assert_no_error (error);

  if (out != NULL)
    *out = g_steal_pointer (&out_text);
  if (err != NULL)
    *err = g_steal_pointer (&err_text);

  return WIFSIGNALED (status) ? -WTERMSIG (status) : WEXITSTATUS (status);
}

GBytes *
test_file_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

void
test_file_write (const char *path, const void *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  /* GLib 2.74 does not cut a longer file short without this flag. */
  g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            &error);
  g_assert_no_error (error);
}

GRand *
test_rand_new (guint32 usual)
{
  const char *given = g_getenv ("PANTAU_TEST_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : usual;

  g_test_message ("PANTAU_TEST_SEED=%u", seed);

  return g_rand_new_with_seed (seed);
}

guint
test_rounds (guint usual)
{
  const char *times = g_getenv ("PANTAU_TEST_TIMES");

  if (g_getenv ("PANTAU_TEST_LONG") == NULL)
    return usual;

  return usual * (times != NULL ? MAX ((guint) g_ascii_strtoull (times, NULL, 10), 1) : 20);
}

gint64
test_time_computed (void)
{
  struct timespec used;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used), ==, 0);

  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

gint64
test_time_passed (void)
{
  g_autofree char *told = NULL;
  char *second = NULL;
  gint64 in_line = 0;

  /*
   * Time on a processor, time in line for one, both in ns, and turns (proc(5) of the kernel's own
   * documents).
   */
  if (g_file_get_contents ("/proc/thread-self/schedstat", &told, NULL, NULL))
    {
      g_ascii_strtoull (told, &second, 10);
      in_line = (gint64) g_ascii_strtoull (second, NULL, 10) / 1000;
    }

  return g_get_monotonic_time () - in_line;
}

static gint64 awake; /* atomic */

static gpointer
stay_awake (gpointer data)
{
  gint64 last = g_get_monotonic_time ();

  for (;;)
    {
      gint64 now;

      g_usleep (10 * 1000);
      now = g_get_monotonic_time ();
      __atomic_add_fetch (&awake, MIN (now - last, 50 * 1000), __ATOMIC_SEQ_CST);
      last = now;
    }

  return NULL;
}

gint64
test_time_awake (void)
{
  static gsize has_begun;

  if (g_once_init_enter (&has_begun))
    {
      g_thread_unref (g_thread_new ("awake", stay_awake, NULL));
      g_once_init_leave (&has_begun, 1);
    }

  return __atomic_load_n (&awake, __ATOMIC_SEQ_CST);
}

void
test_assert_error (const GError *error, PantauError code)
{
  g_assert_error (error, PANTAU_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_false (g_str_has_suffix (error->message, "."));
}
