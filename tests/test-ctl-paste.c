/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl paste: a record from what somebody forwarded, with who sent it sealed and nowhere else. Every name and number is invented. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

static const char chat[] = "25/10/24 19.05 - Budi Santoso: TPS 5 Desa Pauh dipindah ke balai desa. "
                           "Hubungi 0812-3456-7890 atau https://bit.ly/3AbCdEf\n";

static const char *
value_of (JsonObject *record, const char *field)
{
  JsonObject *found = pantau_json_object (pantau_json_object (record, "fields"), field);
  JsonArray *values = found != NULL ? pantau_json_array (found, "values") : NULL;

  return values != NULL ? pantau_json_string (json_array_get_object_element (values, 0), "value")
                        : NULL;
}

/* However it is written. Four digits alone may be a part of any hash. */
static void
assert_no_number (const char *text)
{
  static const char *const parts[] = { "0812-3456", "3456-7890", "08123456", "34567890" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_null (strstr (text, parts[i]));
}

/* The record has the words, the envelope who sent them, and what is said on standard error is neither. */
static void
test_sealed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) ran = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *seals = NULL, *shown = NULL;

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "home", "field", "16.13.04");
  ctl_do (trip, "home", "sync", NULL);
  ran = ctl_input (trip, "home", chat, strlen (chat), "paste", "-", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (strlen (ran->out), ==, 37);
  g_assert_null (strstr (ran->err, "Budi"));
  assert_no_number (ran->err);

  g_strchomp (ran->out);
  record = ctl_show (trip, "home", ran->out);
  g_assert_cmpstr (value_of (record, "title"), ==, "TPS 5 Desa Pauh dipindah ke balai desa");
  g_assert_cmpstr (value_of (record, "platform"), ==, "whatsapp");
  g_assert_cmpstr (value_of (record, "url"), ==, "https://bit.ly/3AbCdEf");
  g_assert_cmpstr (value_of (record, "quote"), ==,
                   "TPS 5 Desa Pauh dipindah ke balai desa. Hubungi [nomor disegel] atau "
                   "https://bit.ly/3AbCdEf");
  shown = pantau_json_object_text (record);
  g_assert_null (strstr (shown, "Budi"));
  assert_no_number (shown);

  seals = ctl_ok (trip, "home", "identity", "list", ran->out, "--json", NULL);
  g_assert_nonnull (strstr (seals, "\"received\""));
  g_assert_nonnull (strstr (seals, "\"name\""));
}

/* Who sent a hoax is no reporter. */
static void
test_source_words (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) ran = NULL;
  g_autofree char *seals = NULL, *asks = NULL;

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "home", "field", "16.13.04");
  ctl_do (trip, "home", "sync", NULL);
  ran = ctl_input (trip, "home", chat, strlen (chat), "paste", "-", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_strchomp (ran->out);
  ctl_do (trip, "home", "identity", "ask", ran->out, "--person", "reporter", "--text",
          "Dari siapa pesan ini?", NULL);

  seals = ctl_ok (trip, "home", "identity", "list", ran->out, NULL);
  asks = ctl_ok (trip, "home", "identity", "asks", NULL);
  g_assert_nonnull (strstr (seals, "Sumber kiriman: "));
  g_assert_nonnull (strstr (asks, "  Sumber kiriman  "));
}

/* Where nothing can be sealed the words are kept all the same, and it is said what is not. */
static void
test_not_sealed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) faults = NULL;

  trip_enrolled (trip, "home", "pemprov", "16");
  ran = ctl_input (trip, "home", chat, strlen (chat), "--json", "paste", "-", "--region",
                   "16.13.04", NULL);
  faults = ran_faults (ran);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (strlen (ran->out), ==, 37);
  g_assert_true (g_strv_contains ((const char *const *) faults, "not-sealed"));
}

static void
test_dry_run (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) ran = NULL, text = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;

  trip_enrolled (trip, "home", "field", "16.13.04");
  ran = ctl_input (trip, "home", chat, strlen (chat), "paste", "-", "--dry-run", "--json", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_null (strstr (ran->out, "Budi"));
  assert_no_number (ran->out);
  object = pantau_json_parse (ran->out, strlen (ran->out), 65536, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pantau_json_integer (object, "sealed", 0), ==, 1);
  g_assert_cmpint (pantau_json_integer (object, "senders", 0), ==, 1);
  g_assert_cmpstr (pantau_json_string (object, "occurred"), ==, "2024-10-25T19:05:00+07:00");
  g_assert_cmpuint (json_array_get_length (pantau_json_array (object, "urls")), ==, 1);

  g_assert_cmpstr (pantau_json_string (object, "label"), ==, "unverified");
  text = ctl_input (trip, "home", chat, strlen (chat), "paste", "-", "--dry-run", NULL);
  g_assert_true (g_str_has_prefix (text->out, "BELUM DIVERIFIKASI – JANGAN SEBARKAN\n"));

  list = ctl_ok (trip, "home", "list", NULL);
  g_assert_cmpstr (list, ==, "");
}

