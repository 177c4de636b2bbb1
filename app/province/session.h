/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "province.h"

G_BEGIN_DECLS

/*
 * Who a request comes from: `POST /v1/session` (challenge, then answer), and the bearer tokens it gives. Tokens
 * are kept hashed and in memory only: after a restart a device opens a new session by itself.
 */
typedef struct _PantauSessions PantauSessions;

PantauSessions *pantau_sessions_new (PantauProvince *province) G_GNUC_WARN_UNUSED_RESULT;
void pantau_sessions_free (PantauSessions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSessions, pantau_sessions_free)

/* The handler of POST /v1/session; @self is a PantauSessions. */
void pantau_sessions_handle (PantauRequest *request, gpointer self);

typedef enum
{
  PANTAU_WANT_WRITE, /* pushing: also after expiry or revocation, since no work is bounced */
  PANTAU_WANT_READ,  /* only while the assignment lasts */
} PantauWant;

/*
 * The device that asks, as it is granted now. NULL where it may not; then the request has been answered (401
 * token, 403 revoked or expired, 429 rate). (transfer full)
 */
PantauDevice *
pantau_sessions_authenticate (PantauSessions *self, PantauRequest *request, PantauWant want);

guint pantau_sessions_get_size (PantauSessions *self);

G_END_DECLS
