/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parcels of courier files: whoever was meant opens them, nobody else does, and whatever is done to their bytes is noticed and crashes
 * nothing.
 */

#include "config.h"

#include "pantau-parcel.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "test-util.h"

#define MUTATIONS 500

static PantauKeypair *
new_key (guint8 number)
{
  guint8 seed[PANTAU_SEED_SIZE];

  memset (seed, number, sizeof seed);

  return pantau_keypair_new_from_seed (seed);
}

static PantauInvite *
new_invite (guint8 number)
{
  guint8 code[PANTAU_INVITE_CODE_SIZE];

  memset (code, number, sizeof code);

  return pantau_invite_new (code);
}

static JsonObject *
new_content (void)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_LINES);
  json_object_set_string_member (content, "from", "somebody");

  return content;
}

static PantauParcel *
seal_to (const char *const *keys, const char *text)
{
  g_autoptr (JsonObject) content = new_content ();
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel = pantau_parcel_seal (content, payload, keys, NULL, NULL, &error);

  g_assert_no_error (error);

  return parcel;
}

static void
assert_payload (PantauContent *content, const char *text)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content->payload, &length);

  g_assert_cmpmem (bytes, length, text, strlen (text));
}

static void
test_round (void)
{
  g_autoptr (PantauKeypair) province = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (province), NULL };
  g_autoptr (PantauParcel) sealed = seal_to (keys, "muatan");
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (PantauContent) content = NULL;
  g_autoptr (GError) error = NULL;

  parcel = pantau_parcel_read (sealed->frame, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_parcel_is_for (parcel, keys[0]));
  g_assert_null (parcel->re);
  g_assert_cmpuint (strlen (parcel->id), ==, PANTAU_PARCEL_ID_HEX);

  content = pantau_parcel_open (parcel, province, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content->kind, ==, PANTAU_PARCEL_LINES);
  g_assert_cmpstr (pantau_json_string (content->json, "from"), ==, "somebody");
  assert_payload (content, "muatan");
}

static void
test_hides (void)
{
  g_autoptr (PantauKeypair) province = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (province), NULL };
  g_autoptr (PantauParcel) sealed = seal_to (keys, "Banjir di Kertapati");
  gsize length;
  const char *bytes = g_bytes_get_data (sealed->frame, &length);

  g_assert_null (g_strstr_len (bytes, (gssize) length, "Kertapati"));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "somebody"));
  g_assert_null (g_strstr_len (bytes, (gssize) length, keys[0]));
}

/* Two parcels of one content have nothing in common that says so. */
static void
test_never_twice (void)
{
  g_autoptr (PantauKeypair) province = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (province), NULL };
  g_autoptr (PantauParcel) one = seal_to (keys, "x");
  g_autoptr (PantauParcel) two = seal_to (keys, "x");
  const guint8 *a = g_bytes_get_data (one->frame, NULL), *b = g_bytes_get_data (two->frame, NULL);

  g_assert_cmpstr (one->id, !=, two->id);
  g_assert_cmpint (memcmp (a + one->at, b + two->at, one->length), !=, 0);
}

