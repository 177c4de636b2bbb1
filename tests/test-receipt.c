/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Receipts and heads: the only proof that the province holds a line. What it says must come back as
 * it was said, and nothing else may ever pass for it. The fixed ones were made by another
 * implementation.
 */

#include "config.h"

#include "pantau-receipt.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-signed.h"
#include "test-util.h"

#define PROVINCE "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" /* RFC 8032 section 7.1, test 1 */
#define ID_1     "2c835963d05fe6dee0c16ee32d6d6bac05a93b901e8bc646000bb84bd178c0ac"
#define ID_2     "9e8853f5893d79029910f2a40bbf038e552dd16489271c83baf8b04a65c8305f"
#define ID_3     "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
#define HEAD_1   "a6e0c64533e0a08e35572367d3dac300609cb8f142b3f925dc899f09c37f8aea"
#define HEAD_2   "2b47ce92bdfa11c9db18ebe8d2f46b09a4f30b920a6b25c66e41c03d6c6f3b39"

static const char *const ids[] = { ID_1, ID_2, ID_3 };

static const char fixed_receipt[] =
    "{\"text\":\"{\\\"v\\\":1,\\\"province\\\":\\\"" PROVINCE "\\\",\\\"epoch\\\":\\\"e1\\\","
    "\\\"time\\\":\\\"2024-02-13T06:15:02Z\\\",\\\"nonce\\\":\\\"n1\\\",\\\"index\\\":2,"
    "\\\"head\\\":\\\"" HEAD_2 "\\\","
    "\\\"count\\\":3,\\\"accepted\\\":"
    "\\\"f7731cd03ba93e487c31c7fa395c98760950c83db702177e9c6538710e61c09f\\\","
    "\\\"numbers\\\":[[0,1,2]],\\\"quarantined\\\":[{\\\"at\\\":1,\\\"reason\\\":\\\"access\\\"}],"
    "\\\"refused\\\":[{\\\"at\\\":2,\\\"reason\\\":\\\"signature\\\"}]}\","
    "\"signature\":\"SKSaaNt5iaPY6f5w+F0gaeeCVGAgtaTix9whxWsT/d7zaxCscT9O/"
    "N+wnJxprIjFEYzanYKFgbCW1sMKThSiAQ==\"}";

static const char fixed_head[] =
    "{\"text\":\"{\\\"v\\\":1,\\\"province\\\":\\\"" PROVINCE "\\\",\\\"epoch\\\":\\\"e1\\\","
    "\\\"time\\\":\\\"2024-02-13T06:15:02Z\\\",\\\"index\\\":2,\\\"head\\\":\\\"" HEAD_2 "\\\"}\","
    "\"signature\":\"m4CMlZf2h3LZB8OJN2AMzma11dD9+"
    "1QaiPUmx0LSgS7vdvAXGOJRpLdFafbuwPoQ7aP82Uygy7myMApbOKy5Bg==\"}";

static PantauKeypair *
province_key (void)
{
  guint8 seed[PANTAU_SEED_SIZE];

  pantau_unhex ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", seed,
                sizeof seed);

  return pantau_keypair_new_from_seed (seed);
}

static PantauReceipt *
receipt_new (gint64 index)
{
  PantauReceipt *receipt = pantau_receipt_new ();

  receipt->epoch = g_strdup ("e1");
  receipt->time = g_strdup ("2024-02-13T06:15:02Z");
  receipt->nonce = g_strdup ("n1");
  receipt->index = index;
  receipt->head = g_strdup (HEAD_2);

  return receipt;
}

static PantauReceipt *
open_receipt (const char *sealed, GError **error)
{
  return pantau_receipt_open (PROVINCE, "n1", ids, 3, sealed, strlen (sealed), error);
}

static void
assert_refused_full (const char *nonce,
                     const char *const *of_lines,
                     gsize n,
                     const char *bytes,
                     gsize length,
                     PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReceipt) receipt =
      pantau_receipt_open (PROVINCE, nonce, of_lines, n, bytes, length, &error);

  g_assert_null (receipt);
  test_assert_error (error, code);
}

static void
assert_refused (const char *sealed, PantauError code)
{
  assert_refused_full ("n1", ids, 3, sealed, strlen (sealed), code);
}

