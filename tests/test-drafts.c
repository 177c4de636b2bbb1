/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unfinished records: what was kept is there after the program was killed, and is nobody else's business. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "home-fixture.h"
#include "pantau-drafts.h"
#include "pantau-reader.h"
#include "test-util.h"

static void
save (PantauHome *home, const char *id, const char *record, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;

  pantau_drafts_save (home, id, "risk", record, title, text, &error);
  g_assert_no_error (error);
}

static PantauUnfinished *
load (PantauHome *home, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauUnfinished *found = pantau_drafts_load (home, id, &error);

  g_assert_no_error (error);

  return found;
}

static guint
count (PantauDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pantau_drafts_list (db, &error);

  g_assert_no_error (error);

  return list->len;
}

static void
test_round (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (PantauUnfinished) first = NULL, second = NULL;
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;

  save (home, "d-1", NULL, "Banjir “besar”; DROP TABLE draft", "{\"a\":1}");
  first = load (home, "d-1");
  g_assert_cmpstr (first->id, ==, "d-1");
  g_assert_cmpstr (first->kind, ==, "risk");
  g_assert_null (first->record);
  g_assert_cmpstr (first->title, ==, "Banjir “besar”; DROP TABLE draft");
  g_assert_cmpstr (first->text, ==, "{\"a\":1}");
  g_assert_cmpint (first->saved, >=, before);

  save (home, "d-1", TEST_RECORD, "", "{}");
  second = load (home, "d-1");
  g_assert_cmpstr (second->record, ==, TEST_RECORD);
  g_assert_cmpstr (second->title, ==, "");
  g_assert_cmpstr (second->text, ==, "{}");
  g_assert_cmpuint (count (pantau_home_get_db (home)), ==, 1);
}

static void
test_list (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (PantauReader) reader = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  save (home, "a", NULL, "lama", "{}");
  save (home, "b", NULL, "baru", "{}");
  pantau_db_run (pantau_home_get_db (home), &error, "UPDATE draft SET saved = 5 WHERE id = 'a'",
                 "");
  g_assert_no_error (error);

  reader = pantau_reader_new (home, &error);
  g_assert_no_error (error);
  list = pantau_drafts_list (pantau_reader_get_db (reader), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((PantauUnfinished *) list->pdata[0])->id, ==, "b");
  g_assert_cmpstr (((PantauUnfinished *) list->pdata[1])->id, ==, "a");
}

static void
test_remove (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL, gone = NULL;

  save (home, "a", NULL, "", "{}");
  save (home, "b", NULL, "", "{}");
  g_assert_true (pantau_drafts_remove (home, "a", &error));
  g_assert_true (pantau_drafts_remove (home, "a", &error));
  g_assert_no_error (error);
  g_assert_null (pantau_drafts_load (home, "a", &gone));
  test_assert_error (gone, PANTAU_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (pantau_home_get_db (home)), ==, 1);
}

/* A draft is no line of the ledger: nothing of it is waiting to be sent. */
static void
test_local (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL;
  gint64 unsent = -1;

  save (home, "a", NULL, "", "{}");
  g_assert_cmpint (home_count (home), ==, 0);
  pantau_db_integer (pantau_home_get_db (home), -1, &unsent, &error, "SELECT count(*) FROM unsent",
                     "");
  g_assert_no_error (error);
  g_assert_cmpint (unsent, ==, 0);
}

/* In another process: saves one draft again and again, and says the number of each that was kept. */
static void
save_for_ever (const Place *place, int fd)
{
  g_autoptr (PantauHome) home = place_open (place);

  for (guint32 i = 1;; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"n\":%u}", i);

      save (home, "d", NULL, "", text);
      if (write (fd, &i, sizeof i) != sizeof i)
        _exit (0);
    }
}

static void
test_kill (void)
{
  g_auto (Place) place = place_new ();

  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (PantauHome) home = NULL;
      g_autoptr (PantauUnfinished) draft = NULL;
      guint32 told = 0, number;
      int fds[2];
      pid_t child;

      g_assert_cmpint (pipe (fds), ==, 0);
      child = fork ();
      if (child == 0)
        {
          close (fds[0]);
          save_for_ever (&place, fds[1]);
        }
      close (fds[1]);
      for (guint i = 0; i <= round * 3; i++)
        g_assert_cmpint (read (fds[0], &told, sizeof told), ==, sizeof told);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      while (read (fds[0], &number, sizeof number) == sizeof number)
        told = number;
      close (fds[0]);

      home = place_open (&place);
      draft = load (home, "d");
      g_assert_true (g_str_has_prefix (draft->text, "{\"n\":"));
      g_assert_cmpuint (g_ascii_strtoull (draft->text + 5, NULL, 10), >=, told);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drafts/round", test_round);
  g_test_add_func ("/drafts/list", test_list);
  g_test_add_func ("/drafts/remove", test_remove);
  g_test_add_func ("/drafts/local", test_local);
  g_test_add_func ("/drafts/kill", test_kill);

  return g_test_run ();
}
