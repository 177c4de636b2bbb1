/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner against the parser, with documents made at random: what the first lets pass the
 * second takes, and what we write of it passes again. The seed is told and taken from
 * PANTAU_TEST_SEED.
 */

#include "config.h"

#include "pantau-json.h"

#include <string.h>

#include "scan-fixture.h"
#include "test-util.h"

static void
add_random_space (GRand *rand, GString *out)
{
  while (g_rand_int_range (rand, 0, 6) == 0)
    g_string_append_c (out, " \t\r\n"[g_rand_int_range (rand, 0, 4)]);
}

static void
add_random_text (GRand *rand, GString *out, const char *start)
{
  static const gunichar from[] = { 0x20,   0x7f,   0x80,   0x300,   0x5d0,   0xd7ff,  0xe000,
                                   0xfdd0, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff };
  guint n = (guint) g_rand_int_range (rand, 0, 12);

  g_string_append_printf (out, "\"%s", start);
  for (guint i = 0; i < n; i++)
    {
      gunichar c = g_rand_boolean (rand) ? (gunichar) g_rand_int_range (rand, 1, 0x80)
                                         : from[g_rand_int_range (rand, 0, G_N_ELEMENTS (from))];

      if (c >= 0x10000 && g_rand_boolean (rand))
        g_string_append_printf (out, "\\u%04x\\u%04X", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
      else if (c < 0x10000 && (c < 0x20 || c == '"' || c == '\\' || g_rand_boolean (rand)))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
      if (g_rand_int_range (rand, 0, 6) == 0)
        g_string_append_printf (out, "\\%c", "\"\\/bfnrt"[g_rand_int_range (rand, 0, 8)]);
    }
  g_string_append_c (out, '"');
}

static void
add_random_number (GRand *rand, GString *out)
{
  static const char *const forms[] = { "0",
                                       "-0",
                                       "0.0",
                                       "-0.0",
                                       "1e5",
                                       "1E5",
                                       "1e+05",
                                       "1e-05",
                                       "-1.25E-7",
                                       "9007199254740992",
                                       "0.1",
                                       "1e308",
                                       "1e-320",
                                       "0e0",
                                       "0.000001",
                                       "123456789012345678.5",
                                       "4.9406564584124654e-324" };

  if (g_rand_boolean (rand))
    g_string_append (out, forms[g_rand_int_range (rand, 0, G_N_ELEMENTS (forms))]);
  else
    g_string_append_printf (out, "%d", g_rand_int_range (rand, -1000000, 1000000));
}

/* Recursion of our own, @depth deep at most. */
static void
add_random_value (GRand *rand, GString *out, guint depth)
{
  guint n = (guint) g_rand_int_range (rand, 0, 5);
  guint shape = (guint) g_rand_int_range (rand, 0, depth > 0 ? 8 : 5);

  add_random_space (rand, out);
  switch (shape)
    {
    case 0:
      add_random_text (rand, out, "");
      break;
    case 1:
      add_random_number (rand, out);
      break;
    case 2:
      g_string_append (out, "null");
      break;
    case 3:
      g_string_append (out, "true");
      break;
    case 4:
      g_string_append (out, "false");
      break;
    case 5:
      g_string_append_c (out, '[');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          add_random_value (rand, out, depth - 1);
        }
      add_random_space (rand, out);
      g_string_append_c (out, ']');
      break;
    default:
      g_string_append_c (out, '{');
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *unique = g_strdup_printf ("%u-", i);

          if (i > 0)
            g_string_append_c (out, ',');
          add_random_space (rand, out);
          add_random_text (rand, out, unique);
          add_random_space (rand, out);
          g_string_append_c (out, ':');
          add_random_value (rand, out, depth - 1);
        }
      add_random_space (rand, out);
      g_string_append_c (out, '}');
      break;
    }
  add_random_space (rand, out);
}

static char *
random_document (GRand *rand)
{
  GString *text = g_string_new ("{\"a\":");

  add_random_value (rand, text, PANTAU_JSON_MAX_DEPTH - 1);
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_random_documents (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240213);

  for (guint i = 0; i < 5000 / TEST_SHARE; i++)
    {
      g_autofree char *text = random_document (rand);

      scan_assert_accepted (text);
    }
}

/*
 * What we write of what we read must pass our own scanner, mean the same, and be the same when
 * written again.
 */
static void
test_random_rewritten (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240214);

  for (guint i = 0; i < 2000 / TEST_SHARE; i++)
    {
      g_autofree char *text = random_document (rand);
      g_autoptr (JsonNode) first = json_from_string (text, NULL);
      g_autofree char *plain = pantau_json_node_text (first);
      g_autofree char *canonical = pantau_json_canonical (first);
      g_autoptr (JsonNode) second = json_from_string (canonical, NULL);
      g_autofree char *again = NULL;

      scan_assert_accepted (plain);
      scan_assert_accepted (canonical);
      g_assert_true (json_node_equal (first, second));
      again = pantau_json_canonical (second);
      g_assert_cmpstr (again, ==, canonical);
    }
}

/*
 * Documents with a few bytes changed, dropped or doubled: nothing crashes, and what the scanner
 * lets pass the parser takes and reads as the same number of members.
 */
static void
test_random_mutations (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240215);
  guint n_accepted = 0;

  for (guint i = 0; i < 40000 / TEST_SHARE; i++)
    {
      g_autofree char *text = random_document (rand);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint n = (guint) g_rand_int_range (rand, 1, 4);

      g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
      for (guint j = 0; j < n && bytes->len > 0; j++)
        {
          guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);
          static const char likely[] = "{}[]:,\"\\u0019eE+-. \ttfn/*#'d8\xc3\xed";

          switch (g_rand_int_range (rand, 0, 4))
            {
            case 0:
              bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
              break;
            case 1:
              bytes->data[at] = (guint8) likely[g_rand_int_range (rand, 0, sizeof likely - 1)];
              break;
            case 2:
              g_byte_array_remove_index (bytes, at);
              break;
            default:
              g_byte_array_append (bytes, (const guint8 *) "", 1);
              memmove (bytes->data + at + 1, bytes->data + at, bytes->len - at - 1);
              break;
            }
        }

      if (scan_bytes ((const char *) bytes->data, bytes->len, NULL))
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonObject) object =
              pantau_json_parse ((const char *) bytes->data, bytes->len, SCAN_LIMIT, &error);

          if (object == NULL)
            g_error ("scanned, then not parsed: %.*s: %s", (int) bytes->len,
                     (const char *) bytes->data, error->message);
          n_accepted++;
        }
    }

  g_test_message ("%u accepted", n_accepted);
  g_assert_cmpuint (n_accepted, >, 1000 / TEST_SHARE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/random/documents", test_random_documents);
  g_test_add_func ("/json/random/rewritten", test_random_rewritten);
  g_test_add_func ("/json/random/mutations", test_random_mutations);

  return g_test_run ();
}
