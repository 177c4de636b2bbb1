/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation as a file. */

#include "config.h"

#include "pantau-invitation.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-invite.h"
#include "test-util.h"

static char *
new_code (void)
{
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];

  pantau_invite_new_code (bytes);

  return pantau_invite_format (bytes);
}

static char *
write_file (const char *dir, const char *text)
{
  char *path = g_build_filename (dir, "x.pantau-undangan", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static void
test_round_trip (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *code = new_code (), *path = g_build_filename (dir, "siti.pantau-undangan", NULL);
  PantauInvitation given = { "https://pantau.example.id", code, "Siti “Ti” Aminah", TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauInvitation) read = NULL;

  g_assert_true (pantau_invitation_save (&given, path, &error));
  read = pantau_invitation_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->server, ==, given.server);
  g_assert_cmpstr (read->code, ==, code);
  g_assert_cmpstr (read->name, ==, given.name);
  g_assert_true (read->practice);
}

/* With it the home knows whose officers it may believe, before it has heard of any. */
static void
test_recovery (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *code = new_code (), *letters = new_code (), *small = NULL,
                  *path = g_build_filename (dir, "siti.pantau-undangan", NULL), *typed = NULL,
                  *text = NULL;
  PantauInvitation given = { "https://pantau.example.id", code, NULL, FALSE, letters };
  g_autoptr (PantauInvitation) read = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_invitation_save (&given, path, &error));
  read = pantau_invitation_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->recovery, ==, letters);

  /* As somebody wrote it by hand. */
  small = g_ascii_strdown (letters, -1);
  text = g_strdup_printf ("{\"server\":\"https://x.id\",\"code\":\"%s\",\"recovery\":\"%s\"}", code,
                          small);
  typed = write_file (dir, text);
  other = pantau_invitation_load (typed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->recovery, ==, letters);
}

/* Else it would be believed that nobody has said anything. */
static void
test_mistyped_recovery (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *code = new_code (), *letters = new_code (), *text = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;

  letters[0] = letters[0] == '1' ? '2' : '1';
  text = g_strdup_printf ("{\"server\":\"https://x.id\",\"code\":\"%s\",\"recovery\":\"%s\"}", code,
                          letters);
  path = write_file (dir, text);
  g_assert_null (pantau_invitation_load (path, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, path));
}

/* Whoever reads it can enrol in that person's place. */
static void
test_for_owner_alone (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *code = new_code (), *path = g_build_filename (dir, "x", NULL);
  PantauInvitation given = { "https://pantau.example.id", code, NULL, FALSE };
  GStatBuf about;

  g_assert_true (pantau_invitation_save (&given, path, NULL));
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_never_over_another (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *code = new_code (), *path = write_file (dir, "precious"), *text = NULL;
  PantauInvitation given = { "https://pantau.example.id", code, NULL, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_invitation_save (&given, path, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

static void
assert_refused (const char *text, PantauError code)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = write_file (dir, text);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_invitation_load (path, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

static void
test_no_invitation (void)
{
  g_autofree char *long_one = g_strnfill (5000, ' ');

  assert_refused ("", PANTAU_ERROR_MALFORMED);
  assert_refused ("PK\003\004", PANTAU_ERROR_MALFORMED);
  assert_refused ("[]", PANTAU_ERROR_MALFORMED);
  assert_refused ("{\"server\":\"https://a.id\"}", PANTAU_ERROR_MALFORMED);
  assert_refused ("{\"server\":7,\"code\":\"x\"}", PANTAU_ERROR_MALFORMED);
  assert_refused (long_one, PANTAU_ERROR_MALFORMED);
}

static void
test_damaged_code (void)
{
  assert_refused ("{\"server\":\"https://a.id\",\"code\":\"0000-0000\"}", PANTAU_ERROR_INVALID);
}

static void
test_missing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "none", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_invitation_load (path, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

/* While a code is typed: a wrong letter is told at once, a missing one is only counted. */
static void
test_looked_at_while_typed (void)
{
  g_autofree char *code = new_code ();
  g_autofree char *more = g_strconcat (code, "0", NULL);
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (pantau_invite_look ("", &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (pantau_invite_look ("01 23-4o", &n, &error));
  g_assert_cmpuint (n, ==, 6);
  g_assert_true (pantau_invite_look (code, &n, &error));
  g_assert_cmpuint (n, ==, PANTAU_INVITE_LETTERS);
  g_assert_no_error (error);

  g_assert_false (pantau_invite_look ("012U", &n, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pantau_invite_look (more, &n, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invitation/round-trip", test_round_trip);
  g_test_add_func ("/invitation/for-owner-alone", test_for_owner_alone);
  g_test_add_func ("/invitation/never-over-another", test_never_over_another);
  g_test_add_func ("/invitation/no-invitation", test_no_invitation);
  g_test_add_func ("/invitation/damaged-code", test_damaged_code);
  g_test_add_func ("/invitation/missing", test_missing);
  g_test_add_func ("/invitation/looked-at-while-typed", test_looked_at_while_typed);

  g_test_add_func ("/invitation/recovery", test_recovery);
  g_test_add_func ("/invitation/mistyped-recovery", test_mistyped_recovery);

  return g_test_run ();
}
