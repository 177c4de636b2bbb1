/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of identity officers: only the recovery key makes them, and a region has its nearest ones. */

#include "config.h"

#include "pantau-roster.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-signed.h"
#include "seal-fixture.h"
#include "test-util.h"

#define TODAY "2024-11-27"

static PantauRoster *
new_roster (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);

  return seal_roster (recovery, 3, seal_officer (1, "16.13", NULL), seal_officer (2, "16", NULL),
                      seal_officer (3, "16.13", TODAY), seal_officer (4, "16.71", NULL), NULL);
}

static void
test_round_trip (void)
{
  g_autoptr (PantauRoster) made = new_roster (), read = NULL;
  g_autoptr (GError) error = NULL;
  const PantauOfficer *officer;

  read = pantau_roster_parse (pantau_roster_get_statement (made), &error);
  g_assert_no_error (error);
  g_assert_cmpint (pantau_roster_get_serial (read), ==, 3);
  g_assert_cmpstr (pantau_roster_get_fingerprint (read), ==, pantau_roster_get_fingerprint (made));
  g_assert_cmpuint (pantau_roster_get_officers (read)->len, ==, 4);
  officer = g_ptr_array_index (pantau_roster_get_officers (read), 2);
  g_assert_cmpstr (officer->name, ==, "Petugas 3");
  g_assert_cmpstr (officer->person, ==, "ID-3");
  g_assert_cmpstr (officer->region, ==, "16.13");
  g_assert_cmpstr (officer->until, ==, TODAY);
}

