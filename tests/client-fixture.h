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
} PantauFixture;

void pantau_fixture_set_up (PantauFixture *self, gconstpointer data);
void pantau_fixture_tear_down (PantauFixture *self, gconstpointer data);

/* Opens a session, so that the steps after it belong to the test alone. */
void pantau_fixture_log_in (PantauFixture *self);

/* Pushes the three lines. */
PantauReceipt *pantau_fixture_push (PantauFixture *self, GCancellable *cancellable, GError **error);

/* Pushes, and asserts that it fails so. */
void pantau_fixture_assert_push_fails (PantauFixture *self, PantauError code);

/* An entry that is well-formed and correctly signed, of any @type; @body (nullable) is taken. */
PantauEntry *pantau_fixture_make_entry (PantauKeypair *device,
                                        const char *type,
                                        gint64 seq,
                                        const char *prev,
                                        const char *record,
                                        const char *base,
                                        JsonObject *body);

/* Adds a test with the fixture. */
#define PANTAU_FIXTURE_TEST(path, function)                                                        \
  g_test_add (path, PantauFixture, NULL, pantau_fixture_set_up, function, pantau_fixture_tear_down)

G_END_DECLS