static void
assert_line (PantauReceipt *receipt,
             guint i,
             PantauFate fate,
             const char *id,
             gint64 index,
             const char *reason)
{
  PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);

  g_assert_cmpint (line->fate, ==, fate);
  g_assert_cmpstr (line->id, ==, id);
  g_assert_cmpint (line->index, ==, index);
  g_assert_cmpstr (line->reason, ==, reason);
}

static void
test_fixed_seal (void)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (PantauReceipt) receipt = receipt_new (2);
  g_autofree char *sealed = NULL;

  pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, ID_1, 1, NULL);
  pantau_receipt_add (receipt, PANTAU_FATE_QUARANTINED, ID_2, 2, "access");
  pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, ID_3, 0, "signature");
  sealed = pantau_receipt_seal (receipt, key);
  g_assert_cmpstr (sealed, ==, fixed_receipt);
}

static void
test_fixed_open (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReceipt) receipt = open_receipt (fixed_receipt, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (receipt->province, ==, PROVINCE);
  g_assert_cmpstr (receipt->epoch, ==, "e1");
  g_assert_cmpstr (receipt->time, ==, "2024-02-13T06:15:02Z");
  g_assert_cmpstr (receipt->nonce, ==, "n1");
  g_assert_cmpint (receipt->index, ==, 2);
  g_assert_cmpstr (receipt->head, ==, HEAD_2);
  g_assert_cmpuint (receipt->lines->len, ==, 3);
  assert_line (receipt, 0, PANTAU_FATE_ACCEPTED, ID_1, 1, NULL);
  assert_line (receipt, 1, PANTAU_FATE_QUARANTINED, ID_2, 2, "access");
  assert_line (receipt, 2, PANTAU_FATE_REFUSED, ID_3, 0, "signature");
}

/* What is kept of a receipt proves it again years later. */
static void
test_kept_proof (void)
{
  g_autoptr (PantauReceipt) receipt = open_receipt (fixed_receipt, NULL);

  g_assert_nonnull (receipt);
  g_assert_true (pantau_key_verify (PROVINCE, PANTAU_PURPOSE_RECEIPT, receipt->text,
                                    strlen (receipt->text), receipt->signature));
}

/* Every fate of every line, numbers in any order: known lines keep their old ones. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = test_rand_new (3);
  g_autoptr (PantauKeypair) key = province_key ();

  for (guint round = 0; round < 300; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, round % 10 == 0 ? 500 : 8);
      g_autoptr (PantauReceipt) made = receipt_new (2000);
      g_autoptr (PantauReceipt) read = NULL;
      g_autoptr (GPtrArray) of_lines = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *sealed = NULL;
      g_autoptr (GError) error = NULL;
      gint64 next = 1000;

      for (guint i = 0; i < n; i++)
        {
          PantauFate fate = g_rand_int_range (rand, 0, 4) > 0
                                ? PANTAU_FATE_ACCEPTED
                                : (PantauFate) g_rand_int_range (rand, 0, 3);
          char *id = pantau_sha256_text (&i, sizeof i);
          gint64 index = g_rand_boolean (rand) ? next++ : g_rand_int_range (rand, 1, 1000);

          g_ptr_array_add (of_lines, id);
          pantau_receipt_add (made, fate, id, fate != PANTAU_FATE_REFUSED ? index : 0,
                              fate != PANTAU_FATE_ACCEPTED ? "reason" : NULL);
        }
      sealed = pantau_receipt_seal (made, key);
      read = pantau_receipt_open (PROVINCE, "n1", (const char *const *) of_lines->pdata, n, sealed,
                                  strlen (sealed), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (read->lines->len, ==, n);
      for (guint i = 0; i < n; i++)
        {
          PantauReceiptLine *line = &g_array_index (made->lines, PantauReceiptLine, i);

          assert_line (read, i, line->fate, line->id, line->index, line->reason);
        }
    }
}

/*
 * A fresh batch costs one run of numbers, whatever its length: receipts travel over bad lines too.
 */
static void
test_is_short (void)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (PantauReceipt) receipt = receipt_new (500);
  g_autofree char *sealed = NULL;

  for (guint i = 0; i < 500; i++)
    pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, ID_1, i + 1, NULL);
  sealed = pantau_receipt_seal (receipt, key);
  g_assert_cmpuint (strlen (sealed), <, 800);
}

