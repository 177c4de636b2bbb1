/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed lines come out byte for byte, whatever they are, and damaged packs are refused. */

#include "config.h"

#include <string.h>

#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-pack.h"

#define LIMIT (1024 * 1024)

/* @n lines of one device, chained; every third with a base. */
static GString *
make_lines (PantauKeypair *key, guint n)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *prev = g_strdup ("");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = pantau_uuid_new (),
                      *title = g_strdup_printf ("Banjir di TPS %u “Pauh”", i);
      g_autoptr (JsonObject) body = json_object_new ();
      const char *base[] = { i > 0 ? prev : NULL, NULL };
      PantauDraft draft = { .record = record,
                            .kind = "risk",
                            .is_open = TRUE,
                            .region = "16.13.04",
                            .type = PANTAU_TYPE_CREATE,
                            .time = "2024-02-13T10:00:00+07:00",
                            .base = i % 3 == 0 ? base : NULL,
                            .body = body };
      g_autoptr (PantauEntry) entry = NULL;
      g_autoptr (GError) error = NULL;

      json_object_set_string_member (body, "title", title);
      entry = pantau_entry_sign (key, &draft, i + 1, prev, &error);
      g_assert_no_error (error);
      pantau_entry_append_line (entry, lines);
      g_free (prev);
      prev = g_strdup (entry->id);
    }

  return lines;
}

static void
assert_round_trip (const char *lines, gsize length)
{
  g_autoptr (GBytes) pack = pantau_pack (lines, length), back = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size), *text;

  back = pantau_unpack (bytes, size, LIMIT, &error);
  g_assert_no_error (error);
  text = g_bytes_get_data (back, &size);
  g_assert_cmpmem (text, size, lines, length);
}

static void
test_round_trip (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 100);

  assert_round_trip (lines->str, lines->len);
}

/* Two devices' lines mixed: each has its own line before. */
static void
test_two_devices (void)
{
  g_autoptr (PantauKeypair) a = pantau_keypair_new (), b = pantau_keypair_new ();
  g_autoptr (GString) first = make_lines (a, 20), second = make_lines (b, 20),
                      mixed = g_string_new (NULL);
  g_auto (GStrv) left = g_strsplit (first->str, "\n", -1),
                 right = g_strsplit (second->str, "\n", -1);

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (mixed, "%s\n%s\n", left[i], right[i]);
  assert_round_trip (mixed->str, mixed->len);
}

/* The point of it: what is random stands as bytes, what follows from the rest is gone. */
static void
test_is_smaller (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 100);
  g_autoptr (GBytes) pack = pantau_pack (lines->str, lines->len);
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);

  g_assert_cmpuint (size, <, lines->len - 100 * (2 * 64 + 88 - 64 + 36 - 16 + 22 - 16 - 10));
  g_assert_null (g_strstr_len (bytes, (gssize) size, "\n!"));
}

/* Lines that are not in our writing, or no lines at all, travel whole. */
static void
test_foreign_lines (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 3), text = g_string_new (NULL);
  g_auto (GStrv) each = g_strsplit (lines->str, "\n", -1);
  char *header = strchr (each[1], '\t') + 1;

  /* Without its body; with other spacing; garbage; an empty line; something that looks packed. */
  g_string_append_printf (text, "%.*s\n", (int) (strchr (header, '\t') + 1 - each[1]), each[1]);
  g_string_append (text, each[0]);
  g_string_replace (text, "\"v\":1", "\"v\": 1", 1);
  g_string_append (text, "\ngarbage\n\n!\n=\n\t\t\n");
  g_string_append_len (text, lines->str, (gssize) lines->len);
  assert_round_trip (text->str, text->len);
  assert_round_trip ("", 0);
}

static void
test_upper_case_hex (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 2);

  for (gsize i = 0; i < lines->len; i++)
    if (i > 90 && g_ascii_isxdigit (lines->str[i]))
      lines->str[i] = g_ascii_toupper (lines->str[i]);
  assert_round_trip (lines->str, lines->len);
}

/* Any change of a pack gives other lines or a refusal, never a crash. */
static void
test_damage (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 4);
  g_autoptr (GBytes) pack = pantau_pack (lines->str, lines->len);
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);
  g_autofree char *copy = g_memdup2 (bytes, size);

  for (gsize i = 0; i < size * 8; i++)
    {
      g_autoptr (GBytes) back = NULL;

      copy[i / 8] ^= (char) (1 << i % 8);
      back = pantau_unpack (copy, size, LIMIT, NULL);
      if (back != NULL)
        g_assert_false (g_bytes_get_size (back) == lines->len &&
                        memcmp (g_bytes_get_data (back, NULL), lines->str, lines->len) == 0);
      copy[i / 8] ^= (char) (1 << i % 8);
    }

  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = pantau_unpack (bytes, cut, LIMIT, &error);

      g_assert_null (back);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_limit (void)
{
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (GString) lines = make_lines (key, 20);
  g_autoptr (GBytes) pack = pantau_pack (lines->str, lines->len), back = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);

  back = pantau_unpack (bytes, size, lines->len - 1, &error);
  g_assert_null (back);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pack/round-trip", test_round_trip);
  g_test_add_func ("/pack/two-devices", test_two_devices);
  g_test_add_func ("/pack/is-smaller", test_is_smaller);
  g_test_add_func ("/pack/foreign-lines", test_foreign_lines);
  g_test_add_func ("/pack/upper-case-hex", test_upper_case_hex);
  g_test_add_func ("/pack/damage", test_damage);
  g_test_add_func ("/pack/limit", test_limit);

  return g_test_run ();
}
