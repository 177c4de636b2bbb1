/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"
#include "request.h"

G_BEGIN_DECLS

/*
 * Makes lines of what was pushed packed, in threads of its own: those that follow what is known (pantau-pack-after.h) need the ledger. Belongs to the
 * thread whose default main context is current.
 */
typedef struct _PantauUnpacker PantauUnpacker;

/* In the main thread: the lines of @request as text. */
typedef void (*PantauUnpacked) (PantauRequest *request, GBytes *lines, gpointer data);

PantauUnpacker *pantau_unpacker_new (PantauProvince *province,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finishes what is under way: what is to be done with that is done before it returns. */
void pantau_unpacker_free (PantauUnpacker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauUnpacker, pantau_unpacker_free)

/*
 * TRUE where the body of @request is packed: then @done is called with the lines, unless the request is answered with a problem (400 malformed, 409 not-known, 413
 * too-large). @device, who asks: only after lines of its own may others follow, so that nobody learns by a guess what somebody else has written.
 */
gboolean pantau_unpacker_take (PantauUnpacker *self,
                               PantauRequest *request,
                               const PantauDevice *device,
                               PantauUnpacked done,
                               gpointer data);

G_END_DECLS
