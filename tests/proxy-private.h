/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of proxy.c and proxy-line.c. */
#pragma once

#include "proxy.h"

G_BEGIN_DECLS

struct _Proxy
{
  int fd;
  int end;      /* readable once it has ended */
  guint16 port; /* of the province */
  char *url;
  GThread *thread;

  GMutex choice; /* of the chooser's turn */

  GMutex mutex; /* of what follows */
  GCond moved;  /* somebody has passed, or all is over */
  GRand *rand;
  gboolean keeps;
  ProxyChooser chooser; /* (nullable) */
  gpointer data;
  ProxyStep step; /* of the two choosers of our own */
  char *prefix;   /* (nullable) */
  guint nth;
  guint32 seed;
  guint percent;
  guint requests;
  guint met[PROXY_N_FAULTS];
  guint passed;        /* requests that went through */
  GHashTable *answers; /* "METHOD path" → GByteArray */
  guint cuts;          /* of proxy_cut_some() */
  gsize most;
  gboolean cuts_up;
  gboolean at_up; /* of proxy_cut_at() */
  gsize at;
  guint round; /* higher: those that were open when it was told are to be cut */
  guint count;
  guint64 bytes[2]; /* down, up */
  guint64 taken[2];
  guint open;
  gboolean has_ended;
};

/* One connection, from its beginning to its end. */
void proxy_line_run (Proxy *self, int client);

/* A connection to 127.0.0.1; -1 where nobody listens. */
int proxy_connect (guint16 port);

G_END_DECLS
