/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of the ledger: the bytes that a known key must give, for ever; that no changed bit gets
 * through; their shape; and rows of a damaged file. test-entry-header.c has the rules of the
 * header, test-entry-limit.c what is measured before it is read.
 *
 * The fixed lines were made by another implementation (RFC 8032 in plain Python), not by the code
 * under test.
 */

#include "config.h"

#include "pantau-entry.h"

#include <string.h>

#include "entry-fixture.h"
#include "pantau-json.h"
#include "test-util.h"

#define KEY_1 "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg" /* of the seed 00 01 … 1f */
#define KEY_2 "uvxxvq06xeS2PpyCFu5xo0quxlci7tvKcotOmzzM45Y" /* of the seed ff fe … e0 */

#define SIGNATURE_1                                                                                \
  "WNpYxOMeDi5mSaOPlCNhOfA/F7C9sDvByRGQgH5m6j/MRsoXh5SIARY51pnsMaZV/oUsWIRiUy3fhmLFYgRGDA=="
#define HEADER_1                                                                                   \
  "{\"v\":1,\"record\":\"2f6b2c1e-7d2a-4c58-9d8e-0a1b2c3d4e5f\",\"kind\":\"risk\",\"class\":"      \
  "\"open\","                                                                                      \
  "\"region\":\"16.13.03.2001\",\"type\":\"record.create\",\"device\":\"" KEY_1 "\",\"seq\":1,"    \
  "\"prev\":\"\",\"time\":\"2024-02-13T06:15:00+07:00\",\"base\":[],"                              \
  "\"body\":\"c320e58087a815ec10f5713da81d77c7c7d056b9eb9c5d54184beccacfdd8044\"}"
#define CONTENT_1                                                                                  \
  "\"title\":\"Banjir di TPS 004\",\"narrative\":\"Air naik \\\"setinggi lutut\\\"\\nsejak subuh " \
  "— 40 "                                                                                        \
  "cm\",\"severity\":4,\"fields\":{\"hazard\":\"banjir\"}}"
#define BODY_1 "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"," CONTENT_1
#define LINE_1 SIGNATURE_1 "\t" HEADER_1 "\t" BODY_1 "\n"

#define LINE_2                                                                                     \
  "InrSh09gOp0T2A1xHi3JTylYlogWaGPyriWSCLCzJM47LC+lM+BA5qXHsb0OGstlf5FRcRxzVX/Dj8q885Y+CA==\t"     \
  "{\"v\":1,\"record\":\"ffffffff-ffff-4fff-bfff-ffffffffffff\",\"kind\":\"neutrality\","          \
  "\"class\":\"closed\",\"region\":\"16\",\"type\":\"status.set\",\"device\":\"" KEY_2             \
  "\",\"seq\":2,"                                                                                  \
  "\"prev\":\"" ENTRY_ID_1 "\",\"time\":\"2024-02-14T07:00:00.5Z\",\"base\":[\"" ENTRY_ID_1        \
  "\",\"" TEST_SHA256_EMPTY "\"],"                                                                 \
  "\"body\":\"fc09b48136efcdbde97f95f3e6630ed4a7ff0857c6f149c51557a8bb618a3976\"}\t"               \
  "{\"salt\":\"8PHy8_T19vf4-fr7_P3-_w\",\"status\":\"verified\",\"reason\":\"cocok\"}\n"

/* --- Fixed lines --- */