/* 500 lines, all refused, with long reasons: still below the limit of a signed answer. */
static void
test_longest (void)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (PantauReceipt) made = receipt_new (1), read = NULL;
  const char *of_lines[500];
  g_autofree char *sealed = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    {
      of_lines[i] = NULL;
      pantau_receipt_add (made, PANTAU_FATE_REFUSED, NULL, 0,
                          "a-long-reason-of-the-province-for-refusing");
    }
  sealed = pantau_receipt_seal (made, key);
  read = pantau_receipt_open (PROVINCE, "n1", of_lines, 500, sealed, strlen (sealed), &error);
  g_assert_no_error (error);
}

static void
test_every_bit (gconstpointer data)
{
  const char *sealed = data;
  gsize length = strlen (sealed);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *changed = g_memdup2 (sealed, length);
        g_autoptr (GError) error = NULL;
        g_autoptr (PantauReceipt) receipt = NULL;
        g_autoptr (PantauHead) head = NULL;

        changed[i] = (char) (changed[i] ^ (1 << bit));
        if (sealed == fixed_receipt)
          receipt = pantau_receipt_open (PROVINCE, "n1", ids, 3, changed, length, &error);
        else
          head = pantau_head_open (PROVINCE, changed, length, &error);
        if (receipt != NULL || head != NULL)
          g_error ("byte %zu, bit %u", i, bit);
        g_assert_true (error->domain == PANTAU_ERROR);
      }
}

static void
test_truncated (void)
{
  for (gsize n = 0; n < strlen (fixed_receipt); n++)
    {
      g_autofree char *cut = g_memdup2 (fixed_receipt, n);

      assert_refused_full ("n1", ids, 3, cut, n, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_other_nonce (void)
{
  static const char *const others[] = { "n2", "", "n", "n11", "N1" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      assert_refused_full (others[i], ids, 3, fixed_receipt, strlen (fixed_receipt),
                           PANTAU_ERROR_SIGNATURE);
    }
}

static void
test_other_ids (void)
{
  const char *const swapped[] = { ID_2, ID_1, ID_3 }, *const first[] = { ID_3, ID_2, ID_3 },
                    *const second[] = { ID_1, ID_3, ID_3 };
  const char *const missing[] = { NULL, ID_2, ID_3 };
  const char *const *const others[] = { swapped, first, second, missing };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      assert_refused_full ("n1", others[i], 3, fixed_receipt, strlen (fixed_receipt),
                           PANTAU_ERROR_SIGNATURE);
    }
}

static void
test_other_count (void)
{
  const char *const more[] = { ID_1, ID_2, ID_3, ID_3 };

  for (gsize n = 0; n <= 4; n++)
    if (n != 3)
      {
        assert_refused_full ("n1", more, n, fixed_receipt, strlen (fixed_receipt),
                             PANTAU_ERROR_MALFORMED);
      }
}

static void
test_other_province (void)
{
  g_autoptr (PantauKeypair) other = test_key_new (5);
  g_autoptr (PantauReceipt) receipt = receipt_new (3);
  g_autofree char *sealed = NULL;

  for (guint i = 0; i < 3; i++)
    pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, ids[i], i + 1, NULL);
  sealed = pantau_receipt_seal (receipt, other);
  assert_refused (sealed, PANTAU_ERROR_SIGNATURE);
}

/* Our province's word about something else, or a device's, over the same text. */
static void
test_other_purpose (void)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (PantauReceipt) receipt = open_receipt (fixed_receipt, NULL);
  g_autoptr (JsonObject) content = pantau_json_parse_known (receipt->text, NULL);

  for (PantauPurpose purpose = PANTAU_PURPOSE_ENTRY; purpose <= PANTAU_PURPOSE_REFERENCE; purpose++)
    {
      g_autofree char *sealed = pantau_signed_seal (key, purpose, content);

      if (purpose == PANTAU_PURPOSE_RECEIPT)
        g_assert_cmpstr (sealed, ==, fixed_receipt);
      else
        assert_refused (sealed, PANTAU_ERROR_SIGNATURE);
    }
}

/*
 * The fixed receipt with the member @name as @raw, correctly signed: what the province itself must
 * not say.
 */
static char *
receipt_with (const char *name, const char *raw)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (PantauReceipt) receipt = open_receipt (fixed_receipt, NULL);
  g_autoptr (JsonObject) content = json_object_new ();
  g_autoptr (JsonObject) known = pantau_json_parse_known (receipt->text, NULL);
  g_autoptr (GList) names = json_object_get_members (known);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, name))
      json_object_set_member (content, l->data,
                              json_node_copy (json_object_get_member (known, l->data)));
    else if (raw != NULL)
      json_object_set_member (content, name, json_from_string (raw, NULL));

  return pantau_signed_seal (key, PANTAU_PURPOSE_RECEIPT, content);
}

