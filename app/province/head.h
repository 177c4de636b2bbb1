/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Request line and header fields, the empty line included. */
#define PANTAU_HTTP_HEAD_MAX_SIZE   (16 * 1024)
#define PANTAU_HTTP_HEAD_MAX_FIELDS 64
#define PANTAU_HTTP_HEAD_MAX_TARGET (4 * 1024)

/* What two readers of one request must not disagree about. */
typedef struct
{
  char method[8];        /* one of GET HEAD POST PUT PATCH DELETE OPTIONS */
  guint minor;           /* HTTP/1.minor: 0 or 1 */
  gboolean chunked;      /* Transfer-Encoding: chunked */
  gint64 content_length; /* -1 where absent */
  gsize size;            /* bytes of the head; the body starts there */
  gboolean closes;       /* it says "Connection: close" */
  gboolean keeps; /* another request may follow: HTTP/1.1, Keep-Alive, and no "Connection: close" */
} PantauHttpHead;

typedef enum
{
  PANTAU_HTTP_HEAD_MORE,      /* not whole yet, nothing wrong so far */
  PANTAU_HTTP_HEAD_OK,        /* whole and unambiguous; the PantauHttpHead is filled in */
  PANTAU_HTTP_HEAD_MALFORMED, /* 400 */
  PANTAU_HTTP_HEAD_METHOD,    /* 405: a method that nothing here knows */
  PANTAU_HTTP_HEAD_TARGET,    /* 414 */
  PANTAU_HTTP_HEAD_TOO_LARGE, /* 431 */
  PANTAU_HTTP_HEAD_VERSION,   /* 505 */
} PantauHttpHeadResult;

/*
 * Judges the first @length bytes of a connection. Stricter than RFC 9112 asks of a server, because
 * SoupServer takes much that another reader (a proxy) would take otherwise: bare LF or CR, NUL,
 * folded lines, white space before the colon, two Host, two Content-Length, Content-Length beside
 * Transfer-Encoding, a Transfer-Encoding other than "chunked", a target of another authority,
 * leading empty lines are all refused.
 *
 * @from: where the last call stopped (0 at first, kept by the caller): a head that comes byte by
 * byte is looked at once. @why (out) (optional): a static English sentence part for the answer's
 * detail.
 */
PantauHttpHeadResult pantau_http_head_check (
    const guint8 *bytes, gsize length, gsize *from, PantauHttpHead *head, const char **why);

G_END_DECLS