static void
test_vector_sign (void)
{
  guint8 seed[PANTAU_SEED_SIZE], salt[PANTAU_SALT_SIZE];
  g_autoptr (PantauKeypair) key = NULL;
  g_autoptr (JsonObject) body = pantau_json_parse_known ("{" CONTENT_1, NULL);
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  PantauDraft draft = { .record = "2f6b2c1e-7d2a-4c58-9d8e-0a1b2c3d4e5f",
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.03.2001",
                        .type = PANTAU_TYPE_CREATE,
                        .time = "2024-02-13T06:15:00+07:00",
                        .body = body,
                        .salt = salt };

  for (guint8 i = 0; i < sizeof seed; i++)
    seed[i] = i;
  for (guint8 i = 0; i < sizeof salt; i++)
    salt[i] = i;
  key = pantau_keypair_new_from_seed (seed);
  entry = pantau_entry_sign (key, &draft, 1, "", &error);
  g_assert_no_error (error);

  line = test_entry_line (entry);
  g_assert_cmpstr (line, ==, LINE_1);
  g_assert_cmpstr (entry->id, ==, ENTRY_ID_1);
}

static void
test_vector_sign_more (void)
{
  guint8 seed[PANTAU_SEED_SIZE], salt[PANTAU_SALT_SIZE];
  const char *const base[] = { ENTRY_ID_1, TEST_SHA256_EMPTY, NULL };
  g_autoptr (PantauKeypair) key = NULL;
  g_autoptr (JsonObject) body =
      pantau_json_parse_known ("{\"status\":\"verified\",\"reason\":\"cocok\"}", NULL);
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  PantauDraft draft = { .record = "ffffffff-ffff-4fff-bfff-ffffffffffff",
                        .kind = "neutrality",
                        .region = "16",
                        .type = PANTAU_TYPE_STATUS,
                        .time = "2024-02-14T07:00:00.5Z",
                        .base = base,
                        .body = body,
                        .salt = salt };

  for (guint8 i = 0; i < sizeof seed; i++)
    seed[i] = (guint8) (255 - i);
  for (guint8 i = 0; i < sizeof salt; i++)
    salt[i] = (guint8) (240 + i);
  key = pantau_keypair_new_from_seed (seed);
  entry = pantau_entry_sign (key, &draft, 2, ENTRY_ID_1, &error);
  g_assert_no_error (error);

  line = test_entry_line (entry);
  g_assert_cmpstr (line, ==, LINE_2);
  g_assert_cmpstr (entry->id, ==, ENTRY_ID_2);
}

static void
test_vector_decode (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) one = entry_decode (LINE_1, &error);
  g_autoptr (PantauEntry) two = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (one->signature, ==, SIGNATURE_1);
  g_assert_cmpstr (one->header, ==, HEADER_1);
  g_assert_cmpstr (one->body, ==, BODY_1);
  g_assert_cmpstr (one->id, ==, ENTRY_ID_1);
  g_assert_cmpstr (one->record, ==, "2f6b2c1e-7d2a-4c58-9d8e-0a1b2c3d4e5f");
  g_assert_cmpstr (one->kind, ==, "risk");
  g_assert_true (one->is_open);
  g_assert_cmpstr (one->region, ==, "16.13.03.2001");
  g_assert_cmpstr (one->type, ==, "record.create");
  g_assert_cmpstr (one->device, ==, KEY_1);
  g_assert_cmpint (one->seq, ==, 1);
  g_assert_cmpstr (one->prev, ==, "");
  g_assert_cmpstr (one->time, ==, "2024-02-13T06:15:00+07:00");
  g_assert_null (one->base[0]);
  g_assert_cmpstr (one->body_hash, ==,
                   "c320e58087a815ec10f5713da81d77c7c7d056b9eb9c5d54184beccacfdd8044");
  again = test_entry_line (one);
  g_assert_cmpstr (again, ==, LINE_1);

  two = entry_decode (LINE_2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (two->id, ==, ENTRY_ID_2);
  g_assert_false (two->is_open);
  g_assert_cmpstr (two->prev, ==, ENTRY_ID_1);
  g_assert_cmpint (two->seq, ==, 2);
  g_assert_cmpstr (two->base[0], ==, ENTRY_ID_1);
  g_assert_cmpstr (two->base[1], ==, TEST_SHA256_EMPTY);
  g_assert_null (two->base[2]);
}

/* --- Changed lines --- */

