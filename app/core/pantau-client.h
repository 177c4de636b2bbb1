/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-entry.h"
#include "pantau-known.h"
#include "pantau-page.h"
#include "pantau-pins.h"
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
 *   PANTAU_ERROR_PORTAL       a redirect, a web page, 511, a foreign certificate: somebody else answered
 *   PANTAU_ERROR_OVERLOADED   408, 429, 5xx: come back later, see pantau_client_should_retry()
 *   PANTAU_ERROR_REFUSED      the province says no; pantau_client_get_problem() names why
 *   PANTAU_ERROR_EPOCH        it was restored from a copy: cursors start again
 *   PANTAU_ERROR_TOO_LARGE    413, or an answer beyond every limit
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

/*
 * The TLS keys by which the province is reached (nullable: the usual authorities decide). Before a byte of a question is sent the peer must have one
 * of them; where it has another, what it serves at /v1/pins is asked for, and nothing else is said: a newer list that the province signed and that
 * names this very key is taken over, and the question put. Else PANTAU_ERROR_PORTAL. Not over http.
 */
void pantau_client_set_pins (PantauClient *self, PantauPins *pins);

/*
 * Where an answer that must be the province's is signed by another key, what is served at /v1/succession (bytes) is given to @func (nullable). TRUE: @province
 * (transfer full) follows the key @known; the question is put once more. FALSE with an error, which is the question's then.
 */
typedef gboolean (*PantauClientFollow) (const char *bytes,
                                        gsize length,
                                        const char *known,
                                        char **province,
                                        gpointer data,
                                        GError **error);
void pantau_client_set_follow (PantauClient *self, PantauClientFollow func, gpointer data);

/*
 * Asks the province for its list of TLS keys, and takes it over where it is newer than what is known. FALSE with an error where there was no answer;
 * a province that has no such list is no error. Needs no session.
 */
gboolean pantau_client_renew_pins (PantauClient *self, GCancellable *cancellable, GError **error);

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
 * With a session comes the challenge for the next one, which then needs one question in place of two. @func (nullable) hears of each, to keep it for another process; @challenge
 * (nullable): what was kept. One that the province no longer knows does no harm.
 */
typedef void (*PantauClientRemember) (const char *challenge, gpointer data);
void pantau_client_set_next (PantauClient *self,
                             const char *challenge,
                             PantauClientRemember func,
                             gpointer data);

/* The head at number @at (-1: none) is asked for together with the next session; pantau_client_head() then has it without a question, once. */
void pantau_client_want_head (PantauClient *self, gint64 at);

/* See pantau_wire_warm(). */
void pantau_client_warm (PantauClient *self, GCancellable *cancellable);

/* How long ago the session was opened that is in use, in µs; -1 where none is. */
gint64 pantau_client_get_session_age (PantauClient *self);

/*
 * Uses the pins and the session that @other has (none: as if nothing were said), so that a second connection of the same
 * device costs no second challenge. @other must not be in use meanwhile.
 */
void pantau_client_share_session (PantauClient *self, PantauClient *other);

/* What the last session said; borrowed until the next; NULL or 0 before the first. */
const char *pantau_client_get_role (PantauClient *self);
const char *pantau_client_get_region (PantauClient *self);
const char *pantau_client_get_epoch (PantauClient *self); /* as signed by the province */
/* TRUE where the province has signed, in this very session, that it withdrew this device's access. */
gboolean pantau_client_is_revoked (PantauClient *self);
gint64 pantau_client_get_index (PantauClient *self); /* the ledger's last number, not signed */

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
 * The same after lines of this device that the province has acknowledged (nullable: none), which costs fewer bytes. Where it does not hold these, or does not
 * read such packs, they are sent without.
 */
PantauReceipt *pantau_client_push_after (PantauClient *self,
                                         GPtrArray *entries,
                                         const PantauKnown *known,
                                         guint64 *bytes_sent,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Pulls at most @limit (1 to 500) lines after @cursor (nullable or "": from the start); fewer at first, and where the line is slow or
 * was cut. Of a page that is cut the lines that came are a page, with more to come, where the province says how to go on behind them. Where there is none the request is parked for @wait seconds (0 to PANTAU_WAIT_LIMIT).
 * @own also asks for the lines that this device wrote.
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

/*
 * The province's signed figures of closed records (pantau-counts.h). @text and @signature (transfer full) are what it signed, to be kept as
 * proof. PANTAU_ERROR_REFUSED with the problem "role" where the device's role has no use for them.
 */
gboolean pantau_client_counts (
    PantauClient *self, char **text, char **signature, GCancellable *cancellable, GError **error);

/* How far the province is: µs there and back, by what connecting took; 0: nobody knows yet. */
gint64 pantau_client_get_way (PantauClient *self);

/*
 * TRUE where the province is so far away that it pays to ask ahead: a tenth of a second and more there and back, by what connecting took. FALSE as
 * long as nobody knows.
 */
gboolean pantau_client_is_far (PantauClient *self);

/* The name of the last problem document ("revoked", "rate", …); NULL where the last answer was
 * none. Borrowed. */
const char *pantau_client_get_problem (PantauClient *self);

/*
 * For whoever waits in the middle of an exchange: whether trying again by itself is right, and when (pantau-backoff.h). @attempt counts the
 * failures in a row before this one, from 0. @delay_ms is random between 0 and 1 s, doubled with
 * each attempt, up to 5 minutes, and after the Retry-After of the answer that @error came
 * from. A province that answers but is overloaded is asked at most four times a minute.
 */
gboolean pantau_client_should_retry (PantauClient *self,
                                     const GError *error,
                                     guint attempt,
                                     gint64 *delay_ms);

G_END_DECLS
