/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-ledger.h"

G_BEGIN_DECLS

/* A ledger, empty at first, and four lines for it. For LEDGER_TEST(). */
typedef struct
{
  char *dir;
  PantauDb *db;
  PantauLedger *ledger;
  PantauKeypair *key;
  PantauEntry *entries[4]; /* of one device: create, set, redact, note */
} LedgerFixture;

void ledger_set_up (LedgerFixture *f, gconstpointer data);
void ledger_tear_down (LedgerFixture *f, gconstpointer data);

/* Adds a line and asserts that it was new to the ledger, or that it was not. Returns: its row. */
gint64 ledger_add (PantauLedger *ledger, const PantauEntry *entry, gboolean expect_new);

/* All four entries in rows 1 to 4, the first erased under the third, numbers and a receipt. */
void ledger_fill (LedgerFixture *f);

/* The same line after its body was erased. */
PantauEntry *ledger_without_body (const PantauEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

#define LEDGER_TEST(path, function)                                                                \
  g_test_add (path, LedgerFixture, NULL, ledger_set_up, function, ledger_tear_down)

G_END_DECLS