static void
test_every_bit (gconstpointer data)
{
  const char *line = data;
  gsize length = strlen (line);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *changed = g_memdup2 (line, length);
        g_autoptr (GError) error = NULL;
        g_autoptr (PantauEntry) entry = NULL;

        changed[i] = (char) (changed[i] ^ (1 << bit));
        entry = pantau_entry_decode (changed, length, &error);
        if (entry != NULL)
          g_error ("byte %zu, bit %u", i, bit);
        g_assert_true (error->domain == PANTAU_ERROR);
      }
}

static void
test_truncated (void)
{
  const gsize whole = strlen (LINE_1), body = strlen (SIGNATURE_1 "\t" HEADER_1 "\t");

  for (gsize i = 0; i < whole - 1; i++)
    {
      g_autofree char *cut = g_memdup2 (LINE_1, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) entry = pantau_entry_decode (cut, i, &error);

      /*
       * Cut just before the body it is the line of an erased one; nothing of the body is lost
       * unnoticed.
       */
      if ((entry != NULL) != (i == body))
        g_error ("cut after %zu bytes", i);
      g_assert_true (entry == NULL || entry->body == NULL);
    }
}

/* Two lines of one device, each good: no part of one serves the other. */
static void
test_mixed_lines (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (PantauEntry) a = test_entry_new (key, PANTAU_TYPE_CREATE, 1, "", "{\"title\":\"a\"}");
  g_autoptr (PantauEntry) b = test_entry_new (key, PANTAU_TYPE_SET, 2, a->id, "{\"title\":\"b\"}");

  for (guint mix = 1; mix < 7; mix++)
    {
      g_autofree char *line = g_strdup_printf (
          "%s\t%s\t%s\n", (mix & 1) != 0 ? a->signature : b->signature,
          (mix & 2) != 0 ? a->header : b->header, (mix & 4) != 0 ? a->body : b->body);

      entry_assert_refused (line, strlen (line), PANTAU_ERROR_SIGNATURE);
    }
}

static void
test_other_signer (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1), other = test_key_new (2);
  g_autofree char *header = entry_header_with (key, NULL, NULL, "", ENTRY_BODY);
  g_autofree char *line = entry_signed_line (other, header, ENTRY_BODY);

  entry_assert_refused (line, strlen (line), PANTAU_ERROR_SIGNATURE);
}

/* A receipt's, session's or head's signature over the same bytes is none of a line. */
static void
test_other_purpose (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *header = entry_header_with (key, NULL, NULL, "", ENTRY_BODY);

  for (PantauPurpose purpose = PANTAU_PURPOSE_ENTRY; purpose <= PANTAU_PURPOSE_REFERENCE; purpose++)
    {
      g_autofree char *signature = pantau_keypair_sign (key, purpose, header, strlen (header));
      g_autofree char *line = g_strconcat (signature, "\t", header, "\t", ENTRY_BODY, NULL);
      g_autoptr (PantauEntry) entry = entry_decode (line, NULL);

      g_assert_cmpint (entry != NULL, ==, purpose == PANTAU_PURPOSE_ENTRY);
    }
}

static void
test_other_body (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *header = entry_header_with (key, NULL, NULL, "", ENTRY_BODY);
  static const char *const others[] = {
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":2}",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":1 }",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODg\",\"a\":1}",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *line = entry_signed_line (key, header, others[i]);

      entry_assert_refused (line, strlen (line), PANTAU_ERROR_SIGNATURE);
    }
}

/* --- The shape of a line --- */

