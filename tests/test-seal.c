/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Envelopes: whoever was meant opens them, nobody else does, and whatever is done to their bytes is noticed and crashes nothing.
 */

#include "config.h"

#include "pantau-reference.h"
#include "pantau-seal.h"

#include <string.h>

#include "seal-fixture.h"
#include "test-util.h"

#define REGION "16.13.04"

/* The officers of the kabupaten (1) and of the province (2). */
static PantauRoster *
new_roster (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);

  return seal_roster (recovery, 1, seal_officer (1, "16.13", NULL), seal_officer (2, "16", NULL),
                      NULL);
}

static GBytes *
seal_one (PantauIdentity *identity)
{
  g_autoptr (PantauRoster) roster = new_roster ();
  g_autoptr (GError) error = NULL;
  GBytes *envelope = pantau_seal (identity, SEAL_RECORD, "reporter", 1, roster, REGION, &error);

  g_assert_no_error (error);

  return envelope;
}

static GBytes *
new_envelope (void)
{
  g_autoptr (PantauIdentity) identity = seal_identity ();

  return seal_one (identity);
}

static PantauIdentity *
open_as (GBytes *envelope, guint8 number, GError **error)
{
  g_autoptr (PantauBoxKey) key = seal_key (number);

  return pantau_seal_open (envelope, NULL, key, SEAL_RECORD, "reporter", 1, error);
}

static void
check_identity (PantauIdentity *opened)
{
  g_auto (GStrv) has = pantau_identity_dup_has (opened);
  const char *const expected[] = { "name", "address", "phone", NULL };

  g_assert_cmpstrv (has, expected);
  g_assert_cmpstr (pantau_identity_get (opened, "name"), ==, "Siti \"Ti\" Aminah");
  g_assert_cmpstr (pantau_identity_get (opened, "address"), ==, "Jl. Merdeka 5\nKel. Talang Semut");
  g_assert_cmpstr (pantau_identity_get (opened, "phone"), ==, "0812 3456 7890");
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauIdentity) opened = open_as (envelope, 1, &error);

  g_assert_no_error (error);
  check_identity (opened);
}

static void
test_recovery_key_opens (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauIdentity) opened = pantau_seal_open (
      envelope, NULL, pantau_recovery_get_seal_key (recovery), SEAL_RECORD, "reporter", 1, &error);

  g_assert_no_error (error);
  check_identity (opened);
}

/* The nearest region has officers, so those above it are not meant. */
static void
test_only_for_the_nearest (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) recipients = pantau_seal_recipients (envelope, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (recipients), ==, 2);
  g_assert_null (open_as (envelope, 2, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

static void
test_with_picture (void)
{
  g_autoptr (PantauIdentity) identity = seal_identity (), opened = NULL;
  g_autofree guint8 *picture = g_malloc (100000);
  g_autoptr (GBytes) copy = NULL, envelope = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) has = NULL;

  for (guint i = 0; i < 100000; i++)
    picture[i] = (guint8) (i * 31);
  copy = g_bytes_new (picture, 100000);
  g_assert_true (pantau_identity_set_copy (identity, copy));
  envelope = seal_one (identity);
  opened = open_as (envelope, 1, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pantau_identity_get_copy (opened), copy));
  has = pantau_identity_dup_has (opened);
  g_assert_cmpstr (has[3], ==, PANTAU_IDENTITY_COPY);
}

static void
test_largest_picture (void)
{
  g_autoptr (PantauIdentity) identity = seal_identity (), opened = NULL;
  g_autofree guint8 *picture = g_malloc0 (PANTAU_IDENTITY_MAX_COPY + 1);
  g_autoptr (GBytes) copy = g_bytes_new (picture, PANTAU_IDENTITY_MAX_COPY), envelope = NULL,
                     larger = g_bytes_new (picture, PANTAU_IDENTITY_MAX_COPY + 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_identity_set_copy (identity, larger));
  g_assert_null (pantau_identity_get_copy (identity));
  g_assert_true (pantau_identity_set_copy (identity, copy));
  envelope = seal_one (identity);
  g_assert_cmpuint (g_bytes_get_size (envelope), <=, PANTAU_SEAL_LIMIT);
  opened = open_as (envelope, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pantau_identity_get_copy (opened)), ==,
                    PANTAU_IDENTITY_MAX_COPY);
}

