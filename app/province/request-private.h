/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "connection.h"
#include "http.h"
#include "routes.h"

G_BEGIN_DECLS

/* What PantauHttp and its requests share. Belongs to the PantauHttp; main thread only. */
typedef struct
{
  PantauHttpLimits limits;
  PantauHttpStatistics statistics;
  gsize held;         /* bytes of bodies coming in and of answers going out */
  GHashTable *owners; /* (owned): owner (owned) → number of open requests */
  gboolean draining;
} PantauHttpState;

/* One request from its head to the end of its answer. Known to request.c and http.c. */
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

  gsize held;         /* its part of state->held */
  char *owner;        /* (owned) (nullable): counted in state->owners */
  gboolean in_flight; /* counted */
  gboolean parked;    /* counted */
  gboolean handed;    /* the handler has it */
  gboolean paused;    /* SoupServer waits for the answer */
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

/* The headers of every answer. */
void pantau_request_set_fixed_headers (PantauRequest *self);

/*
 * None, for an interim answer: SoupServer would send with "100 Continue" what is meant for the last
 * one.
 */
void pantau_request_clear_headers (PantauRequest *self);

/* Changes what it holds of the budget. */
void pantau_request_hold (PantauRequest *self, gsize bytes);

/* Its turn in the counts. */
void pantau_request_set_in_flight (PantauRequest *self, gboolean in_flight);

/*
 * Nobody waits for the answer any more: calls the gone function where the handler still owes one.
 */
void pantau_request_set_gone (PantauRequest *self);

/* SoupServer is done with the message: lets go of everything but plain data. */
void pantau_request_end (PantauRequest *self);

G_END_DECLS
