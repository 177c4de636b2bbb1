/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-crypto.h"

G_BEGIN_DECLS

#define PANTAU_HEADER_LIMIT (8 * 1024)
#define PANTAU_BODY_LIMIT   (64 * 1024)
#define PANTAU_BASE_LIMIT   64

/* A whole line: signature, header, body, two TABs and the LF. */
#define PANTAU_LINE_LIMIT                                                                          \
  (PANTAU_SIGNATURE_TEXT + 1 + PANTAU_HEADER_LIMIT + 1 + PANTAU_BODY_LIMIT + 1)

#define PANTAU_SALT_SIZE 16

/* The types of entry that the program itself knows; any other is kept, passed on and shown as unknown. */
#define PANTAU_TYPE_CREATE        "record.create"
#define PANTAU_TYPE_SET           "record.set"
#define PANTAU_TYPE_MOVE          "record.move"
#define PANTAU_TYPE_STATUS        "status.set"
#define PANTAU_TYPE_NOTE          "note.add"
#define PANTAU_TYPE_FORWARD       "forward.add"
#define PANTAU_TYPE_REPLY         "forward.reply"
#define PANTAU_TYPE_TREATMENT     "treatment.add"
#define PANTAU_TYPE_TREATMENT_SET "treatment.set"
#define PANTAU_TYPE_ASSIGN        "assignment.set" /* who looks after a record */
#define PANTAU_TYPE_RELEASE       "release.add"
#define PANTAU_TYPE_LINK          "link.add"
#define PANTAU_TYPE_UNLINK        "link.drop"        /* a link that was a mistake */
#define PANTAU_TYPE_EVIDENCE      "evidence.add"     /* files of a record */
#define PANTAU_TYPE_TOUCH         "evidence.touch"   /* what was done with them: export, print, forward, hand-over */
#define PANTAU_TYPE_DISCLOSE      "evidence.release" /* files of an open hoax that Pemprov may have */
#define PANTAU_TYPE_REDACT        "redact"
#define PANTAU_TYPE_REVIEW        "review.add"       /* kajian */
#define PANTAU_TYPE_SEAL          "identity.seal"    /* a reporter or witness, as an envelope */
#define PANTAU_TYPE_OPEN          "identity.open"    /* why one is opened, before it is */
#define PANTAU_TYPE_ASK           "identity.ask"     /* a desk asks the officer to reach somebody */
#define PANTAU_TYPE_ANSWER        "identity.answer"  /* what came of that, without saying who */
#define PANTAU_TYPE_WRAP          "identity.wrap"    /* an envelope's key for one officer more */
#define PANTAU_TYPE_QUARANTINE    "entry.quarantine" /* the province's verdict on another entry */
#define PANTAU_TYPE_ADMIT         "entry.admit"      /* its word that lets one out of quarantine */
#define PANTAU_TYPE_JOIN          "device.join"
#define PANTAU_TYPE_GRANT         "device.grant"
#define PANTAU_TYPE_REVOKE        "device.revoke"
#define PANTAU_TYPE_OFFICERS      "device.officers" /* whom identities are sealed to, signed offline */
#define PANTAU_TYPE_ALERT         "device.alert"    /* the province has seen something unusual */

/*
 * One line of the ledger (data/doc/protocol.md, "Lines"): written once, signed by the device that wrote it,
 * never changed. Immutable and reference-counted; every text lives as long as the entry. The bytes of header and body are
 * exactly those that were signed.
 */
typedef struct
{
  /* As on the line. */
  const char *signature; /* 88 characters of base64 */
  const char *header;    /* one line of JSON */
  const char
      *body; /* (nullable): one line of JSON; NULL where it was erased by law or has not come yet */

  /* Derived. */
  const char *id; /* SHA-256 of the header in hex */

  /* The header, decoded. */
  const char *record;
  const char *kind;
  gboolean is_open; /* class */
  const char *region;
  const char *type;
  const char *device;
  gint64 seq;
  const char *prev; /* "" for a device's first */
  const char *time; /* RFC 3339 with offset, as the device's clock said */
  const char *const *base;
  const char *body_hash;
} PantauEntry;

/* What a new entry says; the ledger adds device, seq, prev, time, salt and body hash. */
typedef struct
{
  const char *record;
  const char *kind;
  gboolean is_open;
  const char *region;
  const char *type;
  const char *time;        /* RFC 3339 with offset */
  const char *const *base; /* (nullable) */
  JsonObject *body;        /* (nullable): without `salt` */
  const guint8 *salt; /* (nullable): 16 bytes; NULL for random ones, as everywhere but in samples */
} PantauDraft;

/*
 * Signs @draft as entry @seq of @key's device. What breaks a rule of the decoder is not signed: NULL with
 * PANTAU_ERROR_TOO_LARGE or _MALFORMED.
 */
PantauEntry *pantau_entry_sign (PantauKeypair *key,
                                const PantauDraft *draft,
                                gint64 seq,
                                const char *prev,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Decodes a line from anywhere, with or without its LF, and believes nothing: sizes, shape, depth and doubled keys
 * first; then the header is read, for it names the key; then the hash of the body and the signature. The body is
 * scanned, not parsed. The one decoder of laptops and province.
 *
 * Errors: PANTAU_ERROR_TOO_LARGE, _MALFORMED, _SIGNATURE (signature or body hash), _NEWER (version of the line).
 */
PantauEntry *
pantau_entry_decode (const char *line, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rebuilds an entry from the ledger's own columns; it was verified before it was stored. */
PantauEntry *pantau_entry_load (const char *signature,
                                const char *header,
                                const char *body,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

PantauEntry *pantau_entry_ref (PantauEntry *self);
void pantau_entry_unref (PantauEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauEntry, pantau_entry_unref)

/* Appends the line with its LF, byte for byte as it came. */
void pantau_entry_append_line (const PantauEntry *self, GString *text);

/* The body as an object, parsed at each call. (transfer full); NULL with an error where there is no body. */
JsonObject *pantau_entry_parse_body (const PantauEntry *self,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where @text is RFC 3339 with a numeric offset or Z, and a day that exists. */
gboolean pantau_entry_time_is_valid (const char *text);

/* Unix seconds of such a time; 0 where @text (nullable) is none. */
gint64 pantau_entry_unix_time (const char *text);

G_END_DECLS