/* Who looks at the sizes learns nothing of names and addresses. */
static void
test_all_texts_one_size (void)
{
  gsize first = 0;

  for (guint n = 1; n <= 900; n += 31)
    {
      g_autoptr (PantauIdentity) identity = pantau_identity_new ();
      g_autoptr (GBytes) envelope = NULL;
      g_autofree char *text = g_strnfill (n, 'a');

      pantau_identity_set (identity, "name", text);
      envelope = seal_one (identity);
      if (first == 0)
        first = g_bytes_get_size (envelope);
      g_assert_cmpuint (g_bytes_get_size (envelope), ==, first);
    }
}

/* Whatever a kind of record asks for, all of it at its longest: the same size. */
static void
test_parts_of_kinds (void)
{
  static const char *const kinds[] = { "hoax", "neutrality", "other" };
  static const char *const people[] = { "reporter", "witness" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &error);
  g_autoptr (GBytes) small = new_envelope ();

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (people); i++)
    {
      const char *kind = kinds[i / 2], *person = people[i % 2];
      PantauIdentityParts *parts = pantau_reference_get_identity_parts (reference);
      g_autoptr (GPtrArray) asked = pantau_identity_parts_for (parts, person, kind);
      g_autoptr (PantauIdentity) identity = pantau_identity_new ();
      g_autoptr (GBytes) envelope = NULL;

      g_assert_cmpuint (asked->len, >, 0);
      for (guint j = 0; j < asked->len; j++)
        {
          const PantauIdentityPart *part = g_ptr_array_index (asked, j);
          g_autoptr (GString) text = g_string_new (NULL);

          for (guint k = 0; k < part->max; k++)
            g_string_append (text, "𐤀");
          if (part->type == PANTAU_IDENTITY_CHOICE)
            g_string_assign (text,
                             ((PantauIdentityChoice *) g_ptr_array_index (part->choices, 0))->code);
          if (part->type != PANTAU_IDENTITY_PICTURE)
            pantau_identity_set (identity, part->name, text->str);
        }
      g_assert_true (
          pantau_identity_parts_check (parts, identity, person, kind, "id", NULL, &error));
      envelope = seal_one (identity);
      g_assert_cmpuint (g_bytes_get_size (envelope), ==, g_bytes_get_size (small));
    }
}

/* A hoax's source may be a number alone; how it was received is of hoaxes only. */
static void
test_parts_required (void)
{
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, NULL);
  PantauIdentityParts *parts = pantau_reference_get_identity_parts (reference);
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  const char *part = NULL;

  pantau_identity_set (identity, "phone", "0812 3456 7890");
  g_assert_true (
      pantau_identity_parts_check (parts, identity, "reporter", "hoax", "id", NULL, NULL));
  g_assert_false (
      pantau_identity_parts_check (parts, identity, "reporter", "neutrality", "id", &part, NULL));
  g_assert_cmpstr (part, ==, "name");

  pantau_identity_set (identity, "name", "Siti");
  pantau_identity_set (identity, "received", "Dikirim ulang dari grup");
  g_assert_true (
      pantau_identity_parts_check (parts, identity, "reporter", "hoax", "id", NULL, NULL));
  g_assert_false (
      pantau_identity_parts_check (parts, identity, "reporter", "neutrality", "id", &part, NULL));
  g_assert_cmpstr (part, ==, "received");
  g_assert_false (
      pantau_identity_parts_check (parts, identity, "witness", "hoax", "id", NULL, NULL));
  /* What a record got when other parts were asked for is still of it. */
  pantau_identity_set (identity, "address", "Jl. Merdeka 5");
  g_assert_true (
      pantau_identity_parts_check (parts, identity, "reporter", "hoax", "id", NULL, NULL));
}

/* However they are written: the longest that identitas.json allows still is of that size. */
static void
test_four_byte_letters (void)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new (), opened = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) envelope = NULL, other = new_envelope ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 900; i++)
    g_string_append (text, "𐤀");
  pantau_identity_set (identity, "name", text->str);
  envelope = seal_one (identity);
  g_assert_cmpuint (g_bytes_get_size (envelope), ==, g_bytes_get_size (other));
  opened = open_as (envelope, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (opened, "name"), ==, text->str);
}

