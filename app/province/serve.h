/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "listener.h"
#include "province.h"

G_BEGIN_DECLS

/* What an operator may set. */
typedef struct
{
  const char *listen; /* "127.0.0.1:8080", "[::1]:0", or the path of a unix socket */
  guint connections;  /* in all; 0: default */
  guint
      per_address; /* 0: 64, but no cap on loopback and unix sockets, where a proxy stands in front */
  guint parked;    /* 0: default */
} PantauServeOptions;

/*
 * Serves until SIGTERM or SIGINT, then lets running requests end. Prints `ready URI` on stdout once requests are
 * taken. FALSE with an error where it could not start.
 */
gboolean pantau_serve (PantauProvince *province, const PantauServeOptions *options, GError **error);

G_END_DECLS
