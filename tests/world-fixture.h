/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * A home, and beside it a province and another device whose lines reach it: `g_auto (World) world = world_new ();`.
 */
typedef struct
{
  char *dir;
  PantauHome *home;
  PantauKeypair *province;
  PantauKeypair *other;
  gint64 province_seq, other_seq;
  char *province_prev, *other_prev;
} World;

World world_new (void);
void world_clear (World *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* As if a sync had brought it. Returns: (transfer full): its id. */
char *world_arrive (World *self, PantauEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/* A line of the other device about an open record of @kind; @record NULL: TEST_RECORD. Returns: (transfer full): its id. */
char *world_other_writes (World *self,
                          const char *record,
                          const char *kind,
                          const char *type,
                          const char *region,
                          const char *base,
                          const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* The province grants @device (or this home's own) its role, by which all lines are judged from now on. */
void world_grant (World *self,
                  const char *device,
                  const char *record,
                  const char *code,
                  const char *role,
                  const char *region);
void world_grant_me (World *self, const char *role, const char *region);

/* Records @json (a body) as this home. Returns: (transfer full): its UUID. */
char *world_record (World *self, const char *kind, const char *region, const char *json)
    G_GNUC_WARN_UNUSED_RESULT;

/* A record that must be there. (transfer full) */
PantauRecord *world_get (World *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* The newest line of this home. (transfer full) */
PantauEntry *world_last_entry (World *self) G_GNUC_WARN_UNUSED_RESULT;

/* How many lines there are. */
gint64 world_count (World *self);

/* The present values of a field, sorted and joined by blanks, must be these. */
void world_assert_values (World *self, const char *id, const char *field, const char *expected);

/* A text of JSON, which must be an object. (transfer full) */
JsonObject *test_object (const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* "code field" of each fault, sorted and joined by ", ", must be these. */
void test_assert_faults (GPtrArray *faults, const char *expected);

/* RFC 3339 of so many seconds from now, in WIB. (transfer full) */
char *test_time_from_now (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
