/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "answer.h"
#include "connection.h"
#include "request.h"

G_BEGIN_DECLS

/*
 * Turns connections into requests: routes, limits of bodies, their decoding, the number of requests
 * at once. The only user of SoupServer, which never listens by itself. Belongs to the thread whose
 * default main context was current in pantau_http_new(); everything here is called there, handlers
 * run there.
 */
typedef struct _PantauHttp PantauHttp;

/* Parked requests are not in flight. */
typedef struct
{
  guint max_in_flight; /* whole requests not answered yet; beyond: they wait */
  guint
      max_waiting; /* for a place among these, in the order in which they came; beyond: 503 busy */
  guint
      patience; /* ms that one of them waits at most; whoever came then would wait longer: 503 busy */
  guint max_parked;  /* pantau_request_park() fails beyond */
  gsize body_budget; /* bytes of bodies and answers held in memory; beyond: 503 busy */
} PantauHttpLimits;

/* 64, 0, 10 s, 256, 64 MiB. */
void pantau_http_limits_init (PantauHttpLimits *limits);

typedef struct
{
  guint open; /* requests between their head and the end of their answer */
  guint in_flight;
  guint waiting; /* for a place; patient ones count as parked instead */
  guint parked;
  guint appointments;     /* laptops that were told when to come, and did not come yet */
  guint64 busy;           /* ever answered 503 because of a limit above */
  guint64 aborted;        /* ever left without a whole answer: client gone, deadline */
  guint64 received;       /* bytes of bodies, as encoded */
  guint64 by_status[600]; /* answers begun, by status; not those of the listener */
} PantauHttpStatistics;

/*
 * Called with each whole request, its body decoded. @request is borrowed: answer it before
 * returning, or keep a reference (pantau_request_ref()) and answer later.
 */
typedef void (*PantauHttpHandler) (PantauRequest *request, gpointer data);

/* TRUE where @request, its head and query known, would be parked if there is nothing to say. */
typedef gboolean (*PantauHttpPatientFunc) (PantauRequest *request);

/*
 * Who takes a body as it comes, so that none of it stays in memory. @begin is called once the head is in: it may refuse by
 * pantau_request_problem(), or make the body wait by pantau_request_hold_body(). @chunk is called with each piece; the
 * handler once all is in, with an empty body. A request that ends before tells by pantau_request_set_gone_func().
 */
typedef struct
{
  void (*begin) (PantauRequest *request, gpointer data);
  void (*chunk) (PantauRequest *request, GBytes *chunk, gpointer data);
} PantauHttpStream;

/* @limits is copied; NULL for the defaults. (transfer full) */
PantauHttp *pantau_http_new (const PantauHttpLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
/* Cuts off what is still open: those requests are gone. */
void pantau_http_free (PantauHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHttp, pantau_http_free)

/*
 * @handler answers @method on exactly @path (compared after percent-decoding), or where that ends in "/" on any path with one
 * segment more. A route for GET answers HEAD too, where none is for it. A body of more than @body_limit bytes as sent, or more than @decoded_limit once
 * decoded, is answered 413 before the handler hears of it; 0 for requests without a body. Other
 * paths: 404, other methods: 405.
 */
void pantau_http_route (PantauHttp *self,
                        const char *method,
                        const char *path,
                        gsize body_limit,
                        gsize decoded_limit,
                        PantauHttpHandler handler,
                        gpointer data);

/*
 * The same with a body that @stream takes, not compressed; as of @handler, after it. @stream is kept by pointer.
 */
void pantau_http_route_stream (PantauHttp *self,
                               const char *method,
                               const char *path,
                               gsize body_limit,
                               const PantauHttpStream *stream,
                               PantauHttpHandler handler,
                               gpointer data);

/* Names and values that every answer for @path, whose routes are there already, bears; up to one without a name. */
void
pantau_http_route_headers (PantauHttp *self, const char *path, const PantauAnswerHeader *headers);

/*
 * Requests for @path, whose routes are there already, are served even where max_in_flight is
 * reached: for operators, who look just then.
 */
void pantau_http_exempt (PantauHttp *self, const char *path);

/*
 * Requests for @path, whose routes are there already, that @is_patient knows wait for a place among themselves, as parked ones: there are thousands of them, all
 * come at once when there is news, and they take no place of those who bring something. They have a quarter as many places.
 */
void pantau_http_set_patient (PantauHttp *self, const char *path, PantauHttpPatientFunc is_patient);

/* Serves @connection; has the type of PantauListener's ready, with the PantauHttp as @self. */
void pantau_http_take (PantauConnection *connection, gpointer self);

typedef void (*PantauHttpDrainFunc) (PantauHttp *self, gboolean clean, gpointer data);

/*
 * Graceful end: new requests get 503 from now on, parked ones too (their gone function is called,
 * so that their keeper forgets them); @done is called, once and from the main loop, when the rest
 * is answered (@clean TRUE) or @timeout milliseconds have passed. Stop the listener first. @done
 * (nullable)
 */
void pantau_http_drain (PantauHttp *self, guint timeout, PantauHttpDrainFunc done, gpointer data);

/* Copies them, as they are now. */
void pantau_http_get_statistics (PantauHttp *self, PantauHttpStatistics *statistics);

G_END_DECLS
