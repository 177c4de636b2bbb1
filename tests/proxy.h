/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The bad line: between a home and http://127.0.0.1:PORT, on loopback, with threads of its own. It passes everything until it is told
 * otherwise. One request a connection, as many a box on the way has it, unless proxy_set_keeps() says otherwise; what is no HTTP (TLS) passes too, and can be delayed, slowed and cut.
 */
typedef struct _Proxy Proxy;

typedef enum
{
  PROXY_PASS,     /* nothing is wrong */
  PROXY_DELAY,    /* the request waits @ms */
  PROXY_SLOW,     /* @n bytes a second in each direction */
  PROXY_CUT_UP,   /* hangs up after @n bytes of the request */
  PROXY_CUT_DOWN, /* hangs up after @n bytes of the answer; the province has done its work */
  PROXY_LOSE,     /* the province has done its work, and nothing of its answer comes */
  PROXY_MUTE, /* half open: the request is taken, nobody ever answers, the province hears nothing */
  PROXY_DEAF, /* the same, but the province has done its work */
  PROXY_TWICE, /* the province gets the request twice, one after the other; the answer to the second comes */
  PROXY_HOLD, /* waits until a later request has passed; @ms at most */
  PROXY_SAY,  /* @text is the whole answer; the province hears nothing */
  PROXY_REPLAY, /* the answer to an earlier request of the same method and path comes again, where there was one */
  PROXY_N_FAULTS
} ProxyFault;

typedef struct
{
  ProxyFault fault;
  gsize n;
  guint ms;
  gboolean reset;   /* a line is cut by RST in place of FIN */
  const char *text; /* (nullable) (borrowed for as long as the proxy lives): of PROXY_SAY */
} ProxyStep;

typedef struct
{
  guint n;            /* counted from 0 since it was last told what to do */
  const char *method; /* "" where it is no HTTP */
  const char *path;   /* with its query */
} ProxyRequest;

/* Says what becomes of a request: @step passes it as it comes. In threads of the proxy, one at a time. */
typedef void (*ProxyChooser) (const ProxyRequest *request, ProxyStep *step, gpointer data);

/* In front of @url, of which the port counts. @seed is that of proxy_cut_some(). */
Proxy *proxy_new (const char *url, guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
/* Hangs up on all that is under way. */
void proxy_free (Proxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

const char *proxy_url (Proxy *self);

/* From now on. NULL: everything passes. What is held or slow goes on as it was told. */
void proxy_set_chooser (Proxy *self, ProxyChooser chooser, gpointer data);
/* One fault for each request from now on; an exact PATH prefix (nullable) says for which. */
void proxy_set_step (Proxy *self, const ProxyStep *step, const char *prefix);
/* The @n-th request from now on, from 0, meets @step; the others pass. */
void proxy_set_nth (Proxy *self, guint n, const ProxyStep *step);
/*
 * @percent of the requests from now on meet a fault, each kind as often as another, from lines that are slow to lines that say too much. Which
 * one is a function of @seed and of how many requests came before.
 */
void proxy_shake (Proxy *self, guint32 seed, guint percent);

/*
 * From now on @cuts connections, those that carry more than 2 KiB in one direction, are cut in the middle: after 2,048 and fewer than @most
 * bytes of that direction (@up: towards the province).
 */
void proxy_cut_some (Proxy *self, guint cuts, gsize most, gboolean up);
/*
 * Once: when @n bytes have passed in one direction, of all connections from now on together, all that are open are cut. G_MAXSIZE: never.
 */
void proxy_cut_at (Proxy *self, gboolean up, gsize n);

/*
 * TRUE: a client may ask more than once on one connection; only the first request of each is told to choosers and counted. FALSE at first: the client's wish is made
 * unreadable on the way (and no byte longer).
 */
void proxy_set_keeps (Proxy *self, gboolean keeps);

/* How many connections were cut by these two so far, how many requests met @fault, and what was passed on in each direction. */
guint proxy_get_cuts (Proxy *self);
guint proxy_get_met (Proxy *self, ProxyFault fault);
guint64 proxy_get_bytes (Proxy *self, gboolean up);
/* The same and what was taken in and lost at a cut. */
guint64 proxy_get_taken (Proxy *self, gboolean up);

const char *proxy_fault_name (ProxyFault fault);

/*
 * What stands between a laptop and the province in hotels, offices and on campus: whole answers of captive portals and of proxies, static.
 * None of them is the province's.
 */
#define PROXY_PORTALS 9
const char *proxy_portal (guint n);

G_END_DECLS
