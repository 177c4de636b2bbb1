/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-wire.h"

G_BEGIN_DECLS

/* Between pantau-client.c and its siblings pantau-client-session.c, -tls.c, -lines.c, -blob.c, -courier.c and -held.c. */

#define PANTAU_CLIENT_NONCE 16          /* bytes of chance */
#define PANTAU_CLIENT_SMALL (96 * 1024) /* bytes: answers of one line or one signed statement */

/* The first page is small, so that it comes even through a few seconds of signal; then they grow, and shrink where they are cut or slow. */
#define PANTAU_CLIENT_FIRST_LINES 50

struct _PantauClient
{
  PantauWire *wire;
  char *url;
  PantauKeypair *device;     /* (borrowed) */
  char *province;            /* (nullable) */
  PantauPins *pins;          /* (owned) (nullable) */
  PantauClientFollow follow; /* (nullable) */
  gpointer follow_data;
  guint total_ms, idle_ms; /* 0: as the wire has them */
  int level;
  guint page; /* lines that the next page is to have at most */

  /* The session. */
  char *token;          /* (nullable) */
  gint64 opened;        /* monotonic µs */
  gboolean takes_pack;  /* the province reads PANTAU_PACK_TYPE */
  gboolean takes_after; /* and PANTAU_PACK_AFTER_TYPE */
  char *role;
  char *region;
  char *epoch;
  gint64 index;
  gint64 clock_error;
  gboolean is_revoked; /* the province has signed so */

  /* Of the next one, and what came with this one. */
  char *next;                    /* (nullable): the challenge that opens it */
  PantauClientRemember remember; /* (nullable) */
  gpointer remember_data;
  gint64 wanted;    /* number of the head that is asked for with it; -1: none */
  PantauHead *head; /* (owned) (nullable): that one */
};

/* Sets @error; FALSE. */
gboolean pantau_client_not_well_formed (GError **error);

/* An answer that must be a JSON object, unsigned. (transfer full) */
JsonObject *pantau_client_read_object (const PantauAnswer *answer, GError **error);

/* As the body of a question. (transfer full) */
GBytes *pantau_client_take_json (JsonObject *object);

/* The next question opens another one. */
void pantau_client_forget_session (PantauClient *self);

/* Asks for what followed the province's key, over @wire. TRUE where another one is the province's now. */
gboolean pantau_client_follow (PantauClient *self,
                               PantauWire *wire,
                               GCancellable *cancellable,
                               GError **error);

/* As pantau_wire_send(), once more where the province has changed its TLS key and says so. */
PantauAnswer *pantau_client_send (PantauClient *self,
                                  const PantauCall *call,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Asks within a session. One that has run out is renewed without a word, once: a second refusal is meant. @is_fresh:
 * it was opened a moment ago, so that a refusal is meant at once.
 */
PantauAnswer *pantau_client_ask (PantauClient *self,
                                 PantauCall *call,
                                 gboolean is_fresh,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whose line this is. */
const char *pantau_client_get_device (PantauClient *self);

/* Whose signature counts; NULL before the grant has come. */
const char *pantau_client_get_province (PantauClient *self);

G_END_DECLS
