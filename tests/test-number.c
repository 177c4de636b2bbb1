/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of people: which form each has, and what is said of one that has another. Every number is invented. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-number.h"

static void
assert_taken (PantauNumberForm form, const char *text, const char *expected)
{
  const char *code = NULL;
  g_autofree char *message = NULL;
  g_autofree char *number = pantau_number_read (form, text, &code, &message);

  if (number == NULL)
    g_error ("“%s”: %s", text, message);
  g_assert_cmpstr (number, ==, expected);
  g_assert_null (code);
}

/* @says (nullable): a word that the sentence must have. */
static void
assert_refused (PantauNumberForm form, const char *text, const char *expected, const char *says)
{
  const char *code = NULL;
  g_autofree char *message = NULL;
  g_autofree char *number = pantau_number_read (form, text, &code, &message);

  if (number != NULL)
    g_error ("“%s” was taken", text);
  g_assert_cmpstr (code, ==, expected);
  g_assert_cmpuint (strlen (message), >, 10);
  if (says != NULL && strstr (message, says) == NULL)
    g_error ("“%s” does not say “%s”", message, says);
}

static void
test_nip (void)
{
  assert_taken (PANTAU_NUMBER_NIP, "198704122010011007", "198704122010011007");
  assert_taken (PANTAU_NUMBER_NIP, "19870412 201001 1 007", "198704122010011007");
  assert_taken (PANTAU_NUMBER_NIP, "19870412.201001.2.007", "198704122010012007");
  /* Born on 29 February; and a PPPK, which has 21 for the month. */
  assert_taken (PANTAU_NUMBER_NIP, "198402292010011007", "198402292010011007");
  assert_taken (PANTAU_NUMBER_NIP, "199203082023211005", "199203082023211005");

  /* One digit too few or too many: told with the count. */
  assert_refused (PANTAU_NUMBER_NIP, "19870412201001100", "wrong-length", "17");
  assert_refused (PANTAU_NUMBER_NIP, "1987041220100110070", "wrong-length", "19");
  assert_refused (PANTAU_NUMBER_NIP, "1987 0412 2010 0110 0", "wrong-length", "17");
  assert_refused (PANTAU_NUMBER_NIP, "19870412201001100X", "wrong-digits", NULL);
  assert_refused (PANTAU_NUMBER_NIP, "198713122010011007", "wrong-digits", "19870412");
  assert_refused (PANTAU_NUMBER_NIP, "198702292010011007", "wrong-digits", "19870412");
  assert_refused (PANTAU_NUMBER_NIP, "188704122010011007", "wrong-digits", "19870412");
  assert_refused (PANTAU_NUMBER_NIP, "198704122010131007", "wrong-digits", "201001");
  assert_refused (PANTAU_NUMBER_NIP, "198704121986011007", "wrong-digits", "201001");
  assert_refused (PANTAU_NUMBER_NIP, "198704122010013007", "wrong-digits", "15");
}

static void
test_nik (void)
{
  assert_taken (PANTAU_NUMBER_NIK, "1613041204870003", "1613041204870003");
  /* A woman: the day + 40; in groups. */
  assert_taken (PANTAU_NUMBER_NIK, "161304 520487 0003", "1613045204870003");
  assert_taken (PANTAU_NUMBER_NIK, "1613046902000001", "1613046902000001");
  assert_taken (PANTAU_NUMBER_NIK, "9401010101800001", "9401010101800001");

  assert_refused (PANTAU_NUMBER_NIK, "161304120487003", "wrong-length", "15");
  assert_refused (PANTAU_NUMBER_NIK, "198704122010011007", "wrong-length", "18");
  assert_refused (PANTAU_NUMBER_NIK, "1013041204870003", "wrong-digits", "16");
  assert_refused (PANTAU_NUMBER_NIK, "9913041204870003", "wrong-digits", "16");
  assert_refused (PANTAU_NUMBER_NIK, "1613043204870003", "wrong-digits", "520487");
  assert_refused (PANTAU_NUMBER_NIK, "1613047204870003", "wrong-digits", "520487");
  assert_refused (PANTAU_NUMBER_NIK, "1613041213870003", "wrong-digits", "520487");
  assert_refused (PANTAU_NUMBER_NIK, "1613041204870000", "wrong-digits", "0000");
  assert_refused (PANTAU_NUMBER_NIK, "1613O41204870003", "wrong-digits", NULL);
}

