/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sealed parcel of a courier file. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "pantau-crypto.h"
#include "pantau-invite.h"

G_BEGIN_DECLS

/*
 * What travels by courier travels in parcels, each sealed to its addressees alone (data/doc/courier.md). As it lies in a file and in the body of
 * `POST /v1/courier`:
 *
 *   parcel TAB LENGTH TAB HEADER LF
 *   LENGTH bytes: a nonce (24), and XChaCha20-Poly1305 of the content under the parcel's key, which vouches for HEADER's bytes too
 *   LF
 *
 * HEADER is a JSON object of one line: `v` 1, `id` (32 hex digits), `to` (whom it is for, and the parcel's key sealed to each), and of an answer `re`, the
 * id of what it answers. The content is a JSON object of one line, LF, and a payload. All three lines together are called the parcel's frame.
 *
 * A seal says who may open, not who sealed: whoever opens believes only what is signed in the content.
 */
#define PANTAU_PARCEL_TYPE          "application/vnd.pantau.parcel"
#define PANTAU_PARCEL_ID_HEX        32
#define PANTAU_PARCEL_KEY_HEX       16 /* characters of the id of an addressee's key */
#define PANTAU_PARCEL_HEADER_LIMIT  (8 * 1024)
#define PANTAU_PARCEL_CONTENT_LIMIT (64 * 1024)
#define PANTAU_PARCEL_PIECE         (1024 * 1024) /* of a file; raw lines of a batch */
#define PANTAU_PARCEL_PAYLOAD_LIMIT (1024 * 1024 + 64 * 1024)
#define PANTAU_PARCEL_ADDRESSEES    32
/* A frame has no more bytes than this. */
#define PANTAU_PARCEL_LIMIT                                                                        \
  (PANTAU_PARCEL_HEADER_LIMIT + PANTAU_PARCEL_CONTENT_LIMIT + PANTAU_PARCEL_PAYLOAD_LIMIT + 128)

/* The members `kind` of contents. */
#define PANTAU_PARCEL_LINES      "lines"
#define PANTAU_PARCEL_FILE       "file"
#define PANTAU_PARCEL_ASK        "ask"
#define PANTAU_PARCEL_RECEIPT    "receipt"
#define PANTAU_PARCEL_STORED     "stored"
#define PANTAU_PARCEL_NEWS       "news"
#define PANTAU_PARCEL_HEAD       "head"
#define PANTAU_PARCEL_GRANT      "grant"
#define PANTAU_PARCEL_PROBLEM    "problem"
#define PANTAU_PARCEL_SUCCESSION "succession"

/* A parcel whose header was read; nothing of it is believed yet. Immutable. */
typedef struct
{
  GBytes *frame;      /* (owned): all of it, as it came */
  char *hash;         /* SHA-256 of the frame in hex: the name under which it is kept */
  char *id;           /* 32 hex digits */
  char *re;           /* (nullable): of an answer */
  GPtrArray *keys;    /* of char *: ids of the keys that it is for (pantau_parcel_key_id()) */
  GPtrArray *invites; /* of char *: ids of the invitations that it is for */

  gsize at;     /* in the frame: where the sealed bytes begin */
  gsize length; /* of those */
  JsonObject *header;
} PantauParcel;

void pantau_parcel_free (PantauParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauParcel, pantau_parcel_free)

/*
 * How long the frame at the start of @bytes is, by its first line: 0 where that line is not all there yet. FALSE with PANTAU_ERROR_MALFORMED or
 * _TOO_LARGE where it can never become a frame. Looks at no more than PANTAU_PARCEL_HEADER_LIMIT + 64 bytes.
 */
gboolean pantau_parcel_measure (const char *bytes, gsize length, gsize *frame, GError **error);

/*
 * Reads one frame, of exactly that length. PANTAU_ERROR_MALFORMED, _TOO_LARGE. A header of a newer version is read so far that it can be carried;
 * opening it is PANTAU_ERROR_NEWER.
 */
PantauParcel *pantau_parcel_read (GBytes *frame, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The id of a device's or province's public key (43 characters) in headers: 16 hex digits; NULL where it is none. (transfer full) */
char *pantau_parcel_key_id (const char *key) G_GNUC_WARN_UNUSED_RESULT;

gboolean pantau_parcel_is_for (PantauParcel *self, const char *key);
gboolean pantau_parcel_is_for_invite (PantauParcel *self, const char *invite_id);

/* What was sealed. */
typedef struct
{
  JsonObject *json; /* (owned): scanned and parsed */
  const char *kind; /* of it; "" where it has none */
  GBytes *payload;  /* (owned): may be empty */
} PantauContent;

void pantau_content_free (PantauContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauContent, pantau_content_free)

/*
 * Opens what was sealed to @key, or to the invitation. PANTAU_ERROR_NOT_FOUND where it is for somebody else, _SIGNATURE where any bit of it was changed,
 * _MALFORMED, _TOO_LARGE, _NEWER.
 */
PantauContent *pantau_parcel_open (PantauParcel *self,
                                   PantauKeypair *key,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauContent *pantau_parcel_open_invited (PantauParcel *self,
                                           const PantauInvite *invite,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Seals @content (has at least `kind`) and @payload (nullable) to all of @keys (public keys of 43 characters, NULL at the end; nullable) or to whoever
 * knows @invite (nullable); one of the two. @re (nullable) is the id of the parcel that this one answers. PANTAU_ERROR_TOO_LARGE, _INVALID (a key that
 * is none, or no addressee).
 */
PantauParcel *pantau_parcel_seal (JsonObject *content,
                                  GBytes *payload,
                                  const char *const *keys,
                                  const PantauInvite *invite,
                                  const char *re,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