/* Whoever adds an officer, or takes one away, is found out. */
static void
test_changed (void)
{
  g_autoptr (PantauRoster) made = new_roster ();
  g_autoptr (GString) text = g_string_new (pantau_roster_get_statement (made));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, "Petugas 3", "Petugas 5", 0), ==, 1);
  g_assert_null (pantau_roster_parse (text->str, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

/* The recovery key that it names, and another that signed. */
static void
test_signed_by_another (void)
{
  g_autoptr (PantauRoster) made = new_roster ();
  g_autoptr (JsonObject) outer = pantau_json_parse_known (pantau_roster_get_statement (made), NULL);
  const char *text = pantau_json_string (outer, "text");
  g_autoptr (PantauKeypair) other = test_key_new (9);
  g_autoptr (JsonObject) content = pantau_json_parse_known (text, NULL);
  g_autofree char *statement = pantau_signed_seal (other, PANTAU_PURPOSE_OFFICERS, content);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_roster_parse (statement, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

/* What was signed for one purpose says nothing for another. */
static void
test_purpose (void)
{
  g_autoptr (PantauRoster) made = new_roster ();
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (JsonObject) outer = pantau_json_parse_known (pantau_roster_get_statement (made), NULL);
  g_autoptr (JsonObject) content =
      pantau_json_parse_known (pantau_json_string (outer, "text"), NULL);
  g_autofree char *statement =
      pantau_signed_seal (pantau_recovery_get_sign_key (recovery), PANTAU_PURPOSE_RECEIPT, content);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_roster_parse (statement, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
}

static void
check_region (const char *region, const char *today, const char *expected)
{
  g_autoptr (PantauRoster) roster = new_roster ();
  g_autoptr (GPtrArray) officers = pantau_roster_for_region (roster, region, today);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < officers->len; i++)
    g_string_append_printf (names, "%s ",
                            ((PantauOfficer *) g_ptr_array_index (officers, i))->person);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_nearest_region (void)
{
  check_region ("16.13.04.2001", TODAY, "ID-1 ID-3 ");
  check_region ("16.13", TODAY, "ID-1 ID-3 ");
  check_region ("16.06.01", TODAY, "ID-2 ");
  check_region ("16", TODAY, "ID-2 ");
  check_region ("16.71.01", TODAY, "ID-4 ");
  check_region ("16.7", TODAY, "ID-2 ");
  check_region ("17.01", TODAY, "");
}

static void
test_past_the_last_day (void)
{
  check_region ("16.13.04", "2024-11-28", "ID-1 ");
}

/* A region whose officers are all past falls to the region above it. */
static void
test_all_past (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster = seal_roster (
      recovery, 1, seal_officer (1, "16.13", "2024-11-26"), seal_officer (2, "16", NULL), NULL);
  g_autoptr (GPtrArray) officers = pantau_roster_for_region (roster, "16.13.04", TODAY);

  g_assert_cmpuint (officers->len, ==, 1);
  g_assert_cmpstr (((PantauOfficer *) g_ptr_array_index (officers, 0))->person, ==, "ID-2");
}

static void
check_not_made (PantauOfficer *first, PantauOfficer *second)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (GPtrArray) officers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (officers, first);
  if (second != NULL)
    g_ptr_array_add (officers, second);
  g_assert_null (pantau_roster_sign (recovery, 1, TODAY, officers, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

static void
test_what_cannot_be (void)
{
  PantauOfficer *officer = seal_officer (1, "Palembang", NULL);

  check_not_made (officer, NULL);
  check_not_made (seal_officer (1, "16", "2024-02-30"), NULL);
  check_not_made (seal_officer (1, "16", NULL), seal_officer (1, "16.13", NULL));
  officer = seal_officer (1, "16", NULL);
  officer->seal[5] = '*';
  check_not_made (officer, NULL);
}

/* It fits into a line of the ledger, with names as long as they may be. */
static void
test_most_officers (void)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (GPtrArray) officers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < PANTAU_ROSTER_MAX_OFFICERS; i++)
    {
      PantauOfficer *officer = seal_officer ((guint8) i, "16.13.04", "2029-02-28");

      g_free (officer->name);
      officer->name = g_strnfill (60, 'N');
      g_ptr_array_add (officers, officer);
    }
  roster = pantau_roster_sign (recovery, 1, TODAY, officers, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (pantau_roster_get_statement (roster)), <, 60 * 1024);

  g_ptr_array_add (officers, seal_officer (120, "16", NULL));
  g_assert_null (pantau_roster_sign (recovery, 1, TODAY, officers, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

static char *
new_request (guint8 signer)
{
  g_autoptr (PantauKeypair) device = test_key_new (signer);
  g_autoptr (PantauOfficer) officer = seal_officer (1, "16.13", NULL);

  return pantau_officer_request (device, officer);
}

static void
test_request (void)
{
  g_autofree char *statement = new_request (101);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauOfficer) officer = pantau_officer_request_parse (statement, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (officer->name, ==, "Petugas 1");
  g_assert_cmpstr (officer->region, ==, "16.13");
  g_assert_null (strchr (statement, '\n'));
}

/* Somebody else cannot ask in the name of a device. */
static void
test_request_of_another (void)
{
  g_autofree char *statement = new_request (9);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_officer_request_parse (statement, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
  g_assert_nonnull (strstr (error->message, "Petugas 1"));
}

/* Neither is anything else read as a list, or crashes. */
static void
test_no_roster (void)
{
  static const char *const texts[] = { "",
                                       "{}",
                                       "[]",
                                       "{\"text\":1,\"signature\":2}",
                                       "{\"text\":\"\",\"signature\":\"\"}",
                                       "{\"text\":\"{}\",\"signature\":\"x\"}",
                                       "{\"text\":\"[[[[[[[[[[[[[[[[[[[[\",\"signature\":\"x\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL, other = NULL;

      g_assert_null (pantau_roster_parse (texts[i], &error));
      g_assert_nonnull (error);
      g_assert_null (pantau_officer_request_parse (texts[i], &other));
      g_assert_nonnull (other);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/roster/round-trip", test_round_trip);
  g_test_add_func ("/roster/changed", test_changed);
  g_test_add_func ("/roster/signed-by-another", test_signed_by_another);
  g_test_add_func ("/roster/purpose", test_purpose);
  g_test_add_func ("/roster/nearest-region", test_nearest_region);
  g_test_add_func ("/roster/past-the-last-day", test_past_the_last_day);
  g_test_add_func ("/roster/all-past", test_all_past);
  g_test_add_func ("/roster/what-cannot-be", test_what_cannot_be);
  g_test_add_func ("/roster/most-officers", test_most_officers);
  g_test_add_func ("/roster/request", test_request);
  g_test_add_func ("/roster/request-of-another", test_request_of_another);
  g_test_add_func ("/roster/no-roster", test_no_roster);

  return g_test_run ();
}
