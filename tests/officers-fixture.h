/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-officer.h"
#include "pantau-recovery.h"
#include "world-fixture.h"

G_BEGIN_DECLS

/* A recovery key and the officers that it names, for the home of a World. */
typedef struct
{
  PantauRecovery *recovery;
  GPtrArray *officers; /* of PantauOfficer */
  GPtrArray *keys; /* of PantauBoxKey, in the order of @officers; NULL where it is the home's own */
  gint64 serial;
} Officers;

Officers officers_new (void);
void officers_clear (Officers *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Officers, officers_clear)

/* One more officer of @region; returns the key: (transfer none). */
PantauBoxKey *officers_add (Officers *self, const char *person, const char *region);

/* The home of @world, which has the role `identity`, becomes one. */
void officers_add_me (Officers *self, World *world);

/* The province hands the list to the home of @world, which knows the recovery key by its invitation. */
void officers_publish (Officers *self, World *world);

/* A list of the same officers, as one statement. (transfer full) */
PantauRoster *officers_sign (Officers *self) G_GNUC_WARN_UNUSED_RESULT;

/* An identity with these parts: name, text, name, text …, up to NULL. (transfer full) */
PantauIdentity *identity_of (const char *part,
                             ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* The envelope @blob of @record, opened with @key. (transfer full): NULL with @error */
PantauIdentity *world_open_envelope (World *world,
                                     const char *blob,
                                     GPtrArray *wraps,
                                     PantauBoxKey *key,
                                     const char *record,
                                     const char *person,
                                     guint ordinal,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As if the province's receipt covered the line @entry of this home; @quarantine (nullable): as one that it put there. */
void world_receive (World *world, const char *entry, const char *quarantine);

G_END_DECLS
