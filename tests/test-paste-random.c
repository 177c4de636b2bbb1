/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pasted text that nobody would write: pieces of exports in any order, cut and damaged anywhere. Whatever comes, the answer fits the fields of a hoax, the
 * record's own check finds nothing wrong with it, and no number of a person is in it.
 */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-paste.h"
#include "pantau-pii.h"
#include "test-util.h"

#define ROUNDS (4000 / TEST_SHARE)

static const char *const pieces[] = {
  "25/10/24 19.05 - ",
  "10/25/24, 7:05 PM - ",
  "[25/10/24 19.05.12] ",
  "[25/10 19.05] ",
  "[19.05, 25/10/2024] ",
  "99/99/9999 99.99 - ",
  "Budi Santoso: ",
  "~ Warga\342\200\257Pauh: ",
  "\342\200\252+62 812-3456-7890\342\200\254: ",
  "\n",
  "\r\n",
  " ",
  "\n\n",
  "\342\200\216",
  "\342\200\256",
  "\342\201\246",
  "<Media tidak disertakan>",
  "gambar tidak disertakan",
  "IMG-20241025-WA0001.jpg (file terlampir)",
  "<attached: 1-PHOTO-2.jpg>",
  "Pesan dan panggilan dienkripsi secara end-to-end.",
  "Budi membuat grup \"Info PALI\"",
  "Budi membuat grup \342\200\234",
  "Diteruskan berkali-kali\n",
  "Forwarded\n",
  "0812-3456-7890",
  "081355556666",
  "\357\274\220\357\274\230\357\274\221\357\274\222",
  "1613045204870003",
  "warga@contoh.id",
  "https://bit.ly/3AbCdEf",
  "https://wa.me/6281234567890",
  "javascript:alert(1)",
  "https://kpu.go.id@evil.example/",
  "fb.com/warga",
  "@Budi Santoso",
  "[pengirim 1]: ",
  "[nomor disegel]",
  "TPS 5 dipindah ke balai desa. ",
  "\360\237\224\245",
  "\360\237",
  "\377\376",
  "نقل مركز",
  "*_~",
  ":",
  "]",
  "[",
  "-",
  "\t",
  "8",
};

/* (transfer full): @length takes the bytes, since zero bytes are among them. */
static char *
make_text (GRand *random, gsize *length)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (random, 1, 40);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  if (g_rand_boolean (random))
    g_string_truncate (text, (gsize) g_rand_int_range (random, 0, (gint32) text->len + 1));
  for (guint i = (guint) g_rand_int_range (random, 0, 4); i > 0 && text->len > 0; i--)
    text->str[g_rand_int_range (random, 0, (gint32) text->len)] =
        (char) g_rand_int_range (random, 0, 256);
  *length = text->len;

  return g_string_free (text, FALSE);
}

static void
assert_text (const char *text, glong most)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, most);
  {
    g_autoptr (GPtrArray) found = pantau_pii_find_all (text);

    if (found->len > 0)
      g_error ("“%s” holds the number of a person", text);
  }
}

/* A record made of nothing else is taken. */
static void
assert_taken (PantauReference *reference, PantauPaste *paste)
{
  g_autoptr (JsonObject) answers = pantau_paste_answers (paste), body = NULL;
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), answers);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *text = NULL, *region = NULL, *record_class = NULL;

  if (paste->title == NULL)
    json_object_set_string_member (answers, "title", "Klaim");
  text = json_to_string (node, FALSE);
  body = pantau_check_record (reference, "hoax", text, strlen (text),
                              g_get_real_time () / G_USEC_PER_SEC, "16.13.04", &region,
                              &record_class, faults);
  if (body == NULL)
    g_error ("%s: %s", ((PantauFault *) g_ptr_array_index (faults, 0))->message, text);
}

static void
test_random (void)
{
  g_autoptr (GError) reading = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &reading);
  guint32 seed = g_getenv ("PANTAU_TEST_SEED") != NULL
                     ? (guint32) g_ascii_strtoull (g_getenv ("PANTAU_TEST_SEED"), NULL, 10)
                     : g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_read = 0;

  g_assert_no_error (reading);
  g_test_message ("PANTAU_TEST_SEED=%u", seed);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gsize length = 0;
      g_autofree char *bytes = make_text (random, &length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauPaste) paste = pantau_paste_read (
          reference, bytes, length, "Chat WhatsApp dengan Info PALI.txt", &error);
      g_autoptr (PantauIdentity) source = NULL;

      if (paste == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }
      n_read++;
      assert_text (paste->title, PANTAU_PASTE_MAX_TITLE);
      assert_text (paste->quote, PANTAU_PASTE_MAX_QUOTE);
      assert_text (paste->group, 200);
      for (guint j = 0; paste->urls[j] != NULL; j++)
        assert_text (paste->urls[j], 2000);
      assert_taken (reference, paste);
      source = pantau_paste_dup_source (paste);
      g_assert_true (pantau_identity_parts_check (pantau_reference_get_identity_parts (reference),
                                                  source, "reporter", "hoax", "id", NULL, NULL));
    }
  g_test_message ("%u of %u were read", n_read, (guint) ROUNDS);
  g_assert_cmpuint (n_read, >, ROUNDS / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paste/random", test_random);

  return g_test_run ();
}
