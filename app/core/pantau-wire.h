/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-codec.h"

G_BEGIN_DECLS

/*
 * One address, asked one question at a time: the private half of PantauClient, which alone uses it.
 * Knows HTTP, time limits and whose answer this can be; knows nothing of lines and sessions.
 *
 * Blocking. Make it, use it and free it in one thread.
 */
typedef struct _PantauWire PantauWire;

/* One question. What is NULL, 0 or FALSE is left out. */
typedef struct
{
  const char *method;       /* "GET" or "POST" */
  const char *path;         /* from "/v1/" on, with its query, escaped */
  const char *token;        /* (nullable): Authorization: Bearer */
  const char *nonce;        /* (nullable): Pantau-Nonce */
  const char *etag;         /* (nullable): If-None-Match */
  const char *content_type; /* (nullable) */
  GBytes *body;             /* (nullable) (borrowed) */
  PantauCoding coding;      /* of the body */
  gboolean takes_zstd;      /* the answer may be compressed */
  gboolean once; /* must not be sent a second time by itself, not even on a fresh connection */
  gsize limit;   /* bytes of the answer, decoded */
  guint wait;    /* seconds that the province may park it */
} PantauCall;

/* An answer that is whole, and not plainly somebody else's; nobody has checked a signature yet. */
typedef struct
{
  GBytes *body; /* (owned) (nullable): decoded; NULL for 304, which only a call with an etag gets */
  gsize size;   /* bytes of the body as they came */
  char *cursor; /* (owned) (nullable): Pantau-Cursor */
  char *etag;   /* (owned) (nullable): ETag */
  gboolean more;   /* Pantau-More: 1 */
  gint64 our_time; /* our clock at the middle of the round trip, in µs since 1970 */
} PantauAnswer;

void pantau_answer_free (PantauAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAnswer, pantau_answer_free)

/* Takes https:// anywhere and http:// on this machine; anything else is PANTAU_ERROR_INVALID. */
PantauWire *pantau_wire_new (const char *url, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_wire_free (PantauWire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWire, pantau_wire_free)

/* See pantau_client_set_time_limits(). */
void pantau_wire_set_time_limits (PantauWire *self, guint total_ms, guint idle_ms);

/*
 * Asks. Returns: (transfer full): the answer to a 200 (or 304, see above). Anything else is one of
 * the errors listed at PantauClient.
 */
PantauAnswer *pantau_wire_send (PantauWire *self,
                                const PantauCall *call,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The name in the last answer's problem document, or NULL; borrowed until the next question. */
const char *pantau_wire_get_problem (PantauWire *self);

/* When, by its Retry-After, the last answer may be asked for again: monotonic µs, 0 where it did
 * not say. */
gint64 pantau_wire_get_not_before (PantauWire *self);

G_END_DECLS
