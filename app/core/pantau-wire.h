/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-codec.h"
#include "pantau-pins.h"

G_BEGIN_DECLS

/*
 * One address, asked one question at a time: the private half of PantauClient, which alone uses it.
 * Knows HTTP, time limits and whose answer this can be; knows nothing of lines and sessions.
 *
 * Blocking. Make it, use it and free it in one thread.
 */
typedef struct _PantauWire PantauWire;

/*
 * Takes @length bytes of an answer as they come; they begin at byte @at of the file. FALSE with an error ends the exchange.
 */
typedef gboolean (*PantauWireSink) (
    goffset at, const guint8 *bytes, gsize length, gpointer data, GError **error);

/* One question. What is NULL, 0 or FALSE is left out. */
typedef struct
{
  const char *method;       /* "GET", "POST", "PATCH" */
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
  gboolean
      goes_on; /* another question follows at once; over a long way its connection is made while this one is answered */

  gboolean resumes;     /* of a body that is cut the province keeps what came */
  gboolean takes_start; /* what came of an answer that was cut is kept: pantau_wire_take_start() */
  const char *const *headers; /* (nullable): more fields, names and values in turn, up to NULL */
  gboolean takes_success;     /* 201, 204 and 206 are answers too; a body comes with 200 alone */
  PantauWireSink sink; /* (nullable): the answer is a file, which goes there and not into memory */
  gpointer sink_data;
  const char *sink_etag; /* of that file: what has another one is not it */
} PantauCall;

/* An answer that is whole, and not plainly somebody else's; nobody has checked a signature yet. */
typedef struct
{
  GBytes *body; /* (owned) (nullable): decoded; NULL for 304, which only a call with an etag gets */
  gsize size;   /* bytes of the body as they came */
  char *cursor; /* (owned) (nullable): Pantau-Cursor */
  char *stem;   /* (owned) (nullable): Pantau-Cursor-Stem */
  char *etag;   /* (owned) (nullable): ETag */
  gboolean more; /* Pantau-More: 1 */
  guint status;
  char *location;  /* (owned) (nullable): Location */
  char *stored;    /* (owned) (nullable): Pantau-Stored */
  char *taken;     /* (owned) (nullable): Pantau-Taken */
  gint64 offset;   /* Upload-Offset; -1 where there is none */
  gint64 our_time; /* our clock at the middle of the round trip, in µs since 1970 */
} PantauAnswer;

void pantau_answer_free (PantauAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAnswer, pantau_answer_free)

/* Takes https:// anywhere and http:// on this machine; anything else is PANTAU_ERROR_INVALID. */
PantauWire *pantau_wire_new (const char *url, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_wire_free (PantauWire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWire, pantau_wire_free)

/* Whom to speak to, over https (pantau-tls.h). @pins (nullable) may change meanwhile. */
void pantau_wire_set_pins (PantauWire *self, PantauPins *pins);

/* Speaks to whomever, and tells who it was: for a question that says nothing and an answer that is signed. */
void pantau_wire_trust_anybody (PantauWire *self);

/*
 * The key of the peer that the last question was not put to, because it is none of the pins; where anybody is spoken to, of the one that was.
 * NULL otherwise. Borrowed until the next question.
 */
const char *pantau_wire_get_peer (PantauWire *self);

/* See pantau_client_set_time_limits(). */
void pantau_wire_set_time_limits (PantauWire *self, guint total_ms, guint idle_ms);
/* The same for all that this process makes from now on; 0: what is usual. For tests, whose lines are short. */
void pantau_wire_set_usual_time_limits (guint total_ms, guint idle_ms);

/*
 * Asks. Returns: (transfer full): the answer to a 200 (or 304 and others, see above). Anything else is one of
 * the errors listed at PantauClient.
 */
PantauAnswer *pantau_wire_send (PantauWire *self,
                                const PantauCall *call,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What came of the last answer before the line broke, where the call wanted that and there is anything; else NULL. Its body is a beginning and may end anywhere. (transfer full)
 */
PantauAnswer *pantau_wire_take_start (PantauWire *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Makes the connection that the next question goes over, and waits for it: for who knows that there will be one, while somebody else still asks. Whatever it is that does
 * not work is the question's to find out.
 */
void pantau_wire_warm (PantauWire *self, GCancellable *cancellable);

/* That every province is at least so far away from now on, µs there and back; 0: as it is. For tests, whose lines are short. */
void pantau_wire_set_usual_way (gint64 way);

/* How far it is, µs there and back, by what connecting took; 0: nobody knows yet. */
gint64 pantau_wire_get_way (PantauWire *self);

/* See pantau_client_is_far(). */
gboolean pantau_wire_is_far (PantauWire *self);

/* The name in the last answer's problem document, or NULL; borrowed until the next question. */
const char *pantau_wire_get_problem (PantauWire *self);

/* When, by its Retry-After, the last answer may be asked for again: monotonic µs, 0 where it did
 * not say. */
gint64 pantau_wire_get_not_before (PantauWire *self);

G_END_DECLS
