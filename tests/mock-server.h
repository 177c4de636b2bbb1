/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-entry.h"

G_BEGIN_DECLS

/*
 * A peer that follows a script: a thread on raw sockets, so that it can be cut at any byte and
 * break every rule of HTTP. Each connection takes the next step; freeing asserts that every step
 * was taken, and that nobody came beyond them. Between the scripted faults it is a true province,
 * with a key that signs.
 */
typedef struct _PantauMock PantauMock;

typedef struct
{
  char *method;
  char *path;          /* with its query */
  GHashTable *headers; /* by name in small letters */
  GByteArray *body;    /* as it came, compressed or not */
} PantauMockRequest;

/* Gives the whole raw answer. Runs in the mock's thread. */
typedef GString *(*PantauMockHandler) (PantauMock *mock,
                                       const PantauMockRequest *request,
                                       gpointer data);

/* @province (borrowed) signs. */
PantauMock *pantau_mock_new (PantauKeypair *province);
void pantau_mock_free (PantauMock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauMock, pantau_mock_free)

const char *pantau_mock_get_url (PantauMock *self);
PantauKeypair *pantau_mock_get_province (PantauMock *self);

/* Steps. A length of -1 is that of the text; @headers (nullable) are lines with CR LF. */
void pantau_mock_add_raw (PantauMock *self, const char *bytes, gssize length);
void pantau_mock_add_reply (PantauMock *self, guint status, const char *headers, const char *body);
void pantau_mock_add_problem (PantauMock *self, guint status, const char *name);
void pantau_mock_add_handler (PantauMock *self, PantauMockHandler handler, gpointer data);

/* Steps of a true province; what its statements say can be turned false, see mock-server.c. */
void pantau_mock_add_login (PantauMock *self); /* two: the challenge and the token */
/* The same, and the province reads these media types besides text/plain: the elements of a JSON array (borrowed until taken). */
void pantau_mock_add_login_taking (PantauMock *self, const char *types);
void pantau_mock_add_receipt (PantauMock *self);
/* @entries (borrowed until taken), numbered from @first on. */
void pantau_mock_add_page (PantauMock *self, GPtrArray *entries, gint64 first, const char *headers);

/* Changes to the step added last. */
void pantau_mock_cut_answer (PantauMock *self, gsize bytes);  /* hang up after so many */
void pantau_mock_cut_request (PantauMock *self, gsize bytes); /* hang up once so many were read */
void pantau_mock_drip (PantauMock *self, guint interval_ms);  /* a byte at a time */
void pantau_mock_delay (PantauMock *self, guint delay_ms);    /* before the answer */
void pantau_mock_hold (PantauMock *self,
                       gsize bytes);        /* say so many, then nothing until hung up on */
void pantau_mock_repeat (PantauMock *self); /* the answer's last KiB again and again */

/* Helpers of handlers. */
GString *pantau_mock_answer (guint status, const char *headers, const char *body, gssize length);
char *pantau_mock_now (gint64 offset); /* RFC 3339, seconds from now */
GPtrArray *pantau_mock_read_lines (const PantauMockRequest *request); /* of PantauEntry */

/* What was asked so far; the n-th request, or NULL where it was never read whole. */
guint pantau_mock_count (PantauMock *self);
const PantauMockRequest *pantau_mock_get_request (PantauMock *self, guint n);

/* Length of the whole answer to the last request, cut or not. */
gsize pantau_mock_get_answer_length (PantauMock *self);

/* Blocks until @n answers have been said as far as pantau_mock_hold() lets them (or a minute has passed: FALSE). */
gboolean pantau_mock_wait_for_hold (PantauMock *self, guint n);

G_END_DECLS
