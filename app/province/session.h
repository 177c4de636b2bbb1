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

/* As the program ends, and nobody else writes any more: the challenges for the sessions to come are there for the next one that serves (kept-challenges.h). */
void pantau_sessions_keep_next (PantauSessions *self);

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

/*
 * Who opens a session may ask for the signed head at number @at in the same breath: @func adds it to @object (borrowed), the answer, as `head`, where the ledger is
 * that long, and sends it.
 */
typedef void (*PantauSessionHead) (
    PantauRequest *request, PantauDevice *device, JsonObject *object, gint64 at, gpointer data);
void pantau_sessions_set_head_func (PantauSessions *self, PantauSessionHead func, gpointer data);

/*
 * The answer to a request that was authenticated has @lines lines, up to the number @reached: where none of them went to @device before, and they are not
 * fewer than our program asks for on the worst line, the request counts for nothing in its budget. So whoever is cut again and again, and goes on where it was,
 * is not taken for one who asks for nothing a hundred times.
 */
void pantau_sessions_went_on (PantauSessions *self,
                              const PantauDevice *device,
                              guint lines,
                              gint64 reached);

guint pantau_sessions_get_size (PantauSessions *self);

G_END_DECLS