static void
test_several (void)
{
  g_autoptr (PantauKeypair) a = new_key (1);
  g_autoptr (PantauKeypair) b = new_key (2);
  g_autoptr (PantauKeypair) c = new_key (3);
  const char *const keys[] = { pantau_keypair_get_name (a), pantau_keypair_get_name (b), NULL };
  g_autoptr (PantauParcel) parcel = seal_to (keys, "untuk berdua");
  g_autoptr (PantauContent) by_a = pantau_parcel_open (parcel, a, NULL);
  g_autoptr (PantauContent) by_b = pantau_parcel_open (parcel, b, NULL);
  g_autoptr (GError) error = NULL;

  assert_payload (by_a, "untuk berdua");
  assert_payload (by_b, "untuk berdua");
  g_assert_null (pantau_parcel_open (parcel, c, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

/* The header names another's key: the box is still not for it. */
static void
test_other_name_on_box (void)
{
  g_autoptr (PantauKeypair) a = new_key (1);
  g_autoptr (PantauKeypair) b = new_key (2);
  const char *const keys[] = { pantau_keypair_get_name (a), NULL };
  g_autoptr (PantauParcel) parcel = seal_to (keys, "x");
  g_autofree char *of_a = pantau_parcel_key_id (pantau_keypair_get_name (a));
  g_autofree char *of_b = pantau_parcel_key_id (pantau_keypair_get_name (b));
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (PantauParcel) renamed = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = g_bytes_get_size (parcel->frame);
  char *at;

  bytes = g_memdup2 (g_bytes_get_data (parcel->frame, NULL), length);
  at = g_strstr_len ((char *) bytes, (gssize) length, of_a);
  g_assert_nonnull (at);
  memcpy (at, of_b, strlen (of_b));
  frame = g_bytes_new (bytes, length);
  renamed = pantau_parcel_read (frame, &error);
  g_assert_no_error (error);

  g_assert_null (pantau_parcel_open (renamed, b, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

static void
test_invited (void)
{
  g_autoptr (PantauInvite) invite = new_invite (4);
  g_autoptr (PantauInvite) other = new_invite (5);
  g_autoptr (PantauKeypair) key = new_key (1);
  g_autoptr (JsonObject) content = new_content ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (PantauContent) opened = NULL;
  guint8 code[PANTAU_INVITE_KEY_SIZE];

  parcel = pantau_parcel_seal (content, NULL, NULL, invite, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_parcel_is_for_invite (parcel, pantau_invite_get_id (invite)));
  opened = pantau_parcel_open_invited (parcel, invite, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (opened->payload), ==, 0);

  g_assert_null (pantau_parcel_open_invited (parcel, other, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (pantau_parcel_open (parcel, key, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* One that claims the id of the invitation and does not know its code. */
  memset (code, 9, sizeof code);
  g_clear_pointer (&other, pantau_invite_free);
  other = pantau_invite_load (pantau_invite_get_id (invite), code);
  g_assert_null (pantau_parcel_open_invited (parcel, other, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

static void
test_answers (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (key), NULL };
  g_autoptr (PantauParcel) question = seal_to (keys, "?");
  g_autoptr (JsonObject) content = new_content ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) answer = NULL;

  answer = pantau_parcel_seal (content, NULL, keys, NULL, question->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->re, ==, question->id);
}

/* TRUE where something still comes out of these bytes. */
static gboolean
opens (const guint8 *bytes, gsize length, PantauKeypair *key)
{
  g_autoptr (GBytes) frame = g_bytes_new (bytes, length);
  g_autoptr (PantauParcel) parcel = pantau_parcel_read (frame, NULL);
  g_autoptr (PantauContent) content =
      parcel != NULL ? pantau_parcel_open (parcel, key, NULL) : NULL;

  return content != NULL;
}

static void
test_every_bit (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (key), NULL };
  g_autoptr (PantauParcel) parcel = seal_to (keys, "setiap bit");
  gsize length = g_bytes_get_size (parcel->frame);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (parcel->frame, NULL), length);

  g_assert_true (opens (bytes, length, key));
  for (gsize bit = 0; bit < length * 8; bit++)
    {
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      if (opens (bytes, length, key))
        g_error ("bit %" G_GSIZE_FORMAT " of byte %" G_GSIZE_FORMAT " may be changed", bit % 8,
                 bit / 8);
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  for (gsize cut = 0; cut < length; cut++)
    g_assert_false (opens (bytes, cut, key));
}

/* Several bytes at once, pieces cut out and doubled. */
static void
test_mutations (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (key), NULL };
  g_autoptr (PantauParcel) parcel = seal_to (keys, "acak");
  g_autoptr (GRand) random = test_rand_new (8);
  gsize length = g_bytes_get_size (parcel->frame);

  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      gsize frame;

      g_byte_array_append (bytes, g_bytes_get_data (parcel->frame, NULL), (guint) length);
      for (int times = g_rand_int_range (random, 1, 6); times > 0; times--)
        {
          guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
          guint most = (guint) g_rand_int_range (random, 1, 40), n = MIN (most, bytes->len - at);

          switch (g_rand_int_range (random, 0, 3))
            {
            case 0:
              bytes->data[at] ^= (guint8) g_rand_int_range (random, 1, 256);
              break;
            case 1:
              if (n < bytes->len)
                g_byte_array_remove_range (bytes, at, n);
              break;
            default:
              {
                g_autofree guint8 *piece = g_memdup2 (bytes->data + at, n);

                g_byte_array_append (bytes, piece, n);
              }
            }
        }
      if (bytes->len == length &&
          memcmp (bytes->data, g_bytes_get_data (parcel->frame, NULL), length) == 0)
        continue;
      g_assert_false (opens (bytes->data, bytes->len, key));
      if (pantau_parcel_measure ((const char *) bytes->data, bytes->len, &frame, NULL))
        g_assert_cmpuint (frame, <=, PANTAU_PARCEL_LIMIT);
    }
}

static void
test_measure (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (key), NULL };
  g_autoptr (PantauParcel) parcel = seal_to (keys, "panjang");
  gsize length, frame;
  const char *bytes = g_bytes_get_data (parcel->frame, &length);

  for (gsize i = 0; i <= length; i++)
    {
      g_assert_true (pantau_parcel_measure (bytes, i, &frame, NULL));
      g_assert_cmpuint (frame, ==, i < parcel->at ? 0 : length);
    }
}

static void
assert_refused (const char *text, PantauError code)
{
  g_autoptr (GBytes) frame = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) parcel = pantau_parcel_read (frame, &error);

  g_assert_null (parcel);
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

static void
test_hostile_heads (void)
{
  g_autofree char *long_header = g_strnfill (20000, 'x');
  g_autofree char *too_long =
      g_strdup_printf ("parcel\t100\t{\"v\":1,\"id\":\"%s\"}\n", long_header);
  g_autoptr (GString) deep = g_string_new ("parcel\t100\t{\"v\":");
  gsize frame;

  for (guint i = 0; i < 3000; i++)
    g_string_append_c (deep, '[');
  g_string_append_c (deep, '\n');

  assert_refused ("", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t-5\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t+99\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t0099\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t 99\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t42\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("parcel\t99999999\t{}\n", PANTAU_ERROR_TOO_LARGE);
  assert_refused ("parcel\t18446744073709551617\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused ("PARCEL\t99\t{}\n", PANTAU_ERROR_MALFORMED);
  assert_refused (too_long, PANTAU_ERROR_MALFORMED);
  assert_refused (deep->str, PANTAU_ERROR_MALFORMED);

  /* What claims much is refused before anybody makes room for it. */
  g_assert_false (pantau_parcel_measure ("parcel\t99999999\t{}\n", 19, &frame, NULL));
  g_assert_cmpuint (frame, ==, 0);
}

/* A frame of the right length around a header that is wrong. */
static void
test_hostile_headers (void)
{
  static const char *const headers[] = {
    "{}",
    "[]",
    "{\"v\":1}",
    "{\"v\":0,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"key\":\"0000000000000000\","
    "\"box\":\"\"}]}",
    "{\"v\":1,\"id\":\"0000000000000000000000000000000\",\"to\":[{\"key\":\"0000000000000000\","
    "\"box\":\"\"}]}",
    "{\"v\":1,\"id\":\"0000000000000000000000000000000G\",\"to\":[{\"key\":\"0000000000000000\","
    "\"box\":\"\"}]}",
    "{\"v\":1,\"id\":\"../../../../../../../../../etc/pa\",\"to\":[{\"key\":\"0000000000000000\","
    "\"box\":\"\"}]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[7]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"box\":\"\"}]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"key\":\"0000000000000000\","
    "\"invite\":\"0000000000000000\"}]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"key\":\"../x\"}]}",
    "{\"v\":1,\"id\":\"00000000000000000000000000000000\",\"re\":7,\"to\":[{\"key\":"
    "\"0000000000000000\",\"box\":\"\"}]}",
    "{\"v\":1,\"v\":1,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"key\":"
    "\"0000000000000000\",\"box\":\"\"}]}",
  };
  g_autofree char *sealed = g_strnfill (100, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *text = g_strdup_printf ("parcel\t100\t%s\n%s\n", headers[i], sealed);

      assert_refused (text, PANTAU_ERROR_MALFORMED);
    }
}

/* Boxes that are none: read so that the parcel can be carried, but nothing opens. */
static void
test_hostile_boxes (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  g_autofree char *id = pantau_parcel_key_id (pantau_keypair_get_name (key));
  g_autofree char *sealed = g_strnfill (100, 'x');
  g_autofree char *zeros = g_strnfill (108, 'A');
  const char *const boxes[] = { "", "7", "\"\"", "\"====\"", "\"AAAA\"", "null", "[]", NULL };

  for (guint i = 0; i <= g_strv_length ((char **) boxes); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", zeros);
      const char *box = boxes[i] != NULL ? boxes[i] : quoted;
      g_autofree char *text =
          g_strdup_printf ("parcel\t100\t{\"v\":1,\"id\":\"00000000000000000000000000000000\","
                           "\"to\":[{\"key\":\"%s\""
                           "%s%s}]}\n%s\n",
                           id, *box != '\0' ? ",\"box\":" : "", box, sealed);
      g_autoptr (GBytes) frame = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauParcel) parcel = pantau_parcel_read (frame, &error);

      g_assert_no_error (error);
      g_assert_null (pantau_parcel_open (parcel, key, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
    }
}

/* A newer parcel is carried, not opened. */
static void
test_newer (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  g_autofree char *id = pantau_parcel_key_id (pantau_keypair_get_name (key));
  g_autofree char *sealed = g_strnfill (100, 'x');
  g_autofree char *text = g_strdup_printf (
      "parcel\t100\t{\"v\":2,\"id\":\"00000000000000000000000000000000\",\"to\":[{\"key\":\"%s\","
      "\"new\":1}],\"more\":[1]}\n%s\n",
      id, sealed);
  g_autoptr (GBytes) frame = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) parcel = pantau_parcel_read (frame, &error);

  g_assert_no_error (error);
  g_assert_null (pantau_parcel_open (parcel, key, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NEWER);
}

static void
test_sizes (void)
{
  g_autoptr (PantauKeypair) key = new_key (1);
  const char *const keys[] = { pantau_keypair_get_name (key), NULL };
  g_autoptr (JsonObject) content = new_content ();
  g_autofree char *most = g_malloc0 (PANTAU_PARCEL_PAYLOAD_LIMIT + 1);
  g_autofree char *text = g_strnfill (PANTAU_PARCEL_CONTENT_LIMIT, 'x');
  g_autoptr (GBytes) fits = g_bytes_new (most, PANTAU_PARCEL_PAYLOAD_LIMIT);
  g_autoptr (GBytes) over = g_bytes_new (most, PANTAU_PARCEL_PAYLOAD_LIMIT + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (PantauContent) opened = NULL;

  parcel = pantau_parcel_seal (content, fits, keys, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (parcel->frame), <=, PANTAU_PARCEL_LIMIT);
  opened = pantau_parcel_open (parcel, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (opened->payload), ==, PANTAU_PARCEL_PAYLOAD_LIMIT);

  g_assert_null (pantau_parcel_seal (content, over, keys, NULL, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
  g_clear_error (&error);
  json_object_set_string_member (content, "text", text);
  g_assert_null (pantau_parcel_seal (content, NULL, keys, NULL, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
}

static void
test_bad_keys (void)
{
  g_autofree char *zeros = g_strnfill (PANTAU_KEY_TEXT, 'A');
  const char *const none[] = { NULL }, *const bad[] = { "x", NULL },
                    *const small_order[] = { zeros, NULL };
  const char *const *all[] = { none, bad, small_order };
  g_autoptr (JsonObject) content = new_content ();

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_parcel_seal (content, NULL, all[i], NULL, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parcel/round", test_round);
  g_test_add_func ("/parcel/hides", test_hides);
  g_test_add_func ("/parcel/never-twice", test_never_twice);
  g_test_add_func ("/parcel/several", test_several);
  g_test_add_func ("/parcel/other-name-on-box", test_other_name_on_box);
  g_test_add_func ("/parcel/invited", test_invited);
  g_test_add_func ("/parcel/answers", test_answers);
  g_test_add_func ("/parcel/every-bit", test_every_bit);
  g_test_add_func ("/parcel/mutations", test_mutations);
  g_test_add_func ("/parcel/measure", test_measure);
  g_test_add_func ("/parcel/hostile-heads", test_hostile_heads);
  g_test_add_func ("/parcel/hostile-headers", test_hostile_headers);
  g_test_add_func ("/parcel/hostile-boxes", test_hostile_boxes);
  g_test_add_func ("/parcel/newer", test_newer);
  g_test_add_func ("/parcel/sizes", test_sizes);
  g_test_add_func ("/parcel/bad-keys", test_bad_keys);

  return g_test_run ();
}
