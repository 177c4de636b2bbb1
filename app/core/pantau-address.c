/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of provinces as people type them: which are taken, and what to say of the others. */

#include "config.h"

#include "pantau-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"

/* Plain http would show tokens and closed records to the whole Wi-Fi; on one machine there is
 * nobody between. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* Names with other letters than ASCII are written as "xn--…", so that nobody is led astray by a look-alike. */
static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

char *
pantau_address_read (const char *url, GError **error)
{
  /* Those of libsoup, so that it takes what we take. */
  const GUriFlags flags = G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH |
                          G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT |
                          G_URI_FLAGS_SCHEME_NORMALIZE;
  g_autofree char *trimmed = g_strstrip (g_strdup (url));
  g_autoptr (GUri) uri = is_plain (trimmed) ? g_uri_parse (trimmed, flags, NULL) : NULL;
  g_autofree char *base = NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("this is not the address of a province; it looks like "
                                 "https://pantau.example.id"));

  if (g_str_equal (g_uri_get_scheme (uri), "http") && !is_loopback (host))
    return pantau_throw_null (
        error, PANTAU_ERROR_INVALID,
        _ ("http:// is taken for this computer only; a province elsewhere needs "
           "an address with https://"));
  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !g_str_equal (g_uri_get_scheme (uri), "http"))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("the address of a province starts with https://"));

  base = g_uri_to_string (uri);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';

  return g_steal_pointer (&base);
}