static void
test_no_line (void)
{
  static const char *const bad[] = { "",
                                     "\n",
                                     "\t\t\n",
                                     "{}",
                                     "a\tb\tc\n",
                                     HEADER_1 "\n",
                                     BODY_1,
                                     SIGNATURE_1,
                                     SIGNATURE_1 "\n",
                                     SIGNATURE_1 "\t",
                                     SIGNATURE_1 "\t\t",
                                     SIGNATURE_1 "\t\t\n",
                                     SIGNATURE_1 "\t" HEADER_1,
                                     SIGNATURE_1 "\t" HEADER_1 "\n",
                                     SIGNATURE_1 "\t\t" BODY_1 "\n",
                                     SIGNATURE_1 " " HEADER_1 " " BODY_1 "\n",
                                     SIGNATURE_1 "=\t" HEADER_1 "\t" BODY_1 "\n",
                                     " " LINE_1,
                                     "\n" LINE_1,
                                     SIGNATURE_1 "\t" HEADER_1 "\t" BODY_1 "\t\n",
                                     "\xef\xbb\xbf" LINE_1,
                                     SIGNATURE_1 "\t" HEADER_1 "\t" BODY_1 "\r\n",
                                     LINE_1 "\n",
                                     LINE_1 LINE_2,
                                     SIGNATURE_1 "\t" HEADER_1 "\t\t" BODY_1 "\n",
                                     SIGNATURE_1 "\t[]\t" BODY_1 "\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    entry_assert_refused (bad[i], strlen (bad[i]), PANTAU_ERROR_MALFORMED);
}

static void
test_without_lf (void)
{
  g_autoptr (PantauEntry) entry = pantau_entry_decode (LINE_1, strlen (LINE_1) - 1, NULL);

  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->body, ==, BODY_1);
}

/*
 * White space that JSON allows between its tokens would end or split a line: signed or not, it has
 * no place there.
 */
