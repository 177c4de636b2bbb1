/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl similar: what it takes for a text, and what it will not wait for. */

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "pantau-claim-label.h"
#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

#define TITLE "TPS 5 Desa Pauh dipindah ke balai desa besok pagi"

/* A home with one hoax. */
static Trip *
desk_new (char **claim)
{
  Trip *trip = trip_new (TRUE);

  trip_enrolled (trip, "desk", "desk", "16.13");
  *claim = ctl_record (trip, "desk", "hoax",
                       "{\"title\":\"" TITLE "\",\"region\":\"16.13.04\","
                       "\"occurred\":\"2024-11-20T06:15:00+07:00\",\"narrative\":\"Beredar di "
                       "grup.\",\"severity\":2,\"fields\":{\"platform\":\"whatsapp\","
                       "\"changes_voting\":true}}");

  return trip;
}

/* @text as a program of another system writes it, perhaps with its mark. */
static GBytes *
utf16 (const char *text, const char *charset, const char *mark, gsize mark_length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize length;
  g_autofree char *converted = g_convert (text, -1, charset, "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) mark, (guint) mark_length);
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
test_utf16 (void)
{
  static const struct
  {
    const char *charset, *mark;
    gsize mark_length;
  } ways[] = {
    { "UTF-16LE", "\xff\xfe", 2 },
    { "UTF-16BE", "\xfe\xff", 2 },
    { "UTF-16LE", "", 0 },
  };
  g_autofree char *claim = NULL;
  g_autoptr (Trip) trip = desk_new (&claim);

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GBytes) bytes = utf16 (TITLE, ways[i].charset, ways[i].mark, ways[i].mark_length);
      g_autofree char *path = trip_path (trip, "pesan.txt"), *out = NULL;

      test_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      out = ctl_ok (trip, "desk", "similar", path, NULL);
      g_assert_nonnull (strstr (out, claim));
    }
}

/* Nobody writes to the pipe: who opened it would wait for ever. */
static void
test_no_plain_file (void)
{
  g_autofree char *claim = NULL;
  g_autoptr (Trip) trip = desk_new (&claim);
  g_autofree char *pipe = trip_path (trip, "pipa");
  const char *const paths[] = { pipe, "/dev/zero", "/dev/null" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Ran) ran = ctl (trip, "desk", "similar", paths[i], "--json", NULL);

      ran_assert_fault (ran, 1, "invalid", NULL);
      g_assert_nonnull (strstr (ran->err, paths[i]));
    }
}

/* Standard input is a pipe, and is meant. */
static void
test_standard_input (void)
{
  g_autofree char *claim = NULL;
  g_autoptr (Trip) trip = desk_new (&claim);
  g_autoptr (Ran) ran = ctl_input (trip, "desk", TITLE, strlen (TITLE), "similar", "-", NULL),
                  blank = ctl_input (trip, "desk", " \n", 2, "similar", "-", "--json", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->out, claim));
  ran_assert_fault (blank, 1, "invalid", NULL);
}

/* Before the words of a hoax stands what it is, for people and for programs. */
static void
test_label (void)
{
  g_autofree char *claim = NULL, *line = NULL, *json = NULL;
  g_autoptr (Trip) trip = desk_new (&claim);
  g_autofree char *path = trip_path (trip, "pesan.txt");
  g_autoptr (JsonObject) object = NULL;
  const char *words = pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED);

  test_file_write (path, TITLE, strlen (TITLE));
  line = ctl_ok (trip, "desk", "similar", path, NULL);
  g_assert_nonnull (strstr (line, words));
  g_assert_cmpuint (strstr (line, words) - line, <, strstr (line, TITLE) - line);
  json = ctl_ok (trip, "desk", "similar", path, "--json", NULL);
  object = pantau_json_parse_known (json, NULL);
  g_assert_cmpstr (pantau_json_string (object, "label"), ==, "unverified");
  g_assert_cmpstr (pantau_json_string (object, "label_text"), ==, words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl-similar/utf16", test_utf16);
  g_test_add_func ("/ctl-similar/no-plain-file", test_no_plain_file);
  g_test_add_func ("/ctl-similar/standard-input", test_standard_input);
  g_test_add_func ("/ctl-similar/label", test_label);

  return g_test_run ();
}
