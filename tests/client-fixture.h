/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mock-server.h"
#include "pantau-client.h"
#include "pantau-error.h"

G_BEGIN_DECLS

/* A device with a client, and the scripted peer that it talks to. For g_test_add(). */
typedef struct
{
  PantauKeypair *province;
  PantauKeypair *device;
  PantauMock *mock;
  PantauClient *client;
  GPtrArray *entries; /* of PantauEntry: three lines of the device */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);

/* Opens a session, so that the steps after it belong to the test alone. */
void fixture_log_in (Fixture *self);

/* Pushes the three lines. */
PantauReceipt *fixture_push (Fixture *self, GCancellable *cancellable, GError **error);

/* Pushes, and asserts that it fails so. */
void fixture_assert_push_fails (Fixture *self, PantauError code);

/* An entry that is well-formed and correctly signed, of any @type; @body (nullable) is taken. */
PantauEntry *fixture_make_entry (PantauKeypair *device, const char *type, gint64 seq, const char *prev,
                                 const char *record, const char *base, JsonObject *body);

/* Adds a test with the fixture. */
#define FIXTURE_TEST(path, function)                                                                    \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

G_END_DECLS
