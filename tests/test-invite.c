/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of invitations: what people may write, what is noticed, and what both sides derive. */

#include "config.h"

#include "pantau-invite.h"

#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"

#define ROUNDS 200

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* 00 11 22 … ff, whose texts below were computed by another program (Python's integers and
 * hashlib). */
static const guint8 known_code[PANTAU_INVITE_CODE_SIZE] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55,
                                                            0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb,
                                                            0xcc, 0xdd, 0xee, 0xff };
static const char known_text[] = "0024-H36H-2NCS-VRH6-DAQF-6DVV-QZWM";
static const char known_id[] = "e2d8012ced7a1d30";
static const char known_key[] = "3f572e3139161cd733ec016329e6f26a0fdf9f2a4e9c5f9d2340dd902c9c8af4";
static const char known_join[] = "819ff8900de016c2116d13cebd76bdb1a304e519748c721bb2ca6b2f29101b00";
static const char known_grant[] =
    "468924755410c1f8a135b067dcc94f9fec2b197b6cdeb1e40779bce0f5edefbb";

static void
assert_refused (const char *text, const char *part)
{
  static const guint8 zeros[PANTAU_INVITE_CODE_SIZE];
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_invite_parse (text, code, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” gives “%s”, not “…%s…”", text, error->message, part);
  g_assert_cmpmem (code, sizeof code, zeros, sizeof zeros);
}

static void
assert_read (const char *text, const guint8 *expected)
{
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (GError) error = NULL;

  if (!pantau_invite_parse (text, code, &error))
    g_error ("“%s”: %s", text, error->message);
  g_assert_cmpmem (code, sizeof code, expected, PANTAU_INVITE_CODE_SIZE);
}

static void
test_known (void)
{
  g_autofree char *text = pantau_invite_format (known_code);

  g_assert_cmpstr (text, ==, known_text);
  assert_read (known_text, known_code);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      guint8 code[PANTAU_INVITE_CODE_SIZE];
      g_autofree char *text = NULL;

      pantau_invite_new_code (code);
      text = pantau_invite_format (code);
      g_assert_cmpuint (strlen (text), ==, 34);
      assert_read (text, code);
    }
}

static void
test_extremes (void)
{
  guint8 code[PANTAU_INVITE_CODE_SIZE];

  for (guint fill = 0; fill < 256; fill += 255)
    {
      g_autofree char *text = NULL;

      memset (code, (int) fill, sizeof code);
      text = pantau_invite_format (code);
      assert_read (text, code);
    }
}

/* The text as somebody may type, paste or be read it. */
static void
test_forgiving (void)
{
  g_autofree char *small = g_ascii_strdown (known_text, -1);
  g_auto (GStrv) groups = g_strsplit (known_text, "-", -1);
  const char *const separators[] = {
    "", " ", " - ", "\n", "\t", "--", "–", "−", "\u00a0", "\u200b"
  };

  assert_read (small, known_code);
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *text = g_strjoinv (separators[i], groups);
      g_autofree char *padded = g_strconcat ("  ", text, " \r\n", NULL);

      assert_read (text, known_code);
      assert_read (padded, known_code);
    }
}

static void
test_look_alikes (void)
{
  static const struct
  {
    char right;
    const char *written;
  } pairs[] = { { '0', "oO" }, { '1', "iIlL" } };
  guint8 code[PANTAU_INVITE_CODE_SIZE] = { 0x00, 0x84, 0x21, 0x00, 0x84, 0x21 };
  g_autofree char *text = pantau_invite_format (code);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_nonnull (strchr (text, pairs[i].right));
      for (const char *w = pairs[i].written; *w != '\0'; w++)
        {
          g_autofree char *other = g_strdup (text);

          g_strdelimit (other, (char[]){ pairs[i].right, '\0' }, *w);
          assert_read (other, code);
        }
    }
}

