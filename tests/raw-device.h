/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-entry.h"
#include "pantau-receipt.h"
#include "trip-fixture.h"

G_BEGIN_DECLS

/* What came back from one request. */
typedef struct
{
  guint status; /* 0: nothing, or no HTTP */
  char *head;   /* with its CRLFs */
  char *body;   /* NUL-terminated */
  gsize length;
  char *problem; /* (nullable): the name in a problem document, whose shape was checked */
} Reply;

void reply_free (Reply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* A header field's value, or NULL. (transfer full) */
char *reply_header (Reply *self, const char *name);

/*
 * One request as nobody's client would send it: @headers (nullable) are whole lines with CRLF,
 * @body (nullable) has @length bytes. Content-Length is added where there is a body.
 */
Reply *raw_ask (Trip *trip,
                const char *method,
                const char *path,
                const char *headers,
                const char *body,
                gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* A device without a home: a key, a chain, a session. */
typedef struct
{
  Trip *trip;
  PantauKeypair *key;
  gint64 seq;
  char *prev;
  char *province; /* (nullable): before it is enrolled */
  char *token;    /* (nullable): before it has a session */
} RawDevice;

RawDevice *raw_device_new (Trip *trip) G_GNUC_WARN_UNUSED_RESULT;
void raw_device_free (RawDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawDevice, raw_device_free)

/* Enrols it and opens a session. */
void raw_device_enroll (RawDevice *self, const char *role, const char *region);
/* The same by an invitation that was made before. */
void raw_device_enroll_with (RawDevice *self, const char *code);
/* A new one, enrolled and with a session. */
RawDevice *
raw_device_enrolled (Trip *trip, const char *role, const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* The join for an invitation's code, written into the chain. */
PantauEntry *raw_device_join (RawDevice *self, const char *code) G_GNUC_WARN_UNUSED_RESULT;
/* Opens a session; the province must be known. */
void raw_device_open (RawDevice *self);

/* A new open risk, the next of the chain. */
PantauEntry *raw_device_write (RawDevice *self, const char *region) G_GNUC_WARN_UNUSED_RESULT;
/* Any draft, the next of the chain. */
PantauEntry *raw_device_sign (RawDevice *self, const PantauDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

/* Requests with the token; @headers and @body as of raw_ask(). */
Reply *raw_device_get (RawDevice *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
Reply *raw_device_push (RawDevice *self, const char *headers, const char *body, gsize length)
    G_GNUC_WARN_UNUSED_RESULT;

#define RAW_NONCE "0123456789abcdefghijkl"

/* The receipt of a push of lines with these ids (NULL for what is no line), verified. */
PantauReceipt *raw_receipt (RawDevice *self, Reply *reply, const char *const *ids, gsize n)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