static void
test_malformed (void)
{
  static const char *const bad[][2] = {
    { "province", "\"uvxxvq06xeS2PpyCFu5xo0quxlci7tvKcotOmzzM45Y\"" },
    { "province", NULL },
    { "epoch", NULL },
    { "epoch", "1" },
    { "time", NULL },
    { "nonce", NULL },
    { "nonce", "1" },
    { "index", NULL },
    { "index", "-1" },
    { "index", "\"2\"" },
    { "index", "1" }, /* below a number that it gives */
    { "head", NULL },
    { "head", "\"\"" },
    { "head", "\"x\"" },
    { "count", NULL },
    { "count", "2" },
    { "count", "4" },
    { "count", "\"3\"" },
    { "numbers", NULL },
    { "numbers", "{}" },
    { "numbers", "[]" },
    { "numbers", "[[0,1,1]]" },         /* one line without */
    { "numbers", "[[0,1,2],[2,3,1]]" }, /* a refused one with */
    { "numbers", "[[0,1,3]]" },
    { "numbers", "[[0,1,4]]" },
    { "numbers", "[[0,1,2],[1,2,1]]" }, /* one line twice */
    { "numbers", "[[0,1,2],[0,1,2]]" },
    { "numbers", "[[-1,1,2]]" },
    { "numbers", "[[3,1,1]]" },
    { "numbers", "[[0,0,2]]" },
    { "numbers", "[[0,-1,2]]" },
    { "numbers", "[[0,3,2]]" }, /* beyond the index */
    { "numbers", "[[0,1,0]]" },
    { "numbers", "[[0,1,-2]]" },
    { "numbers", "[[0,1,9007199254740992]]" },
    { "numbers", "[[9007199254740992,1,2]]" },
    { "numbers", "[[0,9007199254740992,2]]" },
    { "numbers", "[[0,1]]" },
    { "numbers", "[[0,1,2,3]]" },
    { "numbers", "[0,1,2]" },
    { "numbers", "[[\"0\",1,2]]" },
    { "numbers", "[[0,1.0,2]]" },
    { "numbers", "[[0,null,2]]" },
    { "numbers", "[[0,[1],2]]" },
    { "numbers", "[null]" },
    { "quarantined", NULL },
    { "quarantined", "{}" },
    { "quarantined", "[1]" },
    { "quarantined", "[{\"at\":1}]" },
    { "quarantined", "[{\"reason\":\"access\"}]" },
    { "quarantined", "[{\"at\":-1,\"reason\":\"access\"}]" },
    { "quarantined", "[{\"at\":3,\"reason\":\"access\"}]" },
    { "quarantined", "[{\"at\":9007199254740992,\"reason\":\"access\"}]" },
    { "quarantined", "[{\"at\":\"1\",\"reason\":\"access\"}]" },
    { "quarantined", "[{\"at\":1,\"reason\":1}]" },
    { "quarantined", "[{\"at\":1,\"reason\":\"a\"},{\"at\":1,\"reason\":\"a\"}]" },
    { "quarantined", "[{\"at\":2,\"reason\":\"access\"}]" }, /* refused as well */
    { "refused", NULL },
    { "refused", "[{\"at\":1,\"reason\":\"a\"}]" },
    { "refused", "[]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *sealed = receipt_with (bad[i][0], bad[i][1]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauReceipt) receipt = open_receipt (sealed, &error);

      if (receipt != NULL || !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED))
        g_error ("%s = %s", bad[i][0], bad[i][1]);
    }
}

/* The helper above changes nothing else. */
static void
test_malformed_is_fair (void)
{
  g_autofree char *same = receipt_with ("index", "2"),
                  *later = receipt_with ("index", "9007199254740992");

  g_assert_cmpstr (same, ==, fixed_receipt);
  {
    g_autoptr (PantauReceipt) receipt = open_receipt (later, NULL);

    g_assert_nonnull (receipt);
  }
}

static void
test_other_accepted (void)
{
  g_autofree char *none = receipt_with ("accepted", NULL),
                  *other = receipt_with ("accepted", "\"" ID_1 "\"");

  assert_refused (none, PANTAU_ERROR_SIGNATURE);
  assert_refused (other, PANTAU_ERROR_SIGNATURE);
}

