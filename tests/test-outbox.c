/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the laptop, on the way, with the province; and the receipt behind a record. */

#include "config.h"

#include "db-fixture.h"
#include "pantau-locale.h"
#include "pantau-outbox.h"
#include "pantau-proof.h"
#include "store-fixture.h"
#include "test-util.h"

static const About flood = { STORE_RECORD (1), "risk", FALSE, "16.06.01" },
                   hoax = { STORE_RECORD (2), "hoax", FALSE, "16.06.01" };

/* Rows 1 to 4: a record, a note on it, another record, a note of somebody else. */
static PantauOutbox *
read_outbox (Desk *desk, const char *script, guint limit)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_autoptr (GError) error = NULL;
  PantauOutbox *outbox;

  writer_add (&field, &flood, "record.create", "{\"title\":\"Banjir\"}", NULL, NULL);
  writer_add (&field, &flood, "note.add", "{\"text\":\"x\"}", NULL, NULL);
  writer_add (&field, &hoax, "record.create", "{\"title\":\"Hoaks\"}", NULL, NULL);
  writer_add (&other, &flood, "note.add", "{\"text\":\"x\"}", NULL, NULL);
  for (guint i = 0; i < all->len; i++)
    desk_take (desk, g_ptr_array_index (all, i));
  if (script != NULL)
    db_script (desk->db, script);
  pantau_store_set_device (desk->store, pantau_keypair_get_name (field.key));
  outbox = pantau_outbox_read (desk->store, desk->db, pantau_keypair_get_name (field.key), limit,
                               &error);
  g_assert_no_error (error);

  return outbox;
}

static const PantauOutboxLine *
get (PantauOutbox *outbox, guint index)
{
  return g_ptr_array_index (outbox->lines, index);
}

#define RECEIPT                                                                                    \
  "INSERT INTO receipt (n, epoch, signature, text) VALUES (1, 1, 's', "                            \
  "'{\"time\":\"2024-02-14T16:30:00+07:00\"}');"

static void
test_counts (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauOutbox) outbox = read_outbox (
      &desk,
      "INSERT INTO epoch (n, name) VALUES (1, 'e');" RECEIPT
      "INSERT INTO covered (entry, receipt) VALUES (1, 1), (4, 1);"
      "INSERT INTO unsent (entry) VALUES (2), (3); INSERT INTO sending (entry) VALUES (3);"
      "INSERT INTO refused (entry, reason, epoch) VALUES (2, 'signature', 'e');",
      50);

  g_assert_cmpint (outbox->counts->waiting, ==, 2); /* the refused one too */
  g_assert_cmpint (outbox->counts->sending, ==, 1);
  g_assert_cmpint (outbox->counts->received, ==, 1);
  g_assert_cmpint (outbox->counts->refused, ==, 1);
  g_assert_cmpint (outbox->counts->quarantined, ==, 0);
  g_assert_null (outbox->person);
}

/* What needs a person comes first, then the newest. */
static void
test_lines (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauOutbox) outbox = read_outbox (
      &desk,
      "INSERT INTO unsent (entry) VALUES (1), (2), (3); INSERT INTO sending VALUES (1);"
      "INSERT INTO refused (entry, reason, epoch) VALUES (2, 'signature', 'e');",
      50);

  g_assert_cmpuint (outbox->lines->len, ==, 3);
  g_assert_cmpstr (get (outbox, 0)->refusal, ==, "signature");
  g_assert_cmpstr (get (outbox, 0)->type, ==, "note.add");
  g_assert_cmpstr (get (outbox, 1)->title, ==, "Hoaks");
  g_assert_cmpstr (get (outbox, 1)->record, ==, STORE_RECORD (2));
  g_assert_false (get (outbox, 1)->sending);
  g_assert_cmpstr (get (outbox, 2)->title, ==, "Banjir");
  g_assert_true (get (outbox, 2)->sending);
}

static void
test_limit (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauOutbox) outbox =
      read_outbox (&desk, "INSERT INTO unsent (entry) VALUES (1), (2), (3);", 2);

  g_assert_cmpuint (outbox->lines->len, ==, 2);
  g_assert_cmpint (outbox->counts->waiting, ==, 3);
}

static PantauProof *
read_proof (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  PantauProof *proof = pantau_proof_read (desk->db, STORE_RECORD (1), &error);

  g_assert_no_error (error);

  return proof;
}

static void
test_proof (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauOutbox) outbox =
      read_outbox (&desk,
                   "INSERT INTO epoch (n, name) VALUES (1, 'e');" RECEIPT
                   "INSERT INTO number (epoch, idx, entry) VALUES (1, 7, 1), (1, 8, 2);"
                   "INSERT INTO covered (entry, receipt) VALUES (1, 1), (2, 1);",
                   50);
  g_autoptr (PantauProof) proof = read_proof (&desk);

  g_assert_nonnull (proof);
  g_assert_cmpint (proof->index, ==, 8);
  g_assert_cmpstr (proof->time, ==, "2024-02-14T16:30:00+07:00");
  g_assert_nonnull (outbox);
}

/* After a restore the old receipts prove nothing of the present ledger. */
static void
test_proof_old_epoch (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauOutbox) outbox =
      read_outbox (&desk,
                   "INSERT INTO epoch (n, name) VALUES (1, 'e'), (2, 'f');" RECEIPT
                   "INSERT INTO number (epoch, idx, entry) VALUES (1, 7, 1);"
                   "INSERT INTO covered (entry, receipt) VALUES (1, 1);",
                   50);

  g_assert_null (read_proof (&desk));
  g_assert_nonnull (outbox);
}

int
main (int argc, char **argv)
{
  pantau_locale_init ("en");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/counts", test_counts);
  g_test_add_func ("/outbox/lines", test_lines);
  g_test_add_func ("/outbox/limit", test_limit);
  g_test_add_func ("/outbox/proof", test_proof);
  g_test_add_func ("/outbox/proof-old-epoch", test_proof_old_epoch);

  return store_test_run ();
}