static void
test_blanks_inside (void)
{
  static const char *const blanks[] = { "\t", "\n", "\r" };
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      g_autofree char *more = g_strdup_printf (",\"x\":%s1", blanks[i]);
      g_autofree char *body =
          g_strdup_printf ("{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",%s\"a\":1}", blanks[i]);

      entry_assert_signed_refused (key, more, ENTRY_BODY, PANTAU_ERROR_MALFORMED);
      entry_assert_signed_refused (key, "", body, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_body_absent (void)
{
  static const char line[] = SIGNATURE_1 "\t" HEADER_1 "\t\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = entry_decode (line, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_null (entry->body);
  g_assert_cmpstr (entry->id, ==, ENTRY_ID_1);
  again = test_entry_line (entry);
  g_assert_cmpstr (again, ==, line);
  g_assert_null (pantau_entry_parse_body (entry, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

/* --- Rows of the ledger --- */

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = pantau_entry_load (SIGNATURE_1, HEADER_1, BODY_1, &error);
  g_autoptr (PantauEntry) erased = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  line = test_entry_line (entry);
  g_assert_cmpstr (line, ==, LINE_1);
  erased = pantau_entry_load (SIGNATURE_1, HEADER_1, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (erased->body);
}

/* A damaged disk gives rows of any bytes: an error, never a crash. */
static void
test_load_damaged (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240216);
  static const char *const bad[] = { "",
                                     "{",
                                     "{}",
                                     "\"",
                                     "{\"",
                                     "{\"v",
                                     "{\"v\"",
                                     "{\"v\":",
                                     "{\"v\":1",
                                     "{\"v\":\"",
                                     "[[[[",
                                     "]}",
                                     "{\"base\":[",
                                     "{\"v\":1,\"seq\":1,\"base\":[\"",
                                     "{\"a\\",
                                     "\\",
                                     "{,}",
                                     "{\"v\":1}x" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *exact = g_strdup (bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_entry_load (SIGNATURE_1, exact, BODY_1, &error));
      g_assert_true (error->domain == PANTAU_ERROR);
    }
  g_assert_null (pantau_entry_load (NULL, HEADER_1, BODY_1, NULL));
  g_assert_null (pantau_entry_load (SIGNATURE_1, NULL, BODY_1, NULL));
  g_assert_null (pantau_entry_load (SIGNATURE_1 "=", HEADER_1, BODY_1, NULL));

  for (guint i = 0; i < 20000; i++)
    {
      gsize length = strlen (HEADER_1),
            cut = (gsize) g_rand_int_range (rand, 1, (gint32) length + 1);
      g_autofree char *header = g_strndup (HEADER_1, g_rand_boolean (rand) ? length : cut);
      g_autoptr (PantauEntry) entry = NULL;
      g_autoptr (GError) error = NULL;
      gsize n = strlen (header);

      for (gint32 j = g_rand_int_range (rand, 0, 4); j > 0; j--)
        header[g_rand_int_range (rand, 0, (gint32) n)] = (char) g_rand_int_range (rand, 1, 256);
      entry = pantau_entry_load (SIGNATURE_1, header, BODY_1, &error);
      g_assert_true (entry != NULL || error->domain == PANTAU_ERROR);
    }
}

/* A body that was made deep on the disk, where no decoder saw it. */
static void
test_body_damaged (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autofree char *body = g_strdup_printf ("{\"salt\":%s", deep);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = pantau_entry_load (SIGNATURE_1, HEADER_1, body, &error);

  g_assert_no_error (error);
  g_assert_null (pantau_entry_parse_body (entry, &error));
  g_assert_true (error->domain == PANTAU_ERROR);
}

/* Any text that a person may write comes back from the line as it was. */
static void
test_any_text (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonObject) body = json_object_new (), read = NULL;
  g_autoptr (PantauEntry) entry = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  PantauDraft draft = { .record = TEST_RECORD,
                        .kind = "risk",
                        .region = "16",
                        .type = PANTAU_TYPE_NOTE,
                        .time = "2024-02-13T06:15:00Z",
                        .body = body };

  for (gunichar c = 1; c <= 0x2100; c++)
    g_string_append_unichar (text, c);
  g_string_append (text, "\xe2\x80\xae\xef\xbf\xbf\xf0\x9f\x98\x80");
  json_object_set_string_member (body, "text", text->str);
  json_object_set_double_member (body, "large", 1e20);
  json_object_set_double_member (body, "small", 1e-10);

  entry = pantau_entry_sign (key, &draft, 1, "", &error);
  g_assert_no_error (error);
  line = test_entry_line (entry);
  again = entry_decode (line, &error);
  g_assert_no_error (error);
  read = pantau_entry_parse_body (again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_json_string (read, "text"), ==, text->str);
  g_assert_cmpfloat (json_object_get_double_member (read, "large"), ==, 1e20);
  g_assert_cmpfloat (json_object_get_double_member (read, "small"), ==, 1e-10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entry/vector/sign", test_vector_sign);
  g_test_add_func ("/entry/vector/sign-more", test_vector_sign_more);
  g_test_add_func ("/entry/vector/decode", test_vector_decode);
  g_test_add_data_func ("/entry/changed/every-bit-1", LINE_1, test_every_bit);
  g_test_add_data_func ("/entry/changed/every-bit-2", LINE_2, test_every_bit);
  g_test_add_func ("/entry/changed/truncated", test_truncated);
  g_test_add_func ("/entry/changed/mixed-lines", test_mixed_lines);
  g_test_add_func ("/entry/changed/other-signer", test_other_signer);
  g_test_add_func ("/entry/changed/other-purpose", test_other_purpose);
  g_test_add_func ("/entry/changed/other-body", test_other_body);
  g_test_add_func ("/entry/shape/no-line", test_no_line);
  g_test_add_func ("/entry/shape/without-lf", test_without_lf);
  g_test_add_func ("/entry/shape/blanks-inside", test_blanks_inside);
  g_test_add_func ("/entry/shape/body-absent", test_body_absent);
  g_test_add_func ("/entry/kept/any-text", test_any_text);
  g_test_add_func ("/entry/load/good", test_load);
  g_test_add_func ("/entry/load/damaged", test_load_damaged);
  g_test_add_func ("/entry/load/body-damaged", test_body_damaged);

  return g_test_run ();
}
