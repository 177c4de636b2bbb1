/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open line, and a move that closes its record: after the province was restored from a copy, what it said of the line first counts, whichever comes back first. */

#include "config.h"

#include <string.h>

#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-receipt-proof.h"
#include "test-util.h"
#include "trip-fixture.h"

#define VILLAGE "16.13.04"

/* A line of the home "field" or "desk" about @record. */
static void
write_line (Trip *trip, const char *home, const char *record, const char *type, gboolean is_open)
{
  g_autofree char *path = trip_path (trip, home), *now = pantau_home_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) self = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_autoptr (JsonObject) body = pantau_json_parse_known ("{\"text\":\"x\"}", NULL);
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = is_open,
                        .region = VILLAGE,
                        .type = type,
                        .time = now,
                        .body = body };

  g_assert_no_error (error);
  pantau_home_write (self, &draft, NULL, &error);
  g_assert_no_error (error);
}

static gint64
number (Trip *trip, const char *sql)
{
  return trip_number (trip, PROVINCE, sql);
}

static gint64
n_aside (Trip *trip)
{
  return number (trip, "SELECT count(*) FROM quarantined");
}

/* Receipts and verdicts are told apart by whole seconds of the province's clock. */
static void
next_second (void)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  TRIP_WAIT_UNTIL (g_get_real_time () / G_USEC_PER_SEC > now);
}

/* Its disk is lost; what there is is the copy of before. */
static void
restore (Trip *trip)
{
  g_autofree char *province = trip_path (trip, PROVINCE), *key = trip_path (trip, "kept.key"),
                  *from = trip_province_path (trip, "province.key"),
                  *copy = trip_path (trip, "copy"), *bytes = NULL;

  trip_stop (trip);
  g_assert_true (g_file_get_contents (from, &bytes, NULL, NULL));
  g_assert_true (g_file_set_contents_full (key, bytes, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  test_dir_remove (g_steal_pointer (&province));
  g_free (trip_province_ok (trip, "restore", "--json", "--from", copy, "--key", key, NULL));
  trip_start (trip);
  next_second ();
}

/* A record of "field" that the desk knows, and a copy of the province in which it is. (transfer full) */
static char *
set_up (Trip *trip)
{
  g_autofree char *copy = trip_path (trip, "copy"), *record = pantau_uuid_new ();

  trip_enrolled (trip, "field", "field", VILLAGE);
  trip_enrolled (trip, "desk", "desk", "16.13");
  write_line (trip, "field", record, PANTAU_TYPE_CREATE, TRUE);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  g_free (trip_province_ok (trip, "backup", "--json", "--to", copy, NULL));

  return g_steal_pointer (&record);
}

/* Taken when the record was open: taken again, though the move that closes it came back before. */
static void
test_taken_first (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *record = set_up (trip);

  write_line (trip, "field", record, "note.add", TRUE);
  ctl_sync (trip, "field");
  write_line (trip, "desk", record, PANTAU_TYPE_MOVE, FALSE);
  ctl_sync (trip, "desk");
  g_assert_cmpint (n_aside (trip), ==, 0);
  next_second ();

  restore (trip);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  TRIP_WAIT_UNTIL (n_aside (trip) == 0);
  g_assert_cmpint (number (trip, "SELECT count(*) FROM entry WHERE type = 'entry.quarantine'"), ==,
                   1);
  g_assert_cmpint (number (trip, "SELECT count(*) FROM entry WHERE type = 'entry.admit'"), ==, 1);

  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM appeal"), ==, 1);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM verdict"), ==, 0);
  g_assert_cmpint (trip_number (trip, "desk", "SELECT count(*) FROM verdict"), ==, 0);
}

/* Put aside when the record was closed: put aside again, though it came back before the move, and though a receipt of then says that it was taken. */
static void
test_closed_first (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *record = set_up (trip);

  write_line (trip, "desk", record, PANTAU_TYPE_MOVE, FALSE);
  ctl_sync (trip, "desk");
  write_line (trip, "field", record, "note.add", TRUE);
  trip_copy (trip, "field", "old");
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  g_assert_cmpint (n_aside (trip), ==, 1);
  next_second ();

  /* The laptop too is as it was before it heard of that, so the line is taken; until the desk is back. */
  restore (trip);
  trip_copy (trip, "old", "field");
  ctl_sync (trip, "field");
  g_assert_cmpint (n_aside (trip), ==, 0);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  ctl_sync (trip, "field");
  g_assert_cmpint (n_aside (trip), ==, 1);
  g_assert_cmpint (number (trip, "SELECT count(*) FROM entry WHERE type = 'entry.admit'"), ==, 0);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM verdict"), ==, 1);

  /* Restored once more: the receipt of the second epoch is shown, and came too late. */
  restore (trip);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  ctl_sync (trip, "field");
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM appeal"), >, 0);
  g_assert_cmpint (n_aside (trip), ==, 1);
}

/* What is not the province's word about these lines is believed by nobody. */
static void
test_forged (void)
{
  g_autoptr (PantauKeypair) province = pantau_keypair_new (), other = pantau_keypair_new ();
  const char *keys[] = { pantau_keypair_get_name (province), NULL };
  g_autofree char *one = pantau_sha256_text ("1", 1), *two = pantau_sha256_text ("2", 1),
                  *three = pantau_sha256_text ("3", 1);
  const char *ids[] = { one, two, three };
  PantauKeypair *signers[] = { province, other };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
      g_autofree char *sealed = NULL;
      g_autoptr (JsonObject) object = NULL;
      JsonArray *array = json_array_new ();

      receipt->epoch = g_strdup ("e");
      receipt->time = g_strdup ("2024-02-14T07:00:00+07:00");
      receipt->nonce = g_strdup ("0123456789abcdef");
      receipt->head = g_strdup (one);
      receipt->index = 9;
      pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, one, 4, NULL);
      pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, NULL, 0, "malformed");
      pantau_receipt_add (receipt, PANTAU_FATE_QUARANTINED, two, 5, "class");
      pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, three, 9, NULL);
      sealed = pantau_receipt_seal (receipt, signers[i]);
      object = pantau_json_parse (sealed, strlen (sealed), PANTAU_RECEIPT_PROOF_LIMIT, NULL);
      for (guint k = 0; k < 3; k++)
        json_array_add_string_element (array, ids[k]);
      json_object_set_array_member (object, "ids", array);

      /* The second round without the last id, too. */
      for (guint round = 0; round < 2; round++)
        {
          g_autofree char *text = pantau_json_object_text (object);
          g_autoptr (GError) error = NULL;
          gint64 time = 0;
          g_autoptr (GPtrArray) taken =
              pantau_receipt_proof_read (keys, text, strlen (text), &time, &error);

          if (i > 0 || round > 0)
            {
              g_assert_null (taken);
              test_assert_error (error, PANTAU_ERROR_SIGNATURE);
            }
          else
            {
              g_assert_no_error (error);
              g_assert_cmpint (time, ==, 1707868800);
              g_assert_cmpuint (taken->len, ==, 2);
              g_assert_cmpstr (g_ptr_array_index (taken, 0), ==, one);
              g_assert_cmpstr (g_ptr_array_index (taken, 1), ==, three);
            }
          json_array_remove_element (array, 2 - MIN (round, 1));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/appeal/taken-first", test_taken_first);
  g_test_add_func ("/appeal/closed-first", test_closed_first);
  g_test_add_func ("/appeal/forged", test_forged);

  return g_test_run ();
}