/* A captive portal's idea of an answer. */
static void
test_not_signed (void)
{
  static const char *const bad[] = { "",
                                     "<html></html>",
                                     "{}",
                                     "[]",
                                     "{\"ok\":true}",
                                     "{\"text\":\"{}\"}",
                                     "{\"signature\":\"x\"}",
                                     "{\"text\":1,\"signature\":2}",
                                     "{\"text\":{},\"signature\":\"x\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_refused (bad[i], PANTAU_ERROR_MALFORMED);
      g_assert_null (pantau_head_open (PROVINCE, bad[i], strlen (bad[i]), &error));
      test_assert_error (error, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_head_fixed (void)
{
  g_autoptr (PantauKeypair) key = province_key ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHead) head =
      pantau_head_open (PROVINCE, fixed_head, strlen (fixed_head), &error);
  g_autofree char *sealed = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (head->province, ==, PROVINCE);
  g_assert_cmpstr (head->epoch, ==, "e1");
  g_assert_cmpstr (head->time, ==, "2024-02-13T06:15:02Z");
  g_assert_cmpint (head->index, ==, 2);
  g_assert_cmpstr (head->head, ==, HEAD_2);
  sealed = pantau_head_seal (head, key);
  g_assert_cmpstr (sealed, ==, fixed_head);
}

static void
test_head_other_province (void)
{
  g_autoptr (PantauKeypair) other = test_key_new (5);
  g_autoptr (PantauHead) head = pantau_head_open (PROVINCE, fixed_head, strlen (fixed_head), NULL);
  g_autofree char *sealed = pantau_head_seal (head, other);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_head_open (PROVINCE, sealed, strlen (sealed), &error));
  test_assert_error (error, PANTAU_ERROR_SIGNATURE);
}

/* A receipt tells a head too, but under its own purpose: neither stands for the other. */
static void
test_head_is_no_receipt (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_head_open (PROVINCE, fixed_receipt, strlen (fixed_receipt), &error));
  test_assert_error (error, PANTAU_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_null (
      pantau_receipt_open (PROVINCE, "n1", ids, 3, fixed_head, strlen (fixed_head), &error));
  test_assert_error (error, PANTAU_ERROR_SIGNATURE);
}

static void
test_head_extend (void)
{
  guint8 head[PANTAU_SHA256_SIZE] = { 0 };
  g_autofree char *one = NULL, *two = NULL;

  pantau_head_extend (head, ID_1);
  one = pantau_hex (head, sizeof head);
  pantau_head_extend (head, ID_2);
  two = pantau_hex (head, sizeof head);
  g_assert_cmpstr (one, ==, HEAD_1);
  g_assert_cmpstr (two, ==, HEAD_2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt/fixed/seal", test_fixed_seal);
  g_test_add_func ("/receipt/fixed/open", test_fixed_open);
  g_test_add_func ("/receipt/kept-proof", test_kept_proof);
  g_test_add_func ("/receipt/round-trip", test_round_trip);
  g_test_add_func ("/receipt/is-short", test_is_short);
  g_test_add_func ("/receipt/longest", test_longest);
  g_test_add_data_func ("/receipt/every-bit", fixed_receipt, test_every_bit);
  g_test_add_func ("/receipt/truncated", test_truncated);
  g_test_add_func ("/receipt/other/nonce", test_other_nonce);
  g_test_add_func ("/receipt/other/ids", test_other_ids);
  g_test_add_func ("/receipt/other/count", test_other_count);
  g_test_add_func ("/receipt/other/province", test_other_province);
  g_test_add_func ("/receipt/other/purpose", test_other_purpose);
  g_test_add_func ("/receipt/other/accepted", test_other_accepted);
  g_test_add_func ("/receipt/malformed", test_malformed);
  g_test_add_func ("/receipt/malformed-is-fair", test_malformed_is_fair);
  g_test_add_func ("/receipt/not-signed", test_not_signed);
  g_test_add_func ("/head/fixed", test_head_fixed);
  g_test_add_data_func ("/head/every-bit", fixed_head, test_every_bit);
  g_test_add_func ("/head/other-province", test_head_other_province);
  g_test_add_func ("/head/is-no-receipt", test_head_is_no_receipt);
  g_test_add_func ("/head/extend", test_head_extend);

  return g_test_run ();
}
