/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-entry.h"
#include "pantau-page.h"
#include "pantau-receipt.h"

G_BEGIN_DECLS

/* The most that one push may carry (data/doc/protocol.md, "Limits"). */
#define PANTAU_BATCH_LINES 500
#define PANTAU_BATCH_BYTES (1024 * 1024) /* of lines, before compression */

/* The longest that a request may be parked at the province, in seconds. */
#define PANTAU_WAIT_LIMIT 60

/*
 * A device's line to its province: the messages of the wire, one function each. Every call blocks
 * until it is answered, fails, is cancelled or runs out of time, so all of them (also new and free)
 * belong into one worker thread of the caller's.
 *
 * Nothing counts because somebody answered: receipts, heads, challenges and the reference pack must
 * bear the province's signature, and lines their devices'. Errors of every call, besides what its
 * own comment names:
 *
 *   PANTAU_ERROR_UNREACHABLE  no connection, a cut, or no answer in time; nothing is lost
 *   PANTAU_ERROR_PORTAL       a redirect, a web page, 511, a foreign certificate: somebody else
 * answered PANTAU_ERROR_OVERLOADED   408, 429, 5xx: come back later, see
 * pantau_client_should_retry() PANTAU_ERROR_REFUSED      the province says no;
 * pantau_client_get_problem() names why PANTAU_ERROR_EPOCH        it was restored from a copy:
 * cursors start again PANTAU_ERROR_TOO_LARGE    413, or an answer beyond every limit
 *   PANTAU_ERROR_MALFORMED, PANTAU_ERROR_SIGNATURE  an answer that the province cannot have written
 *   PANTAU_ERROR_NOT_ENROLLED the client knows no province (only join works)
 *   G_IO_ERROR_CANCELLED      @cancellable
 */
typedef struct _PantauClient PantauClient;

/*
 * @url is the province's address: https://…, or http:// on this very machine (127.0.0.0/8, ::1,
 * localhost); anything else is PANTAU_ERROR_INVALID. @device (borrowed, must outlive the client)
 * signs the session. @province is its key, (nullable) before the grant has come. Does not touch the
 * network.
 */
PantauClient *pantau_client_new (const char *url,
                                 PantauKeypair *device,
                                 const char *province,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_client_free (PantauClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClient, pantau_client_free)

/* Once the grant has been verified: the key that every later answer must be signed with. Ends any
 * session. */
void pantau_client_set_province (PantauClient *self, const char *province);

/* zstd's level for pushes, 1 to 19; 6 unless set. */
void pantau_client_set_level (PantauClient *self, int level);

/*
 * How long a request may take in all (60,000 ms; plus its wait, plus 1 s for each KiB that it
 * sends, at most 120 s), and how long nothing may move in either direction (20,000 ms; plus its
 * wait, until the answer begins).
 */
void pantau_client_set_time_limits (PantauClient *self, guint total_ms, guint idle_ms);

/*
 * Enrolment: brings the device's own `device.join` line. @grant_line (transfer full) is the
 * province's answer without LF, checked to be a correctly signed `device.grant` for this very join;
 * @index its number. Whether it comes from the province that invited is for the caller to prove by
 * pantau_invite_grant_mac(): the client does not know the code.
 */
gboolean pantau_client_join (PantauClient *self,
                             const PantauEntry *join,
                             char **grant_line,
                             gint64 *index,
                             GCancellable *cancellable,
                             GError **error);

/*
 * Opens a session: the province proves its key over our nonce, the device its own over the
 * province's challenge. The other calls do so themselves when there is none or when it has run out
 * (once for each call).
 */
gboolean pantau_client_open_session (PantauClient *self, GCancellable *cancellable, GError **error);

/*
 * Uses the session that @other has open (none: as if nothing were said), so that a second connection of the same
 * device costs no second challenge. @other must not be in use meanwhile.
 */
void pantau_client_share_session (PantauClient *self, PantauClient *other);

/* What the last session said; borrowed until the next; NULL or 0 before the first. */
const char *pantau_client_get_role (PantauClient *self);
const char *pantau_client_get_region (PantauClient *self);
const char *pantau_client_get_epoch (PantauClient *self); /* as signed by the province */
gint64 pantau_client_get_index (PantauClient *self);      /* the ledger's last number, not signed */

/*
 * The province's signed time less ours, in seconds, measured at the middle of the round trip:
 * positive where our clock is slow.
 */
gint64 pantau_client_get_clock_error (PantauClient *self);

/*
 * Pushes 1 to PANTAU_BATCH_LINES entries (of any device), PANTAU_BATCH_BYTES at most together;
 * beyond that PANTAU_ERROR_TOO_LARGE before anything is sent. @bytes_sent (nullable) is the
 * compressed body's length.
 *
 * Returns: (transfer full): the verified receipt, its lines in the order of @entries, with ids.
 * After any error nothing counts as received, although the province may hold it: push again, it is
 * idempotent.
 */
PantauReceipt *pantau_client_push (PantauClient *self,
                                   GPtrArray *entries,
                                   guint64 *bytes_sent,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Pulls at most @limit (1 to 500) lines after @cursor (nullable or "": from the start). Where there
 * is none the request is parked for @wait seconds (0 to PANTAU_WAIT_LIMIT). @own also asks for the
 * lines that this device wrote.
 *
 * Returns: (transfer full). Errors, besides: PANTAU_ERROR_NEWER where a line needs a newer program.
 */
PantauPage *pantau_client_pull (PantauClient *self,
                                const char *cursor,
                                guint limit,
                                guint wait,
                                gboolean own,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The signed head at number @at, or the newest where @at is -1. (transfer full) */
PantauHead *pantau_client_head (PantauClient *self,
                                gint64 at,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Up to where, without a gap, the province holds @device's lines: @seq (0 for none) and the @id
 * (transfer full) of that line, "" for none.
 */
gboolean pantau_client_device_head (PantauClient *self,
                                    const char *device,
                                    gint64 *seq,
                                    char **id,
                                    GCancellable *cancellable,
                                    GError **error);

/*
 * The reference pack. @etag (nullable) is that of the pack at hand. @text (transfer full)
 * (nullable) is the JSON that the province signed, NULL where ours is still the one; @new_etag
 * (transfer full) (nullable) belongs to it.
 */
gboolean pantau_client_reference (PantauClient *self,
                                  const char *etag,
                                  char **text,
                                  char **new_etag,
                                  GCancellable *cancellable,
                                  GError **error);

/* The name of the last problem document ("revoked", "rate", …); NULL where the last answer was
 * none. Borrowed. */
const char *pantau_client_get_problem (PantauClient *self);

/*
 * The one place that decides whether trying again by itself is right, and when. @attempt counts the
 * failures in a row before this one, from 0. @delay_ms is random between 0 and 1 s, doubled with
 * each attempt, up to 5 minutes ("full jitter": three hundred laptops that lost the province
 * together do not come back together), and after the Retry-After of the answer that @error came
 * from. A province that answers but is overloaded is asked at most four times a minute.
 */
gboolean pantau_client_should_retry (PantauClient *self,
                                     const GError *error,
                                     guint attempt,
                                     gint64 *delay_ms);

G_END_DECLS