static void
test_too_long (void)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  g_autoptr (PantauRoster) roster = new_roster ();
  g_autofree char *text = g_strnfill (5000, 'a');
  g_autoptr (GError) error = NULL;

  pantau_identity_set (identity, "name", text);
  g_assert_null (pantau_seal (identity, SEAL_RECORD, "reporter", 1, roster, REGION, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
}

static void
test_nothing_in_it (void)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  g_autoptr (PantauRoster) roster = new_roster ();
  g_autoptr (GError) error = NULL;

  pantau_identity_set (identity, "name", " \t\n ");
  g_assert_true (pantau_identity_is_empty (identity));
  g_assert_null (pantau_seal (identity, SEAL_RECORD, "reporter", 1, roster, REGION, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

/* Every character that JSON has an opinion on. */
static void
test_all_characters (void)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new (), opened = NULL;
  g_autoptr (GString) text = g_string_new ("x");
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (GError) error = NULL;

  for (gunichar c = 1; c < 0x250; c++)
    g_string_append_unichar (text, c);
  g_string_append (text, "\xe2\x80\xae\xf0\x9f\x98\x80z");
  pantau_identity_set (identity, "name", text->str);
  envelope = seal_one (identity);
  opened = open_as (envelope, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (opened, "name"), ==, text->str);
}

/* However far it is cut, it says so: and where one byte is left as well as where one is missing. */
static void
test_every_length (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();

  for (gsize length = 0; length < g_bytes_get_size (envelope); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (envelope, 0, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (open_as (cut, 1, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
    }
}

static void
test_longer (void)
{
  g_autoptr (GBytes) envelope = new_envelope (), longer = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, g_bytes_get_data (envelope, NULL),
                       (guint) g_bytes_get_size (envelope));
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
  longer = g_bytes_new (bytes->data, bytes->len);
  g_assert_null (open_as (longer, 1, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
}

/* Also in what is meant for another: nobody adds or takes away readers. */
static void
test_changed_bits (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (GRand) rand = test_rand_new (20241127);
  gsize length = g_bytes_get_size (envelope);
  guint rounds = test_rounds (1000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (envelope, NULL), length);
      /* Half of them in the head, which is but a twentieth of it. */
      gsize bit = (gsize) g_rand_int_range (rand, 0, (gint32) (i % 2 ? length : 196) * 8);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;

      copy[bit / 8] ^= (guint8) (1 << bit % 8);
      changed = g_bytes_new (copy, length);
      g_assert_null (open_as (changed, 1, &error));
      g_assert_nonnull (error);
    }
}

static void
test_unknown_key (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (GError) error = NULL;

  g_assert_null (open_as (envelope, 9, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

static void
check_not_of (const char *record, const char *person, guint ordinal)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (PantauBoxKey) key = seal_key (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_seal_open (envelope, NULL, key, record, person, ordinal, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

/* Nobody hangs one reporter's envelope on another record. */
static void
test_of_another (void)
{
  check_not_of ("0b7a5c0e-1111-4222-8333-444455556667", "reporter", 1);
  check_not_of (SEAL_RECORD, "witness", 1);
  check_not_of (SEAL_RECORD, "reporter", 2);
}

static void
test_newer (void)
{
  static const char magic[] = "pantau-envelope-2\nwhatever it may be";
  g_autoptr (GBytes) bytes = g_bytes_new_static (magic, sizeof magic - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (open_as (bytes, 1, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NEWER);
}

/* The envelope stays as it is: a later officer opens it by a line beside it. */
static void
test_wrap (void)
{
  g_autoptr (GBytes) envelope = new_envelope (), head = NULL;
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauBoxKey) later = seal_key (5);
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_wrap_free);
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) recipients = NULL;
  PantauWrap *wrap;

  head = pantau_seal_head (envelope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (head), <, 256);
  wrap = pantau_seal_wrap (head, NULL, pantau_recovery_get_seal_key (recovery),
                           pantau_box_key_get_name (later), &error);
  g_assert_no_error (error);
  g_ptr_array_add (wraps, pantau_wrap_new (wrap->key, wrap->box));
  pantau_wrap_free (wrap);

  recipients = pantau_seal_recipients (head, &error);
  g_assert_false (
      pantau_seal_is_for ((const char *const *) recipients, NULL, pantau_box_key_get_name (later)));
  g_assert_true (pantau_seal_is_for ((const char *const *) recipients, wraps,
                                     pantau_box_key_get_name (later)));
  opened = pantau_seal_open (envelope, wraps, later, SEAL_RECORD, "reporter", 1, &error);
  g_assert_no_error (error);
  check_identity (opened);
}

/* A wrap that is none does not hide one that is. */
static void
test_false_wrap (void)
{
  g_autoptr (GBytes) envelope = new_envelope ();
  g_autoptr (PantauBoxKey) first = seal_key (1), later = seal_key (5);
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_wrap_free);
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *box = g_malloc0 (80);
  g_autofree char *base64 = g_base64_encode (box, 80);
  PantauWrap *wrap =
      pantau_seal_wrap (envelope, NULL, first, pantau_box_key_get_name (later), &error);

  g_assert_no_error (error);
  g_ptr_array_add (wraps, pantau_wrap_new (wrap->key, base64));
  g_assert_null (pantau_seal_open (envelope, wraps, later, SEAL_RECORD, "reporter", 1, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
  g_clear_error (&error);

  g_ptr_array_add (wraps, wrap);
  opened = pantau_seal_open (envelope, wraps, later, SEAL_RECORD, "reporter", 1, &error);
  g_assert_no_error (error);
  check_identity (opened);
}

static void
test_wrap_forms (void)
{
  g_autofree guint8 *box = g_malloc0 (81);
  g_autofree char *right = g_base64_encode (box, 80), *longer = g_base64_encode (box, 81);
  g_autoptr (PantauWrap) wrap = pantau_wrap_new ("0123456789abcdef", right);

  g_assert_nonnull (wrap);
  g_assert_null (pantau_wrap_new ("0123456789abcde", right));
  g_assert_null (pantau_wrap_new ("0123456789ABCDEF", right));
  g_assert_null (pantau_wrap_new (NULL, right));
  g_assert_null (pantau_wrap_new ("0123456789abcdef", longer));
  g_assert_null (pantau_wrap_new ("0123456789abcdef", NULL));
}

/* Nobody else can seal to an officer who is not there: a region without one is sealed to the recovery key alone, so that nothing is lost. */
static void
test_region_without_officers (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster =
      seal_roster (recovery, 1, seal_officer (1, "16.13", "2020-01-31"), NULL);
  g_autoptr (PantauIdentity) identity = seal_identity (), opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) envelope =
      pantau_seal (identity, SEAL_RECORD, "witness", 3, roster, REGION, &error);
  g_auto (GStrv) recipients = pantau_seal_recipients (envelope, NULL);

  g_assert_cmpuint (g_strv_length (recipients), ==, 1);
  opened = pantau_seal_open (envelope, NULL, pantau_recovery_get_seal_key (recovery), SEAL_RECORD,
                             "witness", 3, &error);
  g_assert_no_error (error);
  check_identity (opened);
}

/* Two envelopes of one person have nothing in common to be recognised by. */
static void
test_nothing_in_common (void)
{
  g_autoptr (GBytes) a = new_envelope (), b = new_envelope ();
  const guint8 *x = g_bytes_get_data (a, NULL), *y = g_bytes_get_data (b, NULL);
  gsize length = g_bytes_get_size (a), same = 0;

  for (gsize i = 196; i < length; i++)
    same += x[i] == y[i];
  g_assert_cmpuint (same, <, length / 32);
}

/* What envelopes of today are, for ever: whatever changes here, this one still opens. */
static void
test_frozen (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "v1", "envelope", NULL);
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauIdentity) opened = NULL;

  envelope = test_file_read (path);
  opened = open_as (envelope, 1, &error);
  g_assert_no_error (error);
  check_identity (opened);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/seal/round-trip", test_round_trip);
  g_test_add_func ("/seal/recovery-key-opens", test_recovery_key_opens);
  g_test_add_func ("/seal/only-for-the-nearest", test_only_for_the_nearest);
  g_test_add_func ("/seal/with-picture", test_with_picture);
  g_test_add_func ("/seal/largest-picture", test_largest_picture);
  g_test_add_func ("/seal/all-texts-one-size", test_all_texts_one_size);
  g_test_add_func ("/seal/parts-of-kinds", test_parts_of_kinds);
  g_test_add_func ("/seal/parts-required", test_parts_required);
  g_test_add_func ("/seal/four-byte-letters", test_four_byte_letters);
  g_test_add_func ("/seal/too-long", test_too_long);
  g_test_add_func ("/seal/nothing-in-it", test_nothing_in_it);
  g_test_add_func ("/seal/all-characters", test_all_characters);
  g_test_add_func ("/seal/every-length", test_every_length);
  g_test_add_func ("/seal/longer", test_longer);
  g_test_add_func ("/seal/changed-bits", test_changed_bits);
  g_test_add_func ("/seal/unknown-key", test_unknown_key);
  g_test_add_func ("/seal/of-another", test_of_another);
  g_test_add_func ("/seal/newer", test_newer);
  g_test_add_func ("/seal/wrap", test_wrap);
  g_test_add_func ("/seal/false-wrap", test_false_wrap);
  g_test_add_func ("/seal/wrap-forms", test_wrap_forms);
  g_test_add_func ("/seal/region-without-officers", test_region_without_officers);
  g_test_add_func ("/seal/nothing-in-common", test_nothing_in_common);
  g_test_add_func ("/seal/frozen", test_frozen);

  return g_test_run ();
}