/* Each with its code; nothing is recorded. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, 'a');
  g_autofree char *list = NULL;
  const struct
  {
    const char *text;
    gsize length;
    const char *code;
  } refused[] = {
    { "", 0, "invalid" },
    { " \n", 2, "invalid" },
    { huge, strlen (huge), "too-large" },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "malformed" },
  };

  trip_enrolled (trip, "home", "field", "16.13.04");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Ran) ran = ctl_input (trip, "home", refused[i].text, refused[i].length, "--json",
                                       "paste", "-", NULL);

      ran_assert_fault (ran, 1, refused[i].code, NULL);
    }
  list = ctl_ok (trip, "home", "list", NULL);
  g_assert_cmpstr (list, ==, "");
}

/* A link alone makes a record too, and what is none is text. */
static void
test_link (void)
{
  static const char link[] = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=x\n",
                    script[] = "javascript:alert(1)";
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) ran = NULL, text = NULL;
  g_autoptr (JsonObject) record = NULL, other = NULL;

  trip_enrolled (trip, "home", "field", "16.13.04");
  ran = ctl_input (trip, "home", link, strlen (link), "paste", "-", NULL);
  text = ctl_input (trip, "home", script, strlen (script), "paste", "-", NULL);
  g_strchomp (ran->out);
  g_strchomp (text->out);
  record = ctl_show (trip, "home", ran->out);
  other = ctl_show (trip, "home", text->out);

  g_assert_cmpstr (value_of (record, "url"), ==,
                   "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=x");
  g_assert_cmpstr (value_of (record, "platform"), ==, "youtube");
  g_assert_null (value_of (record, "quote"));
  g_assert_null (value_of (other, "url"));
  g_assert_cmpstr (value_of (other, "quote"), ==, "javascript:alert(1)");
}

/* Files of a Telegram export come from below its folder: no path and no link leads out of it, and without --files none is looked at. */
static void
test_files (void)
{
  static const char export[] =
      "{\"name\":\"Info PALI\",\"type\":\"private_group\",\"messages\":["
      "{\"type\":\"message\",\"date_unixtime\":\"1729857900\",\"from\":\"Budi\",\"from_id\":"
      "\"user1\","
      "\"photo\":\"photos/one.jpg\",\"text\":\"TPS 5 Desa Pauh dipindah ke balai desa.\"},"
      "{\"type\":\"message\",\"from\":\"Budi\",\"from_id\":\"user1\",\"file\":\"files/link.txt\","
      "\"text\":\"Lihat.\"},"
      "{\"type\":\"message\",\"from\":\"Budi\",\"from_id\":\"user1\",\"file\":\"../outside.txt\","
      "\"text\":\"Lihat.\"}]}";
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *folder = trip_path (trip, "export"), *photos = NULL, *files = NULL,
                  *photo = NULL, *link = NULL, *json = trip_path (trip, "export/result.json"),
                  *outside = trip_path (trip, "outside.txt");
  g_autoptr (Ran) ran = NULL, plain = NULL;
  g_autoptr (JsonObject) record = NULL, bare = NULL;
  JsonArray *evidence;

  trip_enrolled (trip, "home", "field", "16.13.04");
  photos = g_build_filename (folder, "photos", NULL);
  files = g_build_filename (folder, "files", NULL);
  photo = g_build_filename (photos, "one.jpg", NULL);
  link = g_build_filename (files, "link.txt", NULL);
  g_assert_cmpint (g_mkdir_with_parents (photos, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (files, 0700), ==, 0);
  test_file_write (photo, "a photo", 7);
  test_file_write (outside, "a secret", 8);
  test_file_write (json, export, strlen (export));
  g_assert_cmpint (symlink ("../../outside.txt", link), ==, 0);

  ran = ctl (trip, "home", "paste", json, "--files", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->err, "link.txt"));
  g_strchomp (ran->out);
  record = ctl_show (trip, "home", ran->out);
  evidence = pantau_json_array (record, "evidence");
  g_assert_cmpuint (json_array_get_length (evidence), ==, 1);
  g_assert_cmpint (pantau_json_integer (json_array_get_object_element (evidence, 0), "size", 0), ==,
                   7);
  g_assert_cmpstr (value_of (record, "platform"), ==, "telegram");

  plain = ctl (trip, "home", "paste", json, NULL);
  g_strchomp (plain->out);
  bare = ctl_show (trip, "home", plain->out);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (bare, "evidence")), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl-paste/files", test_files);
  g_test_add_func ("/ctl-paste/sealed", test_sealed);
  g_test_add_func ("/ctl-paste/source-words", test_source_words);
  g_test_add_func ("/ctl-paste/not-sealed", test_not_sealed);
  g_test_add_func ("/ctl-paste/dry-run", test_dry_run);
  g_test_add_func ("/ctl-paste/refused", test_refused);
  g_test_add_func ("/ctl-paste/link", test_link);

  return g_test_run ();
}
