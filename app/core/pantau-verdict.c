/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a failed exchange means, and whether trying again is right. These two decisions are made here and
 * nowhere else; no other file knows what a status code says. When to try again is pantau-backoff.c's business.
 */

#include "config.h"

#include "pantau-verdict.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "pantau-backoff.h"
#include "pantau-error.h"

/* The problem documents of a province (data/doc/protocol.md, "Problems"). Their names are stable.
 */
static const struct
{
  const char *name;
  PantauError code;
  const char *sentence;
} problems[] = {
  { "malformed", PANTAU_ERROR_REFUSED, N_ ("the province could not read what this program sent") },
  { "too-large", PANTAU_ERROR_TOO_LARGE, N_ ("the province does not take so much at once") },
  { "unsupported-encoding", PANTAU_ERROR_REFUSED,
    N_ ("the province does not know the compression that this program uses") },
  { "not-found", PANTAU_ERROR_NOT_FOUND, N_ ("the province does not have what was asked for") },
  { "method", PANTAU_ERROR_REFUSED, N_ ("the province does not know this kind of request") },
  { "token", PANTAU_ERROR_REFUSED,
    N_ ("the province does not accept the session that it has just opened") },
  { "unknown-device", PANTAU_ERROR_REFUSED,
    N_ ("the province does not know this device; it needs an invitation") },
  { "revoked", PANTAU_ERROR_REFUSED, N_ ("the province has withdrawn this device's access") },
  { "expired", PANTAU_ERROR_REFUSED, N_ ("the assignment of this device has ended") },
  { "invitation-unknown", PANTAU_ERROR_REFUSED, N_ ("the province does not know this invitation") },
  { "invitation-used", PANTAU_ERROR_REFUSED, N_ ("this invitation was used before") },
  { "invitation-expired", PANTAU_ERROR_REFUSED, N_ ("this invitation is no longer valid") },
  { "practice", PANTAU_ERROR_REFUSED,
    N_ ("practice and real work are kept apart: this home cannot join this province") },
  { "bad-answer", PANTAU_ERROR_REFUSED,
    N_ ("the province did not accept this device's signature, or it came too late") },
  { "epoch", PANTAU_ERROR_EPOCH,
    N_ ("the province was restored from a copy; everything is compared anew") },
  { "rate", PANTAU_ERROR_OVERLOADED, N_ ("the province asks this device to slow down") },
  { "uploads", PANTAU_ERROR_OVERLOADED,
    N_ ("too many files of this device are on their way at once; they go on later") },
  { "quota", PANTAU_ERROR_OVERLOADED,
    N_ ("this device has sent as many files as it may today; the others go on tomorrow") },
  { "size", PANTAU_ERROR_DAMAGED,
    N_ ("the province has this file, and it has another length there") },
  { "busy", PANTAU_ERROR_OVERLOADED, N_ ("the province is busy; it will be asked again later") },
  { "disk", PANTAU_ERROR_OVERLOADED, N_ ("the province has no room left on its disk") },
  { "not-known", PANTAU_ERROR_REFUSED,
    N_ ("the province does not have the lines that these follow; they are sent whole") },
  { "not-named", PANTAU_ERROR_REFUSED,
    N_ ("no line that the province has names this file; it is sent after its line") },
  { "not-here", PANTAU_ERROR_NOT_FOUND,
    N_ ("the file has not reached the province yet; whoever recorded it must synchronise first") },
  { "sealed", PANTAU_ERROR_REFUSED,
    N_ ("only an officer of identities may fetch what is sealed here") },
  { "held", PANTAU_ERROR_REFUSED,
    N_ ("Bawaslu’s desk has not released this file to the provincial government yet") },
  { "offset", PANTAU_ERROR_CONFLICT, N_ ("the province has another part of this file") },
  { "checksum", PANTAU_ERROR_DAMAGED,
    N_ ("the file did not arrive as it was sent; it is sent once more") },
  { "gone", PANTAU_ERROR_CONFLICT, N_ ("the province has given up this upload; it begins anew") },
  { "range", PANTAU_ERROR_CONFLICT, N_ ("the file ends before the part that was asked for") },
  { "unsupported-type", PANTAU_ERROR_REFUSED,
    N_ ("the province could not read what this program sent") },
  { "version", PANTAU_ERROR_REFUSED,
    N_ ("the province speaks another version of the protocol for files") },
  { "internal", PANTAU_ERROR_OVERLOADED, N_ ("the province had a fault of its own") },
};

gboolean
pantau_verdict_throw (
    GError **error, const GError *transport, guint status, const char *problem, gboolean is_page)
{
  if (transport != NULL)
    {
      if (transport->domain == PANTAU_ERROR ||
          g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_error_copy (transport));
          return FALSE;
        }
      if (g_error_matches (transport, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
        return pantau_throw (error, PANTAU_ERROR_PORTAL,
                             _ ("whoever answered has no certificate for the province's address"));

      /* Also what libsoup cannot read as HTTP: a head that was cut looks no different. */
      return pantau_throw (error, PANTAU_ERROR_UNREACHABLE,
                           _ ("the province cannot be reached (%s)"), transport->message);
    }

  for (guint i = 0; problem != NULL && i < G_N_ELEMENTS (problems); i++)
    if (g_str_equal (problem, problems[i].name))
      return pantau_throw (error, problems[i].code, "%s", _ (problems[i].sentence));

  /* Gateways in front of a province answer 5xx with pages of their own: so these come before pages.
   */
  if (status == 511 || (status >= 300 && status < 400))
    return pantau_throw (error, PANTAU_ERROR_PORTAL,
                         _ ("the network wants a login first; open a web page in the browser"));
  if (status >= 500 || status == 408 || status == 429)
    return pantau_throw (
        error, PANTAU_ERROR_OVERLOADED,
        _ ("the province cannot answer now (status %u); it will be asked again later"), status);
  if (status == 413)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the province does not take so much at once"));
  if (is_page)
    return pantau_throw (
        error, PANTAU_ERROR_PORTAL,
        _ ("a web page answered in the province's place; perhaps the network wants a "
           "login first"));
  if (status >= 400)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("the province refuses the request (status %u)"), status);

  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the answer is not one of a province (status %u)"), status);
}

gboolean
pantau_verdict_should_retry (const GError *error,
                             guint attempt,
                             gint64 not_before,
                             gint64 *delay_ms)
{
  gboolean overloaded = g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED);
  gint64 named = 0;

  *delay_ms = 0;
  if (!overloaded && !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) &&
      !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL))
    return FALSE;

  *delay_ms = pantau_backoff_pause (NULL, attempt, overloaded) / 1000;
  if (overloaded && not_before > 0)
    named = (not_before - g_get_monotonic_time ()) / 1000;

  /* A minute that is waited anyway is not waited twice. */
  if (named > 0)
    *delay_ms = attempt >= PANTAU_BACKOFF_A_MINUTE - 1 ? MAX (*delay_ms, named) : *delay_ms + named;

  return TRUE;
}
