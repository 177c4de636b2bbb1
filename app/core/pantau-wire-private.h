/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "pantau-revival.h"
#include "pantau-tls.h"
#include "pantau-wire.h"

G_BEGIN_DECLS

/*
 * Between pantau-wire.c and its siblings pantau-wire-exchange.c, pantau-wire-ahead.c and pantau-wire-answer.c, which alone of the
 * client include libsoup.
 */

#define PANTAU_PROBLEM_LIMIT (16 * 1024) /* bytes of a problem document */

typedef struct _PantauAhead PantauAhead;

struct _PantauWire
{
  GThread *owner;
  GMainContext *context;
  SoupSession *session;
  char *base;       /* scheme, host, port and path prefix without a final slash */
  PantauPins *pins; /* (owned) (nullable) */
  gboolean trusts_anybody;

  guint total_ms;
  guint idle_ms;

  gint64 connecting; /* monotonic µs: when the last connection was begun */
  gint64 way; /* µs: the shortest that one took to be made, there and back; 0: nobody knows yet */
  PantauAhead *ahead; /* (nullable): it is being made */
  GSocket *latest;    /* (owned) (nullable): of the last connection that was made */

  gboolean keeps;      /* the last answer left its connection open for another question */
  gint64 kept;         /* monotonic µs: when the last answer was here */
  gboolean is_stale;   /* connections of before are not for the next question */
  GHashTable *sockets; /* (owned): id of a connection, as libsoup has it → its GSocket (owned) */

  /* Of the last answer. */
  char *problem;       /* (nullable) */
  gint64 not_before;   /* monotonic µs: its Retry-After; 0 for none */
  char *peer;          /* (nullable): see pantau_wire_get_peer() */
  PantauAnswer *start; /* (owned) (nullable): see pantau_wire_take_start() */
};

/* One question on its way. */
typedef struct
{
  /* Input. */
  const PantauCall *call;
  PantauWire *wire;      /* (borrowed) */
  GMainContext *context; /* (borrowed) */
  guint idle_ms;

  /* In progress. */
  SoupMessage *message;      /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled in this thread only */
  GSource *total;            /* (owned) */
  GSource *idle;             /* (owned) */
  GInputStream *stream;      /* (owned) (nullable): the answer's body */
  gint64 sent;               /* monotonic µs */
  gint64 answered;           /* monotonic µs; 0 until the headers are here */
  gint64 answered_real;      /* µs since 1970 */
  gint is_cancelled;         /* (atomic): the caller's, set by another thread */
  gboolean is_late;
  gboolean done;
  GSource *watch; /* (owned) (nullable): looks whether the line stands still, over a long way */
  PantauRevival *line; /* (owned) (nullable): while a connection of ours is used */
  gboolean has_revived;
  PantauTlsFault fault; /* of the peer of the last connection */

  /* Output. */
  GByteArray *body; /* (owned) */
  goffset taken;    /* bytes that went into the sink */
  gboolean is_cut;  /* longer than wanted */
  GError *error;    /* (owned) (nullable) */
} PantauExchange;

/* Lets libsoup close what is finished; nobody else turns this context. */
void pantau_wire_settle (PantauWire *self);

void pantau_exchange_clear (PantauExchange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauExchange, pantau_exchange_clear)

/* Sends @exchange's call and reads the answer, until that is done, cancelled or late. */
void pantau_exchange_run (PantauExchange *self, PantauWire *wire, GCancellable *cancellable);

/* Where in the file the answer begins; -1 where it is not the file that was asked for. */
goffset pantau_exchange_get_file_start (PantauExchange *self);

/* ---- Connections: pantau-wire-ahead.c ---- */

/* The head of @call, as a message that nobody has sent yet. Returns: (transfer full). */
SoupMessage *pantau_wire_make_message (PantauWire *self, const PantauCall *call);

/* How far it is to the province: what a connection takes to be made, whatever is done there. */
void pantau_wire_note_way (PantauWire *self, GSocketClientEvent event, GIOStream *connection);

/* Whether the peer with @certificate is whom @message is for. */
PantauTlsFault pantau_wire_judge (PantauWire *self,
                                  SoupMessage *message,
                                  GTlsCertificate *certificate,
                                  GCancellable *cancellable);

/*
 * Some provinces (those before Keep-Alive) close each connection behind its answer, and making one costs a way there and back (over TLS two). So over a long
 * way the next one is made as soon as this question is out of our hands.
 */
void pantau_wire_connect_ahead (PantauWire *self);

/* What is left open from earlier questions and may be dead by now, or another's, is closed: nothing is ever put to it. */
void pantau_wire_drop_kept (PantauWire *self);

/* After an answer: whether its connection is there for the next question. */
void pantau_wire_note_kept (PantauWire *self, SoupMessage *message);

/* The socket that @message goes over; NULL where nobody knows. Borrowed. Once its head is written. */
GSocket *pantau_wire_get_socket (PantauWire *self, SoupMessage *message);

/* Nobody waits for it any more. */
void pantau_wire_forget_ahead (PantauWire *self);

/* ---- What came: pantau-wire-answer.c ---- */

/* A web page, by what it calls itself or by how it begins; nothing of ours begins with '<'. */
gboolean pantau_exchange_is_page (PantauExchange *self);

/* The stable name in a problem document (RFC 9457), or NULL. Its prose is English and not for people here. (transfer full) */
char *pantau_exchange_read_problem (PantauExchange *self);

/* Retry-After in seconds; 0 where there is none. */
gint64 pantau_exchange_read_retry_after (PantauExchange *self);

/* What came of an answer that was cut; NULL where nothing can be had of it. */
PantauAnswer *pantau_exchange_read_start (PantauExchange *self);

/* The answer to a question that went well. */
PantauAnswer *pantau_exchange_read_answer (PantauExchange *self, GError **error);

G_END_DECLS
