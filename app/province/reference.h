/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "province.h"

G_BEGIN_DECLS

/*
 * `GET /v1/reference`: the province's reference data, signed, for homes to replace theirs. Made once at the start. Public: it holds
 * nothing about anybody.
 */
typedef struct _PantauReferencePack PantauReferencePack;

PantauReferencePack *pantau_reference_pack_new (PantauProvince *province,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_reference_pack_free (PantauReferencePack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReferencePack, pantau_reference_pack_free)

/* The handler; @self is a PantauReferencePack. */
void pantau_reference_pack_handle (PantauRequest *request, gpointer self);

G_END_DECLS