static void
test_nrp (void)
{
  assert_taken (PANTAU_NUMBER_NRP, "11010023450180", "11010023450180");
  assert_taken (PANTAU_NUMBER_NRP, "18234/P", "18234/P");
  assert_taken (PANTAU_NUMBER_NRP, " 18234 / p ", "18234/P");
  assert_taken (PANTAU_NUMBER_NRP, "531245", "531245");
  assert_refused (PANTAU_NUMBER_NRP, "1234", "wrong-length", "4");
  assert_refused (PANTAU_NUMBER_NRP, "18234/", "wrong-digits", NULL);
  assert_refused (PANTAU_NUMBER_NRP, "18234/7", "wrong-digits", NULL);
  assert_refused (PANTAU_NUMBER_NRP, "Kapten", "wrong-digits", NULL);

  assert_taken (PANTAU_NUMBER_NRP_POLRI, "87041234", "87041234");
  assert_taken (PANTAU_NUMBER_NRP_POLRI, "8704 1234", "87041234");
  assert_refused (PANTAU_NUMBER_NRP_POLRI, "8704123", "wrong-length", "7");
  assert_refused (PANTAU_NUMBER_NRP_POLRI, "87131234", "wrong-digits", "8704");
}

static void
test_phone (void)
{
  assert_taken (PANTAU_NUMBER_PHONE, "0812-3456-7890", "081234567890");
  assert_taken (PANTAU_NUMBER_PHONE, "+62 812 3456 7890", "+6281234567890");
  assert_taken (PANTAU_NUMBER_PHONE, "0711 356789", "0711356789");
  assert_refused (PANTAU_NUMBER_PHONE, "0812", "wrong-length", "4");
  assert_refused (PANTAU_NUMBER_PHONE, "812 3456 7890", "wrong-digits", NULL);
  assert_refused (PANTAU_NUMBER_PHONE, "+0812 3456 7890", "wrong-digits", NULL);
}

/* The names are what kinds.json says, and back. */
static void
test_names (void)
{
  for (guint form = PANTAU_NUMBER_NIP; form <= PANTAU_NUMBER_PHONE; form++)
    {
      PantauNumberForm found;

      g_assert_true (pantau_number_form_from_name (
          pantau_number_form_get_name ((PantauNumberForm) form), &found));
      g_assert_cmpuint (found, ==, form);
    }
  g_assert_false (pantau_number_form_from_name ("", &(PantauNumberForm){ 0 }));
  g_assert_false (pantau_number_form_from_name ("ktp", &(PantauNumberForm){ 0 }));
}

static void
test_format (void)
{
  g_autofree char *nip = pantau_number_format (PANTAU_NUMBER_NIP, "198704122010011007");
  g_autofree char *nik = pantau_number_format (PANTAU_NUMBER_NIK, "1613045204870003");
  g_autofree char *faulty = pantau_number_format (PANTAU_NUMBER_NIP, "1987");

  g_assert_cmpstr (nip, ==, "19870412 201001 1 007");
  g_assert_cmpstr (nik, ==, "161304 520487 0003");
  g_assert_cmpstr (faulty, ==, "1987");
  assert_taken (PANTAU_NUMBER_NIP, nip, "198704122010011007");
  assert_taken (PANTAU_NUMBER_NIK, nik, "1613045204870003");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/nip", test_nip);
  g_test_add_func ("/number/nik", test_nik);
  g_test_add_func ("/number/nrp", test_nrp);
  g_test_add_func ("/number/phone", test_phone);
  g_test_add_func ("/number/names", test_names);
  g_test_add_func ("/number/format", test_format);

  return g_test_run ();
}
