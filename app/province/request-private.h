/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "appointments.h"
#include "connection.h"
#include "http.h"
#include "routes.h"
#include "turns.h"

G_BEGIN_DECLS

/* What PantauHttp and its requests share. Belongs to the PantauHttp; main thread only. */
typedef struct
{
  PantauHttpLimits limits;
  PantauHttpStatistics statistics;
  gsize held;                       /* bytes of bodies coming in and of answers going out */
  GHashTable *owners;               /* (owned): owner (owned) → number of open requests */
  GThreadPool *readers;             /* (owned): of files that are answers */
  PantauTurns *turns;               /* (owned): of places in flight */
  PantauTurns *polls;               /* (owned): of those for whoever is patient */
  PantauAppointments *appointments; /* (owned) */
  gboolean draining;
} PantauHttpState;

/* One request from its head to the end of its answer. Known to request*.c and http.c. */
struct _PantauRequest
{
  gatomicrefcount ref_count;

  /*
   * Main thread only; all NULL once the request has ended, so that the last reference may go
   * anywhere.
   */
  PantauHttpState *state;
  SoupServerMessage *message;   /* (owned) */
  PantauConnection *connection; /* (owned) */

  GMainContext *context; /* (owned): of the main thread */

  char *path;           /* (owned): set with the rest below once the head is understood */
  const char *method;   /* interned */
  char *address;        /* (owned) */
  char *bearer;         /* (owned) (nullable) */
  char *accept;         /* (owned) (nullable): Accept-Encoding */
  GHashTable *query;    /* (owned) (nullable) */
  GBytes *body;         /* (owned) */
  GByteArray *incoming; /* (owned) (nullable): the body so far, as encoded */

  const PantauRoute *route; /* (nullable): of the PantauHttp */
  PantauCoding coding;

  gint64 since;       /* monotonic µs */
  PantauTurns *lane;  /* (unowned) (nullable): where it waits and is counted */
  GList *turn;        /* (nullable): it waits there */
  gsize held;         /* its part of state->held */
  char *owner;        /* (owned) (nullable): counted in state->owners */
  gboolean in_flight; /* counted */
  gboolean parked;    /* counted */
  gboolean handed;    /* the handler has it */
  gboolean held_body; /* SoupServer waits before it reads on */
  goffset taken;      /* bytes of the body that a PantauHttpStream took */
  gpointer user;
  GDestroyNotify user_destroy; /* (nullable) */
  gboolean paused;             /* SoupServer waits for the answer */
  gboolean replied;
  gboolean written; /* the whole answer went to the socket */
  gboolean gone;

  PantauRequestFunc gone_func; /* (nullable) */
  gpointer gone_data;
};

/* (transfer full) */
PantauRequest *pantau_request_new (PantauHttpState *state,
                                   SoupServerMessage *message,
                                   PantauConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Answers without SoupServer, which writes nothing before it has all of the body; the request has ended afterwards. What a handler
 * that takes the body as it comes keeps of it is told by its gone function. @detail and @allow nullable.
 */
void pantau_request_refuse (
    PantauRequest *self, guint status, const char *name, const char *detail, const char *allow);

/*
 * The head is in: finds the route among @routes, understands what goes with it, and chooses the lane. TRUE where the body may come; else it was refused or sent away,
 * and may have ended.
 */
gboolean pantau_request_admit (PantauRequest *self, PantauRoutes *routes);

/* TRUE where a place is free for it, or will be before long: where its lane takes one more who waits. */
gboolean pantau_request_has_room (PantauRequest *self);

/* In a thread of state->readers: the next piece of a file that is an answer. */
void pantau_request_read_piece (gpointer data, gpointer user_data);

/* The headers of every answer. */
void pantau_request_set_fixed_headers (PantauRequest *self);

/*
 * None, for an interim answer: SoupServer would send with "100 Continue" what is meant for the last
 * one.
 */
void pantau_request_clear_headers (PantauRequest *self);

/* Counts it among those who wait for news, or for a place in the lane of these; idempotent. */
void pantau_request_set_parked (PantauRequest *self, gboolean parked);

/* It waits for a place in its lane, until a place is free there, or it ends. */
void pantau_request_wait_turn (PantauRequest *self);
/* It waits no more: its lane forgot it. */
void pantau_request_end_turn (PantauRequest *self);

/*
 * 503 busy, with when to come again: @wait µs from now, or where that is 0 some time that fits what waits in its lane.
 */
void pantau_request_send_away (PantauRequest *self, gint64 wait, const char *detail);

/* Its turn in the counts. */
void pantau_request_set_in_flight (PantauRequest *self, gboolean in_flight);

/*
 * Nobody waits for the answer any more: calls the gone function where the handler still owes one.
 */
void pantau_request_set_gone (PantauRequest *self);

/* SoupServer is done with the message: lets go of everything but plain data. */
void pantau_request_end (PantauRequest *self);

G_END_DECLS
