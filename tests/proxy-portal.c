/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others answer in the province's place. */

#include "config.h"

#include "proxy.h"

#define CLOSE "Connection: close\r\n"

/* Bytes of the page that does not end. */
#define HUGE (4 * 1024 * 1024)

static const char *const portals[PROXY_PORTALS - 1] = {
  /* A page in place of everything: most hotels. */
  "HTTP/1.1 200 OK\r\n" CLOSE "Content-Type: text/html\r\nContent-Length: 63\r\n\r\n"
  "<!DOCTYPE html><html><body>Silakan masuk ke Wi-Fi</body></html>",
  "HTTP/1.1 302 Found\r\n" CLOSE "Location: http://10.10.10.1/login\r\nContent-Length: 0\r\n\r\n",
  "HTTP/1.1 307 Temporary Redirect\r\n" CLOSE
  "Location: http://10.10.10.1/login\r\nContent-Length: 0\r\n\r\n",
  /* RFC 6585 */
  "HTTP/1.1 511 Network Authentication Required\r\n" CLOSE
  "Content-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>Masuk</p>",
  /* Looks like an answer of ours, and nobody has signed it. */
  "HTTP/1.1 200 OK\r\n" CLOSE "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n"
  "{\"status\":\"ok\"}",
  /* No end is told, and none comes. */
  "HTTP/1.1 200 OK\r\n" CLOSE "Content-Type: text/plain\r\n\r\nok",
  /* The line to the province is down, says a box on the way. */
  "HTTP/1.1 502 Bad Gateway\r\n" CLOSE
  "Content-Type: text/html\r\nContent-Length: 12\r\n\r\n<h1>502</h1>",
  /* A box that is too busy, until a day that is long over. */
  "HTTP/1.1 503 Service Unavailable\r\n" CLOSE
  "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n",
};

/* More than any answer of a province: whoever reads all of it fills the memory. */
static const char *
get_huge_page (void)
{
  static gsize page;

  if (g_once_init_enter (&page))
    {
      g_autofree char *text = g_strnfill (HUGE, 'x');

      g_once_init_leave (
          &page, (gsize) g_strdup_printf ("HTTP/1.1 200 OK\r\n" CLOSE
                                          "Content-Type: text/html\r\nContent-Length: %d\r\n\r\n%s",
                                          HUGE, text));
    }

  return (const char *) page;
}

const char *
proxy_portal (guint n)
{
  g_assert (n < PROXY_PORTALS);

  return n < G_N_ELEMENTS (portals) ? portals[n] : get_huge_page ();
}
