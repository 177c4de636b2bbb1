/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recovery keys, officers, rosters and a reporter for tests. */

#include "config.h"

#include "seal-fixture.h"

#include <string.h>

#include "pantau-crypto.h"
#include "test-util.h"

PantauRecovery *
seal_recovery (guint8 number)
{
  guint8 secret[PANTAU_KDF_KEY_SIZE];

  memset (secret, number, sizeof secret);

  return pantau_recovery_new_from_secret (secret);
}

PantauBoxKey *
seal_key (guint8 number)
{
  guint8 secret[PANTAU_BOX_KEY_SIZE];

  memset (secret, 0x40 + number, sizeof secret);

  return pantau_box_key_new_from_secret (secret);
}

PantauOfficer *
seal_officer (guint8 number, const char *region, const char *until)
{
  g_autoptr (PantauKeypair) device = test_key_new ((guint8) (100 + number));
  g_autoptr (PantauBoxKey) key = seal_key (number);
  PantauOfficer *officer = g_new0 (PantauOfficer, 1);

  officer->person = g_strdup_printf ("ID-%u", number);
  officer->name = g_strdup_printf ("Petugas %u", number);
  officer->region = g_strdup (region);
  officer->device = g_strdup (pantau_keypair_get_name (device));
  officer->seal = g_strdup (pantau_box_key_get_name (key));
  officer->until = g_strdup (until);

  return officer;
}

PantauRoster *
seal_roster (PantauRecovery *recovery, gint64 serial, ...)
{
  g_autoptr (GPtrArray) officers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  g_autoptr (GError) error = NULL;
  PantauOfficer *officer;
  PantauRoster *roster;
  va_list list;

  va_start (list, serial);
  while ((officer = va_arg (list, PantauOfficer *)) != NULL)
    g_ptr_array_add (officers, officer);
  va_end (list);

  roster = pantau_roster_sign (recovery, serial, "2024-09-01T08:00:00+07:00", officers, &error);
  g_assert_no_error (error);

  return roster;
}

PantauIdentity *
seal_identity (void)
{
  PantauIdentity *identity = pantau_identity_new ();

  pantau_identity_set (identity, "name", "Siti \"Ti\" Aminah");
  pantau_identity_set (identity, "address", "Jl. Merdeka 5\nKel. Talang Semut");
  pantau_identity_set (identity, "phone", "0812 3456 7890");

  return identity;
}
