/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-identity.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What the window asks of the session's threads about opening an envelope: first the reason is written, then, once the province has confirmed it, the identity is read. */

/* Writes that envelope @seal of @record is opened, and why. @reason: as pantau_check_open_reason() gives it. */
void pantau_reveal_open (PantauSession *session,
                         const char *record,
                         const char *seal,
                         const char *reason,
                         GAsyncReadyCallback callback,
                         gpointer data);
/* The opening's entry (transfer full), or NULL with an error of pantau_edit_open_identity(). */
char *pantau_reveal_open_finish (PantauSession *session,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an envelope held. */
typedef struct
{
  PantauIdentity *identity; /* (owned) (nullable) */
  guint seconds;            /* for which it may be shown */
} PantauRevealed;

/* Wipes what is left of it. */
void pantau_revealed_free (PantauRevealed *self);

/* Opens the envelope of the opening @entry, which the province must have confirmed; in the thread that may fetch and wait. */
void pantau_reveal_read (PantauSession *session,
                         const char *entry,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
/* (transfer full), or NULL with an error of pantau_identity_reveal(). */
PantauRevealed *pantau_reveal_finish (PantauSession *session,
                                      GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where time may mend @error, so that it is worth asking again by itself: the receipt has not come, or the province cannot be reached. */
gboolean pantau_reveal_may_pass (const GError *error);

G_END_DECLS