/* Every wrong letter at every place, not a sample. */
static void
test_mistyped (void)
{
  for (guint round = 0; round < 5; round++)
    {
      guint8 code[PANTAU_INVITE_CODE_SIZE];
      g_autofree char *text = NULL;

      pantau_invite_new_code (code);
      text = pantau_invite_format (code);
      for (char *p = text; *p != '\0'; p++)
        {
          const char right = *p;

          for (const char *wrong = alphabet; right != '-' && *wrong != '\0'; wrong++)
            if (*wrong != right)
              {
                *p = *wrong;
                assert_refused (text, "mistyped");
              }
          *p = right;
        }
    }
}

static void
test_swapped (void)
{
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  g_autofree char *text = NULL;

  pantau_invite_new_code (code);
  text = pantau_invite_format (code);
  for (gsize i = 0; text[i] != '\0'; i++)
    for (gsize j = i + 1; text[j] != '\0'; j++)
      {
        const char a = text[i], b = text[j];

        if (a == '-' || b == '-' || a == b)
          continue;
        text[i] = b;
        text[j] = a;
        assert_refused (text, "mistyped");
        text[i] = a;
        text[j] = b;
      }
}

static void
test_length (void)
{
  g_autofree char *text = g_strdup (known_text), *longer = g_strconcat (known_text, "7", NULL);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'A');

  for (gsize n = strlen (text); n > 0; n--)
    {
      text[n - 1] = '\0';
      assert_refused (text, "too short");
    }
  assert_refused (longer, "too long");
  assert_refused (huge, "too long");
}

static void
test_foreign_letters (void)
{
  static const char *const letters[] = { "U", "u", "*", "é", "А" /* Cyrillic */, "😀" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *text = g_strconcat (letters[i], known_text + 1, NULL);

      assert_refused (text, "never occurs");
    }
  assert_refused ("\x01"
                  "000",
                  "never occurs");
  assert_refused ("\xff\xfe", "UTF-8");
}

static void
test_derived (void)
{
  g_autoptr (PantauInvite) invite = pantau_invite_new (known_code);
  g_autofree char *key = pantau_hex (pantau_invite_get_key (invite), PANTAU_INVITE_KEY_SIZE);
  g_autofree char *join = pantau_invite_join_mac (invite, "DEVICE");
  g_autofree char *grant = pantau_invite_grant_mac (invite, "PROVINCE", "DEVICE");

  g_assert_cmpstr (pantau_invite_get_id (invite), ==, known_id);
  g_assert_cmpstr (key, ==, known_key);
  g_assert_cmpstr (join, ==, known_join);
  g_assert_cmpstr (grant, ==, known_grant);
}

/* What the province keeps gives the same MACs as the code. */
static void
test_loaded (void)
{
  g_autoptr (PantauInvite) invite = pantau_invite_new (known_code);
  g_autoptr (PantauInvite) loaded =
      pantau_invite_load (pantau_invite_get_id (invite), pantau_invite_get_key (invite));
  g_autofree char *a = pantau_invite_join_mac (invite, "DEVICE");
  g_autofree char *b = pantau_invite_join_mac (loaded, "DEVICE");

  g_assert_cmpstr (pantau_invite_get_id (loaded), ==, known_id);
  g_assert_cmpstr (a, ==, b);
  g_assert_null (pantau_invite_load ("xyz", pantau_invite_get_key (invite)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/invite/known", test_known);
  g_test_add_func ("/invite/round-trip", test_round_trip);
  g_test_add_func ("/invite/extremes", test_extremes);
  g_test_add_func ("/invite/forgiving", test_forgiving);
  g_test_add_func ("/invite/look-alikes", test_look_alikes);
  g_test_add_func ("/invite/mistyped", test_mistyped);
  g_test_add_func ("/invite/swapped", test_swapped);
  g_test_add_func ("/invite/length", test_length);
  g_test_add_func ("/invite/foreign-letters", test_foreign_letters);
  g_test_add_func ("/invite/derived", test_derived);
  g_test_add_func ("/invite/loaded", test_loaded);

  return g_test_run ();
}
