/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-receipt.h"

G_BEGIN_DECLS

/* What the first release left (tests/fixtures/v1, see the README there): files, lines, and an exchange as it went over the wire. */

/* A file or directory of it. (transfer full) */
char *frozen_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* A copy of "home", "desk" or "province" to work on, in a new directory. (transfer full): for test_dir_remove() */
char *frozen_copy (const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* The same into @target, which is there; what it has of these names is replaced. */
void frozen_copy_to (const char *name, const char *target);

/* Where the homes found their province. */
#define FROZEN_URL "http://127.0.0.1:46061"

/* INDEX TAB ID TAB HEAD TAB line, one a row: all that the province held. (transfer full) */
GStrv frozen_lines (void) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) */
char *frozen_province_key (void) G_GNUC_WARN_UNUSED_RESULT;

/* One request or response. */
typedef struct
{
  char *head;
  GBytes *body; /* decoded */
} FrozenMessage;

void frozen_message_clear (FrozenMessage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FrozenMessage, frozen_message_clear)

/* Names of the exchange's messages that contain @part, in order. (transfer full) (element-type utf8) */
GPtrArray *frozen_messages (const char *part) G_GNUC_WARN_UNUSED_RESULT;
/* The name of the answer to the request @name. (transfer full) */
char *frozen_answer_to (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Byte by byte, as it went over the wire. (transfer full) */
GBytes *frozen_message_bytes (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void frozen_message_read (const char *name, FrozenMessage *message);
/* The same of any message of HTTP. */
void frozen_message_parse (const char *bytes, gsize length, FrozenMessage *message);

/* The value of a header, NULL where it is missing. (transfer full) (nullable) */
char *frozen_message_header (const FrozenMessage *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
const char *frozen_message_body (const FrozenMessage *self, gsize *length);

/* The receipt that @response gives of the push @request, verified. (transfer full) */
PantauReceipt *frozen_receipt (const FrozenMessage *request,
                               const FrozenMessage *response) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
