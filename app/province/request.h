/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-codec.h"

G_BEGIN_DECLS

/*
 * A whole request, waiting for its answer. References may be taken and dropped in any thread, and
 * the getters named "any thread" be called there; everything else belongs to the thread of the
 * PantauHttp.
 *
 * Exactly one answer is due. A second one is a programming error; an answer to a client that is
 * gone is dropped in silence. All answers carry Cache-Control: no-store and nosniff, and Connection: close where the
 * connection is not kept for a next request.
 */
typedef struct _PantauRequest PantauRequest;

PantauRequest *pantau_request_ref (PantauRequest *self);
void pantau_request_unref (PantauRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRequest, pantau_request_unref)

/* Any thread; borrowed, valid as long as the request. */
const char *pantau_request_get_method (PantauRequest *self);  /* "GET", "HEAD", "POST", … */
const char *pantau_request_get_path (PantauRequest *self);    /* percent-decoded */
const char *pantau_request_get_address (PantauRequest *self); /* the peer's IP address, or "unix" */
GBytes *pantau_request_get_body (PantauRequest *self);        /* decoded; empty rather than NULL */

/*
 * The value of @name in the query, decoded, UTF-8; NULL where absent. Given twice: the last. Any
 * thread.
 */
const char *pantau_request_get_query (PantauRequest *self, const char *name);

/*
 * The token of "Authorization: Bearer …" (RFC 6750 characters only); NULL where absent or of
 * another kind. Any thread.
 */
const char *pantau_request_get_bearer (PantauRequest *self);

/*
 * The value of header @name, UTF-8; NULL where absent. Borrowed until the answer is given. Main
 * thread.
 */
const char *pantau_request_get_header (PantauRequest *self, const char *name);

/* TRUE where Accept-Encoding names @coding without q=0. Any thread. */
gboolean pantau_request_accepts (PantauRequest *self, PantauCoding coding);

/* Sets a header of the answer to come; @value must not contain CR, LF or NUL. */
void pantau_request_set_header (PantauRequest *self, const char *name, const char *value);

/*
 * The answer. @content_type (nullable) with no body; @body (nullable) (transfer none). For HEAD the
 * body's length is told and its bytes are not sent; 204 and 304 have none.
 */
void
pantau_request_reply (PantauRequest *self, guint status, const char *content_type, GBytes *body);
void pantau_request_reply_text (PantauRequest *self,
                                guint status,
                                const char *content_type,
                                const char *text);

/*
 * As pantau_request_reply(), with @body zstd-encoded (level 3) where the client takes that. Some 3
 * ms of the calling thread per MiB; for more, encode in a worker and set Content-Encoding.
 */
void pantau_request_reply_encoded (PantauRequest *self,
                                   guint status,
                                   const char *content_type,
                                   GBytes *body);
/* The same, and of an answer that is cut all is left but the last @part bytes or so (pantau_codec_encode_parts()). */
void pantau_request_reply_in_parts (
    PantauRequest *self, guint status, const char *content_type, GBytes *body, gsize part);

/*
 * An RFC 9457 problem document of type "urn:pantau:problem:@name". @detail (nullable): an English
 * sentence. 503 without a Retry-After of its own gets one of 1 to 5 s at random.
 */
void
pantau_request_problem (PantauRequest *self, guint status, const char *name, const char *detail);
/* The same with one more text member, such as "epoch". */
void pantau_request_problem_with (PantauRequest *self,
                                  guint status,
                                  const char *name,
                                  const char *detail,
                                  const char *member,
                                  const char *value);

/*
 * The same answers from any thread: @func (self, data) is called once in the main thread, in the
 * order of calls from one thread; there it uses the functions above. Holds a reference until then.
 * @destroy (nullable) is called after @func, or without it where the main context ends first.
 */
typedef void (*PantauRequestFunc) (PantauRequest *request, gpointer data);
void pantau_request_invoke (PantauRequest *self,
                            PantauRequestFunc func,
                            gpointer data,
                            GDestroyNotify destroy);
/* The commonest case of it. Any thread. */
void pantau_request_reply_from_thread (PantauRequest *self,
                                       guint status,
                                       const char *content_type,
                                       GBytes *body);

/* Monotonic µs: when its head came. Any thread. */
gint64 pantau_request_get_since (PantauRequest *self);

/*
 * For whatever begins a visit of @device's: TRUE where it may begin now. FALSE where there are too many (appointments.h); then it was answered: 503 busy,
 * and in Retry-After when to come.
 */
gboolean pantau_request_may_visit (PantauRequest *self,
                                   const char *device) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Puts the request aside to wait for news (long poll): it no longer counts as in flight, and a
 * client that leaves is noticed. FALSE, and nothing is done, where too many are parked or the
 * server drains: answer 503 busy. The caller keeps a reference. An answer ends the parking by
 * itself. A client that only closes its sending side is taken for gone.
 */
gboolean pantau_request_park (PantauRequest *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean pantau_request_is_parked (PantauRequest *self);

/*
 * Counts the request as one of @owner's, until the end of its answer. FALSE, and nothing is done, where @max of
 * these are open already.
 */
gboolean
pantau_request_claim (PantauRequest *self, const char *owner, guint max) G_GNUC_WARN_UNUSED_RESULT;

/*
 * TRUE where nobody waits for the answer any more, or the client has at least closed its sending
 * side.
 */
gboolean pantau_request_is_gone (PantauRequest *self);

/*
 * A body that is taken as it comes (PantauHttpStream): hold_body makes it wait, unread, until go_on. Between them nothing
 * tells that the client has gone but a deadline. Both do nothing once the request has ended.
 */
void pantau_request_hold_body (PantauRequest *self);
void pantau_request_go_on (PantauRequest *self);

/* TRUE where more of the body has arrived, and waits to be read. */
gboolean pantau_request_has_unread (PantauRequest *self);

/* What Content-Length said; -1 where the body comes in chunks, 0 where there is none. */
goffset pantau_request_get_length (PantauRequest *self);

/* Counts @bytes of memory as used for this request, instead of those counted before. */
void pantau_request_hold (PantauRequest *self, gsize bytes);

/* Ends it without an answer: the gone function is called, the connection closed. */
void pantau_request_abort (PantauRequest *self);

/* Whatever the handlers want to find again with the request, until it ends: NULL from then on. */
void pantau_request_set_user (PantauRequest *self, gpointer user, GDestroyNotify destroy);
gpointer pantau_request_get_user (PantauRequest *self);

/*
 * The answer with @length bytes of the file @fd (taken over) from @offset on, read in a thread of their own, a little at a
 * time. Where reading fails in the middle the connection ends before the announced length: nobody takes that for the whole.
 * @sent (nullable) is called once with the bytes that went out, at the end of the request.
 */
typedef void (*PantauRequestSent) (guint64 bytes, gpointer data);
void pantau_request_reply_file (PantauRequest *self,
                                guint status,
                                const char *content_type,
                                int fd,
                                goffset offset,
                                goffset length,
                                PantauRequestSent sent,
                                gpointer data);

/*
 * Calls @func once if the client goes, a deadline passes or the server ends before the answer; at
 * once if that was so before. Not called after an answer. Drop the reference that was kept there.
 * @func may be NULL to forget an earlier one.
 */
void pantau_request_set_gone_func (PantauRequest *self, PantauRequestFunc func, gpointer data);

G_END_DECLS
