/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "listener.h"

G_BEGIN_DECLS

/*
 * The province's door without a province: a listener and a few routes in a thread of their own, and
 * a client that writes raw bytes.
 *
 * GET /text         "ok\n"
 * GET /info         what the request says of itself
 * GET /large        LARGE_SIZE zero bytes
 * GET /zstd         encoded where that is accepted
 * GET /thread       answered from another thread
 * GET /hold, /park  answered by door_release()
 * GET /poll         as /hold, and patient
 * GET /visit?a=WHO  "ok\n" where WHO may begin a visit; beyond the cap
 * GET /exempt       as /text, beyond the cap
 * POST /echo        the body back: ECHO_LIMIT bytes, ECHO_DECODED decoded
 */
typedef struct _Door Door;

#define LARGE_SIZE   (16 * 1024 * 1024)
#define ECHO_LIMIT   (64 * 1024)
#define ECHO_DECODED (128 * 1024)

/* @address NULL: 127.0.0.1:0. Limits NULL: the defaults, no cap an address. */
Door *
door_new (const char *address, const PantauListenerLimits *listener, const PantauHttpLimits *http);

/* The same with routes of the test's own: @add is called before anybody is let in, in the context of the door's thread. */
typedef void (*DoorAdd) (PantauHttp *http, gpointer data);
Door *door_new_adding (const char *address,
                       const PantauListenerLimits *listener,
                       const PantauHttpLimits *http,
                       DoorAdd add,
                       gpointer data);

/* Asserts that nothing is left open, stops the thread. */
void door_free (Door *self);
/* Ends with whatever is open; returns how many gone functions were called by that. */
guint door_free_hard (Door *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Door, door_free)

/* Limits that a test changes. */
PantauListenerLimits door_limits (void);

void door_statistics (Door *self, PantauListenerStatistics *listener, PantauHttpStatistics *http);
guint door_open (Door *self);    /* connections */
guint door_waiting (Door *self); /* requests held or parked by handlers */
guint door_served (Door *self);  /* calls of any handler */
guint door_gone (Door *self);    /* calls of gone functions */
/* Answers all that is held or parked. */
void door_release (Door *self);
/* Drains; returns whether it was clean. */
gboolean door_drain (Door *self, guint timeout);
const char *door_uri (Door *self);

/* A blocking socket with time-outs of 60 s. */
int door_connect (Door *self);
/* From another address of 127/8. */
int door_connect_from (Door *self, const char *ip);

void raw_send (int fd, const void *bytes, gssize length);
/* FALSE where the peer no longer takes them. */
gboolean raw_try_send (int fd, const void *bytes, gsize length);
/* All until the peer ends; a reset ends it too. (transfer full) */
char *raw_receive (int fd);
/*
 * The same, and a reset is a failure: it may take the answer away from a client before it is read
 * (Linux keeps what has arrived, others do not).
 */
char *raw_receive_clean (int fd);
/* One request on a connection of its own. (transfer full) */
char *door_ask (Door *self, const char *request);
/* The status of a raw response, 0 where it is none. */
guint raw_status (const char *response);

#define assert_status(response, status) g_assert_cmpuint (raw_status (response), ==, status)

/* Bounded: 60 s, as a machine may stop meanwhile. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;                             \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      g_usleep (2000);                                                                             \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

/* Descriptors of this process. */
guint count_descriptors (void);

/* TRUE under AddressSanitizer, whose own memory makes measurements meaningless. */
gboolean under_sanitizer (void);

G_END_DECLS
