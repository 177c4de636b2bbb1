/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery key's file: nobody else opens it, and what is wrong with it is said. */

#include "config.h"

#include "pantau-recovery.h"

#include <glib/gstdio.h>
#include <string.h>

#include "seal-fixture.h"
#include "test-util.h"

#define PASSPHRASE "lima kata yang tidak berhubungan"

static char *
save (const char *dir, PantauRecovery *recovery, const char *passphrase)
{
  char *path = g_build_filename (dir, "recovery", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_recovery_save (recovery, path, passphrase, &error));
  g_assert_no_error (error);

  return path;
}

static void
check_same (PantauRecovery *read, PantauRecovery *saved)
{
  g_autofree char *a = pantau_recovery_fingerprint (pantau_recovery_get_public (read)),
                  *b = pantau_recovery_fingerprint (pantau_recovery_get_public (saved));

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (pantau_keypair_get_name (pantau_recovery_get_sign_key (read)), ==,
                   pantau_keypair_get_name (pantau_recovery_get_sign_key (saved)));
  g_assert_cmpstr (pantau_box_key_get_name (pantau_recovery_get_seal_key (read)), ==,
                   pantau_box_key_get_name (pantau_recovery_get_seal_key (saved)));
}

static void
test_passphrase (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new (), read = NULL;
  g_autofree char *path = save (dir, saved, PASSPHRASE);
  g_autoptr (GError) error = NULL;

  read = pantau_recovery_load (path, PASSPHRASE, &error);
  g_assert_no_error (error);
  check_same (read, saved);
}

static void
test_wrong_passphrase (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new ();
  g_autofree char *path = save (dir, saved, PASSPHRASE);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_recovery_load (path, PASSPHRASE " ", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (pantau_recovery_load (path, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
}

/* Whoever finds the file finds no secret in it. */
static void
test_nothing_bare (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = seal_recovery (7);
  g_autofree char *path = save (dir, saved, PASSPHRASE), *text = NULL, *base64 = NULL;
  guint8 secret[PANTAU_KDF_KEY_SIZE];

  memset (secret, 7, sizeof secret);
  base64 = g_base64_encode (secret, sizeof secret);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, base64));
  g_assert_null (strstr (text, "\"secret\""));
}

static void
test_bare (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new (), read = NULL;
  g_autofree char *path = save (dir, saved, NULL);
  g_autoptr (GError) error = NULL;
  PantauRecoveryPublic public;
  gboolean has_passphrase = TRUE;

  g_assert_true (pantau_recovery_look (path, &public, &has_passphrase, &error));
  g_assert_no_error (error);
  g_assert_false (has_passphrase);
  read = pantau_recovery_load (path, NULL, &error);
  g_assert_no_error (error);
  check_same (read, saved);
}

static void
test_public_half (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new ();
  g_autofree char *path = save (dir, saved, PASSPHRASE);
  g_autoptr (GError) error = NULL;
  PantauRecoveryPublic public;
  gboolean has_passphrase = FALSE;

  g_assert_true (pantau_recovery_look (path, &public, &has_passphrase, &error));
  g_assert_no_error (error);
  g_assert_true (has_passphrase);
  g_assert_cmpstr (public.sign, ==, pantau_recovery_get_public (saved)->sign);
  g_assert_cmpstr (public.seal, ==, pantau_recovery_get_public (saved)->seal);
}

/* A damaged file is not taken for a mistyped passphrase: somebody would try for hours. */
static void
test_damaged (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new ();
  g_autofree char *path = save (dir, saved, NULL), *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  for (gsize i = 0; i < length - 1; i++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autoptr (PantauRecovery) read = NULL;
      g_autoptr (GError) error = NULL;

      changed[i] = changed[i] == 'x' ? 'y' : 'x';
      test_file_write (path, changed, length);
      read = pantau_recovery_load (path, NULL, &error);
      g_assert_null (read);
      g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED) ||
                     g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NEWER));
    }
}

static void
test_cut_short (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new ();
  g_autofree char *path = save (dir, saved, NULL), *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize i = 0; i < length - 1; i++)
    {
      g_autoptr (GError) error = NULL;

      test_file_write (path, text, i);
      g_assert_null (pantau_recovery_load (path, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_for_owner_alone (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new ();
  g_autofree char *path = save (dir, saved, NULL);
  GStatBuf about;

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_never_over_another (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauRecovery) saved = pantau_recovery_new (), other = pantau_recovery_new (),
                             read = NULL;
  g_autofree char *path = save (dir, saved, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_recovery_save (other, path, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT);
  read = pantau_recovery_load (path, NULL, NULL);
  check_same (read, saved);
}

/* What a recovery key of today signs with and opens with, for ever. */
static void
test_frozen (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autofree char *fingerprint =
      pantau_recovery_fingerprint (pantau_recovery_get_public (recovery));

  g_assert_cmpstr (pantau_recovery_get_public (recovery)->sign, ==,
                   "JO8TpRqcLVGRFgJ5e7iZ-Tf1t6AldwVfkfPOY4L3nKo");
  g_assert_cmpstr (pantau_recovery_get_public (recovery)->seal, ==,
                   "N27eLFDT3Q-1I6bhgw9cO_AF5v_qhjcQuC9EcCmKblU");
  g_assert_cmpstr (fingerprint, ==, "50ZQ-AEDW-BAG6-1DGW-BGB6-4TY1-JHPS");
}

/* Small letters, blanks and all. */
static void
test_fingerprint_as_typed (void)
{
  g_autoptr (PantauRecovery) recovery = pantau_recovery_new ();
  g_autofree char *letters = pantau_recovery_fingerprint (pantau_recovery_get_public (recovery)),
                  *small = g_ascii_strdown (letters, -1), *read = NULL;
  g_autoptr (GError) error = NULL;

  g_strdelimit (small, "-", ' ');
  read = pantau_fingerprint_read (small, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, letters);

  small[0] = small[0] == '3' ? '4' : '3';
  g_assert_null (pantau_fingerprint_read (small, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recovery/passphrase", test_passphrase);
  g_test_add_func ("/recovery/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/recovery/nothing-bare", test_nothing_bare);
  g_test_add_func ("/recovery/bare", test_bare);
  g_test_add_func ("/recovery/public-half", test_public_half);
  g_test_add_func ("/recovery/damaged", test_damaged);
  g_test_add_func ("/recovery/cut-short", test_cut_short);
  g_test_add_func ("/recovery/for-owner-alone", test_for_owner_alone);
  g_test_add_func ("/recovery/never-over-another", test_never_over_another);
  g_test_add_func ("/recovery/frozen", test_frozen);
  g_test_add_func ("/recovery/fingerprint-as-typed", test_fingerprint_as_typed);

  return g_test_run ();
}
