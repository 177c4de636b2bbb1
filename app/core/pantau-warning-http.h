/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Fetches small public files of an agency: never the province, and nothing of ours goes there. https by the system's authorities; http on this very machine
 * only, for tests. Blocking: make it, use it and free it in one thread.
 */
typedef struct _PantauWarningHttp PantauWarningHttp;

typedef struct
{
  GBytes *body; /* (nullable): NULL where it has not changed */
  char *etag;   /* "" where the server gave none; likewise the next */
  char *modified;
  char *url; /* where it came from in the end */
} PantauWarningReply;

void pantau_warning_reply_free (PantauWarningReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningReply, pantau_warning_reply_free)

PantauWarningHttp *pantau_warning_http_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_warning_http_free (PantauWarningHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningHttp, pantau_warning_http_free)

/*
 * GETs @url, at most @limit bytes decoded, in a minute at most. @etag and @modified ("" or NULL for none): what an earlier reply said. Up to three
 * redirections are followed, within https. PANTAU_ERROR_UNREACHABLE (no answer, too slow), _OVERLOADED (429, 503), _TOO_LARGE, _INVALID (an
 * address that is none), _SIGNATURE (its certificate is not good), _REFUSED for any other answer.
 */
PantauWarningReply *pantau_warning_http_get (PantauWarningHttp *self,
                                             const char *url,
                                             const char *etag,
                                             const char *modified,
                                             gsize limit,
                                             GCancellable *cancellable,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An address that may be asked: https, or http on this machine, without user and fragment. FALSE with PANTAU_ERROR_INVALID. */
gboolean pantau_warning_http_check (const char *url, GError **error);

G_END_DECLS
