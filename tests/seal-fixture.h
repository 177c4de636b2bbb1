/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-seal.h"

G_BEGIN_DECLS

#define SEAL_RECORD "0b7a5c0e-1111-4222-8333-444455556666"

/* The same keys for the same @number in every run. */
PantauRecovery *seal_recovery (guint8 number) G_GNUC_WARN_UNUSED_RESULT;
PantauBoxKey *seal_key (guint8 number) G_GNUC_WARN_UNUSED_RESULT;

/* The officer "Petugas NUMBER" whose envelopes seal_key (@number) opens. @until nullable. */
PantauOfficer *
seal_officer (guint8 number, const char *region, const char *until) G_GNUC_WARN_UNUSED_RESULT;

/* A roster signed by @recovery; the officers, ended by NULL, are (transfer full). */
PantauRoster *seal_roster (PantauRecovery *recovery,
                           gint64 serial,
                           ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* A reporter with a name, an address in two lines and a phone number. */
PantauIdentity *seal_identity (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
